/**
 * What members say to each other, as it arrives: heard only from members of the booth in force, from
 * the data directory that it names; whoever is in another booth learns of it.
 */
import { isSameBallot } from '../../core/ballot.ts'
import type { Head } from '../../core/holdings.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Changes } from './change.ts'
import type { Follower } from './follower.ts'
import type { Leader } from './leader.ts'
import type { GroupParts } from './parts.ts'
import { cfgOf, headOf } from './record.ts'
import type { Shown } from './shown.ts'
import type { Tenure } from './tenure.ts'
import type { Out, PaxosMessage } from './types.ts'

export interface IntakePorts {
  readonly shown: Pick<Shown, 'witnesses'>
  readonly changes: Pick<Changes, 'tell'>
}

export type Intake = (nowMs: NowMs, from: PeerId, message: PaxosMessage, out: Out) => void

export function createIntake(
  parts: GroupParts,
  tenure: Tenure,
  follower: Follower,
  leader: Leader,
  { shown, changes }: IntakePorts
): Intake {
  const { log, missing, refused, send } = parts

  const decline = (to: PeerId, out: Out): void =>
    send(to, { type: 'nack', promised: log.promised, decided: log.decided }, out)

  /** A message of a later booth: what is decided meanwhile is fetched, from who is known to be a member. */
  const later = (
    nowMs: NowMs,
    from: PeerId,
    { type }: PaxosMessage,
    head: Head,
    out: Out
  ): void => {
    if (shown.witnesses().includes(from)) {
      missing(nowMs, from, head, out)
    } else if (type !== 'nack') {
      // If it is a member, it shows how its booth came about.
      decline(from, out)
    }
  }

  /** A message of an earlier booth. */
  const earlier = (nowMs: NowMs, from: PeerId, message: PaxosMessage, out: Out): void => {
    if (message.type !== 'nack') {
      decline(from, out)
      return
    }
    missing(nowMs, from, message.decided, out)
    if (parts.mayVote() && tenure.roster.others.includes(from)) {
      changes.tell(from, out)
    }
  }

  /** Whether a message of another booth, or of a stranger, ends here. */
  const isForeign = (nowMs: NowMs, from: PeerId, message: PaxosMessage, out: Out): boolean => {
    const cfg = cfgOf(message)
    if (cfg === undefined) {
      return false
    }
    const head = headOf(message)
    if (cfg > tenure.roster.number && head !== undefined) {
      later(nowMs, from, message, head, out)
      return true
    }
    if (cfg < tenure.roster.number) {
      earlier(nowMs, from, message, out)
      return true
    }
    if (cfg !== tenure.roster.number || !parts.mayVote()) {
      if (head !== undefined) {
        // Who does not vote is sent nothing, and keeps what is decided all the same.
        missing(nowMs, from, head, out)
      }
      return true
    }
    // A former member's refusal of a lower booth comes late; it says nothing of this one.
    if (message.type === 'nack' && !tenure.roster.others.includes(from)) {
      return true
    }
    if (!tenure.roster.counts(from, message.incarnation)) {
      refused(from, message.type, 'a stranger, or a member that lost its data directory', out)
      return true
    }
    return false
  }

  const agree = (nowMs: NowMs, from: PeerId, message: PaxosMessage, out: Out): void => {
    switch (message.type) {
      case 'heartbeat':
        tenure.heartbeat(nowMs, from, message, out)
        break
      case 'prepare':
        follower.prepare(nowMs, from, message, out)
        break
      case 'sync':
        follower.sync(nowMs, from, message, out)
        break
      case 'accept':
        if (message.blocks.length > 0) {
          tenure.active(nowMs)
        }
        follower.accept(nowMs, from, message, out)
        break
      case 'promise':
        leader.promise(nowMs, from, message, out)
        break
      case 'accepted':
        if (leader.ballot !== undefined && isSameBallot(message.ballot, leader.ballot)) {
          parts.lease.granted(from, message.beat, message.lease)
        }
        leader.accepted(nowMs, from, message, out)
        break
      case 'ask':
        leader.ask(nowMs, from, message, out)
        break
      case 'nack':
        tenure.election.raise(message.promised)
        break
      default:
    }
    tenure.yieldLead(nowMs, out)
  }

  return (nowMs, from, message, out) => {
    if (!isForeign(nowMs, from, message, out)) {
      agree(nowMs, from, message, out)
    }
  }
}
