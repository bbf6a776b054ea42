/**
 * The sessions under which this vehicle numbers its operations in one group, one or more for each term.
 *
 * Keeps: a number is used once; a session whose operation was never answered is used no more, so that
 * its result stays known to whoever asks again.
 */
import { type ClientId, encodeCommand } from '../../core/command.ts'
import { SESSION_OPEN_MAX, SESSIONS_MAX } from './limits.ts'

/** One number of a session. */
export interface Numbered {
  readonly session: Session
  readonly seq: number
  readonly entry: Uint8Array
}

export interface Session {
  readonly client: ClientId
  readonly term: number
  seq: number
  ackedTo: number
  /** Answered numbers above `ackedTo`. */
  readonly answered: Set<number>
}

export interface Sessions {
  /** An operation with the next number of a session of this term, or undefined when too much is unanswered. */
  next(operation: Uint8Array, term: number): Numbered | undefined
  answered(numbered: Numbered): void
  /** Nobody knows what became of it, or somebody else has used this number, and may use the next ones. */
  lost(numbered: Numbered): void
}

export function createSessions(newClient: (term: number) => ClientId): Sessions {
  let sessions: Session[] = []

  const find = (term: number): Session | undefined => {
    const known = sessions.find(
      (one) => one.term === term && one.seq - one.ackedTo < SESSION_OPEN_MAX
    )
    if (known !== undefined) {
      return known
    }
    if (sessions.length >= SESSIONS_MAX) {
      // Sessions of other terms take no new operations any more.
      sessions = sessions.filter((one) => one.term === term)
    }
    if (sessions.length >= SESSIONS_MAX) {
      return undefined
    }
    const session = {
      client: newClient(term),
      term,
      seq: 0,
      ackedTo: 0,
      answered: new Set<number>()
    }
    sessions.push(session)
    return session
  }

  return {
    next(operation, term) {
      const session = find(term)
      if (session === undefined) {
        return undefined
      }
      session.seq++
      const { client, seq, ackedTo } = session
      const command = { type: 'operation', client, seq, ackedTo, openedAt: 0, operation } as const
      return { session, seq, entry: encodeCommand(command) }
    },
    answered({ session, seq }) {
      session.answered.add(seq)
      while (session.answered.delete(session.ackedTo + 1)) {
        session.ackedTo++
      }
    },
    lost({ session }) {
      sessions = sessions.filter((known) => known !== session)
    }
  }
}
