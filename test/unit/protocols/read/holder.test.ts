/**
 * The holder: when it answers, when it sends on, when it says no.
 */
import { describe, expect, test } from 'vitest'
import { withoutBody } from '../../../../src/core/block.ts'
import { blockKey, boothKey, certificateKey } from '../../../../src/core/keyspace.ts'
import {
  change,
  hold,
  makeChain,
  makeTable,
  recordsAt,
  teach
} from '../../../support/read-chain.ts'
import {
  type Answer,
  answer,
  heightsOf,
  holderScene,
  request
} from '../../../support/read-holder.ts'
import { fail, made, OWNER } from '../../../support/read-setting.ts'

const chain = made.chain.id

describe('holder: what it does', () => {
  test('holder: of an unknown chain it says so', () => {
    expect(answer(holderScene())).toMatchObject({ type: 'notHere', reason: 'unknown' })
  })

  test('holder: it answers with blocks, proof, head and epoch', () => {
    const all = holderScene()
    hold(all.holder, made)
    teach(all.holder, made, makeTable(made, 4, [all.holder]))
    const data = answer(all)
    expect(data).toMatchObject({
      type: 'data',
      headHeight: 5,
      epoch: 4,
      more: false,
      nextHeight: 0
    })
    expect(data).toMatchObject({ links: [], certificates: [made.certificates.get(5)?.bytes] })
    expect(data).toMatchObject({ genesis: made.chain.bytes, booths: [made.booth.bytes] })
    expect(heightsOf(data)).toEqual([1, 2, 3, 4, 5])
    expect(all.holder.facts).toContainEqual({
      name: 'read:served',
      detail: expect.objectContaining({ chain, to: all.asker.peer, blocks: 5, headHeight: 5 })
    })
  })

  test('holder: a block without a certificate of its own is joined to the next by headers', () => {
    const all = holderScene()
    hold(
      all.holder,
      makeChain(
        OWNER,
        made.blocks.map((_, i) => recordsAt([i])),
        (h) => h === 4
      )
    )
    const data = answer(all, { selector: { heights: { from: 2, to: 2 } } })
    expect(data).toMatchObject({ type: 'data', headHeight: 4 })
    expect(data.type === 'data' && [data.blocks.length, data.links.length]).toEqual([1, 2])
  })

  test('holder: blocks that are not certified are never served', () => {
    const all = holderScene()
    hold(
      all.holder,
      makeChain(
        OWNER,
        made.blocks.map((_, i) => recordsAt([i])),
        (h) => h <= 3
      )
    )
    const data = answer(all)
    expect(data).toMatchObject({ type: 'data', headHeight: 3 })
    expect(data.type === 'data' && data.blocks.length).toBe(3)
    const above = answer(all, { selector: { heights: { from: 4, to: 5 } } })
    expect(above).toMatchObject({ type: 'data', blocks: [], headHeight: 3, more: false })
  })

  test('holder: who holds only blocks that are not certified holds nothing', () => {
    const all = holderScene()
    hold(
      all.holder,
      makeChain(OWNER, [recordsAt([1])], () => false)
    )
    expect(answer(all)).toMatchObject({ type: 'notHere', reason: 'unknown' })
  })

  test('holder: a proposer answers for its empty chain, anybody else does not', () => {
    const empty = makeChain(OWNER, [])
    const own = holderScene('owner')
    hold(own.holder, empty)
    expect(answer(own)).toMatchObject({ type: 'data', blocks: [], headHeight: 0, more: false })
    const other = holderScene()
    hold(other.holder, empty)
    expect(answer(other)).toMatchObject({ type: 'notHere', reason: 'unknown' })
  })

  test('holder: who was released sends on, even while its blocks lie on the disk', () => {
    const all = holderScene()
    const heir = all.fleet.vehicle('heir')
    const sealed = makeTable(made, 2, [heir])
    hold(all.holder, made)
    all.holder.forwards.set(chain, sealed)
    expect(answer(all)).toMatchObject({ type: 'redirect', sealed: sealed.bytes })
    const later = makeTable(made, 3, [heir])
    teach(all.holder, made, later)
    expect(answer(all), 'by the newest table it knows').toMatchObject({ sealed: later.bytes })
    teach(all.holder, made, makeTable(made, 4, [all.holder]))
    expect(answer(all), 'chosen again it answers').toMatchObject({ type: 'data' })
  })

  test('holder: who knows a table and has no blocks sends on', () => {
    const all = holderScene()
    const sealed = makeTable(made, 1, [all.fleet.vehicle('backup')])
    teach(all.holder, made, sealed)
    expect(answer(all)).toMatchObject({ type: 'redirect', sealed: sealed.bytes })
    expect(all.holder.facts).toContainEqual({
      name: 'read:redirected',
      detail: { chain, to: all.asker.peer }
    })
  })

  test('B11: an obsolete holder that was not told answers, with its epoch and head', () => {
    const all = holderScene()
    hold(all.holder, made, 1, 3)
    teach(all.holder, made, makeTable(made, 1, [all.fleet.vehicle('other')], 3))
    expect(answer(all)).toMatchObject({ type: 'data', headHeight: 3, epoch: 1 })
    expect(answer(all, { minHeight: 4 })).toMatchObject({
      type: 'notHere',
      reason: 'stale',
      headHeight: 3
    })
  })

  test('holder: a member answers for the blocks of its booth and for no others', () => {
    const all = holderScene()
    hold(all.holder, made, 3, 5)
    const at = (from: number, to: number): Answer =>
      answer(all, { selector: { heights: { from, to } } })
    expect(heightsOf(at(3, 4))).toEqual([3, 4])
    expect(heightsOf(at(4, 9))).toEqual([4, 5])
    expect(at(2, 4)).toMatchObject({ type: 'notHere', reason: 'unknown' })
    expect(answer(all)).toMatchObject({ type: 'notHere', reason: 'unknown' })
    expect(answer(all, { selector: { latest: 1 } })).toMatchObject({ type: 'notHere' })
    expect(heightsOf(answer(all, { selector: { after: { height: 4, index: 0 } } }))).toEqual([4, 5])
  })

  test('holder: asked for the head it sends its certificate and nothing else', () => {
    const all = holderScene()
    hold(all.holder, made)
    expect(answer(all, { headOnly: true })).toMatchObject({
      type: 'data',
      blocks: [],
      links: [],
      headHeight: 5,
      certificates: [made.certificates.get(5)?.bytes],
      booths: [made.booth.bytes]
    })
  })

  test('holder: the head is proven where a least height is asked for', () => {
    const all = holderScene()
    hold(all.holder, made)
    const low = { heights: { from: 1, to: 1 } }
    const bare = answer(all, { selector: low })
    expect(bare.type === 'data' && bare.certificates).toEqual([made.certificates.get(1)?.bytes])
    const proven = answer(all, { selector: low, minHeight: 1 })
    expect(proven.type === 'data' && proven.certificates).toEqual([
      made.certificates.get(1)?.bytes,
      made.certificates.get(5)?.bytes
    ])
  })

  test('holder: blocks without matches are not sent, groups without matches not loaded', () => {
    const all = holderScene()
    hold(all.holder, made)
    expect(heightsOf(answer(all, { selector: { times: { fromMs: 300, toMs: 301 } } }))).toEqual([3])
    expect(answer(all, { selector: { times: { fromMs: 9000, toMs: 9001 } } })).toMatchObject({
      type: 'data',
      blocks: [],
      certificates: [],
      more: false
    })
  })
})

describe('holder: a disk that has lost something', () => {
  test('holder: a block that fails its checksum ends the page before it', () => {
    const all = holderScene()
    hold(all.holder, made)
    all.holder.broken.add(blockKey(chain, 3))
    const data = answer(all)
    expect(data).toMatchObject({ type: 'data', more: true, nextHeight: 2 })
    expect(heightsOf(data)).toEqual([1, 2])
    const behind = answer(all, { selector: { heights: { from: 3, to: 5 } } })
    expect(behind).toMatchObject({ type: 'notHere', reason: 'damaged' })
    expect(answer(all, { selector: { latest: 9 } })).toMatchObject({ reason: 'damaged' })
  })

  test('holder: a record that is no block any more is damage', () => {
    const all = holderScene()
    hold(all.holder, made)
    all.holder.store.set(blockKey(chain, 1), Uint8Array.of(1, 2, 3))
    expect(answer(all)).toMatchObject({ type: 'notHere', reason: 'damaged' })
  })

  test('holder: a block that is gone, or only a header now, is left to others', () => {
    for (const isHeader of [false, true]) {
      const all = holderScene()
      hold(all.holder, made)
      if (isHeader) {
        change(all.holder, ({ holdings }, out) => {
          holdings.strip([withoutBody(made.blocks[2] ?? fail())], out)
        })
      } else {
        all.holder.store.delete(blockKey(chain, 3))
      }
      expect(heightsOf(answer(all, { selector: { heights: { from: 1, to: 2 } } }))).toEqual([1, 2])
      const whole = answer(all, { selector: { heights: { from: 3, to: 4 } } })
      expect(whole.type, `header only: ${isHeader}`).toBe('notHere')
    }
  })

  test('holder: blocks given up while it looks for its head are no empty answer', () => {
    for (const selector of [{}, { latest: 2 }]) {
      const all = holderScene()
      hold(all.holder, made, 1, 3)
      change(all.holder, ({ holdings }, out) => {
        holdings.certify(made.certificates.get(5) ?? fail(), made.booth, out)
      })
      const message = request({ selector })
      all.fleet.step(all.holder, { type: 'message', from: all.asker.peer, message })
      change(all.holder, ({ holdings }, out) => {
        holdings.strip(made.blocks.slice(0, 3).map(withoutBody), out)
      })
      all.fleet.run(10)
      const answers = all.fleet.sent.filter(({ from }) => from === all.holder.name)
      expect(answers.map((sent) => sent.message)).toMatchObject([
        { type: 'notHere', reason: 'busy' }
      ])
    }
  })

  test('holder: known damage sends readers elsewhere, whole parts are served', () => {
    const all = holderScene()
    hold(all.holder, made, 1, 2)
    hold(all.holder, made, 4, 5)
    const other = all.fleet.vehicle('other')
    const sealed = makeTable(made, 1, [all.holder, other])
    teach(all.holder, made, sealed)
    const damaged = { ...all.holder.environment.holdings.get(chain), damage: [{ from: 3, to: 3 }] }
    const { holdings } = all.holder.environment
    holdings.get = () => damaged as ReturnType<typeof holdings.get>
    expect(answer(all)).toMatchObject({ type: 'notHere', reason: 'damaged' })
    expect(heightsOf(answer(all, { selector: { heights: { from: 1, to: 2 } } }))).toEqual([1, 2])
    expect(heightsOf(answer(all, { selector: { heights: { from: 4, to: 5 } } }))).toEqual([4, 5])
    expect(answer(all, { selector: { heights: { from: 2, to: 4 } } })).toMatchObject({
      reason: 'damaged'
    })
  })

  test('holder: without certificate or booth nothing is served', () => {
    const noCertificate = holderScene()
    hold(noCertificate.holder, made)
    for (let height = 1; height <= 5; height++) {
      noCertificate.holder.store.delete(certificateKey(chain, height))
    }
    expect(answer(noCertificate)).toMatchObject({ type: 'notHere', reason: 'unproven' })
    expect(answer(noCertificate, { headOnly: true })).toMatchObject({ reason: 'unproven' })
    const noBooth = holderScene()
    hold(noBooth.holder, made)
    noBooth.holder.store.delete(boothKey(chain, made.booth.id))
    expect(answer(noBooth)).toMatchObject({ type: 'notHere', reason: 'unproven' })
  })

  test('holder: the beginning of a transfer is no empty chain', () => {
    const all = holderScene()
    const late = makeChain(
      OWNER,
      made.blocks.map((_, i) => recordsAt([i])),
      (height) => height === 5
    )
    hold(all.holder, late, 1, 3)
    change(all.holder, ({ holdings }, out) => {
      holdings.certify(late.certificates.get(5) ?? fail(), late.booth, out)
    })
    expect(answer(all)).toMatchObject({ type: 'notHere', reason: 'unproven' })
  })

  test('holder: a certificate that its blocks do not lead to proves nothing', () => {
    const all = holderScene()
    hold(all.holder, made)
    const fork = makeChain(
      OWNER,
      made.blocks.map((_, i) => recordsAt([i + 50]))
    )
    all.holder.store.set(certificateKey(chain, 5), fork.certificates.get(5)?.bytes ?? fail())
    expect(answer(all)).toMatchObject({ type: 'notHere', reason: 'unproven' })
    // What lies below has certificates of its own.
    expect(heightsOf(answer(all, { selector: { heights: { from: 1, to: 4 } } }))).toEqual([
      1, 2, 3, 4
    ])
  })
})
