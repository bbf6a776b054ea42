/**
 * The last resort of a group that has lost a majority for good: survivors end its booth among
 * themselves and go on in the next. Asked for by a person, never by a machine.
 *
 * Keeps: not while a majority can be reached; every survivor that is named takes part and nobody else, so
 * that the most that any of them has accepted is taken over, and what is decided stays; the last block of
 * the booth tells for ever that it ended in this way; the same operation again joins the try under way.
 * It may lose what the lost members have decided without the survivors, and if they come back with it
 * the chain forks: see docs/protocols/paxos.md.
 * Source: `force-new-cluster` of etcd; differs from it in that the survivors agree by ballots.
 */
import { OPERATION_CHARACTERS_MAX } from '../../core/limits.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { refused } from '../../core/reply.ts'
import type { GroupParts } from './parts.ts'
import { openedReply } from './record.ts'
import { tooManyText } from './replies.ts'
import type { Submit } from './submit.ts'
import type { Tenure } from './tenure.ts'
import type { Out, RecoverGroupRequest } from './types.ts'

export const RECOVERY_TIMER = 'paxos:recovery:'

/** Begins the operation id of such an end, in the last block of the booth. */
const MARK = 'unsafe-recovery '

/** Of the operation id of a caller. */
const CHARACTERS_MAX = OPERATION_CHARACTERS_MAX - MARK.length

export interface Recovery {
  request(nowMs: NowMs, id: string, request: RecoverGroupRequest, out: Out): void
  /** Its time is up: a majority counts again. */
  timer(nowMs: NowMs, out: Out): void
}

export function createRecovery(parts: GroupParts, tenure: Tenure, submit: Submit): Recovery {
  const { environment, settings, chain } = parts
  const { self } = environment

  /** Since when only survivors count: the booth, and the operation that ends it. */
  let underWay: { readonly number: number; readonly operation: string } | undefined

  const faultOf = (
    { unsafe }: RecoverGroupRequest,
    operation: string,
    members: readonly PeerId[],
    survivors: readonly PeerId[]
  ): Reply | undefined => {
    const { roster, election } = tenure
    const silent = survivors.filter((peer) => peer !== self && !election.isConnected(peer))
    if (!unsafe) {
      return refused('invalid', 'a recovery is done only with `unsafe`', false)
    }
    if (operation === MARK || operation.length > OPERATION_CHARACTERS_MAX) {
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
    if (election.connected().length + 1 >= majority(roster.booth?.members.length ?? 0)) {
      const message = 'a majority of the members can be reached: change the members instead'
      return refused('majorityReachable', message, false)
    }
    return silent.length === 0
      ? undefined
      : refused('unreachable', `no answer from ${silent.join(', ')}`, true)
  }

  return {
    request(nowMs, id, request, out) {
      const { booth, operations } = tenure.roster
      const members = [...new Set(request.members)].sort()
      const survivors = members.filter((peer) => booth?.members.includes(peer))
      const operation = markOf(request.operation)
      if (booth !== undefined && operations.includes(operation)) {
        out.push({ type: 'reply', id, reply: openedReply(booth) })
        return
      }
      const { number } = tenure.roster
      const change = { type: 'changeMembers', chain: chain.id, members, operation } as const
      if (underWay?.number === number) {
        if (underWay.operation === operation) {
          submit.request(nowMs, id, change, out)
        } else {
          const message = 'another recovery of this group is under way'
          out.push({ type: 'reply', id, reply: refused('busy', message, true) })
        }
        return
      }
      const fault = faultOf(request, operation, members, survivors)
      if (fault !== undefined) {
        out.push({ type: 'reply', id, reply: fault })
        return
      }
      underWay = { number, operation }
      const lost = booth?.members.filter((peer) => !survivors.includes(peer))
      const detail = { chain: chain.id, booth: number, survivors, lost, members }
      out.push({ type: 'fact', fact: { name: 'paxos:recovering', detail } })
      tenure.force(nowMs, survivors, out)
      submit.request(nowMs, id, change, out)
      const atMs = nowMs + settings.openTimeoutMs + settings.deadlineMs
      out.push({ type: 'timer', id: `${RECOVERY_TIMER}${chain.id}`, atMs })
    },
    timer(nowMs, out) {
      underWay = undefined
      tenure.force(nowMs, undefined, out)
    }
  }
}

/** As the last block has it; an answer that is unknown names it so, and it is the same then. */
function markOf(operation: string): string {
  return operation.startsWith(MARK) ? operation : `${MARK}${operation}`
}
