/**
 * A leader looks through all keys, with all members that answer it: what some of them lack they are told,
 * and what the log may lack is written again.
 *
 * Keeps: one look after the other, with a rest that is as long. One in which all members have shown all keys,
 * each after it had begun the epoch, and of which all that was found to do is done, shows that nothing of
 * earlier epochs changes any more.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Seen } from './collect.ts'
import type { GroupParts } from './parts.ts'
import type { Respond } from './reads.ts'
import type { Register, RegisterKey } from './register.ts'
import type { PageThen, Spans } from './spans.ts'
import type { Out } from './types.ts'

export interface Survey {
  /** A look is to come, or not all keys are looked through, or what was found is still to be done. */
  readonly isBusy: boolean
  /**
   * All members hold the newest of each key, as far as it is of an epoch before the one that is led, and it
   * is in the log; what is newer, enough members hold.
   */
  readonly isSettled: boolean
  /** This vehicle leads from now on. */
  begin(): void
  /** This vehicle leads no more. */
  end(): void
  /** All keys are looked through once more, behind the look that goes on, and a rest. */
  again(): void
  tick(nowMs: NowMs, out: Out): void
}

export interface SurveyPorts {
  /** The last write of the epoch. */
  counter(): number
  /** Every write of the epoch up to this counter is acknowledged. */
  acknowledgedTo(): number
  epoch(): number
  /** So much waits that looking through keys is to take little. */
  isLoaded(): boolean
  /** Tells members that hold something older. */
  repair(seen: readonly Seen[], out: Out): void
  /** Has the value of a key written again, so that it is acknowledged in this epoch. */
  rewrite(nowMs: NowMs, key: RegisterKey, respond: Respond, out: Out): void
  /** What is found has room. */
  hasRoom(): boolean
  /** So many members hold a value of the epoch that the log is not known to have. */
  found(newest: Register, holders: number): void
  /** All keys were looked through. */
  passed(): void
}

/** One look through all keys. */
interface Look {
  readonly booth: number
  readonly sinceMs: NowMs
  /** Members that were away, or too slow, since then: they are waited for no more. */
  readonly missed: Set<PeerId>
  /** Last key that was looked through. */
  after: RegisterKey
  /** All members have shown all keys so far, each after it had begun the epoch. */
  isWhole: boolean
  /** Keys that are to be written again. */
  rewriting: number
  /** The last write when all keys were looked through; undefined before. */
  upTo: number | undefined
}

/** So long a page is waited for, of each member whose link is open: on a slow one it takes a while. */
const PAGE_MS = 10_000

/** While the leader is loaded, a page is looked at in one of so many ticks. */
const LOADED_TICKS = 5

const WHOLE_SPAN = { from: '', to: '', reverse: false } as const

export function createSurvey(parts: GroupParts, spans: Spans, own: SurveyPorts): Survey {
  const { environment, ports, chain, rules, roster } = parts
  const { connected } = environment.peers
  let look: Look | undefined
  let isWanted = false
  let restUntilMs: NowMs = 0
  /** A page is asked for, and the number of its round. */
  let isAsked = false
  let round = 0
  let ticks = 0
  let isSettled = false

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
      if (!isOlder && !isArchived) {
        own.found(newest, holders.length)
      }
    }
    own.repair(seen, out)
  }

  const shown =
    (of: Look): PageThen =>
    (nowMs, { seen, end, epochs }, out) => {
      isAsked = false
      for (const peer of roster.others.filter((one) => !epochs.has(one))) {
        of.missed.add(peer)
      }
      of.isWhole &&= roster.members.every((peer) => (epochs.get(peer) ?? -1) >= own.epoch())
      lookAt(nowMs, seen, of, out)
      if (end === undefined) {
        of.upTo = own.counter()
        own.passed()
      } else {
        of.after = end
      }
    }

  const goOn = (nowMs: NowMs, of: Look, out: Out): void => {
    const isPaused = own.isLoaded() && ticks % LOADED_TICKS !== 0
    const isOff = isAsked || isPaused || !own.hasRoom()
    if (isOff || ports.archiveOf(chain.id) === undefined) {
      return
    }
    isAsked = true
    const span = { ...WHOLE_SPAN, after: of.after }
    const awaited = (): readonly PeerId[] =>
      rules.leaderless ? [] : roster.others.filter((peer) => !of.missed.has(peer))
    const patience = { awaited, untilMs: nowMs + PAGE_MS }
    const wanted = { span, deadlineMs: Number.POSITIVE_INFINITY, patience }
    round = spans.ask(nowMs, wanted, shown(of), out)
  }

  /** Whatever comes later, it stays so for this epoch: nothing of earlier ones is taken up any more. */
  const settle = (nowMs: NowMs, { upTo, rewriting, isWhole, booth, sinceMs }: Look): void => {
    if (upTo !== undefined && rewriting === 0 && own.acknowledgedTo() >= upTo) {
      isSettled ||= isWhole && booth === roster.number
      look = undefined
      restUntilMs = nowMs + (nowMs - sinceMs)
    }
  }

  /** Over a link that was closed for a moment as well, the question or the answer may be lost. */
  const miss = ({ missed }: Look): void => {
    for (const peer of roster.others) {
      if (!connected.has(peer)) {
        missed.add(peer)
      }
    }
  }

  const begun = (nowMs: NowMs): Look => {
    const { number: booth } = roster
    const base = { booth, sinceMs: nowMs, missed: new Set<PeerId>(), after: '', rewriting: 0 }
    return { ...base, isWhole: !rules.leaderless, upTo: undefined }
  }

  const reset = (): void => {
    look = undefined
    isAsked = false
    isSettled = false
    restUntilMs = 0
  }

  return {
    get isBusy() {
      return isWanted || look !== undefined
    },
    get isSettled() {
      return isSettled
    },
    begin() {
      reset()
      isWanted = true
    },
    end() {
      spans.drop(round)
      reset()
      isWanted = false
    },
    again() {
      const isUntouched = look?.after === '' && look.upTo === undefined && !isAsked
      isWanted ||= !isUntouched
    },
    tick(nowMs, out) {
      ticks++
      if (look !== undefined) {
        settle(nowMs, look)
      }
      if (isWanted && look === undefined && nowMs >= restUntilMs) {
        isWanted = false
        look = begun(nowMs)
      }
      if (look !== undefined && look.upTo === undefined) {
        miss(look)
        goOn(nowMs, look, out)
      }
    }
  }
}
