/**
 * When a member may try to have somebody elected: later after every attempt that failed, and by chance,
 * so that two do not go on at once for ever.
 */
import type { NowMs } from '../../core/machine.ts'
import type { Random } from '../../core/random.ts'
import type { QuorumSettings } from './options.ts'

export interface Pace {
  /** Nothing is begun before. */
  wait(untilMs: NowMs): void
  isOver(nowMs: NowMs): boolean
  failed(nowMs: NowMs): void
  /** How often others said that they would try, and nobody came to lead. */
  readonly yields: number
  yielded(): void
  /** Somebody leads: the next failure is the first again. */
  reset(): void
}

const GROWTH = 1.5
/** Beyond it the greatest pause is reached. */
const STEPS_MAX = 10
const LEAST_SHARE = 0.2

export function createPace(
  { electionTimeoutMs, backOffMsMax }: QuorumSettings,
  random: Random
): Pace {
  let quietUntilMs: NowMs = 0
  let failures = 0
  let yields = 0
  const wait = (untilMs: NowMs): void => {
    quietUntilMs = Math.max(quietUntilMs, untilMs)
  }
  return {
    get yields() {
      return yields
    },
    yielded() {
      yields++
    },
    wait,
    isOver: (nowMs) => nowMs >= quietUntilMs,
    failed(nowMs) {
      const longest = electionTimeoutMs * GROWTH ** Math.min(failures, STEPS_MAX)
      failures++
      const share = LEAST_SHARE + (1 - LEAST_SHARE) * random.next()
      wait(nowMs + Math.ceil(Math.min(backOffMsMax, longest) * share))
    },
    reset() {
      failures = 0
      yields = 0
    }
  }
}
