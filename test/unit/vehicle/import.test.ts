/**
 * Imports: what an operator brings by hand is believed no more than what a peer sends.
 */
import { describe, expect, test } from 'vitest'
import { createBlock } from '../../../src/core/block.ts'
import type { Reply } from '../../../src/core/machine.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { importBlocks } from '../../../src/vehicle/import.ts'
import type { ImportRequest } from '../../../src/vehicle/requests.ts'
import type { VehicleEffect } from '../../../src/vehicle/types.ts'
import { createTestChain, type TestChain, testEntries } from '../../support/chain.ts'
import { collect, createTestEnvironment, type TestEnvironment } from '../../support/environment.ts'

const realm = createCryptoRealm(1)

function makeChain(blocks = 4): TestChain {
  const made = createTestChain(realm.identity('a'))
  for (let i = 0; i < blocks; i++) {
    made.add(testEntries(2, 8, i))
  }
  return made
}

function requestOf(made: TestChain, from = 1, to = made.blocks.length): ImportRequest {
  return {
    type: 'import',
    genesis: made.chain.bytes,
    blocks: made.blocks.slice(from - 1, to).map(({ bytes }) => bytes),
    certificate: made.certificateOf(to).bytes,
    booth: made.booth.bytes
  }
}

function run(environment: TestEnvironment, request: ImportRequest) {
  const out = collect<VehicleEffect>()
  const reply: Reply = importBlocks(environment, request, out)
  return { reply, out }
}

describe('import', () => {
  test('stores what is certified, tells the machines, and counts only what is new', () => {
    const made = makeChain()
    const environment = createTestEnvironment('b', realm)
    const { reply, out } = run(environment, requestOf(made, 1, 2))
    expect(reply).toEqual({
      type: 'ok',
      value: { chain: made.chain.id, from: 1, to: 2, stored: 2 }
    })
    expect(out).toContainEqual({
      type: 'signal',
      signal: {
        type: 'certified',
        chain: made.chain.id,
        head: { height: 2, hash: made.block(2).hash }
      }
    })
    expect(run(environment, requestOf(made)).reply).toMatchObject({ value: { stored: 2 } })
    expect(environment.holdings.get(made.chain.id)?.contiguousTo).toBe(4)
    expect(environment.holdings.get(made.chain.id)?.certified?.height).toBe(4)
  })

  test('the own chain is refused: its proposer may have signed more than it holds', () => {
    const made = makeChain()
    const { reply, out } = run(createTestEnvironment('a', realm), requestOf(made))
    expect(reply).toMatchObject({ type: 'refused', reason: 'ownChain' })
    expect(out).toEqual([])
  })

  const lies: [string, (made: TestChain) => Partial<ImportRequest>][] = [
    ['a certificate of another height', (made) => ({ certificate: made.certificateOf(3).bytes })],
    ['a broken certificate', () => ({ certificate: Uint8Array.of(1, 2, 3) })],
    [
      'a certificate with a changed signature',
      (made) => {
        const bytes = made.certificateOf(4).bytes.slice()
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
        return { certificate: bytes }
      }
    ],
    [
      'a booth of somebody else',
      () => ({ booth: createTestChain(realm.identity('c')).booth.bytes })
    ],
    ['another genesis', () => ({ genesis: createTestChain(realm.identity('a'), 8).chain.bytes })],
    ['blocks with a gap', (made) => ({ blocks: [0, 2, 3].map((i) => made.blocks[i]!.bytes) })],
    ['no blocks', () => ({ blocks: [] })],
    ['garbage', () => ({ blocks: [Uint8Array.of(9, 9, 9)] })],
    [
      'a block that the proposer did not sign',
      (made) => {
        const { header } = made.block(4)
        const forged = createBlock(realm.identity('c').crypto, {
          chain: header.chain,
          height: 4,
          prev: header.prev,
          timeMs: header.timeMs,
          entries: testEntries(2, 8, 3)
        })
        return { blocks: [...made.blocks.slice(0, 3).map(({ bytes }) => bytes), forged.bytes] }
      }
    ]
  ]
  test.each(lies)('%s is refused and nothing is written', (_what, lie) => {
    const made = makeChain()
    const { reply, out } = run(createTestEnvironment('b', realm), {
      ...requestOf(made),
      ...lie(made)
    })
    expect(reply).toMatchObject({ type: 'refused', reason: 'invalid' })
    expect(out).toEqual([])
  })

  test('another history of the chain is refused before anything is stored', () => {
    const made = makeChain()
    const other = createTestChain(realm.identity('a'))
    for (let i = 0; i < 4; i++) {
      other.add(testEntries(2, 8, 100 + i))
    }
    const environment = createTestEnvironment('b', realm)
    run(environment, requestOf(made, 1, 2))
    expect(run(environment, requestOf(other)).reply).toMatchObject({
      type: 'refused',
      reason: 'conflict'
    })
    expect(environment.holdings.get(made.chain.id)?.lastHeight).toBe(2)
  })
})
