/**
 * The sessions of a state: which numbers of which client were applied, with their results.
 *
 * Keeps: a session that a snapshot may still see is copied before it is changed; sessions stand in the
 * order of their last use, which is that of the log and so the same everywhere.
 */
import type { ClientId, OperationDigest } from '../../core/command.ts'
import { createSetDigest } from '../../core/set-digest.ts'
import type { Place } from '../../core/state-machine.ts'
import { RESULT_OVERHEAD_BYTES, SESSION_OVERHEAD_BYTES, type SessionsOptions } from './limits.ts'

/** What is kept of an operation that was done. */
export interface Kept {
  readonly digest: OperationDigest
  /** Undefined when it was too large. */
  readonly result: Uint8Array | undefined
}

export interface Session {
  readonly client: ClientId
  /** Height of its first operation that was applied; all its commands were opened before it. */
  readonly firstHeight: number
  /** Numbers up to this one are not known any more. */
  floor: number
  usedHeight: number
  usedIndex: number
  readonly results: Map<number, Kept>
  /** Saves of the table before this copy was made. */
  readonly saves: number
}

export interface SessionTable {
  readonly size: number
  /** Estimate of the memory it takes. */
  readonly bytes: number
  /** An unknown session that was opened before this height is one that was forgotten, or may be. */
  readonly horizon: number
  find(client: ClientId): Readonly<Session> | undefined
  /** Notes a result, what the client has acknowledged, and the use; makes the session if needed. */
  record(client: ClientId, seq: number, ackedTo: number, kept: Kept, place: Place): void
  /** The command was answered from what is known: that is a use too. */
  touch(client: ClientId, ackedTo: number, place: Place): void
  /** All sessions, the least recently used first; they stay as they are. */
  freeze(): readonly Session[]
  /** Puts a session of a snapshot behind those that are there. */
  restore(session: Session): void
  setHorizon(height: number): void
  digest(): string
  clear(): void
}

/** Members of the digest. */
const SESSION = 0
const RESULT = 1
const HORIZON = 2

export function createSessionTable(limits: Readonly<Required<SessionsOptions>>): SessionTable {
  // A Map keeps the order of insertion: the first session is the one not used for longest.
  const sessions = new Map<ClientId, Session>()
  const digest = createSetDigest()
  let bytes = 0
  let horizon = 0
  let saves = 0

  const beginSession = (session: Session): void => {
    digest.begin(SESSION)
    digest.text(session.client)
    digest.number(session.firstHeight)
    digest.number(session.floor)
    digest.number(session.usedHeight)
    digest.number(session.usedIndex)
  }
  const beginResult = (client: ClientId, seq: number, kept: Kept): void => {
    const { result } = kept
    digest.begin(RESULT)
    digest.text(client)
    digest.number(seq)
    digest.text(kept.digest)
    digest.number(result === undefined ? 0 : 1)
    if (result !== undefined) {
      digest.bytes(result)
    }
  }
  const addResult = (session: Session, seq: number, kept: Kept): void => {
    session.results.set(seq, kept)
    bytes += bytesOf(kept)
    beginResult(session.client, seq, kept)
    digest.add()
  }
  const dropResult = (session: Session, seq: number): void => {
    const kept = session.results.get(seq)
    if (kept !== undefined) {
      session.results.delete(seq)
      bytes -= bytesOf(kept)
      beginResult(session.client, seq, kept)
      digest.remove()
    }
  }
  const raiseHorizon = (height: number): void => {
    digest.begin(HORIZON)
    digest.number(horizon)
    digest.remove()
    horizon = height
    digest.begin(HORIZON)
    digest.number(horizon)
    digest.add()
  }

  /** Takes a session out of its place in the order; what is returned may be changed. */
  const take = (client: ClientId, place: Place): Session => {
    const known = sessions.get(client)
    if (known === undefined) {
      bytes += SESSION_OVERHEAD_BYTES
      const { height, index } = place
      return {
        ...{ client, firstHeight: height, floor: 0, usedHeight: height, usedIndex: index },
        ...{ results: new Map(), saves }
      }
    }
    sessions.delete(client)
    beginSession(known)
    digest.remove()
    return known.saves === saves ? known : { ...known, results: new Map(known.results), saves }
  }
  const putLast = (session: Session): void => {
    sessions.set(session.client, session)
    beginSession(session)
    digest.add()
  }
  const raiseFloor = (session: Session, floor: number): void => {
    // The acknowledged numbers are few, unless a client acknowledges far more than it ever asked.
    if (floor - session.floor <= session.results.size) {
      for (let seq = session.floor + 1; seq <= floor; seq++) {
        dropResult(session, seq)
      }
    } else {
      for (const seq of [...session.results.keys()]) {
        if (seq <= floor) {
          dropResult(session, seq)
        }
      }
    }
    session.floor = Math.max(session.floor, floor)
  }
  const use = (session: Session, ackedTo: number, { height, index }: Place): void => {
    raiseFloor(session, ackedTo)
    session.usedHeight = height
    session.usedIndex = index
    putLast(session)
  }
  const evict = (session: Session): void => {
    for (const [seq, kept] of session.results) {
      beginResult(session.client, seq, kept)
      digest.remove()
      bytes -= bytesOf(kept)
    }
    sessions.delete(session.client)
    beginSession(session)
    digest.remove()
    bytes -= SESSION_OVERHEAD_BYTES
    raiseHorizon(Math.max(horizon, session.firstHeight))
  }
  const makeRoom = (): void => {
    for (const session of sessions.values()) {
      const isOver = sessions.size > limits.sessionsMax || bytes > limits.bytesMax
      if (!isOver || sessions.size === 1) {
        return
      }
      evict(session)
    }
  }

  return {
    get size() {
      return sessions.size
    },
    get bytes() {
      return bytes
    },
    get horizon() {
      return horizon
    },
    find: (client) => sessions.get(client),
    record(client, seq, ackedTo, kept, place) {
      const session = take(client, place)
      addResult(session, seq, kept)
      const least =
        session.results.size > limits.resultsMax ? Math.min(...session.results.keys()) : 0
      use(session, Math.max(ackedTo, least), place)
      makeRoom()
    },
    touch(client, ackedTo, place) {
      use(take(client, place), ackedTo, place)
    },
    freeze() {
      saves++
      return [...sessions.values()]
    },
    restore(session) {
      const results = [...session.results]
      const own = { ...session, results: new Map<number, Kept>(), saves }
      bytes += SESSION_OVERHEAD_BYTES
      for (const [seq, kept] of results) {
        addResult(own, seq, kept)
      }
      putLast(own)
    },
    setHorizon: raiseHorizon,
    digest: () => digest.hex(),
    clear() {
      sessions.clear()
      digest.clear()
      bytes = 0
      horizon = 0
    }
  }
}

function bytesOf({ result }: Kept): number {
  return RESULT_OVERHEAD_BYTES + (result?.length ?? 0)
}
