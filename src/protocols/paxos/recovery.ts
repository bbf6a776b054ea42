/**
 * The last resort of a group that has lost a majority for good: survivors end its booth among
 * themselves and go on in the next. Asked for by a person, never by a machine.
 *
 * Keeps: not while a majority can be reached; every survivor that is named takes part and nobody else, so
 * that the most that any of them has accepted is taken over, and what is decided stays; they decide nothing else
 * but the last block of the booth, and that only when the next booth could begin at once, so whoever is told
 * `refused` may be sure that nothing was decided; that block tells for ever that the booth ended in this way; the
 * same operation again joins the try under way.
 * It may lose what the lost members have decided without the survivors, and if they come back with it
 * the chain forks: see docs/protocols/paxos.md.
 * Source: `force-new-cluster` of etcd; differs from it in that the survivors agree by ballots.
 */
import { OPERATION_CHARACTERS_MAX } from '../../core/limits.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { refused } from '../../core/reply.ts'
import { createInvitation, type Invitation, strangerFault } from './invitation.ts'
import type { Leader } from './leader.ts'
import type { GroupParts } from './parts.ts'
import { openedReply } from './record.ts'
import { isRecovery, RECOVERY_MARK } from './recovery-mark.ts'
import { tooManyText } from './replies.ts'
import type { Service } from './service.ts'
import type { Tenure } from './tenure.ts'
import type { InvitedMessage, Out, ReadyMessage, RecoverGroupRequest } from './types.ts'

export const RECOVERY_TIMER = 'paxos:recovery:'

/** Of the operation id of a caller. */
const CHARACTERS_MAX = OPERATION_CHARACTERS_MAX - RECOVERY_MARK.length

/** Callers that wait for one recovery. */
const CALLERS_MAX = 64

export interface Recovery {
  request(nowMs: NowMs, id: string, request: RecoverGroupRequest, out: Out): void
  message(from: PeerId, message: InvitedMessage | ReadyMessage): void
  timer(nowMs: NowMs, out: Out): void
  /** This vehicle leads no more. */
  lost(): void
  /** Another booth is in force. */
  configured(out: Out): void
}

export interface RecoveryCast {
  readonly parts: GroupParts
  readonly tenure: Tenure
  readonly leader: Leader
  readonly service: Service
}

interface Attempt {
  /** The booth that is to end. */
  readonly number: number
  readonly operation: string
  readonly survivors: readonly PeerId[]
  readonly invitation: Invitation
  /** Requests that wait. */
  readonly ids: string[]
  endsMs: NowMs
  /** Only survivors count, as this vehicle counts. */
  isForced: boolean
  isProposed: boolean
}

export function createRecovery({ parts, tenure, leader, service }: RecoveryCast): Recovery {
  const { environment, settings, chain } = parts
  const { self } = environment
  let attempt: Attempt | undefined

  const reply = (ids: readonly string[], answer: Reply, out: Out): void => {
    for (const id of ids) {
      out.push({ type: 'reply', id, reply: answer })
    }
  }

  const requestFault = (
    nowMs: NowMs,
    { unsafe }: RecoverGroupRequest,
    operation: string,
    members: readonly PeerId[]
  ): Reply | undefined => {
    if (!unsafe) {
      return refused('invalid', 'a recovery is done only with `unsafe`', false)
    }
    if (operation === RECOVERY_MARK || operation.length > OPERATION_CHARACTERS_MAX) {
      const message = `its operation id may have 1 to ${CHARACTERS_MAX} characters`
      return refused('invalid', message, false)
    }
    const tooMany = tooManyText(members)
    if (tooMany !== undefined) {
      return refused('tooLarge', tooMany, false)
    }
    if (!parts.mayVote() || !members.includes(self)) {
      return refused(
        'notMember',
        'a survivor that votes must be asked, and be among the members',
        false
      )
    }
    const stranger = strangerFault(parts, nowMs, members)
    if (stranger !== undefined) {
      return refused('invalid', stranger, false)
    }
    const fault = parts.membersFault(members)
    return fault === undefined ? undefined : refused('notSupported', fault, false)
  }

  /** Why the survivors may not decide now. */
  const reachFault = (survivors: readonly PeerId[]): Reply | undefined => {
    const { roster, election } = tenure
    const silent = survivors.filter((peer) => peer !== self && !election.isConnected(peer))
    if (election.connected().length + 1 >= majority(roster.booth?.members.length ?? 0)) {
      const message = 'a majority of the members can be reached: change the members instead'
      return refused('majorityReachable', message, false)
    }
    return silent.length === 0
      ? undefined
      : refused('unreachable', `no answer from ${silent.join(', ')}`, true)
  }

  const setTimer = (nowMs: NowMs, out: Out): void => {
    const atMs = nowMs + settings.resendMsMin
    out.push({ type: 'timer', id: `${RECOVERY_TIMER}${chain.id}`, atMs })
  }

  /** A majority counts again, in this booth or the next. */
  const end = (nowMs: NowMs, { ids, isForced }: Attempt, answer: Reply, out: Out): void => {
    attempt = undefined
    if (isForced) {
      tenure.force(nowMs, undefined, out)
    }
    reply(ids, answer, out)
  }

  const force = (nowMs: NowMs, current: Attempt, out: Out): void => {
    const { number, survivors, invitation } = current
    const fault = reachFault(survivors)
    if (fault?.type === 'refused' && !fault.retry) {
      end(nowMs, current, fault, out)
      return
    }
    if (fault !== undefined) {
      return // a survivor that is silent now may be heard again
    }
    const lost = tenure.roster.booth?.members.filter((peer) => !survivors.includes(peer))
    const { members } = invitation
    const detail = { chain: chain.id, booth: number, survivors, lost, members }
    out.push({ type: 'fact', fact: { name: 'paxos:recovering', detail } })
    current.isForced = true
    current.endsMs = nowMs + settings.deadlineMs
    tenure.force(nowMs, survivors, out)
  }

  const propose = (nowMs: NowMs, current: Attempt, out: Out): void => {
    if (!current.isProposed && leader.phase === 'lead') {
      current.isProposed = current.invitation.seal(nowMs, current.operation, out)
    }
  }

  const giveUp = (nowMs: NowMs, current: Attempt, out: Out): void => {
    const { isForced, operation, survivors, invitation } = current
    if (isForced) {
      const message = 'the survivors have not ended the booth in time; ask again with the same id'
      end(nowMs, current, { type: 'unknown', operation, message }, out)
    } else {
      const silent = reachFault(survivors)
      end(nowMs, current, silent ?? refused('unreachable', invitation.fault(), true), out)
    }
  }

  const advance = (nowMs: NowMs, current: Attempt, out: Out): void => {
    if (nowMs >= current.endsMs) {
      giveUp(nowMs, current, out)
    } else if (!current.isForced && current.invitation.isReady(nowMs)) {
      force(nowMs, current, out)
    } else if (current.isForced) {
      propose(nowMs, current, out)
    }
  }

  return {
    request(nowMs, id, request, out) {
      const { booth, operations, number } = tenure.roster
      const members = [...new Set(request.members)].sort()
      const survivors = members.filter((peer) => booth?.members.includes(peer))
      const operation = markOf(request.operation)
      if (booth !== undefined && operations.includes(operation)) {
        reply([id], openedReply(booth), out)
        return
      }
      if (attempt !== undefined) {
        if (attempt.operation === operation && attempt.ids.length < CALLERS_MAX) {
          attempt.ids.push(id)
        } else {
          const message = 'another recovery of this group is under way'
          reply([id], refused('busy', message, true), out)
        }
        return
      }
      const fault = requestFault(nowMs, request, operation, members) ?? reachFault(survivors)
      if (fault !== undefined) {
        reply([id], fault, out)
        return
      }
      attempt = {
        ...{ number, operation, survivors, ids: [id], isForced: false, isProposed: false },
        invitation: createInvitation(parts, service, members, nowMs),
        endsMs: nowMs + settings.openTimeoutMs
      }
      attempt.invitation.send(out)
      setTimer(nowMs, out)
    },
    message(from, message) {
      if (message.type === 'invited') {
        attempt?.invitation.heard(from, message)
      }
    },
    timer(nowMs, out) {
      if (attempt !== undefined) {
        advance(nowMs, attempt, out)
      }
      if (attempt !== undefined) {
        attempt.invitation.send(out)
        setTimer(nowMs, out)
      }
    },
    lost() {
      if (attempt !== undefined) {
        attempt.isProposed = false
      }
    },
    configured(out) {
      const { booth, number, operations } = tenure.roster
      if (attempt === undefined || booth === undefined || number <= attempt.number) {
        return
      }
      const { ids, operation } = attempt
      attempt = undefined
      if (operations.includes(operation)) {
        reply(ids, openedReply(booth), out)
      } else {
        const message = 'the booth has ended otherwise meanwhile: look at the members of the group'
        reply(ids, { type: 'unknown', operation, message }, out)
      }
    }
  }
}

/** As the last block has it; an answer that is unknown names it so, and it is the same then. */
function markOf(operation: string): string {
  return isRecovery(operation) ? operation : `${RECOVERY_MARK}${operation}`
}
