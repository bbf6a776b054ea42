/**
 * Requests to a bank that go straight to its log: opening accounts, making money, and questions.
 *
 * Keeps: the caller's id is the one that is told when nobody knows what became of a request.
 */
import type { Reply, Sink } from '../core/machine.ts'
import type { Queried, Submitted } from '../protocols/paxos/index.ts'
import {
  type BankOperation,
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  operationFault,
  queryFault
} from '../state/bank/index.ts'
import type {
  BankAsked,
  BankAskRequest,
  BankMintRequest,
  BankOpenRequest,
  BankWritten,
  QueryRequest,
  SubmitRequest
} from './requests.ts'
import type { VehicleEffect } from './types.ts'

export type BankLogRequest = BankOpenRequest | BankMintRequest | BankAskRequest

export interface BankRequests {
  request(id: string, asked: BankLogRequest, out: Sink<VehicleEffect>): void
  /** The reply of the engine. */
  answered(internal: string, reply: Reply, out: Sink<VehicleEffect>): void
}

/** Ids of what is asked of the engine; its replies stay inside the vehicle. */
export const BANK_PREFIX = 'vehicle:bank:'

const WAITING_MAX = 16_384

export function createBankRequests(
  ask: (id: string, request: QueryRequest | SubmitRequest) => void
): BankRequests {
  const waiting = new Map<string, { readonly id: string; readonly asked: BankLogRequest }>()
  let asks = 0

  const refuse = (
    id: string,
    reason: string,
    message: string,
    retry: boolean,
    out: Sink<VehicleEffect>
  ): void => {
    out.push({ type: 'reply', id, reply: { type: 'refused', reason, message, retry } })
  }

  return {
    request(id, asked, out) {
      const fault =
        asked.type === 'bankAsk' ? queryFault(asked.query) : operationFault(operationOf(asked))
      if (fault !== undefined) {
        refuse(id, 'invalid', fault, false, out)
        return
      }
      if (waiting.size >= WAITING_MAX) {
        refuse(id, 'busy', `${WAITING_MAX} requests wait already`, true, out)
        return
      }
      const internal = `${BANK_PREFIX}${++asks}`
      waiting.set(internal, { id, asked })
      const { chain, deadlineMs } = asked
      const until = deadlineMs === undefined ? {} : { deadlineMs }
      if (asked.type === 'bankAsk') {
        ask(internal, { type: 'query', chain, question: encodeQuery(asked.query), ...until })
      } else {
        const operation = encodeOperation(operationOf(asked))
        ask(internal, { type: 'submit', chain, operation, ...until })
      }
    },
    answered(internal, reply, out) {
      const one = waiting.get(internal)
      waiting.delete(internal)
      if (one !== undefined) {
        out.push({ type: 'reply', id: one.id, reply: translate(one.asked, reply) })
      }
    }
  }
}

function operationOf(asked: BankOpenRequest | BankMintRequest): BankOperation {
  const { account, owner } = asked
  return asked.type === 'bankOpen'
    ? { type: 'open', account, owner: owner ?? '' }
    : { type: 'mint', account, owner, amount: asked.amount, operation: asked.operation }
}

/** The reply of the engine as the one to the client. */
function translate(asked: BankLogRequest, reply: Reply): Reply {
  if (reply.type === 'unknown') {
    const operation = asked.type === 'bankMint' ? asked.operation : reply.operation
    return { ...reply, operation }
  }
  if (reply.type === 'refused') {
    return reply
  }
  const { chain } = asked
  const { result, height } = reply.value as Queried | Submitted
  if (asked.type === 'bankAsk') {
    const value: BankAsked = { chain, answer: decodeAnswer(result), height }
    return { type: 'ok', value }
  }
  const written = decodeResult(result)
  if (written.type === 'refused') {
    const { reason, text } = written
    return { type: 'refused', reason, message: text, retry: false }
  }
  if (written.type !== 'account') {
    throw new RangeError(`the bank answers ${written.type} to ${asked.type}`)
  }
  const value: BankWritten = { chain, isNew: written.isNew, height, ...written.account }
  return { type: 'ok', value }
}
