/**
 * A client: asks one thing after the other of a vehicle, or some at once, asks again with the same name
 * when it does not know what became of it, and keeps the history.
 */

import { areEqual } from '../../core/bytes.ts'
import type { Queried, SubmitRequest, Submitted } from '../../core/group-request.ts'
import type { Random } from '../../core/random.ts'
import { isUndone, nameIn, pickVehicle, wordOf } from '../asking.ts'
import type { Call } from '../paxos/history.ts'
import type { Answer } from '../virtual-vehicle.ts'
import type { QuorumContext } from './context.ts'
import type { Asked } from './workload.ts'

const RETRY_MS_MAX = 300
const DEADLINE_MS_MIN = 300
const DEADLINE_MS_MAX = 3_000
/** Times that one operation is asked again. */
const TRIES_MAX = 8
/** Of the operations that were answered. */
const ASKED_AGAIN = 0.1

/** Asks `operations` things, until `untilMs` at the latest. */
export function startClient(
  context: QuorumContext,
  who: string,
  random: Random,
  operations: number,
  untilMs: number,
  /** An operation was answered. */
  heard: (operation: string) => void
): void {
  const { world, plan, workload, count } = context
  let left = operations
  let vehicle = pickVehicle(world, random)

  const next = (): void => {
    world.plan(random.next() * plan.pauseMsMax, () => {
      if (left > 0 && world.nowMs() < untilMs) {
        let open = Math.min(left, plan.together)
        left -= open
        // Most clients stay with a vehicle as long as it runs, or seems to.
        const isThere = vehicle.state === 'up' || vehicle.state === 'paused'
        vehicle = isThere && random.chance(0.8) ? vehicle : pickVehicle(world, random)
        const ended = (): void => {
          open--
          if (open === 0) {
            next()
          }
        }
        for (let i = open; i > 0; i--) {
          begin(ended)
        }
      }
    })
  }

  const begin = (ended: () => void): void => {
    const asked = workload.draw(random, who)
    const one = begun(context, asked, who)
    if (asked.way === 'query') {
      const deadlineMs = random.integer(DEADLINE_MS_MIN, DEADLINE_MS_MAX)
      const request = { type: 'query', chain: context.chain(), question: asked.bytes, deadlineMs }
      vehicle.request(request, (answer) => {
        count(`query ${wordOf(answer)}`)
        if (answer.type === 'ok') {
          returned(context, one, (answer.value as Queried).result)
        }
        ended()
      })
    } else {
      submit(one, undefined, 1, ended)
    }
  }

  const submit = (one: Begun, id: string | undefined, attempt: number, ended: () => void): void => {
    const request: SubmitRequest = {
      type: 'submit',
      chain: context.chain(),
      operation: one.asked.bytes,
      deadlineMs: random.integer(DEADLINE_MS_MIN, DEADLINE_MS_MAX),
      ...(id === undefined ? {} : { id })
    }
    vehicle.request(request, (answer) => {
      count(`${id === undefined ? 'submit' : 'again'} ${wordOf(answer)}`)
      note(context, one, answer, id === undefined)
      if (answer.type === 'ok') {
        answered(one.asked, answer.value as Submitted, ended)
        return
      }
      const known = nameIn(answer) ?? id
      if (known === undefined || attempt >= TRIES_MAX || world.nowMs() >= untilMs) {
        ended()
        return
      }
      // The name works at every vehicle.
      vehicle = random.chance(0.2) ? pickVehicle(world, random) : vehicle
      world.plan(random.next() * RETRY_MS_MAX, () => submit(one, known, attempt + 1, ended))
    })
  }

  const answered = (asked: Asked, done: Submitted, ended: () => void): void => {
    heard(done.operation)
    if (random.chance(ASKED_AGAIN)) {
      world.plan(random.next() * RETRY_MS_MAX, () => askAgain(asked, done, ended))
    } else {
      ended()
    }
  }

  /** What was answered has the same answer ever after, or nobody remembers it. */
  const askAgain = (asked: Asked, { operation, result }: Submitted, ended: () => void): void => {
    const request = { type: 'submit', chain: context.chain(), operation: asked.bytes }
    const deadlineMs = random.integer(DEADLINE_MS_MIN, DEADLINE_MS_MAX)
    vehicle.request({ ...request, deadlineMs, id: operation }, (answer) => {
      count(`answered ${wordOf(answer)}`)
      if (answer.type === 'ok' && !areEqual((answer.value as Submitted).result, result)) {
        world.fail('Q6', who, `${operation} has two results`)
      }
      ended()
    })
  }

  next()
}

const READ_PAUSE_MS_MAX = 40
const READ_DEADLINE_MS = 400

/** Reads one key after the other, each time at another vehicle, until `untilMs`. */
export function startReader(
  context: QuorumContext,
  who: string,
  random: Random,
  untilMs: number
): void {
  const { world, workload, count } = context
  const next = (): void => {
    world.plan(random.next() * READ_PAUSE_MS_MAX, () => {
      if (world.nowMs() >= untilMs) {
        return
      }
      const asked = workload.drawGet(random)
      const one = begun(context, asked, who)
      const question = { chain: context.chain(), question: asked.bytes }
      const request = { type: 'query', ...question, deadlineMs: READ_DEADLINE_MS }
      pickVehicle(world, random).request(request, (answer) => {
        count(`read ${wordOf(answer)}`)
        if (answer.type === 'ok') {
          returned(context, one, (answer.value as Queried).result)
        }
        next()
      })
    })
  }
  next()
}

/** Something that was asked for. */
export interface Begun {
  readonly asked: Asked
  readonly calls: readonly Call[]
  /** The greatest revision of its key that anybody had been told by then. */
  readonly before: number
  readonly who: string
}

export function begun({ history, rules }: QuorumContext, asked: Asked, who: string): Begun {
  const bytes = asked.way === 'submit' ? asked.bytes : undefined
  const calls = asked.inputs.map((input) => history.call(who, input, bytes))
  return { asked, calls, before: rules.toldOf(asked.key), who }
}

export function note(context: QuorumContext, one: Begun, answer: Answer, isFirst: boolean): void {
  const { asked, calls, before } = one
  const name = nameIn(answer)
  if (answer.type === 'ok') {
    const { operation, result } = answer.value as Submitted
    for (const call of calls) {
      call.named(operation)
    }
    const revision = asked.revisionOf(result)
    context.revisions.set(operation, revision)
    context.rules.acknowledged(asked.key, revision, before)
    returned(context, one, result)
  } else if (isUndone(answer, isFirst)) {
    for (const call of calls) {
      call.withdrawn()
    }
  } else if (name !== undefined) {
    for (const call of calls) {
      call.named(name)
    }
  }
}

export function returned(
  { world }: QuorumContext,
  { asked, calls, who }: Begun,
  result: Uint8Array
): void {
  try {
    for (const [i, output] of asked.read(result).entries()) {
      calls[i]?.returned(output, 0)
    }
  } catch (error) {
    world.fail('answers', who, error instanceof Error ? error.message : String(error))
  }
}
