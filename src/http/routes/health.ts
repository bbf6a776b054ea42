/**
 * Is it alive, is it ready, what does it measure: for supervisors and Prometheus. `/livez`, `/readyz`
 * and `/version` need no token and tell nothing but that.
 */
import { Type } from 'typebox'
import { VERSION } from '../../node/version.ts'
import type { App, RouteContext } from '../context.ts'
import { AnyBody } from '../schemas.ts'

export function addHealthRoutes(app: App, { node, config, onStop }: RouteContext): void {
  const open = { config: { needsToken: false } }
  app.get(
    '/livez',
    { ...open, schema: { response: { 200: Type.String() } } },
    (_request, reply) => {
      void reply.type('text/plain')
      return 'ok\n'
    }
  )
  app.get('/version', { ...open, schema: { response: { 200: AnyBody } } }, () => ({
    version: VERSION
  }))
  const ready = { response: { 200: AnyBody, 503: AnyBody } }
  app.get('/readyz', { ...open, schema: ready }, async (_, reply) => {
    const { health, problems } = await node.status()
    const isReady = health === 'ok' || health === 'degraded'
    return reply.status(isReady ? 200 : 503).send({ isReady, health, problems })
  })
  app.get('/metrics', { schema: { response: { 200: Type.String() } } }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4').send(await node.metrics())
  )
  app.get('/v1/status', { schema: { response: { 200: AnyBody } } }, () => node.status())
  app.get('/v1/config', { schema: { response: { 200: AnyBody } } }, () => config)
  app.get('/v1/peers', { schema: { response: { 200: AnyBody } } }, () => ({ peers: node.peers() }))
  app.post('/v1/fleet/reload', { schema: { response: { 200: AnyBody } } }, async () => ({
    isNewer: await node.reloadRevocations()
  }))
  app.post('/v1/stop', { schema: { response: { 202: AnyBody } } }, async (_request, reply) => {
    await reply.status(202).send({ stopping: true })
    onStop()
  })
}
