/**
 * The rules of a coordinator: everybody votes before it is decided, what is given up is never decided,
 * and what a client is told.
 */
import { describe, expect, test } from 'vitest'
import { createHashRing, positionOf } from '../../../../src/core/hash-ring.ts'
import { NUMBER_MAX, VALUE_BYTES_MAX } from '../../../../src/core/limits.ts'
import { CHANGES_MAX, OPERATIONS_LIMITS } from '../../../../src/protocols/twophase/limits.ts'
import type { Part } from '../../../../src/state/kv/index.ts'
import { HASHER } from '../../../support/ring.ts'
import {
  type Call,
  createStage,
  nodesOf,
  onDisk,
  peerOf,
  ringOf,
  type Stage
} from '../../../support/twophase-stage.ts'
import {
  decides,
  LEFT,
  no,
  prepared,
  put,
  RING,
  told,
  vote,
  yes
} from '../../../support/twophase-voting.ts'

describe('coordinator: votes', () => {
  test('coordinator: it is decided when every owner has voted for it, and then answered', () => {
    const stage = createStage(RING)
    stage.request(put('k'))
    const { coordinator, numbers } = prepared(stage.sent())
    const [number = 0] = numbers
    vote(stage, 'B', coordinator, yes(number, 4))
    vote(stage, 'B', coordinator, yes(number, 4))
    expect(decides(stage.calls())).toEqual([])
    vote(stage, 'C', coordinator, yes(number, 6, { changes: 4 }))
    const calls = stage.calls()
    expect(decides(calls)).toMatchObject([{ commits: [{ number, versions: [7], changes: [5] }] }])
    const [{ commits: [commit] = [] } = {}] = decides(calls)
    expect([...(commit?.participants ?? [])].sort()).toEqual([2, 3])
    expect(stage.words(), 'nobody is told yet').toBe('')
    stage.answer(calls[0], told('committed'))
    expect(stage.replies()).toMatchObject([{ reply: { type: 'ok' } }])
    expect(stage.words()).toBe('outcomes>B outcomes>C')
  })

  test('coordinator: a key gets a version above what any owner has of it', () => {
    for (const [b, c] of [
      [4, 6],
      [6, 4]
    ] as const) {
      const stage = createStage(RING)
      stage.request(put('k'))
      const { coordinator, numbers } = prepared(stage.sent())
      const [number = 0] = numbers
      vote(stage, 'B', coordinator, yes(number, b, { changes: 1 }))
      vote(stage, 'C', coordinator, yes(number, c, { changes: 1 }))
      expect(decides(stage.calls()), `${b} and ${c}`).toMatchObject([
        { commits: [{ versions: [7] }] }
      ])
    }
  })

  test('coordinator: of who will keep a key only the vote counts, not what it has of it', () => {
    const moving = { phase: 'moving', nodes: nodesOf('B'), next: nodesOf('BC'), ...LEFT } as const
    const stage = createStage(ringOf(4, 'B', moving))
    stage.request(put('k'))
    const { coordinator, numbers } = prepared(stage.sent())
    const [number = 0] = numbers
    vote(stage, 'C', coordinator, yes(number, 9, { isJoining: true }))
    expect(decides(stage.calls())).toEqual([])
    vote(stage, 'B', coordinator, yes(number, 2))
    expect(decides(stage.calls())).toMatchObject([{ commits: [{ versions: [3], changes: [3] }] }])
  })

  test('coordinator: who owns one key and gets another is asked for both at once', () => {
    const [now, next] = [nodesOf('BC'), nodesOf('C')]
    const owned = createHashRing(HASHER, now, 1)
    const ownerOf = (key: string): string => owned.owners(positionOf(HASHER, key))[0]?.peer ?? ''
    const keys = Array.from({ length: 50 }, (_, i) => `k${i}`)
    const mine = keys.find((key) => ownerOf(key) === peerOf('C')) ?? ''
    const theirs = keys.find((key) => ownerOf(key) === peerOf('B')) ?? ''
    const moving = { phase: 'moving', nodes: now, next, ...LEFT } as const
    const stage = createStage(ringOf(4, 'BC', moving), { copies: 1 })
    const whenTrue = [mine, theirs].map((key) => put(key) as Extract<Part, { type: 'put' }>)
    stage.request({ type: 'transaction', compares: [], whenTrue, whenFalse: [] })
    const portions = stage.sent().flatMap(({ to, content }) => {
      const sent = content.type === 'prepare' ? content.portions : []
      return sent.map(
        (portion) =>
          `${to} ${portion.keys
            .map(({ key }) => key)
            .sort()
            .join()}`
      )
    })
    expect(portions.sort()).toEqual([`B ${theirs}`, `C ${[mine, theirs].sort().join()}`])
  })

  test('coordinator: a vote of another ring does not count', () => {
    const stage = createStage(RING)
    stage.request(put('k'))
    const { coordinator, numbers } = prepared(stage.sent())
    const [number = 0] = numbers
    vote(stage, 'B', coordinator, yes(number))
    stage.hear('C', { type: 'votes', coordinator, votes: [yes(number)] }, 4)
    expect(decides(stage.calls())).toEqual([])
  })

  test('coordinator: a no aborts it everywhere, and it is tried again under another number', () => {
    const stage = createStage(RING)
    stage.request(put('k'))
    const { coordinator, numbers } = prepared(stage.sent())
    const [number = 0] = numbers
    vote(stage, 'B', coordinator, no(number, 'locked'))
    const aborts = stage.sent()
    expect(aborts.map(({ to, content }) => `${content.type}>${to}`).sort()).toEqual([
      ...['outcomes>B', 'outcomes>C']
    ])
    vote(stage, 'B', coordinator, yes(number))
    vote(stage, 'C', coordinator, yes(number))
    expect(decides(stage.calls()), 'what is given up').toEqual([])
    stage.wait(50)
    expect(prepared(stage.sent()).numbers).toEqual([number + 1])
  })

  test('coordinator: what asks for more than a result may tell is refused before it is decided', () => {
    const value = new Uint8Array(600_000)
    for (const [gets, word] of [
      [1, 'decide'],
      [2, 'tooLarge']
    ] as const) {
      const stage = createStage(RING)
      const whenTrue = Array.from({ length: gets }, () => ({ type: 'get', key: 'k' }) as const)
      stage.request({ type: 'transaction', compares: [], whenTrue, whenFalse: [] })
      const { coordinator, numbers } = prepared(stage.sent())
      const [number = 0] = numbers
      vote(stage, 'B', coordinator, yes(number, 4, { value }))
      vote(stage, 'C', coordinator, yes(number, 4, { value }))
      const words = stage
        .replies()
        .map(({ reply }) => (reply.type === 'refused' ? reply.reason : ''))
      const decided = decides(stage.calls()).map(({ type }) => type)
      expect([...words, ...decided], `${gets}`).toEqual([word])
    }
  })

  test('coordinator: an owner that is silent makes it refused, with its name, and nothing is decided', () => {
    const stage = createStage(RING)
    stage.request(put('k'))
    const { coordinator, numbers } = prepared(stage.sent())
    vote(stage, 'B', coordinator, yes(numbers[0] ?? 0))
    stage.wait(6_000)
    expect(stage.replies()).toMatchObject([
      { reply: { type: 'refused', reason: 'unreachable', retry: true } }
    ])
    expect(decides(stage.calls())).toEqual([])
  })

  test('coordinator: operations on one key wait for each other here', () => {
    const stage = createStage(RING)
    stage.request(put('k', 'one'))
    stage.request(put('k', 'two'))
    stage.request(put('other', 'x'))
    expect(prepared(stage.sent()).numbers).toEqual([1, 2])
  })

  test('coordinator: what nobody could be told of a key is not decided', () => {
    const spent: readonly Parameters<typeof yes>[2][] = [
      { version: NUMBER_MAX, changes: 1 },
      { version: NUMBER_MAX - 1, changes: CHANGES_MAX }
    ]
    for (const found of spent) {
      const stage = createStage(RING)
      stage.request(put('k'))
      const { coordinator, numbers } = prepared(stage.sent())
      vote(stage, 'B', coordinator, yes(numbers[0] ?? 0, 1, found))
      vote(stage, 'C', coordinator, yes(numbers[0] ?? 0, 1, found))
      expect(stage.calls(), JSON.stringify(found)).toEqual([])
      expect(stage.replies()).toMatchObject([
        { reply: { type: 'refused', reason: 'full', retry: false } }
      ])
      expect(stage.words()).toBe('outcomes>B outcomes>C')
    }
  })
})

describe('coordinator: decisions', () => {
  function decided(): { stage: Stage; coordinator: string; call: Call | undefined } {
    const stage = createStage(RING)
    stage.request(put('k'))
    const { coordinator, numbers } = prepared(stage.sent())
    vote(stage, 'B', coordinator, yes(numbers[0] ?? 0))
    vote(stage, 'C', coordinator, yes(numbers[0] ?? 0))
    const [call] = stage.calls()
    return { stage, coordinator, call }
  }

  test('coordinator: what the log has aborted is tried again', () => {
    const { stage, call } = decided()
    stage.answer(call, told('aborted'))
    expect(stage.replies()).toEqual([])
    stage.wait(50)
    expect(prepared(stage.sent()).numbers).toEqual([2])
  })

  test('coordinator: what another transaction has done is answered with its result', () => {
    const { stage, call } = decided()
    stage.answer(call, told('repeated'))
    expect(stage.replies()).toMatchObject([{ reply: { type: 'ok' } }])
    expect(stage.words()).toBe('outcomes>B outcomes>C')
  })

  test('coordinator: what may have been forgotten is done under a new name', () => {
    const { stage, call } = decided()
    const [first] = decides(call === undefined ? [] : [call])
    stage.answer(call, told('stale'))
    stage.wait(50)
    const { coordinator, numbers } = prepared(stage.sent())
    vote(stage, 'B', coordinator, yes(numbers.at(-1) ?? 0))
    vote(stage, 'C', coordinator, yes(numbers.at(-1) ?? 0))
    const [second] = decides(stage.calls())
    expect(second?.commits[0]?.client).not.toBe(first?.commits[0]?.client)
  })

  test('coordinator: what may have been done before it was forgotten is not done under a new name', () => {
    const { stage, call } = decided()
    stage.answer(call, { type: 'failed', reason: 'unknown', text: '', operation: 'ab:1' })
    stage.wait(300)
    stage.answer(stage.calls()[0], told('stale'))
    expect(stage.replies()).toMatchObject([{ reply: { type: 'unknown' } }])
    expect(stage.words(), 'nobody is told that it was aborted').toBe('')
    stage.wait(300)
    expect(prepared(stage.sent()).numbers).toEqual([])
  })

  test('coordinator: an entry of unknown fate is put again, and its client is told unknown', () => {
    const { stage, call } = decided()
    stage.answer(call, { type: 'failed', reason: 'unknown', text: '' })
    stage.wait(300)
    const [again] = stage.calls()
    expect(again?.what).toMatchObject({ type: 'decide', commits: [{ number: 1 }] })
    stage.wait(6_000)
    expect(stage.replies()).toMatchObject([{ reply: { type: 'unknown' } }])
    expect(stage.words(), 'nobody is told anything').toBe('')
    stage.answer(again, told('committed'))
    expect(stage.words()).toBe('outcomes>B outcomes>C')
  })

  test('coordinator: it is told until everybody has done it, and ended then', () => {
    const { stage, coordinator, call } = decided()
    stage.answer(call, told('committed'))
    stage.hear('B', { type: 'acks', coordinator, numbers: [1] })
    stage.sent()
    stage.wait(10_000)
    expect(stage.words()).toMatch(/^(outcomes>C ?)+$/)
    expect(decides(stage.calls()).flatMap(({ ended }) => ended)).toEqual([])
    stage.hear('C', { type: 'acks', coordinator, numbers: [1] })
    stage.wait(1_500)
    expect(decides(stage.calls()).flatMap(({ ended }) => ended)).toEqual([1])
    expect(stage.words()).toBe('')
  })

  test('coordinator: who has lost its data is not waited for', () => {
    const { stage, coordinator, call } = decided()
    stage.answer(call, told('committed'))
    stage.hear('B', { type: 'acks', coordinator, numbers: [1] })
    stage.ring(ringOf(5, 'BD', LEFT))
    stage.wait(10_000)
    expect(decides(stage.calls()).flatMap(({ ended }) => ended)).toEqual([1])
  })

  test('coordinator: in classic mode its disk decides, and tells after a restart', () => {
    const stage = createStage(RING, { classic: true })
    stage.request(put('k'))
    const { coordinator, numbers } = prepared(stage.sent())
    const [number = 0] = numbers
    vote(stage, 'B', coordinator, yes(number))
    vote(stage, 'C', coordinator, yes(number))
    expect([...stage.disk.keys()].filter((key) => key.includes('/c/'))).toHaveLength(1)
    expect(stage.words(), 'before it is on disk').toBe('')
    stage.wait(10)
    expect(stage.words()).toBe('outcomes>B outcomes>C')
    stage.restart()
    const sent = stage.sent().filter(({ content }) => content.type === 'outcomes')
    expect(sent.map(({ to }) => to).sort()).toEqual(['B', 'C'])
    stage.hear('B', { type: 'doubts', coordinator, numbers: [number, number + 7] })
    const [answer] = stage.sent()
    expect(answer?.content).toMatchObject({
      outcomes: [
        { number, isCommitted: true },
        { number: number + 7, isCommitted: false }
      ]
    })
  })

  test('coordinator: in classic mode it waits for nobody who has left the ring since, also after a restart', () => {
    const decisions = (stage: Stage): number => onDisk(stage, 'c').length
    const stage = createStage(RING, { classic: true })
    stage.request(put('k'))
    const { coordinator, numbers } = prepared(stage.sent())
    const [number = 0] = numbers
    vote(stage, 'B', coordinator, yes(number))
    vote(stage, 'C', coordinator, yes(number))
    stage.wait(10)
    stage.hear('B', { type: 'acks', coordinator, numbers: [number] })
    // The log of this vehicle may be behind what it went by.
    stage.ring(ringOf(2, 'BD', LEFT))
    stage.restart()
    stage.hear('B', { type: 'acks', coordinator, numbers: [number] })
    stage.wait(3_000)
    expect(decisions(stage)).toBe(1)
    stage.ring(ringOf(5, 'BD', LEFT))
    stage.wait(3_000)
    expect(decisions(stage)).toBe(0)
    stage.sent()
    stage.wait(10_000)
    expect(stage.words()).toBe('')
  })

  test('coordinator: in classic mode a damaged disk tells nobody in doubt that it was aborted', () => {
    const words = [true, false].map((isDamaged) => {
      const stage = createStage(RING, { classic: true, isDamaged })
      stage.request(put('k'))
      const { coordinator, numbers } = prepared(stage.sent())
      stage.hear('B', { type: 'doubts', coordinator, numbers: [...numbers, 99] })
      return stage.words()
    })
    expect(words).toEqual(['', 'outcomes>B'])
  })

  test('coordinator: in classic mode an empty disk says nothing of what the lost one decided', () => {
    const stage = createStage(RING, { classic: true })
    stage.hear('B', { type: 'doubts', coordinator: 'cd'.repeat(16), numbers: [1] })
    expect(stage.words()).toBe('')
  })

  test('coordinator: numbers of another start have another name', () => {
    const stage = createStage(RING)
    stage.request(put('k'))
    const first = prepared(stage.sent()).coordinator
    stage.restart()
    stage.request(put('k'))
    const second = prepared(stage.sent()).coordinator
    expect(second).toMatch(/^[0-9a-f]{48}$/)
    expect(second).not.toBe(first)
  })

  test('coordinator: so many bytes of operations wait, and none that is too large', () => {
    const stage = createStage(RING)
    const whole = [1, 2].map((i) => put(`k${i}`, 'x'.repeat(600_000)))
    stage.request({
      ...{ type: 'transaction', compares: [], whenFalse: [] },
      whenTrue: whole as Extract<Part, { type: 'put' }>[]
    })
    expect(stage.replies()).toMatchObject([{ reply: { reason: 'tooLarge', retry: false } }])
    const most = OPERATIONS_LIMITS.bytesMax / VALUE_BYTES_MAX
    for (let i = 0; i < most; i++) {
      stage.request(put(`large-${i}`, 'x'.repeat(VALUE_BYTES_MAX)))
    }
    expect(stage.replies()).toEqual([])
    stage.request(put('over'))
    expect(stage.replies()).toMatchObject([{ reply: { reason: 'busy', retry: true } }])
  })
})
