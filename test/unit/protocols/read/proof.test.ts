/**
 * Checking answers: what was checked once is not checked again, and what is remembered is bounded.
 */
import { describe, expect, test } from 'vitest'
import { createGroupBlock } from '../../../../src/core/block.ts'
import {
  type Certificate,
  createCertificate,
  createGroupBooth,
  voteBytes
} from '../../../../src/core/booth.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import type { Crypto } from '../../../../src/core/crypto.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { createChain } from '../../../../src/core/genesis.ts'
import { createNewest } from '../../../../src/protocols/read/newest.ts'
import { createProofCheck } from '../../../../src/protocols/read/proof.ts'
import { createRecent } from '../../../../src/protocols/read/recent.ts'
import { createTestChain, groupGenesis } from '../../../support/chain.ts'
import { createTestEnvironment } from '../../../support/environment.ts'
import { makeChain, recordsAt } from '../../../support/read-chain.ts'
import { REALM } from '../../../support/read-fleet.ts'
import { fail, made, OWNER } from '../../../support/read-setting.ts'

type Data = Parameters<ReturnType<typeof createProofCheck>['check']>[1]

const chain = made.chain.id

/** An honest answer with blocks from..to of the usual chain. */
function dataOf(from: number, to: number, change: Partial<Data> = {}): Data {
  const certificate: Certificate = made.certificates.get(to) ?? fail()
  return {
    type: 'data',
    id: 1,
    genesis: made.chain.bytes,
    blocks: made.blocks.slice(from - 1, to).map((block) => block.bytes),
    links: [],
    certificates: [certificate.bytes],
    booths: [made.booth.bytes],
    headHeight: to,
    epoch: 0,
    more: false,
    nextHeight: 0,
    ...change
  }
}

/** A check that counts the signatures it verifies. */
function counting(): { check: ReturnType<typeof createProofCheck>; count: () => number } {
  let verified = 0
  const environment = createTestEnvironment('reader', REALM)
  const crypto: Crypto = {
    ...environment.crypto,
    verify(...signed) {
      verified++
      return environment.crypto.verify(...signed)
    }
  }
  return { check: createProofCheck({ ...environment, crypto }), count: () => verified }
}

describe('proof', () => {
  test('proof: an honest answer is believed, with the height that it proves', () => {
    for (const [from, to] of [
      [1, 5],
      [2, 2]
    ] as const) {
      const proven = counting().check.check(chain, dataOf(from, to), false)
      expect(proven, `blocks ${from} to ${to}`).toMatchObject({ height: to })
    }
  })

  test('proof: reading again costs no signature check', () => {
    const { check, count } = counting()
    check.check(chain, dataOf(1, 5), false)
    expect(count(), 'booth and certificate').toBe(2)
    expect(check.check(chain, dataOf(1, 5), false)).toMatchObject({ blocks: expect.anything() })
    expect(check.check(chain, dataOf(2, 3, { certificates: [], booths: [] }), false)).toMatchObject(
      {
        height: 0
      }
    )
    expect(count(), 'nothing more').toBe(2)
    expect(check.check(chain, dataOf(1, 5), true), 'the head is known as well').toMatchObject({
      height: 5
    })
    expect(count(), 'nor for the head').toBe(2)
  })

  test('proof: a certificate that is not needed is not checked, that of the head is on demand', () => {
    const { check, count } = counting()
    const certificates = [2, 5].map((height) => made.certificates.get(height)?.bytes ?? fail())
    const data = dataOf(1, 2, { certificates, headHeight: 5 })
    expect(check.check(chain, data, false)).toMatchObject({ height: 2 })
    expect(count()).toBe(2)
    expect(check.check(chain, data, true)).toMatchObject({ height: 5 })
    expect(count()).toBe(3)
  })

  test('proof: what is false is not remembered as true', () => {
    const { check } = counting()
    const forged = Uint8Array.from(dataOf(1, 5).certificates[0] ?? fail())
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    for (let i = 0; i < 2; i++) {
      expect(check.check(chain, dataOf(1, 5, { certificates: [forged] }), false)).toMatch(
        /no quorum/
      )
    }
    expect(check.check(chain, dataOf(1, 5), false)).toMatchObject({ height: 5 })
  })

  test('proof: a booth that the proposer did not sign is refused, also when its id fits', () => {
    const { check } = counting()
    const booth = Uint8Array.from(made.booth.bytes)
    booth[booth.length - 1] = (booth.at(-1) ?? 0) ^ 1
    expect(check.check(chain, dataOf(1, 5, { booths: [booth] }), false)).toMatch(/did not sign/)
  })

  test('proof: a certificate that was believed of one chain proves no head of another', () => {
    const { check } = counting()
    expect(check.check(chain, dataOf(1, 5), true)).toMatchObject({ height: 5 })
    const second = createTestChain(OWNER, 9)
    const data = dataOf(1, 5, { genesis: second.chain.bytes, blocks: [] })
    expect(check.check(second.chain.id, data, true)).toMatch(
      /booth .* is missing|no quorum|of another chain/
    )
  })

  test('proof: headers join blocks to a certificate above them', () => {
    const links = made.blocks.slice(2, 5).map((block) => block.headerBytes)
    const certificates = [made.certificates.get(5)?.bytes ?? fail()]
    const check = (change: Partial<Data>): unknown =>
      counting().check.check(chain, dataOf(2, 2, { certificates, headHeight: 5, ...change }), false)
    expect(check({ links })).toMatchObject({ height: 5 })
    expect(check({ links: links.slice(1) })).toMatch(/no certificate covers block 2/)
    expect(check({ links: links.slice(0, 2) })).toMatch(/no certificate covers block 2/)
    const other = makeChain(
      OWNER,
      made.blocks.map((_, i) => recordsAt([i]))
    )
    const foreign = other.blocks.slice(2, 5).map((block) => block.headerBytes)
    expect(check({ links: foreign })).toMatch(/no certificate covers block 2/)
    const stranger = makeChain(REALM.identity('stranger'), [recordsAt([1])])
    expect(check({ links: [stranger.blocks[0]?.headerBytes ?? fail()] })).toMatch(
      /of another chain/
    )
  })

  test('proof: a block of another chain of the same proposer is refused, certified or not', () => {
    const second = createTestChain(OWNER, 9)
    const block = second.add(recordsAt([1]))
    const subject = { chain, height: 1, hash: block.hash, booth: made.booth.id }
    const votes = new Map([[OWNER.peer, OWNER.crypto.sign(voteBytes(subject))]])
    const certificates = [createCertificate(made.booth, subject, votes).bytes]
    const data = dataOf(1, 1, { blocks: [block.bytes], certificates })
    expect(counting().check.check(chain, data, false)).toMatch(/of another chain/)
  })

  test('proof: blocks of a group are believed when a majority of its booth has signed for them', () => {
    const cars = ['m1', 'm2', 'm3'].map((name) => REALM.identity(name))
    const [first] = cars
    const opener = first ?? fail()
    const { crypto } = opener
    const group = createChain(crypto, groupGenesis(cars.map(({ peer }) => peer)))
    const entries = recordsAt([1])
    const draft = { chain: group.id, height: 1, prev: NO_HASH, timeMs: 1, entries }
    const block = createGroupBlock(crypto, draft, 0)
    const booth = createGroupBooth(crypto, OPEN_FLEET, {
      chain: group.id,
      number: 1,
      members: new Map(cars.map(({ peer }) => [peer, '0'.repeat(32)])),
      openedAtMs: 1,
      opener: opener.peer
    })
    const subject = { chain: group.id, height: 1, hash: block.hash, booth: booth.id }
    const by = (count: number): Data => {
      const signed = cars
        .slice(0, count)
        .map((car) => [car.peer, car.crypto.sign(voteBytes(subject))] as const)
      const certificate = createCertificate(booth, subject, new Map(signed))
      return dataOf(1, 1, {
        genesis: group.bytes,
        blocks: [block.bytes],
        certificates: [certificate.bytes],
        booths: [booth.bytes]
      })
    }
    expect(counting().check.check(group.id, by(2), false)).toMatchObject({ height: 1 })
    expect(counting().check.check(group.id, by(1), false)).toMatch(/no quorum/)
  })
})

describe('memory', () => {
  test('recent: what was put first is forgotten first', () => {
    const recent = createRecent<number>(2)
    recent.put('a', 1)
    recent.put('b', 2)
    recent.put('a', 3)
    expect([recent.get('a'), recent.get('b'), recent.size]).toEqual([3, 2, 2])
    recent.put('c', 4)
    expect([recent.has('a'), recent.has('b'), recent.has('c'), recent.size]).toEqual([
      false,
      true,
      true,
      2
    ])
  })

  test('newest: the newest n in whatever order they come, of equal times the later place', () => {
    const newest = createNewest(3)
    expect(newest.thresholdMs).toBe(Number.NEGATIVE_INFINITY)
    for (let i = 0; i < 500; i++) {
      newest.offer({ timeMs: (i * 7) % 500, height: i, index: 0 })
    }
    newest.offer({ timeMs: 499, height: 3, index: 1 })
    newest.offer({ timeMs: 499, height: 3, index: 2 })
    expect(newest.cut().map(({ timeMs, height, index }) => [timeMs, height, index])).toEqual([
      [499, 357, 0],
      [499, 3, 2],
      [499, 3, 1]
    ])
    expect(newest.thresholdMs).toBe(499)
    expect(newest.isFull).toBe(true)
    newest.lower(1)
    expect(newest.cut()).toHaveLength(1)
    expect(newest.count).toBe(1)
  })
})
