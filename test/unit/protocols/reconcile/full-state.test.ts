/**
 * A full store with full sessions, and whether its snapshot can be told to whoever lacks it.
 */
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../../src/core/bytes.ts'
import { encodeCommand } from '../../../../src/core/command.ts'
import { PART_BYTES } from '../../../../src/core/snapshot-parts.ts'
import { reconcileSpec } from '../../../../src/protocols/reconcile/spec.ts'
import type { ReconcileMessage } from '../../../../src/protocols/reconcile/types.ts'
import { createKv, encodeOperation } from '../../../../src/state/kv/index.ts'
import { STORE_BYTES_MAX } from '../../../../src/state/kv/limits.ts'
import { createSessions } from '../../../../src/state/sessions/index.ts'
import { SESSIONS_DEFAULTS } from '../../../../src/state/sessions/limits.ts'
import { HASHER } from '../../../support/ring.ts'

/** What the framing of the greatest state takes for each of its parts, and for its heads. */
const FRAME_BYTES = 16
const HEADS_BYTES = 1024

const hash = 'ab'.repeat(32)

function offerOf(parts: number): ReconcileMessage {
  const head = { height: 9, hash }
  const note = { head, timeMs: 1, parts, digest: 'cd'.repeat(64), booth: new Uint8Array(1) }
  return {
    ...{ type: 'ack', chain: '1'.repeat(44), height: 3, hash, decided: head, ranges: [], next: [] },
    snapshot: { ...note, seal: head, operations: [], since: [1, 3] }
  }
}

describe('full states', () => {
  it('reconcile: the snapshot of a full store with full sessions can be offered', () => {
    const bytes = STORE_BYTES_MAX + SESSIONS_DEFAULTS.bytesMax + HEADS_BYTES
    const offer = offerOf(Math.ceil(bytes / (PART_BYTES - FRAME_BYTES)))
    expect(reconcileSpec.decode(reconcileSpec.encode(offer))).toEqual(offer)
  })

  it('reconcile: a snapshot has no more bytes than its state counts, but for its framing', () => {
    for (const valueBytes of [0, 1, 300, 16_000, 1_000_000]) {
      const state = createSessions(HASHER, createKv())
      const count = valueBytes > 100_000 ? 4 : 300
      for (let i = 1; i <= count; i++) {
        const client = toHex(new Uint8Array(16).fill(i % 7))
        const value = { kind: 'bytes', bytes: new Uint8Array(valueBytes) } as const
        const put = { type: 'put', key: String(i % 200), value, ttlMs: 2 ** 40 } as const
        const operation = encodeOperation({ ...put, wantsPrevious: true })
        const command = { client, seq: i, ackedTo: 0, openedAt: 1 } as const
        const entry = encodeCommand({ type: 'operation', ...command, operation })
        expect(state.fault(entry), String(valueBytes)).toBeUndefined()
        state.apply(entry, { height: i + 1, index: 0, timeMs: 2 ** 47 })
      }
      const parts = [...state.save().parts()]
      const bytes = parts.reduce((sum, { length }) => sum + length, 0)
      const most = state.bytes + parts.length * FRAME_BYTES + HEADS_BYTES
      expect(bytes, String(valueBytes)).toBeLessThanOrEqual(most)
    }
  })
})
