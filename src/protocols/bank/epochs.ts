/**
 * The owner's epochs: when this vehicle may issue transfers, under which numbers, and what becomes of
 * those that it issued before.
 *
 * Keeps: it issues only in an epoch that this run of it has begun in the log, so a disk that is older
 * than it should be, a lost one, and a message of a former run can never make it spend money twice;
 * before a new epoch begins, everything of the old one that counted as backed is settled.
 */
import type { Booth } from '../../core/booth.ts'
import type { NowMs } from '../../core/machine.ts'
import { type Batch, TRANSFERS_MAX, type Transfer } from '../../core/transfer.ts'
import type { Backing } from './backing.ts'
import type { LostBook } from './lost.ts'
import { isSameEntry } from './orders.ts'
import type { BranchParts } from './parts.ts'
import type { Item } from './pending.ts'
import type { Recovery } from './recovery.ts'
import type { LogAnswer, Out, OwnerEpoch, Phase, Settled } from './types.ts'

/** Words of the bank for a transfer that it has settled without moving money. */
const REJECTIONS: ReadonlySet<string> = new Set(['notOwner', 'noAccount', 'insufficientFunds'])

export interface Epochs {
  readonly phase: Phase
  /** In which this vehicle issues, or issued last in this run; 0 for none. */
  readonly epoch: number
  /** Transfers of this epoch up to this number are settled. */
  readonly settledTo: number
  /** Something was issued, here or by an earlier run, and waits for an epoch to begin. */
  readonly mustBegin: boolean
  /** Why this vehicle may issue nothing, in one word, or undefined. */
  bar(): string | undefined
  /** Begins an epoch unless one has begun. From `anyFromMs` on without a majority of keepers. */
  begin(nowMs: NowMs, anyFromMs: NowMs | undefined, out: Out): void
  /** Somebody is about to end this epoch: nothing more is issued in it. What is pending of it. */
  fenced(nowMs: NowMs, epoch: number, out: Out): Batch | undefined
  /** Issues a transfer that was checked. Only while `issuing`. */
  issue(nowMs: NowMs, transfer: Transfer, out: Out): Item
  /** The log may have gone on. */
  refresh(nowMs: NowMs, out: Out): void
  /** What became of pending transfers, told to a vehicle that follows the log no more. */
  retire(batch: Batch, height: number, outcomes: readonly string[], out: Out): void
  tick(nowMs: NowMs, out: Out): void
}

export interface EpochPorts {
  readonly backing: Backing
  readonly recovery: Recovery
  readonly lost: LostBook
  /** An item is settled; `entry` is undefined when the log has forgotten how. */
  settled(item: Item, entry: Settled | undefined, out: Out): void
  gone(item: Item, reason: string, out: Out): void
  begun(nowMs: NowMs, out: Out): void
}

/** A begin that this run has put on its way into the log, to be seen in the state here. */
interface Attempt {
  /** That it begins, unless another has begun in between. */
  readonly epoch: number
  isWritten: boolean
}

export function createEpochs(
  parts: BranchParts,
  { backing, recovery, lost, ...hooks }: EpochPorts
): Epochs {
  const { environment, settings, ports, chain, pending, log, books, fact } = parts
  const { self } = environment
  let phase: Phase = 'idle'
  let epoch = 0
  let nextSeq = 1
  let settledTo = 0
  let boothNumber = 0
  let attempt: Attempt | undefined
  /** Everything that was ever issued in `epoch` is known here. */
  let isComplete = false
  let dueMs = 0
  let anyMs: NowMs | undefined

  const memberBooth = (): Booth | undefined => {
    const booth = ports.boothOf(chain)
    const index = booth?.members.indexOf(self) ?? -1
    return booth?.incarnations[index] === ports.incarnation ? booth : undefined
  }

  const pause = (nowMs: NowMs): void => {
    phase = 'idle'
    attempt = undefined
    dueMs = nowMs + settings.resendMsMin
  }

  const writeBegin = (ended: number, batches: readonly Batch[]): void => {
    const booth = memberBooth()
    if (booth === undefined) {
      phase = 'idle'
      return
    }
    phase = 'beginning'
    boothNumber = booth.number
    const { incarnation } = ports
    const keepers = booth.members.map((peer, i) => ({
      peer,
      incarnation: booth.incarnations[i] ?? ''
    }))
    const fitting = newestThatFit(batches)
    const what = { type: 'begin', owner: self, epoch: ended, incarnation, keepers } as const
    const begun = { epoch: ended + 1, isWritten: false }
    attempt = begun
    log.write({ ...what, batches: fitting }, (nowMs, answer, out) => {
      took(nowMs, begun, answer, out)
    })
  }

  const took = (nowMs: NowMs, begun: Attempt, answer: LogAnswer, out: Out): void => {
    if (attempt !== begun) {
      return // It was fenced on its way, and perhaps another has begun.
    }
    if (answer.type === 'written') {
      begun.isWritten = true
      refresh(nowMs, out)
    } else {
      pause(nowMs)
    }
  }

  const start = (nowMs: NowMs, out: Out): void => {
    const told = books()?.owner(self)
    const ended = told?.epoch ?? 0
    if (told === undefined || !told.isOpen) {
      writeBegin(ended, [])
    } else if (isComplete && epoch === ended) {
      const own = pending.batch(ended, told.lastSeq)
      writeBegin(ended, own === undefined ? [] : [own])
    } else {
      phase = 'recovering'
      const { keepers } = told
      const of = { owner: self, epoch: ended, keepers }
      const task = { ...of, needsOwner: false, anyFromMs: anyMs }
      recovery.start(nowMs, { ...task, done: (_, batches) => writeBegin(ended, batches) }, out)
    }
  }

  const stop = (reason: string, out: Out): void => {
    phase = 'idle'
    fact('bank:stopped', { epoch, reason, pending: pending.size }, out)
  }

  const begun = (nowMs: NowMs, told: OwnerEpoch, out: Out): void => {
    phase = 'issuing'
    epoch = told.epoch
    nextSeq = told.lastSeq + 1
    isComplete = true
    attempt = undefined
    anyMs = undefined
    backing.begin(epoch, told.keepers)
    const keepers = told.keepers.map(({ peer }) => peer)
    fact('bank:begun', { epoch, keepers, pending: pending.size }, out)
    settle(told, out)
    for (const item of pending.items()) {
      if (item.epoch < epoch) {
        reissue(nowMs, item, told, out)
      }
    }
    hooks.begun(nowMs, out)
  }

  /** Transfers of an epoch that has ended without them: issued anew, as long as they can be paid. */
  const reissue = (nowMs: NowMs, item: Item, told: OwnerEpoch, out: Out): void => {
    const { account, to, amount, operation } = item.transfer
    const view = books()
    const from = view?.account(account)
    const [entry] = view?.settled([operation]) ?? []
    const isKnown = told.ends.some((end) => end.epoch === item.epoch)
    pending.drop([item], out)
    if (entry !== undefined) {
      conclude(item, entry, out)
    } else if (!isKnown) {
      lose(item, 'forgotten', out)
    } else if (from === undefined || view?.account(to) === undefined) {
      lose(item, 'noAccount', out)
    } else if (from.owner !== self) {
      lose(item, 'notOwner', out)
    } else if (from.balance - pending.spent(account) < amount) {
      lose(item, 'insufficientFunds', out)
    } else {
      issue(nowMs, item.transfer, out)
    }
  }

  const conclude = (item: Item, entry: Settled | undefined, out: Out): void => {
    // The log has settled it; under its operation perhaps another, and then nothing has come of it.
    if (entry !== undefined && !isSameEntry(entry, item.transfer)) {
      lost.note(item, 'operationUsed', out)
    }
    hooks.settled(item, entry, out)
  }

  const lose = (item: Item, reason: string, out: Out): void => {
    lost.note(item, reason, out)
    hooks.gone(item, reason, out)
  }

  /** Drops what the log has settled. */
  const settle = (told: OwnerEpoch, out: Out): void => {
    const done = pending.items().filter((item) => isSettled(told, item))
    for (let i = 0; i < done.length; i += TRANSFERS_MAX) {
      const some = done.slice(i, i + TRANSFERS_MAX)
      const entries = books()?.settled(some.map(({ transfer }) => transfer.operation)) ?? []
      const byOperation = new Map(entries.map((entry) => [entry.operation, entry]))
      pending.drop(some, out)
      for (const item of some) {
        conclude(item, byOperation.get(item.transfer.operation), out)
      }
    }
  }

  const refresh = (nowMs: NowMs, out: Out): void => {
    const told = books()?.owner(self)
    if (told === undefined) {
      return
    }
    if (attempt?.isWritten === true && told.epoch >= attempt.epoch) {
      if (told.epoch === attempt.epoch && told.isOpen) {
        begun(nowMs, told, out)
      } else {
        isComplete = false
        pause(nowMs)
      }
    }
    if (phase === 'issuing' && (told.epoch !== epoch || !told.isOpen)) {
      isComplete = false
      stop('ended', out)
    }
    settledTo = told.epoch === epoch ? told.lastSeq : settledTo
    settle(told, out)
  }

  const issue = (nowMs: NowMs, transfer: Transfer, out: Out): Item => {
    const item = { epoch, seq: nextSeq++, transfer, sinceMs: nowMs }
    pending.add(item, out)
    return item
  }

  const bar = (): string | undefined =>
    environment.isDamaged
      ? 'damaged'
      : memberBooth() === undefined || books() === undefined
        ? 'notMember'
        : undefined

  /** An earlier run has left an epoch, of which keepers may have what this disk has lost. */
  const isLeftOpen = (): boolean => {
    const told = books()?.owner(self)
    return told?.isOpen === true && told.epoch !== epoch && bar() === undefined
  }

  const mustBegin = (): boolean => phase !== 'issuing' && (pending.size > 0 || isLeftOpen())

  const begin = (nowMs: NowMs, anyFromMs: NowMs | undefined, out: Out): void => {
    if (anyFromMs !== undefined && anyMs === undefined) {
      anyMs = anyFromMs
      if (phase === 'recovering') {
        recovery.stop()
        phase = 'idle'
      }
    }
    if (phase === 'idle' && nowMs >= dueMs && bar() === undefined) {
      dueMs = nowMs + settings.resendMsMin
      start(nowMs, out)
    }
  }

  return {
    get phase() {
      return phase
    },
    get epoch() {
      return epoch
    },
    get settledTo() {
      return settledTo
    },
    get mustBegin() {
      return mustBegin()
    },
    bar,
    begin,
    issue,
    refresh,
    fenced(nowMs, of, out) {
      if (phase === 'issuing' && of >= epoch) {
        stop('fenced', out)
        dueMs = nowMs + settings.resendMsMax
      } else if (attempt !== undefined && of >= attempt.epoch) {
        // The log may have it; this run issues nothing in it, and ends it by its next one.
        pause(nowMs)
      }
      return pending.batch(of, 0)
    },
    retire(batch, height, outcomes, out) {
      for (const item of pending.items(batch.epoch)) {
        const outcome = outcomes[item.seq - batch.from]
        if (outcome === undefined || outcome === 'gap') {
          continue
        }
        const entry = entryOf(item.transfer, height, outcome)
        if (entry !== undefined) {
          pending.drop([item], out)
          hooks.settled(item, entry, out)
          continue
        }
        // Nothing was done now. Before, it may have been, perhaps by the next owner of the account.
        log.askOperation(item.transfer.operation, (_, told, to) => {
          const isOpen = pending.find(item.transfer.operation) === item
          // A member again finds out by its own state, and may issue it anew.
          if (told.type !== 'operation' || !isOpen || bar() === undefined) {
            return
          }
          pending.drop([item], to)
          if (told.entry !== undefined || outcome === 'duplicate') {
            conclude(item, told.entry, to)
          } else {
            lose(item, 'notOwner', to)
          }
        })
      }
    },
    tick(nowMs, out) {
      const booth = memberBooth()
      if (phase === 'issuing' && booth === undefined) {
        stop('notMember', out)
      } else if (phase === 'issuing' && booth !== undefined && booth.number !== boothNumber) {
        // The next epoch has the new members for keepers.
        stop('members', out)
        begin(nowMs, undefined, out)
      } else if (mustBegin()) {
        begin(nowMs, undefined, out)
      }
    }
  }
}

function isSettled({ epoch, lastSeq, ends }: OwnerEpoch, item: Item): boolean {
  const last =
    item.epoch === epoch ? lastSeq : ends.find((end) => end.epoch === item.epoch)?.lastSeq
  return last !== undefined && item.seq <= last
}

/** What the log has made of a transfer just now, or undefined when it did nothing with it. */
function entryOf(transfer: Transfer, height: number, outcome: string): Settled | undefined {
  const { account, to, amount, operation } = transfer
  const of = { operation, height, account, other: to, amount }
  return outcome === 'applied'
    ? { ...of, kind: 'transfer', reason: '' }
    : REJECTIONS.has(outcome)
      ? { ...of, kind: 'rejected', reason: outcome }
      : undefined
}

/** The newest of these transfers that fit one operation; what lies before them is settled. */
function newestThatFit(batches: readonly Batch[]): readonly Batch[] {
  let room = TRANSFERS_MAX
  const fitting: Batch[] = []
  for (const batch of [...batches].reverse()) {
    const gone = Math.max(0, batch.transfers.length - room)
    room -= batch.transfers.length - gone
    if (gone < batch.transfers.length) {
      fitting.unshift({
        ...batch,
        from: batch.from + gone,
        transfers: batch.transfers.slice(gone)
      })
    }
  }
  return fitting
}
