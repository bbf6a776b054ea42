/** Whom a vehicle asks: the leader as far as it is known, else any member that has not been silent. */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createReach } from '../../core/reach.ts'
import type { GroupParts } from './parts.ts'
import { TERM_MAX } from './term.ts'
import type { Item } from './types.ts'

/** Terms whose members are remembered; each restart of a member begins another. */
const WRITERS_MAX = 256

export interface Route {
  /** The term in which an operation is named now; 0 when it is not known. */
  term(): number
  /** Whom to ask now; undefined when nobody who could do it is in reach. */
  target(nowMs: NowMs, item: Item, term: number): PeerId | undefined
  /** A member has answered, and told who leads. */
  answered(from: PeerId, leader: PeerId | undefined): void
  /** A member has told in which term operations are done; 0 when it does not know. */
  learn(from: PeerId, term: number): void
  silent(nowMs: NowMs, peer: PeerId): void
}

export interface RoutePorts {
  /** Whoever is heard to lead, and in which epoch; 0 for nobody ever. */
  leader(): PeerId | undefined
  leaderEpoch(): number
  /** Without a leader: names of operations that this member does begin with it. */
  ownTerm(): number
}

export function createRoute(
  { environment, settings, roster, rules }: GroupParts,
  ports: RoutePorts
): Route {
  const { self } = environment
  const { isNear, isSilent, pick, silent, heard } = createReach(environment, settings.resendMsMax)
  let hint: PeerId | undefined
  let reader: PeerId | undefined
  let learnt = 0
  /** Without a leader: the member that does what this vehicle asks for. */
  let writer: { readonly peer: PeerId; readonly term: number } | undefined
  /** Without a leader: whose term it is. No other member can answer for what was named in it. */
  const writers = new Map<number, PeerId>()

  /** Others may have taken the place of a member since it was chosen. */
  const isGood = (nowMs: NowMs, peer: PeerId): boolean =>
    roster.includes(peer) && isNear(peer) && !isSilent(nowMs, peer)

  /** One member answers what this vehicle asks, so that what is asked in one turn goes together. */
  const readerNow = (nowMs: NowMs): PeerId | undefined => {
    if (reader === undefined || !isGood(nowMs, reader)) {
      reader = pick(nowMs, roster.others)
    }
    return reader
  }

  const freeTarget = (nowMs: NowMs, term: number): PeerId | undefined => {
    const named = writers.get(term)
    if (named !== undefined) {
      // Also when this vehicle has become a member meanwhile: only that one can answer for it.
      return isNear(named) ? named : undefined
    }
    if (roster.isReady) {
      return self
    }
    const writing = term === 0 ? writer?.peer : undefined
    return writing !== undefined && isNear(writing) ? writing : pick(nowMs, roster.others)
  }

  return {
    term() {
      if (!rules.leaderless) {
        return Math.max(ports.leaderEpoch(), learnt)
      }
      return roster.isReady ? ports.ownTerm() : (writer?.term ?? 0)
    },
    target(nowMs, item, term) {
      if (item.type === 'question') {
        return roster.isReady ? self : readerNow(nowMs)
      }
      if (rules.leaderless) {
        return freeTarget(nowMs, term)
      }
      const leader = ports.leader()
      // Others may have told of a later epoch than that of the leader that is heard here.
      const isNewest = ports.leaderEpoch() >= learnt
      if (leader !== undefined && isNewest && isGood(nowMs, leader)) {
        return leader
      }
      const isHintGood = hint !== undefined && hint !== self && isGood(nowMs, hint)
      return isHintGood ? hint : pick(nowMs, roster.others)
    },
    answered(from, leader) {
      heard(from)
      hint = leader !== undefined && roster.includes(leader) ? leader : undefined
    },
    learn(from, term) {
      if (!rules.leaderless) {
        learnt = Math.max(learnt, Math.min(term, TERM_MAX))
      } else if (term > 0 && (writer === undefined || writer.peer === from)) {
        writer = { peer: from, term }
        writers.delete(term)
        writers.set(term, from)
        if (writers.size > WRITERS_MAX) {
          const [oldest = 0] = writers.keys()
          writers.delete(oldest)
        }
      } else if (term === 0 && writer?.peer === from) {
        // It does nothing now, for instance because it has lost its disk; another one does.
        writer = undefined
      }
    },
    silent(nowMs, peer) {
      if (roster.includes(peer)) {
        silent(nowMs, peer)
      }
      if (writer?.peer === peer) {
        writer = undefined
      }
    }
  }
}
