/**
 * The operations that a leader has taken in its epoch, so that one that is sent again is done once.
 *
 * Keeps: as long as the epoch lasts nothing is forgotten but what its vehicle has confirmed.
 */
import type { ClientId, OperationDigest, OperationName } from '../../core/command.ts'
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
import { termOf } from './term.ts'
import type { Out, Outcome } from './types.ts'

/** What an operation finds none of: the share of its vehicle is used up, or all the room. */
export type Lack = 'share' | 'room'

export interface KnownOperations {
  /**
   * Takes an operation for whose session there is room and whose name no other one has, or answers it when
   * it was taken before: then, or when its session has too much unconfirmed, returns undefined. The function
   * that is returned answers those who have asked for it last.
   */
  take(
    nowMs: NowMs,
    name: OperationName & { readonly ackedTo: number; readonly vehicle: PeerId },
    respond: Respond,
    out: Out
  ): Respond | undefined
  /** It is given up before it was begun: whoever asks for it again has it done. */
  drop(name: Pick<OperationName, 'client' | 'seq'>): void
  /** Its vehicle has confirmed the answer: what became of it is remembered by the register at most. */
  isConfirmed(name: Pick<OperationName, 'client' | 'seq'>): boolean
  /** Another operation was taken under its name. */
  isOther(name: OperationName): boolean
  /**
   * What hinders an operation of this session, which this vehicle asks for; undefined when the session is
   * known, or may become so, and its results. Sessions are forgotten only all at once; results are confirmed
   * as well, so what lacks room for one may find it later.
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
  isUntaken(epoch: number, name: Pick<OperationName, 'client' | 'seq'>): boolean
}

/** An operation that was taken. */
interface Known {
  readonly digest: OperationDigest
  /** Whom it answers when it is done. */
  readonly waiting: Respond[]
  /** Undefined as long as it is not done. */
  outcome: Outcome | undefined
}

interface Session {
  /** It asked first. */
  readonly vehicle: PeerId
  ackedTo: number
  readonly taken: Map<number, Known>
}

/** What is known of a session of an epoch that is over. */
interface Past {
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
  let last: { readonly epoch: number; readonly taken: ReadonlyMap<ClientId, Past> } | undefined

  const sessionOf = (nowMs: NowMs, client: ClientId, vehicle: PeerId): Session => {
    const known = sessions.get(client)
    if (known !== undefined) {
      return known
    }
    const session: Session = { vehicle, ackedTo: 0, taken: new Map() }
    sinceMs = sessions.size === 0 ? nowMs : sinceMs
    sessions.set(client, session)
    opened.add(vehicle, 1)
    return session
  }

  const confirm = (session: Session, ackedTo: number): void => {
    while (session.ackedTo < ackedTo) {
      session.ackedTo++
      if (session.taken.get(session.ackedTo)?.outcome !== undefined) {
        session.taken.delete(session.ackedTo)
        results.add(session.vehicle, -1)
      }
    }
  }

  const clear = (): void => {
    sessions.clear()
    opened.clear()
    results.clear()
  }

  const finish =
    (client: ClientId, session: Session, seq: number, known: Known): Respond =>
    (nowMs, outcome, out) => {
      const isLarge = outcome.type === 'done' && outcome.result.length > RESULT_KEPT_BYTES_MAX
      if (seq > session.ackedTo && sessions.get(client) === session) {
        results.add(session.vehicle, known.outcome === undefined ? 1 : 0)
        known.outcome = isLarge ? STALE : outcome
      } else {
        session.taken.delete(seq)
      }
      for (const respond of known.waiting.splice(0)) {
        respond(nowMs, outcome, out)
      }
    }

  return {
    take(nowMs, { client, seq, digest, ackedTo, vehicle }, respond, out) {
      const session = sessionOf(nowMs, client, vehicle)
      confirm(session, Math.min(ackedTo, session.ackedTo + RESULTS_MAX))
      const before = session.taken.get(seq)
      const outcome = seq <= session.ackedTo ? STALE : before?.outcome
      if (outcome !== undefined) {
        respond(nowMs, outcome, out)
        return undefined
      }
      if (before !== undefined) {
        // It answers each of the last sendings, since an answer may be lost; the vehicle takes the first.
        before.waiting.push(respond)
        if (before.waiting.length > COPIES_ANSWERED_MAX) {
          before.waiting.shift()
        }
        return undefined
      }
      if (session.taken.size >= RESULTS_MAX) {
        respond(nowMs, BUSY, out)
        return undefined
      }
      const known: Known = { digest, waiting: [respond], outcome: undefined }
      session.taken.set(seq, known)
      return finish(client, session, seq, known)
    },
    drop({ client, seq }) {
      const taken = sessions.get(client)?.taken
      if (taken?.get(seq)?.outcome === undefined) {
        taken?.delete(seq)
      }
    },
    isConfirmed: ({ client, seq }) => seq <= (sessions.get(client)?.ackedTo ?? 0),
    isOther({ client, seq, digest }) {
      const known = sessions.get(client)?.taken.get(seq)
      return known !== undefined && known.digest !== digest
    },
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
      const taken = [...sessions].map(
        ([client, { ackedTo, taken: own }]) =>
          [client, { ackedTo, seqs: new Set(own.keys()) }] as const
      )
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

/**
 * Whether an operation may have been done on a register that remembers none of the epochs up to `forgotten`, as
 * the leader of this epoch knows.
 */
export function isForgotten(
  known: Pick<KnownOperations, 'isUntaken'>,
  epoch: number,
  forgotten: number,
  name: Pick<OperationName, 'client' | 'seq'>
): boolean {
  // An operation is never done in an epoch before the one that its name begins with.
  const term = termOf(name.client)
  return term <= forgotten && term !== epoch && !known.isUntaken(term, name)
}
