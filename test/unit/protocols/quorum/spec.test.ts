/** The codec of the quorum protocol: every message comes back as it was, and nothing false comes in. */
import { describe, expect, it } from 'vitest'
import { fromHex } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { QuorumMessage as Codec } from '../../../../src/protocols/quorum/messages.ts'
import { quorumSpec } from '../../../../src/protocols/quorum/spec.ts'
import type { QuorumMessage } from '../../../../src/protocols/quorum/types.ts'
import { createStage, registerOf } from './stage.ts'

const { chain, self } = createStage()
const named = { chain, incarnation: '0f'.repeat(16), booth: 3 }
const raw = { chain, incarnation: fromHex(named.incarnation), booth: 3 }
const registers = [
  registerOf('k', 'v', { epoch: 2, counter: 7, node: 2 ** 33 }),
  registerOf('\xff\x00', undefined, { epoch: 0, counter: 1, node: 1 })
]
const round = { run: 2 ** 47, id: 9 }

const MESSAGES: readonly QuorumMessage[] = [
  { ...named, type: 'beat', epoch: 4, seq: 9, forgottenTo: 0 },
  { ...named, type: 'beaten', epoch: 4, seq: 9 },
  { ...named, type: 'election', round: 1 },
  { ...named, type: 'okay', round: 1 },
  { ...named, type: 'claim', epoch: 5, probe: true },
  { ...named, type: 'grant', epoch: 5, probe: false },
  { ...named, type: 'deny', epoch: 0, alive: true },
  { ...named, type: 'preempt', epoch: 5 },
  { ...named, type: 'resign', epoch: 5, to: self },
  { ...named, ...round, type: 'fetch', epoch: 0, keys: ['k', '\xff'] },
  {
    ...named,
    ...round,
    type: 'fetched',
    epoch: 2,
    first: 0,
    count: 2,
    registers,
    heldFrom: 1,
    forgottenTo: 0
  },
  { ...named, ...round, type: 'pull', from: '', to: 'z', after: 'k', reverse: true },
  {
    ...named,
    ...round,
    type: 'pulled',
    epoch: 2,
    more: true,
    registers,
    heldFrom: 1,
    forgottenTo: 0
  },
  { ...named, ...round, type: 'store', epoch: 2, registers },
  { ...named, ...round, type: 'stored', epoch: 2, refused: [1] },
  {
    ...{ ...named, type: 'forward', run: 1, relay: true, term: 6, origin: self, waitMs: 9 },
    items: [
      { type: 'entry', ticket: 1, entry: Uint8Array.of(1) },
      { type: 'question', ticket: 2, question: Uint8Array.of(2) },
      { type: 'settle', ticket: 3, key: 'k' },
      { type: 'term', ticket: 4 }
    ]
  },
  {
    ...{ ...named, type: 'answers', run: 1, leader: undefined, term: 6, origin: undefined },
    answers: [
      { ticket: 1, outcome: { type: 'done', result: Uint8Array.of(1), revision: 2 ** 50 } },
      { ticket: 2, outcome: { type: 'notLeader' } },
      { ticket: 3, outcome: { type: 'busy' } },
      { ticket: 4, outcome: { type: 'refused', reason: 'full', text: 'no room' } },
      { ticket: 5, outcome: { type: 'stale' } },
      { ticket: 6, outcome: { type: 'term', term: 3 } }
    ]
  }
]

describe('quorum spec', () => {
  it('quorum: every message comes back as it was', () => {
    for (const message of MESSAGES) {
      expect(quorumSpec.decode(quorumSpec.encode(message)), message.type).toEqual(message)
    }
  })

  it('quorum: what is malformed or breaks a limit is refused', () => {
    const wrong: Readonly<Record<string, Partial<Codec>>> = {
      'no message': {},
      'no chain': { chain: 'x', beat: { epoch: 1, seq: 1, forgottenTo: 0 } },
      'no incarnation': {
        incarnation: new Uint8Array(3),
        beat: { epoch: 1, seq: 1, forgottenTo: 0 }
      },
      'an epoch of nobody': { beat: { epoch: 0, seq: 1, forgottenTo: 0 } },
      'an epoch that is forgotten while it is led': { beat: { epoch: 2, seq: 1, forgottenTo: 2 } },
      'an epoch beyond all': { claim: { epoch: 2 ** 21, probe: false } },
      'no peer': { resign: { epoch: 1, to: 'me' } },
      'an empty key': { fetch: { ...round, epoch: 0, keys: [new Uint8Array(0)] } },
      'a long key': { fetch: { ...round, epoch: 0, keys: [new Uint8Array(1025)] } },
      'no register': { store: { ...round, epoch: 0, registers: [Uint8Array.of(255)] } },
      'a register without a key': { store: { ...round, epoch: 0, registers: [new Uint8Array(0)] } },
      'an item that asks for nothing': {
        forward: { run: 1, relay: false, origin: '', term: 1, waitMs: 1, items: [{ ticket: 1 }] }
      },
      'an unknown outcome': {
        answers: {
          ...{ run: 1, leader: '', origin: '', term: 1 },
          answers: [
            {
              ...{ ticket: 1, outcome: 9, result: new Uint8Array(0) },
              ...{ revision: 0, reason: '', text: '' }
            }
          ]
        }
      }
    }
    for (const [what, content] of Object.entries(wrong)) {
      const bytes = Codec.encode({ ...raw, ...content })
      expect(() => quorumSpec.decode(bytes), what).toThrow(InvalidMessageError)
    }
    const many = { ...round, epoch: 0, keys: Array.from({ length: 4097 }, () => Uint8Array.of(1)) }
    expect(() => quorumSpec.decode(Codec.encode({ ...raw, fetch: many }))).toThrow(
      InvalidMessageError
    )
    expect(() => quorumSpec.decode(new Uint8Array(quorumSpec.bytesMax + 1))).toThrow(
      InvalidMessageError
    )
  })

  it('quorum: an entry and a question keep their own bytes only', () => {
    const own = new Uint8Array(40)
    const way = { run: 1, relay: false, term: 1, origin: undefined, waitMs: 1_000 }
    const items = [
      { type: 'entry', ticket: 1, entry: own },
      { type: 'question', ticket: 2, question: own }
    ] as const
    // What they came in may be far larger, and be counted nowhere.
    const decoded = quorumSpec.decode(
      quorumSpec.encode({ ...named, type: 'forward', ...way, items })
    )
    const read = decoded.type === 'forward' ? decoded.items : []
    const kept = read.flatMap((item) =>
      Object.values(item).filter((part) => part instanceof Uint8Array)
    )
    expect(kept).toEqual([own, own])
    expect(kept.map(({ buffer }) => buffer.byteLength)).toEqual([own.length, own.length])
  })
})
