/** What there is no room for: it is refused, and leaves nothing. */
import { describe, expect, it, vi } from 'vitest'
import { leading, reignOverAll } from './led.ts'
import { createStage, put, registerOf } from './stage.ts'

const { ROOM_BYTES } = vi.hoisted(() => ({ ROOM_BYTES: 64 * 1024 }))

vi.mock('../../../../src/protocols/quorum/limits.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  STORE_BYTES_MAX: ROOM_BYTES
}))

const TOO_MUCH = 'x'.repeat(ROOM_BYTES)
const FULL = { type: 'refused', reason: 'full' }

const free = () => {
  const stage = createStage({ place: 2, rules: { leaderless: true } })
  stage.start()
  const [a = ''] = stage.others
  return Object.assign(stage, { a })
}

describe('quorum: no room', () => {
  it('quorum: what is refused leaves nothing, neither here nor at others', () => {
    for (const stage of [leading(), free()]) {
      const before = stage.disk.size
      stage.ask('x', put('k', TOO_MUCH))
      stage.run(10)
      stage.show(stage.a, [])
      stage.run(10)
      expect(stage.replies.get('x')).toMatchObject(FULL)
      expect([stage.all('store').length, stage.disk.size - before]).toEqual([0, 0])
      stage.ask('y', put('k', 'v'))
      stage.run(10)
      stage.show(stage.a, [])
      stage.run(10)
      stage.store(stage.a)
      expect(stage.replies.get('y')?.type).toBe('ok')
    }
  })

  it('quorum: what is refused between two that are done is answered, and they are done', () => {
    const stage = leading()
    stage.together(() => {
      stage.ask('x', put('k', 'one'))
      stage.ask('y', put('k', TOO_MUCH))
      stage.ask('z', put('k', 'two'))
    })
    stage.show(stage.a, [])
    stage.run(10)
    expect(stage.replies.get('y')).toMatchObject(FULL)
    stage.store(stage.a)
    expect(['x', 'z'].map((id) => stage.replies.get(id)?.type)).toEqual(['ok', 'ok'])
  })

  it('quorum: when nothing of a round is written, what came meanwhile goes at once', () => {
    const stage = free()
    stage.ask('refused', put('k', TOO_MUCH))
    const first = stage.last('fetch')?.id
    stage.ask('next', put('k', 'v'))
    stage.show(stage.a, [], 0)
    expect(stage.replies.get('refused')).toMatchObject(FULL)
    expect(stage.last('fetch')?.id).not.toBe(first)
    stage.show(stage.a, [], 0)
    expect(stage.last('store')?.registers[0]?.key).toBe('k')
  })

  it('quorum: with little room deleted keys are kept for minutes, not for an hour', () => {
    for (const [deleted, hasEnded] of [
      [60, true],
      [6, false]
    ] as const) {
      const stage = leading()
      for (let i = 0; i < 150; i++) {
        const content = i < deleted ? undefined : 'v'
        const one = registerOf(`k-${i}`, content, { epoch: 1, counter: i + 1, node: 0 })
        stage.say(stage.a, { type: 'store', run: 1, id: i + 1, epoch: 0, registers: [one] })
      }
      reignOverAll(stage, 590_000, {})
      expect(stage.last('beat')?.epoch).toBe(1)
      stage.said.length = 0
      reignOverAll(stage, 20_000, {})
      expect(stage.last('claim') !== undefined, `${deleted} of 150`).toBe(hasEnded)
    }
  })
})
