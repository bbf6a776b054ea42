/**
 * The key-value stores of groups.
 */
import type { VGuardNode } from '../../node/api.ts'
import { NotFoundError } from '../../node/errors.ts'
import type { KvScanOptions, KvStore, KvWatchOptions } from '../../node/kv/api.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import { KV_OPERATIONS } from '../contract/kv.ts'
import type { GivenLineOf } from '../contract/operation.ts'
import { LINES_TYPE } from '../json-lines.ts'
import {
  changeJson,
  entryJson,
  expectedOf,
  inputOf,
  keyOf,
  partJson,
  rangeOf,
  transactionOf,
  withEntries
} from '../kv-json.ts'
import { sendValues } from '../lines.ts'
import { addRoute } from '../route.ts'

/** A watcher that hears nothing for longer may take the node for gone. */
const ALIVE_MS = 15_000

/** A watch that is refused is refused by then; otherwise the watcher hears that it has begun. */
const BEGUN_MS = 250

type ScanLine = GivenLineOf<typeof KV_OPERATIONS.kvScan>
type WatchLine = GivenLineOf<typeof KV_OPERATIONS.kvWatch>

export function addKvRoutes(app: App, { node }: RouteContext): void {
  addWriteRoutes(app, node)
  addReadRoutes(app, node)
}

function addWriteRoutes(app: App, node: VGuardNode): void {
  addRoute(app, KV_OPERATIONS.kvPut, async ({ params: { group }, body }, reply) =>
    withEntries(
      await node.kv(group).put(keyOf(body), inputOf(body), { ...body, signal: signalOf(reply) })
    )
  )
  addRoute(app, KV_OPERATIONS.kvDelete, async ({ params: { group }, body }, reply) =>
    withEntries(await node.kv(group).delete(keyOf(body), { ...body, signal: signalOf(reply) }))
  )
  addRoute(app, KV_OPERATIONS.kvTouch, async ({ params: { group }, body }, reply) => {
    const { ttlMs = 0, ...rest } = body
    const options = { ...rest, signal: signalOf(reply) }
    return withEntries(await node.kv(group).touch(keyOf(body), ttlMs, options))
  })
  addRoute(app, KV_OPERATIONS.kvCas, async ({ params: { group }, body }, reply) => {
    const expected = expectedOf(body.expected)
    const options = { ...body, signal: signalOf(reply) }
    const store = node.kv(group)
    return withEntries(await store.compareAndSet(keyOf(body), expected, inputOf(body), options))
  })
  addRoute(app, KV_OPERATIONS.kvTxn, async ({ params: { group }, body }, reply) => {
    const { timeoutMs, operation, ...transaction } = body
    const options = { timeoutMs, operation, signal: signalOf(reply) }
    const { parts, ...done } = await node.kv(group).transact(transactionOf(transaction), options)
    return { ...done, parts: parts.map(partJson) }
  })
}

function addReadRoutes(app: App, node: VGuardNode): void {
  addRoute(app, KV_OPERATIONS.kvGet, async ({ params: { group }, query }, reply) => {
    const { timeoutMs } = query
    const found = await node.kv(group).get(keyOf(query), { timeoutMs, signal: signalOf(reply) })
    if (found === undefined) {
      throw new NotFoundError('the key is not there', { code: 'ERR_NO_KEY' })
    }
    return entryJson(found)
  })
  addRoute(app, KV_OPERATIONS.kvScan, async ({ params: { group }, query, headers }, reply) => {
    const { prefix, prefixBase64, from, to, ...rest } = query
    const range = rangeOf({ prefix, prefixBase64, from, to })
    const options = { ...rest, ...range, signal: signalOf(reply) }
    const store = node.kv(group)
    if (headers.accept?.includes(LINES_TYPE) === true) {
      return sendValues(KV_OPERATIONS.kvScan, reply, entryLines(store, options))
    }
    const { entries, cursor, ...page } = await store.scan(options)
    return { ...page, entries: entries.map(entryJson), cursor }
  })
  addRoute(
    app,
    KV_OPERATIONS.kvCount,
    async ({ params: { group }, query: { timeoutMs, ...range } }, reply) => {
      const options = { timeoutMs, signal: signalOf(reply) }
      return { count: await node.kv(group).count(rangeOf(range), options) }
    }
  )
  addRoute(app, KV_OPERATIONS.kvStats, ({ params: { group }, query: { timeoutMs } }, reply) =>
    node.kv(group).stats({ timeoutMs, signal: signalOf(reply) })
  )
  addRoute(
    app,
    KV_OPERATIONS.kvWatch,
    ({ params: { group }, query: { fromHeight, ...range } }, reply) =>
      sendValues(
        KV_OPERATIONS.kvWatch,
        reply,
        changeLines(node.kv(group), { ...rangeOf(range), fromHeight, signal: signalOf(reply) })
      )
  )
}

/** All entries of a range, and at the end how many. */
async function* entryLines(store: KvStore, options: KvScanOptions): AsyncGenerator<ScanLine> {
  let entries = 0
  for await (const entry of store.scanAll(options)) {
    entries++
    yield { type: 'entry', ...entryJson(entry) }
  }
  yield { type: 'end', chain: store.chain, entries }
}

/** Changes as they come; between them a line that says that the node is alive. */
async function* changeLines(store: KvStore, options: KvWatchOptions): AsyncGenerator<WatchLine> {
  const changes = store.watch(options)
  let next = changes.next()
  let waitMs = BEGUN_MS
  try {
    for (;;) {
      const found = await soon(next, waitMs)
      waitMs = ALIVE_MS
      if (found === undefined) {
        yield { type: 'alive' }
        continue
      }
      if (found.done === true) {
        return
      }
      yield changeJson(found.value)
      next = changes.next()
    }
  } finally {
    next.catch(() => undefined)
    changes.return().catch(() => undefined)
  }
}

/** What the promise gives, or undefined when it takes too long. */
async function soon<T>(promise: Promise<T>, waitMs: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, waitMs, undefined)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
