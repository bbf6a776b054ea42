/**
 * Who has been away for how long, and whether it is rather this vehicle that is cut off.
 */
import type { Environment } from '../../core/environment.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'

export interface Absence {
  start(nowMs: NowMs): void
  connected(peer: PeerId): void
  disconnected(nowMs: NowMs, peer: PeerId): void
  /** Since when a vehicle has not been connected; undefined while it is. */
  since(peer: PeerId): NowMs | undefined
  /** Vehicles that are connected or were since the start. */
  known(): readonly PeerId[]
  /** So many vehicles went away lately that this one is more likely the one cut off. */
  isCutOff(nowMs: NowMs): boolean
}

const KNOWN_MAX = 4096
const AWAY_SHARE_MAX = 0.3

/** Who has been away for longer than this has left, and says nothing about a partition. */
const LEFT_MS = 600_000

export function createAbsence({ peers }: Environment): Absence {
  /** When each vehicle ever connected was last there. */
  const lastSeen = new Map<PeerId, NowMs>()
  let startedAtMs = 0

  return {
    start(nowMs) {
      startedAtMs = nowMs
    },
    connected(peer) {
      lastSeen.delete(peer)
    },
    disconnected(nowMs, peer) {
      lastSeen.set(peer, nowMs)
      const oldest = lastSeen.keys().next().value
      if (lastSeen.size > KNOWN_MAX && oldest !== undefined) {
        lastSeen.delete(oldest)
      }
    },
    since: (peer) => (peers.connected.has(peer) ? undefined : (lastSeen.get(peer) ?? startedAtMs)),
    known: () => [...new Set([...peers.connected, ...lastSeen.keys()])],
    isCutOff(nowMs) {
      const away = [...lastSeen.values()].filter((seenMs) => nowMs - seenMs < LEFT_MS).length
      // One vehicle away is never a partition, however small the fleet.
      return away > Math.max(1, AWAY_SHARE_MAX * (away + peers.connected.size))
    }
  }
}
