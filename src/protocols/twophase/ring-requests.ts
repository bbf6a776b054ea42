/**
 * What clients ask of the ring itself: to join it, to leave it, to show it.
 */
import { positionOf } from '../../core/hash-ring.ts'
import type { Reply } from '../../core/machine.ts'
import { refused } from '../../core/reply.ts'
import { NO_LOG } from './hindrance.ts'
import type { Then } from './log-calls.ts'
import type { SiteParts } from './parts.ts'
import type {
  LogAnswer,
  RingJoinRequest,
  RingLeaveRequest,
  RingNode,
  RingRequest,
  RingShare,
  RingShown,
  RingShowRequest,
  Written
} from './types.ts'
import type { Upkeep } from './upkeep.ts'

export interface RingRequests {
  request(id: string, request: RingRequest): void
}

export function createRingRequests(parts: SiteParts, upkeep: Upkeep): RingRequests {
  const { environment, ports, chain, rules, log, knowledge } = parts
  const { self, crypto } = environment

  const change = (id: string, request: RingJoinRequest | RingLeaveRequest): void => {
    const { incarnation } = ports
    const what: Written =
      request.type === 'ringJoin'
        ? { type: 'register', peer: self, incarnation, freeBytes: ports.freeBytes(), isAsked: true }
        : { type: 'leave', peer: request.peer ?? self, isGone: request.isGone ?? false }
    const then: Then = (_nowMs, answer, out) => {
      knowledge.behind()
      out.push({ type: 'reply', id, reply: replyOf(answer) })
    }
    log.write(what, then, request.deadlineMs)
  }

  const replyOf = (answer: LogAnswer): Reply => {
    switch (answer.type) {
      case 'changed': {
        const { isNew, version } = answer
        return { type: 'ok', value: { chain, isNew, version } }
      }
      case 'refused':
        return { type: 'refused', reason: answer.reason, message: answer.text, retry: false }
      case 'failed': {
        const { reason, text, operation } = answer
        return operation === undefined
          ? { type: 'refused', reason, message: text, retry: true }
          : { type: 'unknown', operation, message: `${text}; the same again does nothing twice` }
      }
      default: {
        const message = 'the log answers something else'
        return { type: 'refused', reason: 'malformed', message, retry: true }
      }
    }
  }

  const shown = ({ keys = [] }: RingShowRequest): RingShown => {
    const { ring } = knowledge
    const [nodes, next] = [ring?.nodes ?? [], ring?.next ?? []]
    const isMoving = ring?.phase === 'moving'
    const shares = knowledge.current.shares()
    const joining = next.filter(({ peer }) => !nodes.some((one) => one.peer === peer))
    const view =
      (isJoining: boolean) =>
      ({ peer, tokens, isLost }: RingNode): RingShare => ({
        ...{ peer, tokens, isLost, isJoining },
        isLeaving: isMoving && !next.some((one) => one.peer === peer),
        first: shares.get(peer)?.first ?? 0,
        all: shares.get(peer)?.all ?? 0
      })
    return {
      chain,
      version: knowledge.version,
      phase: ring?.phase ?? 'forming',
      copies: rules.copies,
      nodes: [...nodes.map(view(false)), ...joining.map(view(true))],
      ready: ring?.ready ?? [],
      owners: keys.map((key) => ({
        key,
        owners: knowledge.current.owners(positionOf(crypto, key)).map(({ peer }) => peer)
      }))
    }
  }

  const show = (id: string, request: RingShowRequest): void => {
    knowledge.confirm((_nowMs, version, out) => {
      if (version === undefined) {
        out.push({ type: 'reply', id, reply: refused(NO_LOG.reason, NO_LOG.text, true) })
      } else {
        out.push({ type: 'reply', id, reply: { type: 'ok', value: shown(request) } })
      }
    })
  }

  return {
    request(id, request) {
      switch (request.type) {
        case 'ringShow':
          show(id, request)
          break
        case 'ringJoin':
          upkeep.join()
          change(id, request)
          break
        case 'ringLeave':
          if ((request.peer ?? self) === self) {
            upkeep.part()
          }
          change(id, request)
          break
      }
    }
  }
}
