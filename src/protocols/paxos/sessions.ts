/**
 * The sessions under which this vehicle numbers its operations in one group.
 *
 * Keeps: a number is used once; a session whose operation was never answered is used no more, so that
 * its result stays in the state for whoever asks again.
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
  readonly openedAt: number
  seq: number
  ackedTo: number
  /** Answered numbers above `ackedTo`. */
  readonly answered: Set<number>
}

export interface Sessions {
  /** An entry with the next number, or undefined when too much is unanswered. */
  next(operation: Uint8Array, height: number): Numbered | undefined
  answered(numbered: Numbered): void
  /** Nobody knows what became of it, or somebody else has used this number, and may use the next ones. */
  lost(numbered: Numbered): void
}

export function createSessions(newClient: () => ClientId): Sessions {
  let sessions: Session[] = []

  const find = (height: number): Session | undefined => {
    const known = sessions.find(({ seq, ackedTo }) => seq - ackedTo < SESSION_OPEN_MAX)
    if (known !== undefined || sessions.length >= SESSIONS_MAX) {
      return known
    }
    const session: Session = {
      client: newClient(),
      openedAt: height,
      seq: 0,
      ackedTo: 0,
      answered: new Set()
    }
    sessions.push(session)
    return session
  }

  return {
    next(operation, height) {
      const session = find(height)
      if (session === undefined) {
        return undefined
      }
      session.seq++
      const { client, seq, ackedTo, openedAt } = session
      const entry = encodeCommand({
        type: 'operation',
        client,
        seq,
        ackedTo,
        openedAt,
        operation
      })
      return { session, seq, entry }
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
