/**
 * libp2p's registrar as its services are given it: their handlers get streams of admitted peers only.
 *
 * Keeps: a stream waits for the admission of its connection, and is aborted without it.
 */
import type { GossipSubComponents } from '@libp2p/gossipsub'
import type { Connection, Stream } from '@libp2p/interface'

/** A service's view of libp2p. */
export type Registrar = GossipSubComponents['registrar']

/** Resolves to whether the stream may be read, once that is known; never rejects. */
export type MayRead = (stream: Stream, connection: Connection) => Promise<boolean>

/** `onHandled` is told of each stream that a handler has taken. */
export function admittedRegistrar(
  real: Registrar,
  mayRead: MayRead,
  onHandled: (stream: Stream, connection: Connection) => void = () => undefined
): Registrar {
  return {
    getProtocols: () => real.getProtocols(),
    getHandler: (protocol) => real.getHandler(protocol),
    getMiddleware: (protocol) => real.getMiddleware(protocol),
    use: (protocol, middleware) => real.use(protocol, middleware),
    unuse: (protocol) => real.unuse(protocol),
    register: (protocol, topology) => real.register(protocol, topology),
    unregister: (id) => real.unregister(id),
    getTopologies: (protocol) => real.getTopologies(protocol),
    unhandle: (protocol, options) => real.unhandle(protocol, options),
    handle: (protocol, handler, options) =>
      real.handle(
        protocol,
        async (stream, connection) => {
          if (await mayRead(stream, connection)) {
            await handler(stream, connection)
            onHandled(stream, connection)
          } else {
            stream.abort(new Error('not admitted'))
          }
        },
        options
      )
  }
}
