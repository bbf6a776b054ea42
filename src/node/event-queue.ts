/**
 * Events that wait to be stepped, first in first out, within bounds.
 *
 * Keeps: what comes from remote peers is dropped first, and counted: one line (peer and protocol) has
 * its own bound, so that a noisy peer cannot crowd out the others. Timers, loads and connections are
 * never dropped: there are only as many as the vehicle asked for.
 */
import type { VehicleEvent } from '../vehicle/types.ts'

export interface EventQueue {
  /** Returns false when the event was dropped. */
  push(event: VehicleEvent): boolean
  shift(): VehicleEvent | undefined
  clear(): void
  readonly length: number
  /** Remote messages dropped since the start. */
  readonly dropped: number
}

export interface EventQueueLimits {
  /** Events of all kinds above which no remote event is taken. */
  readonly eventsMax: number
  /** Messages of one peer that may wait for this protocol. */
  lineMax(protocol: string): number
}

/** Space of taken events is given back once this many have gathered. */
const TAKEN_MAX = 1024

export function createEventQueue({ eventsMax, lineMax }: EventQueueLimits): EventQueue {
  const lines = new Map<string, number>()
  let events: VehicleEvent[] = []
  let taken = 0
  let dropped = 0

  const hasRoom = (event: VehicleEvent, line: string | undefined): boolean => {
    if (line === undefined) {
      return true
    }
    const waiting = lines.get(line) ?? 0
    const protocol = event.type === 'message' ? event.protocol : 'gossip'
    return events.length - taken < eventsMax && waiting < lineMax(protocol)
  }

  return {
    push(event) {
      const line = lineOf(event)
      if (!hasRoom(event, line)) {
        dropped++
        return false
      }
      if (line !== undefined) {
        lines.set(line, (lines.get(line) ?? 0) + 1)
      }
      events.push(event)
      return true
    },
    shift() {
      const event = events[taken]
      if (event === undefined) {
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
      forget(lines, lineOf(event))
      return event
    },
    clear() {
      events = []
      taken = 0
      lines.clear()
    },
    get length() {
      return events.length - taken
    },
    get dropped() {
      return dropped
    }
  }
}

function lineOf(event: VehicleEvent): string | undefined {
  if (event.type === 'message') {
    return `${event.from} ${event.protocol}`
  }
  return event.type === 'gossip' ? `${event.from} gossip` : undefined
}

function forget(lines: Map<string, number>, line: string | undefined): void {
  if (line === undefined) {
    return
  }
  const waiting = (lines.get(line) ?? 1) - 1
  if (waiting > 0) {
    lines.set(line, waiting)
  } else {
    lines.delete(line)
  }
}
