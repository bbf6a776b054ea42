/** Offers of stewards: taken for chains of others, but no more than for an author. */
import { describe, expect, it } from 'vitest'
import { signStewardVote } from '../../../../src/core/steward-vote.ts'
import { REPLICATE_DEFAULTS } from '../../../../src/protocols/replicate/options.ts'
import type { Offer, OfferRefusal } from '../../../../src/protocols/replicate/types.ts'
import { createTestChain, testEntries, testSealed } from '../../../support/chain.ts'
import { type Bench, createBench } from './bench.ts'
import { fleetOf } from './bench-states.ts'

interface Given {
  readonly bytes?: number
  readonly steward?: string
  /** Blocks of the chain, of which the table before has one. */
  readonly blocks?: number
}

/** What a steward offers for the chain of `author`, elected by all backups of that. */
function stewardOffer(
  bench: Bench,
  author: string,
  members: readonly string[],
  { bytes = bench.offer().bytes, steward: name = 'steward', blocks = 1 }: Given = {}
): Offer {
  const proposer = bench.identity(author)
  const test = createTestChain(proposer)
  const { hash } = test.add(testEntries(1))
  for (let i = 1; i < blocks; i++) {
    test.add(testEntries(1, 40, i))
  }
  const table = { chain: test.chain.id, epoch: 1, height: 1, headHash: hash }
  const identities = members.map((name) => bench.identity(name))
  const sorted = identities.sort((a, b) => (a.peer < b.peer ? -1 : 1))
  const before = testSealed(proposer, { ...table, members: sorted }).bytes
  const steward = bench.identity(name).peer
  const candidacy = { chain: test.chain.id, epoch: 2, steward }
  const electors = sorted.map(({ peer, crypto }) =>
    signStewardVote(crypto, { ...candidacy, voter: peer })
  )
  const { chain } = test
  const change = {
    chain: chain.id,
    genesis: chain.bytes,
    epoch: 2,
    head: { height: blocks, hash: test.block(blocks).hash }
  }
  return bench.offer({ ...change, bytes, issuer: steward, electors, before })
}

function refusalOf(bench: Bench, offer: Offer): OfferRefusal | undefined {
  bench.tell(offer, offer.issuer)
  return bench.sent('offerAnswer')[0]?.refusal
}

describe('offers of stewards', () => {
  it('steward offer: the chains of all authors together fill one share', () => {
    const bench = createBench({ replicate: REPLICATE_DEFAULTS })
    const { bytes } = bench.offer()
    bench.environment.setQuota(4 * bytes, 0, 1 << 30)
    expect(refusalOf(bench, stewardOffer(bench, 'p', ['x', 'y'], { bytes }))).toBeUndefined()
    expect(refusalOf(bench, stewardOffer(bench, 'q', ['x', 'y'], { bytes }))).toBeUndefined()
    expect(refusalOf(bench, stewardOffer(bench, 'r', ['x', 'y'], { bytes: 1 })), 'one more').toBe(
      'full'
    )
    expect(refusalOf(bench, bench.offer()), 'room of another').toBeUndefined()
  })

  it('steward offer: only when vehicles of the fleet have elected it', () => {
    for (const [met, refusal] of [
      [[], 'forged'],
      [['x'], 'forged'],
      [['x', 'y'], undefined]
    ] as const) {
      const bench = createBench({ overrides: { fleet: fleetOf(...met) } })
      const offer = stewardOffer(bench, 'p', ['x', 'y', 'z'])
      expect(refusalOf(bench, offer), met.join()).toBe(refusal)
    }
  })

  it('steward offer: of two issuers of an epoch the one with more blocks has the room', () => {
    const bench = createBench()
    const offerOf = (steward: string, blocks: number): OfferRefusal | undefined =>
      refusalOf(bench, stewardOffer(bench, 'p', ['x', 'y'], { steward, blocks }))
    expect(offerOf('first', 1)).toBeUndefined()
    expect(offerOf('other', 1), 'no more than the first').toBe('busy')
    expect(offerOf('other', 2)).toBeUndefined()
    expect(offerOf('first', 1), 'the room is that of the other now').toBe('busy')
    const { issuer, chain } = stewardOffer(bench, 'p', ['x', 'y'], { steward: 'other' })
    expect(bench.written(`s/replicate/reserve/${chain}`)).toMatchObject({ issuer, epoch: 2 })
  })

  it('steward offer: who takes the room of another issuer ends the transfer of that one', () => {
    const bench = createBench()
    bench.connect(bench.proposer.peer)
    bench.tell(bench.offer({ epoch: 2 }))
    bench.tell(bench.manifest({ epoch: 2 }))
    const left = (): unknown => bench.machine.status(0).transfers[bench.test.chain.id]?.blocksLeft
    expect(left()).toBe(10)
    const later = stewardOffer(bench, 'proposer', ['x', 'y'], { blocks: 11 })
    expect(later.chain).toBe(bench.test.chain.id)
    expect(refusalOf(bench, later)).toBeUndefined()
    expect(left()).toBeUndefined()
    bench.tell(bench.chunk(1, 10))
    expect(bench.sent('hold')).toEqual([])
  })

  it('offer: the same again keeps the room for no longer', () => {
    const bench = createBench()
    bench.tell(bench.offer())
    for (let minute = 1; minute < 10; minute++) {
      bench.after(60_000)
      bench.tell(bench.offer())
    }
    expect(bench.machine.reservedBytes()).toBeGreaterThan(0)
    bench.after(60_000)
    expect(bench.machine.reservedBytes()).toBe(0)
  })
})
