/**
 * Who leads: the member with the highest id that is there tries, and as many as elect make it leader of a new
 * epoch. A leader that reaches too few to write would keep those from one that reaches enough.
 *
 * Keeps: Q1 the epoch that a member knows only grows, on its disk; Q2 of one epoch at most one member leads,
 * because each grants an epoch once, and any two majorities share one. A leader that is heard is not replaced,
 * so that a link that flaps or goes one way elects nobody for ever.
 * Source: the bully algorithm (Garcia-Molina, IEEE Transactions on Computers 1982), for who tries; differs: docs/protocols/quorum.md.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Election, ElectionPorts, Phase } from './election-types.ts'
import { createFollowers } from './followers.ts'
import { createHearing } from './hearing.ts'
import { createPace } from './pace.ts'
import type { Content, GroupParts } from './parts.ts'
import type { Registers } from './registers.ts'
import { createTakeOver } from './take-over.ts'
import { TERM_MAX } from './term.ts'
import type {
  BeatMessage,
  ClaimMessage,
  DenyMessage,
  ElectionMessage,
  Out,
  PreemptMessage,
  ResignMessage
} from './types.ts'

/** Attempts that higher members said they would make; after so many this one makes its own. */
const YIELDS_MAX = 3

const RESTING: Phase = { type: 'resting' }

export function createElection(parts: GroupParts, ports: ElectionPorts): Election {
  const { environment, settings, registers, roster, rules } = parts
  const { self, random } = environment
  let phase: Phase = RESTING
  const heard = createHearing(settings)
  const pace = createPace(settings, random)
  const takeOver = createTakeOver(parts, heard)
  let greatest = 0
  let dueMs: NowMs = 0

  const hearsLeader = (nowMs: NowMs): boolean => phase.type === 'leading' || heard.isAlive(nowMs)

  const rest = (nowMs: NowMs, out: Out): void => {
    const led = phase.type === 'leading'
    phase = RESTING
    if (led) {
      heard.end()
      parts.fact('quorum:deposed', { epoch: heard.epoch }, out)
      ports.deposed(nowMs, out)
    }
  }

  const begin = (nowMs: NowMs, out: Out): void => {
    const higher = roster.others.filter((peer) => peer > self)
    const isPatient = higher.length > 0 && pace.yields < YIELDS_MAX
    if (!isPatient) {
      sound(nowMs, out)
      return
    }
    const round = parts.nextId()
    phase = { type: 'asking', untilMs: nowMs + settings.okayTimeoutMs, round }
    for (const peer of higher) {
      parts.send(peer, { type: 'election', round }, out)
    }
  }

  const sound = (nowMs: NowMs, out: Out): void => {
    const epoch = Math.max(registers.epoch, greatest) + 1
    if (epoch > TERM_MAX) {
      phase = RESTING
      pace.failed(nowMs)
      return
    }
    const grants = new Map([[self, roster.seatOf(self)]])
    const untilMs = nowMs + settings.coordinatorTimeoutMs
    phase = { type: 'sounding', untilMs, epoch, grants }
    sendClaims(nowMs, out)
    count(nowMs, out)
  }

  const claim = (nowMs: NowMs, out: Out): void => {
    const epoch = Math.max(registers.epoch, greatest) + 1
    if (epoch > TERM_MAX) {
      return
    }
    // The own vote is on disk before anybody is asked for his.
    registers.raise(epoch, self, out)
    const grants = new Map([[self, roster.seatOf(self)]])
    phase = { type: 'claiming', untilMs: nowMs + settings.coordinatorTimeoutMs, epoch, grants }
    parts.fact('quorum:claimed', { epoch }, out)
    sendClaims(nowMs, out)
    count(nowMs, out)
  }

  const sendClaims = (nowMs: NowMs, out: Out): void => {
    if (phase.type === 'claiming' || phase.type === 'sounding') {
      const probe = phase.type === 'sounding'
      dueMs = nowMs + settings.resendMsMin
      for (const peer of roster.others) {
        if (!phase.grants.has(peer)) {
          parts.send(peer, { type: 'claim', epoch: phase.epoch, probe }, out)
        }
      }
    }
  }

  const count = (nowMs: NowMs, out: Out): void => {
    if (phase.type !== 'claiming' && phase.type !== 'sounding') {
      return
    }
    const granted = [...phase.grants].filter(([peer, seat]) => roster.seatOf(peer) === seat)
    if (granted.length >= roster.electing && phase.type === 'sounding') {
      claim(nowMs, out)
    } else if (granted.length >= roster.electing && roster.isReady) {
      const { epoch } = phase
      phase = {
        type: 'leading',
        epoch,
        followers: createFollowers(nowMs, settings)
      }
      heard.hear(nowMs, self, epoch)
      pace.reset()
      parts.fact('quorum:elected', { epoch, by: granted.map(([peer]) => peer) }, out)
      ports.elected(nowMs, epoch, out)
      beat(nowMs, out)
    }
  }

  const beat = (nowMs: NowMs, out: Out): void => {
    if (phase.type === 'leading') {
      dueMs = nowMs + settings.heartbeatMs
      const seq = parts.nextId()
      for (const peer of roster.others) {
        parts.send(peer, beatOf(registers, phase.epoch, seq), out)
      }
    }
  }

  const hear = (nowMs: NowMs, from: PeerId, epoch: number, out: Out): void => {
    registers.raise(epoch, from, out)
    rest(nowMs, out)
    pace.reset()
    if (heard.hear(nowMs, from, epoch)) {
      parts.fact('quorum:followed', { leader: from, epoch }, out)
      ports.leaderChanged(nowMs, out)
    }
  }

  const heardOf = (nowMs: NowMs, epoch: number, out: Out): void => {
    greatest = Math.max(greatest, epoch)
    const isOver = 'epoch' in phase && epoch > phase.epoch
    if (isOver) {
      rest(nowMs, out)
      pace.failed(nowMs)
    }
  }

  const answered: Election['answered'] = (nowMs, from, message) => {
    const led = phase.type === 'leading' && phase.epoch === message.epoch ? phase : undefined
    // Whoever has gone on to another booth than this leader holds nothing that counts for it.
    if (led !== undefined && roster.counts(from, message) && led.followers.answered(nowMs, from)) {
      ports.cameBack()
    }
  }

  const beatHeard = (
    nowMs: NowMs,
    from: PeerId,
    { epoch, seq: of, forgottenTo, booth }: BeatMessage,
    out: Out
  ): void => {
    if (epoch < registers.epoch) {
      parts.send(from, { type: 'deny', epoch: registers.epoch, alive: false }, out)
      return
    }
    hear(nowMs, from, epoch, out)
    if (roster.isReady) {
      if (booth <= roster.number) {
        // Who does not count, as it may only learn yet, may lack what others hold.
        registers.forgetTo(forgottenTo, out)
      }
      parts.send(from, { type: 'beaten', epoch, seq: of }, out)
    }
  }

  const asked = (nowMs: NowMs, from: PeerId, { round }: ElectionMessage, out: Out): void => {
    if (!roster.isReady) {
      return
    }
    if (phase.type === 'leading') {
      parts.send(from, beatOf(registers, phase.epoch, parts.nextId()), out)
    } else if (from < self) {
      parts.send(from, { type: 'okay', round }, out)
      if (phase.type === 'resting' && !hearsLeader(nowMs) && pace.isOver(nowMs)) {
        begin(nowMs, out)
      }
    }
  }

  const claimed = (nowMs: NowMs, from: PeerId, { epoch, probe }: ClaimMessage, out: Out): void => {
    if (!roster.isReady) {
      return
    }
    const isMine = epoch === registers.epoch && registers.grantee === from
    const alive = hearsLeader(nowMs) && heard.leader !== from
    if (!probe) {
      greatest = Math.max(greatest, epoch)
    }
    if (isMine || (epoch > registers.epoch && !alive && epoch <= TERM_MAX)) {
      if (!probe) {
        // A promise to one is the end of an own attempt at a lower epoch.
        rest(nowMs, out)
        registers.raise(epoch, from, out)
        pace.wait(nowMs + settings.coordinatorTimeoutMs)
      }
      parts.send(from, { type: 'grant', epoch, probe }, out)
    } else {
      parts.send(from, { type: 'deny', epoch: registers.epoch, alive }, out)
    }
  }

  const granted = (nowMs: NowMs, from: PeerId, message: ClaimMessage, out: Out): void => {
    takeOver.answered(from, message)
    if (phase.type !== 'sounding' && phase.type !== 'claiming') {
      return
    }
    const isAsked = message.probe === (phase.type === 'sounding') && message.epoch === phase.epoch
    if (isAsked && roster.counts(from, message)) {
      phase.grants.set(from, roster.seatOf(from))
      count(nowMs, out)
    }
  }

  const denied = (nowMs: NowMs, from: PeerId, message: DenyMessage, out: Out): void => {
    const { epoch, alive } = message
    takeOver.answered(from, message)
    if (phase.type === 'sounding' || phase.type === 'claiming') {
      greatest = Math.max(greatest, epoch)
      if (alive || epoch >= phase.epoch) {
        rest(nowMs, out)
        pace.failed(nowMs)
      }
    }
    heardOf(nowMs, epoch, out)
  }

  const preempted = (nowMs: NowMs, from: PeerId, { epoch }: PreemptMessage, out: Out): void => {
    const isAsked = rules.preempt && phase.type === 'leading' && phase.epoch === epoch
    if (isAsked && from > self) {
      for (const peer of roster.others) {
        parts.send(peer, { type: 'resign', epoch, to: from }, out)
      }
      rest(nowMs, out)
      pace.wait(nowMs + 2 * settings.coordinatorTimeoutMs)
    }
  }

  const resigned = (nowMs: NowMs, from: PeerId, { epoch, to }: ResignMessage, out: Out): void => {
    if (heard.leader === from && heard.epoch === epoch) {
      heard.end()
      pace.wait(nowMs + settings.coordinatorTimeoutMs)
      if (to === self && roster.isReady) {
        claim(nowMs, out)
      }
    }
  }

  const advance = (nowMs: NowMs, out: Out): void => {
    switch (phase.type) {
      case 'resting':
        if (hearsLeader(nowMs)) {
          takeOver.advance(nowMs, out)
        } else if (pace.isOver(nowMs)) {
          begin(nowMs, out)
        }
        break
      case 'leading':
        if (phase.followers.areTooFew(nowMs, roster.following - 1)) {
          rest(nowMs, out)
          pace.failed(nowMs)
        } else if (nowMs >= dueMs) {
          beat(nowMs, out)
        }
        break
      default:
        if (nowMs >= phase.untilMs) {
          overdue(nowMs, out)
        } else if (nowMs >= dueMs) {
          sendClaims(nowMs, out)
        }
    }
  }

  /** What it waited for has not come about. */
  const overdue = (nowMs: NowMs, out: Out): void => {
    if (phase.type === 'asking') {
      sound(nowMs, out)
      return
    }
    if (phase.type === 'yielding') {
      pace.yielded()
    }
    phase = RESTING
    pace.failed(nowMs)
  }

  const receive: Election['message'] = (nowMs, from, message, out) => {
    switch (message.type) {
      case 'beat':
        beatHeard(nowMs, from, message, out)
        break
      case 'beaten':
        answered(nowMs, from, message)
        break
      case 'election':
        asked(nowMs, from, message, out)
        break
      case 'okay':
        if (phase.type === 'asking' && phase.round === message.round) {
          phase = { type: 'yielding', untilMs: nowMs + settings.coordinatorTimeoutMs }
        }
        break
      case 'claim':
        claimed(nowMs, from, message, out)
        break
      case 'grant':
        granted(nowMs, from, message, out)
        break
      case 'preempt':
        preempted(nowMs, from, message, out)
        break
      case 'deny':
        denied(nowMs, from, message, out)
        break
      case 'resign':
        resigned(nowMs, from, message, out)
        break
    }
  }

  return {
    get role() {
      if (phase.type === 'leading') {
        return 'leader'
      }
      return phase.type === 'claiming' ? 'candidate' : 'follower'
    },
    get leader() {
      return heard.leader
    },
    get leaderEpoch() {
      return heard.epoch
    },
    wasHeard: (nowMs, withinMs) => phase.type === 'leading' || heard.wasHeard(nowMs, withinMs),
    get connected() {
      return phase.type === 'leading' ? phase.followers.peers : []
    },
    start(nowMs) {
      // Whoever leads is heard first.
      pace.wait(nowMs + Math.ceil(settings.electionTimeoutMs * (0.5 + random.next())))
    },
    heardOf,
    spoken(nowMs, from, epoch) {
      if (from === heard.leader && epoch === heard.epoch) {
        heard.hear(nowMs, from, epoch)
      }
    },
    answered,
    renew(nowMs, out) {
      rest(nowMs, out)
      if (roster.isReady) {
        claim(nowMs, out)
      }
    },
    tick(nowMs, out) {
      if (roster.isReady) {
        advance(nowMs, out)
      } else if (phase.type !== 'resting') {
        rest(nowMs, out)
      }
    },
    message: receive,
    disconnected(nowMs, peer) {
      if (peer === heard.leader) {
        heard.closed(nowMs)
      }
      if (phase.type === 'leading') {
        phase.followers.left(nowMs, peer)
      }
    }
  }
}

function beatOf({ forgottenTo }: Registers, epoch: number, seq: number): Content {
  return { type: 'beat', epoch, seq, forgottenTo }
}
