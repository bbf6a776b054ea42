/**
 * Election of a leader by ballots: everybody beats its heart, and takes over when neither it nor
 * anyone it hears is content with the leader.
 *
 * Keeps: a leader is someone whom a majority hears and who hears a majority, so that a network cut in
 * part elects the vehicle that still reaches a majority; a vehicle that sees the leader only through
 * others does not depose it.
 * Source: the ballot leader election of Omni-Paxos (Ng, Haridi, Carbone, EuroSys 2023); differs from
 * it in that a heartbeat carries the echo of the other's, instead of a request and a reply.
 */
import {
  type Ballot,
  compareBallots,
  higherBallot,
  isSameBallot,
  noBallot
} from '../../core/ballot.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import type { PaxosSettings } from './options.ts'
import type { Roster } from './roster.ts'
import type { HeartbeatMessage } from './types.ts'

/** What a heartbeat says of the election. */
export type Beat = Pick<HeartbeatMessage, 'ballot' | 'leader' | 'happy' | 'seq' | 'echo' | 'urgent'>

export interface Election {
  /** The ballot in which this vehicle leads or would lead; its number is 0 when it would not. */
  readonly ballot: Ballot
  /** The highest ballot seen. */
  readonly leader: Ballot
  /** The leader is alive and reaches a majority. */
  readonly isHappy: boolean
  /** Own rounds in a row in which no majority answered. */
  readonly roundsAlone: number
  isConnected(peer: PeerId): boolean
  /** It has answered one of the last two heartbeats, so it is worth waiting for. */
  isAwake(peer: PeerId): boolean
  /** Members that answer, this vehicle not among them. */
  connected(): readonly PeerId[]
  /** Ends a round. Returns true when this vehicle takes over, which it does not while it is bound. */
  round(isBound: boolean): boolean
  /** Something is amiss: heartbeats go at the quick pace, and ask for an answer. */
  readonly isAlarmed: boolean
  /** What to tell a member; an answer to an urgent one is not urgent itself. */
  beatFor(peer: PeerId, isAnswer: boolean): Beat
  heard(peer: PeerId, beat: Beat): void
  /** A higher ballot was seen in any message. */
  raise(ballot: Ballot): void
  /** Gives up the own ballot. */
  resign(): void
}

interface Neighbour {
  ballot: Ballot
  leader: Ballot
  isHappy: boolean
  /** Its last round heard, and the last own round that it has echoed; 0 for none. */
  heard: number
  echo: number
}

/** Rounds of discontent before taking over, drawn anew each time, so that two seldom do so at once. */
const PATIENCE_MAX = 3

export function createElection(
  self: PeerId,
  random: Random,
  settings: Pick<PaxosSettings, 'electionRounds'>,
  roster: Roster,
  promised: Ballot
): Election {
  const { electionRounds } = settings
  const cfg = roster.number
  const nobody = noBallot(cfg)
  const neighbours = new Map<PeerId, Neighbour>(
    roster.others.map((peer) => [
      peer,
      { ballot: nobody, leader: nobody, isHappy: false, heard: 0, echo: 0 }
    ])
  )
  let ballot: Ballot = nobody
  let leader: Ballot = promised
  let isHappy = false
  let seq = 1
  let unhappyRounds = 0
  let roundsAlone = 0
  // Who opened the booth leads it first; the others let it.
  let patience = roster.booth?.opener === self ? 0 : random.integer(2, PATIENCE_MAX)

  const isConnected = ({ echo }: Neighbour): boolean => echo > 0 && seq - echo < electionRounds
  const connected = (): Neighbour[] => [...neighbours.values()].filter(isConnected)
  const leads = (): boolean => ballot.num > 0 && isSameBallot(leader, ballot)

  const judge = (near: readonly Neighbour[]): boolean => {
    if (leads()) {
      const followers = near.filter((other) => compareBallots(other.leader, ballot) <= 0)
      return followers.length + 1 >= roster.quorum
    }
    const known = neighbours.get(leader.node)
    return (
      known !== undefined &&
      isConnected(known) &&
      known.isHappy &&
      isSameBallot(known.ballot, leader)
    )
  }

  const raise = (seen: Ballot): void => {
    if (seen.cfg === cfg && compareBallots(seen, leader) > 0) {
      leader = seen
    }
  }

  return {
    get ballot() {
      return ballot
    },
    get leader() {
      return leader
    },
    get isHappy() {
      return isHappy
    },
    get roundsAlone() {
      return roundsAlone
    },
    get isAlarmed() {
      const fresh = [...neighbours.values()].filter(({ echo }) => echo >= seq - 1)
      const leaderEcho = neighbours.get(leader.node)?.echo ?? seq
      return !isHappy || leaderEcho < seq - 1 || fresh.length + 1 < roster.quorum
    },
    isConnected(peer) {
      const known = neighbours.get(peer)
      return known !== undefined && isConnected(known)
    },
    isAwake: (peer) => (neighbours.get(peer)?.echo ?? 0) >= Math.max(1, seq - 1),
    connected: () =>
      [...neighbours].filter(([, known]) => isConnected(known)).map(([peer]) => peer),
    round(isBound) {
      const near = connected()
      const hasQuorum = near.length + 1 >= roster.quorum
      roundsAlone = hasQuorum ? 0 : roundsAlone + 1
      isHappy = judge(near)
      unhappyRounds = isHappy ? 0 : unhappyRounds + 1
      seq++
      if (isHappy || !hasQuorum || near.some((other) => other.isHappy)) {
        return false
      }
      if (unhappyRounds <= patience || isBound) {
        return false
      }
      ballot = { cfg, num: leader.num + 1, node: self }
      leader = ballot
      isHappy = true
      unhappyRounds = 0
      patience = random.integer(1, PATIENCE_MAX)
      return true
    },
    beatFor(peer, isAnswer) {
      const known = neighbours.get(peer)
      const urgent = !isAnswer && (known?.echo ?? 0) < seq - 1
      return { ballot, leader, happy: isHappy, seq, echo: known?.heard ?? 0, urgent }
    },
    heard(peer, beat) {
      const known = neighbours.get(peer)
      if (known === undefined || beat.ballot.cfg !== cfg) {
        return
      }
      known.heard = beat.seq
      known.echo = beat.echo <= seq ? Math.max(known.echo, beat.echo) : known.echo
      known.ballot = beat.ballot
      known.leader = beat.leader
      known.isHappy = beat.happy
      raise(higherBallot(beat.ballot, beat.leader))
    },
    raise,
    resign() {
      ballot = nobody
      isHappy = false
    }
  }
}
