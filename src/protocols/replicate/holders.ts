/**
 * Who holds a copy of an own (or stewarded) chain: everybody who was ever asked to pull one, until it
 * has confirmed its release.
 *
 * Keeps: a holder is on disk before it is sent its manifest, so that no copy is ever forgotten,
 * whatever is lost or crashes in between.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { SealedTable } from '../../core/table.ts'
import { erase, note, type Out, PREFIXES, pairKey, restorePairs, save, tell } from './effects.ts'
import { HOLDERS_MAX } from './limits.ts'

export interface Holders {
  start(out: Out): void
  add(chain: ChainId, peer: PeerId, epoch: number, out: Out): void
  /** The members of a table are holders; those it leaves out are obsolete. */
  tableLearned(sealed: SealedTable, out: Out): void
  /** Whether it was a holder that is now forgotten. */
  released(chain: ChainId, peer: PeerId, epoch: number, out: Out): boolean
  /** Holders that the newest table leaves out. */
  obsolete(chain: ChainId): readonly PeerId[]
  all(): Readonly<Record<ChainId, readonly PeerId[]>>
}

export function createHolders({ self, tables }: Environment, disk: Disk): Holders {
  const chains = restorePairs<number>(disk, PREFIXES.holder)

  const obsolete = (chain: ChainId): readonly PeerId[] => {
    const { members = [], epoch: sealed = 0 } = tables.get(chain)?.table ?? {}
    const holders = [...(chains.get(chain) ?? [])]
    // Those of a later epoch are being filled for the next table.
    return holders
      .filter(([peer, epoch]) => epoch <= sealed && !members.includes(peer))
      .map(([peer]) => peer)
  }

  const publish = (chain: ChainId, out: Out): void => {
    tell(out, { type: 'obsolete', chain, peers: obsolete(chain) })
  }

  const add = (chain: ChainId, peer: PeerId, epoch: number, out: Out): boolean => {
    const holders = chains.get(chain) ?? new Map<PeerId, number>()
    if (peer === self || (holders.get(peer) ?? 0) >= epoch) {
      return false
    }
    if (!holders.has(peer) && holders.size >= HOLDERS_MAX) {
      note(out, 'refused', { from: peer, chain, message: 'hold', reason: 'too many holders' })
      return false
    }
    chains.set(chain, holders.set(peer, epoch))
    save(out, PREFIXES.holder + pairKey(chain, peer), epoch)
    return true
  }

  return {
    start(out) {
      for (const chain of chains.keys()) {
        publish(chain, out)
      }
    },
    add(chain, peer, epoch, out) {
      if (add(chain, peer, epoch, out) && obsolete(chain).includes(peer)) {
        publish(chain, out)
      }
    },
    tableLearned({ table: { chain, members, epoch } }, out) {
      for (const peer of members) {
        add(chain, peer, epoch, out)
      }
      publish(chain, out)
    },
    released(chain, peer, epoch, out) {
      const holders = chains.get(chain)
      const acknowledged = holders?.get(peer)
      // A release confirmed for an older table says nothing about a copy made since.
      const isIts = acknowledged !== undefined && epoch >= acknowledged
      if (isIts) {
        holders?.delete(peer)
        erase(out, PREFIXES.holder + pairKey(chain, peer))
        publish(chain, out)
      }
      return isIts
    },
    obsolete,
    all: () =>
      Object.fromEntries([...chains.keys()].map((chain) => [chain, obsolete(chain)] as const))
  }
}
