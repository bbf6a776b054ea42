/**
 * The asking side of a group: what clients of this vehicle want done goes to the leader, wherever it
 * is, until it is answered or its time is up.
 *
 * Keeps: an operation is done once however often it is sent, because it is sent under one number of
 * one session; a client hears `refused` only when nothing was done, and `unknown` when nobody knows; nobody
 * answers but a member, or whom it was asked of.
 */
import {
  encodeCommand,
  noOperationIdText,
  operationId,
  operationIn,
  operationSizeFault,
  parseOperationId,
  readEntryRefusal
} from '../../core/command.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import { noLeaderText } from '../../core/out-of-reach.ts'
import type { PeerId } from '../../core/peer.ts'
import { refused } from '../../core/reply.ts'
import { createWaiting } from '../../core/waiting.ts'
import { PENDING_LIMITS } from './limits.ts'
import type { GroupParts } from './parts.ts'
import { type GroupRequest, isOnlyHere, isQuestion, type Pending, pendingOf } from './pending.ts'
import { inPortions, itemBytes, requestBytes } from './portions.ts'
import {
  declinedReply,
  expiredReply,
  submittedReply,
  tooManyText,
  unreadableReply
} from './replies.ts'
import { createRoute, type RoutePorts } from './route.ts'
import { createSessions, type Numbered } from './sessions.ts'
import type { Answer, Item, Out, Outcome, SubmitRequest } from './types.ts'

export const RETRY_TIMER = 'paxos:retry:'
export const FORWARDED_TIMER = 'paxos:forwarded:'

export interface Submit {
  readonly pending: number
  request(nowMs: NowMs, id: string, request: GroupRequest, out: Out): void
  answered(
    nowMs: NowMs,
    from: PeerId,
    run: number,
    leader: PeerId | undefined,
    answers: readonly Answer[],
    out: Out
  ): void
  /** Sends again what is due, and gives up what is too late. */
  retry(nowMs: NowMs, out: Out): void
  /** What was forwarded last has left this vehicle. */
  forwarded(nowMs: NowMs, out: Out): void
  /** Somebody else leads now: what is not answered goes there at once. */
  leaderChanged(nowMs: NowMs, out: Out): void
  /** The connection is gone: what was asked of this vehicle is asked of another. */
  disconnected(nowMs: NowMs, peer: PeerId, out: Out): void
}

export interface SubmitPorts extends RoutePorts {
  take(nowMs: NowMs, run: number, items: readonly Item[], out: Out): void
  newClient(): string
  /** Undefined when the result is none of a change. */
  answerChange(result: Uint8Array): Reply | undefined
}

const BUSY_TEXTS: Readonly<Record<Pending['type'], string>> = {
  submit: 'too much waits at the leader',
  query: 'too much waits at the leader',
  changeMembers: 'another change of members is under way'
}

export function createSubmit(parts: GroupParts, run: number, ports: SubmitPorts): Submit {
  const { environment, settings, chain, log } = parts
  const sessions = createSessions(ports.newClient)
  const route = createRoute(environment, settings.resendMsMax, ports)
  const pending = createWaiting<number, Pending>(PENDING_LIMITS, requestBytes)
  let outbox: Pending[] = []
  let tickets = 0
  let heightSeen = 0
  let hasHeard = false
  let isUnreleased = false

  const reply = (id: string, answer: Reply, out: Out): void => {
    // What is decided is on the disks of a majority, whatever this one still has to write.
    out.push({ type: 'reply', id, reply: answer, isEarly: true })
  }

  const put = (one: Pending): void => {
    if (!one.isQueued) {
      one.isQueued = true
      outbox.push(one)
    }
  }

  const sendTo = (nowMs: NowMs, to: PeerId, batch: readonly Pending[], out: Out): void => {
    for (const one of batch) {
      one.isQueued = false
      one.sent++
      one.isOut ||= to !== environment.self
      one.asked = to
      const delayMs = settings.resendMsMin * 1.5 ** Math.min(one.missed, 10)
      one.dueMs = nowMs + Math.min(settings.resendMsMax, Math.ceil(delayMs))
    }
    const all = batch.map(({ item }) => item)
    if (to === environment.self) {
      ports.take(nowMs, run, all, out)
      return
    }
    for (const items of inPortions(all, itemBytes)) {
      // The leader itself could not be reached, but perhaps this one reaches it.
      const relay = batch.some(({ sent }) => sent > 1)
      parts.send(to, { type: 'forward', run, items, relay, origin: undefined }, out)
    }
    awaitRelease(nowMs, out)
  }

  const awaitRelease = (nowMs: NowMs, out: Out): void => {
    isUnreleased = true
    out.push({ type: 'timer', id: `${FORWARDED_TIMER}${chain.id}`, atMs: nowMs })
  }

  const flush = (nowMs: NowMs, out: Out): void => {
    const to = route.target(nowMs)
    if (outbox.length === 0 || to === undefined || (isUnreleased && to !== environment.self)) {
      return
    }
    const batch = outbox.filter((one) => pending.get(one.item.ticket) === one)
    outbox = []
    if (batch.length > 0) {
      sendTo(nowMs, to, batch, out)
    }
  }

  const add = (nowMs: NowMs, one: Pending, out: Out): void => {
    if (pending.size === 0) {
      const atMs = nowMs + settings.resendMsMin
      out.push({ type: 'timer', id: `${RETRY_TIMER}${chain.id}`, atMs })
    }
    pending.set(one.item.ticket, one)
    put(one)
    if (log.isKept) {
      flush(nowMs, out)
    } else if (!isUnreleased) {
      // Nothing waits for the disk of this vehicle, so what is asked in one turn goes together.
      awaitRelease(nowMs, out)
    }
  }

  const submit = (nowMs: NowMs, id: string, request: SubmitRequest, out: Out): void => {
    const { operation } = request
    const ticket = ++tickets
    const large = operationSizeFault(operation)
    if (large !== undefined) {
      reply(id, refused('tooLarge', large, false), out)
      return
    }
    if (request.id !== undefined) {
      const named = parseOperationId(request.id)
      if (named === undefined) {
        reply(id, refused('invalid', noOperationIdText(request.id), false), out)
        return
      }
      // Results are kept by session and number; what else the command said the first time is known there.
      const command = { type: 'operation', ...named, ackedTo: 0, openedAt: 0, operation } as const
      const item = { type: 'entry', ticket, entry: encodeCommand(command) } as const
      add(nowMs, pendingOf(settings, nowMs, request, { id, item, operation: request.id }), out)
      return
    }
    const height = Math.max(heightSeen, log.decided.height)
    if (height === 0 && !hasHeard && !log.isKept) {
      // The state takes a session from before all that it remembers for one that it has forgotten.
      const item = { type: 'height', ticket } as const
      const given = { id, item, operation: '', next: request }
      add(nowMs, pendingOf(settings, nowMs, request, given), out)
      return
    }
    const numbered = sessions.next(operation, height)
    if (numbered === undefined) {
      reply(id, refused('busy', 'too many operations wait for an answer', true), out)
      return
    }
    const item = { type: 'entry', ticket, entry: numbered.entry } as const
    const name = operationId(numbered.session.client, numbered.seq)
    const given = { id, item, operation: name, numbered }
    out.push({ type: 'named', id, operation: name, isEarly: true })
    add(nowMs, pendingOf(settings, nowMs, request, given), out)
  }

  const done = (one: Pending, { result, height }: Extract<Outcome, { type: 'done' }>): Reply => {
    switch (one.type) {
      case 'submit': {
        const isFirst = isOnlyHere(one) && one.numbered !== undefined
        return submittedReply(chain.id, one.operation, result, height, isFirst)
      }
      case 'query':
        return { type: 'ok', value: { chain: chain.id, result, height } }
      case 'changeMembers':
        return ports.answerChange(result) ?? unreadableReply(one.operation)
    }
  }

  const end = (one: Pending, answer: Reply, out: Out): void => {
    pending.delete(one.item.ticket)
    if (one.numbered !== undefined) {
      const isStale = answer.type === 'refused' && answer.reason === 'staleSession'
      if (answer.type === 'unknown' || isStale) {
        sessions.lost(one.numbered)
      } else {
        sessions.answered(one.numbered)
      }
    }
    reply(one.id, answer, out)
  }

  /** Somebody else has used its name up, so it never was done under it, nor will be. */
  const nameAnew = (nowMs: NowMs, one: Pending, numbered: Numbered, out: Out): void => {
    pending.delete(one.item.ticket)
    sessions.lost(numbered)
    const operation = operationIn(numbered.entry)
    const deadlineMs = one.deadlineMs - nowMs
    submit(nowMs, one.id, { type: 'submit', chain: chain.id, operation, deadlineMs }, out)
  }

  /** Sends again what has no answer; whoever declined it has given one. */
  const askAgain = (nowMs: NowMs, due: readonly Pending[], out: Out): void => {
    for (const one of due) {
      if (one.asked !== undefined) {
        one.missed++
        route.silent(nowMs, one.asked)
      }
      put(one)
    }
    flush(nowMs, out)
  }

  /** Nothing was done under this sending. Returns whether it is to be sent again at once. */
  const declined = (nowMs: NowMs, one: Pending, isElsewhere: boolean): boolean => {
    one.asked = undefined
    if (isElsewhere && one.sent <= 4) {
      return true
    }
    one.dueMs = Math.min(one.dueMs, nowMs + settings.heartbeatMs)
    return false
  }

  const take = (
    nowMs: NowMs,
    one: Pending,
    outcome: Outcome,
    isElsewhere: boolean,
    out: Out
  ): void => {
    if (outcome.type === 'done' && one.next !== undefined) {
      heightSeen = Math.max(heightSeen, outcome.height)
      hasHeard = true
      pending.delete(one.item.ticket)
      submit(nowMs, one.id, { ...one.next, deadlineMs: one.deadlineMs - nowMs }, out)
    } else if (outcome.type === 'done') {
      heightSeen = Math.max(heightSeen, outcome.height)
      if (readEntryRefusal(outcome.result) === 'otherOperation' && one.numbered !== undefined) {
        nameAnew(nowMs, one, one.numbered, out)
      } else {
        end(one, done(one, outcome), out)
      }
    } else if (outcome.type === 'refused') {
      end(one, declinedReply(one.operation, one.isOut, outcome), out)
    } else if (outcome.type === 'busy' && (isQuestion(one) || isOnlyHere(one))) {
      end(one, refused('busy', BUSY_TEXTS[one.type], true), out)
    } else if (declined(nowMs, one, outcome.type === 'notLeader' && isElsewhere)) {
      put(one)
    }
  }

  const expire = (one: Pending, out: Out): void => {
    // Whoever declined it may still get a copy that was on its way, and lead by then.
    const isUndone = isQuestion(one) || one.sent === 0
    end(one, expiredReply(noLeaderText(environment, ports.members()), one.operation, isUndone), out)
  }

  return {
    get pending() {
      return pending.size
    },
    request(nowMs, id, request, out) {
      if (pending.fault !== undefined) {
        reply(id, refused('busy', pending.fault, true), out)
      } else if (request.type === 'submit') {
        submit(nowMs, id, request, out)
      } else if (request.type === 'query') {
        const item = { type: 'question', ticket: ++tickets, question: request.question } as const
        add(nowMs, pendingOf(settings, nowMs, request, { id, item, operation: '' }), out)
      } else {
        const { operation } = request
        const members = [...new Set(request.members)].sort()
        const tooMany = tooManyText(members)
        if (tooMany !== undefined) {
          reply(id, refused('tooLarge', tooMany, false), out)
          return
        }
        const item = { type: 'change', ticket: ++tickets, members, operation } as const
        add(nowMs, pendingOf(settings, nowMs, request, { id, item, operation }), out)
      }
    },
    answered(nowMs, from, of, leader, answers, out) {
      const isMember = from === environment.self || ports.members().includes(from)
      const wasAsked = ({ ticket }: Answer): boolean => pending.get(ticket)?.asked === from
      const heard = answers.filter((answer) => isMember || wasAsked(answer))
      // Numbers of runs and tickets can be guessed.
      if (of !== run || (!isMember && heard.length === 0)) {
        return
      }
      const isElsewhere = route.answered(nowMs, from, leader)
      for (const { ticket, outcome } of heard) {
        const one = pending.get(ticket)
        if (one !== undefined) {
          take(nowMs, one, outcome, isElsewhere, out)
        }
      }
      flush(nowMs, out)
    },
    retry(nowMs, out) {
      const due: Pending[] = []
      for (const one of pending.values()) {
        if (nowMs >= one.deadlineMs) {
          expire(one, out)
        } else if (nowMs >= one.dueMs && !one.isQueued) {
          due.push(one)
        }
      }
      askAgain(nowMs, due, out)
      if (pending.size > 0) {
        const atMs = nowMs + settings.heartbeatMs
        out.push({ type: 'timer', id: `${RETRY_TIMER}${chain.id}`, atMs })
      }
    },
    forwarded(nowMs, out) {
      isUnreleased = false
      flush(nowMs, out)
    },
    leaderChanged(nowMs, out) {
      route.leaderChanged()
      for (const one of pending.values()) {
        put(one)
      }
      flush(nowMs, out)
    },
    disconnected(nowMs, peer, out) {
      const asked = [...pending.values()].filter((one) => one.asked === peer)
      if (asked.length > 0) {
        askAgain(nowMs, asked, out)
      }
    }
  }
}
