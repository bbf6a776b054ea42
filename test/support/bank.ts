/**
 * A bank for tests: operations and results as values, heights that count themselves; random operations;
 * and a bank as plain as can be to compare it with, which forgets nothing.
 */
import { peerOfKey } from '../../src/core/peer.ts'
import type { Random } from '../../src/core/random.ts'
import {
  type Account,
  type AccountId,
  type BankAnswer,
  type BankOperation,
  type BankOptions,
  type BankQuery,
  type BankResult,
  createBank,
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  type ItemName,
  type ItemOutcome,
  type TransferItem
} from '../../src/state/bank/index.ts'

/** Peer ids of vehicles. */
export const OWNERS: readonly string[] = [1, 2, 3].map((byte) =>
  peerOfKey(new Uint8Array(32).fill(byte))
)
export const [OWNER = '', OTHER = ''] = OWNERS

export const item = (
  account: AccountId,
  seq: number,
  to: AccountId,
  amount: number | bigint,
  epoch = 1
): TransferItem => ({
  ...{ account, epoch, seq, to, amount: BigInt(amount) },
  operation: `${account}.${epoch}.${seq}`
})

export const transfers = (...items: readonly TransferItem[]): BankOperation => ({
  type: 'transfers',
  items
})

export interface TestBank {
  readonly machine: ReturnType<typeof createBank>
  readonly height: number
  apply(operation: BankOperation): BankResult
  mint(account: AccountId, amount: number | bigint): BankResult
  /** Outcomes of transfers of one block. */
  transfer(...items: readonly TransferItem[]): readonly ItemOutcome[]
  query(query: BankQuery): BankAnswer
  balances(): Readonly<Record<AccountId, number>>
}

export function createTestBank(options?: BankOptions): TestBank {
  const machine = createBank(options)
  let height = 0
  const bank: TestBank = {
    machine,
    get height() {
      return height
    },
    apply(operation) {
      height++
      const place = { height, index: 0, timeMs: 0 }
      return decodeResult(machine.apply(encodeOperation(operation), place))
    },
    mint: (account, amount) =>
      bank.apply({ type: 'mint', account, amount: BigInt(amount), owner: OWNER }),
    transfer(...items) {
      const result = bank.apply(transfers(...items))
      return result.type === 'transfers' ? result.outcomes : []
    },
    query: (query) => decodeAnswer(machine.query(encodeQuery(query), { height, timeMs: 0 })),
    balances() {
      const answer = bank.query({ type: 'accounts', after: '', limit: 1000 })
      const accounts = answer.type === 'accounts' ? answer.accounts : []
      return Object.fromEntries(accounts.map(({ account, balance }) => [account, Number(balance)]))
    }
  }
  return bank
}

interface ModelAccount {
  balance: bigint
  owner: string
  epoch: number
  /** By epoch. */
  readonly lastSeqs: Map<number, number>
}

export interface BankModel {
  readonly minted: bigint
  apply(operation: BankOperation): BankResult
  account(account: AccountId): Account | undefined
  accounts(): readonly Account[]
  /** Everything that was ever settled, with how. */
  readonly settled: ReadonlyMap<string, ItemOutcome>
}

export const nameOf = ({ account, epoch, seq }: ItemName): string => `${account} ${epoch} ${seq}`

export function createBankModel(): BankModel {
  const accounts = new Map<AccountId, ModelAccount>()
  const settled = new Map<string, ItemOutcome>()
  let minted = 0n

  const view = (account: AccountId): Account => {
    const { balance, owner, epoch, lastSeqs } = accounts.get(account) as ModelAccount
    return { account, balance, owner, epoch, lastSeq: lastSeqs.get(epoch) ?? 0 }
  }
  const refuse = (reason: string): BankResult =>
    ({ type: 'refused', reason, text: '' }) as BankResult
  const told = (account: AccountId, isNew: boolean): BankResult => ({
    type: 'account',
    isNew,
    account: view(account)
  })
  const open = (account: AccountId, owner: string): ModelAccount => {
    const opened: ModelAccount = { balance: 0n, owner, epoch: 1, lastSeqs: new Map() }
    accounts.set(account, opened)
    return opened
  }
  const settle = (one: TransferItem, from: ModelAccount): ItemOutcome => {
    const to = accounts.get(one.to)
    from.lastSeqs.set(one.epoch, one.seq)
    if (to === undefined) {
      return 'noAccount'
    }
    if (from.balance < one.amount) {
      return 'insufficientFunds'
    }
    from.balance -= one.amount
    to.balance += one.amount
    return 'applied'
  }
  const transfer = (one: TransferItem): ItemOutcome => {
    const from = accounts.get(one.account)
    if (from === undefined) {
      return 'noAccount'
    }
    const lastSeq = from.lastSeqs.get(one.epoch) ?? 0
    if (one.epoch <= from.epoch && one.seq <= lastSeq) {
      return 'duplicate'
    }
    if (one.epoch < from.epoch) {
      return 'oldEpoch'
    }
    if (one.epoch > from.epoch || one.seq !== lastSeq + 1) {
      return 'gap'
    }
    const outcome = settle(one, from)
    settled.set(nameOf(one), outcome)
    return outcome
  }

  const transferAll = (items: readonly TransferItem[]): BankResult => {
    const stopped = new Set<AccountId>()
    const outcomes = items.map((one) => {
      const outcome = stopped.has(one.account) ? 'gap' : transfer(one)
      if (outcome === 'gap') {
        stopped.add(one.account)
      }
      return outcome
    })
    return { type: 'transfers', outcomes }
  }
  const change = (operation: Exclude<BankOperation, { type: 'transfers' }>): BankResult => {
    const { type, account, owner } = operation
    const known = accounts.get(account)
    if (type === 'open' && known !== undefined && known.owner !== owner) {
      return refuse('exists')
    }
    if (known === undefined && (type === 'changeOwner' || owner === undefined)) {
      return refuse('noAccount')
    }
    if (type === 'changeOwner' && known?.epoch !== operation.epoch) {
      return refuse('oldEpoch')
    }
    const kept = known ?? open(account, owner ?? '')
    if (type === 'mint') {
      kept.balance += operation.amount
      minted += operation.amount
    } else if (type === 'changeOwner') {
      kept.owner = operation.owner
      kept.epoch++
    }
    return told(account, known === undefined)
  }

  return {
    settled,
    get minted() {
      return minted
    },
    account: (account) => (accounts.has(account) ? view(account) : undefined),
    accounts: () => [...accounts.keys()].sort().map(view),
    apply: (operation) =>
      operation.type === 'transfers' ? transferAll(operation.items) : change(operation)
  }
}

const NAMES: readonly AccountId[] = ['1', '2', '10', '__proto__', 'constructor', 'konto-ü', '☂']

/** Mostly transfers whose turn it is, with duplicates, gaps, late and early epochs among them. */
export function anyOperation(random: Random, model: BankModel): BankOperation {
  const account = random.pick(NAMES)
  const draw = random.next()
  if (draw < 0.1) {
    return { type: 'open', account, owner: random.pick(OWNERS) }
  }
  if (draw < 0.25) {
    const owner = random.chance(0.7) ? random.pick(OWNERS) : undefined
    return { type: 'mint', account, amount: BigInt(random.integer(1, 300)), owner }
  }
  if (draw < 0.35) {
    const epoch = Math.max(1, (model.account(account)?.epoch ?? 1) - (random.chance(0.3) ? 1 : 0))
    return { type: 'changeOwner', account, owner: random.pick(OWNERS), epoch }
  }
  const next = new Map<AccountId, number>()
  const items = Array.from({ length: random.integer(1, 8) }, () => anyItem(random, model, next))
  return { type: 'transfers', items }
}

function anyItem(random: Random, model: BankModel, next: Map<AccountId, number>): TransferItem {
  const account = random.pick(NAMES)
  const known = model.account(account)
  const seq = next.get(account) ?? (known?.lastSeq ?? 0) + 1
  const others = NAMES.filter((name) => name !== account)
  const slip = random.chance(0.2) ? random.integer(-2, 2) : 0
  const late = random.chance(0.15) ? random.integer(-2, 1) : 0
  if (slip === 0 && late === 0) {
    next.set(account, seq + 1)
  }
  return item(
    account,
    Math.max(1, seq + slip),
    random.pick(others),
    random.integer(1, 200),
    Math.max(1, (known?.epoch ?? 1) + late)
  )
}
