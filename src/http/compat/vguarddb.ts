/**
 * VGuardDB's HTTP API, for clients that cannot be changed: V-Guard's own call of `end_of_booth`, and
 * scripts.
 *
 * Keeps: requests, statuses and bodies are those of VGuardDB; nothing is stored, deleted or believed
 * because somebody says so without a signature; a query is data.
 * Source: VGuardDB, its server and README; differs from it as docs/compat.md says.
 */
import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { InvalidInputError } from '../../core/errors.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Selector } from '../../core/selector.ts'
import type { VGuardNode } from '../../node/api.ts'
import { NotFoundError, RefusedError } from '../../node/errors.ts'
import { given } from '../../node/given.ts'
import { generateDrive } from '../../state/records/index.ts'
import { type App, signalOf } from '../context.ts'
import { problemOf } from '../problems.ts'
import { type SelectorQuery, selectorOf } from '../records.ts'
import { bodyOf, fieldsOf, numbersOf, selectorFieldsOf } from './bodies.ts'
import { createIds, type Ids } from './ids.ts'
import type { VguarddbOptions } from './options.ts'
import { runStatement, selectRows } from './query.ts'
import { OLD_COLUMNS, type OldRow, readRows, sendRows } from './rows.ts'
import { parseStatement, type Statement } from './sql.ts'

/** What others said, unsigned, of who has the data. It only serves who asks where to read. */
interface Told {
  active: readonly number[]
  id: number
}

type Question = Statement | { readonly selector: Selector }

interface Setting {
  readonly node: VGuardNode
  readonly ids: Ids
  readonly proposer: number | undefined
  readonly told: Told
}

/** Statuses that a caller's own mistakes keep; every other failure was a 500. */
const KEPT = [400, 401, 403, 413, 415, 421]
const NOT_A_PROPOSER = { status: 'Failed: end point needs to belong to a proposer' }
/** What VGuardDB itself asks. */
const ALL_ROWS = parseStatement('select * from gps_data')
const LATEST_ROW = parseStatement('SELECT * FROM gps_data ORDER BY timestamp DESC LIMIT 1')
const DUMMY_ROWS = 2

/** The routes, in a scope of their own: their failures are told as VGuardDB's clients expect. */
export function addVguarddbRoutes(app: App, node: VGuardNode, options: VguarddbOptions): void {
  const told: Told = { active: [], id: 0 }
  const ids = createIds(node, options.ids)
  app.addHook('onClose', (_app, done) => {
    ids.close()
    done()
  })
  const setting = { node, ids, proposer: options.proposer, told }
  app.setErrorHandler((error, _request, reply) => {
    const { status, ...rest } = problemOf(error)
    const shown = KEPT.includes(status) ? status : 500
    return reply
      .status(shown)
      .type('application/problem+json')
      .send({ ...rest, status: shown })
  })
  app.addHook('preValidation', async (request) => {
    // Bodies of a GET are not for the framework to parse: VGuardDB takes them there.
    if (request.method === 'GET') {
      request.body = await bodyOf(request.raw)
    }
  })
  addReads(app, setting)
  addBackupRoutes(app, setting)
  addChanges(app, setting)
}

function addReads(app: App, setting: Setting): void {
  const config = { needsToken: false }
  app.get('/', { config }, async (_request, reply) =>
    sendRows(reply, isHolder(setting) ? await rowsFor(setting, ALL_ROWS, reply) : none())
  )
  app.get('/trigger_read', { config }, async (_request, reply) =>
    sendRows(reply, await rowsFor(setting, ALL_ROWS, reply))
  )
  app.get('/read_latest', { config }, async (_request, reply) => {
    for await (const row of await rowsFor(setting, LATEST_ROW, reply)) {
      return reply.type('text/plain; charset=utf-8').send(row[OLD_COLUMNS.indexOf('timestamp')])
    }
    throw new RefusedError('there is no row yet', { reason: 'empty', retry: true })
  })
  app.route({
    method: ['GET', 'POST'],
    url: '/read',
    config,
    async handler(request, reply) {
      await checkOnline(setting)
      const question = questionOf(request)
      if (isHolder(setting)) {
        const rows = await rowsFor(setting, question, reply)
        return await sendRows(reply, rows, { tail: ',"new_backup_ids":null}\n' })
      }
      return { data: null, new_backup_ids: activeIds(setting) }
    }
  })
}

/** What a request to read asks for: a statement of SQL, or a selector of the native API. */
function questionOf({ body, query }: FastifyRequest): Question {
  const { query: text, selector } = { ...fieldsOf(query), ...fieldsOf(body ?? {}) }
  if (typeof text === 'string' && selector === undefined) {
    return parseStatement(text)
  }
  if (selector !== undefined && text === undefined) {
    return { selector: selectorOf(selectorFieldsOf(selector) as SelectorQuery) }
  }
  throw new InvalidInputError('give a "query" of SQL, or a "selector"')
}

async function rowsFor(
  setting: Setting,
  question: Question,
  reply: FastifyReply
): Promise<AsyncGenerator<OldRow>> {
  const { node } = setting
  const chain = chainOf(setting) ?? (await discover(setting))
  const source = { node, chain, signal: signalOf(reply) }
  return 'selector' in question
    ? plain(selectRows(source, question.selector))
    : runStatement(source, question)
}

/** The chain that is the table, asked of the connected vehicles. */
async function discover(setting: Setting): Promise<ChainId> {
  const { node, ids, proposer = 0 } = setting
  await node.discoverChains()
  return node.resolveChain(ids.vehicleOf(proposer))
}

function addBackupRoutes(app: App, setting: Setting): void {
  const { told } = setting
  const config = { needsToken: false }
  app.post('/choose_backup', { config }, async ({ body }, reply) => {
    if (isProposer(setting)) {
      throw new RefusedError('the proposer cannot be chosen as backup', {
        reason: 'ownChain',
        retry: false
      })
    }
    const isHeld = await holdsAll(setting, readRows(body), signalOf(reply))
    return reply.status(isHeld ? 200 : 201).send()
  })
  app.post('/update_backup_list', { config }, async ({ body }, reply) => {
    await checkOnline(setting)
    told.active = numbersOf(body, 'the body')
    return reply.status(200).send()
  })
  app.post('/delete_obsolete', { config }, async ({ body }, reply) => {
    await checkOnline(setting)
    const { active, obsolete, id } = fieldsOf(body)
    if (typeof id !== 'number' || !Number.isSafeInteger(id)) {
      throw new InvalidInputError('"id" must be a whole number')
    }
    const next = { active: numbersOf(active, 'active'), id }
    numbersOf(obsolete, 'obsolete')
    if (id < told.id) {
      const message = `list ${id} is older than list ${told.id}, which is known here`
      throw new RefusedError(message, { reason: 'stale', retry: false })
    }
    if (isHolder(setting)) {
      const message =
        'this vehicle has given its word to hold the chain; it lets go when a signed table of other backups says so'
      throw new RefusedError(message, { reason: 'promised', retry: true })
    }
    Object.assign(told, next)
    return reply.status(200).send()
  })
}

function addChanges(app: App, setting: Setting): void {
  const { node, ids } = setting
  const config = { needsToken: false, changes: true }
  const method: ('GET' | 'POST')[] = ['GET', 'POST']
  app.route({
    method,
    url: '/end_of_booth',
    config,
    async handler({ body, query }, reply) {
      if (!isProposer(setting)) {
        return NOT_A_PROPOSER
      }
      const { participants, operation, rows } = { ...fieldsOf(query), ...fieldsOf(body ?? {}) }
      const listed = typeof participants === 'string' ? participants.split(',') : participants
      const members = numbersOf(listed, 'participants').map(ids.vehicleOf)
      const ended = await node.endBooth({
        operation: operationOf(operation),
        participants: [...new Set(members)].filter((peer) => peer !== node.peer),
        ...given({ records: rows === undefined ? undefined : readRows(rows).map((r) => r.record) }),
        signal: signalOf(reply)
      })
      return reply
        .header('x-vguard-state', ended.state)
        .header('x-vguard-operation', ended.operation)
        .header('x-vguard-height', String(ended.height))
        .send()
    }
  })
  app.route({
    method,
    url: '/trigger_insert_dummy',
    config,
    async handler(_request, reply) {
      if (!isProposer(setting)) {
        const message = 'only the proposer adds rows to its chain'
        throw new RefusedError(message, { reason: 'notProposer', retry: false })
      }
      const drive = generateDrive(1, { rows: DUMMY_ROWS, startMs: Date.now(), key: 'dummy' })
      await node.append([...drive], { signal: signalOf(reply) })
      return {}
    }
  })
  for (const isOffline of [true, false]) {
    app.route({
      method,
      url: isOffline ? '/set_offline' : '/set_online',
      config,
      async handler() {
        await node.setOffline(isOffline)
        return {}
      }
    })
  }
}

/** It stands in a header of the answer. */
function operationOf(value: unknown): string {
  if (value === undefined) {
    return randomUUID()
  }
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(value)) {
    throw new InvalidInputError('"operation" must be 1 to 128 characters of ASCII without blanks')
  }
  return value
}

function isProposer({ node, ids, proposer }: Setting): boolean {
  return proposer === undefined || known(() => ids.vehicleOf(proposer)) === node.peer
}

/** The chain that is the table; undefined while it is not known here. */
function chainOf(setting: Setting): ChainId | undefined {
  const { node, ids, proposer = 0 } = setting
  return isProposer(setting)
    ? node.ownChain
    : known(() => node.resolveChain(ids.vehicleOf(proposer)))
}

/** Undefined when the name means nothing here. */
function known<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined
    }
    throw error
  }
}

/** Whether this vehicle answers for rows: as the proposer, or with its signed word that it has them. */
function isHolder(setting: Setting): boolean {
  if (isProposer(setting)) {
    return true
  }
  const duty = viewOf(setting)?.duty
  return duty === 'backup' || duty === 'obsolete'
}

function viewOf(setting: Setting) {
  const chain = chainOf(setting)
  return setting.node.chains().find((view) => view.chain === chain)
}

/** Numbers of the backups: by the signed table, else as others said. */
function activeIds(setting: Setting): readonly number[] {
  const { ids, told } = setting
  const members = viewOf(setting)?.table?.members
  return members === undefined
    ? told.active
    : members.map(ids.idOf).filter((id) => id !== undefined)
}

/** VGuardDB answers some requests with 500 while it is offline on purpose. */
async function checkOnline({ node }: Setting): Promise<void> {
  const { vehicle } = await node.status()
  if (vehicle.faults.offline.includes('*')) {
    throw new RefusedError('this vehicle is offline on purpose', { reason: 'offline', retry: true })
  }
}

/** Whether the copy that this vehicle has given its word for has all of these rows. */
async function holdsAll(
  setting: Setting,
  rows: ReturnType<typeof readRows>,
  signal: AbortSignal
): Promise<boolean> {
  const chain = chainOf(setting)
  if (chain === undefined || !isHolder(setting)) {
    return false
  }
  const missing = new Set(rows.map(({ row }) => JSON.stringify(row)))
  const times = rows.map(({ record }) => record.timeMs)
  const fromMs = times.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER)
  const toMs = times.reduce((a, b) => Math.max(a, b), -Number.MAX_SAFE_INTEGER)
  if (missing.size === 0) {
    return true
  }
  const source = { node: setting.node, chain, signal }
  for await (const { row } of selectRows(source, { times: { fromMs, toMs } })) {
    missing.delete(JSON.stringify(row))
    if (missing.size === 0) {
      return true
    }
  }
  return false
}

async function* none(): AsyncGenerator<OldRow> {}

async function* plain(shown: ReturnType<typeof selectRows>): AsyncGenerator<OldRow> {
  for await (const { row } of shown) {
    yield row
  }
}
