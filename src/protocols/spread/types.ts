/**
 * V-Guard's gossip of booth results: messages, options and status.
 */
import type { Hash } from '../../core/bytes.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'

/** A booth result on its way from vehicle to vehicle. */
export interface Spread {
  readonly type: 'spread'
  readonly genesis: Uint8Array
  /** Certificate of the last block, and its Signed Booth. */
  readonly certificate: Uint8Array
  readonly booth: Uint8Array
  /** Encoded Blocks with bodies, ascending. */
  readonly blocks: readonly Uint8Array[]
  /** Signed Hops, the proposer's first. */
  readonly hops: readonly Uint8Array[]
}

export interface SpreadAck {
  readonly type: 'spreadAck'
  /** Signed HolderBody. */
  readonly holder: Uint8Array
}

export type SpreadMessage = Spread | SpreadAck

/** One vehicle's signed entry in the trace of a result. */
export interface Hop {
  readonly chain: ChainId
  readonly height: number
  readonly hash: Hash
  /** Hops still allowed behind this vehicle. */
  readonly lifetime: number
  readonly peer: PeerId
}

/** A vehicle's signed word that it holds blocks for a while. */
export interface Holder {
  readonly chain: ChainId
  readonly from: number
  readonly to: number
  readonly hash: Hash
  readonly peer: PeerId
  /** When its temporary storage may let them go; 0 for unknown. */
  readonly untilMs: number
}

export interface SpreadStatus {
  /** Vehicles registered as holders, by chain. */
  readonly registered: Readonly<Record<ChainId, readonly PeerId[]>>
}
