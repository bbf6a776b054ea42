/** The codec of reconcile: everything comes back, and every limit is checked. */
import { describe, expect, it } from 'vitest'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import type { SnapshotNote } from '../../../../src/core/signal.ts'
import { PARTS_MAX } from '../../../../src/protocols/reconcile/limits.ts'
import {
  type ReconcileOptions,
  resolveReconcileOptions
} from '../../../../src/protocols/reconcile/options.ts'
import { reconcileSpec } from '../../../../src/protocols/reconcile/spec.ts'
import type { AckMessage, ReconcileMessage } from '../../../../src/protocols/reconcile/types.ts'

const chain = '1'.repeat(44)
const hash = 'ab'.repeat(32)
const ack: AckMessage = {
  type: 'ack',
  chain,
  height: 3,
  hash,
  decided: { height: 9, hash },
  ranges: [
    { from: 4, to: 6 },
    { from: 8, to: 9 }
  ],
  next: [hash, 'cd'.repeat(32)],
  snapshot: undefined
}
const head = { height: 9, hash }
const snapshot: SnapshotNote = {
  head,
  timeMs: 1_800_000_000_000,
  parts: PARTS_MAX,
  digest: 'cd'.repeat(64),
  booth: Uint8Array.of(1, 2, 3),
  seal: { height: 4, hash },
  operations: ['op-1', 'op-2'],
  since: [1, 4]
}

const found = { type: 'found', chain, genesis: Uint8Array.of(1), booth: Uint8Array.of(2) } as const

const MESSAGES: readonly ReconcileMessage[] = [
  { type: 'request', chain, decided: { height: 0, hash: '00'.repeat(32) }, state: false },
  { type: 'request', chain, decided: head, state: true },
  { ...ack, snapshot },
  { type: 'pullPart', chain, head, part: 0 },
  { type: 'part', chain, head, part: PARTS_MAX - 1, bytes: new Uint8Array(256 * 1024) },
  { type: 'part', chain, head, part: 1, bytes: new Uint8Array(0) },
  ack,
  { ...ack, hash: undefined, ranges: [], next: [] },
  { type: 'pull', chain, range: { from: 1, to: 1024 } },
  { type: 'blocks', chain, range: { from: 5, to: 6 }, blocks: [Uint8Array.of(1, 2)] },
  { type: 'blocks', chain, range: { from: 5, to: 6 }, blocks: [] },
  { type: 'find', chain },
  { ...found, line: [] },
  { ...found, line: [Uint8Array.of(3), Uint8Array.of(4)] },
  { type: 'found', chain, genesis: undefined, booth: undefined, line: [] }
]

const FALSE: readonly (readonly [string, ReconcileMessage])[] = [
  ['no chain id', { type: 'find', chain: '0' }],
  [
    'at most 64',
    { ...ack, ranges: Array.from({ length: 65 }, (_, i) => ({ from: 2 * i + 1, to: 2 * i + 1 })) }
  ],
  [
    'ascending',
    {
      ...ack,
      ranges: [
        { from: 4, to: 6 },
        { from: 6, to: 7 }
      ]
    }
  ],
  ['ack.ranges.to', { ...ack, ranges: [{ from: 4, to: 3 }] }],
  ['ack.next', { ...ack, next: Array.from({ length: 1025 }, () => hash) }],
  ['snapshot.parts', { ...ack, snapshot: { ...snapshot, parts: PARTS_MAX + 1 } }],
  ['snapshot.digest', { ...ack, snapshot: { ...snapshot, digest: 'a'.repeat(257) } }],
  ['snapshot.operations', { ...ack, snapshot: { ...snapshot, operations: Array(65).fill('a') } }],
  ['snapshot.operations', { ...ack, snapshot: { ...snapshot, operations: ['a'.repeat(129)] } }],
  ['snapshot.booth', { ...ack, snapshot: { ...snapshot, booth: new Uint8Array(128 * 1024 + 1) } }],
  ['pullPart.part', { type: 'pullPart', chain, head, part: PARTS_MAX }],
  ['part.part', { type: 'part', chain, head, part: PARTS_MAX, bytes: new Uint8Array(0) }],
  ['part.content', { type: 'part', chain, head, part: 0, bytes: new Uint8Array(256 * 1024 + 1) }],
  ['pull.range.to', { type: 'pull', chain, range: { from: 1, to: 1025 } }],
  ['pull.range.from', { type: 'pull', chain, range: { from: 0, to: 1 } }],
  [
    'blocks.blocks',
    {
      type: 'blocks',
      chain,
      range: { from: 1, to: 1 },
      blocks: [new Uint8Array(1), new Uint8Array(1)]
    }
  ],
  [
    'found.genesis',
    { type: 'found', chain, genesis: new Uint8Array(8193), booth: undefined, line: [] }
  ],
  [
    'found.booth',
    { type: 'found', chain, genesis: undefined, booth: new Uint8Array(128 * 1024 + 1), line: [] }
  ],
  ['found.line', { ...found, line: Array.from({ length: 257 }, () => Uint8Array.of(1)) }]
]

describe('reconcile codec', () => {
  it.each(MESSAGES.map((message) => [message.type, message] as const))(
    'reconcile: a message %s comes back as it was',
    (_, message) => {
      expect(reconcileSpec.decode(reconcileSpec.encode(message))).toEqual(message)
    }
  )

  it.each(FALSE)('reconcile: a message is refused for "%s"', (text, message) => {
    const bytes = reconcileSpec.encode(message)
    expect(() => reconcileSpec.decode(bytes)).toThrow(InvalidMessageError)
    expect(() => reconcileSpec.decode(bytes)).toThrow(text)
  })

  it('reconcile: hashes are whole, and bytes that are no message are refused', () => {
    const bytes = reconcileSpec.encode({ ...ack, next: [hash] })
    expect(() => reconcileSpec.decode(bytes.subarray(0, 4))).toThrow(InvalidMessageError)
    expect(() => reconcileSpec.decode(new Uint8Array(0))).toThrow('reconcile.chain')
    expect(() => reconcileSpec.decode(new Uint8Array(reconcileSpec.bytesMax + 1))).toThrow(
      'at most'
    )
  })

  it('reconcile: settings out of range, or that contradict each other, are refused by name', () => {
    const cases: readonly (readonly [ReconcileOptions, string])[] = [
      [{ settleMs: 0 }, 'reconcile.settleMs is 0'],
      [{ pullsMax: 65 }, 'reconcile.pullsMax is 65'],
      [{ pullBlocks: 1025 }, 'reconcile.pullBlocks is 1025'],
      [{ giveUpMs: 1.5 }, 'reconcile.giveUpMs is 1.5'],
      [{ resendMsMin: 3_000 }, 'reconcile.resendMsMin is 3000']
    ]
    for (const [options, text] of cases) {
      expect(() => resolveReconcileOptions(options), text).toThrow(text)
    }
  })
})
