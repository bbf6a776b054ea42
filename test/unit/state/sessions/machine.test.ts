/**
 * Sessions: an operation is applied once, whatever is repeated, forgotten, or moved by a snapshot.
 */
import { describe, expect, test } from 'vitest'
import { fromHex, fromUtf8, toHex, toUtf8 } from '../../../../src/core/bytes.ts'
import {
  type Command,
  digestOf,
  encodeCommand,
  readEntryRefusal
} from '../../../../src/core/command.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { createRandom, type Random } from '../../../../src/core/random.ts'
import { cutParts, joinParts } from '../../../../src/core/snapshot-parts.ts'
import type { StateMachine } from '../../../../src/core/state-machine.ts'
import { createKv, encodeOperation } from '../../../../src/state/kv/index.ts'
import {
  createSessions,
  type Sessions,
  type SessionsOptions
} from '../../../../src/state/sessions/index.ts'
import { anyOperation } from '../../../support/kv.ts'
import { HASHER } from '../../../support/ring.ts'

/** A state that remembers every operation it was given, in order. */
function createJournal(): StateMachine & { readonly lines: readonly string[] } {
  let lines: string[] = []
  return {
    get lines() {
      return lines
    },
    bytes: 5,
    fault: (operation) => (operation.length === 0 ? 'it is empty' : undefined),
    apply(operation) {
      lines.push(fromUtf8(operation))
      return toUtf8(`${fromUtf8(operation)} is ${lines.length}`)
    },
    query: (question) => toUtf8(`asked ${fromUtf8(question)}`),
    save() {
      const copy = [...lines]
      return { parts: () => cutParts([toUtf8('journal'), ...copy.map((line) => toUtf8(line))]) }
    },
    load(parts) {
      lines = []
      const [head, ...rest] = [...joinParts(parts, 1000)].map((bytes) => fromUtf8(bytes))
      if (head !== 'journal') {
        throw new InvalidMessageError('no journal')
      }
      lines = rest
    },
    digest: () => lines.join('/')
  }
}

const ANNA = 'a'.repeat(32)
const BERT = 'b'.repeat(32)

type Operation = Extract<Command, { readonly type: 'operation' }>

function createBench(options?: SessionsOptions) {
  const journal = createJournal()
  const sessions = createSessions(HASHER, journal, options)
  const bench = {
    journal,
    sessions,
    height: 10,
    /** Applies a command in the next block and says what came out, in one line. */
    ask(client: string, seq: number, more: Partial<Operation> = {}): string {
      bench.height++
      const operation = toUtf8(`${client[0]}${seq}`)
      const command = {
        type: 'operation',
        client,
        seq,
        ackedTo: 0,
        openedAt: 10,
        operation
      } as const
      const entry = encodeCommand({ ...command, ...more })
      const outcome = sessions.applyEntry(entry, { height: bench.height, index: 0, timeMs: 0 })
      return outcome.type === 'refused'
        ? outcome.refusal
        : `${outcome.type} ${fromUtf8(outcome.result)}`
    }
  }
  return bench
}

describe('sessions', () => {
  test('sessions: the same command again gives the same result and applies nothing', () => {
    const { ask, journal, sessions } = createBench()
    expect(ask(ANNA, 1)).toBe('applied a1 is 1')
    expect(ask(BERT, 1)).toBe('applied b1 is 2')
    expect(ask(ANNA, 1)).toBe('repeated a1 is 1')
    expect(ask(ANNA, 1, { openedAt: 0 })).toBe('repeated a1 is 1')
    expect(ask(ANNA, 2)).toBe('applied a2 is 3')
    expect(journal.lines).toEqual(['a1', 'b1', 'a2'])
    expect(sessions.sessionsCount).toBe(2)
  })

  test('sessions: another operation under a name that was used is refused, and says nothing for the client', () => {
    const { ask, journal, sessions } = createBench({ resultBytesMax: 9 })
    const other = { operation: toUtf8('other') }
    ask(ANNA, 1)
    ask(ANNA, 3, { operation: toUtf8('a long one') })
    const digest = sessions.digest()
    expect(ask(ANNA, 1, other)).toBe('otherOperation')
    expect(ask(ANNA, 3, { ...other, ackedTo: 2 }), 'of a result that is not kept').toBe(
      'otherOperation'
    )
    expect(sessions.digest(), 'nothing is confirmed').toBe(digest)
    expect(ask(ANNA, 1)).toBe('repeated a1 is 1')
    expect(ask(ANNA, 3, { operation: toUtf8('a long one') })).toBe('resultForgotten')
    expect(journal.lines).toEqual(['a1', 'a long one'])
  })

  test('sessions: a snapshot tells one operation from another under its name', () => {
    const { ask, sessions } = createBench()
    ask(ANNA, 1)
    const copy = createBench()
    copy.sessions.load(sessions.save().parts())
    expect(copy.ask(ANNA, 1)).toBe('repeated a1 is 1')
    expect(copy.ask(ANNA, 1, { operation: toUtf8('other') })).toBe('otherOperation')
    const parts = [...sessions.save().parts()].map(toHex).join('')
    const digest = digestOf(HASHER, toUtf8('a1'))
    expect(parts.split(digest)).toHaveLength(2)
    const another = fromHex(parts.replace(digest, digestOf(HASHER, toUtf8('other'))))
    expect(() => copy.sessions.load([another])).toThrow(InvalidMessageError)
  })

  test('sessions: numbers may come in any order, each once', () => {
    const { ask, journal } = createBench()
    for (const seq of [3, 1, 3, 2, 1, 2]) {
      ask(ANNA, seq)
    }
    expect(journal.lines).toEqual(['a3', 'a1', 'a2'])
  })

  test('sessions: what the client has acknowledged is forgotten, and stale from then on', () => {
    const { ask, journal, sessions } = createBench()
    ask(ANNA, 1)
    ask(ANNA, 3)
    const { bytes } = sessions
    expect(ask(ANNA, 4, { ackedTo: 2 })).toBe('applied a4 is 3')
    expect(sessions.bytes).toBe(bytes)
    expect(ask(ANNA, 1)).toBe('staleSession')
    expect(ask(ANNA, 2)).toBe('staleSession')
    expect(ask(ANNA, 3)).toBe('repeated a3 is 2')
    expect(ask(ANNA, 5, { ackedTo: 4 })).toBe('applied a5 is 4')
    expect(ask(ANNA, 2 ** 40, { ackedTo: 2 ** 40 - 1 })).toBe(`applied a${2 ** 40} is 5`)
    expect(ask(ANNA, 5)).toBe('staleSession')
    expect(ask(ANNA, 2 ** 40, { ackedTo: 3 })).toBe(`repeated a${2 ** 40} is 5`)
    expect(journal.lines).toHaveLength(5)
  })

  test('sessions: a repeated command acknowledges as well', () => {
    const { ask } = createBench()
    ask(ANNA, 1)
    ask(ANNA, 2)
    ask(ANNA, 2, { ackedTo: 1 })
    expect(ask(ANNA, 1)).toBe('staleSession')
  })

  test('sessions: of one session a bounded number of results is kept, the lowest goes first', () => {
    const { ask } = createBench({ resultsMax: 3 })
    for (const seq of [2, 3, 4, 5]) {
      ask(ANNA, seq)
    }
    expect(ask(ANNA, 2)).toBe('staleSession')
    expect(ask(ANNA, 1)).toBe('staleSession')
    expect(ask(ANNA, 3)).toBe('repeated a3 is 2')
  })

  test('sessions: of a great result only that it was there is kept', () => {
    const { ask, journal } = createBench({ resultBytesMax: 8 })
    const operation = toUtf8('long')
    expect(ask(ANNA, 1, { operation })).toBe('applied long is 1')
    expect(ask(ANNA, 1, { operation })).toBe('resultForgotten')
    const shorter = { operation: toUtf8('lon') }
    expect(ask(ANNA, 2, shorter)).toBe('applied lon is 2')
    expect(ask(ANNA, 2, shorter)).toBe('repeated lon is 2')
    expect(journal.lines).toEqual(['long', 'lon'])
  })

  test('sessions: entries that are no operation change nothing', () => {
    const { journal, sessions } = createBench()
    const digest = sessions.digest()
    const reconfigure = encodeCommand({ type: 'reconfigure', booth: new Uint8Array(3) })
    for (const entry of [reconfigure, new Uint8Array(0), toUtf8('no command at all')]) {
      const place = { height: 11, index: 0, timeMs: 0 }
      const where = toHex(entry)
      expect(sessions.applyEntry(entry, place), where).toMatchObject({ refusal: 'noOperation' })
      expect(readEntryRefusal(sessions.apply(entry, place)), where).toBe('noOperation')
    }
    expect(sessions.digest()).toBe(digest)
    expect(journal.lines).toEqual([])
    expect(sessions.fault(reconfigure)).toBeUndefined()
    expect(sessions.fault(toUtf8('no command at all'))).toMatch(/no command/)
  })

  test('sessions: as a state they pass on results, questions and faults of the state within', () => {
    const { sessions } = createBench()
    const entry = (operation: Uint8Array): Uint8Array =>
      encodeCommand({ type: 'operation', client: ANNA, seq: 1, ackedTo: 0, openedAt: 0, operation })
    const result = sessions.apply(entry(toUtf8('x')), { height: 1, index: 0, timeMs: 0 })
    expect(fromUtf8(result)).toBe('x is 1')
    expect(readEntryRefusal(result)).toBeUndefined()
    expect(sessions.fault(entry(new Uint8Array(0)))).toBe('it is empty')
    expect(sessions.fault(entry(toUtf8('x')))).toBeUndefined()
    expect(fromUtf8(sessions.query(toUtf8('why'), { height: 1, timeMs: 0 }))).toBe('asked why')
  })
})

describe('sessions: forgetting', () => {
  test('sessions: the one not used for longest is forgotten, by its use in the log', () => {
    const { ask, sessions } = createBench({ sessionsMax: 2 })
    ask(ANNA, 1)
    ask(BERT, 1)
    ask(ANNA, 1)
    ask('c'.repeat(32), 1)
    expect(sessions.sessionsCount).toBe(2)
    expect(ask(ANNA, 1)).toBe('repeated a1 is 1')
    expect(ask(BERT, 1)).toBe('staleSession')
  })

  test('sessions: a forgotten session is never taken for a new one', () => {
    const bench = createBench({ sessionsMax: 1 })
    bench.ask(ANNA, 1)
    bench.ask(BERT, 1, { openedAt: 11 })
    expect(bench.ask(ANNA, 1), 'a late repetition').toBe('staleSession')
    expect(bench.ask(ANNA, 2), 'the next of the forgotten session').toBe('staleSession')
    expect(bench.ask(ANNA, 1, { openedAt: 0 }), 'asked by its id').toBe('staleSession')
    expect(bench.ask('c'.repeat(32), 1, { openedAt: 11 }), 'a new session').toMatch(/^applied/)
    expect(bench.journal.lines).toEqual(['a1', 'b1', 'c1'])
  })

  test('sessions: a session from the future is refused, for it would end all others', () => {
    const bench = createBench()
    expect(bench.ask(ANNA, 1, { openedAt: 11 })).toBe('staleSession')
    expect(bench.ask(ANNA, 1, { openedAt: 11 })).toBe('applied a1 is 1')
  })

  test('sessions: results are forgotten with their session when memory is short', () => {
    const { ask, sessions } = createBench({ bytesMax: 1600 })
    for (let i = 0; i < 20; i++) {
      ask(i.toString(16).padStart(32, '0'), 1)
      expect(sessions.bytes - 5, String(i)).toBeLessThanOrEqual(1600)
    }
    expect(sessions.sessionsCount).toBe(3)
    for (let seq = 1; seq < 50; seq++) {
      ask(ANNA, seq, { openedAt: 30 })
    }
    expect(sessions.sessionsCount).toBe(1)
    expect(ask(ANNA, 1), 'the session in use is never forgotten').toMatch(/^repeated/)
  })
})

/** A random stream of commands with repetitions, acknowledgements and sessions that come and go. */
function anyEntry(random: Random, height: number): Uint8Array {
  const client = random.integer(0, 6).toString().repeat(32)
  const seq = random.integer(1, 30)
  return random.chance(0.05)
    ? random.bytes(random.integer(0, 20))
    : encodeCommand({
        type: 'operation',
        client,
        seq,
        ackedTo: random.chance(0.3) ? random.integer(0, seq - 1) : 0,
        openedAt: random.chance(0.8) ? height - 1 : 0,
        operation: encodeOperation(anyOperation(random))
      })
}

const LIMITS: SessionsOptions = { sessionsMax: 4, resultsMax: 5, resultBytesMax: 40 }
const createShared = (): Sessions => createSessions(HASHER, createKv(), LIMITS)

describe('sessions: snapshots', () => {
  test('sessions: the same entries give the same results and digest, also by way of a snapshot', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = createRandom(seed)
      const straight = createShared()
      let moved = createShared()
      for (let height = 1; height <= 120; height++) {
        const entry = anyEntry(random, height)
        const place = { height, index: 0, timeMs: height * 20 }
        const where = `seed ${seed} height ${height}`
        const digest = straight.digest()
        const snapshot = straight.save()
        expect(moved.apply(entry, place), where).toEqual(straight.apply(entry, place))
        expect(moved.digest(), where).toBe(straight.digest())
        expect(moved.bytes, where).toBe(straight.bytes)
        if (random.chance(0.1)) {
          const next = createShared()
          next.load(snapshot.parts())
          expect(next.digest(), `${where}: as it was saved`).toBe(digest)
          next.load(moved.save().parts())
          moved = next
        }
      }
    }
  })

  test('sessions: parts that are cut short, swapped or changed are refused and leave nothing', () => {
    const random = createRandom(1)
    const sessions = createShared()
    const empty = sessions.digest()
    for (let height = 1; height <= 200; height++) {
      sessions.apply(anyEntry(random, height), { height, index: 0, timeMs: 0 })
    }
    const records = [...joinParts(sessions.save().parts(), 300_000)]
    const [head = new Uint8Array(0), first = head, ...rest] = records
    const bad: readonly (readonly Uint8Array[])[] = [
      [],
      [head],
      [first, ...rest],
      [head, head, first, ...rest],
      [head, first, first, ...rest],
      [head, ...rest],
      [head, first, ...rest, first],
      records.slice(0, -1),
      [...records, Uint8Array.of(1, 2)],
      [head, first, new Uint8Array(0), ...rest]
    ]
    const copy = createShared()
    for (const [index, some] of bad.entries()) {
      copy.load(sessions.save().parts())
      expect(copy.digest(), String(index)).toBe(sessions.digest())
      expect(() => copy.load(cutParts(some)), String(index)).toThrow(InvalidMessageError)
      expect(copy.digest(), String(index)).toBe(empty)
      expect(copy.bytes, String(index)).toBe(0)
    }
  })

  test('sessions: a flipped bit anywhere is noticed, or means the same', () => {
    const random = createRandom(1)
    const sessions = createShared()
    for (let height = 1; height <= 100; height++) {
      sessions.apply(anyEntry(random, height), { height, index: 0, timeMs: 0 })
    }
    const [part = new Uint8Array(0)] = sessions.save().parts()
    let noticed = 0
    for (let at = 0; at < part.length; at++) {
      const changed = Uint8Array.from(part)
      changed[at] = (changed[at] ?? 0) ^ (1 << random.integer(0, 7))
      const copy = createShared()
      try {
        copy.load([changed])
        expect(copy.digest(), `byte ${at}`).toBe(sessions.digest())
      } catch (error) {
        expect(error, `byte ${at}`).toBeInstanceOf(InvalidMessageError)
        noticed++
      }
    }
    expect(noticed).toBeGreaterThan(part.length * 0.9)
  })

  test('sessions: hostile entries and parts throw nothing but InvalidMessageError', () => {
    const random = createRandom(3)
    for (let i = 0; i < 300; i++) {
      const sessions = createShared()
      const bytes = random.bytes(random.integer(0, 40))
      sessions.fault(bytes)
      sessions.apply(bytes, { height: 1, index: 0, timeMs: 0 })
      expect(() => sessions.load([bytes]), String(i)).toThrow(InvalidMessageError)
      expect(() => sessions.load(cutParts([bytes])), String(i)).toThrow(InvalidMessageError)
    }
  })
})
