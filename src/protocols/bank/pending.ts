/**
 * What this vehicle has issued as an owner and does not yet know to be settled.
 *
 * Keeps: an item is on disk before anybody hears of it, and goes only when the log has settled it or
 * never will.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { AccountId, Amount, Batch, Transfer } from '../../core/transfer.ts'
import { ownKey, putBatch, readOwn, write } from './records.ts'
import type { Out } from './types.ts'

export interface Item {
  readonly epoch: number
  readonly seq: number
  readonly transfer: Transfer
  /** When it was issued; 0 for one that was found on the disk. */
  readonly sinceMs: NowMs
}

export interface PendingBook {
  readonly size: number
  /** When the oldest was issued; undefined when there is none. */
  readonly oldestMs: NowMs | undefined
  /** The last that was issued; undefined when nothing is pending. */
  readonly newest: Item | undefined
  find(operation: string): Item | undefined
  /** In the order in which they were issued; of one epoch, or of all. */
  items(epoch?: number): readonly Item[]
  /** Those of an epoch behind this number, as one batch; undefined for none. */
  batch(epoch: number, after: number): Batch | undefined
  /** What they take out of an account together. */
  spent(account: AccountId): Amount
  add(item: Item, out: Out): void
  drop(items: readonly Item[], out: Out): void
}

export function createPendingBook(self: PeerId, chain: ChainId, disk: Disk): PendingBook {
  /** By operation, in the order of epochs and numbers. */
  const items = new Map<string, Item>()
  const spent = new Map<AccountId, Amount>()
  let newest: Item | undefined

  const put = (item: Item): void => {
    const { account, operation, amount } = item.transfer
    items.set(operation, item)
    newest = item
    spent.set(account, (spent.get(account) ?? 0n) + amount)
  }
  for (const { epoch, from, transfers } of readOwn(disk, chain)) {
    for (const transfer of transfers) {
      put({ epoch, seq: from, transfer, sinceMs: 0 })
    }
  }

  const remove = ({ transfer: { account, operation, amount } }: Item): void => {
    items.delete(operation)
    const left = (spent.get(account) ?? 0n) - amount
    if (left === 0n) {
      spent.delete(account)
    } else {
      spent.set(account, left)
    }
  }

  return {
    get size() {
      return items.size
    },
    get oldestMs() {
      return items.values().next().value?.sinceMs
    },
    get newest() {
      return items.size === 0 ? undefined : newest
    },
    find: (operation) => items.get(operation),
    items: (epoch) =>
      [...items.values()].filter((item) => epoch === undefined || item.epoch === epoch),
    batch(epoch, after) {
      const own = [...items.values()].filter((item) => item.epoch === epoch && item.seq > after)
      const [first] = own
      return first === undefined
        ? undefined
        : { owner: self, epoch, from: first.seq, transfers: own.map(({ transfer }) => transfer) }
    },
    spent: (account) => spent.get(account) ?? 0n,
    add(item, out) {
      const { epoch, seq, transfer } = item
      put(item)
      const batch = { owner: self, epoch, from: seq, transfers: [transfer] }
      write([putBatch(ownKey(chain, epoch, seq), batch)], out)
    },
    drop(gone, out) {
      const known = gone.filter((item) => items.get(item.transfer.operation) === item)
      for (const item of known) {
        remove(item)
      }
      write(
        known.map(({ epoch, seq }) => ({ type: 'del', key: ownKey(chain, epoch, seq) })),
        out
      )
    }
  }
}
