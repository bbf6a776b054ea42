/**
 * The network as the node sees it.
 */
import type { Registry } from 'prom-client'
import type { Fact } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { FleetCredentials } from '../fleet-files.ts'
import type { NodeIdentity } from '../identity.ts'
import type { Logger } from '../logger.ts'
import type { Count } from './counters.ts'
import type { PeerMemory } from './dialler.ts'
import type { GossipSubscriptions, GossipVerdict } from './gossip.ts'
import type { KnownPeer } from './known-peers.ts'
import type { NetworkOptions } from './options.ts'
import type { AnySpec } from './wire.ts'

/** A peer admitted in both directions. */
export interface PeerInfo {
  readonly peer: PeerId
  /** Alias: by its membership, or in an open fleet as it says. */
  readonly name: string
  /** Version of its software, as it says. */
  readonly version: string
  /** Multiaddr at the other end of the connection in use. */
  readonly address: string
  /** Who dialled the connection in use: `inbound` when the peer did. */
  readonly direction: 'inbound' | 'outbound'
  /** Connections at this time; two when both dialled at once. */
  readonly connections: number
  readonly connectedAtMs: number
  /** How far the clock of the peer was ahead of ours at its admission, in milliseconds, about. */
  readonly clockAheadMs: number
}

/** None of these may throw. They are called between start and stop only. */
export interface NetworkHandlers {
  /**
   * A message of an admitted peer, or of this vehicle to itself, of so many bytes. Returns false when
   * too many of its kind wait: the stream is aborted, so that the peer slows down.
   */
  onMessage(from: PeerId, protocol: string, message: unknown, bytes: number): boolean
  /** A gossip message that passed the check; `author` has signed it. */
  onGossip(author: PeerId, message: unknown, bytes: number): void
  /** Whether a gossip message is delivered and passed on; asked before onGossip. */
  checkGossip(author: PeerId, message: unknown): GossipVerdict
  /** Told once until onDisconnected. */
  onConnected(peer: PeerId): void
  onDisconnected(peer: PeerId): void
  /** Newer revocations were learned from a peer; keep them over a restart. */
  onRevocations(revocations: Uint8Array): void
  onFact(fact: Fact): void
}

export interface NetworkConfig {
  readonly identity: NodeIdentity
  /** Undefined for an open fleet. */
  readonly credentials: FleetCredentials | undefined
  /** Alias told to others. */
  readonly name: string
  /** Version of this software. */
  readonly version: string
  /** Every stream protocol but admission. */
  readonly specs: readonly AnySpec[]
  readonly gossipSpec: AnySpec
  readonly options?: NetworkOptions
  /** Keeps the peers met over a restart. */
  readonly memory?: PeerMemory
  readonly log: Logger
  readonly count: Count
  /** Where libp2p counts; it does not without. */
  readonly registry?: Registry
  /** Milliseconds since the epoch, never backwards. */
  nowMs(): number
  /** System time as it is set now, by which memberships are valid. */
  wallMs(): number
  readonly handlers: NetworkHandlers
}

export interface Network {
  readonly peer: PeerId
  /** @throws StartError when an address cannot be listened on */
  start(): Promise<void>
  /** Ends every connection, socket and timer; nothing is told to the handlers after it is called. */
  stop(): Promise<void>
  /**
   * Sends a message of one of the specs. Never throws, never waits; messages of one protocol to one
   * peer arrive in order while a stream lasts, and some may be lost when it ends. What cannot be sent
   * is dropped and counted.
   */
  send(to: PeerId, protocol: string, message: unknown): void
  /** Tells the whole fleet. Never throws, never waits, may be lost. */
  gossip(message: unknown): void
  /** Topics of gossip that this vehicle hears, and the vehicles that hear them too. */
  subscriptions(): GossipSubscriptions
  /** Every peer admitted in both directions. */
  connected(): readonly PeerInfo[]
  /** Peers reached before, with their addresses. */
  known(): readonly KnownPeer[]
  /** Own multiaddrs as told to others. */
  addresses(): readonly string[]
  /**
   * A peer may be at these multiaddrs.
   *
   * @throws InvalidInputError when one is no TCP multiaddr
   */
  dialHint(peer: PeerId, addresses: readonly string[]): void
  /** Closes the connections of a peer and takes none until it is unblocked. */
  block(peer: PeerId): void
  unblock(peer: PeerId): void
  /** Looks again whether every connected peer is still a member; call it after new revocations. */
  recheck(): void
}
