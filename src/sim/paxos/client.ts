/**
 * A client: asks one thing after the other of a vehicle, asks again with the same name when it does not
 * know what became of it, and keeps the history.
 *
 * Keeps: what is answered `ok` is what happened; what is refused at first, or because its name belongs to
 * something else, never happens; all else stays unknown.
 */
import type { Random } from '../../core/random.ts'
import type { Queried, SubmitRequest, Submitted } from '../../protocols/paxos/index.ts'
import { isUndone, nameIn, pickVehicle, wordOf } from '../asking.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import type { Call, History } from './history.ts'
import type { Asked, Workload } from './workload.ts'

const RETRY_MS_MAX = 300
const DEADLINE_MS_MIN = 300
const DEADLINE_MS_MAX = 3_000
/** Times that one operation is asked again. */
const TRIES_MAX = 8
/** Most things asked at once. */
const BURST_MAX = 8

export interface ClientSetting {
  readonly world: World
  readonly chain: string
  readonly workload: Workload
  readonly history: History
  readonly pauseMsMax: number
  /** Share of turns in which several things are asked at once. */
  readonly bursts: number
  /** An operation is answered `ok`. */
  submitted(vehicle: VirtualVehicle, answer: Submitted): void
  count(name: string): void
}

/** Asks `operations` things, until `untilMs` at the latest. */
export function startClient(
  setting: ClientSetting,
  who: string,
  random: Random,
  operations: number,
  untilMs: number
): void {
  const { world, chain, workload, history, pauseMsMax, bursts, count } = setting
  let turns = 0
  let left = operations
  let vehicle = pickVehicle(world, random)

  const next = (): void => {
    world.plan(random.next() * pauseMsMax, () => {
      if (left <= 0 || world.nowMs() >= untilMs) {
        return
      }
      // Most clients stay with a vehicle as long as it runs, or seems to.
      const isThere = vehicle.state === 'up' || vehicle.state === 'paused'
      vehicle = isThere && random.chance(0.9) ? vehicle : pickVehicle(world, random)
      const asks = random.chance(bursts) ? random.integer(2, BURST_MAX) : 1
      left -= asks
      turns = asks
      for (let i = 0; i < asks; i++) {
        begin()
      }
    })
  }

  const begin = (): void => {
    const asked = workload.draw(random, who)
    const call = history.call(who, asked.input, asked.way === 'submit' ? asked.bytes : undefined)
    if (asked.way === 'query') {
      query(asked, call)
    } else {
      submit(asked, call, undefined, 1)
    }
  }

  /** One thing has come to an end; the next turn begins when all have. */
  const ended = (): void => {
    if (--turns === 0) {
      next()
    }
  }

  const query = (asked: Asked, call: Call): void => {
    const deadlineMs = random.integer(DEADLINE_MS_MIN, DEADLINE_MS_MAX)
    const request = { type: 'query', chain, question: asked.bytes, deadlineMs } as const
    vehicle.request(request, (answer) => {
      count(`query ${wordOf(answer)}`)
      teach(answer)
      if (answer.type === 'ok') {
        const { result, height } = answer.value as Queried
        returned(asked, call, result, height)
      }
      ended()
    })
  }

  /** A vehicle that does not know the chain is to ask others; the client goes on then. */
  const teach = (answer: Answer): void => {
    if (answer.type === 'refused' && answer.reason === 'unknownChain') {
      vehicle.request({ type: 'findChain', chain }, () => undefined)
    }
  }

  const returned = (asked: Asked, call: Call, result: Uint8Array, height: number): void => {
    try {
      call.returned(asked.read(result), height)
    } catch (error) {
      world.fail('answers', who, error instanceof Error ? error.message : String(error))
    }
  }

  const note = (asked: Asked, call: Call, answer: Answer, isFirst: boolean): void => {
    if (answer.type === 'ok') {
      const { operation, result, height } = answer.value as Submitted
      call.named(operation)
      returned(asked, call, result, height)
    } else if (isUndone(answer, isFirst)) {
      call.withdrawn()
    } else {
      const name = nameIn(answer)
      if (name !== undefined) {
        call.named(name)
      }
    }
  }

  const submit = (asked: Asked, call: Call, id: string | undefined, attempt: number): void => {
    const target = vehicle
    const request: SubmitRequest = {
      type: 'submit',
      chain,
      operation: asked.bytes,
      deadlineMs: random.integer(DEADLINE_MS_MIN, DEADLINE_MS_MAX),
      ...(id === undefined ? {} : { id })
    }
    target.request(request, (answer) => {
      count(`${id === undefined ? 'submit' : 'again'} ${wordOf(answer)}`)
      if (answer.type === 'ok') {
        setting.submitted(target, answer.value as Submitted)
      }
      teach(answer)
      note(asked, call, answer, id === undefined)
      const known = nameIn(answer) ?? id
      const isOpen = answer.type !== 'ok' && known !== undefined
      if (!isOpen || attempt >= TRIES_MAX || world.nowMs() >= untilMs) {
        ended()
        return
      }
      // The name works at every vehicle.
      vehicle = random.chance(0.2) ? pickVehicle(world, random) : target
      world.plan(random.next() * RETRY_MS_MAX, () => submit(asked, call, known, attempt + 1))
    })
  }

  next()
}
