/**
 * The codec of twophase: every message comes back as it was, noise and what breaks a limit is refused;
 * and its settings.
 */
import { describe, expect, test } from 'vitest'
import { InvalidInputError, InvalidMessageError } from '../../../../src/core/errors.ts'
import { createRandom } from '../../../../src/core/random.ts'
import { createClients } from '../../../../src/protocols/twophase/clients.ts'
import { messageOf } from '../../../../src/protocols/twophase/contents.ts'
import { createGate } from '../../../../src/protocols/twophase/gate.ts'
import {
  type Content,
  TWOPHASE_DEFAULTS,
  type TwophaseMessage,
  twophaseSpec
} from '../../../../src/protocols/twophase/index.ts'
import { CONTENTS_MAX, WALKS_MAX } from '../../../../src/protocols/twophase/limits.ts'
import { resolveTwophaseOptions } from '../../../../src/protocols/twophase/options.ts'
import { encodeOperation } from '../../../../src/state/kv/index.ts'
import { readKvOperation } from '../../../../src/vehicle/twophase-kv.ts'
import { HASHER } from '../../../support/ring.ts'
import { CHAIN, COORDINATOR, peerOf, portionOf } from '../../../support/twophase-stage.ts'

const OF = { coordinator: COORDINATOR }
const bytes = Uint8Array.of(1, 2)
const value = { kind: 'json', bytes } as const
const entry = { key: 'k\xff', version: 3, changes: 2, kind: 'bytes', value: bytes } as const

const CONTENTS: readonly Content[] = [
  { ...OF, type: 'prepare', portions: [portionOf(1, ['a', 'x'], ['b', 'y'])] },
  {
    ...{ ...OF, type: 'prepare' },
    portions: [
      {
        number: 2,
        keys: [
          {
            ...{ key: 'k', index: 3, whenTrue: undefined, whenFalse: { type: 'delete' } },
            ...{ isWanted: true },
            expects: [
              { type: 'absent' },
              { type: 'present' },
              { type: 'revision', revision: 9 },
              { type: 'value', value }
            ]
          }
        ]
      }
    ]
  },
  {
    ...{ ...OF, type: 'votes' },
    votes: [
      { number: 1, verdict: 'locked', found: [] },
      {
        ...{ number: 2, verdict: 'yes' },
        found: [
          { version: 4, changes: 1, kind: 'json', value: bytes, holds: true, isJoining: false }
        ]
      }
    ]
  },
  {
    ...{ ...OF, type: 'outcomes' },
    outcomes: [
      { number: 1, isCommitted: true, branch: true, versions: [0, 5], changes: [0, 1] },
      { number: 2, isCommitted: false, branch: false, versions: [], changes: [] }
    ]
  },
  { ...OF, type: 'acks', numbers: [1, 2] },
  { ...OF, type: 'doubts', numbers: [3] },
  { type: 'read', ticket: 1, without: [], question: { type: 'get', key: 'k' } },
  {
    ...{ type: 'read', ticket: 2, without: [peerOf('A')] },
    question: {
      ...{ type: 'scan', from: 'a', to: 'b', limit: 3, bytesMax: 9, reverse: true },
      ...{ keysOnly: true, after: 'c' }
    }
  },
  {
    type: 'read',
    ticket: 3,
    without: [],
    question: { type: 'count', from: '', to: 'z' }
  },
  { type: 'read', ticket: 4, without: [], question: { type: 'stats' } },
  {
    ...{ type: 'answer', ticket: 2, verdict: 'here', hasMore: true, keys: 4, bytes: 5 },
    entries: [entry]
  },
  { type: 'pull', without: [peerOf('B')], after: 'k' },
  { type: 'range', without: [], after: '', entries: [entry], next: 'k\xff', floor: 8 }
]

const said = (...contents: readonly Content[]): TwophaseMessage => messageOf(CHAIN, 7, contents)

describe('twophase: codec', () => {
  test('twophase: everything that is said comes back as it was', () => {
    for (const content of CONTENTS) {
      const message = said(content)
      expect(twophaseSpec.decode(twophaseSpec.encode(message)), content.type).toEqual(message)
    }
    const all = said(...CONTENTS)
    expect(twophaseSpec.decode(twophaseSpec.encode(all))).toEqual(all)
    expect(all.type).toBe('prepare+votes+outcomes+acks+doubts+read+answer+pull+range')
  })

  test('twophase: any revision that a client may expect comes as it is', () => {
    const revision = Number.MAX_SAFE_INTEGER
    const expected = { type: 'revision', revision } as const
    const bare = { kind: 'bytes', bytes } as const
    const put = { type: 'put', key: 'k', value: bare, ttlMs: 0, wantsPrevious: false } as const
    const asked = encodeOperation({ type: 'compareAndSet', expected, put })
    const operation = readKvOperation(asked)
    const [key] = 'task' in operation ? operation.task.keys : []
    expect(key?.expects).toEqual([expected])
    const keys = key === undefined ? [] : [{ ...key, index: 0 }]
    const message = said({ ...OF, type: 'prepare', portions: [{ number: 1, keys }] })
    expect(twophaseSpec.decode(twophaseSpec.encode(message))).toEqual(message)
  })

  test('twophase: what breaks a limit is refused', () => {
    const [prepare, , votes, told] = CONTENTS
    const bad: readonly Content[] = [
      { type: 'pull', without: [], after: 'k'.repeat(1025) },
      { ...OF, type: 'acks', numbers: Array.from({ length: 1025 }, (_, i) => i + 1) },
      { ...OF, coordinator: 'ab', type: 'acks', numbers: [] },
      { ...(prepare as object), portions: [{ number: 1, keys: [] }] } as unknown as Content,
      {
        ...(votes as object),
        votes: [{ number: 0, verdict: 'yes', found: [] }]
      } as unknown as Content,
      {
        ...(told as object),
        outcomes: [{ number: 1, isCommitted: true, branch: true, versions: [1], changes: [] }]
      } as unknown as Content,
      {
        ...(prepare as object),
        portions: [portionOf(1, ['a', 'x'], ['a', 'y'])]
      } as unknown as Content
    ]
    const pull: Content = { type: 'pull', without: [], after: '' }
    const acks: Content = { ...OF, type: 'acks', numbers: [1] }
    const messages = [
      ...bad.map((content) => said(content)),
      { ...said(pull), chain: 'x' },
      said(),
      said(...Array.from({ length: WALKS_MAX + 1 }, () => pull)),
      said(...Array.from({ length: CONTENTS_MAX + 1 }, () => acks))
    ]
    for (const [i, message] of messages.entries()) {
      const encoded = twophaseSpec.encode(message)
      expect(() => twophaseSpec.decode(encoded), `message ${i}`).toThrow(InvalidMessageError)
    }
  })

  test('twophase: noise is refused or read, and nothing else is thrown', () => {
    const random = createRandom(3)
    for (let i = 0; i < 2_000; i++) {
      const message = twophaseSpec.encode(said(random.pick(CONTENTS), random.pick(CONTENTS)))
      const noise = message.map((byte) => (random.chance(0.05) ? random.integer(0, 255) : byte))
      try {
        twophaseSpec.decode(noise)
      } catch (error) {
        expect(error, `round ${i}`).toBeInstanceOf(InvalidMessageError)
      }
    }
  })
})

describe('twophase: parts', () => {
  test('twophase: settings have ranges and relations', () => {
    expect(resolveTwophaseOptions()).toEqual(TWOPHASE_DEFAULTS)
    expect(resolveTwophaseOptions({ doubtMs: 5 }).doubtMs).toBe(5)
    for (const wrong of [{ doubtMs: 0 }, { resendMsMax: 1 }, { retryMsMin: 1e9 }]) {
      expect(() => resolveTwophaseOptions(wrong), JSON.stringify(wrong)).toThrow(InvalidInputError)
    }
  })

  test('twophase: at the gate somebody has all keys or waits for the first that is taken', () => {
    const gate = createGate<string>()
    expect([gate.enter('one', ['a', 'b']), gate.enter('two', ['b', 'c'])]).toEqual([true, false])
    expect(gate.enter('three', ['c'])).toBe(true)
    expect(gate.release(['a', 'b']), 'three has c').toEqual([])
    expect(gate.release(['c'])).toEqual(['two'])
    expect(gate.enter('four', ['b'])).toBe(false)
  })

  test('twophase: at the gate a key goes to one who waits, and what it need not have to the next', () => {
    const gate = createGate<string>()
    for (const one of ['one', 'two', 'three', 'four']) {
      expect(gate.enter(one, one === 'two' ? ['a', 'b'] : ['a']), one).toBe(one === 'one')
    }
    expect(gate.enter('five', ['b'])).toBe(true)
    expect(gate.release(['a']), 'two needs b as well').toEqual(['three'])
    expect(gate.release(['b'])).toEqual([])
    expect(gate.release(['a'])).toEqual(['four'])
    expect(gate.release(['a'])).toEqual(['two'])
  })

  test('twophase: who has left the gate is given nothing, and keeps nobody waiting', () => {
    const gate = createGate<string>()
    gate.enter('one', ['a', 'b'])
    gate.enter('two', ['b'])
    gate.enter('three', ['b'])
    gate.leave('two', ['b'])
    expect(gate.release(['a', 'b'])).toEqual(['three'])
    expect(gate.release(['b'])).toEqual([])
  })

  const DIGEST = '0d'.repeat(8)

  test('twophase: a client tells the height that it knew, is told up to where all is answered, and goes when one is not', () => {
    const clients = createClients(HASHER, 'run')
    const next = (height: number) => clients.next(height, DIGEST)
    const [one, two, three] = [next(0x1234), next(9), next(9)]
    expect(three.digest).toBe(DIGEST)
    expect(one.client).toMatch(/^000000001234[0-9a-f]{20}$/)
    expect([one.seq, two.seq, three.seq]).toEqual([1, 2, 3])
    clients.answered(three)
    expect(clients.takeAcked()).toEqual([])
    clients.answered(one)
    expect(clients.takeAcked()).toEqual([{ client: one.client, to: 1 }])
    clients.lost(two)
    expect(next(9).client).not.toBe(one.client)
  })
})
