/**
 * The codec of the bank: what was encoded comes back, limits hold, hostile bytes do no harm.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { createRandom } from '../../../../src/core/random.ts'
import {
  AMOUNT_MAX,
  accountFault,
  type Batch,
  decodeBatch,
  encodeBatch,
  parseAmount,
  type Transfer
} from '../../../../src/core/transfer.ts'
import {
  type BankOperation,
  type BankQuery,
  createBank,
  decodeAnswer,
  decodeOperation,
  decodeResult,
  encodeOperation,
  encodeQuery,
  operationFault
} from '../../../../src/state/bank/index.ts'
import {
  anyOperation,
  batchOf,
  begin,
  createBankModel,
  createTestBank,
  KEEPERS,
  OTHER,
  OWNER,
  pay
} from '../../../support/bank.ts'

const good = pay('anna', 'bert', 1)
const transfersOf = (...batches: readonly Batch[]): BankOperation => ({
  type: 'transfers',
  batches
})
const changed = (change: Partial<Transfer>): BankOperation =>
  transfersOf(batchOf(OWNER, 1, 1, { ...good, ...change }))
const wide = (count: number): Batch =>
  batchOf(OWNER, 1, 1, ...Array.from({ length: count }, () => good))

describe('bank spec', () => {
  test('bank spec: an operation decodes to what was encoded', () => {
    const random = createRandom(1)
    const model = createBankModel()
    for (let i = 0; i < 500; i++) {
      const operation = anyOperation(random, model)
      model.apply(operation)
      expect(operationFault(operation), String(i)).toBeUndefined()
      expect(decodeOperation(encodeOperation(operation)), String(i)).toEqual(operation)
    }
    const greatest = changed({ amount: AMOUNT_MAX, operation: 'x'.repeat(128) })
    expect(decodeOperation(encodeOperation(greatest))).toEqual(greatest)
    const name = '☂'.repeat(64)
    const widest = {
      account: name,
      to: `${name.slice(1)}x`,
      amount: 1n,
      operation: '☂'.repeat(128)
    }
    const batch = batchOf(OWNER, 1, 1, ...Array.from({ length: 1024 }, () => widest))
    expect(decodeBatch(encodeBatch(batch))).toEqual(batch)
  })

  test('bank spec: zero, negative, too great and self transfers are refused, and the rest of limits', () => {
    const mint = {
      type: 'mint',
      account: 'anna',
      amount: 1n,
      owner: OWNER,
      operation: 'x'
    } as const
    const move = { type: 'move', account: 'anna', owner: OWNER, epoch: 1, to: OTHER } as const
    const end = { type: 'end', owner: OWNER, epoch: 1, batches: [] } as const
    const bad: readonly (readonly [BankOperation, RegExp])[] = [
      [changed({ amount: 0n }), /amount is 0/],
      [changed({ amount: -5n }), /amount is -5/],
      [changed({ amount: AMOUNT_MAX + 1n }), /amount is 9223372036854775808/],
      [changed({ to: 'anna' }), /pays the account that it takes from/],
      [changed({ to: '' }), /name has 0 characters/],
      [changed({ account: 'x'.repeat(65) }), /name has 65 characters/],
      [changed({ operation: '' }), /operation id has 0/],
      [changed({ operation: 'x'.repeat(129) }), /operation id has 129/],
      [transfersOf(batchOf(OWNER, 0, 1, good)), /an epoch is 0/],
      [transfersOf(batchOf(OWNER, 1, 0, good)), /a number is 0/],
      [transfersOf(batchOf('nobody', 1, 1, good)), /no peer id/],
      [transfersOf(), /there are 0 transfers/],
      [transfersOf(wide(1024), batchOf(OTHER, 1, 1, good)), /there are 1025 transfers/],
      [transfersOf(batchOf(OWNER, 1, 1, good, { ...good, amount: 0n })), /amount is 0/],
      [{ type: 'open', account: '', owner: OWNER }, /name has 0/],
      [{ type: 'open', account: 'anna', owner: 'nobody' }, /no peer id/],
      [{ ...mint, amount: 0n }, /amount is 0/],
      [{ ...mint, account: 'a b' }, /a space/],
      [{ ...mint, owner: 'nobody' }, /no peer id/],
      [{ ...mint, operation: '' }, /operation id has 0/],
      [{ ...move, account: '' }, /name has 0/],
      [{ ...move, to: '' }, /no peer id/],
      [{ ...move, epoch: -1 }, /an epoch is -1/],
      [{ ...end, epoch: 0 }, /an epoch is 0/],
      [{ ...end, batches: [wide(1024), batchOf(OTHER, 1, 1, good)] }, /1025 transfers/],
      [{ ...begin(OWNER, 0), keepers: [] }, /there are 0 keepers/],
      [{ ...begin(OWNER, 0), keepers: KEEPERS.slice().reverse() }, /ascending/],
      [{ ...begin(OWNER, 0), incarnation: 'ab' }, /an incarnation has 1 bytes/],
      [{ ...begin('nobody', 0) }, /no peer id/]
    ]
    for (const [operation, reason] of bad) {
      expect(operationFault(operation), String(reason)).toMatch(reason)
      const isNegative = reason.source.includes('-')
      const bytes = isNegative ? new Uint8Array(0) : encodeOperation(operation)
      expect(() => decodeOperation(bytes), String(reason)).toThrow(InvalidMessageError)
      expect(createBank().fault(bytes), String(reason)).toBeTypeOf('string')
    }
    expect(operationFault(transfersOf(wide(1024)))).toBeUndefined()
  })

  test('bank spec: a name has no space and no control character', () => {
    for (const name of [' ', 'a b', 'a\tb', 'a\n', '\0', '\x1f', '\x7f', '\x9f', '\xa0']) {
      expect(accountFault(name), JSON.stringify(name)).toMatch(/space or a control/)
    }
    for (const name of ['!', '~', '¡', '-', '1', '☂', 'konto/1:2', 'x'.repeat(64)]) {
      expect(accountFault(name), name).toBeUndefined()
    }
  })

  test('bank spec: an amount is written in decimal digits', () => {
    expect(parseAmount('1')).toBe(1n)
    expect(parseAmount('007')).toBe(7n)
    expect(parseAmount(String(AMOUNT_MAX))).toBe(AMOUNT_MAX)
    for (const text of [
      ...['', '0', '-1', '+1', '1.5', '1e3', ' 1', '0x1', '١'],
      `${AMOUNT_MAX + 1n}`
    ]) {
      expect(parseAmount(text), text).toBeUndefined()
    }
  })

  test('bank spec: a question beyond a limit is refused', () => {
    const bank = createTestBank()
    const bad: readonly BankQuery[] = [
      { type: 'account', account: '' },
      { type: 'history', account: 'a b' },
      { type: 'accounts', after: '', limit: 0 },
      { type: 'accounts', after: '', limit: 1001 },
      { type: 'accounts', after: 'a b', limit: 1 },
      { type: 'owner', owner: 'nobody' },
      { type: 'outcomes', operations: [] },
      { type: 'outcomes', operations: Array.from({ length: 1025 }, () => 'x') },
      { type: 'outcomes', operations: ['x', ''] },
      { type: 'log', after: 0, limit: 0 },
      { type: 'log', after: undefined, limit: 1001 }
    ]
    for (const query of bad) {
      expect(() => bank.query(query), JSON.stringify(query)).toThrow(InvalidMessageError)
    }
  })

  test('bank spec: hostile bytes throw nothing but InvalidMessageError, and apply never throws', () => {
    const random = createRandom(7)
    const model = createBankModel()
    const valid = [
      ...Array.from({ length: 30 }, () => encodeOperation(anyOperation(random, model))),
      encodeBatch(wide(2)),
      encodeQuery({ type: 'total', recount: true }),
      encodeQuery({ type: 'log', after: 3, limit: 9 }),
      encodeQuery({ type: 'owner', owner: OWNER })
    ]
    const decoders: readonly ((bytes: Uint8Array) => unknown)[] = [
      decodeOperation,
      decodeBatch,
      decodeResult,
      decodeAnswer,
      (bytes) => createBank().query(bytes, { height: 1, timeMs: 0 }),
      (bytes) => createBank().load([bytes])
    ]
    const mutated = fc
      .tuple(fc.constantFrom(...valid), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean())
      .map(([bytes, at, change, cut]) => {
        const out = Uint8Array.from(bytes)
        out[at % out.length] = (out[at % out.length] ?? 0) ^ change
        return cut ? out.subarray(0, at % out.length) : out
      })
    const bank = createBank()
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), mutated), (bytes) => {
        for (const decode of decoders) {
          try {
            decode(bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidMessageError)
          }
        }
        bank.fault(bytes)
        decodeResult(bank.apply(bytes, { height: 1, index: 0, timeMs: 0 }))
        const { minted, total, recounted } = bank.audit()
        expect([total, recounted]).toEqual([minted, minted])
      }),
      { numRuns: 500 }
    )
  })
})
