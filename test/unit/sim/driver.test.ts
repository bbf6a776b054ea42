/**
 * The simulated driver keeps the driver law, also over crashes, stops and failed writes.
 */
import { describe, expect, test } from 'vitest'
import type { Effect, WriteOp } from '../../../src/core/machine.ts'
import { createRandom } from '../../../src/core/random.ts'
import { type CrashPlan, createCrashPoints } from '../../../src/sim/crash-points.ts'
import { createDisk } from '../../../src/sim/disk.ts'
import { createDriver, type Driver, type DriverPorts } from '../../../src/sim/driver.ts'
import type { SimEvent } from '../../../src/sim/program.ts'
import { createPlanQueue } from '../../../src/sim/queue.ts'

const write = (key: string): Effect => ({
  type: 'write',
  ops: [{ type: 'put', key, value: Uint8Array.of(1) }]
})
const fact = (name: string): Effect => ({ type: 'fact', fact: { name, detail: {} } })
const send = (to: string): Effect => ({ type: 'send', to, protocol: 'p', message: { type: 'm' } })
const ask = (id: string): SimEvent => ({ type: 'request', id, request: {} })

interface Bench {
  readonly driver: Driver
  readonly disk: ReturnType<typeof createDisk>
  /** What happened, in order: `step x`, `durable x`, `out x`, `ended x`. */
  readonly log: string[]
  run(untilMs: number): void
}

/** A driver whose machine answers each request with the effects that `react` gives. */
function createBench(
  react: (event: SimEvent) => readonly Effect[],
  options: {
    readonly plans?: readonly CrashPlan[]
    readonly steps?: boolean
    readonly fails?: () => string | undefined
  } = {}
): Bench {
  const queue = createPlanQueue()
  const disk = createDisk()
  const log: string[] = []
  const points = createCrashPoints(options.plans ?? [])
  let nowMs = 0
  const ports: DriverPorts = {
    disk,
    random: createRandom(1),
    stepsWhileSyncing: options.steps ?? false,
    nowMs: () => Math.floor(nowMs),
    plan: (afterMs, run) => queue.plan(nowMs + afterMs, run),
    untilMs: (localMs) => localMs - nowMs,
    syncMs: () => 10,
    loadMs: () => 1,
    inboundMax: () => 2,
    crashPoint: (effects) => points.match(effects),
    writeFailure: () => options.fails?.(),
    stepped: (event) => log.push(`step ${'id' in event ? event.id : event.type}`),
    durable: (ops: readonly WriteOp[]) =>
      log.push(`durable ${ops.map(({ key }) => key).join(',')}`),
    release: (effect) =>
      log.push(
        `out ${effect.type === 'fact' ? effect.fact.name : effect.type === 'send' ? effect.to : ''}`
      ),
    ended: (how) => log.push(`ended ${how}`)
  }
  const machine = {
    step: (_now: number, event: SimEvent, out: { push(effect: Effect): unknown }) => {
      for (const effect of react(event)) {
        out.push(effect)
      }
    },
    status: () => undefined
  }
  return {
    driver: createDriver(machine, ports),
    disk,
    log,
    run(untilMs) {
      for (
        let next = queue.peek();
        next !== undefined && next.atMs <= untilMs;
        next = queue.peek()
      ) {
        queue.take()
        nowMs = next.atMs
        next.run()
      }
      nowMs = untilMs
    }
  }
}

const byId =
  (effects: Record<string, readonly Effect[]>) =>
  (event: SimEvent): readonly Effect[] =>
    effects['id' in event ? event.id : event.type] ?? []

describe('sim driver', () => {
  test('releases nothing before the writes of that step and all before are on disk', () => {
    const bench = createBench(byId({ a: [write('k1'), fact('a')], b: [fact('b')] }))
    bench.driver.deliver(ask('a'))
    bench.driver.deliver(ask('b'))
    bench.run(9)
    expect(bench.log).toEqual(['step a'])
    bench.run(30)
    expect(bench.log).toEqual(['step a', 'durable k1', 'out a', 'step b', 'out b'])
  })

  test('steps while a batch is being synced when told so, and holds the effects back', () => {
    const bench = createBench(
      byId({ a: [write('k1'), fact('a')], b: [fact('b')], c: [write('k2'), fact('c')] }),
      { steps: true }
    )
    for (const id of ['a', 'b', 'c']) {
      bench.driver.deliver(ask(id))
    }
    bench.run(9)
    expect(bench.log).toEqual(['step a', 'step b', 'step c'])
    bench.run(30)
    expect(bench.log.slice(3)).toEqual(['durable k1', 'out a', 'durable k2', 'out b', 'out c'])
  })

  test('releases what is early right after its step, also when a crash point strikes before the write', () => {
    const early: Effect = { type: 'send', to: 'x', protocol: 'p', message: {}, isEarly: true }
    const react = byId({ a: [write('k1'), fact('a'), early], b: [early, fact('b')] })
    const bench = createBench(react, { steps: true })
    bench.driver.deliver(ask('a'))
    bench.driver.deliver(ask('b'))
    expect(bench.log).toEqual(['step a', 'out x', 'step b', 'out x'])
    bench.run(30)
    expect(bench.log.slice(4)).toEqual(['durable k1', 'out a', 'out b'])

    const plan: CrashPlan = { target: 'write k1', occurrence: 1, where: { type: 'beforeWrite' } }
    const struck = createBench(react, { plans: [plan] })
    struck.driver.deliver(ask('a'))
    struck.run(30)
    expect(struck.log).toEqual(['step a', 'out x', 'ended crashed'])
    expect(struck.disk.load({ type: 'get', keys: ['k1'] }).records).toEqual([])
  })

  test('a crash point strikes between early sends, and after the write of their step', () => {
    const early: Effect = { ...send('x'), isEarly: true } as Effect
    const run = (where: CrashPlan['where']): readonly string[] => {
      const plans = [{ target: 'send p:m', occurrence: 1, where }]
      const bench = createBench(byId({ a: [write('k1'), early, early, fact('f')] }), { plans })
      bench.driver.deliver(ask('a'))
      bench.run(30)
      return bench.log
    }
    expect(run({ type: 'afterSends', sends: 1 })).toEqual(['step a', 'out x', 'ended crashed'])
    expect(run({ type: 'beforeWrite' })).toEqual(['step a', 'out x', 'out x', 'ended crashed'])
    expect(run({ type: 'afterWrite' })).toEqual([
      ...['step a', 'out x', 'out x'],
      ...['durable k1', 'ended crashed']
    ])
  })

  test('a crash loses the batch on its way and all effects behind it', () => {
    const bench = createBench(byId({ a: [write('k1'), fact('a')] }))
    bench.driver.deliver(ask('a'))
    bench.driver.crash(false)
    bench.run(100)
    expect(bench.log).toEqual(['step a'])
    expect(bench.disk.size).toBe(0)
  })

  test('a crash may keep the batch on its way, but releases nothing', () => {
    const bench = createBench(byId({ a: [write('k1'), fact('a')] }))
    bench.driver.deliver(ask('a'))
    bench.driver.crash(true)
    bench.run(100)
    expect(bench.log).toEqual(['step a', 'durable k1'])
    expect(bench.disk.has('k1')).toBe(true)
  })

  const places: readonly (readonly [CrashPlan['where'], readonly string[]])[] = [
    [{ type: 'beforeWrite' }, ['step a', 'ended crashed']],
    [{ type: 'afterWrite' }, ['step a', 'durable k1', 'ended crashed']],
    [{ type: 'afterSends', sends: 1 }, ['step a', 'durable k1', 'out x', 'ended crashed']],
    [
      { type: 'afterSends', sends: 3 },
      ['step a', 'durable k1', 'out x', 'out y', 'out f', 'ended crashed']
    ]
  ]
  for (const [where, wanted] of places) {
    test(`a crash point strikes at its place: ${JSON.stringify(where)}`, () => {
      const plans = [{ target: 'send p:m', occurrence: 1, where }]
      const bench = createBench(byId({ a: [write('k1'), send('x'), send('y'), fact('f')] }), {
        plans
      })
      bench.driver.deliver(ask('a'))
      bench.run(100)
      expect(bench.log).toEqual(wanted)
    })
  }

  test('a refused write halts the vehicle and releases nothing, then or later', () => {
    const bench = createBench(byId({ a: [write('k1'), fact('a')], b: [fact('b')] }), {
      fails: () => 'ENOSPC'
    })
    bench.driver.deliver(ask('a'))
    bench.driver.deliver(ask('b'))
    bench.run(100)
    expect(bench.log.filter((line) => !line.startsWith('durable'))).toEqual([
      'step a',
      'ended halted'
    ])
  })

  test('a stopped process does nothing, its disk goes on, and it takes up where it was', () => {
    const bench = createBench(byId({ a: [write('k1'), fact('a')], b: [fact('b')] }))
    bench.driver.deliver(ask('a'))
    bench.driver.pause()
    bench.driver.deliver(ask('b'))
    bench.run(50)
    expect(bench.log).toEqual(['step a', 'durable k1'])
    bench.driver.resume()
    expect(bench.log.slice(2)).toEqual(['out a', 'step b', 'out b'])
  })

  test('timers fire once, at or after their time, and can be moved and cancelled', () => {
    const timer = (id: string, atMs: number | undefined): Effect => ({ type: 'timer', id, atMs })
    const bench = createBench(
      byId({
        a: [timer('x', 20), timer('y', 20), timer('z', 20)],
        b: [timer('y', 40), timer('z', undefined)]
      })
    )
    bench.driver.deliver(ask('a'))
    bench.driver.deliver(ask('b'))
    bench.run(19)
    expect(bench.log).toEqual(['step a', 'step b'])
    bench.run(39)
    expect(bench.log.slice(2)).toEqual(['step x'])
    bench.run(500)
    expect(bench.log.slice(2)).toEqual(['step x', 'step y'])
    expect(bench.driver.load().timers).toBe(0)
  })

  test('a load sees the writes of its own step', () => {
    const load: Effect = { type: 'load', token: 't', query: { type: 'get', keys: ['k1'] } }
    let seen = 0
    const bench = createBench((event) => {
      if (event.type === 'loaded') {
        seen = event.records.length
        return []
      }
      return [write('k1'), load]
    })
    bench.driver.deliver(ask('a'))
    bench.run(50)
    expect(seen).toBe(1)
  })

  test('messages of one peer beyond the limit are lost while the vehicle is busy', () => {
    const bench = createBench(byId({ a: [write('k1')] }))
    bench.driver.deliver(ask('a'))
    for (let i = 0; i < 5; i++) {
      bench.driver.deliver({ type: 'message', from: 'p', protocol: 'x', message: {} })
    }
    bench.run(50)
    expect(bench.log.filter((line) => line === 'step message')).toHaveLength(2)
    bench.driver.deliver({ type: 'message', from: 'p', protocol: 'x', message: {} })
    expect(bench.log.filter((line) => line === 'step message')).toHaveLength(3)
  })

  test('a machine that throws ends its vehicle', () => {
    const bench = createBench(() => {
      throw new Error('planted')
    })
    bench.driver.deliver(ask('a'))
    bench.driver.deliver(ask('b'))
    expect(bench.log).toEqual(['ended threw'])
  })
})
