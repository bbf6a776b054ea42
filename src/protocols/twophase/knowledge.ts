/**
 * What a vehicle knows of the ring: as its own log has it, or as it was told.
 *
 * Keeps: it never goes back. What it knows may be behind; whoever needs to know that it is not, asks
 * the log (`confirm`), and many who ask at once share one question.
 */
import type { Environment } from '../../core/environment.ts'
import { createHashRing, type HashRing, type Position } from '../../core/hash-ring.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Hindrance } from './hindrance.ts'
import type { LogCalls } from './log-calls.ts'
import type { LogAnswer, LogView, Out, Ring, RingNode } from './types.ts'

export interface Knowledge {
  /** Undefined before anything is known. */
  readonly ring: Ring | undefined
  /** Why there is no ring to go by; undefined when there is one. */
  readonly fault: Hindrance | undefined
  readonly version: number
  /** The newest block that was heard of. */
  readonly height: number
  /** Of the ring in force, those whose data is not lost; the same array for the same keys. */
  readers(position: Position): readonly RingNode[]
  /** All that take part in a write: of the ring in force and of the one to come. */
  writers(position: Position): readonly RingNode[]
  /** Those of the ring to come; none when there is none. */
  nextOwners(position: Position): readonly RingNode[]
  /** Somebody with this number and data directory still takes part. */
  nodeOf(number: number): RingNode | undefined
  /** A vehicle takes part, with any data directory. */
  has(peer: PeerId): boolean
  isOwner(nodes: readonly RingNode[]): boolean
  /** The ring in force, and the one to come. */
  readonly current: HashRing<RingNode>
  readonly coming: HashRing<RingNode>
  /** Looks at the log here. Returns whether the ring has changed. */
  look(view: LogView | undefined): boolean
  heard(height: number): void
  /** Calls back with the version that was in force at some time since now; undefined when nobody says. */
  confirm(then: Confirmed): void
  /** Somebody waits for that. */
  readonly isAwaited: boolean
  /** Asks the log when somebody waits, or when it is told that there is news of what it has to do with. */
  tick(nowMs: NowMs, isConcerned: boolean): void
  /** Somebody goes by a newer ring. */
  behind(): void
}

/** `version` is 0 before any vehicle has registered, and undefined when the log has not answered. */
export type Confirmed = (nowMs: NowMs, version: number | undefined, out: Out) => void

interface Owners {
  readonly readers: readonly RingNode[]
  readonly next: readonly RingNode[]
  readonly writers: readonly RingNode[]
}

/** Pause after a question that the log did not answer. */
const ASK_PAUSE_MS = 200

const FORMING: Hindrance = {
  reason: 'notReady',
  text: 'the ring is not formed yet: too few vehicles have registered'
}

export function createKnowledge(
  { self, crypto }: Environment,
  copies: number,
  incarnation: string,
  log: LogCalls
): Knowledge {
  let ring: Ring | undefined
  let current = createHashRing<RingNode>(crypto, [], copies)
  let coming = createHashRing<RingNode>(crypto, [], copies)
  /** By the owners in both rings: a few for each arc. */
  let cache = new Map<readonly RingNode[], Map<readonly RingNode[], Owners>>()
  let changes = 0
  let height = 0
  let waiting: Confirmed[] = []
  let isAsking = false
  let isBehind = false
  let hasAnswered = false
  let notBeforeMs = 0

  const learn = (count: number, next: Ring): boolean => {
    if (count <= changes) {
      return false
    }
    changes = count
    ring = next
    current = createHashRing(crypto, next.nodes, copies)
    coming = createHashRing(crypto, next.next, copies)
    cache = new Map()
    return true
  }

  /** Those of both rings whose data is not lost. */
  const nodes = (): readonly RingNode[] =>
    [...(ring?.next ?? []), ...(ring?.nodes ?? [])].filter(({ isLost }) => !isLost)

  const ownersAt = (position: Position): Owners => {
    const now = current.owners(position)
    const next = coming.owners(position)
    const byNext = cache.get(now) ?? new Map<readonly RingNode[], Owners>()
    cache.set(now, byNext)
    const known = byNext.get(next)
    if (known !== undefined) {
      return known
    }
    const readers = now.filter(({ isLost }) => !isLost)
    const joining = next.filter(({ peer }) => !readers.some((one) => one.peer === peer))
    const owners = { readers, next, writers: [...readers, ...joining] }
    byNext.set(next, owners)
    return owners
  }

  const told = (nowMs: NowMs, answer: LogAnswer, asked: readonly Confirmed[], out: Out): void => {
    isAsking = false
    let version: number | undefined
    if (answer.type === 'ring') {
      height = Math.max(height, answer.height)
      if (answer.ring !== undefined) {
        learn(answer.changes, answer.ring)
      }
      // This vehicle may know more by now than was asked for.
      version = answer.changes === changes ? (ring?.version ?? 0) : undefined
      hasAnswered = true
    } else {
      isBehind = true
      notBeforeMs = nowMs + ASK_PAUSE_MS
    }
    for (const then of asked) {
      then(nowMs, version, out)
    }
  }

  return {
    get ring() {
      return ring
    },
    get fault() {
      if (ring === undefined) {
        return hasAnswered ? FORMING : log.hindrance()
      }
      return ring.phase === 'forming' ? FORMING : undefined
    },
    get version() {
      return ring?.version ?? 0
    },
    get height() {
      return height
    },
    get current() {
      return current
    },
    get coming() {
      return coming
    },
    readers: (position) => ownersAt(position).readers,
    writers: (position) => ownersAt(position).writers,
    nextOwners: (position) => ownersAt(position).next,
    nodeOf: (number) => nodes().find((node) => node.number === number),
    has: (wanted) => nodes().some(({ peer }) => peer === wanted),
    isOwner: (nodes) =>
      nodes.some((node) => node.peer === self && node.incarnation === incarnation && !node.isLost),
    look(view) {
      height = Math.max(height, view?.height ?? 0)
      return view !== undefined && view.changes > changes && learn(view.changes, view.ring())
    },
    heard(seen) {
      height = Math.max(height, seen)
    },
    get isAwaited() {
      return waiting.length > 0
    },
    confirm(then) {
      waiting.push(then)
    },
    tick(nowMs, isConcerned) {
      const isWanted = waiting.length > 0 || (isBehind && isConcerned)
      if (isAsking || nowMs < notBeforeMs || !isWanted) {
        return
      }
      const asked = waiting
      waiting = []
      isAsking = true
      isBehind = false
      log.ask({ type: 'ring', known: changes }, (at, answer, out) => told(at, answer, asked, out))
    },
    behind() {
      isBehind = true
    }
  }
}
