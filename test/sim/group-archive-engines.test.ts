/**
 * Chains of groups of every engine in the archive: what an engine puts into its log is closed into
 * blocks, placed, let go by old copies, and read when every member is gone.
 */
import { describe, expect, it } from 'vitest'
import { decodeCommand } from '../../src/core/command.ts'
import type { GroupEngine } from '../../src/core/genesis.ts'
import type { PaxosStatus } from '../../src/protocols/paxos/index.ts'
import { decodeRegister } from '../../src/protocols/quorum/register.ts'
import {
  decodeOperation as decodeKv,
  encodeOperation,
  textOfKey
} from '../../src/state/kv/index.ts'
import { decodeArchiveBatch } from '../../src/state/quorum-archive/index.ts'
import { decodeOperation as decodeRing } from '../../src/state/ring/index.ts'
import type { ReadResult, Submitted } from '../../src/vehicle/requests.ts'
import { chainAt, change, copies, place, readAll } from '../support/group-archive-scene.ts'
import { groupOf, open as openQuorum } from '../support/quorum-scene.ts'
import { openRing, putOf } from '../support/ring-scene.ts'
import { play, type Scene } from '../support/scene.ts'

const WORD = 'what is put under'

const open = (scene: Scene, engine: GroupEngine): string => {
  switch (engine) {
    case 'quorum':
      return openQuorum(scene, 'ABC')
    case 'twophase':
      return openRing(scene, 'ABC').chain
    default: {
      const members = scene.cars('ABC').map(({ peer }) => peer)
      const asked = { type: 'openGroup', engine, state: 'kv', name: 'log', workBits: 0 } as const
      return scene.get<{ readonly chain: string }>('A', { ...asked, members }).chain
    }
  }
}

const decidedAt = (scene: Scene, car: string, chain: string): number => {
  const paxos = scene.status(car).machines['paxos'] as PaxosStatus
  return paxos.groups.find((one) => one.chain === chain)?.decided ?? 0
}

/**
 * Puts these keys one after the other, and waits until nothing more goes into the log on their account:
 * quorum puts in what was acknowledged later, and twophase that all owners have done it. Returns its height.
 */
const putAll = (scene: Scene, chain: string, keys: readonly string[], bytes = 0): number => {
  for (const key of keys) {
    const operation = encodeOperation(putOf(key, `${WORD} ${key}`.padEnd(bytes)))
    scene.get<Submitted>('B', { type: 'submit', chain, operation })
    // Longer than quorum gathers what it puts in, so that every key comes in a block of its own.
    scene.run(600)
  }
  const unarchived = (): number =>
    [...'ABC'].reduce((sum, car) => sum + (groupOf(scene, car, chain)?.unarchived ?? 0), 0)
  scene.until('all of it is in the log', () => unarchived() === 0)
  scene.run(2_000)
  return decidedAt(scene, 'A', chain)
}

/** Keys that are put by these entries; of twophase, which names none, how many transactions are committed. */
const told = (engine: GroupEngine, { entries }: ReadResult): string => {
  const operations = entries.flatMap(({ entry }) => {
    const command = decodeCommand(entry)
    return command.type === 'operation' ? [command.operation] : []
  })
  switch (engine) {
    case 'quorum': {
      const registers = operations.flatMap((one) => decodeArchiveBatch(one).registers)
      return [...new Set(registers.map((one) => textOfKey(decodeRegister(one).key)))].join(' ')
    }
    case 'twophase': {
      const all = operations.map(decodeRing)
      return `${all.reduce((sum, one) => sum + (one.type === 'decide' ? one.commits.length : 0), 0)}`
    }
    default:
      return operations
        .map(decodeKv)
        .flatMap((one) => (one.type === 'put' ? [textOfKey(one.key)] : []))
        .join(' ')
  }
}

/** Whether values of these keys stand in the entries. */
const hasValues = ({ entries }: ReadResult, keys: readonly string[]): boolean =>
  keys.every((key) =>
    entries.some(({ entry }) => Buffer.from(entry).includes(`${WORD} ${key}`, 0, 'utf8'))
  )

const KEYS = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6']
const ENGINES = ['paxos', 'quorum', 'twophase'] as const

describe.each(ENGINES)('group archive of the engine %s', (engine) => {
  const expectAll = (read: ReadResult, keys: readonly string[] = KEYS): void => {
    const isRing = engine === 'twophase'
    expect(told(engine, read)).toBe(isRing ? `${keys.length}` : keys.join(' '))
    // Values of a ring are with its owners alone; its blocks tell what was decided.
    expect(hasValues(read, keys), 'values in the blocks').toBe(!isRing)
  }

  it('group archive: any member may be asked, and a stranger reads with all members gone', () => {
    play({ cars: 'ABCDEFG', backups: 2 }, (scene) => {
      const chain = open(scene, engine)
      const height = putAll(scene, chain, KEYS)
      expect(height).toBeGreaterThanOrEqual(KEYS.length)
      // Whether it makes another table or tells of the one that covers all, it is sealed so far.
      for (const car of 'ABC') {
        expect(place(scene, car, chain), car).toMatchObject({ state: 'sealed', height })
      }
      const backups = scene.namesOf(place(scene, 'A', chain).chosen)
      expect(backups).toMatch(/^[DEFG]{2}$/)
      expect(copies(scene, chain)).toBe(['A', 'B', 'C', ...backups].sort().join(''))
      scene.run(2_000)
      for (const car of 'ABCDEFG') {
        expect(chainAt(scene, car, chain)?.table?.height, car).toBe(height)
      }
      for (const car of scene.cars('ABC')) {
        car.depart()
      }
      scene.world.addVehicle('stranger').start()
      scene.run(3_000)
      const read = readAll(scene, 'stranger', chain)
      expect(read.headHeight).toBe(height)
      expect(backups).toContain(scene.nameOf(read.servedBy))
      expectAll(read)
    })
  })

  it('group archive: the next table releases the backups that it leaves out', () => {
    const replicate = { preferCurrent: false }
    play({ cars: 'ABCDEFGH', backups: 2, options: () => ({ replicate }) }, (scene) => {
      const chain = open(scene, engine)
      const candidatesOf = (cars: string) => ({
        candidates: scene.cars(cars).map(({ peer }) => peer)
      })
      putAll(scene, chain, KEYS.slice(0, 3))
      expect(scene.namesOf(place(scene, 'A', chain, candidatesOf('DE')).chosen)).toBe('DE')
      const height = putAll(scene, chain, KEYS.slice(3))
      const second = place(scene, 'C', chain, candidatesOf('FG'))
      expect([scene.namesOf(second.chosen), second.height]).toEqual(['FG', height])
      scene.until('the first copies are gone', () => copies(scene, chain) === 'ABCFG')
      expect(chainAt(scene, 'D', chain)?.duty).toBe('former')
      expectAll(readAll(scene, 'H', chain))
    })
  })

  it('group archive: a change of members places what the booth before has agreed on', () => {
    play({ cars: 'ABCDEFGH', backups: 2 }, (scene) => {
      const chain = open(scene, engine)
      const height = putAll(scene, chain, KEYS)
      // Of the engine quorum enough members stay that have all that is to be handed over.
      change(scene, 'A', chain, engine === 'quorum' ? 'ABD' : 'CDE')
      const table = () => chainAt(scene, 'H', chain)?.table
      scene.until('the end is placed', () => (table()?.height ?? 0) >= height, 20_000)
      for (const car of scene.cars('ABC')) {
        car.depart()
      }
      expectAll(readAll(scene, 'H', chain))
    })
  })

  it('group archive: a leader that crashes while it places leaves the chain to the next', () => {
    play({ cars: 'ABCDEFG', backups: 3 }, (scene) => {
      const chain = open(scene, engine)
      const height = putAll(scene, chain, KEYS)
      let crashed = ''
      scene.when(
        'sent',
        (car, type) => {
          crashed = type === 'manifest' ? car : ''
          return crashed !== ''
        },
        () => scene.car(crashed).crash('test')
      )
      const asked = scene.begin('B', { type: 'place', chain, deadlineMs: 20_000 })
      scene.until('B has an answer', () => asked.answer !== undefined, 40_000)
      expect(crashed).toBe('A')
      expect(asked.answer).toMatchObject({ type: 'ok', value: { state: 'sealed', height } })
      expectAll(readAll(scene, 'B', chain))
    })
  })

  it('group archive: with its members gone the backups keep the number of copies', () => {
    const replicate = { memberAbsentMs: 3_000, repairIntervalMs: 1_000, proposerAbsentMs: 12_000 }
    play({ cars: 'ABCDEFGHI', backups: 3, options: () => ({ replicate }) }, (scene) => {
      const chain = open(scene, engine)
      const height = putAll(scene, chain, KEYS)
      const { chosen } = place(scene, 'A', chain)
      scene.run(2_000)
      for (const car of scene.cars('ABC')) {
        car.depart()
      }
      scene.car(scene.nameOf(chosen[0] ?? '')).depart()
      const left = scene.nameOf(chosen[1] ?? '')
      const table = () => chainAt(scene, left, chain)?.table
      scene.until('a backup is replaced', () => (table()?.epoch ?? 0) > 1, 90_000)
      const { members = [] } = table() ?? {}
      expect(members).toHaveLength(3)
      expect(members).not.toContain(chosen[0])
      const holders = new Set([...chosen, ...members])
      const reader = [...'DEFGHI'].find((car) => !holders.has(scene.car(car).peer)) ?? ''
      const read = readAll(scene, reader, chain)
      expect(read.headHeight).toBe(height)
      expectAll(read)
    })
  })

  it('group archive: a backup fetches again what its disk has lost', () => {
    play({ cars: 'ABCDEFG', backups: 2 }, (scene) => {
      const chain = open(scene, engine)
      const height = putAll(scene, chain, KEYS)
      const { chosen } = place(scene, 'A', chain)
      const name = scene.nameOf(chosen[0] ?? '')
      const car = scene.car(name)
      car.crash('test')
      const keys = car.disk.keys(`b/${chain}/`)
      const lost = [keys[0], keys[3], keys.at(-1)]
      car.disk.apply(lost.map((key) => ({ type: 'del', key: key ?? '' })))
      const damage = () => chainAt(scene, name, chain)?.damage.length
      scene.until('it runs', () => car.state === 'up')
      expect(damage()).toBeGreaterThan(0)
      scene.until('its blocks are back', () => damage() === 0, 60_000)
      expect(chainAt(scene, name, chain)?.held).toEqual([{ from: 1, to: height }])
      for (const member of scene.cars('ABC')) {
        member.depart()
      }
      scene.car(scene.nameOf(chosen[1] ?? '')).depart()
      const reader = [...'DEFG'].find((other) => !chosen.includes(scene.car(other).peer)) ?? ''
      const read = readAll(scene, reader, chain)
      expect(scene.nameOf(read.servedBy), 'the others are gone').toBe(name)
      expectAll(read)
    })
  })
})

/**
 * Not of the engine twophase: its blocks carry no values, so the smallest log that can be asked for holds
 * some thousand transactions before anything is let go. The log is the same for all engines.
 */
describe.each(['paxos', 'quorum'] as const)('full log of the engine %s', (engine) => {
  const KEYS_MANY = Array.from({ length: 14 }, (_, i) => `k${i + 1}`)

  it('group archive: what members have let go for room is read from the backups, and copied among them', () => {
    const paxos = { logBytesMax: 1024 * 1024, snapshotEntries: 5, blocksKeptMin: 3 }
    const replicate = { memberAbsentMs: 3_000, repairIntervalMs: 1_000 }
    play({ cars: 'ABCDEFGH', backups: 2, options: () => ({ paxos, replicate }) }, (scene) => {
      const chain = open(scene, engine)
      putAll(scene, chain, KEYS_MANY, 100_000)
      const firstAt = (car: string) => chainAt(scene, car, chain)?.held[0]?.from ?? 1
      expect(firstAt('A'), 'no table, so nothing goes').toBe(1)
      const { chosen, height } = place(scene, 'A', chain)
      const all = [...KEYS_MANY, 'more']
      putAll(scene, chain, ['more'], 100_000)
      scene.until('members let blocks go', () => [...'ABC'].every((car) => firstAt(car) > 5))
      const stranger = [...'DEFGH'].find((car) => !chosen.includes(scene.car(car).peer)) ?? ''
      const read = readAll(scene, stranger, chain)
      expect(told(engine, read), 'as far as the table').toBe(KEYS_MANY.join(' '))
      expect(told(engine, readAll(scene, stranger, chain, height + 1)), 'behind it').toBe('more')
      // The next backup needs the oldest blocks, which no member has any more.
      scene.car(scene.nameOf(chosen[0] ?? '')).depart()
      const epoch = () => chainAt(scene, 'B', chain)?.table?.epoch ?? 0
      scene.until('it is replaced', () => epoch() > 1, 60_000)
      for (const car of scene.cars('ABC')) {
        car.depart()
      }
      scene.car(scene.nameOf(chosen[1] ?? '')).depart()
      const reader = [...'DEFGH'].find((car) => scene.car(car).state === 'up') ?? ''
      const last = readAll(scene, reader, chain)
      expect(told(engine, last)).toBe(all.join(' '))
      expect(hasValues(last, all)).toBe(true)
    })
  })
})
