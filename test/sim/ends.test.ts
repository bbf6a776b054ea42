/**
 * Ends of booths by whole vehicles while participants, proposers and backups fail in the middle.
 */
import { describe, expect, test } from 'vitest'
import type { ReplicateMessage } from '../../src/protocols/replicate/index.ts'
import type { VehicleOptions } from '../../src/vehicle/options.ts'
import type { BoothEnded, ReadResult } from '../../src/vehicle/requests.ts'
import { type Asked, entries, play, type Scene } from '../support/scene.ts'

/** Temporary copies of members go soon after a table covers them. */
const options = (): VehicleOptions => ({ retention: { sweepIntervalMs: 1_000 } })

const KIB = 1024

function openAndFill(scene: Scene, blocks: number, bytes: number): void {
  scene.open('A', 'B')
  for (let i = 0; i < blocks; i++) {
    scene.append('A', entries(2, bytes))
  }
}

function endedOf(asked: Asked): BoothEnded {
  expect(asked.answer).toMatchObject({ type: 'ok' })
  return (asked.answer as { readonly value: BoothEnded }).value
}

const peersOf = (scene: Scene, names: string): readonly string[] =>
  scene.cars(names).map(({ peer }) => peer)

/** Whoever reads gets all of it. */
function expectReadable(scene: Scene, reader: string, records: number): ReadResult {
  const result = scene.read(reader, 'A', { selector: { limit: 10_000 } })
  expect(result.entries).toHaveLength(records)
  return result
}

describe('ends of booths', () => {
  const failures: readonly (readonly [string, (scene: Scene) => void])[] = [
    ['dead', (scene) => scene.car('C').depart()],
    ['stopped for long', (scene) => scene.car('C').pause(60_000)],
    ['offline on purpose', (scene) => void scene.begin('C', { type: 'setOffline', offline: true })],
    ['cut off', (scene) => scene.cut('C', 'ABDEFG')]
  ]
  test.each(failures)('B4: a participant %s in the middle of the end is replaced', (_how, fail) => {
    play({ cars: 'ABCDEFG', options }, (scene) => {
      openAndFill(scene, 10, 100 * KIB)
      scene.when(
        'delivered',
        (to, type) => to === 'C' && type === 'chunk',
        () => fail(scene)
      )
      const ended = scene.beginEnd('A', { participants: peersOf(scene, 'CD') })
      const beforeMs = scene.world.nowMs()
      scene.until('it is answered', () => ended.answer !== undefined, 20_000)
      const { state, epoch, chosen } = endedOf(ended)
      expect([state, epoch, chosen.length]).toEqual(['sealed', 1, 2])
      expect(scene.namesOf(chosen)).toMatch(/D/)
      expect(scene.namesOf(chosen)).not.toMatch(/C/)
      expect(scene.world.nowMs() - beforeMs).toBeLessThan(10_000)
      scene.car('A').depart()
      expectReadable(scene, 'G', 20)
    })
  })

  test('B4: a member that is dead when its booth ends is sealed without and passed over', () => {
    play({ cars: 'ABCDE', options }, (scene) => {
      scene.open('A', 'BCD')
      scene.append('A', entries(2))
      scene.car('C').pause(60_000)
      const { state, chosen } = scene.end('A', {}, 5_000)
      expect([state, scene.namesOf(chosen).includes('C')]).toEqual(['sealed', false])
    })
  })

  test('B4: a participant that is dead from the start is named in the refusal, in time', () => {
    play({ cars: 'ABCDE', options }, (scene) => {
      scene.car('C').depart()
      const ended = scene.beginEnd('A', {
        participants: peersOf(scene, 'CD'),
        entries: entries(1)
      })
      scene.until('it is refused', () => ended.answer !== undefined, 6_000)
      expect(ended.answer).toMatchObject({
        type: 'refused',
        reason: 'membersMissing',
        retry: true,
        detail: { missing: [scene.car('C').peer] }
      })
      expect(scene.end('A', { participants: peersOf(scene, 'D') }).state).toBe('sealed')
    })
  })

  test('B5: fewer than b participants: others are drawn', () => {
    play({ cars: 'ABCDE', backups: 3 }, (scene) => {
      openAndFill(scene, 2, KIB)
      const { state, chosen } = scene.end('A', { participants: peersOf(scene, 'C') })
      expect([state, chosen.length]).toEqual(['sealed', 3])
      expect(scene.namesOf(chosen)).toMatch(/C/)
    })
  })

  test('B5: fewer than b vehicles: told by the deadline, and sealed when one more comes', () => {
    play({ cars: 'ABC', backups: 3 }, (scene) => {
      openAndFill(scene, 2, KIB)
      const beforeMs = scene.world.nowMs()
      const { state, chosen } = scene.end('A', { deadlineMs: 3_000 })
      expect([state, scene.namesOf(chosen)]).toEqual(['underReplicated', 'BC'])
      expect(scene.world.nowMs() - beforeMs).toBeLessThan(3_100)
      expect(scene.chain('A', 'A')?.table).toBeUndefined()
      // Nothing is lost by it, and the vehicle goes on.
      expectReadable(scene, 'C', 4)
      scene.open('A', 'C')
      scene.append('A', entries(1))
      scene.world.addVehicle('D').start()
      scene.until('it is sealed', () => scene.chain('A', 'A')?.table?.members.length === 3)
    })
  })

  test('B6: a proposer restarted between replicate and release releases all the same', () => {
    play({ cars: 'ABCDEF', options }, (scene) => {
      openAndFill(scene, 2, KIB)
      scene.end('A', { participants: peersOf(scene, 'CD') })
      openAndFill(scene, 2, KIB)
      scene.when(
        'sent',
        (from, type) => from === 'A' && type === 'release',
        () => scene.car('A').crash('kill -9')
      )
      for (const { peer } of scene.cars('CD')) {
        scene.world.network.block(scene.car('A').peer, peer, 'release')
      }
      const ended = scene.beginEnd('A', { participants: peersOf(scene, 'EF') })
      scene.until('A has crashed', () => scene.car('A').state === 'down')
      expect(scene.holders('A')).toMatch(/CDEF/)
      expect(ended.answer?.type).toMatch(/crashed|ok/)
      scene.world.network.heal()
      scene.until('only the new backups hold', () => scene.holders('A') === 'EF')
      expect(scene.car('A').starts).toBe(2)
      for (const name of 'CD') {
        expect(scene.chain(name, 'A'), name).toMatchObject({ duty: 'former', bytes: 0 })
      }
    })
  })

  test.each(['beforeWrite', 'afterWrite'] as const)(
    'B8: a backup that crashes in the middle of its copy (%s) goes on with it',
    (type) => {
      play({ cars: 'ABCD', options }, (scene) => {
        const blocks = 100
        openAndFill(scene, blocks, 30 * KIB)
        let copied = 0
        scene.world.observe({
          delivered(to, _from, _protocol, message) {
            const said = message as ReplicateMessage
            copied += to.name === 'C' && said.type === 'chunk' ? said.blocks.length : 0
          }
        })
        const isLate = (to: string, kind: string): boolean =>
          to === 'C' && kind === 'chunk' && copied > 0.6 * blocks
        scene.when('delivered', isLate, () => {
          if (type === 'afterWrite') {
            // Time for one sync.
            scene.run(2)
          }
          scene.car('C').crash('kill -9')
        })
        const { state, chosen } = scene.end('A', { participants: peersOf(scene, 'CD') })
        expect([state, scene.namesOf(chosen)]).toEqual(['sealed', 'CD'])
        expect(scene.car('C').starts).toBe(2)
        // What was on disk is not sent again, only what was on its way: far from all of it twice.
        expect(copied).toBeLessThan(1.5 * blocks)
        for (const vehicle of scene.cars('ABD')) {
          vehicle.depart()
        }
        expectReadable(scene, 'C', 2 * blocks)
      })
    }
  )

  test('B9: two ends at once: two booths, one after the other, or one and the same', () => {
    play({ cars: 'ABCDE', options }, (scene) => {
      openAndFill(scene, 1, KIB)
      const [one, other] = [entries(1), entries(1)]
      const among = { participants: peersOf(scene, 'B') }
      const first = scene.beginEnd('A', { operation: 'one', entries: one, ...among })
      const second = scene.beginEnd('A', { operation: 'two', entries: other, ...among })
      const again = scene.beginEnd('A', { operation: 'one', entries: one, ...among })
      const isAnswered = (): boolean =>
        [first, second, again].every(({ answer }) => answer !== undefined)
      scene.until('all are answered', isAnswered)
      const [a, b, c] = [first, second, again].map(endedOf) as [BoothEnded, BoothEnded, BoothEnded]
      expect(c).toEqual(a)
      expect([a.state, b.state]).toEqual(['sealed', 'sealed'])
      expect(b.booth).not.toBe(a.booth)
      expect(b.from).toBe(a.height + 1)
      // The records of both stand there once; that none stands twice is C4, which is watched.
      expectReadable(scene, 'E', 4)
      scene.until('the table covers both', () => scene.chain('A', 'A')?.table?.height === b.height)
      scene.until('only its backups hold', () => scene.holders('A', b.height).length === 2)
    })
  })
})
