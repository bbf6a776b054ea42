/**
 * The ring of a group of the engine twophase, as a host program sees and changes it: which vehicles keep
 * the keys.
 */
import type { ChainId } from '../core/genesis.ts'
import type { PeerId } from '../core/peer.ts'
import type { Moved } from '../protocols/twophase/index.ts'
import type { GroupCallOptions } from './group-calls.ts'

/** A vehicle on the ring. */
export interface RingNodeView {
  readonly peer: PeerId
  /** Alias, or the end of its id. */
  readonly name: string
  /** Places on the ring, by its room: 64 are usual. */
  readonly tokens: number
  /** Its data is lost: nobody asks it or waits for it. */
  readonly isLost: boolean
  /** It fetches its keys, and keeps them from the next ring on. */
  readonly isJoining: boolean
  /** Others fetch its keys. */
  readonly isLeaving: boolean
  /** Part of all keys that it is the first owner of; 0 to 1. */
  readonly first: number
  /** Part of all keys that it keeps; 0 to 1. */
  readonly all: number
}

export interface RingView {
  readonly chain: ChainId
  /** Grows with every change of who keeps what. */
  readonly version: number
  /** `moving`: keys are fetched. `settling`: the new ring is in force, and not all know. */
  readonly phase: 'forming' | 'stable' | 'moving' | 'settling'
  /** Vehicles that keep each key. */
  readonly copies: number
  readonly nodes: readonly RingNodeView[]
  /** Names of those that have what they need, while keys move. */
  readonly ready: readonly string[]
  /** What this vehicle has fetched for the next ring; all 0 while it fetches nothing. */
  readonly moved: Moved
  readonly owners: readonly {
    readonly key: string
    /** Names, the first owner first. */
    readonly owners: readonly string[]
  }[]
}

export interface RingChange {
  readonly chain: ChainId
  /** It was not so before. */
  readonly isNew: boolean
  readonly version: number
}

export interface RingLeaveOptions extends GroupCallOptions {
  /** It is lost: nobody waits for it, and its copies are made again from others. */
  readonly gone?: boolean | undefined
}

/** Every method may be called at any vehicle that knows the group. */
export interface Ring {
  readonly chain: ChainId
  /** The ring as it is, and who owns these keys. @throws RefusedError, TimedOutError */
  show(keys?: readonly string[], options?: GroupCallOptions): Promise<RingView>
  /** Has this vehicle keep keys. Resolves when that is decided; keys move then. @throws RefusedError */
  join(options?: GroupCallOptions): Promise<RingChange>
  /** Has a vehicle, by name, keep no keys any more; default: this one. @throws RefusedError */
  leave(vehicle?: string, options?: RingLeaveOptions): Promise<RingChange>
}
