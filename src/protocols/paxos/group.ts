/**
 * One group as one vehicle sees it: its log, its election, both halves of the agreement, its state,
 * and what clients of this vehicle ask of it.
 *
 * Keeps: only members from the data directory that the booth names are heard; a vehicle whose disk
 * has lost anything keeps what is decided and votes nowhere; a leader that no majority answers, or
 * that has promised a higher ballot, leads no more.
 */
import type { FullBlock } from '../../core/block.ts'
import { type Booth, decodeBooth } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { Disk, NowMs, StoredRecord } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Signal, SnapshotNote } from '../../core/signal.ts'
import { createApply, LOAD_TOKEN } from './apply.ts'
import { CERTIFY_TIMER, createCertificates, isOfCertificates } from './certificates.ts'
import { CHANGE_TIMER, type Changes, createChanges } from './change.ts'
import { createCompaction, REMOVE_TIMER } from './compaction.ts'
import { createFollower } from './follower.ts'
import { createIntake } from './intake.ts'
import { createLeader } from './leader.ts'
import { createLease } from './lease.ts'
import { createLog } from './log.ts'
import type { PaxosSettings } from './options.ts'
import type { GroupParts } from './parts.ts'
import { boothIn, openedReply, readGroupRecord, writeGroupRecord } from './record.ts'
import { createRelay } from './relay.ts'
import type { Roster } from './roster.ts'
import { createService, RELEASED_TIMER, type ServicePorts, TELL_TIMER } from './service.ts'
import { createSnapshots, SNAPSHOT_TIMER } from './snapshot.ts'
import { hasLosses, statusOf } from './status.ts'
import {
  createSubmit,
  FORWARDED_TIMER,
  type GroupRequest,
  RETRY_TIMER,
  type SubmitPorts
} from './submit.ts'
import { createTenure, RESEND_TIMER, ROUND_TIMER, type TenurePorts } from './tenure.ts'
import type {
  CertifyHeadRequest,
  GroupStatus,
  Out,
  PaxosMessage,
  PaxosPorts,
  Queried
} from './types.ts'
import { createVoice } from './voice.ts'

export interface Group {
  readonly chain: Chain
  readonly roster: Roster
  readonly decided: Head
  readonly changes: Changes
  /** Who leads, as far as a member knows; undefined for who is none. */
  readonly leader: PeerId | undefined
  /** The log is kept here: this vehicle is a member, was one, or was told to become one. */
  readonly isKept: boolean
  /** Asks the state as it is applied here. @throws InvalidMessageError */
  peek(question: Uint8Array): Queried
  /** Whether everything up to this block is decided here. */
  holds(head: Head): boolean
  start(nowMs: NowMs, out: Out): void
  message(nowMs: NowMs, from: PeerId, message: PaxosMessage, out: Out): void
  timer(nowMs: NowMs, id: string, out: Out): void
  loaded(nowMs: NowMs, token: string, records: readonly StoredRecord[], out: Out): void
  request(nowMs: NowMs, id: string, request: GroupRequest | CertifyHeadRequest, out: Out): void
  /** Blocks that were decided elsewhere, consecutive, checked against a hash that a member gave. */
  install(nowMs: NowMs, blocks: readonly FullBlock[], out: Out): void
  /** The state after some block, from another vehicle. */
  restore(nowMs: NowMs, note: SnapshotNote, content: readonly Uint8Array[], out: Out): void
  /** The chain is held for others, or no more. */
  signal(signal: Signal): void
  /** The newest snapshot, whole and on disk. */
  readonly snapshot: SnapshotNote | undefined
  /** A vehicle of the fleet says that the group has decided up to there. */
  learn(nowMs: NowMs, from: PeerId, head: Head, out: Out): void
  /** Puts a booth into force whose predecessors this vehicle need not know. */
  configure(nowMs: NowMs, booth: Booth, seal: Head, out: Out): void
  /** Sends the answers of this step; the last thing in it. */
  flush(nowMs: NowMs, out: Out): void
  readonly pending: number
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

export function createGroup(world: GroupWorld, chain: Chain, disk: Disk): Group {
  const { environment, settings, ports } = world
  const { self, holdings } = environment
  const record = readGroupRecord(environment, chain, disk)
  const isDamaged = hasLosses(environment, chain, disk)
  const tenure = createTenure(self, ports.incarnation, record, tenurePorts())
  const log = createLog(environment, chain, Math.max(1, tenure.roster.number), disk)
  const lease = createLease(settings, chain.id, disk, {
    quorum: () => tenure.roster.quorum,
    leader: () => log.promised.node
  })
  const voice = createVoice(settings, ports.incarnation, chain, log)
  /** Its votes could rest on less than it has said, or it could not answer as a leader. */
  const isFaulty = (): boolean => isDamaged || snapshots.isLost
  const parts = partsOfGroup()
  const leader = createLeader(parts, progress)
  const certificates = createCertificates(parts, leader)
  const follower = createFollower(parts)
  const createState = () => ports.createState(chain.genesis.state)
  const apply = createApply(environment, chain, createState(), log, applied)
  const snapshots = createSnapshots(parts, apply, disk, createState)
  const compaction = createCompaction(parts, snapshots)
  const service = createService(parts, leader, apply, servicePorts())
  const submitting = submitPorts()
  const submit = createSubmit(parts, world.run, submitting)
  const hear = createIntake(parts, tenure, follower, leader)
  const changes = createChanges(parts, leader, service, record?.operation ?? '')
  const relay = createRelay(parts, tenure, service, submit)
  const timers = new Map(timersOfGroup())
  let isTold = false

  function applied(block: FullBlock, results: readonly Uint8Array[], out: Out): void {
    service.applied(block, results)
    snapshots.applied(block, out)
  }

  function progress(nowMs: NowMs, out: Out): void {
    service.progress(nowMs, out)
    certificates.progress(nowMs, out)
  }

  function timersOfGroup(): readonly (readonly [string, (nowMs: NowMs, out: Out) => void])[] {
    return [
      [ROUND_TIMER, tenure.round],
      [RESEND_TIMER, tenure.resend],
      [RELEASED_TIMER, service.released],
      [TELL_TIMER, service.tell],
      [RETRY_TIMER, submit.retry],
      [FORWARDED_TIMER, submit.forwarded],
      [CERTIFY_TIMER, certificates.timer],
      [SNAPSHOT_TIMER, snapshots.write],
      [REMOVE_TIMER, compaction.remove],
      [CHANGE_TIMER, changes.timer]
    ]
  }

  function partsOfGroup(): GroupParts {
    const { send, missing, refused } = voice
    return {
      environment,
      settings,
      incarnation: ports.incarnation,
      chain,
      log,
      lease,
      roster: () => tenure.roster,
      election: () => tenure.election,
      mayVote: () => tenure.roster.isVoter && !isFaulty(),
      certified: () => holdings.get(chain.id)?.certified?.height ?? 0,
      send,
      decided,
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
        const leads = tenure.leader()
        if (peer === self) {
          submit.answered(nowMs, self, run, leads, answers, out)
        } else {
          const origin = via === peer ? undefined : peer
          voice.send(via, { type: 'answers', run, leader: leads, answers, origin }, out)
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
        service.take(nowMs, { peer: self, via: self, run }, items, out),
      newClient: world.newClient,
      answerChange: (result) => openedReply(decodeBooth(environment.crypto, result))
    }
  }

  function decided(nowMs: NowMs, blocks: readonly FullBlock[], out: Out): void {
    const last = blocks.at(-1)
    if (last === undefined) {
      return
    }
    apply.advance(out)
    const { height } = last.header
    const detail = { chain: chain.id, height, blocks: blocks.length }
    out.push({ type: 'fact', fact: { name: 'paxos:decided', detail } })
    out.push({
      type: 'signal',
      signal: { type: 'decided', chain: chain.id, head: { height, hash: last.hash } }
    })
    for (const block of blocks) {
      if (block.header.seal !== undefined) {
        enter(nowMs, block, out)
      }
    }
    certificates.progress(nowMs, out)
    compaction.progress(nowMs, out)
  }

  /** The last block of a booth is decided: the booth that it names comes into force. */
  function enter(nowMs: NowMs, seal: FullBlock, out: Out): void {
    const booth = boothIn(environment, seal)
    if (booth.number > tenure.roster.number) {
      changes.ended(seal.header.seal?.operation ?? '', booth)
      configure(nowMs, booth, { height: seal.header.height, hash: seal.hash }, out)
    }
  }

  function configure(nowMs: NowMs, booth: Booth, seal: Head, out: Out): void {
    tenure.stopLeading(nowMs, out)
    tenure.configure(nowMs, booth, seal)
    log.configure(booth.number, out)
    follower.reset()
    lease.release()
    certificates.reset()
    writeGroupRecord(chain, { booth, seal, operation: changes.operation }, out)
    holdings.storeBooth(booth, out)
    const detail = {
      chain: chain.id,
      number: booth.number,
      members: booth.members,
      base: seal.height + 1
    }
    out.push({ type: 'fact', fact: { name: 'paxos:configured', detail } })
    changes.configured(nowMs, out)
    tenure.begin(nowMs, out)
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
    get pending() {
      return submit.pending
    },
    get leader() {
      return submitting.isLeading() ? self : submitting.leader()
    },
    get isKept() {
      return tenure.roster.booth !== undefined || isTold
    },
    peek(question) {
      const { applied: height, timeMs } = apply
      return { chain: chain.id, result: apply.state.query(question, { height, timeMs }), height }
    },
    // What lies before the base is gone, and was the same for all.
    holds: ({ height, hash }) =>
      height <= log.decided.height && (height < log.base.height || log.hashAt(height) === hash),
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
      } else if (isOfCertificates(message)) {
        certificates.message(nowMs, from, message, out)
      } else {
        hear(nowMs, from, message, out)
      }
    },
    timer(nowMs, id, out) {
      const prefix = id.slice(0, id.length - chain.id.length)
      timers.get(prefix)?.(nowMs, out)
    },
    loaded(nowMs, token, records, out) {
      if (token.startsWith(LOAD_TOKEN)) {
        apply.loaded(records, out)
      } else {
        snapshots.loaded(records, out)
      }
      service.progress(nowMs, out)
    },
    request(nowMs, id, request, out) {
      tenure.active(nowMs)
      if (request.type === 'certifyHead') {
        certificates.request(nowMs, id, request, out)
      } else {
        submit.request(nowMs, id, request, out)
      }
    },
    install(nowMs, blocks, out) {
      const next = blocks.filter(({ header }) => header.height > log.decided.height)
      const isOther = next.some(({ header, hash }) => {
        const own = log.hashAt(header.height)
        return own !== undefined && own !== hash
      })
      if (isOther && leader.phase === 'lead') {
        // Something else was decided behind the back of this leader.
        tenure.stopLeading(nowMs, out)
        tenure.election.resign()
      }
      log.install(next, out)
      voice.caughtUp()
      decided(nowMs, next, out)
      leader.installed(nowMs, out)
      follower.installed(nowMs, out)
    },
    restore(nowMs, note, content, out) {
      if (!snapshots.install(note, content, out)) {
        return
      }
      if (leader.phase === 'lead') {
        tenure.stopLeading(nowMs, out)
        tenure.election.resign()
      }
      voice.caughtUp()
      const booth =
        note.booth.length === 0 ? undefined : decodeBooth(environment.crypto, note.booth)
      if (booth !== undefined && booth.number > tenure.roster.number) {
        configure(nowMs, booth, note.seal, out)
      } else {
        leader.installed(nowMs, out)
        follower.installed(nowMs, out)
        tenure.begin(nowMs, out)
      }
    },
    signal: compaction.signal,
    get snapshot() {
      return snapshots.newest
    },
    learn(nowMs, from, head, out) {
      isTold = true
      voice.missing(nowMs, from, head, out)
    },
    configure,
    flush: service.flush,
    status: () => statusOf(parts, leader, apply, service, isFaulty())
  }
}
