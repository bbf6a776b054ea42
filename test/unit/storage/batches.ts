/**
 * Numbered batches: from what a store holds it can be told which of them it has.
 */
import { fromUtf8 } from '../../../src/core/bytes.ts'
import { certificateKey } from '../../../src/core/keyspace.ts'
import type { Key, WriteOp } from '../../../src/core/machine.ts'
import { CHAIN, put, putBlock, sampleBlocks, stateKey } from '../../contract/store/samples.ts'

const LAST = stateKey('last')

/** As many blocks as a run of a test may need; linked, so that the scan finds one run. */
const BLOCKS = sampleBlocks(100)

/** Records that differ in size, so that files fill, move and are compacted. */
export function batchOf(number: number): readonly WriteOp[] {
  const block = BLOCKS[number - 1]
  return [
    put(LAST, String(number)),
    put(stateKey(`batch/${number % 50}`), String(number)),
    put(certificateKey(CHAIN, number), valueOfBatch(number)),
    ...(block === undefined ? [] : [putBlock(block)])
  ]
}

export const certificateOfBatch = (number: number): Key => certificateKey(CHAIN, number)

export function valueOfBatch(number: number): Uint8Array {
  const value = new Uint8Array(((number * 7919) % 400) * 100)
  return value.fill(number % 251)
}

/** The number of the last batch in a store's state. */
export function numberIn(state: ReadonlyMap<Key, Uint8Array>): number {
  const value = state.get(LAST)
  return value === undefined ? 0 : Number(fromUtf8(value))
}

/** Blocks that batches 1..number have written. */
export const blocksUpTo = (number: number): number => Math.min(number, BLOCKS.length)
