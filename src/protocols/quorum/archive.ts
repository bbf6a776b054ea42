/**
 * What was acknowledged goes into the log of the group in the background, so that the archive backs it
 * up: values with their tags, the newest of each key.
 *
 * Keeps: the log tells up to which write of an epoch nothing is missing; whoever leads next looks
 * through all keys, and has what the log may lack written and archived again. It looks again when a
 * member has come back, and tells it what it missed.
 */
import type { NowMs } from '../../core/machine.ts'
import type { Seen } from './collect.ts'
import type { GroupParts } from './parts.ts'
import type { Respond } from './reads.ts'
import type { Register, RegisterKey } from './register.ts'
import type { PageThen, Spans } from './spans.ts'
import { compareTags } from './tag.ts'
import type { ArchiveBatch, Out } from './types.ts'

export const ARCHIVE_ID = 'quorum:archive:'

export interface Archive {
  /** Values that are not in the log yet. */
  readonly size: number
  /**
   * All members hold the newest of each key, as far as it is of an epoch before the one that is led, and it
   * is in the log; what is newer, enough members hold.
   */
  readonly isSettled: boolean
  /** Enough members hold these. */
  add(registers: readonly Register[]): void
  /** This vehicle leads from now on. */
  begin(nowMs: NowMs): void
  /** A member has come back: all keys are looked through again. */
  lookAgain(): void
  end(): void
  tick(nowMs: NowMs, out: Out): void
  archived(id: string, isDone: boolean): void
}

export interface ArchivePorts {
  /** The last write of the epoch. */
  counter(): number
  /** Every write of the epoch up to this counter is acknowledged. */
  acknowledgedTo(): number
  epoch(): number
  /** Members that answer, this one included. */
  answering(): number
  /** So much waits that looking through keys can wait. */
  isBusy(): boolean
  /** Tells members that hold something older. */
  repair(seen: readonly Seen[], out: Out): void
  /** Has the value of a key written again, so that it is acknowledged in this epoch. */
  rewrite(nowMs: NowMs, key: RegisterKey, respond: Respond, out: Out): void
}

/** One look through all keys. */
interface Look {
  readonly booth: number
  /** All members have shown all keys so far, each after it had begun the epoch. */
  isWhole: boolean
  /** Keys that are to be written again. */
  rewriting: number
  /** The last write when it had ended; undefined before. */
  upTo: number | undefined
}

/** Bytes of values in one entry of the log. */
const BATCH_BYTES = 256 * 1024

/** Values that wait; beyond it the oldest are left out until all keys are looked through again. */
const WAITING_MAX = 1_000_000

/** While more waits than a batch takes, batches follow each other so much sooner. */
const HURRY = 4

const WHOLE_SPAN = { from: '', to: '', reverse: false } as const

export function createArchive(
  parts: GroupParts,
  spans: Spans,
  own: ArchivePorts,
  waitingMax: number = WAITING_MAX
): Archive {
  const { settings, ports, chain, rules, roster } = parts
  const waiting = new Map<RegisterKey, Register>()
  let flying: { readonly id: string; readonly registers: readonly Register[] } | undefined
  let batches = 0
  let dueMs: NowMs = 0
  /** What was acknowledged once, and how many of the values that waited then are still to go. */
  let goal: { readonly upTo: number; left: number } | undefined
  /** Last key that was looked through; undefined when all were, or somebody else leads. */
  let swept: RegisterKey | undefined
  let isSweeping = false
  /** Round of the page that is asked for. */
  let round = 0
  /** Values were left out: it is not known up to where nothing is missing. */
  let lacksSome = false
  /** All keys are looked through for what was left out. */
  let isMending = false
  /** The last write that was under way then: until it is acknowledged the one before it may be missing. */
  let doubtfulTo = 0
  /** A member has come back while keys are looked through: pages that are done lack what it holds. */
  let isAgain = false
  let look: Look | undefined
  let isSettled = false

  /**
   * Of two writes under way the later one may be acknowledged first. A newer value goes in the place of
   * the older: a key that is written all the time would never have its turn.
   */
  const keep = (register: Register): void => {
    const known = waiting.get(register.key)
    if (known === undefined || compareTags(register.tag, known.tag) > 0) {
      waiting.set(register.key, register)
    }
  }

  const takeBatch = (): readonly Register[] => {
    const some: Register[] = []
    let bytes = 0
    for (const register of waiting.values()) {
      bytes += register.bytes.length
      if (some.length > 0 && bytes > BATCH_BYTES) {
        break
      }
      some.push(register)
    }
    return some
  }

  const send = (nowMs: NowMs): void => {
    goal ??= { upTo: own.acknowledgedTo(), left: waiting.size }
    const some = takeBatch()
    for (const { key } of some) {
      waiting.delete(key)
    }
    goal.left -= some.length
    const isReached = goal.left <= 0
    const isSwept = !isSweeping && swept === undefined
    const isKnown = isSwept && !lacksSome && goal.upTo >= doubtfulTo
    const batch: ArchiveBatch = {
      registers: some.map(({ bytes }) => bytes),
      epoch: own.epoch(),
      upTo: isReached && isKnown && !rules.leaderless ? goal.upTo : 0
    }
    goal = isReached ? undefined : goal
    const pauseMs = waiting.size > 0 ? settings.archiveMs / HURRY : settings.archiveMs
    dueMs = nowMs + Math.ceil(pauseMs)
    flying = { id: `${ARCHIVE_ID}${++batches}:${chain.id}`, registers: some }
    ports.archive(flying.id, chain.id, batch)
  }

  /** What was left out was acknowledged; a newer value that is under way may stand before it. */
  const takeUp = (newest: Register, holders: number): void => {
    const { counter } = newest.tag
    if (holders >= roster.writes || counter <= own.acknowledgedTo()) {
      keep(newest)
      // What was to go before it does not make up for it.
      goal = undefined
    } else {
      doubtfulTo = Math.max(doubtfulTo, counter)
    }
  }

  /** A page of keys, of which the log has all that it is known to have up to the horizons. */
  const lookAt = (nowMs: NowMs, seen: readonly Seen[], of: Look, out: Out): void => {
    const { horizons } = ports.archiveOf(chain.id) ?? { horizons: new Map<number, number>() }
    const respond: Respond = (_now, { type }) => {
      of.rewriting--
      of.isWhole &&= type === 'done'
    }
    for (const { key, newest, holders, behind } of seen) {
      if (newest === undefined) {
        continue
      }
      const { epoch, counter } = newest.tag
      const isArchived = counter <= (horizons.get(epoch) ?? -1)
      const isOlder = epoch < own.epoch()
      if (isOlder && (behind.length > 0 || !isArchived)) {
        of.rewriting++
        own.rewrite(nowMs, key, respond, out)
      }
      if (!isOlder && isMending && !isArchived) {
        takeUp(newest, holders.length)
      }
    }
    own.repair(seen, out)
  }

  const mend = (): void => {
    const isAtRest = waiting.size === 0 && swept === undefined && !isSweeping
    if (lacksSome && !isMending && isAtRest) {
      isMending = true
      swept = ''
    }
  }

  const begunLook = (): Look => {
    return { booth: roster.number, isWhole: !rules.leaderless, rewriting: 0, upTo: undefined }
  }

  /** Whatever comes later, it stays so for this epoch: nothing of earlier ones is taken up any more. */
  const settle = (): void => {
    if (look?.upTo !== undefined && look.rewriting === 0 && own.acknowledgedTo() >= look.upTo) {
      isSettled ||= look.isWhole && look.booth === roster.number
      look = undefined
    }
  }

  const sweep = (nowMs: NowMs, out: Out): void => {
    // What was left out has room when all else has gone.
    const hasRoom = !isMending || waiting.size === 0
    const isOff = swept === undefined || isSweeping || own.isBusy() || !hasRoom
    if (isOff || ports.archiveOf(chain.id) === undefined) {
      return
    }
    isSweeping = true
    const span = { ...WHOLE_SPAN, after: swept ?? '' }
    const current = swept === '' || look === undefined ? begunLook() : look
    look = current
    const then: PageThen = (now, { seen, end, epochs }, sink) => {
      isSweeping = false
      swept = end ?? (isAgain ? '' : undefined)
      isAgain &&= end !== undefined
      const { length } = epochs.filter((epoch) => epoch >= own.epoch())
      current.isWhole &&= length === roster.members.length
      lookAt(now, seen, current, sink)
      if (end === undefined) {
        current.upTo = own.counter()
      }
      if (end === undefined && isMending) {
        lacksSome = false
        isMending = false
      }
    }
    const answers = own.answering()
    round = spans.ask(nowMs, { span, deadlineMs: Number.POSITIVE_INFINITY, answers }, then, out)
  }

  return {
    get size() {
      return waiting.size + (flying?.registers.length ?? 0)
    },
    get isSettled() {
      return isSettled
    },
    add(some) {
      for (const register of some) {
        keep(register)
      }
      while (waiting.size > waitingMax) {
        const [oldest] = waiting.keys()
        waiting.delete(oldest ?? '')
        lacksSome = true
        isMending = false
      }
    },
    begin(nowMs) {
      lacksSome = false
      isMending = false
      doubtfulTo = 0
      isAgain = false
      isSettled = false
      look = undefined
      swept = ''
      isSweeping = false
      dueMs = nowMs + settings.archiveMs
    },
    lookAgain() {
      isAgain ||= isSweeping || (swept !== undefined && swept !== '')
      swept ??= ''
    },
    end() {
      spans.drop(round)
      swept = undefined
      look = undefined
      isSettled = false
      isSweeping = false
      goal = undefined
      flying = undefined
      waiting.clear()
    },
    tick(nowMs, out) {
      mend()
      settle()
      sweep(nowMs, out)
      if (flying === undefined && waiting.size > 0 && nowMs >= dueMs) {
        send(nowMs)
      }
    },
    archived(id, isDone) {
      if (flying?.id !== id) {
        return
      }
      const { registers: some } = flying
      flying = undefined
      if (!isDone) {
        // A newer value makes the older one needless once it is acknowledged: then it waits already.
        for (const register of some) {
          keep(register)
        }
        goal = undefined
      }
    }
  }
}
