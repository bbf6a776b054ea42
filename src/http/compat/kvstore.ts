/**
 * KeyValueStore's HTTP API, of its leader and of a follower, over the store of a group.
 *
 * Keeps: paths, statuses and texts are those of KeyValueStore; what it answered before its followers had
 * agreed is answered when the group has decided.
 * Source: KeyValueStore, its README and kvmessage.c; differs from it as docs/compat.md says.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { NO_BYTES } from '../../core/bytes.ts'
import { VALUE_BYTES_MAX } from '../../core/limits.ts'
import type { VGuardNode } from '../../node/api.ts'
import { type App, signalOf } from '../context.ts'
import { createKvFollower, type KvFollower } from './kv-follower.ts'
import { bytesOf, givenValueOf, hasMember, type KvGroup, keyOf } from './kv-group.ts'
import { addKvPage, type KvRole, sendKvPage } from './kv-page.ts'
import { parametersOf } from './kv-query.ts'
import { KV_STATUS, KV_TEXTS, KvError, kvFailureOf, noteHeaders } from './kv-texts.ts'

export interface KvRoutesOptions {
  readonly node: VGuardNode
  readonly group: KvGroup
  readonly role: KvRole
}

const TEXT = 'text/plain; charset=utf-8'
const DECIDED = 'nothing waits here: a write is decided when it is answered'
const config = { needsToken: false }
const ANY_PATH = '/*'
const NOTHING_WAITS = 'no write waits here'

/** The routes, in a scope of their own: bodies are values, and failures are its texts. */
export function addKvstoreRoutes(app: App, options: KvRoutesOptions): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: VALUE_BYTES_MAX },
    (_request, body, done) => done(null, body)
  )
  app.setErrorHandler((error, _request, reply) => sendKvFailure(reply, error))
  app.setNotFoundHandler((_request, reply) => sendKvFailure(reply, new KvError(KV_TEXTS.invalid)))
  addKvPage(app)
  addGet(app, options)
  if (options.role === 'leader') {
    addLeaderWrites(app, options)
  } else {
    addFollowerWrites(app, options, createKvFollower())
  }
}

export function sendKvFailure(reply: FastifyReply, error: unknown): FastifyReply {
  const { text, headers } = kvFailureOf(error)
  // The rest of a body that nobody will read must not keep the connection.
  if (!reply.request.raw.complete) {
    void reply.header('connection', 'close')
  }
  return reply.status(KV_STATUS.error).headers(headers).type(TEXT).send(text)
}

/** Only the parameters count, as there; `curl -T FILE` writes the name of the file behind the path. */
function addForKey(
  app: App,
  method: 'GET' | 'PUT' | 'DELETE',
  handler: (request: FastifyRequest, reply: FastifyReply) => unknown
): void {
  for (const url of ['/', ANY_PATH]) {
    app.route({ method, url, config, handler })
  }
}

function addGet(app: App, { group, role }: KvRoutesOptions): void {
  addForKey(app, 'GET', async (request, reply) => {
    const path = pathOf(request)
    const { key = NO_BYTES } = parametersOf(path)
    if (key.length === 0 && request.routeOptions.url?.endsWith(ANY_PATH) === false) {
      return sendKvPage(reply, app.prefix, role)
    }
    const store = await group.store()
    const entry = await store.get(keyOf(path), { signal: signalOf(reply) })
    if (entry === undefined) {
      throw new KvError(KV_TEXTS.noKey)
    }
    return reply.status(KV_STATUS.value).type(TEXT).send(bytesOf(entry))
  })
}

function addLeaderWrites(app: App, { node, group }: KvRoutesOptions): void {
  addForKey(app, 'PUT', async (request, reply) => {
    const path = pathOf(request)
    const [key, value] = [keyOf(path), givenValueOf(path, request.body)]
    const store = await group.store()
    const { operation } = await store.put(key, value, { signal: signalOf(reply) })
    return reply.status(KV_STATUS.success).header('x-vguard-operation', operation).send()
  })
  addForKey(app, 'DELETE', async (request, reply) => {
    const key = keyOf(pathOf(request))
    const store = await group.store()
    const { found, operation } = await store.delete(key, { signal: signalOf(reply) })
    if (!found) {
      throw new KvError(KV_TEXTS.noKey)
    }
    return reply.status(KV_STATUS.success).header('x-vguard-operation', operation).send()
  })
  app.post('/register', { config }, async (request, reply) => {
    const { key = NO_BYTES, value = NO_BYTES } = parametersOf(pathOf(request))
    if (key.length === 0 || value.length === 0) {
      throw new KvError(KV_TEXTS.invalid)
    }
    const view = await group.view()
    if (view === undefined) {
      throw new KvError(KV_TEXTS.notFull)
    }
    if (!hasMember(node, view, key)) {
      throw new KvError(KV_TEXTS.full, 'members are changed by: vguard-node group members')
    }
    return reply.status(KV_STATUS.success).send()
  })
  for (const path of ['/commit', '/abort']) {
    app.post(path, { config }, (_request, reply) =>
      reply.status(KV_STATUS.acknowledged).headers(noteHeaders(DECIDED)).send()
    )
  }
}

function addFollowerWrites(app: App, { group }: KvRoutesOptions, follower: KvFollower): void {
  const vote = (reply: FastifyReply): FastifyReply =>
    reply.status(KV_STATUS.vote).type(TEXT).send(KV_TEXTS.commit)
  const acknowledge = (reply: FastifyReply, wasPending: boolean): FastifyReply =>
    reply
      .status(KV_STATUS.acknowledged)
      .headers(noteHeaders(wasPending ? undefined : NOTHING_WAITS))
      .send()

  addForKey(app, 'PUT', (request, reply) => {
    const path = pathOf(request)
    follower.vote({ type: 'put', key: keyOf(path), value: givenValueOf(path, request.body) })
    return vote(reply)
  })
  addForKey(app, 'DELETE', async (request, reply) => {
    const key = keyOf(pathOf(request))
    const store = await group.store()
    if ((await store.get(key, { signal: signalOf(reply) })) === undefined) {
      throw new KvError(KV_TEXTS.noKey)
    }
    follower.vote({ type: 'delete', key })
    return vote(reply)
  })
  app.post('/commit', { config }, async (_request, reply) =>
    acknowledge(reply, await follower.commit(await group.store()))
  )
  app.post('/abort', { config }, (_request, reply) => acknowledge(reply, follower.abort()))
}

/** As it came, before anybody decodes it. */
function pathOf({ raw }: FastifyRequest): string {
  return raw.url ?? '/'
}
