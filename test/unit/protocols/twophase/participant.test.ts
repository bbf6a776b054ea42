/**
 * The rules of a participant: what it votes, when it is on disk, how long keys are locked, and how it
 * learns what was decided.
 */
import { describe, expect, test } from 'vitest'
import type { Vote } from '../../../../src/protocols/twophase/index.ts'
import {
  ITEMS_MAX,
  PREPARED_MAX,
  PREPARED_OF_ONE_MAX,
  REFUSED_MAX
} from '../../../../src/protocols/twophase/limits.ts'
import {
  COORDINATOR,
  committed,
  coordinatorOf,
  createStage,
  nodeOf,
  nodesOf,
  onDisk,
  outcomes,
  portionOf,
  ringOf,
  type Stage
} from '../../../support/twophase-stage.ts'
import {
  told as decidedAs,
  decides,
  prepared,
  put,
  vote,
  yes
} from '../../../support/twophase-voting.ts'

/** A and B keep everything. */
const RING = ringOf(3, 'AB')

function prepare(
  stage: Stage,
  ring: number | undefined,
  ...portions: ReturnType<typeof portionOf>[]
) {
  stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions }, ring)
}

function votes(stage: Stage): readonly Vote[] {
  return stage.sent().flatMap(({ content }) => (content.type === 'votes' ? content.votes : []))
}

const verdicts = (stage: Stage): string =>
  votes(stage)
    .map(({ number, verdict }) => `${number} ${verdict}`)
    .join(', ')

describe('participant: votes', () => {
  test('participant: a yes is on disk, and its keys are locked until it is decided', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(1, ['k', 'one']), portionOf(2, ['k', 'two'], ['l', 'x']))
    expect(verdicts(stage)).toBe('1 yes, 2 locked')
    expect(onDisk(stage, 'p')).toHaveLength(1)
    prepare(stage, undefined, portionOf(3, ['l', 'free']))
    expect(verdicts(stage)).toBe('3 yes')
    stage.hear('C', outcomes(false, 1))
    prepare(stage, undefined, portionOf(4, ['k', 'four']))
    expect(verdicts(stage)).toBe('4 yes')
  })

  test('participant: locks are there again after a restart, before anything is heard', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    stage.restart()
    stage.sent()
    prepare(stage, undefined, portionOf(2, ['k', 'two']))
    expect(verdicts(stage)).toBe('2 locked')
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    expect(verdicts(stage)).toBe('1 yes')
  })

  test('participant: what is prepared is read again, whatever revision it expects', () => {
    const stage = createStage(RING)
    const { keys } = portionOf(1, ['k', 'one'])
    const expects = [{ type: 'revision', revision: Number.MAX_SAFE_INTEGER }] as const
    prepare(stage, undefined, { number: 1, keys: keys.map((key) => ({ ...key, expects })) })
    expect(votes(stage)).toMatchObject([{ verdict: 'yes', found: [{ holds: false }] }])
    stage.restart()
    prepare(stage, undefined, portionOf(2, ['k', 'two']))
    expect(verdicts(stage)).toBe('2 locked')
  })

  test('participant: who goes by an older ring gets no vote, who goes by a newer one waits', () => {
    const stage = createStage(RING)
    prepare(stage, 2, portionOf(1, ['k', 'one']))
    expect(verdicts(stage)).toBe('1 otherRing')
    expect(onDisk(stage, 'p')).toEqual([])
    prepare(stage, 4, portionOf(1, ['k', 'one']))
    expect(verdicts(stage)).toBe('')
    stage.ring(ringOf(4, 'AB'))
    prepare(stage, 4, portionOf(1, ['k', 'one']))
    expect(verdicts(stage)).toBe('1 yes')
  })

  test('participant: who is no owner, has another data directory or a damaged disk does not vote', () => {
    const other = createStage(ringOf(3, 'BC'))
    prepare(other, undefined, portionOf(1, ['k', 'one']))
    expect(verdicts(other)).toBe('1 notOwner')
    const nodes = [nodeOf('A', { incarnation: 'ff'.repeat(16) }), nodeOf('B')]
    const wiped = createStage({ ...RING, nodes })
    prepare(wiped, undefined, portionOf(1, ['k', 'one']))
    expect(verdicts(wiped)).toBe('1 notOwner')
    const damaged = createStage(RING, { isDamaged: true })
    prepare(damaged, undefined, portionOf(1, ['k', 'one']))
    expect(verdicts(damaged)).toBe('')
  })

  test('participant: a vote tells the version, and whether what is expected holds', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(7, ['k', 'one']))
    stage.hear('C', committed(7))
    stage.sent()
    const [key] = portionOf(8, ['k', 'two']).keys
    const expects = [{ type: 'revision', revision: 7 }] as const
    const wrong = [{ type: 'absent' }] as const
    const keys = key === undefined ? [] : [{ ...key, expects, isWanted: true }]
    prepare(stage, undefined, { number: 8, keys })
    const [vote] = votes(stage)
    expect(vote?.found).toMatchObject([{ version: 7, changes: 1, holds: true, isJoining: false }])
    expect(new TextDecoder().decode(vote?.found[0]?.value)).toBe('one')
    stage.hear('C', outcomes(false, 8))
    stage.sent()
    prepare(stage, undefined, { number: 9, keys: keys.map((one) => ({ ...one, expects: wrong })) })
    expect(votes(stage)[0]?.found).toMatchObject([{ holds: false }])
  })

  /** How many of so many transactions of a vehicle get a vote. */
  const voted = (stage: Stage, from: string, count: number): number => {
    const coordinator = coordinatorOf(from)
    for (let first = 1; first <= count; first += ITEMS_MAX) {
      const portions = Array.from({ length: Math.min(ITEMS_MAX, count - first + 1) }, (_, i) =>
        portionOf(first + i, [`${from}${first + i}`, 'x'])
      )
      stage.hear(from, { type: 'prepare', coordinator, portions })
    }
    return votes(stage).filter(({ verdict }) => verdict === 'yes').length
  }

  test('participant: it prepares a bounded number, and more when some are decided', () => {
    const stage = createStage(RING)
    const most = PREPARED_OF_ONE_MAX
    expect(voted(stage, 'C', most + 1)).toBe(most)
    const next = portionOf(most + 1, ['next', 'x'])
    prepare(stage, undefined, portionOf(1, ['C1', 'x']), next)
    expect(verdicts(stage), 'what is prepared is told again').toBe(`1 yes, ${most + 1} busy`)
    stage.hear('C', outcomes(false, 1))
    prepare(stage, undefined, next)
    expect(verdicts(stage)).toBe(`${most + 1} yes`)
  })

  test('participant: one vehicle leaves room for others, and all together have an end', () => {
    const stage = createStage(RING)
    const most = PREPARED_OF_ONE_MAX
    const all = [...'BCDE'].map((from) => voted(stage, from, most))
    expect(all).toEqual(Array(PREPARED_MAX / most).fill(most))
    expect(voted(stage, 'F', 1)).toBe(0)
    stage.hear('C', outcomes(false, 1))
    stage.sent()
    expect(voted(stage, 'F', 1)).toBe(1)
  })

  test('participant: of a key that it does not have yet a vehicle tells nothing', () => {
    const moving = { phase: 'moving', nodes: nodesOf('B'), next: nodesOf('AB') } as const
    const stage = createStage(ringOf(4, 'B', moving))
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    expect(votes(stage)[0]?.found).toMatchObject([{ isJoining: true, version: 0 }])
  })
})

describe('participant: decisions', () => {
  test('participant: a commit is done in one write, acknowledged, and once', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    stage.sent()
    stage.hear('C', committed(1))
    expect(stage.words()).toBe('acks>C')
    expect([onDisk(stage, 'k').length, onDisk(stage, 'p').length]).toEqual([1, 0])
    expect(onDisk(stage, 'd')).toHaveLength(1)
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    expect(verdicts(stage), 'a late copy').toBe('')
    stage.hear('C', committed(1))
    expect(stage.words()).toBe('acks>C')
    stage.restart()
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    expect(verdicts(stage), 'a later copy').toBe('')
    expect(onDisk(stage, 'p')).toEqual([])
  })

  test('participant: it hears its own vote and acknowledgement when they are on its disk', () => {
    const stage = createStage(RING)
    stage.request(put('k'))
    const { coordinator, numbers } = prepared(stage.sent())
    const [number = 0] = numbers
    vote(stage, 'B', coordinator, yes(number))
    expect(decides(stage.calls()), 'its own vote is being written').toEqual([])
    stage.wait(1)
    const [call] = stage.calls()
    stage.answer(call, decidedAs('committed'))
    stage.hear('B', { type: 'acks', coordinator, numbers })
    const telling = (): number | undefined => stage.machine.status(0).sites[0]?.telling
    expect(telling(), 'what was decided is being written').toBe(1)
    stage.wait(1)
    expect([telling(), onDisk(stage, 'k').length]).toEqual([0, 1])
  })

  test('participant: an abort that comes first leaves nothing for the late prepare', () => {
    const stage = createStage(RING)
    stage.hear('C', outcomes(false, 1))
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    expect(verdicts(stage)).toBe('')
    expect(onDisk(stage, 'p')).toEqual([])
  })

  test('participant: an older version takes nothing back', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(5, ['k', 'new']))
    stage.hear('C', committed(5))
    const before = [...stage.disk].filter(([key]) => key.includes('/k/'))
    prepare(stage, undefined, portionOf(4, ['k', 'old']))
    stage.hear('C', committed(4))
    expect([...stage.disk].filter(([key]) => key.includes('/k/'))).toEqual(before)
  })

  test('participant: in doubt it asks the log for ever, and decides nothing', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    stage.wait(1_900)
    expect(stage.calls()).toEqual([])
    stage.wait(300)
    const [call] = stage.calls()
    expect(call?.what).toEqual({
      ...{ type: 'resolve', transactions: [{ coordinator: COORDINATOR, number: 1 }] }
    })
    stage.answer(call, { type: 'failed', reason: 'noLeader', text: '' })
    expect(onDisk(stage, 'p')).toHaveLength(1)
    stage.wait(3_000)
    const [again] = stage.calls()
    const outcome = { word: 'committed', branch: true, versions: [1], changes: [1] } as const
    stage.answer(again, {
      ...{ type: 'decided', height: 3, outcomes: [{ ...outcome, result: new Uint8Array(0) }] }
    })
    expect([onDisk(stage, 'k').length, onDisk(stage, 'p').length]).toEqual([1, 0])
  })

  const told = { type: 'decisions' as const }
  const done = { branch: true, versions: [1], changes: [1], result: new Uint8Array(0) }

  test('participant: what somebody else than its coordinator tells is asked of the log first', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(1, ['k', 'one']), portionOf(2, ['l', 'x']))
    stage.sent()
    stage.hear('D', committed(1))
    stage.hear('D', outcomes(false, 2))
    expect(stage.words()).toBe('')
    expect(onDisk(stage, 'p')).toHaveLength(2)
    const [one, two] = stage.calls()
    expect(one?.what).toEqual({ ...told, transactions: [{ coordinator: COORDINATOR, number: 1 }] })
    stage.answer(one, { ...told, outcomes: [{ ...done, word: 'committed' }] })
    stage.answer(two, { ...told, outcomes: [{ ...done, word: 'open' }] })
    expect([onDisk(stage, 'k').length, onDisk(stage, 'p').length]).toEqual([1, 1])
    stage.hear('D', committed(1))
    expect(stage.words(), 'it is done now').toBe('acks>D')
  })

  test('participant: whoever goes on telling something keeps nothing in doubt', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    stage.hear('D', committed(1))
    stage.wait(2_500)
    expect(stage.calls().map(({ what }) => what.type)).toEqual(['decisions', 'resolve'])
  })

  test('participant: in classic mode only its coordinator can tell', () => {
    const stage = createStage(RING, { classic: true })
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    stage.sent()
    stage.hear('D', committed(1))
    expect([stage.words(), stage.calls().length, onDisk(stage, 'p').length]).toEqual(['', 0, 1])
  })

  test('participant: nobody prepares anything under the name of another', () => {
    const stage = createStage(RING)
    const named = { type: 'prepare', coordinator: COORDINATOR } as const
    stage.hear('D', { ...named, portions: [portionOf(1, ['l', 'other'])] })
    expect([stage.words(), onDisk(stage, 'p').length]).toEqual(['', 0])
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    expect(verdicts(stage)).toBe('1 yes')
    const own = { type: 'prepare', coordinator: coordinatorOf('D') } as const
    stage.hear('D', { ...own, portions: [portionOf(1, ['l', 'other'])] })
    expect(verdicts(stage), 'each has its own numbers').toBe('1 yes')
  })

  test('participant: an abort that somebody else tells first silences nobody', () => {
    const stage = createStage(RING)
    stage.hear('D', outcomes(false, 1))
    expect(stage.words(), 'the leader tells what is done here').toBe('acks>D')
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    expect(verdicts(stage)).toBe('1 yes')
  })

  test('participant: of aborts that come first a bounded number is remembered, none on disk', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    stage.hear('C', committed(1))
    const finished = onDisk(stage, 'd')
    for (let number = 2; number <= REFUSED_MAX + 2; number += ITEMS_MAX) {
      const numbers = Array.from({ length: ITEMS_MAX }, (_, i) => number + i)
      stage.hear('C', outcomes(false, ...numbers))
    }
    stage.sent()
    expect(onDisk(stage, 'd')).toEqual(finished)
    const last = REFUSED_MAX + ITEMS_MAX + 1
    prepare(stage, undefined, portionOf(1, ['k', 'one']), portionOf(last, ['k', 'x']))
    expect(verdicts(stage), 'late copies').toBe('')
    prepare(stage, undefined, portionOf(2, ['k', 'x']))
    expect(verdicts(stage), 'the oldest is forgotten').toBe('2 yes')
  })

  test('participant: in classic mode it asks who coordinates, and nobody else', () => {
    const stage = createStage(RING, { classic: true })
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    stage.sent()
    stage.wait(2_500)
    expect(stage.words()).toMatch(/^doubts>C/)
    expect(stage.calls()).toEqual([])
  })

  test('participant: in classic mode it asks about all that it doubts, however much it is', () => {
    const stage = createStage(RING, { classic: true })
    const all = Array.from({ length: ITEMS_MAX + 1 }, (_, i) => portionOf(i + 1, [`k${i}`, 'one']))
    prepare(stage, undefined, ...all.slice(0, ITEMS_MAX))
    prepare(stage, undefined, ...all.slice(ITEMS_MAX))
    stage.sent()
    stage.wait(2_500)
    const doubted = stage
      .sent()
      .flatMap(({ content }) => (content.type === 'doubts' ? [content.numbers.length] : []))
    expect(doubted.slice(0, 2)).toEqual([ITEMS_MAX, 1])
  })

  test('participant: with a damaged disk it acknowledges nothing, for it may have lost what it voted for', () => {
    const stage = createStage(RING, { isDamaged: true })
    stage.hear('C', committed(1))
    stage.hear('C', outcomes(false, 2))
    expect(stage.words()).toBe('')
  })

  test('participant: what it has given away since is not kept', () => {
    const stage = createStage(RING)
    prepare(stage, undefined, portionOf(1, ['k', 'one']))
    stage.ring(ringOf(5, 'BC'))
    stage.hear('C', committed(1))
    expect([onDisk(stage, 'k').length, onDisk(stage, 'p').length]).toEqual([0, 0])
  })
})
