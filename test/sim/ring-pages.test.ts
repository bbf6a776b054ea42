/**
 * A ring that moves more than one page of keys holds, by their bytes and by their number: none that lies
 * behind the first page is left out.
 */
import { describe, expect, it } from 'vitest'
import { PORTION_BYTES, RANGE_KEYS_MAX } from '../../src/protocols/twophase/limits.ts'
import type { TwophaseMessage } from '../../src/protocols/twophase/types.ts'
import { PARTS_MAX } from '../../src/state/kv/index.ts'
import { putOf, type RingScene, story, wordOf } from '../support/ring-scene.ts'
import type { Scene } from '../support/scene.ts'

const WAIT_MS = 60_000

describe('twophase: pages of keys', () => {
  /** Returns how many pages with more behind them have gone since it was last asked. */
  const watchPages = ({ world }: Scene): (() => number) => {
    let pages = 0
    world.observe({
      sent(_vehicle, _to, protocol, message) {
        const contents = protocol === 'twophase' ? (message as TwophaseMessage).contents : []
        pages += contents.filter((one) => one.type === 'range' && one.next !== '').length
      }
    })
    return () => {
      const seen = pages
      pages = 0
      return seen
    }
  }

  /** Every owner has each key on its disk, nobody else has, and all are found by who asks. */
  const checkAll = (
    scene: Scene,
    ring: RingScene,
    names: string,
    values: ReadonlyMap<string, string>
  ): void => {
    scene.until('nothing is prepared', () => ring.prepared() === '')
    const { owners } = ring.show(names[0] ?? '', ...values.keys())
    for (const name of names) {
      const own = owners.filter((one) => scene.namesOf(one.owners).includes(name))
      const { disk } = scene.car(name)
      expect(disk.keys(`s/twophase/${ring.chain}/k/`).length, `keys of ${name}`).toBe(own.length)
    }
    for (const name of names) {
      const read = ring.readAll(name)
      const wrong = [...values].filter(([key, value]) => read.get(key) !== value)
      expect([read.size, wrong.length], `read at ${name}`).toEqual([values.size, 0])
    }
  }

  /** D joins, B goes for good, and nothing is missing after either. */
  const joinAndLose = (
    scene: Scene,
    ring: RingScene,
    values: ReadonlyMap<string, string>
  ): void => {
    const pages = watchPages(scene)
    ring.join('D')
    ring.until('ABCD', WAIT_MS)
    expect(pages(), 'pages with more behind them').toBeGreaterThan(2)
    checkAll(scene, ring, 'ABCD', values)
    scene.car('B').depart()
    expect(ring.leave('A', 'B', true)).toMatchObject({ type: 'ok' })
    ring.until('ACD', WAIT_MS)
    expect(pages(), 'pages with more behind them').toBeGreaterThan(2)
    checkAll(scene, ring, 'ACD', values)
  }

  it('twophase: keys of many bytes move in pages, and none is left behind the first', () => {
    story(
      (scene, ring) => {
        const size = PORTION_BYTES / 4
        const values = new Map<string, string>()
        for (let i = 0; i < 90; i++) {
          values.set(`key-${i}`, `${i} `.padEnd(size, 'x'))
        }
        for (const [key, value] of values) {
          expect(ring.put('A', key, value), key).toBe('ok')
        }
        joinAndLose(scene, ring, values)
      },
      { cars: 'ABCD' }
    )
  })

  it('twophase: many keys move in pages, and none is left behind the first', () => {
    story(
      (scene, ring) => {
        const keys = Array.from({ length: 2.5 * RANGE_KEYS_MAX }, (_, i) => `key-${i}`)
        for (let i = 0; i < keys.length; i += PARTS_MAX) {
          const whenTrue = keys.slice(i, i + PARTS_MAX).map((key) => putOf(key, 'v'))
          const put = { type: 'transaction', compares: [], whenTrue, whenFalse: [] } as const
          expect(wordOf(ring.ask('A', put)), `${i}`).toBe('ok')
        }
        joinAndLose(scene, ring, new Map(keys.map((key) => [key, 'v'])))
      },
      { cars: 'ABCD' }
    )
  })
})
