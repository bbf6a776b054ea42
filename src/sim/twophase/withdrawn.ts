/**
 * Operations of which clients were told for certain that they are not done, and never will be.
 *
 * T7 none of them is done: no two operations write the same value, so what is written tells whose it is.
 */
import type { KvInput } from '../linearizability/kv-model.ts'
import type { History } from '../paxos/history.ts'
import { nameValue } from '../paxos/workload.ts'
import type { Breaks, Change } from './truth.ts'

export interface Withdrawn {
  /** The history, which forgets what was withdrawn. */
  readonly history: History
  /** `changes`: what each committed operation has written. */
  check(changes: readonly Change[], breaks: Breaks): void
}

export function watchWithdrawn(history: History): Withdrawn {
  /** Who asked for it, by the values that it was to write. */
  const values = new Map<string, string>()
  return {
    history: {
      call(who, input, bytes) {
        const call = history.call(who, input, bytes)
        return {
          ...call,
          withdrawn() {
            for (const [, value] of (input as KvInput).writes) {
              if (value !== undefined) {
                values.set(value, who)
              }
            }
            call.withdrawn()
          }
        }
      },
      told: history.told
    },
    check(changes, breaks) {
      for (const { operation, writes } of changes) {
        for (const { key, value } of writes) {
          const who = values.get(nameValue(value) ?? '')
          if (who !== undefined) {
            breaks(
              'T7',
              who,
              `was told that its write of ${key} is not done, which ${operation} has`
            )
          }
        }
      }
    }
  }
}
