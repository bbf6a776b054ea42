/**
 * What clients ask of a bank in the log: each client issues for one owner, numbers its transfers, and
 * begins anew behind the last one that it knows to be settled.
 */
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import type { Transfer } from '../../core/transfer.ts'
import {
  type BankOperation,
  type BankQuery,
  type BankResult,
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  type TransferOutcome
} from '../../state/bank/index.ts'
import type { BankInput, BankOutput, BankTransfer } from '../linearizability/bank-model.ts'
import type { Asked, Workload } from './workload.ts'

const EPOCH = 1
const INCARNATION = '0b'.repeat(16)
const TRANSFERS_MAX = 3
const MINTED_MAX = 100
const PAID_MAX = 60

interface Purse {
  readonly owner: PeerId
  hasBegun: boolean
  /** Last number that was heard to be settled, and last that was issued. */
  settled: number
  issued: number
}

/** Those whose number counts as used up; the others stay open. */
const OPEN: ReadonlySet<TransferOutcome> = new Set(['gap', 'oldEpoch', 'forgotten'])

/** Some accounts of these owners. */
export function createBankWorkload(owners: readonly PeerId[], accountsCount: number): Workload {
  const accounts = Array.from({ length: accountsCount }, (_, i) => `a${i}`)
  const purses = owners.map((owner): Purse => ({ owner, hasBegun: false, settled: 0, issued: 0 }))
  const purseOfClient = new Map<string, Purse>()
  const ids: string[] = []
  let names = 0

  const purseOf = (who: string): Purse => {
    const known = purseOfClient.get(who) ?? (purses[purseOfClient.size % purses.length] as Purse)
    purseOfClient.set(who, known)
    return known
  }
  const ownerOf = (account: string): PeerId =>
    owners[accounts.indexOf(account) % owners.length] as PeerId
  const newId = (who: string): string => {
    const id = `${who}.${++names}`
    ids.push(id)
    return id
  }

  const begin = (purse: Purse): Asked => {
    const { owner } = purse
    const keeper = { peer: owner, incarnation: INCARNATION }
    const operation = {
      type: 'begin',
      ...{ owner, epoch: 0, incarnation: INCARNATION, keepers: [keeper], batches: [] }
    } as const
    return submit({ type: 'begin', owner }, operation, (result) => {
      purse.hasBegun = true
      return result.type === 'epoch' ? 'begun' : reasonOf(result)
    })
  }

  const mint = (random: Random, who: string): Asked => {
    const account = random.pick(accounts)
    const what = { account, owner: ownerOf(account), amount: BigInt(random.integer(1, MINTED_MAX)) }
    const id = newId(who)
    const operation = { type: 'mint', ...what, operation: id } as const
    return submit({ type: 'mint', ...what, id }, operation, (result) =>
      result.type === 'account' ? String(result.account.balance) : reasonOf(result)
    )
  }

  const drawTransfer = (random: Random, who: string, { owner }: Purse): BankTransfer => {
    const own = accounts.filter((account) => ownerOf(account) === owner)
    const account = random.pick(random.chance(0.95) && own.length > 0 ? own : accounts)
    const to = random.pick(accounts.filter((other) => other !== account))
    // Under a known id nothing is paid again.
    const id = random.chance(0.05) && ids.length > 0 ? random.pick(ids) : newId(who)
    return { account, to, amount: BigInt(random.integer(1, PAID_MAX)), id }
  }

  const pay = (random: Random, who: string, purse: Purse): Asked => {
    const { owner } = purse
    const count = random.integer(1, TRANSFERS_MAX)
    const paid = Array.from({ length: count }, () => drawTransfer(random, who, purse))
    const from = random.chance(0.05) ? Math.max(1, purse.issued) : purse.issued + 1
    const transfers = paid.map(({ id, ...rest }): Transfer => ({ ...rest, operation: id }))
    purse.issued = from + count - 1
    const operation = {
      type: 'transfers',
      batches: [{ owner, epoch: EPOCH, from, transfers }]
    } as const
    return submit({ type: 'pay', owner, from, transfers: paid }, operation, (result) => {
      if (result.type !== 'settled') {
        return reasonOf(result)
      }
      const open = result.outcomes.findIndex((outcome) => OPEN.has(outcome))
      purse.settled = Math.max(purse.settled, from - 1 + (open < 0 ? count : open))
      purse.issued = open < 0 ? purse.issued : purse.settled
      return result.outcomes.join(' ')
    })
  }

  const balance = (random: Random): Asked => {
    const account = random.pick(accounts)
    return query({ type: 'balance', account }, { type: 'account', account }, (bytes) => {
      const answer = decodeAnswer(bytes)
      return answer.type === 'account' ? String(answer.account?.balance ?? 'none') : answer.type
    })
  }

  const total = (): Asked =>
    query({ type: 'total' }, { type: 'total', recount: true }, (bytes) => {
      const answer = decodeAnswer(bytes)
      return answer.type === 'total' ? `${answer.minted} ${answer.total}` : answer.type
    })

  return {
    drawGet: balance,
    drawPut: mint,
    draw(random, who) {
      const purse = purseOf(who)
      const kind = random.next()
      if (kind < 0.2) {
        return balance(random)
      }
      if (kind < 0.3) {
        return total()
      }
      if (kind < 0.5) {
        return mint(random, who)
      }
      return purse.hasBegun ? pay(random, who, purse) : begin(purse)
    }
  }
}

function submit(
  input: BankInput,
  operation: BankOperation,
  read: (result: BankResult) => BankOutput
): Asked {
  const bytes = encodeOperation(operation)
  return { input, way: 'submit', bytes, read: (result) => read(decodeResult(result)) }
}

function query(
  input: BankInput,
  asked: BankQuery,
  read: (answer: Uint8Array) => BankOutput
): Asked {
  return { input, way: 'query', bytes: encodeQuery(asked), read }
}

function reasonOf(result: BankResult): BankOutput {
  return result.type === 'refused' ? result.reason : result.type
}
