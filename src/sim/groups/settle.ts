/**
 * After the storm: the group goes on, its chain is placed, nobody keeps a copy that is not needed, and
 * a stranger reads all of it, last of all with every member gone.
 */
import type { PlacementReport } from '../../core/signal.ts'
import type { PaxosStatus } from '../../protocols/paxos/index.ts'
import type { ReadResult, VehicleRequest } from '../../vehicle/requests.ts'
import type { VehicleStatus } from '../../vehicle/types.ts'
import { firstMissing } from '../archive/book.ts'
import { breaks } from '../archive/rules.ts'
import { wordOf } from '../asking.ts'
import { endFaults, endOwnFaults } from '../fault-schedule.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import { put } from './client.ts'
import type { GroupsContext } from './context.ts'

const REST_MS = 8_000
const SLICE_MS = 50
const TRIES_MAX = 12
const RETRY_MS = 1_000
const ASK_MS = 12_000
const PLACE_MS = 20_000
const READ_MS = 5_000
const RELEASE_MS = 40_000

export function settleGroup(context: GroupsContext): void {
  const { world } = context
  endFaults(world)
  endOwnFaults(world)
  world.run(REST_MS)
  if (!goesOn(context) || !isPlaced(context) || !isReleased(context)) {
    return
  }
  const stranger = world.addVehicle('stranger')
  stranger.start()
  world.run(RETRY_MS)
  readAll(context, stranger, 'with its members')
  for (const member of context.members()) {
    member.depart()
  }
  if (stranger.state === 'up' && world.violations.length === 0) {
    readAll(context, stranger, 'with no member left')
  }
}

function statusOf(vehicle: VirtualVehicle): VehicleStatus | undefined {
  return vehicle.status() as VehicleStatus | undefined
}

/** Asks until it is answered ok, or for too long. */
function ask(
  { world }: GroupsContext,
  forMs: number,
  begin: (onAnswer: (answer: Answer) => void) => void
): Answer | undefined {
  let answer: Answer | undefined
  for (let i = 0; i < TRIES_MAX && answer?.type !== 'ok'; i++) {
    const answers: Answer[] = []
    begin((one) => answers.push(one))
    const endMs = world.nowMs() + forMs
    while (answers.length === 0 && world.nowMs() < endMs && world.violations.length === 0) {
      world.run(SLICE_MS)
    }
    answer = answers[0]
    if (world.violations.length > 0) {
      return undefined
    }
    if (answer?.type !== 'ok') {
      world.run(RETRY_MS)
    }
  }
  return answer
}

function goesOn(context: GroupsContext): boolean {
  const [member] = context.members()
  if (member === undefined) {
    return false
  }
  const answer = ask(context, ASK_MS, (onAnswer) => put(context, member, context.random, onAnswer))
  if (answer?.type !== 'ok' && context.world.violations.length === 0) {
    breaks(
      context,
      'liveness',
      member,
      `cannot put: ${answer === undefined ? 'no answer' : wordOf(answer)}`
    )
  }
  return answer?.type === 'ok'
}

/** Vehicles that could keep the chain. */
function keepersLeft(context: GroupsContext): number {
  const members = context.members()
  return context.world.vehicles.filter(
    (vehicle) =>
      vehicle.state === 'up' &&
      !members.includes(vehicle) &&
      !context.copyRules.isDamaged(vehicle.peer, context.chain())
  ).length
}

function isPlaced(context: GroupsContext): boolean {
  const { world, plan, random } = context
  const member = random.pick(context.members())
  const chain = context.chain()
  const request: VehicleRequest = { type: 'place', chain, deadlineMs: PLACE_MS }
  let state = 'no answer'
  for (let i = 0; i < TRIES_MAX && state !== 'sealed' && world.violations.length === 0; i++) {
    const answer = ask(context, PLACE_MS + ASK_MS, (onAnswer) => member.request(request, onAnswer))
    state = answer?.type === 'ok' ? (answer.value as PlacementReport).state : 'no answer'
    if (keepersLeft(context) < plan.backups) {
      break
    }
  }
  context.count(`settled ${state}`)
  if (state !== 'sealed' && keepersLeft(context) >= plan.backups && world.violations.length === 0) {
    const text = `cannot place ${chain} on ${plan.backups} of ${keepersLeft(context)}: ${state}`
    breaks(context, 'liveness', member, text)
  }
  return state === 'sealed'
}

/** Nobody keeps a copy that the newest table leaves out, unless it keeps the log of the group. */
function isReleased(context: GroupsContext): boolean {
  const { world } = context
  const endMs = world.nowMs() + RELEASE_MS
  while (leftovers(context).length > 0 && world.nowMs() < endMs && world.violations.length === 0) {
    world.run(RETRY_MS)
  }
  for (const vehicle of leftovers(context)) {
    const { duty, table } =
      statusOf(vehicle)?.chains.find(({ chain }) => chain === context.chain()) ?? {}
    const text = `still has blocks of ${context.chain()} as ${duty}, knows table ${table?.epoch}`
    breaks(context, 'release', vehicle, text)
  }
  return world.violations.length === 0
}

function leftovers(context: GroupsContext): readonly VirtualVehicle[] {
  const book = context.book.chains.get(context.chain())
  const { members = [], height = 0 } = book?.newest?.table ?? {}
  return context.world.vehicles.filter((vehicle) => {
    const { peer } = vehicle
    const isWell = vehicle.state === 'up' && !context.copyRules.isDamaged(peer, context.chain())
    const status = statusOf(vehicle)?.chains.find(({ chain }) => chain === context.chain())
    const isKept = (at: number): boolean =>
      at <= height && status?.pinned.some(({ from, to }) => from <= at && at <= to) !== true
    const heights = [...(book?.copies.get(peer)?.keys() ?? [])]
    return (
      isWell &&
      !members.includes(peer) &&
      !keepsLog(vehicle, context.chain()) &&
      heights.some(isKept)
    )
  })
}

/** Whether it follows what the group decides: a member, a former one, or one that was invited. */
function keepsLog(vehicle: VirtualVehicle, chain: string): boolean {
  const paxos = statusOf(vehicle)?.machines['paxos'] as PaxosStatus | undefined
  return (paxos?.groups.find((group) => group.chain === chain)?.decided ?? 0) > 0
}

/** A vehicle that holds nothing reads all that the newest table covers. */
function readAll(context: GroupsContext, reader: VirtualVehicle, when: string): void {
  const { world, readRules } = context
  const chain = context.chain()
  const book = context.book.chains.get(chain)
  const { height = 0, members = [] } = book?.newest?.table ?? {}
  const isHeld = members.some((peer) => {
    const holder = world.vehicleOf(peer)
    return (
      book !== undefined && holder?.state === 'up' && firstMissing(book, peer, height) === undefined
    )
  })
  if (!isHeld || book === undefined) {
    context.count('lost with its holders')
    return
  }
  const heights = { from: 1, to: height }
  const answer = ask(context, ASK_MS, (onAnswer) => {
    const request = { type: 'read', chain, selector: { heights }, deadlineMs: READ_MS } as const
    readRules.ask(reader, { ...request, minHeight: height }, onAnswer)
  })
  const wanted = book.certified
    .slice(1, height + 1)
    .reduce((sum, hash) => sum + (book.blocks.get(hash)?.entries.length ?? 0), 0)
  const read = answer?.type === 'ok' ? (answer.value as ReadResult) : undefined
  const isAll = read !== undefined && (read.cursor !== undefined || read.entries.length === wanted)
  if (!isAll && world.violations.length === 0) {
    const got = `${read?.entries.length ?? (answer === undefined ? 'no answer' : wordOf(answer))}`
    breaks(context, 'durability', reader, `reads ${got} of ${wanted} entries of ${chain} ${when}`)
  }
  context.count(`read ${when}`)
}
