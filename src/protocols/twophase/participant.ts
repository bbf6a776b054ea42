/**
 * The participant: votes for transactions over its keys, does what was decided, and asks when it is not
 * told.
 *
 * Keeps: a vote `yes` and an acknowledgement leave after what they rest on is on disk; between the two
 * the keys are locked, also over restarts; nothing is ever decided here. Only the coordinator is
 * believed, which its name tells: nobody else prepares anything under it, and when somebody else tells
 * an outcome, the log is asked. Whoever goes by another ring gets no vote, and who has voted in a ring
 * votes in no older one, also after a restart.
 */
import { NO_BYTES } from '../../core/bytes.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createClearing } from './clearing.ts'
import { voteBytes } from './contents.ts'
import { isOfVehicle } from './coordinator-name.ts'
import { createDoubts } from './doubts.ts'
import { ANSWER_BYTES_MAX, STORE_BYTES_MAX } from './limits.ts'
import { mayAct, type SiteParts } from './parts.ts'
import { growthOf, type Prepared, type PreparedBook } from './prepared.ts'
import { type Stored, toEntry } from './store.ts'
import type {
  Effects,
  Expected,
  Found,
  Out,
  Outcome,
  Outcomes,
  Portion,
  PortionKey,
  Prepare,
  TransactionId,
  Verdict,
  Vote
} from './types.ts'

export interface Participant {
  /** `ring` is the version that the coordinator goes by. */
  prepare(nowMs: NowMs, from: PeerId, ring: number, prepare: Prepare): void
  outcomes(from: PeerId, outcomes: Outcomes): void
  /** Asks for what is overdue. */
  tick(nowMs: NowMs, out: Out): void
}

/** What a vehicle is for a key in the ring that it goes by. */
type Duty = 'owner' | 'joining' | undefined

/** Of a key that is not here yet. */
const JOINING: Found = {
  version: 0,
  changes: 0,
  kind: 'bytes',
  value: NO_BYTES,
  holds: true,
  isJoining: true
}

export function createParticipant(parts: SiteParts, book: PreparedBook): Participant {
  const { environment, settings, store, knowledge, standing, allowance, ops, send } = parts
  const { crypto } = environment
  const clearing = createClearing(parts, book)

  const dutyFor = (key: string): Duty => {
    const position = store.positionOf(key)
    if (knowledge.isOwner(knowledge.readers(position))) {
      return 'owner'
    }
    return knowledge.isOwner(knowledge.nextOwners(position)) ? 'joining' : undefined
  }

  const dutiesFor = ({ keys }: Portion): readonly Duty[] => keys.map(({ key }) => dutyFor(key))

  const foundOf = (key: PortionKey, duty: Duty): Found => {
    if (duty === 'joining') {
      return JOINING
    }
    const stored = store.get(key.key)
    const there = stored !== undefined && stored.changes > 0 ? stored : undefined
    return {
      version: stored?.version ?? store.floor,
      changes: stored?.changes ?? 0,
      kind: stored?.kind ?? 'bytes',
      value: key.isWanted && there !== undefined ? toEntry(key.key, there).value : NO_BYTES,
      holds: key.expects.every((expected) => isAsExpected(there, expected)),
      isJoining: false
    }
  }

  /** Why a portion gets no vote. */
  const verdictOf = (from: PeerId, { keys }: Portion, duties: readonly Duty[]): Verdict => {
    if (duties.includes(undefined)) {
      return 'notOwner'
    }
    if (keys.some(({ key }) => book.holder(key) !== undefined)) {
      return 'locked'
    }
    if (book.isFull(from) || allowance.isSpent()) {
      return 'busy'
    }
    return store.bytes + book.bytes + growthOf(keys) > STORE_BYTES_MAX ? 'full' : 'yes'
  }

  const voteFor = (
    nowMs: NowMs,
    from: PeerId,
    coordinator: string,
    portion: Portion
  ): Vote | undefined => {
    const { number, keys } = portion
    const transaction = { coordinator, number }
    if (book.isDone(transaction)) {
      return undefined // a late copy
    }
    const duties = dutiesFor(portion)
    const foundNow = (): readonly Found[] => keys.map((key, i) => foundOf(key, duties[i]))
    const before = book.find(transaction)
    if (before !== undefined && allowance.isSpent()) {
      return undefined // it is asked again
    }
    if (before !== undefined) {
      return { number, verdict: 'yes', found: foundNow() }
    }
    const verdict = verdictOf(from, portion, duties)
    if (verdict !== 'yes') {
      return { number, verdict, found: [] }
    }
    const found = foundNow()
    if (found.reduce((sum, { value }) => sum + value.length, 0) > ANSWER_BYTES_MAX) {
      return { number, verdict: 'tooLarge', found: [] }
    }
    const ring = knowledge.version
    if (duties.includes('joining') && !clearing.prepareFor(ring)) {
      return { number, verdict: 'notOwner', found: [] }
    }
    // After a restart an older ring may be known, and who goes by that one knows nothing of this vote.
    if (standing.leastVersion < ring) {
      standing.note({ votedFor: ring })
    }
    const dueMs = nowMs + settings.doubtMs
    book.add({ coordinator, number, from, ring, portion, sinceMs: nowMs, dueMs, asks: 0 }, ops)
    return { number, verdict, found }
  }

  /** One vote, or none; the values in it are told. */
  const votesFor = (...asked: Parameters<typeof voteFor>): readonly Vote[] => {
    const vote = voteFor(...asked)
    if (vote === undefined) {
      return []
    }
    allowance.spend(voteBytes(vote))
    return [vote]
  }

  /** Does what was decided: keys and locks change, and the transaction is finished, all in one write. */
  const finish = (prepared: Prepared, effects: Effects | undefined): void => {
    if (effects !== undefined) {
      for (const key of prepared.portion.keys) {
        apply(prepared.ring, key, effects)
      }
    }
    book.finish(prepared, ops)
  }

  const apply = (
    ring: number,
    { key, index, whenTrue, whenFalse }: PortionKey,
    effects: Effects
  ): void => {
    const write = effects.branch ? whenTrue : whenFalse
    const version = effects.versions[index] ?? 0
    const changes = effects.changes[index] ?? 0
    // Who has given the key away since keeps nothing of it; after a restart an older ring may be known.
    const isGivenAway = knowledge.version >= ring && dutyFor(key) === undefined
    if (write === undefined || version === 0) {
      return
    }
    if (isGivenAway) {
      standing.note({ removedFor: knowledge.version })
      return
    }
    const { kind, bytes } =
      write.type === 'put' ? write.value : { kind: 'bytes' as const, bytes: NO_BYTES }
    store.put({ key, version, changes, kind, value: bytes }, ops)
  }

  const doubts = createDoubts(parts, book, finish)

  /** What its coordinator tells of a transaction. */
  const hear = (
    transaction: TransactionId,
    prepared: Prepared | undefined,
    told: Outcome
  ): void => {
    if (prepared !== undefined) {
      finish(prepared, told.isCommitted ? told : undefined)
    } else if (!told.isCommitted) {
      book.refuse(transaction)
    }
  }

  return {
    prepare(nowMs, from, ring, { coordinator, portions }) {
      if (!isOfVehicle(crypto, from, coordinator)) {
        return
      }
      const isBehind = ring > knowledge.version || !mayAct(parts)
      if (environment.isDamaged || isBehind) {
        knowledge.behind()
        return // it is asked again
      }
      const votes =
        ring < knowledge.version
          ? portions.map(({ number }): Vote => ({ number, verdict: 'otherRing', found: [] }))
          : portions.flatMap((one) => votesFor(nowMs, from, coordinator, one))
      if (votes.length > 0) {
        send(from, { type: 'votes', coordinator, votes })
      }
    },
    outcomes(from, { coordinator, outcomes }) {
      if (environment.isDamaged) {
        return // what is not prepared here may have been
      }
      const isCoordinator = isOfVehicle(crypto, from, coordinator)
      const numbers: number[] = []
      const hearsay: Prepared[] = []
      const aborted: Prepared[] = []
      for (const outcome of outcomes) {
        const transaction = { coordinator, number: outcome.number }
        const prepared = book.find(transaction)
        if (prepared !== undefined && !isCoordinator) {
          hearsay.push(prepared)
        } else if (prepared !== undefined && !outcome.isCommitted && doubts.isAsked(prepared)) {
          aborted.push(prepared)
        } else {
          if (isCoordinator) {
            hear(transaction, prepared, outcome)
          }
          // What is not prepared here was done before, or is no matter of this data directory.
          numbers.push(outcome.number)
        }
      }
      if (numbers.length > 0) {
        send(from, { type: 'acks', coordinator, numbers })
      }
      doubts.check(hearsay)
      doubts.abort(aborted)
    },
    tick: doubts.tick
  }
}

function isAsExpected(stored: Stored | undefined, expected: Expected): boolean {
  switch (expected.type) {
    case 'absent':
      return stored === undefined
    case 'present':
      return stored !== undefined
    case 'revision':
      return stored?.version === expected.revision
    case 'value': {
      const { kind, bytes } = expected.value
      const isKind = stored?.kind === kind && stored.value.length === bytes.length
      return isKind && bytes.every((byte, i) => stored.value.charCodeAt(i) === byte)
    }
  }
}
