/**
 * Telling the newest table of an own (or stewarded) chain to those whom it concerns, until each has it
 * on disk: its backups, the members of the booth, the vehicles named, and former holders, whose
 * forward pointers then stay short.
 *
 * Keeps: only connected vehicles are told, and who confirms is not told again; idle costs nothing.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import {
  earliestOf,
  erase,
  type Out,
  PREFIXES,
  pairKey,
  restorePairs,
  save,
  send
} from './effects.ts'
import { TOLD_MAX } from './limits.ts'

export interface Announcer {
  start(nowMs: NowMs): void
  /** From now on these vehicles, too, are told of the tables of this chain. */
  include(nowMs: NowMs, chain: ChainId, peers: readonly PeerId[], out: Out): void
  tableLearned(nowMs: NowMs, chain: ChainId): void
  confirmed(from: PeerId, chain: ChainId, epoch: number, out: Out): void
  connected(nowMs: NowMs, peer: PeerId): void
  disconnected(peer: PeerId): void
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
}

interface Due {
  readonly chain: ChainId
  readonly peer: PeerId
  readonly atMs: NowMs
  readonly waitMs: number
}

const WAIT_MS_MAX = 30_000

export function createAnnouncer(
  { self, holdings, tables, peers }: Environment,
  resendMs: number,
  disk: Disk
): Announcer {
  /** The newest epoch that each has confirmed; 0 for none yet. */
  const told = restorePairs<number>(disk, PREFIXES.told)
  const due = new Map<string, Due>()

  const schedule = (nowMs: NowMs, chain: ChainId, peer: PeerId): void => {
    const epoch = tables.get(chain)?.table.epoch ?? 0
    if (peers.connected.has(peer) && (told.get(chain)?.get(peer) ?? epoch) < epoch) {
      due.set(pairKey(chain, peer), { chain, peer, atMs: nowMs, waitMs: resendMs })
    }
  }

  const scheduleAll = (nowMs: NowMs, chain: ChainId): void => {
    for (const peer of told.get(chain)?.keys() ?? []) {
      schedule(nowMs, chain, peer)
    }
  }

  /** Makes room by forgetting who was told first and is not a backup now. */
  const forgetOne = (chain: ChainId, list: Map<PeerId, number>, out: Out): void => {
    const members = tables.get(chain)?.table.members ?? []
    const oldest = [...list.keys()].find((peer) => !members.includes(peer))
    if (oldest !== undefined) {
      list.delete(oldest)
      due.delete(pairKey(chain, oldest))
      erase(out, PREFIXES.told + pairKey(chain, oldest))
    }
  }

  return {
    start(nowMs) {
      for (const chain of told.keys()) {
        scheduleAll(nowMs, chain)
      }
    },
    include(nowMs, chain, added, out) {
      const list = told.get(chain) ?? new Map<PeerId, number>()
      told.set(chain, list)
      for (const peer of added) {
        if (peer === self || list.has(peer)) {
          continue
        }
        if (list.size >= TOLD_MAX) {
          forgetOne(chain, list, out)
        }
        list.set(peer, 0)
        save(out, PREFIXES.told + pairKey(chain, peer), 0)
        schedule(nowMs, chain, peer)
      }
    },
    tableLearned: scheduleAll,
    confirmed(from, chain, epoch, out) {
      const list = told.get(chain)
      const before = list?.get(from)
      const newest = tables.get(chain)?.table.epoch ?? 0
      if (before === undefined || epoch <= before || epoch > newest) {
        return
      }
      list?.set(from, epoch)
      save(out, PREFIXES.told + pairKey(chain, from), epoch)
      if (epoch === newest) {
        due.delete(pairKey(chain, from))
      }
    },
    connected(nowMs, peer) {
      for (const chain of told.keys()) {
        schedule(nowMs, chain, peer)
      }
    },
    disconnected(peer) {
      for (const chain of told.keys()) {
        due.delete(pairKey(chain, peer))
      }
    },
    tick(nowMs, out) {
      for (const [key, { chain, peer, atMs, waitMs }] of due) {
        const held = holdings.get(chain)
        const sealed = tables.get(chain)
        if (nowMs >= atMs && held !== undefined && sealed !== undefined) {
          const genesis = held.chain.bytes
          send(out, peer, { type: 'seal', genesis, sealed: sealed.bytes })
          const wait = Math.min(2 * waitMs, WAIT_MS_MAX)
          due.set(key, { chain, peer, atMs: nowMs + waitMs, waitMs: wait })
        }
      }
    },
    dueAtMs: () => earliestOf(due.values(), ({ atMs }) => atMs)
  }
}
