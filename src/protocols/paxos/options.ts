/**
 * Settings of the paxos protocol.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { BODY_BYTES_MAX } from '../../core/limits.ts'
import { IN_FLIGHT_MAX } from './limits.ts'

export interface PaxosOptions {
  /** Time between two heartbeats of a group in use, in milliseconds. Range 1 to 60,000. */
  readonly heartbeatMs?: number
  /** The same for a group that rests. At least `heartbeatMs`. */
  readonly heartbeatIdleMs?: number
  /** A group that has done nothing for so long rests, in milliseconds. Range 0 and up. */
  readonly idleAfterMs?: number
  /** Heartbeats that a member may miss in a row before it counts as gone. Range 2 to 100. */
  readonly electionRounds?: number
  /** First and greatest time between two sendings of what is not answered, in milliseconds. Range 1 and up. */
  readonly resendMsMin?: number
  readonly resendMsMax?: number
  /** The leader tells that a block is decided so soon when no other message does, in milliseconds. Range 0 and up. */
  readonly tellAfterMs?: number
  /**
   * Members let their leader answer questions for `heartbeatMs` times `electionRounds` without asking
   * anew who follows, and promise nobody else for so long. It rests on clocks that run alike to 0.1 %
   * and count the time that a computer sleeps; it is of use where a majority has it.
   */
  readonly leases?: boolean
  /** Blocks that may be undecided at once. Range 1 to 64. */
  readonly blocksInFlight?: number
  /** Entries that may wait for a block at the leader; more are refused as `busy`. Range 1 to 1,000,000. */
  readonly queueEntriesMax?: number
  /** Bytes of entries that may wait for a block. At least a full one, 1 MiB and 8 KiB. */
  readonly queueBytesMax?: number
  /** A request that is not answered by then is `unknown`, in milliseconds. Range 1 to 3,600,000. */
  readonly deadlineMs?: number
  /** A group or a change of members that has not come about by then is given up, in milliseconds. Range 1 to 3,600,000. */
  readonly openTimeoutMs?: number
  /** The leader has decided blocks signed this often while there are new ones, in milliseconds. Range 1 and up. */
  readonly certifyMs?: number
  /**
   * The state is written to the disk after so many entries, to start sooner; a large one only when the
   * blocks since are a quarter of what it takes in memory. Range 1 to 100,000,000.
   */
  readonly snapshotEntries?: number
  /** It is in any case after so many bytes of blocks. At least 1 MiB and 8 KiB. */
  readonly snapshotBytes?: number
  /** Bytes of decided blocks, and more of them go when a snapshot covers them. At least 4 KiB. */
  readonly logBytesMax?: number
  /** Blocks in front of a snapshot that stay all the same. Range 0 and up. */
  readonly blocksKeptMin?: number
  /** Blocks stay until a table of the archive covers them. */
  readonly keepUnarchived?: boolean
  /** Blocks that are read from the disk at once to make the state again. Range 1 to 10,000. */
  readonly loadBlocks?: number
}

/** All settings, resolved. */
export type PaxosSettings = Required<PaxosOptions>

export const PAXOS_DEFAULTS: Readonly<PaxosSettings> = {
  heartbeatMs: 50,
  heartbeatIdleMs: 200,
  idleAfterMs: 1_000,
  electionRounds: 5, // 250 ms: twice what garbage collection and a slow disk were seen to take
  resendMsMin: 100,
  resendMsMax: 2_000,
  tellAfterMs: 10,
  leases: false,
  blocksInFlight: 8,
  queueEntriesMax: 10_000,
  queueBytesMax: 16 * 1024 * 1024,
  deadlineMs: 5_000,
  openTimeoutMs: 5_000,
  certifyMs: 1_000,
  snapshotEntries: 40_000,
  snapshotBytes: 64 * 1024 * 1024,
  logBytesMax: 256 * 1024 * 1024,
  blocksKeptMin: 1_000,
  keepUnarchived: true,
  loadBlocks: 256
}

/** Some small blocks. */
const LOG_BYTES_MIN = 4096

interface Range {
  readonly min: number
  readonly max: number
}

const ANY: Range = { min: 0, max: Number.MAX_SAFE_INTEGER }

const RANGES: Readonly<Record<Exclude<keyof PaxosSettings, 'keepUnarchived' | 'leases'>, Range>> = {
  heartbeatMs: { min: 1, max: 60_000 },
  heartbeatIdleMs: { min: 1, max: 60_000 },
  idleAfterMs: ANY,
  electionRounds: { min: 2, max: 100 },
  resendMsMin: { ...ANY, min: 1 },
  resendMsMax: { ...ANY, min: 1 },
  tellAfterMs: ANY,
  blocksInFlight: { min: 1, max: IN_FLIGHT_MAX },
  queueEntriesMax: { min: 1, max: 1_000_000 },
  queueBytesMax: { ...ANY, min: BODY_BYTES_MAX },
  deadlineMs: { min: 1, max: 3_600_000 },
  openTimeoutMs: { min: 1, max: 3_600_000 },
  certifyMs: { ...ANY, min: 1 },
  snapshotEntries: { min: 1, max: 100_000_000 },
  snapshotBytes: { ...ANY, min: BODY_BYTES_MAX },
  logBytesMax: { ...ANY, min: LOG_BYTES_MIN },
  blocksKeptMin: ANY,
  loadBlocks: { min: 1, max: 10_000 }
}

/** @throws InvalidInputError when a setting is out of its range or contradicts another */
export function resolvePaxosOptions(options: PaxosOptions = {}): PaxosSettings {
  const settings = { ...PAXOS_DEFAULTS, ...options }
  for (const [name, { min, max }] of Object.entries(RANGES)) {
    const value = settings[name as keyof typeof RANGES]
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new InvalidInputError(`paxos.${name} is ${value}, allowed are ${min} to ${max}`)
    }
  }
  const { heartbeatMs, heartbeatIdleMs, resendMsMin, resendMsMax } = settings
  if (heartbeatMs > heartbeatIdleMs) {
    throw new InvalidInputError(
      `paxos.heartbeatMs is ${heartbeatMs}, it must not exceed heartbeatIdleMs (${heartbeatIdleMs})`
    )
  }
  if (resendMsMin > resendMsMax) {
    throw new InvalidInputError(
      `paxos.resendMsMin is ${resendMsMin}, it must not exceed resendMsMax (${resendMsMax})`
    )
  }
  return settings
}
