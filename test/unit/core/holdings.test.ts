/** Holdings: what a vehicle holds of every chain, in memory and on disk. */
import { describe, expect, it } from 'vitest'
import { type FullBlock, withoutBody } from '../../../src/core/block.ts'
import { createBooth, createCertificate, voteBytes } from '../../../src/core/booth.ts'
import { fromUtf8, toUtf8 } from '../../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../../src/core/fleet.ts'
import { type Chain, createChain } from '../../../src/core/genesis.ts'
import { createHoldings, type Holdings } from '../../../src/core/holdings.ts'
import {
  BLOCKS_RANGE,
  certificateKey,
  genesisKey,
  heldKey,
  parseHeightKey
} from '../../../src/core/keyspace.ts'
import type { Disk, Effect, Key } from '../../../src/core/machine.ts'
import type { Run } from '../../../src/core/run.ts'
import { createScanner } from '../../../src/core/scan.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import {
  createTestChain,
  groupGenesis,
  type TestChain,
  testEntries,
  testGenesis
} from '../../support/chain.ts'
import { collect, EMPTY_DISK, SELECT_ALL } from '../../support/environment.ts'

const realm = createCryptoRealm(1)
const proposer = realm.identity('proposer')
const { crypto } = realm.identity('holder')

function chainOf(count: number): TestChain {
  const test = createTestChain(proposer)
  for (let i = 0; i < count; i++) {
    test.add(testEntries(2, 8, i))
  }
  return test
}

/** What the writes leave on a disk. */
function recordsOf(effects: readonly Effect[]): Map<Key, Uint8Array> {
  const records = new Map<Key, Uint8Array>()
  for (const effect of effects) {
    for (const op of effect.type === 'write' ? effect.ops : []) {
      if (op.type === 'put') {
        records.set(op.key, op.value)
      } else {
        records.delete(op.key)
      }
    }
  }
  return records
}

/** Applies the writes to a disk and scans it as a store does when it is opened. */
function diskOf(effects: readonly Effect[], damage: (key: Key) => boolean = () => false): Disk {
  const records = recordsOf(effects)
  const scanner = createScanner(crypto)
  for (const key of [...records.keys()].sort()) {
    if (key >= BLOCKS_RANGE.gte && key <= BLOCKS_RANGE.lte) {
      scanner.add({ key, value: damage(key) ? undefined : records.get(key) })
    }
  }
  const state = new Map([...records].filter(([key]) => key.startsWith('s/')))
  return { state, chains: scanner.result(), integrity: { stateDamage: undefined } }
}

function fill(holdings: Holdings, blocks: readonly FullBlock[], out: Effect[]): void {
  for (const block of blocks) {
    expect(holdings.put(block, out), `block ${block.header.height}`).toBe('stored')
  }
}

describe('holdings', () => {
  it('holdings: blocks put in any order end as one run', () => {
    const test = chainOf(6)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    const held = holdings.adopt(test.chain, out)
    fill(holdings, [3, 1, 6, 2, 5].map(test.block), out)
    expect(held.runs.map(({ from, to }) => [from, to])).toEqual([
      [1, 3],
      [5, 6]
    ])
    expect([held.contiguousTo, held.lastHeight]).toEqual([3, 6])
    fill(holdings, [test.block(4)], out)
    expect(held.runs.length).toBe(1)
    expect(held.covers(1, 6)).toBe(true)
    expect(held.bytes).toBe(test.blocks.reduce((sum, block) => sum + block.bytes.length, 0))
    expect(held.bytesBetween(2, 3)).toBe(test.block(2).bytes.length + test.block(3).bytes.length)
  })

  it('holdings: a height holds one hash, and a block links to its neighbours', () => {
    const test = chainOf(4)
    const other = createTestChain(proposer)
    other.add(testEntries(1, 8, 99))
    other.add(testEntries(1, 8, 98))
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    holdings.adopt(test.chain, out)
    fill(holdings, [1, 4].map(test.block), out)
    expect(holdings.put(test.block(1), out)).toBe('known')
    const before = out.length
    expect(holdings.put(other.block(1), out), 'another hash at a height').toBe('conflict')
    expect(holdings.put(other.block(2), out), 'no link to the block before').toBe('conflict')
    expect(out.length, 'a conflict writes nothing').toBe(before)
    fill(holdings, [test.block(3)], out)
    expect(holdings.get(test.chain.id)?.runs.length).toBe(2)
  })

  it('holdings: restored from disk they are what they were', () => {
    const test = chainOf(5)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    holdings.adopt(test.chain, out)
    fill(holdings, [1, 2, 4].map(test.block), out)
    holdings.certify(test.certificateOf(2), test.booth, out)
    holdings.flush(out)
    const held = createHoldings(crypto, SELECT_ALL, diskOf(out)).get(test.chain.id)
    expect(held?.runs.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [4, 4]
    ])
    expect(held?.certified).toEqual({ height: 2, hash: test.block(2).hash })
    expect(held?.damage).toEqual([])
  })

  /** A certificate of this block by a booth of this number. */
  function newsOf(test: TestChain, height: number, number: number) {
    const draft = { chain: test.chain.id, number, members: [proposer.peer], openedAtMs: 1 }
    const booth = createBooth(proposer.crypto, OPEN_FLEET, draft)
    const subject = { chain: test.chain.id, height, hash: test.block(height).hash, booth: booth.id }
    const votes = new Map([[proposer.peer, proposer.crypto.sign(voteBytes(subject))]])
    return { booth, certificate: createCertificate(booth, subject, votes) }
  }

  /** Which certificates and booths are on the disk. */
  function proofsOf(out: readonly Effect[]) {
    const keys = [...recordsOf(out).keys()]
    const last = (key: Key): string => key.slice(key.lastIndexOf('/') + 1)
    return {
      heights: keys.filter((key) => key.startsWith('c/')).map((key) => parseHeightKey(key)?.height),
      booths: keys.filter((key) => key.startsWith('o/')).map(last)
    }
  }

  it('holdings: news of one booth after the other leave the newest only, over a restart too', () => {
    const test = chainOf(9)
    let holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    holdings.adopt(test.chain, out)
    for (const height of [2, 4, 6, 8]) {
      const { certificate, booth } = newsOf(test, height, height)
      holdings.certify(certificate, booth, out)
      expect(proofsOf(out)).toEqual({ heights: [height], booths: [booth.id] })
      holdings.flush(out)
      holdings = createHoldings(crypto, SELECT_ALL, diskOf(out))
    }
    // Another booth for the same block takes the place of the one before.
    const other = newsOf(test, 8, 9)
    holdings.certify(other.certificate, other.booth, out)
    expect(proofsOf(out)).toEqual({ heights: [8], booths: [other.booth.id] })
  })

  it('holdings: a booth stays while a certificate names it', () => {
    const test = chainOf(9)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    holdings.adopt(test.chain, out)
    const certify = (height: number, number: number): string => {
      const { certificate, booth } = newsOf(test, height, number)
      holdings.certify(certificate, booth, out)
      return booth.id
    }
    fill(holdings, [1, 2, 3].map(test.block), out)
    const first = certify(1, 1)
    certify(2, 1)
    certify(4, 1)
    const second = certify(5, 2)
    expect(proofsOf(out)).toEqual({ heights: [1, 2, 5], booths: [first, second] })
    // A certificate below the newest, of its booth, as a chunk brings it.
    expect(certify(3, 2)).toBe(second)
    const third = certify(6, 3)
    expect(proofsOf(out)).toEqual({ heights: [1, 2, 3, 6], booths: [first, second, third] })
  })

  it('holdings: the booth of a certificate of an earlier build stays', () => {
    const test = chainOf(4)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    holdings.adopt(test.chain, out)
    const [old, next, last] = [1, 2, 3].map((height) => newsOf(test, height, height))
    if (old === undefined || next === undefined || last === undefined) {
      throw new RangeError('three certificates')
    }
    holdings.certify(old.certificate, old.booth, out)
    holdings.flush(out)
    const { state, ...disk } = diskOf(out)
    const record = JSON.parse(fromUtf8(state.get(heldKey(test.chain.id)) ?? new Uint8Array(0)))
    const value = toUtf8(JSON.stringify({ ...record, booth: undefined }))
    const earlier = { ...disk, state: new Map([...state, [heldKey(test.chain.id), value]]) }
    const again = createHoldings(crypto, SELECT_ALL, earlier)
    again.certify(next.certificate, next.booth, out)
    again.certify(last.certificate, last.booth, out)
    expect(proofsOf(out).booths).toEqual([old, next, last].map(({ booth }) => booth.id))
  })

  it('holdings: blocks whose genesis the disk has lost count, and are there once it is known', () => {
    const test = chainOf(3)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    holdings.adopt(test.chain, out)
    fill(holdings, test.blocks, out)
    holdings.certify(test.certificateOf(3), test.booth, out)
    holdings.flush(out)
    const { state, ...disk } = diskOf(out)
    const lost = new Map([...state].filter(([key]) => key !== genesisKey(test.chain.id)))
    const again = createHoldings(crypto, SELECT_ALL, { ...disk, state: lost })
    expect(again.all()).toEqual([])
    const { bytes } = holdings.get(test.chain.id) ?? {}
    expect(again.orphanBytes).toBe(bytes)
    const held = again.adopt(test.chain, collect())
    expect(again.orphanBytes).toBe(0)
    expect([held.bytes, held.contiguousTo, held.certified?.height]).toEqual([bytes, 3, 3])
    expect(holdings.orphanBytes).toBe(0)
  })

  it('holdings: damaged, missing and cut-off blocks are found at start and mended by a put', () => {
    const test = chainOf(6)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    holdings.adopt(test.chain, out)
    fill(holdings, test.blocks, out)
    holdings.flush(out)
    for (const height of [1, 3, 6]) {
      const disk = diskOf(out, (key) => parseHeightKey(key)?.height === height)
      const again = createHoldings(crypto, SELECT_ALL, disk)
      const held = again.get(test.chain.id)
      expect(held?.damage, `height ${height}`).toEqual([{ from: height, to: height }])
      fill(again, [test.block(height)], collect())
      expect(held?.damage, `height ${height} mended`).toEqual([])
      expect(held?.covers(1, 6), `height ${height} mended`).toBe(true)
    }
  })

  it('holdings: damage survives a restart until it is mended', () => {
    const test = chainOf(3)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    holdings.adopt(test.chain, out)
    fill(holdings, test.blocks, out)
    holdings.flush(out)
    const damaged = diskOf(out, (key) => parseHeightKey(key)?.height === 2)
    const second = createHoldings(crypto, SELECT_ALL, damaged)
    const more: Effect[] = []
    second.certify(test.certificateOf(1), test.booth, more)
    second.flush(more)
    const third = createHoldings(crypto, SELECT_ALL, {
      ...damaged,
      state: new Map([...damaged.state, ...diskOf(more).state])
    })
    expect(third.get(test.chain.id)?.damage).toEqual([{ from: 2, to: 2 }])
  })

  it('holdings: strip cuts each stretch of neighbours out of a run once', () => {
    const test = chainOf(40)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    const held = holdings.adopt(test.chain, out)
    fill(holdings, test.blocks, out)
    let cuts = 0
    const counted = (run: Run): Run => {
      const { without } = run
      return Object.assign(run, {
        without(from: number, to: number) {
          cuts++
          return without(from, to).map(counted)
        }
      })
    }
    held.runs.map(counted)
    // As retention asks for it: block after block from the beginning, but for the pinned ones.
    const heights = [...Array(30).keys()].map((i) => i + 1).filter((height) => height !== 12)
    holdings.strip(
      heights.map((height) => withoutBody(test.block(height))),
      out
    )
    expect(cuts).toBe(2)
    expect(held.runs.map(({ from, to }) => [from, to])).toEqual([
      [12, 12],
      [31, 40]
    ])
  })

  it('holdings: strip keeps headers, remove keeps nothing', () => {
    const test = chainOf(4)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    const held = holdings.adopt(test.chain, out)
    fill(holdings, test.blocks, out)
    holdings.strip([withoutBody(test.block(1)), withoutBody(test.block(2))], out)
    expect(held.runs.map(({ from, to }) => [from, to])).toEqual([[3, 4]])
    holdings.remove(test.chain.id, 3, 3, out)
    holdings.flush(out)
    const again = createHoldings(crypto, SELECT_ALL, diskOf(out)).get(test.chain.id)
    expect(again?.runs.map(({ from, to }) => [from, to])).toEqual([[4, 4]])
    expect(again?.damage).toEqual([])
  })

  it('holdings: what is known to be certified can be proven as long as it is', () => {
    const test = chainOf(6)
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const out = collect()
    const held = holdings.adopt(test.chain, out)
    const certify = (height: number): void =>
      holdings.certify(test.certificateOf(height), test.booth, out)
    const kept = (): readonly number[] =>
      [1, 2, 3, 4, 5, 6].filter((at) => recordsOf(out).has(certificateKey(test.chain.id, at)))
    fill(holdings, test.blocks.slice(0, 4), out)
    certify(2)
    certify(4)
    expect(kept()).toEqual([2, 4])
    holdings.remove(test.chain.id, 1, 4, out)
    expect(held.certified?.height).toBe(4)
    expect(kept()).toEqual([4])
    fill(holdings, test.blocks.slice(4), out)
    certify(6)
    expect(kept()).toEqual([6])
  })

  it('holdings: so many chains of one author, of groups and of all are got to know, also after a restart', () => {
    const out = collect()
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
    const nonceOf = (i: number): Uint8Array =>
      new Uint8Array(16)
        .fill(0)
        .fill(i % 256, 0, 1)
        .fill(Math.floor(i / 256), 1, 2)
    const ofAuthor = (name: string, i: number): Chain => {
      const { peer } = realm.identity(name)
      return createChain(crypto, testGenesis(peer, { nonce: nonceOf(i) }))
    }
    const ofGroup = (i: number): Chain =>
      createChain(crypto, groupGenesis([proposer.peer], { nonce: nonceOf(i) }))
    for (let i = 0; i < 64; i++) {
      expect(holdings.admits(ofAuthor('a', i)), `chain ${i}`).toBe(true)
      holdings.adopt(ofAuthor('a', i), out)
    }
    expect(holdings.admits(ofAuthor('a', 64)), 'one too many').toBe(false)
    expect(holdings.admits(ofAuthor('a', 1)), 'a known one').toBe(true)
    expect(holdings.admits(ofAuthor('b', 1)), 'of another').toBe(true)
    const again = createHoldings(crypto, SELECT_ALL, diskOf(out))
    expect(again.admits(ofAuthor('a', 64)), 'one too many after a restart').toBe(false)
    for (let i = 0; i < 5_000; i++) {
      holdings.adopt(ofGroup(i), out)
    }
    expect(holdings.admits(ofGroup(5_000)), 'one group too many').toBe(false)
    expect(holdings.admits(ofAuthor('b', 1)), 'a chain with a proposer').toBe(true)
    for (let i = 64; i < 5_000; i++) {
      holdings.adopt(ofAuthor('c', i), out)
    }
    expect(holdings.admits(ofAuthor('b', 1)), 'the ten thousand and first').toBe(false)
  })

  it('holdings: authors that nobody has admitted leave room for those of the fleet', () => {
    const met = realm.identity('met').peer
    const membershipOf = (peer: string) => (peer === met ? new Uint8Array(1) : undefined)
    const fleet = { ...OPEN_FLEET, open: false, membershipOf }
    const holdings = createHoldings(crypto, SELECT_ALL, EMPTY_DISK, fleet)
    const ofAuthor = (peer: string, i: number): Chain => {
      const nonce = new Uint8Array(16).fill(i, 0, 1)
      return createChain(crypto, testGenesis(peer, { nonce }))
    }
    const madeUp = (i: number): string => realm.identity(`made up ${Math.floor(i / 50)}`).peer
    for (let i = 0; i < 2_500; i++) {
      expect(holdings.admits(ofAuthor(madeUp(i), i % 50)), `chain ${i}`).toBe(true)
      holdings.adopt(ofAuthor(madeUp(i), i % 50), collect())
    }
    expect(holdings.admits(ofAuthor(realm.identity('unmet').peer, 1))).toBe(false)
    expect(holdings.admits(ofAuthor(met, 1))).toBe(true)
  })
})
