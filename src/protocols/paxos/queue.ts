/**
 * What waits at the leader for a block: entries in the order of their arrival, each with who asked.
 */
import { entryBytesInBody } from '../../core/block.ts'
import { BODY_BYTES_MAX, ENTRIES_MAX } from '../../core/limits.ts'
import type { PeerId } from '../../core/peer.ts'

/** Who waits for an answer: a vehicle (perhaps this one), in one run of it, under one ticket. */
export interface Waiter {
  readonly peer: PeerId
  /** Through whom it asked; itself when it reached the leader. */
  readonly via: PeerId
  readonly run: number
  readonly ticket: number
}

export interface Batch {
  readonly entries: readonly Uint8Array[]
  /** One an entry, same order. */
  readonly waiters: readonly Waiter[]
}

export interface EntryQueue {
  readonly length: number
  readonly bytes: number
  add(entry: Uint8Array, waiter: Waiter): void
  /** As many entries as fit one block, in order. */
  take(): Batch
  clear(): void
}

/** Entries already taken are dropped once they are as many as those that wait. */
const DROP_MIN = 4096

export function createEntryQueue(): EntryQueue {
  let entries: Uint8Array[] = []
  let waiters: Waiter[] = []
  let at = 0
  let bytes = 0

  return {
    get length() {
      return entries.length - at
    },
    get bytes() {
      return bytes
    },
    add(entry, waiter) {
      entries.push(entry)
      waiters.push(waiter)
      bytes += entryBytesInBody(entry.length)
    },
    take() {
      let end = at
      let taken = 0
      for (; end < entries.length && end - at < ENTRIES_MAX; end++) {
        const size = entryBytesInBody(entries[end]?.length ?? 0)
        if (taken + size > BODY_BYTES_MAX) {
          break
        }
        taken += size
      }
      const batch = { entries: entries.slice(at, end), waiters: waiters.slice(at, end) }
      at = end
      bytes -= taken
      if (at === entries.length || (at >= DROP_MIN && at * 2 >= entries.length)) {
        entries = entries.slice(at)
        waiters = waiters.slice(at)
        at = 0
      }
      return batch
    },
    clear() {
      entries = []
      waiters = []
      at = 0
      bytes = 0
    }
  }
}
