/**
 * libp2p's peer store, kept from growing.
 *
 * Keeps: what libp2p has written down about a peer is gone soon after its last connection. libp2p itself
 * keeps it for hours, of everybody who ever connected and of every name that was ever dialled in vain, and
 * names are free. Nothing here needs it: the dialler has a book of its own.
 */
import type { Connection, PeerId, PeerStore } from '@libp2p/interface'

/** Time between two looks for peers that have left. */
const SWEEP_MS = 5_000

export interface ForgettingComponents {
  readonly peerStore: Pick<PeerStore, 'all' | 'delete'>
  readonly connectionManager: { getConnections(peer: PeerId): readonly Connection[] }
}

/** A service of libp2p, which starts and stops it. */
export interface Forgetting {
  start(): void
  stop(): void
}

export function createForgetting({
  peerStore,
  connectionManager
}: ForgettingComponents): Forgetting {
  let timer: NodeJS.Timeout | undefined

  const sweep = async (): Promise<void> => {
    for (const { id } of await peerStore.all()) {
      if (connectionManager.getConnections(id).length === 0) {
        await peerStore.delete(id)
      }
    }
  }

  return {
    start() {
      timer = setInterval(() => {
        // Whoever was not forgotten is found by the next one.
        sweep().catch(() => undefined)
      }, SWEEP_MS)
    },
    stop() {
      clearInterval(timer)
    }
  }
}
