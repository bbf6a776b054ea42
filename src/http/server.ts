/**
 * The control API of a node over HTTP: on the loopback interface or a unix socket, for whoever can
 * read the token in the data directory.
 *
 * Keeps: without the token nothing answers but life signs and files that tell nothing of the vehicle; a
 * request that names another host, or comes from a page of another site, is refused before it is looked
 * at; bodies, headers, times and connections have limits; every failure is a problem of one catalogue.
 */
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { VGuardNode } from '../node/api.ts'
import { NotFoundError, VGuardError } from '../node/errors.ts'
import { openFilesMax } from '../node/files.ts'
import type { Logger } from '../node/logger.ts'
import { VERSION } from '../node/version.ts'
import { type ControlAddress, controlUrl, isOwnHost } from './address.ts'
import { bodyFault, REQUEST_BODY_BYTES_MAX } from './body-limit.ts'
import { answerClientError } from './client-errors.ts'
import { addCompat, type CompatServer, startCompatServers } from './compat/mount.ts'
import type { CompatOptions } from './compat/options.ts'
import { connectionsWithin } from './connections.ts'
import type { App } from './context.ts'
import { addDrain, type Drain } from './drain.ts'
import { addErrorsPage } from './errors-page.ts'
import { createAnswerBook } from './idempotency.ts'
import { listen } from './listen.ts'
import { foreignPageProblem, isForeignPage } from './origin.ts'
import type { Problem } from './problem.ts'
import { problem, problemOf } from './problems.ts'
import { queryProblem } from './query.ts'
import { addBankRoutes } from './routes/bank.ts'
import { addBoothRoutes, addFileRoute } from './routes/booths.ts'
import { addChainRoutes, addImportRoute } from './routes/chains.ts'
import { addEventRoutes } from './routes/events.ts'
import { addFaultRoutes } from './routes/faults.ts'
import { addGroupRoutes } from './routes/groups.ts'
import { addHealthRoutes } from './routes/health.ts'
import { addKvRoutes } from './routes/kv.ts'
import { addReadRoutes } from './routes/read.ts'
import { addRingRoutes } from './routes/ring.ts'
import { addUiRoutes } from './routes/ui.ts'
import { schemaText } from './schema-text.ts'
import { createTokenCheck } from './token.ts'
import { skipBody } from './unread-body.ts'

/** How long, and how many, clients may keep the server waiting. */
export interface ServerLimits {
  /** Time for all headers of a request, in milliseconds; looked after once a second. */
  readonly headersTimeoutMs: number
  /** Time for the body of a request that is read whole, in milliseconds. */
  readonly bodyTimeoutMs: number
  /** Connections open at once, a quarter of the files of the process at most; more are closed as they come. */
  readonly connectionsMax: number
}

export const SERVER_LIMITS: ServerLimits = {
  headersTimeoutMs: 10_000,
  bodyTimeoutMs: 30_000,
  connectionsMax: 2048
}

export interface ControlServerOptions {
  readonly node: VGuardNode
  readonly token: string
  readonly address: ControlAddress
  /** Names besides the loopback ones and the address itself by which clients may call this node. */
  readonly hosts?: readonly string[]
  /** The settings in force, without secrets. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Old APIs to speak besides. */
  readonly compat?: CompatOptions | undefined
  /** Default: SERVER_LIMITS. */
  readonly limits?: Partial<ServerLimits>
  readonly logger: Logger
  /** The client asked the process to end. */
  onStop(): void
  /** Ends the process as a failure would; refused when not given. */
  readonly onCrash?: (() => void) | undefined
}

export interface ControlServer {
  /** Where it listens; the real port when port 0 was asked for. */
  readonly address: ControlAddress
  readonly url: string
  /** Where old APIs listen besides. */
  readonly compat: readonly CompatServer[]
  /** Before `close`: answers what was asked, and sends away what is asked from now on. */
  readonly drain: Drain
  close(): Promise<void>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** False for the few routes that tell nothing. */
    needsToken?: boolean
  }
}

const CONTROL = { what: 'the control API', flag: '--http' }
/** How Fastify names a body above it. */
const BODY_TOO_LARGE = 'FST_ERR_CTP_BODY_TOO_LARGE'
const HEADER_BYTES_MAX = 16 * 1024
/** Time for a request in all; uploads of files are long. */
const REQUEST_TIMEOUT_MS = 3_600_000
/** Ids, hashes and names are shorter. */
const PATH_PART_CHARACTERS_MAX = 128
/** How often connections are looked over for those that are too slow. */
const CHECK_MS = 1000

/**
 * @throws StartError ERR_PORT_TAKEN when the address is in use
 */
export async function startControlServer(options: ControlServerOptions): Promise<ControlServer> {
  const { app, drain } = createDrainingApp(options)
  const { maxConnections } = app.server
  app.server.maxConnections = connectionsWithin(await openFilesMax(), maxConnections)
  const address = await listen(app, options.address, CONTROL)
  let compat: readonly CompatServer[] = []
  const close = async (): Promise<void> => {
    await Promise.all([app, ...compat].map((server) => server.close()))
  }
  try {
    compat = await startCompatServers(compatOf(options))
  } catch (error) {
    await close()
    throw error
  }
  return { address, url: controlUrl(address), compat, drain, close }
}

/** The application without its socket; tests call it directly. */
export function createControlApp(options: ControlServerOptions): App {
  return createDrainingApp(options).app
}

function createDrainingApp(options: ControlServerOptions): {
  readonly app: App
  readonly drain: Drain
} {
  const limits = { ...SERVER_LIMITS, ...options.limits }
  const app: App = fastify({
    bodyLimit: REQUEST_BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    logger: false,
    exposeHeadRoutes: false,
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: CHECK_MS,
      // Who names no host is told so, as a problem.
      requireHostHeader: false
    },
    clientErrorHandler: answerClientError,
    schemaErrorFormatter: (faults, where) => new Error(schemaText(faults, where)),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', useDefaults: false } },
    routerOptions: { maxParamLength: PATH_PART_CHARACTERS_MAX },
    frameworkErrors: (error, _request, reply) => refuse(reply, pathProblem(error.code))
  })
  app.server.maxConnections = limits.connectionsMax
  // What a form of a page can send is no body of ours.
  app.removeContentTypeParser('text/plain')
  app.decorate('answers', createAnswerBook())
  addGuards(app, options)
  const drain = addDrain(app, refuse)
  limitBodies(app, limits)
  addErrors(app, options.logger)
  const context = {
    node: options.node,
    config: options.config ?? {},
    onStop: options.onStop,
    onCrash: options.onCrash
  }
  addHealthRoutes(app, context)
  addBoothRoutes(app, context)
  addReadRoutes(app, context)
  addChainRoutes(app, context)
  addGroupRoutes(app, context)
  addKvRoutes(app, context)
  addBankRoutes(app, context)
  addRingRoutes(app, context)
  addFaultRoutes(app, context)
  addEventRoutes(app, context)
  addUiRoutes(app)
  addErrorsPage(app)
  // In scopes of their own: only these take bodies that are not JSON.
  for (const add of [addFileRoute, addImportRoute]) {
    void app.register((scope: App, _options, done) => {
      add(scope, context)
      done()
    })
  }
  addCompat(app, compatOf(options), options.address)
  return { app, drain }
}

function compatOf({ node, token, hosts = [], logger, compat = {} }: ControlServerOptions) {
  return { node, token, hosts, logger, compat }
}

function addGuards(app: App, { node, token, address, hosts = [] }: ControlServerOptions): void {
  const hasToken = createTokenCheck(token)
  const extraHosts = address.type === 'tcp' ? [...hosts, address.host] : hosts

  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-vguard-version', VERSION).header('cache-control', 'no-store')
    void reply.header('x-content-type-options', 'nosniff')
    const { localAddress } = request.raw.socket
    if (!isOwnHost(request.headers.host, { localAddress, extraHosts })) {
      const detail = 'the Host header names another host; call the node by the name it listens on'
      refuse(reply, problem('ERR_WRONG_HOST', detail))
      return
    }
    const needsToken = request.routeOptions.config.needsToken !== false
    if (needsToken && isForeignPage(request.headers)) {
      refuse(reply, foreignPageProblem())
      return
    }
    if (needsToken && !hasToken(request.headers.authorization)) {
      const detail = 'send "Authorization: Bearer …" with the token in <data-dir>/api-token'
      void reply.header('www-authenticate', 'Bearer')
      refuse(reply, problem('ERR_NO_TOKEN', detail))
      return
    }
    const fault = needsToken ? queryProblem(request.url) : undefined
    if (fault !== undefined) {
      refuse(reply, fault)
      return
    }
    done()
  })
  app.addHook('preHandler', async ({ params }) => {
    const { group } = (params ?? {}) as { readonly group?: string }
    if (group !== undefined) {
      await meetGroup(node, group)
    }
  })
}

/** A group by a name that is not known here: the connected vehicles may know it. */
async function meetGroup(node: VGuardNode, group: string): Promise<void> {
  try {
    node.resolveChain(group)
  } catch (error) {
    if (error instanceof NotFoundError && error.code === 'ERR_UNKNOWN_CHAIN') {
      // A discovery that fails leaves the name unknown, which the route tells.
      await node.discoverChains().catch(() => undefined)
    }
  }
}

/** A body that is read whole must arrive soon; files take as long as they take. */
function limitBodies(app: App, { bodyTimeoutMs }: ServerLimits): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    limitBodyTime(request, bodyTimeoutMs)
    done(null, payload)
  })
}

function limitBodyTime(request: FastifyRequest, timeoutMs: number): void {
  const { raw } = request
  // Without a body nobody reads to its end, and the answer may be a stream that lasts.
  if (!isReadWhole(request)) {
    return
  }
  const timer = setTimeout(() => raw.destroy(), timeoutMs)
  const clear = (): void => clearTimeout(timer)
  raw.once('end', clear)
  raw.once('close', clear)
}

/** Some of a body is still to come, and it is no file, which takes as long as it takes. */
function isReadWhole({ raw, headers, routeOptions }: FastifyRequest): boolean {
  const length = Number(headers['content-length'] ?? 0)
  const hasBody = length > 0 || headers['transfer-encoding'] !== undefined
  const isRead = raw.complete || raw.readableEnded
  return hasBody && routeOptions.config.operation?.file === undefined && !isRead
}

function addErrors(app: App, logger: Logger): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]?.slice(0, 200)
    return refuse(reply, problem('ERR_NOT_FOUND', `there is no ${request.method} ${path}`))
  })
  app.setErrorHandler((error, request, reply) => {
    const answer = problemOf(withLimit(error, request))
    if (answer.code === 'ERR_INTERNAL' && !isLeft(error, reply)) {
      const { method } = request
      logger.error({ err: error, method, route: request.routeOptions.url }, 'http:failed')
    }
    return refuse(reply, answer)
  })
}

/** A body that is too large, with how large it may be: the framework tells only that there is a limit. */
function withLimit(error: unknown, { routeOptions }: FastifyRequest): unknown {
  const isTooLarge = error instanceof Error && 'code' in error && error.code === BODY_TOO_LARGE
  const { bodyLimit = REQUEST_BODY_BYTES_MAX } = routeOptions
  return isTooLarge ? new VGuardError(bodyFault(bodyLimit), { code: 'ERR_TOO_LARGE' }) : error
}

/** The client went away, so what was done for it was given up: nobody's mistake, and nobody reads on. */
function isLeft(error: unknown, { raw }: FastifyReply): boolean {
  return raw.destroyed && error instanceof DOMException && error.name === 'AbortError'
}

/** What is wrong with a path that no route gets to see. */
function pathProblem(code: string): Problem {
  const isLong = code === 'FST_ERR_MAX_PARAM_LENGTH'
  const detail = isLong
    ? `a part of the path has more than ${PATH_PART_CHARACTERS_MAX} characters`
    : 'the path is not a valid address'
  return problem('ERR_INVALID_INPUT', detail)
}

function refuse(reply: FastifyReply, answer: Problem): FastifyReply {
  const { request } = reply
  void reply.status(answer.status).type('application/problem+json')
  // The rest of a body that nobody will read must not keep the connection.
  if (!request.raw.complete) {
    void reply.header('connection', 'close')
  }
  if (!isReadWhole(request)) {
    return reply.send(answer)
  }
  void skipBody(request.raw).then(() => reply.send(answer))
  return reply
}
