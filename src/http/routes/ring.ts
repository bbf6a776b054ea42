/**
 * The rings of groups of the engine twophase.
 */
import { type App, type RouteContext, signalOf } from '../context.ts'
import { RING_OPERATIONS } from '../contract/ring.ts'
import { addRoute } from '../route.ts'

export function addRingRoutes(app: App, { node }: RouteContext): void {
  addRoute(
    app,
    RING_OPERATIONS.showRing,
    ({ params: { group }, query: { key = [], ...rest } }, reply) =>
      node.ring(group).show(key, { ...rest, signal: signalOf(reply) })
  )
  addRoute(app, RING_OPERATIONS.joinRing, ({ params: { group }, body }, reply) =>
    node.ring(group).join({ ...body, signal: signalOf(reply) })
  )
  addRoute(
    app,
    RING_OPERATIONS.leaveRing,
    ({ params: { group }, body: { vehicle, ...rest } }, reply) =>
      node.ring(group).leave(vehicle, { ...rest, signal: signalOf(reply) })
  )
}
