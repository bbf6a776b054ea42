/**
 * Clients that read any chain from any vehicle, with every kind of selector; and those that pin.
 */
import { isGroup } from '../../core/genesis.ts'
import type { Random } from '../../core/random.ts'
import type { Selector } from '../../core/selector.ts'
import type { ReadRequest } from '../../vehicle/requests.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import { type ChainBook, certifiedHeight } from './book.ts'
import type { ArchiveContext } from './context.ts'
import type { Ranges } from './copy-rules.ts'

const READ_INTERVAL_MS_MAX = 1_200
const PIN_INTERVAL_MS = 2_500
const KEYS = 5

export function startReader(context: ArchiveContext, random: Random, untilMs: number): void {
  const { world } = context
  const act = (): void => {
    if (world.nowMs() >= untilMs) {
      return
    }
    const vehicle = running(context, random)
    const book = pickChain(context, random)
    if (vehicle !== undefined && book !== undefined) {
      const request = drawRead(book, random)
      context.readRules.ask(vehicle, request, (answer) => context.count(`read ${outcome(answer)}`))
    }
    world.plan(random.next() * READ_INTERVAL_MS_MAX, act)
  }
  world.plan(random.next() * READ_INTERVAL_MS_MAX, act)
}

function outcome(answer: Answer): string {
  return answer.type === 'refused' ? `refused ${answer.reason}` : answer.type
}

function drawRead(book: ChainBook, random: Random): ReadRequest {
  const last = certifiedHeight(book)
  return {
    type: 'read',
    chain: book.chain.id,
    selector: isGroup(book.chain) ? drawPlaces(random, last) : drawSelector(random, last),
    deadlineMs: random.integer(300, 4_000),
    ...(random.chance(0.2) ? { minHeight: random.integer(1, last) } : {}),
    ...(random.chance(0.15) ? { fresh: true } : {})
  }
}

function drawSelector(random: Random, last: number): Selector {
  const from = random.integer(1, last)
  const to = random.integer(from, last + 1)
  const limit = random.chance(0.3) ? { limit: random.integer(1, 10) } : {}
  switch (random.integer(0, 5)) {
    case 0:
      return { heights: { from, to }, ...limit }
    case 1:
      return { key: `key-${random.integer(1, KEYS)}`, ...limit }
    case 2:
      return { latest: random.integer(1, 5) }
    case 3:
      return { after: { height: from, index: random.integer(0, 2) }, ...limit }
    case 4:
      return { times: { fromMs: random.integer(0, 4_000), toMs: random.integer(4_000, 12_000) } }
    default:
      return limit
  }
}

/** The log of a group is selected by place only. */
function drawPlaces(random: Random, last: number): Selector {
  const from = random.integer(1, last)
  const limit = random.chance(0.3) ? { limit: random.integer(1, 10) } : {}
  return random.chance(0.5)
    ? { heights: { from, to: random.integer(from, last + 1) }, ...limit }
    : { after: { height: from, index: random.integer(0, 2) }, ...limit }
}

/** Pins blocks on vehicles that hold them, and unpins some. */
export function startPinner(context: ArchiveContext, random: Random, untilMs: number): void {
  const { world, copyRules } = context
  const act = (): void => {
    if (world.nowMs() >= untilMs) {
      return
    }
    const vehicle = running(context, random)
    const book = pickChain(context, random)
    const heights = [...(book?.copies.get(vehicle?.peer ?? '')?.keys() ?? [])]
    if (vehicle !== undefined && book !== undefined && heights.length > 0) {
      const chain = book.chain.id
      const height = random.pick(heights)
      const isUnpin = random.chance(0.3)
      if (isUnpin) {
        copyRules.pinned(vehicle, chain, [])
      }
      const type = isUnpin ? 'unpin' : 'pin'
      vehicle.request({ type, chain, from: height, to: height }, (answer) => {
        context.count(`${type} ${outcome(answer)}`)
        if (answer.type === 'ok') {
          const { pinned } = answer.value as { readonly pinned: Ranges }
          copyRules.pinned(vehicle, chain, pinned)
        }
      })
    }
    world.plan(random.next() * PIN_INTERVAL_MS, act)
  }
  world.plan(random.next() * PIN_INTERVAL_MS, act)
}

export function running(context: ArchiveContext, random: Random): VirtualVehicle | undefined {
  const up = context.world.vehicles.filter(({ state }) => state === 'up')
  return up.length === 0 ? undefined : random.pick(up)
}

export function pickChain({ book }: ArchiveContext, random: Random): ChainBook | undefined {
  const chains = [...book.chains.values()].filter((chain) => certifiedHeight(chain) > 0)
  return chains.length === 0 ? undefined : random.pick(chains)
}
