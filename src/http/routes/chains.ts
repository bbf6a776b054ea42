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
import { CHAIN_OPERATIONS } from '../contract/chains.ts'
import type { GivenOf } from '../contract/operation.ts'
import { readLines } from '../json-lines.ts'
import { sendLines } from '../lines.ts'
import { recordJson } from '../records.ts'
import { addRoute } from '../route.ts'

const BLOCKS_DEFAULT = 20

type HeaderJson = GivenOf<typeof CHAIN_OPERATIONS.listBlocks>['blocks'][number]
type BlockJson = GivenOf<typeof CHAIN_OPERATIONS.showBlock>

export function addChainRoutes(app: App, context: RouteContext): void {
  const { node } = context
  addRoute(app, CHAIN_OPERATIONS.listChains, () => ({ chains: node.chains() }))
  addRoute(app, CHAIN_OPERATIONS.discoverChains, async (_, reply) => ({
    chains: await node.discoverChains({ signal: signalOf(reply) })
  }))
  addRoute(app, CHAIN_OPERATIONS.showChain, ({ params }) => {
    const id = node.resolveChain(params.chain)
    const found = node.chains().find(({ chain }) => chain === id)
    if (found === undefined) {
      throw new NotFoundError(`nothing is held of chain ${id}; read it first`, {
        code: 'ERR_UNKNOWN_CHAIN'
      })
    }
    return found
  })
  addRoute(app, CHAIN_OPERATIONS.verifyChain, ({ params }, reply) =>
    node.verifyChain(params.chain, { signal: signalOf(reply) })
  )
  addRoute(app, CHAIN_OPERATIONS.acceptLoss, ({ params }, reply) =>
    node.acceptLoss(params.chain, { signal: signalOf(reply) })
  )
  addRoute(app, CHAIN_OPERATIONS.exportChain, ({ params, query: { from, to } }, reply) => {
    const range = { ...given({ from, to }), signal: signalOf(reply) }
    return sendLines(reply, node.exportChain(params.chain, range))
  })
  for (const type of ['pin', 'unpin'] as const) {
    addRoute(app, CHAIN_OPERATIONS[type], ({ params, body: { from, to } }, reply) =>
      node[type](params.chain, from, to, { signal: signalOf(reply) })
    )
  }
  addBlockRoutes(app, context)
}

function addBlockRoutes(app: App, { node }: RouteContext): void {
  addRoute(app, CHAIN_OPERATIONS.listBlocks, async ({ params, query }, reply) => {
    const { limit = BLOCKS_DEFAULT, ...rest } = query
    const blocks: HeaderJson[] = []
    const range = { ...given(rest), signal: signalOf(reply) }
    for await (const block of node.blocks(params.chain, range)) {
      if (blocks.length === limit) {
        return { blocks, next: block.height }
      }
      blocks.push(headerJson(block))
    }
    return { blocks }
  })
  addRoute(app, CHAIN_OPERATIONS.showBlock, async ({ params: { chain, height } }, reply) => {
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
  })
}

/** An export as the body. */
export function addImportRoute(app: App, { node }: RouteContext): void {
  const operation = CHAIN_OPERATIONS.importChain
  for (const type of operation.file) {
    app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))
  }
  addRoute(app, operation, ({ body }, reply) => {
    const lines = body instanceof Readable ? readLines(body) : []
    return node.importChain(lines, { signal: signalOf(reply) })
  })
}

function headerJson({ entries, bytes, ...header }: VerifiedBlock): HeaderJson {
  return { ...header, records: entries?.length, bytes: bytes.length }
}

/** `group`: whose chain it is; undefined for records. */
function blockJson(block: VerifiedBlock, group: GroupView | undefined): BlockJson {
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
