/**
 * Who uses the bank: clients that move money and ask again with the same id when they do not know, and
 * somebody who gives accounts to other vehicles.
 */
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import type { BankMoveRequest, BankTransferRequest, Level } from '../../protocols/bank/index.ts'
import { pickVehicle } from '../asking.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import type { BankContext } from './context.ts'

const RETRY_MS_MAX = 300
const DEADLINE_MS_MIN = 300
const DEADLINE_MS_MAX = 3_000
const TRIES_MAX = 6
const MOVE_MS_MAX = 1_000
const CHANGE_MS_MAX = 3_000

export function startClient(
  context: BankContext,
  who: string,
  random: Random,
  untilMs: number
): void {
  const { world, plan, accounts, promises, count, chain } = context
  let left = Math.ceil(plan.transfers / plan.clients)
  let vehicle = pickVehicle(world, random)

  const next = (): void => {
    world.plan(random.next() * plan.pauseMsMax, () => {
      if (left-- <= 0 || world.nowMs() >= untilMs) {
        return
      }
      vehicle = random.chance(0.6) ? vehicle : pickVehicle(world, random)
      const [account = '', to = ''] = random.shuffle(accounts)
      const amount = BigInt(random.integer(1, plan.amountMax))
      const level = random.pick<Level>(['local', 'local', 'backed', 'committed'])
      const operation = `${who}-${left}`
      ask({ type: 'bankTransfer', chain, account, to, amount, level, operation }, 1)
    })
  }

  const ask = (request: BankTransferRequest, attempt: number): void => {
    const deadlineMs = random.integer(DEADLINE_MS_MIN, DEADLINE_MS_MAX)
    context.waiting++
    vehicle.request({ ...request, deadlineMs }, (answer) => {
      context.waiting--
      count(`transfer ${wordOf(answer)}`)
      promises.told(request.operation ?? '', answer)
      const isOpen = answer.type === 'unknown' || answer.type === 'crashed'
      if (isOpen && attempt < TRIES_MAX && world.nowMs() < untilMs) {
        vehicle = random.chance(0.5) ? pickVehicle(world, random) : vehicle
        world.plan(random.next() * RETRY_MS_MAX, () => ask(request, attempt + 1))
      } else {
        next()
      }
    })
  }
  next()
}

/** Gives and takes accounts. */
export function startMover(context: BankContext, random: Random, untilMs: number): void {
  const { world, plan, accounts } = context
  const next = (): void => {
    world.plan(random.next() * MOVE_MS_MAX, () => {
      if (world.nowMs() < untilMs) {
        const to = random.pick(world.vehicles.slice(0, plan.members)).peer
        const isForced = plan.forces && random.chance(0.4)
        move(context, pickVehicle(world, random), random.pick(accounts), to, isForced, next)
      }
    })
  }
  next()
}

/** Asks a vehicle to see to it that an account has this owner. */
export function move(
  context: BankContext,
  vehicle: VirtualVehicle,
  account: string,
  to: PeerId,
  isForced: boolean,
  done: (answer: Answer) => void
): void {
  const { world, chain, promises, truth, count } = context
  const owners = new Set<PeerId>()
  /** Whoever owned it in the meantime may have answered what is lost now. */
  const excuse = (): void => {
    const owner = truth.ledger.ownerOf(account)
    if (isForced && owner !== undefined) {
      owners.add(owner)
    }
    for (const one of owners) {
      promises.excuse(one, 'local')
    }
  }
  excuse()
  const force = isForced ? ({ force: 'ownerGone' } as const) : {}
  const request: BankMoveRequest = { type: 'bankMove', chain, account, to, ...force }
  context.waiting++
  vehicle.request(request, (answer) => {
    context.waiting--
    excuse()
    count(`move ${wordOf(answer)}`)
    world.log('world', 'moves', () => `${account} ${wordOf(answer)}`)
    done(answer)
  })
}

/** Puts the group into other hands now and then. */
export function startChanger(
  { world, plan, chain, count }: BankContext,
  random: Random,
  untilMs: number
): void {
  let changes = 0
  const next = (): void => {
    world.plan(random.next() * CHANGE_MS_MAX, () => {
      if (world.nowMs() >= untilMs) {
        return
      }
      const members = random.shuffle(world.vehicles.map(({ peer }) => peer)).slice(0, plan.members)
      const operation = `change-${++changes}`
      pickVehicle(world, random).request(
        { type: 'changeMembers', chain, members, operation },
        (answer) => {
          count(`change ${wordOf(answer)}`)
          next()
        }
      )
    })
  }
  next()
}

/** An answer in one or two words. */
export function wordOf(answer: Answer): string {
  if (answer.type === 'ok') {
    return `ok ${(answer.value as { readonly level?: string }).level ?? ''}`.trim()
  }
  return answer.type === 'refused' ? `refused ${answer.reason}` : answer.type
}
