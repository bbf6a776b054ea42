/**
 * The rules of an owner that is asked: what a read waits for, which ring it answers in, and who has
 * nothing to tell.
 */
import { describe, expect, test } from 'vitest'
import type { Answer, Ring } from '../../../../src/protocols/twophase/index.ts'
import { READ_WAIT_MS, WAITING_MAX } from '../../../../src/protocols/twophase/limits.ts'
import {
  COORDINATOR,
  committed,
  createStage,
  nodeOf,
  nodesOf,
  onDisk,
  outcomes,
  peerOf,
  portionOf,
  ringOf,
  type Stage
} from '../../../support/twophase-stage.ts'

const LEFT = { left: [peerOf('A')] }

describe('owner: reads', () => {
  const read = (stage: Stage, ticket: number, key = 'k', ring?: number): void => {
    const question = { type: 'get', key } as const
    stage.hear('C', { type: 'read', ticket, without: [], question }, ring)
  }
  const answers = (stage: Stage): readonly Answer[] =>
    stage.sent().flatMap(({ content }) => (content.type === 'answer' ? [content] : []))
  const prepare = (stage: Stage, number: number, value: string): void =>
    stage.hear('C', {
      ...{ type: 'prepare', coordinator: COORDINATOR },
      portions: [portionOf(number, ['k', value])]
    })

  test('owner: a read waits for the transaction that had the lock when it came, and for no later one', () => {
    const stage = createStage(ringOf(3, 'AB'))
    prepare(stage, 1, 'one')
    read(stage, 5)
    expect(answers(stage)).toEqual([])
    stage.hear('C', committed(1))
    const [answer] = answers(stage)
    expect(answer).toMatchObject({ ticket: 5, verdict: 'here', entries: [{ version: 1 }] })
    prepare(stage, 2, 'two')
    stage.hear('C', outcomes(false, 2))
    read(stage, 6)
    prepare(stage, 3, 'three')
    expect(answers(stage)).toMatchObject([{ ticket: 6, entries: [{ version: 1 }] }])
  })

  test('owner: a scan waits for keys that are not there yet', () => {
    const stage = createStage(ringOf(3, 'AB'))
    prepare(stage, 1, 'one')
    const range = { from: '', to: '', limit: 10, bytesMax: 1000, reverse: false, keysOnly: false }
    const question = { type: 'scan', ...range, after: '' } as const
    stage.hear('C', { type: 'read', ticket: 9, without: [peerOf('B')], question })
    expect(answers(stage)).toEqual([])
    stage.hear('C', committed(1))
    expect(answers(stage)).toMatchObject([{ ticket: 9, entries: [{ key: 'k' }] }])
  })

  test('owner: what the log has forgotten is not read as aborted before the ring is known', () => {
    const stage = createStage(ringOf(3, 'AB'), { isMember: false, isAsked: true })
    stage.hear('C', {
      type: 'prepare',
      coordinator: COORDINATOR,
      portions: [portionOf(1, ['k', 'x'])]
    })
    read(stage, 1)
    stage.wait(2_500)
    const call = stage.calls().find(({ what }) => what.type === 'resolve')
    stage.ring(ringOf(5, 'BC', LEFT))
    stage.sent()
    const aborted = { word: 'aborted', branch: false, versions: [], changes: [] } as const
    const outcomes = [{ ...aborted, result: new Uint8Array(0) }]
    stage.answer(call, { type: 'decided', height: 9, outcomes })
    expect(answers(stage)).toMatchObject([{ ticket: 1, verdict: 'otherRing' }])
    expect(onDisk(stage, 'p')).toEqual([])
  })

  test('owner: what its coordinator has forgotten is not read as aborted before the ring is known', () => {
    const stage = createStage(ringOf(3, 'AB'), { classic: true, isMember: false, isAsked: true })
    prepare(stage, 1, 'one')
    read(stage, 1)
    stage.wait(2_500)
    expect(stage.words()).toMatch(/doubts>C/)
    stage.lookups()
    stage.ring(ringOf(5, 'BC', LEFT))
    stage.hear('C', outcomes(false, 1), 3)
    expect(answers(stage)).toMatchObject([{ ticket: 1, verdict: 'otherRing' }])
    expect([stage.lookups(), onDisk(stage, 'p').length]).toEqual([1, 0])
  })

  test('owner: what its coordinator aborts by itself is free at once, also in classic mode', () => {
    const stage = createStage(ringOf(3, 'AB'), { classic: true })
    prepare(stage, 1, 'one')
    read(stage, 1)
    stage.lookups()
    stage.hear('C', outcomes(false, 1))
    expect([stage.lookups(), answers(stage).length, onDisk(stage, 'p').length]).toEqual([0, 1, 0])
  })

  test('owner: reads that wait for one key keep no others from being answered', () => {
    const stage = createStage(ringOf(3, 'AB'))
    prepare(stage, 1, 'one')
    for (let ticket = 1; ticket <= WAITING_MAX + 1; ticket++) {
      read(stage, ticket)
    }
    expect(answers(stage)).toEqual([])
    read(stage, WAITING_MAX + 2, 'free')
    expect(answers(stage)).toMatchObject([{ ticket: WAITING_MAX + 2, verdict: 'here' }])
    stage.hear('C', committed(1))
    expect(answers(stage)).toHaveLength(WAITING_MAX)
  })

  test('owner: a read that has waited for long is forgotten, and waits anew when it is asked again', () => {
    const stage = createStage(ringOf(3, 'AB'), { classic: true })
    prepare(stage, 1, 'one')
    read(stage, 1)
    read(stage, 2)
    stage.wait(READ_WAIT_MS - 500)
    read(stage, 3)
    stage.wait(1_000)
    read(stage, 2)
    stage.sent()
    stage.hear('C', committed(1))
    expect(answers(stage).map(({ ticket }) => ticket)).toEqual([3, 2])
  })

  test('owner: it answers in its own ring only, and of its own keys only', () => {
    const stage = createStage(ringOf(3, 'AB'))
    read(stage, 1, 'k', 2)
    read(stage, 2, 'k', 4)
    expect(answers(stage)).toMatchObject([{ ticket: 1, verdict: 'otherRing' }])
    stage.ring(ringOf(5, 'BC', LEFT))
    read(stage, 3)
    expect(answers(stage).at(-1)).toMatchObject({ ticket: 3, verdict: 'notOwner' })
  })
})

describe('owner: another data directory', () => {
  const nodes = [nodeOf('A', { incarnation: 'ff'.repeat(16) }), nodeOf('B')]
  const stageOf = (phase: Ring['phase']): Stage =>
    createStage(ringOf(4, 'AB', { nodes, phase, next: phase === 'moving' ? nodesOf('BC') : [] }))

  test('owner: who lost its disk answers no scan, as if there were nothing', () => {
    const stage = stageOf('stable')
    for (const [ticket, question] of [
      { type: 'stats' } as const,
      { type: 'count', from: '', to: '' } as const,
      { type: 'get', key: 'k' } as const
    ].entries()) {
      stage.hear('C', { type: 'read', ticket, without: [], question })
      const verdicts = stage
        .sent()
        .flatMap(({ content }) => (content.type === 'answer' ? [content.verdict] : []))
      expect(verdicts, question.type).toEqual(['notOwner'])
    }
  })

  test('owner: who lost its disk gives no keys, as if there were none', () => {
    const stage = stageOf('moving')
    stage.sent()
    stage.hear('C', { type: 'pull', without: [], after: '' })
    expect(stage.words()).not.toContain('range')
  })
})
