/** Keeping tables up: absent members, absent proposers, damaged disks. */
import { describe, expect, it } from 'vitest'
import { Block as BlockCodec } from '../../../../src/core/messages.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { copiesOf, factsOf, membersOf, placeAndHear, tableAt, trafficOf } from './looks.ts'

const SIX = ['A', 'B', 'C', 'D', 'E', 'F']
const SEVEN = [...SIX, 'G']
const KIB = 1024

describe('upkeep', () => {
  it('upkeep: a member away for more than 30 s is replaced, and released when it returns', () => {
    const fleet = createFleet({ names: SIX })
    fleet.append('A', 10, KIB)
    placeAndHear(fleet, ['B', 'C', 'D'])
    fleet.append('A', 5, KIB)
    fleet.crash('C')
    fleet.pass(29_000)
    expect(tableAt(fleet, 'A')?.epoch).toBe(1)
    const before = trafficOf(fleet, 'chunk')
    expect(fleet.until(() => tableAt(fleet, 'A')?.epoch === 2, 15_000)).toBe(true)
    expect(membersOf(fleet, 'A')).toEqual(expect.arrayContaining(['B', 'D']))
    expect(membersOf(fleet, 'A')).not.toContain('C')
    // The same blocks: what was appended since waits for the end of its booth.
    expect(tableAt(fleet, 'A')?.height).toBe(10)
    expect(trafficOf(fleet, 'chunk') - before).toBeLessThan(10 * 2 * KIB)
    fleet.boot('C')
    fleet.pass(5_000)
    expect(copiesOf(fleet, 'A')).not.toContain('C')
    expect(tableAt(fleet, 'A')?.epoch).toBe(2)
    expect(fleet.invariants.violations).toEqual([])
  })

  it('upkeep: a member that is back in time stays', () => {
    const fleet = createFleet({ names: SIX })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B', 'C'])
    fleet.crash('C')
    fleet.pass(25_000)
    fleet.boot('C')
    fleet.pass(60_000)
    expect(tableAt(fleet, 'A')?.epoch).toBe(1)
  })

  it('upkeep: nothing is repaired while more than 30 % of the vehicles are away', () => {
    const fleet = createFleet({ names: SIX })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B', 'C'])
    for (const name of ['C', 'D']) {
      fleet.cut('A', name)
    }
    fleet.pass(60_000)
    expect(tableAt(fleet, 'A')?.epoch).toBe(1)
    expect(factsOf(fleet, 'A', 'replicate:upkeepDeferred').length).toBeGreaterThan(0)
    fleet.heal('A', 'D')
    fleet.pass(20_000)
    expect(tableAt(fleet, 'A')?.epoch).toBe(2)
  })

  it('upkeep: vehicles that left long ago are no partition', () => {
    const fleet = createFleet({ names: SIX })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B', 'C'])
    for (const name of ['D', 'E']) {
      fleet.crash(name)
    }
    fleet.pass(620_000)
    fleet.crash('C')
    fleet.pass(60_000)
    expect(membersOf(fleet, 'A')).toEqual(['B', 'F'])
  })

  it('upkeep: one vehicle away is no partition, however small the fleet', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B'])
    fleet.crash('B')
    fleet.pass(60_000)
    expect(membersOf(fleet, 'A')).toEqual(['C'])
  })

  it('upkeep: one chain is repaired at most every 10 s', () => {
    const fleet = createFleet({
      names: SEVEN,
      replicate: { memberAbsentMs: 1_000, repairIntervalMs: 10_000 }
    })
    fleet.append('A', 2)
    placeAndHear(fleet, ['B', 'C'])
    fleet.crash('B')
    expect(fleet.until(() => tableAt(fleet, 'A')?.epoch === 2, 5_000)).toBe(true)
    const repairedAt = fleet.now()
    fleet.boot('B')
    fleet.pass(100)
    const [first = ''] = membersOf(fleet, 'A')
    fleet.crash(first)
    expect(fleet.until(() => tableAt(fleet, 'A')?.epoch === 3, 30_000)).toBe(true)
    expect(fleet.now() - repairedAt).toBeGreaterThan(8_000)
  })

  it('upkeep: a chain with two blocks of one height is left alone', () => {
    const fleet = createFleet({ names: SIX })
    fleet.append('A', 2)
    const { chain } = placeAndHear(fleet, ['B', 'C'])
    const signal = { type: 'evidence', chain, evidence: new Uint8Array(0) } as const
    fleet.signal('A', signal)
    fleet.crash('C')
    fleet.pass(60_000)
    expect(tableAt(fleet, 'A')?.epoch).toBe(1)
  })
})

/** The same block with another signature; its hash is still the same. */
function unsigned(bytes: Uint8Array): Uint8Array {
  const block = BlockCodec.decode(bytes)
  return BlockCodec.encode({ ...block, signature: new Uint8Array(64) })
}

describe('damage', () => {
  const flip = (fleet: Fleet, name: string, height: number): void => {
    const { chain } = fleet.chain('A')
    const { records } = fleet.node(name)
    const key = `b/${chain.id}/${height.toString(16).padStart(12, '0')}`
    records.set(key, (records.get(key) as Uint8Array).subarray(0, 60))
  }

  const damageOf = (fleet: Fleet, name: string) =>
    fleet.node(name).life?.environment.holdings.get(fleet.chain('A').chain.id)?.damage

  it('damage: blocks lost on a backup are pulled again, whoever has them', () => {
    const fleet = createFleet({ names: SIX })
    fleet.append('A', 50, 20 * KIB)
    placeAndHear(fleet, ['B', 'C'])
    fleet.crash('B')
    for (const height of [1, 7, 8, 9, 30, 50]) {
      flip(fleet, 'B', height)
    }
    fleet.crash('A')
    const before = trafficOf(fleet, 'chunk', 'B')
    fleet.boot('B')
    expect(damageOf(fleet, 'B')?.length).toBeGreaterThan(0)
    expect(fleet.until(() => damageOf(fleet, 'B')?.length === 0, 10_000)).toBe(true)
    expect(trafficOf(fleet, 'chunk', 'B') - before).toBeLessThan(12 * 21 * KIB)
    fleet.pass(100)
    const blocks = factsOf(fleet, 'B', 'replicate:repaired').map(({ blocks: count }) => count)
    expect(blocks).toEqual([6])
    expect(fleet.node('B').life?.replicate.status(0).repairs).toEqual({})
    fleet.invariants.finish()
    expect(fleet.invariants.violations).toEqual([])
  })

  it("damage: a proposer's own lost blocks come back from its backups", () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 10)
    placeAndHear(fleet, ['B', 'C'])
    fleet.crash('A')
    flip(fleet, 'A', 10)
    flip(fleet, 'A', 4)
    const node = fleet.node('A')
    node.boot(fleet.now())
    const damage = damageOf(fleet, 'A')?.map(({ from }) => from)
    expect(damage?.toSorted((a, b) => a - b)).toEqual([4, 10])
    node.crash()
    fleet.boot('A', false)
    expect(fleet.until(() => damageOf(fleet, 'A')?.length === 0, 10_000)).toBe(true)
  })

  it('damage: a damaged chain is neither placed nor acknowledged', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 10)
    placeAndHear(fleet, ['B'])
    fleet.append('A', 1)
    fleet.pass(10)
    for (const name of ['A', 'B']) {
      fleet.crash(name)
      flip(fleet, name, 4)
      fleet.boot(name, false)
    }
    fleet.tap = (_from, _to, _protocol, message) => (message.type === 'chunk' ? undefined : message)
    fleet.pass(100)
    const id = fleet.place('A')
    fleet.pass(10)
    expect(fleet.reply('A', id)).toMatchObject({ type: 'refused', reason: 'damaged', retry: true })
    const holds = trafficOf(fleet, 'hold')
    fleet.pass(10_000)
    expect(trafficOf(fleet, 'hold')).toBe(holds)
  })

  it('damage: what has taken the room of lost blocks stays, and the repair waits for room', () => {
    const fleet = createFleet({ names: SIX })
    fleet.append('A', 10, 20 * KIB)
    placeAndHear(fleet, ['B', 'C'])
    fleet.crash('B')
    flip(fleet, 'B', 5)
    const node = fleet.node('B')
    node.quotaBytes = 10 * 20 * KIB - 1
    fleet.boot('B')
    fleet.pass(5_000)
    expect(damageOf(fleet, 'B')).toEqual([{ from: 5, to: 5 }])
    expect(fleet.invariants.violations).toEqual([])
    expect(factsOf(fleet, 'B', 'replicate:repairWaits').length).toBeGreaterThan(0)
    node.quotaBytes = 1 << 30
    expect(fleet.until(() => damageOf(fleet, 'B')?.length === 0, 40_000)).toBe(true)
  })

  it('damage: false blocks do not repair it', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 10)
    placeAndHear(fleet, ['B', 'C'])
    fleet.crash('B')
    flip(fleet, 'B', 10)
    const other = fleet.chain('A').block(9).bytes
    fleet.tap = (from, _to, _protocol, message) =>
      message.type === 'chunk' && from.name === 'A'
        ? ({ ...message, blocks: [other] } as typeof message)
        : message
    fleet.cut('B', 'C')
    fleet.boot('B')
    fleet.pass(5_000)
    expect(damageOf(fleet, 'B')).toEqual([{ from: 10, to: 10 }])
    fleet.heal('B', 'C')
    expect(fleet.until(() => damageOf(fleet, 'B')?.length === 0, 40_000)).toBe(true)
    expect(factsOf(fleet, 'B', 'replicate:refused')[0]).toMatchObject({
      from: fleet.node('A').peer
    })
  })

  it('damage: a false signature on a true block is not the fault of who passes it on', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 10)
    placeAndHear(fleet, ['B', 'C'])
    for (const name of ['A', 'B']) {
      fleet.crash(name)
    }
    flip(fleet, 'B', 10)
    fleet.tap = (_from, _to, _protocol, message) =>
      message.type === 'chunk'
        ? ({ ...message, blocks: [unsigned(fleet.chain('A').block(10).bytes)] } as typeof message)
        : message
    fleet.boot('B')
    fleet.pass(5_000)
    expect(damageOf(fleet, 'B')).toEqual([{ from: 10, to: 10 }])
    const { peer } = fleet.node('C')
    expect(factsOf(fleet, 'B', 'replicate:refused')[0]).toMatchObject({ from: peer })
    expect(fleet.node('B').signals.filter(({ type }) => type === 'distrust')).toEqual([])
  })

  it('damage: what nobody has is asked for again when somebody connects', () => {
    const fleet = createFleet({ names: ['A', 'B', 'C'] })
    fleet.append('A', 10)
    placeAndHear(fleet, ['B', 'C'])
    for (const name of ['A', 'B', 'C']) {
      fleet.crash(name)
    }
    flip(fleet, 'B', 5)
    fleet.boot('B')
    fleet.pass(3_000)
    expect(damageOf(fleet, 'B')).toEqual([{ from: 5, to: 5 }])
    fleet.boot('C')
    expect(fleet.until(() => damageOf(fleet, 'B')?.length === 0, 2_000)).toBe(true)
  })
})
