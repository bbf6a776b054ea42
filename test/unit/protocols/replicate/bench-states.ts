/**
 * States of a backup alone: pulling, holding, told of a table.
 */
import type { Fleet } from '../../../../src/core/fleet.ts'
import type { SealedTable } from '../../../../src/core/table.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { testSealed } from '../../../support/chain.ts'
import { type Bench, createBench } from './bench.ts'

/** Where the manifest of a bench of ten blocks has its first end. */
export const HALF = 5

/** A bench that has reserved room and been sent the manifest. */
export function pulling(options: Parameters<typeof createBench>[0] = {}): Bench {
  const bench = createBench(options)
  bench.connect(bench.proposer.peer)
  bench.tell(bench.offer())
  bench.tell(bench.manifest())
  return bench
}

/** A bench that holds the chain for epoch 1. */
export function holding(): Bench {
  const bench = pulling()
  bench.tell(bench.chunk(1, HALF))
  bench.tell(bench.chunk(HALF + 1, 10))
  return bench
}

/** A fleet with a key, whose vehicles with these names are known in the realm of all benches. */
export function fleetOf(...names: readonly string[]): Fleet {
  const { identity } = createCryptoRealm(4)
  const met = new Set(names.map((name) => identity(name).peer))
  return {
    open: false,
    membershipOf: (peer) => (met.has(peer) ? new Uint8Array(1) : undefined),
    admits: (peer) => met.has(peer),
    admitted: (peer) => met.has(peer)
  }
}

export function sealedOf(bench: Bench, epoch: number, members: readonly string[]): SealedTable {
  const { test, proposer } = bench
  return testSealed(proposer, {
    ...{ chain: test.chain.id, epoch, height: 10, headHash: test.block(10).hash },
    members: members.map((name) => bench.identity(name))
  })
}
