/**
 * The protocols that admitted peers may open streams of: pings, and every one that the wire carries.
 *
 * Keeps: a stream waits for the admission of its connection, and is aborted without it.
 */
import type { Connection, Stream } from '@libp2p/interface'
import type { PeerId } from '../../core/peer.ts'
import type { Host } from './libp2p.ts'
import type { Shared } from './parts.ts'
import { answerPings, PING_PROTOCOL } from './pong.ts'
import type { Wire } from './wire.ts'

/** Streams of one protocol that libp2p lets in; the wire closes all but a few, and counts. */
const PROTOCOL_STREAMS_MAX = 32

/** Streams of pings on one connection: one of each side, and old ones that still close. */
const PING_STREAMS_MAX = 8

export interface ListeningPorts {
  readonly host: Host
  readonly wire: Wire
  /** Resolves to whether the stream may be read, once that is known; never rejects. */
  mayRead(stream: Stream, connection: Connection): Promise<boolean>
}

export async function listenToAdmitted(
  { config: { specs, count }, conduct }: Shared,
  { host, wire, mayRead }: ListeningPorts
): Promise<void> {
  const handle = async (
    id: string,
    streamsMax: number,
    take: (peer: PeerId, stream: Stream) => void
  ): Promise<void> => {
    const limits = { maxInboundStreams: streamsMax, maxOutboundStreams: streamsMax }
    const handler = async (stream: Stream, connection: Connection): Promise<void> => {
      if (await mayRead(stream, connection)) {
        take(connection.remotePeer.toString(), stream)
      } else {
        stream.abort(new Error('not admitted'))
      }
    }
    await host.handle(id, handler, limits)
  }

  await handle(PING_PROTOCOL, PING_STREAMS_MAX, (peer, stream) =>
    answerPings(stream, () => {
      count('streamsAborted', { protocol: 'ping', reason: 'unexpected' })
      conduct.onMisbehaved(peer, 'ping', 'unexpected')
    })
  )
  for (const { id, name } of specs) {
    await handle(id, PROTOCOL_STREAMS_MAX, (peer, stream) => wire.accept(peer, name, stream))
  }
}
