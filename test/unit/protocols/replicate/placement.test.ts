/** Placing copies of a chain: VGuardDB's end of booth, and everything that it gets wrong. */
import { describe, expect, it } from 'vitest'
import { createFleet } from './fleet.ts'
import {
  copiesOf,
  factsOf,
  membersOf,
  namesOf,
  placeAndWait,
  reportOf,
  tableAt,
  trafficOf
} from './looks.ts'

const FIVE = ['A', 'B', 'C', 'D', 'E']
const KIB = 1024

describe('placement', () => {
  it('placement: b backups pull the chain and acknowledge, then the table is sealed', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 20, KIB)
    const report = placeAndWait(fleet, 'A', { backups: 2 })
    expect(report).toMatchObject({ state: 'sealed', epoch: 1, height: 20, released: [] })
    expect(report.chosen).toHaveLength(2)
    expect(copiesOf(fleet, 'A')).toEqual(namesOf(fleet, report.chosen))
    expect(report.bytesSent).toBeGreaterThan(2 * 20 * KIB)
    expect(tableAt(fleet, 'A')).toMatchObject({ epoch: 1, height: 20, previous: undefined })
    for (const peer of report.chosen) {
      const { life } = fleet.nodes().find((node) => node.peer === peer) ?? {}
      const held = life?.environment.holdings.get(report.chain)
      expect(held?.certified?.height, peer).toBe(20)
      expect(life?.replicate.dutyOf(report.chain), peer).toBe('backup')
    }
    expect(fleet.node('A').life?.replicate.dutyOf(report.chain)).toBe('proposer')
    expect(fleet.invariants.violations).toEqual([])
  })

  it('placement: three backups without any wish', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 3)
    expect(placeAndWait(fleet, 'A').chosen).toHaveLength(3)
  })

  it('placement: twice as many candidates are asked as are needed', () => {
    const fleet = createFleet({ names: [...FIVE, 'F', 'G', 'H'] })
    fleet.append('A', 3)
    placeAndWait(fleet, 'A', { backups: 2 })
    expect(fleet.traffic.filter(({ type }) => type === 'offer')).toHaveLength(4)
    expect(fleet.traffic.filter(({ type }) => type === 'offerCancel')).toHaveLength(2)
    expect(copiesOf(fleet, 'A')).toHaveLength(2)
  })

  it('placement: candidates that were not needed are cancelled and keep no room', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 3)
    placeAndWait(fleet, 'A', { backups: 2 })
    fleet.pass(1_000)
    for (const node of fleet.nodes()) {
      expect(node.life?.replicate.reservedBytes(), node.name).toBe(0)
      expect(node.life?.replicate.status(0).transfers, node.name).toEqual({})
    }
  })

  it('placement: vehicles named are taken first, others only when those have no room', () => {
    const fleet = createFleet({ names: [...FIVE, 'F', 'G'] })
    fleet.append('A', 5, KIB)
    const candidates = ['C', 'E', 'G'].map((name) => fleet.node(name).peer)
    placeAndWait(fleet, 'A', { backups: 2, candidates })
    expect(['C', 'E', 'G']).toEqual(expect.arrayContaining([...membersOf(fleet, 'A')]))
    fleet.node('C').quotaBytes = 0
    fleet.node('E').quotaBytes = 0
    fleet.append('A', 5, KIB)
    const report = placeAndWait(fleet, 'A', { backups: 2, candidates })
    expect(report.state).toBe('sealed')
    const members = membersOf(fleet, 'A')
    expect(members).toContain('G')
    expect(members.filter((name) => ['B', 'D', 'F'].includes(name))).toHaveLength(1)
  })

  it('placement: only a delta moves to backups that stay', () => {
    const fleet = createFleet({ names: FIVE, replicate: { preferCurrent: true } })
    fleet.append('A', 100, KIB)
    const before = placeAndWait(fleet, 'A', { backups: 2 })
    fleet.append('A', 1, KIB)
    const after = placeAndWait(fleet, 'A', { backups: 2 })
    expect(after.chosen).toEqual(before.chosen)
    expect(after).toMatchObject({ epoch: 2, height: 101 })
    expect(after.bytesSent).toBeLessThan(before.bytesSent / 50)
  })

  it('placement: a vehicle with temporary copies of a part is only sent the rest', () => {
    const fleet = createFleet({ names: ['A', 'B'] })
    fleet.append('A', 40, 16 * KIB)
    const batch = fleet.node('B').grow(fleet.chain('A'), 30)
    fleet.node('B').commit(batch)
    const report = placeAndWait(fleet, 'A', { backups: 1 })
    expect(report.state).toBe('sealed')
    expect(report.bytesSent).toBeLessThan(12 * 17 * KIB)
  })

  it('placement: former backups are released and their copies go', () => {
    const fleet = createFleet({ names: [...FIVE, 'F', 'G'] })
    fleet.append('A', 10, KIB)
    const named = (names: readonly string[]) => ({
      backups: 2,
      candidates: names.map((name) => fleet.node(name).peer)
    })
    placeAndWait(fleet, 'A', named(['E', 'F']))
    fleet.append('A', 10, KIB)
    const report = placeAndWait(fleet, 'A', named(['B', 'C']))
    expect(namesOf(fleet, report.chosen)).toEqual(['B', 'C'])
    expect(namesOf(fleet, report.released)).toEqual(['E', 'F'])
    expect(report.pending).toEqual([])
    fleet.pass(2_000)
    expect(copiesOf(fleet, 'A')).toEqual(['B', 'C'])
    expect(fleet.node('E').life?.replicate.dutyOf(report.chain)).toBe('none')
    expect(tableAt(fleet, 'E', 'A')?.epoch).toBe(2)
    expect(fleet.invariants.violations).toEqual([])
  })

  it('placement: the report does not wait for a former backup that cannot be reached', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 2)
    const only = (names: readonly string[]) => ({
      backups: 2,
      candidates: names.map((name) => fleet.node(name).peer)
    })
    placeAndWait(fleet, 'A', only(['D', 'E']))
    fleet.crash('E')
    fleet.pass(100)
    fleet.append('A', 2)
    const startedAt = fleet.now()
    const report = placeAndWait(fleet, 'A', only(['B', 'C']))
    expect(namesOf(fleet, report.released)).toEqual(['D'])
    expect(namesOf(fleet, report.pending)).toEqual(['E'])
    expect(fleet.now() - startedAt).toBeLessThan(400)
    expect(fleet.node('A').life?.replicate.status(0).obsolete[report.chain]).toHaveLength(1)
    fleet.boot('E')
    fleet.pass(3_000)
    expect(copiesOf(fleet, 'A')).toEqual(['B', 'C'])
    expect(fleet.node('A').life?.replicate.status(0).obsolete[report.chain]).toEqual([])
  })

  it('placement: a silent former backup delays the report by half a second only', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 2)
    const only = (names: readonly string[]) => ({
      backups: 2,
      candidates: names.map((name) => fleet.node(name).peer)
    })
    placeAndWait(fleet, 'A', only(['D', 'E']))
    fleet.tap = (_from, to, protocol, message) =>
      protocol === 'release' && to.name === 'E' ? undefined : message
    fleet.append('A', 2)
    const startedAt = fleet.now()
    const report = placeAndWait(fleet, 'A', only(['B', 'C']))
    expect(namesOf(fleet, report.pending)).toEqual(['E'])
    const took = fleet.now() - startedAt
    expect(took).toBeGreaterThanOrEqual(500)
    expect(took).toBeLessThan(800)
  })

  it('placement: everybody named learns of the table, also who was away', () => {
    const fleet = createFleet({ names: [...FIVE, 'F'] })
    fleet.append('A', 2)
    fleet.crash('E')
    fleet.pass(100)
    const candidates = ['B', 'C', 'D', 'E'].map((name) => fleet.node(name).peer)
    placeAndWait(fleet, 'A', { backups: 2, candidates })
    fleet.pass(1_000)
    expect(['B', 'C', 'D'].map((name) => tableAt(fleet, name, 'A')?.epoch)).toEqual([1, 1, 1])
    expect(tableAt(fleet, 'F', 'A')).toBeUndefined()
    fleet.crash('A')
    fleet.boot('E')
    fleet.boot('A')
    fleet.pass(1_000)
    expect(tableAt(fleet, 'E', 'A')?.epoch).toBe(1)
    const before = trafficOf(fleet, 'seal')
    fleet.pass(100_000)
    expect(trafficOf(fleet, 'seal')).toBe(before)
  })

  it('placement: former holders learn of newer tables, so that readers are sent on at once', () => {
    const fleet = createFleet({ names: [...FIVE, 'F', 'G'] })
    const on = (names: readonly string[]) => ({
      backups: 2,
      candidates: names.map((name) => fleet.node(name).peer)
    })
    for (const names of [
      ['B', 'C'],
      ['D', 'E'],
      ['F', 'G']
    ]) {
      fleet.append('A', 1)
      placeAndWait(fleet, 'A', on(names))
      fleet.pass(1_000)
    }
    expect(tableAt(fleet, 'B', 'A')?.epoch).toBe(3)
    expect(tableAt(fleet, 'D', 'A')?.epoch).toBe(3)
  })

  it('placement: a table that covers the height is answer enough, else a new one is made', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 4)
    placeAndWait(fleet, 'A', { backups: 2 })
    const enough = { height: 3, backups: 2 }
    expect(placeAndWait(fleet, 'A', enough)).toMatchObject({ state: 'sealed', epoch: 1 })
    expect(placeAndWait(fleet, 'A', { height: 4, backups: 2 }).epoch).toBe(1)
    expect(placeAndWait(fleet, 'A', { backups: 2 }).epoch).toBe(2)
    expect(placeAndWait(fleet, 'A', { height: 4, backups: 3 }).epoch).toBe(3)
    fleet.append('A', 1)
    expect(placeAndWait(fleet, 'A', { height: 5 }).epoch).toBe(4)
  })

  it('placement: without backups there is nothing to do', () => {
    const fleet = createFleet({ names: FIVE, replicate: { backups: 0 } })
    fleet.append('A', 2)
    expect(placeAndWait(fleet, 'A')).toMatchObject({ state: 'sealed', epoch: 0, chosen: [] })
    expect(trafficOf(fleet, 'offer')).toBe(0)
  })

  it('placement: two at once make two epochs, one after the other', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 30, KIB)
    const first = fleet.place('A', { backups: 2 })
    fleet.pass(10)
    fleet.append('A', 5, KIB)
    const second = fleet.place('A', { backups: 3 })
    const third = fleet.place('A', { backups: 3, height: 35 })
    const same = fleet.place('A', { backups: 2, height: 30 })
    fleet.until(() => fleet.reply('A', third) !== undefined)
    expect(reportOf(fleet.reply('A', first))).toMatchObject({ epoch: 1, height: 30 })
    expect(reportOf(fleet.reply('A', same))).toMatchObject({ epoch: 1, height: 30 })
    expect(reportOf(fleet.reply('A', second))).toMatchObject({ epoch: 2, height: 35 })
    expect(reportOf(fleet.reply('A', third))).toMatchObject({ epoch: 2, height: 35 })
    expect(reportOf(fleet.reply('A', second)).chosen).toHaveLength(3)
    expect(fleet.invariants.violations).toEqual([])
  })

  const refusals = {
    unknownChain: { chain: 'x' },
    invalid: { backups: 17 },
    empty: {}
  }
  for (const [reason, request] of Object.entries(refusals)) {
    it(`placement: refused as ${reason}`, () => {
      const fleet = createFleet({ names: ['A', 'B'] })
      fleet.node('A').grow(fleet.chain('A'))
      const id = fleet.place('A', request)
      fleet.pass(10)
      expect(fleet.reply('A', id)).toMatchObject({ type: 'refused', reason })
    })
  }

  it('placement: refused for invalid deadlines and heights, and for chains of others', () => {
    const fleet = createFleet({ names: ['A', 'B'] })
    fleet.append('A', 2)
    fleet.node('A').commit(fleet.node('A').grow(fleet.chain('B')))
    const chain = fleet.chain('B').chain.id
    const ids = [
      { deadlineMs: 0 },
      { height: 0 },
      { height: 2 ** 48 + 1 },
      { backups: 1.5 },
      { chain }
    ].map((request) => fleet.place('A', request))
    fleet.pass(30)
    const reasons = ids.map((id) => fleet.reply('A', id))
    expect(reasons).toMatchObject([
      { reason: 'invalid', retry: false },
      { reason: 'invalid' },
      { reason: 'invalid' },
      { reason: 'invalid' },
      { reason: 'notProposer' }
    ])
  })

  it('placement: a draft that finds too few vehicles gives way to a request for fewer', () => {
    const fleet = createFleet({ names: ['A', 'B'] })
    fleet.append('A', 5, KIB)
    const first = fleet.place('A', { backups: 2, deadlineMs: 30_000 })
    fleet.pass(10_000)
    expect(fleet.reply('A', first)).toBeUndefined()
    const more = placeAndWait(fleet, 'A', { backups: 3, deadlineMs: 1_000 })
    expect(more.state).toBe('underReplicated')
    expect(factsOf(fleet, 'A', 'replicate:superseded')).toEqual([])
    const fewer = placeAndWait(fleet, 'A', { backups: 1 })
    expect(fewer).toMatchObject({ state: 'sealed', epoch: 2, height: 5 })
    expect(membersOf(fleet, 'A')).toEqual(['B'])
    expect(fleet.reply('A', first)).toMatchObject({ value: { state: 'sealed', epoch: 2 } })
    expect(fleet.node('A').life?.replicate.status(0).placements).toEqual({})
    expect(fleet.invariants.violations).toEqual([])
  })

  it('placement: fewer backups are waited for while the draft still finds vehicles', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 5, KIB)
    const first = fleet.place('A', { backups: 2 })
    const fewer = fleet.place('A', { backups: 1 })
    fleet.pass(5_000)
    expect(fleet.reply('A', first)).toMatchObject({ value: { state: 'sealed', epoch: 1 } })
    expect(fleet.reply('A', fewer)).toMatchObject({ value: { state: 'sealed', epoch: 2 } })
    expect(membersOf(fleet, 'A')).toHaveLength(1)
  })

  it('placement: a chain with two blocks of one height is not placed and not taken', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 2)
    const { chain } = fleet.chain('A')
    const evidence = { type: 'evidence', chain: chain.id, evidence: new Uint8Array(0) } as const
    fleet.signal('B', evidence)
    const candidates = [fleet.node('B').peer]
    const report = placeAndWait(fleet, 'A', { backups: 4, candidates, deadlineMs: 1_000 })
    expect(report.state).toBe('underReplicated')
    expect(factsOf(fleet, 'B', 'replicate:declined')[0]).toMatchObject({ reason: 'frozen' })
    fleet.signal('C', evidence)
    const waiting = fleet.place('A', { backups: 4 })
    const joined = fleet.place('A', { backups: 4, height: 2 })
    fleet.pass(10)
    fleet.signal('A', evidence)
    const late = fleet.place('A')
    fleet.pass(10)
    for (const id of [waiting, joined, late]) {
      expect(fleet.reply('A', id), id).toMatchObject({ type: 'refused', reason: 'frozen' })
    }
    expect(fleet.node('A').life?.replicate.status(0).placements).toEqual({})
  })
})
