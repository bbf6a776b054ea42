/**
 * The leader as a writer: it takes a key over once in its epoch, does operations on it one after the
 * other, and answers each when enough members have what it made.
 *
 * Keeps: Q3 a tag is written once: its epoch has one leader, whose counter grows with every write;
 * Q4 what is answered is held by as many members as the genesis names; Q5 an operation on a key that
 * the leader has not written in its epoch sees what enough members hold, who take up nothing of
 * earlier epochs from then on; Q6 an operation is done once however often it arrives.
 */
import { type Command, decodeCommand } from '../../core/command.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { NowMs } from '../../core/machine.ts'
import type { Collector, Seen } from './collect.ts'
import { createKnownOperations } from './known-operations.ts'
import { type GroupParts, roomFault } from './parts.ts'
import { inPortions } from './portions.ts'
import type { Respond } from './reads.ts'
import {
  type Draft,
  draftOf,
  encodeRegister,
  type Register,
  type RegisterKey,
  remember
} from './register.ts'
import type { Stores } from './stores.ts'
import { nodeOf, revisionOf, type Tag } from './tag.ts'
import { termOf } from './term.ts'
import type { Out, Outcome } from './types.ts'

export interface Writer {
  /** Operations that are not answered. */
  readonly size: number
  /** In which it leads; 0 when it does not. */
  readonly epoch: number
  /** Every write of this epoch with this counter or a lower one is acknowledged. */
  readonly acknowledgedTo: number
  /** This vehicle leads in this epoch from now on. */
  begin(epoch: number): void
  /** It leads no more: what is not answered is asked again of whoever leads next. */
  end(): void
  /** Does an encoded Command; without one it tells the term. */
  take(nowMs: NowMs, entry: Uint8Array | undefined, respond: Respond, out: Out): void
  /** Takes a key over, and has enough members hold its value. */
  settle(nowMs: NowMs, key: RegisterKey, respond: Respond, out: Out): void
  /** Everything done in this turn goes together. */
  flush(nowMs: NowMs, out: Out): void
}

type OperationCommand = Extract<Command, { readonly type: 'operation' }>

/** What is to be done with a register. Returns the answer. */
interface Task {
  perform(draft: Draft): Outcome
  readonly respond: Respond
}

interface Written {
  readonly draft: Draft
  readonly answers: (readonly [Respond, Outcome])[]
}

const STALE: Outcome = { type: 'stale' }
const BUSY: Outcome = { type: 'busy' }
const NO_BYTES = new Uint8Array(0)

export function createWriter(
  parts: GroupParts,
  collector: Collector,
  stores: Stores,
  acknowledged: (registers: readonly Register[]) => void,
  /** Begins another epoch, in which all sessions are new. */
  renew: (nowMs: NowMs, out: Out) => void
): Writer {
  const { environment, settings, registers, roster, ports } = parts
  const known = createKnownOperations()
  /** Keys that are not taken over yet. */
  const untaken = new Map<RegisterKey, Task[]>()
  const asked = new Set<RegisterKey>()
  const written = new Map<RegisterKey, Written>()
  let epoch = 0
  let counter = 0
  let open = 0
  let rounds = 0
  /** The lowest counter of each batch that is under way. */
  const unacknowledged = new Set<number>()

  const nextTag = (): Tag => {
    counter++
    return { epoch, counter, node: nodeOf(roster.indexOf(environment.self), registers.joined) }
  }

  const perform = (key: RegisterKey, base: Register | undefined, tasks: readonly Task[]): void => {
    const tag = { epoch, counter, node: 0 }
    const one = written.get(key) ?? { draft: draftOf(key, tag, base), answers: [] }
    written.set(key, one)
    for (const task of tasks) {
      one.draft.tag = nextTag()
      one.answers.push([task.respond, task.perform(one.draft)])
    }
  }

  const add = (nowMs: NowMs, key: RegisterKey, task: Task, out: Out): void => {
    open++
    const base = registers.get(key)
    if (written.has(key) || base?.tag.epoch === epoch) {
      perform(key, base, [task])
    } else {
      untaken.set(key, [...(untaken.get(key) ?? []), task])
    }
    parts.turn(nowMs, out)
  }

  /** Enough members have shown what they hold, and have begun this epoch before. */
  const takeOver = (nowMs: NowMs, seen: readonly Seen[], out: Out): void => {
    for (const { key, newest } of seen) {
      asked.delete(key)
      const tasks = untaken.get(key) ?? []
      untaken.delete(key)
      perform(key, newest, tasks)
    }
    parts.turn(nowMs, out)
  }

  const askKeys = (nowMs: NowMs, out: Out): void => {
    const keys = [...untaken.keys()].filter((key) => !asked.has(key))
    for (const key of keys) {
      asked.add(key)
    }
    for (const some of inPortions(keys, (key) => key.length)) {
      const wanted = { keys: some, epoch, deadlineMs: Number.POSITIVE_INFINITY }
      collector.ask(nowMs, wanted, takeOver, out)
    }
  }

  const store = (
    nowMs: NowMs,
    some: readonly Register[],
    batch: readonly Written[],
    out: Out
  ): void => {
    rounds++
    const lowest = Math.min(...some.map(({ tag }) => tag.counter))
    unacknowledged.add(lowest)
    const done = (now: NowMs, sink: Out): void => {
      rounds--
      unacknowledged.delete(lowest)
      acknowledged(some)
      for (const [respond, outcome] of batch.flatMap(({ answers }) => answers)) {
        open--
        respond(now, outcome, sink)
      }
      parts.turn(now, sink)
    }
    const refused = (now: NowMs, _registers: readonly Register[], later: number, sink: Out): void =>
      parts.heardOf(now, later, sink)
    const deadlineMs = Number.POSITIVE_INFINITY
    const round = { registers: some, holders: [], isEarly: true, deadlineMs, done, refused }
    stores.begin(nowMs, round, out)
  }

  const storeAll = (nowMs: NowMs, out: Out): void => {
    const all = [...written.values()].map((one) => [encodeRegister(one.draft), one] as const)
    written.clear()
    for (const some of inPortions(all, ([{ bytes }]) => bytes.length)) {
      store(
        nowMs,
        some.map(([register]) => register),
        some.map(([, one]) => one),
        out
      )
    }
  }

  /** Does the operation on a register that this leader has taken over. */
  const operate = (draft: Draft, { client, seq, operation }: OperationCommand): Outcome => {
    const before = draft.done.find((one) => one.client === client && one.seq === seq)
    if (before !== undefined) {
      const revision = revisionOf({ epoch: before.epoch, counter: 0, node: 0 })
      return before.result.length === 0 ? STALE : { type: 'done', result: before.result, revision }
    }
    // An operation is never done in an epoch before the one that its name begins with.
    const term = termOf(client)
    if (term < epoch && term <= draft.forgotten) {
      return STALE
    }
    const revision = revisionOf(draft.tag)
    const { content, result } = ports.state.apply(draft.key, draft.content, operation, revision)
    const fault = roomFault(registers, draft.key, draft.content, content)
    if (fault !== undefined) {
      return fault
    }
    draft.content = content
    remember(draft, { client, seq, epoch, result })
    return { type: 'done', result, revision }
  }

  return {
    get size() {
      return open
    },
    get epoch() {
      return epoch
    },
    get acknowledgedTo() {
      const drafts = [...written.values()].map(({ draft }) => draft.tag.counter)
      return Math.min(counter + 1, ...unacknowledged, ...drafts) - 1
    },
    begin(next) {
      epoch = next
      counter = 0
    },
    end() {
      collector.drop(epoch)
      stores.dropEarly()
      known.clear()
      untaken.clear()
      asked.clear()
      written.clear()
      unacknowledged.clear()
      epoch = 0
      open = 0
      rounds = 0
    },
    take(nowMs, entry, respond, out) {
      if (entry === undefined) {
        respond(nowMs, { type: 'term', term: epoch }, out)
        return
      }
      const command = readOperation(entry)
      if (command === undefined) {
        const text = 'an item is no operation with an id'
        respond(nowMs, { type: 'refused', reason: 'invalid', text }, out)
        return
      }
      const term = termOf(command.client)
      if (term === 0) {
        respond(nowMs, { type: 'term', term: epoch }, out)
        return
      }
      if (term > epoch) {
        // Somebody was granted a later epoch.
        respond(nowMs, { type: 'notLeader' }, out)
        return
      }
      const found = ports.state.keyOf(command.operation, false)
      if (found.type === 'refused') {
        respond(nowMs, found, out)
        return
      }
      if (!known.hasRoom(command.client)) {
        respond(nowMs, { type: 'notLeader' }, out)
        renew(nowMs, out)
        return
      }
      const finish = known.take(nowMs, command, respond, out)
      if (open >= settings.queueMax) {
        // Copies of it that are still on their way hear the same: it is not done in this epoch.
        finish?.(nowMs, BUSY, out)
      } else if (finish !== undefined) {
        const task = { respond: finish, perform: (draft: Draft) => operate(draft, command) }
        add(nowMs, found.key, task, out)
      }
    },
    settle(nowMs, key, respond, out) {
      const outcome: Outcome = { type: 'done', result: NO_BYTES, revision: 0 }
      add(nowMs, key, { respond, perform: () => outcome }, out)
    },
    flush(nowMs, out) {
      if (epoch === 0) {
        return
      }
      askKeys(nowMs, out)
      if (written.size > 0 && rounds < settings.roundsInFlight) {
        storeAll(nowMs, out)
      }
    }
  }
}

export function readOperation(entry: Uint8Array): OperationCommand | undefined {
  try {
    const command = decodeCommand(entry)
    return command.type === 'operation' ? command : undefined
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return undefined
    }
    throw error
  }
}
