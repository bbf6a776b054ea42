/**
 * The newest n records among any number of them, in whatever order those come.
 *
 * Keeps: a later time is newer; of equal times the later place in the chain is. So the answer does
 * not depend on the order of blocks, nor on how they are cut into pages.
 */

export interface Timed {
  readonly timeMs: number
  readonly height: number
  readonly index: number
}

export interface Newest<T extends Timed> {
  /** Takes a record into the choice; the caller cuts in time. */
  offer(record: T): void
  /** Forgets all but the newest, and says which records stay. */
  cut(): readonly T[]
  /** Lowers n for good: fewer are wanted from now on. */
  lower(count: number): void
  readonly count: number
  /** Whether n records are there. */
  readonly isFull: boolean
  /** Time that a record must reach to count, as of the last cut; -Infinity before n are there. */
  readonly thresholdMs: number
}

export function createNewest<T extends Timed>(countFirst: number): Newest<T> {
  let count = countFirst
  let records: T[] = []
  let thresholdMs = Number.NEGATIVE_INFINITY

  const cut = (): readonly T[] => {
    records.sort(isNewer)
    records = records.slice(0, count)
    if (records.length === count) {
      thresholdMs = records.at(-1)?.timeMs ?? thresholdMs
    }
    return records
  }

  return {
    offer(record) {
      if (record.timeMs >= thresholdMs) {
        records.push(record)
      }
      // Twice as many keeps sorting rare without keeping much.
      if (records.length >= 2 * count + 64) {
        cut()
      }
    },
    cut,
    lower(fewer) {
      count = Math.min(count, fewer)
      cut()
    },
    get count() {
      return count
    },
    get isFull() {
      return records.length >= count
    },
    get thresholdMs() {
      return thresholdMs
    }
  }
}

/** Order of newest first. */
function isNewer(a: Timed, b: Timed): number {
  return b.timeMs - a.timeMs || b.height - a.height || b.index - a.index
}
