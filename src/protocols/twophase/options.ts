/**
 * Settings of the protocol twophase.
 */
import { InvalidInputError } from '../../core/errors.ts'

export interface TwophaseOptions {
  /** Time that all owners of the keys may take to vote, in milliseconds. At least 1. */
  readonly prepareMs?: number
  /** A participant asks what was decided when it has heard nothing for so long, in milliseconds. */
  readonly doubtMs?: number
  /** First and longest pause before a message is sent again, in milliseconds. */
  readonly resendMsMin?: number
  readonly resendMsMax?: number
  /** First and longest mean pause before a transaction that met a lock is tried again, in milliseconds. */
  readonly retryMsMin?: number
  readonly retryMsMax?: number
  /** Age of a decision from which the leader sees to it that all do it, in milliseconds. At least 1. */
  readonly caretakeMs?: number
  /** An owner that sends no part of a range for so long is left out, in milliseconds. At least 1. */
  readonly sourceMs?: number
  /** Finished transactions are told to the log after this long at the latest, in milliseconds. */
  readonly endMs?: number
  /** Time for an answer when the caller names none, in milliseconds. At least 1. */
  readonly deadlineMs?: number
  /** Removed keys whose versions are remembered; of older ones only the greatest version is. At least 1. */
  readonly removedMax?: number
}

export type TwophaseSettings = Readonly<Required<TwophaseOptions>>

export const TWOPHASE_DEFAULTS: TwophaseSettings = {
  prepareMs: 1_500, // some round trips, and a slow disk
  doubtMs: 2_000, // PROTOCOLS section 4
  resendMsMin: 100, // PROTOCOLS section 1: RPC resend 100 ms x 1.5 to 2 s
  resendMsMax: 2_000,
  retryMsMin: 4, // about what a transaction takes on a LAN
  retryMsMax: 250,
  caretakeMs: 5_000, // longer than a coordinator that lives ever takes
  sourceMs: 5_000, // PROTOCOLS section 6, transfer
  endMs: 200,
  deadlineMs: 5_000, // PROTOCOLS section 1: client deadline
  removedMax: 65_536
}

/** @throws InvalidInputError when a setting is out of its range */
export function resolveTwophaseOptions(options: TwophaseOptions = {}): TwophaseSettings {
  const resolved = { ...TWOPHASE_DEFAULTS, ...options }
  for (const [name, value] of Object.entries(resolved)) {
    if (!(value >= 1)) {
      throw new InvalidInputError(`twophase.${name} is ${value}, at least 1 is needed`)
    }
  }
  for (const [least, most] of [
    ['resendMsMin', 'resendMsMax'],
    ['retryMsMin', 'retryMsMax']
  ] as const) {
    if (resolved[most] < resolved[least]) {
      throw new InvalidInputError(
        `twophase.${most} is ${resolved[most]}, at least ${least} (${resolved[least]}) is needed`
      )
    }
  }
  return resolved
}
