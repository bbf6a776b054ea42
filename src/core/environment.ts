/**
 * What every machine of one vehicle is given: who it is, its chance, its signatures, and the shared
 * books of chains, tables and peers. All of it is pure; none of it does input or output.
 */
import type { Crypto } from './crypto.ts'
import type { Fleet } from './fleet.ts'
import type { Holdings } from './holdings.ts'
import type { PeerId } from './peer.ts'
import type { Random } from './random.ts'
import type { Selection } from './selector.ts'
import type { Tables } from './tables.ts'

/** Room that a vehicle offers, as it last said; heard by gossip. */
export interface Advert {
  readonly peer: PeerId
  /** Bytes that it would still take for backups. */
  readonly freeBytes: number
  /** Bytes x hours it has hosted for others, for the fairness of the draw. */
  readonly hostedByteHours: number
  /** Vehicles of one failure group are likely to leave together; empty when unknown. */
  readonly group: string
  readonly heardAtMs: number
}

/** Who can be reached now. Kept by vehicle/, read by the machines. */
export interface Peers {
  readonly connected: ReadonlySet<PeerId>
  advert(peer: PeerId): Advert | undefined
}

export interface Environment {
  readonly self: PeerId
  readonly crypto: Crypto
  readonly random: Random
  readonly fleet: Fleet
  readonly holdings: Holdings
  readonly tables: Tables
  readonly peers: Peers
  readonly selection: Selection
  /** True when state records were found damaged: no vote, no acknowledgement, no placement. */
  readonly isDamaged: boolean
  /**
   * Bytes of backups this vehicle takes at most, and how many of them are held or reserved; each as it
   * is when it is read.
   */
  quota(): {
    readonly quotaBytes: number
    readonly usedBytes: number
    readonly diskFreeBytes: number
  }
}
