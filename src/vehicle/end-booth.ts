/**
 * The end of a booth, from the caller's one request to its one answer: open if needed, seal with the
 * last records, place the backups.
 *
 * Keeps: the same operation id never does anything twice; when the seal is certified, however late,
 * the placement goes on by itself, also over a restart, whatever became of the caller.
 */

import type { ChainId } from '../core/genesis.ts'
import type { Disk, NowMs, Reply, Sink } from '../core/machine.ts'
import { operationIdFault } from '../core/operation-id.ts'
import type { PeerId } from '../core/peer.ts'
import type { PlacementReport, Signal } from '../core/signal.ts'
import {
  createOperation,
  forgetOldest,
  highestUnplaced,
  isSealing,
  isUnsealed,
  type Operation,
  restoreOperations,
  type Sealed,
  storeOperation,
  type Waiter
} from './operations.ts'
import type { BoothEnded, EndBoothRequest } from './requests.ts'
import type { VehicleEffect } from './types.ts'

type Out = Sink<VehicleEffect>

/** Requests that this coordinator makes of the machines; answered by `answered`. */
export type BoothStep =
  | { readonly type: 'openBooth'; readonly chain: ChainId; readonly members: readonly PeerId[] }
  | {
      readonly type: 'seal'
      readonly chain: ChainId
      readonly operation: string
      readonly entries: readonly Uint8Array[]
    }
  | {
      readonly type: 'place'
      readonly chain: ChainId
      readonly candidates: readonly PeerId[]
      readonly backups?: number
      readonly height: number
      readonly deadlineMs: number
    }

export interface EndBooth {
  start(nowMs: NowMs, out: Out): void
  request(
    nowMs: NowMs,
    id: string,
    request: EndBoothRequest & { readonly chain: ChainId },
    out: Out
  ): void
  /** The reply of a machine to the step with this id. */
  answered(nowMs: NowMs, stepId: string, reply: Reply, out: Out): void
  expired(nowMs: NowMs, timerId: string, out: Out): void
  /** The time has come to begin the end of booth that waits for its chain. */
  next(timerId: string): void
  /** A seal is certified, perhaps of an operation that nobody here waits for any more. */
  sealed(nowMs: NowMs, signal: Extract<Signal, { readonly type: 'sealed' }>, out: Out): void
  placed(signal: Extract<Signal, { readonly type: 'placed' }>, out: Out): void
}

/** Booths opened for one end of booth. */
const OPENED_MAX = 4

/** Ends of booth that wait for one before them. */
const QUEUED_MAX = 1024
const DEADLINE_MS = 10_000

/** Placing answers by the deadline itself, with those that hold a copy by then; this is for that. */
const PLACED_GRACE_MS = 250
const NO_REPORT = { epoch: 0, chosen: [], released: [], pending: [], bytesSent: 0 } as const

export const END_BOOTH_TIMER = 'vehicle:end:'
export const NEXT_BOOTH_TIMER = 'vehicle:next:'

/** `ask` hands a step to the machines; its reply comes back through `answered` with the same id. */
export function createEndBooth(
  disk: Disk,
  ask: (stepId: string, step: BoothStep) => void
): EndBooth {
  const operations = restoreOperations(disk)

  /** The timer of an operation rings for the caller whose time is up first. */
  const arm = (op: Operation, out: Out): void => {
    const firstMs = firstEndMs(op)
    const graceMs = op.stage === 'place' ? PLACED_GRACE_MS : 0
    const atMs = firstMs === undefined ? undefined : firstMs + graceMs
    out.push({ type: 'timer', id: `${END_BOOTH_TIMER}${op.operation}`, atMs })
  }
  /** Answers those whose time is up. */
  const answerDue = (op: Operation, nowMs: NowMs, reply: Reply, out: Out): void => {
    const isDue = ({ endsAtMs }: Waiter): boolean => endsAtMs <= nowMs
    const due = op.waiters.filter(isDue)
    op.waiters = op.waiters.filter((waiter) => !isDue(waiter))
    for (const { id } of due) {
      out.push({ type: 'reply', id, reply })
    }
    arm(op, out)
  }
  const finish = (op: Operation, reply: Reply, out: Out): void =>
    answerDue(op, Number.POSITIVE_INFINITY, reply, out)

  /** Begins an end of booth, or the one that has waited longest for the chain to be free. */
  const begin = (op: Operation): void => {
    const { chain, participants, operation, entries } = op
    op.stage = participants === undefined ? 'seal' : 'open'
    op.opened += participants === undefined ? 0 : 1
    ask(
      operation,
      participants === undefined
        ? { type: 'seal', chain, operation, entries }
        : { type: 'openBooth', chain, members: participants }
    )
  }
  const beginNext = (chain: ChainId): void => {
    const all = [...operations.values()].filter((op) => op.chain === chain)
    const next = all.find((op) => op.stage === 'queued')
    if (next !== undefined && !all.some(isSealing)) {
      begin(next)
    }
  }

  const fail = (nowMs: NowMs, op: Operation, reply: Reply, out: Out): void => {
    operations.delete(op.operation)
    finish(op, reply, out)
    // The next begins in a step of its own: all that wait may be refused at once for the same reason.
    out.push({ type: 'timer', id: `${NEXT_BOOTH_TIMER}${op.chain}`, atMs: nowMs })
  }

  const place = (op: Operation, sealed: Sealed, nowMs: NowMs): void => {
    const candidates = op.participants ?? sealed.members
    const { chain, backups } = op
    const deadlineMs = Math.max(1, (firstEndMs(op) ?? 0) - nowMs)
    // What a table covers by now, made before a crash or for a later booth, is not placed again.
    const { height } = sealed.head
    const step = { type: 'place', chain, candidates, height, deadlineMs } as const
    ask(op.operation, backups === undefined ? step : { ...step, backups })
  }

  const forget = (out: Out): void => {
    const ops = forgetOldest(operations)
    if (ops.length > 0) {
      out.push({ type: 'write', ops })
    }
  }

  const save = (op: Operation, out: Out): void => {
    if (op.sealed !== undefined) {
      out.push({ type: 'write', ops: [storeOperation(op, op.sealed)] })
      forget(out)
    }
  }

  /** Whether a refusal comes of a late seal before it; then this one begins again behind that. */
  const yieldsToLate = (op: Operation, reply: Reply): boolean => {
    const reason = reply.type === 'refused' ? reply.reason : ''
    const others = [...operations.values()].filter((other) => other.chain === op.chain)
    if (reason === 'busy' && others.some((other) => other.isLate && isUnsealed(other))) {
      op.stage = 'queued'
      return true
    }
    if (reason === 'noBooth' && op.participants !== undefined && op.opened < OPENED_MAX) {
      begin(op)
      return true
    }
    return false
  }

  const report = (op: Operation, next: PlacementReport, out: Out): void => {
    op.report = next
    if (next.state === 'sealed') {
      op.stage = 'done'
      save(op, out)
    }
    finish(op, { type: 'ok', value: ended(op, next) }, out)
  }

  /** The seal is certified: notes it, and begins to place. */
  const takeSeal = (nowMs: NowMs, op: Operation, sealed: Sealed, out: Out): void => {
    op.sealed = sealed
    op.entries = []
    op.stage = 'place'
    save(op, out)
    arm(op, out)
    if (op.backups === 0) {
      report(op, { ...underReplicated(op), state: 'sealed' }, out)
    } else {
      place(op, sealed, nowMs)
    }
    beginNext(op.chain)
  }

  const notDone = (nowMs: NowMs, op: Operation, reply: Reply, out: Out): void => {
    if (op.stage === 'place') {
      finish(op, { type: 'ok', value: ended(op, underReplicated(op)) }, out)
    } else if (op.stage === 'seal' && reply.type === 'unknown') {
      op.stage = 'unknown'
      op.entries = []
      finish(op, reply, out)
      forget(out)
      beginNext(op.chain)
    } else if (!yieldsToLate(op, reply)) {
      fail(nowMs, op, reply, out)
    }
  }

  const answered = (nowMs: NowMs, op: Operation, reply: Reply, out: Out): void => {
    if (reply.type !== 'ok') {
      notDone(nowMs, op, reply, out)
      return
    }
    if (op.stage === 'open') {
      const { chain, operation, entries } = op
      op.stage = 'seal'
      ask(op.operation, { type: 'seal', chain, operation, entries })
    } else if (op.stage === 'seal') {
      takeSeal(nowMs, op, reply.value as Sealed, out)
    } else if (op.stage === 'place') {
      const next = reply.value as PlacementReport
      if (next.state === 'sealed') {
        report(op, next, out)
      } else {
        // Others may have given it more time.
        op.report = next
        answerDue(op, nowMs, { type: 'ok', value: ended(op, next) }, out)
      }
    }
  }

  return {
    start(nowMs) {
      for (const op of highestUnplaced(operations).values()) {
        if (op.sealed !== undefined) {
          place(op, op.sealed, nowMs)
        }
      }
    },
    request(nowMs, id, request, out) {
      const fault = requestFault(request)
      if (fault !== undefined) {
        out.push({ type: 'reply', id, reply: fault })
        return
      }
      const known = operations.get(request.operation)
      if (known?.stage === 'done' && known.report !== undefined) {
        out.push({ type: 'reply', id, reply: { type: 'ok', value: ended(known, known.report) } })
        return
      }
      const waiter = { id, endsAtMs: nowMs + (request.deadlineMs ?? DEADLINE_MS) }
      if (known !== undefined && known.stage !== 'unknown') {
        known.waiters = [...known.waiters, waiter]
        arm(known, out)
        return
      }
      const others = [...operations.values()].filter((op) => op.chain === request.chain)
      if (others.filter((op) => op.stage === 'queued').length >= QUEUED_MAX) {
        const message = 'too many ends of booth wait for this chain; try again later'
        const reply: Reply = { type: 'refused', reason: 'busy', message, retry: true }
        out.push({ type: 'reply', id, reply })
        return
      }
      const op = createOperation(request, [waiter])
      operations.set(op.operation, op)
      arm(op, out)
      if (!others.some((other) => isSealing(other) || other.stage === 'queued')) {
        begin(op)
      }
    },
    answered(nowMs, stepId, reply, out) {
      const op = operations.get(stepId)
      if (op !== undefined) {
        answered(nowMs, op, reply, out)
      }
    },
    expired(nowMs, timerId, out) {
      const op = operations.get(timerId.slice(END_BOOTH_TIMER.length))
      if (op === undefined || op.stage === 'done') {
        return
      }
      const { operation } = op
      const message = `the booth was not sealed in time; ask again with operation ${operation}`
      const reply: Reply =
        op.sealed === undefined
          ? { type: 'unknown', operation, message }
          : { type: 'ok', value: ended(op, op.report ?? underReplicated(op)) }
      answerDue(op, nowMs, reply, out)
      op.isLate = isUnsealed(op) && op.waiters.length === 0
      beginNext(op.chain)
    },
    next: (timerId) => beginNext(timerId.slice(NEXT_BOOTH_TIMER.length)),
    sealed(nowMs, { chain, operation, booth, head, from, members }, out) {
      const known = operations.get(operation)
      // A seal that is being waited for comes as the answer to its step.
      if (known === undefined || known.stage === 'unknown') {
        const op = known ?? createOperation({ chain, operation }, [])
        operations.set(operation, op)
        takeSeal(nowMs, op, { booth, head, from, members }, out)
      }
    },
    placed({ chain, report: next }, out) {
      for (const op of operations.values()) {
        const isIts = op.chain === chain && op.stage === 'place' && op.sealed !== undefined
        if (isIts && next.state === 'sealed' && next.height >= (op.sealed?.head.height ?? 0)) {
          report(op, next, out)
        }
      }
    }
  }
}

/** When the time of the first caller is up. */
function firstEndMs({ waiters }: Operation): NowMs | undefined {
  return waiters.length === 0 ? undefined : Math.min(...waiters.map(({ endsAtMs }) => endsAtMs))
}

function requestFault(request: EndBoothRequest): Reply | undefined {
  const { operation, deadlineMs } = request
  const fault = operationIdFault(operation)
  if (fault !== undefined) {
    return { type: 'refused', reason: 'invalid', message: fault, retry: false }
  }
  if (deadlineMs !== undefined && !(deadlineMs > 0)) {
    const message = `a deadline is a time above 0 ms, not ${deadlineMs}`
    return { type: 'refused', reason: 'invalid', message, retry: false }
  }
  return undefined
}

function ended(op: Operation, report: PlacementReport): BoothEnded {
  const { sealed, operation } = op
  return { ...report, booth: sealed?.booth ?? '', from: sealed?.from ?? 0, operation }
}

function underReplicated(op: Operation): PlacementReport {
  const height = op.sealed?.head.height ?? 0
  return { ...NO_REPORT, chain: op.chain, state: 'underReplicated', height }
}
