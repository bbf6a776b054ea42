/**
 * What members send of the blocks that were asked for.
 *
 * Keeps: a block is taken only when it is the one that members have named, whole, of this chain, and with
 * the work that its genesis asks for: a hash that is named says nothing of what lies behind it.
 */
import { decodeBlock, type FullBlock, hasWork, isFull } from '../../core/block.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { BlocksMessage } from './types.ts'
import type { Agreed } from './witnesses.ts'

/** The blocks of a message up to the first that is not the one asked for, and why it is not. */
export function readBlocks(
  environment: Environment,
  { chain, range, blocks }: BlocksMessage,
  agreed: Agreed
): { readonly blocks: readonly FullBlock[]; readonly fault: string | undefined } {
  const read: FullBlock[] = []
  for (const [i, bytes] of blocks.entries()) {
    const height = range.from + i
    const expected = agreed.hashes[height - agreed.from]
    if (expected === undefined) {
      // Asked for in an earlier round, and decided here by now.
      continue
    }
    const block = decode(environment, bytes)
    if (block === undefined || block.hash !== expected || !isFull(block)) {
      const fault = `has sent another block ${height} than the one that is decided`
      return { blocks: read, fault }
    }
    if (block.header.chain !== chain || !hasWork(block.hash, workOf(environment, chain))) {
      const fault = `has sent a block ${height} of another chain, or without its work`
      return { blocks: read, fault }
    }
    read.push(block)
  }
  return { blocks: read, fault: undefined }
}

function workOf({ holdings }: Environment, chain: string): number {
  return holdings.get(chain)?.chain.genesis.workBits ?? 0
}

function decode(
  { crypto }: Environment,
  bytes: Uint8Array
): ReturnType<typeof decodeBlock> | undefined {
  try {
    return decodeBlock(crypto, bytes)
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return undefined
    }
    throw error
  }
}
