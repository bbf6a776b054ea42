/**
 * How much each vehicle has of something that there is only so much of.
 *
 * Keeps: a vehicle that has nothing takes no memory.
 */
import type { PeerId } from './peer.ts'

export interface Tally {
  /** What all have together. */
  readonly total: number
  of(vehicle: PeerId): number
  /** It has so much more, or less. */
  add(vehicle: PeerId, count: number): void
  /** Nobody has anything any more. */
  clear(): void
}

export function createTally(): Tally {
  const counts = new Map<PeerId, number>()
  let total = 0

  return {
    get total() {
      return total
    },
    of: (vehicle) => counts.get(vehicle) ?? 0,
    add(vehicle, count) {
      const sum = (counts.get(vehicle) ?? 0) + count
      total += count
      if (sum === 0) {
        counts.delete(vehicle)
      } else {
        counts.set(vehicle, sum)
      }
    },
    clear() {
      counts.clear()
      total = 0
    }
  }
}
