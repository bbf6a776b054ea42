/**
 * Which transactions are decided how, and which operations of which clients they have done.
 *
 * Keeps: the first decision of a transaction stands for ever; an operation is done by one transaction
 * at most, also when it was forgotten since. Memory is bounded: a transaction is forgotten when all
 * have done it, an operation when its client has been answered, which only the coordinator says that has
 * used the client first; whoever could be one that was forgotten before that is refused.
 * Source: Gray and Lamport, "Consensus on transaction commit" (2006); sessions as in state/sessions.
 */
import type { OperationName } from '../../core/command.ts'
import type { SetDigest } from '../../core/set-digest.ts'
import {
  ABORTED_MAX,
  DECISION_BYTES,
  NUMBER_BYTES,
  UNENDED_BYTES_MAX,
  UNENDED_MAX
} from './limits.ts'
import { createSessions, type Session, type SessionsOptions } from './sessions.ts'
import { bareOutcome, committedOutcome } from './spec.ts'
import type { Acked, Commit, Decision, Outcome, RingQuery, TransactionId } from './types.ts'

/** The same on all vehicles. */
export interface DecisionsOptions extends SessionsOptions {
  readonly abortedMax?: number
  readonly unendedMax?: number
  readonly unendedBytesMax?: number
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

/** Members of the digest; those of sessions.ts are beside them. */
const DECISION = 1
const HORIZONS = 4

export function createDecisions(digest: SetDigest, options: DecisionsOptions = {}): Decisions {
  const {
    abortedMax = ABORTED_MAX,
    unendedMax = UNENDED_MAX,
    unendedBytesMax = UNENDED_BYTES_MAX
  } = options
  /** Maps keep the order of insertion: the first is the oldest. */
  const committed = new Map<string, Decision>()
  const aborted = new Map<string, Decision>()
  /** Estimate of the memory that they take. */
  let committedBytes = 0
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

  const put = (map: Map<string, Decision>, decision: Decision): void => {
    map.set(keyOf(decision), decision)
    committedBytes += decision.isCommitted ? bytesOf(decision) : 0
    hashDecision(decision)
    digest.add()
  }
  const drop = (map: Map<string, Decision>, decision: Decision): void => {
    map.delete(keyOf(decision))
    committedBytes -= decision.isCommitted ? bytesOf(decision) : 0
    hashDecision(decision)
    digest.remove()
  }

  const outcomeOf = (transaction: TransactionId): Outcome => {
    const key = keyOf(transaction)
    const known = committed.get(key) ?? aborted.get(key)
    if (known === undefined) {
      return bareOutcome('open')
    }
    return known.isCommitted ? committedOutcome(known) : bareOutcome('aborted')
  }
  const sessions = createSessions(digest, options, (firstHeight) =>
    setHorizons(Math.max(horizon, firstHeight), abortHorizon)
  )
  const operation = (name: OperationName): Outcome => sessions.outcomeOf(name, horizon)

  return {
    get unended() {
      return committed.size
    },
    get bytes() {
      // Nothing but its name is kept of one that was aborted.
      return committedBytes + aborted.size * DECISION_BYTES + sessions.bytes
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
      sessions.answer(coordinator, commit, height)
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
    acked: sessions.acked,
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
    sessions: sessions.all,
    all: () => [...aborted.values(), ...committed.values()],
    restoreSession: sessions.restore,
    restore: (decision) => put(decision.isCommitted ? committed : aborted, decision),
    setHorizons,
    clear() {
      committed.clear()
      aborted.clear()
      sessions.clear()
      committedBytes = 0
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
