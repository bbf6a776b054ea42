/**
 * The codec of questions and answers of a ring.
 */
import { fromHex } from '../../core/bytes.ts'
import { decodeWith, readList, readNumber, readPeer } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { TOKENS_MAX, TOKENS_MIN } from '../../core/hash-ring.ts'
import { DECISIONS_MAX, LINES_MAX, NODES_MAX, ROSTER_MAX } from './limits.ts'
import {
  RingAnswer as AnswerCodec,
  type Decision as DecisionMessage,
  type Node,
  RingQuery as QueryCodec,
  type Shape
} from './messages.ts'
import {
  rawOutcome,
  rawTransaction,
  readClient,
  readDigest,
  readEffects,
  readIncarnation,
  readOutcome,
  readParticipants,
  readTransaction,
  readTransactions
} from './spec.ts'
import {
  type Decision,
  PHASES,
  type RingAnswer,
  type RingNode,
  type RingQuery,
  type RingShape
} from './types.ts'

export function encodeQuery(query: RingQuery): Uint8Array {
  switch (query.type) {
    case 'ring':
      return QueryCodec.encode({ ring: query })
    case 'decisions':
      return QueryCodec.encode({
        decisions: { transactions: query.transactions.map(rawTransaction) }
      })
    case 'operation':
      return QueryCodec.encode({
        operation: {
          client: fromHex(query.client),
          seq: query.seq,
          digest: fromHex(query.digest)
        }
      })
    case 'unended':
      return QueryCodec.encode({ unended: query })
  }
}

/** @throws InvalidMessageError when the bytes are no question, or it is beyond a limit */
export function decodeQuery(bytes: Uint8Array): RingQuery {
  const { ring, decisions, operation, unended } = decodeWith('ring query', bytes, QueryCodec.decode)
  if (ring !== undefined) {
    return { type: 'ring', known: readNumber('ring.known', ring.known) }
  }
  if (decisions !== undefined) {
    return { type: 'decisions', transactions: readTransactions(decisions.transactions) }
  }
  if (operation !== undefined) {
    return {
      type: 'operation',
      client: readClient('operation.client', operation.client),
      seq: readNumber('operation.seq', operation.seq, 1),
      digest: readDigest('operation.digest', operation.digest)
    }
  }
  if (unended !== undefined) {
    return {
      type: 'unended',
      before: readNumber('unended.before', unended.before),
      limit: readNumber('unended.limit', unended.limit, 1, DECISIONS_MAX),
      skip: readNumber('unended.skip', unended.skip)
    }
  }
  throw new InvalidMessageError('a ring query is of no known type')
}

export function encodeAnswer(answer: RingAnswer): Uint8Array {
  switch (answer.type) {
    case 'ring': {
      const { changes, shape, unended } = answer
      const known = { changes, unended }
      return AnswerCodec.encode({
        ring: shape === undefined ? known : { ...known, shape: rawShape(shape) }
      })
    }
    case 'decisions':
      return AnswerCodec.encode({ decisions: { outcomes: answer.outcomes.map(rawOutcome) } })
    case 'operation':
      return AnswerCodec.encode({ operation: rawOutcome(answer.outcome) })
    case 'unended':
      return AnswerCodec.encode({ unended: { decisions: answer.decisions.map(rawDecision) } })
  }
}

/** @throws InvalidMessageError when the bytes are no answer */
export function decodeAnswer(bytes: Uint8Array): RingAnswer {
  const raw = decodeWith('ring answer', bytes, AnswerCodec.decode)
  if (raw.ring !== undefined) {
    const { changes, shape, unended } = raw.ring
    return {
      type: 'ring',
      changes: readNumber('ring.changes', changes),
      shape: shape === undefined ? undefined : readShape(shape),
      unended: readNumber('ring.unended', unended)
    }
  }
  if (raw.decisions !== undefined) {
    return { type: 'decisions', outcomes: raw.decisions.outcomes.map(readOutcome) }
  }
  if (raw.operation !== undefined) {
    return { type: 'operation', outcome: readOutcome(raw.operation) }
  }
  if (raw.unended !== undefined) {
    const list = readList('unended.decisions', raw.unended.decisions, DECISIONS_MAX)
    return { type: 'unended', decisions: list.map(readDecision) }
  }
  throw new InvalidMessageError('a ring answer is of no known type')
}

export function rawShape({ version, phase, nodes, next, ready, left, lines }: RingShape): Shape {
  return {
    version,
    phase: PHASES.indexOf(phase) + 1,
    nodes: nodes.map(rawNode),
    next: next.map(rawNode),
    ready: [...ready],
    left: [...left],
    lines: [...lines]
  }
}

export function readShape(raw: Shape): RingShape {
  const phase = PHASES[raw.phase - 1]
  if (phase === undefined) {
    throw new InvalidMessageError(`a ring has a phase ${raw.phase}`)
  }
  const peers = (name: string, list: readonly string[]): readonly string[] =>
    readList(name, list, ROSTER_MAX).map((peer) => readPeer(name, peer))
  return {
    version: readNumber('shape.version', raw.version),
    phase,
    nodes: readList('shape.nodes', raw.nodes, NODES_MAX).map(readNode),
    next: readList('shape.next', raw.next, NODES_MAX).map(readNode),
    ready: peers('shape.ready', raw.ready),
    left: peers('shape.left', raw.left),
    lines: readList('shape.lines', raw.lines, LINES_MAX).map((one) => readNumber('line', one))
  }
}

export function rawNode({ peer, number, incarnation, tokens, isLost }: RingNode): Node {
  return { peer, number, incarnation: fromHex(incarnation), tokens, lost: isLost }
}

export function readNode({ peer, number, incarnation, tokens, lost }: Node): RingNode {
  return {
    peer: readPeer('node.peer', peer),
    number: readNumber('node.number', number, 1, ROSTER_MAX),
    incarnation: readIncarnation('node.incarnation', incarnation),
    tokens: readNumber('node.tokens', tokens, TOKENS_MIN, TOKENS_MAX),
    isLost: lost
  }
}

export function rawDecision(decision: Decision): DecisionMessage {
  const { isCommitted, height, branch, versions, changes, participants } = decision
  return {
    transaction: rawTransaction(decision),
    committed: isCommitted,
    ...{ height, branch },
    versions: [...versions],
    changes: [...changes],
    participants: [...participants]
  }
}

export function readDecision(raw: DecisionMessage): Decision {
  if (raw.transaction === undefined) {
    throw new InvalidMessageError('a decision names no transaction')
  }
  return {
    ...readTransaction(raw.transaction),
    ...readEffects(raw),
    isCommitted: raw.committed,
    height: readNumber('decision.height', raw.height),
    participants: readParticipants(raw.participants)
  }
}
