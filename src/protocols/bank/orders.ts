/**
 * Orders at the owner: each is issued, waits for money, or is refused, and everybody who asked for it
 * is answered when it is as safe as they want it.
 *
 * Keeps: an operation is issued once; it is issued only when the account has what is left after
 * everything that is pending (B2); a refusal holds for every copy of the same order.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { TRANSFERS_MAX, type Transfer } from '../../core/transfer.ts'
import type { Backing } from './backing.ts'
import type { Epochs } from './epochs.ts'
import { ORDERS_MAX, REFUSALS_MAX } from './limits.ts'
import type { BranchParts } from './parts.ts'
import type { Item } from './pending.ts'
import type { Books, Level, Out, Outcome, Settled } from './types.ts'

/** Somebody who waits for an order. */
export interface Waiter {
  readonly peer: PeerId
  readonly ticket: number
  readonly level: Level
  readonly untilMs: NowMs
}

export interface Orders {
  /** Orders that somebody waits for. */
  readonly size: number
  /** Somebody waits for something that is issued to be in the log. */
  readonly wantsLog: boolean
  /** Whether it was issued here, or waits to be, as far as this vehicle knows. */
  knows(operation: string): boolean
  add(nowMs: NowMs, waiter: Waiter, transfer: Transfer, out: Out): void
  /** Answers an order that is not taken, now and for every copy of it in this epoch. */
  decline(peer: PeerId, ticket: number, outcome: Outcome, out: Out): void
  /** Tries again what waits. */
  progress(nowMs: NowMs, out: Out): void
  /** The log has settled it, or another transfer under its operation. */
  settled(item: Item, entry: Settled | undefined, out: Out): void
  lost(item: Item, reason: string, out: Out): void
  /** Orders that wait for money, or for the log to be seen up to now. */
  poor(): readonly Order[]
  /** Gives up waiting. Returns whether it is certain that nothing was issued. */
  withdraw(peer: PeerId, ticket: number): boolean
  /** A new epoch: copies of old orders name the old one. */
  begun(): void
  tick(nowMs: NowMs, out: Out): void
}

export interface Order {
  readonly transfer: Transfer
  waiters: Waiter[]
  /** What this block and those before it say of the account decides. */
  freshHeight: number | undefined
  isPoor: boolean
}

export interface OrderPorts {
  readonly epochs: Epochs
  readonly backing: Backing
  /** The account is being given away. */
  isMoving(account: string): boolean
  /** `epoch`: of what is done; otherwise of the owner now. */
  answer(peer: PeerId, ticket: number, epoch: number, outcome: Outcome, out: Out): void
}

export function createOrders(
  parts: BranchParts,
  { epochs, backing, isMoving, answer }: OrderPorts
): Orders {
  const { environment, pending, books } = parts
  const orders = new Map<string, Order>()
  const refusals = new Map<string, Outcome>()
  /** What was settled while this vehicle was no member, so that its state may not say so. */
  const past = new Map<string, Outcome>()

  /** What was issued for an order. It may be issued anew, under another number. */
  const itemOf = ({ transfer }: Order): Item | undefined => pending.find(transfer.operation)

  const tell = (order: Order, outcome: Outcome, out: Out, epoch?: number): void => {
    const { waiters } = order
    order.waiters = []
    orders.delete(order.transfer.operation)
    for (const { peer, ticket } of waiters) {
      say(peer, ticket, outcome, out, epoch)
    }
  }

  /** Of a message there may be copies that come later: each gets the same refusal. */
  const say = (
    peer: PeerId,
    ticket: number,
    outcome: Outcome,
    out: Out,
    epoch: number = epochs.epoch
  ): void => {
    if (outcome.type !== 'done' && peer !== environment.self) {
      refusals.set(`${peer} ${ticket}`, outcome)
      forgetOldest(refusals)
    }
    answer(peer, ticket, epoch, outcome, out)
  }

  /** Answers those for whom it is safe enough. */
  const tellReached = (order: Order, { epoch, seq }: Item, out: Out): void => {
    const level = seq <= backing.backed ? 'backed' : 'local'
    const isEnough = (wanted: Level): boolean =>
      wanted === 'local' || (wanted === 'backed' && level === 'backed')
    const reached = order.waiters.filter((waiter) => isEnough(waiter.level))
    order.waiters = order.waiters.filter((waiter) => !isEnough(waiter.level))
    if (order.waiters.length === 0) {
      orders.delete(order.transfer.operation)
    }
    for (const { peer, ticket } of reached) {
      answer(peer, ticket, epoch, { type: 'done', level, seq, height: 0 }, out)
    }
  }

  const issued = (nowMs: NowMs, order: Order, item: Item, out: Out): void => {
    order.isPoor = false
    if (order.waiters.some(({ level }) => level === 'backed')) {
      backing.want(nowMs, item.seq, epochs.settledTo, out)
    }
    tellReached(order, item, out)
  }

  /** Why an order cannot be issued as things are seen here, or undefined. */
  const obstacle = (view: Books, { account, to, amount }: Transfer): Outcome | undefined => {
    const from = view.account(account)
    if (from === undefined || view.account(to) === undefined) {
      const name = from === undefined ? account : to
      return refuse('noAccount', `there is no account ${name}`, false)
    }
    if (from.owner !== environment.self) {
      return { type: 'notOwner' }
    }
    const left = from.balance - pending.spent(account)
    return left < amount
      ? refuse('insufficientFunds', `${account} has ${left}, ${amount} are to be paid`, true)
      : undefined
  }

  const place = (nowMs: NowMs, order: Order, out: Out): void => {
    const { transfer } = order
    const { operation } = transfer
    const before = past.get(operation)
    if (before !== undefined) {
      tell(order, before, out)
      return
    }
    const known = pending.find(operation)
    const [entry] = known === undefined ? (books()?.settled([operation]) ?? []) : []
    if (known !== undefined && !isSame(known.transfer, transfer)) {
      tell(order, operationUsed(operation), out)
    } else if (known !== undefined) {
      issued(nowMs, order, known, out)
    } else if (entry !== undefined) {
      tell(order, settledOutcome(0, transfer, entry), out)
    } else if (epochs.phase === 'issuing') {
      placeNew(nowMs, order, out)
    }
  }

  const placeNew = (nowMs: NowMs, order: Order, out: Out): void => {
    const { transfer, freshHeight } = order
    const view = books()
    const against = view === undefined ? undefined : obstacle(view, transfer)
    if (view === undefined) {
      return
    }
    const isFresh = freshHeight !== undefined && view.applied >= freshHeight
    // Who is told that another vehicle owns it asks the log by itself.
    if (against !== undefined && (isFresh || against.type === 'notOwner')) {
      tell(order, against, out)
    } else if (against !== undefined) {
      order.isPoor = freshHeight === undefined
    } else if (!isMoving(transfer.account) && pending.size < TRANSFERS_MAX) {
      issued(nowMs, order, epochs.issue(nowMs, transfer, out), out)
    }
  }

  return {
    get size() {
      return orders.size
    },
    get wantsLog() {
      return [...orders.values()].some(
        (order) =>
          order.waiters.some(({ level }) => level === 'committed') && itemOf(order) !== undefined
      )
    },
    knows: (operation) =>
      orders.has(operation) ||
      past.has(operation) ||
      pending.find(operation) !== undefined ||
      (books()?.settled([operation]).length ?? 0) > 0,
    add(nowMs, waiter, transfer, out) {
      const { peer, ticket } = waiter
      const { operation } = transfer
      const before = refusals.get(`${peer} ${ticket}`)
      const known = orders.get(operation)
      if (before !== undefined) {
        say(peer, ticket, before, out)
      } else if (known !== undefined && !isSame(known.transfer, transfer)) {
        say(peer, ticket, operationUsed(operation), out)
      } else if (known === undefined && orders.size >= ORDERS_MAX) {
        const text = `${ORDERS_MAX} orders wait already`
        say(peer, ticket, refuse('busy', text, true), out)
      } else {
        const begun = { transfer, waiters: [], freshHeight: undefined, isPoor: false }
        const order: Order = known ?? begun
        const others = order.waiters.filter((one) => one.peer !== peer || one.ticket !== ticket)
        order.waiters = [...others, waiter]
        orders.set(operation, order)
        place(nowMs, order, out)
      }
    },
    decline: say,
    progress(nowMs, out) {
      for (const order of [...orders.values()]) {
        const item = itemOf(order)
        if (item === undefined) {
          place(nowMs, order, out)
        } else {
          tellReached(order, item, out)
        }
      }
    },
    settled({ epoch, seq, transfer }, entry, out) {
      const order = orders.get(transfer.operation)
      const outcome = settledOutcome(seq, transfer, entry)
      if (epochs.bar() !== undefined) {
        past.set(transfer.operation, outcome)
        forgetOldest(past)
      }
      if (order !== undefined) {
        tell(order, outcome, out, epoch)
      }
    },
    lost({ transfer }, reason, out) {
      const order = orders.get(transfer.operation)
      if (order !== undefined) {
        const text = 'it was issued in an epoch that has ended without it'
        tell(order, refuse(reason, text, false), out)
      }
    },
    poor: () => [...orders.values()].filter(({ isPoor }) => isPoor),
    withdraw(peer, ticket) {
      for (const [operation, order] of orders) {
        const others = order.waiters.filter((one) => one.peer !== peer || one.ticket !== ticket)
        if (others.length < order.waiters.length) {
          order.waiters = others
          if (others.length === 0) {
            orders.delete(operation)
          }
          // Somebody else who waits for it may still get it issued.
          return itemOf(order) === undefined && others.length === 0
        }
      }
      return false
    },
    begun() {
      refusals.clear()
      past.clear()
    },
    tick(nowMs, out) {
      for (const [operation, order] of orders) {
        order.waiters = order.waiters.filter(({ untilMs }) => nowMs < untilMs)
        const item = itemOf(order)
        if (order.waiters.length === 0) {
          orders.delete(operation)
        } else if (item !== undefined) {
          issued(nowMs, order, item, out)
        }
      }
    }
  }
}

function forgetOldest(outcomes: Map<string, Outcome>): void {
  const [oldest = ''] = outcomes.keys()
  if (outcomes.size > REFUSALS_MAX) {
    outcomes.delete(oldest)
  }
}

/** What the log says of a transfer; one that it has forgotten was settled all the same. */
export function settledOutcome(
  seq: number,
  transfer: Transfer,
  entry: Settled | undefined
): Outcome {
  if (entry !== undefined && !isSameEntry(entry, transfer)) {
    return operationUsed(transfer.operation)
  }
  if (entry?.kind === 'rejected') {
    return refuse(entry.reason, `block ${entry.height} has rejected it`, false)
  }
  return { type: 'done', level: 'committed', seq, height: entry?.height ?? 0 }
}

export function refuse(reason: string, text: string, retry: boolean): Outcome {
  return { type: 'refused', reason, text: text.slice(0, 256), retry }
}

function operationUsed(operation: string): Outcome {
  return refuse('operationUsed', `there is another operation ${operation}`, false)
}

function isSame(a: Transfer, b: Transfer): boolean {
  return a.account === b.account && a.to === b.to && a.amount === b.amount
}

/** Whether an entry of the log is of this transfer, and not of another under the same operation. */
export function isSameEntry(
  { kind, account, other, amount }: Settled,
  transfer: Transfer
): boolean {
  const isTransfer = kind === 'transfer' || kind === 'rejected'
  return isTransfer && isSame({ account, to: other, amount, operation: '' }, transfer)
}
