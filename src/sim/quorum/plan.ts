/**
 * One world of the suite `quorum` on paper: how many vehicles, which sizes of quorums, and what its
 * clients do.
 */
import { type QuorumRules, quorumRules } from '../../core/engine-rules.ts'
import type { Random } from '../../core/random.ts'
import type { QuorumOptions } from '../../protocols/quorum/index.ts'

export interface QuorumPlan {
  readonly members: number
  /** Vehicles that are none. */
  readonly others: number
  readonly rules: QuorumRules
  readonly clients: number
  /** Operations that a client asks for at once, of one vehicle. */
  readonly together: number
  /** Clients that only read, one key after the other, at any vehicle. */
  readonly readers: number
  /** Operations of all clients together. */
  readonly operations: number
  readonly keys: number
  /** Nobody leads, and all write one key at members that hear late of each other. */
  readonly isCrowded: boolean
  /** Whether faults are aimed at whoever leads. */
  readonly huntsLeaders: boolean
  /** Whether disks are taken from members that did not show a leader what another one holds. */
  readonly huntsDisks: boolean
  /** Whether disks are taken from members and put back when they count again. */
  readonly swapsDisks: boolean
  /** Whether other vehicles take the places of members. */
  readonly replacesMembers: boolean
  /** Whether much is deleted, and forgotten soon. */
  readonly forgets: boolean
  /** Longest pause of a client between two operations. */
  readonly pauseMsMax: number
  /** How long faults strike. */
  readonly stormMs: number
  /** Share of the names that clients hear whose next one somebody else uses for something else. */
  readonly impostorShare: number
  readonly options: QuorumOptions
}

export function drawPlan(random: Random): QuorumPlan {
  const swapsDisks = random.chance(0.1)
  const members = random.chance(0.7) ? 3 : random.integer(4, 5)
  const heartbeatMs = random.pick([50, 100, 200])
  const rules = drawRules(random, members)
  // Members that write one key by themselves meet only when there is no other, and much is asked.
  const isCrowded = rules.leaderless && random.chance(0.5)
  const replacesMembers = !rules.leaderless && random.chance(0.3)
  const isLong = swapsDisks || replacesMembers
  const forgets = !rules.leaderless && random.chance(0.6)
  return {
    members,
    others: (replacesMembers ? 1 : 0) + random.integer(1, 2),
    rules,
    clients: isCrowded ? random.integer(5, 8) : random.integer(2, 5),
    together: isCrowded || random.chance(0.3) ? random.integer(2, 4) : 1,
    readers: isCrowded || random.chance(0.5) ? random.integer(1, 3) : 0,
    operations: random.integer(100, 140),
    keys: isCrowded ? 1 : random.integer(1, 4),
    isCrowded,
    huntsLeaders: random.chance(0.6),
    // As many operations in a longer storm.
    pauseMsMax: (isLong ? 3 : 1) * (isCrowded ? 10 : random.chance(0.5) ? 30 : 120),
    stormMs: (isLong ? 3 : 1) * random.integer(3_000, 5_000),
    impostorShare: random.pick([0, 0, 0, 0.3]),
    options: {
      heartbeatMs,
      electionTimeoutMs: 5 * heartbeatMs,
      roundsInFlight: random.pick([1, 2, 8]),
      queueMax: random.chance(0.1) ? 4 : 10_000,
      preemptAfterMs: random.integer(200, 2_000),
      archiveMs: 300,
      pageMax: random.pick([1, 2, 1_024]),
      ...(forgets ? { deletedMs: random.integer(50, 600) } : {})
    },
    forgets,
    swapsDisks,
    huntsDisks: members > 3 && random.chance(0.6),
    replacesMembers
  }
}

/** Majorities in most worlds, in others any sizes that are allowed. */
function drawRules(random: Random, members: number): QuorumRules {
  const leaderless = random.chance(0.2)
  const preempt = !leaderless && random.chance(0.3)
  if (random.chance(0.6)) {
    return quorumRules(members, { leaderless, preempt })
  }
  const least = quorumRules(members).writes
  const writes = random.integer(least, members)
  const reads = random.integer(members + 1 - writes, members)
  return { reads, writes, leaderless, preempt }
}
