/**
 * Requests to groups that this vehicle does not belong to: the chain is looked for among the connected
 * vehicles first, and now and then its members, who may have changed.
 *
 * Keeps: every request is answered once, by the group's engine or because nobody knows the chain.
 */
import type { ChainId } from '../core/genesis.ts'
import type { Holdings } from '../core/holdings.ts'
import type { NowMs, Reply, Sink } from '../core/machine.ts'
import type { FindChainRequest } from '../protocols/reconcile/index.ts'
import type { RingRequest } from '../protocols/twophase/index.ts'
import type { BankRequest, ChangeMembersRequest, QueryRequest, SubmitRequest } from './requests.ts'
import type { VehicleEffect } from './types.ts'

export type GroupRequest =
  | BankRequest
  | ChangeMembersRequest
  | QueryRequest
  | RingRequest
  | SubmitRequest

export interface GroupRequests {
  request(nowMs: NowMs, id: string, asked: GroupRequest, out: Sink<VehicleEffect>): void
  /** The answer to a search. */
  answered(search: string, reply: Reply, out: Sink<VehicleEffect>): void
}

/** Requests that wait for a chain to be found. */
const WAITING_MAX = 1024

/** Who does not belong to a group asks so often at most who does. */
const MEMBERS_ASKED_MS = 5_000

/** Ids of searches; their answers stay inside the vehicle. */
export const FIND_PREFIX = 'vehicle:find:'

/** `ask` puts a request to the machine that answers it; those to find chains under an id of FIND_PREFIX. */
export function createGroupRequests(
  holdings: Holdings,
  isVoter: (chain: ChainId) => boolean,
  ask: (id: string, request: GroupRequest | FindChainRequest) => void
): GroupRequests {
  const waiting = new Map<string, { readonly id: string; readonly asked: GroupRequest }>()
  /** When the members of a known chain were last asked for; no more than there are chains. */
  const askedAtMs = new Map<ChainId, NowMs>()
  let finds = 0

  const find = (chain: ChainId): string => {
    const search = `${FIND_PREFIX}${++finds}`
    ask(search, { type: 'findChain', chain })
    return search
  }

  const refreshMembers = (nowMs: NowMs, chain: ChainId): void => {
    const lastMs = askedAtMs.get(chain) ?? Number.NEGATIVE_INFINITY
    if (!isVoter(chain) && nowMs >= lastMs + MEMBERS_ASKED_MS) {
      askedAtMs.set(chain, nowMs)
      find(chain)
    }
  }

  return {
    request(nowMs, id, asked, out) {
      if (holdings.get(asked.chain) !== undefined) {
        refreshMembers(nowMs, asked.chain)
        ask(id, asked)
      } else if (waiting.size >= WAITING_MAX) {
        const message = `${WAITING_MAX} requests wait for chains to be found`
        const reply: Reply = { type: 'refused', reason: 'busy', message, retry: true }
        out.push({ type: 'reply', id, reply })
      } else {
        waiting.set(find(asked.chain), { id, asked })
      }
    },
    answered(search, reply, out) {
      const one = waiting.get(search)
      waiting.delete(search)
      if (one !== undefined && reply.type === 'ok') {
        ask(one.id, one.asked)
      } else if (one !== undefined) {
        out.push({ type: 'reply', id: one.id, reply })
      }
    }
  }
}
