/**
 * The owner's side of reads, and of keys that move to others.
 *
 * Keeps: a read waits for every transaction that had a lock of its keys when it came, because that one
 * may be decided already; later ones it need not see. Keys are given to who will keep them only when
 * nothing is prepared here in an older ring, whose coordinators do not know of that vehicle.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { weightOf } from './contents.ts'
import { PORTION_BYTES, RANGE_KEYS_MAX, READ_WAIT_MS, WAITING_MAX } from './limits.ts'
import { mayAct, type SiteParts } from './parts.ts'
import type { Prepared, PreparedBook } from './prepared.ts'
import { type Stored, toEntry } from './store.ts'
import type {
  Answer,
  Content,
  Entry,
  Key,
  Pull,
  Question,
  Range,
  Read,
  ScanRange,
  Span
} from './types.ts'

export interface Serving {
  /** `ring` is the version that who asks goes by, here and in `pull`. */
  read(nowMs: NowMs, from: PeerId, ring: number, read: Read): void
  pull(from: PeerId, ring: number, pull: Pull): void
  /** Forgets reads that have waited for long. */
  tick(nowMs: NowMs): void
}

/** A read that waits for locks. */
interface Waiting {
  readonly sinceMs: NowMs
  forget(): void
}

type Found = Pick<Answer, 'entries' | 'hasMore' | 'keys' | 'bytes'>

const EVERYTHING: Span = { from: '', to: '' }
const NOTHING: Found = { entries: [], hasMore: false, keys: 0, bytes: 0 }

export function createServing(parts: SiteParts, book: PreparedBook): Serving {
  const { environment, store, knowledge, standing, allowance } = parts
  const { self } = environment
  /** Reads that wait for locks, the oldest first; a copy of one does not wait beside it. */
  const waiting = new Map<string, Waiting>()

  const tell = (to: PeerId, content: Content): void => {
    allowance.spend(weightOf(content))
    parts.send(to, content)
  }

  /** Whether this vehicle answers for a key: as the first owner that can be asked. */
  const answersFor = (stored: Stored, without: readonly PeerId[]): boolean =>
    knowledge.readers(stored.position).find(({ peer }) => !without.includes(peer))?.peer === self

  /** With another data directory, or when it is said to be lost, a vehicle has nothing to tell. */
  const mayAnswer = (question: Question): boolean =>
    knowledge.isOwner(
      question.type === 'get'
        ? knowledge.readers(store.positionOf(question.key))
        : knowledge.current.nodes
    )

  const spanOf = (question: Question): Span => {
    switch (question.type) {
      case 'get':
        return { from: question.key, to: `${question.key}\0` }
      case 'stats':
        return EVERYTHING
      default:
        return question
    }
  }

  /** Who has locks of what is asked for. */
  const holdersOf = (question: Question): readonly Prepared[] => {
    if (question.type !== 'get') {
      return book.holders(spanOf(question))
    }
    const holder = book.holder(question.key)
    return holder === undefined ? [] : [holder]
  }

  const find = (question: Question, without: readonly PeerId[]): Found => {
    switch (question.type) {
      case 'get': {
        const stored = store.get(question.key)
        const isThere = stored !== undefined && stored.changes > 0
        const entries = isThere ? [toEntry(question.key, stored)] : []
        return { entries, hasMore: false, keys: 0, bytes: 0 }
      }
      case 'scan':
        return scan(question, without)
      default:
        return count(spanOf(question), without)
    }
  }

  const scan = (range: ScanRange, without: readonly PeerId[]): Found => {
    const { limit, bytesMax, keysOnly } = range
    const entries: Entry[] = []
    let bytes = 0
    for (const [key, stored] of store.entries(range)) {
      if (stored.changes === 0 || !answersFor(stored, without)) {
        continue
      }
      bytes += key.length + (keysOnly ? 0 : stored.value.length)
      if (entries.length === limit || (entries.length > 0 && bytes > bytesMax)) {
        return { entries, hasMore: true, keys: 0, bytes: 0 }
      }
      entries.push(toEntry(key, keysOnly ? { ...stored, value: '' } : stored))
    }
    return { entries, hasMore: false, keys: 0, bytes: 0 }
  }

  const count = (span: Span, without: readonly PeerId[]): Found => {
    let [keys, bytes] = [0, 0]
    for (const [key, stored] of store.entries({ ...span, after: '', reverse: false })) {
      if (stored.changes > 0 && answersFor(stored, without)) {
        keys++
        bytes += key.length + stored.value.length
      }
    }
    return { entries: [], hasMore: false, keys, bytes }
  }

  const answer = (to: PeerId, ring: number, { ticket, without, question }: Read): void => {
    if (allowance.isSpent()) {
      return // it is asked again
    }
    const verdict =
      ring !== knowledge.version ? 'otherRing' : mayAnswer(question) ? 'here' : 'notOwner'
    const found = verdict === 'here' ? find(question, without) : NOTHING
    const { entries, hasMore, keys, bytes } = found
    tell(to, { type: 'answer', ticket, verdict, entries, hasMore, keys, bytes })
  }

  return {
    read(nowMs, from, ring, read) {
      const isBehind = ring > knowledge.version || !mayAct(parts)
      if (environment.isDamaged || isBehind) {
        knowledge.behind()
        return // it is asked again
      }
      const name = `${from} ${read.ticket}`
      if (waiting.has(name)) {
        return
      }
      const holders = holdersOf(read.question)
      if (holders.length === 0) {
        answer(from, ring, read)
      } else if (waiting.size < WAITING_MAX) {
        const forget = book.whenFinished(holders, () => {
          waiting.delete(name)
          answer(from, ring, read)
        })
        waiting.set(name, { sinceMs: nowMs, forget })
      }
    },
    pull(from, ring, { without, after }) {
      if (allowance.isSpent() || !mayGive(ring)) {
        return // it is asked again
      }
      if (standing.record.servedFor !== ring) {
        standing.note({ servedFor: ring })
      }
      tell(from, { type: 'range', after, without, ...gather(from, without, after) })
    },
    tick(nowMs) {
      for (const [name, { sinceMs, forget }] of waiting) {
        if (nowMs < sinceMs + READ_WAIT_MS) {
          break
        }
        waiting.delete(name)
        forget()
      }
    }
  }

  function mayGive(ring: number): boolean {
    if (ring > knowledge.version) {
      knowledge.behind()
    }
    const isKnown = ring === knowledge.version && mayAct(parts)
    const isOwner = knowledge.isOwner(knowledge.current.nodes)
    const isTimely = isKnown && isOwner && knowledge.ring?.phase === 'moving'
    return !environment.isDamaged && isTimely && !book.hasOlder(ring)
  }

  /** Keys behind `after` that this vehicle gives to `to`, a bounded number. */
  function gather(
    to: PeerId,
    without: readonly PeerId[],
    after: Key
  ): Pick<Range, 'entries' | 'next' | 'floor'> {
    const entries: Entry[] = []
    let looked = 0
    let bytes = 0
    let next = after
    for (const [key, stored] of store.entries({ ...EVERYTHING, after, reverse: false })) {
      if (looked === RANGE_KEYS_MAX || bytes > PORTION_BYTES) {
        return { entries, next, floor: store.floor }
      }
      looked++
      next = key
      if (getsKey(to, stored) && answersFor(stored, without)) {
        entries.push(toEntry(key, stored))
        bytes += key.length + stored.value.length + 16
      }
    }
    return { entries, next: '', floor: store.floor }
  }

  /** The ring to come gives it a key that it does not have. */
  function getsKey(to: PeerId, { position }: Stored): boolean {
    const isTheirs = knowledge.nextOwners(position).some(({ peer }) => peer === to)
    return isTheirs && !knowledge.readers(position).some(({ peer }) => peer === to)
  }
}
