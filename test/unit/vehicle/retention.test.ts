/** Retention: temporary copies go by cover, age and room; pinned ones never do. */
import { describe, expect, it } from 'vitest'
import type { FullBlock } from '../../../src/core/block.ts'
import { type Fleet, OPEN_FLEET } from '../../../src/core/fleet.ts'
import { parseHeightKey } from '../../../src/core/keyspace.ts'
import type { Disk, Effect, Key } from '../../../src/core/machine.ts'
import { NO_SUMMARY } from '../../../src/core/selector.ts'
import { encodeStoredBlock } from '../../../src/core/stored-block.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { createRetention, resolveRetentionOptions } from '../../../src/vehicle/retention.ts'
import { createTestChain, testEntries, testSealed } from '../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../support/environment.ts'

const realm = createCryptoRealm(6)
const OPTIONS = { temporaryAgeMs: 60_000, temporaryBytesMax: 1 << 30, sweepIntervalMs: 1_000 }

/** A booth member that holds six certified blocks of another vehicle's chain. */
function setUp(options = OPTIONS, isTemporary = true, fleet: Fleet = OPEN_FLEET) {
  const proposer = realm.identity('proposer')
  const test = createTestChain(proposer)
  const environment = createTestEnvironment('member', realm, { fleet })
  const out: Effect[] = []
  const held = environment.holdings.adopt(test.chain, out)
  for (let i = 0; i < 6; i++) {
    environment.holdings.put(test.add(testEntries(2, 8, i)), out)
  }
  environment.holdings.certify(test.certificateOf(6), test.booth, out)
  const ports = { isTemporary: () => isTemporary }
  const make = (disk: Disk) => createRetention(environment, options, disk, ports)
  const retention = make(EMPTY_DISK)
  const chain = test.chain.id

  const load = (effects: readonly Effect[]): void => {
    for (const effect of effects) {
      if (effect.type === 'load' && effect.query.type === 'range') {
        const { gte, lte } = effect.query
        const records = test.blocks
          .filter((block) => isBetween(block, gte, lte) && held.hashAt(block.header.height))
          .map((block) => ({ key: '', value: encodeStoredBlock({ block, summary: NO_SUMMARY }) }))
        retention.step(2, { type: 'loaded', token: effect.token, records, more: false }, out)
      }
    }
  }
  const sweep = (nowMs: number): void => {
    const effects: Effect[] = []
    retention.step(nowMs, { type: 'timer', id: 'retention:sweep' }, effects)
    out.push(...effects)
    load(effects)
  }
  const ask = (type: 'pin' | 'unpin', from: number, to: number) => {
    const effects: Effect[] = []
    const request = { type, chain, from, to } as const
    retention.step(1, { type: 'request', id: 'r', request }, effects)
    out.push(...effects)
    return effects.find((effect) => effect.type === 'reply')
  }
  const cover = (height: number, members: readonly string[]): void => {
    const sealed = testSealed(proposer, {
      ...{ chain, epoch: 1, height, headHash: test.block(height).hash },
      members: members.map((name) => realm.identity(name))
    })
    environment.tables.learn(test.chain, sealed, out)
  }
  const heights = (): number[] => [1, 2, 3, 4, 5, 6].filter((h) => held.hashAt(h) !== undefined)
  return { retention, make, sweep, ask, cover, heights, held, out, chain }
}

function isBetween({ header }: FullBlock, gte: Key, lte: Key): boolean {
  const from = parseHeightKey(gte)?.height ?? 0
  const to = parseHeightKey(lte)?.height ?? 0
  return header.height >= from && header.height <= to
}

describe('retention', () => {
  it('retention: bodies go once a sealed table covers them, headers stay', () => {
    const test = setUp()
    test.sweep(1_000)
    expect(test.heights()).toEqual([1, 2, 3, 4, 5, 6])
    test.cover(4, ['a', 'b'])
    test.sweep(2_000)
    expect(test.heights()).toEqual([5, 6])
    const puts = test.out.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    expect(
      puts.filter((op) => op.type === 'del'),
      'nothing is deleted'
    ).toEqual([])
  })

  it('retention: a table of backups that are not of the fleet covers nothing', () => {
    const known = new Set([realm.identity('a').peer])
    const admits = (peer: string): boolean => known.has(peer)
    const fleet = { open: false, membershipOf: () => undefined, admits, admitted: admits }
    const test = setUp(OPTIONS, true, fleet)
    test.cover(4, ['a', 'invented'])
    test.sweep(1_000)
    expect(test.heights()).toEqual([1, 2, 3, 4, 5, 6])
    known.add(realm.identity('invented').peer)
    test.sweep(2_000)
    expect(test.heights(), 'once both are met').toEqual([5, 6])
  })

  it('retention: a backup by the newest table keeps its copy', () => {
    const test = setUp()
    test.cover(6, ['a', 'member'])
    test.sweep(2_000)
    expect(test.heights()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('retention: what is not temporary is never touched', () => {
    const test = setUp({ ...OPTIONS, temporaryBytesMax: 0 }, false)
    test.cover(6, ['a'])
    test.sweep(1_000)
    test.sweep(90_000)
    expect(test.heights()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('retention: copies go at their age', () => {
    const test = setUp()
    test.sweep(1_000)
    test.sweep(60_000)
    expect(test.heights()).toEqual([1, 2, 3, 4, 5, 6])
    test.sweep(61_001)
    expect(test.heights()).toEqual([])
  })

  it('retention: copies go when they take too much room', () => {
    const test = setUp({ ...OPTIONS, temporaryBytesMax: 10 })
    test.sweep(1_000)
    expect(test.heights()).toEqual([])
  })

  it('retention: a pinned block never goes, and goes again when it is unpinned', () => {
    const test = setUp({ ...OPTIONS, temporaryBytesMax: 10 })
    expect(test.ask('pin', 2, 3)).toMatchObject({ reply: { value: { pinned: [[2, 3]] } } })
    test.sweep(1_000)
    test.cover(6, ['a'])
    test.sweep(90_000)
    expect(test.heights()).toEqual([2, 3])
    test.ask('unpin', 3, 3)
    test.sweep(91_000)
    expect(test.heights()).toEqual([2])
  })

  it('retention: pins are joined, cut and found again after a restart', () => {
    const test = setUp()
    test.ask('pin', 1, 2)
    test.ask('pin', 3, 5)
    expect(test.ask('unpin', 2, 2)).toMatchObject({
      reply: {
        value: {
          pinned: [
            [1, 1],
            [3, 5]
          ]
        }
      }
    })
    const state = new Map(
      test.out.flatMap((effect) =>
        effect.type === 'write'
          ? effect.ops.flatMap((op) => (op.type === 'put' ? [[op.key, op.value] as const] : []))
          : []
      )
    )
    const again = test.make({ ...EMPTY_DISK, state })
    expect([1, 2, 3].map((height) => again.isPinned(test.chain, height))).toEqual([
      true,
      false,
      true
    ])
  })

  it('retention: blocks that are not here cannot be pinned', () => {
    const test = setUp()
    expect(test.ask('pin', 5, 7)).toMatchObject({ reply: { reason: 'notHere' } })
    expect(test.ask('pin', 3, 2)).toMatchObject({ reply: { reason: 'invalid' } })
  })

  it('retention: settings out of range are refused by name', () => {
    expect(() => resolveRetentionOptions({ temporaryAgeMs: 1 })).toThrow('temporaryAgeMs is 1')
    expect(() => resolveRetentionOptions({ sweepIntervalMs: 0 })).toThrow('sweepIntervalMs is 0')
    expect(() => resolveRetentionOptions({ temporaryBytesMax: -1 })).toThrow('temporaryBytesMax')
  })
})
