/**
 * Chains: which are known, their blocks, checks, exports and imports, pins.
 */
import { Readable } from 'node:stream'
import { toString as toText } from 'uint8arrays/to-string'
import type { GroupView, VGuardNode } from '../../node/api.ts'
import type { VerifiedBlock } from '../../node/archive.ts'
import { NotFoundError } from '../../node/errors.ts'
import { given } from '../../node/given.ts'
import { decodeEntries } from '../../node/records.ts'
import { commandJson } from '../commands.ts'
import { type App, type RouteContext, signalOf } from '../context.ts'
import { LINES_TYPE, readLines } from '../json-lines.ts'
import { sendLines } from '../lines.ts'
import { recordJson } from '../records.ts'
import {
  AnyBody,
  BlockParams,
  BlocksQuery,
  ChainParams,
  ImportedBody,
  PinBody,
  PinnedBody,
  RangeQuery,
  ReportBody
} from '../schemas.ts'

const BLOCKS_DEFAULT = 20

export function addChainRoutes(app: App, { node }: RouteContext): void {
  const one = { schema: { params: ChainParams, response: { 200: AnyBody } } }
  app.get('/v1/chains', { schema: { response: { 200: AnyBody } } }, () => ({
    chains: node.chains()
  }))
  app.post('/v1/chains/discover', { schema: { response: { 200: AnyBody } } }, async (_, reply) => ({
    chains: await node.discoverChains({ signal: signalOf(reply) })
  }))
  app.get('/v1/chains/:chain', one, ({ params }) => {
    const id = node.resolveChain(params.chain)
    const found = node.chains().find(({ chain }) => chain === id)
    if (found === undefined) {
      throw new NotFoundError(`nothing is held of chain ${id}; read it first`, {
        code: 'ERR_UNKNOWN_CHAIN'
      })
    }
    return found
  })
  app.get(
    '/v1/chains/:chain/blocks',
    { schema: { params: ChainParams, querystring: BlocksQuery, response: { 200: AnyBody } } },
    async ({ params, query: { limit = BLOCKS_DEFAULT, ...rest } }, reply) => {
      const blocks: unknown[] = []
      const range = { ...given(rest), signal: signalOf(reply) }
      for await (const block of node.blocks(params.chain, range)) {
        if (blocks.length === limit) {
          return { blocks, next: block.height }
        }
        blocks.push(headerJson(block))
      }
      return { blocks }
    }
  )
  app.get(
    '/v1/chains/:chain/blocks/:height',
    { schema: { params: BlockParams, response: { 200: AnyBody } } },
    async ({ params: { chain, height } }, reply) => {
      const range = {
        from: height,
        to: height,
        until: 'tentative',
        signal: signalOf(reply)
      } as const
      for await (const block of node.blocks(chain, range)) {
        return blockJson(block, groupOf(node, block.chain))
      }
      const message = `block ${height} is not held here, or not certified; read it from a holder`
      throw new NotFoundError(message, { code: 'ERR_NOT_HERE' })
    }
  )
  app.post(
    '/v1/chains/:chain/verify',
    { schema: { params: ChainParams, response: { 200: ReportBody } } },
    ({ params }, reply) => node.verifyChain(params.chain, { signal: signalOf(reply) })
  )
  app.post('/v1/chains/:chain/accept-loss', one, ({ params }, reply) =>
    node.acceptLoss(params.chain, { signal: signalOf(reply) })
  )
  app.get(
    '/v1/chains/:chain/export',
    { schema: { params: ChainParams, querystring: RangeQuery } },
    ({ params, query: { from, to } }, reply) =>
      sendLines(
        reply,
        node.exportChain(params.chain, { ...given({ from, to }), signal: signalOf(reply) })
      )
  )
  for (const type of ['pin', 'unpin'] as const) {
    app.post(
      `/v1/chains/:chain/${type}`,
      { schema: { params: ChainParams, body: PinBody, response: { 200: PinnedBody } } },
      ({ params, body: { from, to } }, reply) =>
        node[type](params.chain, from, to, { signal: signalOf(reply) })
    )
  }
}

/** An export as the body. */
export function addImportRoute(app: App, { node }: RouteContext): void {
  app.addContentTypeParser(LINES_TYPE, (_request, payload, done) => done(null, payload))
  app.post(
    '/v1/chains/import',
    { schema: { response: { 200: ImportedBody } } },
    ({ body }, reply) => {
      const lines = body instanceof Readable ? readLines(body) : []
      return node.importChain(lines, { signal: signalOf(reply) })
    }
  )
}

function headerJson({ entries, bytes, ...header }: VerifiedBlock): object {
  return { ...header, records: entries?.length, bytes: bytes.length }
}

/** `group`: whose chain it is; undefined for records. */
function blockJson(block: VerifiedBlock, group: GroupView | undefined): object {
  const { entries, bytes, ...header } = block
  const content =
    group === undefined
      ? { records: decodeEntries(block.height, entries ?? []).map(recordJson) }
      : { commands: entries?.map((entry) => commandJson(group, entry)) }
  return {
    ...header,
    ...(entries === undefined ? {} : content),
    encoded: toText(bytes, 'base64pad')
  }
}

function groupOf(node: VGuardNode, chain: string): GroupView | undefined {
  return node.groups().find((group) => group.chain === chain)
}
