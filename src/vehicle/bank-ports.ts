/**
 * What the bank branches are given of the log and the state of their groups: bytes become what the bank
 * speaks, and replies of the engine what branches understand.
 */
import type { Incarnation } from '../core/booth.ts'
import { InvalidMessageError } from '../core/errors.ts'
import type { ChainId } from '../core/genesis.ts'
import type { Holdings } from '../core/holdings.ts'
import type { Reply } from '../core/machine.ts'
import type { BankPorts, Books, LogAnswer } from '../protocols/bank/index.ts'
import type {
  PaxosMachine,
  Queried,
  QueryRequest,
  SubmitRequest,
  Submitted
} from '../protocols/paxos/index.ts'
import {
  type BankAnswer,
  type BankQuery,
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery
} from '../state/bank/index.ts'

type Answer<T extends BankAnswer['type']> = Extract<BankAnswer, { readonly type: T }>

/** `ask` puts a request to the engine of a group, wherever its members are. */
export function createBankPorts(
  incarnation: Incarnation,
  holdings: Holdings,
  paxos: Pick<PaxosMachine, 'boothOf' | 'isMember' | 'peek'>,
  ask: (id: string, request: QueryRequest | SubmitRequest) => void
): BankPorts {
  const isBank = (chain: ChainId): boolean => holdings.get(chain)?.chain.genesis.state === 'bank'

  return {
    incarnation,
    boothOf: paxos.boothOf,
    isBank,
    banks: () =>
      holdings
        .all()
        .map(({ chain }) => chain.id)
        .filter((chain) => isBank(chain) && paxos.peek(chain, TOTAL) !== undefined),
    booksOf: (chain) => booksOf(paxos, chain),
    write(id, chain, what, deadlineMs) {
      ask(id, { type: 'submit', chain, operation: encodeOperation(what), deadlineMs })
    },
    ask(id, chain, account, deadlineMs) {
      const question = encodeQuery({ type: 'account', account })
      ask(id, { type: 'query', chain, question, deadlineMs })
    },
    askOperation(id, chain, operation, deadlineMs) {
      const question = encodeQuery({ type: 'outcomes', operations: [operation] })
      ask(id, { type: 'query', chain, question, deadlineMs })
    }
  }
}

const TOTAL = encodeQuery({ type: 'total', recount: false })

/** The bank as it is applied here, or undefined when this vehicle has none. */
function booksOf(
  paxos: Pick<PaxosMachine, 'isMember' | 'peek'>,
  chain: ChainId
): Books | undefined {
  const applied = (): number => paxos.peek(chain, TOTAL)?.height ?? 0
  if (!paxos.isMember(chain) && applied() === 0) {
    return undefined
  }
  const look = <T extends BankAnswer['type']>(
    query: BankQuery & { readonly type: T }
  ): Answer<T> | undefined => {
    const shown = paxos.peek(chain, encodeQuery(query))
    return shown === undefined ? undefined : (decodeAnswer(shown.result) as Answer<T>)
  }
  return {
    get applied() {
      return applied()
    },
    account: (account) => look({ type: 'account', account })?.account,
    owner: (owner) => look({ type: 'owner', owner })?.owner,
    settled: (operations) =>
      operations.length === 0 ? [] : (look({ type: 'outcomes', operations })?.entries ?? []),
    totals() {
      const {
        minted = 0n,
        total = 0n,
        accounts = 0
      } = look({ type: 'total', recount: false }) ?? {}
      return { minted, total, accounts }
    }
  }
}

/** The reply of the engine to what a branch put into the log, or asked of it. */
export function readLogReply(reply: Reply): LogAnswer {
  try {
    return readReply(reply)
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return { type: 'failed', reason: 'malformed', text: error.message }
    }
    throw error
  }
}

function readReply(reply: Reply): LogAnswer {
  if (reply.type !== 'ok') {
    const reason = reply.type === 'refused' ? reply.reason : 'unknown'
    return { type: 'failed', reason, text: reply.message }
  }
  const { result, height, ...rest } = reply.value as Queried | Submitted
  if (!('operation' in rest)) {
    const shown = decodeAnswer(result) as Answer<'account' | 'outcomes'>
    return shown.type === 'account'
      ? { type: 'account', height, owner: shown.account?.owner, epoch: shown.epoch }
      : { type: 'operation', entry: shown.entries[0] }
  }
  const written = decodeResult(result)
  switch (written.type) {
    case 'refused':
      return written
    case 'account':
      return { type: 'written', height, epoch: 0, outcomes: [] }
    case 'settled':
      return { type: 'written', height, epoch: 0, outcomes: written.outcomes }
    case 'epoch':
      return { type: 'written', height, epoch: written.epoch, outcomes: written.outcomes }
  }
}
