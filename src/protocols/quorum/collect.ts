/**
 * The first round of everything: what do enough members hold under these keys?
 *
 * Keeps: a key is seen when as many members have shown it as a read asks for, each counted once and
 * from the data directory that the booth names.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { type GroupParts, pauseMs, shownBytes } from './parts.ts'
import type { Register, RegisterKey } from './register.ts'
import type { Seat } from './roster.ts'
import { compareTags, goneTag, isSameTag, NO_TAG, type Tag } from './tag.ts'
import type { FetchedMessage, Out, Since } from './types.ts'

/** What members hold under one key. */
export interface Seen {
  readonly key: RegisterKey
  /** The newest; undefined when nothing is there. */
  readonly newest: Register | undefined
  /** Who holds the newest, or nothing like all others. */
  readonly holders: readonly PeerId[]
  /** Who holds something older, or has only pulled it since its disk was lost. */
  readonly behind: readonly PeerId[]
  /** Operations on it up to this epoch are forgotten, when nothing is there. */
  readonly forgottenTo: number
}

export interface Wanted {
  /** Distinct. */
  readonly keys: readonly RegisterKey[]
  /** Of a leader that takes the keys over; 0 for a reader. */
  readonly epoch: number
  /** Nobody waits for it any more. */
  readonly deadlineMs: NowMs
}

type Then = (nowMs: NowMs, seen: readonly Seen[], out: Out) => void

export interface Collector {
  /** Rounds under way. */
  readonly size: number
  ask(nowMs: NowMs, wanted: Wanted, then: Then, out: Out): void
  fetched(nowMs: NowMs, from: PeerId, message: FetchedMessage, out: Out): void
  resend(nowMs: NowMs, out: Out): void
  /** Forgets rounds of a leader. */
  drop(epoch: number): void
}

interface Shown extends Since {
  readonly seat: Seat
  /** What it shows of each key that it has answered. */
  readonly tags: Map<RegisterKey, Tag>
}

interface Round extends Wanted {
  readonly id: number
  /** Of the question with its answer, about. */
  readonly bytes: number
  readonly shown: Map<PeerId, Shown>
  readonly newest: Map<RegisterKey, Register>
  readonly then: Then
  /** Whom it was sent to last. */
  asked: readonly PeerId[]
  sent: number
  dueMs: NowMs
}

export function createCollector(parts: GroupParts): Collector {
  const { environment, settings, registers, roster, run } = parts
  const { self, random, peers } = environment
  const rounds = new Map<number, Round>()
  /** Members that did not answer in time, no more than there are. */
  const slowUntil = new Map<PeerId, NowMs>()

  const take = (
    { shown, newest }: Round,
    from: PeerId,
    { heldFrom, forgottenTo }: Since,
    keys: readonly RegisterKey[],
    held: readonly Register[]
  ): void => {
    const known = shown.get(from)
    const seat = roster.seatOf(from)
    const tags = known?.seat === seat ? known.tags : new Map<RegisterKey, Tag>()
    shown.set(from, { seat, tags, heldFrom, forgottenTo })
    const gone = goneTag(forgottenTo)
    for (const key of keys) {
      tags.set(key, gone)
    }
    for (const register of held) {
      const { key, tag } = register
      if (tags.has(key)) {
        tags.set(key, tag)
        const best = newest.get(key)
        if (best === undefined || compareTags(tag, best.tag) > 0) {
          newest.set(key, register)
        }
      }
    }
  }

  /**
   * A reader that asks fewer than have a write waits for as many as that, until it asks again: then it
   * need not write back what they all hold.
   */
  const wantedOf = ({ epoch, sent }: Round): number =>
    epoch > 0 || sent > 1 ? roster.reads : Math.max(roster.reads, roster.writes)

  const seenOf = (round: Round, key: RegisterKey): Seen | undefined => {
    const held = [...round.shown].flatMap(([peer, { seat, tags, heldFrom, forgottenTo }]) => {
      const tag = roster.seatOf(peer) === seat ? tags.get(key) : undefined
      return tag === undefined ? [] : [{ peer, tag, heldFrom, forgottenTo }]
    })
    return held.length >= wantedOf(round) ? compared(key, round.newest.get(key), held) : undefined
  }

  const step = (nowMs: NowMs, round: Round, out: Out): void => {
    const seen = round.keys.map((key) => seenOf(round, key))
    const all = seen.filter((one) => one !== undefined)
    if (all.length === round.keys.length && rounds.delete(round.id)) {
      round.then(nowMs, all, out)
    }
  }

  const isAnswered = ({ shown, keys }: Round, peer: PeerId): boolean => {
    const known = shown.get(peer)
    return (
      known !== undefined && roster.seatOf(peer) === known.seat && known.tags.size === keys.length
    )
  }

  /** At first no more than are needed; whoever did not answer in time is asked last for a while. */
  const peersFor = (nowMs: NowMs, round: Round): readonly PeerId[] => {
    const open = roster.others.filter((peer) => !isAnswered(round, peer))
    if (round.sent > 1) {
      return open
    }
    const quick = open.filter(
      (peer) => peers.connected.has(peer) && nowMs >= (slowUntil.get(peer) ?? 0)
    )
    const needed = wantedOf(round) - round.shown.size
    return quick.length >= needed ? random.shuffle(quick).slice(0, needed) : open
  }

  const send = (nowMs: NowMs, round: Round, out: Out): void => {
    for (const peer of round.asked) {
      if (!isAnswered(round, peer)) {
        slowUntil.set(peer, nowMs + settings.resendMsMax)
      }
    }
    round.sent++
    round.dueMs = nowMs + pauseMs(settings, round.sent, round.bytes)
    round.asked = peersFor(nowMs, round)
    const { id, keys, epoch } = round
    // A question promises nothing, and an epoch that is led has been on this disk for long.
    parts.sendAll(round.asked, { type: 'fetch', run, id, epoch, keys }, true, out)
  }

  return {
    get size() {
      return rounds.size
    },
    ask(nowMs, wanted, then, out) {
      const id = parts.nextId()
      const { keys } = wanted
      const bytesOf = shownBytes(registers)
      const bytes = keys.reduce((sum, key) => sum + bytesOf(key), 0)
      const base = { ...wanted, id, bytes, then, asked: [], sent: 0, dueMs: nowMs }
      const round: Round = { ...base, shown: new Map(), newest: new Map() }
      rounds.set(id, round)
      if (roster.isReady) {
        const held = keys.flatMap((key) => registers.get(key) ?? [])
        take(round, self, registers, keys, held)
      }
      send(nowMs, round, out)
      step(nowMs, round, out)
    },
    fetched(nowMs, from, message, out) {
      const round = message.run === run ? rounds.get(message.id) : undefined
      if (round === undefined || !roster.counts(from, message)) {
        return
      }
      if (round.epoch > 0 && message.epoch !== round.epoch) {
        // It has not begun this epoch, or knows of a later one: what it shows may still change.
        parts.heardOf(nowMs, message.epoch, out)
        return
      }
      const { first, count, registers: held } = message
      take(round, from, message, round.keys.slice(first, first + count), held)
      step(nowMs, round, out)
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
    },
    drop(epoch) {
      for (const round of [...rounds.values()]) {
        if (round.epoch === epoch) {
          rounds.delete(round.id)
        }
      }
    }
  }
}

/** What one member shows under a key; without a register its tag is that of what was forgotten. */
export interface Holding extends Since {
  readonly peer: PeerId
  readonly tag: Tag
}

/**
 * Who holds the newest register. Where one has none and what is shown by others was forgotten, nothing is
 * there: all members held the deletion, or something newer, before it was forgotten.
 */
export function compared(
  key: RegisterKey,
  newest: Register | undefined,
  held: readonly Holding[]
): Seen {
  const tag = newest?.tag ?? NO_TAG
  const forgottenTo = held.reduce((epoch, one) => Math.max(epoch, one.forgottenTo), 0)
  if (held.some((one) => compareTags(one.tag, tag) > 0)) {
    const holders = held.map(({ peer }) => peer)
    return { key, newest: undefined, holders, behind: [], forgottenTo }
  }
  const holders: PeerId[] = []
  const behind: PeerId[] = []
  for (const one of held) {
    const list = isHeld(one, tag) ? holders : behind
    list.push(one.peer)
  }
  return { key, newest, holders, behind, forgottenTo }
}

/** Whether what a member shows is the newest, and counts as held by it. */
function isHeld({ tag, heldFrom }: Holding, newest: Tag): boolean {
  return isSameTag(tag, newest) && (newest.epoch >= heldFrom || isSameTag(newest, NO_TAG))
}
