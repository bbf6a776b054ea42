/**
 * A bank for tests: operations and results as values, heights that count themselves; random operations;
 * and a bank as plain as can be to compare it with, which forgets nothing.
 */
import { peerOfKey } from '../../src/core/peer.ts'
import type { Random } from '../../src/core/random.ts'
import type { AccountId, Batch, Transfer } from '../../src/core/transfer.ts'
import {
  type Account,
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
  type Keeper,
  type TransferOutcome
} from '../../src/state/bank/index.ts'

/** Peer ids of vehicles. */
export const OWNERS: readonly string[] = [1, 2, 3]
  .map((byte) => peerOfKey(new Uint8Array(32).fill(byte)))
  .sort()
export const [OWNER = '', OTHER = ''] = OWNERS

export const INCARNATION: string = 'ab'.repeat(16)
export const KEEPERS: readonly Keeper[] = OWNERS.map((peer) => ({ peer, incarnation: INCARNATION }))

let operations = 0

/** A transfer with an operation of its own. */
export const pay = (
  account: AccountId,
  to: AccountId,
  amount: number | bigint,
  operation = `op-${++operations}`
): Transfer => ({ account, to, amount: BigInt(amount), operation })

export const batchOf = (
  owner: string,
  epoch: number,
  from: number,
  ...transfers: readonly Transfer[]
): Batch => ({ owner, epoch, from, transfers })

export const begin = (
  owner: string,
  epoch: number,
  ...batches: readonly Batch[]
): Extract<BankOperation, { type: 'begin' }> => ({
  ...{ type: 'begin', owner, epoch, incarnation: INCARNATION },
  keepers: KEEPERS,
  batches
})

export interface TestBank {
  readonly machine: ReturnType<typeof createBank>
  readonly height: number
  apply(operation: BankOperation): BankResult
  mint(account: AccountId, amount: number | bigint): BankResult
  /** Outcomes of consecutive transfers of OWNER in its first epoch, in one block. */
  transfer(from: number, ...transfers: readonly Transfer[]): readonly TransferOutcome[]
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
      bank.apply({
        ...{ type: 'mint', account, amount: BigInt(amount), owner: OWNER },
        operation: `mint-${++operations}`
      }),
    transfer(from, ...transfers) {
      const batches = [batchOf(OWNER, 1, from, ...transfers)]
      const result = bank.apply({ type: 'transfers', batches })
      return result.type === 'settled' ? result.outcomes : []
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

interface ModelOwner {
  epoch: number
  isOpen: boolean
  /** By epoch. */
  readonly lastSeqs: Map<number, number>
}

export interface BankModel {
  readonly minted: bigint
  apply(operation: BankOperation): BankResult
  account(account: AccountId): Account | undefined
  accounts(): readonly Account[]
  owner(owner: string): { readonly epoch: number; readonly lastSeq: number }
  /** Every operation that was ever settled, with how. */
  readonly settled: ReadonlyMap<string, string>
}

export function createBankModel(): BankModel {
  const accounts = new Map<AccountId, { balance: bigint; owner: string }>()
  const owners = new Map<string, ModelOwner>()
  const settled = new Map<string, string>()
  let minted = 0n

  const view = (account: AccountId): Account => {
    const { balance, owner } = accounts.get(account) ?? { balance: 0n, owner: '' }
    return { account, balance, owner }
  }
  const refuse = (reason: string): BankResult =>
    ({ type: 'refused', reason, text: '' }) as BankResult
  const told = (account: AccountId, isNew: boolean): BankResult => ({
    type: 'account',
    isNew,
    account: view(account)
  })

  const move = (owner: string, { account, to, amount }: Transfer): TransferOutcome => {
    const from = accounts.get(account)
    const receiver = accounts.get(to)
    if (from === undefined || receiver === undefined) {
      return 'noAccount'
    }
    if (from.owner !== owner) {
      return 'notOwner'
    }
    if (from.balance < amount) {
      return 'insufficientFunds'
    }
    from.balance -= amount
    receiver.balance += amount
    return 'applied'
  }
  const settle = (name: string, epoch: number, seq: number, one: Transfer): TransferOutcome => {
    const owner = owners.get(name)
    const lastSeq = owner?.lastSeqs.get(epoch) ?? 0
    if (owner === undefined || epoch > owner.epoch) {
      return 'gap'
    }
    if (seq <= lastSeq) {
      return 'duplicate'
    }
    if (epoch < owner.epoch || !owner.isOpen) {
      return 'oldEpoch'
    }
    if (seq !== lastSeq + 1) {
      return 'gap'
    }
    owner.lastSeqs.set(epoch, seq)
    if (settled.has(one.operation)) {
      return 'repeated'
    }
    const outcome = move(name, one)
    settled.set(one.operation, outcome)
    return outcome
  }
  const settleAll = (batches: readonly Batch[]): readonly TransferOutcome[] =>
    batches.flatMap(({ owner, epoch, from, transfers }) =>
      transfers.map((one, i) => settle(owner, epoch, from + i, one))
    )

  const mint = (operation: Extract<BankOperation, { type: 'mint' }>): BankResult => {
    const { account, amount, owner } = operation
    const known = accounts.get(account)
    const what = `mint ${account} ${amount}`
    const before = settled.get(operation.operation)
    if (before !== undefined) {
      return before === what ? told(account, false) : refuse('exists')
    }
    if (known === undefined && owner === undefined) {
      return refuse('noAccount')
    }
    const kept = known ?? { balance: 0n, owner: owner ?? '' }
    accounts.set(account, kept)
    kept.balance += amount
    minted += amount
    settled.set(operation.operation, what)
    return told(account, known === undefined)
  }
  const turn = (operation: Extract<BankOperation, { type: 'begin' | 'end' }>): BankResult => {
    const { type, owner: name, epoch, batches } = operation
    const owner = owners.get(name)
    if ((owner?.epoch ?? 0) !== epoch || (type === 'end' && owner === undefined)) {
      return refuse('oldEpoch')
    }
    const outcomes = settleAll(batches)
    const isBegun = type === 'begin'
    const next = isBegun ? epoch + 1 : epoch
    owners.set(name, { epoch: next, isOpen: isBegun, lastSeqs: owner?.lastSeqs ?? new Map() })
    return { type: 'epoch', epoch: next, outcomes }
  }
  const give = (operation: Extract<BankOperation, { type: 'move' }>): BankResult => {
    const { account, owner, epoch, to } = operation
    const known = accounts.get(account)
    if (known === undefined) {
      return refuse('noAccount')
    }
    if (known.owner !== to && known.owner !== owner) {
      return refuse('notOwner')
    }
    if (known.owner !== to && (owners.get(owner)?.epoch ?? 0) !== epoch) {
      return refuse('oldEpoch')
    }
    known.owner = to
    return told(account, false)
  }

  return {
    settled,
    get minted() {
      return minted
    },
    account: (account) => (accounts.has(account) ? view(account) : undefined),
    accounts: () => [...accounts.keys()].sort().map(view),
    owner(name) {
      const { epoch = 0, lastSeqs } = owners.get(name) ?? {}
      return { epoch, lastSeq: lastSeqs?.get(epoch) ?? 0 }
    },
    apply(operation) {
      switch (operation.type) {
        case 'open': {
          const known = accounts.get(operation.account)
          if (known !== undefined && known.owner !== operation.owner) {
            return refuse('exists')
          }
          accounts.set(operation.account, known ?? { balance: 0n, owner: operation.owner })
          return told(operation.account, known === undefined)
        }
        case 'mint':
          return mint(operation)
        case 'transfers':
          return { type: 'settled', outcomes: settleAll(operation.batches) }
        case 'begin':
        case 'end':
          return turn(operation)
        case 'move':
          return give(operation)
      }
    }
  }
}

const NAMES: readonly AccountId[] = ['1', '2', '10', '__proto__', 'constructor', 'konto-ü', '☂']

/** Mostly transfers whose turn it is, with duplicates, gaps, late and early epochs among them. */
export function anyOperation(random: Random, model: BankModel): BankOperation {
  const account = random.pick(NAMES)
  const owner = random.pick(OWNERS)
  const draw = random.next()
  if (draw < 0.08) {
    return { type: 'open', account, owner }
  }
  if (draw < 0.22) {
    const amount = BigInt(random.integer(1, 300))
    const operation = anyOperationId(random)
    const opens = random.chance(0.7) ? owner : undefined
    return { type: 'mint', account, amount, owner: opens, operation }
  }
  const epoch = Math.max(0, model.owner(owner).epoch + (random.chance(0.15) ? -1 : 0))
  if (draw < 0.32) {
    return begin(owner, epoch, ...anyBatches(random, model, random.integer(0, 1)))
  }
  if (draw < 0.35) {
    const batches = anyBatches(random, model, random.integer(0, 1))
    return { type: 'end', owner, epoch: Math.max(1, epoch), batches }
  }
  if (draw < 0.42) {
    const from = model.account(account)?.owner ?? owner
    return { type: 'move', account, owner: from, epoch: model.owner(from).epoch, to: owner }
  }
  return { type: 'transfers', batches: anyBatches(random, model, random.integer(1, 3)) }
}

function anyOperationId(random: Random): string {
  return random.chance(0.1) ? `op-${random.integer(1, 40)}` : `op-${random.next()}`
}

function anyBatches(random: Random, model: BankModel, count: number): readonly Batch[] {
  return Array.from({ length: count }, () => {
    const owner = random.pick(OWNERS)
    const { epoch, lastSeq } = model.owner(owner)
    const slip = random.chance(0.2) ? random.integer(-2, 2) : 0
    const late = random.chance(0.15) ? random.integer(-2, 1) : 0
    const transfers = Array.from({ length: random.integer(1, 5) }, () => {
      const own = model.accounts().filter((known) => known.owner === owner)
      const name = own.length > 0 && random.chance(0.9) ? random.pick(own).account : undefined
      const account = name ?? random.pick(NAMES)
      const to = random.pick(NAMES.filter((other) => other !== account))
      return pay(account, to, random.integer(1, 150), anyOperationId(random))
    })
    const from = Math.max(1, lastSeq + 1 + slip)
    return batchOf(owner, Math.max(1, epoch + late), from, ...transfers)
  })
}
