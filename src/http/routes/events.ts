/**
 * Events as they happen, as server-sent events: one feed for watchers, the page and tests.
 *
 * Keeps: a client that comes back with `Last-Event-ID` hears what it missed, as far as the node
 * remembers, and is told when that was not all. A slow client never holds up the node.
 */
import type { App, RouteContext } from '../context.ts'
import { EVENT_OPERATIONS } from '../contract/events.ts'
import { createFeed } from '../feed.ts'
import { addRoute } from '../route.ts'

export function addEventRoutes(app: App, { node }: RouteContext): void {
  const feed = createFeed(node.events)
  app.addHook('preClose', () => feed.close())
  addRoute(app, EVENT_OPERATIONS.watchEvents, ({ query, headers }, reply) => {
    const { names, since } = query
    const lastId = Number(headers['last-event-id'] ?? since ?? Number.NaN)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no'
    })
    feed.add(raw, {
      names: names?.split(',').filter((name) => name !== ''),
      since: Number.isSafeInteger(lastId) ? lastId : undefined
    })
    return reply
  })
}
