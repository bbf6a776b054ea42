/**
 * What happens in the node, for whoever wants to know: the facts of the machines, numbered, with a
 * short memory so that a listener who was away for a moment misses nothing.
 *
 * Keeps: a slow listener never holds up the vehicle: it has a bounded buffer, loses the oldest events
 * first, and is told how many.
 */
import type { Fact, NowMs } from '../core/machine.ts'
import type { NodeEventMap, NodeEventName } from './event-map.ts'

export interface NodeEvent<D = Readonly<Record<string, unknown>>> {
  /** From 1, without gaps, for the life of this node. */
  readonly id: number
  /** `<subject>:<what happened>`, such as `read:redirected`. */
  readonly name: string
  readonly timeMs: NowMs
  readonly detail: D
}

export interface WatchOptions {
  /** Names, or beginnings such as `read:*`; all events when not given. */
  readonly names?: readonly string[] | undefined
  /** Begin behind the event with this id, as far as it is remembered; without it, with the next. */
  readonly since?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export interface NodeEvents {
  /** Calls `listener` for events of this name, or with this beginning (`read:*`). Returns what ends it. */
  on<N extends NodeEventName>(
    name: N,
    listener: (event: NodeEvent<NodeEventMap[N]>) => void
  ): () => void
  on(name: string, listener: (event: NodeEvent) => void): () => void
  /** Events as they happen; ends with the signal or with the node. */
  watch(options?: WatchOptions): AsyncGenerator<NodeEvent, void>
  /** Events remembered behind this id, oldest first. */
  recent(since?: number): readonly NodeEvent[]
  /** Id of the last event; 0 before the first. */
  readonly lastId: number
}

export interface EventBook extends NodeEvents {
  tell(fact: Fact, nowMs: NowMs): void
  /** Ends all watches. */
  close(): void
}

/** Events remembered for those who come back. */
const REMEMBERED_MAX = 1000
/** Events that may wait for one watcher. */
const WAITING_MAX = 1000

interface Watcher {
  readonly isWanted: (name: string) => boolean
  readonly waiting: NodeEvent[]
  lost: number
  wake: () => void
}

export function createEventBook(onListenerError: (error: unknown) => void): EventBook {
  const remembered: NodeEvent[] = []
  const listeners = new Set<{ matches: (name: string) => boolean; call: (e: NodeEvent) => void }>()
  const watchers = new Set<Watcher>()
  let lastId = 0
  let isClosed = false

  const hand = (watcher: Watcher, event: NodeEvent): void => {
    if (!watcher.isWanted(event.name)) {
      return
    }
    watcher.waiting.push(event)
    if (watcher.waiting.length > WAITING_MAX) {
      watcher.waiting.shift()
      watcher.lost++
    }
    watcher.wake()
  }

  /** Ids have no gaps, so an id is a place. */
  const recent = (since = 0): readonly NodeEvent[] =>
    remembered.slice(Math.max(0, since + 1 - (remembered[0]?.id ?? 1)))

  return {
    tell({ name, detail }, timeMs) {
      lastId++
      const event: NodeEvent = { id: lastId, name, timeMs, detail }
      remembered.push(event)
      if (remembered.length > REMEMBERED_MAX) {
        remembered.shift()
      }
      for (const { matches, call } of listeners) {
        if (matches(name)) {
          try {
            call(event)
          } catch (error) {
            onListenerError(error)
          }
        }
      }
      for (const watcher of watchers) {
        hand(watcher, event)
      }
    },
    on(name: string, call: (event: NodeEvent<never>) => void) {
      // The map says which detail belongs to which name; facts come as plain values.
      const listener = { matches: namesMatcher([name]), call: call as (event: NodeEvent) => void }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async *watch({ names, since, signal } = {}) {
      const watcher: Watcher = {
        isWanted: names === undefined ? () => true : namesMatcher(names),
        waiting: [],
        lost: 0,
        wake: () => undefined
      }
      for (const event of since === undefined ? [] : recent(since)) {
        hand(watcher, event)
      }
      watchers.add(watcher)
      const onAbort = (): void => watcher.wake()
      signal?.addEventListener('abort', onAbort)
      try {
        while (!isClosed && signal?.aborted !== true) {
          if (watcher.lost > 0) {
            const { lost } = watcher
            watcher.lost = 0
            yield lostEvent(watcher.waiting[0], lost)
          }
          const event = watcher.waiting.shift()
          if (event !== undefined) {
            yield event
            continue
          }
          await new Promise<void>((resolve) => {
            watcher.wake = resolve
            if (signal?.aborted === true || isClosed) {
              resolve()
            }
          })
        }
      } finally {
        signal?.removeEventListener('abort', onAbort)
        watchers.delete(watcher)
      }
    },
    recent,
    get lastId() {
      return lastId
    },
    close() {
      isClosed = true
      for (const watcher of watchers) {
        watcher.wake()
      }
      listeners.clear()
    }
  }
}

/** Stands where `count` events are missing, with the number and the time of the first one behind them. */
export function lostEvent(next: NodeEvent | undefined, count: number): NodeEvent {
  const { id = 1, timeMs = 0 } = next ?? {}
  return { id: id - 1, name: 'events:lost', timeMs, detail: { count } }
}

/** Tells names that are listed, or begin as one that is listed with a star: `read:*`. */
export function namesMatcher(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.endsWith('*')))
  const beginnings = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))
  return (name) => exact.has(name) || beginnings.some((beginning) => name.startsWith(beginning))
}
