/**
 * The rules of the bank: accounts, owners, transfers in their turn, refusals, snapshots.
 */
import { describe, expect, test } from 'vitest'
import { toUtf8 } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { createRandom } from '../../../../src/core/random.ts'
import { cutParts, joinParts } from '../../../../src/core/snapshot-parts.ts'
import { AMOUNT_MAX, createBank, decodeResult } from '../../../../src/state/bank/index.ts'
import {
  anyOperation,
  createBankModel,
  createTestBank,
  item,
  OTHER,
  OWNER,
  type TestBank
} from '../../../support/bank.ts'

function filled(): TestBank {
  const bank = createTestBank()
  bank.mint('anna', 100)
  bank.mint('bert', 50)
  return bank
}

describe('bank: accounts', () => {
  test('bank: an account is opened once, with one owner', () => {
    const bank = createTestBank()
    const account = { account: 'anna', balance: 0n, owner: OWNER, epoch: 1, lastSeq: 0 }
    const open = { type: 'open', account: 'anna', owner: OWNER } as const
    expect(bank.apply(open)).toEqual({ type: 'account', isNew: true, account })
    expect(bank.apply(open)).toEqual({ type: 'account', isNew: false, account })
    expect(bank.apply({ ...open, owner: OTHER })).toMatchObject({ reason: 'exists' })
    expect(bank.query({ type: 'account', account: 'anna' })).toEqual({ type: 'account', account })
    expect(bank.query({ type: 'account', account: 'bert' })).toEqual({
      type: 'account',
      account: undefined
    })
    expect(bank.machine.account('anna')).toEqual(account)
    expect(bank.machine.account('bert')).toBeUndefined()
  })

  test('bank: money is minted for an account that is there, or that it opens', () => {
    const bank = createTestBank()
    const mint = { type: 'mint', account: 'anna', amount: 7n, owner: undefined } as const
    expect(bank.apply(mint)).toMatchObject({ type: 'refused', reason: 'noAccount' })
    expect(bank.mint('anna', 7)).toMatchObject({ isNew: true, account: { balance: 7n } })
    expect(bank.apply(mint)).toMatchObject({ isNew: false, account: { balance: 14n } })
    expect(bank.mint('anna', AMOUNT_MAX - 13n)).toMatchObject({ reason: 'overflow' })
    expect(bank.mint('bert', AMOUNT_MAX - 14n)).toMatchObject({ type: 'account' })
    expect(bank.transfer(item('anna', 1, 'bert', 14))).toEqual(['applied'])
    expect(bank.machine.account('bert')?.balance).toBe(AMOUNT_MAX)
    expect(bank.machine.audit().recounted).toBe(AMOUNT_MAX)
  })

  test('bank: there are as many accounts as there may be', () => {
    const bank = createTestBank({ accountsMax: 2 })
    bank.mint('anna', 1)
    bank.apply({ type: 'open', account: 'bert', owner: OWNER })
    expect(bank.mint('carl', 1)).toMatchObject({ reason: 'full' })
    expect(bank.apply({ type: 'open', account: 'carl', owner: OWNER })).toMatchObject({
      reason: 'full'
    })
    expect(bank.mint('bert', 1)).toMatchObject({ type: 'account' })
    expect(bank.machine.audit()).toEqual({
      ...{ minted: 2n, total: 2n, recounted: 2n },
      negative: undefined
    })
  })

  test('bank: accounts are told by name, in pages', () => {
    const bank = createTestBank()
    for (const name of ['10', '9', 'b', 'a', '__proto__']) {
      bank.mint(name, 1)
    }
    const first = bank.query({ type: 'accounts', after: '', limit: 3 })
    expect(first).toMatchObject({
      accounts: [{ account: '10' }, { account: '9' }, { account: '__proto__' }],
      after: '__proto__'
    })
    const second = bank.query({ type: 'accounts', after: '__proto__', limit: 3 })
    expect(second).toMatchObject({ accounts: [{ account: 'a' }, { account: 'b' }], after: '' })
    expect(bank.query({ type: 'accounts', after: 'a', limit: 1 })).toMatchObject({ after: '' })
  })
})

describe('bank: transfers', () => {
  test('bank: transfers are applied in the order of their numbers, each once', () => {
    const bank = filled()
    const first = item('anna', 1, 'bert', 30)
    expect(bank.transfer(first, item('anna', 2, 'bert', 5))).toEqual(['applied', 'applied'])
    expect(bank.transfer(first, item('anna', 3, 'bert', 1))).toEqual(['duplicate', 'applied'])
    expect(bank.balances()).toEqual({ anna: 64, bert: 86 })
    expect(bank.machine.account('anna')?.lastSeq).toBe(3)
  })

  test('bank: behind a gap an account stops, and the others go on', () => {
    const bank = filled()
    const outcomes = bank.transfer(
      item('anna', 2, 'bert', 1),
      item('bert', 1, 'anna', 2),
      item('anna', 1, 'bert', 4),
      item('anna', 2, 'bert', 8)
    )
    expect(outcomes).toEqual(['gap', 'applied', 'gap', 'gap'])
    expect(bank.balances()).toEqual({ anna: 102, bert: 48 })
    expect(bank.machine.account('anna')?.lastSeq).toBe(0)
  })

  test('bank: money received in a block can be paid on in it', () => {
    const bank = createTestBank()
    bank.mint('anna', 5)
    bank.mint('bert', 1)
    const outcomes = bank.transfer(item('anna', 1, 'bert', 5), item('bert', 1, 'anna', 6))
    expect(outcomes).toEqual(['applied', 'applied'])
    expect(bank.balances()).toEqual({ anna: 6, bert: 0 })
  })

  test('bank: what cannot be paid is rejected and kept, and those behind it go on', () => {
    const bank = filled()
    const outcomes = bank.transfer(
      item('anna', 1, 'bert', 101),
      item('anna', 2, 'nobody', 1),
      item('anna', 3, 'bert', 100),
      item('nobody', 1, 'anna', 1)
    )
    expect(outcomes).toEqual(['insufficientFunds', 'noAccount', 'applied', 'noAccount'])
    expect(bank.balances()).toEqual({ anna: 0, bert: 150 })
    expect(bank.query({ type: 'rejected', account: 'anna' })).toEqual({
      type: 'rejected',
      rejections: [
        { item: item('anna', 1, 'bert', 101), reason: 'insufficientFunds', height: 3 },
        { item: item('anna', 2, 'nobody', 1), reason: 'noAccount', height: 3 }
      ]
    })
    expect(bank.transfer(item('anna', 1, 'bert', 101))).toEqual(['duplicate'])
  })

  test('bank: after a change of owner numbers begin anew and late transfers are rejected', () => {
    const bank = filled()
    bank.transfer(item('anna', 1, 'bert', 10))
    const change = { type: 'changeOwner', account: 'anna', owner: OTHER, epoch: 1 } as const
    expect(bank.apply({ ...change, account: 'carl' })).toMatchObject({ reason: 'noAccount' })
    expect(bank.apply({ ...change, epoch: 2 })).toMatchObject({ reason: 'oldEpoch' })
    expect(bank.apply(change)).toMatchObject({
      account: { owner: OTHER, epoch: 2, lastSeq: 0, balance: 90n }
    })
    expect(bank.apply(change)).toMatchObject({ reason: 'oldEpoch' })
    const late = item('anna', 2, 'bert', 20)
    expect(bank.transfer(item('anna', 1, 'bert', 10), late)).toEqual(['duplicate', 'oldEpoch'])
    expect(bank.transfer(late)).toEqual(['oldEpoch'])
    expect(bank.transfer(item('anna', 1, 'bert', 1, 3))).toEqual(['gap'])
    expect(bank.transfer(item('anna', 1, 'bert', 5, 2))).toEqual(['applied'])
    expect(bank.balances()).toEqual({ anna: 85, bert: 65 })
    expect(bank.query({ type: 'rejected', account: 'anna' })).toMatchObject({
      rejections: [{ item: late, reason: 'oldEpoch', height: 8 }]
    })
  })

  test('bank: the status of a transfer is told, and never guessed', () => {
    const bank = filled()
    const status = (seq: number, epoch = 1, account = 'anna'): string => {
      const name = { account, epoch, seq }
      const answer = bank.query({ type: 'item', ...name })
      const told = answer.type === 'item' ? answer.status : 'no answer'
      expect(bank.machine.status(name)).toBe(told)
      return told
    }
    bank.transfer(item('anna', 1, 'bert', 1), item('anna', 2, 'bert', 1000))
    expect([status(1), status(2), status(3)]).toEqual(['applied', 'insufficientFunds', 'open'])
    expect([status(1, 2), status(1, 1, 'carl')]).toEqual(['open', 'open'])
    for (let epoch = 1; epoch <= 16; epoch++) {
      bank.apply({ type: 'changeOwner', account: 'anna', owner: OWNER, epoch })
    }
    expect([status(1), status(2), status(3)]).toEqual(['applied', 'insufficientFunds', 'oldEpoch'])
    expect(bank.transfer(item('anna', 1, 'bert', 1))).toEqual(['duplicate'])
    bank.apply({ type: 'changeOwner', account: 'anna', owner: OWNER, epoch: 17 })
    expect([status(1), status(3)]).toEqual(['forgotten', 'forgotten'])
    expect(bank.transfer(item('anna', 1, 'bert', 1))).toEqual(['forgotten'])
    expect(bank.balances()).toEqual({ anna: 99, bert: 51 })
  })

  test('bank: of rejections the last are kept; a transfer before them is settled, not applied', () => {
    const bank = filled()
    bank.transfer(item('anna', 1, 'bert', 1))
    for (let seq = 2; seq <= 18; seq++) {
      bank.transfer(item('anna', seq, 'bert', 1000))
    }
    bank.transfer(item('anna', 19, 'bert', 1))
    const status = (seq: number): string => bank.machine.status({ account: 'anna', epoch: 1, seq })
    expect([1, 2, 3, 18, 19, 20].map(status)).toEqual([
      ...['settled', 'settled', 'insufficientFunds', 'insufficientFunds', 'applied', 'open']
    ])
    const rejected = bank.query({ type: 'rejected', account: 'anna' })
    expect(rejected.type === 'rejected' && rejected.rejections).toHaveLength(16)
    bank.apply({ type: 'changeOwner', account: 'anna', owner: OTHER, epoch: 1 })
    bank.transfer(item('anna', 1, 'bert', 1, 2))
    for (let seq = 20; seq < 60; seq++) {
      expect(bank.transfer(item('anna', seq, 'bert', 1)), String(seq)).toEqual(['oldEpoch'])
    }
    expect(bank.machine.status({ account: 'anna', epoch: 2, seq: 1 })).toBe('applied')
    expect([19, 20].map(status)).toEqual(['applied', 'oldEpoch'])
  })
})

describe('bank: questions', () => {
  test('bank: the last changes of an account are kept, the oldest first', () => {
    const bank = filled()
    bank.transfer(item('anna', 1, 'bert', 30))
    bank.apply({ type: 'changeOwner', account: 'bert', owner: OTHER, epoch: 1 })
    expect(bank.query({ type: 'history', account: 'bert' })).toEqual({
      type: 'history',
      changes: [
        { kind: 'mint', height: 2, other: '', amount: 50n, balance: 50n, operation: '' },
        { kind: 'in', height: 3, other: 'anna', amount: 30n, balance: 80n, operation: 'anna.1.1' },
        { kind: 'owner', height: 4, other: OTHER, amount: 0n, balance: 80n, operation: '' }
      ]
    })
    for (let i = 0; i < 40; i++) {
      bank.mint('anna', 1)
    }
    const answer = bank.query({ type: 'history', account: 'anna' })
    const changes = answer.type === 'history' ? answer.changes : []
    expect(changes).toHaveLength(32)
    expect(changes.at(-1)).toMatchObject({ kind: 'mint', balance: 110n })
    expect(bank.query({ type: 'history', account: 'carl' })).toMatchObject({ changes: [] })
  })

  test('bank: the total is that of all balances, and equal to what was minted', () => {
    const bank = filled()
    bank.transfer(item('anna', 1, 'bert', 30))
    for (const recount of [false, true]) {
      expect(bank.query({ type: 'total', recount }), String(recount)).toEqual({
        ...{ type: 'total', minted: 150n, total: 150n, accounts: 2 }
      })
    }
  })

  test('bank: what is no operation or question is refused', () => {
    const bank = createBank()
    for (const bytes of [new Uint8Array(0), toUtf8('hello'), Uint8Array.of(0x12, 0)]) {
      const result = bank.apply(bytes, { height: 1, index: 0, timeMs: 0 })
      expect(decodeResult(result), String(bytes)).toMatchObject({ reason: 'malformed' })
      expect(bank.fault(bytes), String(bytes)).toBeTypeOf('string')
      const ask = (): unknown => bank.query(bytes, { height: 1, timeMs: 0 })
      expect(ask, String(bytes)).toThrow(InvalidMessageError)
    }
  })
})

describe('bank: snapshots', () => {
  test('bank: a snapshot stays as it was while the bank goes on', () => {
    const bank = filled()
    const digest = bank.machine.digest()
    const snapshot = bank.machine.save()
    bank.transfer(item('anna', 1, 'bert', 30))
    const copy = createBank()
    copy.load(snapshot.parts())
    expect(copy.digest()).toBe(digest)
    expect(copy.account('anna')).toMatchObject({ balance: 100n, lastSeq: 0 })
    expect(copy.audit()).toMatchObject({ minted: 150n, total: 150n, recounted: 150n })
  })

  test('bank: parts that are cut short, swapped or changed are refused and leave nothing', () => {
    const random = createRandom(5)
    const bank = createTestBank()
    const model = createBankModel()
    for (let i = 0; i < 100; i++) {
      const operation = anyOperation(random, model)
      model.apply(operation)
      bank.apply(operation)
    }
    const parts = [...bank.machine.save().parts()]
    const records = [...joinParts(parts, 100_000)]
    const [head = new Uint8Array(0), ...accounts] = records
    const bad: readonly (readonly Uint8Array[])[] = [
      [],
      [head],
      accounts,
      [head, ...records],
      records.slice(0, -1),
      [...records, accounts[0] ?? head],
      [head, new Uint8Array(0), ...accounts],
      [...accounts, head]
    ]
    const copy = createTestBank()
    for (const [index, some] of bad.entries()) {
      copy.machine.load(parts)
      expect(() => copy.machine.load(cutParts(some)), String(index)).toThrow(InvalidMessageError)
      expect(copy.machine.digest(), String(index)).toBe('0'.repeat(32))
      expect(copy.machine.audit(), String(index)).toMatchObject({ minted: 0n, total: 0n })
    }
    const [part = new Uint8Array(0)] = parts
    for (let at = 0; at < part.length; at += random.integer(1, 5)) {
      const changed = Uint8Array.from(part)
      changed[at] = (changed[at] ?? 0) ^ (1 << random.integer(0, 7))
      try {
        copy.machine.load([changed])
        expect(copy.machine.digest(), `byte ${at}`).toBe(bank.machine.digest())
      } catch (error) {
        expect(error, `byte ${at}`).toBeInstanceOf(InvalidMessageError)
      }
    }
  })
})
