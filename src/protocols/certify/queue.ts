/**
 * Entries that wait for a block, in the order of their appends. An append keeps the array that its
 * caller gave; no object is made for an entry.
 */
import { entryBytesInBody } from '../../core/block.ts'
import { BODY_BYTES_MAX, ENTRIES_MAX } from '../../core/limits.ts'
import type { NowMs } from '../../core/machine.ts'

/** One request to append, until it is answered. */
export interface Append {
  /** The request, or empty for the entries of a seal, which is answered itself. */
  readonly id: string
  readonly entries: readonly Uint8Array[]
  /** Name of this append in an `unknown` answer. */
  readonly operation: string
  readonly deadlineMs: NowMs
  /** Entries that are in a block. */
  taken: number
  /** First and last block that carry them; 0 before the first. */
  from: number
  to: number
  isAnswered: boolean
}

/** Entries of one block to be. */
export interface Batch {
  readonly entries: readonly Uint8Array[]
  /** Appends that have entries in it. */
  readonly appends: readonly Append[]
}

export interface AppendQueue {
  /** Entries that wait, and their bytes as they will stand in bodies. */
  readonly entries: number
  readonly bytes: number
  /** Adds an append whose entries were measured by `bodyBytesOf`. */
  add(append: Append, bytes: number): void
  /** As many entries as fit one block, in order. */
  take(): Batch
  /** Takes all entries out. Returns the appends that still waited. */
  clear(): readonly Append[]
}

/** Bytes that the entries take in bodies. */
export function bodyBytesOf(entries: readonly Uint8Array[]): number {
  let bytes = 0
  for (const entry of entries) {
    bytes += entryBytesInBody(entry.length)
  }
  return bytes
}

export function createAppendQueue(): AppendQueue {
  const waiting = createFifo<Append>()
  let entriesCount = 0
  let bytesCount = 0

  /** Moves entries of the first append into `to` while they fit. Returns their bytes. */
  const move = (append: Append, to: Uint8Array[], bytesFree: number): number => {
    let bytes = 0
    while (append.taken < append.entries.length && to.length < ENTRIES_MAX) {
      const entry = append.entries[append.taken]
      const size = entry === undefined ? 0 : entryBytesInBody(entry.length)
      if (entry === undefined || bytes + size > bytesFree) {
        break
      }
      to.push(entry)
      bytes += size
      append.taken++
    }
    return bytes
  }

  return {
    get entries() {
      return entriesCount
    },
    get bytes() {
      return bytesCount
    },
    add(append, bytes) {
      waiting.push(append)
      entriesCount += append.entries.length
      bytesCount += bytes
    },
    take() {
      const entries: Uint8Array[] = []
      const appends: Append[] = []
      let bytes = 0
      for (let append = waiting.first(); append !== undefined; append = waiting.first()) {
        const before = entries.length
        bytes += move(append, entries, BODY_BYTES_MAX - bytes)
        if (entries.length > before) {
          appends.push(append)
        }
        if (append.taken < append.entries.length) {
          break
        }
        waiting.shift()
      }
      entriesCount -= entries.length
      bytesCount -= bytes
      return { entries, appends }
    },
    clear() {
      const appends: Append[] = []
      for (let append = waiting.shift(); append !== undefined; append = waiting.shift()) {
        appends.push(append)
      }
      entriesCount = 0
      bytesCount = 0
      return appends
    }
  }
}

/** First in, first out, without moving the others. */
export interface Fifo<T> {
  push(item: T): void
  first(): T | undefined
  shift(): T | undefined
}

/** Items already taken are dropped once they are as many as those that wait, and at least this many. */
const FIFO_DROP_MIN = 1024

export function createFifo<T>(): Fifo<T> {
  let items: (T | undefined)[] = []
  let at = 0
  return {
    push(item) {
      items.push(item)
    },
    first: () => items[at],
    shift() {
      const item = items[at]
      if (item === undefined) {
        return undefined
      }
      items[at] = undefined
      at++
      if (at === items.length || (at >= FIFO_DROP_MIN && at * 2 >= items.length)) {
        items = items.slice(at)
        at = 0
      }
      return item
    }
  }
}
