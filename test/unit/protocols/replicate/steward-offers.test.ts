/** Offers of stewards: taken for chains of others, but no more than for an author. */
import { describe, expect, it } from 'vitest'
import { signStewardVote } from '../../../../src/core/steward-vote.ts'
import { REPLICATE_DEFAULTS } from '../../../../src/protocols/replicate/options.ts'
import type { Offer, OfferRefusal } from '../../../../src/protocols/replicate/types.ts'
import { createTestChain, testEntries, testSealed } from '../../../support/chain.ts'
import { type Bench, createBench } from './bench.ts'
import { fleetOf } from './bench-states.ts'

/** What a steward offers for the chain of `author`, elected by all backups of that. */
function stewardOffer(
  bench: Bench,
  author: string,
  members: readonly string[],
  bytes = bench.offer().bytes
): Offer {
  const proposer = bench.identity(author)
  const test = createTestChain(proposer)
  const { hash } = test.add(testEntries(1))
  const table = { chain: test.chain.id, epoch: 1, height: 1, headHash: hash }
  const identities = members.map((name) => bench.identity(name))
  const sorted = identities.sort((a, b) => (a.peer < b.peer ? -1 : 1))
  const before = testSealed(proposer, { ...table, members: sorted }).bytes
  const steward = bench.identity('steward').peer
  const candidacy = { chain: test.chain.id, epoch: 2, steward }
  const electors = sorted.map(({ peer, crypto }) =>
    signStewardVote(crypto, { ...candidacy, voter: peer })
  )
  const { chain } = test
  const change = { chain: chain.id, genesis: chain.bytes, epoch: 2, head: { height: 1, hash } }
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
    expect(refusalOf(bench, stewardOffer(bench, 'p', ['x', 'y'], bytes))).toBeUndefined()
    expect(refusalOf(bench, stewardOffer(bench, 'q', ['x', 'y'], bytes))).toBeUndefined()
    expect(refusalOf(bench, stewardOffer(bench, 'r', ['x', 'y'], 1)), 'one more').toBe('full')
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
