/**
 * A client that keeps the chain of one vehicle busy: opens booths, appends, changes members, ends
 * booths, asks again after crashes.
 */
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import { encodeRecord } from '../../state/records/index.ts'
import type {
  Appended,
  BoothEnded,
  EndBoothRequest,
  OpenBoothRequest
} from '../../vehicle/requests.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import { sealedHeight } from './book.ts'
import type { ArchiveContext } from './context.ts'
import { breaks } from './rules.ts'

const PAUSE_MS_MAX = 400
const RETRY_MS_MAX = 800
const ENTRIES_MAX = 4
const PAYLOAD_BYTES_MAX = 300
const APPENDS_AT_ONCE_MAX = 3
const KEYS = 5
const OPERATION_TRIES_MAX = 4

export interface Proposer {
  readonly vehicle: VirtualVehicle
  start(untilMs: number): void
}

export function createProposer(
  context: ArchiveContext,
  vehicle: VirtualVehicle,
  random: Random
): Proposer {
  const { world, chainRules } = context
  let operations = 0
  let isOpen = false
  let endsMs = 0
  /** What was answered for an operation: its booth must never change. */
  const ended = new Map<string, BoothEnded>()

  const next = (afterMsMax: number): void => {
    world.plan(random.next() * afterMsMax, act)
  }

  const act = (): void => {
    if (world.nowMs() >= endsMs || vehicle.state === 'gone') {
      return
    }
    if (!isOpen) {
      open()
      return
    }
    const what = random.next()
    if (what < 0.7) {
      appendSome()
    } else if (what < 0.82) {
      open()
    } else {
      end()
    }
  }

  const open = (): void => {
    const request: OpenBoothRequest = {
      type: 'openBooth',
      members: drawMembers(context, vehicle, random)
    }
    vehicle.request(request, (answer) => {
      isOpen = answer.type === 'ok'
      count('open', answer)
      next(isOpen ? PAUSE_MS_MAX : RETRY_MS_MAX)
    })
  }

  const appendSome = (): void => {
    let waiting = random.integer(1, APPENDS_AT_ONCE_MAX)
    for (let i = waiting; i > 0; i--) {
      const entries = drawEntries(context, random)
      vehicle.request({ type: 'append', entries }, (answer) => {
        count('append', answer)
        if (answer.type === 'ok') {
          chainRules.appended(vehicle, entries, answer.value as Appended)
        } else {
          isOpen = false
        }
        if (--waiting === 0) {
          next(PAUSE_MS_MAX)
        }
      })
    }
  }

  const end = (): void => {
    const request = drawEnd()
    isOpen = false
    let waiting = 1
    const done = (): void => {
      if (--waiting === 0) {
        next(PAUSE_MS_MAX)
      }
    }
    const twice = random.next()
    if (twice < 0.15) {
      waiting++
      ask(request, 1, done)
    } else if (twice < 0.25) {
      waiting++
      ask(drawEnd(), 1, done)
    }
    ask(request, 1, done)
  }

  const drawEnd = (): EndBoothRequest => {
    const entries = random.chance(0.3) ? drawEntries(context, random) : undefined
    const participants = random.chance(0.15) ? drawNamed(context, vehicle, random) : undefined
    return {
      type: 'endBooth',
      operation: `${vehicle.name}-${++operations}`,
      deadlineMs: random.integer(1_000, 6_000),
      ...(entries === undefined ? {} : { entries }),
      ...(participants === undefined ? {} : { participants })
    }
  }

  /** Asks for one operation until it is answered for good, over crashes and time-outs. */
  const ask = (request: EndBoothRequest, attempt: number, done: () => void): void => {
    vehicle.request(request, (answer) => {
      count('end', answer)
      if (answer.type === 'ok') {
        checkEnd(request, answer.value as BoothEnded)
      }
      const isFinal = answer.type === 'ok' || (answer.type === 'refused' && !answer.retry)
      if (isFinal || attempt >= OPERATION_TRIES_MAX || world.nowMs() >= endsMs) {
        done()
        return
      }
      world.plan(random.next() * RETRY_MS_MAX, () => ask(request, attempt + 1, done))
    })
  }

  const checkEnd = ({ operation, backups }: EndBoothRequest, value: BoothEnded): void => {
    const before = ended.get(operation)
    ended.set(operation, value)
    const book = context.book.chains.get(value.chain)
    if (before !== undefined && (before.booth !== value.booth || before.from !== value.from)) {
      breaks(context, 'once', vehicle, `operation ${operation} ended two booths`)
    }
    if (value.state === 'sealed' && backups !== 0 && sealedHeight(book) < value.height) {
      breaks(
        context,
        'V1',
        vehicle,
        `answers sealed for block ${value.height} without a sealed table`
      )
    }
    if (value.state === 'sealed') {
      context.count('sealed')
    }
  }

  const count = (what: string, answer: Answer): void => {
    const how = answer.type === 'refused' ? `refused ${answer.reason}` : answer.type
    context.count(`${what} ${how}`)
  }

  return {
    vehicle,
    start(untilMs) {
      endsMs = untilMs
      next(PAUSE_MS_MAX)
    }
  }
}

/** Records that no other append carries. */
export function drawEntries(context: ArchiveContext, random: Random): readonly Uint8Array[] {
  return Array.from({ length: random.integer(1, ENTRIES_MAX) }, () => {
    const payload = random.bytes(random.integer(8, PAYLOAD_BYTES_MAX))
    const key = `key-${random.integer(1, KEYS)}`
    return encodeRecord({ kind: 'bytes', key, timeMs: Math.floor(context.world.nowMs()), payload })
  })
}

function drawMembers(
  context: ArchiveContext,
  vehicle: VirtualVehicle,
  random: Random
): OpenBoothRequest['members'] {
  return random.chance(0.4)
    ? { auto: random.integer(0, context.plan.vehicles) }
    : drawNamed(context, vehicle, random)
}

function drawNamed(
  { world }: ArchiveContext,
  vehicle: VirtualVehicle,
  random: Random
): readonly PeerId[] {
  const others = world.vehicles.filter(
    ({ peer, state }) => peer !== vehicle.peer && state !== 'gone'
  )
  const count = random.integer(0, others.length)
  return random
    .shuffle(others)
    .slice(0, count)
    .map(({ peer }) => peer)
}
