/** What a leader does with a register that it has taken over. */
import { NO_BYTES } from '../../core/bytes.ts'
import type { OperationCommand } from './operations.ts'
import { roomFault } from './parts.ts'
import type { Respond } from './reads.ts'
import type { Draft, Register } from './register.ts'
import type { Registers } from './registers.ts'
import { isSameTag, NO_TAG, revisionOf, type Tag } from './tag.ts'
import type { Outcome } from './types.ts'

export interface Task {
  /** Returns the answer; the draft is another one with this tag when it is `done`, else as it was. */
  perform(draft: Draft, tag: Tag, base: Register | undefined): Outcome
  readonly respond: Respond
  readonly bytes: number
}

export const STALE: Outcome = { type: 'stale' }
export const BUSY: Outcome = { type: 'busy' }

/** The answer of an operation that the register remembers; like any other it is told when enough have it. */
export function recall(
  draft: Draft,
  tag: Tag,
  { client, seq }: OperationCommand
): Outcome | undefined {
  const before = draft.done.find((one) => one.client === client && one.seq === seq)
  if (before === undefined || before.result.length === 0) {
    return before && STALE
  }
  draft.tag = tag
  const revision = revisionOf({ epoch: before.epoch, counter: 0, node: 0 })
  return { type: 'done', result: before.result, revision }
}

/** Leaves the value as it is, in this epoch; a key of nothing takes room like any other. */
export function settleIn(registers: Registers): Task['perform'] {
  return (draft, tag, base) => {
    const isNew = base === undefined && isSameTag(draft.tag, NO_TAG)
    const fault = isNew ? roomFault(registers, draft.key, undefined, undefined) : undefined
    if (fault !== undefined) {
      return fault
    }
    draft.tag = tag
    return { type: 'done', result: NO_BYTES, revision: 0 }
  }
}
