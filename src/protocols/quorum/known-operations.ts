/**
 * The operations that a leader has taken in its epoch, so that one that is sent again is done once.
 *
 * Keeps: as long as the epoch lasts nothing is forgotten but what its vehicle has confirmed.
 */
import type { ClientId } from '../../core/command.ts'
import type { NowMs } from '../../core/machine.ts'
import { RESULT_KEPT_BYTES_MAX, RESULTS_MAX, SESSIONS_KNOWN_MAX } from './limits.ts'
import type { Respond } from './reads.ts'
import type { Out, Outcome } from './types.ts'

export interface KnownOperations {
  /**
   * Takes an operation, or answers it when it was taken before: then, or when there is no room, returns
   * undefined. The function that is returned answers everybody who has asked for it.
   */
  take(
    nowMs: NowMs,
    name: { readonly client: ClientId; readonly seq: number; readonly ackedTo: number },
    respond: Respond,
    out: Out
  ): Respond | undefined
  /** Its vehicle has confirmed the answer: what became of it is remembered by the register at most. */
  isConfirmed(name: { readonly client: ClientId; readonly seq: number }): boolean
  /** Whether the session is known, or may become so: sessions are forgotten only all at once. */
  hasRoom(client: ClientId): boolean
  clear(): void
}

interface Session {
  ackedTo: number
  readonly pending: Map<number, Respond[]>
  readonly done: Map<number, Outcome>
}

const STALE: Outcome = { type: 'stale' }
const BUSY: Outcome = { type: 'busy' }

export function createKnownOperations(): KnownOperations {
  const sessions = new Map<ClientId, Session>()

  const hasRoom = (client: ClientId): boolean =>
    sessions.has(client) || sessions.size < SESSIONS_KNOWN_MAX

  const sessionOf = (client: ClientId): Session | undefined => {
    const known = sessions.get(client)
    if (known !== undefined || !hasRoom(client)) {
      return known
    }
    const session: Session = { ackedTo: 0, pending: new Map(), done: new Map() }
    sessions.set(client, session)
    return session
  }

  const confirm = (session: Session, ackedTo: number): void => {
    while (session.ackedTo < ackedTo) {
      session.ackedTo++
      session.done.delete(session.ackedTo)
    }
  }

  const finish =
    (session: Session, seq: number): Respond =>
    (nowMs, outcome, out) => {
      const waiting = session.pending.get(seq) ?? []
      session.pending.delete(seq)
      const isLarge = outcome.type === 'done' && outcome.result.length > RESULT_KEPT_BYTES_MAX
      if (seq > session.ackedTo) {
        session.done.set(seq, isLarge ? STALE : outcome)
      }
      for (const respond of waiting) {
        respond(nowMs, outcome, out)
      }
    }

  return {
    take(nowMs, { client, seq, ackedTo }, respond, out) {
      const session = sessionOf(client)
      if (session === undefined) {
        respond(nowMs, BUSY, out)
        return undefined
      }
      confirm(session, Math.min(ackedTo, session.ackedTo + RESULTS_MAX))
      const done = seq <= session.ackedTo ? STALE : session.done.get(seq)
      const waiting = session.pending.get(seq)
      if (done !== undefined) {
        respond(nowMs, done, out)
        return undefined
      }
      if (waiting !== undefined) {
        // It answers each sending, since an answer may be lost; the asking vehicle takes the first.
        waiting.push(respond)
        return undefined
      }
      if (session.done.size + session.pending.size >= RESULTS_MAX) {
        respond(nowMs, BUSY, out)
        return undefined
      }
      session.pending.set(seq, [respond])
      return finish(session, seq)
    },
    isConfirmed: ({ client, seq }) => seq <= (sessions.get(client)?.ackedTo ?? 0),
    hasRoom,
    clear() {
      sessions.clear()
    }
  }
}
