/**
 * Settings of the certify protocol.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { BODY_BYTES_MAX } from '../../core/limits.ts'
import { PIPELINE_BLOCKS_MAX } from './limits.ts'

export interface CertifyOptions {
  /** Blocks that may be in flight at once. Range 1 to 64. */
  readonly pipelineBlocks?: number
  /** Encoded bytes of blocks in flight; one block is always allowed. At least that of the greatest, 1 MiB and 8 KiB. */
  readonly windowBytes?: number
  /** Entries that wait while blocks are in flight are proposed once they fill this many bytes. Range 0 to 1 MiB and 8 KiB. */
  readonly batchBytes?: number
  /** Entries that may wait for a block; more are refused as `busy`. Range 1 to 1,000,000. */
  readonly queueEntriesMax?: number
  /** Bytes of entries that may wait for a block. At least a full one, 1 MiB and 8 KiB. */
  readonly queueBytesMax?: number
  /** An append or seal not answered by then gets `unknown`, in milliseconds. Range 1 to 3,600,000. */
  readonly appendTimeoutMs?: number
  /** A booth that cannot be opened by then is given up, in milliseconds. More than `openGraceMs`. */
  readonly openTimeoutMs?: number
  /** Time in which a quorum that has joined waits for the other members, in milliseconds. Range 0 and up. */
  readonly openGraceMs?: number
  /** First and greatest time between two sendings of what is not answered, in milliseconds. Range 1 and up. */
  readonly resendMsMin?: number
  readonly resendMsMax?: number
  /** A member that answers nothing for so long is replaced, in milliseconds. More than `resendMsMin`. */
  readonly silentAfterMs?: number
  /** Time that a certificate waits for a block to travel with, in milliseconds. Range 0 and up. */
  readonly certifiedDelayMs?: number
  /** Bytes of blocks that wait for one before them, of all chains together. Range 0 and up. */
  readonly bufferBytesMax?: number
  /** Chains whose booths this vehicle joins at once. Range 0 to 10,000. */
  readonly boothsMax?: number
  /** Bytes that stay free on the disk. Range 0 and up. */
  readonly diskFreeBytesMin?: number
  /** Why an entry may not be certified, or undefined when it may. Asked by proposer and members; pure. */
  readonly validate?: ((entry: Uint8Array) => string | undefined) | undefined
}

/** All settings, resolved. */
export type CertifySettings = Required<CertifyOptions>

export const CERTIFY_DEFAULTS: Readonly<CertifySettings> = {
  pipelineBlocks: 16, // as many blocks as one round trip of a LAN and one fsync take
  windowBytes: 8 * 1024 * 1024, // half of what may wait to be sent to one peer
  batchBytes: 256 * 1024, // above this, signatures and fsync no longer cost noticeably
  queueEntriesMax: 10_000,
  queueBytesMax: 16 * 1024 * 1024,
  appendTimeoutMs: 5_000, // two silent members can be replaced within
  openTimeoutMs: 5_000,
  openGraceMs: 300, // several round trips of a LAN
  resendMsMin: 100,
  resendMsMax: 2_000,
  silentAfterMs: 2_000, // V-Guard: a vehicle is out of range after seconds, not minutes
  certifiedDelayMs: 20,
  bufferBytesMax: 32 * 1024 * 1024,
  boothsMax: 256, // V-Guard's catering factor
  diskFreeBytesMin: 64 * 1024 * 1024, // room for the store to compact
  validate: undefined
}

interface Range {
  readonly min: number
  readonly max: number
}

const ANY: Range = { min: 0, max: Number.MAX_SAFE_INTEGER }

const RANGES: Readonly<Record<keyof Omit<CertifySettings, 'validate'>, Range>> = {
  pipelineBlocks: { min: 1, max: PIPELINE_BLOCKS_MAX },
  windowBytes: { ...ANY, min: BODY_BYTES_MAX },
  batchBytes: { min: 0, max: BODY_BYTES_MAX },
  queueEntriesMax: { min: 1, max: 1_000_000 },
  queueBytesMax: { ...ANY, min: BODY_BYTES_MAX },
  appendTimeoutMs: { min: 1, max: 3_600_000 },
  openTimeoutMs: { min: 1, max: 3_600_000 },
  openGraceMs: ANY,
  resendMsMin: { ...ANY, min: 1 },
  resendMsMax: { ...ANY, min: 1 },
  silentAfterMs: { ...ANY, min: 1 },
  certifiedDelayMs: ANY,
  bufferBytesMax: ANY,
  boothsMax: { min: 0, max: 10_000 },
  diskFreeBytesMin: ANY
}

/** @throws InvalidInputError when a setting is out of its range or contradicts another */
export function resolveCertifyOptions(options: CertifyOptions = {}): CertifySettings {
  const settings = { ...CERTIFY_DEFAULTS, ...options }
  for (const [name, { min, max }] of Object.entries(RANGES)) {
    const value = settings[name as keyof typeof RANGES]
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new InvalidInputError(`certify.${name} is ${value}, allowed are ${min} to ${max}`)
    }
  }
  const { resendMsMin, resendMsMax, silentAfterMs, openGraceMs, openTimeoutMs } = settings
  if (resendMsMin > resendMsMax) {
    throw new InvalidInputError(
      `certify.resendMsMin is ${resendMsMin}, it must not exceed resendMsMax (${resendMsMax})`
    )
  }
  if (silentAfterMs <= resendMsMin) {
    throw new InvalidInputError(
      `certify.silentAfterMs is ${silentAfterMs}, it must exceed resendMsMin (${resendMsMin})`
    )
  }
  if (openTimeoutMs <= openGraceMs) {
    throw new InvalidInputError(
      `certify.openTimeoutMs is ${openTimeoutMs}, it must exceed openGraceMs (${openGraceMs})`
    )
  }
  return settings
}
