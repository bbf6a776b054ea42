/**
 * One group as one vehicle sees it: its log, its election, both halves of the agreement, its state,
 * and what clients of this vehicle ask of it.
 *
 * Keeps: only members from the data directory that the booth names are heard; a vehicle whose disk
 * has lost anything keeps what is decided and votes nowhere; a leader that no majority answers, or
 * that has promised a higher ballot, leads no more.
 */
import type { Ballot } from '../../core/ballot.ts'
import type { FullBlock } from '../../core/block.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { Disk, NowMs, StoredRecord } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Signal, SnapshotNote } from '../../core/signal.ts'
import { createApply, RELOAD_TIMER } from './apply.ts'
import {
  CERTIFY_TIMER,
  type Certificates,
  createCertificates,
  isOfCertificates
} from './certificates.ts'
import { CHANGE_TIMER, type Changes, createChanges } from './change.ts'
import { createCompaction, REMOVE_TIMER } from './compaction.ts'
import { type CourseCast, createCourse } from './course.ts'
import { createFaults } from './fault.ts'
import { createFollower } from './follower.ts'
import { createIntake } from './intake.ts'
import { createLeader, type Leader, WRITTEN_TIMER } from './leader.ts'
import { createLease } from './lease.ts'
import { createLog, type Log, type LogTerms } from './log.ts'
import type { PaxosSettings } from './options.ts'
import type { GroupParts } from './parts.ts'
import type { GroupRequest } from './pending.ts'
import { WORK_TIMER } from './proposals.ts'
import { READ_TIMER } from './questions.ts'
import { changedReply, readGroupRecord } from './record.ts'
import { createRecovery, RECOVERY_TIMER } from './recovery.ts'
import { createRelay } from './relay.ts'
import type { BoothInForce, KeptBooth, Roster } from './roster.ts'
import { createService, type Service, type ServicePorts, TELL_TIMER } from './service.ts'
import { createShown, type Shown } from './shown.ts'
import { createSnapshots, SNAPSHOT_TIMER } from './snapshot.ts'
import { statusOf } from './status.ts'
import {
  createSubmit,
  FORWARDED_TIMER,
  RETRY_TIMER,
  type Submit,
  type SubmitPorts
} from './submit.ts'
import { createTenure, RESEND_TIMER, ROUND_TIMER, type Tenure, type TenurePorts } from './tenure.ts'
import type {
  CertifyHeadRequest,
  GroupStatus,
  Out,
  PaxosMessage,
  PaxosPorts,
  Queried,
  RecoverGroupRequest
} from './types.ts'
import { createVoice } from './voice.ts'

export interface Group {
  readonly chain: Chain
  readonly roster: Roster
  readonly decided: Head
  readonly changes: Changes
  /** Who leads, as far as a member knows; undefined for who is none. */
  leader(): PeerId | undefined
  /** The log is kept here: this vehicle is a member, was one, or was told to become one. */
  isKept(): boolean
  /** From now on it is, whatever was held of the chain before. */
  keep(out: Out): void
  /** Asks the state as it is applied here. @throws InvalidMessageError */
  peek(question: Uint8Array): Queried
  /** Whether everything up to this block is decided here; before the base it was the same for all. */
  holds(head: Head): boolean
  start(nowMs: NowMs, out: Out): void
  message(nowMs: NowMs, from: PeerId, message: PaxosMessage, out: Out): void
  timer(nowMs: NowMs, id: string, out: Out): void
  loaded(nowMs: NowMs, token: string, records: readonly StoredRecord[], out: Out): void
  request(
    nowMs: NowMs,
    id: string,
    request: GroupRequest | CertifyHeadRequest | RecoverGroupRequest,
    out: Out
  ): void
  /** Blocks that were decided elsewhere, checked against a hash that a member gave. */
  install(nowMs: NowMs, blocks: readonly FullBlock[], out: Out): void
  /** The state after some block, from another vehicle. */
  restore(nowMs: NowMs, note: SnapshotNote, content: readonly Uint8Array[], out: Out): void
  /** Some vehicle is connected now. */
  connected(nowMs: NowMs, peer: PeerId, out: Out): void
  /** No connection to it is left. */
  disconnected(nowMs: NowMs, peer: PeerId, out: Out): void
  /** The chain is held for others, or no more. */
  signal(signal: Signal): void
  /** Members contradict this block, which is decided here; undefined when they do not. */
  judged(nowMs: NowMs, own: Head | undefined, out: Out): void
  /** The newest snapshot, whole and on disk. */
  snapshot(): SnapshotNote | undefined
  /** Another vehicle reads it. */
  snapshotRead(nowMs: NowMs): void
  /** A vehicle has lost its state, and has decided up to there. */
  snapshotWanted(nowMs: NowMs, peer: PeerId, height: number, out: Out): void
  /** The state cannot be had from what is on this disk. */
  lacksState(): boolean
  /** A vehicle says that the group has decided up to there; heard when it is believed to be a member. */
  learn(nowMs: NowMs, from: PeerId, head: Head, out: Out): void
  readonly shown: Shown
  /** Puts a booth into force whose predecessors this vehicle need not know. */
  configure(nowMs: NowMs, inForce: BoothInForce, out: Out): void
  /** Sends the answers of this step; the last thing in it. */
  flush(nowMs: NowMs, out: Out): void
  pending(): number
  status(): GroupStatus
}

/** What all groups of a vehicle share. */
export interface GroupWorld {
  readonly environment: Environment
  readonly settings: PaxosSettings
  readonly ports: PaxosPorts
  /** Starts of this vehicle so far. */
  readonly run: number
  newClient(): string
}

interface Progressing {
  readonly leader: Leader
  readonly submit: Submit
  readonly service: Service
  readonly certificates: Certificates
}

/** What is to be done when the leader has come further. */
function createProgress(cast: () => Progressing): (nowMs: NowMs, out: Out) => void {
  let led: Ballot | undefined
  let known: Progressing | undefined
  return (nowMs, out) => {
    // Asked for once: not all of it is there when this is made, and it is used with every message.
    known ??= cast()
    const { leader, submit, service, certificates } = known
    if (leader.phase === 'lead' && leader.ballot !== led) {
      // What clients of this vehicle had sent to the leader before is for itself now.
      led = leader.ballot
      submit.leaderChanged(nowMs, out)
    }
    service.progress(nowMs, out)
    certificates.progress(nowMs, out)
  }
}

function logTermsOf(
  { isPinned }: PaxosPorts,
  { id }: Chain,
  record: KeptBooth | undefined
): LogTerms {
  return {
    cfg: Math.max(1, record?.booth.number ?? 0),
    isKept: record !== undefined,
    isPinned: (height) => isPinned?.(id, height) === true
  }
}

function leasePortsOf(tenure: Tenure, log: Log): Parameters<typeof createLease>[3] {
  return { quorum: () => tenure.roster.quorum, leader: () => log.promised.node }
}

export function createGroup(world: GroupWorld, chain: Chain, disk: Disk): Group {
  const { environment, settings, ports } = world
  const record = readGroupRecord(environment, chain, disk)
  const tenure = createTenure(environment.self, ports.incarnation, record, tenurePorts())
  const log = createLog(environment, chain, logTermsOf(ports, chain, record), disk)
  const faults = createFaults(environment, chain, disk, log.base, () => snapshots.isLost)
  const lease = createLease(settings, chain.id, disk, leasePortsOf(tenure, log))
  const shown = createShown(chain, () => tenure.roster)
  const voice = createVoice(settings, ports.incarnation, chain, log, shown)
  const parts = partsOfGroup()
  const leader = createLeader(parts, createProgress(castOf))
  const certificates = createCertificates(parts, leader)
  const follower = createFollower(parts)
  const apply = createApply(parts, (block, results, out) => {
    service.applied(block, results)
    snapshots.applied(block, out)
  })
  const snapshots = createSnapshots(parts, apply, disk)
  const compaction = createCompaction(parts, snapshots)
  const service = createService(parts, leader, apply, servicePorts())
  const submit = createSubmit(parts, world.run, submitPorts())
  const changes = createChanges(parts, leader, service)
  const hear = createIntake(parts, tenure, follower, leader, { shown, changes })
  const recovery = createRecovery({ parts, tenure, leader, service })
  const relay = createRelay(parts, tenure, service, submit)
  const course = createCourse(castOf())
  const timers = new Map(timersOfGroup())

  function castOf(): CourseCast & Progressing {
    const { caughtUp } = voice
    const agreeing = { parts, tenure, leader, follower, apply, snapshots }
    const around = { compaction, certificates, changes, recovery, shown, service, submit }
    return { ...agreeing, ...around, caughtUp }
  }

  function timersOfGroup(): readonly (readonly [string, (nowMs: NowMs, out: Out) => void])[] {
    return [
      [ROUND_TIMER, tenure.round],
      [RELOAD_TIMER, (_, out) => apply.advance(out)],
      [RESEND_TIMER, tenure.resend],
      [TELL_TIMER, service.tell],
      [READ_TIMER, service.read],
      [WORK_TIMER, service.work],
      [RETRY_TIMER, submit.retry],
      [FORWARDED_TIMER, submit.forwarded],
      [CERTIFY_TIMER, certificates.timer],
      [SNAPSHOT_TIMER, snapshots.write],
      [REMOVE_TIMER, compaction.remove],
      [CHANGE_TIMER, changes.timer],
      [RECOVERY_TIMER, recovery.timer]
    ]
  }

  function partsOfGroup(): GroupParts {
    const { send, sendEarly, missing, refused } = voice
    return {
      environment,
      settings,
      incarnation: ports.incarnation,
      chain,
      log,
      lease,
      roster: () => tenure.roster,
      election: () => tenure.election,
      entryFault: (asker, entry) => ports.entryFault?.(chain.genesis, asker, entry),
      membersFault: (members) => ports.membersFault?.(chain.genesis, members),
      handOverFault: (next) => ports.handOverFault?.(chain.id, next),
      createState: () => ports.createState(chain.genesis),
      mayVote: () => tenure.roster.isVoter && !faults.isFaulty && apply.hasReadDisk,
      certified: () => environment.holdings.get(chain.id)?.certified?.height ?? 0,
      send,
      sendEarly,
      decided: (nowMs, blocks, out) => course.decided(nowMs, blocks, out),
      missing,
      refused
    }
  }

  function tenurePorts(): TenurePorts {
    return {
      parts: () => parts,
      lead: () => leader,
      stopped(nowMs, out) {
        service.lost()
        changes.lost()
        recovery.lost()
        lease.end()
        submit.leaderChanged(nowMs, out)
      },
      leaderChanged: (nowMs, out) => submit.leaderChanged(nowMs, out),
      rounded: (rounds, out) => changes.round(rounds, out),
      heard(from, message, out) {
        certificates.heard(from, message, out)
        compaction.heard(from, message.decided.height)
      }
    }
  }

  function servicePorts(): ServicePorts {
    return {
      answered(nowMs, { peer, via, run }, answers, out) {
        const leads = tenure.livingLeader()
        if (peer === environment.self) {
          submit.answered(nowMs, environment.self, run, leads, answers, out)
        } else {
          const origin = via === peer ? undefined : peer
          voice.sendEarly(via, { type: 'answers', run, leader: leads, answers, origin }, out)
        }
      },
      change: (nowMs, waiter, item, out) => changes.ask(nowMs, waiter, item, out)
    }
  }

  function submitPorts(): SubmitPorts {
    return {
      isLeading: () => leader.phase === 'lead',
      leader: () => (parts.mayVote() && tenure.election.isHappy ? tenure.leader() : undefined),
      members: () =>
        tenure.roster.booth?.members ?? ports.membersOf?.(chain.id) ?? chain.genesis.members,
      take: (nowMs, run, items, out) =>
        service.take(nowMs, { peer: environment.self, via: environment.self, run }, items, out),
      newClient: world.newClient,
      answerChange: (result) => changedReply(environment, result)
    }
  }

  return {
    chain,
    changes,
    get roster() {
      return tenure.roster
    },
    get decided() {
      return log.decided
    },
    pending: () => submit.pending,
    leader() {
      return leader.phase === 'lead' ? environment.self : submitPorts().leader()
    },
    isKept: () => log.isKept,
    peek(question) {
      const { applied: height, timeMs } = apply
      return { chain: chain.id, result: apply.state.query(question, { height, timeMs }), height }
    },
    holds({ height, hash }) {
      const isGone = height < log.base.height
      return height <= log.decided.height && (isGone || log.hashAt(height) === hash)
    },
    start(nowMs, out) {
      lease.start(nowMs)
      snapshots.start(out)
      compaction.start(nowMs, out)
      apply.advance(out)
      tenure.begin(nowMs, out)
      changes.start(nowMs, out)
    },
    message(nowMs, from, message, out) {
      if (message.type === 'forward') {
        relay.forward(nowMs, from, message, out)
      } else if (message.type === 'answers') {
        relay.answers(nowMs, from, message, out)
      } else if (message.type === 'ready' || message.type === 'invited') {
        changes.message(nowMs, from, message, out)
        recovery.message(from, message)
      } else if (isOfCertificates(message)) {
        certificates.message(nowMs, from, message, out)
      } else {
        hear(nowMs, from, message, out)
      }
    },
    timer(nowMs, id, out) {
      if (id.startsWith(WRITTEN_TIMER)) {
        leader.written(nowMs, id, out)
        return
      }
      timers.get(id.slice(0, id.length - chain.id.length))?.(nowMs, out)
    },
    loaded(nowMs, token, records, out) {
      course.loaded(nowMs, token, records, out)
      service.progress(nowMs, out)
    },
    request(nowMs, id, request, out) {
      tenure.active(nowMs)
      if (request.type === 'certifyHead') {
        certificates.request(nowMs, id, request, out)
      } else if (request.type === 'recoverGroup') {
        recovery.request(nowMs, id, request, out)
      } else {
        submit.request(nowMs, id, request, out)
      }
    },
    install: course.install,
    restore: course.restore,
    connected(nowMs, peer, out) {
      changes.met(peer, out)
      submit.retry(nowMs, out)
    },
    disconnected: submit.disconnected,
    signal: compaction.signal,
    judged(nowMs, own, out) {
      if (faults.judged(own, out)) {
        tenure.begin(nowMs, out)
      }
    },
    snapshot: () => snapshots.newest,
    snapshotRead: snapshots.hold,
    snapshotWanted: snapshots.want,
    lacksState: () => snapshots.isLost,
    keep(out) {
      log.keep()
      apply.advance(out)
    },
    learn: voice.missing,
    shown,
    configure: course.configure,
    flush: service.flush,
    status: () => statusOf(parts, leader, apply, service, faults.name, compaction.heardOf)
  }
}
