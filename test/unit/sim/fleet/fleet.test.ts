/** Small fleets of real backup machines: what holds of them at all times, and the closed formula. */
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import type { ChainBook } from '../../../../src/sim/fleet/books.ts'
import { createBooks } from '../../../../src/sim/fleet/books.ts'
import { brokenRules } from '../../../../src/sim/fleet/check.ts'
import { type FleetOptions, resolveFleetOptions } from '../../../../src/sim/fleet/options.ts'
import type { FleetReport } from '../../../../src/sim/fleet/report.ts'
import { createFleetRun } from '../../../../src/sim/fleet/run.ts'
import { type FleetMember, WINDOW_MS } from '../../../../src/sim/fleet/world.ts'

const SLOW = { timeout: 120_000 }

function reportOf(options: FleetOptions): FleetReport {
  const run = createFleetRun({ blockBytes: 64, ...options })
  run.runTo(run.endMs)
  return run.report()
}

describe('fleet', () => {
  it('fleet: one seed is one report, to the last byte; another seed is another', SLOW, () => {
    const options = { vehicles: 32, hours: 1, warmUpHours: 0.2, departures: 1, arrivals: 4 }
    const [one, again] = [reportOf({ ...options, seed: 7 }), reportOf({ ...options, seed: 7 })]
    expect(JSON.stringify(again)).toBe(JSON.stringify(one))
    expect(JSON.stringify(reportOf({ ...options, seed: 8 }))).not.toBe(JSON.stringify(one))
  })

  it('fleet: window by window it is the same fleet', SLOW, () => {
    const options = { vehicles: 40, hours: 0.7, warmUpHours: 0.3, departures: 1, blockBytes: 64 }
    const run = createFleetRun(options)
    while (run.nowMs() < run.endMs) {
      run.runTo(run.nowMs() + WINDOW_MS)
    }
    expect(JSON.stringify(run.report())).toBe(JSON.stringify(reportOf(options)))
  })

  it(
    'fleet: every proposer that is there keeps k + 1 backups, through a storm as well',
    SLOW,
    () => {
      const report = reportOf({
        vehicles: 64,
        hours: 4,
        departures: 0.5,
        arrivals: 2,
        storm: 0.2,
        reads: 4
      })
      expect(report.checks.first).toEqual([])
      expect(report.checks).toMatchObject({ looks: 4, broken: 0 })
      expect(report.repair.repairs).toBeGreaterThan(100)
      expect(report.repair.storm?.left).toBeGreaterThan(5)
      expect(report.availability.survives.slice(0, 4)).toEqual([1, 1, 1, 1])
      const { asked, answered, failed, unavailable, broken } = report.reads
      expect(asked).toBeGreaterThan(500)
      expect(failed).toBe(0)
      expect(asked - answered - unavailable - broken).toBeLessThan(3)
    }
  )

  it(
    'fleet: with nobody leaving there are k + 1 copies besides the proposer, no more',
    SLOW,
    () => {
      const { availability, storage, repair } = reportOf({
        vehicles: 32,
        k: 2,
        hours: 1,
        departures: 0,
        storm: 0
      })
      expect(availability.survives).toEqual([1, 1, 1, 1, 0])
      expect(storage.hostedBytes.mean).toBeCloseTo(storage.formulaBytes, 6)
      expect(repair).toMatchObject({ repairs: 0, storm: undefined })
      for (const { share, value, formula } of availability.loss) {
        expect(Math.abs(value - formula), `lost with ${share}`).toBeLessThan(0.2)
      }
    }
  )

  it('fleet: time with one backup away is what the formula says, within a quarter', SLOW, () => {
    const { availability, repair } = reportOf({
      vehicles: 64,
      k: 1,
      hours: 6,
      departures: 1,
      arrivals: 9,
      booths: 0,
      reads: 0,
      storm: 0
    })
    // About 600 absences of nearly the same length: 4 % is their standard deviation.
    expect(repair.repairs).toBeGreaterThan(400)
    const [, one] = availability.away
    expect((one?.withProposer ?? 0) / (one?.formula ?? 1)).toBeGreaterThan(0.75)
    expect((one?.withProposer ?? 0) / (one?.formula ?? 1)).toBeLessThan(1.25)
  })

  it(
    'fleet: those who notice a loss at the same moment elect a steward without a duel',
    SLOW,
    () => {
      const repairs = [1, 2, 3, 4].map((seed) => {
        const { repair } = reportOf({
          seed,
          vehicles: 48,
          k: 3,
          hours: 4,
          warmUpHours: 0.5,
          departures: 0.5,
          arrivals: 1,
          booths: 0,
          reads: 0,
          storm: 0
        })
        return repair
      })
      const count = repairs.reduce((sum, { bySteward }) => sum + bySteward, 0)
      const ms = repairs.reduce(
        (sum, repair) => sum + repair.bySteward * repair.byStewardMs.mean,
        0
      )
      expect(count).toBeGreaterThan(200)
      // Duels lasted 7 minutes on average, and some for an hour; without the order 100 seconds.
      expect(ms / count).toBeLessThan(80_000)
    }
  )

  it('fleet: an idle vehicle is left alone', SLOW, () => {
    const idle = { vehicles: 16, departures: 0, arrivals: 3_600, booths: 0, reads: 0, storm: 0 }
    const [short, long] = [reportOf({ ...idle, hours: 1 }), reportOf({ ...idle, hours: 11 })]
    // Per vehicle and hour: adverts to 15 others four times, six digests, six rests of each watch.
    expect((long.plans - short.plans) / 16 / 10).toBeLessThan(60)
  })

  it.each([
    [{ k: 16 }, /k is 16/],
    [{ vehicles: 3 }, /vehicles is 3/],
    [{ vehicles: 10.5 }, /vehicles is 10.5/],
    [{ departures: -1 }, /departures is -1/],
    [{ arrivals: 0 }, /arrivals is 0/],
    [{ storm: 1.5 }, /storm is 1.5/],
    [{ hours: Number.NaN }, /hours is NaN/],
    [{ vehicles: 20, neighbours: 4, k: 3 }, /neighbourhoods of 4; k = 3 needs at least 6/]
  ])('fleet: %j is refused', (options, message) => {
    expect(() => resolveFleetOptions(options)).toThrow(InvalidInputError)
    expect(() => resolveFleetOptions(options)).toThrow(message)
  })
})

describe('check', () => {
  const RULES = { backups: 2, graceMs: 60_000, deferredAtMs: new Map<string, number>() }

  /** A fleet of four in which 0 proposes and 1 and 2 hold its chain. */
  const scene = (holds: (index: number) => boolean = () => true) => {
    const books = createBooks(4, 2)
    const chain: ChainBook = books.begin('chain', 0)
    const members = [0, 1, 2, 3].map((index) => {
      books.arrived(0, index)
      const machine = { holds: () => holds(index), replicateStatus: () => ({ placements: {} }) }
      return { index, machine } as unknown as FleetMember
    })
    books.sealed(1, { chain: 'chain', epoch: 1, height: 5, members: [1, 2], issuer: 0 })
    return { books, chain, members }
  }

  it('check: a fleet as it should be breaks nothing', () => {
    const { books, members } = scene()
    expect(brokenRules(100_000, members, books, RULES)).toEqual([])
  })

  it('check: a backup that lacks blocks of its table is named', () => {
    const { books, members } = scene((index) => index !== 2)
    expect(brokenRules(100_000, members, books, RULES)).toEqual([
      'chain of car-0: car-2 is named by epoch 1 and lacks blocks up to 5'
    ])
  })

  it('check: a backup that is away for long and is not replaced is told', () => {
    const { books, members } = scene()
    books.left(100_000, 1)
    expect(brokenRules(150_000, members, books, RULES)).toEqual([])
    expect(brokenRules(161_000, members, books, RULES)[0]).toMatch(/away for 61 s/)
    const deferredAtMs = new Map([['chain', 150_000]])
    expect(brokenRules(161_000, members, books, { ...RULES, deferredAtMs })).toEqual([])
  })

  it('check: a table with too few backups is told', () => {
    const { books, members } = scene()
    books.sealed(2, { chain: 'chain', epoch: 2, height: 5, members: [1], issuer: 0 })
    expect(brokenRules(3, members, books, RULES)[0]).toMatch(/names 1 backups, not 2 others/)
  })
})
