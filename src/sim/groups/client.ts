/**
 * Clients of a group: they put values through any vehicle, have the chain placed by any member, and
 * change who is one.
 */
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import type { PlacementReport } from '../../core/signal.ts'
import { encodeOperation, keyOfText } from '../../state/kv/index.ts'
import type { GroupOpened, Submitted, VehicleRequest } from '../../vehicle/requests.ts'
import { sealedHeight } from '../archive/book.ts'
import { breaks } from '../archive/rules.ts'
import { wordOf } from '../asking.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import type { GroupsContext } from './context.ts'

const PUT_PAUSE_MS_MAX = 400
const PLACE_PAUSE_MS_MAX = 2_500
const CHANGE_PAUSE_MS_MAX = 5_000
const PLACE_MS_MIN = 500
const PLACE_MS_MAX = 6_000
const MEMBERS_MAX = 4
const KEYS = 8

export function startPutting(context: GroupsContext, random: Random, untilMs: number): void {
  repeat(context, random, untilMs, PUT_PAUSE_MS_MAX, (done) => {
    put(context, pickUp(context, random), random, (answer) => {
      context.count(`put ${wordOf(answer)}`)
      done()
    })
  })
}

/** Puts a value that no other put carries. */
export function put(
  context: GroupsContext,
  vehicle: VirtualVehicle,
  random: Random,
  onAnswer: (answer: Answer) => void
): void {
  const bytes = random.bytes(random.integer(8, context.plan.valueBytesMax))
  const operation = encodeOperation({
    type: 'put',
    key: keyOfText(`key-${random.integer(1, KEYS)}`),
    value: { kind: 'bytes', bytes },
    ttlMs: 0,
    wantsPrevious: false
  })
  vehicle.request({ type: 'submit', chain: context.chain(), operation }, (answer) => {
    if (answer.type === 'ok') {
      context.acknowledged.push((answer.value as Submitted).height)
    }
    onAnswer(answer)
  })
}

export function startPlacing(context: GroupsContext, random: Random, untilMs: number): void {
  repeat(context, random, untilMs, PLACE_PAUSE_MS_MAX, (done) => {
    const members = context.members().filter(({ state }) => state === 'up')
    if (members.length === 0) {
      done()
      return
    }
    const vehicle = random.pick(members)
    const deadlineMs = random.integer(PLACE_MS_MIN, PLACE_MS_MAX)
    const candidates = random.chance(0.3) ? drawPeers(context, random) : []
    const request = { type: 'place', chain: context.chain(), deadlineMs, candidates } as const
    vehicle.request(request, (answer) => {
      const report = answer.type === 'ok' ? (answer.value as PlacementReport) : undefined
      context.count(`place ${report?.state ?? wordOf(answer)}`)
      const height = sealedHeight(context.book.chains.get(context.chain()))
      if (report?.state === 'sealed' && height < report.height) {
        const text = `answers sealed for block ${report.height} without a sealed table`
        breaks(context, 'V1', vehicle, text)
      }
      done()
    })
  })
}

export function startChanging(context: GroupsContext, random: Random, untilMs: number): void {
  let operations = 0
  repeat(context, random, untilMs, CHANGE_PAUSE_MS_MAX, (done) => {
    const up = random.shuffle(context.world.vehicles.filter(({ state }) => state === 'up'))
    const count = random.integer(1, Math.min(MEMBERS_MAX, up.length - context.plan.backups - 1))
    const wanted = new Set([...context.pivots(), ...up.slice(0, count).map(({ peer }) => peer)])
    const operation = `change ${++operations}`
    const members = [...wanted]
    const request: VehicleRequest = {
      type: 'changeMembers',
      chain: context.chain(),
      members,
      operation
    }
    pickUp(context, random).request(request, (answer) => {
      context.count(`change ${wordOf(answer)}`)
      if (answer.type === 'ok') {
        context.changed((answer.value as GroupOpened).number, (answer.value as GroupOpened).members)
      }
      done()
    })
  })
}

/** Acts, waits for the answer and a while, until the time is over. */
function repeat(
  { world }: GroupsContext,
  random: Random,
  untilMs: number,
  pauseMsMax: number,
  act: (done: () => void) => void
): void {
  const next = (): void => {
    world.plan(random.next() * pauseMsMax, () => {
      if (world.nowMs() < untilMs) {
        act(next)
      }
    })
  }
  next()
}

function pickUp({ world }: GroupsContext, random: Random): VirtualVehicle {
  const up = world.vehicles.filter(({ state }) => state === 'up')
  return random.pick(up.length === 0 ? world.vehicles : up)
}

function drawPeers({ world }: GroupsContext, random: Random): readonly PeerId[] {
  return random
    .shuffle(world.vehicles)
    .slice(0, random.integer(1, world.vehicles.length))
    .map(({ peer }) => peer)
}
