/** Chains of groups: their genesis, blocks without signature but with work, booths of a majority. */
import { describe, expect, it } from 'vitest'
import {
  createBlock,
  createGroupBlock,
  decodeBlock,
  hasWork,
  verifyBlockSignature
} from '../../../src/core/block.ts'
import {
  type Booth,
  boothFault,
  createBooth,
  createCertificate,
  createGroupBooth,
  decodeBooth,
  verifyCertificate,
  voteBytes
} from '../../../src/core/booth.ts'
import { NO_HASH, toHex } from '../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../src/core/errors.ts'
import { type Fleet, OPEN_FLEET } from '../../../src/core/fleet.ts'
import { createChain, decodeChain, type Genesis } from '../../../src/core/genesis.ts'
import { majority } from '../../../src/core/quorum.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { createTestChain, groupGenesis, testEntries, testGenesis } from '../../support/chain.ts'

const realm = createCryptoRealm(3)
const cars = Array.from({ length: 9 }, (_, i) => realm.identity(`car-${i}`))
const peers = cars.map(({ peer }) => peer).sort()
const [first] = cars
if (first === undefined) {
  throw new RangeError('no identities')
}
const { crypto } = first
const identityOf = (peer: string) => cars.find((car) => car.peer === peer) ?? first
const incarnationOf = (peer: string): string =>
  toHex(crypto.sha256Bytes(new TextEncoder().encode(peer)).subarray(0, 16))

function boothOf(members: readonly string[], opener: string, number = 1, genesis = members): Booth {
  const chain = createChain(crypto, groupGenesis(genesis))
  return createGroupBooth(identityOf(opener).crypto, OPEN_FLEET, {
    chain: chain.id,
    number,
    members: new Map(members.map((peer) => [peer, incarnationOf(peer)])),
    openedAtMs: 5,
    opener
  })
}

describe('group genesis', () => {
  it('group genesis: members and work are part of the chain id', () => {
    const base = createChain(crypto, groupGenesis(peers.slice(0, 3)))
    expect(decodeChain(crypto, base.bytes)).toEqual(base)
    for (const change of [{ workBits: 3 }, { members: peers.slice(0, 4) }]) {
      const other = createChain(crypto, groupGenesis(peers.slice(0, 3), change))
      expect(other.id, JSON.stringify(change)).not.toBe(base.id)
      expect(decodeChain(crypto, other.bytes).genesis, JSON.stringify(change)).toMatchObject(change)
    }
  })

  it('group genesis: a wrong combination of engine, proposer and members is refused', () => {
    const wrong: readonly Partial<Genesis>[] = [
      { engine: 'certified' },
      { engine: 'certified', members: [] },
      { proposer: first.peer },
      { members: [] },
      { members: [...peers].reverse() },
      { workBits: 25 }
    ]
    for (const change of wrong) {
      const { bytes } = createChain(crypto, groupGenesis(peers.slice(0, 3), change))
      expect(() => decodeChain(crypto, bytes), JSON.stringify(change)).toThrow(InvalidMessageError)
    }
    for (const change of [{ members: peers }, { workBits: 1 }]) {
      const { bytes } = createChain(crypto, testGenesis(first.peer, change))
      expect(() => decodeChain(crypto, bytes), JSON.stringify(change)).toThrow(InvalidMessageError)
    }
  })

  it('group genesis: the greatest possible group can be decoded', () => {
    const many = Array.from({ length: 128 }, (_, i) => realm.identity(`many-${i}`).peer)
    const chain = createChain(crypto, groupGenesis(many, { pivots: many.slice(0, 8).sort() }))
    expect(decodeChain(crypto, chain.bytes).genesis.members.length).toBe(128)
  })

  it('group genesis: bytes of certified chains, blocks and booths have not changed', () => {
    const { chain, booth, add } = createTestChain(first)
    const seal = { booth: booth.id, operation: 'op-1' }
    expect(chain.id).toBe('4zt878i6sSA4iwWtjcBp3feWWkcKj4bLC9MbNAGQrGXs')
    expect(booth.id).toBe('b24aa2f3d714647af9e8733098505748964b0084176d02fd0351482fa0efccff')
    expect(add(testEntries(3)).hash).toBe(
      'df1a00a57e24ccafbf587133e4f41e83d11b239b6b635cca278fa1f9932a5484'
    )
    expect(add(testEntries(1), seal).hash).toBe(
      'd6cf56de25ee68d49221f896f8555ab861995dec4e29fab1c413a28253ee3d4e'
    )
  })
})

describe('group block', () => {
  const draft = {
    chain: createChain(crypto, groupGenesis(peers)).id,
    height: 1,
    prev: NO_HASH,
    timeMs: 7,
    entries: testEntries(2)
  }

  it('group block: the same draft is the same block on every vehicle, and nobody signs it', () => {
    const block = createGroupBlock(crypto, draft, 0)
    expect(createGroupBlock(identityOf(peers[1] ?? '').crypto, draft, 0)).toEqual(block)
    expect(block.signature.length).toBe(0)
    expect(decodeBlock(crypto, block.bytes)).toEqual(block)
    expect(verifyBlockSignature(crypto, first.peer, block)).toBe(false)
    expect(block.hash).toBe(createBlock(crypto, draft).hash)
  })

  it('group block: with work the hash begins with that many zero bits', () => {
    for (const bits of [1, 3, 4, 7, 10]) {
      const block = createGroupBlock(crypto, draft, bits)
      expect(hasWork(block.hash, bits), `${bits} bits: ${block.hash}`).toBe(true)
      expect(decodeBlock(crypto, block.bytes).header.nonce.length, `${bits} bits`).toBe(8)
    }
  })

  it('group block: work is counted in bits', () => {
    const bits = (hash: string) =>
      Array.from({ length: 25 }, (_, n) => hasWork(hash, n)).lastIndexOf(true)
    for (const [hash, expected] of [
      ['f', 0],
      ['8', 0],
      ['7', 1],
      ['3', 2],
      ['1', 3],
      ['0f', 4],
      ['01', 7],
      ['0000007f', 24]
    ] as const) {
      expect(bits(hash.padEnd(64, 'f')), hash).toBe(expected)
    }
  })
})

describe('group booth', () => {
  it('group booth: decodes to what was made, incarnations and opener included', () => {
    const booth = boothOf(peers.slice(0, 3), peers[1] ?? '')
    expect(decodeBooth(crypto, booth.bytes)).toEqual(booth)
    expect(booth.incarnations).toEqual(peers.slice(0, 3).map(incarnationOf))
  })

  it('group booth: a majority certifies, one less does not', () => {
    for (let n = 1; n <= 9; n++) {
      const members = peers.slice(0, n)
      const chain = createChain(crypto, groupGenesis(members))
      const booth = boothOf(members, members[0] ?? '')
      const subject = { chain: chain.id, height: 1, hash: 'ab'.repeat(32), booth: booth.id }
      const certify = (count: number) => {
        const voters = members.slice(0, count)
        const sign = (peer: string) => identityOf(peer).crypto.sign(voteBytes(subject))
        return createCertificate(booth, subject, new Map(voters.map((p) => [p, sign(p)])))
      }
      const verify = (count: number) =>
        verifyCertificate(crypto, OPEN_FLEET, chain, booth, certify(count))
      expect(verify(majority(n)), `n = ${n}`).toBe(true)
      expect(verify(majority(n) - 1), `n = ${n}, one less`).toBe(false)
    }
  })

  it('group booth: the first is of the members in genesis, opened by one of them', () => {
    const members = peers.slice(0, 3)
    const chain = createChain(crypto, groupGenesis(members))
    const fault = (booth: Booth, before?: Booth) =>
      boothFault(crypto, OPEN_FLEET, chain, booth, before)
    expect(fault(boothOf(members, members[2] ?? ''))).toBeUndefined()
    expect(fault(boothOf(members, peers[5] ?? ''))).toMatch(/stranger/)
    expect(fault(boothOf(peers.slice(0, 2), peers[0] ?? '', 1, members))).toMatch(/other members/)
    expect(fault(boothOf(peers.slice(1, 4), peers[1] ?? ''))).toMatch(/another chain/)
  })

  it('group booth: a later one is opened by a member of the one before', () => {
    const members = peers.slice(0, 3)
    const chain = createChain(crypto, groupGenesis(members))
    const before = boothOf(members, members[0] ?? '')
    const next = (opener: string, number = 2) => boothOf(peers.slice(2, 6), opener, number, members)
    const fault = (booth: Booth, known: Booth | undefined = before) =>
      boothFault(crypto, OPEN_FLEET, chain, booth, known)
    expect(fault(next(members[1] ?? ''))).toBeUndefined()
    expect(fault(next(peers[4] ?? ''))).toMatch(/stranger/)
    expect(fault(next(members[1] ?? '', 3))).toMatch(/follow/)
  })

  it('group booth: who does not know the one before asks the fleet for its opener', () => {
    const members = peers.slice(0, 3)
    const chain = createChain(crypto, groupGenesis(members))
    const second = boothOf(peers.slice(2, 6), peers[4] ?? '', 2, members)
    expect(boothFault(crypto, OPEN_FLEET, chain, second), 'the first is known').toMatch(/stranger/)
    const booth = boothOf(peers.slice(2, 6), peers[4] ?? '', 3, members)
    const fleet: Fleet = { ...OPEN_FLEET, admitted: (peer) => peer !== peers[4] }
    expect(boothFault(crypto, OPEN_FLEET, chain, booth)).toBeUndefined()
    expect(boothFault(crypto, fleet, chain, booth)).toMatch(/not of this fleet/)
  })

  it('group booth: another signature, or a booth of the other kind, is refused', () => {
    const members = peers.slice(0, 3)
    const chain = createChain(crypto, groupGenesis(members))
    const forged = createGroupBooth(identityOf(members[1] ?? '').crypto, OPEN_FLEET, {
      chain: chain.id,
      number: 1,
      members: new Map(members.map((peer) => [peer, incarnationOf(peer)])),
      openedAtMs: 5,
      opener: members[0] ?? ''
    })
    expect(boothFault(crypto, OPEN_FLEET, chain, forged)).toMatch(/did not sign/)
    const draft = { chain: chain.id, number: 1, members, openedAtMs: 5 }
    const certified = createBooth(crypto, OPEN_FLEET, draft)
    expect(boothFault(crypto, OPEN_FLEET, chain, certified)).toMatch(/another chain/)
    const own = createTestChain(first).chain
    const opened = createGroupBooth(crypto, OPEN_FLEET, {
      chain: own.id,
      number: 1,
      members: new Map([[first.peer, incarnationOf(first.peer)]]),
      openedAtMs: 5,
      opener: first.peer
    })
    expect(boothFault(crypto, OPEN_FLEET, own, opened)).toMatch(/no opener/)
  })
})
