/**
 * What a site puts into the log or asks of it, each with what is to be done with the answer.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import { noLeaderText } from '../../core/out-of-reach.ts'
import type { Hindrance } from './hindrance.ts'
import type { TwophaseSettings } from './options.ts'
import type { LogAnswer, LogQuestion, Out, TwophasePorts, Written } from './types.ts'

export type Then = (nowMs: NowMs, answer: LogAnswer, out: Out) => void

export interface LogCalls {
  /** Those without an answer. */
  readonly size: number
  /** Answered after `forMs` at the latest. */
  write(what: Written, then: Then, forMs?: number): void
  ask(what: LogQuestion, then: Then): void
  answered(nowMs: NowMs, id: string, answer: LogAnswer, out: Out): void
  /** Why nothing comes from the log, as far as this vehicle sees. */
  hindrance(): Hindrance
}

export const LOG_ID = 'twophase:log:'

export function createLogCalls(
  environment: Pick<Environment, 'self' | 'peers'>,
  chain: ChainId,
  ports: TwophasePorts,
  { deadlineMs }: TwophaseSettings
): LogCalls {
  const open = new Map<string, Then>()
  let calls = 0

  const nextId = (then: Then): string => {
    const id = `${LOG_ID}${++calls}:${chain}`
    open.set(id, then)
    return id
  }

  return {
    get size() {
      return open.size
    },
    write: (what, then, forMs = deadlineMs) => ports.write(nextId(then), chain, what, forMs),
    ask: (what, then) => ports.ask(nextId(then), chain, what, deadlineMs),
    answered(nowMs, id, answer, out) {
      const then = open.get(id)
      open.delete(id)
      then?.(nowMs, answer, out)
    },
    hindrance: () => ({
      reason: 'noLeader',
      text: noLeaderText(environment, ports.membersOf(chain))
    })
  }
}
