/**
 * What a client of this vehicle has asked a group for, until it is answered.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { PaxosSettings } from './options.ts'
import type { Numbered } from './sessions.ts'
import type { ChangeMembersRequest, Item, QueryRequest, SubmitRequest } from './types.ts'

export type GroupRequest = SubmitRequest | QueryRequest | ChangeMembersRequest

export interface Pending {
  readonly id: string
  /** What is asked for when it is known how far the group has come. */
  readonly next: SubmitRequest | undefined
  readonly type: GroupRequest['type']
  readonly item: Item
  readonly numbered: Numbered | undefined
  /** Name in an `unknown` answer. */
  readonly operation: string
  readonly deadlineMs: NowMs
  sent: number
  /** Whom it was sent to last, until that one answers. */
  asked: PeerId | undefined
  /** Sendings without an answer. */
  missed: number
  /** It has left this vehicle, so copies of it may arrive whenever. */
  isOut: boolean
  dueMs: NowMs
  /** It is in the outbox. */
  isQueued: boolean
}

export function pendingOf(
  settings: PaxosSettings,
  nowMs: NowMs,
  request: GroupRequest,
  given: Pick<Pending, 'id' | 'item' | 'operation'> & Partial<Pick<Pending, 'next' | 'numbered'>>
): Pending {
  const waitMs =
    request.type === 'changeMembers'
      ? settings.openTimeoutMs + settings.deadlineMs
      : (request.deadlineMs ?? settings.deadlineMs)
  return {
    next: undefined,
    numbered: undefined,
    ...given,
    type: request.type,
    deadlineMs: nowMs + waitMs,
    sent: 0,
    asked: undefined,
    missed: 0,
    isOut: false,
    dueMs: nowMs + settings.resendMsMin,
    isQueued: false
  }
}

/** It changes nothing, however often it arrives. */
export function isQuestion({ type, next }: Pending): boolean {
  return type === 'query' || next !== undefined
}

/** It was sent once and stayed here, so no copy of it can have been done. */
export function isOnlyHere({ sent, isOut }: Pending): boolean {
  return sent === 1 && !isOut
}
