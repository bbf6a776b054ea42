/**
 * The codec of the bank protocol: what was encoded comes back, limits hold, hostile bytes do no harm.
 */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { bankSpec } from '../../../../src/protocols/bank/spec.ts'
import type { BankMessage } from '../../../../src/protocols/bank/types.ts'
import { batchOf, OTHER, OWNER, pay } from '../../../support/bank.ts'

const chain = 'C'.repeat(43)
const incarnation = 'ab'.repeat(16)
const batch = batchOf(OWNER, 2, 3, pay('anna', 'bert', 4, 'x'), pay('bert', 'anna', 5, 'y'))
const transfer = pay('anna', 'bert', 2n ** 63n - 1n, 'rent')
const order = { type: 'transfer', chain, ticket: 7, epoch: 2, transfer, waitMs: 5000 } as const
const answer = { type: 'answer', chain, ticket: 7, epoch: 2 } as const

const MESSAGES: readonly BankMessage[] = [
  { ...order, level: 'local' },
  { ...order, level: 'backed', epoch: 0, ticket: 2 ** 40 },
  { ...order, level: 'committed' },
  { type: 'move', chain, ticket: 1, epoch: 0, account: 'anna', to: OTHER, waitMs: 0 },
  { ...answer, outcome: { type: 'done', level: 'backed', seq: 3, height: 0 } },
  { ...answer, outcome: { type: 'done', level: 'committed', seq: 0, height: 9 } },
  { ...answer, outcome: { type: 'refused', reason: 'busy', text: 'too much', retry: true } },
  { ...answer, epoch: 0, outcome: { type: 'again' } },
  { ...answer, outcome: { type: 'notOwner' } },
  { type: 'keep', chain, settled: 2, batch },
  { type: 'kept', chain, incarnation, epoch: 2, to: 4, fence: 1 },
  { type: 'collect', chain, round: 8 },
  { type: 'pending', chain, round: 8, batch },
  { type: 'pending', chain, round: 8, batch: undefined },
  { type: 'fence', chain, round: 9, owner: OWNER, epoch: 2 },
  { type: 'fenced', chain, round: 9, incarnation, batch },
  { type: 'fenced', chain, round: 9, incarnation, batch: undefined }
]

describe('bank spec', () => {
  test('bank spec: a message decodes to what was encoded', () => {
    for (const message of MESSAGES) {
      expect(bankSpec.decode(bankSpec.encode(message)), message.type).toEqual(message)
    }
  })

  test('bank spec: what breaks a limit is refused', () => {
    const bad: readonly BankMessage[] = [
      { ...order, level: 'local', chain: 'x' },
      { ...order, level: 'local', transfer: { ...transfer, amount: 0n } },
      { ...order, level: 'local', transfer: { ...transfer, to: 'anna' } },
      { ...order, level: 'local', transfer: { ...transfer, operation: '' } },
      { ...order, level: 'local', waitMs: 3_600_001 },
      { ...order, level: 'no level' as 'local' },
      { type: 'move', chain, ticket: 1, epoch: 0, account: 'an na', to: OTHER, waitMs: 0 },
      { type: 'move', chain, ticket: 1, epoch: 0, account: 'anna', to: 'nobody', waitMs: 0 },
      {
        ...answer,
        outcome: { type: 'refused', reason: 'busy', text: 'x'.repeat(257), retry: true }
      },
      { ...answer, outcome: { type: 'refused', reason: 'x'.repeat(65), text: '', retry: true } },
      { type: 'keep', chain, settled: 0, batch: { ...batch, epoch: 0 } },
      { type: 'keep', chain, settled: 0, batch: { ...batch, transfers: [] } },
      { type: 'kept', chain, incarnation: 'ab', epoch: 2, to: 4, fence: 1 },
      { type: 'kept', chain, incarnation, epoch: 0, to: 4, fence: 1 },
      { type: 'fence', chain, round: 9, owner: 'nobody', epoch: 2 },
      { type: 'fence', chain, round: 9, owner: OWNER, epoch: 0 }
    ]
    for (const [index, message] of bad.entries()) {
      const bytes = bankSpec.encode(message)
      expect(() => bankSpec.decode(bytes), `${index} ${message.type}`).toThrow(InvalidMessageError)
    }
    expect(() => bankSpec.decode(new Uint8Array(bankSpec.bytesMax + 1))).toThrow(/bytes, at most/)
  })

  test('bank spec: hostile bytes throw nothing but InvalidMessageError', () => {
    const mutated = fc
      .tuple(fc.constantFrom(...MESSAGES), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean())
      .map(([message, at, change, cut]) => {
        const out = Uint8Array.from(bankSpec.encode(message))
        out[at % out.length] = (out[at % out.length] ?? 0) ^ change
        return cut ? out.subarray(0, at % out.length) : out
      })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), mutated), (bytes) => {
        try {
          bankSpec.decode(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidMessageError)
        }
      }),
      { numRuns: 500 }
    )
  })

  test('bank spec: the bytes of the documentation are a message', () => {
    const page = readFileSync('docs/protocols/bank.md', 'utf8')
    const [, hex = ''] = /```hex\n([0-9a-f\n]+)```/.exec(page) ?? []
    const bytes = fromHex(hex.replaceAll('\n', ''))
    const message = bankSpec.decode(bytes)
    expect(message).toMatchObject({ type: 'kept', epoch: 3, to: 7, fence: 0 })
    expect(toHex(bankSpec.encode(message))).toBe(hex.replaceAll('\n', ''))
  })
})
