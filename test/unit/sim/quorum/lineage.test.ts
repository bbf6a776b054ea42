/**
 * The lineage of a key: what led to its newest value, and nothing that was lost.
 */
import { expect, test } from 'vitest'
import { toUtf8 } from '../../../../src/core/bytes.ts'
import {
  type Done,
  encodeRegister,
  type Register
} from '../../../../src/protocols/quorum/register.ts'
import { lineageOf } from '../../../../src/sim/quorum/lineage.ts'

const CLIENT = '0a'.repeat(16)

/** A register with this tag that names these operations, the oldest first. */
function register(epoch: number, counter: number, ...seqs: readonly number[]): Register {
  const done = seqs.map(
    (seq): Done => ({ client: CLIENT, seq, digest: '0f'.repeat(8), epoch, result: toUtf8('r') })
  )
  const tag = { epoch, counter, node: 0 }
  return encodeRegister({ key: 'k', tag, content: undefined, forgotten: 0, done })
}

function seqsOf(...registers: readonly Register[]): readonly number[] {
  return lineageOf(registers).map(({ seq }) => seq)
}

test('lineage: it goes back over registers that each name the last four', () => {
  const all = [
    register(1, 1, 1),
    register(1, 2, 1, 2),
    register(1, 3, 1, 2, 3),
    register(1, 4, 1, 2, 3, 4),
    register(1, 5, 2, 3, 4, 5),
    register(2, 1, 4, 5, 6, 7),
    register(2, 2, 5, 6, 7, 8)
  ]
  expect(seqsOf(...all)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(seqsOf(...all.toReversed())).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(seqsOf()).toEqual([])
})

test('lineage: what an ended epoch lost is not in it, also when it was done again', () => {
  const base = register(1, 4, 1, 2, 3, 4)
  const lost = [register(1, 5, 2, 3, 4, 5), register(1, 6, 3, 4, 5, 9)]
  expect(seqsOf(base, ...lost, register(2, 1, 2, 3, 4, 6), register(2, 2, 3, 4, 6, 5))).toEqual([
    1, 2, 3, 4, 6, 5
  ])
})

test('lineage: a value that a later leader wrote once more adds nothing', () => {
  const first = register(1, 1, 1)
  expect(seqsOf(first, register(2, 1, 1), register(3, 1, 1), register(3, 2, 1, 2))).toEqual([1, 2])
})

test('lineage: where as many were done at once as a register names, it goes on with the one before', () => {
  const before = [register(1, 1, 1), register(1, 2, 1, 2)]
  expect(seqsOf(...before, register(1, 6, 3, 4, 5, 6), register(1, 7, 4, 5, 6, 7))).toEqual([
    1, 2, 3, 4, 5, 6, 7
  ])
})

test('lineage: what was lost before the first operation that stayed is not in it', () => {
  expect(seqsOf(register(1, 1, 8), register(2, 1, 1), register(2, 2, 1, 2))).toEqual([1, 2])
})

test('lineage: registers of a group without leader name nothing', () => {
  expect(seqsOf(register(0, 1), register(0, 2))).toEqual([])
})
