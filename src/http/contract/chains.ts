/**
 * Chains: which are known, their blocks, checks, exports and imports, pins.
 */
import { Type } from 'typebox'
import { LINES_TYPE } from '../json-lines.ts'
import { operation } from './operation.ts'
import { RecordBody } from './records.ts'
import { Anything, Count, Height, Name, Ranges, Strings, strict } from './shapes.ts'

const BLOCKS_MAX = 1000

const ChainParams = strict({ chain: Name })
const head = { height: Type.Integer(), hash: Type.String() }

/** As the status of the vehicle has it. */
const chainStatus = {
  chain: Type.String(),
  name: Type.String(),
  proposer: Type.Optional(Type.String()),
  duty: Type.Enum(['proposer', 'backup', 'obsolete', 'former', 'voter', 'member', 'none']),
  held: Ranges,
  bytes: Type.Number(),
  certified: Type.Optional(Type.Object(head)),
  health: Type.Enum(['ok', 'damaged', 'frozen']),
  damage: Ranges,
  unaccounted: Type.Optional(Type.String()),
  table: Type.Optional(
    Type.Object({ epoch: Type.Integer(), height: Type.Integer(), members: Strings })
  ),
  pinned: Ranges
}
export const ChainStatusBody = Type.Object(chainStatus)
export const ChainBody = Type.Object({
  ...chainStatus,
  isOwn: Type.Boolean(),
  label: Type.String(),
  elsewhere: Type.Optional(Type.Object({ height: Type.Integer(), knownBy: Strings }))
})
const ChainsBody = Type.Object({ chains: Type.Array(ChainBody) })

const header = {
  chain: Type.String(),
  ...head,
  prev: Type.String(),
  timeMs: Type.Number(),
  state: Type.Enum(['certified', 'decided', 'tentative']),
  nonce: Type.Optional(Type.String()),
  seal: Type.Optional(Type.Object({ booth: Type.String(), operation: Type.String() }))
}
export const HeaderBody = Type.Object({
  ...header,
  records: Type.Optional(Count),
  bytes: Count
})
export const BlockBody = Type.Object({
  ...header,
  records: Type.Optional(Type.Array(RecordBody)),
  commands: Type.Optional(Type.Array(Anything)),
  encoded: Type.String()
})

export const ReportBody = Type.Object({
  chain: Type.String(),
  isSound: Type.Boolean(),
  from: Type.Integer(),
  to: Type.Integer(),
  blocks: Type.Integer(),
  headersOnly: Type.Integer(),
  certificates: Type.Integer(),
  certifiedTo: Type.Integer(),
  decidedTo: Type.Integer(),
  missing: Ranges,
  faults: Type.Array(Type.Object({ height: Type.Integer(), reason: Type.String() }))
})
export const ImportedBody = Type.Object({
  chain: Type.String(),
  from: Type.Integer(),
  to: Type.Integer(),
  blocks: Type.Integer(),
  stored: Type.Integer()
})
export const PinnedBody = Type.Object({
  pinned: Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }))
})

const bytes = { bytes: Type.String() }
const ExportLine = Type.Union([
  Type.Object({
    type: Type.Literal('chain'),
    format: Type.Integer(),
    chain: Type.String(),
    genesis: Type.String()
  }),
  Type.Object({ type: Type.Literal('booth'), booth: Type.String(), ...bytes }),
  Type.Object({ type: Type.Literal('block'), ...head, ...bytes }),
  Type.Object({ type: Type.Literal('certificate'), height: Type.Integer(), ...bytes }),
  Type.Object({ type: Type.Literal('end'), blocks: Type.Integer() })
])

const range = { from: Type.Optional(Height), to: Type.Optional(Height) }
const pin = {
  method: 'POST',
  tag: 'chains',
  params: ChainParams,
  body: strict({ from: Height, to: Height }),
  answer: PinnedBody
} as const

export const CHAIN_OPERATIONS = {
  listChains: operation({
    id: 'listChains',
    method: 'GET',
    path: '/v1/chains',
    tag: 'chains',
    summary: 'The chains known here',
    answer: ChainsBody
  }),
  discoverChains: operation({
    id: 'discoverChains',
    method: 'POST',
    path: '/v1/chains/discover',
    tag: 'chains',
    summary: 'Asks the connected vehicles which chains they know',
    answer: ChainsBody
  }),
  showChain: operation({
    id: 'showChain',
    method: 'GET',
    path: '/v1/chains/{chain}',
    tag: 'chains',
    summary: 'A chain by its id, its name or its proposer',
    params: ChainParams,
    answer: ChainBody
  }),
  listBlocks: operation({
    id: 'listBlocks',
    method: 'GET',
    path: '/v1/chains/{chain}/blocks',
    tag: 'chains',
    summary: 'Headers of verified blocks; until tells which of a group that are not certified yet',
    params: ChainParams,
    query: strict({
      ...range,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: BLOCKS_MAX })),
      until: Type.Optional(Type.Enum(['certified', 'decided', 'tentative']))
    }),
    answer: Type.Object({ blocks: Type.Array(HeaderBody), next: Type.Optional(Type.Integer()) })
  }),
  showBlock: operation({
    id: 'showBlock',
    method: 'GET',
    path: '/v1/chains/{chain}/blocks/{height}',
    tag: 'chains',
    summary:
      'A block with its records, or with the commands of the chain of a group; ' +
      'of the engine quorum these are values as they were acknowledged',
    params: strict({ chain: Name, height: Height }),
    answer: BlockBody
  }),
  verifyChain: operation({
    id: 'verifyChain',
    method: 'POST',
    path: '/v1/chains/{chain}/verify',
    tag: 'chains',
    summary:
      'Checks hashes, links, work, signatures and certificates of all that is held of a chain',
    params: ChainParams,
    answer: ReportBody
  }),
  acceptLoss: operation({
    id: 'acceptLoss',
    method: 'POST',
    path: '/v1/chains/{chain}/accept-loss',
    tag: 'chains',
    summary: 'Gives up what this disk has lost of a chain',
    params: ChainParams,
    answer: Type.Object({
      chain: Type.String(),
      blocks: Ranges,
      records: Type.Optional(Type.String())
    })
  }),
  exportChain: operation({
    id: 'exportChain',
    method: 'GET',
    path: '/v1/chains/{chain}/export',
    tag: 'chains',
    summary: 'Certified blocks as JSON lines that can be verified anywhere',
    params: ChainParams,
    query: strict(range),
    lines: ExportLine
  }),
  importChain: operation({
    id: 'importChain',
    method: 'POST',
    path: '/v1/chains/import',
    tag: 'chains',
    summary: 'Verifies an export and keeps its blocks, pinned',
    key: 'none',
    file: [LINES_TYPE],
    answer: ImportedBody
  }),
  pin: operation({
    ...pin,
    id: 'pin',
    path: '/v1/chains/{chain}/pin',
    summary: 'Keeps blocks held here for ever'
  }),
  unpin: operation({
    ...pin,
    id: 'unpin',
    path: '/v1/chains/{chain}/unpin',
    summary: 'Lets pinned blocks go when they would'
  })
}
