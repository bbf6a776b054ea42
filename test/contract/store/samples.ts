/**
 * Records for tests of stores: linked blocks with certificates, state, and chance.
 */
import { createBlock, type FullBlock } from '../../../src/core/block.ts'
import { NO_HASH, toUtf8 } from '../../../src/core/bytes.ts'
import type { Crypto } from '../../../src/core/crypto.ts'
import { blockKey, boothKey, certificateKey, machineKey } from '../../../src/core/keyspace.ts'
import type { Key, WriteOp } from '../../../src/core/machine.ts'
import type { Random } from '../../../src/core/random.ts'
import { NO_SUMMARY } from '../../../src/core/selector.ts'
import { encodeStoredBlock } from '../../../src/core/stored-block.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'

export const CHAIN = '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqv'
export const OTHER_CHAIN = 'GjJyeC1rB1WGDwyrYhnzm6tZJx5eSeiqvdgFM7RBZrBd'
export const CRYPTO: Crypto = createCryptoRealm(1).identity('store').crypto

export const put = (key: Key, value: Uint8Array | string): WriteOp => ({
  type: 'put',
  key,
  value: typeof value === 'string' ? toUtf8(value) : value
})
export const del = (key: Key): WriteOp => ({ type: 'del', key })

export const stateKey = (rest: string): Key => machineKey('certify', rest)

/** Blocks 1..count of a chain, linked. */
export function sampleBlocks(count: number, chain = CHAIN, entryBytes = 40): readonly FullBlock[] {
  const blocks: FullBlock[] = []
  for (let height = 1; height <= count; height++) {
    const prev = blocks.at(-1)?.hash ?? NO_HASH
    const entry = new Uint8Array(entryBytes).fill(height)
    blocks.push(createBlock(CRYPTO, { chain, height, prev, timeMs: height, entries: [entry] }))
  }
  return blocks
}

export const putBlock = (block: FullBlock): WriteOp =>
  put(
    blockKey(block.header.chain, block.header.height),
    encodeStoredBlock({ block, summary: NO_SUMMARY })
  )

/** Blocks with a certificate each and one booth, and a state record that names the head. */
export function chainOps(count: number, chain = CHAIN, entryBytes = 40): readonly WriteOp[] {
  const blocks = sampleBlocks(count, chain, entryBytes)
  return [
    ...blocks.flatMap((block) => [
      putBlock(block),
      put(certificateKey(chain, block.header.height), `certificate of ${block.hash}`)
    ]),
    put(boothKey(chain, 'ab'.repeat(32)), `booth of ${chain}`),
    put(stateKey(`head/${chain}`), blocks.at(-1)?.hash ?? NO_HASH)
  ]
}

/** A batch of chance over few keys, so that keys are written again and deleted. */
export function randomBatch(random: Random, keysCount: number): readonly WriteOp[] {
  return Array.from({ length: random.integer(1, 8) }, () => {
    const key = randomKey(random.integer(0, keysCount - 1))
    return random.chance(0.25) ? del(key) : put(key, random.bytes(random.integer(0, 60)))
  })
}

function randomKey(number: number): Key {
  const rest = Math.floor(number / 4)
  switch (number % 4) {
    case 0:
      return certificateKey(rest % 2 === 0 ? CHAIN : OTHER_CHAIN, rest * 13)
    case 1:
      return boothKey(CHAIN, rest.toString(16).padStart(64, '0'))
    case 2:
      return certificateKey(CHAIN, 2 ** 40 + rest)
    default:
      return stateKey(String(rest))
  }
}

/** What a store should hold after batches, in key order. */
export function createModel(): {
  apply(ops: readonly WriteOp[]): void
  readonly records: ReadonlyMap<Key, Uint8Array>
  keys(): readonly Key[]
} {
  const records = new Map<Key, Uint8Array>()
  return {
    apply(ops) {
      for (const op of ops) {
        if (op.type === 'put') {
          records.set(op.key, op.value)
        } else {
          records.delete(op.key)
        }
      }
    },
    records,
    keys: () => [...records.keys()].toSorted()
  }
}
