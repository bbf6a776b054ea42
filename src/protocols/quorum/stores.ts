/**
 * The second round: registers go to all members until enough of them have them on disk.
 *
 * Keeps: a round is done when as many members hold all of its registers, or newer ones, as a write
 * asks for, each counted once and from the data directory that the booth names.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { type GroupParts, mayHold, pauseMs } from './parts.ts'
import type { Register } from './register.ts'
import type { Seat } from './roster.ts'
import type { Out, StoredMessage } from './types.ts'

export interface StoreRound {
  /** Of a leader that writes; 0 for others. */
  readonly epoch: number
  /** What one message carries. */
  readonly registers: readonly Register[]
  /** They leave without waiting for the own disk: whoever sends them never sends others of their tags. */
  readonly isEarly: boolean
  /** Nobody waits for it any more. */
  readonly deadlineMs: NowMs
  done(nowMs: NowMs, out: Out): void
  /** These belong to an epoch that has ended: they will not be held by enough members. */
  refused(nowMs: NowMs, registers: readonly Register[], epoch: number, out: Out): void
}

export interface Stores {
  /** Rounds under way. */
  readonly size: number
  begin(nowMs: NowMs, round: StoreRound, out: Out): void
  stored(nowMs: NowMs, from: PeerId, message: StoredMessage, out: Out): void
  resend(nowMs: NowMs, out: Out): void
  /** Forgets all rounds that left early: those of a leader that leads no more. */
  dropEarly(): void
}

interface Running extends StoreRound {
  readonly id: number
  readonly bytes: number
  /** Data directories of those that hold all. */
  readonly acks: Map<PeerId, Seat>
  sent: number
  dueMs: NowMs
}

export function createStores(parts: GroupParts): Stores {
  const { environment, settings, registers, roster, run } = parts
  const rounds = new Map<number, Running>()

  const isAcked = ({ acks }: Running, peer: PeerId): boolean =>
    acks.has(peer) && acks.get(peer) === roster.seatOf(peer)

  const step = (nowMs: NowMs, round: Running, out: Out): void => {
    const count = roster.members.filter((peer) => isAcked(round, peer)).length
    if (count >= roster.writes && rounds.delete(round.id)) {
      round.done(nowMs, out)
    }
  }

  const send = (nowMs: NowMs, round: Running, out: Out): void => {
    round.sent++
    round.dueMs = nowMs + pauseMs(settings, round.sent, round.bytes)
    const { id, epoch, registers: given } = round
    const message = { type: 'store', run, id, epoch, registers: given } as const
    const peers = roster.others.filter((peer) => !isAcked(round, peer))
    parts.sendAll(peers, message, round.isEarly, out)
  }

  return {
    get size() {
      return rounds.size
    },
    begin(nowMs, given, out) {
      const round: Running = {
        ...given,
        id: parts.nextId(),
        bytes: given.registers.reduce((sum, { bytes }) => sum + bytes.length, 0),
        acks: new Map(),
        sent: 0,
        dueMs: nowMs
      }
      const late = given.registers.filter((one) => !mayHold(registers, one))
      if (late.length > 0) {
        round.refused(nowMs, late, registers.epoch, out)
        return
      }
      rounds.set(round.id, round)
      registers.put(given.registers, out)
      if (roster.isReady) {
        // Whoever is told of it hears it when this turn is on disk.
        round.acks.set(environment.self, roster.seatOf(environment.self))
      }
      send(nowMs, round, out)
      step(nowMs, round, out)
    },
    stored(nowMs, from, message, out) {
      const round = message.run === run ? rounds.get(message.id) : undefined
      if (round === undefined || !roster.counts(from, message)) {
        return
      }
      if (message.refused.length > 0) {
        rounds.delete(round.id)
        const late = message.refused.flatMap((index) => round.registers[index] ?? [])
        round.refused(nowMs, late, message.epoch, out)
        return
      }
      round.acks.set(from, roster.seatOf(from))
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
        }
      }
    },
    dropEarly() {
      for (const round of [...rounds.values()]) {
        if (round.isEarly) {
          rounds.delete(round.id)
        }
      }
    }
  }
}
