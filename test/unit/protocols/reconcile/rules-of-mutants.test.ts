/** Rules of catching up that only a mutant had shown to be untested. */
import { expect, it } from 'vitest'
import { blockKey } from '../../../../src/core/keyspace.ts'
import { NO_SUMMARY } from '../../../../src/core/selector.ts'
import { encodeStoredBlock } from '../../../../src/core/stored-block.ts'
import type { ReconcileMessage } from '../../../../src/protocols/reconcile/types.ts'
import { type Bench, type Car, createBench } from './bench.ts'

/** Vehicles that hold these heights of two histories, the second one being another. */
function setUp(held: readonly (readonly [blocks: number, mark: number])[]): Bench {
  const bench = createBench('ABCD'.slice(0, held.length))
  for (const [i, [count, mark]] of held.entries()) {
    const car = bench.cars[i] as Car
    car.hold(bench.blocks(count, 16, mark))
    car.start()
  }
  return bench
}

it('reconcile: a frozen chain takes nothing from the one that agrees either', () => {
  const bench = setUp([
    [10, 1],
    [20, 1],
    [20, 9],
    [20, 9]
  ])
  bench.connectAll()
  bench.run(5_000)
  const [a] = bench.cars as readonly [Car]
  expect(a.machine.isForked(bench.chain.id)).toBe(true)
  expect(a.decided.height).toBe(10)
})

it('reconcile: hashes that are named behind no block, or another one, are not believed', () => {
  const bench = setUp([
    [10, 1],
    [20, 1]
  ])
  const [a, b] = bench.cars as readonly [Car, Car]
  bench.filter = (from, _to, message) =>
    from === b && message.type === 'ack' ? { ...message, hash: undefined } : message
  bench.connect(a, b)
  bench.run(5_000)
  expect(a.decided.height).toBe(10)
})

it('reconcile: what the disk gives back and is not held there is not sent', () => {
  const bench = setUp([
    [0, 1],
    [3, 1]
  ])
  const [a, b] = bench.cars as readonly [Car, Car]
  const sent: ReconcileMessage[] = []
  bench.filter = (_from, _to, message) => {
    sent.push(message)
    return undefined
  }
  const range = { from: 1, to: 3 }
  const { peer } = a.identity
  const blocks = bench.blocks(3).concat(bench.blocks(3, 16, 9))
  const offer = (indices: readonly number[], load: number): readonly Uint8Array[] | undefined => {
    const pull = { type: 'pull', chain: bench.chain.id, range } as const
    b.step({ type: 'message', from: peer, message: pull })
    const records = indices.flatMap((i) => {
      const block = blocks[i]
      const key = blockKey(bench.chain.id, (i % 3) + 1)
      return block === undefined
        ? []
        : [{ key, value: encodeStoredBlock({ block, summary: NO_SUMMARY }) }]
    })
    b.step({ type: 'loaded', token: `reconcile:serve:${load}`, records, more: false })
    const answer = sent.findLast(({ type }) => type === 'blocks')
    return answer?.type === 'blocks' ? answer.blocks : undefined
  }
  expect(offer([0, 1, 2], 1), 'all of them').toHaveLength(3)
  expect(offer([0, 2], 2), 'up to the gap').toEqual([blocks[0]?.bytes])
  expect(offer([0, 4, 2], 3), 'up to one of another history').toEqual([blocks[0]?.bytes])
})
