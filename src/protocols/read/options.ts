/**
 * Settings of reading.
 */
import { InvalidInputError } from '../../core/errors.ts'

export interface ReadOptions {
  /** A read ends by then, in milliseconds. Range 50 to 600,000. */
  readonly deadlineMs?: number
  /** Time that a connected proposer has to itself, in milliseconds. Range 0 to 60,000. */
  readonly headStartMs?: number
  /** Time after which the next holder is asked as well, in milliseconds. Range 0 to 60,000. */
  readonly hedgeMs?: number
  /** Time after which a holder without answer counts as failed, in milliseconds. Above headStartMs. */
  readonly tryTimeoutMs?: number
  /** Time after which an unanswered request is sent again, doubled each time, in milliseconds. */
  readonly resendMs?: number
  /** Time for the answers when everybody is asked for a table, in milliseconds. */
  readonly tableWaitMs?: number
  /** Holders asked at once. Range 1 to 16. */
  readonly triesMax?: number
  /** Records in one answer to a client that names no limit. Range 1 to 100,000. */
  readonly limit?: number
  /** Bytes of records in one answer to a client. Range 64 KiB to 64 MiB. */
  readonly answerBytesMax?: number
  /** Bytes of blocks in one message. Range 64 KiB to 2 MiB. */
  readonly pageBytes?: number
  /** Time between two digests of known tables, in milliseconds; 0 for none. */
  readonly digestIntervalMs?: number
}

export const READ_DEFAULTS: Readonly<Required<ReadOptions>> = {
  deadlineMs: 5000, // PROTOCOLS section 1: client deadline
  headStartMs: 300, // PROTOCOLS section 6
  hedgeMs: 150, // PROTOCOLS section 6
  tryTimeoutMs: 1000, // four of them fit the deadline
  resendMs: 250, // well above a round trip on a busy LAN, so a loss costs little
  tableWaitMs: 500,
  triesMax: 3, // a hedge and one more: the fourth would only add load
  limit: 1000,
  answerBytesMax: 8 * 1024 * 1024,
  pageBytes: 1024 * 1024,
  digestIntervalMs: 5000
}

const RANGES: Readonly<Record<keyof ReadOptions, readonly [min: number, max: number]>> = {
  deadlineMs: [50, 600_000],
  headStartMs: [0, 60_000],
  hedgeMs: [0, 60_000],
  tryTimeoutMs: [10, 60_000],
  resendMs: [10, 60_000],
  tableWaitMs: [10, 60_000],
  triesMax: [1, 16],
  limit: [1, 100_000],
  answerBytesMax: [64 * 1024, 64 * 1024 * 1024],
  pageBytes: [64 * 1024, 2 * 1024 * 1024],
  digestIntervalMs: [0, 3_600_000]
}

/** @throws InvalidInputError when a setting is out of its range, or two do not fit each other */
export function resolveReadOptions(options: ReadOptions = {}): Required<ReadOptions> {
  const resolved = { ...READ_DEFAULTS, ...options }
  for (const [name, [min, max]] of Object.entries(RANGES)) {
    const value = resolved[name as keyof ReadOptions]
    if (!(Number.isInteger(value) && value >= min && value <= max)) {
      throw new InvalidInputError(`read.${name} is ${value}, allowed are ${min} to ${max}`)
    }
  }
  if (resolved.headStartMs >= resolved.tryTimeoutMs) {
    throw new InvalidInputError(
      `read.headStartMs is ${resolved.headStartMs}, it must be below tryTimeoutMs (${resolved.tryTimeoutMs})`
    )
  }
  return resolved
}
