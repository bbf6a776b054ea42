/**
 * Who of this vehicle's clients may use which keys now: their operations on one key wait for each other
 * here, rather than meet at its owners and be turned away.
 *
 * Keeps: an operation has all its keys or none, so nobody waits for whom it keeps waiting; a key that is
 * given back goes to one of those who wait for it, and who has left is not kept.
 */
import type { Key } from './types.ts'

export interface Gate<T> {
  /** Whether it has all keys now; else it waits until `release` gives it back. */
  enter(one: T, keys: readonly Key[]): boolean
  /** It waits no more. */
  leave(one: T, keys: readonly Key[]): void
  /** Gives keys back. Returns who has all its keys now, in the order of coming. */
  release(keys: readonly Key[]): readonly T[]
}

export function createGate<T>(): Gate<T> {
  const taken = new Set<Key>()
  /** By the first key that was taken when they came: each with all its keys, in the order of coming. */
  const waiting = new Map<Key, Map<T, readonly Key[]>>()

  const enter = (one: T, keys: readonly Key[]): boolean => {
    const busy = keys.find((key) => taken.has(key))
    if (busy !== undefined) {
      const queue = waiting.get(busy) ?? new Map<T, readonly Key[]>()
      waiting.set(busy, queue.set(one, keys))
      return false
    }
    for (const key of keys) {
      taken.add(key)
    }
    return true
  }

  const remove = (one: T, key: Key): void => {
    const queue = waiting.get(key)
    if (queue?.delete(one) === true && queue.size === 0) {
      waiting.delete(key)
    }
  }

  /** Who gets a key that is free; those before it wait for another one of their keys. */
  const nextAt = (key: Key): readonly T[] => {
    for (const [one, keys] of waiting.get(key) ?? []) {
      remove(one, key)
      if (enter(one, keys)) {
        return [one]
      }
    }
    return []
  }

  return {
    enter,
    leave(one, keys) {
      for (const key of keys) {
        remove(one, key)
      }
    },
    release(keys) {
      for (const key of keys) {
        taken.delete(key)
      }
      return keys.flatMap((key) => (taken.has(key) ? [] : nextAt(key)))
    }
  }
}
