/** Blocks: encoding, hashes, and what is refused. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createBlock,
  decodeBlock,
  encodeBody,
  entriesOf,
  entryBytesInBody,
  verifyBlockSignature,
  withoutBody
} from '../../../src/core/block.ts'
import { NO_HASH } from '../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../src/core/errors.ts'
import { createChain, decodeChain } from '../../../src/core/genesis.ts'
import { Block as BlockCodec } from '../../../src/core/messages.ts'
import { decodeStoredBlock, encodeStoredBlock } from '../../../src/core/stored-block.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { createTestChain, testEntries, testGenesis } from '../../support/chain.ts'

const realm = createCryptoRealm(1)
const proposer = realm.identity('proposer')
const { crypto } = proposer
const test = createTestChain(proposer)
const booth = test.booth.id
const block = test.add(testEntries(3))
const seal = test.add(testEntries(1), { booth, operation: 'op-1' })

describe('block', () => {
  it('block: decodes to what was made, hash included', () => {
    expect(decodeBlock(crypto, block.bytes)).toEqual(block)
    expect(decodeBlock(crypto, seal.bytes).header.seal).toEqual({ booth, operation: 'op-1' })
    expect(entriesOf(block.body)).toEqual(testEntries(3))
    expect(verifyBlockSignature(crypto, proposer.peer, block)).toBe(true)
  })

  it('block: any body of entries has the length that was foretold', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 40 })
    fc.assert(
      fc.property(entries, (list) => {
        const foretold = list.reduce((sum, entry) => sum + entryBytesInBody(entry.length), 0)
        expect(encodeBody(list).length).toBe(foretold)
        expect(entriesOf(encodeBody(list)).map((e) => [...e])).toEqual(list.map((e) => [...e]))
      })
    )
  })

  it('block: a body that does not match its header is refused', () => {
    const body = encodeBody(testEntries(3, 8, 1))
    const forged = BlockCodec.encode({
      header: block.headerBytes,
      signature: block.signature,
      body
    })
    expect(() => decodeBlock(crypto, forged)).toThrow(InvalidMessageError)
  })

  it('block: a signature of another block or vehicle does not verify', () => {
    expect(
      verifyBlockSignature(crypto, proposer.peer, { ...block, signature: seal.signature })
    ).toBe(false)
    expect(verifyBlockSignature(crypto, realm.identity('other').peer, block)).toBe(false)
  })

  it('block: bytes from outside are decoded or refused, never anything else', () => {
    const damaged = fc.tuple(
      fc.integer({ min: 0, max: block.bytes.length - 1 }),
      fc.integer({ min: 1, max: 255 })
    )
    fc.assert(
      fc.property(damaged, ([place, flip]) => {
        const bytes = Uint8Array.from(block.bytes)
        bytes[place] = (bytes[place] ?? 0) ^ flip
        expectDecodedOrRefused(bytes)
      }),
      { numRuns: 500 }
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), expectDecodedOrRefused))
  })

  it('block: stored with its summary and without its body it keeps hash and header', () => {
    const summary = { timeMinMs: 1, timeMaxMs: 2, south: 3, north: 4, west: 5, east: Number.NaN }
    const stored = decodeStoredBlock(crypto, encodeStoredBlock({ block, summary }))
    expect(stored).toEqual({ block, summary })
    const header = decodeBlock(crypto, withoutBody(block).bytes)
    expect([header.hash, header.body]).toEqual([block.hash, undefined])
  })

  it('block: no header beyond the limits is made or read', () => {
    const draft = {
      chain: test.chain.id,
      height: 3,
      prev: NO_HASH,
      timeMs: 0,
      entries: [],
      seal: { booth, operation: 'x'.repeat(129) }
    }
    expect(() => createBlock(crypto, draft)).toThrow('at most 128')
  })
})

describe('genesis', () => {
  it('genesis: the chain id is its hash, so every field counts', () => {
    const base = createChain(crypto, testGenesis(proposer.peer))
    expect(decodeChain(crypto, base.bytes)).toEqual(base)
    const changes = [{ name: 'b' }, { createdAtMs: 2 }, { nonce: new Uint8Array(16) }] as const
    for (const change of changes) {
      const other = createChain(crypto, testGenesis(proposer.peer, change))
      expect(other.id, JSON.stringify(change)).not.toBe(base.id)
    }
  })

  it('genesis: an unknown engine and a short nonce are refused', () => {
    const short = createChain(crypto, testGenesis(proposer.peer, { nonce: new Uint8Array(3) }))
    expect(() => decodeChain(crypto, short.bytes)).toThrow('nonce')
    const odd = testGenesis(proposer.peer, { engine: 'raft' as 'paxos' })
    expect(() => decodeChain(crypto, createChain(crypto, odd).bytes)).toThrow('engine')
  })
})

function expectDecodedOrRefused(bytes: Uint8Array): void {
  try {
    const decoded = decodeBlock(crypto, bytes)
    expect(decoded.hash).toBe(crypto.sha256(decoded.headerBytes))
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidMessageError)
  }
}
