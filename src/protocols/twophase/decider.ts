/**
 * Where transactions are decided: in the log of the group, many in one entry, or in classic mode on the
 * disk of the coordinator.
 *
 * Keeps: a decision stands in the log, or on this disk, before anybody is told of it; an entry that
 * nobody knows the fate of is put again, which changes nothing, because the first decision stands.
 */

import type { OperationName } from '../../core/command.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { portionsOf } from '../../core/portions.ts'
import type { Clients } from './clients.ts'
import { DECIDE_MS, DECIDES_IN_FLIGHT, DECIDES_MAX, FINISHED_MAX, PORTION_BYTES } from './limits.ts'
import { pauseMs, type SiteParts } from './parts.ts'
import { nameOf } from './prepared.ts'
import { type ClassicDecision, decisionKey, putDecision, readDecisions } from './records.ts'
import type { Commit, Decided, LogAnswer, Out, TransactionId } from './types.ts'

/** What was decided of a transaction. */
export interface Fate extends Decided {
  /** It was put to the decision before, and nobody knows what became of that. */
  readonly isPutAgain: boolean
}

/** A transaction that everybody has voted for. */
export interface Deciding {
  readonly commit: Commit
  /** Version of the ring that it was prepared in. */
  readonly ring: number
  readonly participants: readonly PeerId[]
  decided(nowMs: NowMs, fate: Fate, height: number, out: Out): void
  /** The log takes no such decision: nothing was done, nor would be. */
  refused(nowMs: NowMs, text: string, out: Out): void
}

export interface Decider {
  decide(deciding: Deciding): void
  /** Everybody has done it. */
  ended(transaction: TransactionId): void
  /** When what waits may be put, though others are on their way; undefined for not before an answer. */
  readonly dueMs: NowMs | undefined
  /** Puts what waits into the log. */
  tick(nowMs: NowMs, out: Out): void
}

export function createLogDecider(
  { settings, log, knowledge, fact }: SiteParts,
  coordinator: string,
  clients: Clients
): Decider {
  let waiting: Deciding[] = []
  /** Entries whose fate nobody knows, and parts of those that the log does not take. */
  let again: {
    readonly batch: readonly Deciding[]
    readonly dueMs: NowMs
    readonly tries: number
  }[] = []
  let ended: number[] = []
  let foreign: TransactionId[] = []
  let inFlight = 0
  let putMs = 0
  let endsAtMs: NowMs | undefined

  const put = (nowMs: NowMs, batch: readonly Deciding[], tries: number): void => {
    inFlight++
    putMs = nowMs
    const numbers = ended.slice(0, DECIDES_MAX)
    ended = ended.slice(DECIDES_MAX)
    const commits = batch.map(({ commit }) => commit)
    const acked = clients.takeAcked()
    log.write(
      { type: 'decide', coordinator, commits, ended: numbers, acked },
      (at, answer, out) => {
        inFlight--
        answered(at, answer, batch, tries, numbers, out)
      }
    )
  }

  /** The log does not take one of them: it is searched for by halves, and keeps no other one waiting. */
  const divide = (
    nowMs: NowMs,
    batch: readonly Deciding[],
    tries: number,
    text: string,
    out: Out
  ): void => {
    if (batch.length === 1) {
      batch[0]?.refused(nowMs, text, out)
      return
    }
    const half = Math.ceil(batch.length / 2)
    for (const part of [batch.slice(0, half), batch.slice(half)]) {
      if (part.length > 0) {
        again.push({ batch: part, dueMs: nowMs, tries })
      }
    }
  }

  const putAgain = (nowMs: NowMs, batch: readonly Deciding[], tries: number): void => {
    if (batch.length > 0) {
      again.push({ batch, dueMs: nowMs + pauseMs(settings, tries), tries: tries + 1 })
    }
  }

  const answered = (
    nowMs: NowMs,
    answer: LogAnswer,
    batch: readonly Deciding[],
    tries: number,
    numbers: readonly number[],
    out: Out
  ): void => {
    if (answer.type !== 'decided') {
      // Ends are said again; what was acknowledged is part of what is acknowledged next.
      ended = [...numbers, ...ended]
      if (answer.type === 'failed' && answer.reason === 'invalid') {
        divide(nowMs, batch, tries, answer.text, out)
      } else {
        putAgain(nowMs, batch, tries)
      }
      return
    }
    knowledge.heard(answer.height)
    const isPutAgain = tries > 1
    if (isPutAgain) {
      fact('twophase:putAgain', { transactions: batch.length, tries }, out)
    }
    const open: Deciding[] = []
    for (const [i, one] of batch.entries()) {
      const outcome = answer.outcomes[i]
      if (outcome?.word === 'busy' && isPutAgain) {
        // Nothing is decided of it here, and what was put before may still come into the log.
        open.push(one)
      } else if (outcome !== undefined) {
        const { word, branch, versions, changes, result } = outcome
        const fate = { branch, versions, changes, word, result, isPutAgain }
        one.decided(nowMs, fate, answer.height, out)
      }
    }
    putAgain(nowMs, open, tries)
  }

  /** What comes while an entry is on its way goes together, unless that takes long. */
  const mayPut = (nowMs: NowMs): boolean =>
    inFlight === 0 || (inFlight < DECIDES_IN_FLIGHT && nowMs >= putMs + DECIDE_MS)

  const flush = (nowMs: NowMs): void => {
    if (waiting.length > 0 && mayPut(nowMs)) {
      const batches = portionsOf(waiting, sizeOf, DECIDES_MAX, PORTION_BYTES)
      const now = batches.slice(0, DECIDES_IN_FLIGHT - inFlight)
      waiting = batches.slice(now.length).flat()
      for (const batch of now) {
        put(nowMs, batch, 1)
      }
    } else if (endsAtMs !== undefined && nowMs >= endsAtMs && mayPut(nowMs)) {
      put(nowMs, [], 1)
    }
    if (ended.length === 0) {
      endsAtMs = undefined
    } else {
      endsAtMs ??= nowMs + settings.endMs
    }
  }

  return {
    get dueMs() {
      const isHeld = waiting.length > 0 && inFlight < DECIDES_IN_FLIGHT
      return isHeld ? putMs + DECIDE_MS : undefined
    },
    decide: (deciding) => waiting.push(deciding),
    ended(transaction) {
      if (transaction.coordinator === coordinator) {
        ended.push(transaction.number)
      } else {
        foreign.push(transaction)
      }
    },
    tick(nowMs) {
      const due = again.filter(({ dueMs }) => nowMs >= dueMs).slice(0, DECIDES_IN_FLIGHT - inFlight)
      again = again.filter((one) => !due.includes(one))
      for (const { batch, tries } of due) {
        put(nowMs, batch, tries)
      }
      if (foreign.length > 0) {
        const transactions = foreign.slice(0, DECIDES_MAX)
        foreign = foreign.slice(DECIDES_MAX)
        // Lost, it is noticed again by whoever sees to the decisions of others.
        log.write({ type: 'end', transactions }, () => undefined)
      }
      flush(nowMs)
    }
  }
}

/** Bytes of a decision in an entry of the log, about. */
function sizeOf({ commit: { versions, participants, result } }: Deciding): number {
  return 90 + 12 * versions.length + 2 * participants.length + result.length
}

/** In classic mode: what this coordinator has decided, on its own disk. */
export interface ClassicDecider extends Decider {
  /** Of runs before this one, to be told again. */
  before(): readonly ClassicDecision[]
  find(transaction: TransactionId): ClassicDecision | undefined
  /** An operation of that name that is decided and not forgotten; it may be another one. */
  findOperation(name: OperationName): ClassicDecision | undefined
}

export function createClassicDecider(
  { chain, ops, afterDisk }: SiteParts,
  coordinator: string,
  disk: Disk
): ClassicDecider {
  const decisions = new Map<string, ClassicDecision>()
  const operations = new Map<string, ClassicDecision>()
  /** Operations that all have done, in the order in which they had. */
  const finished = new Set<string>()
  for (const decision of readDecisions(disk, chain)) {
    decisions.set(nameOf(decision), decision)
    operations.set(operationOf(decision), decision)
  }

  return {
    dueMs: undefined,
    decide({ commit, ring, participants, decided }) {
      const { number, branch, versions, changes, client, seq, digest, result } = commit
      const outcome = { number, isCommitted: true, branch, versions, changes }
      const name = { coordinator, number, client, seq, digest }
      const decision = { ...name, outcome, ring, participants, result }
      decisions.set(nameOf(decision), decision)
      operations.set(operationOf(decision), decision)
      ops.push(putDecision(chain, decision))
      afterDisk((nowMs, out) => {
        const effects = { branch, versions, changes, result }
        decided(nowMs, { word: 'committed', ...effects, isPutAgain: false }, 0, out)
      })
    },
    ended(transaction) {
      const decision = decisions.get(nameOf(transaction))
      if (decision !== undefined) {
        decisions.delete(nameOf(transaction))
        ops.push({ type: 'del', key: decisionKey(chain, transaction) })
        finished.add(operationOf(decision))
      }
      const [oldest] = finished
      if (finished.size > FINISHED_MAX && oldest !== undefined) {
        finished.delete(oldest)
        operations.delete(oldest)
      }
    },
    tick: () => undefined,
    before: () => [...decisions.values()].filter((one) => one.coordinator !== coordinator),
    find: (transaction) => decisions.get(nameOf(transaction)),
    findOperation: (name) => operations.get(operationOf(name))
  }
}

function operationOf({ client, seq }: Pick<OperationName, 'client' | 'seq'>): string {
  return `${client}:${seq}`
}
