/** How much an owner tells of its values, and how much it may keep: short questions ask for large ones. */
import { describe, expect, test } from 'vitest'
import type { Content, Portion, Prepare, Vote } from '../../../../src/protocols/twophase/index.ts'
import {
  ENTRY_OVERHEAD_BYTES,
  PREPARED_BYTES_MAX,
  PREPARED_BYTES_OF_ONE_MAX,
  STORE_BYTES_MAX
} from '../../../../src/protocols/twophase/limits.ts'
import { createParticipant } from '../../../../src/protocols/twophase/participant.ts'
import type { SiteParts } from '../../../../src/protocols/twophase/parts.ts'
import { createPreparedBook } from '../../../../src/protocols/twophase/prepared.ts'
import { EMPTY_DISK } from '../../../support/environment.ts'
import { HASHER } from '../../../support/ring.ts'
import {
  CHAIN,
  COORDINATOR,
  committed,
  coordinatorOf,
  createStage,
  nodesOf,
  peerOf,
  portionOf,
  ringOf,
  type Stage
} from '../../../support/twophase-stage.ts'

const MIB = 1024 * 1024

/** A and B keep everything; k has a value of a mebibyte. */
function withLarge(): Stage {
  const stage = createStage(ringOf(3, 'AB'))
  const portions = [portionOf(1, ['k', 'x'.repeat(MIB - 1024)])]
  stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions })
  stage.hear('C', committed(1))
  stage.sent()
  stage.wait(1_000)
  return stage
}

const told = (stage: Stage): readonly Content[] => stage.sent().map(({ content }) => content)

/** What C is answered to one message of all these. */
function answersTo(stage: Stage, contents: readonly Content[]): readonly Content[] {
  stage.hear('C', contents)
  stage.wait(1)
  return told(stage)
}

describe('owner: large values', () => {
  const read = (ticket: number): Content => ({
    ...{ type: 'read', ticket, without: [] },
    question: { type: 'get', key: 'k' }
  })
  const wanting = (number: number): Prepare['portions'][number] => ({
    number,
    keys: [
      {
        ...{ key: 'k', index: 0, expects: [], isWanted: true },
        ...{ whenTrue: undefined, whenFalse: undefined }
      }
    ]
  })

  test('owner: many reads of a large value are answered as far as they can be sent', () => {
    const stage = withLarge()
    const answers = answersTo(
      stage,
      Array.from({ length: 100 }, (_, i) => read(i + 1))
    )
    expect(answers.length).toBeGreaterThan(4)
    expect(answers.length).toBeLessThan(20)
    stage.wait(1_000)
    stage.hear('C', read(101))
    expect(told(stage), 'asked again').toMatchObject([{ type: 'answer', ticket: 101 }])
  })

  test('owner: reads that waited for a lock are no more', () => {
    const stage = withLarge()
    const portions = [portionOf(2, ['k', 'y'.repeat(MIB - 1024)])]
    stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions })
    for (let ticket = 1; ticket <= 100; ticket++) {
      stage.hear('C', read(ticket))
    }
    stage.hear('C', committed(2))
    const answers = told(stage).filter(({ type }) => type === 'answer')
    expect(answers.length).toBeGreaterThan(4)
    expect(answers.length).toBeLessThan(20)
  })

  test('owner: a vote that is asked for again and again is told as often as it can be sent', () => {
    const stage = withLarge()
    const portions = Array.from({ length: 100 }, () => wanting(2))
    const answers = answersTo(stage, [{ type: 'prepare', coordinator: COORDINATOR, portions }])
    const votes = answers.flatMap((one) => (one.type === 'votes' ? one.votes : []))
    expect(votes.length).toBeGreaterThan(4)
    expect(votes.length).toBeLessThan(20)
  })

  test('owner: whoever wants more values than can be sent hears that it is busy, and locks nothing', () => {
    const stage = withLarge()
    answersTo(
      stage,
      Array.from({ length: 100 }, (_, i) => read(i + 1))
    )
    const content = { type: 'prepare', coordinator: COORDINATOR, portions: [wanting(2)] } as const
    expect(answersTo(stage, [content])).toMatchObject([{ votes: [{ verdict: 'busy' }] }])
    expect(stage.machine.status(0).sites[0]?.prepared).toBe(0)
  })

  test('owner: a walk over keys is answered when it can be sent', () => {
    const stage = withLarge()
    const scan = {
      ...({ type: 'scan', from: '', to: '', after: '', limit: 10, bytesMax: MIB } as const),
      ...{ keysOnly: false, reverse: false }
    }
    const walks = Array.from(
      { length: 100 },
      (_, i): Content => ({ type: 'read', ticket: i + 1, without: [], question: scan })
    )
    const answers = answersTo(stage, walks)
    expect(answers.length).toBeGreaterThan(4)
    expect(answers.length).toBeLessThan(20)
  })
})

describe('participant: what may be kept', () => {
  /** A participant with so much room for keys, what it votes, and its book. */
  const participantWith = (room: number) => {
    const votes: Vote[] = []
    const [owner] = nodesOf('A')
    const knowledge = {
      ...{ version: 3, readers: () => [owner], isOwner: () => true, nextOwners: () => [] }
    }
    const store = {
      ...{ bytes: STORE_BYTES_MAX - room, floor: 0, get: () => undefined, positionOf: () => '' }
    }
    const ops = { push: () => 0 }
    const book = createPreparedBook(CHAIN, EMPTY_DISK)
    const parts = {
      ...{
        environment: { isDamaged: false, crypto: HASHER },
        settings: { doubtMs: 1_000 },
        chain: CHAIN,
        ops
      },
      ...{ store, knowledge, standing: { leastVersion: 3 } },
      allowance: { isSpent: () => false, spend: () => undefined },
      send: (_to: string, content: Content) =>
        votes.push(...(content.type === 'votes' ? content.votes : []))
    }
    const participant = createParticipant(parts as unknown as SiteParts, book)
    const prepare = (portion: Portion, from = 'C'): void =>
      participant.prepare(0, peerOf(from), 3, {
        ...{ type: 'prepare', coordinator: coordinatorOf(from) },
        portions: [portion]
      })
    return { votes, book, prepare }
  }

  test('participant: values that are compared take room until it is decided', () => {
    const { votes, book, prepare } = participantWith(STORE_BYTES_MAX)
    const value = { kind: 'bytes', bytes: new Uint8Array(8 * MIB) } as const
    const comparing = (number: number): Portion => {
      const { keys } = portionOf(number, [`k${number}`, 'x'])
      return { number, keys: keys.map((key) => ({ ...key, expects: [{ type: 'value', value }] })) }
    }
    const most = PREPARED_BYTES_OF_ONE_MAX / (8 * MIB)
    let number = 0
    const verdictsOf = (from: string, count: number): readonly string[] => {
      votes.length = 0
      for (let i = 0; i < count; i++) {
        number++
        prepare(comparing(number), from)
      }
      return votes.map(({ verdict }) => verdict)
    }
    expect(verdictsOf('C', most + 1)).toEqual([...Array(most).fill('yes'), 'busy'])
    for (const from of 'BDE') {
      expect(verdictsOf(from, most), 'others have room').toEqual(Array(most).fill('yes'))
    }
    expect(4 * PREPARED_BYTES_OF_ONE_MAX).toBe(PREPARED_BYTES_MAX)
    expect(verdictsOf('F', 1), 'all together').toEqual(['busy'])
    book.finish(book.find({ coordinator: COORDINATOR, number: 1 }) as never, [])
    expect(verdictsOf('F', 1)).toEqual(['yes'])
  })

  test('participant: values that are prepared take room like those that are kept', () => {
    const { votes, book, prepare: ask } = participantWith(2_000)
    const prepare = (number: number): void =>
      ask(portionOf(number, [`k${number}`, 'x'.repeat(1_000)]))
    prepare(1)
    prepare(2)
    expect(votes.map(({ verdict }) => verdict)).toEqual(['yes', 'full'])
    expect(book.bytes).toBe(1_000 + 2 + ENTRY_OVERHEAD_BYTES)
    const first = book.find({ coordinator: COORDINATOR, number: 1 })
    book.finish(first as never, [])
    expect(book.bytes, 'until it is decided').toBe(0)
    prepare(3)
    expect(votes.at(-1)?.verdict).toBe('yes')
  })
})
