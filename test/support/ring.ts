/**
 * A ring for tests: operations and results as values, heights that count themselves.
 */
import { createHash } from 'node:crypto'
import { peerOfKey } from '../../src/core/peer.ts'
import {
  createRing,
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  type RingAnswer,
  type RingOperation,
  type RingOptions,
  type RingQuery,
  type RingResult,
  type RingShape
} from '../../src/state/ring/index.ts'

/** Peer ids of vehicles, ascending. */
export const PEERS: readonly string[] = Array.from({ length: 80 }, (_, i) =>
  peerOfKey(new Uint8Array(32).fill(i + 1))
).sort()

const LETTERS = 'ABCDEFGHIJ'

export const peerOf = (name: string): string => PEERS[LETTERS.indexOf(name)] ?? ''

/** Of one letter, as often as it takes. */
export const incarnationOf = (letter: string): string =>
  (letter.codePointAt(0) ?? 0).toString(16).padStart(2, '0').repeat(16)

export const HASHER = {
  sha256: (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
}

export interface TestRing {
  readonly machine: ReturnType<typeof createRing>
  readonly height: number
  apply(operation: RingOperation): RingResult
  query(query: RingQuery): RingAnswer
  shape(): RingShape
  register(name: string, incarnation?: string, freeBytes?: number, isAsked?: boolean): RingResult
  registerPeer(peer: string): RingResult
  ready(name: string, version: number, incarnation?: string): RingResult
  settled(name: string, version: number): RingResult
  leave(name: string, isGone?: boolean): RingResult
}

export function createTestRing(options: Partial<RingOptions> = {}): TestRing {
  const machine = createRing({ crypto: HASHER, copies: 2, begin: 2, ...options })
  let height = 0
  const ring: TestRing = {
    machine,
    get height() {
      return height
    },
    apply(operation) {
      height++
      const place = { height, index: 0, timeMs: 0 }
      return decodeResult(machine.apply(encodeOperation(operation), place))
    },
    query: (query) => decodeAnswer(machine.query(encodeQuery(query), { height, timeMs: 0 })),
    shape() {
      const answer = ring.query({ type: 'ring', known: 0 })
      if (answer.type !== 'ring' || answer.shape === undefined) {
        throw new RangeError('the ring has no shape')
      }
      return answer.shape
    },
    register: (name, incarnation = 'a', freeBytes = 1000, isAsked = false) =>
      ring.apply({
        ...{ type: 'register', peer: peerOf(name), incarnation: incarnationOf(incarnation) },
        ...{ freeBytes, isAsked }
      }),
    registerPeer: (peer) =>
      ring.apply({
        ...{ type: 'register', peer, incarnation: incarnationOf('a') },
        ...{ freeBytes: 1000, isAsked: false }
      }),
    ready: (name, version, incarnation = 'a') =>
      ring.apply({
        ...{ type: 'ready', peer: peerOf(name), incarnation: incarnationOf(incarnation), version }
      }),
    settled: (name, version) =>
      ring.apply({
        ...{ type: 'settled', peer: peerOf(name), incarnation: incarnationOf('a'), version }
      }),
    leave: (name, isGone = false) => ring.apply({ type: 'leave', peer: peerOf(name), isGone })
  }
  return ring
}
