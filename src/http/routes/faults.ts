/**
 * Faults on purpose: refused with 403 unless the node was started with them allowed.
 */
import type { App, RouteContext } from '../context.ts'
import { FaultsBody, LinkBody, OfflineBody } from '../schemas.ts'

export function addFaultRoutes(app: App, { node }: RouteContext): void {
  app.get('/v1/faults', { schema: { response: { 200: FaultsBody } } }, async () => {
    const { vehicle } = await node.status()
    return vehicle.faults
  })
  app.post(
    '/v1/faults/offline',
    { schema: { body: OfflineBody, response: { 200: FaultsBody } } },
    ({ body: { offline, protocols } }) => node.setOffline(offline, protocols)
  )
  app.post(
    '/v1/faults/links',
    { schema: { body: LinkBody, response: { 200: FaultsBody } } },
    ({ body: { peer, cut, protocol } }) =>
      cut ? node.cutLink(peer, protocol) : node.fixLink(peer, protocol)
  )
}
