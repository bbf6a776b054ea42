/**
 * How much a vehicle tells others of what it holds: many values at once, then so much in each
 * millisecond.
 *
 * Keeps: no message, and no number of them, has a vehicle make more answers than it could send. What
 * goes unanswered is asked for again by whoever still wants to know.
 */
import type { NowMs } from './machine.ts'

export interface Allowance {
  /** Nothing may be told now. What is told last may go beyond what is left. */
  isSpent(nowMs: NowMs): boolean
  spend(bytes: number): void
}

/** Half of what may wait for one vehicle that reads slowly. */
const BYTES_MAX: number = 8 * 1024 * 1024

/** Nearly as fast as a link of 1 Gbit/s. */
const BYTES_PER_MS: number = 100 * 1024

export function createAllowance(): Allowance {
  let left = BYTES_MAX
  let sinceMs: NowMs = 0
  return {
    isSpent(nowMs) {
      left = Math.min(BYTES_MAX, left + BYTES_PER_MS * Math.max(0, nowMs - sinceMs))
      sinceMs = nowMs
      return left <= 0
    },
    spend(bytes) {
      left -= bytes
    }
  }
}
