/** Offers: which a vehicle takes, and the room it keeps. */
import { describe, expect, it } from 'vitest'
import { REPLICATE_DEFAULTS } from '../../../../src/protocols/replicate/options.ts'
import type { OfferRefusal } from '../../../../src/protocols/replicate/types.ts'
import { createTestChain, testEntries } from '../../../support/chain.ts'
import { createBench } from './bench.ts'
import { fleetOf, HALF, holding, pulling, sealedOf } from './bench-states.ts'

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
    for (const [quota, used, disk, refusal] of [
      [bytes, 0, bytes, undefined],
      [bytes - 1, 0, bytes, 'full'],
      [bytes, 0, bytes - 1, 'full'],
      [2 * bytes, bytes, bytes, undefined],
      [2 * bytes, bytes + 1, bytes, 'full']
    ] as const) {
      const bench = createBench()
      bench.environment.setQuota(quota, used, disk)
      bench.tell(bench.offer())
      expect(bench.sent('offerAnswer')[0]?.refusal, `${quota} ${used} ${disk}`).toBe(refusal)
    }
  })

  it('offer: what is here already needs no room', () => {
    const bench = createBench()
    const { holdings } = bench.environment
    holdings.adopt(bench.test.chain, bench.effects)
    for (const block of bench.test.blocks.slice(0, 9)) {
      holdings.put(block, bench.effects)
    }
    const { bytes } = bench.offer()
    bench.environment.setQuota(bytes, bytes - bench.test.block(10).bytes.length, 1 << 30)
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
    expect(bench.sent('offerAnswer')).toMatchObject([
      { refusal: undefined, knownEpoch: 3 },
      { refusal: 'stale', knownEpoch: 3 }
    ])
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

  it('offer: no more than 64 reservations at a time, 16 of one issuer', () => {
    const bench = createBench()
    const offerOf = (name: string, nonce: number): OfferRefusal | undefined => {
      const issuer = bench.identity(name)
      const { chain } = createTestChain(issuer, nonce)
      const change = { chain: chain.id, genesis: chain.bytes, issuer: issuer.peer }
      bench.tell(bench.offer(change), issuer.peer)
      return bench.sent('offerAnswer')[0]?.refusal
    }
    for (const name of 'abcd') {
      for (let i = 0; i < 16; i++) {
        expect(offerOf(name, i), `${name} ${i}`).toBe(undefined)
      }
      expect(offerOf(name, 16), `one too many of ${name}`).toBe('busy')
      expect(offerOf(name, 15), `one again of ${name}`).toBe(undefined)
    }
    expect(offerOf('e', 0), 'one too many in all').toBe('busy')
  })

  it('offer: half of the quota at most is for the chains of one proposer', () => {
    const bench = createBench({ replicate: REPLICATE_DEFAULTS })
    const { bytes } = bench.offer()
    bench.environment.setQuota(4 * bytes, 0, 1 << 30)
    const offerOf = (name: string, nonce: number, size: number): OfferRefusal | undefined => {
      const issuer = bench.identity(name)
      const { chain } = createTestChain(issuer, nonce)
      const change = { chain: chain.id, genesis: chain.bytes, issuer: issuer.peer, bytes: size }
      bench.tell(bench.offer(change), issuer.peer)
      return bench.sent('offerAnswer')[0]?.refusal
    }
    expect(offerOf('a', 1, 2 * bytes + 1), 'one chain above its share').toBe('full')
    expect(offerOf('a', 1, bytes)).toBe(undefined)
    expect(offerOf('a', 1, 2 * bytes), 'the same again, for more').toBe(undefined)
    expect(offerOf('a', 1, bytes)).toBe(undefined)
    expect(offerOf('a', 2, bytes + 1), 'two chains above its share').toBe('full')
    expect(offerOf('b', 1, 2 * bytes), 'room of another').toBe(undefined)
    const { holdings } = bench.environment
    const test = createTestChain(bench.identity('a'), 3)
    holdings.adopt(test.chain, bench.effects)
    holdings.put(test.add(testEntries(1)), bench.effects)
    expect(offerOf('a', 2, bytes), 'what is held counts').toBe('full')
  })

  it('seal: a chain for which nobody of the fleet stands stays unknown', () => {
    for (const [met, isKnown] of [
      [[], false],
      [['a'], false],
      [['a', 'b'], true],
      [['proposer'], true]
    ] as const) {
      const fleet = fleetOf(...met)
      const bench = createBench({ overrides: { fleet } })
      const sealed = sealedOf(bench, 1, ['a', 'b'])
      const { chain } = bench.test
      bench.tell({ type: 'seal', genesis: chain.bytes, sealed: sealed.bytes })
      expect(bench.environment.holdings.get(chain.id) !== undefined, met.join()).toBe(isKnown)
      expect(bench.environment.tables.get(chain.id) !== undefined, met.join()).toBe(isKnown)
    }
  })

  it('offer: no byte beyond those that were offered is stored', () => {
    const bench = createBench()
    bench.connect(bench.proposer.peer)
    bench.tell(bench.offer({ bytes: bench.test.block(1).bytes.length }))
    bench.tell(bench.manifest())
    bench.tell(bench.chunk(1, HALF))
    expect(bench.environment.holdings.get(bench.test.chain.id)?.bytes).toBe(0)
    expect(bench.machine.reservedBytes()).toBe(0)
    expect(bench.facts('refused').at(-1)).toMatchObject({ message: 'chunk' })
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
