/** Chunks of a chain of which this vehicle holds another block. */
import { describe, expect, it } from 'vitest'
import { createBlock } from '../../../../src/core/block.ts'
import { createHoldings } from '../../../../src/core/holdings.ts'
import { checkChunk, conflicts } from '../../../../src/protocols/replicate/check-chunk.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestChain, testEntries } from '../../../support/chain.ts'
import { collect, EMPTY_DISK, SELECT_ALL } from '../../../support/environment.ts'

const realm = createCryptoRealm(1)
const proposer = realm.identity('proposer')
const { crypto } = realm.identity('holder')

describe('chunk of a forked chain', () => {
  const test = createTestChain(proposer)
  for (let i = 0; i < 4; i++) {
    test.add(testEntries(2, 8, i))
  }
  const { chain } = test
  const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
  const held = holdings.adopt(chain, collect())
  const prev = test.block(1).hash
  const fork = createBlock(proposer.crypto, {
    ...{ chain: chain.id, height: 2, prev, timeMs: 9_000 },
    entries: testEntries(1, 8, 99)
  })
  holdings.put(test.block(1), collect())
  holdings.put(fork, collect())

  const check = (told: (height: number) => string | undefined) =>
    checkChunk(
      crypto,
      chain,
      {
        ...{ type: 'chunk', chain: chain.id, from: 3, to: 4, certificates: [], booths: [] },
        blocks: [3, 4].map((height) => test.block(height).bytes)
      },
      { told, held: held.hashAt, areProposers: true }
    )

  it('chunk: blocks that link to another block than is held here are no lie, but a fork', () => {
    const checked = check((height) => (height === 4 ? test.block(4).hash : undefined))
    expect(checked).toEqual(
      [test.block(3), test.block(4)].map((block) => expect.objectContaining({ hash: block.hash }))
    )
    expect('reason' in checked || conflicts(held, checked)).toBe(true)
    expect('reason' in checked).toBe(false)
  })

  it('chunk: blocks that link to another block than the proposer told of are a lie', () => {
    expect(check((height) => (height === 2 ? fork.hash : undefined))).toMatchObject({ isLie: true })
  })
})
