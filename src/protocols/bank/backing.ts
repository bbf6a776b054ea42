/**
 * Copies of what this vehicle issues, on the disks of its keepers.
 *
 * Keeps: a transfer counts as backed when a majority of the keepers of its epoch, each on the data
 * directory that the epoch names, has it and all before it on disk or in the log.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { lastOf } from '../../core/transfer.ts'
import { type BranchParts, pauseMs } from './parts.ts'
import type { Keeper, KeptMessage, Out } from './types.ts'

export interface Backing {
  /** Everything up to this number is backed. */
  readonly backed: number
  /** Something is to be backed that is not. */
  readonly isWanting: boolean
  /** A new epoch with these keepers. */
  begin(epoch: number, keepers: readonly Keeper[]): void
  /** Everything up to this number is to be backed. */
  want(nowMs: NowMs, seq: number, settled: number, out: Out): void
  /** Returns false when a keeper says that the epoch is fenced. */
  kept(from: PeerId, message: KeptMessage): boolean
  /** Sends again what is due. */
  tick(nowMs: NowMs, settled: number, out: Out): void
}

interface Copy {
  /** On its disk, or settled. */
  to: number
  /** Sent so far. */
  sentTo: number
  sent: number
  dueMs: NowMs
}

export function createBacking(parts: BranchParts): Backing {
  const { environment, settings, chain, ports, pending, send } = parts
  const { self } = environment
  let epoch = 0
  let keepers: readonly Keeper[] = []
  let copies = new Map<PeerId, Copy>()
  let wanted = 0

  const isSelf = ({ peer, incarnation }: Keeper): boolean =>
    peer === self && incarnation === ports.incarnation

  const backed = (): number => {
    const tops = keepers.map((keeper) =>
      isSelf(keeper) ? Number.MAX_SAFE_INTEGER : (copies.get(keeper.peer)?.to ?? 0)
    )
    return tops.sort((a, b) => b - a)[majority(keepers.length) - 1] ?? 0
  }

  const sendTo = (nowMs: NowMs, peer: PeerId, copy: Copy, settled: number, out: Out): void => {
    const batch = pending.batch(epoch, Math.max(settled, copy.sentTo))
    if (batch !== undefined) {
      copy.sentTo = lastOf(batch)
      copy.sent++
      copy.dueMs = nowMs + pauseMs(settings, copy.sent)
      send(peer, { type: 'keep', chain, settled, batch }, out)
    }
  }

  return {
    get backed() {
      return backed()
    },
    get isWanting() {
      return wanted > backed()
    },
    begin(next, vehicles) {
      epoch = next
      keepers = vehicles
      wanted = 0
      const others = keepers.filter(({ peer }) => peer !== self)
      copies = new Map(others.map(({ peer }) => [peer, { to: 0, sentTo: 0, sent: 0, dueMs: 0 }]))
    },
    want(nowMs, seq, settled, out) {
      if (seq <= wanted) {
        return
      }
      wanted = seq
      for (const [peer, copy] of copies) {
        sendTo(nowMs, peer, copy, settled, out)
      }
    },
    kept(from, message) {
      const copy = copies.get(from)
      const isKeeper = keepers.some(
        ({ peer, incarnation }) => peer === from && incarnation === message.incarnation
      )
      if (copy === undefined || !isKeeper || message.epoch !== epoch) {
        return true
      }
      if (message.fence >= epoch) {
        return false
      }
      // Messages overtake each other: the greatest word counts, a smaller one asks for what lacks.
      copy.to = Math.max(copy.to, message.to)
      copy.sent = 0
      return true
    },
    tick(nowMs, settled, out) {
      for (const [peer, copy] of copies) {
        if (copy.to < wanted && nowMs >= copy.dueMs) {
          copy.sentTo = copy.to
          sendTo(nowMs, peer, copy, settled, out)
        }
      }
    }
  }
}
