/**
 * A store with faults on purpose: a full disk, a failing one, a slow one. For tests of whatever
 * stands on a store.
 *
 * Keeps: after the fault it behaves as the real store does: every later write is refused, loads go on.
 */
import type { Store } from '../core/store.ts'
import { StoreFailedError, StoreFullError } from './errors.ts'

export interface FaultPlan {
  /** The number of the write that fails, counted from 1; none when not given. */
  readonly failAt?: number
  readonly reason?: 'full' | 'io'
  /** The failing batch reaches the disk all the same: a failed fsync says nothing about that. */
  readonly isKept?: boolean
  /** Awaited before each write reaches the disk, with its number: a slow fsync. */
  readonly beforeWrite?: (number: number) => Promise<void>
}

export function createFaultyStore(store: Store, plan: FaultPlan): Store {
  const { failAt = Number.POSITIVE_INFINITY, reason = 'io', isKept = false } = plan
  let last: Promise<unknown> = Promise.resolve()
  let count = 0

  const perform = async (ops: Parameters<Store['write']>[0]): Promise<void> => {
    count++
    await plan.beforeWrite?.(count)
    if (count >= failAt) {
      if (count === failAt && isKept) {
        await store.write(ops)
      }
      const message = `write ${count} fails on purpose (${reason})`
      throw reason === 'full' ? new StoreFullError(message) : new StoreFailedError(message, reason)
    }
    await store.write(ops)
  }

  return {
    disk: store.disk,
    write(ops) {
      const written = last.then(() => perform(ops))
      last = written.catch(() => undefined)
      return written
    },
    load: (query) => store.load(query),
    sizeBytes: () => store.sizeBytes(),
    close: () => last.then(() => store.close())
  }
}
