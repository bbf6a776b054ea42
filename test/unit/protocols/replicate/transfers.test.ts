/** Transfers: what is taken from whom, and the word that is given in the end. */
import { describe, expect, it } from 'vitest'
import { decodeHoldAck, verifyHoldAck } from '../../../../src/core/table.ts'
import { createTestChain, testEntries } from '../../../support/chain.ts'
import { type Bench, createBench, headerOnly } from './bench.ts'
import { HALF, holding, pulling, sealedOf } from './bench-states.ts'

describe('transfers', () => {
  it('transfer: the hold is on disk before it is said, with certificate and booth', () => {
    const bench = pulling()
    bench.tell(bench.chunk(HALF + 1, 10))
    expect(bench.sent('hold')).toEqual([])
    bench.tell(bench.chunk(1, HALF))
    const [hold] = bench.sent('hold')
    const ack = hold?.ack ?? new Uint8Array(0)
    expect(hold?.receiver).toBe(bench.proposer.peer)
    expect(verifyHoldAck(bench.proposer.crypto, decodeHoldAck(ack), ack)).toBe(true)
    expect(decodeHoldAck(ack)).toEqual({
      chain: bench.test.chain.id,
      epoch: 1,
      height: 10,
      headHash: bench.test.block(10).hash,
      peer: bench.environment.self
    })
    expect(bench.written(`s/replicate/hold/${bench.test.chain.id}`)).toMatchObject({ epoch: 1 })
    const held = bench.environment.holdings.get(bench.test.chain.id)
    expect(held?.certified?.height).toBe(10)
    expect(bench.machine.status(0).transfers).toEqual({})
    expect(bench.signals('reserved').at(-1)).toMatchObject({ untilMs: undefined })
    expect(bench.signals('holding')).toMatchObject([{ epoch: 1, backups: 2, head: { height: 10 } }])
    expect(bench.signals('certified')).toMatchObject([{ head: { height: 10 } }])
    expect(bench.machine.dutyOf(bench.test.chain.id)).toBe('backup')
  })

  it('transfer: a later table that leaves this vehicle out makes its copy obsolete', () => {
    const bench = holding()
    const { chain } = bench.test
    const genesis = chain.bytes
    bench.tell({ type: 'seal', genesis, sealed: sealedOf(bench, 1, ['self', 'b']).bytes })
    expect(bench.machine.dutyOf(chain.id)).toBe('backup')
    bench.tell({ type: 'seal', genesis, sealed: sealedOf(bench, 2, ['b', 'c']).bytes })
    expect(bench.machine.dutyOf(chain.id)).toBe('obsolete')
    bench.signal({ type: 'released', chain: chain.id, peer: bench.environment.self, epoch: 2 })
    expect(bench.machine.dutyOf(chain.id)).toBe('none')
    expect(bench.machine.status(0).holds).toEqual({})
    expect(bench.sent('sealAck').map(({ epoch }) => epoch)).toEqual([1, 2])
  })

  it('transfer: a table of its epoch ends a reservation that was not cancelled', () => {
    const bench = pulling()
    const sealed = sealedOf(bench, 1, ['b', 'c'])
    bench.signal({ type: 'table', chain: bench.test.chain.id, sealed })
    expect(bench.machine.reservedBytes()).toBe(0)
  })

  const lies: Readonly<Record<string, (bench: Bench) => ReturnType<Bench['chunk']>>> = {
    'another chain': (bench) => {
      const other = createTestChain(bench.proposer, 9)
      for (let i = 0; i < 5; i++) {
        other.add(testEntries(1, 100, i))
      }
      return bench.chunk(1, 5, { blocks: other.blocks.map(({ bytes }) => bytes) })
    },
    'blocks in another order': (bench) =>
      bench.chunk(1, 5, { blocks: bench.chunk(1, 5).blocks.toReversed() }),
    'a header without its body': (bench) =>
      bench.chunk(1, 5, {
        blocks: [...bench.chunk(1, 4).blocks, headerOnly(bench.test.block(5))]
      }),
    'a block that does not link': (bench) => {
      const fork = createTestChain(bench.proposer)
      for (let i = 0; i < 5; i++) {
        fork.add(testEntries(1, 100, i === 2 ? 77 : i))
      }
      const blocks = bench.chunk(1, 5).blocks.with(2, fork.block(3).bytes)
      return bench.chunk(1, 5, { blocks })
    },
    'an end that the manifest does not name': (bench) => {
      const fork = createTestChain(bench.proposer)
      for (let i = 0; i < 5; i++) {
        fork.add(testEntries(1, 100, i === 4 ? 77 : i))
      }
      return bench.chunk(1, 5, { blocks: fork.blocks.map(({ bytes }) => bytes) })
    },
    'bytes that are no block': (bench) =>
      bench.chunk(1, 5, { blocks: bench.chunk(1, 5).blocks.with(1, Uint8Array.of(9)) })
  }
  for (const [name, lie] of Object.entries(lies)) {
    it(`transfer: ${name} is refused whole, and its sender not asked again`, () => {
      const bench = pulling()
      const other = bench.identity('other').peer
      bench.sent('pull')
      bench.tell(lie(bench))
      expect(bench.environment.holdings.get(bench.test.chain.id)?.lastHeight).toBe(0)
      expect(bench.signals('distrust')).toMatchObject([{ peer: bench.proposer.peer }])
      bench.connect(other)
      bench.tell({ ...bench.manifest(), sources: [bench.proposer.peer, other] })
      bench.after(10)
      expect(new Set(bench.sent('pull').map(({ receiver }) => receiver))).toEqual(new Set([other]))
      bench.tell(bench.chunk(1, HALF))
      expect(bench.environment.holdings.get(bench.test.chain.id)?.lastHeight).toBe(0)
      bench.tell(bench.chunk(1, HALF), other)
      bench.tell(bench.chunk(HALF + 1, 10), other)
      expect(bench.sent('hold')).toHaveLength(1)
    })
  }

  it('transfer: a chunk that was not asked for is not taken', () => {
    const bench = pulling()
    bench.tell(bench.chunk(2, 4))
    bench.tell(bench.chunk(1, 7))
    bench.tell(bench.chunk(1, HALF), bench.identity('other').peer)
    const held = bench.environment.holdings.get(bench.test.chain.id)
    expect(held?.lastHeight).toBe(HALF) // any sender will do: blocks prove themselves
  })

  it('transfer: a part of what was asked for is taken, and the rest asked for', () => {
    const bench = pulling({ replicate: { pullsOutstandingMax: 1 } })
    expect(bench.sent('pull')).toHaveLength(1)
    bench.tell(bench.chunk(1, 2))
    expect(bench.sent('pull')).toMatchObject([{ from: 3, to: 5 }])
    expect(bench.environment.holdings.get(bench.test.chain.id)?.lastHeight).toBe(2)
  })

  it('transfer: blocks held behind a gap are not asked for again', () => {
    const bench = createBench({ blocks: 20 })
    const { chain, blocks } = bench.test
    bench.environment.holdings.adopt(chain, bench.effects)
    for (const block of blocks) {
      if ([3, 4, 8, 9, 10, 15, 16, 17, 18, 19, 20].includes(block.header.height)) {
        bench.environment.holdings.put(block, bench.effects)
      }
    }
    bench.connect(bench.proposer.peer)
    bench.tell(bench.offer())
    bench.tell(bench.manifest())
    const gaps: readonly (readonly [number, number])[] = [
      [1, 2],
      [5, 7],
      [11, 14]
    ]
    expect(bench.sent('pull').map(({ from, to }) => [from, to])).toEqual(gaps)
    for (const [from, to] of gaps) {
      expect(bench.sent('hold'), `before ${from}`).toEqual([])
      bench.tell(bench.chunk(from, to))
    }
    expect(bench.sent('hold')).toHaveLength(1)
  })

  /** A backup of 40 blocks, each of which is a chunk, and the pulls it has sent since the last look. */
  function slowly(): Bench & { pulls(): readonly (readonly [number, number])[] } {
    const bench = createBench({ blocks: 40, replicate: { pullTimeoutMs: 60_000 } })
    const ends = bench.test.blocks.map(({ header, hash }) => ({ height: header.height, hash }))
    bench.connect(bench.proposer.peer)
    bench.tell(bench.offer())
    bench.tell(bench.manifest({ ends }))
    return { ...bench, pulls: () => bench.sent('pull').map(({ from, to }) => [from, to]) }
  }

  it('transfer: at most four chunks are outstanding', () => {
    const bench = slowly()
    expect(bench.pulls()).toEqual([1, 2, 3, 4].map((height) => [height, height]))
    bench.after(501)
    bench.tell(bench.chunk(2, 2))
    expect(bench.pulls()).toEqual([[5, 5]])
  })

  it('transfer: while chunks come fast a pull asks for twice as much, and two are outstanding', () => {
    const bench = slowly()
    bench.pulls()
    bench.after(500)
    bench.tell(bench.chunk(1, 1))
    expect(bench.pulls()).toEqual([[5, 6]])
    bench.tell(bench.chunk(2, 2))
    expect(bench.pulls(), 'two of the greatest are as much').toEqual([])
    bench.tell(bench.chunk(3, 3))
    bench.tell(bench.chunk(4, 4))
    expect(bench.pulls()).toEqual([[7, 10]])
    bench.tell(bench.chunk(5, 6))
    expect(bench.pulls(), 'and no larger').toEqual([[11, 14]])
    bench.after(1_000)
    bench.tell(bench.chunk(7, 10))
    expect(bench.pulls(), 'as before').toEqual([[15, 18]])
    bench.after(1)
    bench.tell(bench.chunk(11, 14))
    expect(bench.pulls(), 'smaller when one was slow').toEqual([
      [19, 20],
      [21, 22],
      [23, 24]
    ])
  })

  it('transfer: after a pull without answer the next ones are small again', () => {
    const bench = slowly()
    for (const height of [1, 2, 3]) {
      bench.tell(bench.chunk(height, height))
    }
    expect(bench.pulls().at(-1)).toEqual([5, 6])
    bench.after(60_000)
    expect(bench.pulls()).toEqual([
      [4, 4],
      [5, 6],
      [7, 7],
      [8, 8]
    ])
  })

  it('transfer: a large pull ends before a block that is held', () => {
    const bench = slowly()
    bench.environment.holdings.put(bench.test.block(7), bench.effects)
    for (const height of [1, 2, 3, 4]) {
      bench.tell(bench.chunk(height, height))
    }
    expect(bench.pulls().slice(4)).toEqual([
      [5, 6],
      [8, 11]
    ])
  })

  it('transfer: a slow source is passed over, and asked again when there is no other', () => {
    const bench = pulling()
    const other = bench.identity('other').peer
    bench.connect(other)
    bench.tell({ ...bench.manifest(), sources: [bench.proposer.peer, other] })
    bench.sent('pull')
    bench.after(1_999)
    expect(bench.sent('pull')).toEqual([])
    bench.after(1)
    expect(bench.sent('pull').map(({ receiver }) => receiver)).toContain(other)
    const alone = pulling()
    alone.sent('pull')
    alone.after(2_000)
    expect(alone.sent('pull')).toHaveLength(2)
    alone.after(2_000)
    expect(alone.sent('pull')).toEqual([])
    alone.after(2_000)
    expect(alone.sent('pull')).toHaveLength(2)
  })

  it('transfer: a source that has nothing is passed over, a busy one asked again soon', () => {
    const bench = pulling()
    const other = bench.identity('other').peer
    const refused = { type: 'pullRefused', chain: bench.test.chain.id, from: 1, to: 5 } as const
    bench.connect(other)
    bench.tell({ ...bench.manifest(), sources: [bench.proposer.peer, other] })
    bench.sent('pull')
    bench.tell({ ...refused, reason: 'notHere' }, other)
    expect(bench.sent('pull')).toEqual([])
    bench.tell({ ...refused, reason: 'notHere' })
    expect(bench.sent('pull')).toMatchObject([{ from: 1, receiver: other }])
    bench.tell({ ...refused, reason: 'busy' }, other)
    expect(bench.sent('pull')).toEqual([])
    bench.after(100)
    expect(bench.sent('pull').map(({ receiver }) => receiver)).toEqual([other])
  })

  it('transfer: more bytes than were offered end it', () => {
    const bench = createBench()
    bench.connect(bench.proposer.peer)
    bench.tell(bench.offer({ bytes: bench.offer().bytes - 1 }))
    bench.tell(bench.manifest())
    bench.tell(bench.chunk(1, HALF))
    bench.tell(bench.chunk(HALF + 1, 10))
    expect(bench.sent('hold')).toEqual([])
    expect(bench.machine.reservedBytes()).toBe(0)
    expect(bench.facts('refused').at(-1)).toMatchObject({ message: 'chunk' })
  })

  it('transfer: blocks in conflict with those held end it, and nobody is blamed', () => {
    const bench = createBench()
    const fork = createTestChain(bench.proposer)
    for (let i = 0; i < 10; i++) {
      fork.add(testEntries(1, 100, i + 50))
    }
    const { holdings } = bench.environment
    holdings.adopt(fork.chain, bench.effects)
    holdings.put(fork.block(3), bench.effects)
    bench.connect(bench.proposer.peer)
    bench.tell(bench.offer())
    bench.tell(bench.manifest())
    bench.tell(bench.chunk(1, 2))
    expect(bench.facts('forked')).toHaveLength(1)
    expect(bench.machine.reservedBytes()).toBe(0)
    expect(bench.signals('distrust')).toEqual([])
  })

  it('transfer: blocks held that the chain offered does not have end it', () => {
    for (const [first, last] of [
      [1, HALF],
      [1, 10]
    ] as const) {
      const bench = createBench()
      const fork = createTestChain(bench.proposer)
      const { holdings } = bench.environment
      holdings.adopt(fork.chain, bench.effects)
      for (let height = 1; height <= 10; height++) {
        const block = fork.add(testEntries(1, 100, height < 3 ? height - 1 : height + 50))
        if (first <= height && height <= last) {
          holdings.put(block, bench.effects)
        }
      }
      bench.connect(bench.proposer.peer)
      bench.tell(bench.offer())
      bench.tell(bench.manifest())
      if (last === HALF) {
        bench.tell(bench.chunk(HALF + 1, 10))
      }
      expect(bench.facts('forked'), `held to ${last}`).toHaveLength(1)
      expect(bench.machine.reservedBytes(), `held to ${last}`).toBe(0)
      expect(holdings.get(fork.chain.id)?.lastHeight, 'nothing of it was stored').toBe(last)
      expect(bench.signals('distrust'), `held to ${last}`).toEqual([])
    }
  })

  it('transfer: progress is told every second', () => {
    const bench = pulling()
    bench.after(999)
    expect(bench.sent('progress')).toEqual([])
    bench.after(1)
    expect(bench.sent('progress')).toHaveLength(1)
    bench.after(1_000)
    expect(bench.sent('progress')).toHaveLength(1)
  })

  it('transfer: evidence of a fork ends it', () => {
    const bench = pulling()
    const { id } = bench.test.chain
    bench.signal({ type: 'evidence', chain: id, evidence: new Uint8Array(0) })
    expect(bench.machine.reservedBytes()).toBe(0)
    bench.tell(bench.offer())
    expect(bench.sent('offerAnswer').at(-1)?.refusal).toBe('frozen')
    const held = holding()
    held.sent('hold')
    held.signal({ type: 'evidence', chain: id, evidence: new Uint8Array(0) })
    held.tell(held.manifest())
    expect(held.sent('hold')).toEqual([])
  })

  it('transfer: a source distrusted by another machine is not asked', () => {
    const bench = pulling()
    bench.sent('pull')
    bench.signal({ type: 'distrust', peer: bench.proposer.peer, reason: 'it lied' })
    bench.after(2_000)
    expect(bench.sent('pull')).toEqual([])
  })
})
