/**
 * What is left of a copy that was given up: a forward pointer, and blocks on their way out.
 *
 * Keeps: the pointer and the mark that allows deletion are on disk in one batch before the first block
 * goes; pinned blocks never go; a vehicle chosen again stops deleting at once. With the last block go
 * the booths that no certificate kept here names.
 * Source: VGuardDB, storage release; differs from it in that nothing goes on anybody's word alone.
 */
import { type BoothId, decodeCertificate } from '../../core/booth.ts'
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import { boothKey, certificateKey, machineKey } from '../../core/keyspace.ts'
import { NUMBER_MAX } from '../../core/limits.ts'
import type { Disk, Key, LoadQuery, NowMs, StoredRecord } from '../../core/machine.ts'
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
  /** Booths and certificates of a chain whose blocks are gone. */
  loaded(token: string, records: readonly StoredRecord[], more: boolean, out: Out): void
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

/** Booths, and certificates that name them, looked at in one step. */
const CLEAR_RECORDS = 256
const CLEAR_BYTES = 1024 * 1024

export const CLEAR_TOKEN = 'release:clear:'

/** A chain whose blocks are gone, and what of its booths may go. */
interface Clearing {
  /** The newest block known to be certified when the booths were read. */
  readonly certified: Head | undefined
  readonly booths: readonly Key[]
  readonly more: boolean
}

export function createForwards(
  { holdings }: Environment,
  settings: { readonly deleteIntervalMs: number; readonly forwardKeepMs: number },
  disk: Disk,
  { isPinned }: ReleasePorts
): Forwards {
  const forwards = restore<Forward>(disk, FORWARD_PREFIX)
  /** Greatest height that may be deleted. */
  const marks = restore<number>(disk, DELETE_PREFIX)
  /** Undefined until the booths are read. */
  const clearings = new Map<ChainId, Clearing | undefined>()
  let nextAtMs = 0

  const finish = (chain: ChainId, out: Out): void => {
    clearings.delete(chain)
    const upTo = marks.get(chain)
    if (marks.delete(chain)) {
      erase(out, DELETE_PREFIX + chain)
      note(out, 'deleted', { chain, height: upTo })
    }
  }

  /** Booths are read before the certificates that may name them, so that no newer one is missed. */
  const clear = (chain: ChainId, out: Out): void => {
    clearings.set(chain, undefined)
    load(out, `${chain}:booths`, boothKey(chain, '0'), boothKey(chain, 'g'))
  }

  /** Deletes what no certificate names; once anything of the chain is here again nothing goes. */
  const clearBooths = (
    chain: ChainId,
    { certified, booths, more }: Clearing,
    named: ReadonlySet<BoothId>,
    out: Out
  ): void => {
    const held = holdings.get(chain)
    const isGone = held?.runs.length === 0 && held.certified === certified
    const unnamed = booths.filter((key) => !named.has(key.slice(key.lastIndexOf('/') + 1)))
    if (isGone && unnamed.length > 0) {
      out.push({ type: 'write', ops: unnamed.map((key) => ({ type: 'del', key })) })
    }
    if (isGone && unnamed.length > 0 && more) {
      clear(chain, out)
    } else {
      finish(chain, out)
    }
  }

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
      clearings.delete(chain)
    },
    loaded(token, records, more, out) {
      const [chain = '', what] = token.slice(CLEAR_TOKEN.length).split(':')
      const clearing = clearings.get(chain)
      if (!clearings.has(chain)) {
        return // chosen again meanwhile
      }
      if (what === 'booths') {
        const booths = records.map(({ key }) => key)
        clearings.set(chain, { certified: holdings.get(chain)?.certified, booths, more })
        load(
          out,
          `${chain}:certificates`,
          certificateKey(chain, 1),
          certificateKey(chain, NUMBER_MAX)
        )
      } else if (clearing !== undefined) {
        const values = records.flatMap(({ value }) => value ?? [])
        const named = new Set(values.map((value) => decodeCertificate(value).booth))
        clearBooths(chain, more ? { ...clearing, booths: [] } : clearing, named, out)
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
        if (slice !== undefined) {
          holdings.remove(chain, slice[0], slice[1], out)
        } else if (holdings.get(chain)?.runs.length !== 0) {
          finish(chain, out) // what is pinned needs its proofs
        } else if (!clearings.has(chain)) {
          clear(chain, out)
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

function load(out: Out, what: string, gte: Key, lte: Key): void {
  const query: LoadQuery = {
    type: 'range',
    gte,
    lte,
    recordsMax: CLEAR_RECORDS,
    bytesMax: CLEAR_BYTES
  }
  out.push({ type: 'load', token: CLEAR_TOKEN + what, query })
}

function save(out: Out, key: Key, record: unknown): void {
  const value = toUtf8(JSON.stringify(record))
  out.push({ type: 'write', ops: [{ type: 'put', key, value }] })
}

function erase(out: Out, key: Key): void {
  out.push({ type: 'write', ops: [{ type: 'del', key }] })
}
