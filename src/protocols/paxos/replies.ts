/**
 * What a client hears of a result of the log: a result of the state, or why there is none.
 *
 * Keeps: `refused` means that nothing was done; what may have been done is `unknown`.
 */
import { OTHER_OPERATION_TEXT, readEntryRefusal } from '../../core/command.ts'
import type { ChainId } from '../../core/genesis.ts'
import { MEMBERS_MAX } from '../../core/limits.ts'
import type { Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { refused } from '../../core/reply.ts'
import type { Outcome, Submitted } from './types.ts'

const ASK_AGAIN = 'ask again with the same id to learn what became of it'

/** `isFirst`: it was sent once and was never asked for before, so no earlier copy can have been done. */
export function submittedReply(
  chain: ChainId,
  operation: string,
  result: Uint8Array,
  height: number,
  isFirst: boolean
): Reply {
  switch (readEntryRefusal(result)) {
    case undefined: {
      const value: Submitted = { chain, operation, result, height }
      return { type: 'ok', value }
    }
    case 'noOperation':
      return refused('invalid', 'the state takes no such operation', false)
    case 'resultForgotten': {
      const message = 'it was done before, and its result was too large to be kept'
      return { type: 'unknown', operation, message }
    }
    case 'otherOperation':
      return refused('otherOperation', OTHER_OPERATION_TEXT, false)
    case 'staleSession': {
      const message = 'its session is no longer known to the group'
      return isFirst
        ? refused('staleSession', message, true)
        : { type: 'unknown', operation, message: `${message}, nor whether it was done before` }
    }
  }
}

/** A booth of so many cannot be read by anybody. */
export function tooManyText(members: readonly PeerId[]): string | undefined {
  return members.length > MEMBERS_MAX
    ? `a group has at most ${MEMBERS_MAX} members, these are ${members.length}`
    : undefined
}

/** A change that could not be had now may come about by a copy of it that is under way. */
export function declinedReply(
  operation: string,
  isOut: boolean,
  { reason, text }: Extract<Outcome, { type: 'refused' }>
): Reply {
  return reason === 'unreachable' && isOut
    ? { type: 'unknown', operation, message: `${text}; ${ASK_AGAIN}` }
    : refused(reason, text, reason === 'unreachable')
}

/** `waited`: who was waited for in vain. */
export function expiredReply(waited: string, operation: string, isUndone: boolean): Reply {
  return isUndone
    ? refused('noLeader', waited, true)
    : { type: 'unknown', operation, message: `${waited}; ${ASK_AGAIN}` }
}

export function unreadableReply(operation: string): Reply {
  return { type: 'unknown', operation, message: `what was answered cannot be read; ${ASK_AGAIN}` }
}
