/**
 * What clients ask of the ring itself: to join it, to leave it, to show it.
 */
import { positionOf } from '../../core/hash-ring.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import { refused } from '../../core/reply.ts'
import { WAITING_MAX } from './limits.ts'
import type { Then } from './log-calls.ts'
import type { SiteParts } from './parts.ts'
import type {
  LogAnswer,
  Out,
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
  /** Who waits for the ring to be confirmed. */
  readonly size: number
  request(nowMs: NowMs, id: string, request: RingRequest, out: Out): void
  /** Gives up what nobody has confirmed in time. */
  tick(nowMs: NowMs, out: Out): void
}

export function createRingRequests(parts: SiteParts, upkeep: Upkeep): RingRequests {
  const { environment, settings, ports, chain, rules, log, knowledge } = parts
  const { self, crypto } = environment
  /** Until when each waits that wants to see the ring. */
  const shows = new Map<string, NowMs>()

  const change = (id: string, request: RingJoinRequest | RingLeaveRequest): void => {
    const { incarnation } = ports
    const what: Written =
      request.type === 'ringJoin'
        ? { type: 'register', peer: self, incarnation, freeBytes: ports.freeBytes(), isAsked: true }
        : { type: 'leave', peer: request.peer ?? self, isGone: request.isGone ?? false }
    const then: Then = (_nowMs, answer, out) => {
      if (request.type === 'ringJoin') {
        upkeep.joined(mayBeDone(answer))
      }
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
      moved: upkeep.moved,
      owners: keys.map((key) => ({
        key,
        owners: knowledge.current.owners(positionOf(crypto, key)).map(({ peer }) => peer)
      }))
    }
  }

  const unconfirmed = (id: string, out: Out): void => {
    const { reason, text } = log.hindrance()
    shows.delete(id)
    out.push({ type: 'reply', id, reply: refused(reason, text, true) })
  }

  const show = (nowMs: NowMs, id: string, request: RingShowRequest, out: Out): void => {
    if (shows.size >= WAITING_MAX) {
      const text = `${WAITING_MAX} wait to see the ring already`
      out.push({ type: 'reply', id, reply: refused('busy', text, true) })
      return
    }
    shows.set(id, nowMs + (request.deadlineMs ?? settings.deadlineMs))
    knowledge.confirm((_nowMs, version, at) => {
      if (!shows.has(id)) {
        return
      }
      if (version === undefined) {
        unconfirmed(id, at)
      } else {
        shows.delete(id)
        at.push({ type: 'reply', id, reply: { type: 'ok', value: shown(request) } })
      }
    })
  }

  return {
    get size() {
      return shows.size
    },
    request(nowMs, id, request, out) {
      switch (request.type) {
        case 'ringShow':
          show(nowMs, id, request, out)
          break
        case 'ringJoin':
          upkeep.joining()
          change(id, request)
          break
        case 'ringLeave':
          if ((request.peer ?? self) === self) {
            upkeep.part()
          }
          change(id, request)
          break
      }
    },
    tick(nowMs, out) {
      for (const [id, deadlineMs] of shows) {
        if (nowMs >= deadlineMs) {
          unconfirmed(id, out)
        }
      }
    }
  }
}

/** The log has taken a change of the ring, or nobody knows. */
function mayBeDone(answer: LogAnswer): boolean {
  return answer.type === 'changed' || (answer.type === 'failed' && answer.operation !== undefined)
}
