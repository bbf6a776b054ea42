/**
 * Settings of the bank protocol: ranges and relations.
 */
import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import {
  BANK_DEFAULTS,
  type BankProtocolOptions,
  resolveBankOptions
} from '../../../../src/protocols/bank/options.ts'

describe('bank options', () => {
  test('bank options: without any the defaults are in force', () => {
    expect(resolveBankOptions()).toEqual(BANK_DEFAULTS)
    expect(resolveBankOptions({ flushMs: 10 })).toEqual({ ...BANK_DEFAULTS, flushMs: 10 })
  })

  test.each<BankProtocolOptions>([
    { flushTransfers: 0 },
    { flushTransfers: 1025 },
    { flushTransfers: 1.5 },
    { flushMs: 9 },
    { flushMs: 3_600_001 },
    { collectMs: 0 },
    { resendMsMin: 0 },
    { deadlineMs: Number.NaN },
    { resendMsMin: 300, resendMsMax: 200 }
  ])('bank options: %j is refused', (options) => {
    expect(() => resolveBankOptions(options)).toThrow(InvalidInputError)
  })
})
