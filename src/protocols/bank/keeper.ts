/**
 * The keeper: copies of what other owners have issued, until the log has settled it.
 *
 * Keeps: a copy is on disk before it counts; of one owner the copies are consecutive; once an epoch is
 * fenced nothing more of it is kept, so that whoever ends it misses nothing that counted.
 */
import type { Incarnation } from '../../core/booth.ts'
import { toUtf8 } from '../../core/bytes.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { type Batch, lastOf, TRANSFERS_MAX, type Transfer } from '../../core/transfer.ts'
import { KEPT_OWNERS_MAX } from './limits.ts'
import { fenceKey, keptKey, putBatch, readFences, readKept, write } from './records.ts'
import type { Books, KeepMessage, KeptMessage, Out } from './types.ts'

export interface Keeper {
  /** Transfers kept. */
  readonly size: number
  /** Takes copies; the answer for their owner, or undefined when there is no room for it. */
  keep(from: PeerId, message: KeepMessage, out: Out): KeptMessage | undefined
  /** Keeps nothing more of an epoch from now on; what is kept of it. */
  fence(owner: PeerId, epoch: number, out: Out): Batch | undefined
  /** Lets go of what the log has settled. */
  settle(books: Books, out: Out): void
}

/** Consecutive copies of one owner's newest epoch. */
interface Copies {
  readonly epoch: number
  /** Number of the first. */
  from: number
  transfers: Transfer[]
}

export function createKeeper(chain: ChainId, incarnation: Incarnation, disk: Disk): Keeper {
  const copies = new Map<PeerId, Copies>()
  const fences = readFences(disk, chain)
  for (const batch of readKept(disk, chain)) {
    restore(batch)
  }

  function restore({ owner, epoch, from, transfers }: Batch): void {
    const known = copies.get(owner)
    if (known?.epoch === epoch && nextOf(known) === from) {
      known.transfers.push(...transfers)
    } else if (known === undefined || known.epoch <= epoch) {
      copies.set(owner, { epoch, from, transfers: [...transfers] })
    }
  }

  const drop = (owner: PeerId, { epoch, from }: Copies, count: number): readonly WriteOp[] =>
    Array.from({ length: count }, (_, i) => ({
      type: 'del',
      key: keptKey(chain, owner, epoch, from + i)
    }))

  /** Lets go of the copies up to this number. */
  const trim = (owner: PeerId, known: Copies, settled: number): readonly WriteOp[] => {
    const count = Math.max(0, Math.min(known.transfers.length, settled + 1 - known.from))
    const ops = drop(owner, known, count)
    known.transfers.splice(0, count)
    known.from += count
    return ops
  }

  /** The copies of this epoch, begun now when they link to what is settled. */
  const copiesFor = (
    owner: PeerId,
    { settled, batch }: KeepMessage,
    out: Out
  ): Copies | undefined => {
    const known = copies.get(owner)
    const isNewer = known === undefined || known.epoch < batch.epoch
    const isLinked = !isNewer && batch.from <= nextOf(known)
    if (isLinked && known.epoch === batch.epoch) {
      return known
    }
    if (batch.from > settled + 1 || (known !== undefined && known.epoch > batch.epoch)) {
      return undefined
    }
    // The owner never issues in an epoch before all of the one before is settled for good.
    if (known !== undefined) {
      write(drop(owner, known, known.transfers.length), out)
    }
    const begun = { epoch: batch.epoch, from: batch.from, transfers: [] }
    copies.set(owner, begun)
    return begun
  }

  const take = (owner: PeerId, known: Copies, message: KeepMessage): readonly WriteOp[] => {
    const { settled, batch } = message
    const ops = [...trim(owner, known, settled)]
    const fresh = batch.transfers.slice(Math.max(0, nextOf(known) - batch.from))
    for (const transfer of fresh.slice(0, TRANSFERS_MAX - known.transfers.length)) {
      const one = { owner, epoch: known.epoch, from: nextOf(known), transfers: [transfer] }
      ops.push(putBatch(keptKey(chain, owner, one.epoch, one.from), one))
      known.transfers.push(transfer)
    }
    return ops
  }

  return {
    get size() {
      return [...copies.values()].reduce((sum, { transfers }) => sum + transfers.length, 0)
    },
    keep(from, message, out) {
      const { epoch } = message.batch
      const fence = fences.get(from) ?? 0
      const answer = { type: 'kept', chain, incarnation, epoch, fence } as const
      if (fence >= epoch) {
        return { ...answer, to: 0 }
      }
      if (!copies.has(from) && copies.size >= KEPT_OWNERS_MAX) {
        return undefined
      }
      const known = copiesFor(from, message, out)
      if (known === undefined) {
        const own = copies.get(from)
        return { ...answer, to: own?.epoch === epoch ? nextOf(own) - 1 : 0 }
      }
      write(take(from, known, message), out)
      return { ...answer, to: nextOf(known) - 1 }
    },
    fence(owner, epoch, out) {
      if ((fences.get(owner) ?? 0) < epoch) {
        fences.set(owner, epoch)
        const value = toUtf8(String(epoch))
        write([{ type: 'put', key: fenceKey(chain, owner), value }], out)
      }
      const known = copies.get(owner)
      return known?.epoch === epoch && known.transfers.length > 0
        ? { owner, epoch, from: known.from, transfers: [...known.transfers] }
        : undefined
    },
    settle(books, out) {
      for (const [owner, known] of copies) {
        const told = books.owner(owner)
        if (told === undefined || told.epoch < known.epoch) {
          continue
        }
        const isOver = told.epoch > known.epoch || !told.isOpen
        const last = lastOf({ owner, ...known })
        write(trim(owner, known, isOver ? last : told.lastSeq), out)
      }
    }
  }
}

function nextOf({ from, transfers }: Copies): number {
  return from + transfers.length
}
