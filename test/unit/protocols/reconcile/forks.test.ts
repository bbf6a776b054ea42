/** Members that contradict what is decided here: the chain is frozen, nothing is overwritten. */
import { describe, expect, it } from 'vitest'
import type { FullBlock } from '../../../../src/core/block.ts'
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

describe('forks', () => {
  const forked = (): readonly [Bench, Car, Car, Car] => {
    const bench = createBench('ABC')
    const [a, b, c] = bench.cars as readonly [Car, Car, Car]
    a.hold(bench.blocks(50, 16, 9))
    b.hold(bench.blocks(100))
    c.hold(bench.blocks(100))
    for (const car of bench.cars) {
      car.start()
    }
    return [bench, a, b, c]
  }

  it('reconcile: another block at the own height freezes the chain; nothing is overwritten', () => {
    const [bench, a] = forked()
    const { hash } = a.decided
    bench.connectAll()
    bench.run(5_000)
    expect(a.decided).toEqual({ height: 50, hash })
    expect(a.machine.isForked(bench.chain.id)).toBe(true)
    const [fact] = a.facts.filter(({ name }) => name === 'reconcile:forked')
    expect(fact?.detail).toMatchObject({ height: 50, own: hash, isFrozen: true })
    expect(a.machine.status(0).forks).toMatchObject([{ height: 50, own: hash }])
    const told = a.signals.filter(({ type }) => type === 'forked')
    expect(told).toContainEqual({
      type: 'forked',
      chain: bench.chain.id,
      own: { height: 50, hash }
    })
  })

  it('reconcile: one member that contradicts freezes the chain while no other agrees', () => {
    const [bench, a, b] = forked()
    bench.connect(a, b)
    bench.run(1_000)
    expect(a.machine.isForked(bench.chain.id)).toBe(true)
    expect(a.decided.height).toBe(50)
  })

  it('reconcile: one that contradicts is told of, but does not freeze a chain that others share', () => {
    const scene = setUp('ABC', 50, 20)
    const [a, b] = [carOf(scene, 'A'), carOf(scene, 'B')]
    scene.bench.filter = (from, _to, message) =>
      from === b && message.type === 'ack' && message.height > 0
        ? { ...message, hash: 'ab'.repeat(32), next: [] }
        : message
    scene.bench.connectAll()
    scene.bench.run(3_000)
    expect(a.countOf('reconcile:forked')).toBeGreaterThan(0)
    expect(a.machine.isForked(scene.bench.chain.id)).toBe(false)
    const told = a.signals.filter(({ type }) => type === 'forked')
    expect(told.length).toBeGreaterThan(0)
    expect(told.at(-1)).toMatchObject({ own: undefined })
    expect(a.machine.status(0).forks, 'and is shown').toMatchObject([
      { peers: [b.identity.peer], isFrozen: false }
    ])
    expect(a.decided.height).toBe(50)
  })

  it('reconcile: a frozen chain stays so until others agree, not as soon as they keep no such block', () => {
    const [bench, a, b, c] = forked()
    const blocks = bench.blocks(100)
    bench.connectAll()
    bench.run(1_000)
    a.crash()
    for (const car of [b, c]) {
      car.compact(blocks[89] as FullBlock, 80, [new Uint8Array(8)])
    }
    const before = a.signals.length
    const lifted = (): boolean =>
      a.signals.slice(before).some((told) => told.type === 'forked' && told.own === undefined)
    bench.filter = (_from, _to, message) => (message.type === 'part' ? undefined : message)
    a.start()
    bench.connectAll()
    bench.run(3_000)
    expect(a.decided.height).toBe(50)
    expect(lifted(), 'nobody has said that the own block is the decided one').toBe(false)
    bench.filter = (_from, _to, message) => message
    expect(bench.until(() => a.decided.height === 100, 20_000)).toBe(true)
    expect(lifted(), 'with a state of the others it agrees').toBe(true)
  })
})
