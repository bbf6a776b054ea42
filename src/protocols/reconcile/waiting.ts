/**
 * Blocks that have come before those in front of them.
 */
import type { FullBlock } from '../../core/block.ts'

export interface Waiting {
  /** Of the encoded blocks. */
  readonly bytes: number
  has(height: number): boolean
  add(block: FullBlock): void
  /** Takes those out that follow each other from this height on. */
  takeFrom(height: number): readonly FullBlock[]
  /** Forgets those up to this height. */
  forgetTo(height: number): void
}

export function createWaiting(): Waiting {
  const blocks = new Map<number, FullBlock>()
  let bytes = 0

  const remove = ({ header, bytes: { length } }: FullBlock): void => {
    blocks.delete(header.height)
    bytes -= length
  }

  return {
    get bytes() {
      return bytes
    },
    has: (height) => blocks.has(height),
    add(block) {
      blocks.set(block.header.height, block)
      bytes += block.bytes.length
    },
    takeFrom(height) {
      const taken: FullBlock[] = []
      let at = height
      for (let next = blocks.get(at); next !== undefined; next = blocks.get(at)) {
        at++
        taken.push(next)
        remove(next)
      }
      return taken
    },
    forgetTo(height) {
      for (const block of blocks.values()) {
        if (block.header.height <= height) {
          remove(block)
        }
      }
    }
  }
}
