/**
 * The old APIs that a vehicle was started with: on the control port, and KeyValueStore's also at places
 * of its own.
 */
import fastify from 'fastify'
import type { VGuardNode } from '../../node/api.ts'
import type { Logger } from '../../node/logger.ts'
import { VERSION } from '../../node/version.ts'
import { type ControlAddress, isOwnHost } from '../address.ts'
import type { App } from '../context.ts'
import { listen } from '../listen.ts'
import { problem } from '../problems.ts'
import { createTokenCheck } from '../token.ts'
import { callerFault } from './guard.ts'
import { createKvGroup } from './kv-group.ts'
import type { KvRole } from './kv-page.ts'
import { KV_TEXTS, KvError } from './kv-texts.ts'
import { addKvstoreRoutes, sendKvFailure } from './kvstore.ts'
import type { CompatOptions } from './options.ts'
import { addVguarddbRoutes } from './vguarddb.ts'

export interface CompatSetting {
  readonly node: VGuardNode
  readonly token: string
  readonly hosts: readonly string[]
  readonly logger: Logger
  readonly compat: CompatOptions
}

export interface CompatServer {
  readonly role: KvRole
  /** Where it listens; the real port when port 0 was asked for. */
  readonly address: ControlAddress
  close(): Promise<void>
}

const KV_PREFIX = '/compat/kv'
const ROLES: readonly KvRole[] = ['leader', 'follower']

/** Limits of places of their own; a value may be large, and KeyValueStore waited ten seconds. */
const HEADER_BYTES_MAX = 16 * 1024
const WAIT_MS = 10_000
const REQUEST_MS = 60_000
const CONNECTIONS_MAX = 256

/** The old APIs on the control port. Its checks of host and limits hold for them, too. */
export function addCompat(app: App, setting: CompatSetting, address: ControlAddress): void {
  const { node, compat } = setting
  const { vguarddb, kvstore } = compat
  if (vguarddb !== undefined) {
    void app.register((scope: App, _options, done) => {
      addGuard(scope, setting, address)
      addVguarddbRoutes(scope, node, vguarddb)
      done()
    })
  }
  if (kvstore !== undefined) {
    addKvScopes(app, setting, address, KV_PREFIX)
  }
}

/** The views of the leader, and below it of a follower. */
function addKvScopes(
  app: App,
  setting: CompatSetting,
  address: ControlAddress,
  prefix: string,
  roles: readonly KvRole[] = ROLES
): void {
  const group = createKvGroup(setting.node, setting.compat.kvstore?.group)
  for (const [index, role] of roles.entries()) {
    void app.register(
      (scope: App, _options, done) => {
        addGuard(scope, setting, address)
        addKvstoreRoutes(scope, { node: setting.node, group, role })
        done()
      },
      { prefix: index === 0 ? prefix : `${prefix}/${role}` }
    )
  }
}

/**
 * Listens where KeyValueStore did.
 *
 * @throws StartError ERR_PORT_TAKEN when an address is in use; what listened before is closed
 */
export async function startCompatServers(setting: CompatSetting): Promise<readonly CompatServer[]> {
  const servers: CompatServer[] = []
  const addresses = setting.compat.kvstore?.addresses ?? []
  try {
    for (const [index, wanted] of addresses.slice(0, ROLES.length).entries()) {
      const role = ROLES[index] ?? 'leader'
      const app = createKvApp(setting, wanted, role)
      const what = `the API of KeyValueStore (${role})`
      const address = await listen(app, wanted, { what, flag: '--compat-kv' })
      servers.push({ role, address, close: () => app.close() })
    }
  } catch (error) {
    await Promise.all(servers.map((server) => server.close()))
    throw error
  }
  return servers
}

/** The application without its socket; tests call it directly. */
export function createKvApp(
  setting: CompatSetting,
  address: ControlAddress,
  role: KvRole = 'leader'
): App {
  const app: App = fastify({
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: WAIT_MS,
    forceCloseConnections: true,
    logger: false,
    exposeHeadRoutes: false,
    // Its own followers named no host.
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: WAIT_MS,
      requireHostHeader: false
    },
    frameworkErrors: (_error, _request, reply) => {
      sendKvFailure(reply, new KvError(KV_TEXTS.invalid))
    }
  })
  app.server.maxConnections = CONNECTIONS_MAX
  const extraHosts = address.type === 'tcp' ? [...setting.hosts, address.host] : setting.hosts
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-vguard-version', VERSION).header('cache-control', 'no-store')
    void reply.header('x-content-type-options', 'nosniff')
    const { host } = request.headers
    const { localAddress } = request.raw.socket
    // Every browser names one, so who names none is no page of another site.
    if (host !== undefined && !isOwnHost(host, { localAddress, extraHosts })) {
      const detail = 'the Host header names another host; call the node by the name it listens on'
      void reply.header('connection', 'close')
      void reply.status(421).send(problem('ERR_WRONG_HOST', detail))
      return
    }
    done()
  })
  app.addHook('onError', (request, _reply, error, done) => {
    const { method } = request
    setting.logger.debug({ err: error, method, route: request.routeOptions.url }, 'compat:failed')
    done()
  })
  addKvScopes(app, setting, address, '', role === 'leader' ? ROLES : [role])
  return app
}

function addGuard(scope: App, { token }: CompatSetting, address: ControlAddress): void {
  const options = { hasToken: createTokenCheck(token), isUnix: address.type === 'unix' }
  scope.addHook('onRequest', (request, reply, done) => {
    const fault = callerFault(request, options)
    if (fault === undefined) {
      done()
      return
    }
    if (!request.raw.complete) {
      void reply.header('connection', 'close')
    }
    void reply.status(fault.status).type('application/problem+json').send(fault)
  })
}
