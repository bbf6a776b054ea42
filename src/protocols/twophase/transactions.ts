/**
 * Transactions of this coordinator: each is prepared at all owners of its keys, and put to the decision
 * when everybody has voted for it.
 *
 * Keeps: nothing is put to the decision before every owner has voted for it in the ring that it was
 * prepared in; what is given up is never put to it later.
 */
import { NO_BYTES } from '../../core/bytes.ts'
import type { OperationName } from '../../core/command.ts'
import { NUMBER_MAX } from '../../core/limits.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { assess } from './assess.ts'
import type { Decider, Fate } from './decider.ts'
import { type Hindrance, unreachable } from './hindrance.ts'
import { ANSWER_BYTES_MAX, CHANGES_MAX, RESULT_BYTES_MAX } from './limits.ts'
import { pauseMs, type SiteParts } from './parts.ts'
import type { Teller, Told } from './teller.ts'
import type {
  Effects,
  Found,
  Operation,
  Out,
  Outcome,
  Portion,
  PortionKey,
  RingNode,
  Task,
  TaskKey,
  Verdict,
  Vote
} from './types.ts'

/** What became of a transaction of `asked`. */
export interface Ends<A> {
  /** Nothing was done, and another try may do it. */
  again(nowMs: NowMs, asked: A, hindrance: Hindrance): void
  /** Nothing was done, nor would be. */
  refused(nowMs: NowMs, asked: A, hindrance: Hindrance, retry: boolean, out: Out): void
  done(nowMs: NowMs, asked: A, result: Uint8Array, height: number, out: Out): void
  /** The log has decided something else than to commit it. */
  other(nowMs: NowMs, asked: A, fate: Fate, height: number, out: Out): void
}

export interface Transactions<A> {
  begin(nowMs: NowMs, asked: A, operation: Operation, name: OperationName): void
  has(number: number): boolean
  /** Undefined: there is none. */
  stageOf(asked: A): 'preparing' | 'deciding' | undefined
  /** Gives up the one that is being prepared, and says why it is not done. */
  giveUp(nowMs: NowMs, asked: A): Hindrance | undefined
  vote(nowMs: NowMs, from: PeerId, ring: number, vote: Vote, out: Out): void
  tick(nowMs: NowMs): void
}

interface Participant {
  readonly node: RingNode
  readonly portion: Portion
  found: readonly Found[] | undefined
}

interface Transaction<A> {
  readonly number: number
  readonly asked: A
  readonly operation: Operation
  readonly name: OperationName
  readonly ring: number
  readonly begunAt: number
  readonly sinceMs: NowMs
  readonly participants: Map<PeerId, Participant>
  isDeciding: boolean
  sent: number
  dueMs: NowMs
}

export function createTransactions<A>(
  parts: SiteParts,
  coordinator: string,
  teller: Teller,
  decider: Decider,
  ends: Ends<A>
): Transactions<A> {
  const { settings, store, knowledge, send, fact } = parts
  const transactions = new Map<number, Transaction<A>>()
  const running = new Map<A, Transaction<A>>()
  let numbers = 0

  /** What each owner of a key is asked to vote for. */
  const divide = (task: Task, number: number): Map<PeerId, Participant> => {
    const participants = new Map<
      PeerId,
      Participant & { readonly portion: { keys: PortionKey[] } }
    >()
    task.keys.forEach((key, index) => {
      knowledge.writers(store.positionOf(key.key)).forEach((node, place) => {
        // A vehicle may own one key now and get another with the ring to come.
        let known = participants.get(node.peer)
        if (known === undefined) {
          known = { node, portion: { number, keys: [] }, found: undefined }
          participants.set(node.peer, known)
        }
        // One of them tells the value.
        known.portion.keys.push(portionKey(key, index, key.isWanted && place === 0))
      })
    })
    return participants
  }

  const prepare = (nowMs: NowMs, transaction: Transaction<A>): void => {
    transaction.sent++
    transaction.dueMs = nowMs + pauseMs(settings, transaction.sent)
    for (const [peer, { portion, found }] of transaction.participants) {
      if (found === undefined) {
        send(peer, { type: 'prepare', coordinator, portions: [portion] })
      }
    }
  }

  const told = ({ participants }: Transaction<A>): readonly Told[] =>
    [...participants.values()].map(({ node: { peer, number, incarnation } }) => ({
      peer,
      isGone: () => knowledge.nodeOf(number)?.incarnation !== incarnation
    }))

  const forget = ({ number, asked }: Transaction<A>): void => {
    transactions.delete(number)
    running.delete(asked)
  }

  /** Nobody will ever commit it: it was not put to the decision, or has lost it. */
  const abort = (nowMs: NowMs, transaction: Transaction<A>): void => {
    const { number } = transaction
    forget(transaction)
    const nothing = { branch: false, versions: [], changes: [] }
    const outcome: Outcome = { number, isCommitted: false, ...nothing }
    teller.tell(nowMs, { coordinator, number }, outcome, told(transaction), () => undefined)
  }

  /** It is not done; `retry` when another try may do it later. */
  const refuse = (
    nowMs: NowMs,
    transaction: Transaction<A>,
    hindrance: Hindrance,
    retry: boolean,
    out: Out
  ): void => {
    abort(nowMs, transaction)
    ends.refused(nowMs, transaction.asked, hindrance, retry, out)
  }

  const decline = (
    nowMs: NowMs,
    transaction: Transaction<A>,
    from: PeerId,
    verdict: Exclude<Verdict, 'yes'>,
    out: Out
  ): void => {
    const { asked, number } = transaction
    fact('twophase:declined', { verdict, from, number }, out)
    if (verdict === 'full' || verdict === 'tooLarge') {
      const hindrance = { reason: verdict, text: TEXTS[verdict] }
      refuse(nowMs, transaction, hindrance, verdict === 'full', out)
      return
    }
    abort(nowMs, transaction)
    if (verdict === 'otherRing' || verdict === 'notOwner') {
      knowledge.behind()
    }
    ends.again(nowMs, asked, { reason: reasonOf(verdict), text: TEXTS[verdict] })
  }

  /** Everybody has voted for it. */
  const decide = (nowMs: NowMs, transaction: Transaction<A>, out: Out): void => {
    const { number, operation, name, participants, begunAt } = transaction
    const voters = [...participants.values()]
    const { effects, found } = assess(operation.task, voters)
    const hindrance =
      operation.resultBytes(effects, found) > ANSWER_BYTES_MAX ? TOO_LARGE : spentOf(effects)
    if (hindrance !== undefined) {
      refuse(nowMs, transaction, hindrance, false, out)
      return
    }
    const result = operation.result(effects, found)
    transaction.isDeciding = true
    decider.decide({
      commit: {
        branch: effects.branch,
        versions: effects.versions,
        changes: effects.changes,
        number,
        client: name.client,
        seq: name.seq,
        digest: name.digest,
        participants: voters.map(({ node }) => node.number),
        result: result.length <= RESULT_BYTES_MAX ? result : NO_BYTES,
        begunAt
      },
      ring: transaction.ring,
      participants: [...participants.keys()],
      refused: (at, text, sink) =>
        refuse(at, transaction, { reason: 'invalid', text }, false, sink),
      decided: (at, fate, height, sink) => decided(at, transaction, fate, result, height, sink)
    })
  }

  const decided = (
    nowMs: NowMs,
    transaction: Transaction<A>,
    fate: Fate,
    result: Uint8Array,
    height: number,
    out: Out
  ): void => {
    const { number, asked } = transaction
    const { word, branch, versions, changes } = fate
    if (word !== 'committed') {
      // Put again, it may be the one that was done, and forgotten since: its owners ask the log, and
      // know whether they have left the ring before they unlock anything.
      if (fate.isPutAgain) {
        forget(transaction)
      } else {
        abort(nowMs, transaction)
      }
      ends.other(nowMs, asked, fate, height, out)
      return
    }
    forget(transaction)
    const name = { coordinator, number }
    const committed = { number, isCommitted: true, branch, versions, changes }
    teller.tell(nowMs, name, committed, told(transaction), () => decider.ended(name))
    ends.done(nowMs, asked, result, height, out)
  }

  /** Those who have not voted in time. */
  const silent = ({ participants }: Transaction<A>): Hindrance => {
    const peers = [...participants].flatMap(([peer, { found }]) =>
      found === undefined ? [peer] : []
    )
    return unreachable(peers, 'a write needs all')
  }

  return {
    begin(nowMs, asked, operation, name) {
      const number = ++numbers
      const participants = divide(operation.task, number)
      const transaction: Transaction<A> = {
        number,
        asked,
        operation,
        name,
        ring: knowledge.version,
        participants,
        begunAt: knowledge.height,
        sinceMs: nowMs,
        isDeciding: false,
        sent: 0,
        dueMs: nowMs
      }
      transactions.set(number, transaction)
      running.set(asked, transaction)
      prepare(nowMs, transaction)
    },
    has: (number) => transactions.has(number),
    stageOf(asked) {
      const transaction = running.get(asked)
      return transaction && (transaction.isDeciding ? 'deciding' : 'preparing')
    },
    giveUp(nowMs, asked) {
      const transaction = running.get(asked)
      if (transaction === undefined) {
        return undefined
      }
      abort(nowMs, transaction)
      // One that has just begun tells nothing of its owners.
      return transaction.sent > 1 ? silent(transaction) : undefined
    },
    vote(nowMs, from, ring, { number, verdict, found }, out) {
      const transaction = transactions.get(number)
      const participant = transaction?.participants.get(from)
      const isOpen = transaction?.isDeciding === false && participant?.found === undefined
      if (transaction === undefined || participant === undefined || !isOpen) {
        return
      }
      if (verdict !== 'yes') {
        decline(nowMs, transaction, from, verdict, out)
      } else if (ring === transaction.ring && found.length === participant.portion.keys.length) {
        participant.found = found
        if ([...transaction.participants.values()].every((one) => one.found !== undefined)) {
          decide(nowMs, transaction, out)
        }
      }
    },
    tick(nowMs) {
      for (const transaction of [...transactions.values()]) {
        if (transaction.isDeciding || nowMs < transaction.dueMs) {
          continue
        }
        if (nowMs >= transaction.sinceMs + settings.prepareMs) {
          knowledge.behind()
          abort(nowMs, transaction)
          ends.again(nowMs, transaction.asked, silent(transaction))
        } else {
          prepare(nowMs, transaction)
        }
      }
    }
  }
}

function portionKey(task: TaskKey, index: number, isWanted: boolean): PortionKey {
  const { key, expects, whenTrue, whenFalse } = task
  return { key, expects, whenTrue, whenFalse, isWanted, index }
}

const TEXTS: Readonly<Record<Exclude<Verdict, 'yes'>, string>> = {
  locked: 'another transaction has one of the keys',
  otherRing: 'the ring is changing',
  full: 'an owner of a key has no room for it',
  busy: 'an owner of a key has too much to do',
  tooLarge: 'the values asked for are more than an answer may carry',
  notOwner: 'the ring is changing'
}

const TOO_LARGE: Hindrance = { reason: 'tooLarge', text: TEXTS.tooLarge }

const SPENT: Hindrance = {
  reason: 'full',
  text: 'a key was changed as often as it can be counted; put another one'
}

/** Why nobody could be told of these effects, or undefined. */
function spentOf({ versions, changes }: Effects): Hindrance | undefined {
  const isSpent =
    versions.some((version) => version > NUMBER_MAX) || changes.some((one) => one > CHANGES_MAX)
  return isSpent ? SPENT : undefined
}

function reasonOf(verdict: Verdict): string {
  return verdict === 'locked' || verdict === 'busy' ? verdict : 'notReady'
}
