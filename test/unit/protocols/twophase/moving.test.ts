/**
 * The rules of keys that move: what is given to whom, what goes before it comes, and when a vehicle says that
 * it is ready.
 */
import { describe, expect, test } from 'vitest'
import type { Range, Ring } from '../../../../src/protocols/twophase/index.ts'
import { entryKey } from '../../../../src/protocols/twophase/records.ts'
import {
  type Call,
  CHAIN,
  COORDINATOR,
  committed,
  createStage,
  nodesOf,
  onDisk,
  outcomes,
  peerOf,
  portionOf,
  ringOf,
  type Stage
} from '../../../support/twophase-stage.ts'

const LEFT = { left: [peerOf('A')] }

const entry = (key: string, version = 1) => ({
  ...{ key, version, changes: 1, kind: 'bytes' as const, value: new Uint8Array(1) }
})

describe('moving keys', () => {
  const moving = (version: number, from: string, to: string, ready = ''): Ring =>
    ringOf(version, from, {
      ...{ phase: 'moving', next: nodesOf(to), ready: [...ready].map(peerOf) }
    })
  const pull = (stage: Stage, ring?: number): void =>
    stage.hear('C', { type: 'pull', without: [], after: '' }, ring)
  const ranges = (stage: Stage): readonly Range[] =>
    stage.sent().flatMap(({ content }) => (content.type === 'range' ? [content] : []))
  const range = (stage: Stage, from: string, ...keys: readonly string[]): void =>
    stage.hear(from, {
      ...{ type: 'range', without: [], after: '', next: '', floor: 3 },
      entries: keys.map((key) => entry(key, 4))
    })
  const standing = (stage: Stage): string[] =>
    stage.calls().flatMap(({ what }) => ('version' in what ? [`${what.type} ${what.version}`] : []))

  test('moving: keys are given when nothing older is prepared, and that is on disk', () => {
    const stage = createStage(ringOf(3, 'AB'))
    const portions = [portionOf(1, ['k', 'one']), portionOf(2, ['l', 'x'])]
    stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions })
    stage.hear('C', committed(1))
    // Who stays on the ring also fetches, which it remembers as well; who leaves only gives.
    stage.ring(moving(4, 'AB', 'BC'))
    pull(stage)
    expect(ranges(stage)).toEqual([])
    stage.hear('C', outcomes(false, 2))
    pull(stage, 3)
    expect(ranges(stage)).toEqual([])
    pull(stage)
    const [given] = ranges(stage)
    expect(given?.next).toBe('')
    stage.restart()
    stage.sent()
    // What it knows after a restart may be older than what it has given keys for.
    stage.ring({ ...ringOf(3, 'AB') })
    stage.hear(
      'C',
      { type: 'prepare', coordinator: COORDINATOR, portions: [portionOf(7, ['k', 'x'])] },
      3
    )
    expect(stage.words()).not.toContain('votes')
  })

  test('moving: a vehicle is ready when every source has given all, and all of it is on disk', () => {
    const stage = createStage(moving(4, 'BC', 'ABC', 'BC'), { copies: 3 })
    expect(stage.words()).toMatch(/pull>B pull>C/)
    range(stage, 'B', 'k')
    stage.wait(500)
    expect(standing(stage)).toEqual([])
    range(stage, 'C', 'l')
    stage.wait(200)
    expect(onDisk(stage, 'k')).toHaveLength(2)
    expect(standing(stage)).toEqual(['ready 4'])
    stage.restart()
    stage.wait(200)
    expect(onDisk(stage, 'k'), 'it may be its own by now').toHaveLength(2)
    expect(standing(stage)).toContain('ready 4')
  })

  const site = (stage: Stage) => stage.machine.status(0).sites[0]

  test('moving: how far it is with its keys is told while it fetches them, in its status and in the ring', () => {
    const stage = createStage(ringOf(3, 'BC', LEFT), { copies: 3 })
    const nothing = { keys: 0, sources: 0, done: 0 }
    const told = (): unknown => {
      stage.request({ type: 'ringShow', chain: CHAIN })
      const [shown] = stage.replies()
      expect(shown).toMatchObject({ reply: { value: { moved: site(stage)?.moved } } })
      return site(stage)?.moved
    }
    expect(told()).toEqual(nothing)
    stage.ring(moving(4, 'BC', 'ABC', 'BC'))
    expect(told()).toEqual({ keys: 0, sources: 2, done: 0 })
    range(stage, 'B', 'k', 'l', 'm')
    expect(told()).toEqual({ keys: 3, sources: 2, done: 1 })
    range(stage, 'C', 'n')
    expect(told()).toEqual({ keys: 4, sources: 2, done: 2 })
    stage.ring(moving(5, 'BC', 'BCD', 'BC'))
    expect(told(), 'it is to have none of them').toEqual(nothing)
    stage.ring(ringOf(6, 'BCD'))
    expect(told()).toEqual(nothing)
  })

  test('moving: what is here from before is not taken for what is fetched', () => {
    const stage = createStage(ringOf(3, 'AB'))
    stage.hear('C', {
      type: 'prepare',
      coordinator: COORDINATOR,
      portions: [portionOf(1, ['k', 'old'])]
    })
    stage.hear('C', committed(1))
    stage.ring(moving(6, 'BC', 'ABC', 'BC'))
    stage.wait(200)
    expect(onDisk(stage, 'k')).toEqual([])
  })

  const commit = (stage: Stage, number: number, key: string, ring?: number): void => {
    const portions = [portionOf(number, [key, 'new'])]
    stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions }, ring)
    stage.hear('C', committed(number), ring)
  }

  test('moving: what is committed here before the first key is fetched stays', () => {
    const stage = createStage(ringOf(3, 'BC'), { isMember: false, isAsked: true })
    stage.ring(moving(4, 'BC', 'ABC', 'BC'))
    commit(stage, 1, 'k', 4)
    expect(onDisk(stage, 'k'), 'the ring is not known yet').toEqual([])
    commit(stage, 2, 'k', 4)
    stage.wait(200)
    expect(stage.words()).toContain('pull>B')
    expect(onDisk(stage, 'k')).toHaveLength(1)
  })

  test('moving: what is committed while keys are fetched stays over a restart', () => {
    const stage = createStage(moving(4, 'BC', 'ABC', 'BC'))
    commit(stage, 1, 'k')
    stage.restart()
    stage.wait(200)
    expect(stage.words()).toContain('pull>B')
    expect(onDisk(stage, 'k')).toHaveLength(1)
  })

  test('moving: who knows an older ring after a restart removes nothing by it, and does not vote', () => {
    const stage = createStage(moving(4, 'BC', 'ABC', 'BC'), { isMember: false, isAsked: true })
    commit(stage, 1, 'k')
    stage.ring(ringOf(3, 'BC'))
    stage.restart()
    stage.wait(3_000)
    expect(onDisk(stage, 'k')).toHaveLength(1)
  })

  test('moving: what was fetched in part is not removed by an older ring after a restart', () => {
    const stage = createStage(moving(4, 'BC', 'ABC', 'BC'), { copies: 3 })
    range(stage, 'B', 'k')
    stage.ring(ringOf(3, 'BC'))
    stage.restart()
    stage.wait(3_000)
    expect(onDisk(stage, 'k')).toHaveLength(1)
  })

  test('moving: who has voted in a ring votes in no older one after a restart', () => {
    const fetching = moving(4, 'C', 'A')
    const stage = createStage(fetching, { copies: 1 })
    range(stage, 'C', 'k')
    stage.ring(ringOf(5, 'A', { phase: 'settling' }))
    commit(stage, 5, 'k')
    const before = stage.disk.get(entryKey(CHAIN, 'k'))
    stage.ring(fetching)
    stage.restart()
    stage.sent()
    commit(stage, 6, 'k')
    expect(stage.words(), 'who fetches keys tells no version of them').toBe('acks>C')
    expect(stage.disk.get(entryKey(CHAIN, 'k'))).toEqual(before)
    stage.ring(ringOf(5, 'A'))
    stage.sent()
    commit(stage, 7, 'k')
    expect(stage.words(), 'it votes again when it knows the ring').toContain('votes>C')
  })

  const heard = (stage: Stage): string[] =>
    stage
      .sent()
      .flatMap(({ content }) =>
        content.type === 'votes' ? content.votes.map(({ verdict }) => verdict) : [content.type]
      )

  test('moving: nothing is fetched or voted for before all that is older is finished', () => {
    const stage = createStage(ringOf(3, 'AB'), { copies: 3 })
    const prepare = (number: number, key: string): void => {
      const portions = [portionOf(number, [key, 'x'])]
      stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions })
    }
    prepare(1, 'k')
    stage.ring(ringOf(5, 'BC', LEFT))
    stage.ring(moving(6, 'BC', 'ABC', 'BC'))
    stage.sent()
    prepare(2, 'l')
    stage.wait(500)
    expect(heard(stage)).toEqual(['notOwner'])
    stage.wait(2_000)
    const call = stage.calls().find(({ what }) => what.type === 'resolve')
    const done = { word: 'committed', branch: true, versions: [2], changes: [1] } as const
    const outcomes = [{ ...done, result: new Uint8Array(0) }]
    stage.answer(call, { type: 'decided', height: 9, outcomes })
    expect(onDisk(stage, 'k'), 'the others may have removed it since').toHaveLength(1)
    stage.wait(200)
    expect(heard(stage)).toContain('pull')
    expect(onDisk(stage, 'k')).toEqual([])
    prepare(3, 'l')
    expect(heard(stage)).toEqual(['yes'])
  })

  test('moving: who has removed keys answers and votes by no older ring after a restart', () => {
    const stage = createStage(ringOf(3, 'AB'))
    commit(stage, 1, 'k')
    stage.ring(ringOf(5, 'BC', LEFT))
    stage.wait(2_000)
    expect(onDisk(stage, 'k')).toEqual([])
    stage.ring(ringOf(3, 'AB'))
    stage.restart()
    stage.sent()
    stage.hear('C', { type: 'read', ticket: 1, without: [], question: { type: 'get', key: 'k' } })
    commit(stage, 2, 'k')
    expect(stage.words()).toBe('acks>C')
  })

  test('moving: what was given away goes when the new ring is settled, and not before', () => {
    const stage = createStage(ringOf(3, 'AB'))
    stage.hear('C', {
      type: 'prepare',
      coordinator: COORDINATOR,
      portions: [portionOf(1, ['k', 'one'])]
    })
    stage.hear('C', committed(1))
    stage.ring(ringOf(5, 'BC', { ...LEFT, phase: 'settling' }))
    stage.wait(2_000)
    expect(onDisk(stage, 'k')).toHaveLength(1)
    stage.ring(ringOf(5, 'BC', LEFT))
    stage.wait(2_000)
    expect(onDisk(stage, 'k')).toEqual([])
  })

  test('moving: with a damaged disk nothing goes, whatever the ring', () => {
    const stage = createStage(ringOf(3, 'AB'))
    commit(stage, 1, 'k')
    const restored = createStage(ringOf(3, 'AB'), { isDamaged: true, isMember: false })
    for (const [key, value] of stage.disk) {
      restored.disk.set(key, value)
    }
    restored.restart()
    restored.ring(ringOf(5, 'BC', LEFT))
    restored.wait(3_000)
    expect(onDisk(restored, 'k')).toHaveLength(1)
  })

  test('moving: a member registers, says that it knows a ring, and not when it was told to leave', () => {
    const types = (stage: Stage): string[] => stage.calls().map(({ what }) => what.type)
    expect(types(createStage(ringOf(3, 'BC')))).toEqual(['register'])
    expect(types(createStage(ringOf(3, 'BC', LEFT)))).toEqual([])
    expect(types(createStage(ringOf(3, 'BC'), { isMember: false }))).toEqual([])
    const knows = createStage(ringOf(5, 'AB', { phase: 'settling', ready: [peerOf('B')] }))
    expect(types(knows)).toEqual(['settled'])
  })
  test('moving: who is refused a place asks again when the ring has changed, and not before', () => {
    const registers = (stage: Stage): readonly Call[] =>
      stage.calls().filter(({ what }) => what.type === 'register')
    const stage = createStage(ringOf(3, 'BC'))
    const full = {
      type: 'refused',
      reason: 'full',
      text: 'a ring has at most 64 vehicles'
    } as const
    stage.answer(registers(stage)[0], full)
    stage.wait(10_000)
    expect(registers(stage)).toEqual([])
    stage.ring(ringOf(4, 'BC', { phase: 'moving', next: nodesOf('C') }))
    const [again] = registers(stage)
    expect(again).toBeDefined()
    // What it was refused in is not what there is by now.
    stage.ring(ringOf(5, 'C', { phase: 'settling' }))
    stage.answer(again, full)
    stage.wait(200)
    expect(registers(stage)).toHaveLength(1)
  })
})
