/**
 * Ballots: the rounds in which a vehicle leads a group.
 *
 * Keeps: ballots are totally ordered, a later booth above every earlier one, and no two vehicles
 * ever share one.
 * Source: Paxos; the order by booth, number and name follows Omni-Paxos (Ng, Haridi, Carbone, 2023).
 */
import type { PeerId } from './peer.ts'

export interface Ballot {
  /** Number of the booth that it leads. */
  readonly cfg: number
  /** 0 when nobody leads yet. */
  readonly num: number
  /** Who leads; empty when nobody does. */
  readonly node: PeerId
}

/** The ballot below all others of a booth. */
export function noBallot(cfg: number): Ballot {
  return { cfg, num: 0, node: '' }
}

/** Below 0 when `a` is the lower one, 0 for the same, above 0 when `a` is the higher one. */
export function compareBallots(a: Ballot, b: Ballot): number {
  if (a.cfg !== b.cfg || a.num !== b.num) {
    return a.cfg - b.cfg || a.num - b.num
  }
  return a.node === b.node ? 0 : a.node < b.node ? -1 : 1
}

export function isSameBallot(a: Ballot, b: Ballot): boolean {
  return compareBallots(a, b) === 0
}

export function higherBallot(a: Ballot, b: Ballot): Ballot {
  return compareBallots(a, b) >= 0 ? a : b
}

/** A ballot for people: `<booth>.<number>.<leader>`. */
export function ballotText({ cfg, num, node }: Ballot): string {
  return `${cfg}.${num}.${node}`
}
