/**
 * Who votes and who leads, as it changes: the booth in force, its election, and when this vehicle
 * begins and ends to lead.
 *
 * Keeps: a leader that no majority answers, or that has seen a higher ballot, leads no more.
 */
import { compareBallots } from '../../core/ballot.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createElection, type Election } from './election.ts'
import type { Leader } from './leader.ts'
import type { GroupParts } from './parts.ts'
import { rosterOf } from './record.ts'
import { createRoster, type KeptBooth, keptOf, type Roster } from './roster.ts'
import type { HeartbeatMessage, Out } from './types.ts'

export const ROUND_TIMER = 'paxos:round:'
export const RESEND_TIMER = 'paxos:resend:'

export interface Tenure {
  readonly roster: Roster
  readonly election: Election
  /** Who leads as far as this vehicle knows; undefined when nobody does. */
  leader(): PeerId | undefined
  /** The same while it is this vehicle or answers it: nobody is sent to one that is dead or hangs. */
  livingLeader(): PeerId | undefined
  /** Heartbeats begin, when this vehicle votes. */
  begin(nowMs: NowMs, out: Out): void
  round(nowMs: NowMs, out: Out): void
  /** The leader sends again what is not answered. */
  resend(nowMs: NowMs, out: Out): void
  heartbeat(nowMs: NowMs, from: PeerId, message: HeartbeatMessage, out: Out): void
  /** Something is done in the group: its heart beats quickly. */
  active(nowMs: NowMs): void
  stopLeading(nowMs: NowMs, out: Out): void
  /** Ends the own lead when a higher ballot was seen. */
  yieldLead(nowMs: NowMs, out: Out): void
  configure(nowMs: NowMs, inForce: KeptBooth): void
  /** More is known of the changes that led to the booth in force. Returns that booth, to be kept. */
  recall(operations: readonly string[]): KeptBooth | undefined
  /**
   * These members, every one of them, decide in this booth from now on, as this vehicle counts, and no
   * other does; undefined for a majority again.
   */
  force(nowMs: NowMs, deciders: readonly PeerId[] | undefined, out: Out): void
}

export interface TenurePorts {
  parts(): GroupParts
  lead(): Leader
  /** This vehicle leads no more. */
  stopped(nowMs: NowMs, out: Out): void
  /** Somebody else leads, or may. */
  leaderChanged(nowMs: NowMs, out: Out): void
  rounded(rounds: number, out: Out): void
  heard(from: PeerId, message: HeartbeatMessage, out: Out): void
}

export function createTenure(
  self: PeerId,
  incarnation: string,
  record: KeptBooth | undefined,
  ports: TenurePorts
): Tenure {
  let roster = rosterOf(self, incarnation, record)
  let current: Election | undefined
  let lastActiveMs = 0
  let rounds = 0
  const heardDecided = new Map<PeerId, number>()

  const election = (): Election => {
    if (current === undefined) {
      const { environment, settings, log } = ports.parts()
      current = createElection(self, environment.random, settings, roster, log.promised)
    }
    return current
  }

  const beat = (to: PeerId, isAnswer: boolean, out: Out): void => {
    const { log, send, certified } = ports.parts()
    const { ballot, leader, happy, seq, echo, urgent } = election().beatFor(to, isAnswer)
    send(
      to,
      {
        type: 'heartbeat',
        ballot,
        leader,
        happy,
        seq,
        echo,
        urgent,
        decided: log.decided,
        certified: certified()
      },
      out
    )
  }

  const stopLeading = (nowMs: NowMs, out: Out): void => {
    const leader = ports.lead()
    if (leader.phase !== 'idle') {
      const detail = { chain: ports.parts().chain.id, ballot: leader.ballot }
      out.push({ type: 'fact', fact: { name: 'paxos:yielded', detail } })
      leader.stop()
      ports.stopped(nowMs, out)
    }
  }

  const takeOver = (nowMs: NowMs, out: Out): void => {
    const { settings, chain } = ports.parts()
    stopLeading(nowMs, out)
    ports.lead().begin(nowMs, election().ballot, out)
    const atMs = nowMs + settings.resendMsMin
    out.push({ type: 'timer', id: `${RESEND_TIMER}${chain.id}`, atMs })
  }

  const round = (nowMs: NowMs, out: Out): void => {
    const { settings, chain, lease, mayVote } = ports.parts()
    if (!mayVote()) {
      // Should it vote again, it leads only in another ballot.
      stopLeading(nowMs, out)
      election().resign()
      return
    }
    rounds++
    const takesOver = election().round(lease.isBound(nowMs, self))
    if (election().roundsAlone > Math.ceil(1.5 * settings.electionRounds)) {
      stopLeading(nowMs, out)
      election().resign()
    }
    for (const peer of roster.others) {
      beat(peer, false, out)
    }
    if (takesOver) {
      takeOver(nowMs, out)
    }
    ports.rounded(rounds, out)
    const isResting = nowMs - lastActiveMs >= settings.idleAfterMs && !election().isAlarmed
    const atMs = nowMs + (isResting ? settings.heartbeatIdleMs : settings.heartbeatMs)
    out.push({ type: 'timer', id: `${ROUND_TIMER}${chain.id}`, atMs })
  }

  const leaderOf = (): PeerId | undefined => {
    const { node } = election().leader
    return node === '' ? undefined : node
  }

  return {
    get roster() {
      return roster
    },
    get election() {
      return election()
    },
    leader: leaderOf,
    livingLeader() {
      const leads = leaderOf()
      const isAlive = leads === self || (leads !== undefined && election().isAwake(leads))
      return isAlive ? leads : undefined
    },
    begin(nowMs, out) {
      lastActiveMs = nowMs
      round(nowMs, out)
    },
    round,
    resend(nowMs, out) {
      const leader = ports.lead()
      if (leader.phase !== 'idle') {
        const { chain } = ports.parts()
        const atMs = leader.resend(nowMs, out)
        out.push({ type: 'timer', id: `${RESEND_TIMER}${chain.id}`, atMs })
      }
    },
    heartbeat(nowMs, from, message, out) {
      const { log, missing } = ports.parts()
      const before = election().leader
      election().heard(from, message)
      if (message.urgent) {
        beat(from, true, out)
      }
      if (compareBallots(election().leader, before) > 0 && ports.lead().phase === 'idle') {
        ports.leaderChanged(nowMs, out)
      }
      // Who is behind twice in a row does not get it from the leader.
      const { height } = log.decided
      if (message.decided.height > height && heardDecided.get(from) === height) {
        missing(nowMs, from, message.decided, out)
      }
      heardDecided.set(from, height)
      ports.heard(from, message, out)
    },
    active(nowMs) {
      lastActiveMs = nowMs
    },
    stopLeading,
    yieldLead(nowMs, out) {
      const { ballot } = ports.lead()
      const { promised } = ports.parts().log
      const isOver =
        ballot !== undefined &&
        (compareBallots(promised, ballot) > 0 || compareBallots(election().leader, ballot) > 0)
      if (isOver) {
        stopLeading(nowMs, out)
      }
    },
    configure(nowMs, inForce) {
      roster = createRoster(self, incarnation, inForce)
      current = undefined
      lastActiveMs = nowMs
      heardDecided.clear()
    },
    recall(operations) {
      roster = { ...roster, operations }
      return keptOf(roster)
    },
    force(nowMs, deciders, out) {
      const kept = keptOf(roster)
      if (kept === undefined || (deciders === undefined && !roster.isForced)) {
        return
      }
      stopLeading(nowMs, out)
      roster = createRoster(self, incarnation, kept)
      if (deciders !== undefined) {
        const others = roster.others.filter((peer) => deciders.includes(peer))
        roster = { ...roster, others, quorum: deciders.length, isForced: true }
      }
      current = undefined
      round(nowMs, out)
    }
  }
}
