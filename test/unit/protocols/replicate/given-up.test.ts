/** Transfers that end before their word: what they leave. */
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../../src/core/machine.ts'
import { REPLICATE_DEFAULTS } from '../../../../src/protocols/replicate/index.ts'
import { createRetention } from '../../../../src/vehicle/retention.ts'
import { EMPTY_DISK } from '../../../support/environment.ts'
import { HALF, pulling } from './bench-states.ts'

describe('transfers that are given up', () => {
  it('transfer: what is left of one that was given up is temporary, and goes', () => {
    const bench = pulling()
    const { holdings } = bench.environment
    bench.tell(bench.chunk(1, HALF))
    bench.after(REPLICATE_DEFAULTS.reserveMs + 1)
    const { id } = bench.test.chain
    expect([bench.machine.dutyOf(id), bench.machine.reservedBytes()]).toEqual(['none', 0])
    const held = holdings.get(id)
    expect(held?.bytes).toBeGreaterThan(0)
    // Only what is known to be certified goes by age.
    const options = { temporaryAgeMs: 1_000 }
    const ports = { isTemporary: () => true }
    const retention = createRetention(bench.environment, options, EMPTY_DISK, ports)
    const records = bench.effects
      .flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
      .flatMap((op) => (op.type === 'put' && op.key.startsWith('b/') ? [op] : []))
    const out: Effect[] = []
    for (const nowMs of [1_000_000, 2_000_000]) {
      retention.step(nowMs, { type: 'timer', id: 'retention:sweep' }, out)
    }
    const [load] = out.filter((effect) => effect.type === 'load')
    const token = load?.token ?? 'retention:none:0'
    retention.step(2_000_000, { type: 'loaded', token, records, more: false }, out)
    expect(held?.bytes).toBe(0)
  })
})
