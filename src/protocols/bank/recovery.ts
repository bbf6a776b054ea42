/**
 * Before an epoch ends from elsewhere, or after a restart: a majority of those who keep copies of it
 * is made to keep nothing more, and tells what it has.
 *
 * Keeps: whatever counted as backed is on the disk of one who answers, because two majorities of the
 * keepers share one; who lost its disk since has another incarnation and does not count.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { type Batch, lastOf, TRANSFERS_MAX, type Transfer } from '../../core/transfer.ts'
import { type BranchParts, pauseMs } from './parts.ts'
import type { FencedMessage, Keeper, Out } from './types.ts'

export interface Recovery {
  readonly isOpen: boolean
  /** `done` is called once with everything that was told, unless it is stopped before. */
  start(nowMs: NowMs, task: RecoveryTask, out: Out): void
  stop(): void
  fenced(nowMs: NowMs, from: PeerId, message: FencedMessage, out: Out): void
  tick(nowMs: NowMs, out: Out): void
}

export interface RecoveryTask {
  readonly owner: PeerId
  readonly epoch: number
  readonly keepers: readonly Keeper[]
  /** Nothing is done before the owner itself has answered. */
  readonly needsOwner: boolean
  /** From then on fewer than a majority are enough; undefined for never. */
  readonly anyFromMs: NowMs | undefined
  done(nowMs: NowMs, batches: readonly Batch[], out: Out): void
}

interface Running extends RecoveryTask {
  readonly round: number
  readonly told: Map<number, Transfer>
  /** Who still has to answer. */
  readonly asked: Set<PeerId>
  readonly heard: Set<PeerId>
  /** When there were enough; others may still add what they have for a while. */
  enoughMs: NowMs | undefined
  sent: number
  dueMs: NowMs
}

export function createRecovery(
  { environment, settings, chain, ports, send, fact }: BranchParts,
  fenceHere: (owner: PeerId, epoch: number, out: Out) => Batch | undefined
): Recovery {
  const { self } = environment
  let running: Running | undefined
  let rounds = environment.random.integer(1, 2 ** 31)

  const sendAll = (nowMs: NowMs, task: Running, out: Out): void => {
    task.sent++
    task.dueMs = nowMs + pauseMs(settings, task.sent)
    const { round, owner, epoch } = task
    for (const peer of task.asked) {
      send(peer, { type: 'fence', chain, round, owner, epoch }, out)
    }
  }

  const note = (
    task: Running,
    peer: PeerId,
    incarnation: string,
    batch: Batch | undefined
  ): void => {
    task.asked.delete(peer)
    const counts = task.keepers.some((one) => one.peer === peer && one.incarnation === incarnation)
    if (counts) {
      task.heard.add(peer)
    }
    if (batch?.owner === task.owner && batch.epoch === task.epoch) {
      for (const [i, transfer] of batch.transfers.entries()) {
        task.told.set(batch.from + i, transfer)
      }
    }
  }

  const isEnough = (nowMs: NowMs, task: Running): boolean => {
    const { heard, keepers, anyFromMs, needsOwner, asked, owner } = task
    const isMajority = heard.size >= majority(keepers.length)
    const isAny = anyFromMs !== undefined && nowMs >= anyFromMs
    return (isMajority || isAny) && !(needsOwner && asked.has(owner))
  }

  /** A majority has answered, and the others have had their chance. */
  const finish = (nowMs: NowMs, out: Out): void => {
    const task = running
    if (task === undefined || !isEnough(nowMs, task)) {
      return
    }
    task.enoughMs ??= nowMs
    if (task.asked.size > 0 && nowMs < task.enoughMs + settings.collectMs) {
      return
    }
    running = undefined
    const batches = batchesOf(task)
    const { owner, epoch, heard, keepers } = task
    const transfers = batches.reduce((sum, batch) => sum + batch.transfers.length, 0)
    const detail = { owner, epoch, heard: heard.size, keepers: keepers.length, transfers }
    fact('bank:recovered', detail, out)
    task.done(nowMs, batches, out)
  }

  return {
    get isOpen() {
      return running !== undefined
    },
    start(nowMs, task, out) {
      const peers = new Set([...task.keepers.map(({ peer }) => peer), task.owner])
      peers.delete(self)
      const fresh = { round: ++rounds, told: new Map(), asked: peers, heard: new Set<PeerId>() }
      running = { ...task, ...fresh, enoughMs: undefined, sent: 0, dueMs: nowMs }
      note(running, self, ports.incarnation, fenceHere(task.owner, task.epoch, out))
      sendAll(nowMs, running, out)
      finish(nowMs, out)
    },
    stop() {
      running = undefined
    },
    fenced(nowMs, from, { round, incarnation, batch }, out) {
      if (running?.round === round && running.asked.has(from)) {
        note(running, from, incarnation, batch)
        finish(nowMs, out)
      }
    },
    tick(nowMs, out) {
      if (running !== undefined && nowMs >= running.dueMs) {
        sendAll(nowMs, running, out)
      }
      finish(nowMs, out)
    }
  }
}

/** What was told, in runs of consecutive numbers. */
function batchesOf({ owner, epoch, told }: Running): readonly Batch[] {
  const seqs = [...told.keys()].sort((a, b) => a - b)
  // An owner never has more pending, so what lies further back is settled.
  const least = (seqs.at(-1) ?? 0) - TRANSFERS_MAX
  const batches: Batch[] = []
  for (const seq of seqs.filter((one) => one > least)) {
    const transfer = told.get(seq)
    const last = batches.at(-1)
    if (transfer === undefined) {
      continue
    }
    if (last !== undefined && lastOf(last) === seq - 1) {
      batches[batches.length - 1] = { ...last, transfers: [...last.transfers, transfer] }
    } else {
      batches.push({ owner, epoch, from: seq, transfers: [transfer] })
    }
  }
  return batches
}
