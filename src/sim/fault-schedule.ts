/**
 * When which fault strikes: plans the faults of a mix over the stormy part of a world.
 */
import type { Random } from '../core/random.ts'
import type { FaultMix } from './faults.ts'
import type { VirtualVehicle } from './virtual-vehicle.ts'
import type { World } from './world.ts'

const PARTITION_MS_MIN = 300
const PARTITION_MS_MAX = 8_000
const OUTAGE_MS_MIN = 20
const OUTAGE_MS_MAX = 1_000
/** Between the first and the last that is up again. */
const STARTS_WITHIN_MS = 60
/** Share of the outages that take all vehicles. */
const DARK_SHARE = 0.7
const PAUSE_MS_MIN = 100
const PAUSE_MS_MAX = 30_000
/** Mean time between two faults of one kind. */
const FAULT_INTERVAL_MS = 4_000
/** Batches until a disk fails. */
const DISK_FAILURE_BATCHES_MAX = 60

/** What the scenario allows the schedule to take away for good. */
export interface Losses {
  /** Whether this vehicle may lose its disk or leave now. */
  mayLose(vehicle: VirtualVehicle): boolean
  /** Takes its disk from a vehicle, which may come back without it or be replaced by another. */
  wipe(vehicle: VirtualVehicle): void
  /** Whether a record of this vehicle may be damaged now, and which. */
  damageTarget(vehicle: VirtualVehicle): DamageTarget | undefined
}

/** Which record is damaged. */
export interface DamageTarget {
  /** What its key begins with. */
  readonly prefix: string
  /** Records like it may be gone without a trace; else they only fail their checksum. */
  readonly mayBeLost: boolean
}

/** Plans the faults from now on for `forMs`. */
export function scheduleFaults(world: World, mix: FaultMix, forMs: number, losses: Losses): void {
  const random = world.random.fork()
  const untilMs = world.nowMs() + forMs
  const kinds: readonly (readonly [boolean, (random: Random) => void])[] = [
    [mix.partitions, () => partition(world, random)],
    [mix.protocolCuts, () => cutProtocol(world, random)],
    [mix.resets, () => resetConnection(world, random)],
    [mix.crashes, () => someone(world, random)?.crash('kill -9')],
    [mix.outages, () => cutPower(world, random)],
    [mix.pauses, () => someone(world, random)?.pause(drawPauseMs(random))],
    [mix.diskFailures, () => failDisk(world, random)],
    [mix.diskDamage, () => damageDisk(world, random, losses)],
    [mix.wipes, () => lose(world, random, losses, true)],
    [mix.departures, () => lose(world, random, losses, false)]
  ]
  for (const [isOn, strike] of kinds) {
    if (isOn) {
      repeat(world, random.fork(), untilMs, strike)
    }
  }
}

function repeat(
  world: World,
  random: Random,
  untilMs: number,
  strike: (random: Random) => void
): void {
  const afterMs = -Math.log(1 - random.next()) * FAULT_INTERVAL_MS
  world.plan(afterMs, () => {
    if (world.nowMs() < untilMs) {
      strike(random)
      repeat(world, random, untilMs, strike)
    }
  })
}

function running(world: World): readonly VirtualVehicle[] {
  return world.vehicles.filter(({ state }) => state === 'up' || state === 'paused')
}

function someone(world: World, random: Random): VirtualVehicle | undefined {
  const candidates = running(world)
  return candidates.length === 0 ? undefined : random.pick(candidates)
}

/** Nothing is left in any memory, and whoever starts finds others that know as little. */
export function cutPower(world: World, random: Random): void {
  const all = random.shuffle(running(world))
  const struck = random.chance(DARK_SHARE)
    ? all
    : all.slice(0, random.integer(1, Math.max(1, all.length)))
  world.log('world', 'loses power', () => struck.map(({ name }) => name).join(' '))
  const backMs = random.integer(OUTAGE_MS_MIN, OUTAGE_MS_MAX)
  for (const vehicle of struck) {
    vehicle.crash('power loss', backMs + random.integer(0, STARTS_WITHIN_MS))
  }
}

function drawPauseMs(random: Random): number {
  return PAUSE_MS_MIN + (PAUSE_MS_MAX - PAUSE_MS_MIN) * random.next() ** 3
}

function partition(world: World, random: Random): void {
  const peers = random.shuffle(running(world).map(({ peer }) => peer))
  const kind = random.integer(0, 3)
  const hub = peers[0]
  world.log('network', ['splits', 'goes one-way', 'has one hub', 'is a chain'][kind] ?? '')
  const cut = random.integer(1, Math.max(1, peers.length - 1))
  for (const [i, from] of peers.entries()) {
    for (const [j, to] of peers.entries()) {
      const isBlocked = [
        i < cut !== j < cut,
        i < cut && j >= cut,
        from !== hub && to !== hub,
        Math.abs(i - j) > 1
      ][kind]
      if (from !== to && isBlocked === true) {
        world.network.block(from, to)
      }
    }
  }
  healLater(world, random)
}

function cutProtocol(world: World, random: Random): void {
  const peers = random.shuffle(running(world).map(({ peer }) => peer))
  const [from, to] = peers
  const protocol = random.pick(world.protocols)
  if (from !== undefined && to !== undefined) {
    world.log('network', `cuts ${protocol}`)
    world.network.block(from, to, protocol)
    world.network.block(to, from, protocol)
    healLater(world, random)
  }
}

function healLater(world: World, random: Random): void {
  world.plan(random.integer(PARTITION_MS_MIN, PARTITION_MS_MAX), () => {
    world.log('network', 'heals')
    world.network.heal()
  })
}

function resetConnection(world: World, random: Random): void {
  const [a, b] = random.shuffle(running(world).map(({ peer }) => peer))
  if (a !== undefined && b !== undefined) {
    world.log('network', 'resets a connection')
    world.network.reset(a, b)
  }
}

function failDisk(world: World, random: Random): void {
  const reason = random.chance(0.5) ? 'ENOSPC: no space left on device' : 'EIO: i/o error'
  someone(world, random)?.failWrite(random.integer(1, DISK_FAILURE_BATCHES_MAX), reason)
}

/** Damage is found when the store is opened, so the vehicle crashes with it. */
function damageDisk(world: World, random: Random, losses: Losses): void {
  const vehicle = someone(world, random)
  const target = vehicle === undefined ? undefined : losses.damageTarget(vehicle)
  if (vehicle === undefined || target === undefined) {
    return
  }
  vehicle.crash('power loss')
  const isFlip = random.chance(0.7) || !target.mayBeLost
  const key = vehicle.disk.damage(random, target.prefix, isFlip ? 'flip' : 'lose')
  world.log(vehicle.name, 'disk is damaged', () => key ?? 'nothing to damage')
}

function lose(world: World, random: Random, losses: Losses, isWipe: boolean): void {
  const candidates = running(world).filter((vehicle) => losses.mayLose(vehicle))
  if (candidates.length === 0) {
    return
  }
  const vehicle = random.pick(candidates)
  if (isWipe) {
    losses.wipe(vehicle)
  } else {
    vehicle.depart()
  }
}

/** Undoes what vehicles were asked to do to their own links. */
export function endOwnFaults(world: World): void {
  for (const vehicle of world.vehicles) {
    vehicle.request({ type: 'setOffline', offline: false }, () => undefined)
    for (const { peer } of world.vehicles) {
      vehicle.request({ type: 'fixLink', peer }, () => undefined)
    }
  }
}

/** Ends every fault: from now on all vehicles that are not gone run, and all messages arrive. */
export function endFaults(world: World): void {
  world.log('world', 'is calm')
  world.network.heal()
  world.network.calm()
  for (const vehicle of world.vehicles) {
    vehicle.calm()
  }
}
