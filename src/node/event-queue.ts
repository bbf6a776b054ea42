/**
 * Events that wait to be stepped, first in first out, within bounds.
 *
 * Keeps: what comes from remote peers is dropped first, and counted: one line (peer and protocol) has
 * its own bound in events, and one peer in bytes, so that a noisy peer cannot crowd out the others.
 * Timers, loads and connections are never dropped: there are only as many as the vehicle asked for.
 */
import type { VehicleEvent } from '../vehicle/types.ts'
import { createFairBytes, type Share } from './fair-bytes.ts'

export interface EventQueue {
  /** Returns false when the event was dropped. `bytes`: its length as it came from a peer. */
  push(event: VehicleEvent, bytes?: number): boolean
  shift(): VehicleEvent | undefined
  clear(): void
  readonly length: number
  /** Remote messages dropped since the start. */
  readonly dropped: number
}

export interface EventQueueLimits {
  /** Events of all kinds above which no remote event is taken. */
  readonly eventsMax: number
  /** Bytes of remote events. */
  readonly bytesMax: number
  /** Messages of one peer that may wait for this protocol. */
  lineMax(protocol: string): number
}

/** What waits of one peer, or of all gossip; there while anything does. */
interface Sender {
  readonly share: Share
  events: number
}

interface Remote {
  readonly line: string
  readonly sender: string
  readonly protocol: string
}

interface Waiting {
  readonly event: VehicleEvent
  readonly remote: Remote | undefined
  readonly bytes: number
}

/** Peers among whom the room for short messages is divided. */
const PEERS = 256

/** Space of taken events is given back once this many have gathered. */
const TAKEN_MAX = 1024

export function createEventQueue(limits: EventQueueLimits): EventQueue {
  const { eventsMax, bytesMax, lineMax } = limits
  const lines = new Map<string, number>()
  const budget = createFairBytes(bytesMax, PEERS)
  const senders = new Map<string, Sender>()
  let events: Waiting[] = []
  let taken = 0
  let dropped = 0

  const senderOf = (name: string): Sender =>
    senders.get(name) ?? { share: budget.share(), events: 0 }

  const take = (remote: Remote, bytes: number): boolean => {
    const sender = senderOf(remote.sender)
    const waiting = lines.get(remote.line) ?? 0
    if (
      events.length - taken >= eventsMax ||
      waiting >= lineMax(remote.protocol) ||
      !sender.share.hasRoom(bytes)
    ) {
      return false
    }
    lines.set(remote.line, waiting + 1)
    sender.events += 1
    sender.share.add(bytes)
    senders.set(remote.sender, sender)
    return true
  }

  const forget = ({ line, sender: name }: Remote, bytes: number): void => {
    const waiting = (lines.get(line) ?? 1) - 1
    if (waiting > 0) {
      lines.set(line, waiting)
    } else {
      lines.delete(line)
    }
    const sender = senderOf(name)
    sender.share.remove(bytes)
    sender.events -= 1
    if (sender.events === 0) {
      senders.delete(name)
    }
  }

  const shift = (): VehicleEvent | undefined => {
    const next = events[taken]
    if (next === undefined) {
      return undefined
    }
    taken++
    if (taken === events.length) {
      events = []
      taken = 0
    } else if (taken >= TAKEN_MAX) {
      events = events.slice(taken)
      taken = 0
    }
    if (next.remote !== undefined) {
      forget(next.remote, next.bytes)
    }
    return next.event
  }

  return {
    push(event, bytes = 0) {
      const remote = remoteOf(event)
      if (remote !== undefined && !take(remote, bytes)) {
        dropped++
        return false
      }
      events.push({ event, remote, bytes })
      return true
    },
    shift,
    clear() {
      while (shift() !== undefined) {
        // What waited gives its room back.
      }
    },
    get length() {
      return events.length - taken
    },
    get dropped() {
      return dropped
    }
  }
}

/** Whose room a remote event takes. */
function remoteOf(event: VehicleEvent): Remote | undefined {
  if (event.type === 'message') {
    const { from, protocol } = event
    return { line: `${from} ${protocol}`, sender: from, protocol }
  }
  // The author of gossip is not who has passed it on, and there is no end of authors.
  return event.type === 'gossip'
    ? { line: `${event.from} gossip`, sender: 'gossip', protocol: 'gossip' }
    : undefined
}
