/**
 * Who of this vehicle's clients may use which keys now: their operations on one key wait for each other
 * here, rather than meet at its owners and be turned away.
 *
 * Keeps: an operation has all its keys or none, so nobody waits for whom it keeps waiting.
 */
import type { Key } from './types.ts'

export interface Gate<T> {
  /** Whether it has all keys now; else it waits and is among those that `release` gives back. */
  enter(one: T, keys: readonly Key[]): boolean
  /** Gives keys back. Returns who may try again, in the order of coming. */
  release(keys: readonly Key[]): readonly T[]
}

export function createGate<T>(): Gate<T> {
  const taken = new Set<Key>()
  const waiting = new Map<Key, T[]>()
  return {
    enter(one, keys) {
      const busy = keys.find((key) => taken.has(key))
      if (busy !== undefined) {
        const queue = waiting.get(busy) ?? []
        waiting.set(busy, queue)
        queue.push(one)
        return false
      }
      for (const key of keys) {
        taken.add(key)
      }
      return true
    },
    release(keys) {
      const next: T[] = []
      for (const key of keys) {
        taken.delete(key)
        next.push(...(waiting.get(key) ?? []))
        waiting.delete(key)
      }
      return next
    }
  }
}
