/**
 * The first round for spans of keys: what do enough members hold from here on?
 *
 * Keeps: a page ends where the first of those who answered had to end theirs, so of every key in it as
 * many members were seen as a read asks for.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { compared, type Holding, type Seen } from './collect.ts'
import { type GroupParts, pauseMs } from './parts.ts'
import type { Register, RegisterKey } from './register.ts'
import type { Replica } from './replica.ts'
import type { Seat } from './roster.ts'
import { compareTags, goneTag, NO_TAG } from './tag.ts'
import type { KeySpan, Out, PulledMessage } from './types.ts'

export interface SeenPage {
  readonly seen: readonly Seen[]
  /** Last key of the page; undefined when there is no more. */
  readonly end: RegisterKey | undefined
  /** The greatest epoch that each of those knew who have answered. */
  readonly epochs: readonly number[]
}

export type PageThen = (nowMs: NowMs, page: SeenPage, out: Out) => void

export interface WantedPage {
  readonly span: KeySpan
  readonly deadlineMs: NowMs
  /** Of who would have more members show it than a read asks, and has time. */
  readonly patience?: Patience
}

export interface Patience {
  /** Members whose answers are waited for, as it is now. */
  answers(): number
  /** When it was asked for more often, those that a read asks are enough. */
  readonly sendings: number
}

export interface Spans {
  readonly size: number
  /** Returns the number of the round. */
  ask(nowMs: NowMs, wanted: WantedPage, then: PageThen, out: Out): number
  /** Nobody waits for this round any more. */
  drop(id: number): void
  pulled(nowMs: NowMs, from: PeerId, message: PulledMessage, out: Out): void
  resend(nowMs: NowMs, out: Out): void
}

interface Page extends ReturnType<Replica['page']> {
  readonly seat: Seat
}

interface Round extends WantedPage {
  readonly id: number
  readonly then: PageThen
  readonly pages: Map<PeerId, Page>
  sent: number
  dueMs: NowMs
}

export function createSpans(parts: GroupParts, replica: Replica): Spans {
  const { environment, settings, roster, run } = parts
  const rounds = new Map<number, Round>()

  const currentPages = ({ pages }: Round): readonly (readonly [PeerId, Page])[] =>
    [...pages].filter(([peer, { seat }]) => roster.seatOf(peer) === seat)

  const wantedOf = ({ patience, sent }: Round): number =>
    patience === undefined || sent > patience.sendings
      ? roster.reads
      : Math.max(roster.reads, patience.answers())

  const step = (nowMs: NowMs, round: Round, out: Out): void => {
    const pages = currentPages(round)
    if (pages.length >= wantedOf(round) && rounds.delete(round.id)) {
      const { reverse } = round.span
      const shown = pages.map(([, page]) => page)
      const end = endOf(shown, reverse)
      const seen = seenIn(pages, end, reverse)
      round.then(nowMs, { seen, end, epochs: shown.map(({ epoch }) => epoch) }, out)
    }
  }

  const send = (nowMs: NowMs, round: Round, out: Out): void => {
    round.sent++
    // Of who has time no answer crowds out the next one on a slow link.
    const turn = round.patience === undefined ? round.sent : Number.POSITIVE_INFINITY
    round.dueMs = nowMs + pauseMs(settings, turn, bytesOf(round.pages.get(environment.self)))
    const { from, to, after, reverse } = round.span
    const message = { type: 'pull', run, id: round.id, from, to, after, reverse } as const
    const peers = roster.others.filter(
      (peer) => round.pages.get(peer)?.seat !== roster.seatOf(peer)
    )
    parts.sendAll(peers, message, true, out)
  }

  return {
    get size() {
      return rounds.size
    },
    ask(nowMs, wanted, then, out) {
      const { span } = wanted
      const base = { ...wanted, id: parts.nextId(), then, sent: 0, dueMs: nowMs }
      const round: Round = { ...base, pages: new Map() }
      rounds.set(round.id, round)
      if (roster.isReady) {
        const { self } = environment
        round.pages.set(self, { seat: roster.seatOf(self), ...replica.page(span) })
      }
      send(nowMs, round, out)
      step(nowMs, round, out)
      return round.id
    },
    drop(id) {
      rounds.delete(id)
    },
    pulled(nowMs, from, message, out) {
      const round = message.run === run ? rounds.get(message.id) : undefined
      if (round !== undefined && roster.counts(from, message)) {
        round.pages.set(from, { ...message, seat: roster.seatOf(from) })
        step(nowMs, round, out)
      }
    },
    resend(nowMs, out) {
      for (const round of [...rounds.values()]) {
        step(nowMs, round, out)
        if (nowMs >= round.deadlineMs) {
          rounds.delete(round.id)
        }
        if (nowMs >= round.dueMs && rounds.has(round.id)) {
          send(nowMs, round, out)
          step(nowMs, round, out)
        }
      }
    }
  }
}

/** Of a page, and of one that is like it. */
function bytesOf(page: Page | undefined): number {
  return page?.registers.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? 0
}

/** Where the first of the pages that go on ends, or undefined when none goes on. */
function endOf(pages: readonly Page[], reverse: boolean): RegisterKey | undefined {
  const ends = pages
    .flatMap(({ registers, more }) => (more ? (registers.at(-1)?.key ?? []) : []))
    .sort()
  return reverse ? ends.at(-1) : ends[0]
}

function seenIn(
  pages: readonly (readonly [PeerId, Page])[],
  end: RegisterKey | undefined,
  reverse: boolean
): readonly Seen[] {
  const newest = new Map<RegisterKey, Register>()
  const held = pages.map(([peer, { registers, heldFrom, forgottenTo }]) => {
    const mine = new Map(registers.map((register) => [register.key, register.tag]))
    for (const register of registers) {
      const { key, tag } = register
      const isBeyond = end !== undefined && (reverse ? key < end : key > end)
      if (!isBeyond && compareTags(tag, newest.get(key)?.tag ?? NO_TAG) > 0) {
        newest.set(key, register)
      }
    }
    const gone = goneTag(forgottenTo)
    return (key: RegisterKey): Holding => {
      return { peer, tag: mine.get(key) ?? gone, heldFrom, forgottenTo }
    }
  })
  const keys = [...newest.keys()].sort()
  return (reverse ? keys.reverse() : keys).map((key) => {
    return compared(
      key,
      newest.get(key),
      held.map((of) => of(key))
    )
  })
}
