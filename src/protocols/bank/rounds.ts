/**
 * From pending transfers to a block: by age and number, because somebody waits, or in a round that
 * gathers what all owners have issued, because an account here lacks money.
 *
 * Keeps: what is put into the log stays pending until the log is seen to have it, so nothing is lost on
 * the way; who does not answer a round in time is in a later block.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { type Batch, lastOf, TRANSFERS_MAX } from '../../core/transfer.ts'
import type { Epochs } from './epochs.ts'
import type { Order, Orders } from './orders.ts'
import type { BranchParts } from './parts.ts'
import type { LogAnswer, Out, PendingMessage } from './types.ts'

export interface Rounds {
  /** Something is on its way into the log, or is being gathered for it. */
  readonly isBusy: boolean
  /** When something is due by its age; undefined for never. */
  readonly dueMs: NowMs | undefined
  /** Everything that is pending goes into the log as soon as possible. */
  flush(): void
  pending(nowMs: NowMs, from: PeerId, message: PendingMessage, out: Out): void
  /** Begins what is due. */
  progress(nowMs: NowMs, out: Out): void
}

interface Gathering {
  readonly round: number
  readonly orders: readonly Order[]
  readonly asked: Set<PeerId>
  readonly batches: Batch[]
  readonly untilMs: NowMs
}

export function createRounds(parts: BranchParts, epochs: Epochs, orders: Orders): Rounds {
  const { environment, settings, ports, chain, pending, log, send, fact } = parts
  const { self } = environment
  let gathering: Gathering | undefined
  let isWriting = false
  let flushTo: { readonly epoch: number; readonly seq: number } | undefined
  let pauseUntilMs = 0
  /** In the log, and for a while not put there again, though the state here may not show it yet. */
  let written = { epoch: 0, seq: 0, untilMs: 0 }
  let rounds = environment.random.integer(1, 2 ** 31)

  const writtenTo = (): number => (written.epoch === epochs.epoch ? written.seq : 0)

  /** Something was issued behind what is in the log. */
  const hasMore = (): boolean => {
    const { newest } = pending
    return newest !== undefined && (newest.epoch !== epochs.epoch || newest.seq > writtenTo())
  }

  /** What this vehicle has issued; also in an epoch before, when it will begin no other. */
  const own = (): Batch | undefined => {
    const current = pending.batch(epochs.epoch, Math.max(epochs.settledTo, writtenTo()))
    const [oldest] = pending.items()
    const isOver = current === undefined && oldest !== undefined && epochs.bar() === 'notMember'
    return isOver ? pending.batch(oldest.epoch, 0) : current
  }

  const dueMs = (): NowMs | undefined => {
    const { oldestMs } = pending
    return oldestMs === undefined || !hasMore()
      ? undefined
      : Math.max(oldestMs + settings.flushMs, pauseUntilMs)
  }

  const isDue = (nowMs: NowMs): boolean =>
    hasMore() &&
    (pending.size >= settings.flushTransfers ||
      nowMs >= (dueMs() ?? nowMs) ||
      orders.wantsLog ||
      (flushTo !== undefined && flushTo.epoch === epochs.epoch && flushTo.seq > epochs.settledTo))

  const begin = (nowMs: NowMs, poor: readonly Order[], out: Out): void => {
    const members = ports.boothOf(chain)?.members ?? []
    const asked = new Set(members.filter((peer) => peer !== self))
    const untilMs = nowMs + settings.collectMs
    gathering = { round: ++rounds, orders: poor, asked, batches: [], untilMs }
    for (const peer of asked) {
      send(peer, { type: 'collect', chain, round: rounds }, out)
    }
    finish(nowMs, out)
  }

  const finish = (nowMs: NowMs, out: Out): void => {
    const round = gathering
    if (round === undefined || (round.asked.size > 0 && nowMs < round.untilMs)) {
      return
    }
    gathering = undefined
    isWriting = true
    const mine = own()
    const batches = firstThatFit(mine === undefined ? round.batches : [mine, ...round.batches])
    const transfers = batches.reduce((sum, batch) => sum + batch.transfers.length, 0)
    fact('bank:gathered', { owners: batches.length, silent: round.asked.size, transfers }, out)
    const then = (at: NowMs, answer: LogAnswer, to: Out): void => {
      isWriting = false
      if (answer.type === 'written' || answer.type === 'account') {
        for (const order of round.orders) {
          order.freshHeight ??= answer.height
          order.isPoor = false
        }
        orders.progress(at, to)
      } else {
        pauseUntilMs = at + settings.resendMsMin
      }
    }
    const [first] = round.orders
    if (batches.length > 0) {
      log.write({ type: 'transfers', batches }, then)
    } else if (first !== undefined) {
      // Nothing to put into the log: what it says by now decides.
      log.ask(first.transfer.account, then)
    }
  }

  const writeOwn = (): void => {
    const batch = own()
    if (batch === undefined) {
      return
    }
    isWriting = true
    log.write({ type: 'transfers', batches: [batch] }, (nowMs, answer, out) => {
      isWriting = false
      if (answer.type !== 'written') {
        pauseUntilMs = nowMs + settings.resendMsMin
      } else if (epochs.bar() !== undefined) {
        epochs.retire(batch, answer.height, answer.outcomes, out)
        // What the log has to be asked about is pending until it answers.
        pauseUntilMs = nowMs + settings.resendMsMax
      } else {
        const untilMs = nowMs + settings.resendMsMax
        written = { epoch: batch.epoch, seq: lastOf(batch), untilMs }
      }
    })
  }

  return {
    get isBusy() {
      return gathering !== undefined || isWriting
    },
    get dueMs() {
      return dueMs()
    },
    flush() {
      const last = pending.items(epochs.epoch).at(-1)
      flushTo = { epoch: epochs.epoch, seq: last?.seq ?? 0 }
    },
    pending(nowMs, from, { round, batch }, out) {
      if (gathering?.round === round && gathering.asked.delete(from)) {
        if (batch !== undefined && batch.owner === from) {
          gathering.batches.push(batch)
        }
        finish(nowMs, out)
      }
    },
    progress(nowMs, out) {
      finish(nowMs, out)
      if (nowMs >= written.untilMs) {
        written = { epoch: 0, seq: 0, untilMs: Number.POSITIVE_INFINITY }
      }
      if (gathering !== undefined || isWriting || nowMs < pauseUntilMs) {
        return
      }
      const poor = orders.poor()
      if (poor.length > 0) {
        begin(nowMs, poor, out)
      } else if (isDue(nowMs)) {
        writeOwn()
      }
    }
  }
}

/** The first of these transfers that fit one operation. */
function firstThatFit(batches: readonly Batch[]): readonly Batch[] {
  let room = TRANSFERS_MAX
  return batches.flatMap((batch) => {
    const transfers = batch.transfers.slice(0, room)
    room -= transfers.length
    return transfers.length === 0 ? [] : [{ ...batch, transfers }]
  })
}
