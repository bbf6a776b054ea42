/** Operations that are asked for again, by their ids: done once, and answered as long as somebody remembers. */
import { describe, expect, it } from 'vitest'
import type { Submitted } from '../../../../src/core/group-request.ts'
import { leading, resultOf, written } from './led.ts'
import { createStage, put } from './stage.ts'

describe('quorum operations asked again', () => {
  it('quorum: what was answered is told again as long as the register remembers it, and never done again', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    const first = resultOf(stage, 'first k')
    const putNext = (name: string): void => {
      stage.ask(name, put('k', name))
      stage.run(10)
      stage.store(stage.a)
    }
    // With this one the vehicle confirms the answer of the first.
    putNext('two')
    stage.ask('again', put('k', 'one'), id)
    stage.run(10)
    expect(stage.replies.has('again'), 'enough must have what is told').toBe(false)
    stage.store(stage.a)
    expect(resultOf(stage, 'again')).toEqual(first)
    expect(stage.last('store')?.registers[0]?.content).toEqual(
      stage.all('store').at(-3)?.registers[0]?.content
    )
    for (const name of ['three', 'four', 'five']) {
      putNext(name)
    }
    const stores = stage.all('store').length
    stage.ask('late', put('k', 'one'), id)
    stage.run(10)
    expect(stage.replies.get('late')).toMatchObject({ type: 'unknown', operation: id })
    expect(stage.all('store').length, 'nothing is written for it').toBe(stores)
  })

  it('quorum: what was answered waits like any other when it is asked again', () => {
    const stage = leading({ options: { queueMax: 1 } })
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    stage.ask('waits', put('k', 'two'))
    stage.ask('again', put('k', 'one'), id)
    stage.run(10)
    stage.store(stage.a)
    expect(stage.replies.get('waits')?.type).toBe('ok')
    expect(stage.replies.has('again')).toBe(false)
  })

  it('quorum: an operation id with a term that no epoch reaches is refused at once', () => {
    const digits = '5'.repeat(24)
    for (const [leaderless, term, fate] of [
      [false, '00200000', 'refused'],
      [false, 'ffffffff', 'refused'],
      [false, '001fffff', undefined],
      // A run of a member, which may have done it.
      [true, 'ffffffff', 'unknown']
    ] as const) {
      const stage = createStage({ place: 0, rules: { leaderless } })
      stage.start()
      stage.ask('x', put('k', 'v'), `${term}${digits}:2`)
      expect(stage.replies.get('x')?.type, term).toBe(fate)
    }
  })
})
