/**
 * Rings that are lost: the group was recovered without a majority, and nobody who is left had decided them,
 * but vehicles that keep keys have acted by them.
 */
import { describe, expect, test } from 'vitest'
import {
  CHAIN,
  COORDINATOR,
  committed,
  createStage,
  nodeOf,
  nodesOf,
  onDisk,
  peerOf,
  portionOf,
  ringOf,
  type Stage
} from '../../../support/twophase-stage.ts'

const LINE = 2 ** 32

describe('twophase: lost rings', () => {
  let number = 0
  const prepare = (stage: Stage, key: string): string => {
    stage.sent()
    number++
    const portions = [portionOf(number, [key, 'x'])]
    stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions })
    return stage.words()
  }
  const put = (stage: Stage, key: string): void => {
    prepare(stage, key)
    stage.hear('C', committed(number))
  }
  const read = (stage: Stage, key: string): string => {
    stage.sent()
    number++
    const question = { type: 'get', key } as const
    stage.hear('C', { type: 'read', ticket: number, without: [], question })
    return stage.words()
  }
  /** A vehicle has kept `k` in ring 6, and has given it away by 7 and 8, which are lost. */
  const swept = (): Stage => {
    const stage = createStage(ringOf(6, 'AB'))
    put(stage, 'k')
    stage.ring(ringOf(7, 'AB', { phase: 'moving', next: nodesOf('BC'), left: [peerOf('A')] }))
    stage.ring(ringOf(8, 'BC', { left: [peerOf('A')] }))
    expect(onDisk(stage, 'k')).toEqual([])
    return stage
  }
  const recovered = ringOf(LINE, 'AB', { lines: [6] })

  test('lost rings: who has only voted, given or fetched by one goes by the ring that the group knows', () => {
    const stage = createStage(ringOf(6, 'AB'))
    put(stage, 'k')
    stage.ring(ringOf(7, 'AB', { phase: 'moving', next: nodesOf('ABC') }))
    stage.wait(10)
    expect(stage.words()).toContain('pull>B')
    expect(prepare(stage, 'l')).toContain('votes>C')
    stage.hear('C', committed(number))
    stage.hear('C', { type: 'pull', without: [], after: '' })
    expect(stage.words()).toContain('range>C')
    for (const when of ['at once', 'after a start']) {
      stage.ring(recovered)
      expect(prepare(stage, 'm'), when).toContain('votes>C')
      stage.hear('C', committed(number))
      expect(read(stage, 'k'), when).toContain('answer>C')
      stage.restart()
    }
    expect(onDisk(stage, 'k')).toHaveLength(3)
  })

  test('lost rings: what was fetched for one is fetched again', () => {
    const moving = {
      phase: 'moving',
      next: nodesOf('ABC'),
      ready: [peerOf('B'), peerOf('C')]
    } as const
    const stage = createStage(ringOf(7, 'BC', moving), { copies: 3 })
    const page = { type: 'range', without: [], after: '', next: '', entries: [], floor: 0 } as const
    stage.hear('B', page)
    stage.hear('C', page)
    stage.wait(200)
    const ready = (): readonly unknown[] =>
      stage.calls().filter(({ what }) => what.type === 'ready')
    expect(ready()).toHaveLength(1)
    // As many changes, and a move again, but another one.
    stage.ring(ringOf(LINE + 1, 'BC', { ...moving, lines: [6] }))
    stage.wait(200)
    expect(stage.words()).toContain('pull>B')
    expect(ready()).toEqual([])
  })

  test('lost rings: who has removed keys by one that the ring counts on says nothing, also after a start', () => {
    const stage = swept()
    stage.ring(recovered)
    for (const when of ['at once', 'after a start']) {
      stage.wait(2_000)
      expect([prepare(stage, 'k'), read(stage, 'k')], when).toEqual(['', ''])
      stage.calls()
      stage.ring(ringOf(LINE, 'AB', { phase: 'settling', lines: [6] }))
      stage.wait(500)
      expect(stage.calls(), when).toEqual([])
      stage.ring(ringOf(LINE + 1, 'AB', { phase: 'moving', next: nodesOf('BC'), lines: [6] }))
      stage.sent()
      stage.hear('C', { type: 'pull', without: [], after: '' })
      expect(stage.words(), when).toBe('')
      stage.restart()
    }
  })

  test('lost rings: a commit that came when its key had been given away counts as removed', () => {
    const stage = createStage(ringOf(6, 'AB'))
    prepare(stage, 'k')
    stage.ring(ringOf(8, 'BC', { phase: 'settling' }))
    stage.hear('C', committed(number))
    stage.ring(recovered)
    expect(prepare(stage, 'l')).toBe('')
  })

  test('lost rings: what was removed by a ring that the group knows keeps nobody silent', () => {
    const stage = swept()
    stage.ring(ringOf(LINE, 'AB', { lines: [8] }))
    expect(prepare(stage, 'k')).toBe('votes>C')
  })

  test('lost rings: whoever is silent answers again with what it has when somebody tells it to join', () => {
    const stage = swept()
    stage.ring(recovered)
    const join = (): void => {
      stage.calls()
      stage.request({ type: 'ringJoin', chain: CHAIN })
    }
    join()
    const refused = { type: 'failed', reason: 'noLeader', text: '' } as const
    stage.answer(stage.calls()[0], refused)
    expect(prepare(stage, 'k'), 'the log has not said it').toBe('')
    join()
    stage.answer(stage.calls()[0], { type: 'changed', isNew: false, version: LINE })
    expect(prepare(stage, 'k')).toBe('votes>C')
    stage.restart()
    expect(prepare(stage, 'l')).toBe('votes>C')
  })

  test('lost rings: whoever is silent and is said to be gone fetches its keys anew, and answers', () => {
    const stage = swept()
    stage.ring(recovered)
    stage.ring(ringOf(LINE + 2, 'BC', { left: [peerOf('A')], lines: [6] }))
    stage.calls()
    stage.ring(ringOf(LINE + 3, 'BC', { phase: 'moving', next: nodesOf('ABC'), lines: [6] }))
    stage.wait(200)
    expect(stage.words()).toContain('pull>B')
    for (const from of ['B', 'C']) {
      const page = { type: 'range', without: [], after: '', next: '', entries: [] } as const
      stage.hear(from, { ...page, floor: 0 })
    }
    stage.wait(200)
    stage.ring(ringOf(LINE + 4, 'ABC', { lines: [6] }))
    expect(prepare(stage, 'k')).toMatch(/votes>C/)
  })

  test('lost rings: a vehicle whose data directory is lost to the ring is not silent for what it has removed', () => {
    const stage = swept()
    const nodes = [nodeOf('A', { isLost: true }), ...nodesOf('B')]
    stage.ring(ringOf(LINE, 'AB', { nodes, lines: [6] }))
    expect(prepare(stage, 'k'), 'it says that it keeps nothing').toBe('votes>C')
  })
})
