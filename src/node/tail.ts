/**
 * The tentative blocks of a group's chain: those that this vehicle has accepted and that no majority is
 * known to have.
 *
 * Keeps: each links to the one before, as far as it was decided when it was looked at.
 */
import { decodeBlock } from '../core/block.ts'
import { isGroup } from '../core/genesis.ts'
import type { Held } from '../core/holdings.ts'
import { tailKey } from '../core/keyspace.ts'
import { type ArchiveSource, type BlockRange, plainBlock, type VerifiedBlock } from './archive.ts'
import { recordsBetween } from './pages.ts'

const HEIGHT_MAX = 2 ** 48 - 1

export async function* tentativeBlocks(
  { store, crypto }: ArchiveSource,
  held: Held,
  { from = 1, to = HEIGHT_MAX, signal }: BlockRange = {}
): AsyncGenerator<VerifiedBlock> {
  const { id } = held.chain
  const first = Math.max(from, held.lastHeight + 1)
  if (!isGroup(held.chain) || to < first) {
    return
  }
  let prev: string | undefined
  for await (const { value } of recordsBetween(
    store,
    tailKey(id, first),
    tailKey(id, to),
    signal
  )) {
    const block = value === undefined ? undefined : decodeBlock(crypto, value)
    if (block === undefined || (prev !== undefined && block.header.prev !== prev)) {
      return
    }
    prev = block.hash
    yield plainBlock(block, 'tentative')
  }
}
