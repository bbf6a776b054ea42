/** Placements over crashes and restarts of everybody involved. */
import { describe, expect, it } from 'vitest'
import { createFleet } from './fleet.ts'
import {
  copiesOf,
  factsOf,
  isHolding,
  membersOf,
  namesOf,
  peersOf,
  placeAndWait,
  tableAt,
  trafficOf
} from './looks.ts'

const FIVE = ['A', 'B', 'C', 'D', 'E']
const KIB = 1024

describe('restarts', () => {
  it('B6: a proposer restarted between replicate and release releases all the same', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 5)
    placeAndWait(fleet, 'A', { backups: 2, candidates: peersOf(fleet, ['D', 'E']) })
    fleet.tap = (_from, _to, protocol, message) => (protocol === 'release' ? undefined : message)
    fleet.append('A', 5)
    placeAndWait(fleet, 'A', { backups: 2, candidates: peersOf(fleet, ['B', 'C']) })
    expect(copiesOf(fleet, 'A')).toEqual(['B', 'C', 'D', 'E'])
    fleet.crash('A')
    fleet.tap = undefined
    fleet.pass(1_000)
    fleet.boot('A')
    expect(fleet.until(() => copiesOf(fleet, 'A').length === 2, 5_000)).toBe(true)
    expect(copiesOf(fleet, 'A')).toEqual(['B', 'C'])
    expect(fleet.invariants.violations).toEqual([])
  })

  it('replicate: a proposer restarted in a transfer goes on with the same epoch and copies', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 40, 30 * KIB)
    fleet.place('A', { backups: 2, candidates: peersOf(fleet, ['B', 'C']) })
    fleet.until(() => isHolding(fleet, 'B') || isHolding(fleet, 'C'))
    const before = trafficOf(fleet, 'chunk')
    fleet.crash('A')
    fleet.pass(500)
    fleet.boot('A')
    expect(fleet.until(() => tableAt(fleet, 'A') !== undefined, 10_000)).toBe(true)
    expect(tableAt(fleet, 'A')?.epoch).toBe(1)
    expect(membersOf(fleet, 'A')).toEqual(['B', 'C'])
    expect(trafficOf(fleet, 'chunk')).toBeLessThan(before + 40 * 31 * KIB)
    expect(fleet.node('A').signals.filter(({ type }) => type === 'placed')).toHaveLength(1)
  })

  it('replicate: a proposer restarted before any acknowledgement asks the same backups', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const fleet = createFleet({ names: FIVE, seed })
      fleet.append('A', 20, 30 * KIB)
      fleet.tap = (_from, _to, _protocol, message) =>
        message.type === 'hold' ? undefined : message
      fleet.place('A', { backups: 2 })
      fleet.pass(1_000)
      const chosen = copiesOf(fleet, 'A')
      fleet.crash('A')
      fleet.tap = undefined
      fleet.boot('A')
      fleet.until(() => tableAt(fleet, 'A') !== undefined, 10_000)
      expect(membersOf(fleet, 'A'), `seed ${seed}`).toEqual(chosen)
    }
  })

  it('replicate: a restarted proposer whose backups do not come back draws others after 2 s', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 5)
    fleet.tap = (_from, _to, _protocol, message) => (message.type === 'hold' ? undefined : message)
    fleet.place('A', { backups: 2, candidates: peersOf(fleet, ['B', 'C']) })
    fleet.pass(500)
    for (const name of ['A', 'B', 'C']) {
      fleet.crash(name)
    }
    fleet.tap = undefined
    fleet.boot('A')
    fleet.pass(1_900)
    expect(copiesOf(fleet, 'A')).toEqual([])
    expect(fleet.until(() => tableAt(fleet, 'A') !== undefined, 1_000)).toBe(true)
    expect(membersOf(fleet, 'A')).toEqual(['D', 'E'])
  })

  it('replicate: a proposer restarted with all acknowledgements but one needs only that one', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 3)
    fleet.tap = (from, _to, _protocol, message) =>
      from.name === 'C' && message.type === 'hold' ? undefined : message
    fleet.place('A', { backups: 2 })
    fleet.pass(1_000)
    fleet.crash('A')
    fleet.crash('B')
    fleet.tap = undefined
    fleet.boot('A')
    expect(fleet.until(() => tableAt(fleet, 'A') !== undefined, 5_000)).toBe(true)
    expect(membersOf(fleet, 'A')).toEqual(['B', 'C'])
  })

  it('B7: a restarted backup still holds, serves and knows its table', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 5)
    const { chain } = placeAndWait(fleet, 'A', { backups: 1, candidates: peersOf(fleet, ['B']) })
    fleet.crash('B')
    fleet.pass(100)
    fleet.boot('B')
    fleet.pass(100)
    expect(isHolding(fleet, 'B')).toBe(true)
    expect(tableAt(fleet, 'B', 'A')?.epoch).toBe(1)
    expect(fleet.node('B').life?.replicate.dutyOf(chain)).toBe('backup')
    fleet.send('C', 'B', { type: 'pull', chain, from: 2, to: 4, fromTop: false })
    fleet.pass(20)
    expect(trafficOf(fleet, 'chunk', 'C')).toBeGreaterThan(0)
    expect(fleet.node('B').signals.filter(({ type }) => type === 'holding')).toHaveLength(2)
  })

  it('B8: a backup that crashes in the middle of a copy goes on where it was', () => {
    const fleet = createFleet({ names: ['A', 'B'] })
    fleet.append('A', 60, 60 * KIB)
    fleet.place('A', { backups: 1 })
    fleet.until(() => trafficOf(fleet, 'chunk', 'B') > 30 * 60 * KIB)
    fleet.crash('B')
    fleet.pass(1_000)
    fleet.boot('B')
    expect(fleet.until(() => tableAt(fleet, 'A') !== undefined, 10_000)).toBe(true)
    // What was outstanding or not synced when it crashed is sent twice, nothing else.
    expect(trafficOf(fleet, 'chunk', 'B')).toBeLessThan((60 + 20) * 61 * KIB)
    expect(fleet.invariants.violations).toEqual([])
  })

  it('replicate: after a restart of everybody nothing that was done is done again', () => {
    const fleet = createFleet({ names: FIVE })
    fleet.append('A', 3)
    placeAndWait(fleet, 'A', { backups: 2, candidates: peersOf(fleet, ['D', 'E']) })
    placeAndWait(fleet, 'A', { backups: 2, candidates: peersOf(fleet, ['B', 'C']) })
    fleet.pass(5_000)
    for (const name of FIVE) {
      fleet.crash(name)
    }
    for (const name of FIVE) {
      fleet.boot(name)
    }
    const before = fleet.traffic.length
    fleet.pass(20_000)
    expect(fleet.traffic.slice(before)).toEqual([])
    for (const node of fleet.nodes()) {
      const status = node.life?.replicate.status(0)
      const { placements, transfers, reservedBytes } = status ?? {}
      expect({ placements, transfers, reservedBytes }, node.name).toEqual({
        placements: {},
        transfers: {},
        reservedBytes: 0
      })
      expect(Object.keys(status?.holds ?? {}), node.name).toHaveLength(
        'BC'.includes(node.name) ? 1 : 0
      )
      expect(Object.values(status?.obsolete ?? {}).flat(), node.name).toEqual([])
    }
  })

  it('replicate: a crash between the last block and the hold loses nothing', () => {
    for (let at = 0; at < 40; at++) {
      const fleet = createFleet({ names: ['A', 'B'], seed: at })
      fleet.append('A', 4)
      fleet.place('A', { backups: 1 })
      fleet.pass(at)
      fleet.crash('B')
      fleet.boot('B')
      expect(
        fleet.until(() => tableAt(fleet, 'A') !== undefined, 10_000),
        `at ${at} ms`
      ).toBe(true)
      expect(fleet.invariants.violations, `at ${at} ms`).toEqual([])
    }
  })

  it('replicate: a vehicle with damaged state neither offers, acknowledges nor places', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 3)
    fleet.node('B').stateDamage = 'a record is unreadable'
    fleet.crash('B')
    fleet.boot('B')
    fleet.pass(100)
    const report = placeAndWait(fleet, 'A', { backups: 2, deadlineMs: 1_000 })
    expect(namesOf(fleet, report.chosen)).toEqual(['C'])
    expect(factsOf(fleet, 'B', 'replicate:declined')[0]).toMatchObject({ reason: 'damaged' })
    fleet.append('B', 2)
    const id = fleet.place('B')
    fleet.pass(10)
    expect(fleet.reply('B', id)).toMatchObject({ type: 'refused', reason: 'damaged' })
  })
})
