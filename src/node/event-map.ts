/**
 * What the events that a host program is likely to want carry. Others carry plain values too; these
 * are promised. A test holds the map against what really happens.
 */
import type { ChainId } from '../core/genesis.ts'
import type { PeerId } from '../core/peer.ts'
import type { PlacementReport } from '../core/signal.ts'

interface BoothDetail {
  readonly chain: ChainId
  readonly booth: string
  readonly number: number
  readonly members: readonly PeerId[]
}

interface TableDetail {
  readonly chain: ChainId
  readonly epoch: number
  readonly height: number
  readonly members: readonly PeerId[]
}

export interface NodeEventMap {
  /** A vehicle was admitted, in both directions; told once until it is disconnected. */
  readonly 'network:admitted': {
    readonly peer: PeerId
    readonly direction: 'inbound' | 'outbound'
    readonly address: string
  }
  readonly 'network:disconnected': { readonly peer: PeerId }
  /** A booth of an own chain is open. */
  readonly 'certify:opened': BoothDetail
  /** This vehicle has joined a booth of another. */
  readonly 'certify:joined': BoothDetail
  /** A block of an own chain is certified. */
  readonly 'certify:certified': {
    readonly chain: ChainId
    readonly height: number
    readonly booth: string
    readonly entries: number
    readonly votes: number
    /** From its proposal to its certificate, in milliseconds. */
    readonly latencyMs: number
  }
  /** A booth of an own chain has ended with its last block. */
  readonly 'certify:sealed': {
    readonly chain: ChainId
    readonly booth: string
    readonly operation: string
    readonly from: number
    readonly to: number
  }
  /** A proposer was seen to sign two blocks of one height. */
  readonly 'certify:frozen': { readonly chain: ChainId; readonly reason: string }
  /** All backups of an own chain hold it. */
  readonly 'replicate:sealed': TableDetail
  /** A placement has reached a state that its caller was told. */
  readonly 'replicate:placed': PlacementReport
  readonly 'replicate:underReplicated': {
    readonly chain: ChainId
    readonly epoch: number
    readonly have: number
    readonly backups: number
  }
  /** This vehicle holds a copy, and has said so with its signature. */
  readonly 'replicate:held': {
    readonly chain: ChainId
    readonly epoch: number
    readonly height: number
    readonly issuer: PeerId
  }
  /** This vehicle is no backup any more, and knows who is. */
  readonly 'release:released': TableDetail
  /** A read of this vehicle was answered. */
  readonly 'read:answered': {
    readonly chain: ChainId
    readonly servedBy: PeerId
    readonly entries: number
    readonly bytes: number
    readonly headHeight: number
    readonly epoch: number
    readonly steps: number
    readonly tookMs: number
  }
  /** This vehicle has sent a reader on to the holders it knows. */
  readonly 'read:redirected': { readonly chain: ChainId; readonly to: PeerId }
  /** The computer has slept for so long, which counts as time that went by. */
  readonly 'node:slept': { readonly ms: number }
  /**
   * The system clock was set: it is so far ahead of the clock of the vehicle now, which keeps to the
   * one it was started with.
   */
  readonly 'node:clockSet': { readonly aheadMs: number }
  /** The vehicle has halted: nothing is sent or written any more. */
  readonly 'node:halted': { readonly reason: string }
}

export type NodeEventName = keyof NodeEventMap
