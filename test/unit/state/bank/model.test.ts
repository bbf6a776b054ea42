/**
 * The bank against a plain one that forgets nothing, and its invariants B1 to B5 whatever is asked.
 */
import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../../../../src/core/random.ts'
import {
  type BankOperation,
  type BankResult,
  createBank,
  encodeOperation
} from '../../../../src/state/bank/index.ts'
import {
  anyOperation,
  type BankModel,
  createBankModel,
  createTestBank,
  OWNERS
} from '../../../support/bank.ts'

const SEEDS = 12
const STEPS = 150

/** Runs random operations; `step` sees each after the model has applied it. */
function run(
  seed: number,
  step: (operation: BankOperation, model: BankModel, random: Random, where: string) => void
): BankModel {
  const random = createRandom(seed)
  const model = createBankModel()
  for (let i = 1; i <= STEPS; i++) {
    const operation = anyOperation(random, model)
    step(operation, model, random, `seed ${seed} step ${i}`)
  }
  return model
}

const outcomesOf = (result: BankResult): readonly string[] =>
  result.type === 'settled' || result.type === 'epoch' ? result.outcomes : []

describe('bank', () => {
  test('bank: results, accounts and owners are those of the plain bank', () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= SEEDS; seed++) {
      const bank = createTestBank()
      run(seed, (operation, model, _random, where) => {
        const expected = model.apply(operation)
        const result = bank.apply(operation)
        expect(result.type === 'refused' ? { ...result, text: '' } : result, where).toEqual(
          expected
        )
        const answer = bank.query({ type: 'accounts', after: '', limit: 1000 })
        expect(answer, where).toMatchObject({ accounts: model.accounts(), after: '' })
        for (const owner of OWNERS) {
          const known = bank.query({ type: 'owner', owner })
          const { epoch = 0, lastSeq = 0 } = known.type === 'owner' ? (known.owner ?? {}) : {}
          expect({ epoch, lastSeq }, where).toEqual(model.owner(owner))
        }
        for (const outcome of outcomesOf(result)) {
          seen.add(outcome)
        }
      })
    }
    expect([...seen].sort()).toEqual([
      ...['applied', 'duplicate', 'gap', 'insufficientFunds', 'noAccount', 'notOwner', 'oldEpoch'],
      'repeated'
    ])
  })

  test('bank: B1 and B2, money is conserved and no balance is negative, after every operation', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const bank = createTestBank()
      run(seed, (operation, model, _random, where) => {
        model.apply(operation)
        bank.apply(operation)
        const { minted } = model
        const sums = { minted, total: minted, recounted: minted, negative: undefined }
        expect(bank.machine.audit(), where).toEqual(sums)
      })
    }
  })

  test('bank: B3, an operation moves money once, however often and by whomever it is offered', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const bank = createTestBank()
      const applied = new Set<string>()
      const old: BankOperation[] = []
      run(seed, (operation, model, random, where) => {
        old.push(operation)
        const asked = random.chance(0.4) ? random.pick(old) : operation
        model.apply(asked)
        const outcomes = outcomesOf(bank.apply(asked))
        const transfers = 'batches' in asked ? asked.batches.flatMap((one) => one.transfers) : []
        for (const [i, outcome] of outcomes.entries()) {
          const name = transfers[i]?.operation ?? ''
          expect(outcome === 'applied' && applied.has(name), `${where} ${name}`).toBe(false)
          if (outcome === 'applied') {
            applied.add(name)
          }
        }
      })
    }
  })

  test('bank: B4, what became of an operation is told as it was', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const bank = createTestBank()
      const { settled } = run(seed, (operation, model) => {
        model.apply(operation)
        bank.apply(operation)
      })
      for (const [operation, outcome] of settled) {
        const answer = bank.query({ type: 'outcomes', operations: [operation] })
        const [entry] = answer.type === 'outcomes' ? answer.entries : []
        const { kind, account, amount, reason } = entry ?? {}
        const told = { mint: `mint ${account} ${amount}`, transfer: 'applied', rejected: reason }
        expect(told[kind as keyof typeof told], `seed ${seed} ${operation}`).toBe(outcome)
      }
    }
  })

  test('bank: B5, the same operations give the same results and digest, also by way of a snapshot', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const options = { entriesMax: seed % 2 === 0 ? 20 : 10_000 }
      const straight = createBank(options)
      let moved = createBank(options)
      let height = 0
      run(seed, (operation, model, random, where) => {
        height++
        model.apply(operation)
        const bytes = encodeOperation(operation)
        const place = { height, index: 0, timeMs: 0 }
        expect(moved.apply(bytes, place), where).toEqual(straight.apply(bytes, place))
        expect(moved.digest(), where).toBe(straight.digest())
        expect(moved.bytes, where).toBe(straight.bytes)
        if (random.chance(0.05)) {
          const next = createBank(options)
          next.load(moved.save().parts())
          moved = next
        }
      })
    }
  })
})
