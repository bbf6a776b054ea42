/**
 * Whom owners and keepers hear: vehicles outside of the group, and epochs that the state does not show.
 */
import { describe, expect, test } from 'vitest'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { begin, INCARNATION, pay } from '../../../support/bank.ts'
import { type Bench, chain, createBench, OTHERS, SELF } from './bench.ts'

const [B = '', C = ''] = OTHERS
const STRANGERS = ['x', 'y', 'z'].map((name) => createCryptoRealm(2).identity(name).peer)
const [X = ''] = STRANGERS

const fence = (owner: string, epoch: number) =>
  ({ type: 'fence', chain, round: 5, owner, epoch }) as const

const keep = (owner: string, epoch: number) => {
  const batch = { owner, epoch, from: 1, transfers: [pay('anna', 'bert', 1)] }
  return { type: 'keep', chain, settled: 0, batch } as const
}

/** A member that is no owner, in a bank where B issues in its first epoch. */
function keeping(): Bench {
  const bench = createBench()
  const keepers = [SELF, B, C].sort().map((peer) => ({ peer, incarnation: INCARNATION }))
  bench.bank.apply({ ...begin(B, 0), keepers })
  bench.decided()
  return bench
}

describe('bank hearing', () => {
  test('bank owner: a vehicle outside of the group stops no epoch, by a fence or as a keeper', () => {
    const bench = createBench()
    bench.begin()
    const kept = { type: 'kept', chain, incarnation: INCARNATION, epoch: 1, to: 0 } as const
    bench.message(X, fence(SELF, 1))
    bench.message(X, fence(SELF, 2 ** 48))
    bench.message(X, { ...kept, fence: 2 ** 48 })
    bench.message(B, { ...kept, fence: 2 ** 48, incarnation: 'cd'.repeat(16) })
    expect(bench.sent('fenced')).toEqual([])
    expect(bench.status()).toMatchObject({ phase: 'issuing', epoch: 1 })
  })

  test('bank owner: no fence stops epochs that have yet to begin', () => {
    const bench = createBench()
    bench.message(B, fence(SELF, 2 ** 48))
    bench.begin()
    bench.message(B, fence(SELF, 2))
    bench.message(B, fence(SELF, 2 ** 48))
    expect(bench.sent('fenced')).toEqual([])
    bench.message(B, fence(SELF, 1))
    expect(bench.status().phase).toBe('idle')
    bench.pass(3_000)
    bench.commit()
    expect(bench.status()).toMatchObject({ phase: 'issuing', epoch: 2 })
  })

  test('bank owner: an epoch that is fenced on its way into the log is not issued in', () => {
    const bench = createBench()
    bench.request('first', {
      ...{ type: 'bankTransfer', chain, account: 'anna', to: 'bert' },
      ...{ amount: 1n, operation: 'first' }
    })
    const what = bench.open[0]?.what
    expect(what).toMatchObject({ type: 'begin', epoch: 0 })
    bench.bank.apply(begin(SELF, 0))
    bench.decided()
    bench.message(B, fence(SELF, 1))
    expect(bench.sent('fenced')).toHaveLength(1)
    bench.tell({ type: 'written', height: bench.bank.height, epoch: 1, outcomes: [] })
    expect(bench.status().phase).not.toBe('issuing')
    expect(bench.status().pending).toBe(0)
  })

  test('bank owner: what it has issued it tells members only', () => {
    const bench = createBench()
    bench.begin()
    bench.message(X, { type: 'collect', chain, round: 3 })
    expect(bench.sent('pending')).toEqual([])
    bench.message(B, { type: 'collect', chain, round: 3 })
    expect(bench.sent('pending')[0]?.message.batch?.transfers).toHaveLength(1)
  })

  test('bank owner: one that has left the group tells whoever ends its epoch what it has', () => {
    const bench = createBench()
    bench.begin()
    bench.members = OTHERS
    bench.message(X, fence(SELF, 1))
    expect(bench.sent('fenced')[0]?.message.batch?.transfers).toHaveLength(1)
    // Its state may have stopped before its last epoch began, or before all of them.
    bench.message(X, fence(SELF, 2))
    expect(bench.sent('fenced')).toHaveLength(1)
    const other = createBench()
    other.members = OTHERS
    other.message(X, fence(SELF, 1))
    expect(other.sent('fenced')).toHaveLength(1)
  })

  test('bank keeper: fences of strangers, of unknown owners and of epochs to come leave nothing', () => {
    const bench = keeping()
    for (const owner of [B, C, ...STRANGERS]) {
      bench.message(X, fence(owner, 1))
      bench.message(C, fence(owner, 2 ** 48))
    }
    bench.message(C, fence(C, 1))
    expect([bench.sent('fenced'), bench.disk.size]).toEqual([[], 0])
    bench.message(B, keep(B, 1))
    expect(bench.sent('kept')).toMatchObject([{ to: B, message: { to: 1, fence: 0 } }])
    bench.message(C, fence(B, 1))
    expect(bench.sent('fenced')[0]?.message.batch?.transfers).toHaveLength(1)
    expect(bench.disk.size).toBe(2)
  })

  test('bank keeper: a keeper of the epoch that has left the group may end it', () => {
    const bench = keeping()
    bench.members = [SELF, B]
    bench.message(C, fence(B, 1))
    expect(bench.sent('fenced')).toHaveLength(1)
  })

  test('bank keeper: one that has left tells later members what it keeps', () => {
    const bench = keeping()
    bench.message(B, keep(B, 1))
    bench.members = OTHERS
    for (const message of [fence(B, 3), fence(C, 2), fence(X, 1)]) {
      bench.message(X, message)
    }
    expect(bench.sent('fenced')).toEqual([])
    bench.message(X, fence(B, 1))
    expect(bench.sent('fenced')[0]?.message.batch?.transfers).toHaveLength(1)
    // Their begin may have come into the log behind the end of the booth, of which nobody tells here.
    bench.message(X, fence(B, 2))
    bench.message(X, fence(C, 1))
    expect(bench.sent('fenced')).toHaveLength(2)
  })

  test('bank keeper: copies are taken of members only', () => {
    const bench = keeping()
    bench.message(X, keep(X, 1))
    expect([bench.sent('kept'), bench.disk.size]).toEqual([[], 0])
  })
})
