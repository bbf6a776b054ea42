/**
 * Settings of the bank protocol.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { TRANSFERS_MAX } from '../../core/transfer.ts'

export interface BankProtocolOptions {
  /** Pending transfers of an owner that are put into the log at once. Range 1 to 1,024. */
  readonly flushTransfers?: number
  /** Age at which a pending transfer is put into the log, in milliseconds. Range 10 to 3,600,000. */
  readonly flushMs?: number
  /** How long a round waits for what other owners have issued, in milliseconds. At least 1. */
  readonly collectMs?: number
  /** First and longest pause before a message is sent again, in milliseconds. */
  readonly resendMsMin?: number
  readonly resendMsMax?: number
  /** Time for an answer when the caller names none, in milliseconds. */
  readonly deadlineMs?: number
}

export type BankSettings = Readonly<Required<BankProtocolOptions>>

export const BANK_DEFAULTS: BankSettings = {
  flushTransfers: 256, // PROTOCOLS section 7
  flushMs: 5_000, // PROTOCOLS section 7
  collectMs: 200, // some round trips of a LAN; who answers later is in a later block
  resendMsMin: 100, // PROTOCOLS section 1: RPC resend 100 ms x 1.5 to 2 s
  resendMsMax: 2_000,
  deadlineMs: 5_000 // PROTOCOLS section 1: client deadline
}

const FLUSH_MS_MIN = 10
const FLUSH_MS_MAX = 3_600_000

/** @throws InvalidInputError when a setting is out of its range */
export function resolveBankOptions(options: BankProtocolOptions = {}): BankSettings {
  const resolved = { ...BANK_DEFAULTS, ...options }
  const { flushTransfers, flushMs, collectMs, resendMsMin, resendMsMax, deadlineMs } = resolved
  if (!Number.isInteger(flushTransfers) || flushTransfers < 1 || flushTransfers > TRANSFERS_MAX) {
    throw new InvalidInputError(
      `bank.flushTransfers is ${flushTransfers}, allowed are 1 to ${TRANSFERS_MAX}`
    )
  }
  if (!(flushMs >= FLUSH_MS_MIN && flushMs <= FLUSH_MS_MAX)) {
    throw new InvalidInputError(
      `bank.flushMs is ${flushMs}, allowed are ${FLUSH_MS_MIN} to ${FLUSH_MS_MAX}`
    )
  }
  for (const [name, ms] of Object.entries({ collectMs, resendMsMin, deadlineMs })) {
    if (!(ms >= 1)) {
      throw new InvalidInputError(`bank.${name} is ${ms}, at least 1 is needed`)
    }
  }
  if (!(resendMsMax >= resendMsMin)) {
    throw new InvalidInputError(
      `bank.resendMsMax is ${resendMsMax}, at least resendMsMin (${resendMsMin}) is needed`
    )
  }
  return resolved
}
