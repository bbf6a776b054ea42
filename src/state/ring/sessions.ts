/**
 * The clients whose operations a ring's log has done, and what came of these.
 *
 * Keeps: memory is bounded by the number of clients, of operations of one, and by their bytes; clients stand
 * in the order of their last use, which is that of the log and so the same everywhere.
 */
import type { ClientId, OperationDigest, OperationName } from '../../core/command.ts'
import type { SetDigest } from '../../core/set-digest.ts'
import {
  ANSWERED_BYTES,
  ANSWERED_MAX,
  SESSION_BYTES,
  SESSIONS_BYTES_MAX,
  SESSIONS_MAX
} from './limits.ts'
import { bareOutcome } from './spec.ts'
import type { Acked, Commit, Outcome } from './types.ts'

/** The same on all vehicles. */
export interface SessionsOptions {
  readonly sessionsMax?: number
  readonly sessionsBytesMax?: number
}

/** What is kept of an operation that was done. */
export interface Answered {
  readonly digest: OperationDigest
  /** Empty when it is not kept. */
  readonly result: Uint8Array
}

/** A client whose operations are known; it is changed in place. */
export interface Session {
  readonly client: ClientId
  /** Who had its first operation done, and names others under it; unknown of snapshots that do not tell it. */
  readonly coordinator: string | undefined
  readonly firstHeight: number
  /** Operations up to this one are not known any more. */
  floor: number
  /** By number. */
  readonly answered: Map<number, Answered>
}

export interface Sessions {
  /** Estimate of the memory that they take. */
  readonly bytes: number
  /**
   * What became of an operation: `repeated`, `other`, `stale` or `open`. A client that is not known and was
   * opened before `horizon` may be one that was forgotten.
   */
  outcomeOf(name: OperationName, horizon: number): Outcome
  /** Notes that an operation was done. */
  answer(coordinator: string, commit: Commit, height: number): void
  /** Its coordinator will not ask for these again. */
  acked(coordinator: string, acked: Acked): void
  /** All of them, the least recently used first; they stay as they are. */
  all(): readonly Session[]
  restore(session: Session): void
  /** The digest is not touched. */
  clear(): void
}

/** Members of the digest. */
const SESSION = 2
const ANSWERED = 3

/** The first digits of a client's name are the height that it knew. */
const HEIGHT_DIGITS = 12

/** `forgot` hears when the client was used first that is not known any more. */
export function createSessions(
  digest: SetDigest,
  { sessionsMax = SESSIONS_MAX, sessionsBytesMax = SESSIONS_BYTES_MAX }: SessionsOptions,
  forgot: (firstHeight: number) => void
): Sessions {
  // A Map keeps the order of insertion: the first is the least recently used.
  const sessions = new Map<ClientId, Session>()
  let bytes = 0

  const hashSession = ({ client, coordinator, firstHeight, floor }: Session): void => {
    digest.begin(SESSION)
    digest.text(client)
    digest.number(firstHeight)
    digest.number(floor)
    if (coordinator !== undefined) {
      digest.text(coordinator)
    }
  }
  const hashAnswered = (client: ClientId, seq: number, one: Answered): void => {
    digest.begin(ANSWERED)
    digest.text(client)
    digest.number(seq)
    digest.text(one.digest)
    digest.bytes(one.result)
  }
  /** Takes a session out of its place in the order, to be changed. */
  const take = (client: ClientId): Session | undefined => {
    const session = sessions.get(client)
    if (session !== undefined) {
      sessions.delete(client)
      bytes -= SESSION_BYTES
      hashSession(session)
      digest.remove()
    }
    return session
  }
  const putLast = (session: Session): void => {
    sessions.set(session.client, session)
    bytes += SESSION_BYTES
    hashSession(session)
    digest.add()
  }
  const noteAnswered = (client: ClientId, seq: number, one: Answered): void => {
    bytes += ANSWERED_BYTES + one.result.length
    hashAnswered(client, seq, one)
    digest.add()
  }
  const forgetAnswered = (client: ClientId, seq: number, one: Answered): void => {
    bytes -= ANSWERED_BYTES + one.result.length
    hashAnswered(client, seq, one)
    digest.remove()
  }
  /** Operations up to this one are known no more. */
  const raiseFloor = (session: Session, floor: number): void => {
    for (const [seq, one] of session.answered) {
      if (seq <= floor) {
        session.answered.delete(seq)
        forgetAnswered(session.client, seq, one)
      }
    }
    session.floor = Math.max(session.floor, floor)
  }
  const forgetSession = (session: Session): void => {
    for (const [seq, one] of session.answered) {
      forgetAnswered(session.client, seq, one)
    }
    sessions.delete(session.client)
    bytes -= SESSION_BYTES
    hashSession(session)
    digest.remove()
    forgot(session.firstHeight)
  }
  const makeRoom = (used: Session): void => {
    for (const session of sessions.values()) {
      const isOver = sessions.size > sessionsMax || bytes > sessionsBytesMax
      if (!isOver || session === used) {
        return
      }
      forgetSession(session)
    }
  }

  return {
    get bytes() {
      return bytes
    },
    outcomeOf({ client, seq, digest: of }, horizon) {
      const session = sessions.get(client)
      const known = session?.answered.get(seq)
      if (known !== undefined) {
        return known.digest === of ? bareOutcome('repeated', known.result) : bareOutcome('other')
      }
      const openedAt = Number.parseInt(client.slice(0, HEIGHT_DIGITS), 16)
      const isOld = session === undefined ? openedAt < horizon : seq <= session.floor
      return bareOutcome(isOld ? 'stale' : 'open')
    },
    answer(coordinator, { client, seq, digest: of, result }, height) {
      const fresh = { client, coordinator, firstHeight: height, floor: 0, answered: new Map() }
      const session: Session = take(client) ?? fresh
      const { answered } = session
      const one = { digest: of, result: new Uint8Array(result) }
      answered.set(seq, one)
      noteAnswered(client, seq, one)
      if (answered.size > ANSWERED_MAX) {
        // The least number, which need not be the oldest: operations are not done in their order.
        raiseFloor(session, Math.min(...answered.keys()))
      }
      putLast(session)
      makeRoom(session)
    },
    acked(coordinator, { client, to }) {
      const known = sessions.get(client)
      if (known === undefined || to <= known.floor) {
        return
      }
      // Anybody can read the names of clients in the blocks, and may ask for their operations again.
      if (known.coordinator !== undefined && known.coordinator !== coordinator) {
        return
      }
      const session = take(client) ?? known
      raiseFloor(session, to)
      putLast(session)
    },
    all: () => [...sessions.values()].map((one) => ({ ...one, answered: new Map(one.answered) })),
    restore(session) {
      for (const [seq, one] of session.answered) {
        noteAnswered(session.client, seq, one)
      }
      putLast(session)
    },
    clear() {
      sessions.clear()
      bytes = 0
    }
  }
}
