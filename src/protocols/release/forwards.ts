/**
 * What is left of a copy that was given up: a forward pointer, and blocks on their way out.
 *
 * Keeps: the pointer and the mark that allows deletion are on disk in one batch before the first block
 * goes; pinned blocks never go; a vehicle chosen again stops deleting at once.
 * Source: VGuardDB, storage release; differs from it in that nothing goes on anybody's word alone.
 */
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk, Key, NowMs } from '../../core/machine.ts'
import { note, type Out } from './effects.ts'
import type { ReleasePorts } from './types.ts'

export interface Forwards {
  /** Gives up the blocks up to this height, for the table of this epoch. */
  giveUp(nowMs: NowMs, chain: ChainId, epoch: number, height: number, out: Out): void
  /** This vehicle is to hold the chain again: what is still here stays. */
  keep(chain: ChainId, out: Out): void
  /** Epoch of the table by which the chain was let go; undefined when it was not. */
  epochOf(chain: ChainId): number | undefined
  isDeleting(chain: ChainId): boolean
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
  all(): Readonly<Record<ChainId, number>>
  deleting(): readonly ChainId[]
}

interface Forward {
  readonly epoch: number
  readonly atMs: NowMs
}

const FORWARD_PREFIX = machineKey('release', 'forward/')
const DELETE_PREFIX = machineKey('release', 'delete/')

/** Pointers beyond this number go once they are old enough. */
const FORWARDS_KEPT = 10_000

/** Blocks deleted in one step. */
const SLICE_BLOCKS = 256

export function createForwards(
  { holdings }: Environment,
  settings: { readonly deleteIntervalMs: number; readonly forwardKeepMs: number },
  disk: Disk,
  { isPinned }: ReleasePorts
): Forwards {
  const forwards = restore<Forward>(disk, FORWARD_PREFIX)
  /** Greatest height that may be deleted. */
  const marks = restore<number>(disk, DELETE_PREFIX)
  let nextAtMs = 0

  const forgetOldest = (nowMs: NowMs, out: Out): void => {
    const [oldest] = forwards
    if (forwards.size <= FORWARDS_KEPT || oldest === undefined) {
      return
    }
    const [chain, { atMs }] = oldest
    if (nowMs - atMs > settings.forwardKeepMs) {
      forwards.delete(chain)
      erase(out, FORWARD_PREFIX + chain)
    }
  }

  /** The next blocks that may go, as one range. */
  const nextSlice = (chain: ChainId, upTo: number): readonly [number, number] | undefined => {
    for (const run of holdings.get(chain)?.runs ?? []) {
      const last = Math.min(run.to, upTo)
      let from = run.from
      while (from <= last && isPinned(chain, from)) {
        from++
      }
      let to = from
      while (to < last && to - from + 1 < SLICE_BLOCKS && !isPinned(chain, to + 1)) {
        to++
      }
      if (from <= last) {
        return [from, to]
      }
    }
    return undefined
  }

  return {
    giveUp(nowMs, chain, epoch, height, out) {
      const forward = { epoch, atMs: Math.floor(nowMs) }
      forwards.delete(chain)
      forwards.set(chain, forward)
      marks.set(chain, height)
      save(out, FORWARD_PREFIX + chain, forward)
      save(out, DELETE_PREFIX + chain, height)
      forgetOldest(nowMs, out)
    },
    keep(chain, out) {
      if (forwards.delete(chain)) {
        erase(out, FORWARD_PREFIX + chain)
      }
      if (marks.delete(chain)) {
        erase(out, DELETE_PREFIX + chain)
      }
    },
    epochOf: (chain) => forwards.get(chain)?.epoch,
    isDeleting: (chain) => marks.has(chain),
    tick(nowMs, out) {
      if (nowMs < nextAtMs) {
        return
      }
      nextAtMs = nowMs + settings.deleteIntervalMs
      for (const [chain, upTo] of [...marks]) {
        const slice = nextSlice(chain, upTo)
        if (slice === undefined) {
          marks.delete(chain)
          erase(out, DELETE_PREFIX + chain)
          note(out, 'deleted', { chain, height: upTo })
        } else {
          holdings.remove(chain, slice[0], slice[1], out)
        }
      }
    },
    dueAtMs: () => (marks.size === 0 ? undefined : nextAtMs),
    all: () => Object.fromEntries([...forwards].map(([chain, { epoch }]) => [chain, epoch])),
    deleting: () => [...marks.keys()]
  }
}

function restore<T>(disk: Disk, prefix: Key): Map<ChainId, T> {
  const records = new Map<ChainId, T>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(prefix)) {
      records.set(key.slice(prefix.length), JSON.parse(fromUtf8(value)) as T)
    }
  }
  return records
}

function save(out: Out, key: Key, record: unknown): void {
  const value = toUtf8(JSON.stringify(record))
  out.push({ type: 'write', ops: [{ type: 'put', key, value }] })
}

function erase(out: Out, key: Key): void {
  out.push({ type: 'write', ops: [{ type: 'del', key }] })
}
