/**
 * The bank against a plain one that forgets nothing, and its invariants B1 to B5 whatever is asked.
 */
import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../../../../src/core/random.ts'
import {
  type BankOperation,
  createBank,
  encodeOperation,
  type ItemOutcome
} from '../../../../src/state/bank/index.ts'
import {
  anyOperation,
  type BankModel,
  createBankModel,
  createTestBank,
  nameOf
} from '../../../support/bank.ts'

const SEEDS = 25
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

describe('bank', () => {
  test('bank: results and accounts are those of the plain bank', () => {
    const seen = new Set<ItemOutcome>()
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
        for (const outcome of result.type === 'transfers' ? result.outcomes : []) {
          seen.add(outcome)
        }
      })
    }
    const all = ['applied', 'duplicate', 'gap', 'insufficientFunds', 'noAccount', 'oldEpoch']
    expect([...seen].sort()).toEqual(all)
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

  test('bank: B3, a transfer is applied once, however often it is offered', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const bank = createTestBank()
      const applied = new Set<string>()
      const old: BankOperation[] = []
      run(seed, (operation, model, random, where) => {
        old.push(operation)
        const asked = random.chance(0.4) ? random.pick(old) : operation
        model.apply(asked)
        const result = bank.apply(asked)
        if (asked.type !== 'transfers' || result.type !== 'transfers') {
          return
        }
        for (const [index, outcome] of result.outcomes.entries()) {
          const name = nameOf(asked.items[index] ?? { account: '', epoch: 0, seq: 0 })
          expect(outcome === 'applied' && applied.has(name), `${where} ${name}`).toBe(false)
          if (outcome === 'applied') {
            applied.add(name)
          }
        }
      })
    }
  })

  test('bank: B4, a transfer whose status is applied was applied, and of a rejected one none says so', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const bank = createTestBank()
      const { settled } = run(seed, (operation, model) => {
        model.apply(operation)
        bank.apply(operation)
      })
      for (const [name, outcome] of settled) {
        const [account = '', epoch, seq] = name.split(' ')
        const status = bank.machine.status({ account, epoch: Number(epoch), seq: Number(seq) })
        expect([outcome, 'settled', 'forgotten'], `seed ${seed} ${name}`).toContain(status)
      }
    }
  })

  test('bank: B5, the same operations give the same results and digest, also by way of a snapshot', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const straight = createBank()
      let moved = createBank()
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
          const next = createBank()
          next.load(moved.save().parts())
          moved = next
        }
      })
    }
  })
})
