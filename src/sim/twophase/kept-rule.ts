/**
 * What a vehicle keeps of a committed transaction when it counts it as finished.
 *
 * T3 the write that takes a prepared transaction from a disk leaves there what the transaction gave its
 * keys, or newer, unless the vehicle keeps these keys no more.
 */
import { fromUtf8 } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { createHashRing, type HashRing, positionOf } from '../../core/hash-ring.ts'
import type { PeerId } from '../../core/peer.ts'
import { Entry } from '../../protocols/twophase/messages.ts'
import {
  entryKey,
  type PreparedRecord,
  type StandingRecord,
  standingKey
} from '../../protocols/twophase/records.ts'
import type { RingNode, RingShape } from '../../state/ring/index.ts'
import type { Breaks } from './truth.ts'

/** A vehicle, as far as this rule looks at it. */
export interface Watched {
  readonly peer: PeerId
  readonly disk: { get(key: string): Uint8Array | undefined }
}

/** A transaction as one vehicle has prepared it. */
export type PreparedHere = Pick<PreparedRecord, 'ring'> & {
  readonly keys: readonly { readonly key: string; readonly index: number }[]
}

export interface KeptRule {
  /** The ring as it is after a block. */
  changed(shape: RingShape): void
  prepared(who: string, transaction: string, record: PreparedHere): void
  /** The record of the prepared transaction has gone from this disk, which is as it is after that write. */
  finished(who: string, vehicle: Watched, transaction: string): void
  /** Versions that it gives its keys, in their order; 0 for one that is not written. */
  committed(transaction: string, versions: readonly number[]): void
  /** Judges what can be judged after this block; all of it in the end. */
  judge(height: number, isLast: boolean): void
}

/** One key of one vehicle that counts a transaction as finished. */
interface Finished {
  readonly who: string
  readonly peer: PeerId
  readonly transaction: string
  /** Version of the ring that it was prepared in. */
  readonly ring: number
  readonly key: string
  readonly index: number
  /** The version that its disk has, or has forgotten. */
  readonly version: number
}

interface Rings {
  readonly current: HashRing<RingNode>
  readonly coming: HashRing<RingNode>
}

/** A vehicle may know of blocks that are on no disk yet: so many of them are waited for. */
const BLOCKS_AHEAD_MAX = 8

export function createKeptRule(
  crypto: Pick<Crypto, 'sha256'>,
  { chain, copies }: { readonly chain: string; readonly copies: number },
  breaks: Breaks
): KeptRule {
  const shapes = new Map<number, RingShape>()
  const rings = new Map<number, Rings>()
  const prepared = new Map<string, PreparedHere>()
  const versions = new Map<string, readonly number[]>()
  /** By their transactions, of which nothing is decided so far. */
  const open = new Map<string, Finished[]>()
  /** Of committed transactions, with the block after which it was looked at first. */
  const due = new Map<Finished, number | undefined>()

  const ringsOf = (shape: RingShape): Rings => {
    const known = rings.get(shape.version) ?? {
      current: createHashRing(crypto, shape.nodes, copies),
      coming: createHashRing(crypto, shape.next, copies)
    }
    rings.set(shape.version, known)
    return known
  }

  /**
   * Whether it had to keep the key in all rings since. In one to come it does so only for transactions of that
   * ring: before it fetches keys it removes what it has of them.
   */
  const isKept = ({ peer, ring, key }: Finished): boolean => {
    const position = positionOf(crypto, key)
    const has = (hashRing: HashRing<RingNode>): boolean =>
      hashRing.owners(position).some((node) => node.peer === peer && !node.isLost)
    return [...shapes.values()].every((shape) => {
      const { current, coming } = ringsOf(shape)
      const isBefore = shape.version < ring
      return isBefore || has(current) || (shape.version === ring && has(coming))
    })
  }

  const versionOn = ({ disk }: Watched, key: string): number => {
    const bytes = disk.get(entryKey(chain, key))
    if (bytes !== undefined) {
      return Entry.decode(bytes).version
    }
    const standing = disk.get(standingKey(chain))
    const { floor = 0 } =
      standing === undefined ? {} : (JSON.parse(fromUtf8(standing)) as Partial<StandingRecord>)
    return floor
  }

  const judgeOne = (one: Finished, height: number, isLast: boolean): void => {
    const given = versions.get(one.transaction)?.[one.index] ?? 0
    if (one.version >= given || !isKept(one)) {
      due.delete(one)
      return
    }
    const since = due.get(one) ?? height
    due.set(one, since)
    if (isLast || height >= since + BLOCKS_AHEAD_MAX) {
      due.delete(one)
      const { who, transaction, key, version } = one
      const what = `which gave ${key} version ${given}, and keeps ${version}`
      breaks('T3', who, `has finished ${transaction}, ${what}`)
    }
  }

  return {
    changed: (shape) => shapes.set(shape.version, shape),
    prepared: (who, transaction, record) => prepared.set(`${who} ${transaction}`, record),
    finished(who, vehicle, transaction) {
      const { ring, keys } = prepared.get(`${who} ${transaction}`) ?? { ring: 0, keys: [] }
      const all = keys.map(({ key, index }): Finished => {
        const version = versionOn(vehicle, key)
        return { who, peer: vehicle.peer, transaction, ring, key, index, version }
      })
      if (versions.has(transaction)) {
        for (const one of all) {
          due.set(one, undefined)
        }
      } else {
        open.set(transaction, [...(open.get(transaction) ?? []), ...all])
      }
    },
    committed(transaction, given) {
      versions.set(transaction, given)
      for (const one of open.get(transaction) ?? []) {
        due.set(one, undefined)
      }
      open.delete(transaction)
    },
    judge(height, isLast) {
      for (const one of [...due.keys()]) {
        judgeOne(one, height, isLast)
      }
    }
  }
}
