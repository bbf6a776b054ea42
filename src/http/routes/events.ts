/**
 * Events as they happen, as server-sent events: one feed for watchers, the page and tests.
 *
 * Keeps: a client that comes back with `Last-Event-ID` hears what it missed, as far as the node
 * remembers, and is told when that was not all. A slow client never holds up the node.
 */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { NodeEvent } from '../../node/events.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import { EVENT_OPERATIONS } from '../contract/events.ts'
import { addRoute } from '../route.ts'

/** Proxies close what is silent for longer; a client can tell that the node is alive. */
const HEARTBEAT_MS = 15_000

export function addEventRoutes(app: App, { node }: RouteContext): void {
  addRoute(app, EVENT_OPERATIONS.watchEvents, async ({ query, headers }, reply) => {
    const { names, since } = query
    const lastId = Number(headers['last-event-id'] ?? since ?? Number.NaN)
    const signal = signalOf(reply)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no'
    })
    raw.write(': connected\n\n')
    const heartbeat = setInterval(() => raw.write(': alive\n\n'), HEARTBEAT_MS)
    try {
      const options = {
        names: names?.split(',').filter((name) => name !== ''),
        since: Number.isSafeInteger(lastId) ? lastId : undefined,
        signal
      }
      for await (const event of node.events.watch(options)) {
        await write(raw, event, signal)
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error
      }
    } finally {
      clearInterval(heartbeat)
      raw.end()
    }
    return reply
  })
}

async function write(raw: ServerResponse, event: NodeEvent, signal: AbortSignal): Promise<void> {
  const { id, name } = event
  if (!raw.write(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(event)}\n\n`)) {
    await once(raw, 'drain', { signal })
  }
}
