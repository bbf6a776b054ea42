/**
 * Whole fleets: what they cost when nothing or much happens, and what doubled, late, false and
 * replayed messages do to them.
 */
import { describe, expect, test } from 'vitest'
import { signPayload } from '../../src/core/signed.ts'
import type { CertifyMessage } from '../../src/protocols/certify/index.ts'
import type { ReadMessage } from '../../src/protocols/read/index.ts'
import type { ReplicateMessage } from '../../src/protocols/replicate/index.ts'
import { encodeHop } from '../../src/protocols/spread/spec.ts'
import type { Spread } from '../../src/protocols/spread/types.ts'
import type { VirtualVehicle } from '../../src/sim/virtual-vehicle.ts'
import type { VehicleOptions } from '../../src/vehicle/options.ts'
import type { BoothOpened } from '../../src/vehicle/requests.ts'
import { entries, play, type Scene } from '../support/scene.ts'

const peersOf = (scene: Scene, names: string): readonly string[] =>
  scene.cars(names).map(({ peer }) => peer)

/** Counts facts by vehicle and name. */
function countFacts(scene: Scene): (vehicle: string, name: string) => number {
  const counts = new Map<string, number>()
  scene.world.observe({
    fact(vehicle, fact) {
      const key = `${vehicle.name} ${fact.name}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  })
  return (vehicle, name) => counts.get(`${vehicle} ${name}`) ?? 0
}

describe('what a fleet costs', () => {
  const settings = [
    ['as many others as backups', 'ABC', false],
    ['more vehicles, and backups that stay', 'ABCDE', true]
  ] as const
  test.each(settings)('B13: booths of one record each: traffic is linear: %s', (_, cars, stay) => {
    const bytesOf = (booths: number): number => {
      let bytes = 0
      const options = (): VehicleOptions => ({ replicate: { preferCurrent: stay } })
      play({ cars, options }, (scene) => {
        const before = scene.world.network.bytes
        const participants = peersOf(scene, cars.slice(1))
        for (let i = 0; i < booths; i++) {
          scene.end('A', { participants, entries: entries(1, 200) })
        }
        bytes = scene.world.network.bytes - before
      })
      return bytes
    }
    const [some, twice] = [bytesOf(30), bytesOf(60)]
    expect(twice / some).toBeGreaterThan(1.9)
    expect(twice / some).toBeLessThan(2.1)
    // Each block is agreed on, copied and told of: never the whole chain.
    expect(twice / 60).toBeLessThan(30_000)
  })

  test('B28: an idle fleet is nearly still, and goes on being so', () => {
    const cars = 'ABCDEFG'
    play({ cars }, (scene) => {
      scene.open('A', 'BC')
      scene.append('A', entries(10))
      scene.end('A')
      scene.run(60_000)
      const counts = new Map<string, number>()
      const count = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1)
      scene.world.observe({
        stepped(_vehicle, _event, effects) {
          count('event')
          for (const { type } of effects) {
            count(type)
          }
        }
      })
      const timersOf = (): readonly number[] =>
        scene.cars(cars).map((vehicle) => vehicle.load()?.timers ?? 0)
      const [timers, bytes] = [timersOf(), scene.world.network.bytes]
      const minutes = 10
      scene.run(minutes * 60_000)
      // What one vehicle may do in a minute in which nothing happens.
      const most = { event: 150, send: 20, gossip: 10, write: 4, load: 1, fact: 0, reply: 0 }
      for (const [what, max] of Object.entries(most)) {
        const perMinute = (counts.get(what) ?? 0) / cars.length / minutes
        expect(perMinute, what).toBeLessThanOrEqual(max)
      }
      const bytesPerMinute = (scene.world.network.bytes - bytes) / cars.length / minutes
      expect(bytesPerMinute, 'bytes sent').toBeLessThan(4_000)
      expect(timersOf()).toEqual(timers)
    })
  })
})

describe('a side without quorum', () => {
  test('B19: append and end are answered in time, and with others it goes on', () => {
    play({ cars: 'ABCDE' }, (scene) => {
      scene.open('A', 'BCD')
      scene.append('A', entries(1))
      scene.cut('AB', 'CD')
      const beforeMs = scene.world.nowMs()
      const append = scene.begin('A', { type: 'append', entries: entries(1) })
      const end = scene.beginEnd('A', { deadlineMs: 4_000 })
      scene.until('both are answered', () => Boolean(append.answer && end.answer), 5_500)
      // What was proposed may be certified by the other side yet: unknown, not refused.
      expect(append.answer).toMatchObject({ type: 'unknown', operation: expect.any(String) })
      expect(end.answer).toMatchObject({ type: 'unknown', operation: 'op-1' })
      const late = scene.ask('A', { type: 'append', entries: entries(1) }, 100)
      expect(late).toMatchObject({ type: 'refused', reason: 'busy', retry: true })
      const same = scene.ask('A', { type: 'openBooth', members: peersOf(scene, 'BCD') }, 100)
      expect(same).toMatchObject({ type: 'refused', reason: 'busy', retry: true })
      expect(scene.world.nowMs() - beforeMs).toBeLessThan(6_000)
      // Reading needs no quorum.
      expect(scene.read('B', 'A').entries).toHaveLength(1)
      // A booth of those in reach certifies what waits, once.
      scene.get<BoothOpened>('A', { type: 'openBooth', members: peersOf(scene, 'BE') })
      const again = scene.end('A', { operation: 'op-1' })
      expect(again).toMatchObject({ state: 'sealed', operation: 'op-1' })
      expect(scene.read('E', 'A').entries).toHaveLength(2)
    })
  })

  test.each([
    ['nobody asks again', false],
    ['the proposer is restarted meanwhile', true]
  ])(
    'B19: what was not sealed in time is sealed and placed when the others are back: %s',
    (_, again) => {
      play({ cars: 'ABCDE' }, (scene) => {
        scene.open('A', 'BCD')
        scene.append('A', entries(1))
        scene.cut('AB', 'CD')
        const end = scene.beginEnd('A', { deadlineMs: 4_000, entries: entries(1) })
        scene.run(10_000)
        expect(end.answer).toMatchObject({ type: 'unknown', operation: 'op-1' })
        if (again) {
          scene.car('A').crash('kill -9')
          scene.run(10_000)
        }
        expect(scene.chain('A', 'A')?.table).toBeUndefined()
        scene.world.network.heal()
        scene.until('it is placed', () => scene.chain('A', 'A')?.table?.height === 2)
        expect(scene.read('E', 'A', { minHeight: 2 }).entries).toHaveLength(2)
        const answer = scene.end('A', { operation: 'op-1' })
        expect(answer).toMatchObject({ state: 'sealed', height: 2, operation: 'op-1' })
      })
    }
  )

  test('B19: a booth whose members are out of reach is refused in time, by name', () => {
    play({ cars: 'ABCD' }, (scene) => {
      scene.cut('AB', 'CD')
      const members = peersOf(scene, 'BCD')
      const answer = scene.ask('A', { type: 'openBooth', members }, 6_000)
      expect(answer).toMatchObject({ type: 'refused', reason: 'membersMissing', retry: true })
      const missing = answer.type === 'refused' ? answer.detail?.['missing'] : undefined
      expect(scene.namesOf(missing as readonly string[])).toBe('CD')
    })
  })
})

describe('messages that are not as they should be', () => {
  const FALSE_HASH = 'ab'.repeat(32)
  type Said = CertifyMessage | ReplicateMessage | ReadMessage

  const flip = (bytes: Uint8Array): Uint8Array => {
    const changed = bytes.slice()
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    return changed
  }
  const lies: readonly (readonly [string, string, (said: Said) => unknown])[] = [
    ['the signature', 'BDE', (said) => said.type === 'vote' && { signature: flip(said.signature) }],
    ['the height', 'BDE', (said) => said.type === 'vote' && { height: said.height + 1 }],
    ['the hash', 'BCD', (said) => said.type === 'vote' && { hash: FALSE_HASH }],
    ['the booth', 'BCD', (said) => said.type === 'vote' && { booth: FALSE_HASH }],
    ['the acknowledgement', 'BDE', (said) => said.type === 'hold' && { ack: flip(said.ack) }],
    ['the blocks', 'BCD', (said) => said.type === 'data' && { blocks: said.blocks.map(flip) }]
  ]
  test.each(lies)(
    'B15: a vehicle that always changes %s changes nothing else',
    (what, kept, lie) => {
      play({ cars: 'ABCDE', backups: 3 }, (scene) => {
        const liar: VirtualVehicle = scene.car('C')
        liar.isByzantine = true
        let lied = 0
        scene.world.network.tamper(liar.peer, (_to, _protocol, message) => {
          const change = lie(message as Said)
          lied += change ? 1 : 0
          return [change ? { ...(message as Said), ...(change as object) } : message]
        })
        scene.open('A', 'BCD')
        for (let i = 0; i < 3; i++) {
          scene.append('A', entries(2, 1_000))
        }
        const { state, chosen } = scene.end('A')
        expect(state).toBe('sealed')
        // Whoever signed something false is not drawn; a vote for something else counts for nothing.
        expect(scene.namesOf(chosen)).toBe(kept)
        scene.cut('AB', 'E')
        scene.until('C and D are in reach', () => scene.status('E').connected.length === 2)
        for (let i = 0; i < 10; i++) {
          const { entries: read, servedBy } = scene.read('E', 'A')
          expect(read).toHaveLength(6)
          expect(what === 'the blocks' ? scene.nameOf(servedBy) : '').not.toBe('C')
        }
        expect(lied, 'it has lied').toBeGreaterThan(0)
      })
    }
  )

  test('B16: every message twice, late and overtaken: all happens once', () => {
    const network = {
      loss: 0,
      duplication: 1,
      delayMsMin: 1,
      delayMsMax: 400,
      slow: 0,
      gossipLoss: 0
    }
    play({ cars: 'ABCDE', faults: { network } }, (scene) => {
      for (let booth = 1; booth <= 3; booth++) {
        scene.open('A', 'BCD')
        for (let i = 0; i < 4; i++) {
          scene.append('A', entries(2, 20_000))
        }
        expect(scene.end('A', {}, 60_000)).toMatchObject({ state: 'sealed', epoch: booth })
      }
      // C4 and V1 to V3, which are watched, say that nothing stands twice or is missing.
      expect(scene.read('E', 'A', { deadlineMs: 20_000 }).entries).toHaveLength(24)
      scene.run(60_000)
      const before = scene.world.network.messages
      scene.run(60_000)
      expect(scene.world.network.messages - before, 'it comes to rest').toBeLessThan(5 * 40)
    })
  })
})

describe('results that are passed on', () => {
  /** P - A - B - C stand in a line; X sees C alone. */
  function playLine(
    lifetime: number,
    story: (scene: Scene, heard: ReadonlyMap<string, Spread>) => void
  ): void {
    const options = (): VehicleOptions => ({ spread: { lifetime }, replicate: { backups: 0 } })
    play({ cars: 'PABCX', backups: 0, seed: 2, options }, (scene) => {
      const heard = new Map<string, Spread>()
      scene.world.observe({
        delivered(to, from, protocol, message) {
          if (protocol === 'spread' && (message as Spread).type === 'spread') {
            heard.set(`${scene.nameOf(from)}${to.name}`, message as Spread)
          }
        }
      })
      scene.cut('P', 'BCX')
      scene.cut('A', 'CX')
      scene.cut('B', 'X')
      const degrees = (): string =>
        [...'PABCX'].map((name) => scene.status(name).connected.length).join('')
      scene.until('they stand in a line', () => degrees() === '12221')
      scene.open('P', '')
      scene.append('P', entries(3))
      scene.end('P')
      scene.run(5_000)
      story(scene, heard)
    })
  }

  test.each([
    [0, ''],
    [1, 'A'],
    [2, 'AB'],
    [3, 'ABC'],
    [4, 'ABCX']
  ])('B30: with a lifetime of %i a result reaches %s and nobody behind', (lifetime, reached) => {
    playLine(lifetime, (scene) => expect(scene.holders('P')).toBe(reached))
  })

  test('B30: a result replayed, exhausted or with a forged hop is refused and kept by nobody', () => {
    playLine(2, (scene, heard) => {
      const genuine = heard.get('AB')
      expect(genuine?.hops).toHaveLength(2)
      expect(scene.holders('P')).toBe('AB')
      const facts = countFacts(scene)
      const { hops, ...result } = genuine as Spread
      const { certified, chain } = scene.chain('P', 'P') ?? {}
      const hop = (signer: string, lifetime: number, name = signer): Uint8Array => {
        const { crypto } = scene.car(signer)
        const { height = 0, hash = '' } = certified ?? {}
        const { peer } = scene.car(name)
        const payload = encodeHop({ chain: chain ?? '', height, hash, lifetime, peer })
        return signPayload(crypto, 'vguard/hop/1', payload)
      }
      const traces: Readonly<Record<string, readonly Uint8Array[]>> = {
        'replayed by another than its last hop': hops,
        'passed on with what was left': [...hops, hop('X', 1)],
        'passed on with nothing left': [...hops, hop('X', 0)],
        'with more than before': [...hops, hop('X', 7)],
        'with a hop in the name of another': [...hops.slice(0, 1), hop('X', 2, 'B'), hop('X', 1)],
        'begun by another than its proposer': [hop('X', 2)],
        'without a trace': []
      }
      scene.world.network.tamper(scene.car('X').peer, (_to, _protocol, message) => [message])
      for (const [i, [how, trace]] of Object.entries(traces).entries()) {
        const forged: Spread = { ...result, type: 'spread', hops: trace }
        scene.world.network.send(scene.car('X').peer, scene.car('C').peer, 'spread', forged)
        scene.run(1_000)
        expect(facts('C', 'spread:refused'), how).toBe(i + 1)
        expect(scene.holders('P'), how).toBe('AB')
      }
    })
  })

  test('B30: a genuine result that comes again is neither kept, acknowledged nor passed on', () => {
    playLine(4, (scene, heard) => {
      const genuine = heard.get('BC') as Spread
      let said = 0
      scene.world.observe({
        sent(vehicle, _to, protocol) {
          said += vehicle.name === 'C' && protocol === 'spread' ? 1 : 0
        }
      })
      for (let i = 0; i < 5; i++) {
        scene.world.network.send(scene.car('B').peer, scene.car('C').peer, 'spread', genuine)
      }
      scene.run(2_000)
      expect(said).toBe(0)
    })
  })
})
