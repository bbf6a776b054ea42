/**
 * Booths and records: open, append, end, place.
 */
import { Readable } from 'node:stream'
import { type IngestSource, ingest } from '../../ingest/index.ts'
import type { AppendProgress, RecordInput, VGuardNode } from '../../node/api.ts'
import { given } from '../../node/given.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import { BOOTH_OPERATIONS } from '../contract/booths.ts'
import type { GivenLineOf } from '../contract/operation.ts'
import { RECORD_OPERATIONS } from '../contract/records.ts'
import { sendValues } from '../lines.ts'
import { recordOf } from '../records.ts'
import { addRoute } from '../route.ts'

export function addBoothRoutes(app: App, { node }: RouteContext): void {
  addRoute(app, BOOTH_OPERATIONS.listBooths, async ({ query }) => ({
    booths: await node.booths(query)
  }))
  addRoute(app, BOOTH_OPERATIONS.openBooth, ({ body }, reply) => {
    const { chain, members = [], auto } = body
    const wanted = auto === undefined ? members : { auto }
    return node.openBooth({ chain, members: wanted, signal: signalOf(reply) })
  })
  addRoute(app, BOOTH_OPERATIONS.endBooth, ({ body }, reply) =>
    node.endBooth({
      ...given(body),
      records: recordsOf(body.records ?? []),
      signal: signalOf(reply)
    })
  )
  addRoute(app, BOOTH_OPERATIONS.placeBackups, ({ body }, reply) =>
    node.place({ ...given(body), signal: signalOf(reply) })
  )
  addRoute(app, RECORD_OPERATIONS.appendRecords, async ({ body: { chain, records } }, reply) => {
    const signal = signalOf(reply)
    const { entries, ...rest } = await node.append(recordsOf(records), { chain, signal })
    return { ...rest, records: entries }
  })
}

/** Whoever appends makes the batches; a record of a vehicle that drives does not wait for others. */
const ONE_BY_ONE = 1

/** A file as the body: answered with a line for each batch that is certified, and one at the end. */
export function addFileRoute(app: App, { node }: RouteContext): void {
  const operation = RECORD_OPERATIONS.uploadRecords
  // They are read as they come, in batches.
  for (const type of operation.file) {
    app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))
  }
  addRoute(app, operation, ({ query, headers, body }, reply) => {
    const { chain, name = 'the file', format = 'auto', key, time } = query
    const length = Number(headers['content-length'])
    const chunks = body instanceof Readable ? body : Readable.from([])
    const source: IngestSource = {
      name,
      bytesTotal: Number.isNaN(length) ? undefined : length,
      chunks
    }
    const options = { ...given({ key, time }), format, batchRecords: ONE_BY_ONE }
    const batches = ingest(source, options)
    return sendValues(operation, reply, appendLines(node, batches, chain, signalOf(reply)))
  })
}

async function* appendLines(
  node: VGuardNode,
  batches: AsyncIterable<readonly RecordInput[]>,
  chain: string | undefined,
  signal: AbortSignal
): AsyncGenerator<GivenLineOf<typeof RECORD_OPERATIONS.uploadRecords>> {
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
      yield { type: 'progress', ...progress }
      continue
    }
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
  yield { type: 'end', ...(await appended) }
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
