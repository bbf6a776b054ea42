/**
 * A vehicle from outside: what it is made with, what may happen to it, what it tells of itself.
 */
import type { Crypto } from '../core/crypto.ts'
import type { Fleet } from '../core/fleet.ts'
import type { ChainId } from '../core/genesis.ts'
import type { Head, Holdings } from '../core/holdings.ts'
import type { Effect, NowMs, Sink, StoredRecord } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { Random } from '../core/random.ts'
import type { HeightRange } from '../core/scan.ts'
import type { Tables } from '../core/tables.ts'
import type { GossipMessage } from '../protocols/gossip/index.ts'
import type { ProtocolMessage } from '../protocols/registry.ts'
import type { DecisionsOptions } from '../state/ring/index.ts'
import type { GroupLookups } from './group-lookups.ts'
import type { VehicleOptions } from './options.ts'
import type { VehicleRequest } from './requests.ts'

export interface VehicleConfig {
  readonly self: PeerId
  readonly crypto: Crypto
  readonly random: Random
  readonly fleet: Fleet
  readonly options?: VehicleOptions
  /**
   * Why an entry may not be certified, or undefined when it may; asked by proposer and members.
   * Without one, entries that begin as GPS records must be sound ones and all others are free.
   */
  readonly validate?: (entry: Uint8Array) => string | undefined
  /**
   * What the logs of rings remember at most; all vehicles of a group need the same. Simulations have it small,
   * so that they reach it.
   */
  readonly ringLimits?: DecisionsOptions
}

/** What may happen to a vehicle. */
export type VehicleEvent =
  | { readonly type: 'start' }
  | ({ readonly type: 'message'; readonly from: PeerId } & ProtocolMessage)
  | { readonly type: 'gossip'; readonly from: PeerId; readonly message: GossipMessage }
  | { readonly type: 'timer'; readonly id: string }
  | {
      readonly type: 'loaded'
      readonly token: string
      readonly records: readonly StoredRecord[]
      readonly more: boolean
    }
  | { readonly type: 'request'; readonly id: string; readonly request: VehicleRequest }
  /** Admitted in both directions; told once until `disconnected`. */
  | { readonly type: 'connected'; readonly peer: PeerId }
  | { readonly type: 'disconnected'; readonly peer: PeerId }
  /** Room on the disk below the store; told at start and every few seconds. */
  | { readonly type: 'space'; readonly freeBytes: number; readonly totalBytes: number }

/** What a vehicle asks of its driver; never a signal. */
export type VehicleEffect = Effect<ProtocolMessage, GossipMessage>

export interface Vehicle {
  readonly self: PeerId
  /** The chain that this vehicle proposes. */
  readonly ownChain: ChainId
  readonly holdings: Holdings
  readonly tables: Tables
  step(nowMs: NowMs, event: VehicleEvent, out: Sink<VehicleEffect>): void
  status(nowMs: NowMs): VehicleStatus
  readonly groups: GroupLookups
}

/** What a vehicle is for a chain. */
export type Duty =
  | 'proposer'
  /** In the newest table known, or chosen for the next. */
  | 'backup'
  /** Gave its word for a copy that the newest table leaves out, and has not been released yet. */
  | 'obsolete'
  /** Released: keeps a forward pointer. */
  | 'former'
  /** Votes in the group that writes the chain, and keeps all of it. */
  | 'voter'
  /** Holds temporary copies, or what a group that it left has decided. */
  | 'member'
  | 'none'

export interface ChainStatus {
  readonly chain: ChainId
  readonly name: string
  readonly proposer: PeerId | undefined
  readonly duty: Duty
  /** Runs of blocks held with bodies. */
  readonly held: readonly HeightRange[]
  readonly bytes: number
  readonly certified: Head | undefined
  /** `damaged`: something is lost on this disk. What verifies is served. */
  readonly health: 'ok' | 'damaged' | 'frozen'
  /** Lost blocks. Until they are fetched again this vehicle neither votes nor acknowledges here. */
  readonly damage: readonly HeightRange[]
  /** Certificates and booths that are lost, in words; undefined for none. */
  readonly unaccounted: string | undefined
  readonly table:
    | {
        readonly epoch: number
        readonly height: number
        readonly members: readonly PeerId[]
      }
    | undefined
  readonly pinned: readonly HeightRange[]
}

export interface VehicleStatus {
  readonly peer: PeerId
  readonly ownChain: ChainId
  /** State is damaged: this vehicle neither votes nor acknowledges, on any chain. */
  readonly isDamaged: boolean
  /** What of state is lost, in words; undefined for nothing. */
  readonly stateDamage: string | undefined
  readonly connected: readonly PeerId[]
  readonly chains: readonly ChainStatus[]
  readonly quota: {
    readonly quotaBytes: number
    readonly usedBytes: number
    readonly diskFreeBytes: number
  }
  readonly faults: FaultStatus
  /** What each machine tells of itself, by name. */
  readonly machines: Readonly<Record<string, unknown>>
}

export interface FaultStatus {
  /** Protocols refused on purpose; `*` for all. */
  readonly offline: readonly string[]
  /** Links cut on purpose, as `<peer>` or `<peer> <protocol>`. */
  readonly cuts: readonly string[]
}
