/**
 * Faults on purpose: refused with 403 unless the node was started with them allowed.
 */
import type { App, RouteContext } from '../context.ts'
import { FAULT_OPERATIONS } from '../contract/faults.ts'
import { addRoute } from '../route.ts'

export function addFaultRoutes(app: App, { node }: RouteContext): void {
  addRoute(app, FAULT_OPERATIONS.listFaults, async () => {
    const { vehicle } = await node.status()
    return vehicle.faults
  })
  addRoute(app, FAULT_OPERATIONS.setOffline, ({ body: { offline, protocols } }) =>
    node.setOffline(offline, protocols)
  )
  addRoute(app, FAULT_OPERATIONS.cutLink, ({ body: { peer, cut, protocol } }) =>
    cut ? node.cutLink(peer, protocol) : node.fixLink(peer, protocol)
  )
}
