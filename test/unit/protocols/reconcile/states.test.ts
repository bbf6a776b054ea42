/** The state of a group from another member, where no member keeps the blocks any more. */
import { describe, expect, it } from 'vitest'
import type { Head } from '../../../../src/core/holdings.ts'
import { snapshotKey } from '../../../../src/core/keyspace.ts'
import { PARTS_MAX } from '../../../../src/protocols/reconcile/limits.ts'
import type { ReconcileMessage } from '../../../../src/protocols/reconcile/types.ts'
import { type Bench, type BenchOptions, type Car, createBench } from './bench.ts'

const COUNT = 100
const TAKEN_AT = 90
const BASE = 80
const parts = Array.from({ length: 10 }, (_, i) => new Uint8Array(1_000).fill(i + 1))

interface Scene {
  readonly bench: Bench
  readonly a: Car
  readonly others: readonly Car[]
}

/** The first car knows `own` blocks; of the others all but `keepers` keep only the last ones, and a snapshot. */
function setUp(names = 'ABC', own = 0, options?: BenchOptions, keepers = 0): Scene {
  const bench = createBench(names, options)
  const blocks = bench.blocks(COUNT)
  const [a, ...others] = bench.cars as readonly [Car, ...Car[]]
  a.hold(blocks.slice(0, own))
  a.start()
  for (const [i, car] of others.entries()) {
    car.hold(blocks)
    car.start()
    if (i >= keepers) {
      car.compact(blocks[TAKEN_AT - 1] as (typeof blocks)[number], BASE, parts)
    }
  }
  return { bench, a, others }
}

const sentTo = (car: Car, type: ReconcileMessage['type']): number =>
  car.heard.filter((message) => message.type === type).length

const isUpToDate =
  ({ a }: Scene): (() => boolean) =>
  () =>
    a.decided.height === COUNT && a.snapshot?.head.height === TAKEN_AT

describe('states from others', () => {
  it('reconcile: who lacks blocks that are gone gets the state and the blocks behind it', () => {
    const scene = setUp()
    scene.bench.connectAll()
    expect(scene.bench.until(isUpToDate(scene))).toBe(true)
    const { a } = scene
    const [told] = a.signals.filter(({ type }) => type === 'snapshot')
    expect(told).toMatchObject({ type: 'snapshot', parts })
    const height = a.signals.flatMap((signal) =>
      signal.type === 'decidedBlocks' ? signal.blocks.map(({ header }) => header.height) : []
    )
    expect(height).toEqual(Array.from({ length: 10 }, (_, i) => TAKEN_AT + 1 + i))
    expect(scene.bench.until(() => a.machine.status(0).pursuits.length === 0)).toBe(true)
  })

  it('reconcile: one member that is alive suffices for a state, through loss and doubles', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const scene = setUp('ABC', 20, { seed, lossChance: 0.2, doubleChance: 0.2, delayMsMax: 30 })
      scene.bench.connect(scene.a, scene.others[0] as Car)
      expect(scene.bench.until(isUpToDate(scene)), `seed ${seed}`).toBe(true)
    }
  })

  it('reconcile: who has come exactly as far as the blocks are gone gets the blocks behind', () => {
    const { bench, a, others } = setUp('ABC', BASE)
    bench.connectAll()
    expect(bench.until(() => a.decided.height === COUNT)).toBe(true)
    expect(others.map((car) => sentTo(car, 'pullPart'))).toEqual([0, 0])
  })

  it('reconcile: while a member keeps the blocks no state is asked for', () => {
    const { bench, a, others } = setUp('ABCD', 0, undefined, 1)
    bench.connectAll()
    expect(bench.until(() => a.decided.height === COUNT)).toBe(true)
    bench.run(1_000)
    expect(others.map((car) => sentTo(car, 'pullPart'))).toEqual([0, 0, 0])
  })

  it('reconcile: a corrupt part, or one that cannot be read, is had of another member', () => {
    for (const damage of ['corrupt', 'gone']) {
      for (let seed = 1; seed <= 4; seed++) {
        const scene = setUp('ABC', 0, { seed })
        const [b] = scene.others as readonly [Car]
        const key = snapshotKey(scene.bench.chain.id, TAKEN_AT, 3)
        if (damage === 'corrupt') {
          b.disk.set(key, new Uint8Array(1_000))
        } else {
          b.disk.delete(key)
        }
        scene.bench.connectAll()
        const label = `${damage}, seed ${seed}`
        expect(scene.bench.until(isUpToDate(scene)), label).toBe(true)
        const told = scene.a.signals.filter(({ type }) => type === 'distrust')
        const wasAsked = damage === 'corrupt' && sentTo(b, 'pullPart') > 0
        expect(told.length, label).toBe(wasAsked ? 1 : 0)
      }
    }
  })

  it('reconcile: a state of more parts than may be named is not offered, and blocks come all the same', () => {
    const bench = createBench('ABC')
    const blocks = bench.blocks(COUNT)
    const [a, b, c] = bench.cars as readonly [Car, Car, Car]
    a.loseState()
    for (const [car, own] of [[a, []] as const, [b, blocks] as const, [c, blocks] as const]) {
      car.hold(own)
      car.start()
    }
    const many = Array.from({ length: PARTS_MAX + 1 }, () => new Uint8Array(1))
    b.compact(blocks[TAKEN_AT - 1] as (typeof blocks)[number], BASE, many)
    bench.connectAll()
    expect(bench.until(() => a.decided.height === COUNT)).toBe(true)
    const offers = a.heard.filter((message) => message.type === 'ack' && message.snapshot)
    expect(offers).toEqual([])
  })

  it('reconcile: the same state is not asked of a member twice when it is of no use', () => {
    const { bench, a, others } = setUp('AB')
    const [b] = others as readonly [Car]
    b.disk.set(snapshotKey(bench.chain.id, TAKEN_AT, 3), new Uint8Array(1_000))
    bench.connectAll()
    bench.run(10_000)
    expect(a.decided.height).toBe(0)
    expect(sentTo(b, 'pullPart')).toBe(parts.length)
  })

  it('reconcile: when the source leaves, or falls silent, another takes its place', () => {
    for (const how of ['leaves', 'silent']) {
      const scene = setUp()
      const { bench, others, a } = scene
      let source: Car | undefined
      bench.filter = (from, to, message) => {
        if (message.type === 'pullPart' && source === undefined) {
          source = to
        }
        return message.type === 'part' && message.part > 4 && from === source ? undefined : message
      }
      bench.connectAll()
      bench.until(() => source !== undefined)
      bench.run(50)
      if (how === 'leaves') {
        bench.disconnect(a, source as Car)
      }
      const forMs = how === 'leaves' ? 1_500 : 25_000
      expect(bench.until(isUpToDate(scene), forMs), how).toBe(true)
      expect(others.filter((car) => sentTo(car, 'pullPart') > 0).length, how).toBe(2)
    }
  })

  it('reconcile: a state of a block that others contradict is not asked for', () => {
    const { bench, a, others } = setUp('ABCD')
    const [b] = others as readonly [Car]
    const false1 = bench.blocks(COUNT, 16, 7)[TAKEN_AT]
    b.compact(false1 as never, BASE, parts)
    bench.connectAll()
    expect(bench.until(() => a.decided.height === COUNT)).toBe(true)
    expect(sentTo(b, 'pullPart')).toBe(0)
    expect(a.countOf('reconcile:disputed')).toBeGreaterThan(0)
    expect(a.snapshot?.head.height).toBe(TAKEN_AT)
  })

  it('reconcile: a state with a booth that is not genuine is not asked for', () => {
    const { bench, a, others } = setUp('AB')
    bench.filter = (_from, _to, message) =>
      message.type === 'ack' && message.snapshot !== undefined
        ? { ...message, snapshot: { ...message.snapshot, booth: Uint8Array.of(1, 2, 3) } }
        : message
    bench.connectAll()
    bench.run(3_000)
    expect(a.decided.height).toBe(0)
    expect(sentTo(others[0] as Car, 'pullPart')).toBe(0)
  })

  it('reconcile: who has lost its state gets one, though it lacks no blocks', () => {
    const scene = setUp('ABC', COUNT)
    scene.bench.connectAll()
    scene.bench.run(500)
    expect(scene.a.snapshot).toBeUndefined()
    scene.a.loseState()
    expect(scene.bench.until(isUpToDate(scene))).toBe(true)
    expect(scene.bench.until(() => scene.a.machine.status(0).pursuits.length === 0)).toBe(true)
  })

  it('reconcile: without its state a vehicle goes on asking for one', () => {
    const bench = createBench('AB')
    const [a, b] = bench.cars as readonly [Car, Car]
    const blocks = bench.blocks(COUNT)
    for (const car of bench.cars) {
      car.hold(blocks)
      car.start()
    }
    bench.connectAll()
    a.loseState()
    bench.run(60_000)
    b.compact(blocks[TAKEN_AT - 1] as (typeof blocks)[number], BASE, parts)
    expect(bench.until(() => a.snapshot !== undefined, 5_000)).toBe(true)
  })

  it('reconcile: what the engine has had from elsewhere is fetched no further', () => {
    const { bench, a, others } = setUp('AB')
    bench.filter = (_from, _to, message) => {
      if (message.type === 'part' && message.part === 2) {
        a.hold(bench.blocks(COUNT))
      }
      return message.type === 'part' && message.part > 2 ? undefined : message
    }
    bench.connectAll()
    bench.run(500)
    expect(a.machine.status(0).pursuits).toEqual([])
    expect(sentTo(others[0] as Car, 'pullPart')).toBeLessThan(parts.length)
  })

  it('reconcile: of one that asks for too much at once only the first is loaded', () => {
    const { bench, a, others } = setUp('AB')
    const [b] = others as readonly [Car]
    bench.connectAll()
    bench.until(isUpToDate({ bench, a, others }))
    const before = sentTo(a, 'part')
    const head = b.snapshot?.head as Head
    for (let part = 0; part < parts.length; part++) {
      const message = { type: 'pullPart', chain: bench.chain.id, head, part } as const
      b.step({ type: 'message', from: a.identity.peer, message })
    }
    bench.run(100)
    expect(sentTo(a, 'part') - before).toBe(8)
  })

  it('reconcile: few parts are asked for at once', () => {
    const scene = setUp('AB')
    const { bench } = scene
    let underWay = 0
    let most = 0
    bench.filter = (_from, _to, message) => {
      underWay += message.type === 'pullPart' ? 1 : message.type === 'part' ? -1 : 0
      most = Math.max(most, underWay)
      return message
    }
    bench.connectAll()
    expect(bench.until(isUpToDate(scene))).toBe(true)
    expect(most).toBe(4)
  })

  it('reconcile: a snapshot that is being read is asked to stay', () => {
    const scene = setUp('AB')
    const [b] = scene.others as readonly [Car]
    scene.bench.connectAll()
    expect(scene.bench.until(isUpToDate(scene))).toBe(true)
    expect(b.signals.filter(({ type }) => type === 'snapshotRead').length).toBe(parts.length)
  })

  it('reconcile: a newer snapshot in the place of the one being read begins anew', () => {
    const scene = setUp('AB')
    const { bench, a } = scene
    const [b] = scene.others as readonly [Car]
    let isReplaced = false
    bench.filter = (_from, _to, message) => {
      if (message.type === 'part' && message.part === 4 && !isReplaced) {
        isReplaced = true
        b.compact(bench.blocks(COUNT)[94] as never, BASE, [...parts].reverse())
      }
      return message
    }
    bench.connectAll()
    expect(bench.until(() => a.decided.height === COUNT)).toBe(true)
    expect(a.snapshot?.head.height).toBe(95)
    expect(
      a.signals.some(({ type }) => type === 'distrust'),
      'nothing false was sent'
    ).toBe(false)
  })

  it('reconcile: a state from before the blocks that are left is not asked for, but a newer one is', () => {
    const { bench, a, others } = setUp('ABC', COUNT)
    bench.connectAll()
    bench.run(1_000)
    a.loseState(95)
    bench.run(5_000)
    for (const car of others) {
      expect(sentTo(car, 'pullPart'), `${car.name} has one of block ${TAKEN_AT}`).toBe(0)
      const wanted = { type: 'snapshotWanted', height: COUNT, peer: a.identity.peer }
      expect(car.signals).toContainEqual({ ...wanted, chain: bench.chain.id })
    }
    expect(a.signals.filter(({ type }) => type === 'distrust')).toEqual([])
    const later = bench.blocks(COUNT)[96]
    others[0]?.compact(later as never, BASE, parts)
    expect(bench.until(() => a.snapshot?.head.height === 97, 20_000)).toBe(true)
  })
})
