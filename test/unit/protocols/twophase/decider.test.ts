/**
 * The rules of decisions: which go together into one entry of the log, and what becomes of those that it
 * does not take.
 */
import { expect, test } from 'vitest'
import { createClassicDecider } from '../../../../src/protocols/twophase/decider.ts'
import {
  DECIDE_MS,
  DECIDES_IN_FLIGHT,
  FINISHED_MAX
} from '../../../../src/protocols/twophase/limits.ts'
import type { SiteParts } from '../../../../src/protocols/twophase/parts.ts'
import { EMPTY_DISK } from '../../../support/environment.ts'
import { type Call, CHAIN, COORDINATOR, createStage } from '../../../support/twophase-stage.ts'
import { decides, putAll, RING, told } from '../../../support/twophase-voting.ts'

const NOTHING = { branch: false, versions: [], changes: [], result: new Uint8Array(0) }

const sizes = (calls: readonly Call[]): readonly number[] =>
  decides(calls).map(({ commits }) => commits.length)

test('decider: what comes while an entry of the log is on its way goes together', () => {
  const stage = createStage(RING)
  const [first] = putAll(stage, 'k')
  expect(sizes(putAll(stage, 'l', 'm'))).toEqual([])
  stage.answer(first, told('committed'))
  expect(sizes(stage.calls())).toEqual([2])
})

test('decider: decisions wait so long for the entry before theirs, and for so many at most', () => {
  const stage = createStage(RING, { settings: { doubtMs: 60_000, deadlineMs: 60_000 } })
  putAll(stage, 'k')
  putAll(stage, 'l', 'm')
  stage.wait(DECIDE_MS - 1)
  expect(sizes(stage.calls())).toEqual([])
  stage.wait(1)
  expect(sizes(stage.calls())).toEqual([2])
  const later: Call[] = []
  for (const key of ['n', 'o', 'p']) {
    later.push(...putAll(stage, key))
    stage.wait(DECIDE_MS)
    later.push(...stage.calls())
  }
  expect(sizes(later), 'with two before').toHaveLength(DECIDES_IN_FLIGHT - 2)
})

test('decider: a decision that the log does not take keeps no other one waiting', () => {
  const stage = createStage(RING)
  const [first] = putAll(stage, 'k')
  putAll(stage, 'l', 'm', 'n')
  stage.answer(first, told('committed'))
  const invalid = { type: 'failed', reason: 'invalid', text: 'versions is too great' } as const
  let refused = 0
  let calls = stage.calls()
  for (let round = 0; round < 5 && calls.length > 0; round++) {
    for (const call of calls) {
      const numbers = decides([call]).flatMap(({ commits }) => commits.map((one) => one.number))
      const isBad = numbers.includes(3)
      refused += isBad ? 1 : 0
      const outcomes = numbers.flatMap(() => told('committed').outcomes)
      stage.answer(call, isBad ? invalid : { ...told('committed'), outcomes })
    }
    calls = stage.calls()
  }
  expect([calls.length, refused]).toEqual([0, 3])
  const replies = stage.replies().map(({ reply }) => reply)
  expect(replies.filter(({ type }) => type === 'ok')).toHaveLength(3)
  expect(replies.filter(({ type }) => type !== 'ok')).toMatchObject([
    { type: 'refused', reason: 'invalid', message: 'versions is too great', retry: false }
  ])
  stage.wait(3_000)
  expect(sizes(stage.calls())).toEqual([])
})

test('decider: a log that takes nothing is not asked more and more', () => {
  const stage = createStage(RING)
  const [call] = putAll(stage, 'k')
  const [coordinator = ''] = decides(call === undefined ? [] : [call]).map((one) => one.coordinator)
  stage.answer(call, told('committed'))
  for (const from of ['B', 'C']) {
    stage.hear(from, { type: 'acks', coordinator, numbers: [1] })
  }
  const perMinute = [1, 2, 3].map(() => {
    let count = 0
    for (let ms = 0; ms < 60_000; ms += 100) {
      stage.wait(100)
      for (const refused of stage.calls()) {
        count++
        stage.answer(refused, { type: 'failed', reason: 'busy', text: '' })
      }
    }
    return count
  })
  expect(perMinute[0]).toBeGreaterThan(10)
  expect(perMinute[2], 'the end alone is said again').toBeLessThanOrEqual((perMinute[0] ?? 0) + 2)
  stage.wait(10_000)
  expect(stage.calls(), 'one entry says it').toHaveLength(1)
})

test('decider: entries that are put again are no more than may be on their way', () => {
  const stage = createStage(RING, { settings: { doubtMs: 60_000, deadlineMs: 60_000 } })
  const calls: Call[] = []
  for (const key of ['k', 'l', 'm', 'n']) {
    calls.push(...putAll(stage, key))
    stage.wait(DECIDE_MS)
    calls.push(...stage.calls())
  }
  expect(sizes(calls)).toHaveLength(DECIDES_IN_FLIGHT)
  for (const call of calls.splice(0, 2)) {
    stage.answer(call, { type: 'failed', reason: 'busy', text: '' })
  }
  for (const key of ['o', 'p']) {
    calls.push(...putAll(stage, key))
    stage.wait(DECIDE_MS)
    calls.push(...stage.calls())
  }
  stage.wait(3_000)
  calls.push(...stage.calls())
  expect(sizes(calls), 'with two before').toHaveLength(DECIDES_IN_FLIGHT)
})

test('decider: while nobody knows what became of the first entry, busy decides nothing', () => {
  const stage = createStage(RING)
  const [call] = putAll(stage, 'k')
  stage.answer(call, { type: 'failed', reason: 'unknown', text: '' })
  stage.wait(300)
  const busy = { ...told('committed'), outcomes: [{ ...NOTHING, word: 'busy' }] } as const
  stage.answer(stage.calls()[0], busy)
  expect(stage.words(), 'nobody is told that it was aborted').toBe('')
  stage.wait(500)
  const [again] = stage.calls()
  expect(sizes([again as Call])).toEqual([1])
  stage.answer(again, told('committed'))
  expect(stage.words()).toBe('outcomes>B outcomes>C')
  expect(stage.replies()).toMatchObject([{ reply: { type: 'ok' } }])
})

test('decider: what is busy when it is put for the first time is tried anew', () => {
  const stage = createStage(RING)
  const busy = { ...told('committed'), outcomes: [{ ...NOTHING, word: 'busy' }] } as const
  stage.answer(putAll(stage, 'k')[0], busy)
  expect(stage.words()).toBe('outcomes>B outcomes>C')
  stage.wait(100)
  expect(stage.words()).toBe('prepare>B prepare>C')
})

test('decider: in classic mode operations are forgotten when all have done them, whoever waits', () => {
  const parts = { chain: CHAIN, ops: [], afterDisk: () => undefined } as unknown as SiteParts
  const decider = createClassicDecider(parts, COORDINATOR, EMPTY_DISK)
  const client = 'ef'.repeat(16)
  const decide = (number: number): void =>
    decider.decide({
      commit: {
        ...{ number, client, seq: number, digest: '0d', branch: true, versions: [1], changes: [1] },
        ...{ participants: [], result: new Uint8Array(0), begunAt: 0 }
      },
      ...{ ring: 3, participants: [], decided: () => undefined, refused: () => undefined }
    })
  const isKnown = (seq: number): boolean =>
    decider.findOperation({ client, seq, digest: '0d' }) !== undefined
  decide(1)
  for (let number = 2; number <= FINISHED_MAX + 11; number++) {
    decide(number)
    decider.ended({ coordinator: COORDINATOR, number })
  }
  expect([1, 2, 11, 12].map(isKnown)).toEqual([true, false, false, true])
})
