/**
 * How the member with the highest id takes over from a lower one, where the group's rules say so: once
 * that has led for a while, it asks all members whether they hear it, and then the leader to give way.
 *
 * Keeps: a leader is not asked to give way by a member that does not reach as many as elect, and hear it: that
 * one would not be elected, and would ask the next leader again.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Hearing } from './hearing.ts'
import type { GroupParts } from './parts.ts'
import { TERM_MAX } from './term.ts'
import type { ClaimMessage, DenyMessage, Out } from './types.ts'

export interface TakeOver {
  /** A leader is heard. */
  advance(nowMs: NowMs, out: Out): void
  /** Whatever a member says to a probe, it is in reach. */
  answered(from: PeerId, message: ClaimMessage | DenyMessage): void
}

interface Asking {
  /** Of the leader that is heard. */
  readonly epoch: number
  readonly untilMs: NowMs
  /** Those in reach. */
  readonly peers: Set<PeerId>
}

export function createTakeOver(parts: GroupParts, heard: Hearing): TakeOver {
  const { environment, settings, roster, rules } = parts
  const { self } = environment
  let asking: Asking | undefined

  const ask = (nowMs: NowMs, out: Out): void => {
    const { epoch } = heard
    heard.sinceMs = nowMs
    asking = { epoch, untilMs: nowMs + settings.coordinatorTimeoutMs, peers: new Set() }
    for (const peer of roster.others) {
      parts.send(peer, { type: 'claim', epoch: epoch + 1, probe: true }, out)
    }
  }

  return {
    advance(nowMs, out) {
      const { leader, epoch, sinceMs } = heard
      if (!rules.preempt || leader === undefined || leader >= self) {
        return
      }
      if (asking !== undefined && (asking.epoch !== epoch || nowMs >= asking.untilMs)) {
        asking = undefined
      }
      if (asking === undefined) {
        if (nowMs >= sinceMs + settings.preemptAfterMs && epoch < TERM_MAX) {
          ask(nowMs, out)
        }
      } else if (asking.peers.size + 1 >= roster.electing) {
        asking = undefined
        parts.send(leader, { type: 'preempt', epoch }, out)
      }
    },
    answered(from, message) {
      if (roster.counts(from, message)) {
        asking?.peers.add(from)
      }
    }
  }
}
