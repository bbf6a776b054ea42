/**
 * A bank as a sequential object: owners issue numbered transfers, each is settled once and in its turn,
 * and nobody owes. Written apart from the bank that it judges. One history concerns all accounts.
 */
import { IMPOSSIBLE, type Model } from './model.ts'

export interface BankTransfer {
  readonly account: string
  readonly to: string
  readonly amount: bigint
  /** The caller's id. */
  readonly id: string
}

export type BankInput =
  /** An owner begins its first epoch. */
  | { readonly type: 'begin'; readonly owner: string }
  /** Opens the account for this owner when there is none. */
  | {
      readonly type: 'mint'
      readonly account: string
      readonly owner: string
      readonly amount: bigint
      readonly id: string
    }
  | {
      readonly type: 'pay'
      readonly owner: string
      /** Number of the first transfer. */
      readonly from: number
      readonly transfers: readonly BankTransfer[]
    }
  | { readonly type: 'balance'; readonly account: string }
  | { readonly type: 'total' }

/** What was answered, as text. */
export type BankOutput = string

export interface BankState {
  readonly balances: ReadonlyMap<string, bigint>
  readonly ownerOf: ReadonlyMap<string, string>
  /** Last number that is settled, of owners that have begun. */
  readonly settled: ReadonlyMap<string, number>
  /** Of everything that was minted, paid or rejected. */
  readonly ids: ReadonlySet<string>
  readonly minted: bigint
}

type Step = readonly [next: BankState, output: BankOutput]

export const BANK_MODEL: Model<BankState, BankInput, BankOutput> = {
  init: {
    balances: new Map(),
    ownerOf: new Map(),
    settled: new Map(),
    ids: new Set(),
    minted: 0n
  },
  step(state, input, output) {
    const [next, expected] = stepOf(state, input)
    return output === undefined || output === expected ? next : IMPOSSIBLE
  },
  textOf: ({ balances, ownerOf, settled, ids, minted }) => {
    const maps = [balances, ownerOf, settled].map((map) => [...map].sort().join(' '))
    return [...maps, [...ids].sort().join(' '), minted].join(' | ')
  },
  isSilent: ({ type }) => type === 'balance' || type === 'total',
  keysOf: () => undefined,
  describe: (input, output) => `${inputText(input)} -> ${output ?? 'unknown'}`
}

function stepOf(state: BankState, input: BankInput): Step {
  switch (input.type) {
    case 'begin':
      return state.settled.has(input.owner)
        ? [state, 'oldEpoch']
        : [{ ...state, settled: new Map(state.settled).set(input.owner, 0) }, 'begun']
    case 'mint':
      return mint(state, input)
    case 'pay':
      return pay(state, input)
    case 'balance':
      return [state, String(state.balances.get(input.account) ?? 'none')]
    case 'total':
      return [state, `${state.minted} ${state.minted}`]
  }
}

function mint(state: BankState, input: Extract<BankInput, { readonly type: 'mint' }>): Step {
  const { account, owner, amount, id } = input
  const { balances, ownerOf } = state
  if (state.ids.has(id)) {
    return [state, 'exists']
  }
  const balance = (balances.get(account) ?? 0n) + amount
  const next: BankState = {
    ...state,
    balances: new Map(balances).set(account, balance),
    ownerOf: ownerOf.has(account) ? ownerOf : new Map(ownerOf).set(account, owner),
    ids: new Set(state.ids).add(id),
    minted: state.minted + amount
  }
  return [next, String(balance)]
}

function pay(
  state: BankState,
  { owner, from, transfers }: Extract<BankInput, { readonly type: 'pay' }>
): Step {
  const balances = new Map(state.balances)
  const ids = new Set(state.ids)
  let last = state.settled.get(owner)
  const outcomes = transfers.map((transfer, i) => {
    const number = from + i
    if (last === undefined || number > last + 1) {
      return 'gap'
    }
    if (number <= last) {
      return 'duplicate'
    }
    last = number
    if (ids.has(transfer.id)) {
      return 'repeated'
    }
    ids.add(transfer.id)
    return move(balances, state.ownerOf, owner, transfer)
  })
  const settled = last === undefined ? state.settled : new Map(state.settled).set(owner, last)
  return [{ ...state, balances, ids, settled }, outcomes.join(' ')]
}

function move(
  balances: Map<string, bigint>,
  ownerOf: ReadonlyMap<string, string>,
  owner: string,
  { account, to, amount }: BankTransfer
): string {
  const [paying, receiving] = [balances.get(account), balances.get(to)]
  if (paying === undefined || receiving === undefined) {
    return 'noAccount'
  }
  if (ownerOf.get(account) !== owner) {
    return 'notOwner'
  }
  if (paying < amount) {
    return 'insufficientFunds'
  }
  balances.set(account, paying - amount)
  balances.set(to, receiving + amount)
  return 'applied'
}

function inputText(input: BankInput): string {
  switch (input.type) {
    case 'begin':
      return `begin ${input.owner.slice(-4)}`
    case 'mint':
      return `mint ${input.amount} for ${input.account}`
    case 'pay': {
      const { owner, from, transfers } = input
      const moves = transfers.map(({ account, to, amount }) => `${account}>${to} ${amount}`)
      return `pay ${owner.slice(-4)}.${from} ${moves.join(', ')}`
    }
    case 'balance':
      return `balance of ${input.account}`
    case 'total':
      return 'total'
  }
}
