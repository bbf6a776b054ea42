/**
 * What clients ask of a ring itself, and what they are told.
 */
import { expect, test } from 'vitest'
import type { LogAnswer } from '../../../../src/protocols/twophase/index.ts'
import { CHAIN, createStage, ringOf } from '../../../support/twophase-stage.ts'

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
