/**
 * Which transactions are decided how, and which operations of which clients they have done.
 *
 * Keeps: the first decision of a transaction stands for ever; an operation is done by one transaction
 * at most, also when it was forgotten since. Memory is bounded: a transaction is forgotten when all
 * have done it, an operation when its client has been answered, which only the coordinator says that has
 * used the client first; whoever could be one that was forgotten before that is refused.
 * Source: Gray and Lamport, "Consensus on transaction commit" (2006); sessions as in state/sessions.
 */
import type { ClientId, OperationDigest, OperationName } from '../../core/command.ts'
import type { SetDigest } from '../../core/set-digest.ts'
import {
  ABORTED_MAX,
  ANSWERED_BYTES,
  ANSWERED_MAX,
  DECISION_BYTES,
  NUMBER_BYTES,
  SESSION_BYTES,
  SESSIONS_BYTES_MAX,
  SESSIONS_MAX,
  UNENDED_BYTES_MAX,
  UNENDED_MAX
} from './limits.ts'
import { bareOutcome, committedOutcome } from './spec.ts'
import type { Acked, Commit, Decision, Outcome, RingQuery, TransactionId } from './types.ts'

/** The same on all vehicles. */
export interface DecisionsOptions {
  readonly sessionsMax?: number
  readonly sessionsBytesMax?: number
  readonly abortedMax?: number
  readonly unendedMax?: number
  readonly unendedBytesMax?: number
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

export type UnendedAsked = Pick<
  Extract<RingQuery, { readonly type: 'unended' }>,
  'before' | 'limit' | 'skip'
>

export interface Decisions {
  /** Decided as committed, and not ended. */
  readonly unended: number
  readonly bytes: number
  readonly horizon: number
  readonly abortHorizon: number
  commit(coordinator: string, commit: Commit, height: number): Outcome
  /** Aborts it unless it is decided. */
  resolve(transaction: TransactionId, height: number): Outcome
  end(transaction: TransactionId): void
  /** Its coordinator will not ask for these again. */
  acked(coordinator: string, acked: Acked): void
  /** What is decided now. */
  outcomeOf(transaction: TransactionId): Outcome
  operation(name: OperationName): Outcome
  /** Committed in blocks below this height and not ended, the oldest first, without the first `skip`. */
  listUnended(asked: UnendedAsked): readonly Decision[]
  sessions(): readonly Session[]
  all(): readonly Decision[]
  restoreSession(session: Session): void
  restore(decision: Decision): void
  setHorizons(horizon: number, abortHorizon: number): void
  clear(): void
}

const DECISION = 1
const SESSION = 2
const ANSWERED = 3
const HORIZONS = 4

/** The first digits of a client's name are the height that it knew. */
const HEIGHT_DIGITS = 12

export function createDecisions(
  digest: SetDigest,
  {
    sessionsMax = SESSIONS_MAX,
    sessionsBytesMax = SESSIONS_BYTES_MAX,
    abortedMax = ABORTED_MAX,
    unendedMax = UNENDED_MAX,
    unendedBytesMax = UNENDED_BYTES_MAX
  }: DecisionsOptions = {}
): Decisions {
  /** Maps keep the order of insertion: the first is the oldest. */
  const committed = new Map<string, Decision>()
  const aborted = new Map<string, Decision>()
  /** The least recently used first. */
  const sessions = new Map<ClientId, Session>()
  /** Estimates of the memory that they take. */
  let sessionBytes = 0
  let committedBytes = 0
  let abortedBytes = 0
  let horizon = 0
  let abortHorizon = 0

  const hashDecision = (decision: Decision): void => {
    const { coordinator, number, isCommitted, height, branch, versions, changes } = decision
    digest.begin(DECISION)
    digest.text(coordinator)
    digest.number(number)
    digest.number((isCommitted ? 1 : 0) + (branch ? 2 : 0))
    digest.number(height)
    for (const list of [versions, changes, decision.participants]) {
      digest.number(list.length)
      list.forEach(digest.number)
    }
  }
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
  const setHorizons = (next: number, nextAbort: number): void => {
    hashHorizons()
    digest.remove()
    horizon = next
    abortHorizon = nextAbort
    hashHorizons()
    digest.add()
  }
  const hashHorizons = (): void => {
    digest.begin(HORIZONS)
    digest.number(horizon)
    digest.number(abortHorizon)
  }
  hashHorizons()
  digest.add()

  const count = (decision: Decision, sign: 1 | -1): void => {
    const bytes = sign * bytesOf(decision)
    if (decision.isCommitted) {
      committedBytes += bytes
    } else {
      abortedBytes += bytes
    }
  }
  const put = (map: Map<string, Decision>, decision: Decision): void => {
    map.set(keyOf(decision), decision)
    count(decision, 1)
    hashDecision(decision)
    digest.add()
  }
  const drop = (map: Map<string, Decision>, decision: Decision): void => {
    map.delete(keyOf(decision))
    count(decision, -1)
    hashDecision(decision)
    digest.remove()
  }

  /** Takes a session out of its place in the order, to be changed. */
  const take = (client: ClientId): Session | undefined => {
    const session = sessions.get(client)
    if (session !== undefined) {
      sessions.delete(client)
      sessionBytes -= SESSION_BYTES
      hashSession(session)
      digest.remove()
    }
    return session
  }
  const putLast = (session: Session): void => {
    sessions.set(session.client, session)
    sessionBytes += SESSION_BYTES
    hashSession(session)
    digest.add()
  }
  const noteAnswered = (client: ClientId, seq: number, one: Answered): void => {
    sessionBytes += ANSWERED_BYTES + one.result.length
    hashAnswered(client, seq, one)
    digest.add()
  }
  const forgetAnswered = (client: ClientId, seq: number, one: Answered): void => {
    sessionBytes -= ANSWERED_BYTES + one.result.length
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
    sessionBytes -= SESSION_BYTES
    hashSession(session)
    digest.remove()
    setHorizons(Math.max(horizon, session.firstHeight), abortHorizon)
  }
  /** Notes what an operation has come to. */
  const answer = (coordinator: string, commit: Commit, height: number): void => {
    const { client, seq, digest: of, result } = commit
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
  }
  const makeRoom = (used: Session): void => {
    for (const session of sessions.values()) {
      const isOver = sessions.size > sessionsMax || sessionBytes > sessionsBytesMax
      if (!isOver || session === used) {
        return
      }
      forgetSession(session)
    }
  }

  const outcomeOf = (transaction: TransactionId): Outcome => {
    const key = keyOf(transaction)
    const known = committed.get(key) ?? aborted.get(key)
    if (known === undefined) {
      return bareOutcome('open')
    }
    return known.isCommitted ? committedOutcome(known) : bareOutcome('aborted')
  }
  const operation = ({ client, seq, digest: of }: OperationName): Outcome => {
    const session = sessions.get(client)
    const known = session?.answered.get(seq)
    if (known !== undefined) {
      return known.digest === of ? bareOutcome('repeated', known.result) : bareOutcome('other')
    }
    const openedAt = Number.parseInt(client.slice(0, HEIGHT_DIGITS), 16)
    const isOld = session === undefined ? openedAt < horizon : seq <= session.floor
    return bareOutcome(isOld ? 'stale' : 'open')
  }

  return {
    get unended() {
      return committed.size
    },
    get bytes() {
      return committedBytes + abortedBytes + sessionBytes
    },
    get horizon() {
      return horizon
    },
    get abortHorizon() {
      return abortHorizon
    },
    commit(coordinator, commit, height) {
      const { number } = commit
      const before = outcomeOf({ coordinator, number })
      if (before.word !== 'open') {
        return before
      }
      const { begunAt, branch, versions, changes, participants } = commit
      const asked = operation(commit)
      if (asked.word !== 'open') {
        return asked
      }
      if (begunAt < abortHorizon) {
        return bareOutcome('stale')
      }
      if (committed.size >= unendedMax || committedBytes >= unendedBytesMax) {
        return bareOutcome('busy')
      }
      put(committed, {
        coordinator,
        number,
        branch,
        versions,
        changes,
        isCommitted: true,
        height,
        participants
      })
      answer(coordinator, commit, height)
      return committedOutcome(commit)
    },
    resolve(transaction, height) {
      const before = outcomeOf(transaction)
      if (before.word !== 'open') {
        return before
      }
      const { coordinator, number } = transaction
      put(aborted, {
        coordinator,
        number,
        branch: false,
        versions: [],
        changes: [],
        isCommitted: false,
        height,
        participants: []
      })
      const [oldest] = aborted.values()
      if (aborted.size > abortedMax && oldest !== undefined) {
        drop(aborted, oldest)
        setHorizons(horizon, Math.max(abortHorizon, oldest.height))
      }
      return bareOutcome('aborted')
    },
    end(transaction) {
      const known = committed.get(keyOf(transaction))
      if (known !== undefined) {
        drop(committed, known)
      }
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
    outcomeOf,
    operation,
    listUnended({ before, limit, skip }) {
      const found: Decision[] = []
      let seen = 0
      for (const decision of committed.values()) {
        if (decision.height >= before || found.length === limit) {
          break
        }
        if (++seen > skip) {
          found.push(decision)
        }
      }
      return found
    },
    sessions: () =>
      [...sessions.values()].map((one) => ({ ...one, answered: new Map(one.answered) })),
    all: () => [...aborted.values(), ...committed.values()],
    restoreSession(session) {
      for (const [seq, one] of session.answered) {
        noteAnswered(session.client, seq, one)
      }
      putLast(session)
    },
    restore: (decision) => put(decision.isCommitted ? committed : aborted, decision),
    setHorizons,
    clear() {
      for (const map of [committed, aborted, sessions]) {
        map.clear()
      }
      sessionBytes = 0
      committedBytes = 0
      abortedBytes = 0
      horizon = 0
      abortHorizon = 0
      digest.clear()
      hashHorizons()
      digest.add()
    }
  }
}

function bytesOf({ versions, changes, participants }: Decision): number {
  const numbers = versions.length + changes.length + participants.length
  return DECISION_BYTES + NUMBER_BYTES * numbers
}

function keyOf({ coordinator, number }: TransactionId): string {
  return `${coordinator}:${number}`
}
