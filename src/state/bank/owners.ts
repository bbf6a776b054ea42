/**
 * The vehicles that own accounts, each in its epoch.
 *
 * Keeps: an owner is never changed in place, because a snapshot may still see it; the digest follows
 * every change.
 */
import type { PeerId } from '../../core/peer.ts'
import type { SetDigest } from '../../core/set-digest.ts'
import { OWNER_BYTES } from './limits.ts'
import type { Owner } from './types.ts'

export interface Owners {
  readonly size: number
  /** Estimate of the memory that they take. */
  readonly bytes: number
  get(owner: PeerId): Owner | undefined
  set(owner: Owner): void
  /** By name; a copy that stays as it is. */
  all(): readonly Owner[]
  clear(): void
}

const OWNER = 2

export function createOwners(digest: SetDigest): Owners {
  const owners = new Map<PeerId, Owner>()

  const hash = ({ owner, epoch, isOpen, incarnation, keepers, lastSeq, ends }: Owner): void => {
    digest.begin(OWNER)
    digest.text(owner)
    digest.number(epoch)
    digest.number(isOpen ? 1 : 0)
    digest.text(incarnation)
    digest.number(lastSeq)
    digest.number(keepers.length)
    for (const keeper of keepers) {
      digest.text(keeper.peer)
      digest.text(keeper.incarnation)
    }
    for (const end of ends) {
      digest.number(end.epoch)
      digest.number(end.lastSeq)
    }
  }

  return {
    get size() {
      return owners.size
    },
    get bytes() {
      return owners.size * OWNER_BYTES
    },
    get: (owner) => owners.get(owner),
    set(after) {
      const before = owners.get(after.owner)
      if (before !== undefined) {
        hash(before)
        digest.remove()
      }
      owners.set(after.owner, after)
      hash(after)
      digest.add()
    },
    all: () => [...owners.values()].sort((a, b) => (a.owner < b.owner ? -1 : 1)),
    clear: () => owners.clear()
  }
}
