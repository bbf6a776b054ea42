/**
 * The clock of a running vehicle: milliseconds since the Unix epoch that never go backwards.
 *
 * Keeps: a step of the system clock does not reach the machines; the system time is read once, and
 * from then on only progress is measured, by the monotonic clock.
 */
import type { NowMs } from '../core/machine.ts'

export interface Clock {
  /** A whole number of milliseconds, never less than the one before. */
  nowMs(): NowMs
}

/** What the clock is made from; tests pass their own. */
export interface TimeSource {
  /** System time in milliseconds since the epoch. */
  epochMs(): number
  /** Milliseconds of a clock that nobody sets. */
  progressMs(): number
}

const SYSTEM_TIME: TimeSource = {
  epochMs: () => Date.now(),
  progressMs: () => performance.now()
}

export function createClock(source: TimeSource = SYSTEM_TIME): Clock {
  const offsetMs = source.epochMs() - source.progressMs()
  let lastMs = 0
  return {
    nowMs() {
      lastMs = Math.max(lastMs, Math.floor(offsetMs + source.progressMs()))
      return lastMs
    }
  }
}
