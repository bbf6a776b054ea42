/**
 * The pace of a transfer: how much one pull asks for.
 *
 * Large chunks cost less for each byte, above all fewer writes that wait for the disk; small ones let
 * a slow way show progress, and keep fewer small blocks in memory at once. So a transfer begins small
 * and asks for twice as much after every chunk that came fast, as long as its blocks are few.
 */
import { CHUNK_GROUPS_MAX } from './limits.ts'

export interface Pace {
  /** Groups of about 256 KiB that the next pull may ask for, when `share` are this transfer's. */
  groups(share: number): number
  /** Pulls that may be outstanding. */
  pullsMax(share: number): number
  /** So many blocks came after so many milliseconds. */
  came(blocks: number, tookMs: number): void
  /** A pull had no answer in time. */
  late(): void
}

/**
 * A chunk that came within this time may be followed by one of twice its size, in milliseconds: that
 * one still comes long before its pull is given up.
 */
const FAST_MS = 500

/** After one that took longer the next is half as large, in milliseconds. */
const SLOW_MS = 1_000

/** More blocks cost so much for each block that what a large chunk saves is nothing. */
const BLOCKS_MAX = 512

export function createPace(): Pace {
  let wanted = 1
  const groups = (share: number): number => Math.min(wanted, share)
  return {
    groups,
    // Two large ones: one is on its way while the other is written.
    pullsMax: (share) => (groups(share) === 1 ? share : Math.floor((2 * share) / groups(share))),
    came(blocks, tookMs) {
      if (tookMs > SLOW_MS || blocks > BLOCKS_MAX) {
        wanted = Math.max(1, wanted / 2)
      } else if (tookMs <= FAST_MS && 2 * blocks <= BLOCKS_MAX) {
        wanted = Math.min(2 * wanted, CHUNK_GROUPS_MAX)
      }
    },
    late() {
      wanted = 1
    }
  }
}
