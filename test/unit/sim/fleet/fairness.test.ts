/** The draw as it is, and one that prefers some: the figure of fairness tells them apart. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRandom } from '../../../../src/core/random.ts'
import type { Fairness } from '../../../../src/sim/fleet/fairness.ts'
import { createDrawTally } from '../../../../src/sim/fleet/fairness.ts'
import type { FleetOptions } from '../../../../src/sim/fleet/options.ts'

const DRAW = '../../../../src/protocols/replicate/draw.ts'

/** Many placements in little time: everybody comes and goes. */
const BUSY: FleetOptions = {
  vehicles: 48,
  k: 1,
  arrivals: 4,
  departures: 1,
  hours: 4,
  warmUpHours: 0.5,
  booths: 0.5,
  reads: 0,
  storm: 0,
  blockBytes: 64
}

async function fairnessOf(options: FleetOptions): Promise<Fairness> {
  const { createFleetRun } = await import('../../../../src/sim/fleet/run.ts')
  const run = createFleetRun(options)
  run.runTo(run.endMs)
  return run.report().fairness
}

afterEach(() => {
  vi.doUnmock(DRAW)
  vi.resetModules()
})

describe('fairness', () => {
  it('fairness: a fair draw is as uneven as chance, one vehicle preferred is noticed', () => {
    const random = createRandom(5)
    const [fair, biased] = [createDrawTally(20), createDrawTally(20)]
    const all = Array.from({ length: 20 }, (_, i) => i)
    for (let i = 0; i < 2_000; i++) {
      fair.add(random.shuffle(all).slice(0, 3), all)
      biased.add(random.chance(0.1) ? [0, 1, 2] : random.shuffle(all).slice(0, 3), all)
    }
    expect(fair.result().pValue).toBeGreaterThan(0.001)
    expect(fair.result().gini).toBeLessThan(2 * fair.result().giniByChance)
    expect(biased.result().pValue).toBeLessThan(1e-9)
    expect(biased.result().gini).toBeGreaterThan(2 * biased.result().giniByChance)
  })

  it('fairness: a table without a new backup counts as no draw', () => {
    const tally = createDrawTally(4)
    tally.add([], [0, 1, 2, 3])
    expect(tally.result()).toMatchObject({ draws: 0, vehicles: 0, pValue: 1, gini: 0 })
  })

  it('fairness: the draw of the machines is even', { timeout: 120_000 }, async () => {
    const { draws, pValue } = await fairnessOf(BUSY)
    expect(draws).toBeGreaterThan(200)
    expect(pValue).toBeGreaterThan(0.001)
  })

  it('fairness: a draw that prefers some vehicles is noticed', { timeout: 120_000 }, async () => {
    vi.doMock(DRAW, async (original) => {
      const real = await original<typeof import('../../../../src/protocols/replicate/draw.ts')>()
      return {
        ...real,
        drawCandidates: (...given: Parameters<typeof real.drawCandidates>) => {
          const order = [...real.drawCandidates(...given)]
          const { current } = given[1]
          // The lesser half of the names goes first.
          const isFirst = (peer: string): boolean => current.includes(peer)
          const others = order.filter((peer) => !isFirst(peer)).sort()
          return [...order.filter(isFirst), ...others]
        }
      }
    })
    const { pValue, gini, giniByChance } = await fairnessOf(BUSY)
    expect(pValue).toBeLessThan(1e-6)
    expect(gini).toBeGreaterThan(1.3 * giniByChance)
  })
})
