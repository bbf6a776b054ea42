/**
 * One world of the suite `twophase` on paper: how many vehicles and copies, what clients ask, and
 * whether vehicles join and leave the ring.
 */
import type { Random } from '../../core/random.ts'
import type { PaxosOptions } from '../../protocols/paxos/index.ts'
import type { TwophaseOptions } from '../../protocols/twophase/index.ts'
import type { DecisionsOptions } from '../../state/ring/index.ts'
import type { VehicleOptions } from '../../vehicle/options.ts'

export interface TwophasePlan {
  /** Members of the group, which are on the ring from the beginning. */
  readonly members: number
  /** Vehicles that are none: they ask, and may join the ring. */
  readonly others: number
  readonly copies: number
  readonly classic: boolean
  readonly keys: number
  /** Share of the values that are large: then keys that move take more than one page. */
  readonly largeShare: number
  readonly clients: number
  /** Operations and questions of all clients together. */
  readonly operations: number
  /** Longest pause of a client. */
  readonly pauseMsMax: number
  /** Vehicles join the ring and leave it. */
  readonly moves: boolean
  /** Share of those that leave that are said to be gone, though they may live. */
  readonly goneShare: number
  /** Longest pause between two changes of the ring. */
  readonly moveMsMax: number
  /** How long faults strike. */
  readonly stormMs: number
  /** Share of the names that clients hear whose next one somebody else uses for something else. */
  readonly impostorShare: number
  readonly options: VehicleOptions
  /** What the log remembers at most, on all vehicles alike. */
  readonly ringLimits: DecisionsOptions
}

export function drawPlan(random: Random): TwophasePlan {
  const members = random.chance(0.75) ? 3 : 5
  const classic = random.chance(0.15)
  const plan = {
    members,
    others: random.integer(1, 2),
    copies: random.pick([1, 2, 2, 2, 3]),
    classic,
    keys: random.integer(3, 7),
    clients: random.integer(2, 4),
    operations: random.integer(40, 90),
    pauseMsMax: random.pick([40, 120]),
    moves: random.chance(0.5),
    stormMs: random.integer(3_000, 6_000),
    impostorShare: random.pick([0, 0, 0, 0.3]),
    options: drawOptions(random)
  }
  // Few worlds, since each takes as long as several others.
  const sized = random.chance(0.06)
    ? { ...plan, keys: random.integer(8, 12), moves: true, largeShare: 0.6 }
    : { ...plan, largeShare: 0 }
  const areGone = sized.moves && random.chance(0.4)
  const twophase = { ...plan.options.twophase, ...drawLimits(random) }
  const ringLimits = drawRingLimits(random)
  const paxos = { ...plan.options.paxos, ...drawLogLimits(random) }
  return {
    ...sized,
    ...(areGone ? { goneShare: 0.5, moveMsMax: 800 } : { goneShare: 0, moveMsMax: 2_500 }),
    ...{ ringLimits, options: { ...plan.options, twophase, paxos } }
  }
}

/** So low that the log forgets clients and aborts in a world, and has decisions wait for each other. */
function drawRingLimits(random: Random): DecisionsOptions {
  return random.chance(0.25)
    ? {
        sessionsMax: random.integer(4, 12),
        abortedMax: random.integer(1, 8),
        unendedMax: random.integer(8, 24)
      }
    : {}
}

/** Snapshots so often, and so few blocks, that members read their logs from the middle, or get them as snapshots. */
function drawLogLimits(random: Random): PaxosOptions {
  return random.chance(0.2)
    ? {
        snapshotEntries: random.integer(2, 12),
        logBytesMax: 4_096,
        blocksKeptMin: random.integer(0, 8),
        keepUnarchived: false
      }
    : {}
}

/** So low that a world reaches them. */
function drawLimits(random: Random): TwophaseOptions {
  return {
    ...(random.chance(0.25) ? { deadlineMs: random.pick([300, 1_000]) } : {}),
    ...(random.chance(0.3) ? { removedMax: random.integer(1, 3) } : {})
  }
}

function drawOptions(random: Random): VehicleOptions {
  const heartbeatMs = random.pick([100, 150])
  return {
    advertIntervalMs: 60_000,
    retention: { sweepIntervalMs: 60_000 },
    paxos: {
      heartbeatMs,
      heartbeatIdleMs: 2 * heartbeatMs,
      snapshotEntries: random.chance(0.3) ? random.integer(5, 30) : 10_000,
      // Whoever starts lives a while with the ring of the blocks that it has read so far.
      ...(random.chance(0.4) ? { loadBlocks: random.integer(1, 8) } : {})
    },
    twophase: {
      prepareMs: random.pick([300, 800]),
      doubtMs: random.pick([250, 600, 1_500]),
      caretakeMs: random.pick([500, 1_500]),
      sourceMs: random.pick([600, 1_500]),
      resendMsMin: random.pick([50, 100]),
      endMs: random.pick([20, 200])
    }
  }
}
