/**
 * Whom a reader asks, in what order, and how long it waits.
 */
import { describe, expect, test } from 'vitest'
import { hold, makeTable, teach } from '../../../support/read-chain.ts'
import { REALM } from '../../../support/read-fleet.ts'
import {
  ALL,
  chain,
  made,
  placesOf,
  refusalOf,
  setting,
  stepsOf
} from '../../../support/read-setting.ts'

describe('read: whom it asks', () => {
  test('read: the proposer is asked first and answers alone', () => {
    const all = setting()
    const result = all.fleet.read(all.reader, { chain, selector: {} })
    expect(placesOf(result)).toEqual(ALL)
    expect(stepsOf(result, all)).toEqual(['owner data'])
    expect(result).toMatchObject({ headHeight: 5, epoch: 1, servedBy: all.owner.peer })
    expect(result.cursor).toBeUndefined()
    expect(result.bytes).toBe(made.blocks.reduce((sum, block) => sum + block.bytes.length, 0))
    expect(all.fleet.sent.filter(({ message }) => message.type === 'read')).toHaveLength(1)
    expect(all.fleet.nowMs() - 1_000_000).toBeLessThan(5)
  })

  test('read: a backup is asked when the proposer has not answered in its head start', () => {
    const all = setting()
    const asked: number[] = []
    all.fleet.setTamper((_from, to, message) => {
      if (message.type === 'read') {
        asked.push(all.fleet.nowMs() - 1_000_000)
      }
      return to === 'owner' ? undefined : message
    })
    const result = all.fleet.read(all.reader, { chain, selector: {} })
    expect(placesOf(result)).toEqual(ALL)
    expect(stepsOf(result, all)).toEqual(['owner timeout', expect.stringMatching(/^b\d data$/)])
    // Once more after 250 ms, since a message may be lost; then the backup, 300 ms after the first.
    expect(asked).toEqual([0, 250, 300])
  })

  test('read: a second backup is asked 150 ms after the first', () => {
    const all = setting()
    const asked: string[] = []
    all.fleet.setTamper((_from, to, message) => {
      if (message.type === 'read') {
        asked.push(`${all.fleet.nowMs() - 1_000_000} ${to.slice(0, 1)}`)
      }
      return undefined
    })
    refusalOf(all.fleet.ask(all.reader, { type: 'read', chain, selector: {} }))
    expect(asked.slice(0, 4)).toEqual(['0 o', '250 o', '300 b', '450 b'])
  })

  test('read: at most three connected vehicles are asked at once', () => {
    const all = setting(['b1', 'b2', 'b3', 'b4', 'b5'])
    all.fleet.setTamper(() => undefined)
    all.fleet.request(all.reader, { type: 'read', chain, selector: {} })
    all.fleet.run(950)
    expect(new Set(all.fleet.sent.map(({ to }) => to)).size).toBe(3)
    all.fleet.run(700)
    expect(new Set(all.fleet.sent.map(({ to }) => to)).size, 'more as those fail').toBeGreaterThan(
      4
    )
  })

  test('read: at most 16 vehicles that are not connected are dialled at once', () => {
    const all = setting([])
    all.fleet.kill(all.owner)
    all.reader.registered.push(
      ...Array.from({ length: 40 }, (_, i) => REALM.identity(`far ${i}`).peer)
    )
    all.fleet.request(all.reader, { type: 'read', chain, selector: {} })
    expect(new Set(all.fleet.sent.map(({ to }) => to)).size).toBe(16)
  })

  test('read: at most 64 vehicles are asked in one read', () => {
    const all = setting([])
    all.fleet.kill(all.owner)
    const others = Array.from({ length: 80 }, (_, i) => all.fleet.vehicle(`other ${i}`))
    all.reader.registered.push(...others.map(({ peer }) => peer))
    all.fleet.connectAll()
    const before = all.fleet.sent.length
    refusalOf(all.fleet.ask(all.reader, { type: 'read', chain, selector: {} }))
    const asked = all.fleet.sent.slice(before).filter(({ message }) => message.type === 'read')
    expect(new Set(asked.map(({ to }) => to)).size).toBe(64)
  })

  test('read: a proposer that is not connected gets no head start, and is asked all the same', () => {
    const all = setting()
    all.fleet.disconnect(all.reader, all.owner)
    const result = all.fleet.read(all.reader, { chain, selector: {} })
    expect(stepsOf(result, all)).toEqual(['owner unreachable', expect.stringMatching(/^b\d data$/)])
    expect(all.fleet.nowMs() - 1_000_000).toBeLessThan(5)
    expect(
      all.fleet.sent.some(({ to, message }) => to === 'owner' && message.type === 'read')
    ).toBe(true)
  })

  test('read: one that connects while it is asked is asked again and answers', () => {
    const all = setting([])
    all.fleet.disconnect(all.reader, all.owner)
    const id = all.fleet.request(all.reader, { type: 'read', chain, selector: {} })
    all.fleet.run(500)
    all.fleet.connect(all.reader, all.owner)
    all.fleet.run(100)
    expect(all.reader.replies.get(id)).toMatchObject({ type: 'ok' })
  })

  test('read: one that disconnects while it is asked is given up at once', () => {
    const all = setting()
    all.fleet.setTamper((_from, to, message) => (to === 'owner' ? undefined : message))
    const id = all.fleet.request(all.reader, { type: 'read', chain, selector: {} })
    all.fleet.run(20)
    all.fleet.kill(all.owner)
    all.fleet.run(5)
    expect(all.reader.replies.get(id)).toMatchObject({
      type: 'ok',
      value: { trace: [{ outcome: 'unreachable' }, { outcome: 'data' }] }
    })
  })

  test('read: a lost request is sent again before it counts as failed', () => {
    const all = setting([])
    let lost = 0
    all.fleet.setTamper((_from, _to, message) => {
      lost += message.type === 'data' ? 1 : 0
      return message.type === 'data' && lost === 1 ? undefined : message
    })
    expect(stepsOf(all.fleet.read(all.reader, { chain, selector: {} }), all)).toEqual([
      'owner data'
    ])
    expect(lost).toBe(2)
  })

  test('read: a late answer still counts', () => {
    const all = setting([])
    all.fleet.setTamper((_from, _to, message) =>
      message.type === 'read' && all.fleet.nowMs() < 1_001_500 ? undefined : message
    )
    const result = all.fleet.read(all.reader, { chain, selector: {} })
    expect(stepsOf(result, all)).toEqual(['owner timeout', 'owner data'])
  })

  test('read: an own copy answers without a message, and the trace says so', () => {
    const all = setting()
    const [backup] = all.backups
    const before = all.fleet.sent.length
    const result = all.fleet.read(backup ?? all.owner, { chain, selector: {} })
    expect(placesOf(result)).toEqual(ALL)
    expect(result.trace).toMatchObject([{ peer: backup?.peer, outcome: 'data' }])
    expect(all.fleet.sent).toHaveLength(before)
  })

  test('read: an own copy that lacks what is asked sends on to others', () => {
    const all = setting()
    const member = all.fleet.vehicle('member')
    hold(member, made, 3, 4)
    teach(member, made, makeTable(made, 1, all.backups))
    all.fleet.connectAll()
    const part = all.fleet.read(member, { chain, selector: { heights: { from: 3, to: 4 } } })
    expect(part.servedBy).toBe(member.peer)
    expect(placesOf(part)).toEqual(['3.0', '3.1', '4.0', '4.1'])
    expect(all.fleet.read(member, { chain, selector: {} }).servedBy).toBe(all.owner.peer)
  })

  test('read: vehicles that gossip names are asked when no other has it', () => {
    const all = setting([])
    const keeper = all.fleet.vehicle('keeper')
    hold(keeper, made)
    all.fleet.connectAll()
    all.fleet.kill(all.owner)
    all.reader.registered.push(keeper.peer)
    expect(all.fleet.read(all.reader, { chain, selector: {} }).servedBy).toBe(keeper.peer)
  })

  test('read: vehicles that others know as holders by gossip are asked as well', () => {
    const all = setting([])
    const keeper = all.fleet.vehicle('keeper')
    const friend = all.fleet.vehicle('friend')
    hold(keeper, made)
    friend.registered.push(keeper.peer)
    all.fleet.connectAll()
    all.fleet.kill(all.owner)
    expect(all.fleet.read(all.reader, { chain, selector: {} }).servedBy).toBe(keeper.peer)
  })
})
