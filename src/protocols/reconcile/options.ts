/**
 * Settings of the reconcile protocol.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { HASHES_MAX } from './limits.ts'

export interface ReconcileOptions {
  /** Time given to slower members to contradict the first answer, in milliseconds. Range 1 and up. */
  readonly settleMs?: number
  /** First and greatest time between two sendings of what is not answered, in milliseconds. Range 1 and up. */
  readonly resendMsMin?: number
  readonly resendMsMax?: number
  /** Blocks that are not here by then are asked of another member, in milliseconds. Range 1 and up. */
  readonly pullTimeoutMs?: number
  /** Requests for blocks under way in one chain. Range 1 to 64. */
  readonly pullsMax?: number
  /** Blocks of one request. Range 1 to 1,024. */
  readonly pullBlocks?: number
  /** A chain that gets no further for so long rests until a member tells of blocks again, in milliseconds. Range 1 and up. */
  readonly giveUpMs?: number
  /** A chain that nobody has shown by then is not known, in milliseconds. Range 1 and up. */
  readonly findTimeoutMs?: number
}

/** All settings, resolved. */
export type ReconcileSettings = Required<ReconcileOptions>

export const RECONCILE_DEFAULTS: Readonly<ReconcileSettings> = {
  settleMs: 100, // twice the round trip of a busy LAN
  resendMsMin: 100, // PROTOCOLS section 1
  resendMsMax: 2_000, // PROTOCOLS section 1
  pullTimeoutMs: 2_000, // 1 MiB within it needs 4 Mbit/s
  pullsMax: 4,
  pullBlocks: 128,
  giveUpMs: 30_000,
  findTimeoutMs: 2_000 // a vehicle answers from memory, so what has not come by then does not come
}

interface Range {
  readonly min: number
  readonly max: number
}

const ANY: Range = { min: 1, max: Number.MAX_SAFE_INTEGER }

const RANGES: Readonly<Record<keyof ReconcileSettings, Range>> = {
  settleMs: ANY,
  resendMsMin: ANY,
  resendMsMax: ANY,
  pullTimeoutMs: ANY,
  pullsMax: { min: 1, max: 64 },
  pullBlocks: { min: 1, max: HASHES_MAX },
  giveUpMs: ANY,
  findTimeoutMs: ANY
}

/** @throws InvalidInputError when a setting is out of its range or contradicts another */
export function resolveReconcileOptions(options: ReconcileOptions = {}): ReconcileSettings {
  const settings = { ...RECONCILE_DEFAULTS, ...options }
  for (const [name, { min, max }] of Object.entries(RANGES)) {
    const value = settings[name as keyof typeof RANGES]
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new InvalidInputError(`reconcile.${name} is ${value}, allowed are ${min} to ${max}`)
    }
  }
  const { resendMsMin, resendMsMax } = settings
  if (resendMsMin > resendMsMax) {
    throw new InvalidInputError(
      `reconcile.resendMsMin is ${resendMsMin}, it must not exceed resendMsMax (${resendMsMax})`
    )
  }
  return settings
}
