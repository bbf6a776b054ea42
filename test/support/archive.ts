/**
 * A vehicle's archive for tests: its holdings on a store in memory, filled block by block.
 */

import { OPEN_FLEET } from '../../src/core/fleet.ts'
import type { Held } from '../../src/core/holdings.ts'
import { createHoldings } from '../../src/core/holdings.ts'
import type { Effect, WriteOp } from '../../src/core/machine.ts'
import type { Store } from '../../src/core/store.ts'
import type { ArchiveSource } from '../../src/node/archive.ts'
import { type CryptoRealm, createCryptoRealm, type Identity } from '../../src/sim/crypto.ts'
import { openMemoryStore } from '../../src/storage/index.ts'
import { createTestChain, type TestChain, testEntries } from './chain.ts'
import { collect, SELECT_ALL } from './environment.ts'

export interface TestArchive {
  readonly realm: CryptoRealm
  readonly made: TestChain
  readonly held: Held
  readonly source: ArchiveSource
  readonly store: Store
  /** Writes behind the back of the holdings. */
  write(ops: readonly WriteOp[]): Promise<void>
}

/**
 * A chain of `count` blocks of two entries of so many bytes, all certified, held by its proposer: `a`, or
 * who is given.
 */
export async function createArchive(
  count: number,
  proposer?: Identity,
  entryBytes = 8
): Promise<TestArchive> {
  const realm = createCryptoRealm(1)
  const identity = proposer ?? realm.identity('a')
  const { crypto } = identity
  const store = await openMemoryStore({ crypto })
  const holdings = createHoldings(crypto, SELECT_ALL, store.disk)
  const made = createTestChain(identity)
  const out = collect<Effect>()
  const held = holdings.adopt(made.chain, out)
  for (let i = 0; i < count; i++) {
    const block = made.add(testEntries(2, entryBytes, 2 * i))
    holdings.put(block, out)
    holdings.certify(made.certificateOf(block.header.height), made.booth, out)
  }
  holdings.flush(out)
  await store.write(out.flatMap((effect) => (effect.type === 'write' ? effect.ops : [])))
  return {
    realm,
    made,
    held,
    store,
    source: { store, crypto, fleet: OPEN_FLEET },
    write: (ops) => store.write(ops)
  }
}
