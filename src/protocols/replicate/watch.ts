/**
 * When to look again at something that has to be looked after: often while there is a reason, seldom
 * while there is none, so that an idle vehicle is left alone.
 *
 * Keeps: whatever may give a reason wakes the watch; what was not foreseen is seen by the seldom look.
 */
import type { NowMs } from '../../core/machine.ts'

export interface Watch {
  start(nowMs: NowMs): void
  /** There may be a reason by then; a sooner look stays as it is. */
  wake(nowMs: NowMs, afterMs: number): void
  /** Whether it is time to look; if so, the next time is one interval away. */
  take(nowMs: NowMs): boolean
  /** There was no reason to look. */
  rest(nowMs: NowMs): void
  dueAtMs(): NowMs
}

/** Time between two looks of a watch that rests, in milliseconds. */
const REST_MS = 600_000

export function createWatch(intervalMs: number): Watch {
  let startedAtMs: NowMs = 0
  let nextMs: NowMs = 0

  return {
    start(nowMs) {
      startedAtMs = nowMs
      nextMs = nowMs + intervalMs
    },
    wake(nowMs, afterMs) {
      nextMs = Math.min(nextMs, nowMs + afterMs)
    },
    take(nowMs) {
      const isDue = nowMs >= nextMs
      if (isDue) {
        nextMs = nowMs + intervalMs
      }
      return isDue
    },
    rest(nowMs) {
      // All watches of a vehicle rest until the same moments, so that it wakes once for all.
      const restMs = Math.max(intervalMs, REST_MS)
      nextMs = startedAtMs + (Math.floor((nowMs - startedAtMs) / restMs) + 1) * restMs
    },
    dueAtMs: () => nextMs
  }
}
