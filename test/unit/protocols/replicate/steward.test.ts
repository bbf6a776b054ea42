/** Stewards: who acts for a proposer that is gone, and what becomes of it when it returns. */
import { describe, expect, it } from 'vitest'
import { createFleet, type Fleet } from './fleet.ts'
import { copiesOf, factsOf, membersOf, namesOf, placeAndHear, tableAt } from './looks.ts'

const SEVEN = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
const KIB = 1024

describe('stewards', () => {
  const lead = (fleet: Fleet): string =>
    fleet.nodes().find(({ facts }) => facts.some(({ name }) => name === 'replicate:elected'))
      ?.name ?? ''

  it('steward: with the proposer and a member gone the others make the next table', () => {
    const fleet = createFleet({ names: SEVEN })
    fleet.append('A', 20, KIB)
    placeAndHear(fleet, ['B', 'C', 'D'])
    fleet.crash('A')
    fleet.crash('B')
    fleet.pass(118_000)
    expect(lead(fleet)).toBe('')
    expect(fleet.until(() => tableAt(fleet, 'C', 'A')?.epoch === 2, 60_000)).toBe(true)
    const steward = lead(fleet)
    expect(['C', 'D']).toContain(steward)
    const table = tableAt(fleet, steward, 'A')
    expect(table).toMatchObject({ epoch: 2, height: 20, steward: fleet.node(steward).peer })
    const members = namesOf(fleet, table?.members ?? [])
    expect(members).toEqual(expect.arrayContaining(['C', 'D']))
    expect(members).toHaveLength(3)
    expect(members).not.toContain('B')
    expect(fleet.invariants.violations).toEqual([])
    fleet.boot('B')
    fleet.pass(5_000)
    expect(copiesOf(fleet, 'A')).not.toContain('B')
    fleet.boot('A')
    fleet.pass(2_000)
    expect(tableAt(fleet, 'A')?.epoch).toBe(2)
    fleet.append('A', 2, KIB)
    const report = placeAndHear(fleet, ['B', 'E', 'F'])
    expect(report).toMatchObject({ state: 'sealed', epoch: 3, height: 22 })
    fleet.pass(5_000)
    expect(copiesOf(fleet, 'A')).toEqual(['B', 'E', 'F'])
    fleet.invariants.finish()
    expect(fleet.invariants.violations).toEqual([])
  })

  it('steward: when the proposer has long been away, those left stand one after the other', () => {
    const fleet = createFleet({ names: SEVEN })
    fleet.append('A', 3)
    placeAndHear(fleet, ['B', 'C', 'D'])
    fleet.crash('A')
    fleet.pass(1_200_000)
    fleet.crash('D')
    expect(fleet.until(() => lead(fleet) !== '', 90_000)).toBe(true)
    const stood = ['B', 'C'].flatMap((name) => factsOf(fleet, name, 'replicate:standing'))
    expect(stood, 'nobody against the other').toHaveLength(1)
  })

  it('steward: one that was not elected stands again after a time of its own', () => {
    const fleet = createFleet({ names: SEVEN })
    fleet.append('A', 3)
    placeAndHear(fleet, ['B', 'C', 'D'])
    fleet.crash('A')
    fleet.crash('D')
    fleet.tap = (_from, _to, _protocol, message) =>
      message.type === 'stewardAsk' ? undefined : message
    const stood = (): number => factsOf(fleet, 'B', 'replicate:standing').length
    const gaps: number[] = []
    for (let lastMs = 0; gaps.length < 5; lastMs = fleet.now()) {
      const before = stood()
      expect(fleet.until(() => stood() > before, 300_000)).toBe(true)
      gaps.push(fleet.now() - lastMs)
    }
    // All looks are 10 s apart, so two that fail together would meet again at each of them.
    const offBeat = gaps
      .slice(1)
      .filter((ms) => Math.abs(ms - Math.round(ms / 10_000) * 10_000) > 50)
    expect(offBeat.length).toBeGreaterThan(2)
    fleet.tap = undefined
    expect(fleet.until(() => lead(fleet) !== '', 30_000)).toBe(true)
  })

  it('steward: one that finds too few gives up when the proposer makes a table after all', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C', 'D', 'E'] })
    fleet.append('A', 4)
    placeAndHear(fleet, ['B', 'C', 'D'])
    for (const name of ['A', 'B', 'E']) {
      fleet.crash(name)
    }
    expect(fleet.until(() => lead(fleet) !== '', 200_000)).toBe(true)
    const steward = lead(fleet)
    const placements = () => fleet.node(steward).life?.replicate.status(0).placements
    fleet.pass(60_000)
    const elected = ['C', 'D'].flatMap((name) => factsOf(fleet, name, 'replicate:elected'))
    expect(elected, 'whom one has voted for is given time').toHaveLength(1)
    expect(Object.values(placements() ?? {})).toMatchObject([{ isUnderReplicated: true, have: 2 }])
    fleet.cut('E', 'C')
    fleet.cut('E', 'D')
    fleet.boot('A')
    fleet.boot('E')
    expect(fleet.until(() => (tableAt(fleet, 'A')?.epoch ?? 0) > 1, 60_000)).toBe(true)
    fleet.pass(1_000)
    expect(membersOf(fleet, 'A')).toEqual(['C', 'D', 'E'])
    expect(tableAt(fleet, steward, 'A')).toMatchObject({ steward: undefined })
    expect(factsOf(fleet, steward, 'replicate:superseded')).toHaveLength(1)
    expect(placements()).toEqual({})
    expect(fleet.invariants.violations).toEqual([])
    fleet.crash(steward)
    fleet.boot(steward)
    fleet.pass(1_000)
    expect(placements()).toEqual({})
  })

  it('steward: a restarted one goes on with its draft', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C', 'D', 'E'] })
    fleet.append('A', 4)
    placeAndHear(fleet, ['B', 'C', 'D'])
    for (const name of ['A', 'B', 'E']) {
      fleet.crash(name)
    }
    fleet.until(() => lead(fleet) !== '', 200_000)
    const steward = lead(fleet)
    fleet.pass(1_000)
    fleet.crash(steward)
    fleet.boot(steward)
    fleet.pass(3_000)
    fleet.boot('E')
    expect(fleet.until(() => tableAt(fleet, steward, 'A')?.epoch === 2, 20_000)).toBe(true)
    expect(tableAt(fleet, steward, 'A')?.steward).toBe(fleet.node(steward).peer)
  })

  it('steward: nobody stands while all members are there, or the proposer is', () => {
    const fleet = createFleet({ names: SEVEN })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B', 'C', 'D'])
    fleet.crash('A')
    fleet.pass(200_000)
    expect(factsOf(fleet, 'B', 'replicate:standing')).toEqual([])
    fleet.boot('A')
    for (const name of ['C', 'D']) {
      fleet.cut(name, 'B')
      fleet.cut(name, 'A')
    }
    fleet.pass(200_000)
    // C and D miss the proposer and each other's companion; B still sees the proposer.
    expect(factsOf(fleet, 'B', 'replicate:standing')).toEqual([])
  })

  it('steward: a member that sees the proposer does not vote', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C', 'D', 'E'] })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B', 'C', 'D'])
    fleet.crash('D')
    fleet.cut('A', 'B')
    fleet.cut('A', 'D')
    fleet.cut('A', 'E')
    fleet.pass(300_000)
    expect(factsOf(fleet, 'B', 'replicate:standing').length).toBeGreaterThan(0)
    expect(factsOf(fleet, 'B', 'replicate:elected')).toEqual([])
  })

  it('steward: one whom too few can elect waits, and stands soon after one more has come', () => {
    const fleet = createFleet({ names: SEVEN })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B', 'C', 'D'])
    for (const name of ['A', 'C', 'D']) {
      fleet.crash(name)
    }
    fleet.pass(400_000)
    expect(factsOf(fleet, 'B', 'replicate:standing')).toEqual([])
    expect(tableAt(fleet, 'B', 'A')?.epoch).toBe(1)
    fleet.boot('D')
    fleet.pass(15_000)
    expect(factsOf(fleet, 'B', 'replicate:standing')).toHaveLength(1)
    // The one that has come back votes once it has missed the proposer for long enough itself.
    expect(fleet.until(() => (tableAt(fleet, 'B', 'A')?.epoch ?? 0) > 1, 150_000)).toBe(true)
  })

  it('steward: who has long waited for voters does not stand when the proposer comes first', () => {
    const fleet = createFleet({ names: SEVEN })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B', 'C', 'D'])
    for (const name of ['A', 'C', 'D']) {
      fleet.crash(name)
    }
    fleet.pass(400_000)
    fleet.boot('D')
    fleet.pass(5_000)
    fleet.boot('A')
    fleet.pass(60_000)
    expect(factsOf(fleet, 'B', 'replicate:standing')).toEqual([])
  })

  it('steward: one that comes back with an old table learns from whom it asks, and stands once', () => {
    const fleet = createFleet({ names: SEVEN })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B', 'C', 'D'])
    fleet.crash('B')
    expect(fleet.until(() => tableAt(fleet, 'C', 'A')?.epoch === 2, 60_000)).toBe(true)
    fleet.crash('A')
    fleet.crash('D')
    fleet.boot('B')
    expect(fleet.until(() => (tableAt(fleet, 'B', 'A')?.epoch ?? 0) > 1, 200_000)).toBe(true)
    fleet.pass(60_000)
    expect(factsOf(fleet, 'B', 'replicate:standing')).toHaveLength(1)
    expect(copiesOf(fleet, 'A')).not.toContain('B')
  })

  it('steward: a restarted voter does not vote twice in an epoch', () => {
    const fleet = createFleet({ names: SEVEN })
    fleet.append('A', 2)
    const { chain } = placeAndHear(fleet, ['B', 'C', 'D'])
    fleet.crash('A')
    fleet.crash('D')
    fleet.cut('B', 'C')
    fleet.pass(125_000)
    const votes: { readonly epoch?: number }[] = []
    fleet.tap = (_from, _to, _protocol, message) => {
      if (message.type === 'stewardAnswer') {
        votes.push(message as { readonly epoch?: number })
        return undefined
      }
      return message
    }
    const ask = { type: 'stewardAsk', chain, epoch: 50, booth: undefined } as const
    fleet.send('B', 'C', ask)
    fleet.heal('B', 'C')
    fleet.pass(100)
    fleet.send('B', 'C', ask)
    fleet.pass(10)
    fleet.crash('C')
    fleet.boot('C')
    fleet.pass(125_000)
    votes.length = 0
    fleet.send('D', 'C', ask)
    fleet.send('B', 'C', { ...ask, epoch: 49 })
    fleet.send('E', 'C', { ...ask, epoch: 60 })
    fleet.send('B', 'C', { ...ask, epoch: 1 })
    fleet.pass(20)
    expect(votes.sort((a, b) => (a.epoch ?? 0) - (b.epoch ?? 0))).toMatchObject([
      { refusal: 'stale', epoch: 1 },
      { refusal: 'voted', epoch: 49 },
      { refusal: 'stranger', epoch: 60 }
    ])
  })

  it('steward: a table of the same epoch by the proposer stands beside it, and both are released', () => {
    const fleet = createFleet({ names: [...SEVEN, 'H'] })
    fleet.append('A', 5)
    placeAndHear(fleet, ['B', 'C', 'D'])
    fleet.crash('D')
    for (const a of ['A', 'E', 'F', 'G']) {
      for (const b of ['B', 'C', 'H']) {
        fleet.cut(a, b)
      }
    }
    fleet.pass(900_000)
    expect(tableAt(fleet, 'A')).toMatchObject({ epoch: 2, steward: undefined })
    expect(membersOf(fleet, 'A')).toEqual(['E', 'F', 'G'])
    expect(namesOf(fleet, tableAt(fleet, 'B', 'A')?.members ?? [])).toEqual(['B', 'C', 'H'])
    expect(tableAt(fleet, 'B', 'A')?.epoch).toBe(2)
    fleet.healAll()
    fleet.pass(60_000)
    fleet.append('A', 1)
    placeAndHear(fleet, ['E', 'F', 'G'])
    fleet.pass(60_000)
    expect(tableAt(fleet, 'A')?.epoch).toBe(3)
    expect(copiesOf(fleet, 'A')).toEqual(['E', 'F', 'G'])
    expect(fleet.node('A').life?.replicate.status(0).obsolete).toMatchObject({
      [fleet.chain('A').chain.id]: [fleet.node('D').peer]
    })
  })
})
