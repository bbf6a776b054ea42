/**
 * The asking side: what clients of this vehicle want goes to the owner of the account, wherever it is,
 * until it is answered or its time is up.
 *
 * Keeps: an operation is done once however often it is sent; a client hears `refused` only when nothing
 * was done, and `unknown` when nobody knows.
 */
import type { NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { accountFault, ownerFault, transferFault } from '../../core/transfer.ts'
import type { Epochs } from './epochs.ts'
import { ASKED_MAX, WAIT_MS_MAX } from './limits.ts'
import type { Moves } from './moves.ts'
import { type Orders, settledOutcome } from './orders.ts'
import { type BranchParts, pauseMs } from './parts.ts'
import type {
  AccountMoved,
  BankMoveRequest,
  BankTransferRequest,
  LogAnswer,
  Out,
  Outcome,
  Settled,
  Transferred
} from './types.ts'

export interface Asking {
  readonly size: number
  request(nowMs: NowMs, id: string, request: BankTransferRequest | BankMoveRequest, out: Out): void
  answered(nowMs: NowMs, from: PeerId, ticket: number, epoch: number, told: Outcome, out: Out): void
  tick(nowMs: NowMs, out: Out): void
}

interface Asked {
  /** A new one for each owner that is asked. */
  ticket: number
  readonly id: string
  readonly request: BankTransferRequest | BankMoveRequest
  readonly operation: string
  readonly sinceMs: NowMs
  readonly deadlineMs: NowMs
  owner: PeerId | undefined
  epoch: number
  /** What is known here of the account is not to be believed. */
  isStale: boolean
  /** The owner says itself that it issues no more, so the account may be taken from it. */
  isGivenUp: boolean
  /** The log, or whoever takes the account, is at work for it. */
  isBusy: boolean
  sent: number
  /** It is with the orders of this vehicle, where it may have been issued. */
  isOrdered: boolean
  /** It has left this vehicle, so copies of it may arrive whenever. */
  isOut: boolean
  dueMs: NowMs
}

/** An owner that says nothing for this part of the time is taken for gone, when that is asked for. */
const SILENCE_SHARE = 0.3

/** Of the time that is left then, for a majority of keepers to answer. */
const PATIENCE_SHARE = 0.8

export function createAsking(
  parts: BranchParts,
  roles: { readonly epochs: Epochs; readonly orders: Orders; readonly moves: Moves }
): Asking {
  const { environment, settings, chain, books, log, send } = parts
  const { epochs, orders, moves } = roles
  const { self, random } = environment
  const open = new Map<number, Asked>()
  let tickets = random.integer(1, 2 ** 40)

  const reply = (asked: Asked, answer: Reply, out: Out): void => {
    open.delete(asked.ticket)
    out.push({ type: 'reply', id: asked.id, reply: answer })
  }

  const refuse = (asked: Asked, reason: string, message: string, retry: boolean, out: Out): void =>
    reply(asked, { type: 'refused', reason, message, retry, detail: { chain } }, out)

  /** Who is no member any more may not know what was done before it owned the account; the log does. */
  const refuseBarred: typeof refuse = (asked, reason, message, retry) => {
    asked.isBusy = true
    log.askOperation(asked.operation, (nowMs, told, out) => {
      asked.isBusy = false
      if (open.get(asked.ticket) !== asked) {
        return
      }
      if (told.type !== 'operation') {
        asked.dueMs = nowMs + settings.resendMsMin
      } else if (told.entry === undefined) {
        refuse(asked, reason, message, retry, out)
      } else {
        settled(asked, told.entry, out)
      }
    })
  }

  const settled = (asked: Asked, entry: Settled, out: Out): void => {
    const { request, operation, owner = self } = asked
    if (request.type !== 'bankTransfer') {
      return
    }
    const outcome = settledOutcome(0, { ...request, operation }, entry)
    if (outcome.type === 'done') {
      done(asked, owner, outcome, out)
    } else if (outcome.type === 'refused') {
      refuse(asked, outcome.reason, outcome.text, outcome.retry, out)
    }
  }

  const unknown = (asked: Asked, out: Out): void => {
    const message = 'the owner of the account has not answered in time; ask again with the same id'
    reply(asked, { type: 'unknown', operation: asked.operation, message }, out)
  }

  /** What is known here of who owns the account. */
  const look = (asked: Asked): void => {
    // Who belongs to the group no more may have a state that has stopped long ago.
    const view = asked.isStale || epochs.bar() === 'notMember' ? undefined : books()
    const owner = view?.account(asked.request.account)?.owner
    asked.owner = owner
    asked.epoch = owner === undefined ? 0 : (view?.owner(owner)?.epoch ?? 0)
  }

  const advance = (nowMs: NowMs, asked: Asked, out: Out): void => {
    if (asked.isBusy) {
      return
    }
    asked.sent++
    asked.dueMs = nowMs + pauseMs(settings, asked.sent)
    if (asked.owner === undefined && asked.request.type === 'bankTransfer') {
      look(asked)
    }
    if (asked.owner === undefined) {
      askLog(asked)
    } else if (asked.request.type === 'bankTransfer') {
      transfer(nowMs, asked, asked.owner, asked.request, out)
    } else {
      move(nowMs, asked, asked.owner, asked.request, out)
    }
  }

  const askLog = (asked: Asked): void => {
    asked.isBusy = true
    log.ask(asked.request.account, (nowMs, told, out) => {
      asked.isBusy = false
      if (open.get(asked.ticket) === asked) {
        learn(nowMs, asked, told, out)
      }
    })
  }

  const learn = (nowMs: NowMs, asked: Asked, told: LogAnswer, out: Out): void => {
    const { account } = asked.request
    if (told.type !== 'account') {
      asked.dueMs = nowMs + settings.resendMsMin
    } else if (told.owner === undefined) {
      refuse(asked, 'noAccount', `there is no account ${account}`, false, out)
    } else {
      asked.owner = told.owner
      asked.epoch = told.epoch
      advance(nowMs, asked, out)
    }
  }

  const transfer = (
    nowMs: NowMs,
    asked: Asked,
    owner: PeerId,
    { account, to, amount, level = 'local' }: BankTransferRequest,
    out: Out
  ): void => {
    const { ticket, operation, epoch, deadlineMs } = asked
    const order = { account, to, amount, operation }
    if (owner !== self) {
      const waitMs = waitMsOf(nowMs, deadlineMs)
      asked.isOut = true
      send(owner, { type: 'transfer', chain, ticket, epoch, transfer: order, level, waitMs }, out)
      return
    }
    const bar = epochs.bar()
    if (bar !== undefined && !asked.isOrdered && !orders.knows(operation)) {
      refuseBarred(
        asked,
        bar,
        `this vehicle owns ${account} and may not issue from it: ${bar}`,
        true,
        out
      )
      return
    }
    asked.isOrdered = true
    epochs.begin(nowMs, undefined, out)
    orders.add(nowMs, { peer: self, ticket, level, untilMs: deadlineMs }, order, out)
  }

  const move = (
    nowMs: NowMs,
    asked: Asked,
    owner: PeerId,
    { account, to = self, force }: BankMoveRequest,
    out: Out
  ): void => {
    const { ticket, epoch, sinceMs, deadlineMs } = asked
    const isLate = nowMs >= sinceMs + (deadlineMs - sinceMs) * SILENCE_SHARE
    const mayTake = asked.isGivenUp || (force !== undefined && isLate)
    if (owner === to) {
      if (owner === self && force === 'keepersGone') {
        epochs.begin(nowMs, nowMs + settings.collectMs, out)
      }
      moved(asked, to, out)
    } else if (epochs.bar() !== undefined && (owner === self || mayTake)) {
      const text = 'only a member of the group gives an account away, or takes it from who is none'
      refuse(asked, 'notMember', text, false, out)
    } else if (owner === self) {
      epochs.begin(nowMs, undefined, out)
      moves.give(nowMs, { peer: self, ticket, untilMs: deadlineMs }, account, to, out)
    } else if (!mayTake) {
      const waitMs = waitMsOf(nowMs, deadlineMs)
      asked.isOut = true
      send(owner, { type: 'move', chain, ticket, epoch, account, to, waitMs }, out)
    } else {
      take(nowMs, asked, owner, out)
    }
  }

  const take = (nowMs: NowMs, asked: Asked, owner: PeerId, out: Out): void => {
    const { request, ticket, epoch, deadlineMs } = asked
    const force = request.type === 'bankMove' ? request.force : undefined
    const to = request.type === 'bankMove' ? (request.to ?? self) : self
    asked.isBusy = true
    asked.isOut = true
    moves.take(
      nowMs,
      {
        ...{ account: request.account, owner, to, needsOwner: force === undefined },
        anyFromMs: force === 'keepersGone' ? nowMs + settings.collectMs : undefined,
        // In time to say that nothing was done.
        untilMs: nowMs + (deadlineMs - nowMs) * PATIENCE_SHARE,
        done(at, outcome, sink) {
          asked.isBusy = false
          if (outcome !== undefined) {
            answered(at, owner, ticket, epoch, outcome, sink)
          }
        }
      },
      out
    )
  }

  const moved = (asked: Asked, owner: PeerId, out: Out): void => {
    const value: AccountMoved = { chain, account: asked.request.account, owner }
    reply(asked, { type: 'ok', value }, out)
  }

  const done = (
    asked: Asked,
    owner: PeerId,
    { level, seq, height }: Extract<Outcome, { type: 'done' }>,
    out: Out
  ): void => {
    if (asked.request.type === 'bankMove') {
      moved(asked, asked.request.to ?? self, out)
      return
    }
    const { operation, epoch } = asked
    const value: Transferred = {
      ...{ chain, operation, level, owner, epoch },
      seq: seq === 0 ? undefined : seq,
      height: height === 0 ? undefined : height
    }
    reply(asked, { type: 'ok', value }, out)
  }

  const answered: Asking['answered'] = (nowMs, from, ticket, epoch, told, out) => {
    const asked = open.get(ticket)
    if (asked === undefined || (told.type !== 'done' && asked.owner !== from)) {
      return
    }
    switch (told.type) {
      case 'done':
        asked.epoch = epoch
        done(asked, from, told, out)
        break
      case 'refused':
        if (asked.request.type === 'bankMove' && told.reason === 'notMember' && !asked.isGivenUp) {
          asked.isGivenUp = true
          advance(nowMs, asked, out)
          break
        }
        if (asked.request.type === 'bankTransfer' && told.reason === 'notMember') {
          refuseBarred(asked, told.reason, told.text, told.retry, out)
          break
        }
        if (told.reason === 'oldEpoch') {
          askAnew(nowMs, asked)
          break
        }
        refuse(asked, told.reason, told.text, told.retry, out)
        break
      case 'again':
        if (asked.epoch !== epoch) {
          asked.epoch = epoch
          asked.sent = 0
          advance(nowMs, asked, out)
        }
        break
      case 'notOwner':
        askAnew(nowMs, asked)
        break
    }
  }

  /** Whoever has answered, or this vehicle, may be behind; the log knows. */
  const askAnew = (nowMs: NowMs, asked: Asked): void => {
    open.delete(asked.ticket)
    asked.ticket = ++tickets
    open.set(asked.ticket, asked)
    asked.isOrdered = false
    asked.owner = undefined
    asked.isStale = true
    asked.dueMs = nowMs + settings.resendMsMin
  }

  const expire = (asked: Asked, out: Out): void => {
    const { request, ticket, owner, isOrdered, isOut, isBusy } = asked
    const isGiving = request.type === 'bankMove' && owner === self
    const isHere = isGiving || (isOrdered && !orders.withdraw(self, ticket))
    if (!isOut && !isHere && !(isBusy && request.type === 'bankMove')) {
      // Without the log nobody says who owns the account, and an owner here can issue no more.
      const isLog = owner === undefined || owner === self
      const who = isLog ? 'the log of the group' : 'the owner of the account'
      refuse(asked, 'unreachable', `${who} has not answered in time`, true, out)
    } else {
      unknown(asked, out)
    }
  }

  const faultOf = (request: BankTransferRequest | BankMoveRequest, operation: string): string =>
    (request.type === 'bankTransfer'
      ? transferFault({ ...request, operation })
      : (accountFault(request.account) ?? ownerFault(request.to ?? self))) ?? ''

  return {
    get size() {
      return open.size
    },
    request(nowMs, id, request, out) {
      const given = request.type === 'bankTransfer' ? request.operation : request.account
      const ticket = ++tickets
      const operation = given ?? `${self.slice(-8)}-${ticket.toString(36)}`
      const waitMs = request.deadlineMs ?? settings.deadlineMs
      const asked: Asked = {
        ...{ ticket, id, request, operation, sinceMs: nowMs, deadlineMs: nowMs + waitMs },
        ...{
          owner: undefined,
          epoch: 0,
          isStale: false,
          isGivenUp: false,
          isBusy: false,
          sent: 0,
          isOrdered: false,
          isOut: false,
          dueMs: nowMs
        }
      }
      const fault = faultOf(request, operation)
      if (fault !== '') {
        refuse(asked, 'invalid', fault, false, out)
      } else if (open.size >= ASKED_MAX) {
        refuse(asked, 'busy', `${ASKED_MAX} requests wait already`, true, out)
      } else {
        open.set(ticket, asked)
        advance(nowMs, asked, out)
      }
    },
    answered,
    tick(nowMs, out) {
      for (const asked of open.values()) {
        if (nowMs >= asked.deadlineMs) {
          expire(asked, out)
        } else if (nowMs >= asked.dueMs) {
          advance(nowMs, asked, out)
        }
      }
    }
  }
}

/** How long an owner is to wait; a message names no more. */
function waitMsOf(nowMs: NowMs, deadlineMs: NowMs): number {
  return Math.min(WAIT_MS_MAX, Math.max(0, Math.round(deadlineMs - nowMs)))
}
