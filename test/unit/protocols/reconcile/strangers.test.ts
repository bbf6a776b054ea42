/** Vehicles that are no members of a group, and blocks that none of its members can have decided. */
import { describe, expect, it } from 'vitest'
import { createGroupBlock, type FullBlock } from '../../../../src/core/block.ts'
import { type Booth, createGroupBooth } from '../../../../src/core/booth.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { type Bench, type Car, createBench } from './bench.ts'

const signedBy = (bench: Bench, opener: Car, number: number, members: readonly Car[]): Booth =>
  createGroupBooth(opener.identity.crypto, OPEN_FLEET, {
    chain: bench.chain.id,
    number,
    members: new Map(members.map(({ identity }) => [identity.peer, '0'.repeat(32)])),
    openedAtMs: 1,
    opener: opener.identity.peer
  })

describe('strangers', () => {
  it('reconcile: a block that was named, but is of another chain, or without work, is refused', () => {
    for (const workBits of [0, 20]) {
      const bench = createBench('AB', { workBits })
      const chain =
        workBits === 0
          ? bench.chain.id.replace(/^./, (c) => (c === '2' ? '3' : '2'))
          : bench.chain.id
      const [a, b] = bench.cars as readonly [Car, Car]
      a.hold([])
      a.start()
      b.start()
      bench.filter = () => undefined
      bench.connect(a, b)
      const draft = { chain, height: 1, prev: NO_HASH, timeMs: 1, entries: [Uint8Array.of(1)] }
      const block = createGroupBlock(b.identity.crypto, draft, 0)
      const from = b.identity.peer
      const named = {
        chain: bench.chain.id,
        height: 0,
        hash: NO_HASH,
        snapshot: undefined
      } as const
      const ack = {
        ...named,
        type: 'ack',
        decided: { height: 1, hash: block.hash },
        ranges: [{ from: 1, to: 1 }],
        next: [block.hash]
      } as const
      a.step({ type: 'message', from, message: ack })
      const range = { from: 1, to: 1 }
      const blocks = [block.bytes]
      const sent = { type: 'blocks', chain: bench.chain.id, range, blocks } as const
      a.step({ type: 'message', from, message: sent })
      expect(
        a.signals.map(({ type }) => type),
        `${workBits} bits`
      ).toContain('distrust')
      expect(
        a.signals.map(({ type }) => type),
        `${workBits} bits`
      ).not.toContain('decidedBlocks')
    }
  })

  it('reconcile: a member hears of blocks, and of other ones, from members only', () => {
    const bench = createBench('ABCX', { members: 'ABC' })
    const [a, b, c, x] = bench.cars as readonly [Car, Car, Car, Car]
    const blocks = bench.blocks(20)
    const others = bench.blocks(30, 16, 9)
    for (const car of [a, b, c]) {
      car.hold(blocks)
    }
    x.hold(others)
    for (const car of bench.cars) {
      car.start()
    }
    bench.connectAll()
    a.missing(x, others.at(-1) as FullBlock)
    bench.run(5_000)
    expect(a.decided).toEqual({ height: 20, hash: blocks.at(-1)?.hash })
    expect(x.heard.filter(({ type }) => type === 'request')).toEqual([])
    expect(a.machine.isForked(bench.chain.id)).toBe(false)
    expect(a.countOf('reconcile:forked')).toBe(0)
  })

  it('reconcile: a state with a booth that no member of the one before has opened is not asked for', () => {
    let second: Booth | undefined
    const bench = createBench('ABCX', { members: 'ABC', engine: { boothOf: () => second } })
    const [a, b, c, x] = bench.cars as readonly [Car, Car, Car, Car]
    const blocks = bench.blocks(20)
    second = signedBy(bench, b, 2, [a, b])
    const offered: [Booth, number][] = [
      [signedBy(bench, x, 3, [a, x]), 0],
      [signedBy(bench, c, 3, [a, x]), 0],
      [signedBy(bench, b, 3, [a, x]), 1]
    ]
    a.hold(blocks.slice(0, 1))
    b.hold(blocks)
    b.start()
    b.compact(blocks[15] as FullBlock, 12, [Uint8Array.of(1)])
    for (const [booth, parts] of offered) {
      bench.filter = (_from, _to, message) =>
        message.type === 'ack' && message.snapshot !== undefined
          ? { ...message, snapshot: { ...message.snapshot, booth: booth.bytes } }
          : message
      a.start()
      bench.connect(a, b)
      bench.run(1_000)
      const { opener } = booth
      expect(b.heard.filter(({ type }) => type === 'pullPart').length, opener).toBe(parts)
      bench.disconnect(a, b)
    }
  })
})
