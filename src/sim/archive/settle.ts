/**
 * After the storm: all is well again, so everything must work, nothing may be lost, and every copy
 * that is no longer needed must go.
 */
import type { PeerId } from '../../core/peer.ts'
import type { ReplicateStatus } from '../../protocols/replicate/index.ts'
import type { Appended, BoothEnded, ReadResult, VehicleRequest } from '../../vehicle/requests.ts'
import type { ChainStatus, VehicleStatus } from '../../vehicle/types.ts'
import { endFaults, endOwnFaults } from '../fault-schedule.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import type { ChainBook } from './book.ts'
import type { Acknowledged } from './chain-rules.ts'
import type { ArchiveContext } from './context.ts'
import { drawEntries } from './proposer.ts'
import { breaks, proposerOf } from './rules.ts'

const REST_MS = 4_000
const SLICE_MS = 50
const TRIES_MAX = 12
const RETRY_MS = 1_000
const REQUEST_MS = 12_000
const END_MS = 20_000
const READ_MS = 5_000
const RELEASE_MS = 20_000
const MEMBERS_MAX = 4
const OPENINGS_MAX = 3

export function settle(context: ArchiveContext): void {
  const { world } = context
  endFaults(world)
  endOwnFaults(world)
  world.run(REST_MS)
  for (const book of [...context.book.chains.values()]) {
    const proposer = proposerOf(context, book)
    // A pivot without room can stop a chain for good.
    const isStopped = context.plan.hasSmallQuota && context.plan.hasPivot
    const isWell = proposer !== undefined && isHealthy(context, proposer, book) && isUsed(book)
    if (isWell && !isStopped) {
      checkLiveness(context, proposer, book)
    }
  }
  for (const acknowledged of context.chainRules.acknowledged) {
    checkReadable(context, acknowledged)
  }
  checkReleased(context)
}

function isUsed(book: ChainBook): boolean {
  return book.certified.length > 1
}

function statusOf(vehicle: VirtualVehicle): VehicleStatus | undefined {
  return vehicle.status() as VehicleStatus | undefined
}

function chainStatusOf(vehicle: VirtualVehicle, chain: string): ChainStatus | undefined {
  return statusOf(vehicle)?.chains.find((status) => status.chain === chain)
}

/** Runs, is correct, and its disk lost nothing of this chain. */
function isHealthy(context: ArchiveContext, vehicle: VirtualVehicle, book: ChainBook): boolean {
  const { id } = book.chain
  const isWell = vehicle.state === 'up' && !vehicle.isByzantine && !book.isForked
  return (
    isWell &&
    !context.copyRules.isDamaged(vehicle.peer, id) &&
    statusOf(vehicle)?.isDamaged === false
  )
}

/** Asks and lets the world run until the answer is there. */
function ask(
  { world }: ArchiveContext,
  vehicle: VirtualVehicle,
  request: VehicleRequest,
  forMs: number
): Answer | undefined {
  const answers: Answer[] = []
  vehicle.request(request, (answer) => answers.push(answer))
  const endMs = world.nowMs() + forMs
  while (answers.length === 0 && world.nowMs() < endMs && world.violations.length === 0) {
    world.run(SLICE_MS)
  }
  return answers[0]
}

/** Asks again as long as it is refused for now. */
function askUntilOk(
  context: ArchiveContext,
  vehicle: VirtualVehicle,
  request: VehicleRequest,
  forMs: number
): Answer | undefined {
  let answer: Answer | undefined
  for (let i = 0; i < TRIES_MAX && answer?.type !== 'ok'; i++) {
    answer = ask(context, vehicle, request, forMs)
    if (context.world.violations.length > 0) {
      return answer
    }
    if (hasLostBooth(answer)) {
      return answer
    }
    if (answer?.type !== 'ok') {
      context.world.run(RETRY_MS)
    }
  }
  return answer
}

/** A seal that was still in flight has ended the booth that was opened for this. */
function hasLostBooth(answer: Answer | undefined): boolean {
  return answer?.type === 'refused' && answer.reason === 'noBooth'
}

function checkLiveness(context: ArchiveContext, proposer: VirtualVehicle, book: ChainBook): void {
  const { world, plan, random } = context
  const others = world.vehicles.filter(
    (vehicle) => vehicle !== proposer && isHealthy(context, vehicle, book)
  )
  // Where room is short only the proposer itself is sure to take a block.
  const count = plan.hasSmallQuota ? 0 : random.integer(0, MEMBERS_MAX)
  const members = random
    .shuffle(others)
    .slice(0, count)
    .map(({ peer }) => peer)
  const { id: chain } = book.chain
  const operation = `${proposer.name}-final`
  const end = { type: 'endBooth', operation, deadlineMs: END_MS } as const
  let answer: Answer | undefined
  for (let i = 0; i < OPENINGS_MAX && (i === 0 || hasLostBooth(answer)); i++) {
    if (!appendAfresh(context, proposer, members)) {
      return
    }
    answer = askUntilOk(context, proposer, end, END_MS + REQUEST_MS)
  }
  const hasRoom = others.length >= plan.backups && !plan.hasSmallQuota
  const state = answer?.type === 'ok' ? (answer.value as BoothEnded).state : words(answer)
  if (hasRoom && state !== 'sealed') {
    breaks(
      context,
      'liveness',
      proposer,
      `cannot place ${chain} on ${plan.backups} of ${others.length}: ${state}`
    )
  }
  context.count(`settled ${state}`)
}

/** Opens a booth and appends to it; false when that cannot be done. */
function appendAfresh(
  context: ArchiveContext,
  proposer: VirtualVehicle,
  members: readonly PeerId[]
): boolean {
  const open = { type: 'openBooth', members } as const
  let appended: Answer | undefined
  // A seal that was still in flight ends the first booth opened.
  for (let i = 0; i < OPENINGS_MAX && appended?.type !== 'ok'; i++) {
    const opened = askUntilOk(context, proposer, open, REQUEST_MS)
    if (opened?.type !== 'ok') {
      breaks(context, 'liveness', proposer, `cannot open a booth: ${words(opened)}`)
      return false
    }
    const entries = drawEntries(context, context.random)
    appended = ask(context, proposer, { type: 'append', entries }, REQUEST_MS)
    if (appended?.type === 'ok') {
      context.chainRules.appended(proposer, entries, appended.value as Appended)
    }
  }
  if (appended?.type !== 'ok') {
    breaks(context, 'liveness', proposer, `cannot append: ${words(appended)}`)
  }
  return appended?.type === 'ok'
}

/** An acknowledged append is read back by somebody, unless all that is left of it is lost. */
function checkReadable(context: ArchiveContext, { chain, from, to, entries }: Acknowledged): void {
  const { world, readRules, random } = context
  const book = context.book.chains.get(chain)
  if (book === undefined || book.isForked || world.violations.length > 0) {
    return
  }
  const proposer = proposerOf(context, book)
  const isAtHome = proposer !== undefined && isHealthy(context, proposer, book)
  const { members = [], height = 0 } = book.newest?.table ?? {}
  const isBacked =
    height >= to &&
    members.some((peer) => {
      const holder = world.vehicleOf(peer)
      return holder !== undefined && isHealthy(context, holder, book)
    })
  if (!isAtHome && !isBacked) {
    context.count('lost with its holders')
    return
  }
  const readers = world.vehicles.filter((vehicle) => isHealthy(context, vehicle, book))
  const reader = random.pick(readers)
  const answers: Answer[] = []
  const selector = { heights: { from, to } }
  const request = { type: 'read', chain, selector, minHeight: to, deadlineMs: READ_MS } as const
  readRules.ask(reader, request, (answer) => answers.push(answer))
  while (answers.length === 0 && world.violations.length === 0) {
    world.run(SLICE_MS)
  }
  const [answer] = answers
  const got = answer?.type === 'ok' ? (answer.value as ReadResult).entries.length : 0
  if (got < entries.length && world.violations.length === 0) {
    breaks(
      context,
      'durability',
      reader,
      `cannot read blocks ${from} to ${to} of ${chain}: ${words(answer)}`
    )
  }
  context.count('read back')
}

/** Nobody keeps a copy that the newest table leaves out. */
function checkReleased(context: ArchiveContext): void {
  const { world, book } = context
  const endMs = world.nowMs() + RELEASE_MS
  while (world.nowMs() < endMs && world.violations.length === 0) {
    if (keepers(context).length === 0) {
      return
    }
    world.run(RETRY_MS)
  }
  for (const [vehicle, chain, height] of keepers(context)) {
    const epoch = book.chains.get(chain)?.newest?.table.epoch
    const { duty, certified, table } = chainStatusOf(vehicle, chain) ?? {}
    const knows = `as ${duty}, certified to ${certified?.height}, knows table ${table?.epoch}`
    const message = `still has block ${height} of ${chain} after table ${epoch}, ${knows}`
    breaks(context, 'release', vehicle, message)
  }
}

function keepers(context: ArchiveContext): readonly (readonly [VirtualVehicle, string, number])[] {
  const { world, book } = context
  const found: (readonly [VirtualVehicle, string, number])[] = []
  for (const chain of book.chains.values()) {
    const proposer = proposerOf(context, chain)
    const members = chain.newest?.table.members ?? []
    const height = chain.newest?.table.height ?? 0
    // While a next table is being made, who is chosen for it keeps its copy.
    const isPlacing = proposer !== undefined && isPlacingNow(proposer, chain.chain.id)
    if (proposer === undefined || isPlacing || !isHealthy(context, proposer, chain)) {
      continue
    }
    for (const vehicle of world.vehicles) {
      const isKept = vehicle === proposer || members.includes(vehicle.peer)
      const kept =
        isKept || !isHealthy(context, vehicle, chain)
          ? undefined
          : firstKept(vehicle, chain, height)
      if (kept !== undefined) {
        found.push([vehicle, chain.chain.id, kept])
      }
    }
  }
  return found
}

function isPlacingNow(proposer: VirtualVehicle, chain: string): boolean {
  const replicate = statusOf(proposer)?.machines['replicate'] as ReplicateStatus | undefined
  return replicate?.placements[chain] !== undefined
}

function firstKept(
  vehicle: VirtualVehicle,
  { chain, copies }: ChainBook,
  to: number
): number | undefined {
  const pinned = chainStatusOf(vehicle, chain.id)?.pinned ?? []
  for (const height of copies.get(vehicle.peer)?.keys() ?? []) {
    if (height <= to && !pinned.some((range) => range.from <= height && height <= range.to)) {
      return height
    }
  }
  return undefined
}

function words(answer: Answer | undefined): string {
  if (answer === undefined) {
    return 'no answer'
  }
  if (answer.type === 'refused') {
    return `refused ${answer.reason}: ${answer.message}`
  }
  return answer.type
}
