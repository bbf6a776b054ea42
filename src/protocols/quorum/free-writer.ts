/**
 * A member as a writer in a group that nobody leads: it looks for the newest value of a key, and has
 * enough members hold a newer one.
 *
 * Keeps: Q3 a tag is written once: what this member writes is on its own disk before anybody hears of
 * it, so its counter of a key never falls; Q5 the newest value is asked for after an operation has come,
 * not before; Q6 an operation is done once: only by the run of the member that its name belongs to.
 * Source: multi-writer ABD (Lynch, Shvartsman, FTCS 1997).
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Collector, Seen } from './collect.ts'
import { createKnownOperations } from './known-operations.ts'
import { WAITING_BYTES_MAX } from './limits.ts'
import { append } from './lists.ts'
import { type NamedOperation, readOperation } from './operations.ts'
import { type GroupParts, roomFault, shownBytes } from './parts.ts'
import { inPortions } from './portions.ts'
import type { Respond } from './reads.ts'
import { draftOf, encodeRegister, type Register, type RegisterKey } from './register.ts'
import type { Stores } from './stores.ts'
import { compareTags, counterMax, NO_TAG, nodeOf, revisionOf } from './tag.ts'
import { BUSY, OTHER_OPERATION } from './task.ts'
import { TERM_COUNT, termOf } from './term.ts'
import type { Out, Outcome } from './types.ts'

export interface FreeWriter {
  /** Operations that are not answered. */
  readonly size: number
  /** Names of operations that this member does begin with it. */
  readonly term: number
  /** Does an encoded Command that this vehicle asks for; without one it tells the term. */
  take(
    nowMs: NowMs,
    vehicle: PeerId,
    entry: Uint8Array | undefined,
    deadlineMs: NowMs,
    respond: Respond,
    out: Out
  ): void
  flush(nowMs: NowMs, out: Out): void
}

interface Task {
  readonly operation: Uint8Array
  readonly respond: Respond
  /** Nobody writes it any more then. */
  readonly deadlineMs: NowMs
}

type Answered = readonly (readonly [Task, Outcome])[]

/** What one question for the newest values is asked for. */
interface Asked {
  readonly tasks: ReadonlyMap<RegisterKey, readonly Task[]>
  readonly deadlineMs: NowMs
}

/** Pause between two looks for what is too late, in milliseconds. */
const LOOK_MS = 50

/** Terms that a member has: 0 is nobody's. */
const TERMS = TERM_COUNT - 1

const WORN_OUT: Outcome = {
  type: 'refused',
  reason: 'full',
  text: 'this key was written as often as a key can be'
}

export function createFreeWriter(
  parts: GroupParts,
  collector: Collector,
  stores: Stores,
  acknowledged: (registers: readonly Register[]) => void
): FreeWriter {
  const { environment, settings, registers, roster, ports } = parts
  const known = createKnownOperations()
  let term = 1 + (parts.run % TERMS)
  const waiting = new Map<RegisterKey, Task[]>()
  /** Keys that are being written, and until when. */
  const busy = new Map<RegisterKey, NowMs>()
  const open = new Set<Task>()
  let openBytes = 0
  let lookedMs: NowMs = 0

  const finish = (nowMs: NowMs, task: Task, outcome: Outcome, out: Out): void => {
    openBytes -= open.delete(task) ? task.operation.length : 0
    task.respond(nowMs, outcome, out)
  }

  /** What was refused is answered at once and leaves nothing: no member need know of it. */
  const write = (
    nowMs: NowMs,
    key: RegisterKey,
    newest: Register | undefined,
    tasks: readonly Task[],
    out: Out
  ): readonly [Register, Answered] | undefined => {
    const own = registers.get(key)
    const base = compareTags(own?.tag ?? NO_TAG, newest?.tag ?? NO_TAG) > 0 ? own : newest
    const draft = draftOf(key, base?.tag ?? NO_TAG, base, 0)
    const node = nodeOf(roster.indexOf(environment.self), registers.joined)
    const answers: (readonly [Task, Outcome])[] = []
    for (const task of tasks) {
      const tag = { epoch: 0, counter: draft.tag.counter + 1, node }
      const revision = revisionOf(tag)
      const made = ports.state.apply(key, draft.content, task.operation, revision)
      const isWornOut = tag.counter > counterMax(0)
      const fault = isWornOut ? WORN_OUT : roomFault(registers, key, draft.content, made.content)
      if (fault === undefined) {
        draft.tag = tag
        draft.content = made.content
        answers.push([task, { type: 'done', result: made.result, revision }])
      } else {
        finish(nowMs, task, fault, out)
      }
    }
    return answers.length === 0 ? undefined : [encodeRegister(draft), answers]
  }

  const store = (
    nowMs: NowMs,
    seen: readonly Seen[],
    { tasks, deadlineMs }: Asked,
    out: Out
  ): void => {
    const all = seen.flatMap(({ key, newest }) => {
      const left = (tasks.get(key) ?? []).filter((task) => open.has(task))
      const one = write(nowMs, key, newest, left, out)
      if (one === undefined) {
        busy.delete(key)
        parts.turn(nowMs, out)
        return []
      }
      return [one]
    })
    for (const some of inPortions(all, ([{ bytes }]) => bytes.length)) {
      const written = some.map(([register]) => register)
      const done = (now: NowMs, sink: Out): void => {
        acknowledged(written)
        for (const { key } of written) {
          busy.delete(key)
        }
        for (const [task, outcome] of some.flatMap(([, answers]) => answers)) {
          finish(now, task, outcome, sink)
        }
        parts.turn(now, sink)
      }
      // Epochs never end where there are none, so nothing is refused.
      const refused = (): void => undefined
      // The own disk first: a member that forgot what it wrote would write another value by that tag.
      const way = { epoch: 0, isEarly: false, deadlineMs } as const
      const round = { ...way, registers: written, done, refused }
      stores.begin(nowMs, round, out)
    }
  }

  const accept = (
    nowMs: NowMs,
    key: RegisterKey,
    command: NamedOperation & { readonly vehicle: PeerId },
    deadlineMs: NowMs,
    respond: Respond,
    out: Out
  ): void => {
    if (known.isOther(command)) {
      // Nobody else does what was named in this term, and it remembers all of it.
      respond(nowMs, OTHER_OPERATION, out)
      return
    }
    const answer = known.take(nowMs, command, respond, out)
    const { operation } = command
    const isFull = openBytes + operation.length > WAITING_BYTES_MAX
    if (isFull || open.size >= settings.queueMax) {
      // Copies of it that are still on their way hear the same: it is done by nobody else.
      answer?.(nowMs, BUSY, out)
    } else if (answer !== undefined) {
      const task = { operation, respond: answer, deadlineMs }
      open.add(task)
      openBytes += operation.length
      append(waiting, key, task)
      parts.turn(nowMs, out)
    }
  }

  /** What enough members did not take in time may have been written, or not. */
  const expire = (nowMs: NowMs, out: Out): void => {
    if (nowMs < lookedMs + LOOK_MS) {
      return
    }
    lookedMs = nowMs
    for (const task of open) {
      if (nowMs >= task.deadlineMs) {
        finish(nowMs, task, { type: 'stale' }, out)
      }
    }
    for (const [key, tasks] of waiting) {
      const left = tasks.filter((task) => open.has(task))
      if (left.length === 0) {
        waiting.delete(key)
      } else {
        waiting.set(key, left)
      }
    }
    for (const [key, untilMs] of busy) {
      if (nowMs >= untilMs) {
        busy.delete(key)
      }
    }
  }

  return {
    get size() {
      return open.size
    },
    get term() {
      return term
    },
    take(nowMs, vehicle, entry, deadlineMs, respond, out) {
      const command = entry === undefined ? undefined : readOperation(environment.crypto, entry)
      const named = command === undefined ? 0 : termOf(command.client)
      if (command === undefined || named === 0) {
        respond(nowMs, { type: 'term', term }, out)
        return
      }
      if (named !== term) {
        respond(nowMs, { type: 'stale' }, out)
        return
      }
      const found = ports.state.keyOf(command.operation, true)
      if (found.type === 'refused') {
        respond(nowMs, found, out)
        return
      }
      const lack = known.lackOf(command.client, vehicle)
      if (lack === undefined) {
        accept(nowMs, found.key, { ...command, vehicle }, deadlineMs, respond, out)
      } else if (known.forget(nowMs, lack)) {
        // Whatever was named before is not done any more, so its sessions need not be known.
        term = 1 + (term % TERMS)
        respond(nowMs, { type: 'stale' }, out)
      } else if (lack === 'share') {
        respond(nowMs, BUSY, out)
      }
    },
    flush(nowMs, out) {
      expire(nowMs, out)
      const tasks = new Map([...waiting].filter(([key]) => nowMs >= (busy.get(key) ?? 0)))
      const all = [...tasks.values()].flat()
      const deadlineMs = all.reduce((latest, task) => Math.max(latest, task.deadlineMs), nowMs)
      for (const key of tasks.keys()) {
        // What comes from now on may be newer than what the members are about to show.
        waiting.delete(key)
        busy.set(key, deadlineMs)
      }
      for (const some of inPortions([...tasks.keys()], shownBytes(registers))) {
        const wanted = { keys: some, epoch: 0, deadlineMs }
        const then = (now: NowMs, seen: readonly Seen[], sink: Out): void =>
          store(now, seen, { tasks, deadlineMs }, sink)
        collector.ask(nowMs, wanted, then, out)
      }
    }
  }
}
