/**
 * Transactions that this vehicle has voted for, with the locks of their keys; those that are finished;
 * and who waits for a lock to go.
 *
 * Keeps: a lock is there exactly as long as its transaction is on disk as prepared; a transaction that
 * is finished is never prepared again while it is remembered.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createTally } from '../../core/tally.ts'
import { portionBytes } from './contents.ts'
import {
  DONE_SLOTS,
  ENTRY_OVERHEAD_BYTES,
  ITEMS_MAX,
  PREPARED_BYTES_MAX,
  PREPARED_BYTES_OF_ONE_MAX,
  PREPARED_MAX,
  PREPARED_OF_ONE_MAX,
  REFUSED_MAX
} from './limits.ts'
import {
  type PreparedRecord,
  preparedKey,
  putDone,
  putPrepared,
  readDone,
  readPrepared
} from './records.ts'
import type { Key, PortionKey, Span, TransactionId } from './types.ts'

/** A prepared transaction while this vehicle runs. */
export interface Prepared extends PreparedRecord {
  /** 0 for one found on the disk, until somebody looks at the clock. */
  sinceMs: NowMs
  /** When to ask what was decided. */
  dueMs: NowMs
  asks: number
}

export interface PreparedBook {
  readonly size: number
  /** Memory that their keys may take more when they are done. */
  readonly bytes: number
  /** No more is prepared for this vehicle now: it has its share, or all have all the room. */
  isFull(coordinating: PeerId): boolean
  find(transaction: TransactionId): Prepared | undefined
  isDone(transaction: TransactionId): boolean
  /** Who has the lock of a key. */
  holder(key: Key): Prepared | undefined
  /** Who has locks of keys in a span. */
  holders(span: Span): readonly Prepared[]
  all(): IterableIterator<Prepared>
  /** Something is prepared in an older ring, whose coordinators do not know who keeps keys in this one. */
  hasOlder(ring: number): boolean
  add(prepared: Prepared, ops: WriteOp[]): void
  /** The transaction is finished: its locks go, and whoever waits for them is told. */
  finish(prepared: Prepared, ops: WriteOp[]): void
  /** It was aborted before it was prepared: a late copy of it finds nothing, unless this vehicle restarts. */
  refuse(transaction: TransactionId): void
  /** Calls back when all these are finished. Returns what takes that back. */
  whenFinished(holders: readonly Prepared[], then: () => void): () => void
  /** At the end of a step: what was finished in it is remembered. */
  flush(ops: WriteOp[]): void
}

export function createPreparedBook(chain: ChainId, disk: Disk): PreparedBook {
  const book = new Map<string, Prepared>()
  const locks = new Map<Key, Prepared>()
  const waiting = new Map<string, Set<() => void>>()
  const done = new Set<string>()
  const refused = new Set<string>()
  const slots: (readonly TransactionId[])[] = []
  let slot = 0
  let bytes = 0
  const counts = createTally()
  /** What they take themselves: all that they compare and write. */
  const heldBytes = createTally()
  /** In this step, and not on disk yet. */
  let finished: TransactionId[] = []

  const hold = ({ from, portion }: Prepared, sign: 1 | -1): void => {
    counts.add(from, sign)
    heldBytes.add(from, sign * portionBytes(portion))
  }

  const put = (prepared: Prepared): void => {
    book.set(nameOf(prepared), prepared)
    bytes += growthOf(prepared.portion.keys)
    hold(prepared, 1)
    for (const { key } of prepared.portion.keys) {
      locks.set(key, prepared)
    }
  }
  for (const record of readPrepared(disk, chain)) {
    put({ ...record, sinceMs: 0, dueMs: 0, asks: 0 })
  }
  for (const [index, transactions] of readDone(disk, chain)) {
    slots[index] = transactions
    for (const one of transactions) {
      done.add(nameOf(one))
    }
  }

  /** The record that is written next takes the place of the oldest. */
  const remember = (transactions: readonly TransactionId[], ops: WriteOp[]): void => {
    for (const one of slots[slot] ?? []) {
      done.delete(nameOf(one))
    }
    slots[slot] = transactions
    ops.push(putDone(chain, slot, transactions))
    slot = (slot + 1) % DONE_SLOTS
  }

  return {
    get size() {
      return book.size
    },
    get bytes() {
      return bytes
    },
    isFull: (coordinating) =>
      counts.total >= PREPARED_MAX ||
      counts.of(coordinating) >= PREPARED_OF_ONE_MAX ||
      heldBytes.total >= PREPARED_BYTES_MAX ||
      heldBytes.of(coordinating) >= PREPARED_BYTES_OF_ONE_MAX,
    find: (transaction) => book.get(nameOf(transaction)),
    isDone(transaction) {
      const name = nameOf(transaction)
      return done.has(name) || refused.has(name)
    },
    holder: (key) => locks.get(key),
    holders({ from, to }) {
      const found = new Set<Prepared>()
      for (const [key, prepared] of locks) {
        if (key >= from && (to === '' || key < to)) {
          found.add(prepared)
        }
      }
      return [...found]
    },
    all: () => book.values(),
    hasOlder: (version) => [...book.values()].some(({ ring }) => ring < version),
    add(prepared, ops) {
      put(prepared)
      ops.push(putPrepared(chain, prepared))
    },
    finish(prepared, ops) {
      const name = nameOf(prepared)
      book.delete(name)
      bytes -= growthOf(prepared.portion.keys)
      hold(prepared, -1)
      for (const { key } of prepared.portion.keys) {
        locks.delete(key)
      }
      ops.push({ type: 'del', key: preparedKey(chain, prepared) })
      done.add(name)
      finished.push({ coordinator: prepared.coordinator, number: prepared.number })
      const told = waiting.get(name) ?? []
      waiting.delete(name)
      for (const then of told) {
        then()
      }
    },
    refuse(transaction) {
      refused.add(nameOf(transaction))
      const [oldest] = refused
      if (refused.size > REFUSED_MAX && oldest !== undefined) {
        refused.delete(oldest)
      }
    },
    whenFinished(holders, then) {
      let left = holders.length
      const finishedOne = (): void => {
        left--
        if (left === 0) {
          then()
        }
      }
      for (const holder of holders) {
        const name = nameOf(holder)
        waiting.set(name, (waiting.get(name) ?? new Set()).add(finishedOne))
      }
      return () => {
        for (const holder of holders) {
          waiting.get(nameOf(holder))?.delete(finishedOne)
        }
      }
    },
    flush(ops) {
      const transactions = finished
      finished = []
      for (let from = 0; from < transactions.length; from += ITEMS_MAX) {
        remember(transactions.slice(from, from + ITEMS_MAX), ops)
      }
    }
  }
}

/** Memory that keys may take more, whichever branch is done. */
export function growthOf(keys: readonly PortionKey[]): number {
  return keys.reduce((sum, { key, whenTrue, whenFalse }) => {
    const sizes = [whenTrue, whenFalse].map((write) =>
      write?.type === 'put' ? write.value.bytes.length + key.length + ENTRY_OVERHEAD_BYTES : 0
    )
    return sum + Math.max(...sizes)
  }, 0)
}

export function nameOf({ coordinator, number }: TransactionId): string {
  return `${coordinator}:${number}`
}
