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
  readonly count: Count
  readonly log: Logger
  nowMs(): number
  check(author: PeerId, message: unknown): GossipVerdict
  onGossip(author: PeerId, message: unknown): void
}

export interface Gossip {
  start(): void
  /** Never throws, waits for nothing. */
  publish(message: unknown): void
  /** Forgets the rate of a peer that has left. */
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

export function createGossip(ports: GossipPorts): Gossip {
  const { pubsub, topic, spec, count, log } = ports
  const buckets = new Map<PeerId, TokenBucket>()
  /** What the validator has decoded, for the event that follows with the same object. */
  const decoded = new WeakMap<Message, unknown>()

  const isTooFast = (from: PeerId): boolean => {
    let bucket = buckets.get(from)
    if (bucket === undefined) {
      bucket = createTokenBucket(ports.perSecond, 2 * ports.perSecond)
      buckets.set(from, bucket)
    }
    return !bucket.take(1, ports.nowMs())
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
      ports.onGossip(detail.from.toString(), decoded.get(detail))
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
    disconnected: (peer) => buckets.delete(peer),
    subscriptions: () => ({
      topics: pubsub.getTopics(),
      subscribers: pubsub.getSubscribers(topic).map(String)
    })
  }
}
