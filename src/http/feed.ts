/**
 * One feed of events for everybody who listens over HTTP.
 *
 * Keeps: what has happened is encoded once, however many listen; a listener is no more than the id of
 * the last event it was handed, so a slow one costs nothing and is told when it has missed some; with
 * many of them events gather a little, so that listening does not hold up the vehicle.
 */
import type { ServerResponse } from 'node:http'
import { lostEvent, type NodeEvent, type NodeEvents, namesMatcher } from '../node/events.ts'

export interface Feed {
  /** Sends events to a response whose head was sent, until it or the feed ends. */
  add(raw: ServerResponse, options: FeedOptions): void
  /** Ends all responses. */
  close(): void
}

export interface FeedOptions {
  /** Names, or beginnings such as `read:*`; all events when not given. */
  readonly names: readonly string[] | undefined
  /** Begin behind the event with this id, 0 for all that is remembered; without it, with the next. */
  readonly since: number | undefined
}

interface Listener {
  readonly raw: ServerResponse
  readonly filter: string
  readonly isWanted: (name: string) => boolean
  /** Id of the last event that it was handed, or that it did not want. */
  lastId: number
  /** It takes no more for now. */
  isFull: boolean
}

/** What one listener is handed, and all others that stand where it does. */
interface Portion {
  readonly bytes: Buffer
  readonly lastId: number
}

/** Proxies close what is silent for longer; a client can tell that the node is alive. */
const HEARTBEAT_MS = 15_000
/** Listeners up to which an event is sent at once. */
const FEW = 16
/** With more of them events gather for this long each, up to a limit. */
const GATHER_MS_EACH = 0.4
const GATHER_MS_MAX = 500

export function createFeed(events: NodeEvents): Feed {
  const listeners = new Set<Listener>()
  const frames = new WeakMap<NodeEvent, string>()
  /** Ends the run of the feed, which lasts while somebody listens. */
  let end: AbortController | undefined
  let isPlanned = false

  const frameOf = (event: NodeEvent): string => {
    const known = frames.get(event)
    if (known !== undefined) {
      return known
    }
    const frame = frameText(event)
    frames.set(event, frame)
    return frame
  }

  const portionFor = ({ lastId, isWanted }: Listener): Portion => {
    const missed = events.recent(lastId)
    const [first] = missed
    const wanted = missed.filter(({ name }) => isWanted(name)).map(frameOf)
    const lost = first === undefined ? 0 : first.id - lastId - 1
    const gap = first !== undefined && lost > 0 ? [frameText(lostEvent(first, lost))] : []
    const bytes = Buffer.from([...gap, ...wanted].join(''))
    return { bytes, lastId: missed.at(-1)?.id ?? lastId }
  }

  /** Behind 0 is all that is remembered; a greater id than the last is of a life of the node before. */
  const beginAt = (since: number): number => {
    const [first] = since <= 0 ? events.recent() : []
    return Math.min(first === undefined ? Math.max(0, since) : first.id - 1, events.lastId)
  }

  const flush = (): void => {
    isPlanned = false
    const portions = new Map<string, Portion>()
    for (const listener of listeners) {
      if (listener.isFull) {
        continue
      }
      const place = `${listener.lastId} ${listener.filter}`
      const portion = portions.get(place) ?? portionFor(listener)
      portions.set(place, portion)
      hand(listener, portion)
    }
  }

  const hand = (listener: Listener, { bytes, lastId }: Portion): void => {
    listener.lastId = lastId
    if (bytes.length > 0 && !listener.raw.write(bytes)) {
      listener.isFull = true
      listener.raw.once('drain', () => {
        listener.isFull = false
        plan()
      })
    }
  }

  const plan = (): void => {
    if (isPlanned || listeners.size === 0) {
      return
    }
    isPlanned = true
    if (listeners.size <= FEW) {
      setImmediate(flush)
    } else {
      setTimeout(flush, Math.min(GATHER_MS_MAX, GATHER_MS_EACH * listeners.size)).unref()
    }
  }

  const beat = (): void => {
    for (const { raw, isFull } of listeners) {
      if (!isFull) {
        raw.write(': alive\n\n')
      }
    }
  }

  const close = (): void => {
    end?.abort()
    for (const { raw } of listeners) {
      raw.end()
    }
    listeners.clear()
  }

  const run = async (): Promise<void> => {
    const own = new AbortController()
    end = own
    const timer = setInterval(beat, HEARTBEAT_MS).unref()
    for await (const _ of events.watch({ signal: own.signal })) {
      plan()
    }
    clearInterval(timer)
    if (!own.signal.aborted) {
      close() // The node has ended.
    }
  }

  return {
    add(raw, { names, since }) {
      const listener: Listener = {
        raw,
        filter: names === undefined ? '' : JSON.stringify(names),
        isWanted: names === undefined ? () => true : namesMatcher(names),
        lastId: beginAt(since ?? events.lastId),
        isFull: false
      }
      listeners.add(listener)
      raw.once('close', () => {
        listeners.delete(listener)
        if (listeners.size === 0) {
          end?.abort()
        }
      })
      if (listeners.size === 1) {
        void run()
      }
      raw.write(': connected\n\n')
      plan()
    },
    close
  }
}

function frameText(event: NodeEvent): string {
  return `id: ${event.id}\nevent: ${event.name}\ndata: ${JSON.stringify(event)}\n\n`
}
