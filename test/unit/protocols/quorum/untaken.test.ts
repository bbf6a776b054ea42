/**
 * A leader that reaches as many members as a write needs, and fewer than take a key over: it writes the
 * keys that it has, and others wait as long as their callers do.
 */
import { describe, expect, it } from 'vitest'
import { WAITING_BYTES_MAX } from '../../../../src/protocols/quorum/limits.ts'
import { QUORUM_DEFAULTS, type QuorumOptions } from '../../../../src/protocols/quorum/options.ts'
import { createWriter } from '../../../../src/protocols/quorum/writer.ts'
import { type Led, leading, reign, resultOf } from './led.ts'
import { put } from './stage.ts'

const DEADLINE_MS = QUORUM_DEFAULTS.deadlineMs

/** Two of three write, three take over; a key is taken over, and `b` is out of reach from then on. */
const cutOff = (options: QuorumOptions = {}): Led => {
  const stage = leading({ rules: { reads: 3, writes: 2 }, options })
  stage.ask('first', put('taken', '1'))
  takeOver(stage)
  stage.store(stage.a)
  expect(stage.replies.get('first')?.type).toBe('ok')
  stage.disconnect(stage.b)
  return stage
}

/** Both others answer the newest question. */
const takeOver = (stage: Led): void => {
  stage.run(10)
  stage.show(stage.a, [])
  stage.show(stage.b, [])
  stage.run(10)
}

const settle = (stage: Led, waitMs: number, ...keys: readonly string[]): void => {
  const items = keys.map((key) => ({ type: 'settle', ticket: key.length, key }) as const)
  const way = { run: 1, relay: false, term: 1, origin: undefined, waitMs }
  stage.say(stage.a, { type: 'forward', ...way, items })
}

/** Two wait for a key, and the time of the first one is up. */
const outwaited = (): Led => {
  const stage = cutOff()
  settle(stage, 1_000, 'k')
  reign(stage, 500)
  settle(stage, 3_000, 'k')
  reign(stage, 700)
  return stage
}

const putTaken = (stage: Led, text = '2'): unknown => {
  stage.ask('next', put('taken', text))
  stage.run(10)
  stage.store(stage.a)
  return resultOf(stage, 'next')
}

describe('quorum keys that are not taken over', () => {
  it('quorum: what waits for keys that cannot be taken over makes room when nobody waits for it', () => {
    const stage = cutOff({ queueMax: 2 })
    settle(stage, 1_000, 'k', 'kk')
    reign(stage, 900)
    expect(putTaken(stage), 'as much waits as there is room for').toMatchObject({ reason: 'busy' })
    reign(stage, 200)
    expect(putTaken(stage)).toMatchObject({ type: 'put', found: true })
  })

  it('quorum: so do its bytes', () => {
    const stage = cutOff()
    const large = 'x'.repeat(1_000_000)
    for (let i = 0; i < Math.floor(WAITING_BYTES_MAX / large.length); i++) {
      stage.ask(`${i}`, put(`k${i}`, large))
    }
    stage.run(10)
    stage.ask('over', put('taken', large))
    expect(stage.replies.get('over')).toMatchObject({ type: 'refused', reason: 'busy' })
    reign(stage, DEADLINE_MS + 100)
    expect(putTaken(stage, large)).toMatchObject({ type: 'put', found: true })
  })

  it('quorum: what was given up is done when it is asked for again', () => {
    const stage = cutOff()
    stage.ask('x', put('k', 'v'))
    reign(stage, DEADLINE_MS + 100)
    expect(stage.replies.get('x')).toMatchObject({ type: 'unknown' })
    stage.connect(stage.b)
    stage.ask('again', put('k', 'v'), stage.names.get('x'))
    takeOver(stage)
    stage.store(stage.a)
    expect(resultOf(stage, 'again')).toMatchObject({ type: 'put', found: false })
  })

  it('quorum: it is given up as long as it was not begun, and not later', () => {
    const stage = cutOff()
    stage.connect(stage.b)
    stage.ask('x', put('k', 'v'))
    takeOver(stage)
    reign(stage, DEADLINE_MS + 100)
    expect(stage.replies.get('x'), 'it is with too few').toMatchObject({ type: 'unknown' })
    const { counter } = stage.last('store')?.registers[0]?.tag ?? {}
    stage.ask('again', put('k', 'v'), stage.names.get('x'))
    stage.run(10)
    stage.store(stage.a)
    expect(resultOf(stage, 'again')).toMatchObject({ type: 'put', found: false })
    expect(stage.last('store')?.registers[0]?.tag.counter, 'once').toBe(counter)
  })

  it('quorum: members are asked for a key as long as somebody waits for it', () => {
    const stage = outwaited()
    const { id } = stage.last('fetch') ?? {}
    reign(stage, 2_000)
    expect(stage.last('fetch')?.id, 'one question for who waits longer').toBe(id)
    expect(
      new Set(stage.all('fetch').flatMap((one) => (one.keys[0] === 'k' ? one.id : []))).size
    ).toBe(2)
    reign(stage, 500)
    stage.said.length = 0
    reign(stage, 2 * QUORUM_DEFAULTS.resendMsMax)
    expect(stage.all('fetch'), 'nobody waits').toEqual([])
  })

  it('quorum: who waits longer than another is answered', () => {
    const stage = outwaited()
    takeOver(stage)
    stage.store(stage.a)
    expect(stage.all('answers').flatMap(({ answers }) => answers)).toMatchObject([
      { outcome: { type: 'done' } }
    ])
  })

  it('quorum: a key that the group has found itself is not given up', () => {
    const parts = {
      settings: QUORUM_DEFAULTS,
      registers: { get: () => undefined, joined: 1 },
      roster: { indexOf: () => 0 },
      environment: { self: 'self' },
      turn: () => undefined
    } as never
    const none = () => undefined
    const writer = createWriter(parts, { ask: none } as never, {} as never, none, none)
    const out = { push: none }
    writer.begin(1)
    writer.rewrite(0, 'own', none, out)
    writer.settle(0, 'of another', 1_000, none, out)
    writer.flush(0, out)
    expect(writer.size).toBe(2)
    writer.expire(Number.MAX_SAFE_INTEGER)
    expect(writer.size).toBe(1)
  })
})
