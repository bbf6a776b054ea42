/**
 * A scene: a few whole vehicles in a simulated world where only what the test does goes wrong.
 *
 * Keeps: every rule of the archive suite (C1 to C4, V1 to V7, bounds) watches all the while; what was
 * acknowledged and who reads what is told to them. A scene is played by `play`, which fails when one of them is broken.
 */
import { expect } from 'vitest'
import type { Reply } from '../../src/core/machine.ts'
import { createRandom } from '../../src/core/random.ts'
import { type ArchiveContext, createContext } from '../../src/sim/archive/context.ts'
import { vehicleProgram } from '../../src/sim/archive/program.ts'
import { drawFaults, FAULT_NAMES, type FaultMix } from '../../src/sim/faults.ts'
import type { Answer, VirtualVehicle } from '../../src/sim/virtual-vehicle.ts'
import { createWorld, type World } from '../../src/sim/world.ts'
import { encodeRecord } from '../../src/state/records/index.ts'
import type { VehicleOptions } from '../../src/vehicle/options.ts'
import type {
  Appended,
  BoothEnded,
  EndBoothRequest,
  ReadRequest,
  ReadResult,
  VehicleRequest
} from '../../src/vehicle/requests.ts'
import type { ChainStatus, VehicleStatus } from '../../src/vehicle/types.ts'

export interface SceneConfig {
  /** One vehicle a letter: `ABCD`. */
  readonly cars: string
  /** b of every chain. */
  readonly backups?: number
  readonly seed?: number
  readonly faults?: Partial<FaultMix>
  readonly options?: (name: string) => VehicleOptions
}

/** A request that was made, and what has come of it so far. */
export interface Asked {
  answer: Answer | undefined
}

type Refused = Extract<Reply, { readonly type: 'refused' }>

export interface Scene {
  readonly world: World
  readonly context: ArchiveContext
  car(name: string): VirtualVehicle
  cars(names: string): readonly VirtualVehicle[]
  nameOf(peer: string): string
  /** Names of these vehicles, in order of the alphabet, as one word. */
  namesOf(peers: Iterable<string>): string
  chainOf(name: string): string
  run(forMs: number): void
  /** Lets the world run until it holds; fails when it does not in time. */
  until(what: string, holds: () => boolean, forMs?: number): void
  begin(name: string, request: VehicleRequest): Asked
  ask(name: string, request: VehicleRequest, forMs?: number): Answer
  /** Asks for what must be answered `ok`. */
  get<T>(name: string, request: VehicleRequest, forMs?: number): T
  open(name: string, members: string): void
  append(name: string, entries: readonly Uint8Array[]): Appended
  end(name: string, change?: Partial<EndBoothRequest>, forMs?: number): BoothEnded
  beginEnd(name: string, change?: Partial<EndBoothRequest>): Asked
  /** Reads the chain of another vehicle. */
  read(reader: string, of: string, change?: Partial<ReadRequest>): ReadResult
  readRefused(reader: string, of: string, change?: Partial<ReadRequest>): Refused
  status(name: string): VehicleStatus
  chain(name: string, of: string): ChainStatus | undefined
  /** Vehicles besides the proposer whose disk has this block of its chain, with its body. */
  holders(of: string, height?: number): string
  /** Cuts both directions between these and those. */
  cut(some: string, others: string): void
  /** Runs once, the first time that it is so when a message leaves or arrives. */
  when(
    what: 'sent' | 'delivered',
    is: (vehicle: string, type: string, other: string) => boolean,
    act: () => void
  ): void
}

const ASK_MS = 30_000
const SLICE_MS = 5
const MEET_MS = 2_000

let records = 0

/** `count` records, each unlike any other, of one time or of a second each. */
export function entries(count: number, bytes = 24, timeMs?: number): readonly Uint8Array[] {
  return Array.from({ length: count }, () => {
    records++
    const payload = new Uint8Array(Math.max(bytes, 4))
    new DataView(payload.buffer).setUint32(0, records)
    return encodeRecord({ kind: 'bytes', key: `k${records}`, timeMs: timeMs ?? records, payload })
  })
}

/** Plays a scene among vehicles that are all connected, and looks at every rule at its end. */
export function play(config: SceneConfig, story: (scene: Scene) => void): void {
  const scene = openScene(config)
  story(scene)
  expect(scene.world.violations).toEqual([])
}

function openScene({ cars, backups = 2, seed = 1, faults = {}, options }: SceneConfig): Scene {
  const calm = drawFaults(createRandom(seed), new Set(FAULT_NAMES))
  const mix: FaultMix = { ...calm, ...faults }
  const program = vehicleProgram((name) => {
    const own = options?.(name) ?? {}
    const replicate = { backups, ...own.replicate }
    return { name, faultsAllowed: true, ...own, replicate }
  })
  const world = createWorld({ seed, program, faults: mix })
  const plan = {
    vehicles: cars.length,
    backups,
    hasPivot: false,
    proposers: 1,
    readers: 1,
    pins: false,
    faultsOnPurpose: true,
    quotaBytes: 0,
    hasSmallQuota: false,
    stormMs: 0
  }
  const context = createContext(world, plan, mix)
  const names = [...cars]
  for (const name of names) {
    world.addVehicle(name).start()
  }
  world.run(MEET_MS)
  return createScene(world, context, names)
}

function createScene(world: World, context: ArchiveContext, names: readonly string[]): Scene {
  let operations = 0

  const car = (name: string): VirtualVehicle => {
    const found = world.vehicles.find((vehicle) => vehicle.name === name)
    if (found === undefined) {
      throw new RangeError(`there is no vehicle ${name}`)
    }
    return found
  }
  const cars = (some: string): readonly VirtualVehicle[] => [...some].map(car)
  const nameOf = (peer: string): string => world.vehicleOf(peer)?.name ?? peer
  const namesOf = (peers: Iterable<string>): string => [...peers].map(nameOf).sort().join('')
  // The own chain of a vehicle never changes; a vehicle that is down cannot be asked.
  const chains = new Map(names.map((name) => [name, statusOf(car(name)).ownChain]))
  const chainOf = (name: string): string => chains.get(name) ?? ''

  const until = (what: string, holds: () => boolean, forMs = ASK_MS): void => {
    const endMs = world.nowMs() + forMs
    while (!holds() && world.nowMs() < endMs && world.violations.length === 0) {
      world.run(SLICE_MS)
    }
    expect(world.violations, what).toEqual([])
    expect(holds(), `${what}, within ${forMs} ms`).toBe(true)
  }

  const begin = (name: string, request: VehicleRequest): Asked => {
    const asked: Asked = { answer: undefined }
    const onAnswer = (answer: Answer): void => {
      asked.answer = answer
      if (request.type === 'append' && answer.type === 'ok') {
        context.chainRules.appended(car(name), request.entries, answer.value as Appended)
      }
    }
    if (request.type === 'read') {
      context.readRules.ask(car(name), request, onAnswer)
    } else {
      car(name).request(request, onAnswer)
    }
    return asked
  }
  const ask = (name: string, request: VehicleRequest, forMs = ASK_MS): Answer => {
    const asked = begin(name, request)
    until(`${name} answers ${request.type}`, () => asked.answer !== undefined, forMs)
    return asked.answer as Answer
  }
  const get = <T>(name: string, request: VehicleRequest, forMs?: number): T => {
    const answer = ask(name, request, forMs)
    expect(answer, `${name}: ${request.type}`).toMatchObject({ type: 'ok' })
    return (answer as Extract<Answer, { readonly type: 'ok' }>).value as T
  }
  const endOf = (change: Partial<EndBoothRequest> = {}): EndBoothRequest => {
    operations++
    return { type: 'endBooth', operation: `op-${operations}`, deadlineMs: 20_000, ...change }
  }
  const readOf = (of: string, change: Partial<ReadRequest> = {}): ReadRequest => ({
    type: 'read',
    chain: chainOf(of),
    selector: {},
    deadlineMs: 5_000,
    ...change
  })

  return {
    world,
    context,
    car,
    cars,
    nameOf,
    namesOf,
    chainOf,
    run: world.run,
    until,
    begin,
    ask,
    get,
    open(name, members) {
      const peers = cars(members).map(({ peer }) => peer)
      get(name, { type: 'openBooth', members: peers })
    },
    append: (name, given) => get(name, { type: 'append', entries: given }),
    end: (name, change, forMs) => get(name, endOf(change), forMs),
    beginEnd: (name, change) => begin(name, endOf(change)),
    read: (reader, of, change) => get(reader, readOf(of, change)),
    readRefused(reader, of, change) {
      const answer = ask(reader, readOf(of, change))
      expect(answer, `${reader} reads`).toMatchObject({ type: 'refused' })
      return answer as Refused
    },
    status: (name) => statusOf(car(name)),
    chain: (name, of) => statusOf(car(name)).chains.find(({ chain }) => chain === chainOf(of)),
    holders(of, height = 1) {
      const copies = context.book.chains.get(chainOf(of))?.copies ?? new Map()
      const peers = [...copies].filter(([, copy]) => copy.has(height)).map(([peer]) => peer)
      return namesOf(peers.filter((peer) => peer !== car(of).peer))
    },
    cut(some, others) {
      for (const a of cars(some)) {
        for (const b of cars(others)) {
          world.network.block(a.peer, b.peer)
          world.network.block(b.peer, a.peer)
        }
      }
    },
    when(what, is, act) {
      let isOver = false
      const look = (vehicle: VirtualVehicle, other: string, message: unknown): void => {
        const { type } = message as { readonly type: string }
        if (!isOver && is(vehicle.name, type, nameOf(other))) {
          isOver = true
          // Not from within the step that is being told.
          world.plan(0, act)
        }
      }
      world.observe({
        [what]: (vehicle: VirtualVehicle, other: string, _protocol: string, message: unknown) =>
          look(vehicle, other, message)
      })
    }
  }
}

function statusOf(vehicle: VirtualVehicle): VehicleStatus {
  return vehicle.status() as VehicleStatus
}
