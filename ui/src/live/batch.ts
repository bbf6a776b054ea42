/**
 * Gathers what comes in and hands it on once a frame, so that a thousand events a second cost sixty
 * updates a second.
 *
 * Keeps: what waits is bounded; when more comes than is taken the oldest go, and are counted.
 */
export interface Batch<T> {
  add(items: readonly T[]): void
}

export interface BatchOptions<T> {
  /** Calls back before the next frame is drawn. */
  schedule(callback: () => void): void
  /** Items in order, and how many before them were dropped. */
  flush(items: readonly T[], dropped: number): void
  readonly max?: number
}

const WAITING_MAX = 5_000

export function createBatch<T>({ schedule, flush, max = WAITING_MAX }: BatchOptions<T>): Batch<T> {
  let waiting: T[] = []
  let dropped = 0
  let isScheduled = false

  const run = (): void => {
    isScheduled = false
    const items = waiting
    const lost = dropped
    waiting = []
    dropped = 0
    flush(items, lost)
  }

  return {
    add(items) {
      waiting.push(...items)
      if (waiting.length > max) {
        dropped += waiting.length - max
        waiting = waiting.slice(-max)
      }
      if (!isScheduled && waiting.length > 0) {
        isScheduled = true
        schedule(run)
      }
    }
  }
}
