/**
 * How the roles of the replicate machine push effects, and where their records lie.
 */
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import type { ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk, Effect, Key, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Signal } from '../../core/signal.ts'
import type { ReplicateMessage } from './types.ts'

export type Out = Sink<
  Effect<{ readonly protocol: 'replicate'; readonly message: ReplicateMessage }>
>

/** Each kind of record has a prefix of its own; the rest of the key is a chain, or chain and peer. */
export const PREFIXES = {
  /** HoldRecord. */
  hold: machineKey('replicate', 'hold/'),
  /** Room kept for an offer. */
  reserve: machineKey('replicate', 'reserve/'),
  /** A placement under way. */
  placement: machineKey('replicate', 'placement/'),
  /** Per chain and peer: the epoch that a holder of an own chain acknowledged. */
  holder: machineKey('replicate', 'holder/'),
  /** Per chain and peer: the epoch of the newest table that the peer has confirmed. */
  told: machineKey('replicate', 'told/'),
  /** The steward votes given: per chain, epoch and candidate. */
  vote: machineKey('replicate', 'vote/')
} as const

export function send(out: Out, to: PeerId, message: ReplicateMessage): void {
  out.push({ type: 'send', to, protocol: 'replicate', message })
}

export function tell(out: Out, signal: Signal): void {
  out.push({ type: 'signal', signal })
}

/** A fact `replicate:<name>`. */
export function note(out: Out, name: string, detail: Readonly<Record<string, unknown>>): void {
  out.push({ type: 'fact', fact: { name: `replicate:${name}`, detail } })
}

export function save(out: Out, key: Key, record: unknown): void {
  const value = toUtf8(JSON.stringify(record))
  out.push({ type: 'write', ops: [{ type: 'put', key, value }] })
}

export function erase(out: Out, key: Key): void {
  out.push({ type: 'write', ops: [{ type: 'del', key }] })
}

/** The records of one kind, by the rest of their keys. */
export function restore<T>(disk: Disk, prefix: Key): Map<string, T> {
  const records = new Map<string, T>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(prefix)) {
      records.set(key.slice(prefix.length), JSON.parse(fromUtf8(value)) as T)
    }
  }
  return records
}

/** The rest of a key that names a chain and a peer. */
export function pairKey(chain: ChainId, peer: PeerId): string {
  return `${chain}/${peer}`
}

/** Records kept per chain and peer. */
export function restorePairs<T>(disk: Disk, prefix: Key): Map<ChainId, Map<PeerId, T>> {
  const chains = new Map<ChainId, Map<PeerId, T>>()
  for (const [rest, record] of restore<T>(disk, prefix)) {
    const [chain = '', peer = ''] = rest.split('/')
    const peers = chains.get(chain) ?? new Map<PeerId, T>()
    chains.set(chain, peers.set(peer, record))
  }
  return chains
}

/** The earliest of some times, undefined for never. */
export function earliest(times: Iterable<number | undefined>): number | undefined {
  return earliestOf(times, (time) => time)
}

/** The earliest time of some items, undefined for never; without a list, as it is asked at every step. */
export function earliestOf<T>(
  items: Iterable<T>,
  timeOf: (item: T) => number | undefined
): number | undefined {
  let first: number | undefined
  for (const item of items) {
    const time = timeOf(item)
    if (time !== undefined && (first === undefined || time < first)) {
      first = time
    }
  }
  return first
}
