/**
 * Messages to streams and streams to messages, for every protocol by its spec.
 *
 * Keeps: only admitted peers are heard and spoken to; what waits, what arrives a second and how
 * many streams a peer may have are all bounded; what a peer does wrong is counted and never throws.
 */
import type { Stream } from '@libp2p/interface'
import { InvalidMessageError } from '../../core/errors.ts'
import type { PeerId } from '../../core/peer.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import { createFairBytes, type Share } from '../fair-bytes.ts'
import type { Logger } from '../logger.ts'
import type { Count, Labels } from './counters.ts'
import { createEncoder } from './encoder.ts'
import type { NetworkSettings } from './options.ts'
import { createReceiver, type Receiver } from './receiver.ts'
import { createSender, type Sender } from './sender.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** A spec without its types, as it stands in a list of many. */
export type AnySpec = ProtocolSpec<string, unknown>

/** Streams of one protocol that a peer may have open to us: one, and old ones that still close. */
const RECEIVERS_MAX = 4

/** Bytes that wait to be sent to all peers together. */
const WAITING_BYTES_MAX = 128 * 1024 * 1024

/** What a peer did, for its strikes; `flood` is worth a ban at once. */
export type Misbehaviour =
  | 'oversize'
  | 'malformed'
  | 'halfFrame'
  | 'tooManyStreams'
  | 'undecodable'
  | 'unexpected'
  | 'flood'

export interface WirePorts {
  readonly self: PeerId
  readonly specs: readonly AnySpec[]
  readonly settings: NetworkSettings
  readonly count: Count
  readonly log: Logger
  nowMs(): number
  openStream(peer: PeerId, protocolId: string, signal: AbortSignal): Promise<Stream>
  /** Returns false when too many messages of the peer wait. */
  onMessage(from: PeerId, protocol: string, message: unknown, bytes: number): boolean
  onMisbehaved(peer: PeerId, protocol: string, what: Misbehaviour): void
}

export interface Wire {
  /** Never throws. A message to this vehicle itself arrives in a later microtask. */
  send(to: PeerId, protocol: string, message: unknown): void
  /** Takes a stream that an admitted peer has opened. */
  accept(peer: PeerId, protocol: string, stream: Stream): void
  connected(peer: PeerId): void
  disconnected(peer: PeerId): void
  /** To be called every second or so. */
  sweep(): void
}

interface Line {
  readonly senders: Map<string, Sender>
  readonly waiting: Share
  readonly receivers: Map<string, Set<Receiver>>
  readonly messages: TokenBucket
  readonly bytes: TokenBucket
  /** Messages refused because there were too many a second. */
  excess: number
}

/** Labels are made once: these are counted a million times. */
interface Kind {
  readonly spec: AnySpec
  readonly labels: Labels
}

/** Seconds of a full rate that may come at once. */
const BURST_SECONDS = 2

export function createWire(ports: WirePorts): Wire {
  const { settings, count, log, self } = ports
  const kinds = new Map<string, Kind>(
    ports.specs.map((spec) => [spec.name, { spec, labels: { protocol: spec.name } }])
  )
  const lines = new Map<PeerId, Line>()
  const budget = createFairBytes(WAITING_BYTES_MAX, settings.peersMax)
  const encodeOnce = createEncoder()

  const dropped = (protocol: string, reason: string, messages = 1): void =>
    count('messagesDropped', { protocol, reason }, messages)

  const refused = (protocol: string, reason: string): void =>
    count('messagesRefused', { protocol, reason })

  const encode = ({ spec }: Kind, message: unknown): Uint8Array | undefined => {
    try {
      const bytes = encodeOnce(spec, message)
      if (bytes.length <= spec.bytesMax) {
        return bytes
      }
      const fields = { protocol: spec.name, bytes: bytes.length, bytesMax: spec.bytesMax }
      log.error(fields, 'a message of this vehicle is longer than its protocol allows')
      dropped(spec.name, 'oversize')
    } catch (error) {
      log.error({ protocol: spec.name, error }, 'a message of this vehicle cannot be encoded')
      dropped(spec.name, 'unencodable')
    }
    return undefined
  }

  const deliver = (from: PeerId, { spec, labels }: Kind, frame: Uint8Array): boolean => {
    let message: unknown
    try {
      message = spec.decode(frame)
    } catch (error) {
      refused(spec.name, 'undecodable')
      if (!(error instanceof InvalidMessageError)) {
        log.error({ protocol: spec.name, error }, 'a decoder failed otherwise than it may')
      }
      ports.onMisbehaved(from, spec.name, 'undecodable')
      return true
    }
    if (!ports.onMessage(from, spec.name, message, frame.length)) {
      refused(spec.name, 'overflow')
      return false
    }
    count('messagesReceived', labels)
    return true
  }

  /** A frame of a peer: measured against its rate, decoded, delivered. */
  const onFrame = (from: PeerId, line: Line, kind: Kind, frame: Uint8Array): boolean => {
    const now = ports.nowMs()
    if (line.messages.take(1, now) && line.bytes.take(frame.length, now)) {
      return deliver(from, kind, frame)
    }
    refused(kind.spec.name, 'rate')
    line.excess += 1
    if (line.excess === settings.messagesPerSecond) {
      ports.onMisbehaved(from, kind.spec.name, 'flood')
    }
    return true
  }

  const senderOf = (to: PeerId, line: Line, { spec, labels }: Kind): Sender => {
    const { name } = spec
    const known = line.senders.get(name)
    if (known !== undefined) {
      return known
    }
    const sender = createSender({
      bytesMax: spec.outboundBytesMax,
      share: line.waiting,
      drainTimeoutMs: settings.drainTimeoutMs,
      nowMs: ports.nowMs,
      open: (signal) => ports.openStream(to, spec.id, signal),
      onSent(messages, bytes) {
        count('messagesSent', labels, messages)
        count('bytesSent', labels, bytes)
      },
      onDropped: (reason, messages) => dropped(name, reason, messages),
      onOpened: () => count('streamsOpened', labels),
      onOpenFailed(error) {
        const reason = error instanceof Error ? error.name : 'unknown'
        count('streamsFailed', { protocol: name, reason })
        log.debug({ peer: to, protocol: name, reason }, 'a stream could not be opened')
      },
      onAborted(reason) {
        count('streamsAborted', { protocol: name, reason })
        if (reason === 'unexpected') {
          ports.onMisbehaved(to, name, reason)
        }
      }
    })
    line.senders.set(name, sender)
    return sender
  }

  const receive = (from: PeerId, line: Line, kind: Kind, stream: Stream): void => {
    const { spec, labels } = kind
    const receivers = line.receivers.get(spec.name) ?? new Set<Receiver>()
    line.receivers.set(spec.name, receivers)
    if (receivers.size >= RECEIVERS_MAX) {
      count('streamsAborted', { protocol: spec.name, reason: 'tooManyStreams' })
      stream.abort(new Error('too many streams of one protocol'))
      ports.onMisbehaved(from, spec.name, 'tooManyStreams')
      return
    }
    // It may have ended while it waited, and then ends before it is there.
    let receiver: Receiver | undefined
    receiver = createReceiver(stream, {
      bytesMax: spec.bytesMax,
      frameTimeoutMs: settings.frameTimeoutMs,
      nowMs: ports.nowMs,
      onBytes: (bytes) => count('bytesReceived', labels, bytes),
      onFrame: (frame) => onFrame(from, line, kind, frame),
      onAborted(reason) {
        count('streamsAborted', { protocol: spec.name, reason })
        if (reason !== 'overflow' && reason !== 'closed') {
          ports.onMisbehaved(from, spec.name, reason)
        }
      },
      onEnded() {
        if (receiver !== undefined) {
          receivers.delete(receiver)
        }
      }
    })
    if (stream.status === 'open') {
      receivers.add(receiver)
    }
  }

  return {
    send(to, protocol, message) {
      const kind = kinds.get(protocol)
      const line = lines.get(to)
      if (kind === undefined) {
        log.error({ protocol }, 'a message of this vehicle names no known protocol')
        dropped(protocol, 'unknown')
      } else if (line === undefined && to !== self) {
        dropped(protocol, 'notConnected')
      } else {
        const bytes = encode(kind, message)
        if (bytes === undefined) {
          return
        }
        if (line !== undefined) {
          senderOf(to, line, kind).send(bytes)
        } else {
          queueMicrotask(() => deliver(self, kind, bytes))
        }
      }
    },
    accept(peer, protocol, stream) {
      const kind = kinds.get(protocol)
      const line = lines.get(peer)
      if (kind === undefined || line === undefined) {
        stream.abort(new Error('not admitted'))
      } else {
        receive(peer, line, kind, stream)
      }
    },
    connected(peer) {
      lines.set(peer, {
        senders: new Map(),
        waiting: budget.share(),
        receivers: new Map(),
        messages: createTokenBucket(
          settings.messagesPerSecond,
          BURST_SECONDS * settings.messagesPerSecond
        ),
        bytes: createTokenBucket(settings.bytesPerSecond, BURST_SECONDS * settings.bytesPerSecond),
        excess: 0
      })
    },
    disconnected(peer) {
      const line = lines.get(peer)
      lines.delete(peer)
      for (const sender of line?.senders.values() ?? []) {
        sender.close()
      }
      for (const receivers of line?.receivers.values() ?? []) {
        for (const receiver of [...receivers]) {
          receiver.abort('closed')
        }
      }
    },
    sweep() {
      for (const { senders, receivers } of lines.values()) {
        for (const sender of senders.values()) {
          sender.sweep()
        }
        for (const of of receivers.values()) {
          for (const receiver of [...of]) {
            receiver.sweep()
          }
        }
      }
    }
  }
}
