/**
 * The rings of groups of the engine twophase.
 */
import { type App, type RouteContext, signalOf } from '../context.ts'
import { GroupParams } from '../kv-schemas.ts'
import {
  RingBody,
  RingChangedBody,
  RingJoinBody,
  RingLeaveBody,
  RingQuery
} from '../ring-schemas.ts'

export function addRingRoutes(app: App, { node }: RouteContext): void {
  const params = GroupParams
  app.get(
    '/v1/ring/:group',
    { schema: { params, querystring: RingQuery, response: { 200: RingBody } } },
    ({ params: { group }, query: { key = [], ...rest } }, reply) =>
      node.ring(group).show(key, { ...rest, signal: signalOf(reply) })
  )
  app.post(
    '/v1/ring/:group/join',
    { schema: { params, body: RingJoinBody, response: { 200: RingChangedBody } } },
    ({ params: { group }, body }, reply) =>
      node.ring(group).join({ ...body, signal: signalOf(reply) })
  )
  app.post(
    '/v1/ring/:group/leave',
    { schema: { params, body: RingLeaveBody, response: { 200: RingChangedBody } } },
    ({ params: { group }, body: { vehicle, ...rest } }, reply) =>
      node.ring(group).leave(vehicle, { ...rest, signal: signalOf(reply) })
  )
}
