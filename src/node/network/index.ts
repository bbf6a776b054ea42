/** The network of a vehicle: who is reached, what is sent, what is heard. */
export { type Count, NETWORK_COUNTERS, type NetworkCounter } from './counters.ts'
export type { PeerMemory } from './dialler.ts'
export type { GossipVerdict } from './gossip.ts'
export type { KnownPeer } from './known-peers.ts'
export { createNetwork } from './network.ts'
export type { NetworkOptions } from './options.ts'
export type { Network, NetworkConfig } from './types.ts'
export type { AnySpec } from './wire.ts'
