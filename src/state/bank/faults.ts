/**
 * What an operation or a question of the bank must keep, with a sentence for what it does not.
 */
import { INCARNATION_BYTES, MEMBERS_MAX } from '../../core/limits.ts'
import {
  accountFault,
  amountFault,
  type Batch,
  batchFault,
  countFault,
  idFault,
  ownerFault,
  TRANSFERS_MAX
} from '../../core/transfer.ts'
import { OUTCOMES_MAX, PAGE_MAX } from './limits.ts'
import type { BankOperation, BankQuery, Keeper } from './types.ts'

/** Why an operation must not be asked for, or undefined. */
export function operationFault(operation: BankOperation): string | undefined {
  switch (operation.type) {
    case 'open':
      return accountFault(operation.account) ?? ownerFault(operation.owner)
    case 'mint': {
      const { account, amount, owner } = operation
      const fault = accountFault(account) ?? amountFault(amount) ?? idFault(operation.operation)
      return fault ?? (owner === undefined ? undefined : ownerFault(owner))
    }
    case 'transfers':
      return batchesFault(operation.batches, 1)
    case 'begin': {
      const { owner, epoch, incarnation, keepers, batches } = operation
      const fault = ownerFault(owner) ?? countFault('an epoch', epoch, 0)
      const own = fault ?? incarnationFault(incarnation) ?? keepersFault(keepers)
      return own ?? batchesFault(batches, 0)
    }
    case 'end': {
      const { owner, epoch, batches } = operation
      return ownerFault(owner) ?? countFault('an epoch', epoch) ?? batchesFault(batches, 0)
    }
    case 'move': {
      const { account, owner, epoch, to } = operation
      const fault = accountFault(account) ?? ownerFault(owner) ?? ownerFault(to)
      return fault ?? countFault('an epoch', epoch, 0)
    }
  }
}

/** Why a question must not be asked, or undefined. */
export function queryFault(query: BankQuery): string | undefined {
  switch (query.type) {
    case 'account':
    case 'history':
      return accountFault(query.account)
    case 'accounts':
      return (query.after === '' ? undefined : accountFault(query.after)) ?? limitFault(query.limit)
    case 'log':
      return countFault('a number', query.after ?? 0, 0) ?? limitFault(query.limit)
    case 'owner':
      return ownerFault(query.owner)
    case 'outcomes': {
      const { length } = query.operations
      return length >= 1 && length <= OUTCOMES_MAX
        ? query.operations.map(idFault).find((fault) => fault !== undefined)
        : `there are ${length} operations, allowed are 1 to ${OUTCOMES_MAX}`
    }
    case 'total':
      return undefined
  }
}

export function keepersFault(keepers: readonly Keeper[]): string | undefined {
  if (keepers.length < 1 || keepers.length > MEMBERS_MAX) {
    return `there are ${keepers.length} keepers, allowed are 1 to ${MEMBERS_MAX}`
  }
  let before = ''
  for (const { peer, incarnation } of keepers) {
    const fault = ownerFault(peer) ?? incarnationFault(incarnation)
    if (fault !== undefined || peer <= before) {
      return fault ?? 'keepers are not in ascending order'
    }
    before = peer
  }
  return undefined
}

export function incarnationFault(incarnation: string): string | undefined {
  return incarnation.length === 2 * INCARNATION_BYTES
    ? undefined
    : `an incarnation has ${incarnation.length / 2} bytes instead of ${INCARNATION_BYTES}`
}

function batchesFault(batches: readonly Batch[], least: number): string | undefined {
  const count = batches.reduce((sum, { transfers }) => sum + transfers.length, 0)
  if (count < least || count > TRANSFERS_MAX) {
    return `there are ${count} transfers, allowed are ${least} to ${TRANSFERS_MAX}`
  }
  return batches.map(batchFault).find((fault) => fault !== undefined)
}

function limitFault(limit: number): string | undefined {
  return limit >= 1 && limit <= PAGE_MAX
    ? undefined
    : `a page has ${limit} entries, allowed are 1 to ${PAGE_MAX}`
}
