/**
 * Requests for blocks that are under way: which range is asked of whom, and until when.
 *
 * Keeps: no height is asked of two members at once; who has not answered in time is asked last.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { HeightRange } from '../../core/scan.ts'
import type { ReconcileSettings } from './options.ts'
import type { Out } from './types.ts'

export interface Pulls {
  readonly size: number
  /** Asks for what of `range` is neither here nor asked for, as far as there is room. */
  fill(nowMs: NowMs, range: HeightRange, isHere: (height: number) => boolean, out: Out): void
  /** Ends a request; false when it is not under way. */
  answered(from: PeerId, range: HeightRange): boolean
  /** Ends all requests to a member. */
  drop(peer: PeerId): void
  /** Ends the requests that have waited too long. */
  expire(nowMs: NowMs): void
}

export interface PullPorts {
  /** The last height that a member can send from this one on; 0 for none. */
  holdsTo(peer: PeerId, height: number): number
  /** How far it has decided. */
  headOf(peer: PeerId): number
  /** Members that can be reached. */
  peers(): readonly PeerId[]
}

interface Pull {
  readonly peer: PeerId
  readonly range: HeightRange
  readonly endsAtMs: NowMs
}

export function createPulls(
  { random }: Environment,
  { pullsMax, pullBlocks, pullTimeoutMs }: ReconcileSettings,
  chain: ChainId,
  ports: PullPorts
): Pulls {
  const underWay = new Map<number, Pull>()
  /** Requests that a member has left without answer, one after the other. */
  const missed = new Map<PeerId, number>()

  const loadOf = (peer: PeerId): number =>
    [...underWay.values()].filter((pull) => pull.peer === peer).length

  /** Who answers, then who is asked least, then who has decided most. */
  const pick = (height: number): PeerId | undefined => {
    const holders = random.shuffle(ports.peers().filter((peer) => ports.holdsTo(peer, height) > 0))
    return holders.sort(
      (a, b) =>
        (missed.get(a) ?? 0) - (missed.get(b) ?? 0) ||
        loadOf(a) - loadOf(b) ||
        ports.headOf(b) - ports.headOf(a)
    )[0]
  }

  const ask = (nowMs: NowMs, range: HeightRange, out: Out): boolean => {
    const peer = pick(range.from)
    if (peer === undefined) {
      return false
    }
    const asked = { from: range.from, to: Math.min(range.to, ports.holdsTo(peer, range.from)) }
    underWay.set(asked.from, { peer, range: asked, endsAtMs: nowMs + pullTimeoutMs })
    const message = { type: 'pull', chain, range: asked } as const
    out.push({ type: 'send', to: peer, protocol: 'reconcile', message })
    return true
  }

  /** The first heights from `height` on that may be asked for, or undefined. */
  const nextGap = (
    height: number,
    last: number,
    isHere: (height: number) => boolean
  ): HeightRange | undefined => {
    const isFree = (at: number): boolean =>
      !isHere(at) && ![...underWay.values()].some(({ range }) => range.from <= at && at <= range.to)
    let from = height
    while (from <= last && !isFree(from)) {
      from++
    }
    let to = from
    while (to < last && to - from + 1 < pullBlocks && isFree(to + 1)) {
      to++
    }
    return from <= last ? { from, to } : undefined
  }

  return {
    get size() {
      return underWay.size
    },
    fill(nowMs, { from, to }, isHere, out) {
      let gap = nextGap(from, to, isHere)
      while (gap !== undefined && underWay.size < pullsMax && ask(nowMs, gap, out)) {
        gap = nextGap(gap.from, to, isHere)
      }
    },
    answered(from, range) {
      const pull = underWay.get(range.from)
      if (pull === undefined || pull.peer !== from || pull.range.to !== range.to) {
        return false
      }
      underWay.delete(range.from)
      missed.delete(from)
      return true
    },
    drop(peer) {
      for (const [from, pull] of underWay) {
        if (pull.peer === peer) {
          underWay.delete(from)
        }
      }
    },
    expire(nowMs) {
      for (const [from, { peer, endsAtMs }] of underWay) {
        if (nowMs >= endsAtMs) {
          underWay.delete(from)
          missed.set(peer, (missed.get(peer) ?? 0) + 1)
        }
      }
    }
  }
}
