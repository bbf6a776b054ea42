/**
 * Questions that wait at the leader: until a majority has said that it still follows, then for their
 * turn.
 *
 * Keeps: a question is answered only after a majority has said, since it arrived, that it still follows
 * this leader, and after everything that was decided by then is applied; who asks much waits behind
 * itself, and lets neither others nor the group wait.
 * Source: read-index of Raft (Ongaro, 2014), section 6.4, on the ballots of Sequence Paxos.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Apply } from './apply.ts'
import type { Leader } from './leader.ts'
import { ANSWERED_BYTES_MAX, ANSWERED_BYTES_PER_MS, ANSWERED_MAX, ASKER_SHARE } from './limits.ts'
import type { GroupParts } from './parts.ts'
import type { Waiter } from './queue.ts'
import type { Out } from './types.ts'

export const READ_TIMER = 'paxos:read:'

export interface Question {
  readonly waiter: Waiter
  readonly question: Uint8Array
}

export interface Questions {
  readonly size: number
  /** Returns false when too much waits already, of all or of the vehicle that it came from. */
  add(question: Question): boolean
  /** Answers what can be answered now. */
  progress(nowMs: NowMs, out: Out): void
  /** Goes on with those that wait for their turn. */
  resume(nowMs: NowMs, out: Out): void
  /** This vehicle no longer leads. Who still waits. */
  clear(): readonly Waiter[]
}

/** What waits of one vehicle, or of all. */
interface Load {
  count: number
  bytes: number
}

/** `answer` answers one question and tells how many bytes that took. */
export function createQuestions(
  { settings, chain, log, lease }: GroupParts,
  leader: Leader,
  apply: Apply,
  answer: (question: Question) => number
): Questions {
  const all: Load = { count: 0, bytes: 0 }
  const loads = new Map<PeerId, Load>()
  let fresh: Question[] = []
  let asked: { readonly beat: number; readonly index: number; readonly of: Question[] } | undefined
  /** Those that may be answered, by the vehicle that they came from. */
  const ready = new Map<PeerId, Question[]>()
  /** Answered since the last pause. */
  let answered: Load = { count: 0, bytes: 0 }
  let isPaused = false

  const hasRoom = (load: Load | undefined, bytes: number, share: number): boolean => {
    const { queueEntriesMax, queueBytesMax } = settings
    // A single one is taken however large it is, or nobody could ever ask it.
    return (
      load === undefined ||
      load.count === 0 ||
      (load.count < queueEntriesMax * share && load.bytes + bytes <= queueBytesMax * share)
    )
  }

  /** Counts a question in, or out. */
  const count = ({ waiter: { via }, question }: Question, by: 1 | -1): void => {
    const load = loads.get(via) ?? { count: 0, bytes: 0 }
    loads.set(via, load)
    for (const one of [load, all]) {
      one.count += by
      one.bytes += by * question.length
    }
    if (load.count === 0) {
      loads.delete(via)
    }
  }

  /** A number that `beatHeard` reaches when a majority still follows; under a lease it does. */
  const askMembers = (nowMs: NowMs, out: Out): number => {
    if (lease.holds(nowMs)) {
      return 0
    }
    const beat = leader.beat(nowMs, out)
    lease.sent(nowMs, beat)
    return beat
  }

  /** Moves those on that a majority lets this leader answer. */
  const confirm = (nowMs: NowMs, out: Out): void => {
    while (leader.phase === 'lead') {
      if (asked === undefined && fresh.length > 0) {
        const index = Math.max(log.decided.height, leader.floor)
        asked = { beat: askMembers(nowMs, out), index, of: fresh }
        fresh = []
      }
      if (asked === undefined) {
        return
      }
      if (leader.beatHeard < asked.beat || apply.applied < asked.index) {
        return
      }
      asked.of.forEach(queue)
      asked = undefined
    }
  }

  const queue = (one: Question): void => {
    const { via } = one.waiter
    const known = ready.get(via)
    if (known === undefined) {
      ready.set(via, [one])
    } else {
      known.push(one)
    }
  }

  /** The next one of whoever had no turn for longest. */
  const takeNext = (): Question | undefined => {
    const [first] = ready
    if (first === undefined) {
      return undefined
    }
    const [via, of] = first
    ready.delete(via)
    const next = of.shift()
    if (of.length > 0) {
      ready.set(via, of)
    }
    return next
  }

  const answerReady = (nowMs: NowMs, out: Out): void => {
    while (!isPaused) {
      const next = takeNext()
      if (next === undefined) {
        return
      }
      count(next, -1)
      answered.count++
      answered.bytes += answer(next)
      if (answered.count >= ANSWERED_MAX || answered.bytes >= ANSWERED_BYTES_MAX) {
        isPaused = true
        const atMs = nowMs + Math.floor(answered.bytes / ANSWERED_BYTES_PER_MS)
        out.push({ type: 'timer', id: `${READ_TIMER}${chain.id}`, atMs })
      }
    }
  }

  const progress = (nowMs: NowMs, out: Out): void => {
    confirm(nowMs, out)
    answerReady(nowMs, out)
  }

  return {
    get size() {
      return all.count
    },
    add(one) {
      const { waiter, question } = one
      const { via } = waiter
      const isRoom =
        hasRoom(all, question.length, 1) && hasRoom(loads.get(via), question.length, ASKER_SHARE)
      if (isRoom) {
        count(one, 1)
        fresh.push(one)
      }
      return isRoom
    },
    progress,
    resume(nowMs, out) {
      isPaused = false
      answered = { count: 0, bytes: 0 }
      progress(nowMs, out)
    },
    clear() {
      const left = [...fresh, ...(asked?.of ?? []), ...[...ready.values()].flat()]
      all.count = 0
      all.bytes = 0
      loads.clear()
      ready.clear()
      asked = undefined
      fresh = []
      return left.map(({ waiter }) => waiter)
    }
  }
}
