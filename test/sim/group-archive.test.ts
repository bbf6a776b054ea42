/**
 * Chains of groups in the archive: whole vehicles place them, let old copies go, and read them when
 * every member is gone.
 */
import { describe, expect, it } from 'vitest'
import type { PlacementReport } from '../../src/core/signal.ts'
import type { Answer } from '../../src/sim/virtual-vehicle.ts'
import { encodeOperation, keyOfText } from '../../src/state/kv/index.ts'
import type {
  GroupOpened,
  PlaceRequest,
  ReadResult,
  Submitted
} from '../../src/vehicle/requests.ts'
import type { ChainStatus } from '../../src/vehicle/types.ts'
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

const place = (
  scene: Scene,
  car: string,
  chain: string,
  change: Partial<PlaceRequest> = {}
): PlacementReport => scene.get<PlacementReport>(car, { type: 'place', chain, ...change })

const change = (scene: Scene, car: string, chain: string, members: string): GroupOpened =>
  scene.get<GroupOpened>(
    car,
    {
      type: 'changeMembers',
      chain,
      members: scene.cars(members).map(({ peer }) => peer),
      operation: `to ${members}`
    },
    20_000
  )

const chainAt = (scene: Scene, car: string, chain: string): ChainStatus | undefined =>
  scene.status(car).chains.find((one) => one.chain === chain)

/** Past the rules of the archive suite, to which every entry is a record. */
const readAll = (scene: Scene, car: string, chain: string, from = 1): ReadResult => {
  let answer: Answer | undefined
  scene
    .car(car)
    .request({ type: 'read', chain, selector: { heights: { from, to: 1_000 } } }, (one) => {
      answer = one
    })
  scene.until(`${car} reads`, () => answer !== undefined)
  expect(answer).toMatchObject({ type: 'ok' })
  return (answer as Extract<Answer, { readonly type: 'ok' }>).value as ReadResult
}

const copies = (scene: Scene, chain: string): string => {
  const held = scene.context.book.chains.get(chain)?.copies ?? new Map()
  return scene.namesOf([...held].filter(([, copy]) => copy.size > 0).map(([peer]) => peer))
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

  it('group archive: any member may be asked, and a stranger reads with all members gone', () => {
    play({ cars: 'ABCDEFG', backups: 2 }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      const height = putAll(scene, 'A', chain, 10)
      for (const car of 'BC') {
        const report = place(scene, car, chain)
        expect(report, car).toMatchObject({ state: 'sealed', height })
      }
      expect(chainAt(scene, 'A', chain)?.table?.epoch).toBe(2)
      for (const car of scene.cars('ABC')) {
        car.depart()
      }
      const stranger = scene.world.addVehicle('stranger')
      stranger.start()
      scene.run(3_000)
      const read = readAll(scene, 'stranger', chain)
      expect(read.headHeight).toBe(height)
      expect(read.entries).toHaveLength(10)
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

  it('group archive: the next table releases the backups that it leaves out', () => {
    play(
      { cars: 'ABCDEFGH', backups: 2, options: () => ({ replicate: { preferCurrent: false } }) },
      (scene) => {
        const chain = open(scene, 'A', 'ABC')
        putAll(scene, 'A', chain, 5)
        const first = place(scene, 'A', chain, {
          candidates: scene.cars('DE').map(({ peer }) => peer)
        })
        expect(scene.namesOf(first.chosen)).toBe('DE')
        putAll(scene, 'A', chain, 5)
        const second = place(scene, 'C', chain, {
          candidates: scene.cars('FG').map(({ peer }) => peer)
        })
        expect(scene.namesOf(second.chosen)).toBe('FG')
        scene.until('the first copies are gone', () => copies(scene, chain) === 'ABCFG')
        expect(chainAt(scene, 'D', chain)?.duty).toBe('former')
        expect(readAll(scene, 'H', chain).entries).toHaveLength(10)
      }
    )
  })

  it('group archive: a change of members places what the booth before has agreed on', () => {
    play({ cars: 'ABCDEFGH', backups: 2 }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      putAll(scene, 'A', chain, 5)
      change(scene, 'A', chain, 'CDE')
      const { certified } = chainAt(scene, 'C', chain) ?? {}
      scene.until(
        'the end is placed',
        () => chainAt(scene, 'H', chain)?.table !== undefined,
        20_000
      )
      expect(chainAt(scene, 'H', chain)?.table?.height).toBeGreaterThanOrEqual(
        certified?.height ?? 6
      )
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

  it('group archive: a leader that crashes while it places leaves the chain to the next', () => {
    play({ cars: 'ABCDEFG', backups: 3 }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      putAll(scene, 'A', chain, 5)
      scene.when(
        'sent',
        (car, type) => car === 'A' && type === 'manifest',
        () => scene.car('A').crash('test')
      )
      const asked = scene.begin('B', { type: 'place', chain, deadlineMs: 20_000 })
      scene.until('B has an answer', () => asked.answer !== undefined, 40_000)
      expect(asked.answer).toMatchObject({ type: 'ok', value: { state: 'sealed' } })
    })
  })

  it('group archive: with its members gone the backups keep the number of copies', () => {
    const replicate = { memberAbsentMs: 3_000, repairIntervalMs: 1_000, proposerAbsentMs: 12_000 }
    play({ cars: 'ABCDEFGHI', backups: 3, options: () => ({ replicate }) }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      const height = putAll(scene, 'A', chain, 5)
      const { chosen } = place(scene, 'A', chain)
      scene.run(2_000)
      for (const car of scene.cars('ABC')) {
        car.depart()
      }
      scene.car(scene.nameOf(chosen[0] ?? '')).depart()
      const left = scene.nameOf(chosen[1] ?? '')
      scene.until(
        'a backup is replaced',
        () => (chainAt(scene, left, chain)?.table?.epoch ?? 0) > 1,
        90_000
      )
      const { members = [] } = chainAt(scene, left, chain)?.table ?? {}
      expect(members).toHaveLength(3)
      expect(members).not.toContain(chosen[0])
      const reader = [...'DEFGHI'].find(
        (car) => !chosen.includes(scene.car(car).peer) && !members.includes(scene.car(car).peer)
      )
      expect(readAll(scene, reader ?? left, chain).headHeight).toBe(height)
    })
  })

  it('group archive: what members have let go for room is read from the backups, and copied among them', () => {
    const paxos = { logBytesMax: 1024 * 1024, snapshotEntries: 5, blocksKeptMin: 3 }
    const replicate = { memberAbsentMs: 3_000, repairIntervalMs: 1_000 }
    play({ cars: 'ABCDEFGH', backups: 2, options: () => ({ paxos, replicate }) }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      for (let i = 0; i < 16; i++) {
        put(scene, 'A', chain, `k${i}`, 100_000)
      }
      scene.run(2_000)
      expect(chainAt(scene, 'A', chain)?.held[0]?.from, 'no table, so nothing goes').toBe(1)
      const { chosen } = place(scene, 'A', chain)
      put(scene, 'A', chain, 'more', 100_000)
      const stranger = [...'DEFGH'].find((car) => !chosen.includes(scene.car(car).peer)) ?? ''
      scene.until('members let blocks go', () =>
        [...'ABC'].every((car) => (chainAt(scene, car, chain)?.held[0]?.from ?? 1) > 5)
      )
      scene.until(
        'the newest block is certified',
        () => chainAt(scene, 'A', chain)?.certified?.height === 17
      )
      expect(readAll(scene, stranger, chain).entries, 'as far as the table').toHaveLength(16)
      expect(readAll(scene, stranger, chain, 17).entries, 'behind it').toHaveLength(1)
      // The next backup needs the oldest blocks, which no member has any more.
      scene.car(scene.nameOf(chosen[0] ?? '')).depart()
      scene.until(
        'it is replaced',
        () => (chainAt(scene, 'B', chain)?.table?.epoch ?? 0) > 1,
        60_000
      )
      for (const car of scene.cars('ABC')) {
        car.depart()
      }
      scene.car(scene.nameOf(chosen[1] ?? '')).depart()
      const reader = [...'DEFGH'].find((car) => scene.car(car).state === 'up') ?? ''
      expect(readAll(scene, reader, chain).entries).toHaveLength(17)
    })
  })

  it('group archive: a backup fetches again what its disk has lost', () => {
    play({ cars: 'ABCDEFG', backups: 2 }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      const height = putAll(scene, 'A', chain, 30)
      const { chosen } = place(scene, 'A', chain)
      const name = scene.nameOf(chosen[0] ?? '')
      const car = scene.car(name)
      car.crash('test')
      const keys = car.disk.keys(`b/${chain}/`)
      const lost = [keys[0], keys[3], keys[4], keys.at(-1)]
      car.disk.apply(lost.map((key) => ({ type: 'del', key: key ?? '' })))
      scene.until('it runs', () => car.state === 'up')
      expect(chainAt(scene, name, chain)?.damage.length).toBeGreaterThan(0)
      scene.until(
        'its blocks are back',
        () => chainAt(scene, name, chain)?.damage.length === 0,
        60_000
      )
      expect(chainAt(scene, name, chain)?.held).toEqual([{ from: 1, to: height }])
    })
  })
})
