/** What a leader does with a register that it has taken over. */
import { NO_BYTES } from '../../core/bytes.ts'
import { encodeEntryRefusal, type OperationName } from '../../core/command.ts'
import type { NowMs } from '../../core/machine.ts'
import { roomFault } from './parts.ts'
import type { Respond } from './reads.ts'
import { type Done, type Draft, type Register, remember } from './register.ts'
import type { Registers } from './registers.ts'
import { isSameTag, NO_TAG, revisionOf, type Tag } from './tag.ts'
import type { Outcome } from './types.ts'

export interface Task {
  /** Returns the answer; the draft is another one with this tag when it is `done`, else as it was. */
  perform(draft: Draft, tag: Tag, base: Register | undefined): Outcome
  readonly respond: Respond
  readonly bytes: number
  /** Nobody waits for it any more then. */
  readonly deadlineMs: NowMs
  /** It is given up before it was begun. */
  drop?(): void
}

/** Its name belongs to another operation. */
export const OTHER_OPERATION = {
  type: 'done',
  result: encodeEntryRefusal('otherOperation'),
  revision: 0
} as const satisfies Outcome
export const STALE: Outcome = { type: 'stale' }
export const BUSY: Outcome = { type: 'busy' }

/** The answer of an operation that the register remembers; like any other it is told when enough have it. */
export function recall(draft: Draft, tag: Tag, name: OperationName): Outcome | undefined {
  const before = draft.done.find((one) => isNamed(one, name) && one.digest === name.digest)
  if (before === undefined || before.result.length === 0) {
    return before && STALE
  }
  draft.tag = tag
  const revision = revisionOf({ epoch: before.epoch, counter: 0, node: 0 })
  return { type: 'done', result: before.result, revision }
}

/** The register remembers another operation of that name. */
export function hasOther(draft: Draft, name: OperationName): boolean {
  return draft.done.some((one) => isNamed(one, name) && one.digest !== name.digest)
}

function isNamed({ client, seq }: Done, name: OperationName): boolean {
  return client === name.client && seq === name.seq
}

/** Its name belongs to another operation: it is not done, and the register remembers that it never is to be. */
export function refuseOther(
  registers: Registers,
  { client, seq, digest }: OperationName
): Task['perform'] {
  return (draft, tag, base) => {
    const fault = leave(registers, draft, tag, base)
    if (fault !== undefined) {
      return fault
    }
    const { result } = OTHER_OPERATION
    remember(draft, { client, seq, digest, epoch: tag.epoch, result })
    return OTHER_OPERATION
  }
}

/** Leaves the value as it is, in this epoch. */
export function settleIn(registers: Registers): Task['perform'] {
  return (draft, tag, base) =>
    leave(registers, draft, tag, base) ?? { type: 'done', result: NO_BYTES, revision: 0 }
}

/** The same value under another tag; a key of nothing takes room like any other. */
function leave(
  registers: Registers,
  draft: Draft,
  tag: Tag,
  base: Register | undefined
): ReturnType<typeof roomFault> {
  const isNew = base === undefined && isSameTag(draft.tag, NO_TAG)
  const fault = isNew ? roomFault(registers, draft.key, undefined, undefined) : undefined
  draft.tag = fault === undefined ? tag : draft.tag
  return fault
}
