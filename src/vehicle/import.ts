/**
 * Takes over blocks that were exported by another holder: what an operator brings by hand is believed
 * no more than what a peer sends.
 *
 * Keeps: only blocks below a valid certificate are stored, each where it links; nothing of the
 * vehicle's own chain, because a proposer that forgot what it signed could sign another block there.
 */
import { decodeBlock, type FullBlock, isFull, verifyBlockSignature } from '../core/block.ts'
import {
  type Booth,
  boothFault,
  type Certificate,
  decodeBooth,
  decodeCertificate,
  verifyCertificate
} from '../core/booth.ts'
import type { Environment } from '../core/environment.ts'
import { type Chain, decodeChain, isGroup } from '../core/genesis.ts'
import type { Held } from '../core/holdings.ts'
import type { Reply, Sink } from '../core/machine.ts'
import type { Imported, ImportRequest } from './requests.ts'
import type { VehicleEffect } from './types.ts'

interface Part {
  readonly chain: Chain
  readonly booth: Booth
  readonly certificate: Certificate
  readonly blocks: readonly FullBlock[]
}

export function importBlocks(
  environment: Environment,
  request: ImportRequest,
  out: Sink<VehicleEffect>
): Reply {
  const part = decodePart(environment, request)
  if (typeof part === 'string') {
    return refused('invalid', part)
  }
  const { chain, booth, certificate, blocks } = part
  if (isGroup(chain)) {
    const message = 'blocks of a group come from its members only; make this vehicle one of them'
    return refused('groupChain', message)
  }
  const fault = partFault(environment, part)
  if (fault !== undefined) {
    return refused('invalid', fault)
  }
  if (chain.genesis.proposer === environment.self) {
    const message = 'this vehicle proposes the chain itself; import it on another vehicle'
    return refused('ownChain', message)
  }
  const held = environment.holdings.adopt(chain, out)
  const other = conflictOf(held, blocks)
  if (other !== undefined) {
    return refused('conflict', `another block ${other} of chain ${chain.id} is held here`)
  }
  const stored = blocks.filter((block) => environment.holdings.put(block, out) === 'stored').length
  environment.holdings.certify(certificate, booth, out)
  const head = { height: certificate.height, hash: certificate.hash }
  out.push({ type: 'signal', signal: { type: 'certified', chain: chain.id, head } })
  const from = blocks[0]?.header.height ?? certificate.height
  const value: Imported = { chain: chain.id, from, to: certificate.height, stored }
  return { type: 'ok', value }
}

/** The decoded part, or what is malformed in it. */
function decodePart({ crypto }: Environment, request: ImportRequest): Part | string {
  try {
    const blocks = request.blocks.map((bytes) => decodeBlock(crypto, bytes))
    if (!blocks.every(isFull)) {
      return 'an imported block has no body'
    }
    return {
      chain: decodeChain(crypto, request.genesis),
      booth: decodeBooth(crypto, request.booth),
      certificate: decodeCertificate(request.certificate),
      blocks
    }
  } catch (error) {
    return error instanceof Error ? error.message : 'the import is malformed'
  }
}

function partFault({ crypto, fleet }: Environment, part: Part): string | undefined {
  const { chain, booth, certificate, blocks } = part
  const reason = boothFault(crypto, fleet, chain, booth)
  if (reason !== undefined) {
    return reason
  }
  if (!verifyCertificate(crypto, fleet, chain, booth, certificate)) {
    return `the certificate of block ${certificate.height} lacks valid signatures`
  }
  const last = blocks.at(-1)
  if (last?.header.height !== certificate.height || last.hash !== certificate.hash) {
    return `the certificate of block ${certificate.height} does not cover these blocks`
  }
  const { proposer = '' } = chain.genesis
  for (const [i, block] of blocks.entries()) {
    const { height, prev } = block.header
    const before = blocks[i - 1]
    const isLinked =
      before === undefined || (before.header.height === height - 1 && before.hash === prev)
    if (block.header.chain !== chain.id || !isLinked) {
      return `block ${height} does not follow the one before it`
    }
    if (!verifyBlockSignature(crypto, proposer, block)) {
      return `the proposer did not sign block ${height}`
    }
  }
  return undefined
}

/** The height at which another history is held, or undefined. */
function conflictOf(held: Held, blocks: readonly FullBlock[]): number | undefined {
  for (const { header, hash } of blocks) {
    const known = held.hashAt(header.height)
    const before = held.hashAt(header.height - 1)
    if ((known !== undefined && known !== hash) || (before ?? header.prev) !== header.prev) {
      return header.height
    }
  }
  return undefined
}

function refused(reason: string, message: string): Reply {
  return { type: 'refused', reason, message, retry: false }
}
