/**
 * A client that only asks questions, of whoever believes to lead: who was deposed and does not know it
 * yet must not answer from its old state.
 */
import type { Random } from '../../core/random.ts'
import type { Queried } from '../../protocols/paxos/index.ts'
import { wordOf } from '../asking.ts'
import type { PaxosContext } from './context.ts'
import { believedLeaders } from './hunter.ts'

const WHO = 'reader'
const PAUSE_MS_MAX = 150
const DEADLINE_MS = 400

export function startReader(
  context: PaxosContext,
  chain: string,
  random: Random,
  untilMs: number
): void {
  const { world, history, count, scenario } = context

  const next = (): void => {
    world.plan(random.next() * PAUSE_MS_MAX, () => {
      if (world.nowMs() < untilMs) {
        ask()
      }
    })
  }

  const ask = (): void => {
    const leaders = believedLeaders(context)
    if (leaders.length === 0) {
      next()
      return
    }
    const asked = scenario.workload.drawGet(random)
    const call = history.call(WHO, asked.input, undefined)
    const request = {
      type: 'query',
      chain,
      question: asked.bytes,
      deadlineMs: DEADLINE_MS
    } as const
    random.pick(leaders).request(request, (answer) => {
      count(`leader query ${wordOf(answer)}`)
      if (answer.type === 'ok') {
        const { result, height } = answer.value as Queried
        call.returned(asked.read(result), height)
      }
      next()
    })
  }

  next()
}
