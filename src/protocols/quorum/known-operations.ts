/**
 * The operations that a leader has taken in its epoch, so that one that is sent again is done once.
 *
 * Keeps: as long as the epoch lasts nothing is forgotten but what its vehicle has confirmed.
 */
import type { ClientId } from '../../core/command.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createTally } from '../../core/tally.ts'
import {
  COPIES_ANSWERED_MAX,
  FORGET_PAUSE_MS,
  RESULT_KEPT_BYTES_MAX,
  RESULTS_KNOWN_MAX,
  RESULTS_MAX,
  RESULTS_OF_ONE_MAX,
  SESSIONS_KNOWN_MAX,
  SESSIONS_OF_ONE_MAX,
  SHARE_PAUSE_MS
} from './limits.ts'
import type { Respond } from './reads.ts'
import { BUSY, STALE } from './task.ts'
import type { Out, Outcome } from './types.ts'

/** What an operation finds none of: the share of its vehicle is used up, or all the room. */
export type Lack = 'share' | 'room'

export interface KnownOperations {
  /**
   * Takes an operation for whose session there is room, or answers it when it was taken before: then, or
   * when its session has too much unconfirmed, returns undefined. The function that is returned answers
   * those who have asked for it last.
   */
  take(
    nowMs: NowMs,
    name: {
      readonly client: ClientId
      readonly seq: number
      readonly ackedTo: number
      readonly vehicle: PeerId
    },
    respond: Respond,
    out: Out
  ): Respond | undefined
  /** Its vehicle has confirmed the answer: what became of it is remembered by the register at most. */
  isConfirmed(name: { readonly client: ClientId; readonly seq: number }): boolean
  /**
   * What hinders an operation of this session, which this vehicle asks for; undefined when the session is
   * known, or may become so, and its results. They are forgotten only all at once, so what lacks something
   * does so until then.
   */
  lackOf(client: ClientId, vehicle: PeerId): Lack | undefined
  /**
   * Forgets all for this lack. Returns false, and has forgotten nothing, when what is known began a short
   * while ago: whoever asks for much would wear out the terms.
   */
  forget(nowMs: NowMs, lack: Lack): boolean
  /** This epoch is over: of what was taken in it the names are known as long as the next one lasts. */
  end(epoch: number): void
  /** Another epoch begins, of which nothing is known. */
  begin(epoch: number): void
  /** It was not taken in this epoch, the last one that was led here. False when that is not known. */
  isUntaken(epoch: number, name: { readonly client: ClientId; readonly seq: number }): boolean
}

interface Session {
  /** It asked first. */
  readonly vehicle: PeerId
  ackedTo: number
  readonly pending: Map<number, Respond[]>
  readonly done: Map<number, Outcome>
}

/** The operations of a session that were taken in an epoch. */
interface Taken {
  /** All up to this one. */
  readonly ackedTo: number
  readonly seqs: ReadonlySet<number>
}

/** Holds `resultsMax` results of all sessions together, about. */
export function createKnownOperations(resultsMax: number = RESULTS_KNOWN_MAX): KnownOperations {
  const sessions = new Map<ClientId, Session>()
  const opened = createTally()
  const results = createTally()
  let forgottenMs: NowMs = Number.NEGATIVE_INFINITY
  /** When the first session was opened. */
  let sinceMs: NowMs = 0
  /** Nothing is forgotten of this epoch. */
  let isComplete = true
  let last: { readonly epoch: number; readonly taken: ReadonlyMap<ClientId, Taken> } | undefined

  const sessionOf = (nowMs: NowMs, client: ClientId, vehicle: PeerId): Session => {
    const known = sessions.get(client)
    if (known !== undefined) {
      return known
    }
    const session: Session = { vehicle, ackedTo: 0, pending: new Map(), done: new Map() }
    sinceMs = sessions.size === 0 ? nowMs : sinceMs
    sessions.set(client, session)
    opened.add(vehicle, 1)
    return session
  }

  const confirm = (session: Session, ackedTo: number): void => {
    while (session.ackedTo < ackedTo) {
      session.ackedTo++
      results.add(session.vehicle, session.done.delete(session.ackedTo) ? -1 : 0)
    }
  }

  const clear = (): void => {
    sessions.clear()
    opened.clear()
    results.clear()
  }

  const finish =
    (client: ClientId, session: Session, seq: number): Respond =>
    (nowMs, outcome, out) => {
      const waiting = session.pending.get(seq) ?? []
      session.pending.delete(seq)
      const isLarge = outcome.type === 'done' && outcome.result.length > RESULT_KEPT_BYTES_MAX
      if (seq > session.ackedTo && sessions.get(client) === session) {
        results.add(session.vehicle, session.done.has(seq) ? 0 : 1)
        session.done.set(seq, isLarge ? STALE : outcome)
      }
      for (const respond of waiting) {
        respond(nowMs, outcome, out)
      }
    }

  return {
    take(nowMs, { client, seq, ackedTo, vehicle }, respond, out) {
      const session = sessionOf(nowMs, client, vehicle)
      confirm(session, Math.min(ackedTo, session.ackedTo + RESULTS_MAX))
      const done = seq <= session.ackedTo ? STALE : session.done.get(seq)
      const waiting = session.pending.get(seq)
      if (done !== undefined) {
        respond(nowMs, done, out)
        return undefined
      }
      if (waiting !== undefined) {
        // It answers each of the last sendings, since an answer may be lost; the vehicle takes the first.
        waiting.push(respond)
        if (waiting.length > COPIES_ANSWERED_MAX) {
          waiting.shift()
        }
        return undefined
      }
      if (session.done.size + session.pending.size >= RESULTS_MAX) {
        respond(nowMs, BUSY, out)
        return undefined
      }
      session.pending.set(seq, [respond])
      return finish(client, session, seq)
    },
    isConfirmed: ({ client, seq }) => seq <= (sessions.get(client)?.ackedTo ?? 0),
    lackOf(client, vehicle) {
      const known = sessions.get(client)
      const isNew = known === undefined
      const asker = known?.vehicle ?? vehicle
      if (
        results.of(asker) >= RESULTS_OF_ONE_MAX ||
        (isNew && opened.of(asker) >= SESSIONS_OF_ONE_MAX)
      ) {
        return 'share'
      }
      const isFull = results.total >= resultsMax || (isNew && sessions.size >= SESSIONS_KNOWN_MAX)
      return isFull ? 'room' : undefined
    },
    forget(nowMs, lack) {
      const fromMs = lack === 'room' ? forgottenMs + FORGET_PAUSE_MS : sinceMs + SHARE_PAUSE_MS
      if (nowMs < fromMs) {
        return false
      }
      forgottenMs = nowMs
      isComplete = false
      clear()
      return true
    },
    end(epoch) {
      const taken = [...sessions].map(([client, { ackedTo, pending, done }]) => {
        return [client, { ackedTo, seqs: new Set([...pending.keys(), ...done.keys()]) }] as const
      })
      last = isComplete ? { epoch, taken: new Map(taken) } : undefined
      isComplete = true
      clear()
    },
    begin(epoch) {
      last = last?.epoch === epoch - 1 ? last : undefined
    },
    isUntaken(epoch, { client, seq }) {
      const { ackedTo = 0, seqs } = last?.taken.get(client) ?? {}
      return last?.epoch === epoch && seq > ackedTo && seqs?.has(seq) !== true
    }
  }
}
