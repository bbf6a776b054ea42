/**
 * The rules of a group that only one engine has: sizes of quorums, copies of a key.
 *
 * Keeps: rules stand in the genesis, so no two members of one group ever follow different ones; and
 * every group of members that answers a read shares one with every group that has a write.
 * Source: docs/protocols/quorum.md and docs/protocols/twophase.md.
 */
import { COPIES_MAX } from './limits.ts'
import { majority } from './quorum.ts'

/** How many members of a quorum group take part in what; N is the number of members. */
export interface QuorumRules {
  /** Members whose answers make a read. Range 1 to N; with `writes` more than N. */
  readonly reads: number
  /** Members that have a write on disk before it is acknowledged. Range floor(N/2)+1 to N. */
  readonly writes: number
  /** Every member writes by itself: no leader, no compare-and-set, no transactions. */
  readonly leaderless: boolean
  /** The member with the highest id takes the lead over when it comes back. */
  readonly preempt: boolean
}

/** How a twophase group keeps its keys. */
export interface TwophaseRules {
  /** Vehicles that keep each key. Range 1 to 8, at most as many as there are members. */
  readonly copies: number
  /** Whoever coordinates decides by its own disk alone: its death blocks what it has prepared. */
  readonly classic: boolean
}

/** Copies of a key unless something else is asked for: one may be lost. */
const COPIES_DEFAULT = 2

/** The rules of a quorum group of n members; what is not given is the least that is allowed. */
export function quorumRules(n: number, given: Partial<QuorumRules> = {}): QuorumRules {
  const writes = given.writes ?? Math.max(majority(n), n + 1 - (given.reads ?? n))
  const { reads = Math.max(1, n + 1 - writes), leaderless = false, preempt = false } = given
  return { reads, writes, leaderless, preempt }
}

/** The rules of a twophase group of n members; what is not given is the default. */
export function twophaseRules(n: number, given: Partial<TwophaseRules> = {}): TwophaseRules {
  const { copies = Math.min(COPIES_DEFAULT, n), classic = false } = given
  return { copies, classic }
}

/** Members of n that must be in reach for everything to be answered; the log alone takes a majority. */
export function membersNeeded(
  n: number,
  { reads, writes }: Pick<QuorumRules, 'reads' | 'writes'> = { reads: 0, writes: 0 }
): number {
  return Math.max(majority(n), reads, writes)
}

/**
 * Others from which a member of n that has lost its disk, or that comes for another one, has every value
 * and every epoch: so many that any majority with it in it, and so any W members, have one of them too.
 */
export function handOverNeed(n: number): number {
  return n - majority(n) + 1
}

/** Why n members cannot agree by these rules, or undefined. */
export function quorumFault(
  { reads, writes, leaderless, preempt }: QuorumRules,
  n: number
): string | undefined {
  if (!isCount(reads, n) || !isCount(writes, n)) {
    return `reads ${reads} and writes ${writes} are not both 1 to ${n}, the number of members`
  }
  if (writes < majority(n)) {
    return `writes ${writes} is less than ${majority(n)}, the least majority of ${n} members`
  }
  if (reads + writes <= n) {
    return `reads ${reads} and writes ${writes} together are not more than the ${n} members`
  }
  return leaderless && preempt ? 'a group without a leader has none to be preempted' : undefined
}

/** Why n members cannot keep keys by these rules, or undefined. */
export function twophaseFault({ copies }: TwophaseRules, n: number): string | undefined {
  const max = Math.min(COPIES_MAX, n)
  return isCount(copies, max)
    ? undefined
    : `copies ${copies} is not 1 to ${max}, at most the number of members and ${COPIES_MAX}`
}

function isCount(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max
}
