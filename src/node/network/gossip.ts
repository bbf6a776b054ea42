/**
 * Gossip of the fleet over gossipsub: one topic, every message decoded and checked before it is
 * delivered or passed on.
 *
 * Keeps: the author is who signed; a message that cannot be decoded, breaks a limit or fails the
 * check goes no further than here. Gossip is a hint: nothing waits for it, and it may be lost.
 */
import { type GossipSub, type Message, TopicValidatorResult } from '@libp2p/gossipsub'
import type { PeerId } from '../../core/peer.ts'
import type { Logger } from '../logger.ts'
import type { Count } from './counters.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'
import type { AnySpec } from './wire.ts'

/** accept: deliver and pass on. ignore: neither. reject: neither, and the sender's score falls. */
export type GossipVerdict = 'accept' | 'ignore' | 'reject'

export interface GossipPorts {
  readonly pubsub: GossipSub
  readonly topic: string
  readonly spec: AnySpec
  readonly perSecond: number
  readonly bytesPerSecond: number
  readonly count: Count
  readonly log: Logger
  nowMs(): number
  check(author: PeerId, message: unknown): GossipVerdict
  onGossip(author: PeerId, message: unknown, bytes: number): void
  /** The peer talks so much that it cannot be by mistake. */
  onFlood(peer: PeerId): void
}

export interface Gossip {
  start(): void
  /** Never throws, waits for nothing. */
  publish(message: unknown): void
  /** Takes the measure of bytes of gossip that a peer has sent; returns false when they are too many. */
  mayTake(peer: PeerId, bytes: number): boolean
  /** Forgets the rates of a peer that has left. */
  disconnected(peer: PeerId): void
  /** What this vehicle is subscribed to, and who else is. */
  subscriptions(): GossipSubscriptions
}

export interface GossipSubscriptions {
  /** Topics that this vehicle hears: that of its fleet, while it runs. */
  readonly topics: readonly string[]
  /** Other vehicles that hear the topic of the fleet, as far as they have told. */
  readonly subscribers: readonly PeerId[]
}

export function gossipTopic(fleet: PeerId | undefined): string {
  return `/vguard/${fleet ?? 'open'}/gossip/1`
}

const VERDICTS: Readonly<Record<GossipVerdict, TopicValidatorResult>> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject
}

/** What one peer may still send. */
interface Rates {
  /** Messages that are passed on. */
  readonly messages: TokenBucket
  /** Messages beyond which more is no mistake. */
  readonly flood: TokenBucket
  readonly bytes: TokenBucket
  isFlooding: boolean
}

/** Seconds of a full rate that may come at once. */
const BURST_SECONDS = 2

/** A vehicle that slept reads at once what many seconds brought. */
const BYTES_BURST_SECONDS = 4

/** A peer passes on what many others say at once; so many times the rate is no mistake any more. */
const FLOOD_FACTOR = 4
const FLOOD_BURST_SECONDS = 4

export function createGossip(ports: GossipPorts): Gossip {
  const { pubsub, topic, spec, count, log } = ports
  const rates = new Map<PeerId, Rates>()
  /** What the validator has decoded, for the event that follows with the same object. */
  const decoded = new WeakMap<Message, unknown>()

  const ratesOf = (peer: PeerId): Rates => {
    const known = rates.get(peer)
    if (known !== undefined) {
      return known
    }
    const { perSecond, bytesPerSecond } = ports
    const made: Rates = {
      messages: createTokenBucket(perSecond, BURST_SECONDS * perSecond),
      flood: createTokenBucket(
        FLOOD_FACTOR * perSecond,
        FLOOD_BURST_SECONDS * FLOOD_FACTOR * perSecond
      ),
      bytes: createTokenBucket(bytesPerSecond, BYTES_BURST_SECONDS * bytesPerSecond),
      isFlooding: false
    }
    rates.set(peer, made)
    return made
  }

  /** Tells it once: more of the same may be on its way. */
  const tellFlood = (peer: PeerId, of: Rates): void => {
    if (!of.isFlooding) {
      of.isFlooding = true
      ports.onFlood(peer)
    }
  }

  const isTooFast = (from: PeerId): boolean => {
    const of = ratesOf(from)
    const now = ports.nowMs()
    if (!of.flood.take(1, now)) {
      tellFlood(from, of)
    }
    return !of.messages.take(1, now)
  }

  const refuse = (reason: string, verdict: GossipVerdict): TopicValidatorResult => {
    count('gossipRefused', { reason })
    return VERDICTS[verdict]
  }

  const validate = (from: PeerId, message: Message): TopicValidatorResult => {
    if (isTooFast(from)) {
      return refuse('rate', 'ignore')
    }
    if (message.type !== 'signed') {
      return refuse('unsigned', 'reject')
    }
    if (message.data.length > spec.bytesMax) {
      return refuse('oversize', 'reject')
    }
    let content: unknown
    try {
      content = spec.decode(message.data)
    } catch {
      return refuse('undecodable', 'reject')
    }
    const verdict = ports.check(message.from.toString(), content)
    if (verdict !== 'accept') {
      return refuse('check', verdict)
    }
    decoded.set(message, content)
    return VERDICTS.accept
  }

  const onMessage = ({ detail }: CustomEvent<Message>): void => {
    if (detail.topic !== topic || detail.type !== 'signed' || !decoded.has(detail)) {
      return
    }
    try {
      ports.onGossip(detail.from.toString(), decoded.get(detail), detail.data.length)
      count('gossipReceived', {})
    } catch (error) {
      log.error({ error }, 'a gossip message could not be delivered')
    }
  }

  return {
    start() {
      pubsub.topicValidators.set(topic, (from, message) => validate(from.toString(), message))
      pubsub.addEventListener('message', onMessage)
      pubsub.subscribe(topic)
    },
    publish(message) {
      let bytes: Uint8Array
      try {
        bytes = spec.encode(message)
      } catch (error) {
        count('gossipDropped', { reason: 'unencodable' })
        log.error({ error }, 'gossip of this vehicle cannot be encoded')
        return
      }
      if (bytes.length > spec.bytesMax) {
        count('gossipDropped', { reason: 'oversize' })
        log.error({ bytes: bytes.length }, 'gossip of this vehicle is longer than allowed')
        return
      }
      pubsub.publish(topic, bytes).then(
        ({ recipients }) => {
          count('gossipPublished', {})
          count('gossipRecipients', {}, recipients.length)
        },
        (error: unknown) => {
          count('gossipDropped', { reason: 'failed' })
          log.debug({ error }, 'gossip could not be published')
        }
      )
    },
    mayTake(peer, bytes) {
      const of = ratesOf(peer)
      if (of.bytes.take(bytes, ports.nowMs())) {
        return true
      }
      count('streamsAborted', { protocol: spec.name, reason: 'flood' })
      tellFlood(peer, of)
      return false
    },
    disconnected: (peer) => rates.delete(peer),
    subscriptions: () => ({
      topics: pubsub.getTopics(),
      subscribers: pubsub.getSubscribers(topic).map(String)
    })
  }
}
