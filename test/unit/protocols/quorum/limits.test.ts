/** Large values, many of them, and long reigns: what waits has an end, and what is large is not sent twice. */
import { describe, expect, it, vi } from 'vitest'
import type { Queried } from '../../../../src/core/group-request.ts'
import { PENDING_LIMITS, WAITING_BYTES_MAX } from '../../../../src/protocols/quorum/limits.ts'
import { QUORUM_DEFAULTS } from '../../../../src/protocols/quorum/options.ts'
import { pauseMs } from '../../../../src/protocols/quorum/parts.ts'
import { createWriter } from '../../../../src/protocols/quorum/writer.ts'
import { REGISTER_STATE } from '../../../../src/sim/quorum/program.ts'
import { decodeAnswer, encodeQuery } from '../../../../src/state/kv/index.ts'
import { leading, reign } from './led.ts'
import { createStage, put, registerOf, type Stage } from './stage.ts'

const LARGE = 'x'.repeat(1_000_000)

const settleOf = (ticket: number, key: string) => ({ type: 'settle', ticket, key }) as const

const forward = (
  stage: Stage & { a: string },
  ...items: readonly ReturnType<typeof settleOf>[]
) => {
  const way = { run: 1, relay: false, term: 1, origin: undefined, waitMs: 1_000 }
  stage.say(stage.a, { type: 'forward', ...way, items })
}

describe('quorum limits', () => {
  it('quorum: a large value is not sent again while it is on its way over a slow link', () => {
    const stage = leading()
    stage.ask('x', put('k', LARGE))
    reign(stage, 100)
    stage.show(stage.a, [])
    reign(stage, 800)
    expect(stage.all('store').filter(({ to }) => to === stage.a).length).toBe(1)
    reign(stage, 300)
    expect(stage.all('store').filter(({ to }) => to === stage.a).length).toBe(2)
    expect(pauseMs(QUORUM_DEFAULTS, 1, LARGE.length)).toBe(900)
  })

  it('quorum: many large values are asked for in questions whose answers fit a message each', () => {
    const stage = createStage({ place: 0 })
    stage.start()
    const [a = ''] = stage.others
    const held = Array.from({ length: 5 }, (_, i) =>
      registerOf(`k${i}`, LARGE, { epoch: 1, counter: i + 1, node: 130 })
    )
    for (const one of held) {
      stage.say(a, { type: 'store', run: 7, id: 0, epoch: 0, registers: [one] })
    }
    stage.together(() => {
      for (const { key } of held) {
        stage.get(key, key)
      }
    })
    expect(stage.all('fetch').map(({ keys }) => keys)).toEqual(held.map(({ key }) => [key]))
  })

  it('quorum: no more bytes wait at a leader than it has room for', () => {
    const stage = leading()
    const room = Math.floor(WAITING_BYTES_MAX / (LARGE.length + 200))
    for (let i = 0; i < room; i++) {
      stage.ask(`${i}`, put(`k${i}`, LARGE))
    }
    stage.run(10)
    expect([...stage.replies.values()]).toEqual([])
    stage.ask('over', put('over', LARGE))
    expect(stage.replies.get('over')).toMatchObject({ type: 'refused', reason: 'busy' })
  })

  it('quorum: no more bytes wait at who asks than it has room for', () => {
    const stage = createStage({ place: 0 })
    stage.start()
    const most = Math.ceil(PENDING_LIMITS.bytesMax / LARGE.length)
    for (let i = 0; i < most; i++) {
      stage.ask(`${i}`, put(`k${i}`, LARGE))
    }
    expect([...stage.replies.values()]).toEqual([])
    stage.ask('over', put('over', 'v'))
    expect(stage.replies.get('over')).toMatchObject({ type: 'refused', reason: 'busy' })
  })

  it('quorum: keys that others want taken over wait like operations', () => {
    const stage = leading({ options: { queueMax: 2 } })
    forward(stage, settleOf(1, 'a'), settleOf(2, 'b'), settleOf(3, 'c'))
    expect(stage.last('answers')?.answers).toEqual([{ ticket: 3, outcome: { type: 'busy' } }])
  })

  it('quorum: a question that is asked again while it is worked on is worked on once', () => {
    const stage = createStage({ place: 0 })
    stage.start()
    const [a = ''] = stage.others
    const question = encodeQuery({ type: 'stats' })
    const way = { run: 1, relay: false, term: 0, origin: undefined, waitMs: 1_000 }
    const items = [{ type: 'question', ticket: 1, question }] as const
    stage.say(a, { type: 'forward', ...way, items })
    stage.say(a, { type: 'forward', ...way, items })
    stage.query('own', question)
    stage.run(400)
    expect(new Set(stage.all('pull').map(({ id }) => id)).size, 'of another and its own').toBe(2)
    for (const { to, run: of, id } of stage.all('pull')) {
      const page = { epoch: 0, more: false, registers: [], heldFrom: 0, forgottenTo: 0 }
      stage.say(to, { type: 'pulled', run: of, id, ...page })
    }
    expect(stage.all('answers').length).toBe(1)
    expect(stage.replies.get('own')?.type).toBe('ok')
  })

  it('quorum: counts and sizes are added up page by page', () => {
    const answered = vi.spyOn(REGISTER_STATE, 'answer')
    for (const type of ['count', 'stats'] as const) {
      const stage = createStage({ place: 0 })
      stage.start()
      const [a = ''] = stage.others
      const all = ['a', 'b', 'c'].map((key, i) =>
        registerOf(key, key, { epoch: 1, counter: i + 1, node: 130 })
      )
      stage.say(a, { type: 'store', run: 7, id: 0, epoch: 0, registers: all })
      const question = type === 'count' ? { type, from: 'b', to: '' } : { type }
      stage.query('x', encodeQuery(question))
      for (const some of [all.slice(0, 2), all.slice(2)]) {
        const { run: of = 0, id = 0 } = stage.last('pull', a) ?? {}
        const registers = type === 'count' ? some.filter(({ key }) => key >= 'b') : some
        const page = { epoch: 1, more: some.length > 1, registers, heldFrom: 0, forgottenTo: 0 }
        stage.say(a, { type: 'pulled', run: of, id, ...page })
      }
      const reply = stage.replies.get('x')
      const answer = reply?.type === 'ok' ? decodeAnswer((reply.value as Queried).result) : reply
      const expected = type === 'count' ? { count: 2 } : { keys: 3, expiring: 0 }
      expect(answer).toMatchObject({ type, ...expected })
    }
    const pages = answered.mock.calls.map(([, contents]) => contents.length)
    answered.mockRestore()
    expect(Math.max(...pages), 'none is kept for the next').toBe(2)
  })

  it('quorum: an epoch ends before its counter does', () => {
    let renewed = 0
    const parts = {
      settings: { ...QUORUM_DEFAULTS },
      registers: { get: () => undefined, joined: 1, bytes: 0 },
      roster: { indexOf: () => 0 },
      environment: { self: 'self' },
      turn: () => undefined
    }
    const collector = {
      ask: (_now: number, { keys }: { keys: string[] }, then: (...a: unknown[]) => void) =>
        then(
          0,
          keys.map((key) => ({ key, newest: undefined })),
          { push: () => undefined }
        )
    }
    const outcomes: string[] = []
    const writer = createWriter(
      parts as never,
      collector as never,
      { begin: () => undefined } as never,
      () => undefined,
      () => renewed++,
      3
    )
    writer.begin(1)
    for (let i = 0; i < 4; i++) {
      const respond = (_now: number, { type }: { type: string }): number => outcomes.push(type)
      writer.settle(0, `k${i}`, 1_000, respond, { push: () => undefined })
      writer.flush(0, { push: () => undefined })
    }
    expect([outcomes, renewed], 'what is under way is waited for').toEqual([['notLeader'], 0])
    writer.flush(QUORUM_DEFAULTS.electionTimeoutMs, { push: () => undefined })
    expect(renewed, 'not for long').toBe(1)
  })
})
