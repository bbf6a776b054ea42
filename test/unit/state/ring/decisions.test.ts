/**
 * The rules of decisions: the first stands, an operation is done once, memory is bounded, and a snapshot
 * keeps all of it.
 */
import { describe, expect, test } from 'vitest'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { createSetDigest } from '../../../../src/core/set-digest.ts'
import { cutParts, joinParts } from '../../../../src/core/snapshot-parts.ts'
import { createDecisions } from '../../../../src/state/ring/decisions.ts'
import { createRing, type Outcome } from '../../../../src/state/ring/index.ts'
import { ANSWERED_MAX, KEYS_MAX } from '../../../../src/state/ring/limits.ts'
import { createNodes } from '../../../../src/state/ring/nodes.ts'
import { loadRing, saveRing } from '../../../../src/state/ring/snapshot.ts'
import { createTestRing, HASHER, type TestRing } from '../../../support/ring.ts'

const COORDINATOR = 'ab'.repeat(24)
const OTHER = 'cd'.repeat(24)

const DIGEST = '0d'.repeat(8)

/** A client whose name says that it knew this height. */
const clientAt = (height: number, letter = 'e'): string =>
  height.toString(16).padStart(12, '0') + letter.repeat(20)

interface Asked {
  readonly coordinator?: string
  readonly number: number
  readonly client?: string
  readonly seq?: number
  readonly digest?: string
  readonly begunAt?: number
  readonly result?: Uint8Array
}

function decide(ring: TestRing, ...asked: readonly Asked[]): readonly Outcome[] {
  const [{ coordinator = COORDINATOR } = {}] = asked
  const result = ring.apply({
    ...{ type: 'decide', coordinator, ended: [], acked: [] },
    commits: asked.map(
      ({
        number,
        client = clientAt(0),
        seq = number,
        digest = DIGEST,
        begunAt = 0,
        result: kept
      }) => ({
        ...{ number, client, seq, digest, begunAt, branch: true, versions: [number], changes: [1] },
        ...{ participants: [1, 2], result: kept ?? Uint8Array.of(number) }
      })
    )
  })
  return result.type === 'decided' ? result.outcomes : []
}

function words(outcomes: readonly Outcome[]): string {
  return outcomes.map(({ word }) => word).join(' ')
}

function resolve(ring: TestRing, number: number, coordinator = COORDINATOR): string {
  const result = ring.apply({ type: 'resolve', transactions: [{ coordinator, number }] })
  return result.type === 'decided' ? words(result.outcomes) : result.type
}

function end(ring: TestRing, number: number, acked: { client: string; to: number }[] = []): void {
  ring.apply({ type: 'decide', coordinator: COORDINATOR, commits: [], ended: [number], acked })
}

function unended(ring: TestRing): number {
  const answer = ring.query({ type: 'ring', known: 100 })
  return answer.type === 'ring' ? answer.unended : -1
}

/** What an operation of the first client came to. */
function wordOf(ring: TestRing, seq: number, digest = DIGEST): string {
  const answer = ring.query({ type: 'operation', client: clientAt(0), seq, digest })
  return answer.type === 'operation' ? answer.outcome.word : answer.type
}

describe('decisions: the first stands', () => {
  test('decisions: a commit is told again with what it does, and is never aborted', () => {
    const ring = createTestRing()
    expect(decide(ring, { number: 1 })).toMatchObject([
      { word: 'committed', branch: true, versions: [1], changes: [1] }
    ])
    expect(resolve(ring, 1)).toBe('committed')
    expect(words(decide(ring, { number: 1 }))).toBe('committed')
    expect(unended(ring)).toBe(1)
  })

  test('decisions: what somebody in doubt has aborted is never committed', () => {
    const ring = createTestRing()
    expect(resolve(ring, 1)).toBe('aborted')
    expect(words(decide(ring, { number: 1 }, { number: 2 }))).toBe('aborted committed')
    expect(resolve(ring, 1)).toBe('aborted')
    expect(resolve(ring, 2, OTHER)).toBe('aborted')
  })

  test('decisions: an operation is done by one transaction, and the other gets its result', () => {
    const ring = createTestRing()
    decide(ring, { number: 1, seq: 7, result: Uint8Array.of(9) })
    const [second] = decide(ring, { coordinator: OTHER, number: 5, seq: 7 })
    expect(second).toMatchObject({ word: 'repeated', result: Uint8Array.of(9) })
    expect(wordOf(ring, 7)).toBe('repeated')
    expect(wordOf(ring, 8)).toBe('open')
  })

  test('decisions: another operation under a name that was used is not done, and is told apart', () => {
    const ring = createTestRing()
    decide(ring, { number: 1, seq: 7 })
    const digest = '0e'.repeat(8)
    const [other] = decide(ring, { coordinator: OTHER, number: 5, seq: 7, digest })
    expect(other).toMatchObject({ word: 'other', result: new Uint8Array(0) })
    expect(unended(ring)).toBe(1)
    expect(wordOf(ring, 7, digest)).toBe('other')
    expect(wordOf(ring, 7)).toBe('repeated')
    const copy = createTestRing()
    copy.machine.load(ring.machine.save().parts())
    expect([wordOf(copy, 7, digest), wordOf(copy, 7)]).toEqual(['other', 'repeated'])
    end(ring, 1, [{ client: clientAt(0), to: 7 }])
    expect(wordOf(ring, 7, digest), 'nobody knows any more').toBe('stale')
  })
})

describe('decisions: memory', () => {
  test('decisions: a transaction goes when all have done it, its operation when its client has heard', () => {
    const ring = createTestRing()
    decide(ring, { number: 1 }, { number: 2 })
    end(ring, 1)
    expect(unended(ring)).toBe(1)
    expect(words(decide(ring, { coordinator: OTHER, number: 1, seq: 1 }))).toBe('repeated')
    end(ring, 2, [{ client: clientAt(0), to: 1 }])
    expect(words(decide(ring, { coordinator: OTHER, number: 2, seq: 1 }))).toBe('stale')
    expect(words(decide(ring, { coordinator: OTHER, number: 3, seq: 2 }))).toBe('repeated')
  })

  test('decisions: only who has used a client first says that its operations were answered', () => {
    const ring = createTestRing()
    const forgetIn = (one: TestRing, coordinator: string): void => {
      const acked = [{ client: clientAt(0), to: 1 }]
      one.apply({ type: 'decide', coordinator, commits: [], ended: [], acked })
    }
    decide(ring, { number: 1 })
    // Somebody else may ask for an operation of this client, and does not become its coordinator by that.
    decide(ring, { coordinator: OTHER, number: 1, seq: 2 })
    const copy = createTestRing()
    copy.machine.load(ring.machine.save().parts())
    for (const one of [ring, copy]) {
      const before = one.machine.digest()
      forgetIn(one, OTHER)
      expect([wordOf(one, 1), one.machine.digest()]).toEqual(['repeated', before])
      forgetIn(one, COORDINATOR)
      expect([wordOf(one, 1), wordOf(one, 2)]).toEqual(['stale', 'repeated'])
    }
    expect(copy.machine.digest()).toBe(ring.machine.digest())
  })

  test('decisions: a client that may be a forgotten one does nothing; a new one does', () => {
    const ring = createTestRing({ sessionsMax: 2 })
    for (const [number, letter] of ['1', '2', '3'].entries()) {
      decide(ring, { number: number + 1, client: clientAt(0, letter), seq: 1 })
    }
    const again = { coordinator: OTHER, number: 9, client: clientAt(0, '1'), seq: 1 }
    expect(words(decide(ring, again))).toBe('stale')
    const young = { coordinator: OTHER, number: 10, client: clientAt(ring.height, '4'), seq: 1 }
    expect(words(decide(ring, young))).toBe('committed')
  })

  test('decisions: a transaction that may have been aborted and forgotten is not committed', () => {
    const ring = createTestRing({ abortedMax: 1 })
    resolve(ring, 1)
    const begunAt = ring.height
    resolve(ring, 2)
    resolve(ring, 3)
    expect(words(decide(ring, { number: 1, begunAt: 0 }))).toBe('stale')
    expect(words(decide(ring, { number: 4, begunAt: begunAt + 2 }))).toBe('committed')
  })

  test('decisions: no more are taken when too many are not done', () => {
    const ring = createTestRing({ unendedMax: 2 })
    expect(words(decide(ring, { number: 1 }, { number: 2 }, { number: 3 }))).toBe(
      'committed committed busy'
    )
    end(ring, 1)
    expect(words(decide(ring, { number: 3 }))).toBe('committed')
    const answer = ring.query({ type: 'unended', before: 2, limit: 10, skip: 0 })
    expect(answer).toMatchObject({ decisions: [{ number: 2, participants: [1, 2] }] })
  })
})

describe('decisions: bytes', () => {
  test('decisions: results of clients that acknowledge nothing take no more than they may, the least used go', () => {
    const sessionsBytesMax = 20_000
    const ring = createTestRing({ sessionsBytesMax })
    const empty = ring.machine.bytes
    const result = new Uint8Array(1_000)
    const clients: string[] = []
    for (let number = 1; number <= 40; number++) {
      const client = clientAt(ring.height)
      clients.push(client)
      expect(words(decide(ring, { number, client, seq: 1, result }))).toBe('committed')
      end(ring, number)
      expect(ring.machine.bytes - empty).toBeLessThanOrEqual(sessionsBytesMax)
    }
    expect(ring.machine.bytes - empty).toBeGreaterThan(sessionsBytesMax / 2)
    const again = (client: string | undefined): string =>
      words(decide(ring, { coordinator: OTHER, number: 1, client: client ?? '', seq: 1 }))
    expect(again(clients.at(-1))).toBe('repeated')
    expect(again(clients[0])).toBe('stale')
    const copy = createTestRing({ sessionsBytesMax })
    copy.machine.load(ring.machine.save().parts())
    expect(copy.machine.bytes).toBe(ring.machine.bytes)
    copy.machine.load(createTestRing().machine.save().parts())
    expect(copy.machine.bytes).toBe(empty)
  })

  test('decisions: one client keeps its results, however large', () => {
    const ring = createTestRing({ sessionsBytesMax: 1 })
    decide(ring, { number: 1 }, { number: 2 })
    expect([wordOf(ring, 1), wordOf(ring, 2)]).toEqual(['repeated', 'repeated'])
  })

  test('decisions: transactions that are not done take no more than they may, by all keys and vehicles', () => {
    const ring = createTestRing({ unendedBytesMax: 9_000 })
    const numbers = Array.from({ length: KEYS_MAX }, (_, i) => i + 1)
    const commitWide = (number: number): string => {
      const asked = { number, client: clientAt(0), seq: number, digest: DIGEST, begunAt: 0 }
      const wide = { versions: numbers, changes: numbers, participants: numbers.slice(0, 100) }
      const commit = { ...asked, ...wide, branch: true, result: new Uint8Array(0) }
      const result = ring.apply({
        ...{ type: 'decide', coordinator: COORDINATOR, ended: [], acked: [] },
        commits: [commit]
      })
      return result.type === 'decided' ? words(result.outcomes) : result.type
    }
    const before = ring.machine.bytes
    expect([1, 2, 3].map(commitWide)).toEqual(['committed', 'committed', 'busy'])
    expect(ring.machine.bytes - before).toBeGreaterThan(2 * 8 * (2 * KEYS_MAX + 100))
    end(ring, 1)
    end(ring, 2)
    expect(commitWide(3)).toBe('committed')
  })
})

describe('decisions: snapshots', () => {
  function filled(): TestRing {
    const ring = createTestRing()
    for (const name of 'ABC') {
      ring.register(name)
    }
    resolve(ring, 50)
    decide(ring, { number: 1 }, { number: 2, client: clientAt(0, 'f') })
    end(ring, 1)
    return ring
  }

  test('decisions: a snapshot makes the same state, which goes on the same', () => {
    const ring = filled()
    const copy = createTestRing()
    copy.machine.load(ring.machine.save().parts())
    expect(copy.machine.digest()).toBe(ring.machine.digest())
    expect(copy.shape()).toEqual(ring.shape())
    expect(words(decide(copy, { coordinator: OTHER, number: 1, seq: 1 }))).toBe('repeated')
    expect(resolve(copy, 50)).toBe('aborted')
    expect(resolve(copy, 2)).toBe('committed')
  })

  test('decisions: of a client that acknowledges nothing the least numbers go, and a snapshot is read again', () => {
    const ring = createTestRing()
    const rest = Array.from({ length: ANSWERED_MAX - 1 }, (_, i) => i + 4)
    const order = [3, 1, 2, ...rest].map((number) => ({ number }))
    decide(ring, ...order.slice(0, 3_000))
    decide(ring, ...order.slice(3_000))
    const wordOf = (seq: number): string =>
      words(decide(ring, { coordinator: OTHER, number: seq, seq }))
    expect([1, 2, 3, 4].map(wordOf).join(' ')).toBe('stale stale repeated repeated')
    const copy = createTestRing()
    copy.machine.load(ring.machine.save().parts())
    expect(copy.machine.digest()).toBe(ring.machine.digest())
  })

  test('decisions: a snapshot of an earlier program, with results that are not above the floor, is read all the same', () => {
    const [before, after] = [0, 1].map(() => {
      const digest = createSetDigest()
      const options = { crypto: HASHER, copies: 2, begin: 2 }
      const decisions = createDecisions(digest)
      return { nodes: createNodes(options), decisions, digest: (): string => digest.hex() }
    })
    const answered = new Map([
      [3, { digest: DIGEST, result: Uint8Array.of(3) }],
      [7, { digest: DIGEST, result: Uint8Array.of(7) }]
    ])
    const [client, coordinator] = [clientAt(0), undefined]
    before?.decisions.restoreSession({ client, coordinator, firstHeight: 1, floor: 5, answered })
    const parts = before === undefined ? [] : saveRing(before).parts()
    expect(() => after && loadRing(after, parts)).not.toThrow()
    expect(after?.digest()).toBe(before?.digest())
    const named = { client: clientAt(0), seq: 3, digest: DIGEST }
    expect(after?.decisions.operation(named)).toMatchObject({ word: 'repeated' })
    after?.decisions.acked(OTHER, { client: clientAt(0), to: 7 })
    expect(after?.decisions.operation(named), 'it does not tell whose the client is').toMatchObject(
      {
        word: 'stale'
      }
    )
  })

  test('decisions: a snapshot that lacks a record, or has another, is refused and leaves nothing', () => {
    const { machine } = filled()
    const records = [...joinParts(machine.save().parts(), 1024 * 1024)]
    const copy = createRing({ crypto: HASHER, copies: 2, begin: 2 })
    const empty = copy.digest()
    for (const [i] of records.entries()) {
      const parts = [...cutParts(records.filter((_, j) => j !== i))]
      expect(() => copy.load(parts), `without record ${i}`).toThrow(InvalidMessageError)
      expect(copy.digest(), `without record ${i}`).toBe(empty)
    }
  })

  test('decisions: bytes that are no operation are refused, in the result and before', () => {
    const { machine } = createTestRing()
    const noise = Uint8Array.of(0x3a, 0x05, 1)
    expect(machine.fault(noise)).toBeDefined()
    const place = { height: 1, index: 0, timeMs: 0 }
    expect(machine.apply(noise, place).length).toBeGreaterThan(0)
    expect(machine.digest()).toBe(createTestRing().machine.digest())
  })
})
