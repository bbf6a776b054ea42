/**
 * The branch: what one vehicle does for one bank before the log, as an owner of accounts, as a keeper
 * of what others issue, and for its clients.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Batch } from '../../core/transfer.ts'
import { createAsking } from './asking.ts'
import { createBacking } from './backing.ts'
import { createEpochs } from './epochs.ts'
import { type CopyMessage, createHearing } from './hearing.ts'
import { createKeeper } from './keeper.ts'
import { createLogCalls } from './log-calls.ts'
import { createLostBook } from './lost.ts'
import { createMoves } from './moves.ts'
import type { BankSettings } from './options.ts'
import { createOrders } from './orders.ts'
import type { BranchParts } from './parts.ts'
import { createPendingBook } from './pending.ts'
import { createRecovery } from './recovery.ts'
import { createRounds } from './rounds.ts'
import type {
  BankFlushed,
  BankFlushRequest,
  BankMessage,
  BankPorts,
  BankRequest,
  BranchStatus,
  LogAnswer,
  MoveMessage,
  Out,
  Outcome,
  TransferMessage
} from './types.ts'

export interface Branch {
  message(nowMs: NowMs, from: PeerId, message: BankMessage, out: Out): void
  request(nowMs: NowMs, id: string, request: BankRequest, out: Out): void
  answered(nowMs: NowMs, id: string, answer: LogAnswer, out: Out): void
  timer(nowMs: NowMs, out: Out): void
  /** The log has gone on, or the vehicle has started. */
  refresh(nowMs: NowMs, out: Out): void
  status(): BranchStatus
}

export const TICK_TIMER = 'bank:tick:'

/** Somebody waits until all of these are settled. */
interface Flushing {
  readonly id: string
  /** Whatever number they have by now, for they may be issued anew. */
  readonly operations: readonly string[]
  readonly untilMs: NowMs
}

/** Callers that wait for a flush. */
const FLUSHINGS_MAX = 64

export function createBranch(
  environment: Environment,
  settings: BankSettings,
  chain: ChainId,
  disk: Disk,
  ports: BankPorts
): Branch {
  const { self, isDamaged } = environment
  const parts = partsOf(environment, settings, chain, disk, ports)
  const { pending, log, books, send } = parts
  const hears = createHearing(parts)
  const keeper = createKeeper(chain, ports.incarnation, disk)
  const backing = createBacking(parts)
  const fenceHere = (owner: PeerId, epoch: number, out: Out): Batch | undefined =>
    owner === self ? pending.batch(epoch, 0) : keeper.fence(owner, epoch, out)
  const recovery = createRecovery(parts, fenceHere)
  const takeover = createRecovery(parts, fenceHere)
  const lost = createLostBook(parts, disk)
  const epochs = createEpochs(parts, {
    backing,
    recovery,
    lost,
    settled: (item, entry, out) => orders.settled(item, entry, out),
    gone: (item, reason, out) => orders.lost(item, reason, out),
    begun(nowMs, out) {
      orders.begun()
      orders.progress(nowMs, out)
    }
  })
  const isMoving = (account: string): boolean => moves.isMoving(account)
  const orders = createOrders(parts, { epochs, backing, isMoving, answer })
  const moves = createMoves(parts, { epochs, recovery: takeover, answer })
  const rounds = createRounds(parts, epochs, orders)
  const asking = createAsking(parts, { epochs, orders, moves })
  const tickMs = Math.max(1, Math.floor(Math.min(settings.resendMsMin, settings.collectMs) / 2))
  let flushings: Flushing[] = []
  let clockMs = 0
  let timerMs: NowMs | undefined

  function answer(peer: PeerId, ticket: number, epoch: number, outcome: Outcome, out: Out): void {
    if (peer === self) {
      asking.answered(clockMs, self, ticket, epoch, outcome, out)
    } else {
      send(peer, { type: 'answer', chain, ticket, epoch, outcome }, out)
    }
  }

  const order = (
    nowMs: NowMs,
    from: PeerId,
    message: TransferMessage | MoveMessage,
    out: Out
  ): void => {
    const { ticket, epoch, waitMs } = message
    const account = message.type === 'transfer' ? message.transfer.account : message.account
    const bar = epochs.bar()
    if (bar !== undefined) {
      barred(nowMs, from, message, bar, out)
    } else if (message.type === 'transfer' && orders.knows(message.transfer.operation)) {
      take(nowMs, from, message, out)
    } else if (books()?.account(account)?.owner !== self) {
      orders.decline(from, ticket, { type: 'notOwner' }, out)
    } else if (epochs.phase !== 'issuing') {
      // It is asked again, and then gets the epoch that has begun.
      epochs.begin(nowMs, undefined, out)
    } else if (epochs.epoch !== epoch) {
      answer(from, ticket, epochs.epoch, { type: 'again' }, out)
    } else if (message.type === 'move') {
      const untilMs = nowMs + waitMs
      moves.give(nowMs, { peer: from, ticket, untilMs }, account, message.to, out)
    } else {
      take(nowMs, from, message, out)
    }
  }

  const take = (nowMs: NowMs, from: PeerId, message: TransferMessage, out: Out): void => {
    const { ticket, level, transfer, waitMs } = message
    orders.add(nowMs, { peer: from, ticket, level, untilMs: nowMs + waitMs }, transfer, out)
  }

  /** Nothing is issued here now; but what was, must not be called refused. */
  const barred = (
    nowMs: NowMs,
    from: PeerId,
    message: TransferMessage | MoveMessage,
    reason: string,
    out: Out
  ): void => {
    const { ticket, epoch } = message
    const text = `the owner may not issue: ${reason}`
    if (message.type === 'transfer' && orders.knows(message.transfer.operation)) {
      take(nowMs, from, message, out)
    } else if (message.type === 'move' || epoch === epochs.epoch) {
      // Of another epoch nobody here knows whether a run before this one has issued it.
      answer(from, ticket, epochs.epoch, { type: 'refused', reason, text, retry: true }, out)
    }
  }

  const copy = (nowMs: NowMs, from: PeerId, message: CopyMessage, out: Out): void => {
    const { incarnation } = ports
    switch (message.type) {
      case 'keep': {
        const kept = keeper.keep(from, message, out)
        if (kept !== undefined) {
          send(from, kept, out)
        }
        break
      }
      case 'kept':
        if (!backing.kept(from, message)) {
          epochs.fenced(nowMs, message.epoch, out)
        }
        orders.progress(nowMs, out)
        break
      case 'collect': {
        const batch =
          epochs.phase === 'issuing' ? pending.batch(epochs.epoch, epochs.settledTo) : undefined
        send(from, { type: 'pending', chain, round: message.round, batch }, out)
        break
      }
      case 'pending':
        rounds.pending(nowMs, from, message, out)
        break
      case 'fence': {
        const { round, owner, epoch } = message
        const batch =
          owner === self ? epochs.fenced(nowMs, epoch, out) : keeper.fence(owner, epoch, out)
        send(from, { type: 'fenced', chain, round, incarnation, batch }, out)
        break
      }
      case 'fenced':
        recovery.fenced(nowMs, from, message, out)
        takeover.fenced(nowMs, from, message, out)
        break
    }
  }

  const flush = (nowMs: NowMs, id: string, { deadlineMs }: BankFlushRequest, out: Out): void => {
    if (flushings.length >= FLUSHINGS_MAX) {
      const message = `${FLUSHINGS_MAX} callers wait for a flush already`
      reply(id, { type: 'refused', reason: 'busy', message, retry: true }, out)
      return
    }
    const untilMs = nowMs + (deadlineMs ?? settings.deadlineMs)
    const operations = pending.items().map(({ transfer }) => transfer.operation)
    flushings.push({ id, operations, untilMs })
  }

  const reply = (id: string, told: Reply, out: Out): void => {
    out.push({ type: 'reply', id, reply: told })
  }

  const endFlushings = (nowMs: NowMs, out: Out): void => {
    const waiting = flushings
    flushings = []
    for (const one of waiting) {
      if (one.operations.every((operation) => pending.find(operation) === undefined)) {
        const value: BankFlushed = { chain, settled: one.operations.length }
        reply(one.id, { type: 'ok', value }, out)
      } else if (nowMs >= one.untilMs) {
        const message = `${pending.size} transfers are pending still`
        reply(one.id, { type: 'refused', reason: 'unreachable', message, retry: true }, out)
      } else {
        flushings.push(one)
      }
    }
  }

  const isActive = (): boolean =>
    asking.size > 0 ||
    orders.size > 0 ||
    moves.size > 0 ||
    recovery.isOpen ||
    takeover.isOpen ||
    rounds.isBusy ||
    flushings.length > 0 ||
    epochs.phase === 'beginning' ||
    epochs.mustBegin

  /** The last thing in every step: begins what is due and sees to the timer. */
  const settle = (nowMs: NowMs, out: Out): void => {
    if (moves.wantsLog || flushings.length > 0) {
      rounds.flush()
    }
    rounds.progress(nowMs, out)
    moves.progress(nowMs, out)
    endFlushings(nowMs, out)
    const dueMs = isActive() ? nowMs + tickMs : rounds.dueMs
    const atMs = dueMs === undefined ? undefined : Math.max(nowMs + 1, dueMs)
    if (atMs !== undefined && (timerMs === undefined || atMs < timerMs)) {
      timerMs = atMs
      out.push({ type: 'timer', id: `${TICK_TIMER}${chain}`, atMs })
    }
  }

  const refresh = (nowMs: NowMs, out: Out): void => {
    const view = books()
    epochs.refresh(nowMs, out)
    epochs.tick(nowMs, out)
    if (view !== undefined) {
      keeper.settle(view, out)
    }
    orders.progress(nowMs, out)
  }

  const money = (): BranchStatus['money'] => {
    const view = books()
    if (view === undefined) {
      return undefined
    }
    const { minted, total, accounts } = view.totals()
    const [mintedText, totalText] = [String(minted), String(total)]
    const sums = { minted: mintedText, total: totalText, isConserved: minted === total }
    return { ...sums, accounts, height: view.applied }
  }

  return {
    message(nowMs, from, message, out) {
      clockMs = nowMs
      if (message.type === 'answer') {
        const { ticket, epoch, outcome } = message
        asking.answered(nowMs, from, ticket, epoch, outcome, out)
      } else if (message.type === 'transfer' || message.type === 'move') {
        order(nowMs, from, message, out)
      } else if (!isDamaged && hears(from, message)) {
        // A disk that has lost something cannot say what it keeps.
        copy(nowMs, from, message, out)
      }
      settle(nowMs, out)
    },
    request(nowMs, id, request, out) {
      clockMs = nowMs
      if (request.type === 'bankFlush') {
        flush(nowMs, id, request, out)
      } else {
        asking.request(nowMs, id, request, out)
      }
      settle(nowMs, out)
    },
    answered(nowMs, id, told, out) {
      clockMs = nowMs
      log.answered(nowMs, id, told, out)
      refresh(nowMs, out)
      settle(nowMs, out)
    },
    timer(nowMs, out) {
      clockMs = nowMs
      timerMs = undefined
      recovery.tick(nowMs, out)
      takeover.tick(nowMs, out)
      refresh(nowMs, out)
      backing.tick(nowMs, epochs.settledTo, out)
      asking.tick(nowMs, out)
      orders.tick(nowMs, out)
      settle(nowMs, out)
    },
    refresh(nowMs, out) {
      clockMs = nowMs
      refresh(nowMs, out)
      settle(nowMs, out)
    },
    status: () => ({
      chain,
      phase: epochs.phase,
      epoch: epochs.epoch,
      pending: pending.size,
      kept: keeper.size,
      waiting: orders.size + asking.size,
      lost: lost.all,
      money: money()
    })
  }
}

function partsOf(
  environment: Environment,
  settings: BankSettings,
  chain: ChainId,
  disk: Disk,
  ports: BankPorts
): BranchParts {
  return {
    environment,
    settings,
    ports,
    chain,
    pending: createPendingBook(environment.self, chain, disk),
    log: createLogCalls(chain, ports, settings),
    books: () => ports.booksOf(chain),
    send: (to, message, out) => out.push({ type: 'send', to, protocol: 'bank', message }),
    fact: (name, detail, out) =>
      out.push({ type: 'fact', fact: { name, detail: { chain, ...detail } } })
  }
}
