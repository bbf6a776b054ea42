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
  /** By each who has answered: the greatest epoch that it knew. */
  readonly epochs: ReadonlyMap<PeerId, number>
}

export type PageThen = (nowMs: NowMs, page: SeenPage, out: Out) => void

export interface WantedPage {
  readonly span: KeySpan
  readonly deadlineMs: NowMs
  /** Of who would have more members show it than a read asks, and has time. */
  readonly patience?: Patience
}

export interface Patience {
  /** Members whose answers are waited for, as it is now: each is asked once. */
  awaited(): readonly PeerId[]
  /** From then on those that a read asks are enough. */
  readonly untilMs: NowMs
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
  readonly asked: Set<PeerId>
  sent: number
  dueMs: NowMs
}

export function createSpans(parts: GroupParts, replica: Replica): Spans {
  const { environment, settings, roster, run } = parts
  const rounds = new Map<number, Round>()

  const currentPages = ({ pages }: Round): readonly (readonly [PeerId, Page])[] =>
    [...pages].filter(([peer, { seat }]) => roster.seatOf(peer) === seat)

  const awaitedBy = (nowMs: NowMs, { patience }: Round): readonly PeerId[] =>
    patience !== undefined && nowMs < patience.untilMs ? patience.awaited() : []

  const step = (nowMs: NowMs, round: Round, out: Out): void => {
    const pages = currentPages(round)
    const epochs = new Map(pages.map(([peer, { epoch }]) => [peer, epoch]))
    const isWhole = awaitedBy(nowMs, round).every((peer) => epochs.has(peer))
    if (isWhole && pages.length >= roster.reads && rounds.delete(round.id)) {
      const { reverse } = round.span
      const shown = pages.map(([, page]) => page)
      const end = endOf(shown, reverse)
      round.then(nowMs, { seen: seenIn(pages, end, reverse), end, epochs }, out)
    }
  }

  const send = (nowMs: NowMs, round: Round, out: Out): void => {
    round.sent++
    round.dueMs = nowMs + pauseMs(settings, round.sent, bytesOf(round.pages.get(environment.self)))
    const awaited = awaitedBy(nowMs, round)
    const shown = currentPages(round).map(([peer]) => peer)
    const isEnough =
      round.patience !== undefined && new Set([...shown, ...awaited]).size >= roster.reads
    // On a slow link an answer for which nobody waits, or a second one, holds up what follows it.
    const isAsked = (peer: PeerId): boolean =>
      awaited.includes(peer) ? !round.asked.has(peer) : !isEnough
    const { from, to, after, reverse } = round.span
    const message = { type: 'pull', run, id: round.id, from, to, after, reverse } as const
    const peers = roster.others.filter((peer) => !shown.includes(peer) && isAsked(peer))
    for (const peer of peers) {
      round.asked.add(peer)
    }
    parts.sendAll(peers, message, true, out)
  }

  return {
    get size() {
      return rounds.size
    },
    ask(nowMs, wanted, then, out) {
      const { span } = wanted
      const base = { ...wanted, id: parts.nextId(), then, sent: 0, dueMs: nowMs }
      const round: Round = { ...base, pages: new Map(), asked: new Set() }
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
