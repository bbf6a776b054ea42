/**
 * What the machine twophase is given of the log and the state of its groups, and of the key-value
 * store whose operations and answers it speaks.
 *
 * Keeps: what this engine does not promise is refused with one sentence, never done in a weaker way.
 */
import type { Incarnation } from '../core/booth.ts'
import type { Environment } from '../core/environment.ts'
import { InvalidMessageError } from '../core/errors.ts'
import type { ChainId } from '../core/genesis.ts'
import { NUMBER_MAX } from '../core/limits.ts'
import type { Reply } from '../core/machine.ts'
import { portionsOf } from '../core/portions.ts'
import type {
  PaxosMachine,
  Queried,
  QueryRequest,
  SubmitRequest
} from '../protocols/paxos/index.ts'
import type {
  LogAnswer,
  LogView,
  TransactionId,
  TwophasePorts
} from '../protocols/twophase/index.ts'
import {
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  type RingAnswer,
  type RingQuery,
  TRANSACTIONS_MAX
} from '../state/ring/index.ts'
import type { GroupLookups } from './group-lookups.ts'
import { encodeKvAnswer, readKvOperation, readKvQuestion } from './twophase-kv.ts'

type AnswerOf<T extends RingAnswer['type']> = Extract<RingAnswer, { readonly type: T }>

/** `ask` puts a request to the log of a group, wherever its members are. */
export function createTwophasePorts(
  { self, holdings, quota }: Environment,
  incarnation: Incarnation,
  paxos: Pick<PaxosMachine, 'isMember' | 'leaderOf' | 'peek'>,
  { membersOf }: Pick<GroupLookups, 'membersOf'>,
  ask: (id: string, request: QueryRequest | SubmitRequest) => void
): TwophasePorts {
  const genesisOf = (chain: ChainId) => holdings.get(chain)?.chain.genesis

  return {
    incarnation,
    rulesOf: (chain) => genesisOf(chain)?.twophase,
    chains: () =>
      holdings
        .all()
        .map(({ chain }) => chain.id)
        .filter((chain) => genesisOf(chain)?.engine === 'twophase'),
    viewOf: (chain) => viewOf(paxos, chain),
    membersOf,
    isMember: paxos.isMember,
    leads: (chain) => paxos.leaderOf(chain) === self,
    // Some file systems tell more than an entry of the log may say.
    freeBytes: () => Math.min(NUMBER_MAX, quota().diskFreeBytes),
    write(id, chain, what, deadlineMs) {
      ask(id, { type: 'submit', chain, operation: encodeOperation(what), deadlineMs })
    },
    ask(id, chain, what, deadlineMs) {
      ask(id, { type: 'query', chain, question: encodeQuery(what), deadlineMs })
    },
    readOperation: readKvOperation,
    readQuestion: readKvQuestion,
    encodeAnswer: encodeKvAnswer
  }
}

/** The log as it is applied here, or undefined when this vehicle keeps none. */
function viewOf(
  paxos: Pick<PaxosMachine, 'isMember' | 'peek'>,
  chain: ChainId
): LogView | undefined {
  const ask = <T extends RingAnswer['type']>(question: Uint8Array) => {
    const shown = paxos.peek(chain, question)
    return shown && { height: shown.height, answer: decodeAnswer(shown.result) as AnswerOf<T> }
  }
  const look = <T extends RingAnswer['type']>(query: RingQuery & { readonly type: T }) =>
    ask<T>(encodeQuery(query))
  const seen = ask<'ring'>(CHANGES_QUESTION)
  // Who only asks a group keeps an empty state.
  if (seen === undefined || (!paxos.isMember(chain) && seen.height === 0)) {
    return undefined
  }
  return {
    height: seen.height,
    changes: seen.answer.changes,
    ring() {
      const shape = look({ type: 'ring', known: 0 })?.answer.shape
      if (shape === undefined) {
        throw new RangeError('the state of a ring has no ring')
      }
      return shape
    },
    // More may be in doubt here than one question names.
    decisions: (transactions: readonly TransactionId[]) =>
      portionsOf(transactions, () => 0, TRANSACTIONS_MAX, 0).flatMap(
        (some) => look({ type: 'decisions', transactions: some })?.answer.outcomes ?? []
      ),
    unended: (before, limit, skip) =>
      look({ type: 'unended', before, limit, skip })?.answer.decisions ?? []
  }
}

/** More changes than there ever are: then the ring itself is not answered. */
const NEVER: number = 2 ** 47

/** Asks how often the ring has changed; asked in nearly every step. */
const CHANGES_QUESTION = encodeQuery({ type: 'ring', known: NEVER })

/** The reply of the log to what a site put into it, or asked of it. */
export function readRingReply(reply: Reply): LogAnswer {
  if (reply.type !== 'ok') {
    const text = reply.message
    return reply.type === 'refused'
      ? { type: 'failed', reason: reply.reason, text }
      : { type: 'failed', reason: 'unknown', text, operation: reply.operation }
  }
  try {
    const { result, height, ...rest } = reply.value as Queried
    return 'operation' in rest ? readResult(result, height) : readAnswer(result, height)
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return { type: 'failed', reason: 'malformed', text: error.message }
    }
    throw error
  }
}

function readResult(bytes: Uint8Array, height: number): LogAnswer {
  const result = decodeResult(bytes)
  return result.type === 'decided' ? { ...result, height } : result
}

function readAnswer(bytes: Uint8Array, height: number): LogAnswer {
  const answer = decodeAnswer(bytes)
  switch (answer.type) {
    case 'ring': {
      const { changes, shape } = answer
      return { type: 'ring', height, changes, ring: shape }
    }
    case 'operation':
      return { ...answer, height }
    default:
      return answer
  }
}
