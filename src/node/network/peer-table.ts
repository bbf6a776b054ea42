/**
 * Who is admitted, and over which connections.
 *
 * Keeps: a peer is in the table from its first admitted connection to the end of its last one. Two
 * connections to a peer are normal; the oldest that is open is used.
 */
import type { Connection } from '@libp2p/interface'
import { decodeMembership } from '../../core/fleet.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Hello } from '../../protocols/admission/index.ts'
import type { PeerInfo } from './types.ts'

export interface PeerTable {
  /** Returns true when this is the peer's first connection. */
  add(connection: Connection, hello: Hello, nowMs: number): boolean
  /** Returns true when it was the peer's last connection; false when others are left or it was none. */
  remove(connection: Connection): boolean
  has(peer: PeerId): boolean
  readonly size: number
  peers(): readonly PeerId[]
  /** All connections of a peer, the one to use first. */
  connections(peer: PeerId): readonly Connection[]
  list(): readonly PeerInfo[]
}

interface Row {
  readonly name: string
  readonly version: string
  readonly connectedAtMs: number
  readonly clockAheadMs: number
  connections: readonly Connection[]
}

export function createPeerTable(): PeerTable {
  const rows = new Map<PeerId, Row>()

  return {
    add(connection, hello, nowMs) {
      const peer = connection.remotePeer.toString()
      const row = rows.get(peer)
      if (row !== undefined) {
        row.connections = [...row.connections, connection]
        return false
      }
      rows.set(peer, {
        name: hello.fleet === undefined ? hello.name : decodeMembership(hello.membership).name,
        version: hello.version,
        connectedAtMs: nowMs,
        clockAheadMs: hello.timeMs - nowMs,
        connections: [connection]
      })
      return true
    },
    remove(connection) {
      const peer = connection.remotePeer.toString()
      const row = rows.get(peer)
      if (row === undefined || !row.connections.includes(connection)) {
        return false
      }
      row.connections = row.connections.filter((other) => other !== connection)
      return row.connections.length === 0 && rows.delete(peer)
    },
    has: (peer) => rows.has(peer),
    get size() {
      return rows.size
    },
    peers: () => [...rows.keys()],
    connections: (peer) => rows.get(peer)?.connections ?? [],
    list: () =>
      [...rows].map(([peer, { connections, ...row }]) => ({
        peer,
        ...row,
        address: connections[0]?.remoteAddr.toString() ?? '',
        direction: connections[0]?.direction ?? 'inbound',
        connections: connections.length
      }))
  }
}
