/**
 * The bank of one group: calls become requests to the vehicle, replies become views.
 */
import { randomUUID } from 'node:crypto'
import { InvalidInputError } from '../../core/errors.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import { AMOUNT_MAX, type Amount, amountFault, parseAmount } from '../../core/transfer.ts'
import { type BankAnswer, type BankQuery, PAGE_MAX } from '../../state/bank/index.ts'
import type {
  AccountMoved,
  BankAsked,
  BankFlushed,
  BankWritten,
  Transferred
} from '../../vehicle/requests.ts'
import { given } from '../given.ts'
import type { GroupCalls } from '../group-calls.ts'
import type { Names } from '../names.ts'
import type { AmountInput, Bank, BankAccount, BankCallOptions } from './api.ts'

type Answer<T extends BankAnswer['type']> = Extract<BankAnswer, { readonly type: T }>

const PAGE_DEFAULT = 100

/** Who may own accounts of the group. */
export interface BankOwners {
  readonly self: PeerId
  /** Empty while nothing is known of the group. */
  members(): readonly PeerId[]
}

export function createBankCalls(
  { insist }: GroupCalls,
  chain: ChainId,
  names: Names,
  { self, members }: BankOwners
): Bank {
  /** @throws InvalidInputError when it is known to be no member: nobody could pay from the account */
  const ownerOf = (name: string | undefined): PeerId => {
    const known = members()
    const owner = name === undefined ? self : names.vehicle(name, known)
    if (known.length > 0 && !known.includes(owner)) {
      throw new InvalidInputError(
        `${names.labelOf(owner)} is no member of the group, so it cannot own an account; its members ` +
          `are ${known.map(names.labelOf).join(', ')}`
      )
    }
    return owner
  }

  const ask = async <T extends BankAnswer['type']>(
    query: BankQuery & { readonly type: T },
    options: BankCallOptions = {}
  ): Promise<Answer<T> & { readonly height: number }> => {
    const { answer, height } = await insist<BankAsked>(
      (deadlineMs) => ({ type: 'bankAsk', chain, query, deadlineMs }),
      options
    )
    // A question is answered in its own kind.
    return { ...(answer as Answer<T>), height }
  }

  const viewOf = ({ account, balance, owner }: Omit<BankAccount, 'ownerName'>): BankAccount => ({
    ...{ account, balance, owner },
    ownerName: names.labelOf(owner)
  })

  return {
    chain,
    async open(account, options = {}) {
      const owner = ownerOf(options.owner)
      const opened = await insist<BankWritten>(
        (deadlineMs) => ({ type: 'bankOpen', chain, account, owner, deadlineMs }),
        options
      )
      return { chain, ...viewOf(opened), height: opened.height }
    },
    async mint(account, amount, options = {}) {
      const { operation = randomUUID() } = options
      const owner = options.owner === undefined ? undefined : ownerOf(options.owner)
      const mint = { type: 'bankMint', chain, account, amount: toAmount(amount) } as const
      const minted = await insist<BankWritten>(
        (deadlineMs) => ({ ...mint, owner, operation, deadlineMs }),
        options
      )
      return { chain, ...viewOf(minted), height: minted.height, operation }
    },
    async transfer(from, to, amount, options = {}) {
      const { level, operation = randomUUID() } = options
      const order = { type: 'bankTransfer', chain, account: from, to, operation } as const
      return await insist<Transferred>(
        (deadlineMs) => ({ ...order, amount: toAmount(amount), ...given({ level }), deadlineMs }),
        options
      )
    },
    async account(account, options) {
      const found = await ask({ type: 'account', account }, options)
      return found.account === undefined
        ? undefined
        : { chain, ...viewOf(found.account), height: found.height }
    },
    async accounts(options = {}) {
      const { after = '', limit = PAGE_DEFAULT } = options
      const page = await ask({ type: 'accounts', after, limit: checkLimit(limit) }, options)
      return {
        accounts: page.accounts.map(viewOf),
        after: page.after === '' ? undefined : page.after
      }
    },
    history: async (account, options) => (await ask({ type: 'history', account }, options)).changes,
    async log(options = {}) {
      const { after, limit = PAGE_DEFAULT } = options
      const { entries, last } = await ask({ type: 'log', after, limit: checkLimit(limit) }, options)
      return { entries, last }
    },
    async total(options) {
      const { minted, total, accounts, height } = await ask(
        { type: 'total', recount: true },
        options
      )
      return { minted, total, isConserved: minted === total, accounts, height }
    },
    async move(account, options = {}) {
      const { force } = options
      const to = ownerOf(options.to)
      const moved = await insist<AccountMoved>(
        (deadlineMs) => ({
          ...{ type: 'bankMove', chain, account, deadlineMs },
          ...given({ force }),
          to
        }),
        options
      )
      return { account, owner: moved.owner, ownerName: names.labelOf(moved.owner) }
    },
    async flush(options = {}) {
      const { settled } = await insist<BankFlushed>(
        (deadlineMs) => ({ type: 'bankFlush', chain, deadlineMs }),
        options
      )
      return settled
    }
  }
}

/** @throws InvalidInputError when it is no whole amount above 0 */
export function toAmount(input: AmountInput): Amount {
  const isWhole = typeof input !== 'number' || Number.isSafeInteger(input)
  const amount =
    typeof input === 'bigint' ? input : isWhole ? parseAmount(String(input)) : undefined
  if (amount === undefined || amountFault(amount) !== undefined) {
    throw new InvalidInputError(`an amount is ${input}, it must be whole, from 1 to ${AMOUNT_MAX}`)
  }
  return amount
}

function checkLimit(limit: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) {
    throw new InvalidInputError(`limit is ${limit}, allowed are 1 to ${PAGE_MAX}`)
  }
  return limit
}
