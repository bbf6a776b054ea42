/**
 * What the leader does for those who ask: puts entries into blocks, asks the state, and answers.
 *
 * Keeps: an answer `done` to an entry stands for a decided and applied block. What holds for questions
 * stands in questions.ts.
 */

import type { FullBlock, SealNote } from '../../core/block.ts'
import { NO_BYTES } from '../../core/bytes.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Apply, Results } from './apply.ts'
import type { Leader } from './leader.ts'
import { IN_FLIGHT_BYTES_MAX, RESULT_BYTES_MAX, TEXT_CHARACTERS_MAX } from './limits.ts'
import type { GroupParts } from './parts.ts'
import { answerBytes, inPortions } from './portions.ts'
import { createProposals } from './proposals.ts'
import { createQuestions, type Question } from './questions.ts'
import { createEntryQueue, type Waiter } from './queue.ts'
import type { Answer, Item, Out, Outcome } from './types.ts'

export const TELL_TIMER = 'paxos:tell:'

export interface Service {
  readonly queued: number
  readonly reads: number
  /** Takes what a vehicle asks; what already waits under the same ticket is not taken twice. */
  take(nowMs: NowMs, asker: Asker, items: readonly Item[], out: Out): void
  /** Proposes what waits and answers what can be answered. */
  progress(nowMs: NowMs, out: Out): void
  /** Tells what is decided, when no other message has. */
  tell(nowMs: NowMs, out: Out): void
  applied(block: FullBlock, results: Results): void
  /** Goes on with questions that wait for their turn. */
  read(nowMs: NowMs, out: Out): void
  /** Goes on with the search for the work of a block. */
  work(nowMs: NowMs, out: Out): void
  /** Proposes the last block of the booth, which waits neither for the disk nor for room in flight. */
  seal(nowMs: NowMs, entry: Uint8Array, note: SealNote, out: Out): void
  /** This vehicle no longer leads: nobody waits here any more. */
  lost(): void
  answer(waiter: Waiter, outcome: Outcome): void
  /** Sends the answers of this step. */
  flush(nowMs: NowMs, out: Out): void
}

/** Which run of which vehicle asks, and through whom. */
export type Asker = Omit<Waiter, 'ticket'>

/** Where answers go; those of this vehicle stay inside. */
export interface ServicePorts {
  answered(nowMs: NowMs, asker: Asker, answers: readonly Answer[], out: Out): void
  change(nowMs: NowMs, waiter: Waiter, item: Extract<Item, { type: 'change' }>, out: Out): void
}

/** With more decided blocks than this not applied, the leader is still reading its disk. */
const UNAPPLIED_MAX = 64

/** A block costs as much as the entries of 16 KiB. */
const GATHER_BYTES = 64 * 1024

/** Nobody waits longer for a block before than this, but for the disk. */
const GATHER_MS = 5

export function createService(
  parts: GroupParts,
  leader: Leader,
  apply: Apply,
  ports: ServicePorts
): Service {
  const { settings, chain, log } = parts
  const queue = createEntryQueue()
  const proposals = createProposals(parts, leader, apply)
  const waiting = new Map<PeerId, { readonly run: number; readonly tickets: Set<number> }>()
  let answers = new Map<PeerId, { readonly asker: Asker; readonly list: Answer[] }>()
  let proposedAtMs = 0
  const questions = createQuestions(parts, leader, apply, query)

  const leads = (): boolean => leader.phase === 'lead'

  const forget = ({ peer, run, ticket }: Waiter): void => {
    const known = waiting.get(peer)
    if (known?.run === run && known.tickets.delete(ticket) && known.tickets.size === 0) {
      waiting.delete(peer)
    }
  }

  const answer = (waiter: Waiter, outcome: Outcome): void => {
    const { peer, run, ticket } = waiter
    forget(waiter)
    const known = answers.get(peer)
    if (known === undefined || known.asker.run !== run) {
      answers.set(peer, { asker: waiter, list: [{ ticket, outcome }] })
    } else {
      known.list.push({ ticket, outcome })
    }
  }

  /** Whether nothing waits under this ticket yet. */
  const isNew = ({ peer, run, ticket }: Waiter): boolean => {
    const known = waiting.get(peer)
    if (known === undefined || known.run !== run) {
      waiting.set(peer, { run, tickets: new Set([ticket]) })
      return true
    }
    const { size } = known.tickets
    return known.tickets.add(ticket).size > size
  }

  const isBusy = (bytes: number): boolean =>
    queue.length >= settings.queueEntriesMax ||
    queue.bytes + bytes > settings.queueBytesMax ||
    log.decided.height - apply.applied > UNAPPLIED_MAX

  const faultOf = (asker: PeerId, entry: Uint8Array): string | undefined => {
    const isMember = parts.roster().booth?.members.includes(asker) === true
    return apply.state.fault(entry) ?? (isMember ? undefined : parts.entryFault(asker, entry))
  }

  const takeEntry = (waiter: Waiter, entry: Uint8Array): void => {
    const fault = faultOf(waiter.peer, entry)
    if (fault !== undefined) {
      answer(waiter, { type: 'refused', reason: 'invalid', text: clip(fault) })
    } else if (isBusy(entry.length)) {
      answer(waiter, { type: 'busy' })
    } else {
      queue.add(entry, waiter)
    }
  }

  const takeOne = (nowMs: NowMs, waiter: Waiter, item: Item, out: Out): void => {
    if (!leads() || log.isSealed || parts.roster().isForced) {
      answer(waiter, { type: 'notLeader' })
    } else if (item.type === 'entry') {
      takeEntry(waiter, item.entry)
    } else if (item.type === 'height') {
      answer(waiter, { type: 'done', result: NO_BYTES, height: log.decided.height })
    } else if (item.type === 'question') {
      if (!questions.add({ waiter, question: item.question })) {
        answer(waiter, { type: 'busy' })
      }
    } else {
      ports.change(nowMs, waiter, item, out)
    }
  }

  /** Large blocks follow each other at once; small ones gather while the one before is decided. */
  const isRoom = (nowMs: NowMs): boolean => {
    const isReady = queue.bytes >= GATHER_BYTES || nowMs - proposedAtMs >= GATHER_MS
    if (leader.inFlight >= (isReady ? settings.blocksInFlight : 1)) {
      return false
    }
    return log.tail.reduce((sum, { bytes }) => sum + bytes.length, 0) < IN_FLIGHT_BYTES_MAX
  }

  const propose = (nowMs: NowMs, out: Out): void => {
    const mayPropose = (): boolean =>
      leads() && !leader.isWriting && !proposals.isMaking && !log.isSealed
    while (mayPropose() && queue.length > 0 && isRoom(nowMs)) {
      proposedAtMs = nowMs
      proposals.propose(nowMs, queue.take(), undefined, out)
    }
  }

  /** Returns the bytes of the answer. */
  function query({ waiter, question }: Question): number {
    try {
      const at = { height: apply.applied, timeMs: apply.timeMs }
      const result = apply.state.query(question, at)
      answer(waiter, answerWith(result, apply.applied))
      return result.length
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) {
        throw error
      }
      answer(waiter, { type: 'refused', reason: 'invalid', text: clip(error.message) })
      return 0
    }
  }

  const progress = (nowMs: NowMs, out: Out): void => {
    propose(nowMs, out)
    questions.progress(nowMs, out)
    if (leader.hasNews) {
      const atMs = nowMs + settings.tellAfterMs
      out.push({ type: 'timer', id: `${TELL_TIMER}${chain.id}`, atMs })
    }
  }

  return {
    get queued() {
      return queue.length
    },
    get reads() {
      return questions.size
    },
    take(nowMs, { peer, via, run }, items, out) {
      for (const item of items) {
        const waiter = { peer, via, run, ticket: item.ticket }
        if (isNew(waiter)) {
          takeOne(nowMs, waiter, item, out)
        }
      }
      progress(nowMs, out)
    },
    progress,
    tell(_nowMs, out) {
      if (leader.hasNews) {
        leader.tell(out)
      }
    },
    applied(block, results) {
      const { height } = block.header
      const waiters = proposals.settle(block)
      for (const [i, waiter] of waiters.entries()) {
        const result = results[i]
        if (result !== undefined) {
          answer(waiter, { type: 'done', result, height })
        } else if (i < results.length) {
          // It is done. Asked for again, its session tells what it remembers of it.
          answer(waiter, { type: 'notLeader' })
        }
      }
    },
    read: questions.resume,
    work(nowMs, out) {
      proposals.search(nowMs, out)
      progress(nowMs, out)
    },
    seal(nowMs, entry, note, out) {
      proposals.propose(nowMs, { entries: [entry], waiters: [] }, note, out)
    },
    lost() {
      const left = [...questions.clear(), ...proposals.clear()]
      while (queue.length > 0) {
        left.push(...queue.take().waiters)
      }
      for (const waiter of left) {
        answer(waiter, { type: 'notLeader' })
      }
      queue.clear()
      waiting.clear()
    },
    answer,
    flush(nowMs, out) {
      if (answers.size === 0) {
        return
      }
      const ready = answers
      answers = new Map()
      for (const { asker, list } of ready.values()) {
        for (const part of inPortions(list, answerBytes)) {
          ports.answered(nowMs, asker, part, out)
        }
      }
    }
  }
}

/** An answer that no message can carry would be asked for again and again. */
function answerWith(result: Uint8Array, height: number): Outcome {
  const { length } = result
  if (length <= RESULT_BYTES_MAX) {
    return { type: 'done', result, height }
  }
  const text = `the answer has ${length} bytes, at most ${RESULT_BYTES_MAX} fit a message: ask for less`
  return { type: 'refused', reason: 'tooLarge', text }
}

function clip(text: string): string {
  return text.slice(0, TEXT_CHARACTERS_MAX)
}
