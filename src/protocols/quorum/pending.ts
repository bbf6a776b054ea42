/**
 * What a client of this vehicle has asked a group for, or this vehicle itself, until it is answered.
 */
import type { SubmitRequest } from '../../core/group-request.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Numbered } from './sessions.ts'
import { termOf } from './term.ts'
import type { Item } from './types.ts'

export interface Pending {
  readonly item: Item
  readonly deadlineMs: NowMs
  /** Request of a client; undefined for a key that is to be settled. */
  readonly id: string | undefined
  /** What is asked for when the term is known. */
  readonly next: SubmitRequest | undefined
  readonly numbered: Numbered | undefined
  /** Name in an `unknown` answer. */
  readonly operation: string
  /** It was asked for before under this name. */
  readonly isAgain: boolean
  sent: number
  asked: PeerId | undefined
  dueMs: NowMs
  isQueued: boolean
}

/** Nothing was done under any sending: it was sent once, and that one was declined. */
export function isSafe({ item, sent, isAgain }: Pending): boolean {
  return item.type !== 'entry' || (sent === 1 && !isAgain)
}

export function termIn({ numbered, operation }: Pending): number {
  return numbered?.session.term ?? (operation === '' ? 0 : termOf(operation))
}

export function itemBytes(item: Item): number {
  switch (item.type) {
    case 'entry':
      return item.entry.length
    case 'question':
      return item.question.length
    case 'settle':
      return item.key.length
    case 'term':
      return 0
  }
}
