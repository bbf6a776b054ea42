/**
 * Is it alive, is it ready, what does it measure: for supervisors and Prometheus. `/livez`, `/readyz`,
 * `/version` and the document of the API need no token and tell nothing of the vehicle but that.
 */
import type { VGuardNode } from '../../node/api.ts'
import { recordParts } from '../../node/backup/archive.ts'
import { VERSION } from '../../node/version.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import { NODE_OPERATIONS } from '../contract/node.ts'
import type { GivenLineOf } from '../contract/operation.ts'
import { sendValues } from '../lines.ts'
import { openApi } from '../openapi.ts'
import { addRoute } from '../route.ts'

export function addHealthRoutes(app: App, { node, config, onStop }: RouteContext): void {
  addRoute(app, NODE_OPERATIONS.livez, () => 'ok\n')
  addRoute(app, NODE_OPERATIONS.version, () => ({ version: VERSION }))
  let document: ReturnType<typeof openApi> | undefined
  addRoute(app, NODE_OPERATIONS.openapi, () => {
    document ??= openApi()
    return document
  })
  addRoute(app, NODE_OPERATIONS.readyz, async (_, reply) => {
    const { health, problems } = await node.status()
    const isReady = health === 'ok' || health === 'degraded'
    void reply.status(isReady ? 200 : NODE_OPERATIONS.readyz.also)
    return { isReady, health, problems }
  })
  addRoute(app, NODE_OPERATIONS.metrics, () => node.metrics())
  addRoute(app, NODE_OPERATIONS.status, () => node.status())
  addRoute(app, NODE_OPERATIONS.config, () => config)
  addRoute(app, NODE_OPERATIONS.peers, () => ({ peers: node.peers() }))
  addRoute(app, NODE_OPERATIONS.copyStore, (_, reply) =>
    sendValues(NODE_OPERATIONS.copyStore, reply, copyLines(node, signalOf(reply)))
  )
  addRoute(app, NODE_OPERATIONS.reloadFleet, async () => ({
    isNewer: await node.reloadRevocations()
  }))
  addRoute(app, NODE_OPERATIONS.stop, (_, reply) => {
    // Also when the client is gone before it was answered.
    reply.raw.once('close', onStop)
    return { stopping: true }
  })
}

async function* copyLines(
  node: VGuardNode,
  signal: AbortSignal
): AsyncGenerator<GivenLineOf<typeof NODE_OPERATIONS.copyStore>> {
  let records = 0
  for await (const part of recordParts(node.copyStore({ signal }))) {
    records += part.records.length
    yield { type: 'records', records: part.records.map(([key, stored]) => [key, stored]) }
  }
  yield { type: 'end', records }
}
