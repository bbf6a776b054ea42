/** The issuer's role alone: offers, places kept, manifests, and when a backup counts as lost. */
import { describe, expect, it } from 'vitest'
import { decodeManifestBody } from '../../../../src/protocols/replicate/spec.ts'
import { createBench } from './bench.ts'
import { sealedOf } from './bench-states.ts'
import { answer, hold, type Load, placing, receivers } from './issuing.ts'

describe('issuer', () => {
  it('issuer: the draft is on disk before the first offer', () => {
    const bench = placing('ab', 1)
    const kinds = bench.effects.map((effect) =>
      effect.type === 'write' ? (effect.ops[0]?.key ?? '') : effect.type
    )
    const draft = kinds.indexOf(`s/replicate/placement/${bench.test.chain.id}`)
    expect(draft).toBeGreaterThan(0)
    expect(draft).toBeLessThan(kinds.indexOf('send'))
  })

  it('issuer: the first drawn is chosen, and the choice is on disk before its manifest', () => {
    const bench = placing('abcd', 1)
    const [first = '', second = ''] = receivers(bench.sent('offer'))
    answer(bench, first)
    const { id } = bench.test.chain
    expect(receivers(bench.sent('manifest'))).toEqual([first])
    expect(bench.written(`s/replicate/placement/${id}`)).toMatchObject({ chosen: [[first, null]] })
    expect(bench.written(`s/replicate/holder/${id}/${first}`)).toBe(1)
    const again = placing('abcd', 1)
    again.sent('offer')
    answer(again, second)
    expect(again.sent('manifest'), 'a place is kept for the better drawn').toEqual([])
    again.after(199)
    expect(again.sent('manifest')).toEqual([])
    again.after(1)
    expect(receivers(again.sent('manifest'))).toEqual([second])
  })

  it('issuer: the word of a backup for another head does not count, and costs no epoch', () => {
    const bench = placing('a', 1)
    answer(bench, bench.identity('a').peer)
    hold(bench, 'a', bench.test.block(9).hash)
    expect(bench.facts('unsealed')).toEqual([])
    hold(bench, 'a')
    expect(bench.facts('sealed')).toMatchObject([{ epoch: 1 }])
  })

  it('issuer: whoever is chosen last cancels the others', () => {
    const bench = placing('abcd', 1)
    const [first = '', second = ''] = receivers(bench.sent('offer'))
    answer(bench, first)
    expect(receivers(bench.sent('offerCancel'))).toEqual([second])
  })

  it('issuer: a refusal or a false prefix lets the next be asked at once', () => {
    const have = { height: 4, hash: 'ab'.repeat(32) }
    for (const change of [{ refusal: 'full' }, { have }] as const) {
      const bench = placing('abcd', 1)
      const [first = ''] = receivers(bench.sent('offer'))
      answer(bench, first, change)
      const name = JSON.stringify(change)
      expect(receivers(bench.sent('offer')), name).toHaveLength(1)
      expect(bench.facts('dropped'), name).toMatchObject([{ peer: first }])
      expect(bench.facts('forked'), name).toHaveLength('have' in change ? 1 : 0)
      answer(bench, first)
      expect(bench.sent('manifest'), name).toEqual([])
    }
  })

  it('issuer: a later epoch in use lets the draft begin anew behind it, within reason', () => {
    const { peer } = createBench().identity('a')
    for (const [knownEpoch, epoch] of [
      [1, 2],
      [7, 8],
      [1025, 1026],
      [1026, undefined],
      [0, undefined]
    ] as const) {
      const bench = placing('a', 1)
      bench.sent('offer')
      answer(bench, peer, { refusal: 'stale', knownEpoch })
      expect(bench.sent('offer')[0]?.epoch, `known is ${knownEpoch}`).toBe(epoch)
    }
  })

  it('issuer: an answer for another epoch, or from nobody asked, counts for nothing', () => {
    const bench = placing('abcd', 1)
    const [first = ''] = receivers(bench.sent('offer'))
    answer(bench, first, { epoch: 2 })
    answer(bench, bench.identity('z').peer)
    expect(bench.sent('manifest')).toEqual([])
  })

  it('issuer: a refusal is believed for 5 s, then for 10 s, up to a minute', () => {
    const bench = placing('a', 1)
    const waits: number[] = []
    for (let i = 0; i < 6; i++) {
      expect(bench.sent('offer'), `offer ${i}`).toHaveLength(1)
      answer(bench, bench.identity('a').peer, { refusal: 'full' })
      const refusedAt = bench.now()
      while (bench.now() - refusedAt < 70_000 && !bench.hasSent('offer')) {
        bench.after(1_000)
      }
      waits.push(Math.round((bench.now() - refusedAt) / 5_000) * 5_000)
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })

  it('issuer: an offer without answer is sent again, and given up after 2 s', () => {
    const bench = placing('a', 1)
    bench.sent('offer')
    bench.after(500)
    expect(bench.sent('offer')).toHaveLength(1)
    bench.after(1_000)
    expect(bench.sent('offer')).toHaveLength(1)
    bench.after(500)
    expect(bench.sent('offerCancel')).toHaveLength(1)
    expect(bench.facts('dropped')).toMatchObject([{ reason: 'no answer' }])
  })

  it('issuer: a given candidate keeps its place until its offer times out, others wait', () => {
    for (const [afterMs, isTaken] of [
      [1_900, true],
      [2_000, false]
    ] as const) {
      const bench = placing('abcd', 2, {}, 'ab')
      const peerOf = (name: string): string => bench.identity(name).peer
      for (const name of 'cdb') {
        answer(bench, peerOf(name))
      }
      bench.after(200)
      bench.after(300)
      const chosen = new Set(receivers(bench.sent('manifest')))
      expect(chosen, 'only b was given and has answered').toEqual(new Set([peerOf('b')]))
      bench.after(afterMs - 500)
      answer(bench, peerOf('a'))
      const { targets = [] } = bench.machine.status(0).placements[bench.test.chain.id] ?? {}
      const pulling = targets.filter(({ state }) => state === 'pulling').map(({ peer }) => peer)
      expect(pulling, `after ${afterMs} ms`).toHaveLength(2)
      expect(pulling, `after ${afterMs} ms`).toContain(peerOf('b'))
      expect(pulling.includes(peerOf('a')), `a answers after ${afterMs} ms`).toBe(isTaken)
    }
  })

  it('issuer: a slow given candidate does not hold a place against another given one', () => {
    const bench = placing('abc', 1, {}, 'ab')
    const [first = '', second = ''] = receivers(bench.sent('offer'))
    answer(bench, second)
    expect(bench.sent('manifest'), 'the place is kept a short while').toEqual([])
    bench.after(200)
    expect(receivers(bench.sent('manifest'))).toEqual([second])
    expect([bench.identity('a').peer, bench.identity('b').peer]).toContain(first)
  })

  it('issuer: a manifest names what is missing, where chunks end, and who has it', () => {
    const bench = placing('ab', 2)
    const [a, b] = ['a', 'b'].map((name) => bench.identity(name).peer) as [string, string]
    answer(bench, a)
    const [whole] = bench.sent('manifest')
    expect(decodeManifestBody(whole?.manifest ?? new Uint8Array(0))).toMatchObject({
      from: 1,
      height: 10,
      epoch: 1,
      ends: [{ height: 10, hash: bench.test.block(10).hash }]
    })
    expect(whole).toMatchObject({ sources: [bench.environment.self] })
    hold(bench, 'a')
    answer(bench, b, { have: { height: 7, hash: bench.test.block(7).hash } })
    const [rest] = bench.sent('manifest')
    expect(decodeManifestBody(rest?.manifest ?? new Uint8Array(0))).toMatchObject({
      from: 8,
      prev: bench.test.block(7).hash
    })
    expect(rest).toMatchObject({ sources: [bench.environment.self, a] })
  })

  it('issuer: a manifest is sent again until there is a sign of life, then seldom', () => {
    const bench = placing('a', 1)
    const { peer } = bench.identity('a')
    answer(bench, peer)
    expect(bench.sent('manifest')).toHaveLength(1)
    bench.after(500)
    expect(bench.sent('manifest')).toHaveLength(1)
    bench.after(500)
    expect(bench.sent('manifest')).toEqual([])
    bench.after(500)
    expect(bench.sent('manifest')).toHaveLength(1)
    bench.tell({ type: 'pull', chain: bench.test.chain.id, from: 1, to: 2, fromTop: false }, peer)
    bench.after(2_499)
    expect(bench.sent('manifest')).toEqual([])
    bench.after(1)
    expect(bench.sent('manifest')).toHaveLength(1)
  })

  it('issuer: a manifest that answers a late yes is sent again just as soon', () => {
    const bench = placing('a', 1)
    bench.after(500)
    bench.after(100)
    answer(bench, bench.identity('a').peer)
    bench.sent('manifest')
    bench.after(500)
    expect(bench.sent('manifest')).toHaveLength(1)
  })

  it('issuer: with nobody to ask it sleeps for 5 s at a time', () => {
    const bench = placing('', 1)
    for (let i = 0; i < 3; i++) {
      expect(bench.wakesAtMs(), `look ${i}`).toBeGreaterThanOrEqual(bench.now() + 2_500)
      bench.after((bench.wakesAtMs() ?? 0) - bench.now())
    }
    expect(bench.facts('underReplicated')).toHaveLength(1)
  })

  it('issuer: a backup without progress for 5 s is lost, with progress it is not', () => {
    const bench = placing('ab', 1)
    const [first = ''] = receivers(bench.sent('offer'))
    const { id: chain } = bench.test.chain
    answer(bench, first)
    const pull = (to: number) =>
      bench.tell({ type: 'pull', chain, from: 1, to, fromTop: false }, first)
    pull(3)
    bench.after(4_000)
    pull(3)
    bench.after(999)
    expect(bench.facts('dropped')).toEqual([])
    pull(4)
    bench.after(4_999)
    bench.tell({ type: 'progress', chain, epoch: 1, blocks: 5 }, first)
    expect(bench.facts('dropped')).toEqual([])
    bench.after(4_999)
    bench.tell({ type: 'progress', chain, epoch: 1, blocks: 5 }, first)
    bench.tell({ type: 'progress', chain, epoch: 2, blocks: 9 }, first)
    bench.after(8_000)
    expect(bench.facts('dropped')).toEqual([])
    bench.after(3_000)
    expect(bench.facts('dropped')).toMatchObject([{ peer: first, reason: 'stalled' }])
    expect(receivers(bench.sent('offer'))).not.toContain(first)
  })

  it('issuer: a steady but slow backup is given three of its own steps', () => {
    const bench = placing('ab', 1)
    const [first = ''] = receivers(bench.sent('offer'))
    answer(bench, first)
    for (let to = 1; to <= 4; to++) {
      bench.tell({ type: 'pull', chain: bench.test.chain.id, from: 1, to, fromTop: false }, first)
      bench.after(4_000)
    }
    bench.after(7_000)
    expect(bench.facts('dropped')).toEqual([])
    bench.after(2_000)
    expect(bench.facts('dropped')).toHaveLength(1)
  })

  it('issuer: a table that is learned meanwhile lets the draft begin anew behind it', () => {
    const bench = placing('ab', 2)
    bench.sent('offer')
    hold(bench, 'a')
    const sealed = sealedOf(bench, 3, ['x', 'y'])
    bench.environment.tables.learn(bench.test.chain, sealed, bench.effects)
    bench.signal({ type: 'table', chain: bench.test.chain.id, sealed })
    const offers = bench.sent('offer')
    expect(offers.map(({ epoch }) => epoch)).toEqual([4, 4])
    expect(bench.written(`s/replicate/placement/${bench.test.chain.id}`)).toMatchObject({
      epoch: 4,
      chosen: []
    })
    expect(bench.facts('superseded')).toMatchObject([{ epoch: 1 }])
    bench.after(10_000)
    expect(bench.replies()).toMatchObject([{ value: { state: 'underReplicated', epoch: 4 } }])
    const older = sealedOf(bench, 2, ['x', 'y'])
    bench.signal({ type: 'table', chain: bench.test.chain.id, sealed: older })
    expect(bench.facts('superseded')).toHaveLength(1)
    expect(bench.signals('obsolete').at(-1)).toMatchObject({ peers: [bench.identity('a').peer] })
  })

  it('issuer: an acknowledgement beyond the b that are needed is only remembered', () => {
    const bench = placing('ab', 1)
    const [first = ''] = receivers(bench.sent('offer'))
    const [one, other] = first === bench.identity('a').peer ? 'ab' : 'ba'
    answer(bench, first)
    hold(bench, other ?? '')
    expect(bench.facts('sealed')).toEqual([])
    expect(
      bench.written(`s/replicate/holder/${bench.test.chain.id}/${bench.identity(other ?? '').peer}`)
    ).toBe(1)
    hold(bench, one ?? '')
    expect(bench.facts('sealed')).toMatchObject([{ members: [first], epoch: 1 }])
    expect(bench.signals('obsolete').at(-1)).toMatchObject({
      peers: [bench.identity(other ?? '').peer]
    })
  })

  it('issuer: acknowledgements for chains of others are not remembered', () => {
    const bench = createBench()
    bench.environment.holdings.adopt(bench.test.chain, bench.effects)
    hold(bench, 'a')
    expect(bench.machine.status(0).obsolete).toEqual({})
    expect(
      bench.written(`s/replicate/holder/${bench.test.chain.id}/${bench.identity('a').peer}`)
    ).toBeUndefined()
  })

  it('issuer: a backup that connects again is sent its manifest at once', () => {
    const bench = placing('a', 1)
    const { peer } = bench.identity('a')
    answer(bench, peer)
    bench.sent('manifest')
    bench.connect(peer)
    expect(bench.sent('manifest')).toHaveLength(1)
  })

  it('issuer: without the certificate of the head nothing is placed, and it is looked for again', () => {
    const bench = createBench({ own: true, replicate: { backups: 1 } })
    bench.connect(bench.identity('a').peer)
    bench.request({ type: 'place', chain: bench.test.chain.id })
    const loads = (): readonly Load[] =>
      bench.effects.filter((effect): effect is Load => effect.type === 'load')
    bench.loaded(loads()[0]?.token ?? '', [{ key: 'c', value: undefined }])
    answer(bench, bench.identity('a').peer)
    expect(bench.sent('manifest')).toEqual([])
    expect(bench.facts('unprovable')).toMatchObject([{ missing: 'certificate' }])
    bench.after(5_000)
    expect(loads()).toHaveLength(2)
  })
})
