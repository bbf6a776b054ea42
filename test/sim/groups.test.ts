/**
 * Groups in whole vehicles: a shared key-value store through crashes, wiped disks and absences, clients
 * on vehicles that belong to no group, and the archive beside it.
 */
import { describe, expect, it } from 'vitest'
import type { WriteOp } from '../../src/core/machine.ts'
import type { GroupStatus, PaxosStatus } from '../../src/protocols/paxos/types.ts'
import type { ReconcileStatus } from '../../src/protocols/reconcile/types.ts'
import type { Answer } from '../../src/sim/virtual-vehicle.ts'
import {
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  keyOfText
} from '../../src/state/kv/index.ts'
import type {
  GroupOpened,
  Queried,
  ReadRequest,
  ReadResult,
  Submitted
} from '../../src/vehicle/requests.ts'
import { entries, play, type Scene } from '../support/scene.ts'

const operation = (key: string, value: string): Uint8Array =>
  encodeOperation({
    type: 'put',
    key: keyOfText(key),
    value: { kind: 'bytes', bytes: new TextEncoder().encode(value) },
    ttlMs: 0,
    wantsPrevious: false
  })

const groupOf = (scene: Scene, car: string, chain: string): GroupStatus | undefined =>
  (scene.status(car).machines['paxos'] as PaxosStatus).groups.find((one) => one.chain === chain)

const reconcileOf = (scene: Scene, car: string): ReconcileStatus =>
  scene.status(car).machines['reconcile'] as ReconcileStatus

const open = (scene: Scene, opener: string, members: string, state: 'kv' | 'bank' = 'kv'): string =>
  scene.get<GroupOpened>(opener, {
    type: 'openGroup',
    state,
    members: scene.cars(members).map(({ peer }) => peer),
    name: 'shared',
    workBits: 0
  }).chain

const put = (scene: Scene, car: string, chain: string, key: string, value: string): Submitted => {
  const submitted = scene.get<Submitted>(car, {
    type: 'submit',
    chain,
    operation: operation(key, value)
  })
  expect(decodeResult(submitted.result)).toMatchObject({ type: 'put' })
  return submitted
}

const get = (scene: Scene, car: string, chain: string, key: string): string | undefined => {
  const question = encodeQuery({ type: 'get', key: keyOfText(key) })
  const { result } = scene.get<Queried>(car, { type: 'query', chain, question })
  const answer = decodeAnswer(result)
  const value = answer.type === 'get' ? answer.entry?.value : undefined
  return value?.kind === 'bytes' ? new TextDecoder().decode(value.bytes) : undefined
}

/** Past the rules of the archive, to which every entry is a record. */
const readLog = (
  scene: Scene,
  car: string,
  request: Pick<ReadRequest, 'chain' | 'fresh'>
): ReadResult => {
  let answer: Answer | undefined
  scene.car(car).request({ type: 'read', selector: {}, ...request }, (one) => {
    answer = one
  })
  scene.until(`${car} reads`, () => answer !== undefined)
  expect(answer).toMatchObject({ type: 'ok' })
  return (answer as Extract<Answer, { readonly type: 'ok' }>).value as ReadResult
}

const wipe = (scene: Scene, name: string): void => {
  const car = scene.car(name)
  car.crash('its disk is lost')
  const ops = car.disk.keys('').map((key): WriteOp => ({ type: 'del', key }))
  car.disk.apply(ops)
  scene.until(`${name} runs again`, () => car.state === 'up')
}

const agree = (scene: Scene, cars: string, chain: string): void => {
  scene.until(
    `${cars} agree`,
    () => {
      const all = [...cars].map((car) => groupOf(scene, car, chain))
      return all.every(
        (one) =>
          one !== undefined &&
          one.applied === one.decided &&
          one.digest === all[0]?.digest &&
          one.decided === all[0].decided
      )
    },
    20_000
  )
}

describe('groups', () => {
  it('groups: three vehicles share a store; one that crashes catches up', () => {
    play({ cars: 'ABC' }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      put(scene, 'A', chain, 'k', 'one')
      expect(get(scene, 'B', chain, 'k')).toBe('one')
      scene.car('C').crash('test')
      for (let i = 0; i < 200; i++) {
        put(scene, 'B', chain, `k${i}`, `v${i}`)
      }
      scene.until('C runs', () => scene.car('C').state === 'up')
      agree(scene, 'ABC', chain)
      expect(get(scene, 'C', chain, 'k199')).toBe('v199')
    })
  })

  it('groups: a member that was away for long fetches what is no longer in memory elsewhere', () => {
    play({ cars: 'ABC' }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      scene.cut('C', 'AB')
      for (let i = 0; i < 300; i++) {
        put(scene, 'A', chain, `k${i}`, `v${i}`)
      }
      scene.world.network.heal()
      agree(scene, 'ABC', chain)
    })
  })

  it('groups: a member keeps its data directory by name; who lost it joins again by a change', () => {
    play({ cars: 'ABC' }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      for (let i = 0; i < 150; i++) {
        put(scene, 'A', chain, `k${i}`, `v${i}`)
      }
      wipe(scene, 'C')
      put(scene, 'A', chain, 'late', 'yes')
      scene.run(5_000)
      expect(groupOf(scene, 'C', chain)?.role ?? 'learner').toBe('learner')
      const members = scene.cars('ABC').map(({ peer }) => peer)
      const request = { type: 'changeMembers', chain, members, operation: 'again' } as const
      const changed = scene.get<GroupOpened>('A', request, 20_000)
      expect(changed.number).toBe(2)
      agree(scene, 'ABC', chain)
      expect(groupOf(scene, 'C', chain)).toMatchObject({ booth: 2, fault: undefined })
      expect(scene.status('C').chains.find((one) => one.chain === chain)?.duty).toBe('voter')
      // The wiped vehicle is half of the majority now.
      scene.car('B').depart()
      put(scene, 'C', chain, 'end', 'well')
      expect(get(scene, 'A', chain, 'end')).toBe('well')
    })
  })

  it('groups: a vehicle outside finds the chain, submits and asks', () => {
    play({ cars: 'ABCD' }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      const { operation: id } = put(scene, 'D', chain, 'k', 'from outside')
      expect(id).toMatch(/^[0-9a-f]{32}:1$/)
      expect(get(scene, 'D', chain, 'k')).toBe('from outside')
      expect(scene.status('D').chains.find((one) => one.chain === chain)?.duty).toBe('none')
    })
  })

  it('groups: a vehicle outside reaches a group whose first members have all left', () => {
    play({ cars: 'ABCDEFG' }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      put(scene, 'A', chain, 'k', 'v')
      const members = scene.cars('DEF').map(({ peer }) => peer)
      const change = { type: 'changeMembers', chain, members, operation: 'move' } as const
      scene.get<GroupOpened>('A', change, 20_000)
      scene.until('they have taken over', () =>
        [...'DEF'].every((car) => groupOf(scene, car, chain)?.booth === 2)
      )
      for (const car of scene.cars('ABC')) {
        car.depart()
      }
      expect(get(scene, 'G', chain, 'k')).toBe('v')
    })
  })

  it('groups: the log of a group is never temporary, and takes no room from backups', () => {
    const retention = { temporaryAgeMs: 1_000, temporaryBytesMax: 0, sweepIntervalMs: 100 }
    play({ cars: 'ABC', options: () => ({ retention }) }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      for (let i = 0; i < 5; i++) {
        put(scene, 'A', chain, `k${i}`, `v${i}`)
      }
      scene.run(10_000)
      const { chains, quota } = scene.status('B')
      const [log] = chains.filter((one) => one.chain === chain)
      expect(log?.held).toEqual([{ from: 1, to: 5 }])
      expect(log?.certified?.height, 'so that it might be stripped').toBe(5)
      expect(quota.usedBytes).toBe(0)
    })
  })

  it('groups: a chain that nobody knows is refused at once, by name', () => {
    play({ cars: 'AB' }, (scene) => {
      const chain = scene.chainOf('A').replace(/^./, (one) => (one === '2' ? '3' : '2'))
      const request = { type: 'submit', chain, operation: operation('k', 'v') } as const
      expect(scene.ask('B', request, 3_000)).toMatchObject({
        type: 'refused',
        reason: 'unknownChain'
      })
    })
  })

  it('groups: lost blocks are fetched again; until then the vehicle votes nowhere', () => {
    play({ cars: 'ABC' }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      for (let i = 0; i < 20; i++) {
        put(scene, 'A', chain, `k${i}`, `v${i}`)
      }
      const car = scene.car('C')
      car.crash('test')
      const [, lost] = car.disk.keys(`b/${chain}/`)
      car.disk.apply([{ type: 'del', key: lost as string }])
      scene.until('C runs', () => car.state === 'up')
      const statusOf = () => scene.status('C').chains.find((one) => one.chain === chain)
      expect(groupOf(scene, 'C', chain)?.fault).toBe('damaged')
      scene.until('its blocks are back', () => statusOf()?.damage.length === 0)
      agree(scene, 'ABC', chain)
    })
  })

  it('groups: anyone reads the certified log of a group, whoever of its members is there', () => {
    play({ cars: 'ABCDE' }, (scene) => {
      const chain = open(scene, 'A', 'ABC')
      for (let i = 0; i < 5; i++) {
        put(scene, 'A', chain, `k${i}`, `v${i}`)
      }
      scene.run(3_000)
      scene.car('B').depart()
      const read = readLog(scene, 'D', { chain, fresh: true })
      expect(read.headHeight).toBeGreaterThanOrEqual(5)
      expect(read.entries.length).toBeGreaterThanOrEqual(5)
      scene.car('A').depart()
      const again = readLog(scene, 'E', { chain })
      expect(again.headHeight).toBe(read.headHeight)
    })
  })

  it('groups: the archive goes on beside, and knows what it cannot do for a group', () => {
    play({ cars: 'ABCDE', backups: 2 }, (scene) => {
      const chain = open(scene, 'A', 'ABC', 'bank')
      scene.open('A', 'BC')
      scene.append('A', entries(5))
      scene.end('A')
      expect(scene.read('E', 'A').entries).toHaveLength(5)
      const members = scene.cars('BC').map(({ peer }) => peer)
      const refused = [
        { type: 'place', chain },
        { type: 'openBooth', chain, members },
        { type: 'append', chain, entries: entries(1) },
        { type: 'endBooth', chain, operation: 'x', participants: members }
      ] as const
      for (const request of refused) {
        const answer = scene.ask('A', request, 30_000)
        expect(answer, request.type).toMatchObject({ type: 'refused' })
      }
      scene.run(10_000)
      expect(reconcileOf(scene, 'A').forks).toEqual([])
    })
  })
})
