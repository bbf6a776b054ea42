/**
 * Giving accounts away: the owner's side, and the way without an owner that is gone.
 *
 * Keeps: an account that is given away issues nothing more until the log has said whether it is; it
 * goes only when nothing of it is pending, so that no transfer meets another owner.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { AccountId, Batch } from '../../core/transfer.ts'
import type { Epochs } from './epochs.ts'
import { MOVES_MAX } from './limits.ts'
import { refuse } from './orders.ts'
import type { BranchParts } from './parts.ts'
import type { Recovery } from './recovery.ts'
import type { LogAnswer, Out, Outcome, Written } from './types.ts'

export interface Moves {
  readonly size: number
  /** Something pending is in the way of a move. */
  readonly wantsLog: boolean
  isMoving(account: AccountId): boolean
  /** Gives an account of this vehicle away; not when that has not begun in time. */
  give(nowMs: NowMs, asker: Asker, account: AccountId, to: PeerId, out: Out): void
  /** Takes an account from an owner that does not answer. */
  take(nowMs: NowMs, task: Taking, out: Out): void
  progress(nowMs: NowMs, out: Out): void
}

/** Who wants an account to be given away. */
export interface Asker {
  readonly peer: PeerId
  readonly ticket: number
  readonly untilMs: NowMs
}

export interface Taking {
  readonly account: AccountId
  readonly owner: PeerId
  readonly to: PeerId
  /** Only once the owner has told what it has. */
  readonly needsOwner: boolean
  /** From then on without a majority of keepers; undefined for never. */
  readonly anyFromMs: NowMs | undefined
  /** Gives up then, unless a majority has answered. */
  readonly untilMs: NowMs
  /** Without an outcome nobody knows; it may be tried again. */
  done(nowMs: NowMs, outcome: Outcome | undefined, out: Out): void
}

interface Giving {
  readonly to: PeerId
  readonly waiters: Map<string, Asker>
  /** In which it was first asked of the log; the log takes it in no other. */
  epoch: number | undefined
  /** Block that has moved it. */
  movedAt: number | undefined
  isWriting: boolean
  dueMs: NowMs
}

export interface MovePorts {
  readonly epochs: Epochs
  readonly recovery: Recovery
  answer(peer: PeerId, ticket: number, epoch: number, outcome: Outcome, out: Out): void
}

const MOVED = { type: 'done', level: 'committed', seq: 0, height: 0 } as const

export function createMoves(
  { environment, settings, pending, log, books, fact }: BranchParts,
  { epochs, recovery, answer }: MovePorts
): Moves {
  const { self } = environment
  const givings = new Map<AccountId, Giving>()
  let taking: Taking | undefined

  const tell = (account: AccountId, giving: Giving, outcome: Outcome, out: Out): void => {
    fact('bank:moved', { account, to: giving.to, outcome: outcome.type }, out)
    for (const { peer, ticket } of giving.waiters.values()) {
      answer(peer, ticket, epochs.epoch, outcome, out)
    }
    giving.waiters.clear()
  }

  const given = (nowMs: NowMs, account: AccountId, told: LogAnswer, out: Out): void => {
    const giving = givings.get(account)
    if (giving === undefined) {
      return
    }
    giving.isWriting = false
    if (told.type === 'written') {
      // It stays closed until the state here has seen that block, too.
      giving.movedAt = told.height
      tell(account, giving, { ...MOVED, height: told.height }, out)
    } else if (told.type === 'refused') {
      givings.delete(account)
      tell(account, giving, refuse(told.reason, told.text, true), out)
    } else {
      // It may be in the log or come there yet: until that is known the account stays closed.
      giving.dueMs = nowMs + settings.resendMsMin
    }
  }

  /**
   * It is gone, and that is seen here, or will be before this vehicle issues again: the log begins its
   * next epoch behind the move. Or nobody waits any more for what has not begun.
   */
  const isOver = (nowMs: NowMs, { movedAt, epoch, waiters }: Giving): boolean =>
    movedAt === undefined
      ? epoch === undefined && [...waiters.values()].every(({ untilMs }) => nowMs >= untilMs)
      : (books()?.applied ?? 0) >= movedAt || epochs.phase === 'idle'

  const tryGive = (nowMs: NowMs, account: AccountId, giving: Giving): void => {
    const isReady = giving.epoch !== undefined || epochs.phase === 'issuing'
    const isBusy = giving.isWriting || giving.movedAt !== undefined || nowMs < giving.dueMs
    if (isBusy || !isReady || pending.spent(account) > 0n) {
      return
    }
    giving.epoch ??= epochs.epoch
    giving.isWriting = true
    const { epoch, to } = giving
    log.write({ type: 'move', account, owner: self, epoch, to }, (at, told, out) =>
      given(at, account, told, out)
    )
  }

  /** The epoch of the owner is over: the account may go. */
  const moveFrom = (task: Taking, epoch: number): void => {
    const { account, owner, to } = task
    const what: Written = { type: 'move', account, owner, epoch, to }
    log.write(what, (nowMs, told, out) => finish(nowMs, task, told, out))
  }

  const finish = (nowMs: NowMs, task: Taking, told: LogAnswer, out: Out): void => {
    taking = undefined
    const { account, owner, to } = task
    if (told.type === 'written') {
      fact('bank:taken', { account, owner, to }, out)
      task.done(nowMs, { ...MOVED, height: told.height }, out)
    } else {
      const isKnown = told.type === 'refused'
      task.done(nowMs, isKnown ? refuse(told.reason, told.text, true) : undefined, out)
    }
  }

  const endEpoch = (task: Taking, epoch: number, batches: readonly Batch[]): void => {
    const { owner } = task
    log.write({ type: 'end', owner, epoch, batches }, (nowMs, told, out) => {
      if (told.type === 'written') {
        moveFrom(task, epoch)
      } else {
        finish(nowMs, task, told, out)
      }
    })
  }

  return {
    get size() {
      return givings.size
    },
    get wantsLog() {
      return [...givings.keys()].some((account) => pending.spent(account) > 0n)
    },
    isMoving: (account) => givings.has(account),
    give(nowMs, asker, account, to, out) {
      const { peer, ticket } = asker
      const known = givings.get(account)
      const tellNow = (outcome: Outcome): void => answer(peer, ticket, epochs.epoch, outcome, out)
      if (known !== undefined && known.to !== to) {
        tellNow(refuse('busy', `${account} goes to another vehicle`, true))
      } else if (known === undefined && givings.size >= MOVES_MAX) {
        tellNow(refuse('busy', `${MOVES_MAX} accounts move already`, true))
      } else if (known?.movedAt !== undefined) {
        tellNow({ ...MOVED, height: known.movedAt })
      } else {
        const fresh = { to, waiters: new Map(), epoch: undefined, isWriting: false }
        const giving: Giving = known ?? { ...fresh, movedAt: undefined, dueMs: nowMs }
        giving.waiters.set(`${peer} ${ticket}`, asker)
        givings.set(account, giving)
        tryGive(nowMs, account, giving)
      }
    },
    take(nowMs, task, out) {
      if (taking !== undefined) {
        task.done(nowMs, refuse('busy', 'another account is being taken', true), out)
        return
      }
      taking = task
      const { owner, needsOwner, anyFromMs } = task
      const told = books()?.owner(owner)
      if (told === undefined || !told.isOpen) {
        moveFrom(task, told?.epoch ?? 0)
        return
      }
      const { epoch, keepers } = told
      const done = (_: NowMs, batches: readonly Batch[]): void => endEpoch(task, epoch, batches)
      recovery.start(nowMs, { owner, epoch, keepers, needsOwner, anyFromMs, done }, out)
    },
    progress(nowMs, out) {
      if (taking !== undefined && recovery.isOpen && nowMs >= taking.untilMs) {
        const { done, owner } = taking
        recovery.stop()
        taking = undefined
        const text = `no majority of those who keep copies for ${owner} has answered`
        done(nowMs, refuse('unreachable', text, true), out)
      }
      for (const [account, giving] of givings) {
        if (isOver(nowMs, giving)) {
          givings.delete(account)
        } else {
          tryGive(nowMs, account, giving)
        }
      }
    }
  }
}
