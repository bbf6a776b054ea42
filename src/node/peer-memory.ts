/**
 * The vehicles reached before, as a file in the data directory: where to look for them after a restart.
 *
 * Keeps: a damaged file costs only this memory, never the start.
 */
import { join } from 'node:path'
import { fromUtf8, toUtf8 } from '../core/bytes.ts'
import { isPeer } from '../core/peer.ts'
import type { Logger } from './logger.ts'
import type { KnownPeer, PeerMemory } from './network/index.ts'
import { readSecret, replaceSecret } from './secret-files.ts'

const PEERS_FILE = 'peers.json'
const PEERS_MAX = 1024

export function createPeerMemory(dataDirectory: string, log: Logger): PeerMemory {
  const path = join(dataDirectory, PEERS_FILE)
  return {
    async load() {
      try {
        const bytes = await readSecret(path)
        return bytes === undefined ? [] : readPeers(fromUtf8(bytes))
      } catch (error) {
        log.warn({ err: error, path }, 'peers:unreadable')
        return []
      }
    },
    async save(peers) {
      await replaceSecret(path, toUtf8(JSON.stringify(peers)))
    }
  }
}

/** What looks like a peer; the network checks the addresses. */
function readPeers(text: string): readonly KnownPeer[] {
  const list: unknown = JSON.parse(text)
  return Array.isArray(list) ? list.slice(0, PEERS_MAX).filter(isKnownPeer) : []
}

function isKnownPeer(item: unknown): item is KnownPeer {
  if (typeof item !== 'object' || item === null) {
    return false
  }
  const { peer, addresses } = item as { peer?: unknown; addresses?: unknown }
  return (
    typeof peer === 'string' &&
    isPeer(peer) &&
    Array.isArray(addresses) &&
    addresses.every((address) => typeof address === 'string')
  )
}
