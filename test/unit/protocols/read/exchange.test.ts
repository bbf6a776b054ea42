/**
 * Tables between vehicles: asked for, compared in digests, and never kept for chains nobody wants.
 */
import { describe, expect, test } from 'vitest'
import type { ReadMessage } from '../../../../src/protocols/read/index.ts'
import { hold, makeChain, makeTable, teach } from '../../../support/read-chain.ts'
import {
  createReadFleet,
  REALM,
  type ReadFleet,
  type ReadVehicle
} from '../../../support/read-fleet.ts'
import { made } from '../../../support/read-setting.ts'

const chain = made.chain.id
const NO_BYTES = new Uint8Array(0)

function pair(): { fleet: ReadFleet; a: ReadVehicle; b: ReadVehicle } {
  const fleet = createReadFleet()
  const a = fleet.vehicle('a')
  const b = fleet.vehicle('b')
  fleet.connectAll()
  return { fleet, a, b }
}

const sentBy = ({ fleet }: { fleet: ReadFleet }, name: string): readonly ReadMessage[] =>
  fleet.sent.filter(({ from }) => from === name).map(({ message }) => message)

describe('tables', () => {
  test('tables: asked for one, a vehicle answers with a newer one, and with holders it knows', () => {
    const all = pair()
    const sealed = makeTable(made, 3, [all.a])
    teach(all.a, made, sealed)
    all.a.registered.push('z', 'b', ...Array.from({ length: 20 }, (_, i) => `holder ${i}`))
    const ask = (knownEpoch: number): void =>
      all.fleet.step(all.a, {
        type: 'message',
        from: all.b.peer,
        message: { type: 'tableAsk', chain, knownEpoch }
      })
    all.fleet.setTamper(() => undefined)
    ask(2)
    ask(3)
    const [newer, none] = sentBy(all, 'a')
    expect(newer).toMatchObject({
      type: 'tableAnswer',
      genesis: made.chain.bytes,
      sealed: sealed.bytes
    })
    expect(none).toMatchObject({ type: 'tableAnswer', genesis: made.chain.bytes, sealed: NO_BYTES })
    expect(newer?.type === 'tableAnswer' && newer.holders).toHaveLength(16)
    expect(newer?.type === 'tableAnswer' && newer.holders[0]).toBe('b')
  })

  test('tables: of an unknown chain the answer is empty', () => {
    const all = pair()
    const message = { type: 'tableAsk', chain, knownEpoch: 0 } as const
    all.fleet.step(all.a, { type: 'message', from: all.b.peer, message })
    expect(sentBy(all, 'a')).toEqual([
      { type: 'tableAnswer', chain, genesis: NO_BYTES, sealed: NO_BYTES, holders: [] }
    ])
  })

  test('tables: a table of a chain that nobody here wants is not kept', () => {
    const all = pair()
    const message = {
      type: 'tableAnswer',
      chain,
      genesis: made.chain.bytes,
      sealed: makeTable(made, 1, [all.b]).bytes,
      holders: []
    } as const
    all.fleet.step(all.a, { type: 'message', from: all.b.peer, message })
    expect(all.a.environment.tables.all()).toEqual([])
    teach(all.a, made)
    all.fleet.step(all.a, { type: 'message', from: all.b.peer, message })
    expect(all.a.environment.tables.get(chain)?.table.epoch).toBe(1)
    expect(all.a.facts).toContainEqual({
      name: 'read:learned',
      detail: { chain, epoch: 1, members: [all.b.peer], from: all.b.peer }
    })
  })

  test('tables: a chain that finds no room here is not kept, and who tells of it is no liar', () => {
    for (const isRoom of [false, true]) {
      const all = pair()
      Object.assign(all.a.environment.holdings, { admits: () => isRoom })
      all.fleet.request(all.a, { type: 'read', chain, selector: {} })
      const sealed = makeTable(made, 1, [all.b]).bytes
      const answer = { type: 'tableAnswer', chain, genesis: made.chain.bytes, sealed } as const
      const message = { ...answer, holders: [] }
      all.fleet.step(all.a, { type: 'message', from: all.b.peer, message })
      expect(all.a.environment.holdings.get(chain) !== undefined).toBe(isRoom)
      expect(all.a.environment.tables.get(chain) !== undefined).toBe(isRoom)
      expect(all.a.signals.filter(({ type }) => type === 'distrust')).toEqual([])
    }
  })

  test('tables: a forged one is refused and told of, garbage as well', () => {
    const forged = makeTable({ ...made, proposer: REALM.identity('forger') }, 5, [
      { identity: REALM.identity('forger') }
    ])
    for (const sealed of [forged.bytes, Uint8Array.of(1, 2, 3)]) {
      const all = pair()
      teach(all.a, made)
      const message = {
        type: 'tableAnswer',
        chain,
        genesis: made.chain.bytes,
        sealed,
        holders: []
      } as const
      all.fleet.step(all.a, { type: 'message', from: all.b.peer, message })
      expect(all.a.environment.tables.get(chain)).toBeUndefined()
      expect(all.a.signals).toMatchObject([{ type: 'distrust', peer: all.b.peer }])
    }
  })

  test('tables: an older one than known changes nothing', () => {
    const all = pair()
    teach(all.a, made, makeTable(made, 5, [all.a]))
    const sealed = makeTable(made, 4, [all.b]).bytes
    const message = {
      type: 'tableAnswer',
      chain,
      genesis: made.chain.bytes,
      sealed,
      holders: []
    } as const
    all.fleet.step(all.a, { type: 'message', from: all.b.peer, message })
    expect(all.a.environment.tables.get(chain)?.table.epoch).toBe(5)
    expect(all.a.signals).toEqual([])
  })
})

describe('digests', () => {
  test('digest: who knows less learns, in both directions', () => {
    for (const [first, second] of [
      [1, 2],
      [2, 1]
    ] as const) {
      const fleet = createReadFleet()
      const a = fleet.vehicle('a', { digestIntervalMs: 1000 })
      const b = fleet.vehicle('b')
      teach(a, made, makeTable(made, first, [a, b]))
      teach(b, made, makeTable(made, second, [a, b]))
      fleet.connectAll()
      fleet.run(1300)
      for (const vehicle of [a, b]) {
        const epoch = vehicle.environment.tables.get(chain)?.table.epoch
        expect(epoch, `${vehicle.name}, ${first} against ${second}`).toBe(2)
      }
    }
  })

  test('digest: a chain without a table is told with epoch 0, and its table comes', () => {
    const fleet = createReadFleet()
    const a = fleet.vehicle('a', { digestIntervalMs: 1000 })
    const b = fleet.vehicle('b')
    hold(a, made)
    teach(b, made, makeTable(made, 1, [a]))
    fleet.connectAll()
    fleet.run(1300)
    expect(a.environment.tables.get(chain)?.table.epoch).toBe(1)
  })

  test('digest: it comes at its interval, spread by a quarter, and to one peer at a time', () => {
    const fleet = createReadFleet()
    const a = fleet.vehicle('a', { digestIntervalMs: 1000 })
    const others = ['b', 'c', 'd'].map((name) => fleet.vehicle(name))
    teach(a, made)
    fleet.connectAll()
    fleet.run(10_300)
    const digests = fleet.sent.filter(({ message }) => message.type === 'digest')
    expect(digests.length).toBeGreaterThanOrEqual(8)
    expect(digests.length).toBeLessThanOrEqual(14)
    expect(new Set(digests.map(({ to }) => to)).size, 'random peers').toBeGreaterThan(1)
    expect(others).toHaveLength(3)
    let before = 1_000_000
    for (const { atMs } of digests) {
      expect(atMs - before, 'time between two').toBeGreaterThanOrEqual(750)
      expect(atMs - before, 'time between two').toBeLessThanOrEqual(1250)
      before = atMs
    }
  })

  test('digest: at most 256 chains, a different part each time', () => {
    const fleet = createReadFleet()
    const a = fleet.vehicle('a', { digestIntervalMs: 1000 })
    fleet.vehicle('b')
    const owners = Array.from({ length: 300 }, (_, i) =>
      makeChain(REALM.identity(`owner ${i}`), [])
    )
    for (const one of owners) {
      teach(a, one)
    }
    fleet.connectAll()
    fleet.run(2600)
    const told = fleet.sent.flatMap(({ message }) =>
      message.type === 'digest' ? [message.epochs] : []
    )
    expect(told.length).toBeGreaterThanOrEqual(2)
    for (const epochs of told) {
      expect(epochs, 'chains in one digest').toHaveLength(256)
    }
    const all = new Set(told.slice(0, 2).flatMap((epochs) => epochs.map(([id]) => id)))
    expect(all.size, 'two digests tell all').toBe(300)
  })

  test('digest: one that differs in everything is answered 32 times, no more', () => {
    const fleet = createReadFleet()
    const a = fleet.vehicle('a')
    const b = fleet.vehicle('b')
    const owners = Array.from({ length: 40 }, (_, i) => makeChain(REALM.identity(`owner ${i}`), []))
    for (const one of owners) {
      teach(a, one)
    }
    fleet.connectAll()
    const epochs = owners.map((one) => [one.chain.id, 9] as const)
    fleet.step(a, { type: 'message', from: b.peer, message: { type: 'digest', epochs } })
    expect(fleet.sent.filter(({ message }) => message.type === 'tableAsk')).toHaveLength(32)
  })

  test('digest: none is sent to nobody, of nothing, or when it is switched off', () => {
    for (const [interval, knows, isConnected] of [
      [1000, true, false],
      [1000, false, true],
      [0, true, true]
    ] as const) {
      const fleet = createReadFleet()
      const a = fleet.vehicle('a', { digestIntervalMs: interval })
      const b = fleet.vehicle('b')
      if (knows) {
        teach(a, made)
      }
      if (isConnected) {
        fleet.connect(a, b)
      }
      fleet.run(5000)
      expect(fleet.sent, `interval ${interval}, knows ${knows}`).toEqual([])
    }
  })
})
