/**
 * Named timers of a vehicle on the timers of Node: one id, at most one waiting.
 *
 * Keeps: a timer never fires before its time by the vehicle's clock, and nothing is left waiting
 * after `clear`. To set a timer again for later costs no new system timer: the old one finds, when
 * it fires, that it has to wait on.
 */
import type { NowMs } from '../core/machine.ts'
import type { Clock } from './clock.ts'

/**
 * A longer timer waits in several parts: system timers stand still while the computer sleeps, which
 * the vehicle's clock does not, so after a sleep a timer is late by no more than this.
 */
const WAIT_MS_MAX = 60_000

export interface Timers {
  /** Replaces the timer of this id; undefined cancels it. */
  set(id: string, atMs: NowMs | undefined): void
  /** Cancels all. */
  clear(): void
  readonly size: number
}

interface Timer {
  atMs: NowMs
  /** When the system timer fires; never later than needed. */
  wakesAtMs: NowMs
  cancel(): void
}

export function createTimers(clock: Pick<Clock, 'nowMs'>, fire: (id: string) => void): Timers {
  const timers = new Map<string, Timer>()

  const arm = (id: string, atMs: NowMs): Timer => {
    const nowMs = clock.nowMs()
    if (atMs <= nowMs) {
      // setTimeout waits for a millisecond at least, which is long for whoever waits for the disk.
      const handle = setImmediate(wake, id)
      return { atMs, wakesAtMs: nowMs, cancel: () => clearImmediate(handle) }
    }
    const waitMs = Math.min(Math.max(1, Math.ceil(atMs - nowMs)), WAIT_MS_MAX)
    const handle = setTimeout(wake, waitMs, id)
    return { atMs, wakesAtMs: nowMs + waitMs, cancel: () => clearTimeout(handle) }
  }
  const wake = (id: string): void => {
    const timer = timers.get(id)
    if (timer === undefined) {
      return
    }
    if (clock.nowMs() < timer.atMs) {
      timers.set(id, arm(id, timer.atMs))
      return
    }
    timers.delete(id)
    fire(id)
  }

  return {
    set(id, atMs) {
      const before = timers.get(id)
      if (atMs !== undefined && before !== undefined && before.wakesAtMs <= atMs) {
        before.atMs = atMs
        return
      }
      before?.cancel()
      timers.delete(id)
      if (atMs !== undefined) {
        timers.set(id, arm(id, atMs))
      }
    },
    clear() {
      for (const { cancel } of timers.values()) {
        cancel()
      }
      timers.clear()
    },
    get size() {
      return timers.size
    }
  }
}
