/**
 * A toy for tests of the simulator: one vehicle numbers values, the others store them, a value is
 * acknowledged when a majority has it on disk. Its bugs can be planted one by one.
 */
import { fromUtf8, toUtf8 } from '../../src/core/bytes.ts'
import { InvalidMessageError } from '../../src/core/errors.ts'
import { machineKey } from '../../src/core/keyspace.ts'
import type { Effect, Sink } from '../../src/core/machine.ts'
import type { PeerId } from '../../src/core/peer.ts'
import { majority } from '../../src/core/quorum.ts'
import { createRandom } from '../../src/core/random.ts'
import { drawCrashPlan } from '../../src/sim/crash-points.ts'
import { endFaults, scheduleFaults } from '../../src/sim/fault-schedule.ts'
import { drawFaults } from '../../src/sim/faults.ts'
import type { SimCodec, SimProgram, SimVehicle, VehicleParts } from '../../src/sim/program.ts'
import { reportOf, type SeedReport, type Suite } from '../../src/sim/suite.ts'
import { createWorld, type World } from '../../src/sim/world.ts'

export type ToyBug =
  | 'none'
  | 'storeNothing'
  | 'numberInMemory'
  | 'countMessages'
  | 'acceptOlder'
  | 'neverResend'
  | 'throw'

export interface Numbered {
  readonly number: number
  readonly value: string
}

type ToyMessage =
  | ({ readonly type: 'store' } & Numbered)
  | { readonly type: 'stored'; readonly number: number }

const RESEND_MS = 100
export const TOY_KEY = machineKey('vehicle', 'toy')

const JSON_CODEC: SimCodec = {
  bytesMax: 1024,
  inboundMessagesMax: 100,
  encode: (message) => toUtf8(JSON.stringify(message)),
  decode(bytes) {
    try {
      return JSON.parse(fromUtf8(bytes))
    } catch (cause) {
      throw new InvalidMessageError('no JSON', { cause })
    }
  }
}

export function readNumbered(bytes: Uint8Array | undefined): Numbered {
  return bytes === undefined ? { number: 0, value: '' } : (JSON.parse(fromUtf8(bytes)) as Numbered)
}

export function toyProgram(everyone: () => readonly PeerId[], bug: ToyBug = 'none'): SimProgram {
  return {
    protocols: new Map([['toy', JSON_CODEC]]),
    gossip: JSON_CODEC,
    createVehicle: (parts) => createToy(parts, everyone, bug)
  }
}

function createToy(
  { self, disk }: VehicleParts,
  everyone: () => readonly PeerId[],
  bug: ToyBug
): SimVehicle {
  let stored = readNumbered(disk.state.get(TOY_KEY))
  let open: { readonly id: string; readonly voters: Set<PeerId>; votes: number } | undefined

  const write = (out: Sink<Effect>): void => {
    const value = toUtf8(JSON.stringify(stored))
    out.push({ type: 'write', ops: [{ type: 'put', key: TOY_KEY, value }] })
  }
  const send = (to: PeerId, message: ToyMessage, out: Sink<Effect>): void => {
    out.push({ type: 'send', to, protocol: 'toy', message })
  }
  const offer = (nowMs: number, out: Sink<Effect>): void => {
    for (const peer of everyone()) {
      if (peer !== self && open?.voters.has(peer) === false) {
        send(peer, { type: 'store', ...stored }, out)
      }
    }
    out.push({ type: 'timer', id: 'vehicle:resend', atMs: nowMs + RESEND_MS })
  }
  const count = (from: PeerId, number: number, out: Sink<Effect>): void => {
    if (open === undefined || number !== stored.number) {
      return
    }
    open.voters.add(from)
    open.votes++
    const votes = bug === 'countMessages' ? open.votes : open.voters.size
    if (votes >= majority(everyone().length)) {
      out.push({ type: 'reply', id: open.id, reply: { type: 'ok', value: stored } })
      open = undefined
    }
  }
  const take = (from: PeerId, message: ToyMessage, out: Sink<Effect>): void => {
    if (message.type === 'stored') {
      count(from, message.number, out)
      return
    }
    const { number, value } = message
    if (number > stored.number || bug === 'acceptOlder') {
      stored = { number, value }
      if (bug !== 'storeNothing') {
        write(out)
      }
    }
    if (number === stored.number) {
      send(from, { type: 'stored', number }, out)
    }
  }

  return {
    step(nowMs, event, out) {
      if (event.type === 'request') {
        if (bug === 'throw' && stored.number === 3) {
          throw new Error('planted')
        }
        if (open !== undefined) {
          const reply = {
            type: 'refused',
            reason: 'busy',
            message: 'one at a time',
            retry: true
          } as const
          out.push({ type: 'reply', id: event.id, reply })
          return
        }
        stored = { number: stored.number + 1, value: String(event.request) }
        open = { id: event.id, voters: new Set([self]), votes: 1 }
        if (bug !== 'numberInMemory') {
          write(out)
        }
        offer(nowMs, out)
      } else if (event.type === 'timer' && open !== undefined && bug !== 'neverResend') {
        offer(nowMs, out)
      } else if (event.type === 'message') {
        take(event.from, event.message as ToyMessage, out)
      }
    },
    status: () => stored
  }
}

const SCENARIO_MS = 15_000
const SETTLE_MS = 10_000
const TOY_TARGETS = ['send toy:store', 'send toy:stored', 'write s/vehicle']

/** Worlds of toys, with the checks that find its bugs. */
export function toySuite(bug: ToyBug = 'none', vehiclesCount = 3): Suite {
  return {
    name: `toy-${bug}`,
    runSeed: (seed, options) => runToy(seed, bug, vehiclesCount, options)
  }
}

function runToy(
  seed: number,
  bug: ToyBug,
  vehiclesCount: number,
  options: Parameters<Suite['runSeed']>[1] = {}
): SeedReport {
  const draw = createRandom(seed ^ 0x70795)
  const faults = drawFaults(
    draw,
    new Set([...(options.off ?? []), 'wipes', 'departures', 'diskDamage'])
  )
  const everyone = (): readonly PeerId[] => world.vehicles.map(({ peer }) => peer)
  const { print } = options
  const program = toyProgram(everyone, bug)
  const world = createWorld({ seed, program, faults, ...(print === undefined ? {} : { print }) })
  for (let i = 0; i < vehiclesCount; i++) {
    const isTarget = draw.chance(0.5)
    const plans = Array.from({ length: isTarget ? faults.crashPoints : 0 }, () =>
      drawCrashPlan(draw, TOY_TARGETS)
    )
    world.addVehicle(`car-${i}`, plans)
  }
  watchToy(world)
  for (const vehicle of world.vehicles) {
    vehicle.start()
  }
  scheduleFaults(world, faults, SCENARIO_MS, {
    mayLose: () => false,
    wipe: () => undefined,
    damageTarget: () => undefined
  })
  const acknowledged = askNow(world)
  world.run(SCENARIO_MS)
  endFaults(world)
  world.run(SETTLE_MS)
  askLast(world)
  return reportOf(seed, world, { acknowledged: acknowledged.count })
}

function askNow(world: World): { count: number } {
  const acknowledged = { count: 0 }
  let value = 0
  const ask = (): void => {
    world.vehicles[0]?.request(`v${++value}`, (answer) => {
      acknowledged.count += answer.type === 'ok' ? 1 : 0
    })
    world.plan(200, ask)
  }
  world.plan(1_000, ask)
  return acknowledged
}

/** After all faults have ended, one more value must be acknowledged. */
function askLast(world: World): void {
  let isAcknowledged = world.violations.length > 0
  world.observe({
    replied(_vehicle, _id, answer) {
      isAcknowledged ||= answer.type === 'ok'
    }
  })
  world.run(5_000)
  if (!isAcknowledged) {
    world.fail('liveness', 'world', 'nothing is acknowledged although all is well')
  }
}

function watchToy(world: World): void {
  const values = new Map<number, string>()
  world.observe({
    sent(vehicle, _to, _protocol, message) {
      const sent = message as ToyMessage
      if (sent.type !== 'store') {
        return
      }
      const known = values.get(sent.number) ?? sent.value
      values.set(sent.number, known)
      if (known !== sent.value) {
        world.fail('oneValue', vehicle.name, `number ${sent.number} is ${known} and ${sent.value}`)
      }
    },
    replied(vehicle, _id, answer) {
      if (answer.type !== 'ok') {
        return
      }
      const { number } = answer.value as Numbered
      const holders = world.vehicles.filter(
        ({ disk }) => readNumbered(disk.get(TOY_KEY)).number >= number
      )
      if (holders.length < majority(world.vehicles.length)) {
        world.fail('majority', vehicle.name, `number ${number} is on ${holders.length} disks`)
      }
    }
  })
}
