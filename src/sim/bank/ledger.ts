/**
 * The plain ledger: what the operations of a bank do, counted anew as simply as can be, to compare the
 * bank with.
 *
 * B1 the sum of all balances is what was minted. B2 no balance is negative, and no owner ever issues
 * more than an account has. B3 an operation is applied once. B5 every vehicle has the same bank.
 * Source: PROTOCOLS.md, section 7.
 */
import type { Place, StateMachine } from '../../core/state-machine.ts'
import type { Batch, Transfer } from '../../core/transfer.ts'
import {
  type Bank,
  type BankOperation,
  type BankResult,
  createBank,
  decodeAnswer,
  decodeOperation,
  decodeResult,
  encodeQuery,
  type Owner
} from '../../state/bank/index.ts'

/** Reports a broken rule. */
export type Breaks = (rule: string, who: string, message: string) => void

export interface Ledger {
  /** To be given what the log says, in order. */
  readonly state: StateMachine
  /** Height of the block that applied an operation. */
  readonly applied: ReadonlyMap<string, number>
  /** Operations that were settled without moving money, with the reason. */
  readonly rejected: ReadonlyMap<string, string>
  ownerOf(account: string): string | undefined
  epochOf(owner: string): Owner | undefined
}

export function createLedger(breaks: Breaks): Ledger {
  const bank = createBank()
  const balances = new Map<string, bigint>()
  const owners = new Map<string, string>()
  const applied = new Map<string, number>()
  const rejected = new Map<string, string>()
  const names = new Set<string>()
  const mints = new Set<string>()
  let minted = 0n
  let place: Place = { height: 0, index: 0, timeMs: 0 }

  const fail = (rule: string, message: string): void =>
    breaks(rule, 'the log', `entry ${place.height}.${place.index}: ${message}`)

  const pay = ({ account, to, amount, operation }: Transfer, owner: string): void => {
    const from = balances.get(account)
    const receiver = balances.get(to)
    if (from === undefined || receiver === undefined || owners.get(account) !== owner) {
      fail('B3', `applies ${operation}, whose accounts are not there or not of ${owner}`)
      return
    }
    if (from < amount) {
      fail('B2', `applies ${operation} of ${amount} to ${account}, which has ${from}`)
    }
    if (applied.has(operation)) {
      fail('B3', `applies ${operation} again`)
    }
    balances.set(account, from - amount)
    balances.set(to, receiver + amount)
    applied.set(operation, place.height)
  }

  const settle = (batch: Batch, index: number, transfer: Transfer, outcome: string): void => {
    const name = `${batch.owner} ${batch.epoch} ${batch.from + index}`
    const { operation, account } = transfer
    if (outcome === 'applied' && names.has(name)) {
      fail('B3', `applies transfer ${name} again`)
    }
    if (outcome === 'insufficientFunds') {
      fail('B2', `${batch.owner} has issued ${operation}, which ${account} cannot pay`)
    }
    if (outcome === 'applied') {
      names.add(name)
      pay(transfer, batch.owner)
    } else if (outcome === 'notOwner' || outcome === 'noAccount') {
      names.add(name)
      rejected.set(operation, outcome)
    }
  }

  const openOnce = (account: string, owner: string): void => {
    if (!balances.has(account)) {
      balances.set(account, 0n)
      owners.set(account, owner)
    }
  }

  const follow = (operation: BankOperation, result: BankResult): void => {
    if (result.type === 'refused') {
      return
    }
    if (operation.type === 'mint' && !mints.has(operation.operation)) {
      const { account, amount, owner = '' } = operation
      mints.add(operation.operation)
      minted += amount
      openOnce(account, owner)
      balances.set(account, (balances.get(account) ?? 0n) + amount)
    } else if (operation.type === 'open') {
      openOnce(operation.account, operation.owner)
    } else if (operation.type === 'move') {
      owners.set(operation.account, operation.to)
    }
    const outcomes = 'outcomes' in result ? [...result.outcomes] : []
    for (const batch of 'batches' in operation ? operation.batches : []) {
      batch.transfers.forEach((transfer, i) => {
        settle(batch, i, transfer, outcomes.shift() ?? 'none')
      })
    }
  }

  /** The bank and the plain ledger agree. */
  const compare = (): void => {
    const { total, recounted, negative, minted: made } = bank.audit()
    const sum = [...balances.values()].reduce((a, b) => a + b, 0n)
    if (negative !== undefined) {
      fail('B2', `${negative} has less than nothing`)
    }
    if (made !== minted || total !== made || recounted !== made || sum !== made) {
      fail('B1', `${minted} were minted; the bank says ${made}, has ${recounted}, counts ${total}`)
    }
    for (const [account, balance] of balances) {
      const shown = look(bank, { type: 'account', account })
      const kept = shown.type === 'account' ? shown.account?.balance : undefined
      if (kept !== balance) {
        fail('B1', `${account} has ${balance}, the bank says ${kept}`)
      }
    }
  }

  return {
    applied,
    rejected,
    ownerOf: (account) => owners.get(account),
    epochOf(owner) {
      const shown = look(bank, { type: 'owner', owner })
      return shown.type === 'owner' ? shown.owner : undefined
    },
    state: {
      ...bank,
      get bytes() {
        return bank.bytes
      },
      apply(bytes, at) {
        place = at
        const result = bank.apply(bytes, at)
        follow(decodeOperation(bytes), decodeResult(result))
        compare()
        return result
      }
    }
  }
}

function look(
  bank: Bank,
  query: Parameters<typeof encodeQuery>[0]
): ReturnType<typeof decodeAnswer> {
  return decodeAnswer(bank.query(encodeQuery(query), { height: 0, timeMs: 0 }))
}
