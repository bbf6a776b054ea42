/**
 * Removes what a vehicle has of keys that it does not keep.
 *
 * Keeps: what is here from before goes before anything of a ring to come is taken, once for each version
 * of the ring, and it is on disk that it went: what is committed here in that version stays, also over
 * restarts. It goes when nothing is prepared here in an older ring any more, since that could put back a
 * key that others have removed and forgotten meanwhile. Whoever has removed keys acts by no older ring.
 */
import type { SiteParts } from './parts.ts'
import type { PreparedBook } from './prepared.ts'

export interface Clearing {
  /**
   * Before keys of the ring to come are taken; it does nothing when that was done for this version. Returns
   * whether they may be taken now: who is in doubt of something older asks what became of it first.
   */
  prepareFor(version: number): boolean
  /** When the ring in force is known to all. Returns how many keys went. */
  sweep(version: number): number
}

export function createClearing(
  { store, knowledge, standing, ops }: SiteParts,
  book: PreparedBook
): Clearing {
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
      if (standing.record.clearedFor === version) {
        return true
      }
      if (book.hasOlder(version)) {
        return false
      }
      const keys = drop()
      // Who has kept nothing of the ring in force lacks nothing of what it has had before.
      const isNew = !knowledge.isOwner(knowledge.current.nodes)
      standing.note({ clearedFor: version, ...(keys > 0 || isNew ? { removedFor: version } : {}) })
      return true
    },
    sweep(version) {
      const keys = drop()
      if (keys > 0) {
        standing.note({ clearedFor: version, removedFor: version })
      }
      return keys
    }
  }
}
