/**
 * The rules of the bank: accounts, owners and their epochs, transfers in their turn, refusals, snapshots.
 */
import { describe, expect, test } from 'vitest'
import { toUtf8 } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { createRandom } from '../../../../src/core/random.ts'
import { cutParts, joinParts } from '../../../../src/core/snapshot-parts.ts'
import { AMOUNT_MAX } from '../../../../src/core/transfer.ts'
import { createBank, decodeResult, type Owner } from '../../../../src/state/bank/index.ts'
import {
  anyOperation,
  batchOf,
  begin,
  createBankModel,
  createTestBank,
  INCARNATION,
  KEEPERS,
  OTHER,
  OWNER,
  pay,
  type TestBank
} from '../../../support/bank.ts'

/** OWNER is in its first epoch and owns two accounts. */
function filled(): TestBank {
  const bank = createTestBank()
  bank.apply(begin(OWNER, 0))
  bank.mint('anna', 100)
  bank.mint('bert', 50)
  return bank
}

function ownerIn(bank: TestBank, owner = OWNER): Owner | undefined {
  const answer = bank.query({ type: 'owner', owner })
  return answer.type === 'owner' ? answer.owner : undefined
}

describe('bank: accounts', () => {
  test('bank: an account is opened once, with one owner', () => {
    const bank = createTestBank()
    const account = { account: 'anna', balance: 0n, owner: OWNER }
    const open = { type: 'open', account: 'anna', owner: OWNER } as const
    expect(bank.apply(open)).toEqual({ type: 'account', isNew: true, account })
    expect(bank.apply(open)).toEqual({ type: 'account', isNew: false, account })
    expect(bank.apply({ ...open, owner: OTHER })).toMatchObject({ reason: 'exists' })
    const answer = { type: 'account', account, epoch: 0 }
    expect(bank.query({ type: 'account', account: 'anna' })).toEqual(answer)
    bank.apply(begin(OWNER, 0))
    expect(bank.query({ type: 'account', account: 'anna' })).toEqual({ ...answer, epoch: 1 })
    expect(bank.query({ type: 'account', account: 'bert' })).toEqual({
      ...{ type: 'account', account: undefined, epoch: 0 }
    })
  })

  test('bank: money is minted for an account that is there, or that it opens', () => {
    const bank = createTestBank()
    const mint = { type: 'mint', account: 'anna', amount: 7n, owner: undefined } as const
    expect(bank.apply({ ...mint, operation: 'a' })).toMatchObject({ reason: 'noAccount' })
    expect(bank.mint('anna', 7)).toMatchObject({ isNew: true, account: { balance: 7n } })
    expect(bank.apply({ ...mint, operation: 'a' })).toMatchObject({
      ...{ isNew: false, account: { balance: 14n } }
    })
    expect(bank.mint('anna', AMOUNT_MAX - 13n)).toMatchObject({ reason: 'overflow' })
    expect(bank.mint('bert', AMOUNT_MAX - 14n)).toMatchObject({ type: 'account' })
    bank.apply(begin(OWNER, 0))
    expect(bank.transfer(1, pay('anna', 'bert', 14))).toEqual(['applied'])
    expect(bank.machine.audit().recounted).toBe(AMOUNT_MAX)
  })

  test('bank: the same mint again mints nothing, and another one under its id is refused', () => {
    const bank = filled()
    const mint = {
      type: 'mint',
      account: 'anna',
      amount: 7n,
      owner: OWNER,
      operation: 'm'
    } as const
    bank.apply(mint)
    expect(bank.apply(mint)).toMatchObject({ isNew: false, account: { balance: 107n } })
    expect(bank.apply({ ...mint, amount: 8n })).toMatchObject({ reason: 'exists' })
    expect(bank.apply({ ...mint, account: 'bert' })).toMatchObject({ reason: 'exists' })
    bank.transfer(1, pay('anna', 'bert', 7, 't'))
    expect(bank.apply({ ...mint, operation: 't' })).toMatchObject({ reason: 'exists' })
    expect(bank.transfer(2, pay('anna', 'bert', 7, 'm'))).toEqual(['repeated'])
    expect(bank.balances()).toEqual({ anna: 100, bert: 57 })
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
  test('bank: transfers are settled in the order of their numbers, each once', () => {
    const bank = filled()
    const first = pay('anna', 'bert', 30)
    expect(bank.transfer(1, first, pay('anna', 'bert', 5))).toEqual(['applied', 'applied'])
    expect(bank.transfer(1, first)).toEqual(['duplicate'])
    expect(bank.transfer(3, pay('bert', 'anna', 1))).toEqual(['applied'])
    expect(bank.balances()).toEqual({ anna: 66, bert: 84 })
    expect(ownerIn(bank)?.lastSeq).toBe(3)
  })

  test('bank: behind a gap an owner stops, and the others go on', () => {
    const bank = filled()
    bank.apply(begin(OTHER, 0))
    bank.apply({ type: 'mint', account: 'carl', amount: 9n, owner: OTHER, operation: 'c' })
    const result = bank.apply({
      type: 'transfers',
      batches: [
        batchOf(OWNER, 1, 2, pay('anna', 'bert', 1), pay('anna', 'bert', 1)),
        batchOf(OTHER, 1, 1, pay('carl', 'anna', 9)),
        batchOf(OWNER, 1, 1, pay('anna', 'bert', 4))
      ]
    })
    expect(result).toEqual({ type: 'settled', outcomes: ['gap', 'gap', 'applied', 'applied'] })
    expect(bank.balances()).toEqual({ anna: 105, bert: 54, carl: 0 })
  })

  test('bank: an operation is applied once, under whatever name it comes', () => {
    const bank = filled()
    bank.apply(begin(OTHER, 0))
    const paid = pay('anna', 'bert', 10)
    expect(bank.transfer(1, paid, paid)).toEqual(['applied', 'repeated'])
    expect(bank.apply(begin(OWNER, 1))).toMatchObject({ epoch: 2 })
    const again = { type: 'transfers', batches: [batchOf(OWNER, 2, 1, paid)] } as const
    expect(bank.apply(again)).toEqual({ type: 'settled', outcomes: ['repeated'] })
    expect(bank.balances()).toEqual({ anna: 90, bert: 60 })
    expect(ownerIn(bank)?.lastSeq).toBe(1)
  })

  test('bank: money received in a block can be paid on in it', () => {
    const bank = createTestBank()
    bank.apply(begin(OWNER, 0))
    bank.mint('anna', 5)
    bank.mint('bert', 1)
    expect(bank.transfer(1, pay('anna', 'bert', 5), pay('bert', 'anna', 6))).toEqual([
      ...['applied', 'applied']
    ])
    expect(bank.balances()).toEqual({ anna: 6, bert: 0 })
  })

  test('bank: what cannot be paid is rejected, and those behind it go on', () => {
    const bank = filled()
    bank.apply({ type: 'mint', account: 'carl', amount: 9n, owner: OTHER, operation: 'c' })
    const outcomes = bank.transfer(
      1,
      pay('anna', 'bert', 101, 'too much'),
      pay('anna', 'nobody', 1),
      pay('nobody', 'anna', 1),
      pay('carl', 'anna', 1),
      pay('anna', 'bert', 100)
    )
    expect(outcomes).toEqual([
      ...['insufficientFunds', 'noAccount', 'noAccount', 'notOwner', 'applied']
    ])
    expect(bank.balances()).toEqual({ anna: 0, bert: 150, carl: 9 })
    expect(bank.query({ type: 'outcomes', operations: ['nothing', 'too much'] })).toMatchObject({
      entries: [{ kind: 'rejected', reason: 'insufficientFunds', amount: 101n }]
    })
    expect(bank.transfer(6, pay('anna', 'bert', 1, 'too much'))).toEqual(['repeated'])
  })
})

describe('bank: owners', () => {
  test('bank: an epoch ends with what is settled in it, numbers begin anew, late ones are refused', () => {
    const bank = filled()
    bank.transfer(1, pay('anna', 'bert', 10))
    const [second, late] = [pay('anna', 'bert', 5), pay('anna', 'bert', 20)]
    expect(bank.apply(begin(OWNER, 0))).toMatchObject({ reason: 'oldEpoch' })
    expect(bank.apply(begin(OWNER, 2))).toMatchObject({ reason: 'oldEpoch' })
    const next = begin(OWNER, 1, batchOf(OWNER, 1, 2, second))
    expect(bank.apply(next)).toEqual({ type: 'epoch', epoch: 2, outcomes: ['applied'] })
    expect(bank.apply(next)).toMatchObject({ reason: 'oldEpoch' })
    expect(ownerIn(bank)).toEqual({
      ...{ owner: OWNER, epoch: 2, isOpen: true, incarnation: INCARNATION, keepers: KEEPERS },
      ...{ lastSeq: 0, ends: [{ epoch: 1, lastSeq: 2 }] }
    })
    expect(bank.transfer(2, second, late)).toEqual(['duplicate', 'oldEpoch'])
    const early = batchOf(OWNER, 3, 1, pay('anna', 'bert', 1))
    const turn = batchOf(OWNER, 2, 1, pay('anna', 'bert', 1))
    expect(bank.apply({ type: 'transfers', batches: [early, turn] })).toMatchObject({
      outcomes: ['gap', 'applied']
    })
    expect(bank.balances()).toEqual({ anna: 84, bert: 66 })
  })

  test('bank: an epoch that was ended takes nothing more until the owner begins anew', () => {
    const bank = filled()
    const batches = [batchOf(OWNER, 1, 1, pay('anna', 'bert', 10))]
    const end = { type: 'end', owner: OWNER, epoch: 1, batches } as const
    expect(bank.apply({ ...end, owner: OTHER })).toMatchObject({ reason: 'oldEpoch' })
    expect(bank.apply({ ...end, epoch: 2 })).toMatchObject({ reason: 'oldEpoch' })
    expect(bank.apply(end)).toEqual({ type: 'epoch', epoch: 1, outcomes: ['applied'] })
    expect(bank.transfer(1, pay('anna', 'bert', 1), pay('anna', 'bert', 1))).toEqual([
      ...['duplicate', 'oldEpoch']
    ])
    const late = batchOf(OWNER, 1, 2, pay('anna', 'bert', 1))
    expect(bank.apply(begin(OWNER, 1, late))).toMatchObject({ epoch: 2, outcomes: ['oldEpoch'] })
    expect(bank.balances()).toEqual({ anna: 90, bert: 60 })
  })

  test('bank: of epochs the last are kept; what is older is forgotten, never guessed', () => {
    const bank = filled()
    bank.transfer(1, pay('anna', 'bert', 10))
    for (let epoch = 1; epoch <= 64; epoch++) {
      bank.apply(begin(OWNER, epoch))
    }
    expect(bank.transfer(1, pay('anna', 'bert', 1), pay('anna', 'bert', 1))).toEqual([
      ...['duplicate', 'oldEpoch']
    ])
    bank.apply(begin(OWNER, 65))
    expect(bank.transfer(1, pay('anna', 'bert', 1))).toEqual(['forgotten'])
    expect(bank.balances()).toEqual({ anna: 90, bert: 60 })
  })

  test('bank: an account moves from the owner that is named, in the epoch that is named', () => {
    const bank = filled()
    const move = { type: 'move', account: 'anna', owner: OWNER, epoch: 1, to: OTHER } as const
    expect(bank.apply({ ...move, account: 'carl' })).toMatchObject({ reason: 'noAccount' })
    expect(bank.apply({ ...move, epoch: 2 })).toMatchObject({ reason: 'oldEpoch' })
    expect(bank.apply({ ...move, epoch: 0 })).toMatchObject({ reason: 'oldEpoch' })
    const moved = { type: 'account', isNew: false }
    expect(bank.apply(move)).toMatchObject({ ...moved, account: { owner: OTHER, balance: 100n } })
    expect(bank.apply(move)).toMatchObject({ ...moved, account: { owner: OTHER } })
    expect(bank.apply({ ...move, to: OWNER })).toMatchObject({ reason: 'notOwner' })
    expect(bank.transfer(1, pay('anna', 'bert', 1))).toEqual(['notOwner'])
    expect(bank.apply({ ...move, owner: OTHER, epoch: 0, to: OWNER })).toMatchObject(moved)
  })
})

describe('bank: questions', () => {
  test('bank: the last changes of an account are kept, the oldest first', () => {
    const bank = filled()
    bank.transfer(1, pay('anna', 'bert', 30, 'x'))
    bank.apply({ type: 'move', account: 'bert', owner: OWNER, epoch: 1, to: OTHER })
    const history = bank.query({ type: 'history', account: 'bert' })
    expect(history.type === 'history' && history.changes.slice(1)).toEqual([
      { kind: 'in', height: 4, other: 'anna', amount: 30n, balance: 80n, operation: 'x' },
      { kind: 'owner', height: 5, other: OTHER, amount: 0n, balance: 80n, operation: '' }
    ])
    for (let i = 0; i < 40; i++) {
      bank.mint('anna', 1)
    }
    const answer = bank.query({ type: 'history', account: 'anna' })
    const changes = answer.type === 'history' ? answer.changes : []
    expect(changes).toHaveLength(32)
    expect(changes.at(-1)).toMatchObject({ kind: 'mint', balance: 110n })
    expect(bank.query({ type: 'history', account: 'carl' })).toMatchObject({ changes: [] })
  })

  test('bank: the log is told by number, in pages, or its end; the oldest entries go', () => {
    const bank = createTestBank({ entriesMax: 4 })
    const numbers = (after: number | undefined, limit: number): readonly number[] => {
      const answer = bank.query({ type: 'log', after, limit })
      return answer.type === 'log' ? answer.entries.map((entry) => entry.number) : []
    }
    expect(numbers(undefined, 9)).toEqual([])
    for (let i = 0; i < 3; i++) {
      bank.mint('anna', 1)
    }
    expect([numbers(0, 2), numbers(2, 2), numbers(3, 2), numbers(undefined, 2)]).toEqual([
      ...[[1, 2], [3], [], [2, 3]]
    ])
    const mint = { type: 'mint', account: 'anna', amount: 1n, owner: OWNER } as const
    for (const operation of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      bank.apply({ ...mint, operation })
    }
    expect([numbers(0, 9), numbers(8, 9), numbers(undefined, 9)]).toEqual([
      ...[
        [7, 8, 9, 10],
        [9, 10],
        [7, 8, 9, 10]
      ]
    ])
    const known = bank.query({ type: 'outcomes', operations: ['c', 'd'] })
    expect(known).toMatchObject({ entries: [{ operation: 'd', number: 7 }], last: 10 })
  })

  test('bank: the total is that of all balances, and equal to what was minted', () => {
    const bank = filled()
    bank.transfer(1, pay('anna', 'bert', 30))
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
    bank.transfer(1, pay('anna', 'bert', 30))
    bank.apply(begin(OWNER, 1))
    const copy = createTestBank()
    copy.machine.load(snapshot.parts())
    expect(copy.machine.digest()).toBe(digest)
    expect(copy.balances()).toEqual({ anna: 100, bert: 50 })
    expect(ownerIn(copy)).toMatchObject({ epoch: 1, lastSeq: 0 })
    expect(copy.machine.audit()).toMatchObject({ minted: 150n, total: 150n, recounted: 150n })
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
    const [head = new Uint8Array(0), ...others] = records
    const bad: readonly (readonly Uint8Array[])[] = [
      [],
      [head],
      others,
      [head, ...records],
      records.slice(0, -1),
      [...records, others[0] ?? head],
      [...records, records.at(-1) ?? head],
      [head, new Uint8Array(0), ...others],
      [...others, head]
    ]
    const copy = createTestBank()
    for (const [index, some] of bad.entries()) {
      copy.machine.load(parts)
      expect(() => copy.machine.load(cutParts(some)), String(index)).toThrow(InvalidMessageError)
      expect(copy.machine.digest(), String(index)).toBe('0'.repeat(32))
      expect(copy.machine.audit(), String(index)).toMatchObject({ minted: 0n, total: 0n })
    }
    const [part = new Uint8Array(0)] = parts
    for (let at = 0; at < part.length; at += random.integer(5, 50)) {
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
