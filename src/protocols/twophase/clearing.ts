/**
 * Removes what a vehicle has of keys that it does not keep.
 *
 * Keeps: what is here from before goes before anything of a ring to come is taken, once for each version
 * of the ring, and it is on disk that it went: what is committed here in that version stays, also over
 * restarts. Whoever has removed keys acts by no older ring.
 */
import type { SiteParts } from './parts.ts'

export interface Clearing {
  /** Before keys of the ring to come are taken; it does nothing when that was done for this version. */
  prepareFor(version: number): void
  /** When the ring in force is known to all. Returns how many keys went. */
  sweep(version: number): number
}

export function createClearing({ store, knowledge, standing, ops }: SiteParts): Clearing {
  const isCurrent = (key: string): boolean =>
    knowledge.isOwner(knowledge.readers(store.positionOf(key)))

  /** What is here of keys that this vehicle does not keep may be old, or is kept by others. */
  const drop = (): number => {
    const gone: string[] = []
    for (const [key] of store.entries({ from: '', to: '', after: '', reverse: false })) {
      if (!isCurrent(key)) {
        gone.push(key)
      }
    }
    for (const key of gone) {
      store.drop(key, ops)
    }
    return gone.length
  }

  return {
    prepareFor(version) {
      if (standing.record.clearedFor !== version) {
        drop()
        standing.note({ clearedFor: version })
      }
    },
    sweep(version) {
      const keys = drop()
      if (keys > 0) {
        standing.note({ clearedFor: version })
      }
      return keys
    }
  }
}
