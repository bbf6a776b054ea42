/**
 * The same call again and again for a while, and how long each took.
 */

export interface RepeatedTimes {
  readonly calls: number
  readonly ms: number
  /** Of the first 20,000. */
  readonly timesMs: readonly number[]
}

/** More do not make the quantiles better. */
const TIMES_MAX = 20_000

/** Each of `calls` is called again when it is done, until the time is over. */
export async function repeat(
  forMs: number,
  calls: readonly (() => Promise<void>)[]
): Promise<RepeatedTimes> {
  const timesMs: number[] = []
  const startMs = performance.now()
  let count = 0
  const lane = async (call: () => Promise<void>): Promise<void> => {
    while (performance.now() - startMs < forMs) {
      const beforeMs = performance.now()
      await call()
      count++
      if (timesMs.length < TIMES_MAX) {
        timesMs.push(performance.now() - beforeMs)
      }
    }
  }
  await Promise.all(calls.map(lane))
  return { calls: count, ms: performance.now() - startMs, timesMs }
}
