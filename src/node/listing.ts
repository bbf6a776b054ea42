/**
 * The blocks of a chain as they are listed: what is certified or decided, and of a group's chain also what this
 * vehicle has accepted and no majority is known to have.
 *
 * Keeps: every block links to the one before it, whatever is decided while they are read.
 */
import { decodeBlock } from '../core/block.ts'
import { isGroup } from '../core/genesis.ts'
import type { Held } from '../core/holdings.ts'
import { tailKey } from '../core/keyspace.ts'
import { NUMBER_MAX } from '../core/limits.ts'
import {
  type ArchiveSource,
  type BlockRange,
  plainBlock,
  type VerifiedBlock,
  verifiedBlocks
} from './archive.ts'
import { recordsBetween } from './pages.ts'

/** Times that what was decided meanwhile is looked for; on a busy chain the list ends before it. */
const ROUNDS_MAX = 3

/**
 * @param written everything that the vehicle has done before is on disk
 * @throws VGuardError ERR_DAMAGED at the first block that is not what its chain says
 */
export async function* listedBlocks(
  source: ArchiveSource,
  held: Held,
  written: () => Promise<void>,
  range: BlockRange = {}
): AsyncGenerator<VerifiedBlock> {
  const { until, to = NUMBER_MAX, signal } = range
  const isTentative = until === 'tentative' && isGroup(held.chain)
  let next = range.from ?? 1
  let before: VerifiedBlock | undefined
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const decided = held.lastHeight
    // What was decided last is in memory first.
    await written()
    for await (const block of verifiedBlocks(source, held, { ...range, from: next, signal })) {
      before = block
      yield block
    }
    next = Math.max(next, decided + 1, (before?.height ?? 0) + 1)
    if (!isTentative) {
      return
    }
    for await (const block of tailBlocks(source, held, next, to, signal)) {
      if (block.height !== next || (before !== undefined && block.prev !== before.hash)) {
        break
      }
      before = block
      next++
      yield block
    }
    if (held.lastHeight < next || to < next) {
      return
    }
  }
}

/** What the vehicle has accepted at these heights; it leaves this place when it is decided. */
async function* tailBlocks(
  { store, crypto }: ArchiveSource,
  { chain: { id } }: Held,
  from: number,
  to: number,
  signal: AbortSignal | undefined
): AsyncGenerator<VerifiedBlock> {
  if (to < from) {
    return
  }
  const [first, last] = [tailKey(id, from), tailKey(id, to)]
  for await (const { value } of recordsBetween(store, first, last, signal)) {
    const block = value === undefined ? undefined : decodeBlock(crypto, value)
    if (block === undefined) {
      return
    }
    yield plainBlock(block, 'tentative')
  }
}
