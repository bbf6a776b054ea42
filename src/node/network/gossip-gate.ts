/**
 * gossipsub behind admission: it is given this registrar in place of libp2p's own, and so it meets
 * a peer when the peer is admitted, not when identify has run.
 *
 * Keeps: no gossip is sent to or taken from a peer before its admission, and none is taken faster
 * than a peer may talk, of whatever kind it is. gossipsub opens its streams one after the other, so
 * that one silent peer would keep all others waiting; here each peer has its own attempt, one at a
 * time, and gossipsub is told of the peer when the stream is open. A stream that gossipsub has
 * lost is opened again, which gossipsub itself never does while the connection stays.
 */
import type { Connection, PeerId, Stream, Topology } from '@libp2p/interface'
import { admittedRegistrar, type MayRead, type Registrar } from './admitted-registrar.ts'

export interface GossipGatePorts {
  readonly mayRead: MayRead
  /** Time to open a stream of gossip, in milliseconds. */
  readonly timeoutMs: number
  /** So many bytes of gossip have come from the peer; returns false when that is too fast. */
  mayTake(peer: string, bytes: number): boolean
}

export interface GossipGate {
  registrar(real: Registrar): Registrar
  /** The peer is admitted on this connection. Again while its stream is open or opens does no harm. */
  join(peer: PeerId, connection: Connection): void
  leave(peer: PeerId): void
}

/** The stream of gossip to one peer, or the attempt to open it; there until it has ended. */
interface Way {
  readonly leaving: AbortController
}

export function createGossipGate({ mayRead, timeoutMs, mayTake }: GossipGatePorts): GossipGate {
  const topologies = new Map<string, { readonly protocol: string; readonly topology: Topology }>()
  const ways = new Map<string, Way>()

  /** gossipsub registers one topology for each version of its protocol, the best one first. */
  const each = (): ReadonlySet<Topology> =>
    new Set([...topologies.values()].map(({ topology }) => topology))

  const protocolsOf = (wanted: Topology): string[] =>
    [...topologies.values()]
      .filter(({ topology }) => topology === wanted)
      .map(({ protocol }) => protocol)

  /** gossipsub verifies whatever comes, so bytes are what all of its work has in common. */
  const measure = (stream: Stream, { remotePeer }: Connection): void => {
    const peer = remotePeer.toString()
    stream.addEventListener('message', ({ data }) => {
      if (stream.status === 'open' && !mayTake(peer, data.byteLength)) {
        stream.abort(new Error('gossip comes too fast'))
      }
    })
  }

  /** Opens the stream, then lets gossipsub have it, which so never waits for a peer. */
  const open = async (topology: Topology, connection: Connection, way: Way): Promise<void> => {
    const peer = connection.remotePeer
    const end = (): void => {
      if (ways.get(peer.toString()) === way) {
        ways.delete(peer.toString())
      }
    }
    try {
      const signal = AbortSignal.any([way.leaving.signal, AbortSignal.timeout(timeoutMs)])
      const stream = await connection.newStream(protocolsOf(topology), { signal })
      stream.addEventListener('close', end)
      if (way.leaving.signal.aborted || stream.status !== 'open') {
        stream.abort(new Error('too late'))
        end()
        return
      }
      topology.onConnect?.(
        peer,
        withStreams(connection, () => Promise.resolve(stream))
      )
    } catch {
      // The peer is slow or speaks no gossip; its next join is the next attempt.
      end()
    }
  }

  return {
    registrar(real) {
      const admitted = admittedRegistrar(real, mayRead, measure)
      return {
        ...admitted,
        handle: (protocol, handler, options) =>
          admitted.handle(
            protocol,
            // A stream that a peer opens makes gossipsub open one too, which is not for the peer to say.
            (stream, connection) => handler(stream, withStreams(connection, openNothing)),
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
      }
    },
    join(peer, connection) {
      if (ways.has(peer.toString())) {
        return
      }
      const way = { leaving: new AbortController() }
      for (const topology of each()) {
        ways.set(peer.toString(), way)
        void open(topology, connection, way)
      }
    },
    leave(peer) {
      ways.get(peer.toString())?.leaving.abort()
      ways.delete(peer.toString())
      for (const topology of each()) {
        topology.onDisconnect?.(peer)
      }
    }
  }
}

const openNothing: Connection['newStream'] = () =>
  Promise.reject(new Error('streams of gossip are opened when a peer is admitted'))

/** The connection as gossipsub is given it, with another way to open streams. */
function withStreams(connection: Connection, newStream: Connection['newStream']): Connection {
  return new Proxy(connection, {
    get: (real, name) => (name === 'newStream' ? newStream : Reflect.get(real, name, real))
  })
}
