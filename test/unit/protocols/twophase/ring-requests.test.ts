/**
 * What clients ask of a ring itself, and what they are told.
 */
import { expect, test } from 'vitest'
import type { LogAnswer } from '../../../../src/protocols/twophase/index.ts'
import { encodeQuery } from '../../../../src/state/kv/index.ts'
import { putOf } from '../../../support/ring-scene.ts'
import { type Call, CHAIN, createStage, ringOf } from '../../../support/twophase-stage.ts'

test('ring: a change is told as the log has it: done, refused, or unknown when nobody knows', () => {
  const failed = { type: 'failed', text: 'nobody leads' } as const
  const cases: readonly (readonly [LogAnswer, object])[] = [
    [
      { type: 'changed', isNew: true, version: 4 },
      { type: 'ok', value: { version: 4 } }
    ],
    [
      { type: 'refused', reason: 'tooFew', text: '' },
      { type: 'refused', reason: 'tooFew', retry: false }
    ],
    [
      { ...failed, reason: 'noLeader' },
      { type: 'refused', reason: 'noLeader', retry: true }
    ],
    [
      { ...failed, reason: 'unknown', operation: 'ab:1' },
      { type: 'unknown', operation: 'ab:1' }
    ],
    [
      { type: 'decided', height: 3, outcomes: [] },
      { type: 'refused', reason: 'malformed' }
    ]
  ]
  for (const [answer, reply] of cases) {
    const stage = createStage(ringOf(3, 'AB'))
    stage.request({ type: 'ringLeave', chain: CHAIN })
    const [call] = stage.calls()
    stage.answer(call, answer)
    expect(stage.replies(), JSON.stringify(answer)).toMatchObject([{ reply }])
  }
})

test('ring: a vehicle whose joining is refused does not join later, and one that may have joined registers', () => {
  const failed = { type: 'failed', reason: 'unknown', text: '' } as const
  const cases: readonly (readonly [LogAnswer, number])[] = [
    [{ ...failed, reason: 'noLeader' }, 0],
    [{ type: 'refused', reason: 'full', text: '' }, 0],
    [{ ...failed, operation: 'ab:1' }, 1],
    [{ type: 'changed', isNew: true, version: 4 }, 1]
  ]
  for (const [answer, registered] of cases) {
    const stage = createStage(ringOf(3, 'BC'), { isMember: false })
    const registers = (): readonly Call[] =>
      stage.calls().filter(({ what }) => what.type === 'register')
    stage.request({ type: 'ringJoin', chain: CHAIN })
    const [call] = registers()
    stage.wait(5_000)
    expect(registers(), 'the log has not answered').toEqual([])
    stage.answer(call, answer)
    stage.ring(ringOf(4, 'BC'))
    stage.wait(5_000)
    expect(registers(), JSON.stringify(answer)).toHaveLength(registered)
    stage.restart()
    stage.wait(5_000)
    expect(registers(), `${JSON.stringify(answer)}, after a start`).toHaveLength(registered)
  }
})

test('ring: what is refused takes nothing back that was asked before', () => {
  const stage = createStage(ringOf(3, 'BC'), { isMember: false })
  const join = (): Call | undefined => {
    stage.request({ type: 'ringJoin', chain: CHAIN })
    return stage.calls().find(({ what }) => what.type === 'register')
  }
  stage.answer(join(), { type: 'changed', isNew: true, version: 4 })
  stage.answer(join(), { type: 'refused', reason: 'full', text: '' })
  stage.ring(ringOf(4, 'BC'))
  stage.wait(5_000)
  expect(stage.calls().map(({ what }) => what.type)).toEqual(['register'])
})

test('ring: a change has the time that its caller gives it', () => {
  const stage = createStage(ringOf(3, 'AB'))
  stage.request({ type: 'ringLeave', chain: CHAIN, deadlineMs: 700 })
  stage.request({ type: 'ringJoin', chain: CHAIN })
  expect(stage.calls().map(({ deadlineMs }) => deadlineMs)).toEqual([700, 5_000])
})

test('ring: it is shown when the log has confirmed it in time, also before anybody has registered', () => {
  for (const ring of [ringOf(3, 'BC'), undefined]) {
    const stage = createStage(ring, { isMember: false })
    stage.request({ type: 'ringShow', chain: CHAIN })
    const phase = ring?.phase ?? 'forming'
    expect(stage.replies()).toMatchObject([{ reply: { type: 'ok', value: { phase } } }])
    stage.isLogSilent = true
    stage.request({ type: 'ringShow', chain: CHAIN })
    expect(stage.replies()).toMatchObject([{ reply: { type: 'refused', reason: 'noLeader' } }])
  }
})

const AWAY =
  /^nobody who leads .* in time; \w+, \w+ are members and out of reach; 2 of the 3 members/

test('ring: who waits for it longer than it has time is refused, and told who is missing', () => {
  const stage = createStage(ringOf(3, 'ABC'), { members: 'ABC', isLogMute: true })
  const early = stage.request({ type: 'ringShow', chain: CHAIN, deadlineMs: 700 })
  const late = stage.request({ type: 'ringShow', chain: CHAIN })
  stage.wait(600)
  expect(stage.replies()).toEqual([])
  const reply = { type: 'refused', reason: 'noLeader', retry: true }
  const told = { ...reply, message: expect.stringMatching(AWAY) }
  stage.wait(200)
  expect(stage.replies()).toMatchObject([{ id: early, reply: told }])
  stage.wait(5_000)
  expect(stage.replies(), 'each once').toMatchObject([{ id: late, reply: told }])
})

test('ring: what its log does not answer is told with who is missing, of a key that is read or put too', () => {
  const stage = createStage(undefined, { isMember: false, members: 'BC' })
  stage.isLogSilent = true
  const question = encodeQuery({ type: 'get', key: 'a' })
  stage.request({ type: 'query', chain: CHAIN, question, deadlineMs: 300 })
  stage.request(putOf('a', 'x'))
  stage.wait(10_000)
  const message = expect.stringMatching(
    /^nobody .*; \w+, \w+ are members and out of reach; 2 of the 2/
  )
  const reply = { type: 'refused', reason: 'noLeader', message }
  expect(stage.replies()).toMatchObject([{ reply }, { reply }])
})
