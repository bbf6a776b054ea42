/**
 * Chains of groups in the archive: who places them, and which backups take part. What must hold whatever
 * the engine is in group-archive-engines.test.ts.
 */
import { describe, expect, it } from 'vitest'
import { encodeOperation, keyOfText } from '../../src/state/kv/index.ts'
import type { GroupOpened, Submitted } from '../../src/vehicle/requests.ts'
import { chainAt, change, copies, place } from '../support/group-archive-scene.ts'
import { play, type Scene } from '../support/scene.ts'

const open = (scene: Scene, opener: string, members: string): string =>
  scene.get<GroupOpened>(opener, {
    type: 'openGroup',
    state: 'kv',
    members: scene.cars(members).map(({ peer }) => peer),
    name: 'shared',
    workBits: 0
  }).chain

const put = (scene: Scene, car: string, chain: string, key: string, bytes = 20): Submitted =>
  scene.get<Submitted>(car, {
    type: 'submit',
    chain,
    operation: encodeOperation({
      type: 'put',
      key: keyOfText(key),
      value: { kind: 'bytes', bytes: new Uint8Array(bytes).fill(7) },
      ttlMs: 0,
      wantsPrevious: false
    })
  })

/** Puts so many values, and waits until every member has heard that they are decided. */
const putAll = (scene: Scene, car: string, chain: string, count: number): number => {
  let height = 0
  for (let i = 0; i < count; i++) {
    height = put(scene, car, chain, `k${i}`).height
  }
  scene.run(100)
  return height
}

describe('group archive', () => {
  it('group archive: the leader places what is decided; everybody learns the table', () => {
    play({ cars: 'ABCDEFG', backups: 2 }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      const height = putAll(scene, 'B', chain, 10)
      const report = place(scene, 'A', chain)
      expect(report).toMatchObject({ state: 'sealed', epoch: 1, height })
      const backups = scene.namesOf(report.chosen)
      expect(backups).toMatch(/^[DEFG]{2}$/)
      expect(copies(scene, chain)).toBe(['A', 'B', 'C', ...backups].sort().join(''))
      scene.run(2_000)
      for (const car of 'ABCDEFG') {
        expect(chainAt(scene, car, chain)?.table?.epoch ?? 0, car).toBe(1)
      }
      expect(chainAt(scene, backups[0] ?? '', chain)?.duty).toBe('backup')
    })
  })

  it('group archive: who is no member is told whom to ask; a booth ends by a change', () => {
    play({ cars: 'ABCDE', backups: 1 }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      putAll(scene, 'D', chain, 2)
      expect(scene.ask('D', { type: 'place', chain })).toMatchObject({
        type: 'refused',
        reason: 'notMember'
      })
      const end = { type: 'endBooth', chain, operation: 'x' } as const
      expect(scene.ask('A', end)).toMatchObject({ type: 'refused', reason: 'groupChain' })
    })
  })

  it('group archive: a backup that becomes a member is replaced, and keeps the log', () => {
    play({ cars: 'ABCDEFG', backups: 2 }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      putAll(scene, 'A', chain, 5)
      place(scene, 'A', chain, { candidates: scene.cars('DE').map(({ peer }) => peer) })
      change(scene, 'A', chain, 'ABD')
      scene.until(
        'D is no backup any more',
        () => {
          const members = chainAt(scene, 'G', chain)?.table?.members ?? []
          return (
            (chainAt(scene, 'G', chain)?.table?.epoch ?? 0) > 1 &&
            !members.includes(scene.car('D').peer)
          )
        },
        60_000
      )
      scene.run(10_000)
      const height = putAll(scene, 'D', chain, 3)
      scene.run(2_000)
      expect(chainAt(scene, 'D', chain)?.duty).toBe('voter')
      expect(chainAt(scene, 'D', chain)?.held).toEqual([{ from: 1, to: height }])
    })
  })

  it('group archive: the leader replaces a backup that stays away', () => {
    const replicate = { memberAbsentMs: 3_000, repairIntervalMs: 1_000 }
    play({ cars: 'ABCDEFG', backups: 2, options: () => ({ replicate }) }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      putAll(scene, 'A', chain, 5)
      const { chosen } = place(scene, 'A', chain)
      scene.car(scene.nameOf(chosen[0] ?? '')).depart()
      scene.until(
        'it is replaced',
        () => (chainAt(scene, 'B', chain)?.table?.epoch ?? 0) === 2,
        30_000
      )
      expect(chainAt(scene, 'B', chain)?.table?.members).not.toContain(chosen[0])
    })
  })
})
