/**
 * Room on the disk: when the log of a group has grown too large, blocks go whose effect is in a
 * snapshot and which others hold for good.
 *
 * Keeps: no block goes that is not in a durable snapshot well below its head, that the archive does not
 * cover, that this vehicle has promised to hold, or that a member which can be reached still lacks;
 * but for the latter there is an end, since it can take the snapshot.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Signal } from '../../core/signal.ts'
import { REMOVE_BLOCKS, REMOVE_MS } from './limits.ts'
import type { GroupParts } from './parts.ts'
import type { Snapshots } from './snapshot.ts'
import type { Out } from './types.ts'

export const REMOVE_TIMER = 'paxos:remove:'

export interface Compaction {
  /** A member tells how far it has come. */
  heard(peer: PeerId, decided: number): void
  /** How far a member has told that it has come; undefined when it has not since the start. */
  heardOf(peer: PeerId): number | undefined
  /** Goes on with what a restart has cut short. */
  start(nowMs: NowMs, out: Out): void
  /** More is decided. */
  progress(nowMs: NowMs, out: Out): void
  /** The chain is held for somebody else, or no more. */
  signal(signal: Signal): void
  /** Deletes the next blocks that may go. */
  remove(nowMs: NowMs, out: Out): void
}

/** Times the limit, and members that lag get the snapshot instead of the blocks. */
const PATIENCE = 2

export function createCompaction(parts: GroupParts, snapshots: Snapshots): Compaction {
  const { environment, settings, chain, log } = parts
  const { self, holdings, tables } = environment
  const decidedOf = new Map<PeerId, number>()
  let isHolder = false
  let reservedUntilMs = Number.NEGATIVE_INFINITY
  let isRemoving = false

  const archivedTo = (nowMs: NowMs): number => {
    const table = tables.get(chain.id)?.table
    if (isHolder || nowMs < reservedUntilMs || table?.members.includes(self) === true) {
      return 0
    }
    return settings.keepUnarchived ? (table?.height ?? 0) : Number.POSITIVE_INFINITY
  }

  const lowestFollower = (): number => {
    const { isConnected } = parts.election()
    const heights = parts
      .roster()
      .others.map((peer) =>
        isConnected(peer) ? (decidedOf.get(peer) ?? 0) : Number.POSITIVE_INFINITY
      )
    return Math.min(Number.POSITIVE_INFINITY, ...heights)
  }

  /** The last block that may go. */
  const limit = (nowMs: NowMs, bytes: number): number => {
    const inState = (snapshots.newest?.head.height ?? 0) - settings.blocksKeptMin
    const wanted =
      bytes > PATIENCE * settings.logBytesMax ? Number.POSITIVE_INFINITY : lowestFollower()
    return Math.min(inState, archivedTo(nowMs), wanted)
  }

  const plan = (nowMs: NowMs, out: Out): void => {
    isRemoving = true
    const atMs = nowMs + REMOVE_MS
    out.push({ type: 'timer', id: `${REMOVE_TIMER}${chain.id}`, atMs })
  }

  return {
    heard(peer, decided) {
      if (parts.roster().others.includes(peer)) {
        decidedOf.set(peer, decided)
      }
    },
    heardOf: (peer) => decidedOf.get(peer),
    start: plan,
    progress(nowMs, out) {
      const bytes = holdings.get(chain.id)?.bytes ?? 0
      if (isRemoving || bytes <= settings.logBytesMax) {
        return
      }
      const height = limit(nowMs, bytes)
      const hash = log.hashAt(height)
      if (height > log.base.height && hash !== undefined) {
        log.rebase({ height, hash }, 0, out)
        const detail = { chain: chain.id, height, bytes }
        out.push({ type: 'fact', fact: { name: 'paxos:compacted', detail } })
        plan(nowMs, out)
      }
    },
    signal(signal) {
      if (signal.type === 'holding') {
        isHolder = true
      } else if (signal.type === 'released' && signal.peer === self) {
        isHolder = false
      } else if (signal.type === 'reserved') {
        reservedUntilMs = signal.untilMs ?? Number.NEGATIVE_INFINITY
      }
    },
    remove(nowMs, out) {
      isRemoving = false
      if (log.remove(REMOVE_BLOCKS, out)) {
        plan(nowMs, out)
      }
    }
  }
}
