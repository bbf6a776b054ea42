/** Whom a vehicle asks: the leader as far as it is known, else any member that has not been silent. */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createReach } from '../../core/reach.ts'
import { PRESSED_MS } from './limits.ts'
import type { GroupParts } from './parts.ts'
import { TERM_MAX } from './term.ts'
import type { Item } from './types.ts'

/** Terms whose members are remembered; each restart of a member begins another. */
const WRITERS_MAX = 256

/**
 * A term that has ended for so long, as a part of the time that deleted keys are kept, is not named in: the
 * rest is for what is on its way.
 */
const FRESH_PART = 1 / 2

export interface Route {
  /** The newest term that is known; 0 when none is. */
  term(): number
  /**
   * The term in which an operation is named now; 0 when it has to be asked for. What is named in one that
   * ended long ago may be taken for an operation of then that nobody remembers.
   */
  termToName(nowMs: NowMs): number
  /** Whom to ask now; undefined when nobody who could do it is in reach. */
  target(nowMs: NowMs, item: Item, term: number): PeerId | undefined
  /** A member has answered, and told who leads, and in which term operations are done; 0 for unknown. */
  answered(nowMs: NowMs, from: PeerId, leader: PeerId | undefined, term: number): void
  /** Its leader itself says that this is the term. Returns whether no later one is known. */
  confirmed(nowMs: NowMs, term: number): boolean
  silent(nowMs: NowMs, peer: PeerId): void
}

export interface RoutePorts {
  /** Whoever is heard to lead, and in which epoch; 0 for nobody ever. */
  leader(): PeerId | undefined
  leaderEpoch(): number
  /** That leader was heard less than so long ago. */
  wasHeard(nowMs: NowMs, withinMs: number): boolean
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
  /** When its leader said so. */
  let learntMs: NowMs = Number.NEGATIVE_INFINITY
  const freshMs = Math.min(settings.deletedMs, PRESSED_MS) * FRESH_PART
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

  const termNow = (): number => {
    if (!rules.leaderless) {
      return Math.max(ports.leaderEpoch(), learnt)
    }
    return roster.isReady ? ports.ownTerm() : (writer?.term ?? 0)
  }

  const note = (nowMs: NowMs, term: number, isItsLeader: boolean): void => {
    learnt = Math.max(learnt, Math.min(term, TERM_MAX))
    learntMs = isItsLeader && term === learnt ? nowMs : learntMs
  }

  const isFresh = (nowMs: NowMs, term: number): boolean =>
    rules.leaderless ||
    (term === learnt && nowMs < learntMs + freshMs) ||
    (term === ports.leaderEpoch() && ports.wasHeard(nowMs, freshMs))

  return {
    term: termNow,
    termToName(nowMs) {
      const term = termNow()
      return isFresh(nowMs, term) ? term : 0
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
    answered(nowMs, from, leader, term) {
      heard(from)
      hint = leader !== undefined && roster.includes(leader) ? leader : undefined
      if (!rules.leaderless) {
        note(nowMs, term, leader === from)
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
    confirmed(nowMs, term) {
      if (!rules.leaderless) {
        note(nowMs, term, true)
      }
      return rules.leaderless || term >= termNow()
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
