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
  type BankOperation,
  type BankQuery,
  createBank,
  decodeAnswer,
  decodeOperation,
  decodeResult,
  encodeOperation,
  encodeQuery,
  operationFault,
  parseAmount,
  type TransferItem
} from '../../../../src/state/bank/index.ts'
import {
  anyOperation,
  createBankModel,
  createTestBank,
  item,
  OWNER,
  transfers
} from '../../../support/bank.ts'

const good = item('anna', 1, 'bert', 1)
const changed = (change: Partial<TransferItem>): BankOperation => transfers({ ...good, ...change })

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
  })

  test('bank spec: zero, negative, too great and self transfers are refused, and the rest of limits', () => {
    const mint = { type: 'mint', account: 'anna', amount: 1n, owner: OWNER } as const
    const change = { type: 'changeOwner', account: 'anna', owner: OWNER, epoch: 1 } as const
    const bad: readonly (readonly [BankOperation, RegExp])[] = [
      [changed({ amount: 0n }), /amount is 0/],
      [changed({ amount: -5n }), /amount is -5/],
      [changed({ amount: AMOUNT_MAX + 1n }), /amount is 9223372036854775808/],
      [changed({ to: 'anna' }), /pays the account that it takes from/],
      [changed({ to: '' }), /name has 0 characters/],
      [changed({ account: 'x'.repeat(65) }), /name has 65 characters/],
      [changed({ epoch: 0 }), /an epoch is 0/],
      [changed({ seq: 0 }), /a number is 0/],
      [changed({ operation: '' }), /operation id has 0/],
      [changed({ operation: 'x'.repeat(129) }), /operation id has 129/],
      [transfers(), /there are 0 transfers/],
      [transfers(...Array.from({ length: 1025 }, () => good)), /there are 1025 transfers/],
      [transfers(good, { ...good, amount: 0n }), /amount is 0/],
      [{ type: 'open', account: '', owner: OWNER }, /name has 0/],
      [{ type: 'open', account: 'anna', owner: 'nobody' }, /no peer id/],
      [{ ...mint, amount: 0n }, /amount is 0/],
      [{ ...mint, account: 'a b' }, /a space/],
      [{ ...mint, owner: 'nobody' }, /no peer id/],
      [{ ...change, account: '' }, /name has 0/],
      [{ ...change, owner: '' }, /no peer id/],
      [{ ...change, epoch: 0 }, /an epoch is 0/]
    ]
    for (const [operation, reason] of bad) {
      expect(operationFault(operation), String(reason)).toMatch(reason)
      const bytes = encodeOperation(operation)
      expect(() => decodeOperation(bytes), String(reason)).toThrow(InvalidMessageError)
      expect(createBank().fault(bytes), String(reason)).toBeTypeOf('string')
    }
    expect(operationFault(transfers(...Array.from({ length: 1024 }, () => good)))).toBeUndefined()
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
      '',
      '0',
      '-1',
      '+1',
      '1.5',
      '1e3',
      ' 1',
      '0x1',
      `${AMOUNT_MAX + 1n}`,
      '١'
    ]) {
      expect(parseAmount(text), text).toBeUndefined()
    }
  })

  test('bank spec: a question beyond a limit is refused', () => {
    const bank = createTestBank()
    const bad: readonly BankQuery[] = [
      { type: 'account', account: '' },
      { type: 'history', account: 'a b' },
      { type: 'rejected', account: 'x'.repeat(65) },
      { type: 'accounts', after: '', limit: 0 },
      { type: 'accounts', after: '', limit: 1001 },
      { type: 'accounts', after: 'a b', limit: 1 },
      { type: 'item', account: 'anna', epoch: 0, seq: 1 },
      { type: 'item', account: 'anna', epoch: 1, seq: 0 }
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
      encodeQuery({ type: 'total', recount: true }),
      encodeQuery({ type: 'item', account: 'anna', epoch: 1, seq: 1 })
    ]
    const decoders: readonly ((bytes: Uint8Array) => unknown)[] = [
      decodeOperation,
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
