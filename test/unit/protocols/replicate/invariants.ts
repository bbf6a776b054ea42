/**
 * The promises of the archive, checked on what is on the disks: V1 to V3, V6 and V7 of the design.
 */

import { fromUtf8 } from '../../../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { parseHeightKey, tableKey } from '../../../../src/core/keyspace.ts'
import { decodeStoredBlock } from '../../../../src/core/stored-block.ts'
import { decodeSealedTable, sealedTableFault } from '../../../../src/core/table.ts'
import type { TestChain } from '../../../support/chain.ts'
import type { Batch, Node } from './node.ts'

export interface Invariants {
  /** What has been violated; empty when all is well. */
  readonly violations: string[]
  /** Vehicles whose disk is lost: nothing is expected of them any more. */
  readonly lost: Set<string>
  before(node: Node, batch: Batch): unknown
  after(nowMs: number, node: Node, batch: Batch, before: unknown): void
  /** Every sealed table seen, checked once more. */
  finish(): void
}

const HOLD = 's/replicate/hold/'
const RESERVE_SLACK_MS = 1_000

interface Deletion {
  readonly chain: string
  readonly height: number
}

export function createInvariants(nodes: readonly Node[], chains: readonly TestChain[]): Invariants {
  const violations: string[] = []
  const lost = new Set<string>()
  const holdEpochs = new Map<string, number>()
  const byPeer = new Map(nodes.map((node) => [node.peer, node]))
  const chainOf = new Map(chains.map((chain) => [chain.chain.id, chain]))
  const crypto = (nodes[0] as Node).identity.crypto
  const newest = new Map<string, number>()

  const hasBlock = (node: Node, chain: TestChain, height: number): boolean => {
    const value = node.records.get(`b/${chain.chain.id}/${height.toString(16).padStart(12, '0')}`)
    if (value === undefined) {
      return false
    }
    try {
      const { block } = decodeStoredBlock(crypto, value)
      return block.body !== undefined && block.hash === chain.block(height).hash
    } catch {
      return false // damaged by the test
    }
  }

  const missing = (node: Node, chain: TestChain, to: number): number | undefined => {
    for (let height = 1; height <= to; height++) {
      if (!hasBlock(node, chain, height)) {
        return height
      }
    }
    return undefined
  }

  /** V1: each member of the newest sealed table has every block, unless its disk is lost. */
  const checkTable = (bytes: Uint8Array, where: string): void => {
    const sealed = decodeSealedTable(crypto, bytes)
    const { chain: id, epoch, height, members } = sealed.table
    const chain = chainOf.get(id)
    if (chain === undefined || epoch < (newest.get(id) ?? 0)) {
      return
    }
    newest.set(id, epoch)
    for (const peer of members) {
      const member = byPeer.get(peer)
      const gap = member === undefined ? undefined : missing(member, chain, height)
      if (gap !== undefined && !lost.has(member?.name ?? '')) {
        violations.push(`V1 ${where}: ${member?.name} of table ${epoch} lacks block ${gap}`)
      }
    }
  }

  /** V2: what goes is held by all members of a genuine table of which this vehicle is none. */
  const checkDeletion = (node: Node, { chain: id, height }: Deletion): void => {
    const chain = chainOf.get(id)
    const bytes = node.records.get(tableKey(id))
    if (chain === undefined || bytes === undefined) {
      violations.push(`V2 ${node.name} deletes block ${height} without a table`)
      return
    }
    const sealed = decodeSealedTable(crypto, bytes)
    const { table } = sealed
    const fault = sealedTableFault(crypto, OPEN_FLEET, chain.chain, sealed, undefined)
    const isProposer = chain.chain.genesis.proposer === node.peer
    if (isProposer || fault !== undefined || table.members.includes(node.peer)) {
      violations.push(`V2 ${node.name} deletes block ${height}: ${fault ?? 'it is to hold it'}`)
    }
    if (table.height < height) {
      violations.push(`V2 ${node.name} deletes block ${height} above table ${table.height}`)
    }
    checkTable(bytes, `${node.name} deletes ${height}`)
  }

  /** V3: epochs of holds do not fall, and a hold has its blocks in the same batch. */
  const checkHold = (node: Node, id: string, value: Uint8Array): void => {
    const { epoch, height } = JSON.parse(fromUtf8(value)) as { epoch: number; height: number }
    const key = `${node.name} ${id}`
    if (epoch < (holdEpochs.get(key) ?? 0)) {
      violations.push(`V3 ${key}: hold ${epoch} after ${holdEpochs.get(key)}`)
    }
    holdEpochs.set(key, epoch)
    const chain = chainOf.get(id)
    const gap = chain === undefined ? undefined : missing(node, chain, height)
    if (gap !== undefined) {
      violations.push(`V3 ${key}: hold up to ${height} without block ${gap}`)
    }
  }

  const checkRoom = (nowMs: number, node: Node): void => {
    if (node.usedBytes() > node.quotaBytes) {
      violations.push(`V6 ${node.name} uses ${node.usedBytes()} of ${node.quotaBytes}`)
    }
    const status = node.life?.replicate.status(nowMs)
    for (const [chain, { untilMs }] of Object.entries(status?.transfers ?? {})) {
      if (untilMs + RESERVE_SLACK_MS < nowMs) {
        violations.push(`V7 ${node.name} keeps an expired reservation for ${chain}`)
      }
    }
  }

  return {
    violations,
    lost,
    before: (node, { ops }) =>
      ops.flatMap((op) => {
        const place =
          op.type === 'del' && op.key.startsWith('b/') ? parseHeightKey(op.key) : undefined
        return place !== undefined && node.records.has(op.key) ? [place] : []
      }),
    after(nowMs, node, { ops }, deletions) {
      for (const op of ops) {
        if (op.type === 'put' && op.key.startsWith('s/table/')) {
          checkTable(op.value, node.name)
        } else if (op.type === 'put' && op.key.startsWith(HOLD)) {
          checkHold(node, op.key.slice(HOLD.length), op.value)
        }
      }
      for (const deletion of deletions as Deletion[]) {
        checkDeletion(node, deletion)
      }
      checkRoom(nowMs, node)
    },
    finish() {
      for (const node of nodes) {
        for (const [key, value] of node.records) {
          if (key.startsWith('s/table/')) {
            checkTable(value, `${node.name} at the end`)
          }
        }
      }
    }
  }
}
