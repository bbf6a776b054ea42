/** The bank as the checker takes it: what an honest bank answers has an order, anything else has none. */
import { describe, expect, it } from 'vitest'
import {
  BANK_MODEL,
  type BankInput,
  type BankOutput
} from '../../../../src/sim/linearizability/bank-model.ts'
import { checkHistory } from '../../../../src/sim/linearizability/check.ts'
import type { Operation } from '../../../../src/sim/linearizability/model.ts'

/** One after the other; `undefined` for what nobody was told. */
function verdictOf(asked: readonly (readonly [BankInput, BankOutput | undefined])[]): string {
  const operations = asked.map(
    ([input, output], i): Operation<BankInput, BankOutput> => ({
      who: 'client',
      input,
      calledAt: 2 * i,
      returned: output === undefined ? undefined : { output, at: 2 * i + 1 }
    })
  )
  return checkHistory(BANK_MODEL, operations).verdict
}

const mint = (account: string, owner: string, amount: bigint): BankInput => ({
  type: 'mint',
  ...{ account, owner, amount, id: `mint ${account}` }
})
const pay = (from: number, ...amounts: readonly bigint[]): BankInput => ({
  type: 'pay',
  owner: 'X',
  from,
  transfers: amounts.map((amount, i) => ({ account: 'a', to: 'b', amount, id: `${from} ${i}` }))
})
const balance = (account: string): BankInput => ({ type: 'balance', account })

const BEGUN: readonly (readonly [BankInput, BankOutput])[] = [
  [{ type: 'begin', owner: 'X' }, 'begun'],
  [mint('a', 'X', 50n), '50'],
  [mint('b', 'Y', 5n), '5']
]

describe('bank model', () => {
  it('bank model: transfers are settled in their turn, once, and as far as there is money', () => {
    const asked = [
      ...BEGUN,
      [pay(1, 20n, 40n, 30n), 'applied insufficientFunds applied'],
      [pay(3, 1n), 'duplicate'],
      [pay(5, 1n), 'gap'],
      [balance('a'), '0'],
      [balance('b'), '55'],
      [{ type: 'total' }, '55 55'],
      [{ type: 'begin', owner: 'X' }, 'oldEpoch'],
      [{ type: 'mint', account: 'a', owner: 'X', amount: 1n, id: '1 0' }, 'exists']
    ] as const
    expect(verdictOf(asked)).toBe('ok')
  })

  it.each<[string, readonly (readonly [BankInput, BankOutput])[]]>([
    ['money that is lost', [[{ type: 'total' }, '55 54']]],
    ['a debt', [[pay(1, 51n), 'applied']]],
    [
      'a transfer that is paid twice',
      [
        [pay(1, 10n), 'applied'],
        [pay(1, 10n), 'applied']
      ]
    ],
    ['a gap that is skipped', [[pay(2, 10n), 'applied']]],
    [
      'an operation that is paid under two names',
      [
        [pay(1, 10n), 'applied'],
        [{ ...pay(2), transfers: [{ account: 'a', to: 'b', amount: 1n, id: '1 0' }] }, 'applied']
      ] as never
    ],
    ['a stranger who pays', [[{ ...pay(1, 1n), owner: 'Z' } as BankInput, 'applied']]],
    [
      'an old balance',
      [
        [pay(1, 10n), 'applied'],
        [balance('a'), '50']
      ]
    ]
  ])('bank model: %s has no order', (_, asked) => {
    expect(verdictOf(BEGUN), 'before').toBe('ok')
    expect(verdictOf([...BEGUN, ...asked])).toBe('bad')
  })

  it('bank model: what nobody was told may have happened or not', () => {
    const asked = [...BEGUN, [pay(1, 10n), undefined]] as const
    expect(verdictOf([...asked, [balance('a'), '50']])).toBe('ok')
    expect(verdictOf([...asked, [balance('a'), '40']])).toBe('ok')
    expect(verdictOf([...asked, [balance('a'), '30']])).toBe('bad')
  })
})
