/** Operations whose client, or whose vehicle, does not know whether they were done. */
import { describe, expect, test } from 'vitest'
import type { Effect } from '../../../../src/core/machine.ts'
import type { TwophaseMessage } from '../../../../src/protocols/twophase/index.ts'
import { encodeOperation } from '../../../../src/state/kv/index.ts'
import { CHAIN, createStage, type Stage } from '../../../support/twophase-stage.ts'
import {
  decides,
  no,
  prepared,
  put,
  putAll,
  RING,
  told,
  vote,
  yes
} from '../../../support/twophase-voting.ts'

const ID = `000000000005${'c'.repeat(20)}:1`
const OPEN = {
  type: 'operation',
  height: 9,
  outcome: { word: 'open', branch: false, versions: [], changes: [], result: new Uint8Array(0) }
} as const

const askAgain = (stage: Stage, id = ID): void => {
  const operation = encodeOperation(put('k'))
  stage.request({ type: 'submit', chain: CHAIN, operation, id })
}

describe('coordinator: what may be done already', () => {
  test('coordinator: what is asked for again is never refused for certain', () => {
    for (const verdict of ['full', 'tooLarge'] as const) {
      const stage = createStage(RING)
      askAgain(stage)
      stage.answer(stage.calls()[0], OPEN)
      const first = prepared(stage.sent())
      // Its own first attempt, by another vehicle, has the lock, and may be done meanwhile.
      vote(stage, 'B', first.coordinator, no(first.numbers[0] ?? 0, 'locked'))
      stage.wait(50)
      const second = prepared(stage.sent())
      vote(stage, 'B', second.coordinator, no(second.numbers.at(-1) ?? 0, verdict))
      const [told] = stage.replies()
      expect(told?.reply, verdict).toMatchObject({ type: 'unknown', operation: ID })
      expect(JSON.stringify(told?.reply)).toContain(verdict === 'full' ? 'no room' : 'more than')
    }
  })

  test('coordinator: after an entry was put twice, aborted is no word to refuse by', () => {
    const stage = createStage(RING)
    const [call] = putAll(stage, 'k')
    stage.answer(call, { type: 'failed', reason: 'unknown', text: '', operation: 'ab:1' })
    stage.wait(300)
    const [again] = stage.calls()
    stage.answer(again, told('aborted'))
    // It may be the one that was done, and forgotten: who left the ring meanwhile unlocks nothing for it.
    expect(stage.words(), 'owners are told of no abort').toBe('')
    stage.wait(300)
    const [name] = stage.calls()
    const { client, seq, digest } = decides([again as never])[0]?.commits[0] ?? {}
    const asked = { type: 'operation', client, seq, digest }
    expect(name?.what, 'the log is asked first').toEqual(asked)
    expect(prepared(stage.sent()).numbers, 'and nothing is tried before').toEqual([])
    stage.wait(6_000)
    expect(stage.replies()).toMatchObject([{ reply: { type: 'unknown' } }])
  })

  test('coordinator: an operation whose name somebody else has used up is done under another', () => {
    for (const isPutAgain of [false, true]) {
      const stage = createStage(RING)
      let [call] = putAll(stage, 'k')
      const [first] = decides([call as never])[0]?.commits ?? []
      if (isPutAgain) {
        stage.answer(call, { type: 'failed', reason: 'unknown', text: '', operation: 'ab:1' })
        stage.wait(300)
        call = stage.calls()[0]
      }
      stage.answer(call, told('other'))
      stage.wait(300)
      expect(stage.calls(), 'what is not done need not be asked for').toEqual([])
      const { coordinator, numbers } = prepared(stage.sent())
      const number = numbers.at(-1) ?? 0
      vote(stage, 'B', coordinator, yes(number))
      vote(stage, 'C', coordinator, yes(number))
      const [decide] = stage.calls()
      const [second] = decides([decide as never])[0]?.commits ?? []
      expect(second).toMatchObject({ seq: 1, digest: first?.digest })
      expect(second?.client).not.toBe(first?.client)
      expect(stage.names).toEqual([`${first?.client}:1`, `${second?.client}:1`])
      stage.answer(decide, told('committed'))
      expect(stage.replies()).toMatchObject([{ reply: { type: 'ok' } }])
    }
  })

  test('coordinator: an id that belongs to another operation is refused for certain', () => {
    const stage = createStage(RING)
    askAgain(stage)
    const other = { ...OPEN, outcome: { ...OPEN.outcome, word: 'other' as const } }
    stage.answer(stage.calls()[0], other)
    expect(stage.replies()).toMatchObject([
      { reply: { type: 'refused', reason: 'otherOperation', retry: false } }
    ])
    expect(prepared(stage.sent()).numbers, 'nothing is tried').toEqual([])
  })

  test('coordinator: what may be done, and whose name is forgotten, is not done under another', () => {
    const stage = createStage(RING)
    const [call] = putAll(stage, 'k')
    stage.answer(call, { type: 'failed', reason: 'unknown', text: '', operation: 'ab:1' })
    stage.wait(300)
    stage.answer(stage.calls()[0], told('aborted'))
    stage.wait(300)
    const forgotten = { ...OPEN, outcome: { ...OPEN.outcome, word: 'stale' as const } }
    stage.answer(stage.calls()[0], forgotten)
    expect(stage.replies()).toMatchObject([{ reply: { type: 'unknown' } }])
    stage.wait(300)
    expect(prepared(stage.sent()).numbers, 'and nothing is tried').toEqual([])
  })

  test('coordinator: what was aborted when it was put once is tried again at once', () => {
    const stage = createStage(RING)
    stage.answer(putAll(stage, 'k')[0], told('aborted'))
    stage.sent()
    stage.wait(100)
    expect(prepared(stage.sent()).numbers).toEqual([2])
    expect(stage.calls()).toEqual([])
  })

  test('coordinator: in classic mode who asks again hears ok when the decision is on disk', () => {
    const stage = createStage(RING, { classic: true })
    const operation = encodeOperation(put('k'))
    stage.request({ type: 'submit', chain: CHAIN, operation, deadlineMs: 20 })
    const { coordinator, numbers } = prepared(stage.sent())
    for (const from of ['B', 'C']) {
      vote(stage, from, coordinator, yes(numbers[0] ?? 0))
    }
    // The disk is slow: the write of the decision is still under way when the client's time is up.
    type Out = Effect<{ protocol: 'twophase'; message: TwophaseMessage }>[]
    const out: Out = []
    stage.machine.step(1_000_100, { type: 'timer', id: `twophase:tick:${CHAIN}` }, out)
    const [unknown] = out.flatMap((one) => (one.type === 'reply' ? [one.reply] : []))
    expect(unknown?.type).toBe('unknown')
    const id = unknown?.type === 'unknown' ? unknown.operation : ''
    const request = { type: 'submit', chain: CHAIN, operation, id } as const
    const later: Out = []
    stage.machine.step(1_000_110, { type: 'request', id: 'again', request }, later)
    const [reply] = later.flatMap((one) => (one.type === 'reply' ? [one] : []))
    expect(reply?.reply.type).toBe('ok')
    expect(reply?.isEarly, 'it waits for the disk').toBe(undefined)
    const other = { ...request, operation: encodeOperation(put('another')) }
    const last: Out = []
    stage.machine.step(1_000_120, { type: 'request', id: 'other', request: other }, last)
    const [refused] = last.flatMap((one) => (one.type === 'reply' ? [one.reply] : []))
    expect(refused).toMatchObject({ type: 'refused', reason: 'otherOperation' })
  })

  test('coordinator: who waited behind another operation of its vehicle is told of no silent owner', () => {
    const stage = createStage(RING)
    putAll(stage, 'k')
    stage.request(put('k', 'w'))
    stage.wait(6_000)
    const reasons = stage
      .replies()
      .map(({ reply }) => (reply.type === 'refused' ? reply : reply.type))
    expect(reasons).toMatchObject(['unknown', { reason: 'locked', retry: true }])
  })
})
