/**
 * A world that a person steps through: the real vehicles and codecs, one message at a time, with
 * vehicles that crash and links that are cut when the person says so.
 *
 * Keeps: the same options and the same acts at the same steps give the same play, so a play can be
 * told in a line of text (link.ts).
 */
import { InvalidInputError } from '../../core/errors.ts'
import type { PeerId } from '../../core/peer.ts'
import { createRandom } from '../../core/random.ts'
import { vehicleProgram } from '../archive/program.ts'
import { drawFaults, FAULT_NAMES } from '../faults.ts'
import { typeOf } from '../program.ts'
import { describe } from '../trace.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import { createWorld, type World } from '../world.ts'
import { pictureOfCar } from './picture.ts'
import { type Action, type Play, playOf } from './plays.ts'
import type { Act, Arrow, Happening, Made, Note, Picture, Stage, StageOptions } from './types.ts'

const VEHICLES_MIN = 3
const VEHICLES_MAX = 9

/** Everybody is connected by then. */
const MEET_MS = 1_500

/** World time of a step in which no message that matters arrives. */
const STEP_MS_MAX = 10_000

/** A message that has not arrived by then never will. */
const FLIGHT_MS_MAX = 1_000

/** Messages by which vehicles only tell that they are there. */
const QUIET: ReadonlySet<string> = new Set([
  'paxos:heartbeat',
  'quorum:beat',
  'quorum:beaten',
  'spread:summary'
])

interface Flight {
  readonly from: VirtualVehicle
  readonly to: PeerId
  readonly protocol: string
  readonly kind: string
  readonly sentMs: number
}

/** @throws InvalidInputError when there is no such play, or the numbers are out of range */
export function createStage(given: StageOptions): Stage {
  const play = checked(given)
  const { members = play.membersOf(given.vehicles) } = given
  const options = { ...given, members }
  const world = openWorld(options)
  const cars = world.vehicles
  const made: Made[] = []
  const cuts = new Map<string, readonly [string, string]>()
  let flying: Flight[] = []
  const happened: Happening[] = []
  let chain: string | undefined
  let step = 0

  const nameOf = (text: string): string =>
    cars.find(({ peer }) => peer === text)?.name ?? (text === chain ? 'the chain' : text)
  const wordsOf = (value: unknown): string => describe(value, nameOf)

  const note = (type: Note['type'], vehicle: string, kind: string, text: string): void => {
    happened.push({ type, step, atMs: world.nowMs(), vehicle, kind, text })
  }

  const land = (flight: Flight, message: unknown, isLost: boolean): void => {
    const { from, to, protocol, kind, sentMs } = flight
    flying = flying.filter((one) => one !== flight)
    const ends = { from: from.name, to: nameOf(to), protocol, kind }
    const text = isLost ? '' : wordsOf(message)
    const atMs = world.nowMs()
    happened.push({ type: 'message', step, sentMs, atMs, ...ends, text, isLost })
  }

  world.observe({
    sent(vehicle, to, protocol, message) {
      const kind = typeOf(message)
      if (!QUIET.has(`${protocol}:${kind}`)) {
        flying.push({ from: vehicle, to, protocol, kind, sentMs: world.nowMs() })
      }
    },
    delivered(vehicle, from, protocol, message) {
      const kind = typeOf(message)
      const flight = flying.find(
        (one) =>
          one.from.peer === from &&
          one.to === vehicle.peer &&
          one.protocol === protocol &&
          one.kind === kind
      )
      if (flight !== undefined) {
        land(flight, message, false)
      }
    },
    fact: (vehicle, { name, detail }) => note('fact', vehicle.name, name, wordsOf(detail)),
    changed: (vehicle, state, reason) => note('changed', vehicle.name, state, reason)
  })

  const loseOld = (): void => {
    const before = world.nowMs() - FLIGHT_MS_MAX
    for (const flight of flying.filter(({ sentMs }) => sentMs < before)) {
      land(flight, undefined, true)
    }
  }

  const take = (): readonly Happening[] => happened.splice(0)

  const next = (): readonly Happening[] => {
    step++
    const endMs = world.nowMs() + STEP_MS_MAX
    while (world.nowMs() < endMs && world.next()) {
      loseOld()
      if (happened.some(isWorthAStop)) {
        break
      }
    }
    return take()
  }

  const carOf = (name: string): VirtualVehicle => {
    const car = cars.find((one) => one.name === name)
    if (car === undefined) {
      throw new InvalidInputError(`there is no vehicle ${name}`)
    }
    return car
  }

  const answered = (car: VirtualVehicle, { name }: Action, answer: Answer): void => {
    chain ??= answer.type === 'ok' ? play.chainOf(answer.value) : undefined
    note('answered', car.name, name, answerText(answer, wordsOf))
  }

  const ask = (vehicle: string, name: string): void => {
    const car = carOf(vehicle)
    const action = play.actions.find((one) => one.name === name)
    if (action === undefined) {
      throw new InvalidInputError(`this play has no action ${name}`)
    }
    if (action.needsChain && chain === undefined) {
      throw new InvalidInputError(`to ${action.label}, open one first`)
    }
    if (car.state !== 'up') {
      throw new InvalidInputError(`${vehicle} does not run`)
    }
    const members = cars.slice(0, options.members).map(({ peer }) => peer)
    const scene = { self: car.peer, members, chain, step, nowMs: car.nowMs() }
    note('asked', vehicle, name, action.label)
    car.request(action.requestOf(scene), (answer) => answered(car, action, answer))
  }

  const perform = (act: Act): void => {
    switch (act.type) {
      case 'ask':
        ask(act.vehicle, act.action)
        break
      case 'crash':
        carOf(act.vehicle).crash('kill -9')
        break
      case 'restart':
        carOf(act.vehicle).start()
        break
      case 'cut':
      case 'fix': {
        const [from, to] = [carOf(act.from), carOf(act.to)]
        const name = `${act.from} ${act.to}`
        if (act.type === 'cut') {
          world.network.block(from.peer, to.peer)
          cuts.set(name, [act.from, act.to])
        } else {
          world.network.unblock(from.peer, to.peer)
          cuts.delete(name)
        }
      }
    }
  }

  return {
    options,
    get step() {
      return step
    },
    made,
    next,
    act(act) {
      perform(act)
      made.push({ step, act })
      return take()
    },
    picture: (): Picture => ({
      step,
      atMs: world.nowMs(),
      cars: cars.map((car) => pictureOfCar(car, nameOf)),
      cuts: [...cuts.values()],
      flying: flying.map(({ from, to, protocol, kind }) => ({
        from: from.name,
        to: nameOf(to),
        protocol,
        kind
      })),
      broken: world.violations[0]?.message
    })
  }
}

function checked({ play: name, vehicles, members = 1, seed }: StageOptions): Play {
  const play = playOf(name)
  if (play === undefined) {
    throw new InvalidInputError(`there is no play ${name}`)
  }
  if (!Number.isInteger(vehicles) || vehicles < VEHICLES_MIN || vehicles > VEHICLES_MAX) {
    throw new InvalidInputError(
      `vehicles is ${vehicles}, allowed are ${VEHICLES_MIN} to ${VEHICLES_MAX}`
    )
  }
  if (!Number.isInteger(members) || members < 1 || members > vehicles) {
    throw new InvalidInputError(`members is ${members}, allowed are 1 to ${vehicles}`)
  }
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 31) {
    throw new InvalidInputError(`seed is ${seed}, allowed are 0 to 2147483647`)
  }
  return play
}

/** A calm world whose vehicles have met. */
function openWorld({ vehicles, seed }: StageOptions): World {
  const faults = drawFaults(createRandom(seed), new Set(FAULT_NAMES))
  const program = vehicleProgram((name) => ({ name }))
  const world = createWorld({ seed, program, faults, restarts: false })
  for (let i = 1; i <= vehicles; i++) {
    world.addVehicle(`car-${i}`).start()
  }
  world.run(MEET_MS)
  return world
}

function isWorthAStop(one: Happening): boolean {
  return isMessage(one) || one.type === 'answered'
}

function isMessage(one: Happening): one is Arrow {
  return one.type === 'message'
}

function answerText(answer: Answer, wordsOf: (value: unknown) => string): string {
  switch (answer.type) {
    case 'ok':
      return `ok ${wordsOf(answer.value)}`
    case 'refused':
    case 'unknown':
      return `${answer.type}: ${answer.message}`
    case 'crashed':
      return 'the vehicle has crashed'
  }
}
