/**
 * Reading from whole vehicles while copies, proposers and tables are not as they should be.
 */
import { describe, expect, test } from 'vitest'
import type { VehicleOptions } from '../../src/vehicle/options.ts'
import type { ReadResult } from '../../src/vehicle/requests.ts'
import { entries, play, type Scene } from '../support/scene.ts'

/** Temporary copies of members go soon after a table covers them. */
const options = (): VehicleOptions => ({ retention: { sweepIntervalMs: 1_000 } })

const BLOCKS = 5
/** Blocks of a booth with its seal. */
const BOOTH = BLOCKS + 1

/** A booth of A with B, five blocks of two records; its backups are drawn from these. */
function tellBooth(scene: Scene, among: string): string {
  scene.open('A', 'B')
  for (let i = 0; i < BLOCKS; i++) {
    scene.append('A', entries(2))
  }
  const participants = scene.cars(among).map(({ peer }) => peer)
  const { state, chosen } = scene.end('A', { participants })
  expect(state).toBe('sealed')
  return scene.namesOf(chosen)
}

function depart(scene: Scene, names: string): void {
  for (const vehicle of scene.cars(names)) {
    vehicle.depart()
  }
}

const placesOf = (result: ReadResult): readonly string[] =>
  result.entries.map(({ height, index }) => `${height}.${index}`)

/** Blocks of the booth, with its seal, by which the backups are filled while they are read. */
const FILLED = 21

/** Heads that one read after the other sees while both backups are being filled. */
function readsOfFilling(seed: number): readonly number[] {
  const heads: number[] = []
  play({ cars: 'ABCDG', options, seed }, (scene) => {
    expect(tellBooth(scene, 'CD')).toBe('CD')
    scene.open('A', 'B')
    for (let i = 0; i < FILLED - 1; i++) {
      scene.append('A', entries(2, 100_000))
    }
    // The readers have only the backups that are being filled.
    scene.cut('AB', 'G')
    scene.until('A is out of reach', () => scene.status('G').connected.length === 2)
    const peers = scene.cars('CD').map(({ peer }) => peer)
    const ended = scene.beginEnd('A', { participants: peers })
    const newHead = BOOTH + FILLED
    while (heads.at(-1) !== newHead && heads.length < 2_000) {
      const { headHeight, entries: read } = scene.read('G', 'A', { selector: { limit: 10_000 } })
      heads.push(headHeight)
      const whole = 2 * (Math.min(headHeight, newHead - 1) - 1)
      expect(read.length, `head ${headHeight}`).toBe(whole)
    }
    scene.until('it is sealed', () => ended.answer !== undefined)
  })
  return heads
}

describe('reads of whole vehicles', () => {
  test.each([0, 1])('B1: one backup dead at read, the one at place %i', (dead) => {
    play({ cars: 'ABCDEG', options }, (scene) => {
      const backups = tellBooth(scene, 'CDE')
      const left = backups[1 - dead] ?? ''
      scene.until('B has let go', () => scene.holders('A') === backups)
      depart(scene, backups[dead] ?? '')
      expect(scene.read('G', 'A').entries).toHaveLength(2 * BLOCKS)
      scene.cut('A', 'G')
      const { entries: read, servedBy, trace } = scene.read('G', 'A')
      expect(read).toHaveLength(2 * BLOCKS)
      expect(scene.nameOf(servedBy), JSON.stringify(trace)).toBe(left)
    })
  })

  test('B2: the proposer and all backups but one dead', () => {
    play({ cars: 'ABCDEFG', backups: 4, options }, (scene) => {
      expect(tellBooth(scene, 'CDEF')).toBe('CDEF')
      scene.until('B has let go', () => scene.holders('A') === 'CDEF')
      depart(scene, 'ACDE')
      for (const reader of 'GB') {
        const { entries: read, servedBy } = scene.read(reader, 'A')
        expect(read, reader).toHaveLength(2 * BLOCKS)
        expect(scene.nameOf(servedBy), reader).toBe('F')
      }
    })
  })

  test('B3: everybody in reach is obsolete and points at others: it ends, and names them', () => {
    play({ cars: 'ABCDEFG', options }, (scene) => {
      expect(tellBooth(scene, 'CD')).toBe('CD')
      scene.until('G knows the first table', () => scene.chain('G', 'A')?.table?.epoch === 1)
      scene.cut('G', 'ABCDEF')
      expect(tellBooth(scene, 'EF')).toBe('EF')
      scene.until('only the new backups hold', () => scene.holders('A') === 'EF')
      depart(scene, 'ABEF')
      scene.world.network.heal()
      scene.until('G is connected', () => scene.status('G').connected.length === 2)
      const beforeMs = scene.world.nowMs()
      const { reason, retry, detail } = scene.readRefused('G', 'A')
      expect([reason, retry]).toEqual(['unavailable', true])
      expect(scene.world.nowMs() - beforeMs).toBeLessThanOrEqual(5_100)
      const asked = detail?.['asked'] as readonly { peer: string; outcome: string }[]
      expect(scene.namesOf(new Set(asked.map(({ peer }) => peer)))).toMatch(/A.*[CD].*EF/)
      expect(asked.map(({ outcome }) => outcome)).toContain('redirect')
      expect(detail?.['epoch']).toBe(2)
    })
  })

  test('B7: restarted backups still hold, know their table, and answer', () => {
    play({ cars: 'ABCDG', options }, (scene) => {
      expect(tellBooth(scene, 'CD')).toBe('CD')
      const knows = (name: string): boolean => scene.chain(name, 'A')?.table?.epoch === 1
      scene.until('both know the table', () => [...'CD'].every(knows))
      // What they know is on disk a little later than they show it.
      scene.run(20)
      depart(scene, 'AB')
      for (const vehicle of scene.cars('CD')) {
        vehicle.crash('kill -9')
      }
      scene.until('both are back', () => scene.cars('CD').every(({ starts }) => starts === 2))
      for (const name of 'CD') {
        expect(scene.chain(name, 'A'), name).toMatchObject({
          duty: 'backup',
          held: [{ from: 1, to: BOOTH }],
          table: { epoch: 1, height: BOOTH }
        })
      }
      const { entries: read, servedBy } = scene.read('G', 'A', { minHeight: BOOTH })
      expect(read).toHaveLength(2 * BLOCKS)
      expect('CD').toContain(scene.nameOf(servedBy))
    })
  })

  test('B10: a read of a backup that is being filled sees the chain whole to a certified head', () => {
    // How far the filling is when a read comes is a matter of the draw.
    const seen = [1, 2, 3, 4, 5, 6].flatMap(readsOfFilling)
    const newHead = FILLED + BOOTH
    expect(seen.every((head) => head >= BOOTH)).toBe(true)
    expect(seen.filter((head) => head === BOOTH).length, 'before it').toBeGreaterThan(3)
    expect(
      seen.some((head) => head > BOOTH && head < newHead),
      'amid it'
    ).toBe(true)
    expect(seen, 'after it').toContain(newHead)
  })

  test('B11: a backup that was never told is noticed: newer is preferred, and its age is told', () => {
    play({ cars: 'ABCDEFG', options }, (scene) => {
      expect(tellBooth(scene, 'CD')).toBe('CD')
      scene.cut('C', 'ABDEF')
      expect(tellBooth(scene, 'EF')).toBe('EF')
      scene.until('D is released', () => scene.holders('A') === 'CEF')
      const isNew = { headHeight: 2 * BOOTH, epoch: 2 }
      expect(scene.read('G', 'A')).toMatchObject(isNew)
      expect(scene.read('G', 'A', { fresh: true })).toMatchObject(isNew)
      depart(scene, 'ABDEF')
      scene.until('only C is left', () => scene.status('G').connected.length === 1)
      const old = scene.read('G', 'A')
      expect(old).toMatchObject({ headHeight: BOOTH, epoch: 2 })
      expect(old.trace.map(({ outcome }) => outcome)).toContain('stale')
      for (const strict of [{ minHeight: BOOTH + 1 }, { fresh: true }]) {
        const { reason, detail } = scene.readRefused('G', 'A', strict)
        expect([reason, detail?.['epoch']], JSON.stringify(strict)).toEqual(['unavailable', 2])
      }
    })
  })

  test('B12: records of one and the same time are all there, in their order', () => {
    play({ cars: 'ABCDG', options }, (scene) => {
      const places: string[] = []
      for (const [height, count] of [
        [1, 3],
        [3, 2]
      ] as const) {
        scene.open('A', 'B')
        scene.append('A', entries(count, 24, 1_577_218_697_000))
        scene.end('A')
        places.push(...Array.from({ length: count }, (_, i) => `${height}.${i}`))
      }
      const timeMs = 1_577_218_697_000
      for (const names of ['G', 'BCD', '']) {
        const selectors = [{}, { times: { fromMs: timeMs, toMs: timeMs } }]
        for (const selector of selectors) {
          expect(placesOf(scene.read('G', 'A', { selector })), names).toEqual(places)
        }
        const newest = placesOf(scene.read('G', 'A', { selector: { latest: 4 } }))
        expect(newest, names).toEqual([...places].reverse().slice(0, 4))
        scene.cut('A', 'G')
      }
    })
  })
})
