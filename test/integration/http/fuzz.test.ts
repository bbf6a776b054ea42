/**
 * All operations of the OpenAPI document with requests that fit it, and with ones that nearly do: the node
 * answers each as the document tells, makes no mistake of its own, and is ready afterwards.
 *
 *   VGUARD_FUZZ_REQUESTS=20000 npx vitest run test/integration/http/fuzz.test.ts
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../../src/http/context.ts'
import { createControlApp } from '../../../src/http/server.ts'
import { CATALOGUE, isProblemCode } from '../../../src/node/catalogue.ts'
import { type Logger, SILENT } from '../../../src/node/logger.ts'
import { closeNodes, createNode } from '../../support/nodes.ts'
import { type Document, type Names, type Request, requests } from '../../support/requests.ts'

const REQUESTS = Number(process.env['VGUARD_FUZZ_REQUESTS'] ?? 600)
/** Of the requests; the same one makes the same. */
const SEED = Number(process.env['VGUARD_FUZZ_SEED'] ?? 1)
/** A stream without end is read for so long. */
const STREAM_MS = 50
const STREAMS = ['watchEvents', 'kvWatch']
/** What a node must never say of itself. */
const MISTAKES = ['ERR_INTERNAL', 'ERR_DAMAGED', 'ERR_HALTED']

const TOKEN = 'token-of-the-test-of-all-operations'
const headers = { host: '127.0.0.1', authorization: `Bearer ${TOKEN}` }

const GROUPS = ['store', 'money', 'registers', 'keys']
const NAMES: Names = {
  group: GROUPS,
  chain: ['car-a', ...GROUPS],
  height: [1, 2],
  peer: ['car-a'],
  vehicle: ['car-a'],
  owner: ['car-a'],
  to: ['anna', 'bert', 'car-a', 2],
  from: ['anna', 'bert', 1],
  box: ['0,0,1,1'],
  json: ['1', '{"a": 1.0}'],
  base64: ['AAEC'],
  keyBase64: ['AAEC'],
  account: ['anna', 'bert'],
  amount: ['1', '100'],
  members: [[], ['car-a']],
  participants: [[], ['car-a']],
  candidates: [[], ['car-a']],
  pivots: [[]],
  key: ['a', 'b', 'c'],
  operation: ['op-1', 'op-2', 'op-3'],
  records: [[{ kind: 'json', value: 1 }], [{ kind: 'bytes', base64: 'AAEC' }]],
  format: ['auto', 'csv', 'jsonl'],
  unsafe: [true],
  backups: [0]
}

/** What the node has said of its own mistakes. */
const mistakes: unknown[] = []
const logger: Logger = { ...SILENT, error: (fields) => mistakes.push(fields) }

/** What a path is mostly about. */
function namesOf(path: string): Names {
  const group = path.startsWith('/v1/bank')
    ? ['money']
    : GROUPS.filter((name) => name !== 'money' || path.startsWith('/v1/groups'))
  return { ...NAMES, group }
}

let app: App
let stops = 0

beforeAll(async () => {
  const options = { faults: true, vehicle: { replicate: { backups: 0 } } } as const
  app = createControlApp({
    node: await createNode('car-a', options),
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 9860 },
    logger,
    onStop: () => {
      stops++
    }
  })
  await app.ready()
  const engines = { store: 'paxos', money: 'paxos', registers: 'quorum', keys: 'twophase' }
  for (const [name, engine] of Object.entries(engines)) {
    const rules = engine === 'twophase' ? { twophase: { copies: 1 } } : {}
    const payload = { state: name === 'money' ? 'bank' : 'kv', engine, members: [], name, ...rules }
    const answer = await app.inject({ method: 'POST', url: '/v1/groups', headers, payload })
    expect(answer.statusCode, answer.body).toBe(201)
  }
}, 60_000)
afterAll(async () => {
  await app.close()
  await closeNodes()
})

/** The status, and the code of a problem; undefined for a stream that was left. */
async function ask(request: Request): Promise<{ status: number; code?: string } | undefined> {
  const { id, method, url, payload } = request
  const signal = STREAMS.includes(id) ? { signal: AbortSignal.timeout(STREAM_MS) } : {}
  try {
    const answer = await app.inject({
      ...{ method, url, headers: { ...headers, ...request.headers }, ...signal },
      ...(payload === undefined ? {} : { payload })
    })
    const isProblem = answer.headers['content-type']?.toString().includes('problem') === true
    return { status: answer.statusCode, ...(isProblem ? { code: answer.json().code } : {}) }
  } catch (error) {
    if (STREAMS.includes(id) && error instanceof Error && error.name === 'AbortError') {
      return undefined
    }
    throw error
  }
}

function textOf(fields: unknown): string {
  const { err } = (fields ?? {}) as { readonly err?: unknown }
  return err instanceof Error ? String(err.stack) : JSON.stringify(fields)
}

test(`${REQUESTS} requests of all operations`, { timeout: 60_000 + REQUESTS * 100 }, async () => {
  const document: Document = (await app.inject({ url: '/openapi.json', headers })).json()
  const seen = new Map<string, Set<number>>()
  const any = requests(document, namesOf)
  await fc.assert(
    fc.asyncProperty(any, async (request) => {
      const answer = await ask(request)
      if (answer === undefined) {
        return
      }
      const { status, code } = answer
      seen.set(request.id, (seen.get(request.id) ?? new Set()).add(status))
      if (status >= 400) {
        expect(isProblemCode(code ?? ''), `${status} ${code}`).toBe(true)
        expect(CATALOGUE[code as keyof typeof CATALOGUE].status).toBe(status)
        expect(MISTAKES, String(mistakes.map(textOf).at(-1))).not.toContain(code)
      }
    }),
    { numRuns: REQUESTS, seed: SEED, endOnFailure: true }
  )
  const operations = Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length
  const isLong = REQUESTS >= 5_000
  const succeeded = [...seen].filter(([, statuses]) => [...statuses].some((one) => one < 300))
  expect(seen.size, 'operations that were asked').toBeGreaterThan(
    operations * (isLong ? 0.95 : 0.8)
  )
  expect(succeeded.length, 'of them carried out').toBeGreaterThan(operations * (isLong ? 0.7 : 0.4))

  const online = { offline: false }
  await app.inject({ method: 'POST', url: '/v1/faults/offline', headers, payload: online })
  const ready = await app.inject({ url: '/readyz', headers })
  const { isReady, problems } = ready.json()
  // Alone a vehicle finds nobody for the backups that it was asked for.
  const others = problems.filter((text: string) => !text.includes('is under-replicated'))
  expect([isReady, others]).toEqual([true, []])
  for (const group of GROUPS.filter((name) => name !== 'money')) {
    const payload = { key: 'after', value: 1, timeoutMs: 20_000 }
    const url = `/v1/kv/${group}/put`
    const put = await app.inject({ method: 'POST', url, headers, payload })
    expect(put.statusCode, `${group}: ${put.body}`).toBe(200)
  }
  expect(stops, 'it was asked to stop').toBeGreaterThan(0)
})
