/**
 * gossipsub behind admission: it is given this registrar in place of libp2p's own, and so it meets
 * a peer when the peer is admitted, not when identify has run.
 *
 * Keeps: no gossip is sent to or taken from a peer before its admission, and none is taken faster
 * than a peer may talk, of whatever kind it is. A stream that gossipsub has
 * lost is opened again, which gossipsub itself never does while the connection stays.
 */
import type { Connection, PeerId, Stream, Topology } from '@libp2p/interface'
import { admittedRegistrar, type MayRead, type Registrar } from './admitted-registrar.ts'

export interface GossipGatePorts {
  readonly mayRead: MayRead
  /** So many bytes of gossip have come from the peer; returns false when that is too fast. */
  mayTake(peer: string, bytes: number): boolean
}

export interface GossipGate {
  registrar(real: Registrar): Registrar
  /** The peer is admitted on this connection. Again for a connection known does no harm. */
  join(peer: PeerId, connection: Connection): void
  leave(peer: PeerId): void
}

export function createGossipGate({ mayRead, mayTake }: GossipGatePorts): GossipGate {
  const topologies = new Map<string, { readonly protocol: string; readonly topology: Topology }>()

  /** gossipsub registers one topology for each version of its protocol. */
  const each = (): ReadonlySet<Topology> =>
    new Set([...topologies.values()].map(({ topology }) => topology))

  /** gossipsub verifies whatever comes, so bytes are what all of its work has in common. */
  const measure = (stream: Stream, { remotePeer }: Connection): void => {
    const peer = remotePeer.toString()
    stream.addEventListener('message', ({ data }) => {
      if (stream.status === 'open' && !mayTake(peer, data.byteLength)) {
        stream.abort(new Error('gossip comes too fast'))
      }
    })
  }

  return {
    registrar: (real) => ({
      ...admittedRegistrar(real, mayRead, measure),
      register(protocol, topology) {
        const id = globalThis.crypto.randomUUID()
        topologies.set(id, { protocol, topology })
        return Promise.resolve(id)
      },
      unregister: (id) => {
        topologies.delete(id)
      },
      getTopologies: (protocol) =>
        [...topologies.values()]
          .filter((registered) => registered.protocol === protocol)
          .map(({ topology }) => topology)
    }),
    join(peer, connection) {
      for (const topology of each()) {
        topology.onConnect?.(peer, connection)
      }
    },
    leave(peer) {
      for (const topology of each()) {
        topology.onDisconnect?.(peer)
      }
    }
  }
}
