/**
 * Whom a vehicle believes about a group: the members of its booth, and those of a later one that it was
 * shown with the booths that lead there. So it hears of what it has missed from members that it has never
 * met, and of nothing from a vehicle that was never one.
 */
import type { Booth } from '../../core/booth.ts'
import type { Chain } from '../../core/genesis.ts'
import { type Descended, formerMembers, lineOf } from '../../core/lineage.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Roster } from './roster.ts'

export interface Shown {
  /** Somebody has shown this booth; it descends from the genesis. */
  show(shown: Descended): void
  /** Members of the booth in force, and of a later one and the one before that. */
  witnesses(): readonly PeerId[]
  /** Booths that lead to the next one in force. */
  lineOf(booth: Booth): readonly Booth[]
}

export function createShown(chain: Chain, roster: () => Roster): Shown {
  let newest: Descended | undefined

  const later = (): Descended | undefined =>
    newest !== undefined && newest.booth.number > roster().number ? newest : undefined

  return {
    show(shown) {
      newest = shown.booth.number > (newest?.booth.number ?? 0) ? shown : newest
    },
    witnesses() {
      const { booth } = roster()
      const next = later()
      if (next === undefined) {
        return booth?.members ?? chain.genesis.members
      }
      const own = booth?.members ?? []
      return [...new Set([...own, ...next.booth.members, ...formerMembers(chain, next)])]
    },
    lineOf(booth) {
      const { booth: own, line } = roster()
      const known = newest === undefined ? [] : [newest]
      return lineOf(chain, booth, own === undefined ? known : [{ booth: own, line }, ...known])
    }
  }
}
