/**
 * What becomes of what was issued: settled as something else, issued anew in another epoch, and how that
 * is told to those who wait for it.
 */
import { describe, expect, test } from 'vitest'
import type { BankMessage, Level } from '../../../../src/protocols/bank/types.ts'
import { batchOf, begin, INCARNATION, pay } from '../../../support/bank.ts'
import { type Bench, chain, createBench, OTHERS, SELF } from './bench.ts'

const [B = '', C = ''] = OTHERS

const order = (ticket: number, operation: string, level: Level): BankMessage => ({
  ...{ type: 'transfer', chain, ticket, epoch: 1, level, waitMs: 5_000 },
  transfer: pay('anna', 'bert', 5, operation)
})

const answers = (bench: Bench) =>
  bench.sent('answer').map(({ message: { ticket, epoch, outcome } }) => ({
    ticket,
    epoch,
    ...outcome
  }))

/** Somebody ends the epoch of this vehicle without what it has. */
function endByForce(bench: Bench): void {
  bench.bank.apply({ type: 'end', owner: SELF, epoch: 1, batches: [] })
  bench.decided()
}

describe('bank: what was issued', () => {
  test('bank: a transfer whose operation was used for something else is lost, and nobody hears committed', () => {
    const bench = createBench()
    bench.begin()
    bench.message(B, order(1, 'x', 'local'))
    const mint = { type: 'mint', account: 'bert', amount: 7n, owner: SELF } as const
    bench.bank.apply({ ...mint, operation: 'x' })
    bench.message(B, order(2, 'x', 'committed'))
    bench.commit()
    expect(answers(bench)).toMatchObject([
      { ticket: 1, type: 'done', level: 'local' },
      { ticket: 2, type: 'refused', reason: 'operationUsed' }
    ])
    expect(bench.status()).toMatchObject({
      pending: 0,
      lost: [{ operation: 'x', amount: '5', reason: 'operationUsed' }]
    })
  })

  test('bank: who waits for copies of what is issued anew hears of it under its new number', () => {
    const bench = createBench()
    bench.begin()
    bench.request('flush', { type: 'bankFlush', chain })
    bench.commit()
    bench.message(B, order(1, 'x', 'backed'))
    endByForce(bench)
    bench.pass(100)
    bench.commit()
    expect(bench.status()).toMatchObject({ phase: 'issuing', epoch: 2, pending: 1 })
    bench.pass(100)
    const keeps = bench.sent('keep').filter(({ message }) => message.batch.epoch === 2)
    expect(new Set(keeps.map(({ to }) => to))).toEqual(new Set(OTHERS))
    const kept = { type: 'kept', chain, incarnation: INCARNATION, epoch: 2, fence: 0 } as const
    bench.message(C, { ...kept, to: 1 })
    expect(answers(bench)).toMatchObject([{ epoch: 2, type: 'done', level: 'backed', seq: 1 }])
  })

  test('bank: what is issued anew is flushed only when that is in the log', () => {
    const bench = createBench()
    bench.begin()
    endByForce(bench)
    bench.pass(200)
    bench.request('flush', { type: 'bankFlush', chain })
    bench.commit()
    expect(bench.status()).toMatchObject({ epoch: 2, pending: 1 })
    expect(bench.open[0]?.what, 'of the old epoch').toMatchObject({ batches: [{ epoch: 1 }] })
    bench.commit()
    expect(bench.replies()).toEqual([])
    bench.commit()
    expect(bench.replies()).toMatchObject([{ id: 'flush', reply: { value: { settled: 1 } } }])
    expect(bench.bank.balances()).toEqual({ anna: 99, bert: 101 })
  })

  test('bank: a number is told with the epoch that it belongs to', () => {
    const bench = createBench()
    bench.begin()
    bench.message(B, order(1, 'x', 'local'))
    bench.restart()
    bench.message(B, order(1, 'x', 'local'))
    expect(answers(bench)).toMatchObject([
      { epoch: 1, seq: 2 },
      { epoch: 1, seq: 2 }
    ])
  })

  test('bank: a member no more asks the log what became of what it could not hand in', () => {
    const bench = createBench()
    bench.begin()
    bench.message(B, order(1, 'x', 'local'))
    bench.members = OTHERS
    bench.bank.apply({ type: 'end', owner: SELF, epoch: 1, batches: [] })
    bench.bank.apply({ type: 'move', account: 'anna', owner: SELF, epoch: 1, to: B })
    bench.bank.apply(begin(B, 0))
    bench.bank.apply({
      ...{ type: 'transfers' },
      batches: [batchOf(B, 1, 1, pay('anna', 'bert', 1, 'first'))]
    })
    bench.request('flush', { type: 'bankFlush', chain })
    bench.commit(false)
    const asks = ['ask', 'ask']
    expect(bench.open.map(({ what }) => what.type)).toEqual(asks)
    bench.fail()
    bench.fail()
    expect(bench.status()).toMatchObject({ pending: 2, lost: [] })
    bench.pass(1_900)
    expect(bench.open).toEqual([])
    bench.pass(200)
    bench.commit(false)
    expect(bench.open.map(({ what }) => what.type)).toEqual(asks)
    const entry = { operation: 'first', height: 7, account: 'anna', other: 'bert', amount: 1n }
    bench.tell({ type: 'operation', entry: { ...entry, kind: 'transfer', reason: '' } })
    bench.tell({ type: 'operation', entry: undefined })
    expect(bench.status()).toMatchObject({
      pending: 0,
      lost: [{ operation: 'x', reason: 'notOwner' }]
    })
  })

  test('bank: who is dropped before it sees the move of its account rests', () => {
    const bench = createBench()
    bench.begin()
    bench.request('flush', { type: 'bankFlush', chain })
    bench.commit()
    bench.message(B, {
      ...{ type: 'move', chain, ticket: 1, epoch: 1, account: 'bert', to: B, waitMs: 5_000 }
    })
    bench.commit(false)
    expect(answers(bench)).toMatchObject([{ type: 'done', level: 'committed' }])
    bench.members = OTHERS
    bench.pass(200)
    const before = bench.timers
    bench.pass(10_000)
    expect(bench.timers - before).toBeLessThan(5)
  })

  test('bank: an owner whose log does not answer is not told that it cannot be reached', () => {
    const bench = createBench()
    bench.begin()
    const request = { type: 'bankTransfer', chain, account: 'anna', to: 'bert' } as const
    bench.request('much', { ...request, amount: 500n, operation: 'much', deadlineMs: 1_000 })
    bench.pass(1_100)
    expect(bench.replies()).toMatchObject([
      {
        id: 'much',
        reply: {
          type: 'refused',
          reason: 'unreachable',
          message: expect.stringMatching(/^the log of the group has not answered in time/)
        }
      }
    ])
  })

  test('bank: while the log refuses what is old, it is not asked without a pause', () => {
    const bench = createBench()
    bench.begin()
    bench.pass(60_001)
    bench.fail()
    const before = bench.timers
    bench.pass(90)
    expect(bench.timers - before).toBeLessThan(5)
    bench.pass(50)
    expect(bench.open).toMatchObject([{ what: { type: 'transfers' } }])
  })
})
