/**
 * The peers met before, as a file of the data directory, so that a restarted vehicle finds its fleet
 * without multicast.
 *
 * Keeps: the file is a convenience. Whatever in it cannot be understood is left out, and a missing or
 * damaged file is an empty one.
 */
import { join } from 'node:path'
import { fromUtf8, toUtf8 } from '../core/bytes.ts'
import { isPeer } from '../core/peer.ts'
import { ADDRESSES_MAX, parseAddress } from './network/addresses.ts'
import type { KnownPeer, PeerMemory } from './network/index.ts'
import { readSecret, replaceSecret } from './secret-files.ts'

export const PEERS_FILE = 'peers.json'

/** The dialler's memory in `<dataDirectory>/peers.json`. */
export function createPeerFile(dataDirectory: string): PeerMemory {
  const path = join(dataDirectory, PEERS_FILE)
  return {
    async load() {
      const bytes = await readSecret(path)
      return bytes === undefined ? [] : parsePeers(fromUtf8(bytes))
    },
    save: (peers) => replaceSecret(path, toUtf8(JSON.stringify(peers)))
  }
}

function parsePeers(text: string): readonly KnownPeer[] {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return []
  }
  const peers: KnownPeer[] = []
  for (const item of Array.isArray(content) ? content : []) {
    const { peer, addresses } = Object(item) as { readonly peer?: unknown; addresses?: unknown }
    if (typeof peer === 'string' && isPeer(peer) && Array.isArray(addresses)) {
      peers.push({ peer, addresses: addresses.filter(isAddress).slice(0, ADDRESSES_MAX) })
    }
  }
  return peers
}

function isAddress(value: unknown): value is string {
  try {
    return typeof value === 'string' && parseAddress(value).peer === undefined
  } catch {
    return false
  }
}
