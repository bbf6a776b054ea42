/**
 * What follows from how peers behave: facts for people, strikes, bans, closed connections.
 *
 * Keeps: a stranger can cause any number of counts but only a few facts a second, so that no log is
 * flooded from outside.
 */
import type { Connection } from '@libp2p/interface'
import type { PeerId } from '../../core/peer.ts'
import type { Refusal, RefusalReason } from './admission.ts'
import type { NetworkSettings } from './options.ts'
import type { PeerTable } from './peer-table.ts'
import { createTokenBucket } from './token-bucket.ts'
import { createTrust } from './trust.ts'
import type { NetworkConfig } from './types.ts'
import type { Misbehaviour } from './wire.ts'

/** Facts of hostile peers a second; more are only counted. */
const HOSTILE_FACTS_PER_SECOND = 20

/** `broken` happens to honest peers too. */
const HARMLESS: RefusalReason = 'broken'

export interface Conduct {
  isRefused(peer: PeerId): boolean
  /** A peer broke a rule of the wire. */
  onMisbehaved(peer: PeerId, protocol: string, what: Misbehaviour): void
  /** A connection was not admitted, or is so no longer. */
  onRefused(connection: Connection, refusal: Refusal): void
  block(peer: PeerId): void
  unblock(peer: PeerId): void
}

export interface ConductPorts {
  readonly config: NetworkConfig
  readonly settings: NetworkSettings
  readonly table: PeerTable
  tell(name: string, detail: Readonly<Record<string, unknown>>): void
}

export function createConduct({ config, settings, table, tell }: ConductPorts): Conduct {
  const { count, log, nowMs } = config
  const trust = createTrust({ ...settings, nowMs })
  const facts = createTokenBucket(HOSTILE_FACTS_PER_SECOND, HOSTILE_FACTS_PER_SECOND)

  const tellHostile = (name: string, detail: Readonly<Record<string, unknown>>): void => {
    if (facts.take(1, nowMs())) {
      tell(name, detail)
    } else {
      count('factsDropped', {})
    }
  }

  const closeAll = (peer: PeerId): void => {
    for (const connection of table.connections(peer)) {
      connection.abort(new Error('refused'))
    }
  }

  const banned = (peer: PeerId, reason: string, forMs: number): void => {
    count('peersBanned', { reason })
    tellHostile('banned', { peer, reason, forMs })
    closeAll(peer)
  }

  return {
    isRefused: trust.isRefused,
    onMisbehaved(peer, protocol, what) {
      tellHostile('distrusted', { peer, protocol, reason: what })
      const isFlood = what === 'flood'
      const forMs = isFlood ? trust.ban(peer) : trust.strike(peer)
      if (forMs !== undefined) {
        banned(peer, isFlood ? what : 'strikes', forMs)
      }
    },
    onRefused(connection, { reason, by, text }) {
      const peer = connection.remotePeer.toString()
      count('connectionsRefused', { reason, by })
      // A vehicle whose first connection works was busy, not hostile, when it was silent on a second.
      const isBusy = reason === 'silent' && table.has(peer)
      if (reason === HARMLESS || isBusy) {
        log.debug({ peer, by }, text)
        return
      }
      tellHostile('refused', { peer, reason, by, text })
      if (by === 'us') {
        banned(peer, reason, trust.ban(peer))
      }
    },
    block(peer) {
      trust.block(peer)
      closeAll(peer)
    },
    unblock: trust.unblock
  }
}
