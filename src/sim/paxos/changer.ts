/**
 * Changes the members of the group again and again, and checks that one operation makes one booth.
 */
import type { Random } from '../../core/random.ts'
import type { GroupOpened } from '../../protocols/paxos/index.ts'
import { wordOf } from '../asking.ts'
import type { Answer } from '../virtual-vehicle.ts'
import type { PaxosContext } from './context.ts'

const PAUSE_MS_MIN = 200
const PAUSE_MS_MAX = 2_500
const TRIES_MAX = 4
const MEMBERS_MIN = 3
const MEMBERS_MAX = 5

export function startChanger(
  context: PaxosContext,
  chain: string,
  random: Random,
  untilMs: number
): void {
  const { world, count } = context
  const made = new Map<string, string>()
  let operations = 0

  const next = (): void => {
    world.plan(random.integer(PAUSE_MS_MIN, PAUSE_MS_MAX), () => {
      if (world.nowMs() < untilMs) {
        ask(drawMembers(), `change-${++operations}`, 1)
      }
    })
  }

  const drawMembers = (): readonly string[] => {
    const there = world.vehicles.filter(
      ({ state, peer }) => state !== 'gone' && !context.isDamaged(peer)
    )
    const size = Math.min(there.length, random.chance(0.6) ? MEMBERS_MIN : MEMBERS_MAX)
    const members = random.shuffle(there.map(({ peer }) => peer))
    return members.slice(0, size)
  }

  const ask = (members: readonly string[], operation: string, attempt: number): void => {
    const there = world.vehicles.filter(({ state }) => state === 'up')
    if (members.length < MEMBERS_MIN || there.length === 0) {
      next()
      return
    }
    const vehicle = random.pick(there)
    const request = { type: 'changeMembers', chain, members, operation } as const
    vehicle.request(request, (answer) => {
      count(`change ${wordOf(answer)}`)
      if (answer.type === 'ok') {
        const { booth } = answer.value as GroupOpened
        if ((made.get(operation) ?? booth) !== booth) {
          world.fail('once', vehicle.name, `the operation ${operation} has made two booths`)
        }
        made.set(operation, booth)
      }
      const isAgain = answer.type === 'ok' ? random.chance(0.2) : !isRefusedByMember(answer)
      if (isAgain && attempt < TRIES_MAX && world.nowMs() < untilMs) {
        ask(members, operation, attempt + 1)
      } else {
        next()
      }
    })
  }

  next()
}

/** Only members change their group: whoever asked another vehicle asks the next one. */
function isRefusedByMember(answer: Answer): boolean {
  return (
    answer.type === 'refused' && answer.reason !== 'notMember' && answer.reason !== 'unknownChain'
  )
}
