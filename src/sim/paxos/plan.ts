/**
 * One world of the suite `paxos` on paper: how many vehicles, who of them begins the group, and what
 * its clients do.
 */
import type { Random } from '../../core/random.ts'
import type { PaxosOptions } from '../../protocols/paxos/index.ts'
import type { SessionsOptions } from '../../state/sessions/index.ts'

export interface PaxosPlan {
  /** First members of the group. */
  readonly members: number
  /** Vehicles that are none, at first. */
  readonly others: number
  readonly clients: number
  /** Operations of all clients together. */
  readonly operations: number
  readonly keys: number
  /** Clients share a bank instead of a key-value store. */
  readonly hasBank: boolean
  readonly changesMembers: boolean
  /** Whether faults are aimed at whoever leads. */
  readonly huntsLeaders: boolean
  /** Whether one more client only asks questions, of whoever believes to lead. */
  readonly hasReader: boolean
  /** Share of turns in which a client asks several things at once. */
  readonly bursts: number
  /** Longest pause of a client between two operations. */
  readonly pauseMsMax: number
  /** How long faults strike. */
  readonly stormMs: number
  readonly options: PaxosOptions
  /** Small in some worlds, so that sessions are forgotten. */
  readonly sessions: SessionsOptions
  /** Only in worlds whose clocks run alike. */
  readonly wantsLeases: boolean
  /** Zero bits of every hash; few worlds have any. */
  readonly workBits: number
  /** Share of the names that clients hear whose next one somebody else uses for something else. */
  readonly impostorShare: number
}

export function drawPlan(random: Random): PaxosPlan {
  const plan: PaxosPlan = {
    members: random.chance(0.8) ? 3 : 5,
    others: random.integer(1, 2),
    clients: random.integer(2, 5),
    operations: random.integer(120, 160),
    keys: random.integer(1, 4),
    changesMembers: random.chance(0.4),
    huntsLeaders: random.chance(0.6),
    hasReader: random.chance(0.5),
    bursts: random.chance(0.4) ? 0.2 : 0,
    pauseMsMax: random.chance(0.5) ? 30 : 120,
    stormMs: random.integer(3_000, 5_000),
    options: drawOptions(random),
    sessions: random.chance(0.2) ? { sessionsMax: random.integer(3, 6), resultsMax: 8 } : {},
    workBits: random.chance(0.05) ? 4 : 0,
    wantsLeases: random.chance(0.3),
    hasBank: random.chance(0.2),
    impostorShare: random.pick([0, 0, 0, 0.3])
  }
  return { ...plan, options: { ...plan.options, ...drawRoom(random) } }
}

/** In some worlds blocks go soon, and who was away gets the state instead. */
function drawRoom(random: Random): PaxosOptions {
  return random.chance(0.3)
    ? {
        snapshotEntries: random.integer(5, 30),
        logBytesMax: random.integer(4096, 16_384),
        blocksKeptMin: random.integer(0, 10),
        keepUnarchived: false
      }
    : {}
}

function drawOptions(random: Random): PaxosOptions {
  // Heartbeats are most of what is said, so few worlds have them at their quickest.
  const heartbeatMs = random.pick([50, 100, 150, 200])
  return {
    heartbeatMs,
    heartbeatIdleMs: 2 * heartbeatMs,
    blocksInFlight: random.pick([1, 2, 8]),
    queueEntriesMax: random.chance(0.1) ? 3 : 10_000,
    snapshotEntries: random.chance(0.4) ? random.integer(5, 30) : 10_000,
    // Whoever starts lives a while between the blocks that it has read and those that it has not.
    ...(random.chance(0.3) ? { loadBlocks: random.integer(1, 8) } : {})
  }
}
