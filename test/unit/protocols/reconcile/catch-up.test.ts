/** A vehicle that was away, or is new, gets what its group has decided. */
import { describe, expect, it } from 'vitest'
import { decodeBlock, type FullBlock } from '../../../../src/core/block.ts'
import type { ReconcileMessage } from '../../../../src/protocols/reconcile/types.ts'
import { type Bench, type BenchOptions, type Car, createBench } from './bench.ts'

interface Scene {
  readonly bench: Bench
  readonly cars: readonly Car[]
  readonly blocks: readonly FullBlock[]
  readonly last: FullBlock
}

/** The first car holds `own` blocks, the others all; everybody runs, nobody is connected. */
function setUp(names: string, count: number, own = 0, options?: BenchOptions): Scene {
  const bench = createBench(names, options)
  const blocks = bench.blocks(count)
  bench.cars.forEach((car, i) => {
    car.hold(i === 0 ? blocks.slice(0, own) : blocks)
    car.start()
  })
  return { bench, cars: bench.cars, blocks, last: blocks.at(-1) as FullBlock }
}

const carOf = (scene: Scene, name: string): Car =>
  scene.cars.find((car) => car.name === name) as Car

/** Messages to a car, by type. */
const heardBy = <T extends ReconcileMessage['type']>(
  car: Car,
  type: T
): readonly Extract<ReconcileMessage, { readonly type: T }>[] =>
  car.heard.filter((message) => message.type === type) as never

describe('catching up', () => {
  it('reconcile: whoever meets a member that has decided more fetches it', () => {
    const scene = setUp('ABC', 300, 100)
    const a = carOf(scene, 'A')
    scene.bench.connectAll()
    expect(scene.bench.until(() => a.decided.height === 300)).toBe(true)
    expect(a.decided.hash).toBe(scene.last.hash)
    expect(scene.bench.until(() => a.machine.status(0).pursuits.length === 0)).toBe(true)
  })

  it('reconcile: a new vehicle that knows only the genesis gets everything, in order', () => {
    const scene = setUp('ABC', 3_000)
    const a = carOf(scene, 'A')
    scene.bench.connectAll()
    expect(scene.bench.until(() => a.decided.height === 3_000)).toBe(true)
    const asked = heardBy(a, 'ack').filter(({ next }) => next.length > 0)
    expect(asked.length, 'more than one round').toBeGreaterThan(4)
  })

  it('reconcile: one member that is alive suffices', () => {
    const scene = setUp('ABC', 50)
    const [a, b] = [carOf(scene, 'A'), carOf(scene, 'B')]
    scene.bench.connect(a, b)
    a.missing(carOf(scene, 'C'), scene.last)
    expect(scene.bench.until(() => a.decided.height === 50, 2_000)).toBe(true)
  })

  it('reconcile: who is told of blocks while nobody is there waits, and asks whoever comes', () => {
    const scene = setUp('ABC', 50)
    const [a, b] = [carOf(scene, 'A'), carOf(scene, 'B')]
    a.missing(b, scene.last)
    scene.bench.run(5_000)
    expect(a.decided.height).toBe(0)
    scene.bench.connect(a, b)
    expect(scene.bench.until(() => a.decided.height === 50, 1_000)).toBe(true)
  })

  it('reconcile: who held the blocks is gone, and another that had none holds them by now', () => {
    const bench = createBench('ABC')
    const [a, b, c] = bench.cars as readonly [Car, Car, Car]
    const blocks = bench.blocks(10)
    a.hold([])
    b.hold([])
    c.hold(blocks)
    for (const car of bench.cars) {
      car.start()
    }
    bench.filter = (_from, to, message) =>
      to === a && message.type === 'blocks' ? undefined : message
    bench.connect(a, b)
    bench.connect(a, c)
    bench.run(500)
    bench.disconnect(a, c)
    b.hold(blocks)
    bench.filter = (_from, _to, message) => message
    a.missing(b, blocks.at(-1) as FullBlock)
    expect(bench.until(() => a.decided.height === 10, 5_000)).toBe(true)
  })

  it('reconcile: a member that says nothing is not waited for', () => {
    const scene = setUp('ABC', 50)
    const a = carOf(scene, 'A')
    scene.bench.filter = (from, _to, message) => (from.name === 'B' ? undefined : message)
    scene.bench.connectAll()
    expect(scene.bench.until(() => a.decided.height === 50, 1_000)).toBe(true)
  })

  it('reconcile: a member that acknowledges but sends no blocks is asked last', () => {
    const scene = setUp('ABC', 600)
    const a = carOf(scene, 'A')
    scene.bench.filter = (from, _to, message) =>
      from.name === 'B' && message.type === 'blocks' ? undefined : message
    scene.bench.connectAll()
    expect(scene.bench.until(() => a.decided.height === 600, 10_000)).toBe(true)
  })

  it('reconcile: what was fetched is not fetched again after a crash in the middle', () => {
    const scene = setUp('ABC', 2_000)
    const a = carOf(scene, 'A')
    scene.bench.connectAll()
    expect(scene.bench.until(() => a.decided.height >= 700)).toBe(true)
    a.crash()
    const { height } = a.decided
    scene.bench.run(50)
    a.start()
    expect(a.decided.height).toBe(height)
    const before = a.facts.length
    expect(scene.bench.until(() => a.decided.height === 2_000)).toBe(true)
    const froms = a.facts
      .slice(before)
      .flatMap(({ name, detail }) => (name === 'reconcile:fetched' ? [Number(detail['from'])] : []))
    expect(Math.min(...froms)).toBe(height + 1)
  })

  it('reconcile: a member that goes away in the middle is replaced by the next', () => {
    const scene = setUp('ABC', 2_000)
    const [a, b, c] = [carOf(scene, 'A'), carOf(scene, 'B'), carOf(scene, 'C')]
    scene.bench.connect(a, b)
    expect(scene.bench.until(() => a.decided.height >= 300)).toBe(true)
    b.crash()
    scene.bench.disconnect(a, b)
    scene.bench.run(100)
    scene.bench.connect(a, c)
    expect(scene.bench.until(() => a.decided.height === 2_000)).toBe(true)
  })

  it('reconcile: pieces come from whoever has them, by the hashes of who has decided most', () => {
    const bench = createBench('ABC')
    const blocks = bench.blocks(500)
    const [a, b, c] = bench.cars as readonly [Car, Car, Car]
    a.hold([])
    b.hold(blocks.slice(0, 300))
    c.hold(blocks)
    for (const car of bench.cars) {
      car.start()
    }
    bench.connectAll()
    expect(bench.until(() => a.decided.height === 500)).toBe(true)
    expect(heardBy(b, 'pull').length).toBeGreaterThan(0)
    expect(heardBy(b, 'pull').every(({ range }) => range.to <= 300)).toBe(true)
  })

  it('reconcile: large blocks come in parts of at most 1 MiB, and few wait in memory', () => {
    const bench = createBench('AB')
    const blocks = bench.blocks(40, 700_000)
    const [a, b] = bench.cars as readonly [Car, Car]
    a.hold([])
    b.hold(blocks)
    a.start()
    b.start()
    bench.connect(a, b)
    expect(bench.until(() => a.decided.height === 40)).toBe(true)
    for (const { blocks: part } of heardBy(a, 'blocks')) {
      expect(part.length, 'two do not fit').toBe(1)
    }
  })

  it('reconcile: what the engine decides by itself meanwhile is not handed on', () => {
    const scene = setUp('ABC', 600)
    const a = carOf(scene, 'A')
    scene.bench.filter = (_from, to, message) => {
      if (to === a && message.type === 'blocks' && a.decided.height < 200) {
        a.hold(scene.blocks.slice(0, 200))
      }
      return message
    }
    scene.bench.connectAll()
    expect(scene.bench.until(() => a.decided.height === 600)).toBe(true)
    const handed = a.signals.flatMap((signal) =>
      signal.type === 'decidedBlocks' ? signal.blocks : []
    )
    expect(handed[0]?.header.height).toBe(201)
  })

  it('reconcile: a group that has decided nothing more costs one question a member', () => {
    const scene = setUp('ABC', 20, 20)
    scene.bench.connectAll()
    scene.bench.run(10_000)
    for (const car of scene.cars) {
      expect(heardBy(car, 'request').length, car.name).toBeLessThanOrEqual(4)
      expect(car.machine.status(0).pursuits, car.name).toEqual([])
    }
  })

  it('reconcile: who gets nowhere gives up, and begins again when a member tells', () => {
    const scene = setUp('ABC', 20, 0, { reconcile: { giveUpMs: 3_000 } })
    const [a, b] = [carOf(scene, 'A'), carOf(scene, 'B')]
    a.missing(b, scene.last)
    scene.bench.run(8_000)
    expect(a.machine.status(0).pursuits).toEqual([])
    scene.bench.connect(a, b)
    expect(scene.bench.until(() => a.decided.height === 20, 1_000)).toBe(true)
  })

  it.each(Array.from({ length: 12 }, (_, i) => i + 1))(
    'reconcile: through loss, doubles, delays and crashes: seed %i',
    (seed) => {
      const noise = { seed, lossChance: 0.25, doubleChance: 0.1, delayMsMax: 60 }
      const scene = setUp('ABCD', 1_500, 0, noise)
      const a = carOf(scene, 'A')
      scene.bench.connectAll()
      for (let i = 0; i < 4; i++) {
        scene.bench.run(150 * seed)
        const car = scene.cars[(seed + i) % 4] as Car
        car.crash()
        scene.bench.run(200)
        car.start()
      }
      a.missing(carOf(scene, 'B'), scene.last)
      expect(scene.bench.until(() => a.decided.height === 1_500, 120_000)).toBe(true)
      expect(a.decided.hash).toBe(scene.last.hash)
    }
  )
})

describe('liars', () => {
  it('reconcile: a false block is refused, its sender asked no more', () => {
    const scene = setUp('ABC', 600)
    const [a, b] = [carOf(scene, 'A'), carOf(scene, 'B')]
    const others = scene.bench.blocks(600, 16, 9)
    scene.bench.filter = (from, _to, message) =>
      from === b && message.type === 'blocks'
        ? {
            ...message,
            blocks: message.blocks.map((bytes) => {
              const { height } = decodeBlock(b.identity.crypto, bytes).header
              return others[height - 1]?.bytes ?? bytes
            })
          }
        : message
    scene.bench.connectAll()
    expect(scene.bench.until(() => a.decided.height === 600)).toBe(true)
    expect(a.decided.hash).toBe(scene.last.hash)
    expect(a.countOf('reconcile:refused')).toBe(1)
    expect(a.signals.filter(({ type }) => type === 'distrust')).toMatchObject([
      { peer: b.identity.peer }
    ])
  })

  it('reconcile: blocks that come when the engine has them, and a new round has begun, are no lie', () => {
    const scene = setUp('AB', 1_500)
    const [a, b] = [carOf(scene, 'A'), carOf(scene, 'B')]
    let late: ReconcileMessage | undefined
    scene.bench.filter = (_from, to, message) => {
      if (to === a && message.type === 'blocks' && late === undefined) {
        late = message
        return undefined
      }
      return message
    }
    scene.bench.connectAll()
    scene.bench.until(() => late !== undefined)
    a.hold(scene.blocks.slice(0, 1_200))
    const signal = { type: 'decided', chain: scene.bench.chain.id, head: a.decided } as const
    a.step({ type: 'signal', signal })
    const acks = heardBy(a, 'ack').length
    scene.bench.until(
      () => heardBy(a, 'ack').length > acks && a.machine.status(0).pursuits[0]?.pulls !== 0
    )
    a.step({ type: 'message', from: b.identity.peer, message: late as ReconcileMessage })
    expect(scene.bench.until(() => a.decided.height === 1_500)).toBe(true)
    expect(a.countOf('reconcile:refused')).toBe(0)
  })

  it('reconcile: bytes that are no block are refused as well', () => {
    const scene = setUp('ABC', 100)
    const [a, b] = [carOf(scene, 'A'), carOf(scene, 'B')]
    scene.bench.filter = (from, _to, message) =>
      from === b && message.type === 'blocks'
        ? { ...message, blocks: message.blocks.map(() => Uint8Array.of(1, 2, 3)) }
        : message
    scene.bench.connectAll()
    expect(scene.bench.until(() => a.decided.height === 100)).toBe(true)
  })

  it('reconcile: a member with another history is outvoted by two, and named', () => {
    const bench = createBench('ABCD')
    const [blocks, others] = [bench.blocks(200), bench.blocks(400, 16, 9)]
    const [a, b, c, d] = bench.cars as readonly [Car, Car, Car, Car]
    a.hold([])
    b.hold(others)
    c.hold(blocks)
    d.hold(blocks)
    for (const car of bench.cars) {
      car.start()
    }
    for (const car of [b, c, d]) {
      bench.connect(a, car)
    }
    expect(bench.until(() => a.decided.height === 200)).toBe(true)
    expect(a.decided.hash).toBe(blocks.at(-1)?.hash)
    expect(a.signals).toContainEqual(expect.objectContaining({ type: 'distrust' }))
    expect(a.machine.isForked(bench.chain.id)).toBe(false)
  })

  it('reconcile: two members that contradict each other are believed neither', () => {
    const bench = createBench('ABC')
    const [a, b, c] = bench.cars as readonly [Car, Car, Car]
    a.hold([])
    b.hold(bench.blocks(100))
    c.hold(bench.blocks(100, 16, 9))
    for (const car of bench.cars) {
      car.start()
    }
    bench.connect(a, b)
    bench.disconnect(a, b)
    bench.connect(a, c)
    bench.connect(a, b)
    bench.run(10_000)
    expect(a.decided.height).toBe(0)
    expect(a.countOf('reconcile:disputed')).toBeGreaterThan(0)
  })

  it('reconcile: an answer of a stranger counts for nothing', () => {
    const bench = createBench('ABC')
    const [a, b] = bench.cars as readonly [Car, Car, Car]
    a.hold([])
    b.hold(bench.blocks(10))
    a.start()
    b.start()
    a.missing(bench.cars[2] as Car, bench.blocks(20).at(-1) as FullBlock)
    const message = {
      type: 'ack',
      chain: bench.chain.id,
      height: 0,
      hash: undefined,
      decided: { height: 5, hash: 'ab'.repeat(32) },
      ranges: [{ from: 1, to: 5 }],
      next: ['ab'.repeat(32)],
      snapshot: undefined
    } as const
    a.step({ type: 'message', from: 'stranger', message })
    expect(a.machine.status(0).pursuits).toMatchObject([{ answered: 0, goal: 20 }])
  })
})
