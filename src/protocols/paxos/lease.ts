/**
 * Leases: for a short time a leader answers questions without asking who still follows, because a
 * majority has said that it will promise nobody else for so long. Only with the option `leases`.
 *
 * Keeps: the leader counts from before its beat was sent, and less than the members count from when
 * they heard it, by more than their clocks may differ in that time; a member that starts anew may
 * have given a lease that it forgot, so it waits as long as the longest that it ever gave, which is
 * on its disk before the first is given. Time is progress, which neither a process that stands still
 * nor, as far as the clock of the node can tell, a computer that sleeps misses any of.
 * Source: leases of Raft (Ongaro, 2014, section 6.4.1), given by those who promise.
 */
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import type { ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { PaxosSettings } from './options.ts'
import type { Out } from './types.ts'

export interface Lease {
  /** A beat is about to leave this leader. */
  sent(nowMs: NowMs, beat: number): void
  /** A member that has heard this beat promises nobody else for so long since. */
  granted(peer: PeerId, beat: number, leaseMs: number): void
  /** Nobody else can have been promised by a majority. */
  holds(nowMs: NowMs): boolean
  /** This vehicle leads no more: what was granted counts no more. */
  end(): void
  /** This member has heard its leader. Returns for how long it is bound now, in ms; 0 without leases. */
  give(nowMs: NowMs, out: Out): number
  /** This member has given a lease to somebody else than that vehicle, or may have before it started. */
  isBound(nowMs: NowMs, candidate: PeerId): boolean
  /** This vehicle has started. */
  start(nowMs: NowMs): void
  /** The booth has ended, which its leader knew first: what was given binds no more. */
  release(): void
}

export interface LeasePorts {
  quorum(): number
  /** Whose ballot was promised last; what is given is given to it. */
  leader(): PeerId
}

/** How far a clock may run fast or slow. */
const DRIFT_MAX = 1e-3
/** For clocks that count whole milliseconds, on both sides. */
const SPARE_MS = 5
/** Beats whose sending is remembered; older ones are answered too late to be of use. */
const BEATS_MAX = 32

export function createLease(
  settings: Pick<PaxosSettings, 'leases' | 'heartbeatMs' | 'electionRounds'>,
  chain: ChainId,
  disk: Pick<Disk, 'state'>,
  ports: LeasePorts
): Lease {
  const leaseMs = settings.leases ? settings.heartbeatMs * settings.electionRounds : 0
  const key = machineKey('paxos', `${chain}/lease`)
  const sentAtMs = new Map<number, NowMs>()
  const untilMs = new Map<PeerId, NowMs>()
  let longestMs = Number(fromUtf8(disk.state.get(key) ?? toUtf8('0')))
  let boundUntilMs = Number.NEGATIVE_INFINITY

  return {
    sent(nowMs, beat) {
      sentAtMs.set(beat, nowMs)
      sentAtMs.delete(beat - BEATS_MAX)
    },
    granted(peer, beat, grantedMs) {
      const fromMs = sentAtMs.get(beat)
      if (fromMs !== undefined && grantedMs > 0) {
        const ownMs = fromMs + grantedMs * (1 - 2 * DRIFT_MAX) - SPARE_MS
        untilMs.set(peer, Math.max(untilMs.get(peer) ?? Number.NEGATIVE_INFINITY, ownMs))
      }
    },
    holds(nowMs) {
      const valid = [...untilMs.values()].filter((atMs) => nowMs < atMs)
      return settings.leases && valid.length + 1 >= ports.quorum()
    },
    end() {
      sentAtMs.clear()
      untilMs.clear()
    },
    give(nowMs, out) {
      if (leaseMs > longestMs) {
        longestMs = leaseMs
        const value = toUtf8(String(leaseMs))
        out.push({ type: 'write', ops: [{ type: 'put', key, value }] })
      }
      boundUntilMs = Math.max(boundUntilMs, nowMs + leaseMs)
      return leaseMs
    },
    isBound: (nowMs, candidate) => nowMs < boundUntilMs && candidate !== ports.leader(),
    start(nowMs) {
      boundUntilMs = nowMs + longestMs
    },
    release() {
      boundUntilMs = Number.NEGATIVE_INFINITY
    }
  }
}
