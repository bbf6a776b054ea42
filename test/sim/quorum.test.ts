/**
 * Groups that keep each key with as many members as asked, as whole vehicles: what is answered, who
 * leads, and what comes into the log.
 */
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../src/core/block.ts'
import { decodeCommand } from '../../src/core/command.ts'
import { blockKey } from '../../src/core/keyspace.ts'
import { decodeStoredBlock } from '../../src/core/stored-block.ts'
import type { PaxosStatus } from '../../src/protocols/paxos/index.ts'
import { decodeRegister } from '../../src/protocols/quorum/register.ts'
import {
  decodeResult,
  encodeOperation,
  encodeQuery,
  keyOfText,
  textOfKey
} from '../../src/state/kv/index.ts'
import { ArchiveBatch } from '../../src/state/quorum-archive/messages.ts'
import type { Submitted } from '../../src/vehicle/requests.ts'
import { get, groupOf, leader, open, put } from '../support/quorum-scene.ts'
import { putOf } from '../support/ring-scene.ts'
import { play, type Scene } from '../support/scene.ts'

/** Keys of all values in the log that this vehicle keeps. */
const loggedKeys = (scene: Scene, car: string, chain: string): readonly string[] => {
  const { disk, crypto } = scene.car(car)
  const paxos = scene.status(car).machines['paxos'] as PaxosStatus
  const decided = paxos.groups.find((one) => one.chain === chain)?.decided ?? 0
  const keys: string[] = []
  for (let height = 1; height <= decided; height++) {
    const stored = disk.get(blockKey(chain, height))
    const { body } = stored === undefined ? {} : decodeStoredBlock(crypto, stored).block
    for (const entry of body === undefined ? [] : entriesOf(body)) {
      const command = decodeCommand(entry)
      const batch =
        command.type === 'operation' ? ArchiveBatch.decode(command.operation) : undefined
      keys.push(...(batch?.registers ?? []).map((one) => textOfKey(decodeRegister(one).key)))
    }
  }
  return keys
}

/** Attempts to be elected, and what came of them, from now on. */
const watchElections = (
  scene: Scene
): { tries(car: string): number; readonly changes: readonly string[] } => {
  const tries = new Map<string, number>()
  const changes: string[] = []
  scene.world.observe({
    sent({ name }, _to, protocol, message) {
      const { type } = message as { readonly type: string }
      // Whoever has members above it asks these first.
      if (protocol === 'quorum' && (type === 'election' || type === 'claim')) {
        tries.set(name, (tries.get(name) ?? 0) + 1)
      }
    },
    fact({ name: car }, { name }) {
      if (
        ['quorum:claimed', 'quorum:elected', 'quorum:deposed', 'quorum:followed'].includes(name)
      ) {
        changes.push(`${car} ${name}`)
      }
    }
  })
  return { tries: (car) => tries.get(car) ?? 0, changes }
}

/** Each of these puts a value, which all of them read. */
const useAll = (scene: Scene, chain: string, cars: readonly string[], word: string): void => {
  for (const car of cars) {
    expect(put(scene, car, chain, 'k', `${car} ${word}`).type, `${car} ${word}`).toBe('ok')
    for (const reader of cars) {
      expect(get(scene, reader, chain, 'k'), `${reader} reads of ${car} ${word}`).toBe(
        `${car} ${word}`
      )
    }
  }
}

describe('quorum groups', () => {
  it('quorum: what is put anywhere is read everywhere, also by vehicles that are no members', () => {
    play({ cars: 'ABCDE' }, (scene) => {
      const chain = open(scene, 'ABC')
      for (const car of 'ABCDE') {
        expect(put(scene, car, chain, `k-${car}`, car).type, car).toBe('ok')
        for (const reader of 'ABCDE') {
          expect(get(scene, reader, chain, `k-${car}`), `${car} at ${reader}`).toBe(car)
        }
      }
    })
  })

  it('quorum: what was acknowledged comes into the log, also what a dead leader left', () => {
    play({ cars: 'ABC' }, (scene) => {
      const chain = open(scene, 'ABC')
      expect(put(scene, 'A', chain, 'early', 'x').type).toBe('ok')
      const first = leader(scene, chain, 'ABC')
      const [other = ''] = [...'ABC'].filter((car) => car !== first)
      scene.until(
        'it is in the log',
        () => loggedKeys(scene, other, chain).includes('early'),
        5_000
      )
      expect(put(scene, other, chain, 'late', 'y').type).toBe('ok')
      scene.car(first).crash('kill -9')
      scene.until(
        'it is in the log too',
        () => loggedKeys(scene, other, chain).includes('late'),
        20_000
      )
      expect(get(scene, other, chain, 'late')).toBe('y')
    })
  })

  it('B17: the leader is killed, and what it acknowledged is there', () => {
    play({ cars: 'ABCD' }, (scene) => {
      const chain = open(scene, 'ABC')
      for (let round = 0; round < 3; round++) {
        expect(put(scene, 'D', chain, 'k', `${round}`).type, `round ${round}`).toBe('ok')
        const led = leader(scene, chain, 'ABC')
        scene.car(led).crash('kill -9')
        expect(get(scene, 'D', chain, 'k'), `round ${round}`).toBe(`${round}`)
        scene.until('it is back', () => scene.car(led).state === 'up', 10_000)
      }
    })
  })

  it('B17: the highest two are dead, those below hear the lowest only: it leads, and all are served', () => {
    play({ cars: 'ABCDEF' }, (scene) => {
      const chain = open(scene, 'ABCDE')
      expect(put(scene, 'F', chain, 'before', 'x').type).toBe('ok')
      const byId = scene.cars('ABCDE').toSorted((a, b) => (a.peer < b.peer ? -1 : 1))
      const [lowest = '', low = '', high = '', ...highest] = byId.map(({ name }) => name)
      for (const car of highest) {
        scene.car(car).depart()
      }
      // All three are the majority, which those above the lowest do not hear.
      scene.cut(low, high)
      const isLed = (): boolean => groupOf(scene, lowest, chain)?.role === 'leader'
      scene.until('the lowest leads', isLed, 30_000)
      for (const car of [lowest, low, high, 'F']) {
        expect(put(scene, car, chain, car, 'led by the lowest').type, car).toBe('ok')
      }
      expect(get(scene, lowest, chain, 'before')).toBe('x')
      scene.world.network.heal()
      for (const car of [lowest, low, high, 'F']) {
        expect(get(scene, car, chain, low), car).toBe('led by the lowest')
      }
      expect(isLed(), 'who is heard is not replaced').toBe(true)
    })
  })

  it('quorum: a link that goes one way, or flaps, replaces no leader, and everybody is served', () => {
    play({ cars: 'ABCDE' }, (scene) => {
      const chain = open(scene, 'ABC')
      const led = leader(scene, chain, 'ABC')
      const epoch = groupOf(scene, led, chain)?.epoch
      const [deaf = '', third = ''] = [...'ABC'].filter((car) => car !== led)
      const [from, to] = [scene.car(led).peer, scene.car(deaf).peer]
      scene.world.network.block(from, to, 'quorum')
      for (let i = 0; i < 5; i++) {
        scene.run(2_000)
        for (const car of [led, deaf, third, 'D']) {
          expect(put(scene, car, chain, 'k', `${car} ${i}`).type, `${car}, round ${i}`).toBe('ok')
        }
      }
      expect(groupOf(scene, led, chain)).toMatchObject({ role: 'leader', epoch })
      scene.world.network.heal()
      const watched = watchElections(scene)
      // Longer than a leader may be silent, so that the member behind the link tries to be elected.
      for (let i = 0; i < 10; i++) {
        const far = i < 5 ? deaf : third
        const cars = [far, ...[...'ABCD'].filter((car) => car !== far)]
        const [a, b] = [scene.car(led).peer, scene.car(far).peer]
        scene.run(400)
        expect(groupOf(scene, far, chain)?.leader, `round ${i}: it is heard`).toBe(a)
        scene.world.network.block(a, b, 'quorum')
        scene.world.network.block(b, a, 'quorum')
        const told = watched.tries(far)
        useAll(scene, chain, cars, `cut ${i}`)
        scene.run(900)
        expect(watched.tries(far), `round ${i}: ${far} tries`).toBeGreaterThan(told)
        useAll(scene, chain, cars, `silent ${i}`)
        scene.world.network.heal()
        useAll(scene, chain, cars, `healed ${i}`)
      }
      expect(watched.changes, 'claims, and leaders that come and go').toEqual([])
      expect(groupOf(scene, led, chain)).toMatchObject({ role: 'leader', epoch })
    })
  })

  it('B19: without as many members as a write asks nothing is written, and it is said in time', () => {
    play({ cars: 'ABC' }, (scene) => {
      const chain = open(scene, 'ABC')
      expect(put(scene, 'A', chain, 'k', 'v').type).toBe('ok')
      scene.cut('A', 'BC')
      const operation = encodeOperation(putOf('k', 'alone'))
      const answer = scene.ask('A', { type: 'submit', chain, operation, deadlineMs: 1_000 })
      expect(['refused', 'unknown']).toContain(answer.type)
      const question = encodeQuery({ type: 'get', key: keyOfText('k') })
      const read = scene.ask('A', { type: 'query', chain, question, deadlineMs: 1_000 })
      expect(read).toMatchObject({ type: 'refused', retry: true })
    })
  })

  it('B19: what a member that is alone could send to nobody is refused for certain', () => {
    play({ cars: 'ABC' }, (scene) => {
      const chain = open(scene, 'ABC')
      expect(put(scene, 'A', chain, 'k', 'v').type).toBe('ok')
      const led = leader(scene, chain, 'ABC')
      const [alone = ''] = [...'ABC'].filter((car) => car !== led)
      for (const car of scene.cars([...'ABC'].filter((name) => name !== alone).join(''))) {
        car.depart()
      }
      scene.run(10_000)
      const operation = encodeOperation(putOf('k', 'alone'))
      const answer = scene.ask(alone, { type: 'submit', chain, operation, deadlineMs: 1_000 })
      expect(answer).toMatchObject({ type: 'refused', reason: 'unreachable', retry: true })
    })
  })

  it('B18: a member that lost its disk counts when it was taken in again and has pulled all', () => {
    play({ cars: 'ABC' }, (scene) => {
      const chain = open(scene, 'ABC')
      expect(put(scene, 'A', chain, 'k', 'v').type).toBe('ok')
      const led = leader(scene, chain, 'ABC')
      const [lost = '', third = ''] = [...'ABC'].filter((car) => car !== led)
      const vehicle = scene.car(lost)
      vehicle.crash('wiped')
      vehicle.disk.apply(vehicle.disk.keys('').map((key) => ({ type: 'del', key })))
      scene.until('it is back', () => vehicle.state === 'up', 10_000)
      scene.run(5_000)
      expect(groupOf(scene, lost, chain)?.role ?? 'learner').toBe('learner')
      const members = scene.cars('ABC').map(({ peer }) => peer)
      scene.get(led, { type: 'changeMembers', chain, members, operation: 'again' }, 60_000)
      scene.until(
        'it counts',
        () => {
          const group = groupOf(scene, lost, chain)
          return group !== undefined && group.fault === undefined && group.booth === 2
        },
        20_000
      )
      scene.car(third).depart()
      expect(put(scene, led, chain, 'k', 'with the new disk').type).toBe('ok')
      expect(get(scene, lost, chain, 'k')).toBe('with the new disk')
    })
  })

  it('quorum: without a leader every member writes, and what it wrote comes into the log', () => {
    play({ cars: 'ABCD' }, (scene) => {
      const chain = open(scene, 'ABC', { leaderless: true })
      for (const car of 'ABCD') {
        const answer = put(scene, car, chain, 'k', car)
        expect(answer.type, car).toBe('ok')
        const { result } = (answer as { value: Submitted }).value
        expect(decodeResult(result).type).toBe('put')
        expect(get(scene, 'D', chain, 'k'), car).toBe(car)
      }
      scene.until('it is in the log', () => loggedKeys(scene, 'A', chain).includes('k'), 10_000)
      expect(groupOf(scene, 'A', chain)?.role).toBe('peer')
    })
  })
})
