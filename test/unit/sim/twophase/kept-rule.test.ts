/** The rule of what a vehicle keeps of a finished transaction on trial: what it must see, and what it must not. */
import { expect, test } from 'vitest'
import { Entry } from '../../../../src/protocols/twophase/messages.ts'
import { entryKey, standingKey } from '../../../../src/protocols/twophase/records.ts'
import { createKeptRule, type KeptRule } from '../../../../src/sim/twophase/kept-rule.ts'
import type { RingShape } from '../../../../src/state/ring/index.ts'
import { HASHER } from '../../../support/ring.ts'
import { CHAIN, nodesOf, peerOf, ringOf } from '../../../support/twophase-stage.ts'

const T = 'transaction'

interface Bench {
  readonly rule: KeptRule
  readonly broken: readonly string[]
  /** A finishes it, with these versions on its disk. */
  finish(versions: Readonly<Record<string, number>>, floor?: number): void
}

/** A has prepared a transaction over `k` and `l` in the ring 3, which these follow. */
function bench(...shapes: readonly RingShape[]): Bench {
  const broken: string[] = []
  const rule = createKeptRule(HASHER, { chain: CHAIN, copies: 2 }, (name, who, message) =>
    broken.push(`${name} ${who} ${message}`)
  )
  for (const shape of shapes) {
    rule.changed(shape)
  }
  const keys = ['k', 'l'].map((key, index) => ({ key, index }))
  rule.prepared('car-0', T, { ring: 3, keys })
  return {
    rule,
    broken,
    finish(versions, floor = 0) {
      const disk = new Map<string, Uint8Array>([
        [standingKey(CHAIN), new TextEncoder().encode(JSON.stringify({ floor }))]
      ])
      for (const [key, version] of Object.entries(versions)) {
        const entry = { version, changes: 1, json: false, value: new Uint8Array(0) }
        const bytes = new TextEncoder().encode(key)
        disk.set(entryKey(CHAIN, key), Entry.encode({ ...entry, key: bytes }))
      }
      rule.finished('car-0', { peer: peerOf('A'), disk }, T)
    }
  }
}

const OWNER = ringOf(3, 'AB')
const AWAY = ringOf(5, 'BC')

test('kept: who finishes a committed transaction without what it gave a key breaks the rule', () => {
  const { rule, broken, finish } = bench(OWNER)
  rule.committed(T, [4, 2])
  finish({ k: 4, l: 1 })
  rule.judge(10, false)
  rule.judge(17, false)
  expect(broken, 'it may know a ring that is on no disk yet').toEqual([])
  rule.judge(18, false)
  expect(broken).toEqual([`T3 car-0 has finished ${T}, which gave l version 2, and keeps 1`])
  rule.judge(30, true)
  expect(broken).toHaveLength(1)
})

test('kept: what is committed only later is judged by what the disk had when it was finished', () => {
  const { rule, broken, finish } = bench(OWNER)
  finish({ k: 3 })
  rule.judge(10, true)
  expect(broken, 'it may be aborted').toEqual([])
  rule.committed(T, [4, 0])
  rule.judge(11, true)
  expect(broken).toEqual([`T3 car-0 has finished ${T}, which gave k version 4, and keeps 3`])
})

test('kept: newer versions, keys that are not written and forgotten removals break nothing', () => {
  const { rule, broken, finish } = bench(OWNER)
  rule.committed(T, [4, 0])
  finish({ k: 9 })
  finish({}, 4)
  rule.judge(10, true)
  expect(broken).toEqual([])
})

test('kept: who keeps a key no more need not have it, who is to keep it in the same ring does', () => {
  const judged = (...shapes: readonly RingShape[]): number => {
    const { rule, broken, finish } = bench(...shapes)
    rule.committed(T, [4, 4])
    finish({})
    rule.judge(10, true)
    return broken.length
  }
  const coming = { phase: 'moving', next: nodesOf('AB') } as const
  const gone = OWNER.nodes.map((node) => ({ ...node, isLost: node.peer === peerOf('A') }))
  expect(judged(OWNER, AWAY)).toBe(0)
  expect(judged(AWAY, OWNER), 'it did not keep it before').toBe(0)
  expect(judged(OWNER, { ...OWNER, version: 4, nodes: gone })).toBe(0)
  expect(judged(ringOf(3, 'BC', coming))).toBe(2)
  expect(judged(ringOf(3, 'BC', coming), ringOf(4, 'BC', coming)), 'it fetches anew').toBe(0)
  expect(judged(ringOf(2, 'BC'), OWNER), 'of older rings nothing counts').toBe(2)
})
