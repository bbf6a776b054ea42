/**
 * Who is refused: peers banned for a while because of what they did, and peers blocked on purpose.
 *
 * Keeps: each ban of a peer lasts twice as long as the one before, up to a limit; good behaviour for
 * a while makes the next one short again. The list has a greatest length, because names are free.
 */
import type { PeerId } from '../../core/peer.ts'

/** Bans that are kept; the oldest makes room. */
const RECORDS_MAX = 1024

/** Small offences within STRIKES_MS that make a ban. */
const STRIKES_MAX = 10
const STRIKES_MS = 60_000

/** A peer without an offence for this long starts anew. */
const FORGIVE_MS = 600_000

export interface Trust {
  /**
   * A small offence, such as a message that cannot be decoded. Returns the length of the ban that it
   * made, in milliseconds, or undefined when it made none.
   */
  strike(peer: PeerId): number | undefined
  /** Refuses the peer for a while, longer each time; returns how long, in milliseconds. */
  ban(peer: PeerId): number
  /** Refuses the peer until it is unblocked. */
  block(peer: PeerId): void
  unblock(peer: PeerId): void
  isRefused(peer: PeerId): boolean
}

interface Offences {
  bans: number
  bannedUntilMs: number
  strikes: number
  strikesSinceMs: number
  lastAtMs: number
}

export interface TrustPorts {
  readonly banMsMin: number
  readonly banMsMax: number
  nowMs(): number
}

export function createTrust({ banMsMin, banMsMax, nowMs }: TrustPorts): Trust {
  // A Map keeps the order of insertion: the first record is the one untouched for longest.
  const records = new Map<PeerId, Offences>()
  const blocked = new Set<PeerId>()

  const recordOf = (peer: PeerId): Offences => {
    const now = nowMs()
    let record = records.get(peer)
    if (record === undefined || now - record.lastAtMs > FORGIVE_MS) {
      record = { bans: 0, bannedUntilMs: 0, strikes: 0, strikesSinceMs: now, lastAtMs: now }
    }
    records.delete(peer)
    if (records.size >= RECORDS_MAX) {
      records.delete(records.keys().next().value ?? peer)
    }
    records.set(peer, record)
    record.lastAtMs = now
    return record
  }

  const ban = (peer: PeerId): number => {
    const record = recordOf(peer)
    const lengthMs = Math.min(banMsMax, banMsMin * 2 ** record.bans)
    record.bans = Math.min(record.bans + 1, 30)
    record.bannedUntilMs = nowMs() + lengthMs
    record.strikes = 0
    return lengthMs
  }

  const isBanned = (peer: PeerId): boolean => (records.get(peer)?.bannedUntilMs ?? 0) > nowMs()

  return {
    strike(peer) {
      const record = recordOf(peer)
      if (nowMs() - record.strikesSinceMs > STRIKES_MS) {
        record.strikes = 0
        record.strikesSinceMs = nowMs()
      }
      record.strikes += 1
      return record.strikes < STRIKES_MAX ? undefined : ban(peer)
    },
    ban,
    block: (peer) => blocked.add(peer),
    unblock(peer) {
      blocked.delete(peer)
      records.delete(peer)
    },
    isRefused: (peer) => blocked.has(peer) || isBanned(peer)
  }
}
