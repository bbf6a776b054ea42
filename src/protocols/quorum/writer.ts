/**
 * The leader as a writer: it takes a key over once in its epoch, does operations on it one after the
 * other, and answers each when enough members have what it made.
 *
 * Keeps: Q3 a tag is written once: its epoch has one leader, whose counter grows with every write;
 * Q4 what is answered is held by as many members as the genesis names; Q5 an operation on a key that
 * the leader has not written in its epoch sees what enough members hold, who take up nothing of
 * earlier epochs from then on; Q6 an operation is done once however often it arrives.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Collector, Seen } from './collect.ts'
import { createKnownOperations, isForgotten, type Lack } from './known-operations.ts'
import { WAITING_BYTES_MAX } from './limits.ts'
import { type NamedOperation, readOperation } from './operations.ts'
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
import { counterMax, NO_TAG, nodeOf, revisionOf, type Tag } from './tag.ts'
import { BUSY, hasOther, recall, refuseOther, STALE, settleIn, type Task } from './task.ts'
import { TERM_MAX, termOf } from './term.ts'
import type { Out, Outcome } from './types.ts'
import { createUntaken } from './untaken.ts'

export interface Writer {
  /** Operations that are not answered. */
  readonly size: number
  /** In which it leads; 0 when it does not. */
  readonly epoch: number
  /** The counter of the last write of this epoch. */
  readonly counter: number
  /** Every write of this epoch with this counter or a lower one is acknowledged. */
  readonly acknowledgedTo: number
  /** This vehicle leads in this epoch from now on. */
  begin(epoch: number): void
  /** It leads no more: what is not answered is asked again of whoever leads next. */
  end(): void
  /** Takes nothing more; when what it has is done, another epoch begins. Does not wait for long. */
  close(nowMs: NowMs, out: Out): void
  /**
   * Does an encoded Command that this vehicle asks for; without one it tells the term. One on a key that
   * it cannot take over in time it does not answer, and it does it when it is asked for again.
   */
  take(
    nowMs: NowMs,
    vehicle: PeerId,
    entry: Uint8Array | undefined,
    deadlineMs: NowMs,
    respond: Respond,
    out: Out
  ): void
  /** Takes a key over in time, and has enough members hold its value. */
  settle(nowMs: NowMs, key: RegisterKey, deadlineMs: NowMs, respond: Respond, out: Out): void
  /** The same for a key of the group that it has found itself, however much waits. */
  rewrite(nowMs: NowMs, key: RegisterKey, respond: Respond, out: Out): void
  /** Gives up what waits for keys that were not taken over in time. */
  expire(nowMs: NowMs): void
  /** Everything done in this turn goes together. */
  flush(nowMs: NowMs, out: Out): void
}

interface Written {
  readonly draft: Draft
  readonly answers: (readonly [Task, Outcome])[]
}

/** So many writes before its last one an epoch takes no more: those under way and looked through fit. */
const COUNTERS_LEFT = 2 ** 24

/** With so many writes an epoch ends. */
const WRITES_MAX: number = counterMax(TERM_MAX) - COUNTERS_LEFT

export function createWriter(
  parts: GroupParts,
  collector: Collector,
  stores: Stores,
  acknowledged: (registers: readonly Register[]) => void,
  /** Begins another epoch. */
  renew: (nowMs: NowMs, out: Out) => void,
  writesMax: number = WRITES_MAX
): Writer {
  const { environment, settings, registers, roster, ports } = parts
  const known = createKnownOperations()
  const written = new Map<RegisterKey, Written>()
  let epoch = 0
  let counter = 0
  let open = 0
  let openBytes = 0
  let rounds = 0
  /** The lowest counter of each batch that is under way. */
  const unacknowledged = new Set<number>()
  /** When this epoch ends at last; undefined as long as operations are taken. */
  let closesMs: NowMs | undefined

  const nextTag = (): Tag => {
    counter++
    return { epoch, counter, node: nodeOf(roster.indexOf(environment.self), registers.joined) }
  }

  const finish = (nowMs: NowMs, { bytes, respond }: Task, outcome: Outcome, out: Out): void => {
    open--
    openBytes -= bytes + (outcome.type === 'done' ? outcome.result.length : 0)
    respond(nowMs, outcome, out)
  }

  /** What was refused is answered at once and leaves nothing: no member need know of it. */
  const perform = (
    nowMs: NowMs,
    key: RegisterKey,
    { newest: base, forgottenTo }: Pick<Seen, 'newest' | 'forgottenTo'>,
    tasks: readonly Task[],
    out: Out
  ): void => {
    const draft = written.get(key)?.draft ?? draftOf(key, NO_TAG, base, forgottenTo)
    const answers = written.get(key)?.answers ?? []
    for (const task of tasks) {
      const outcome = task.perform(draft, nextTag(), base)
      if (outcome.type === 'done') {
        openBytes += outcome.result.length
        answers.push([task, outcome])
      } else {
        finish(nowMs, task, outcome, out)
      }
    }
    if (answers.length > 0) {
      written.set(key, { draft, answers })
    }
  }

  const settling = (key: RegisterKey, respond: Respond, deadlineMs: NowMs): Task => ({
    respond,
    perform: settleIn(registers),
    bytes: key.length,
    deadlineMs
  })

  const add = (nowMs: NowMs, key: RegisterKey, task: Task, out: Out): void => {
    open++
    openBytes += task.bytes
    const base = registers.get(key)
    if (written.has(key) || base?.tag.epoch === epoch) {
      perform(nowMs, key, { newest: base, forgottenTo: 0 }, [task], out)
    } else {
      untaken.add(key, task)
    }
    parts.turn(nowMs, out)
  }

  const isFull = (bytes: number): boolean =>
    open >= settings.queueMax || openBytes + bytes > WAITING_BYTES_MAX

  const close = (nowMs: NowMs, out: Out): void => {
    closesMs ??= nowMs + settings.electionTimeoutMs
    parts.turn(nowMs, out)
  }

  /** Whether this is not taken in this epoch: then another one begins, or it is asked for again later. */
  const isOver = (nowMs: NowMs, lack: Lack | undefined, respond: Respond, out: Out): boolean => {
    const isEnding = counter >= writesMax || closesMs !== undefined
    if (isEnding || (lack !== undefined && known.forget(nowMs, lack))) {
      respond(nowMs, { type: 'notLeader' }, out)
      close(nowMs, out)
      return true
    }
    if (lack === 'share') {
      respond(nowMs, BUSY, out)
    }
    return lack !== undefined
  }

  /** Enough members have shown what they hold, and have begun this epoch before. */
  const untaken = createUntaken(parts, collector, (nowMs, one, tasks, out) => {
    perform(nowMs, one.key, one, tasks, out)
    parts.turn(nowMs, out)
  })

  const store = (
    nowMs: NowMs,
    some: readonly Register[],
    batch: readonly Written[],
    out: Out
  ): void => {
    rounds++
    const lowest = some.reduce((least, { tag }) => Math.min(least, tag.counter), counter)
    unacknowledged.add(lowest)
    const done = (now: NowMs, sink: Out): void => {
      rounds--
      unacknowledged.delete(lowest)
      acknowledged(some)
      for (const [task, outcome] of batch.flatMap(({ answers }) => answers)) {
        finish(now, task, outcome, sink)
      }
      parts.turn(now, sink)
    }
    const refused = (now: NowMs, _registers: readonly Register[], later: number, sink: Out): void =>
      parts.heardOf(now, later, sink)
    const deadlineMs = Number.POSITIVE_INFINITY
    const round = { epoch, isEarly: true, deadlineMs, registers: some, done, refused }
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
  const operate = (
    draft: Draft,
    tag: Tag,
    base: Register | undefined,
    command: NamedOperation,
    /** Another operation was taken under its name. */
    isOther: boolean
  ): Outcome => {
    const before = recall(draft, tag, command)
    if (before !== undefined) {
      return before
    }
    if (isForgotten(known, epoch, draft.forgotten, command)) {
      return STALE
    }
    if (isOther || hasOther(draft, command)) {
      return refuseOther(registers, command)(draft, tag, base)
    }
    if (openBytes > WAITING_BYTES_MAX) {
      return BUSY // short operations may ask for large values, which wait with them
    }
    const { client, seq, digest, operation } = command
    const revision = revisionOf(tag)
    const { content, result } = ports.state.apply(draft.key, draft.content, operation, revision)
    const fault = roomFault(registers, draft.key, draft.content, content)
    if (fault !== undefined) {
      return fault
    }
    draft.tag = tag
    draft.content = content
    remember(draft, { client, seq, digest, epoch, result })
    return { type: 'done', result, revision }
  }

  const accept = (
    nowMs: NowMs,
    key: RegisterKey,
    command: NamedOperation & { readonly vehicle: PeerId },
    { bytes, deadlineMs }: Pick<Task, 'bytes' | 'deadlineMs'>,
    respond: Respond,
    out: Out
  ): void => {
    const isConfirmed = known.isConfirmed(command)
    if (isConfirmed || known.isOther(command)) {
      // It is never done now, and answered as the register remembers it.
      const perform: Task['perform'] = (draft, tag, base) =>
        isConfirmed
          ? (recall(draft, tag, command) ?? STALE)
          : operate(draft, tag, base, command, true)
      const task = { respond, perform, bytes, deadlineMs }
      isFull(bytes) ? respond(nowMs, BUSY, out) : add(nowMs, key, task, out)
      return
    }
    const answer = known.take(nowMs, command, respond, out)
    if (isFull(bytes)) {
      // Copies of it that are still on their way hear the same: it is not done in this epoch.
      answer?.(nowMs, BUSY, out)
    } else if (answer !== undefined) {
      const perform: Task['perform'] = (draft, tag, base) =>
        operate(draft, tag, base, command, false)
      const drop = (): void => known.drop(command)
      add(nowMs, key, { respond: answer, perform, bytes, deadlineMs, drop }, out)
    }
  }

  return {
    get size() {
      return open
    },
    get epoch() {
      return epoch
    },
    get counter() {
      return counter
    },
    get acknowledgedTo() {
      let first = counter + 1
      for (const lowest of unacknowledged) {
        first = Math.min(first, lowest)
      }
      for (const { draft } of written.values()) {
        first = Math.min(first, draft.tag.counter)
      }
      return first - 1
    },
    begin(next) {
      known.begin(next)
      epoch = next
      counter = 0
    },
    end() {
      collector.drop(epoch)
      stores.dropEarly()
      known.end(epoch)
      untaken.clear()
      written.clear()
      unacknowledged.clear()
      closesMs = undefined
      epoch = 0
      open = 0
      openBytes = 0
      rounds = 0
    },
    close,
    take(nowMs, vehicle, entry, deadlineMs, respond, out) {
      if (entry === undefined) {
        respond(nowMs, { type: 'term', term: epoch }, out)
        return
      }
      const command = readOperation(environment.crypto, entry)
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
      if (isOver(nowMs, known.lackOf(command.client, vehicle), respond, out)) {
        return
      }
      const bytes = entry.length
      accept(nowMs, found.key, { ...command, vehicle }, { bytes, deadlineMs }, respond, out)
    },
    settle(nowMs, key, deadlineMs, respond, out) {
      if (isFull(key.length)) {
        respond(nowMs, BUSY, out)
      } else if (!isOver(nowMs, undefined, respond, out)) {
        add(nowMs, key, settling(key, respond, deadlineMs), out)
      }
    },
    rewrite(nowMs, key, respond, out) {
      add(nowMs, key, settling(key, respond, Number.POSITIVE_INFINITY), out)
    },
    expire(nowMs) {
      for (const { bytes, drop } of untaken.expire(nowMs)) {
        open--
        openBytes -= bytes
        drop?.()
      }
    },
    flush(nowMs, out) {
      if (closesMs !== undefined && (open === 0 || nowMs >= closesMs)) {
        renew(nowMs, out)
        return
      }
      if (epoch === 0) {
        return
      }
      untaken.ask(nowMs, epoch, out)
      if (written.size > 0 && rounds < settings.roundsInFlight) {
        storeAll(nowMs, out)
      }
    }
  }
}
