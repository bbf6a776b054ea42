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
  const check = (hashAt: (height: number) => string | undefined, from = 2, to = 4) =>
    checkChunk(self.crypto, chain, chunkOf(from, to), { hashAt, areProposers: true })

  it('group chunk: unsigned blocks are believed when the hash of the last is known', () => {
    const hashAt = (height: number) => (height === 4 ? blocks[3]?.hash : undefined)
    expect(check(hashAt)).toHaveLength(3)
  })

  it('group chunk: without that hash nothing is, and with another it is a lie', () => {
    expect(check(() => undefined)).toMatchObject({ isLie: false })
    expect(check((height) => (height === 4 ? 'ab'.repeat(32) : undefined))).toMatchObject({
      isLie: true
    })
  })
})
