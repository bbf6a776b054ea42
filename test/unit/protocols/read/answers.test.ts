/**
 * The holder: how much it does at once, and for one request.
 */
import { describe, expect, test } from 'vitest'
import { hold, makeChain, recordsAt } from '../../../support/read-chain.ts'
import { answer, heightsOf, holderScene, request } from '../../../support/read-holder.ts'
import { fail, made, OWNER } from '../../../support/read-setting.ts'

const chain = made.chain.id

describe('holder: how much it does at once', () => {
  const many = makeChain(
    OWNER,
    Array.from({ length: 80 }, (_, i) => recordsAt([i], 'x'.repeat(1000)))
  )

  test('holder: at most 64 groups for one page', () => {
    const big = makeChain(
      OWNER,
      Array.from({ length: 70 }, (_, i) =>
        Array.from({ length: 130 }, () => recordsAt([i], 'k'.repeat(1024))[0] ?? fail()).concat(
          new Uint8Array(120_000)
        )
      )
    )
    const all = holderScene()
    hold(all.holder, big)
    const groups = all.holder.environment.holdings.get(chain)?.groups(1, 70).length ?? 0
    expect(groups).toBeGreaterThan(64)
    const data = answer(all, { selector: { key: 'absent' } })
    expect(data).toMatchObject({ type: 'data', blocks: [], more: true })
    expect(data.type === 'data' && data.nextHeight).toBeGreaterThanOrEqual(64)
    expect(data.type === 'data' && data.nextHeight).toBeLessThan(70)
    const rest = answer(all, {
      selector: { key: 'absent', heights: { from: 70, to: 70 } }
    })
    expect(rest).toMatchObject({ type: 'data', more: false })
    const newest = answer(all, { selector: { key: 'absent', latest: 3 } })
    expect(newest.type === 'data' && [newest.more, newest.nextHeight <= 10]).toEqual([true, true])
  })

  test('holder: 16 at once, 256 wait, 64 of one asker; more hear that it is busy', () => {
    const all = holderScene()
    hold(all.holder, many)
    const ids: number[] = []
    for (let i = 0; i < 100; i++) {
      const message = request()
      ids.push(message.id)
      all.fleet.step(all.holder, { type: 'message', from: all.asker.peer, message })
    }
    expect(all.holder.machine.status(0)).toMatchObject({ answering: 16, waiting: 64 })
    all.fleet.run(100)
    const answers = all.fleet.sent.filter(
      ({ from, message }) => from === 'holder' && 'id' in message
    )
    expect(answers).toHaveLength(100)
    expect(answers.filter(({ message }) => message.type === 'notHere')).toHaveLength(20)
    expect(answers.filter(({ message }) => message.type === 'data')).toHaveLength(80)
    expect(all.holder.machine.status(0)).toMatchObject({ answering: 0, waiting: 0 })
  })

  test('holder: 256 wait at most, of however many askers', () => {
    const all = holderScene()
    hold(all.holder, many)
    const askers = Array.from({ length: 6 }, (_, i) => all.fleet.vehicle(`asker ${i}`))
    all.fleet.connectAll()
    for (const asker of askers) {
      for (let i = 0; i < 64; i++) {
        all.fleet.step(all.holder, { type: 'message', from: asker.peer, message: request() })
      }
    }
    expect(all.holder.machine.status(0)).toMatchObject({ answering: 16, waiting: 256 })
    const busy = all.fleet.sent.filter(({ message }) => message.type === 'notHere')
    expect(busy).toHaveLength(6 * 64 - 16 - 256)
  })

  test('holder: it stops behind the block that reaches the limit', () => {
    const all = holderScene()
    hold(all.holder, made)
    const data = answer(all, { selector: { limit: 3 } })
    expect(heightsOf(data)).toEqual([1, 2])
    expect(data).toMatchObject({ more: true, nextHeight: 2 })
  })

  test('holder: the same request twice is answered once while it is answered', () => {
    const all = holderScene()
    hold(all.holder, made)
    const message = request()
    for (let i = 0; i < 3; i++) {
      all.fleet.step(all.holder, { type: 'message', from: all.asker.peer, message })
    }
    all.fleet.run(100)
    expect(all.fleet.sent.filter((sent) => sent.message.type === 'data')).toHaveLength(1)
    all.fleet.step(all.holder, { type: 'message', from: all.asker.peer, message })
    all.fleet.run(100)
    expect(
      all.fleet.sent.filter((sent) => sent.message.type === 'data'),
      'later again'
    ).toHaveLength(2)
  })

  test('holder: who disconnects is forgotten while it waits', () => {
    const all = holderScene()
    hold(all.holder, many)
    for (let i = 0; i < 40; i++) {
      all.fleet.step(all.holder, { type: 'message', from: all.asker.peer, message: request() })
    }
    all.fleet.disconnect(all.holder, all.asker)
    expect(all.holder.machine.status(0)).toMatchObject({ answering: 16, waiting: 0 })
  })

  test('holder: a single block is answered with two loads in one step', () => {
    const all = holderScene()
    hold(all.holder, made)
    answer(all, { selector: { heights: { from: 2, to: 2 } } })
    const out: { type: string }[] = []
    const message = request({ selector: { heights: { from: 3, to: 3 } } })
    all.holder.machine.step(0, { type: 'message', from: all.asker.peer, message }, out)
    expect(out.map(({ type }) => type)).toEqual(['load', 'load'])
    for (const effect of out.splice(0)) {
      const { token, query } = effect as never as { token: string; query: { gte: string } }
      const value = all.holder.store.get(query.gte)
      const records = value === undefined ? [] : [{ key: query.gte, value }]
      all.holder.machine.step(0, { type: 'loaded', token, records, more: false }, out)
    }
    expect(
      out.map(({ type }) => type),
      'the booth is remembered'
    ).toEqual(['send', 'fact'])
  })
})
