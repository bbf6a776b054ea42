/**
 * A number that goes up and down, such as vehicles that are there, told minute by minute.
 *
 * Keeps: changes may be noted in any order; neighbourhoods are simulated one after the other.
 */

export interface Minute {
  /** At its end. */
  readonly last: number
  /** The most at any time in it, what was at its begin included. */
  readonly peak: number
}

export interface Timeline {
  /** `by` may be negative. */
  change(atMs: number, by: number): void
  /** Minute 0 is the moment `fromMs`, whatever was before; minute m ends m minutes later. */
  minutes(fromMs: number, count: number): readonly Minute[]
}

export const MINUTE_MS = 60_000

/** The minute, with number 0 at `fromMs`, that a time lies in. */
export function minuteOf(fromMs: number, atMs: number): number {
  return Math.max(0, Math.ceil((atMs - fromMs) / MINUTE_MS))
}

export function createTimeline(): Timeline {
  const changes: { readonly atMs: number; readonly by: number }[] = []

  return {
    change(atMs, by) {
      changes.push({ atMs, by })
    },
    minutes(fromMs, count) {
      const minutes: Minute[] = []
      let [last, peak] = [0, 0]
      const closeTo = (minute: number): void => {
        while (minutes.length < Math.min(minute, count)) {
          minutes.push({ last, peak: minutes.length === 0 ? last : peak })
          peak = last
        }
      }
      for (const { atMs, by } of changes.sort((a, b) => a.atMs - b.atMs)) {
        closeTo(minuteOf(fromMs, atMs))
        last += by
        peak = Math.max(peak, last)
      }
      closeTo(count)
      return minutes
    }
  }
}
