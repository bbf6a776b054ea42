/**
 * Operations on keys that a leader has not taken over in its epoch: they wait until enough members have
 * shown what they hold, or nobody waits for them any more.
 *
 * Keeps: what is given up was not begun, so it is as if it had never come; a key for which operations
 * wait is being asked for.
 */
import type { NowMs } from '../../core/machine.ts'
import type { Collector, Seen } from './collect.ts'
import { append } from './lists.ts'
import { type GroupParts, shownBytes } from './parts.ts'
import { inPortions } from './portions.ts'
import type { RegisterKey } from './register.ts'
import type { Task } from './task.ts'
import type { Out } from './types.ts'

export interface Untaken {
  add(key: RegisterKey, task: Task): void
  /** Asks for keys that are not being asked for. */
  ask(nowMs: NowMs, epoch: number, out: Out): void
  /** Gives up what nobody waits for any more, and returns it. */
  expire(nowMs: NowMs): readonly Task[]
  clear(): void
}

/** `taken` is told of each key that is taken over, and of the operations that wait for it, if any. */
export function createUntaken(
  { registers }: Pick<GroupParts, 'registers'>,
  collector: Pick<Collector, 'ask'>,
  taken: (nowMs: NowMs, one: Seen, tasks: readonly Task[], out: Out) => void
): Untaken {
  const waiting = new Map<RegisterKey, Task[]>()
  /** Keys that are being asked for, and until when. */
  const asked = new Map<RegisterKey, NowMs>()

  const takeOver = (nowMs: NowMs, seen: readonly Seen[], out: Out): void => {
    for (const one of seen) {
      const tasks = waiting.get(one.key) ?? []
      asked.delete(one.key)
      waiting.delete(one.key)
      taken(nowMs, one, tasks, out)
    }
  }

  const lastOf = (keys: readonly RegisterKey[]): NowMs =>
    keys
      .flatMap((key) => waiting.get(key) ?? [])
      .reduce((last, { deadlineMs }) => Math.max(last, deadlineMs), 0)

  return {
    add(key, task) {
      append(waiting, key, task)
    },
    ask(nowMs, epoch, out) {
      const keys = [...waiting.keys()].filter((key) => !asked.has(key))
      for (const some of inPortions(keys, shownBytes(registers))) {
        const deadlineMs = lastOf(some)
        for (const key of some) {
          asked.set(key, deadlineMs)
        }
        collector.ask(nowMs, { keys: some, epoch, deadlineMs }, takeOver, out)
      }
    },
    expire(nowMs) {
      const late: Task[] = []
      for (const [key, tasks] of waiting) {
        const left = tasks.filter(({ deadlineMs }) => nowMs < deadlineMs)
        if (left.length === tasks.length) {
          continue
        }
        late.push(...tasks.filter(({ deadlineMs }) => nowMs >= deadlineMs))
        if (left.length === 0) {
          waiting.delete(key)
        } else {
          waiting.set(key, left)
        }
      }
      for (const [key, untilMs] of asked) {
        // For those that came later and wait longer the key is asked for again.
        if (nowMs >= untilMs) {
          asked.delete(key)
        }
      }
      return late
    },
    clear() {
      waiting.clear()
      asked.clear()
    }
  }
}
