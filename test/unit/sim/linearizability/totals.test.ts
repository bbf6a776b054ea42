/**
 * Snapshots of a ledger: what is wrong with them is found and told.
 */
import { expect, test } from 'vitest'
import {
  faultOfSnapshots,
  type LedgerSnapshot
} from '../../../../src/sim/linearizability/totals.ts'

const TOTAL = 10n

function snapshot(calledAt: number, height: number, a: bigint, b: bigint): LedgerSnapshot {
  const balances = new Map([
    ['a', a],
    ['b', b]
  ])
  return { who: `c${calledAt}`, calledAt, returnedAt: calledAt + 5, height, balances }
}

test('totals: snapshots with the whole sum, in the order of time, are well', () => {
  const well = [snapshot(1, 1, 10n, 0n), snapshot(9, 2, 4n, 6n), snapshot(10, 2, 4n, 6n)]
  expect(faultOfSnapshots(well, TOTAL)).toBeUndefined()
  expect(faultOfSnapshots(well.toReversed(), TOTAL)).toBeUndefined()
  expect(faultOfSnapshots([], TOTAL)).toBeUndefined()
})

test('totals: a read that overlaps a newer one may be older', () => {
  expect(faultOfSnapshots([snapshot(1, 3, 10n, 0n), snapshot(6, 2, 4n, 6n)], TOTAL)).toBeUndefined()
})

test('totals: a sum that changed is found', () => {
  const bad = [snapshot(1, 1, 10n, 0n), snapshot(9, 2, 4n, 5n)]
  expect(faultOfSnapshots(bad, TOTAL)).toBe('c9 reads at height 2 a sum of 9, not 10')
})

test('totals: a debt is found although the sum is right', () => {
  expect(faultOfSnapshots([snapshot(1, 1, 11n, -1n)], TOTAL)).toBe(
    'c1 reads at height 1 that b has -1'
  )
})

test('totals: two states of one height are found', () => {
  const bad = [snapshot(1, 2, 10n, 0n), snapshot(3, 2, 4n, 6n)]
  expect(faultOfSnapshots(bad, TOTAL)).toBe(
    'c3 reads at height 2 other balances than somebody else'
  )
})

test('totals: a read that is older than one that had returned is found', () => {
  const bad = [snapshot(1, 3, 10n, 0n), snapshot(7, 2, 4n, 6n), snapshot(8, 3, 10n, 0n)]
  expect(faultOfSnapshots(bad, TOTAL)).toBe(
    'c7 reads at height 2 what is older than height 3, which c1 had read before'
  )
})
