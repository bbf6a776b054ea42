/**
 * The last decided blocks in memory, for members that lack a few and for what is applied next.
 *
 * Keeps: they follow each other without a gap, so a height is a place.
 */
import type { FullBlock } from '../../core/block.ts'
import { assert } from '../../core/errors.ts'
import { RECENT_BLOCKS_MAX, RECENT_BYTES_MAX } from './limits.ts'

export interface Recent {
  /** The lowest height in it. */
  readonly from: number
  add(block: FullBlock): void
  get(height: number): FullBlock | undefined
  after(height: number): readonly FullBlock[]
}

export function createRecent(): Recent {
  let blocks: FullBlock[] = []
  let bytes = 0
  let drop = 0
  const from = (): number => blocks[drop]?.header.height ?? Number.POSITIVE_INFINITY

  return {
    get from() {
      return from()
    },
    add(block) {
      const { height } = block.header
      assert(height === from() + blocks.length - drop || blocks.length === 0, 'a block is left out')
      blocks.push(block)
      bytes += block.bytes.length
      while (
        blocks.length - drop > 1 &&
        (blocks.length - drop > RECENT_BLOCKS_MAX || bytes > RECENT_BYTES_MAX)
      ) {
        bytes -= blocks[drop]?.bytes.length ?? 0
        drop++
      }
      if (drop > RECENT_BLOCKS_MAX) {
        blocks = blocks.slice(drop)
        drop = 0
      }
    },
    get: (height) => (height < from() ? undefined : blocks[drop + height - from()]),
    after: (height) => blocks.slice(drop + Math.max(0, height + 1 - from()))
  }
}
