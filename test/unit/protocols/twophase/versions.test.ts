/**
 * The version of a key never goes back, also when it is forgotten that the key was removed: neither
 * where it was, nor over a restart, nor where keys move to.
 */
import { describe, expect, test } from 'vitest'
import type { Vote } from '../../../../src/protocols/twophase/index.ts'
import { TWOPHASE_DEFAULTS } from '../../../../src/protocols/twophase/options.ts'
import { putEntry } from '../../../../src/protocols/twophase/records.ts'
import {
  CHAIN,
  COORDINATOR,
  createStage,
  nodesOf,
  onDisk,
  outcomes,
  portionOf,
  ringOf,
  type Stage
} from '../../../support/twophase-stage.ts'

const REMOVED_MAX = TWOPHASE_DEFAULTS.removedMax
const NO_BYTES = new Uint8Array(0)

describe('owner: versions', () => {
  let number = 0
  /** The version that a vote tells of a key. */
  const versionOf = (stage: Stage, key: string): number | undefined => {
    stage.sent()
    number++
    const portions = [portionOf(number, [key, 'x'])]
    stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions })
    const votes = stage
      .sent()
      .flatMap(({ content }): readonly Vote[] => (content.type === 'votes' ? content.votes : []))
    stage.hear('C', outcomes(false, number))
    return votes[0]?.found[0]?.version
  }
  const remove = (stage: Stage, key: string, version: number): void => {
    const entry = { key, version, changes: 0, kind: 'bytes', value: NO_BYTES } as const
    const op = putEntry(CHAIN, entry)
    stage.disk.set(op.key, op.type === 'put' ? op.value : NO_BYTES)
  }

  test('owner: a key whose removal is forgotten has no lower version than it had, also after a restart', () => {
    const stage = createStage(ringOf(3, 'AB'))
    remove(stage, 'oldest', 900)
    remove(stage, 'second', 800)
    for (let i = 0; i < REMOVED_MAX; i++) {
      remove(stage, `key-${i}`, 7)
    }
    for (const when of ['at first', 'after another start']) {
      stage.restart()
      expect(onDisk(stage, 'k'), 'the oldest are forgotten').toHaveLength(REMOVED_MAX)
      expect([versionOf(stage, 'oldest'), versionOf(stage, 'second')], when).toEqual([900, 900])
      expect(versionOf(stage, 'key-1'), 'what is remembered').toBe(7)
    }
  })

  test('owner: who fetches keys takes over which versions were forgotten, also after a restart', () => {
    const moving = { phase: 'moving', next: nodesOf('ABC'), ready: nodesOf('BC') } as const
    const ready = moving.ready.map(({ peer }) => peer)
    const stage = createStage(ringOf(4, 'BC', { ...moving, ready }), { copies: 3 })
    const none = { type: 'range', without: [], after: '', next: '', entries: [] } as const
    stage.hear('B', { ...none, floor: 40 })
    stage.hear('C', { ...none, floor: 30 })
    stage.wait(200)
    stage.ring(ringOf(5, 'ABC'))
    expect(versionOf(stage, 'k')).toBe(40)
    stage.restart()
    expect(versionOf(stage, 'l'), 'after a restart').toBe(40)
  })

  test('owner: a version is not lost that was forgotten below what a fetch which came to nothing had told', () => {
    const fetching = ringOf(4, 'BC', { phase: 'moving', next: nodesOf('ABC') })
    const stage = createStage(fetching, { copies: 3, settings: { removedMax: 1 } })
    stage.wait(10)
    const none = { type: 'range', without: [], after: '', entries: [] } as const
    stage.hear('B', { ...none, next: 'k', floor: 1_000 })
    stage.ring(ringOf(5, 'BC', { left: nodesOf('A').map(({ peer }) => peer) }))
    stage.ring(ringOf(6, 'ABC'))
    for (const number of [10_000, 10_001]) {
      const { keys } = portionOf(number, [`key-${number}`, ''])
      const portions = [
        { number, keys: keys.map((key) => ({ ...key, whenTrue: { type: 'delete' } as const })) }
      ]
      stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions })
      const removed = { number, isCommitted: true, branch: true, versions: [5], changes: [0] }
      stage.hear('C', { type: 'outcomes', coordinator: COORDINATOR, outcomes: [removed] })
    }
    expect(onDisk(stage, 'k'), 'the first is forgotten').toHaveLength(1)
    expect(versionOf(stage, 'key-10000')).toBe(1_000)
    stage.restart()
    expect(versionOf(stage, 'key-10000'), 'after another start').toBeGreaterThanOrEqual(5)
  })

  test('owner: while keys come here no removed one is forgotten, and a late message brings none back', () => {
    const coming = ringOf(4, 'BC', { phase: 'moving', next: nodesOf('ABC') })
    const stage = createStage(coming, { copies: 3 })
    stage.wait(10)
    for (let i = 0; i < REMOVED_MAX; i++) {
      remove(stage, `key-${i}`, 7)
    }
    remove(stage, 'other', 9)
    stage.isMember = false
    stage.isLogSilent = true
    stage.restart()
    expect(onDisk(stage, 'k'), 'which ring is in force is not known').toHaveLength(REMOVED_MAX + 1)
    stage.isMember = true
    stage.isLogSilent = false
    stage.ring(coming)
    stage.sent()
    // B read these before they were removed, and its message was long on its way.
    const values = { version: 2, changes: 1, kind: 'bytes', value: Uint8Array.of(1) } as const
    const entries = ['key-0', 'key-1'].map((key) => ({ key, ...values }))
    const page = { type: 'range', without: [], after: '', next: '', floor: 0 } as const
    stage.hear('B', { ...page, entries })
    expect(onDisk(stage, 'k')).toHaveLength(REMOVED_MAX + 1)
    stage.hear('C', { ...page, entries: [] })
    expect(onDisk(stage, 'k'), 'when everything is here').toHaveLength(REMOVED_MAX)
    stage.ring(ringOf(5, 'ABC'))
    expect([versionOf(stage, 'key-0'), versionOf(stage, 'key-1')]).toEqual([7, 7])
  })
})
