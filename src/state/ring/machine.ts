/**
 * The state of a decision group: the ring of vehicles that keep keys, and what became of transactions
 * over them. The keys themselves are no part of it.
 *
 * Keeps: the same entries give the same ring and decisions everywhere; the rules of nodes.ts and
 * decisions.ts.
 */
import { InvalidMessageError } from '../../core/errors.ts'
import { createSetDigest } from '../../core/set-digest.ts'
import type { Place, StateMachine } from '../../core/state-machine.ts'
import { createDecisions, type DecisionsOptions } from './decisions.ts'
import { REFUSED_CHARACTERS_MAX } from './limits.ts'
import { createNodes, type NodesOptions } from './nodes.ts'
import { decodeQuery, encodeAnswer } from './query-spec.ts'
import { loadRing, saveRing } from './snapshot.ts'
import { decodeOperation, encodeResult } from './spec.ts'
import type { RingAnswer, RingOperation, RingQuery, RingResult } from './types.ts'

/** The same on all vehicles. */
export type RingOptions = NodesOptions & DecisionsOptions

/** Estimate of what the ring itself takes. */
const RING_BYTES = 4096

export function createRing(options: RingOptions): StateMachine {
  const digest = createSetDigest()
  const nodes = createNodes(options)
  const decisions = createDecisions(digest, options)
  const ring = { nodes, decisions, digest: (): string => digest.hex() + textOf(nodes.changes) }

  const apply = (operation: RingOperation, { height }: Place): RingResult => {
    switch (operation.type) {
      case 'decide': {
        const { coordinator, commits, ended, acked } = operation
        const outcomes = commits.map((commit) => decisions.commit(coordinator, commit, height))
        for (const number of ended) {
          decisions.end({ coordinator, number })
        }
        for (const one of acked) {
          decisions.acked(coordinator, one)
        }
        return { type: 'decided', outcomes }
      }
      case 'resolve': {
        const { transactions } = operation
        return {
          type: 'decided',
          outcomes: transactions.map((one) => decisions.resolve(one, height))
        }
      }
      case 'end':
        operation.transactions.forEach(decisions.end)
        return { type: 'decided', outcomes: [] }
      default:
        return nodes.apply(operation)
    }
  }

  const answer = (query: RingQuery): RingAnswer => {
    switch (query.type) {
      case 'ring': {
        const { changes, shape } = nodes
        const isNews = changes > query.known
        return {
          type: 'ring',
          changes,
          shape: isNews ? shape : undefined,
          unended: decisions.unended
        }
      }
      case 'decisions':
        return { type: 'decisions', outcomes: query.transactions.map(decisions.outcomeOf) }
      case 'operation':
        return { type: 'operation', outcome: decisions.operation(query) }
      case 'unended':
        return { type: 'unended', decisions: decisions.listUnended(query) }
    }
  }

  return {
    get bytes() {
      return RING_BYTES + decisions.bytes
    },
    fault(bytes) {
      const operation = tryDecode(bytes)
      return typeof operation === 'string' ? operation : undefined
    },
    apply(bytes, place) {
      const operation = tryDecode(bytes)
      return encodeResult(
        typeof operation === 'string'
          ? {
              type: 'refused',
              reason: 'malformed',
              text: operation.slice(0, REFUSED_CHARACTERS_MAX)
            }
          : apply(operation, place)
      )
    },
    recovered: nodes.recovered,
    query: (question) => encodeAnswer(answer(decodeQuery(question))),
    save: () => saveRing(ring),
    load: (parts) => loadRing(ring, parts),
    digest: ring.digest
  }
}

/** The operation, or why the bytes are none. */
function tryDecode(bytes: Uint8Array): RingOperation | string {
  try {
    return decodeOperation(bytes)
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return error.message
    }
    throw error
  }
}

/** Every change of the ring counts, so the count stands for it. */
function textOf(changes: number): string {
  return changes.toString(16).padStart(8, '0')
}
