/**
 * The peers a vehicle knows of, with the addresses that may lead to them and when to try next.
 *
 * Keeps: a new announcement replaces the one before; the address that worked last is kept beside it,
 * since announcements by multicast prove nothing. The book has a greatest length, and what was never
 * reached makes room before what was.
 */
import type { PeerId } from '../../core/peer.ts'
import { ADDRESSES_MAX } from './addresses.ts'

/** Names are free to a liar with multicast, so the book is bounded. */
const PEERS_MAX = 1024

/** A peer as it is kept over a restart. */
export interface KnownPeer {
  readonly peer: PeerId
  /** Multiaddrs without `/p2p/…`, the likeliest first. */
  readonly addresses: readonly string[]
}

export interface PeerEntry {
  readonly peer: PeerId
  /** The address that worked last. */
  proven: string | undefined
  /** Given by a person; never forgotten. */
  configured: readonly string[]
  /** What the peer, or somebody in its name, said last. */
  announced: readonly string[]
  /** Not tried before; Infinity while nobody has said that it is there. */
  nextAtMs: number
  /** When an announcement last cut a pause short. */
  hurriedAtMs: number
  /** It was announced, and not tried since. */
  isSighted: boolean
  /** Attempts since it was connected last. */
  failures: number
  isDialling: boolean
  /** Time for one address, when the usual one was too short for this peer. */
  timeoutMs: number | undefined
}

export interface PeerBook {
  get(peer: PeerId): PeerEntry | undefined
  /** The entry of the peer, a new one if need be; undefined when the book is full. */
  add(peer: PeerId): PeerEntry | undefined
  entries(): IterableIterator<PeerEntry>
}

export function createPeerBook(isConnected: (peer: PeerId) => boolean): PeerBook {
  const entries = new Map<PeerId, PeerEntry>()

  const makeRoom = (): boolean => {
    for (const { peer, proven, configured } of entries.values()) {
      if (proven === undefined && configured.length === 0 && !isConnected(peer)) {
        return entries.delete(peer)
      }
    }
    return false
  }

  return {
    get: (peer) => entries.get(peer),
    add(peer) {
      const known = entries.get(peer)
      if (known !== undefined) {
        return known
      }
      if (entries.size >= PEERS_MAX && !makeRoom()) {
        return undefined
      }
      const entry: PeerEntry = {
        peer,
        proven: undefined,
        configured: [],
        announced: [],
        nextAtMs: Number.POSITIVE_INFINITY,
        hurriedAtMs: 0,
        isSighted: false,
        failures: 0,
        isDialling: false,
        timeoutMs: undefined
      }
      entries.set(peer, entry)
      return entry
    },
    entries: () => entries.values()
  }
}

/** Where to try, in this order. */
export function addressesOf({ proven, configured, announced }: PeerEntry): readonly string[] {
  const all = [...(proven === undefined ? [] : [proven]), ...configured, ...announced]
  return [...new Set(all)].slice(0, ADDRESSES_MAX)
}
