/**
 * Faults on purpose: refused with 403 unless the node was started with them allowed.
 */
import { RefusedError } from '../../node/errors.ts'
import { NOT_ALLOWED } from '../../vehicle/faults.ts'
import type { App, RouteContext } from '../context.ts'
import { FAULT_OPERATIONS } from '../contract/faults.ts'
import { addRoute } from '../route.ts'

export function addFaultRoutes(app: App, { node, onCrash }: RouteContext): void {
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
  addRoute(app, FAULT_OPERATIONS.crash, (_, reply) => {
    if (onCrash === undefined) {
      throw new RefusedError(NOT_ALLOWED.message, NOT_ALLOWED)
    }
    // The client hears that it will be so; nothing else is waited for.
    reply.raw.once('close', onCrash)
    return { crashing: true }
  })
}
