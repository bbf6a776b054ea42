/**
 * The asking side of a group: what clients of this vehicle want done goes to the member that does it,
 * until it is answered or its time is up.
 *
 * Keeps: an operation is done once however often it is sent, because it is sent under one number of
 * one session; a client hears `refused` only when nothing was done, and `unknown` when nobody knows.
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
import type { QueryRequest, SubmitRequest } from '../../core/group-request.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { refused } from '../../core/reply.ts'
import { createWaiting } from '../../core/waiting.ts'
import { hindranceOf } from './hindrance.ts'
import { PENDING_LIMITS, WAIT_MS_MAX } from './limits.ts'
import { append } from './lists.ts'
import { type GroupParts, pauseMs } from './parts.ts'
import { isSafe, itemBytes, type Pending, termIn } from './pending.ts'
import { inPortions } from './portions.ts'
import type { RegisterKey } from './register.ts'
import { doneReply, unknown } from './replies.ts'
import type { Route } from './route.ts'
import { createSessions, type Numbered } from './sessions.ts'
import { clientOf, isTerm, termOf } from './term.ts'
import type { AnswersMessage, Item, Out, Outcome, QuorumRequest } from './types.ts'

export interface Client {
  /** Requests that are not answered. */
  readonly pending: number
  request(nowMs: NowMs, id: string, request: QuorumRequest, out: Out): void
  /** Has the leader take over a key; `settled` is told when it has, or may have. */
  settle(nowMs: NowMs, key: RegisterKey, out: Out): void
  answered(nowMs: NowMs, from: PeerId, message: AnswersMessage, out: Out): void
  /** Sends what was asked in this turn. */
  flush(nowMs: NowMs, out: Out): void
  /** Sends again what is due, and gives up what is too late. */
  tick(nowMs: NowMs, out: Out): void
  /** Somebody else leads now: what is not answered goes there at once. */
  leaderChanged(nowMs: NowMs, out: Out): void
  /** Somebody is in reach: what could be sent to nobody goes there. */
  connected(nowMs: NowMs, out: Out): void
  disconnected(nowMs: NowMs, peer: PeerId, out: Out): void
}

export interface ClientPorts {
  readonly route: Route
  newName(): string
  /** Does items here; `respond` is called for each as long as this vehicle runs. */
  take(
    nowMs: NowMs,
    item: Item,
    deadlineMs: NowMs,
    respond: (nowMs: NowMs, outcome: Outcome, out: Out) => void,
    out: Out
  ): void
  settled(nowMs: NowMs, key: RegisterKey, out: Out): void
}

export function createClient(parts: GroupParts, ports: ClientPorts): Client {
  const { environment, settings, chain, rules, run } = parts
  const { self } = environment
  const { route } = ports
  const sessions = createSessions((term) => clientOf(term, ports.newName()))
  const pending = createWaiting<number, Pending>(PENDING_LIMITS, (one) =>
    Math.max(itemBytes(one.item), one.next?.operation.length ?? 0)
  )
  const settling = new Set<RegisterKey>()
  let outbox: Pending[] = []

  const reply = (id: string | undefined, answer: Reply, out: Out): void => {
    if (id !== undefined) {
      out.push({ type: 'reply', id, reply: answer })
    }
  }

  const queue = (nowMs: NowMs, one: Pending, out: Out): void => {
    if (!one.isQueued) {
      one.isQueued = true
      outbox.push(one)
      parts.turn(nowMs, out)
    }
  }

  const add = (
    nowMs: NowMs,
    item: Item,
    given: Partial<Pending> & Pick<Pending, 'deadlineMs'>,
    out: Out
  ): void => {
    const one: Pending = {
      item,
      id: undefined,
      next: undefined,
      numbered: undefined,
      operation: '',
      isAgain: false,
      sent: 0,
      asked: undefined,
      dueMs: nowMs + settings.resendMsMin,
      isQueued: false,
      ...given
    }
    pending.set(item.ticket, one)
    queue(nowMs, one, out)
  }

  const submit = (
    nowMs: NowMs,
    id: string,
    request: SubmitRequest,
    deadlineMs: NowMs,
    out: Out
  ): void => {
    const { operation } = request
    const ticket = parts.nextId()
    const large = operationSizeFault(operation)
    if (large !== undefined) {
      reply(id, refused('tooLarge', large, false), out)
      return
    }
    if (request.id !== undefined) {
      const named = parseOperationId(request.id)
      if (named === undefined || !isTerm(termOf(named.client), rules.leaderless)) {
        reply(id, refused('invalid', noOperationIdText(request.id), false), out)
        return
      }
      const command = { type: 'operation', ...named, ackedTo: 0, openedAt: 0, operation } as const
      const item = { type: 'entry', ticket, entry: encodeCommand(command) } as const
      add(nowMs, item, { id, operation: request.id, isAgain: true, deadlineMs }, out)
      return
    }
    const term = route.termToName(nowMs)
    if (term === 0) {
      add(nowMs, { type: 'term', ticket }, { id, next: request, deadlineMs }, out)
      return
    }
    const numbered = sessions.next(operation, term)
    if (numbered === undefined) {
      reply(id, refused('busy', 'too many operations wait for an answer', true), out)
      return
    }
    const name = operationId(numbered.session.client, numbered.seq)
    const item = { type: 'entry', ticket, entry: numbered.entry } as const
    out.push({ type: 'named', id, operation: name, isEarly: true })
    add(nowMs, item, { id, numbered, operation: name, deadlineMs }, out)
  }

  const query = (
    nowMs: NowMs,
    id: string,
    { question }: QueryRequest,
    deadlineMs: NowMs,
    out: Out
  ): void => {
    add(nowMs, { type: 'question', ticket: parts.nextId(), question }, { id, deadlineMs }, out)
  }

  const end = (nowMs: NowMs, one: Pending, answer: Reply, out: Out): void => {
    pending.delete(one.item.ticket)
    if (one.item.type === 'settle') {
      settling.delete(one.item.key)
      ports.settled(nowMs, one.item.key, out)
    }
    if (one.numbered !== undefined) {
      if (answer.type === 'unknown') {
        sessions.lost(one.numbered)
      } else {
        sessions.answered(one.numbered)
      }
    }
    reply(one.id, answer, out)
  }

  const declined = (nowMs: NowMs, one: Pending, out: Out): void => {
    if (one.item.type === 'question' && one.asked !== undefined) {
      // A member that does not count now; another one does.
      route.silent(nowMs, one.asked)
    }
    one.asked = undefined
    if (one.sent <= 2) {
      queue(nowMs, one, out)
    } else {
      one.dueMs = Math.min(one.dueMs, nowMs + settings.heartbeatMs)
    }
  }

  /** Somebody else has used its name up, so it never was done under it, nor will be. */
  const nameAnew = (nowMs: NowMs, one: Pending, id: string, numbered: Numbered, out: Out): void => {
    pending.delete(one.item.ticket)
    sessions.lost(numbered)
    const operation = operationIn(numbered.entry)
    submit(nowMs, id, { type: 'submit', chain: chain.id, operation }, one.deadlineMs, out)
  }

  const done = (
    nowMs: NowMs,
    one: Pending,
    outcome: Extract<Outcome, { readonly type: 'done' }>,
    out: Out
  ): void => {
    const { id, item, numbered } = one
    const isOther = item.type === 'entry' && readEntryRefusal(outcome.result) === 'otherOperation'
    if (isOther && id !== undefined && numbered !== undefined) {
      nameAnew(nowMs, one, id, numbered, out)
    } else {
      end(nowMs, one, doneReply(chain.id, one.operation, item.type, outcome), out)
    }
  }

  const take = (nowMs: NowMs, one: Pending, outcome: Outcome, out: Out): void => {
    switch (outcome.type) {
      case 'done':
        done(nowMs, one, outcome, out)
        break
      case 'refused':
        if (outcome.reason === 'full' && !isSafe(one)) {
          // Another leader, which another sending is on its way to, may have room for it.
          end(nowMs, one, unknown(one.operation, outcome.text), out)
        } else {
          end(nowMs, one, refused(outcome.reason, outcome.text, false), out)
        }
        break
      case 'stale': {
        const text = 'it was asked for too long ago for anybody to remember whether it was done'
        end(nowMs, one, unknown(one.operation, text), out)
        break
      }
      case 'term':
        if (
          !route.confirmed(nowMs, outcome.term) ||
          one.next === undefined ||
          one.id === undefined
        ) {
          declined(nowMs, one, out)
        } else {
          pending.delete(one.item.ticket)
          submit(nowMs, one.id, one.next, one.deadlineMs, out)
        }
        break
      case 'busy':
        if (one.id !== undefined && isSafe(one)) {
          end(nowMs, one, refused('busy', 'too much waits at the member', true), out)
        } else {
          one.asked = undefined
        }
        break
      case 'notLeader':
        declined(nowMs, one, out)
    }
  }

  const expire = (nowMs: NowMs, one: Pending, out: Out): void => {
    const { reason, text } = hindranceOf(parts, one.item.type)
    const isDone = one.item.type === 'entry' && (one.sent > 0 || one.isAgain)
    const answer = isDone
      ? unknown(one.operation, `${text}; ask again with the same id to learn what became of it`)
      : refused(reason, text, true)
    end(nowMs, one, answer, out)
  }

  const here = (nowMs: NowMs, one: Pending, out: Out): void => {
    const respond = (now: NowMs, outcome: Outcome, sink: Out): void => {
      const still = pending.get(one.item.ticket)
      if (still === one) {
        take(now, one, outcome, sink)
      }
    }
    ports.take(nowMs, one.item, one.deadlineMs, respond, out)
  }

  const send = (nowMs: NowMs, to: PeerId, batch: readonly Pending[], out: Out): void => {
    for (const one of batch) {
      one.isQueued = false
      one.sent++
      one.asked = to
      one.dueMs = nowMs + pauseMs(settings, one.sent, itemBytes(one.item))
    }
    if (to === self) {
      for (const one of batch) {
        here(nowMs, one, out)
      }
      return
    }
    for (const some of inPortions(batch, ({ item }) => itemBytes(item))) {
      // The leader itself could not be reached, but perhaps this one reaches it.
      const relay = some.some(({ sent }) => sent > 1)
      const items = some.map(({ item }) => item)
      const term = route.term()
      const leftMs = Math.max(0, ...some.map(({ deadlineMs }) => deadlineMs - nowMs))
      const waitMs = Math.min(WAIT_MS_MAX, Math.ceil(leftMs))
      const message = { type: 'forward', run, items, relay, term, waitMs } as const
      parts.sendEarly(to, { ...message, origin: undefined }, out)
    }
  }

  return {
    get pending() {
      return pending.size
    },
    request(nowMs, id, request, out) {
      const deadlineMs = nowMs + (request.deadlineMs ?? settings.deadlineMs)
      if (pending.fault !== undefined) {
        reply(id, refused('busy', pending.fault, true), out)
      } else if (request.type === 'submit') {
        submit(nowMs, id, request, deadlineMs, out)
      } else {
        query(nowMs, id, request, deadlineMs, out)
      }
    },
    settle(nowMs, key, out) {
      if (!settling.has(key)) {
        settling.add(key)
        const deadlineMs = nowMs + settings.deadlineMs
        add(nowMs, { type: 'settle', ticket: parts.nextId(), key }, { deadlineMs }, out)
      }
    },
    answered(nowMs, from, { leader, term, answers }, out) {
      route.answered(nowMs, from, leader, term)
      for (const { ticket, outcome } of answers) {
        const one = pending.get(ticket)
        if (one !== undefined) {
          take(nowMs, one, outcome, out)
        }
      }
    },
    flush(nowMs, out) {
      const batch = outbox.filter((one) => pending.get(one.item.ticket) === one)
      outbox = []
      const byTarget = new Map<PeerId, Pending[]>()
      for (const one of batch) {
        const to = route.target(nowMs, one.item, termIn(one))
        if (to === undefined) {
          one.isQueued = false
          one.asked = undefined
        } else {
          append(byTarget, to, one)
        }
      }
      for (const [to, some] of byTarget) {
        send(nowMs, to, some, out)
      }
    },
    tick(nowMs, out) {
      for (const one of pending.values()) {
        if (nowMs >= one.deadlineMs) {
          expire(nowMs, one, out)
        } else if (nowMs >= one.dueMs && !one.isQueued) {
          if (one.asked !== undefined) {
            route.silent(nowMs, one.asked)
          }
          queue(nowMs, one, out)
        }
      }
    },
    leaderChanged(nowMs, out) {
      for (const one of pending.values()) {
        if (one.item.type !== 'question') {
          queue(nowMs, one, out)
        }
      }
    },
    connected(nowMs, out) {
      for (const one of pending.values()) {
        if (one.asked === undefined) {
          queue(nowMs, one, out)
        }
      }
    },
    disconnected(nowMs, peer, out) {
      route.silent(nowMs, peer)
      for (const one of pending.values()) {
        if (one.asked === peer) {
          queue(nowMs, one, out)
        }
      }
    }
  }
}
