/**
 * Tags: the order of all values of one key.
 *
 * Keeps: no two writes have one tag. With a leader, an epoch has one leader and its counter grows with
 * every write. Without, a member's counter of a key never falls, because its own value is on disk
 * before anybody hears of it, and a member that lost its disk writes under another node.
 * Source: multi-writer ABD (Lynch, Shvartsman, FTCS 1997).
 */
import { MEMBERS_MAX } from '../../core/limits.ts'

export interface Tag {
  readonly epoch: number
  readonly counter: number
  readonly node: number
}

/** Of a key that nothing was ever written to. */
export const NO_TAG: Tag = { epoch: 0, counter: 0, node: 0 }

/**
 * Of a key that has no register where deleted keys of epochs up to this one are kept no more: greater than
 * every tag of those epochs.
 */
export function goneTag(forgottenTo: number): Tag {
  return forgottenTo === 0 ? NO_TAG : { epoch: forgottenTo, counter: COUNTERS_PER_EPOCH, node: 0 }
}

export function compareTags(a: Tag, b: Tag): number {
  return a.epoch - b.epoch || a.counter - b.counter || a.node - b.node
}

export function isSameTag(a: Tag, b: Tag): boolean {
  return compareTags(a, b) === 0
}

/** Booths of one group, and writes of one epoch. */
const BOOTHS_MAX = 2 ** 32
const COUNTERS_PER_EPOCH = 2 ** 32

/** The greatest counter of a key that nobody leads: its revision is exact. */
const FREE_COUNTER_MAX = 2 ** 53 / MEMBERS_MAX - 2

/** The greatest counter of an epoch, 0 for that of a group without leader. */
export function counterMax(epoch: number): number {
  return epoch === 0 ? FREE_COUNTER_MAX : COUNTERS_PER_EPOCH - 1
}

/** Who writes: the member's index, and the booth in which its data directory became a member. */
export function nodeOf(index: number, joined: number): number {
  return index * BOOTHS_MAX + joined
}

/** The number that callers see: grows with every write of a key. */
export function revisionOf({ epoch, counter, node }: Tag): number {
  return epoch === 0
    ? counter * MEMBERS_MAX + Math.floor(node / BOOTHS_MAX)
    : epoch * COUNTERS_PER_EPOCH + counter
}
