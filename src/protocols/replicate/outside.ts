/**
 * The vehicles outside of a group: no others can keep its chain.
 *
 * Keeps: whoever was met since the start is known also while it is away, so that a copy that is lost is
 * missed, and a fleet in which there are no more vehicles is told from one that is cut in two.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Absence } from './absence.ts'
import type { GroupView } from './types.ts'

export interface Outside {
  /** How many are known, members of the table among them. */
  known(chain: ChainId): number
  /** None is in reach. */
  isAlone(chain: ChainId): boolean
  /** Too few are known, or none is in reach, to have so many backups. */
  isScarce(chain: ChainId, backups: number): boolean
}

export function createOutside(
  { self, peers, tables }: Environment,
  absence: Absence,
  groupOf: (chain: ChainId) => GroupView | undefined
): Outside {
  const outsideOf = (chain: ChainId, some: readonly PeerId[]): readonly PeerId[] => {
    const { members = [] } = groupOf(chain)?.booth ?? {}
    return some.filter((peer) => peer !== self && !members.includes(peer))
  }

  const known = (chain: ChainId): number => {
    const { members = [] } = tables.get(chain)?.table ?? {}
    return outsideOf(chain, [...new Set([...absence.known(), ...members])]).length
  }

  const isAlone = (chain: ChainId): boolean => outsideOf(chain, [...peers.connected]).length === 0

  return {
    known,
    isAlone,
    isScarce: (chain, backups) => isAlone(chain) || known(chain) < backups
  }
}
