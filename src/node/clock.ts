/**
 * The clocks of a running vehicle: its own, by which it waits, and that of the machine.
 *
 * Keeps: the own clock counts progress and nothing else, so it never goes back, and a step of the
 * system clock reaches no timer, no lease and no time to live. The system time is read once, at the
 * start. The time for which the computer slept is progress too: whoever did not count it would
 * trust what the others gave up meanwhile.
 */
import { uptime } from 'node:os'
import type { Fact, NowMs } from '../core/machine.ts'

export interface Clock {
  /** A whole number of milliseconds, never less than the one before. */
  nowMs(): NowMs
  /** System time as it is set now: to be told, or to judge by, and never to wait by. */
  wallMs(): number
  /** What has happened to the clocks since this was asked last. */
  news(): readonly Fact[]
}

/** What the clocks are made from; tests pass their own. */
export interface TimeSource {
  /** System time in milliseconds since the epoch. */
  epochMs(): number
  /** Milliseconds of a clock that nobody sets; it may stand still while the computer sleeps. */
  progressMs(): number
  /** The same of one that does not, in steps of 10 ms; undefined where there is none. */
  awakeAndAsleepMs(): number | undefined
}

/** By so much two clocks have to part before anything is made of it; both are rounded. */
const NOTICED_MS = 100
/** What rounding may add to a sleep: a promise must not end before its time. */
const ROUNDED_MS = 20
/** How far the system clock may stand from the own one before it is told. */
const SET_MS_MIN = 1_000

const SYSTEM_TIME: TimeSource = {
  epochMs: () => Date.now(),
  progressMs: () => performance.now(),
  awakeAndAsleepMs: sinceBoot
}

/** Elsewhere `performance.now` goes on in a sleep, and the time since boot has whole seconds only. */
function sinceBoot(): number | undefined {
  if (process.platform !== 'linux') {
    return undefined
  }
  try {
    return uptime() * 1000
  } catch {
    return undefined
  }
}

export function createClock(source: TimeSource = SYSTEM_TIME): Clock {
  const startProgressMs = source.progressMs()
  // Progress is read before the other here and after it below: a process that is stopped between
  // the two then finds a shorter sleep, and never one that was not.
  const startSleeplessMs = source.awakeAndAsleepMs()
  let offsetMs = source.epochMs() - startProgressMs
  let lastMs = 0
  /** System time less progress: it changes when the computer sleeps, and when the clock is set. */
  let seenGapMs = offsetMs
  let sleptMs = 0
  let toldSleptMs = 0
  let toldAheadMs = 0

  const noticeSleep = (gapMs: number): void => {
    if (Math.abs(gapMs - seenGapMs) <= NOTICED_MS) {
      return
    }
    seenGapMs = gapMs
    const sleeplessMs = source.awakeAndAsleepMs()
    if (sleeplessMs === undefined || startSleeplessMs === undefined) {
      return
    }
    const awakeMs = source.progressMs() - startProgressMs
    const allMs = Math.floor(sleeplessMs - startSleeplessMs - awakeMs) - ROUNDED_MS
    if (allMs > sleptMs + NOTICED_MS) {
      offsetMs += allMs - sleptMs
      sleptMs = allMs
    }
  }
  const nowMs = (): NowMs => {
    const progressMs = source.progressMs()
    noticeSleep(source.epochMs() - progressMs)
    lastMs = Math.max(lastMs, Math.floor(offsetMs + progressMs))
    return lastMs
  }

  return {
    nowMs,
    wallMs: () => Math.floor(source.epochMs()),
    news() {
      const facts: Fact[] = []
      const aheadMs = Math.floor(source.epochMs()) - nowMs()
      if (sleptMs > toldSleptMs) {
        facts.push({ name: 'node:slept', detail: { ms: sleptMs - toldSleptMs } })
        toldSleptMs = sleptMs
      }
      if (Math.abs(aheadMs - toldAheadMs) >= SET_MS_MIN) {
        facts.push({ name: 'node:clockSet', detail: { aheadMs } })
        toldAheadMs = aheadMs
      }
      return facts
    }
  }
}
