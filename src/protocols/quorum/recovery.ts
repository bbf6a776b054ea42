/**
 * A member that has lost its disk, or that takes the place of another, becomes one that counts.
 *
 * Keeps: it answers nothing until it has every value that it may have helped to make true, and knows
 * every epoch that it may have granted. A value that W members held is with W - 1 of the N - 1 others,
 * so N - W + 1 of them include one that has it; an epoch that a majority M granted was granted by
 * M - 1 of the others, so N - M + 1 of them include one that knows it. Both hold whichever others lost
 * their disks as well, since only members that count are asked. What answers of the lost disk are
 * still on their way is settled by booths; see roster.ts. What others have forgotten it holds no more.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { PULL_BYTES } from './limits.ts'
import { type GroupParts, pauseMs } from './parts.ts'
import type { Register, RegisterKey } from './register.ts'
import { FIRST_BOOTH, type Seat } from './roster.ts'
import type { KeySpan, Out, PulledMessage } from './types.ts'

export interface Recovery {
  tick(nowMs: NowMs, out: Out): void
  pulled(nowMs: NowMs, from: PeerId, message: PulledMessage, out: Out): void
}

/** How far one of the others has been asked. */
interface Source {
  readonly seat: Seat
  /** Last key that it has shown. */
  after: RegisterKey
  /** What it had forgotten when it showed the first page; undefined before. */
  forgottenTo: number | undefined
  isWhole: boolean
  /** Of the page that it is asked for, however often. */
  id: number
  sent: number
  dueMs: NowMs
}

const WHOLE_SPAN: KeySpan = { from: '', to: '', after: '', reverse: false }

export function createRecovery(parts: GroupParts): Recovery {
  const { environment, settings, registers, roster, run } = parts
  const sources = new Map<PeerId, Source>()
  let booth = 0
  let greatest = 0
  let forgottenTo = 0

  const sourceOf = (peer: PeerId): Source => {
    const seat = roster.seatOf(peer)
    const known = sources.get(peer)
    if (known?.seat === seat) {
      return known
    }
    const source = {
      seat,
      after: '',
      forgottenTo: undefined,
      isWhole: false,
      id: parts.nextId(),
      sent: 0,
      dueMs: 0
    }
    sources.set(peer, source)
    return source
  }

  const ask = (nowMs: NowMs, peer: PeerId, source: Source, out: Out): void => {
    source.sent++
    source.dueMs = nowMs + pauseMs(settings, source.sent, PULL_BYTES)
    const span = { ...WHOLE_SPAN, after: source.after }
    parts.send(peer, { type: 'pull', run, id: source.id, ...span }, out)
  }

  const finish = (out: Out): void => {
    const whole = roster.others.filter((peer) => sourceOf(peer).isWhole)
    if (whole.length >= roster.handOver) {
      registers.raise(greatest, undefined, out)
      // What was pulled may be more than the lost disk held: a leader that has begun an epoch with that
      // disk did not see it, and it must not come to be held by enough members now.
      registers.becomeReady({ joined: booth, heldFrom: registers.epoch, forgottenTo }, out)
      parts.fact('quorum:recovered', { from: whole, registers: registers.size }, out)
      sources.clear()
    }
  }

  /** What this disk has of a page, and a member has not, that member has forgotten. */
  const dropGone = (page: PulledMessage, after: RegisterKey, out: Out): void => {
    const end = page.more ? page.registers.at(-1)?.key : undefined
    const shown = new Set(page.registers.map(({ key }) => key))
    const gone: RegisterKey[] = []
    for (const { key, tag } of registers.span({ ...WHOLE_SPAN, after })) {
      if (end !== undefined && key > end) {
        break
      }
      if (tag.epoch <= page.forgottenTo && !shown.has(key)) {
        gone.push(key)
      }
    }
    registers.drop(gone, out)
  }

  /** One of the others has shown no such key, and has forgotten those of its epoch. */
  const isGone = ({ key, tag }: Register): boolean => {
    const past = [...sources.values()].filter(({ after, isWhole }) => isWhole || key <= after)
    const forgotten = Math.max(0, ...past.map((source) => source.forgottenTo ?? 0))
    return forgotten > 0 && tag.epoch <= forgotten && registers.get(key) === undefined
  }

  return {
    tick(nowMs, out) {
      if (roster.fault !== 'recovering') {
        return
      }
      if (parts.ports.memberSince(parts.chain.id, environment.self) === FIRST_BOOTH) {
        // This data directory has been a member from the beginning, and has promised nothing yet.
        registers.becomeReady({ joined: FIRST_BOOTH, heldFrom: 0, forgottenTo: 0 }, out)
        return
      }
      if (booth !== roster.number) {
        // Who was asked before may know this booth only now: what it showed may lack something since.
        booth = roster.number
        sources.clear()
        forgottenTo = registers.forgottenTo
      }
      for (const peer of roster.others) {
        const source = sourceOf(peer)
        if (!source.isWhole && nowMs >= source.dueMs) {
          ask(nowMs, peer, source, out)
        }
      }
      finish(out)
    },
    pulled(nowMs, from, message, out) {
      const isAsked = roster.fault === 'recovering' && roster.number === booth
      const source = isAsked && from !== environment.self ? sources.get(from) : undefined
      const isAnswer = message.run === run && message.id === source?.id
      // It must know the booth that this data directory is a member of.
      const isInformed = message.booth >= booth && roster.isNamed(from, message.incarnation)
      if (source === undefined || !isAnswer || !isInformed || source.isWhole) {
        return
      }
      if (message.forgottenTo > 0) {
        dropGone(message, source.after, out)
        forgottenTo = Math.max(forgottenTo, message.forgottenTo)
      }
      registers.put(
        message.registers.filter((one) => !isGone(one)),
        out
      )
      source.forgottenTo ??= message.forgottenTo
      greatest = Math.max(greatest, message.epoch)
      source.after = message.registers.at(-1)?.key ?? source.after
      source.isWhole = !message.more
      // The next one takes about as long: on a slow link copies of it would hold each other up.
      source.sent = Math.max(0, source.sent - 2)
      if (source.isWhole) {
        finish(out)
      } else {
        source.id = parts.nextId()
        ask(nowMs, from, source, out)
      }
    }
  }
}
