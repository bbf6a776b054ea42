/**
 * Booths and records: open, append, end, place.
 */
import { Readable } from 'node:stream'
import { type IngestFormat, type IngestSource, ingest } from '../../ingest/index.ts'
import type { AppendProgress, RecordInput, VGuardNode } from '../../node/api.ts'
import { given } from '../../node/given.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import { LINES_TYPE } from '../json-lines.ts'
import { sendLines } from '../lines.ts'
import { recordOf } from '../records.ts'
import {
  AnyBody,
  AppendBody,
  AppendedBody,
  AppendQuery,
  BoothEndedBody,
  BoothOpenedBody,
  ChainQuery,
  EndBoothBody,
  OpenBoothBody,
  PlaceBody,
  PlacementBody
} from '../schemas.ts'

/** Bodies that are files; they are read as they come, in batches. */
export const FILE_TYPES = ['text/csv', LINES_TYPE, 'application/octet-stream']

export function addBoothRoutes(app: App, { node }: RouteContext): void {
  app.get(
    '/v1/booths',
    { schema: { querystring: ChainQuery, response: { 200: AnyBody } } },
    async ({ query }) => ({ booths: await node.booths(query) })
  )
  app.post(
    '/v1/booths',
    { schema: { body: OpenBoothBody, response: { 201: BoothOpenedBody } } },
    async ({ body }, reply) => {
      const { chain, members = [], auto } = body
      const wanted = auto === undefined ? members : { auto }
      const signal = signalOf(reply)
      return reply.status(201).send(await node.openBooth({ chain, members: wanted, signal }))
    }
  )
  app.post(
    '/v1/booths/current/end',
    { schema: { body: EndBoothBody, response: { 200: BoothEndedBody } } },
    ({ body }, reply) =>
      node.endBooth({
        ...given(body),
        records: recordsOf(body.records ?? []),
        signal: signalOf(reply)
      })
  )
  app.post(
    '/v1/backups/place',
    { schema: { body: PlaceBody, response: { 200: PlacementBody } } },
    ({ body }, reply) => node.place({ ...given(body), signal: signalOf(reply) })
  )
  app.post(
    '/v1/records',
    { schema: { body: AppendBody, response: { 200: AppendedBody } } },
    async ({ body: { chain, records } }, reply) => {
      const signal = signalOf(reply)
      const { entries, ...rest } = await node.append(recordsOf(records), { chain, signal })
      return { ...rest, records: entries }
    }
  )
}

/** A file as the body: answered with a line for each batch that is certified, and one at the end. */
export function addFileRoute(app: App, { node }: RouteContext): void {
  for (const type of FILE_TYPES) {
    app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))
  }
  app.post('/v1/records/file', { schema: { querystring: AppendQuery } }, (request, reply) => {
    const { chain, name = 'the file', format = 'auto', key, time } = request.query
    const length = Number(request.headers['content-length'])
    const chunks = request.body instanceof Readable ? request.body : Readable.from([])
    const source: IngestSource = {
      name,
      bytesTotal: Number.isNaN(length) ? undefined : length,
      chunks
    }
    const options = { ...given({ key, time }), format: format as IngestFormat }
    return sendLines(reply, appendLines(node, ingest(source, options), chain, signalOf(reply)))
  })
}

async function* appendLines(
  node: VGuardNode,
  batches: AsyncIterable<readonly RecordInput[]>,
  chain: string | undefined,
  signal: AbortSignal
): AsyncGenerator<string> {
  const told: AppendProgress[] = []
  let wake = (): void => undefined
  let isDone = false
  const finish = (): void => {
    isDone = true
    wake()
  }
  const onProgress = (progress: AppendProgress): void => {
    told.push(progress)
    wake()
  }
  const appended = node.appendAll(flat(batches), { chain, signal, onProgress })
  appended.then(finish, finish)
  while (!isDone || told.length > 0) {
    const progress = told.pop()
    // The newest says all; a slow reader need not hear every step.
    told.length = 0
    if (progress !== undefined) {
      yield JSON.stringify({ type: 'progress', ...progress })
      continue
    }
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
  yield JSON.stringify({ type: 'end', ...(await appended) })
}

async function* flat<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) {
    yield* batch
  }
}

function recordsOf(records: readonly object[]): readonly RecordInput[] {
  const nowMs = Date.now()
  return records.map((record) => recordOf({ ...record }, nowMs))
}
