/**
 * Rules of the owner that need a message at the wrong time: copies that come late, epochs that end,
 * keepers that refuse, a state that is behind.
 */
import { describe, expect, test } from 'vitest'
import { bankSpec } from '../../../../src/protocols/bank/spec.ts'
import type { BankMessage, Level } from '../../../../src/protocols/bank/types.ts'
import { begin, INCARNATION, pay } from '../../../support/bank.ts'
import { type Bench, chain, createBench, OTHERS, SELF } from './bench.ts'

const [B = '', C = ''] = OTHERS

function begun(): Bench {
  const bench = createBench()
  bench.begin()
  return bench
}

const order = (
  ticket: number,
  amount: number,
  operation: string,
  epoch = 1,
  level: Level = 'local'
): BankMessage => ({
  ...{ type: 'transfer', chain, ticket, epoch, level, waitMs: 5_000 },
  transfer: pay('anna', 'bert', amount, operation)
})

const outcomes = (bench: Bench): readonly unknown[] =>
  bench.sent('answer').map(({ message }) => message.outcome)

describe('bank owner', () => {
  test('bank owner: nothing is issued before an epoch of this run is in the log and seen here', () => {
    const bench = createBench()
    bench.message(B, order(1, 5, 'x', 0))
    expect(outcomes(bench)).toEqual([])
    expect(bench.open[0]?.what).toMatchObject({ type: 'begin', epoch: 0, owner: SELF })
    bench.commit(false)
    bench.message(B, order(1, 5, 'x', 1))
    expect(outcomes(bench)).toEqual([])
    bench.decided()
    bench.message(B, order(1, 5, 'x', 0))
    expect(outcomes(bench)).toEqual([{ type: 'again' }])
    bench.message(B, order(1, 5, 'x', 1))
    expect(outcomes(bench)).toMatchObject([{ type: 'done', level: 'local', seq: 1 }])
    expect(bench.disk.size).toBe(1)
  })

  test('bank owner: an order of another epoch is not issued, whichever', () => {
    const bench = begun()
    for (const epoch of [0, 2, 7]) {
      bench.message(B, order(epoch, 5, `x-${epoch}`, epoch))
      expect(outcomes(bench), String(epoch)).toEqual([{ type: 'again' }])
    }
    expect(bench.status().pending).toBe(1)
  })

  test('bank owner: a copy of a refused order is refused, even when there is money by then', () => {
    const bench = begun()
    bench.message(B, order(9, 500, 'x'))
    bench.pass(250)
    bench.commit()
    expect(outcomes(bench)).toMatchObject([{ type: 'refused', reason: 'insufficientFunds' }])
    const mint = { type: 'mint', account: 'anna', amount: 1000n, owner: SELF } as const
    bench.bank.apply({ ...mint, operation: 'more' })
    bench.decided()
    bench.message(B, order(9, 500, 'x'))
    expect(outcomes(bench)).toMatchObject([{ type: 'refused', reason: 'insufficientFunds' }])
    bench.message(B, order(10, 500, 'x'))
    expect(outcomes(bench)).toMatchObject([{ type: 'done' }])
  })

  test('bank owner: what it has done it says, also when the account has gone to another', () => {
    const bench = begun()
    bench.message(B, order(1, 5, 'x', 1, 'committed'))
    bench.commit()
    bench.decided()
    expect(outcomes(bench)).toMatchObject([{ type: 'done', level: 'committed' }])
    bench.bank.apply({ type: 'move', account: 'anna', owner: SELF, epoch: 1, to: B })
    bench.decided()
    bench.message(B, order(1, 5, 'x', 1, 'committed'))
    expect(outcomes(bench)).toMatchObject([{ type: 'done', level: 'committed' }])
    bench.message(B, order(2, 5, 'y'))
    expect(outcomes(bench)).toEqual([{ type: 'notOwner' }])
    bench.bank.apply({ type: 'move', account: 'anna', owner: B, epoch: 0, to: SELF })
    bench.decided()
    bench.message(B, order(2, 5, 'y'))
    expect(outcomes(bench), 'a copy of what was declined').toEqual([{ type: 'notOwner' }])
    bench.message(B, order(3, 5, 'y'))
    expect(outcomes(bench)).toMatchObject([{ type: 'done', level: 'local' }])
  })

  test('bank owner: money that is received counts once the state here has it', () => {
    const bench = begun()
    bench.message(B, order(1, 99, 'all'))
    bench.message(B, order(2, 1, 'more'))
    expect(outcomes(bench)).toMatchObject([{ type: 'done', seq: 2 }])
    const mint = { type: 'mint', account: 'anna', amount: 1n, owner: SELF } as const
    bench.bank.apply({ ...mint, operation: 'later' })
    bench.pass(60)
    expect(outcomes(bench)).toEqual([])
    bench.decided()
    expect(outcomes(bench)).toMatchObject([{ type: 'done', seq: 3 }])
  })

  test('bank owner: a round that fails is begun again, and no money is decided by the log', () => {
    const bench = begun()
    bench.message(B, order(1, 500, 'x'))
    expect(bench.sent('collect').map(({ to }) => to)).toEqual([...OTHERS].sort())
    bench.pass(250)
    bench.fail()
    bench.pass(500)
    expect(bench.sent('collect')).toHaveLength(2)
    expect(outcomes(bench)).toEqual([])
    bench.commit()
    expect(outcomes(bench)).toMatchObject([{ reason: 'insufficientFunds' }])
  })

  test('bank owner: copies count by vehicle and data directory, and with all before them', () => {
    const bench = begun()
    bench.message(B, order(1, 5, 'x', 1, 'backed'))
    const keeps = bench.sent('keep')
    expect(keeps.map(({ to }) => to).sort()).toEqual([...OTHERS].sort())
    expect(keeps[0]?.message.batch).toMatchObject({ from: 1, epoch: 1 })
    const kept = { type: 'kept', chain, incarnation: INCARNATION, epoch: 1, fence: 0 } as const
    bench.message(B, { ...kept, to: 2, incarnation: 'cd'.repeat(16) })
    bench.message(B, { ...kept, to: 2, epoch: 2 })
    bench.message(B, { ...kept, to: 1 })
    bench.message('12D3KooWStranger', { ...kept, to: 2 })
    expect(outcomes(bench)).toEqual([])
    bench.message(C, { ...kept, to: 2 })
    expect(outcomes(bench)).toMatchObject([{ type: 'done', level: 'backed', seq: 2 }])
  })

  test('bank owner: a keeper that lacks the beginning is sent it', () => {
    const bench = begun()
    bench.message(B, order(1, 5, 'x', 1, 'backed'))
    bench.sent('keep')
    const kept = { type: 'kept', chain, incarnation: INCARNATION, epoch: 1, fence: 0 } as const
    bench.message(B, { ...kept, to: 0 })
    bench.pass(150)
    const again = bench.sent('keep').filter(({ to }) => to === B)
    expect(again[0]?.message).toMatchObject({ settled: 0, batch: { from: 1 } })
    expect(again[0]?.message.batch.transfers).toHaveLength(2)
  })

  test('bank owner: when its epoch is fenced it issues no more in it, and begins anew with all it has', () => {
    const bench = begun()
    const fence = { type: 'fence', chain, round: 5, owner: SELF, epoch: 1 } as const
    bench.message(B, fence)
    const [told] = bench.sent('fenced')
    expect(told?.message.batch?.transfers).toHaveLength(1)
    expect(bench.status().phase).toBe('idle')
    bench.message(B, order(1, 5, 'x'))
    expect(outcomes(bench)).toEqual([])
    bench.pass(3_000)
    expect(bench.open[0]?.what).toMatchObject({
      ...{ type: 'begin', epoch: 1, batches: [{ from: 1, transfers: [{ operation: 'first' }] }] }
    })
    bench.commit()
    expect(bench.status()).toMatchObject({ phase: 'issuing', epoch: 2, pending: 0 })
  })

  test('bank owner: a keeper that was fenced tells it, by its answer', () => {
    const bench = begun()
    bench.message(B, order(1, 5, 'x', 1, 'backed'))
    const kept = { type: 'kept', chain, incarnation: INCARNATION, epoch: 1, to: 0 } as const
    bench.message(C, { ...kept, fence: 1 })
    expect(bench.status().phase).toBe('idle')
    expect(bench.facts()).toContain('bank:stopped')
  })

  test('bank owner: after a restart a majority of the keepers is asked before the next epoch', () => {
    const bench = begun()
    bench.message(B, order(1, 5, 'x'))
    bench.restart()
    bench.pass(100)
    expect(bench.open).toEqual([])
    const fences = bench.sent('fence')
    expect(new Set(fences.map(({ to }) => to))).toEqual(new Set(OTHERS))
    const { round = 0 } = fences[0]?.message ?? {}
    const fenced = { type: 'fenced', chain, round, batch: undefined } as const
    bench.message(B, { ...fenced, incarnation: 'cd'.repeat(16) })
    bench.pass(1_000)
    expect(bench.open).toEqual([])
    const batch = { owner: SELF, epoch: 1, from: 3, transfers: [pay('anna', 'bert', 7, 'y')] }
    bench.message(C, { ...fenced, incarnation: INCARNATION, batch })
    bench.pass(250)
    expect(bench.open[0]?.what).toMatchObject({ type: 'begin', epoch: 1 })
    bench.commit()
    expect(bench.bank.balances()).toEqual({ anna: 87, bert: 113 })
    expect(bench.status()).toMatchObject({ phase: 'issuing', epoch: 2, pending: 0 })
  })

  test('bank owner: it tries again when somebody else has ended its epoch meanwhile', () => {
    const bench = createBench()
    bench.message(B, order(1, 5, 'x', 0))
    bench.bank.apply(begin(SELF, 0))
    bench.commit()
    expect(bench.status().phase).toBe('idle')
    bench.decided()
    bench.pass(200)
    bench.message(B, order(1, 5, 'x', 0))
    const [fence] = bench.sent('fence')
    expect(fence?.message).toMatchObject({ owner: SELF, epoch: 1 })
  })

  test('bank owner: what is pending is dropped when its own state shows it settled, not before', () => {
    const bench = begun()
    bench.request('flush', { type: 'bankFlush', chain })
    const { what } = bench.open[0] ?? {}
    expect(what).toMatchObject({ type: 'transfers', batches: [{ from: 1 }] })
    bench.fail()
    expect(bench.status().pending).toBe(1)
    bench.pass(500)
    bench.commit()
    expect(bench.status().pending).toBe(0)
    expect(bench.disk.size).toBe(0)
    expect(bench.replies()).toMatchObject([{ id: 'flush', reply: { value: { settled: 1 } } }])
  })

  test('bank owner: a damaged disk answers for nothing and keeps nothing', () => {
    const bench = createBench()
    bench.isDamaged = true
    bench.restart()
    bench.message(B, { type: 'fence', chain, round: 5, owner: B, epoch: 1 })
    const batch = { owner: B, epoch: 1, from: 1, transfers: [pay('anna', 'bert', 1)] }
    bench.message(B, { type: 'keep', chain, settled: 0, batch })
    expect([bench.sent('fenced'), bench.sent('kept')]).toEqual([[], []])
    bench.message(B, order(1, 5, 'x', 0))
    expect(outcomes(bench)).toMatchObject([{ reason: 'damaged' }])
    bench.request('r', { type: 'bankTransfer', chain, account: 'anna', to: 'bert', amount: 1n })
    bench.tell({ type: 'operation', entry: undefined })
    expect(bench.replies()).toMatchObject([{ reply: { reason: 'damaged' } }])
  })

  test('bank owner: copies are taken of their own owner only', () => {
    const bench = createBench()
    const batch = { owner: C, epoch: 1, from: 1, transfers: [pay('anna', 'bert', 1)] }
    bench.message(B, { type: 'keep', chain, settled: 0, batch })
    expect(bench.sent('kept')).toEqual([])
    expect(bench.status().kept).toBe(0)
  })

  test('bank: however long a client waits, what the owner is asked can be read there', () => {
    const bench = createBench()
    bench.bank.apply({ type: 'move', account: 'anna', owner: SELF, epoch: 0, to: B })
    bench.decided()
    for (const deadlineMs of [7_200_000, Number.POSITIVE_INFINITY]) {
      const request = { type: 'bankTransfer', chain, account: 'anna', to: 'bert' } as const
      bench.request(`t ${deadlineMs}`, { ...request, amount: 5n, deadlineMs })
      bench.request(`m ${deadlineMs}`, { type: 'bankMove', chain, account: 'anna', deadlineMs })
      bench.tell({ type: 'account', height: 9, owner: B, epoch: 0 })
      const sent = [...bench.sent('transfer'), ...bench.sent('move')]
      expect(sent.map(({ to }) => to)).toEqual([B, B])
      for (const { message } of sent) {
        expect(bankSpec.decode(bankSpec.encode(message)), String(deadlineMs)).toEqual(message)
        expect(message).toMatchObject({ waitMs: 3_600_000 })
      }
    }
  })

  test('bank owner: an account that moved is closed until the state here shows it', () => {
    const bench = begun()
    bench.message(B, {
      ...{ type: 'move', chain, ticket: 1, epoch: 1, account: 'bert', to: B, waitMs: 5_000 }
    })
    expect(bench.open[0]?.what).toMatchObject({ type: 'move', account: 'bert', epoch: 1, to: B })
    const back: BankMessage = {
      ...{ type: 'transfer', chain, ticket: 2, epoch: 1, level: 'local', waitMs: 5_000 },
      transfer: pay('bert', 'anna', 1, 'late')
    }
    bench.fail()
    bench.message(B, back)
    bench.pass(200)
    expect(outcomes(bench)).toEqual([])
    bench.commit(false)
    expect(outcomes(bench)).toEqual([expect.objectContaining({ level: 'committed' })])
    bench.message(B, { ...back, ticket: 3 } as BankMessage)
    bench.pass(200)
    expect(outcomes(bench)).toEqual([])
    bench.decided()
    bench.message(B, { ...back, ticket: 3 } as BankMessage)
    const told = new Set(outcomes(bench).map((one) => JSON.stringify(one)))
    expect([...told]).toEqual(['{"type":"notOwner"}'])
  })

  test('bank owner: what an owner that is no member refuses is looked for in the log first', () => {
    const bench = createBench()
    bench.bank.apply({ type: 'move', account: 'anna', owner: SELF, epoch: 0, to: B })
    bench.decided()
    const request = {
      type: 'bankTransfer',
      chain,
      account: 'anna',
      to: 'bert',
      amount: 5n
    } as const
    const refused = { type: 'refused', reason: 'notMember', text: '', retry: true } as const
    const ask = (id: string, operation: string): void => {
      bench.request(id, { ...request, operation })
      const [sent] = bench.sent('transfer')
      const { ticket = 0 } = sent?.message ?? {}
      bench.message(B, { type: 'answer', chain, ticket, epoch: 0, outcome: refused })
      expect(bench.replies(), id).toEqual([])
    }
    const entry = { operation: 'x', height: 7, account: 'anna', other: 'bert', amount: 5n }
    ask('done', 'x')
    bench.tell({ type: 'operation', entry: { ...entry, kind: 'transfer', reason: '' } })
    expect(bench.replies()).toMatchObject([{ reply: { value: { level: 'committed', height: 7 } } }])
    ask('rejected', 'y')
    bench.tell({ type: 'operation', entry: { ...entry, kind: 'rejected', reason: 'notOwner' } })
    expect(bench.replies()).toMatchObject([{ reply: { type: 'refused', reason: 'notOwner' } }])
    ask('other', 'z')
    bench.tell({ type: 'operation', entry: { ...entry, amount: 6n, kind: 'transfer', reason: '' } })
    expect(bench.replies()).toMatchObject([{ reply: { reason: 'operationUsed' } }])
    ask('nothing', 'w')
    bench.fail()
    bench.tell({ type: 'operation', entry: undefined })
    bench.pass(60)
    expect(bench.replies()).toEqual([])
    bench.pass(6_000)
    expect(bench.replies()).toMatchObject([{ id: 'nothing', reply: { type: 'unknown' } }])
  })
})
