/**
 * A libp2p program that is not ours, with the newer @libp2p packages: it speaks admission as it is told to,
 * or not at all, and then whatever a test wants on raw streams.
 */

import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import type { PeerId } from '../../src/core/peer.ts'
import type { NodeIdentity } from '../../src/node/identity.ts'
import { createFrameReader, encodeFrames } from '../../src/node/network/frames.ts'
import {
  type AdmissionMessage,
  admissionSpec,
  type Hello
} from '../../src/protocols/admission/index.ts'
import { atEnd, type TestNetwork, testIdentity } from './network.ts'

export interface Attacker {
  readonly node: Libp2p
  readonly identity: NodeIdentity
  readonly peer: PeerId
  /** Connects and says nothing. */
  connect(to: TestNetwork): Promise<Connection>
  /** Connects and is admitted like an honest vehicle of an open fleet. */
  join(to: TestNetwork): Promise<Connection>
}

export const OPEN_HELLO: Hello = {
  type: 'hello',
  version: 'attacker',
  fleet: undefined,
  membership: new Uint8Array(),
  name: 'attacker',
  revocationsVersion: 0,
  timeMs: Date.now()
}

export async function startAttacker(given?: NodeIdentity): Promise<Attacker> {
  const identity = given ?? (await testIdentity())
  const node = await createLibp2p({
    privateKey: identity.privateKey,
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false }
  })
  atEnd(() => node.stop())
  // Another connection each time, also when there is one.
  const connect = (to: TestNetwork): Promise<Connection> =>
    node.dial(multiaddr(to.address()), { force: true })
  return {
    node,
    identity,
    peer: identity.peer,
    connect,
    async join(to) {
      const connection = await connect(to)
      const answers = await talk(connection, [OPEN_HELLO, welcome()])
      if (answers.at(-1)?.type !== 'welcome') {
        throw new Error(`the attacker was not admitted: ${JSON.stringify(answers)}`)
      }
      return connection
    }
  }
}

export const welcome = (revocations = new Uint8Array()): AdmissionMessage => ({
  type: 'welcome',
  revocations
})

/**
 * Says one message after the other on a new admission stream, each after an answer to the one before.
 * Resolves to the answers when all are said and answered, or the stream has ended.
 */
export async function talk(
  connection: Connection,
  says: readonly (AdmissionMessage | Uint8Array)[]
): Promise<readonly AdmissionMessage[]> {
  const stream = await connection.newStream(admissionSpec.id)
  const answers: AdmissionMessage[] = []
  const bytes = says.map((message) =>
    message instanceof Uint8Array ? message : encodeFrames([admissionSpec.encode(message)])
  )
  await new Promise<void>((resolve) => {
    const reader = createFrameReader({
      bytesMax: () => admissionSpec.bytesMax,
      onFrame(frame) {
        answers.push(admissionSpec.decode(frame))
        const next = bytes[answers.length]
        if (next !== undefined && stream.status === 'open') {
          stream.send(next)
        }
        if (answers.length >= bytes.length) {
          resolve()
        }
      },
      onFault: () => resolve()
    })
    stream.addEventListener('message', ({ data }) => reader.push(data))
    stream.addEventListener('close', () => resolve())
    const [first] = bytes
    if (first !== undefined) {
      sendAnyway(stream, first)
    }
    if (stream.status !== 'open') {
      resolve()
    }
  })
  return answers
}

/** Opens a stream of a protocol; never throws for what happens to it later. */
export async function openStream(connection: Connection, protocol: string): Promise<Stream> {
  return await connection.newStream(protocol, { maxOutboundStreams: 10_000 })
}

/** Sends, whatever state the stream is in. */
export function sendAnyway(stream: Stream, bytes: Uint8Array): void {
  try {
    stream.send(bytes)
  } catch {
    // The other side has closed it, as it should.
  }
}
