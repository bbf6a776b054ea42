/**
 * What happened in each of the last seconds: counts, and quantiles of latencies.
 *
 * Keeps: as many seconds as asked, whatever comes; samples of a second are bounded.
 */
export interface Seconds {
  count(series: string, timeMs: number, by?: number): void
  sample(timeMs: number, value: number): void
  /**
   * Counts of a series, oldest first, one a second; the last second is the one that `nowMs` is in, and
   * null stands for those before anything was counted.
   */
  counts(series: string, nowMs: number): (number | null)[]
  /** A quantile of the samples of the ten seconds that end with each; null where there are none. */
  quantiles(quantile: number, nowMs: number): (number | null)[]
}

const SAMPLES_MAX = 200
/** Seconds that a quantile looks back: one alone has too few samples. */
const WINDOW_S = 10

interface Second {
  readonly at: number
  readonly counts: Map<string, number>
  readonly samples: number[]
}

export function createSeconds(kept: number): Seconds {
  let firstAt = Number.POSITIVE_INFINITY
  const ring: (Second | undefined)[] = new Array<Second | undefined>(kept).fill(undefined)

  const find = (at: number): Second | undefined => {
    const found = ring[at % kept]
    return found?.at === at ? found : undefined
  }
  /** Undefined for what is older than the ring holds. */
  const make = (timeMs: number): Second | undefined => {
    const at = Math.floor(timeMs / 1000)
    firstAt = Math.min(firstAt, at)
    newest = Math.max(newest, at)
    const there = ring[at % kept]
    if (there !== undefined && there.at >= at) {
      return there.at === at ? there : undefined
    }
    const made = { at, counts: new Map<string, number>(), samples: [] }
    ring[at % kept] = made
    return made
  }
  const each = <T>(nowMs: number, read: (second: Second | undefined, at: number) => T): T[] => {
    const first = Math.floor(nowMs / 1000) - kept + 1
    return Array.from({ length: kept }, (_, i) => read(find(first + i), first + i))
  }

  /** Windows of the past do not change any more. */
  const windows = new Map<string, number | null>()
  let newest = 0
  const windowOf = (at: number, quantile: number): number | null => {
    const key = `${quantile}@${at}`
    const known = windows.get(key)
    if (known !== undefined) {
      return known
    }
    const samples = Array.from({ length: WINDOW_S }, (_, i) => find(at - i)?.samples ?? []).flat()
    const value = quantileOf(samples, quantile)
    if (at < newest) {
      windows.set(key, value)
      if (windows.size > kept * WINDOW_S) {
        windows.clear()
      }
    }
    return value
  }

  return {
    count(series, timeMs, by = 1) {
      const second = make(timeMs)
      second?.counts.set(series, (second.counts.get(series) ?? 0) + by)
    },
    sample(timeMs, value) {
      const second = make(timeMs)
      if (second !== undefined && second.samples.length < SAMPLES_MAX) {
        second.samples.push(value)
      }
    },
    counts: (series, nowMs) =>
      each(nowMs, (second, at) => second?.counts.get(series) ?? (at < firstAt ? null : 0)),
    quantiles: (quantile, nowMs) => each(nowMs, (_second, at) => windowOf(at, quantile))
  }
}

/** The smallest sample that the given share of all does not exceed; null of none. */
export function quantileOf(samples: readonly number[], quantile: number): number | null {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)] ?? null
}
