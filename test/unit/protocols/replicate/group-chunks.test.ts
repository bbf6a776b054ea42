/** Chunks of a group's chain, whose blocks nobody signs. */
import { describe, expect, it } from 'vitest'
import { checkChunk } from '../../../../src/protocols/replicate/check-chunk.ts'
import { blocks, chain, self } from './group-bench.ts'

describe('group chunk', () => {
  const chunkOf = (from: number, to: number) => ({
    type: 'chunk' as const,
    chain: chain.id,
    from,
    to,
    blocks: blocks.slice(from - 1, to).map(({ bytes }) => bytes),
    certificates: [],
    booths: []
  })
  const unknown = (): undefined => undefined
  const check = (
    told: (height: number) => string | undefined,
    held: (height: number) => string | undefined = unknown
  ) => checkChunk(self.crypto, chain, chunkOf(2, 4), { told, held, areProposers: true })

  it('group chunk: unsigned blocks are believed when the hash of the last is known', () => {
    const hashAt = (height: number) => (height === 4 ? blocks[3]?.hash : undefined)
    expect(check(hashAt)).toHaveLength(3)
    expect(check(unknown, hashAt)).toHaveLength(3)
  })

  it('group chunk: without that hash nothing is, and with another it is a lie', () => {
    const other = (height: number) => (height === 4 ? 'ab'.repeat(32) : undefined)
    expect(check(unknown)).toMatchObject({ isLie: false })
    expect(check(other)).toMatchObject({ isLie: true })
    expect(check(unknown, other), 'what is held here may be the fork').toMatchObject({
      isLie: false
    })
  })
})
