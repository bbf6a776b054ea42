/**
 * Repair of what this vehicle's own disk has lost: damaged blocks are pulled again from whoever holds
 * the chain, and taken only if they link to what is still here and carry the proposer's signature; in
 * a group's chain, if the block behind them or a certificate names them.
 *
 * Keeps: nothing is deleted in reaction to damage; a chain stays damaged until every lost block is back;
 * what has taken its room meanwhile stays, and the repair waits.
 */
import type { Environment } from '../../core/environment.ts'
import { type ChainId, isGroup } from '../../core/genesis.ts'
import type { Held } from '../../core/holdings.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { HeightRange } from '../../core/scan.ts'
import { earliest, earliestOf, note, type Out } from './effects.ts'
import { REPAIRS_MAX } from './limits.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import { createPuller, type Puller } from './pulls.ts'
import type { Chunk, PullRefused } from './types.ts'

export interface Repairs {
  tick(nowMs: NowMs, out: Out): void
  connected(nowMs: NowMs, peer: PeerId): void
  chunk(nowMs: NowMs, from: PeerId, chunk: Chunk, out: Out): void
  pullRefused(nowMs: NowMs, from: PeerId, message: PullRefused, out: Out): void
  distrust(peer: PeerId): void
  dueAtMs(): NowMs | undefined
  readonly count: number
  status(): Readonly<Record<ChainId, readonly HeightRange[]>>
}

/** Holders are asked anew after this long, when none had the blocks. */
const RETRY_MS = 30_000

export function createRepairs(
  environment: Environment,
  options: ResolvedReplicateOptions,
  shareOf: () => number,
  /** Who votes in the group of a chain fetches what it lacks as its group does. */
  isVoter: (chain: ChainId) => boolean
): Repairs {
  const { self, holdings, tables, peers } = environment
  const pullers = new Map<ChainId, Puller>()
  let nextLookMs: NowMs | undefined = 0

  /** Holders by the tables first, then anybody: a booth member may have what is missing. */
  const sourcesOf = ({ chain }: Held): readonly PeerId[] => {
    const holders = new Set([...tables.holders(chain), ...peers.connected])
    holders.delete(self)
    return [...holders]
  }

  const begin = (held: Held, out: Out): void => {
    const { chain, damage } = held
    const puller = createPuller(environment, options, {
      chain,
      ranges: rangesOf(held).toSorted((a, b) => a.from - b.from),
      anchors: { told: () => undefined, held: held.hashAt, areProposers: false },
      sources: sourcesOf(held),
      bytesMax: Number.POSITIVE_INFINITY // they were here before
    })
    pullers.set(chain.id, puller)
    note(out, 'repairing', { chain: chain.id, damage: [...damage] })
  }

  const advance = (nowMs: NowMs, chain: ChainId, puller: Puller, out: Out): void => {
    puller.advance(nowMs, shareOf(), out)
    if (puller.isForked) {
      pullers.delete(chain)
    } else if (puller.isDone()) {
      pullers.delete(chain)
      nextLookMs = nowMs
      note(out, 'repaired', { chain, blocks: puller.storedBlocks })
    }
  }

  /** Begins with the chains that are damaged, as far as there is room; asks all sources again. */
  const look = (nowMs: NowMs, out: Out): void => {
    const damaged = holdings
      .all()
      .filter((held) => rangesOf(held).length > 0 && !isVoter(held.chain.id))
    for (const held of damaged) {
      const puller = pullers.get(held.chain.id)
      if (puller !== undefined) {
        puller.setSources(sourcesOf(held))
      } else if (pullers.size < REPAIRS_MAX) {
        begin(held, out)
      }
    }
    nextLookMs = damaged.length > 0 ? nowMs + RETRY_MS : undefined
  }

  /** Whether the quota leaves room for these blocks; a vehicle's own chain is under none. */
  const fits = ({ chain, blocks }: Chunk): boolean => {
    const { quotaBytes, usedBytes } = environment.quota()
    const bytes = blocks.reduce((sum, block) => sum + block.length, 0)
    const isOwn = holdings.get(chain)?.chain.genesis.proposer === self
    return isOwn || usedBytes + bytes <= quotaBytes
  }

  return {
    tick(nowMs, out) {
      if (nextLookMs !== undefined && nowMs >= nextLookMs) {
        look(nowMs, out)
      }
      for (const [chain, puller] of [...pullers]) {
        advance(nowMs, chain, puller, out)
      }
    },
    connected(nowMs) {
      if (nextLookMs !== undefined) {
        nextLookMs = nowMs
      }
    },
    chunk(nowMs, from, chunk, out) {
      const puller = pullers.get(chunk.chain)
      if (puller !== undefined && !fits(chunk)) {
        pullers.delete(chunk.chain)
        nextLookMs = nowMs + RETRY_MS
        note(out, 'repairWaits', { chain: chunk.chain, reason: 'the quota leaves no room' })
      } else if (puller !== undefined) {
        puller.chunk(nowMs, from, chunk, out)
        advance(nowMs, chunk.chain, puller, out)
      }
    },
    pullRefused(nowMs, from, message, out) {
      const puller = pullers.get(message.chain)
      if (puller !== undefined) {
        puller.refused(nowMs, from, message)
        advance(nowMs, message.chain, puller, out)
      }
    },
    distrust(peer) {
      for (const puller of pullers.values()) {
        puller.distrust(peer)
      }
    },
    dueAtMs: () => earliest([nextLookMs, earliestOf(pullers.values(), (of) => of.dueAtMs())]),
    get count() {
      return pullers.size
    },
    status: () =>
      Object.fromEntries(
        [...pullers.keys()].map((chain) => [chain, holdings.get(chain)?.damage ?? []])
      )
  }
}

/** The damage that can be repaired: of a group's chain what is left of it below something that is known. */
function rangesOf({ chain, damage, runs, certified }: Held): readonly HeightRange[] {
  const isNamed = ({ to }: HeightRange): boolean =>
    certified?.height === to || runs.some((run) => run.from === to + 1)
  return isGroup(chain) ? joined(damage).filter(isNamed) : damage
}

/** Neighbours as one range, because they are named together by what is behind the last. */
function joined(ranges: readonly HeightRange[]): readonly HeightRange[] {
  const all: HeightRange[] = []
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && range.from <= last.to + 1) {
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, range.to) }
    } else {
      all.push(range)
    }
  }
  return all
}
