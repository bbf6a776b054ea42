/**
 * Reading records of any chain, as one page of JSON or as JSON lines to the end.
 */
import { assert } from '../../core/errors.ts'
import type { ReadPage, VGuardNode } from '../../node/api.ts'
import { given } from '../../node/given.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import type { GivenLineOf, GivenOf } from '../contract/operation.ts'
import { RECORD_OPERATIONS } from '../contract/records.ts'
import { LINES_TYPE } from '../json-lines.ts'
import { sendValues } from '../lines.ts'
import { cursorText, recordJson, type SelectorQuery, selectorOf } from '../records.ts'
import { addRoute } from '../route.ts'

const OPERATION = RECORD_OPERATIONS.readRecords

export function addReadRoutes(app: App, { node }: RouteContext): void {
  addRoute(app, OPERATION, async ({ query, headers }, reply) => {
    const { chain, minHeight, fresh, deadlineMs, ...rest } = query
    const selector = selectorOf(given(rest) as SelectorQuery)
    const options = { minHeight, fresh, deadlineMs, signal: signalOf(reply) }
    if (headers.accept?.includes(LINES_TYPE) === true) {
      return sendValues(OPERATION, reply, recordLines(node, chain, selector, options))
    }
    const page = await node.read(chain, selector, options)
    void reply.header('x-vguard-served-by', page.servedBy)
    void reply.header('x-vguard-hops', String(page.trace.length))
    return pageJson(page)
  })
}

/** A line for each record, and at the end one that says who served them. */
async function* recordLines(
  node: VGuardNode,
  chain: string,
  selector: Parameters<VGuardNode['read']>[1],
  options: Parameters<VGuardNode['read']>[2]
): AsyncGenerator<GivenLineOf<typeof OPERATION>> {
  const pages: ReadPage[] = []
  let records = 0
  let bytes = 0
  const onPage = (page: ReadPage): void => {
    pages[0] ??= page
    pages[1] = page
    bytes += page.bytes
  }
  for await (const record of node.readAll(chain, selector, { ...options, onPage })) {
    records++
    yield { type: 'record', ...recordJson(record) }
  }
  const [first, last = first] = pages
  assert(first !== undefined && last !== undefined, 'a read has a page, though it may be empty')
  const { chain: id, headHeight, epoch, servedBy } = last
  yield {
    ...{ type: 'end', chain: id, records, headHeight, epoch, servedBy },
    trace: first.trace,
    bytes
  }
}

function pageJson({ records, cursor, ...page }: ReadPage): GivenOf<typeof OPERATION> {
  return {
    ...page,
    records: records.map(recordJson),
    ...(cursor === undefined ? {} : { cursor: cursorText(cursor) })
  }
}
