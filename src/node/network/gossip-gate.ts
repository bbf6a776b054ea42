/**
 * gossipsub behind admission: it is given this registrar in place of libp2p's own, and so it meets
 * a peer when the peer is admitted, not when identify has run.
 *
 * Keeps: no gossip is sent to or taken from a peer before its admission, and none is taken faster
 * than a peer may talk, of whatever kind it is. A stream that gossipsub has
 * lost is opened again, which gossipsub itself never does while the connection stays.
 */
import type { GossipSubComponents } from '@libp2p/gossipsub'
import type { Connection, PeerId, Stream, Topology } from '@libp2p/interface'

/** gossipsub's view of libp2p. */
export type GossipRegistrar = GossipSubComponents['registrar']

export interface GossipGatePorts {
  /** Resolves to whether the stream may be read, once that is known; never rejects. */
  mayRead(stream: Stream, connection: Connection): Promise<boolean>
  /** So many bytes of gossip have come from the peer; returns false when that is too fast. */
  mayTake(peer: string, bytes: number): boolean
}

export interface GossipGate {
  registrar(real: GossipRegistrar): GossipRegistrar
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
  const measure = (stream: Stream, peer: string): void => {
    stream.addEventListener('message', ({ data }) => {
      if (stream.status === 'open' && !mayTake(peer, data.byteLength)) {
        stream.abort(new Error('gossip comes too fast'))
      }
    })
  }

  return {
    registrar: (real) => ({
      getProtocols: () => real.getProtocols(),
      getHandler: (protocol) => real.getHandler(protocol),
      getMiddleware: (protocol) => real.getMiddleware(protocol),
      use: (protocol, middleware) => real.use(protocol, middleware),
      unuse: (protocol) => real.unuse(protocol),
      unhandle: (protocol, options) => real.unhandle(protocol, options),
      handle: (protocol, handler, options) =>
        real.handle(
          protocol,
          async (stream, connection) => {
            if (await mayRead(stream, connection)) {
              await handler(stream, connection)
              measure(stream, connection.remotePeer.toString())
            } else {
              stream.abort(new Error('not admitted'))
            }
          },
          options
        ),
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
