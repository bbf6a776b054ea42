/**
 * Admission: the first exchange on every connection, on a short stream of its own.
 *
 *     dialler                       listener
 *        | -- Hello -------------------> |  checks it
 *        | <------------------- Hello -- |
 *        |  checks it                    |
 *        | -- Welcome -----------------> |  admitted
 *        | <----------------- Welcome -- |
 *     admitted
 *
 * Either side says Denied instead, and closes the connection.
 *
 * Keeps: nothing of this project is said to, or taken from, a peer that has not shown a membership
 * that counts; the connection of one that does not within the time-out is closed. Only a peer that
 * was checked may send more than a Hello.
 */
import type { Connection, Stream } from '@libp2p/interface'
import { NO_BYTES } from '../../core/bytes.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { PeerId } from '../../core/peer.ts'
import {
  type AdmissionMessage,
  admissionSpec,
  type DeniedReason,
  HELLO_BYTES_MAX,
  type Hello
} from '../../protocols/admission/index.ts'
import type { FleetCredentials } from '../fleet-files.ts'
import { createFrameReader, encodeFrames } from './frames.ts'

/** Why a connection is not admitted. */
export type RefusalReason =
  | DeniedReason
  /** Nothing, or not enough, was said in time. */
  | 'silent'
  /** What was said is no admission. */
  | 'malformed'
  /** The peer does not know this version of admission. */
  | 'unsupported'
  /** The exchange ended before its end. */
  | 'broken'

export interface Refusal {
  readonly reason: RefusalReason
  /** Who refused. */
  readonly by: 'us' | 'them'
  /** One sentence of ours; never text of the peer. */
  readonly text: string
}

export interface AdmissionPorts {
  readonly credentials: FleetCredentials | undefined
  readonly name: string
  readonly version: string
  readonly timeoutMs: number
  nowMs(): number
  /** System time as it is set now, by which memberships are valid. */
  wallMs(): number
  onAdmitted(connection: Connection, hello: Hello): void
  onRefused(connection: Connection, refusal: Refusal): void
  /** Newer revocations of the fleet were taken over. */
  onRevocations(revocations: Uint8Array): void
}

export interface Admission {
  /** A connection has opened: begins the exchange, or waits for it. */
  opened(connection: Connection): void
  closed(connection: Connection): void
  /** The peer has opened the stream of the exchange. */
  accept(stream: Stream, connection: Connection): void
  /** Resolves to whether the connection is admitted; false also when too many ask. Never rejects. */
  whenAdmitted(connection: Connection): Promise<boolean>
  /** Why a peer that was admitted is so no longer, or undefined while it is. */
  judgeAgain(peer: PeerId): Refusal | undefined
  stop(): void
}

interface Case {
  state: 'waiting' | 'talking' | 'admitted' | 'refused'
  readonly deadline: NodeJS.Timeout
  readonly waiters: ((isAdmitted: boolean) => void)[]
}

const CLOSE_TIMEOUT_MS = 1_000

/** Streams of a connection that may wait for its admission. */
const WAITERS_MAX = 8

export function createAdmission(ports: AdmissionPorts): Admission {
  const { credentials } = ports
  const cases = new Map<string, Case>()

  const settle = (connection: Connection, state: 'admitted' | 'refused'): boolean => {
    const found = cases.get(connection.id)
    if (found === undefined || found.state === 'admitted' || found.state === 'refused') {
      return false
    }
    found.state = state
    clearTimeout(found.deadline)
    return true
  }

  const answerWaiters = (connection: Connection, isAdmitted: boolean): void => {
    for (const answer of cases.get(connection.id)?.waiters.splice(0) ?? []) {
      answer(isAdmitted)
    }
  }

  const refuse = (connection: Connection, refusal: Refusal): void => {
    if (settle(connection, 'refused')) {
      ports.onRefused(connection, refusal)
      answerWaiters(connection, false)
      closeGently(connection)
    }
  }

  const admit = (connection: Connection, hello: Hello): void => {
    if (settle(connection, 'admitted')) {
      ports.onAdmitted(connection, hello)
      answerWaiters(connection, true)
    }
  }

  const ownHello = (): Hello => ({
    type: 'hello',
    version: ports.version,
    fleet: credentials?.fleet,
    membership: credentials?.membership ?? NO_BYTES,
    name: ports.name,
    revocationsVersion: credentials?.book.revocationsVersion ?? 0,
    timeMs: ports.nowMs()
  })

  /** Why a peer that says this is not admitted. */
  const judge = (
    peer: PeerId,
    hello: Hello
  ): { readonly reason: DeniedReason; readonly text: string } | undefined => {
    if (credentials === undefined) {
      return hello.fleet === undefined
        ? undefined
        : { reason: 'open', text: `${peer} belongs to fleet ${hello.fleet}, this vehicle to none` }
    }
    if (hello.fleet === undefined) {
      return { reason: 'open', text: `${peer} belongs to no fleet` }
    }
    if (hello.fleet !== credentials.fleet) {
      const text = `${peer} belongs to fleet ${hello.fleet}, not to ${credentials.fleet}`
      return { reason: 'otherFleet', text }
    }
    const verdict = credentials.book.judge(peer, hello.membership, ports.wallMs())
    return verdict === undefined ? undefined : { reason: verdict.fault, text: verdict.message }
  }

  const newerRevocations = (hello: Hello): Uint8Array => {
    const { revocations, revocationsVersion } = credentials?.book ?? {}
    const isNewer = (revocationsVersion ?? 0) > hello.revocationsVersion
    return isNewer ? (revocations ?? NO_BYTES) : NO_BYTES
  }

  const takeRevocations = (bytes: Uint8Array): void => {
    if (bytes.length > 0 && credentials?.book.revoke(bytes) === true) {
      ports.onRevocations(bytes)
    }
  }

  /** The exchange; both sides expect a Hello and then a Welcome. */
  const talk = (stream: Stream, connection: Connection, isDialler: boolean): void => {
    const peer = connection.remotePeer.toString()
    let hello: Hello | undefined
    const say = (message: AdmissionMessage): void => {
      stream.send(encodeFrames([admissionSpec.encode(message)]))
    }
    const fail = (reason: RefusalReason): void =>
      refuse(connection, { reason, by: 'us', text: `admission of ${peer} ended: ${reason}` })

    const onHello = (message: Hello): void => {
      const denied = judge(peer, message)
      if (denied !== undefined) {
        say({ type: 'denied', ...denied })
        refuse(connection, { ...denied, by: 'us' })
        return
      }
      hello = message
      say(isDialler ? { type: 'welcome', revocations: newerRevocations(message) } : ownHello())
    }
    const onWelcome = (from: Hello, revocations: Uint8Array): void => {
      takeRevocations(revocations)
      if (!isDialler) {
        say({ type: 'welcome', revocations: newerRevocations(from) })
      }
      closeStream(stream)
      // The revocations just taken over may name this very peer.
      const denied = judge(peer, from)
      if (denied === undefined) {
        admit(connection, from)
      } else {
        refuse(connection, { ...denied, by: 'us' })
      }
    }
    const onMessage = (message: AdmissionMessage): void => {
      if (message.type === 'denied') {
        const text = `${peer} does not admit this vehicle: ${message.reason}`
        refuse(connection, { reason: message.reason, by: 'them', text })
      } else if (message.type === 'hello' && hello === undefined) {
        onHello(message)
      } else if (message.type === 'welcome' && hello !== undefined) {
        onWelcome(hello, message.revocations)
      } else {
        fail('malformed')
      }
    }

    const reader = createFrameReader({
      bytesMax: () => (hello === undefined ? HELLO_BYTES_MAX : admissionSpec.bytesMax),
      onFrame(frame) {
        if (cases.get(connection.id)?.state === 'talking') {
          onMessage(admissionSpec.decode(frame))
        }
      },
      onFault: () => fail('malformed')
    })
    stream.addEventListener('message', ({ data }) => {
      // Nothing may throw out of a listener of libp2p.
      try {
        reader.push(data)
      } catch (error) {
        fail(error instanceof InvalidMessageError ? 'malformed' : 'broken')
      }
    })
    stream.addEventListener('close', () => fail('broken'))
    if (isDialler) {
      say(ownHello())
    }
  }

  const begin = async (connection: Connection): Promise<void> => {
    try {
      const signal = AbortSignal.timeout(ports.timeoutMs)
      const stream = await connection.newStream(admissionSpec.id, { signal })
      const found = cases.get(connection.id)
      if (found?.state === 'waiting') {
        found.state = 'talking'
        talk(stream, connection, true)
      } else {
        stream.abort(new Error('too late'))
      }
    } catch (error) {
      const name = error instanceof Error ? error.name : ''
      const reason = name === 'UnsupportedProtocolError' ? 'unsupported' : 'broken'
      const text = `no admission with ${connection.remotePeer.toString()}: ${reason}`
      refuse(connection, { reason, by: 'us', text })
    }
  }

  return {
    opened(connection) {
      const deadline = setTimeout(() => {
        const peer = connection.remotePeer.toString()
        refuse(connection, { reason: 'silent', by: 'us', text: `${peer} did not ask in time` })
      }, ports.timeoutMs)
      cases.set(connection.id, { state: 'waiting', deadline, waiters: [] })
      if (connection.direction === 'outbound') {
        void begin(connection)
      }
    },
    closed(connection) {
      if (settle(connection, 'refused')) {
        const text = `${connection.remotePeer.toString()} closed the connection before admission`
        ports.onRefused(connection, { reason: 'broken', by: 'them', text })
        answerWaiters(connection, false)
      }
      cases.delete(connection.id)
    },
    accept(stream, connection) {
      const found = cases.get(connection.id)
      if (found?.state === 'waiting' && connection.direction === 'inbound') {
        found.state = 'talking'
        talk(stream, connection, false)
      } else {
        stream.abort(new Error('one admission a connection'))
      }
    },
    whenAdmitted(connection) {
      const found = cases.get(connection.id)
      const isOpen = found?.state === 'waiting' || found?.state === 'talking'
      if (isOpen && found.waiters.length < WAITERS_MAX) {
        return new Promise((resolve) => found.waiters.push(resolve))
      }
      return Promise.resolve(found?.state === 'admitted')
    },
    judgeAgain(peer) {
      const { book } = credentials ?? {}
      const membership = book?.membershipOf(peer)
      if (book === undefined) {
        return undefined
      }
      if (membership === undefined) {
        return { reason: 'revoked', by: 'us', text: `the membership of ${peer} is revoked` }
      }
      const verdict = book.judge(peer, membership, ports.wallMs())
      return verdict && { reason: verdict.fault, by: 'us', text: verdict.message }
    },
    stop() {
      for (const { deadline } of cases.values()) {
        clearTimeout(deadline)
      }
    }
  }
}

function closeStream(stream: Stream): void {
  stream.close().catch(() => stream.abort(new Error('close failed')))
}

/** Lets what was said last reach the peer, but not for long. */
function closeGently(connection: Connection): void {
  connection
    .close({ signal: AbortSignal.timeout(CLOSE_TIMEOUT_MS) })
    .catch(() => connection.abort(new Error('not admitted')))
}
