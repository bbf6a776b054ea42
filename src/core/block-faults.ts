/**
 * Why a block is not what its chain asks for: by itself, and behind the block before it.
 */
import { type Block, hasWork, verifyBlockSignature } from './block.ts'
import { NO_HASH } from './bytes.ts'
import type { Crypto } from './crypto.ts'
import { type Chain, isGroup } from './genesis.ts'

/** Why a block cannot belong to a chain, whatever is around it; undefined when it may. */
export function blockFault(crypto: Crypto, { genesis }: Chain, block: Block): string | undefined {
  if (genesis.proposer !== undefined && !verifyBlockSignature(crypto, genesis.proposer, block)) {
    return 'its proposer did not sign it'
  }
  return hasWork(block.hash, genesis.workBits)
    ? undefined
    : `its hash does not begin with ${genesis.workBits} zero bits`
}

/** Why a block does not stand in its place; blocks that are not neighbours are not compared. */
export function linkFault(
  chain: Chain,
  before: Block | undefined,
  { header }: Block
): string | undefined {
  const { height, prev, timeMs } = header
  if (height === 1) {
    return prev === NO_HASH ? undefined : 'the first block has a link before it'
  }
  if (before?.header.height !== height - 1) {
    return undefined
  }
  if (prev !== before.hash) {
    return 'it does not link to the block before'
  }
  return isGroup(chain) && timeMs < before.header.timeMs
    ? 'its time lies before that of the block before'
    : undefined
}
