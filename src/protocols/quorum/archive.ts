/**
 * What was acknowledged goes into the log of the group in the background, so that the archive backs it
 * up: values with their tags, the newest of each key.
 *
 * Keeps: the log tells up to which write of an epoch nothing is missing; whoever leads next looks
 * through all keys, and has what the log may lack written and archived again.
 */
import type { NowMs } from '../../core/machine.ts'
import type { GroupParts } from './parts.ts'
import type { Register, RegisterKey } from './register.ts'
import type { Spans } from './spans.ts'
import { createSurvey, type Survey, type SurveyPorts } from './survey.ts'
import { compareTags } from './tag.ts'
import type { ArchiveBatch, Out } from './types.ts'

export const ARCHIVE_ID = 'quorum:archive:'

export interface Archive extends Pick<Survey, 'isSettled'> {
  /** Values that are not in the log yet. */
  readonly size: number
  /** All keys are being looked through, or are to be, or what was found is still to be done. */
  readonly isLooking: boolean
  /** The last write of the epoch that was acknowledged. */
  readonly newest: number
  /** Enough members hold these. */
  add(registers: readonly Register[]): void
  /** This vehicle leads from now on. */
  begin(nowMs: NowMs): void
  /** A member has come back, or was missed: all keys are looked through again. */
  lookAgain(): void
  end(): void
  tick(nowMs: NowMs, out: Out): void
  archived(id: string, isDone: boolean): void
}

export type ArchivePorts = Omit<SurveyPorts, 'hasRoom' | 'found' | 'passed'>

interface Flying {
  readonly id: string
  readonly registers: readonly Register[]
  readonly upTo: number
}

/** Bytes of values in one entry of the log. */
const BATCH_BYTES = 256 * 1024

/** Values that wait; beyond it the oldest are left out until all keys are looked through again. */
const WAITING_MAX = 1_000_000

/** While more waits than a batch takes, batches follow each other so much sooner. */
const HURRY = 4

export function createArchive(
  parts: GroupParts,
  spans: Spans,
  own: ArchivePorts,
  waitingMax: number = WAITING_MAX
): Archive {
  const { settings, ports, chain, rules, roster } = parts
  const waiting = new Map<RegisterKey, Register>()
  let flying: Flying | undefined
  let batches = 0
  let dueMs: NowMs = 0
  /** What was acknowledged once, and how many of the values that waited then are still to go. */
  let goal: { readonly upTo: number; left: number } | undefined
  /** Up to which write the log has told in this epoch that nothing is missing. */
  let toldTo = 0
  let newest = 0
  /** Values were left out: it is not known up to where nothing is missing. */
  let lacksSome = false
  /** All keys are looked through for what was left out. */
  let isMending = false
  /** The last write that was under way then: until it is acknowledged the one before it may be missing. */
  let doubtfulTo = 0

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

  const survey = createSurvey(parts, spans, {
    ...own,
    // What was left out has room when all else has gone.
    hasRoom: () => !isMending || waiting.size === 0,
    found(one, holders) {
      const { counter } = one.tag
      if (!isMending) {
        return
      }
      if (holders >= roster.writes || counter <= own.acknowledgedTo()) {
        keep(one)
        // What was to go before it does not make up for it.
        goal = undefined
      } else {
        // What was left out was acknowledged; a newer value that is under way may stand before it.
        doubtfulTo = Math.max(doubtfulTo, counter)
      }
    },
    passed() {
      if (isMending) {
        lacksSome = false
        isMending = false
      }
    }
  })

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

  /** Whether it can be told up to where nothing is missing when this is acknowledged. */
  const isKnown = (upTo: number): boolean => !lacksSome && !rules.leaderless && upTo >= doubtfulTo

  const send = (nowMs: NowMs): void => {
    goal ??= { upTo: own.acknowledgedTo(), left: waiting.size }
    const some = takeBatch()
    for (const { key } of some) {
      waiting.delete(key)
    }
    goal.left -= some.length
    const isReached = goal.left <= 0
    const upTo = isReached && isKnown(goal.upTo) ? goal.upTo : 0
    goal = isReached ? undefined : goal
    const pauseMs = waiting.size > 0 ? settings.archiveMs / HURRY : settings.archiveMs
    dueMs = nowMs + Math.ceil(pauseMs)
    flying = { id: `${ARCHIVE_ID}${++batches}:${chain.id}`, registers: some, upTo }
    const batch: ArchiveBatch = {
      registers: some.map(({ bytes }) => bytes),
      epoch: own.epoch(),
      upTo
    }
    ports.archive(flying.id, chain.id, batch)
  }

  /** All is in the log, and that was not told: the last of it went while it could not be. */
  const isUntold = (): boolean => {
    const upTo = own.acknowledgedTo()
    return toldTo < newest && newest <= upTo && isKnown(upTo)
  }

  const mend = (): void => {
    if (lacksSome && !isMending && waiting.size === 0 && !survey.isBusy) {
      isMending = true
      survey.again()
    }
  }

  return {
    get size() {
      return waiting.size + (flying?.registers.length ?? 0)
    },
    get isSettled() {
      return survey.isSettled
    },
    get isLooking() {
      return survey.isBusy
    },
    get newest() {
      return newest
    },
    add(some) {
      for (const register of some) {
        newest = Math.max(newest, register.tag.counter)
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
      toldTo = 0
      survey.begin()
      dueMs = nowMs + settings.archiveMs
    },
    lookAgain: survey.again,
    end() {
      survey.end()
      goal = undefined
      flying = undefined
      newest = 0
      waiting.clear()
    },
    tick(nowMs, out) {
      mend()
      survey.tick(nowMs, out)
      if (flying === undefined && nowMs >= dueMs && (waiting.size > 0 || isUntold())) {
        send(nowMs)
      }
    },
    archived(id, isDone) {
      if (flying?.id !== id) {
        return
      }
      const { registers: some, upTo } = flying
      flying = undefined
      if (isDone) {
        toldTo = Math.max(toldTo, upTo)
      } else {
        // A newer value makes the older one needless once it is acknowledged: then it waits already.
        for (const register of some) {
          keep(register)
        }
        goal = undefined
      }
    }
  }
}
