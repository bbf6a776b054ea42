/**
 * The events of the node, as they happen: one stream for the whole page.
 *
 * Keeps: after a break it goes on behind the last event seen; a stream that is silent for longer than the
 * node's heartbeat counts as broken; listeners are called once a frame with all that came.
 */
import { signal } from '@preact/signals'
import type { NodeEvent } from '../../../src/node/events.ts'
import { open, ProblemError } from '../api.ts'
import { token } from '../session.ts'
import { createBatch } from './batch.ts'
import { createSseParser } from './sse.ts'

export type Link = 'connecting' | 'live' | 'disconnected'

/** How the stream is, for the line at the top of the page. */
export const link = signal<Link>('connecting')
export const brokenSinceMs = signal<number | undefined>(undefined)
/** Events that the page or the node could not keep up with. */
export const missed = signal(0)

type Listener = (events: readonly NodeEvent[]) => void

const listeners = new Set<Listener>()
/** The node says something every 15 s. */
const SILENCE_MS_MAX = 40_000
const RETRY_MS_MIN = 500
const RETRY_MS_MAX = 8_000
/** How often a page that nobody sees is brought up to date. */
const HIDDEN_MS = 500

export function onEvents(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const batch = createBatch<NodeEvent>({
  // A hidden page gets no frames.
  schedule: (callback) =>
    void (document.hidden ? setTimeout(callback, HIDDEN_MS) : requestAnimationFrame(callback)),
  flush(events, dropped) {
    missed.value += dropped
    for (const listener of listeners) {
      listener(events)
    }
  }
})

/** Runs until the token is gone, or another. */
export async function runFeed(): Promise<void> {
  const mine = token.value
  let lastId = '0'
  let retryMs = RETRY_MS_MIN
  while (token.value === mine) {
    try {
      for await (const { id, data } of stream(lastId)) {
        retryMs = RETRY_MS_MIN
        lastId = id
        take(JSON.parse(data) as NodeEvent)
      }
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'ERR_NO_TOKEN') {
        return
      }
    }
    link.value = 'disconnected'
    brokenSinceMs.value ??= Date.now()
    await new Promise((resolve) => setTimeout(resolve, retryMs))
    retryMs = Math.min(RETRY_MS_MAX, retryMs * 2)
  }
}

function take(event: NodeEvent): void {
  if (event.name === 'events:lost') {
    missed.value += Number(event.detail['count'] ?? 0)
  } else {
    batch.add([event])
  }
}

async function* stream(lastId: string): AsyncGenerator<{ id: string; data: string }> {
  const abort = new AbortController()
  const headers = { accept: 'text/event-stream', 'last-event-id': lastId }
  let timer = setTimeout(() => abort.abort(), SILENCE_MS_MAX)
  try {
    const response = await open('/v1/events', headers, { signal: abort.signal })
    link.value = 'live'
    brokenSinceMs.value = undefined
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    const parser = createSseParser()
    for (;;) {
      const part = await reader?.read()
      if (part === undefined || part.done) {
        return
      }
      clearTimeout(timer)
      timer = setTimeout(() => abort.abort(), SILENCE_MS_MAX)
      yield* parser.push(decoder.decode(part.value, { stream: true }))
    }
  } finally {
    clearTimeout(timer)
    abort.abort()
  }
}
