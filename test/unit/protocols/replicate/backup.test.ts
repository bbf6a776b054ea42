/** The backup's role: offers and room, manifests, chunks, and the word it gives. */
import { describe, expect, it } from 'vitest'
import {
  decodeHoldAck,
  sealTable,
  signHoldAck,
  signTable,
  verifyHoldAck
} from '../../../../src/core/table.ts'
import { createTestChain, testEntries } from '../../../support/chain.ts'
import { type Bench, createBench, headerOnly } from './bench.ts'

const HALF = 5

/** A bench that has reserved room and been sent the manifest. */
function pulling(options: Parameters<typeof createBench>[0] = {}): Bench {
  const bench = createBench(options)
  bench.connect(bench.proposer.peer)
  bench.tell(bench.offer())
  bench.tell(bench.manifest())
  return bench
}

/** A bench that holds the chain for epoch 1. */
function holding(): Bench {
  const bench = pulling()
  bench.tell(bench.chunk(1, HALF))
  bench.tell(bench.chunk(HALF + 1, 10))
  return bench
}

function sealedOf(bench: Bench, epoch: number, members: readonly string[]) {
  const { test, proposer } = bench
  const base = { chain: test.chain.id, epoch, height: 10, headHash: test.block(10).hash }
  const identities = members.map((name) => bench.identity(name))
  const signed = signTable(proposer.crypto, {
    ...base,
    previous: undefined,
    members: identities.map(({ peer }) => peer),
    chainBytes: 1,
    issuedAtMs: 1,
    steward: undefined
  })
  const acks = new Map(
    identities.map((of) => [of.peer, signHoldAck(of.crypto, { ...base, peer: of.peer })])
  )
  return sealTable(proposer.crypto, signed, acks)
}

describe('offers', () => {
  it('offer: room is reserved on disk before it is promised', () => {
    const bench = createBench()
    bench.tell(bench.offer())
    const [answer] = bench.sent('offerAnswer')
    expect(answer).toMatchObject({
      receiver: bench.proposer.peer,
      refusal: undefined,
      have: undefined
    })
    expect(bench.written(`s/replicate/reserve/${bench.test.chain.id}`)).toMatchObject({
      epoch: 1,
      backups: 2,
      untilMs: bench.now() + 600_000
    })
    const kinds = bench.effects.map(({ type }) => type)
    expect(kinds.lastIndexOf('write')).toBeLessThan(kinds.indexOf('send'))
    expect(bench.machine.reservedBytes()).toBe(bench.offer().bytes)
    expect(bench.signals('reserved')).toMatchObject([{ untilMs: bench.now() + 600_000 }])
    expect(bench.machine.dutyOf(bench.test.chain.id)).toBe('backup')
  })

  it('offer: taken when it just fits, refused when one byte is missing', () => {
    const { bytes } = createBench().offer()
    for (const [quota, disk, refusal] of [
      [bytes, bytes, undefined],
      [bytes - 1, bytes, 'full'],
      [bytes, bytes - 1, 'full']
    ] as const) {
      const bench = createBench()
      bench.environment.setQuota(quota, 0, disk)
      bench.tell(bench.offer())
      expect(bench.sent('offerAnswer')[0]?.refusal, `${quota} ${disk}`).toBe(refusal)
    }
  })

  it('offer: what is here already needs no room', () => {
    const bench = createBench()
    const { holdings } = bench.environment
    holdings.adopt(bench.test.chain, bench.effects)
    for (const block of bench.test.blocks.slice(0, 9)) {
      holdings.put(block, bench.effects)
    }
    bench.environment.setQuota(bench.test.block(10).bytes.length, 0, 1 << 30)
    bench.tell(bench.offer())
    const { hash } = bench.test.block(9)
    expect(bench.sent('offerAnswer')[0]).toMatchObject({
      refusal: undefined,
      have: { height: 9, hash }
    })
    expect(bench.machine.reservedBytes()).toBe(bench.test.block(10).bytes.length)
  })

  it('offer: two offers together never exceed the room', () => {
    const bench = createBench()
    const { bytes } = bench.offer()
    bench.environment.setQuota(1.5 * bytes, 0, 1.5 * bytes)
    bench.tell(bench.offer())
    bench.environment.setQuota(1.5 * bytes, bench.machine.reservedBytes(), 1.5 * bytes)
    const other = createTestChain(bench.proposer, 8)
    other.add(testEntries(1))
    const second = { chain: other.chain.id, genesis: other.chain.bytes }
    bench.tell(bench.offer(second))
    bench.tell(bench.offer())
    expect(bench.sent('offerAnswer').map(({ refusal }) => refusal)).toEqual([
      undefined,
      'full',
      undefined
    ])
    bench.environment.setQuota(1 << 30, 0, 1.5 * bytes)
    bench.tell(bench.offer(second))
    expect(bench.sent('offerAnswer')[0]?.refusal).toBe('full')
  })

  it('offer: only of the proposer, for its own chain', () => {
    const bench = createBench()
    const other = createTestChain(bench.identity('other'), 8)
    bench.tell(bench.offer(), bench.identity('other').peer)
    bench.tell(bench.offer({ issuer: bench.identity('other').peer }), bench.identity('other').peer)
    bench.tell(bench.offer({ genesis: other.chain.bytes }))
    bench.tell(bench.offer({ issuer: bench.identity('other').peer }))
    expect(bench.sent('offerAnswer').map(({ refusal }) => refusal)).toEqual([
      'forged',
      'forged',
      'forged',
      'forged'
    ])
    expect(bench.machine.reservedBytes()).toBe(0)
  })

  it('offer: an older epoch than reserved, held or sealed is stale, and is told of the table', () => {
    const bench = createBench()
    bench.tell(bench.offer({ epoch: 3 }))
    bench.tell(bench.offer({ epoch: 2 }))
    expect(bench.sent('offerAnswer').map(({ refusal }) => refusal)).toEqual([undefined, 'stale'])
    expect(bench.sent('seal')).toEqual([])
    const held = holding()
    held.tell(held.offer({ epoch: 1 }))
    expect(held.sent('offerAnswer').at(-1)?.refusal).toBeUndefined()
    const sealed = sealedOf(held, 4, ['self', 'b'])
    held.tell({ type: 'seal', genesis: held.test.chain.bytes, sealed: sealed.bytes })
    held.tell(held.offer({ epoch: 4 }))
    expect(held.facts('declined').at(-1)).toMatchObject({ reason: 'stale' })
    expect(held.sent('seal')[0]).toMatchObject({ sealed: sealed.bytes })
  })

  it('offer: a later epoch takes the place of an earlier one, with its transfer', () => {
    const bench = pulling()
    bench.tell(bench.offer({ epoch: 2 }))
    expect(bench.machine.status(0).transfers[bench.test.chain.id]).toMatchObject({
      epoch: 2,
      blocksLeft: undefined
    })
    bench.sent('hold')
    bench.tell(bench.chunk(1, HALF))
    bench.tell(bench.chunk(HALF + 1, 10))
    expect(bench.sent('hold')).toEqual([])
  })

  it('offer: no more than 64 reservations at a time', () => {
    const bench = createBench()
    for (let i = 0; i < 65; i++) {
      const { chain } = createTestChain(bench.proposer, i + 20)
      bench.tell(bench.offer({ chain: chain.id, genesis: chain.bytes }))
    }
    const refusals = bench.sent('offerAnswer').map(({ refusal }) => refusal)
    expect(refusals.filter((of) => of === undefined)).toHaveLength(64)
    expect(refusals.at(-1)).toBe('busy')
    bench.tell(bench.offer({ chain: createTestChain(bench.proposer, 20).chain.id }))
  })

  it('offer: a cancelled or expired reservation frees its room', () => {
    const bench = createBench()
    const cancel = { type: 'offerCancel', chain: bench.test.chain.id, epoch: 1 } as const
    bench.tell(bench.offer())
    bench.tell({ ...cancel, epoch: 2 })
    bench.tell(cancel, bench.identity('other').peer)
    expect(bench.machine.reservedBytes()).toBeGreaterThan(0)
    bench.tell(cancel)
    expect(bench.machine.reservedBytes()).toBe(0)
    bench.tell(bench.offer())
    bench.after(599_999)
    expect(bench.machine.reservedBytes()).toBeGreaterThan(0)
    bench.after(1)
    expect(bench.machine.reservedBytes()).toBe(0)
    expect(bench.facts('expired')).toHaveLength(1)
    expect(bench.signals('reserved').at(-1)).toMatchObject({ untilMs: undefined })
    expect(bench.machine.dutyOf(bench.test.chain.id)).toBe('none')
  })

  it('offer: a transfer that goes on keeps its reservation', () => {
    const bench = pulling()
    bench.after(400_000)
    bench.tell(bench.chunk(1, HALF))
    bench.after(400_000)
    expect(bench.machine.reservedBytes()).toBeGreaterThan(0)
  })

  it('offer: a reservation survives a restart, unless it was cancelled', () => {
    const bench = createBench()
    bench.tell(bench.offer())
    const again = createBench({ disk: bench.disk() })
    bench.tell({ type: 'offerCancel', chain: bench.test.chain.id, epoch: 1 })
    expect(createBench({ disk: bench.disk() }).machine.status(0).transfers).toEqual({})
    expect(again.machine.reservedBytes()).toBe(bench.offer().bytes)
    expect(again.signals('reserved')).toHaveLength(1)
    again.connect(again.proposer.peer)
    again.tell(again.manifest())
    expect(again.sent('pull')).toHaveLength(2)
  })
})

describe('manifests', () => {
  it('manifest: its chunks are pulled from the best source', () => {
    const bench = pulling()
    expect(bench.sent('pull')).toMatchObject([
      { from: 1, to: 5 },
      { from: 6, to: 10 }
    ])
  })

  it('manifest: without a reservation, or of another epoch or issuer, nothing is pulled', () => {
    const bench = createBench()
    bench.connect(bench.proposer.peer)
    bench.tell(bench.manifest())
    bench.tell(bench.offer())
    bench.tell(bench.manifest({ epoch: 2 }))
    bench.tell(bench.manifest(), bench.identity('other').peer)
    expect(bench.sent('pull')).toEqual([])
  })

  const faults: Readonly<Record<string, (bench: Bench) => Partial<ReturnType<Bench['manifest']>>>> =
    {
      'signed by somebody else': (bench) => bench.manifest({}, bench.identity('other')),
      'of another head': (bench) =>
        bench.manifest({ ends: [{ height: 10, hash: bench.test.block(9).hash }] }),
      'of another height': (bench) =>
        bench.manifest({ height: 9, ends: [{ height: 9, hash: bench.test.block(9).hash }] }),
      'with the certificate of another block': (bench) => ({
        certificate: bench.test.certificateOf(9).bytes
      }),
      'with a booth of another chain': (bench) => ({
        booth: createTestChain(bench.identity('other')).booth.bytes
      }),
      'with a certificate without valid signatures': (bench) => {
        const { bytes } = bench.test.certificateOf(10)
        const certificate = bytes.slice()
        certificate[certificate.length - 1] = (certificate.at(-1) ?? 0) ^ 1
        return { certificate }
      },
      'that cannot be decoded': () => ({ booth: Uint8Array.of(1, 2, 3) })
    }
  for (const [name, change] of Object.entries(faults)) {
    it(`manifest: one ${name} is refused`, () => {
      const bench = createBench()
      bench.connect(bench.proposer.peer)
      bench.tell(bench.offer())
      bench.tell({ ...bench.manifest(), ...change(bench) })
      expect(bench.sent('pull')).toEqual([])
      expect(bench.facts('refused')).toMatchObject([{ message: 'manifest' }])
      expect(bench.signals('distrust')).toMatchObject([{ peer: bench.proposer.peer }])
    })
  }

  it('manifest: the same again is answered with progress, and with a hold once it is complete', () => {
    const bench = pulling()
    bench.tell(bench.chunk(1, HALF))
    bench.tell(bench.manifest())
    expect(bench.sent('progress')).toMatchObject([{ blocks: 5, epoch: 1 }])
    bench.tell(bench.chunk(HALF + 1, 10))
    expect(bench.sent('hold')).toHaveLength(1)
    bench.tell(bench.manifest())
    expect(bench.sent('hold')).toHaveLength(1)
    bench.tell(bench.manifest({ epoch: 2 }))
    expect(bench.sent('hold')).toEqual([])
  })

  it('manifest: with everything here already the word is given at once', () => {
    const bench = holding()
    bench.sent('hold')
    bench.tell(bench.offer({ epoch: 2 }))
    bench.tell(bench.manifest({ epoch: 2, from: 11, prev: bench.test.block(10).hash, ends: [] }))
    const [hold] = bench.sent('hold')
    expect(decodeHoldAck(hold?.ack ?? new Uint8Array(0))).toMatchObject({ epoch: 2, height: 10 })
  })
})

describe('transfers', () => {
  it('transfer: the hold is on disk before it is said, with certificate and booth', () => {
    const bench = pulling()
    bench.tell(bench.chunk(HALF + 1, 10))
    expect(bench.sent('hold')).toEqual([])
    bench.tell(bench.chunk(1, HALF))
    const [hold] = bench.sent('hold')
    const ack = hold?.ack ?? new Uint8Array(0)
    expect(hold?.receiver).toBe(bench.proposer.peer)
    expect(verifyHoldAck(bench.proposer.crypto, ack)).toBe(true)
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

  it('transfer: at most four chunks are outstanding', () => {
    const bench = createBench({ blocks: 40 })
    const ends = bench.test.blocks.map(({ header, hash }) => ({ height: header.height, hash }))
    bench.connect(bench.proposer.peer)
    bench.tell(bench.offer())
    bench.tell(bench.manifest({ ends }))
    expect(bench.sent('pull').map(({ from }) => from)).toEqual([1, 2, 3, 4])
    bench.tell(bench.chunk(2, 2))
    expect(bench.sent('pull').map(({ from }) => from)).toEqual([5])
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
    bench.tell(bench.chunk(1, HALF))
    expect(bench.facts('forked')).toHaveLength(1)
    expect(bench.machine.reservedBytes()).toBe(0)
    expect(bench.signals('distrust')).toEqual([])
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

  it('transfer: certificates that fit are kept, others are not', () => {
    const bench = pulling()
    const { test } = bench
    const certificates = [4, 2, 9].map((height) => test.certificateOf(height).bytes)
    bench.tell(bench.chunk(1, HALF, { certificates, booths: [test.booth.bytes] }))
    const keys = bench.effects.flatMap((effect) =>
      effect.type === 'write' ? effect.ops.map(({ key }) => key) : []
    )
    const kept = keys.filter((key) => key.startsWith('c/')).map((key) => key.slice(-1))
    expect(kept).toEqual(['4', '2'])
    const other = bench.identity('other').peer
    const false8 = test.certificateOf(8).bytes.slice()
    false8[false8.length - 1] = (false8.at(-1) ?? 0) ^ 1
    const chunk = bench.chunk(6, 10, { certificates: [false8], booths: [test.booth.bytes] })
    bench.tell(chunk, other)
    const all = bench.effects.flatMap((effect) =>
      effect.type === 'write' ? effect.ops.map(({ key }) => key) : []
    )
    expect(all.filter((key) => key.startsWith('c/')).map((key) => key.slice(-1))).toEqual([
      '4',
      '2',
      'a'
    ])
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
