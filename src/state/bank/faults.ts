/**
 * What an operation of the bank must keep, with a sentence for what it does not; and amounts as text.
 */
import { OPERATION_CHARACTERS_MAX } from '../../core/limits.ts'
import { isPeer } from '../../core/peer.ts'
import { ACCOUNT_CHARACTERS_MAX, AMOUNT_MAX, ITEMS_MAX } from './limits.ts'
import type { AccountId, Amount, BankOperation, ItemName, TransferItem } from './types.ts'

/** Why an operation must not be asked for, or undefined. */
export function operationFault(operation: BankOperation): string | undefined {
  switch (operation.type) {
    case 'open':
      return accountFault(operation.account) ?? ownerFault(operation.owner)
    case 'mint': {
      const { account, amount, owner } = operation
      const fault = accountFault(account) ?? amountFault(amount)
      return fault ?? (owner === undefined ? undefined : ownerFault(owner))
    }
    case 'changeOwner': {
      const { account, owner, epoch } = operation
      return accountFault(account) ?? ownerFault(owner) ?? countFault('an epoch', epoch)
    }
    case 'transfers':
      return itemsFault(operation.items)
  }
}

/** Why a transfer must not be issued, or undefined. */
export function itemFault(item: TransferItem): string | undefined {
  const { account, to, amount, operation } = item
  const fault = itemNameFault(item) ?? accountFault(to) ?? amountFault(amount)
  if (fault !== undefined) {
    return fault
  }
  if (to === account) {
    return 'a transfer pays the account that it takes from'
  }
  return operation.length >= 1 && operation.length <= OPERATION_CHARACTERS_MAX
    ? undefined
    : `an operation id has ${operation.length} characters, allowed are 1 to ${OPERATION_CHARACTERS_MAX}`
}

export function itemNameFault({ account, epoch, seq }: ItemName): string | undefined {
  return accountFault(account) ?? countFault('an epoch', epoch) ?? countFault('a number', seq)
}

export function accountFault(account: AccountId): string | undefined {
  if (account.length < 1 || account.length > ACCOUNT_CHARACTERS_MAX) {
    return `an account's name has ${account.length} characters, allowed are 1 to ${ACCOUNT_CHARACTERS_MAX}`
  }
  for (let i = 0; i < account.length; i++) {
    const code = account.charCodeAt(i)
    // Control characters and spaces of ASCII and Latin-1: names stand in lines of text.
    if (code <= 0x20 || (code >= 0x7f && code <= 0xa0)) {
      return "an account's name has a space or a control character"
    }
  }
  return undefined
}

/** Why an amount cannot be moved, or undefined. */
export function amountFault(amount: Amount): string | undefined {
  return amount >= 1n && amount <= AMOUNT_MAX
    ? undefined
    : `an amount is ${amount}, allowed are 1 to ${AMOUNT_MAX}`
}

/** The amount in a text of decimal digits, or undefined when it is none that can be moved. */
export function parseAmount(text: string): Amount | undefined {
  if (!/^[0-9]{1,19}$/.test(text)) {
    return undefined
  }
  const amount = BigInt(text)
  return amountFault(amount) === undefined ? amount : undefined
}

function itemsFault(items: readonly TransferItem[]): string | undefined {
  if (items.length < 1 || items.length > ITEMS_MAX) {
    return `there are ${items.length} transfers, allowed are 1 to ${ITEMS_MAX}`
  }
  for (const item of items) {
    const fault = itemFault(item)
    if (fault !== undefined) {
      return fault
    }
  }
  return undefined
}

function ownerFault(owner: string): string | undefined {
  return isPeer(owner) ? undefined : 'an owner is no peer id'
}

function countFault(name: string, value: number): string | undefined {
  return Number.isSafeInteger(value) && value >= 1 ? undefined : `${name} is ${value}, from 1`
}
