/** The issuer's role among candidates that lie: none chooses itself, none keeps a chain unplaced. */
import { describe, expect, it } from 'vitest'
import { answer, hold, placing, receivers } from './issuing.ts'

describe('issuer: liars', () => {
  it('issuer: steps that are only told of keep a place no longer than the chunks could take', () => {
    const bench = placing('ab', 1)
    const [first = ''] = receivers(bench.sent('offer'))
    const { id: chain } = bench.test.chain
    answer(bench, first)
    for (let step = 1; step <= 60 && bench.facts('dropped').length === 0; step++) {
      bench.tell({ type: 'progress', chain, epoch: 1, blocks: step }, first)
      bench.after(4_000)
    }
    expect(bench.facts('dropped')).toMatchObject([{ peer: first, reason: 'stalled' }])
  })

  it('issuer: who was not asked does not choose itself', () => {
    const bench = placing('a', 2)
    hold(bench, 'x')
    hold(bench, 'y')
    expect(bench.signals('table')).toEqual([])
    hold(bench, 'a')
    expect(bench.machine.status(0).placements[bench.test.chain.id]).toMatchObject({ have: 1 })
  })

  it('issuer: the word of one that was given up comes late and counts, but not of a liar', () => {
    for (const isLiar of [false, true]) {
      const bench = placing('a', 2)
      const { peer } = bench.identity('a')
      answer(bench, peer)
      bench.after(5_000)
      expect(bench.facts('dropped'), 'given up').toHaveLength(1)
      if (isLiar) {
        bench.signal({ type: 'distrust', peer, reason: 'it lied' })
      }
      hold(bench, 'a')
      const { placements } = bench.machine.status(0)
      expect(placements[bench.test.chain.id]?.have, `liar ${isLiar}`).toBe(isLiar ? 0 : 1)
    }
  })

  it('issuer: one vehicle makes it begin anew twice, not for ever', () => {
    const bench = placing('ab', 1)
    const { peer: liar } = bench.identity('a')
    const epochs = new Set<number>()
    for (let round = 0; round < 10; round++) {
      for (const { receiver, epoch } of bench.sent('offer')) {
        epochs.add(epoch)
        if (receiver === liar) {
          answer(bench, liar, { epoch, refusal: 'stale', knownEpoch: epoch + 1 })
        }
      }
    }
    expect([...epochs], 'the first and two more').toHaveLength(3)
    expect(bench.facts('dropped')).toMatchObject([{ peer: liar, reason: 'stale' }])
  })
})
