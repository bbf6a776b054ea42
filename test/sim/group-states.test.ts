/**
 * Whole vehicles of a group whose old blocks are gone: whoever was away too long, or is new, gets the
 * state and the blocks behind it.
 */
import { describe, expect, it } from 'vitest'
import type { WriteOp } from '../../src/core/machine.ts'
import { createRandom } from '../../src/core/random.ts'
import type { GroupStatus, PaxosStatus } from '../../src/protocols/paxos/types.ts'
import { vehicleProgram } from '../../src/sim/archive/program.ts'
import { drawFaults, FAULT_NAMES } from '../../src/sim/faults.ts'
import type { Answer, VirtualVehicle } from '../../src/sim/virtual-vehicle.ts'
import { createWorld, type World } from '../../src/sim/world.ts'
import { encodeOperation, keyOfText } from '../../src/state/kv/index.ts'
import type { GroupOpened, VehicleRequest } from '../../src/vehicle/requests.ts'
import type { VehicleStatus } from '../../src/vehicle/types.ts'

/** Whole vehicles without the rules of the archive, by which no block goes that no table covers. */
interface Scene {
  readonly world: World
  car(name: string): VirtualVehicle
  cars(names: string): readonly VirtualVehicle[]
  until(what: string, holds: () => boolean): void
  get<T>(name: string, request: VehicleRequest): T
  cut(some: string, others: string): void
}

function createScene(names: string): Scene {
  const program = vehicleProgram((name) => ({ name, ...OPTIONS }))
  const faults = drawFaults(createRandom(1), new Set(FAULT_NAMES))
  const world = createWorld({ seed: 1, program, faults })
  for (const name of names) {
    world.addVehicle(name).start()
  }
  world.run(2_000)
  const car = (name: string): VirtualVehicle =>
    world.vehicles.find((vehicle) => vehicle.name === name) as VirtualVehicle
  const until = (what: string, holds: () => boolean): void => {
    const endMs = world.nowMs() + 30_000
    while (!holds() && world.nowMs() < endMs) {
      world.run(5)
    }
    expect(holds(), what).toBe(true)
  }

  return {
    world,
    car,
    cars: (some) => [...some].map(car),
    until,
    get<T>(name: string, request: VehicleRequest): T {
      let answer: Answer | undefined
      car(name).request(request, (one) => {
        answer = one
      })
      until(`${name} answers ${request.type}`, () => answer !== undefined)
      expect(answer, `${name}: ${request.type}`).toMatchObject({ type: 'ok' })
      return (answer as unknown as { readonly value: T }).value
    },
    cut(some, others) {
      for (const a of some) {
        for (const b of others) {
          world.network.block(car(a).peer, car(b).peer)
          world.network.block(car(b).peer, car(a).peer)
        }
      }
    }
  }
}

const VALUE_BYTES = 60_000
const PUTS = 40

const OPTIONS = {
  paxos: {
    snapshotEntries: 5,
    logBytesMax: 1024 * 1024,
    blocksKeptMin: 2,
    keepUnarchived: false
  }
}

const groupOf = (scene: Scene, car: string, chain: string): GroupStatus | undefined =>
  ((scene.car(car).status() as VehicleStatus).machines['paxos'] as PaxosStatus).groups.find(
    (one) => one.chain === chain
  )

function open(scene: Scene, members: string): string {
  return scene.get<GroupOpened>('A', {
    type: 'openGroup',
    state: 'kv',
    members: scene.cars(members).map(({ peer }) => peer),
    name: 'shared',
    workBits: 0
  }).chain
}

/** With these the members delete their first blocks. */
function fill(scene: Scene, chain: string, car = 'A'): void {
  for (let i = 0; i < PUTS; i++) {
    const operation = encodeOperation({
      type: 'put',
      key: keyOfText(`k${i % 5}`),
      value: { kind: 'bytes', bytes: new Uint8Array(VALUE_BYTES).fill(i) },
      ttlMs: 0,
      wantsPrevious: false
    })
    scene.get(car, { type: 'submit', chain, operation })
  }
}

function agree(scene: Scene, cars: string, chain: string): void {
  scene.until(`${cars} agree`, () => {
    const all = [...cars].map((car) => groupOf(scene, car, chain))
    return all.every((one) => one?.applied === one?.decided && one?.digest === all[0]?.digest)
  })
}

const hasBlocks = (scene: Scene, car: string, chain: string): boolean =>
  scene
    .car(car)
    .disk.keys(`b/${chain}/00000000000`)
    .some((key) => key.endsWith('001'))

/** C is cut off until A and B have deleted what it lacks. */
function leaveBehind(scene: Scene): string {
  const chain = open(scene, 'ABC')
  scene.cut('C', 'ABD')
  fill(scene, chain)
  scene.until('blocks go', () => !hasBlocks(scene, 'A', chain) && !hasBlocks(scene, 'B', chain))
  expect(groupOf(scene, 'C', chain)?.decided).toBe(0)
  return chain
}

describe('states of groups', () => {
  it('groups: a member that was away until its blocks were gone gets the state, with one peer down', () => {
    const scene = createScene('ABCD')
    const chain = leaveBehind(scene)
    scene.world.network.heal()
    scene.cut('B', 'ACD')
    agree(scene, 'AC', chain)
    expect(groupOf(scene, 'C', chain)).toMatchObject({ role: 'follower', fault: undefined })
    // It counts: without it there is no majority.
    fill(scene, chain, 'C')
    agree(scene, 'AC', chain)
  })

  it('groups: a corrupt part of a state is had of another member', () => {
    for (const corrupt of ['A', 'B']) {
      const scene = createScene('ABCD')
      const chain = leaveBehind(scene)
      const { disk } = scene.car(corrupt)
      const ops = disk
        .keys(`p/${chain}/`)
        .map((key): WriteOp => ({ type: 'put', key, value: new Uint8Array(100).fill(1) }))
      expect(ops.length, corrupt).toBeGreaterThan(0)
      disk.apply(ops)
      scene.world.network.heal()
      agree(scene, 'ABC', chain)
    }
  })

  it('groups: a new member begins with the state', () => {
    const scene = createScene('ABCD')
    const chain = open(scene, 'ABC')
    fill(scene, chain)
    scene.until('blocks go', () => [...'ABC'].every((car) => !hasBlocks(scene, car, chain)))
    scene.get('B', {
      type: 'changeMembers',
      chain,
      members: scene.cars('ABCD').map(({ peer }) => peer),
      operation: 'op-1'
    })
    scene.until('D votes', () => groupOf(scene, 'D', chain)?.role === 'follower')
    agree(scene, 'ABCD', chain)
    expect(groupOf(scene, 'D', chain)?.booth).toBe(2)
  })

  it('groups: a member whose snapshot is lost gets another, and votes again', () => {
    const scene = createScene('ABC')
    const chain = open(scene, 'ABC')
    fill(scene, chain)
    scene.until('blocks go', () => [...'ABC'].every((car) => !hasBlocks(scene, car, chain)))
    const c = scene.car('C')
    c.crash('test')
    c.disk.apply(c.disk.keys(`p/${chain}/`).map((key): WriteOp => ({ type: 'del', key })))
    scene.until('C runs', () => c.state === 'up')
    scene.until('C votes', () => groupOf(scene, 'C', chain)?.role !== 'learner')
    agree(scene, 'ABC', chain)
    expect(groupOf(scene, 'C', chain)?.fault).toBeUndefined()
  })
})
