/**
 * What a client hears.
 *
 * Keeps: `refused` means that nothing was done; what may have been done is `unknown`.
 */
import { OTHER_OPERATION_TEXT, readEntryRefusal } from '../../core/command.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Queried, Submitted } from '../../core/group-request.ts'
import type { Reply } from '../../core/machine.ts'
import { refused } from '../../core/reply.ts'
import type { Item, Outcome } from './types.ts'

/** Revisions of one height, as callers write them: height.index. */
const REVISIONS_PER_HEIGHT = 4096

export function unknown(operation: string, message: string): Reply {
  return { type: 'unknown', operation, message }
}

export function doneReply(
  chain: ChainId,
  operation: string,
  type: Item['type'],
  { result, revision }: Extract<Outcome, { readonly type: 'done' }>
): Reply {
  const height = Math.floor(revision / REVISIONS_PER_HEIGHT)
  if (type === 'question') {
    const value: Queried = { chain, result, height }
    return { type: 'ok', value }
  }
  if (readEntryRefusal(result) === 'otherOperation') {
    return refused('otherOperation', OTHER_OPERATION_TEXT, false)
  }
  const value: Submitted = { chain, operation, result, height }
  return { type: 'ok', value }
}
