/**
 * States of a backup alone: pulling, holding, told of a table.
 */
import type { SealedTable } from '../../../../src/core/table.ts'
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

export function sealedOf(bench: Bench, epoch: number, members: readonly string[]): SealedTable {
  const { test, proposer } = bench
  return testSealed(proposer, {
    ...{ chain: test.chain.id, epoch, height: 10, headHash: test.block(10).hash },
    members: members.map((name) => bench.identity(name))
  })
}
