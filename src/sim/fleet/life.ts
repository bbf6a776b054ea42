/**
 * How vehicles of a simulated fleet live: they come and go, end booths, read, and once a fifth of them
 * leaves together.
 */
import type { Random } from '../../core/random.ts'
import { presence } from './formula.ts'
import { createHarvest, type Harvest } from './harvest.ts'
import type { ResolvedFleetOptions } from './options.ts'
import type { Cell, FleetMember, FleetWorld } from './world.ts'

export interface LifeListener {
  arrived(member: FleetMember): void
  left(member: FleetMember): void
  /** The first block of a vehicle's chain has come into being. */
  began(member: FleetMember, harvest: Harvest): void
  /** So many were told to leave at once. */
  storm(count: number): void
  /** One may read now. */
  reads(member: FleetMember): void
}

export interface Life {
  /** Brings those that are there at first, and plans everything else. */
  start(): void
}

const HOUR_MS = 3_600_000

/** Nobody comes back before everybody has noticed that it was gone, in milliseconds. */
const AWAY_MS_MIN = 5_000

/** The first booth of a vehicle ends within this time of its first arrival. */
const FIRST_BOOTH_MS_MAX = 600_000
const ARRIVE_MS_MAX = 60_000
const STORM_MS = 60_000

/** Members of a booth besides the proposer: with three of them one may lie. */
const BOOTH_OTHERS = 3

export function createLife(
  world: FleetWorld,
  options: ResolvedFleetOptions,
  listener: LifeListener
): Life {
  const random = world.random.fork()
  const chance: Random = world.random.fork()
  const entry = chance.bytes(options.blockBytes)
  /** Vehicles that are there, in no order. */
  const there: FleetMember[] = []
  const places = new Map<FleetMember, number>()
  const harvests = new Map<FleetMember, Harvest>()
  /** Grows with each coming and going, so that what was planned for an earlier stay is forgotten. */
  const turns = new Map<FleetMember, number>()
  let requests = 0

  const drawMs = (perHour: number): number =>
    perHour === 0 ? Number.POSITIVE_INFINITY : (-Math.log(1 - random.next()) / perHour) * HOUR_MS

  /** Runs unless the vehicle has come or gone until then. */
  const duringStay = (member: FleetMember, afterMs: number, run: () => void): void => {
    const turn = turns.get(member)
    if (afterMs < Number.POSITIVE_INFINITY) {
      world.plan(member, afterMs, () => {
        if (turns.get(member) === turn) {
          run()
        }
      })
    }
  }
  const turnOver = (member: FleetMember): void => {
    turns.set(member, (turns.get(member) ?? 0) + 1)
  }

  const leave = (member: FleetMember): void => {
    turnOver(member)
    const place = places.get(member) ?? 0
    const last = there.pop() as FleetMember
    if (last !== member) {
      there[place] = last
      places.set(last, place)
    }
    places.delete(member)
    world.leave(member)
    listener.left(member)
    duringStay(member, AWAY_MS_MIN + drawMs(options.arrivals), () => arrive(member))
  }

  const arrive = (member: FleetMember): void => {
    turnOver(member)
    places.set(member, there.length)
    there.push(member)
    world.arrive(member)
    listener.arrived(member)
    duringStay(member, drawMs(options.departures), () => leave(member))
    const isFirst = !harvests.has(member)
    const boothMs = isFirst ? random.next() * FIRST_BOOTH_MS_MAX : drawMs(options.booths)
    duringStay(member, boothMs, () => endBooth(member))
  }

  const endBooth = (member: FleetMember): void => {
    let harvest = harvests.get(member)
    if (harvest === undefined) {
      harvest = createHarvest(member, chance, world.clockMs())
      harvests.set(member, harvest)
      listener.began(member, harvest)
    }
    const others = random.shuffle(member.mates.filter((mate) => member.isConnected(mate)))
    const ended = harvest.end(world.clockMs(), others.slice(0, BOOTH_OTHERS), entry)
    requests++
    world.request(member, `booth:${requests}`, ended)
    duringStay(member, drawMs(options.booths), () => endBooth(member))
  }

  const storm = (): void => {
    const leaving = there.filter(() => random.chance(options.storm))
    listener.storm(leaving.length)
    for (const member of leaving) {
      duringStay(member, random.next() * STORM_MS, () => leave(member))
    }
  }

  const readOn = (cell: Cell): void => {
    world.plan(cell[0], drawMs(options.reads * cell.length), () => {
      const member = random.pick(cell)
      if (places.has(member)) {
        listener.reads(member)
      }
      readOn(cell)
    })
  }

  return {
    start() {
      const share = presence(options.arrivals, options.departures)
      for (const member of world.members) {
        const isThere = random.chance(share)
        const afterMs = isThere ? random.next() * ARRIVE_MS_MAX : drawMs(options.arrivals)
        duringStay(member, afterMs, () => arrive(member))
      }
      const { warmUpHours, hours } = options
      if (options.storm > 0) {
        world.planForAll((warmUpHours + hours / 2) * HOUR_MS, storm)
      }
      if (options.reads > 0) {
        for (const cell of world.cells) {
          readOn(cell)
        }
      }
    }
  }
}
