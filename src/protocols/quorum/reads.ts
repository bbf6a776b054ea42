/**
 * Questions: any member asks enough of the others, and answers when what it has seen is held by as many
 * members as a write asks for.
 *
 * Keeps: whoever is answered after somebody saw a value sees that value or a newer one. One round when
 * it is quiet, two when a write is under way, and never a third but when a leader has changed: then
 * the new leader takes the key over first.
 * Source: ABD (Attiya, Bar-Noy, Dolev, JACM 1995), section 3; differs from it: a value of an ended epoch
 * is completed by the leader alone, see docs/protocols/quorum.md.
 */
import { createAllowance } from '../../core/allowance.ts'
import type { NowMs } from '../../core/machine.ts'
import { type Asker, createAskers, type Taken } from './askers.ts'
import type { Collector, Seen } from './collect.ts'
import { append } from './lists.ts'
import { type GroupParts, shownBytes } from './parts.ts'
import { inPortions } from './portions.ts'
import type { Register, RegisterKey } from './register.ts'
import type { PageThen, Spans } from './spans.ts'
import { revisionOf } from './tag.ts'
import { BUSY } from './task.ts'
import type { Out, Outcome, QuestionPlan } from './types.ts'
import type { WriteBack } from './write-back.ts'

export type Respond = (nowMs: NowMs, outcome: Outcome, out: Out) => void

export interface Reads {
  /** Questions that are not answered. */
  readonly size: number
  /** What is asked again under the same name while it is looked for is answered once. */
  ask(nowMs: NowMs, asker: Asker, wanted: WantedAnswer, respond: Respond, out: Out): void
  /** Everything asked in this turn goes together. */
  flush(nowMs: NowMs, out: Out): void
  /** The leader has taken this key over, or may have. */
  settled(nowMs: NowMs, key: RegisterKey, out: Out): void
  /** Gives up what is too late. */
  expire(nowMs: NowMs): void
}

export interface WantedAnswer {
  readonly question: Uint8Array
  readonly deadlineMs: NowMs
}

interface Asked extends WantedAnswer, Taken {
  readonly name: string
  readonly respond: Respond
}

interface Waiter {
  readonly asked: Asked
  /** The register as enough members hold it; undefined when there is nothing. */
  take(nowMs: NowMs, register: Register | undefined, out: Out): void
}

/** What goes on when the leader has taken a key over. */
interface Unsettled {
  readonly asked: Asked
  settled(nowMs: NowMs, out: Out): void
}

type Waiting = Map<RegisterKey, Waiter[]>
type SpanPlan = Extract<QuestionPlan, { readonly type: 'span' }>

export function createReads(
  parts: GroupParts,
  collector: Collector,
  spans: Spans,
  writeBack: WriteBack,
  askToSettle: (nowMs: NowMs, key: RegisterKey, out: Out) => void
): Reads {
  const { state } = parts.ports
  const open = new Map<string, Asked>()
  const askers = createAskers(parts.environment.self)
  const allowance = createAllowance()
  /** Keys that nobody was asked for yet. */
  const wanted: Waiting = new Map()
  /** Spans that go on with their next page. */
  const pages: ((nowMs: NowMs, out: Out) => void)[] = []
  /** Keys that the leader is to take over, and what goes on then. */
  const unsettled = new Map<RegisterKey, Unsettled[]>()

  /** It is waited for; another one may have its name by now. */
  const isOpen = (asked: Asked): boolean => open.get(asked.name) === asked

  const close = (asked: Asked): void => {
    open.delete(asked.name)
    askers.remove(asked)
  }

  const respond = (
    nowMs: NowMs,
    asked: Asked,
    resultOf: () => Uint8Array,
    revision: number,
    out: Out
  ): void => {
    if (!isOpen(asked)) {
      return
    }
    close(asked)
    if (allowance.isSpent(nowMs)) {
      return // it is asked again
    }
    const result = resultOf()
    allowance.spend(result.length)
    asked.respond(nowMs, { type: 'done', result, revision }, out)
  }

  const want = (nowMs: NowMs, key: RegisterKey, waiter: Waiter, out: Out): void => {
    append(wanted, key, waiter)
    parts.turn(nowMs, out)
  }

  const settle = (nowMs: NowMs, key: RegisterKey, one: Unsettled, out: Out): void => {
    append(unsettled, key, one)
    askToSettle(nowMs, key, out)
  }

  const resolve = (nowMs: NowMs, seen: readonly Seen[], waiting: Waiting, out: Out): void => {
    const tell = (
      now: NowMs,
      some: readonly Seen[],
      late: ReadonlySet<RegisterKey>,
      sink: Out
    ): void => {
      for (const { key, newest } of some) {
        const waiters = waiting.get(key) ?? []
        for (const waiter of waiters) {
          if (late.has(key)) {
            const settled: Unsettled['settled'] = (then, to) => want(then, key, waiter, to)
            settle(now, key, { asked: waiter.asked, settled }, sink)
          } else {
            waiter.take(now, newest, sink)
          }
        }
      }
    }
    const partial = seen.filter(writeBack.isPartial)
    const whole = seen.filter((one) => !writeBack.isPartial(one))
    tell(nowMs, whole, new Set(), out)
    const deadlineMs = lastOf([...waiting.values()].flat())
    writeBack.complete(
      nowMs,
      seen,
      deadlineMs,
      (now, late, sink) => tell(now, partial, late, sink),
      out
    )
  }

  const askKey = (nowMs: NowMs, asked: Asked, key: RegisterKey, out: Out): void => {
    const take = (now: NowMs, register: Register | undefined, sink: Out): void => {
      const content = register?.content
      const contents = content === undefined ? [] : [[key, content] as const]
      const revision = register === undefined ? 0 : revisionOf(register.tag)
      respond(now, asked, () => state.answer(asked.question, contents, true), revision, sink)
    }
    want(nowMs, key, { asked, take }, out)
  }

  /** Page after page, until there is enough or no more; other things happen between two. */
  const askSpan = (nowMs: NowMs, asked: Asked, plan: SpanPlan, out: Out): void => {
    const { deadlineMs, question } = asked
    let contents: (readonly [RegisterKey, Uint8Array])[] = []
    let sum: Uint8Array | undefined
    let bytes = 0
    let revision = 0
    let after = plan.after
    const next = (now: NowMs, sink: Out): void => {
      if (isOpen(asked)) {
        const span = { ...plan, after }
        spans.ask(now, { span, deadlineMs }, page, sink)
      }
    }
    const take = (seen: readonly Seen[]): void => {
      for (const { key, newest } of seen) {
        revision = Math.max(revision, newest === undefined ? 0 : revisionOf(newest.tag))
        if (newest?.content !== undefined) {
          contents.push([key, newest.content])
          bytes += newest.content.length
        }
      }
    }
    const goOn = (now: NowMs, end: RegisterKey | undefined, sink: Out): void => {
      if (plan.isSum) {
        // Page by page: a store that is counted at once holds up everything else.
        const page = state.answer(question, contents, true)
        sum = sum === undefined ? page : state.add(sum, page)
        contents = []
      }
      if (end !== undefined && contents.length <= plan.limit && bytes <= plan.bytesMax) {
        after = end
        pages.push(next)
        parts.turn(now, sink)
      } else {
        const resultOf = (): Uint8Array =>
          sum ?? state.answer(question, contents, end === undefined)
        respond(now, asked, resultOf, revision, sink)
      }
    }
    const page: PageThen = (now, { seen, end }, sink) => {
      const then = (later: NowMs, late: ReadonlySet<RegisterKey>, to: Out): void => {
        let left = late.size
        if (left === 0) {
          take(seen)
          goOn(later, end, to)
        }
        // The page is asked for again when the leader has taken over all that stands in the way.
        const settled: Unsettled['settled'] = (when, into) => {
          left--
          if (left === 0) {
            next(when, into)
          }
        }
        for (const key of late) {
          settle(later, key, { asked, settled }, to)
        }
      }
      writeBack.complete(now, seen, deadlineMs, then, sink)
    }
    next(nowMs, out)
  }

  return {
    get size() {
      return open.size
    },
    ask(nowMs, { name, vehicle }, { question, deadlineMs }, answer, out) {
      if (open.has(name)) {
        return
      }
      const plan = state.planOf(question)
      if (plan.type === 'refused') {
        answer(nowMs, plan, out)
        return
      }
      const asked = { name, vehicle, type: plan.type, question, deadlineMs, respond: answer }
      if (!askers.hasRoom(asked, collector.size + spans.size)) {
        answer(nowMs, BUSY, out)
        return
      }
      open.set(name, asked)
      askers.add(asked)
      if (plan.type === 'key') {
        askKey(nowMs, asked, plan.key, out)
      } else {
        askSpan(nowMs, asked, plan, out)
      }
    },
    flush(nowMs, out) {
      for (const next of pages.splice(0)) {
        next(nowMs, out)
      }
      if (wanted.size > 0) {
        const all = [...wanted]
        wanted.clear()
        const bytesOf = shownBytes(parts.registers)
        for (const some of inPortions(all, ([key]) => bytesOf(key))) {
          const waiting: Waiting = new Map(some)
          const deadlineMs = lastOf([...waiting.values()].flat())
          collector.ask(
            nowMs,
            { keys: [...waiting.keys()], epoch: 0, deadlineMs },
            (now, seen, sink) => resolve(now, seen, waiting, sink),
            out
          )
        }
      }
    },
    settled(nowMs, key, out) {
      const waiting = unsettled.get(key) ?? []
      unsettled.delete(key)
      for (const { settled } of waiting) {
        settled(nowMs, out)
      }
    },
    expire(nowMs) {
      for (const asked of open.values()) {
        if (nowMs >= asked.deadlineMs) {
          close(asked)
        }
      }
      for (const waiting of [wanted, unsettled]) {
        for (const [key, waiters] of waiting) {
          if (!waiters.some(({ asked }) => isOpen(asked))) {
            waiting.delete(key)
          }
        }
      }
    }
  }
}

function lastOf(waiters: readonly Waiter[]): NowMs {
  return waiters.reduce((last, { asked }) => Math.max(last, asked.deadlineMs), 0)
}
