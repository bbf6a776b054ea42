/**
 * One group of the engine quorum at one vehicle: its parts, and who gets which message.
 */
import type { Environment } from '../../core/environment.ts'
import type { Chain } from '../../core/genesis.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { assemble } from './assembly.ts'
import type { QuorumSettings } from './options.ts'
import type { Content, GroupParts } from './parts.ts'
import { createRegisters } from './registers.ts'
import { createRoster } from './roster.ts'
import type {
  Out,
  QuorumGroupStatus,
  QuorumMessage,
  QuorumPorts,
  QuorumRequest,
  Role
} from './types.ts'
import { createWholeness } from './wholeness.ts'

export const TICK_TIMER = 'quorum:tick:'
export const TURN_TIMER = 'quorum:turn:'

export interface Group {
  /** Nothing of it is, or was, on disk. */
  readonly isBlank: boolean
  /** Requests that are not answered. */
  readonly pending: number
  readonly leader: PeerId | undefined
  start(nowMs: NowMs, out: Out): void
  message(nowMs: NowMs, from: PeerId, message: QuorumMessage, out: Out): void
  request(nowMs: NowMs, id: string, request: QuorumRequest, out: Out): void
  timer(nowMs: NowMs, id: string, out: Out): void
  archived(id: string, isDone: boolean): void
  connected(nowMs: NowMs, out: Out): void
  disconnected(nowMs: NowMs, peer: PeerId, out: Out): void
  /** Sends the answers of this step. */
  flush(out: Out): void
  status(): QuorumGroupStatus
}

export interface GroupWorld {
  readonly environment: Environment
  readonly settings: QuorumSettings
  readonly ports: QuorumPorts
  readonly run: number
  nextId(): number
  newName(): string
}

/** The group of a chain of the engine quorum. */
export function createGroup(world: GroupWorld, chain: Chain, disk: Disk): Group {
  const { environment, settings, ports } = world
  const { genesis } = chain
  const rules = genesis.quorum ?? { reads: 0, writes: 0, leaderless: false, preempt: false }
  const registers = createRegisters(chain.id, disk, environment.isDamaged)
  const roster = createRoster(environment, chain, ports, registers)
  let isTurnSet = false

  const named = (content: Content): QuorumMessage =>
    ({
      ...content,
      chain: chain.id,
      incarnation: ports.incarnation,
      booth: roster.number
    }) as QuorumMessage

  const parts: GroupParts = {
    environment,
    settings,
    ports,
    chain,
    rules,
    registers,
    roster,
    run: world.run,
    nextId: world.nextId,
    send(to, content, out) {
      out.push({ type: 'send', to, protocol: 'quorum', message: named(content) })
    },
    sendEarly(to, content, out) {
      out.push({ type: 'send', to, protocol: 'quorum', message: named(content), isEarly: true })
    },
    sendAll(peers, content, isEarly, out) {
      const message = named(content)
      const early = isEarly ? ({ isEarly } as const) : {}
      for (const to of peers) {
        out.push({ type: 'send', to, protocol: 'quorum', message, ...early })
      }
    },
    fact(name, detail, out) {
      out.push({ type: 'fact', fact: { name, detail: { chain: chain.id, ...detail } } })
    },
    turn(nowMs, out) {
      if (!isTurnSet) {
        isTurnSet = true
        out.push({ type: 'timer', id: `${TURN_TIMER}${chain.id}`, atMs: nowMs })
      }
    },
    heardOf: (nowMs, epoch, out) => assembly.election.heardOf(nowMs, epoch, out)
  }

  const assembly = assemble(parts, world.newName)
  const wholeness = createWholeness(parts)
  const { replica, collector, stores, spans, writer, freeWriter } = assembly
  const { reads, recovery, archive, forgetting, election, service, client } = assembly

  const setTick = (nowMs: NowMs, out: Out): void => {
    const atMs = nowMs + Math.ceil(settings.heartbeatMs / 2)
    out.push({ type: 'timer', id: `${TICK_TIMER}${chain.id}`, atMs })
  }

  const turn = (nowMs: NowMs, out: Out): void => {
    isTurnSet = false
    client.flush(nowMs, out)
    reads.flush(nowMs, out)
    writer.flush(nowMs, out)
    freeWriter.flush(nowMs, out)
  }

  const tick = (nowMs: NowMs, out: Out): void => {
    recovery.tick(nowMs, out)
    if (!rules.leaderless) {
      election.tick(nowMs, out)
    }
    reads.expire(nowMs)
    writer.expire(nowMs)
    collector.resend(nowMs, out)
    stores.resend(nowMs, out)
    spans.resend(nowMs, out)
    client.tick(nowMs, out)
    archive.tick(nowMs, out)
    forgetting.tick(nowMs, out)
    wholeness.tick(nowMs)
    leave(out)
    parts.turn(nowMs, out)
    setTick(nowMs, out)
  }

  /** What this vehicle held as a member is with the members. */
  const leave = (out: Out): void => {
    if (roster.number > 0 && !roster.isMember) {
      registers.forget(out)
    }
  }

  const memberMessage = (nowMs: NowMs, from: PeerId, message: QuorumMessage, out: Out): void => {
    switch (message.type) {
      case 'fetch':
        election.spoken(nowMs, from, message.epoch)
        replica.fetch(nowMs, from, message, out)
        break
      case 'fetched':
        election.answered(nowMs, from, message)
        collector.fetched(nowMs, from, message, out)
        break
      case 'pull':
        replica.pull(from, message, out)
        break
      case 'pulled':
        election.answered(nowMs, from, message)
        recovery.pulled(nowMs, from, message, out)
        spans.pulled(nowMs, from, message, out)
        break
      case 'store':
        election.spoken(nowMs, from, message.epoch)
        replica.store(nowMs, from, message, out)
        break
      case 'stored':
        election.answered(nowMs, from, message)
        stores.stored(nowMs, from, message, out)
        break
      case 'forward':
      case 'answers':
        // From and for anybody.
        break
      default:
        if (!rules.leaderless) {
          election.message(nowMs, from, message, out)
        }
    }
  }

  const roleNow = (): Role => {
    if (!roster.isReady) {
      return 'learner'
    }
    return rules.leaderless ? 'peer' : election.role
  }

  return {
    get pending() {
      return client.pending
    },
    get isBlank() {
      return registers.isBlank
    },
    get leader() {
      return election.leader
    },
    start(nowMs, out) {
      election.start(nowMs)
      if (rules.leaderless) {
        archive.begin(nowMs)
      }
      setTick(nowMs, out)
    },
    message(nowMs, from, message, out) {
      if (message.type === 'forward') {
        service.forward(nowMs, from, message, out)
      } else if (message.type === 'answers' && roster.includes(from)) {
        if (!service.passOn(message, out) && message.run === world.run) {
          client.answered(nowMs, from, message, out)
        }
      } else if (roster.isMember && roster.includes(from)) {
        memberMessage(nowMs, from, message, out)
      } else if (message.booth <= roster.number) {
        // Of a later booth than is known here it may be a member, and says it again.
        const reason = 'only members of the group say this, and most of it only to members'
        parts.fact('quorum:refused', { from, type: message.type, reason }, out)
      }
    },
    request: client.request,
    timer(nowMs, id, out) {
      if (id.startsWith(TURN_TIMER)) {
        turn(nowMs, out)
      } else {
        tick(nowMs, out)
      }
    },
    archived(id, isDone) {
      archive.archived(id, isDone)
      wholeness.archived(id)
    },
    connected: client.connected,
    disconnected(nowMs, peer, out) {
      election.disconnected(nowMs, peer)
      client.disconnected(nowMs, peer, out)
    },
    flush: service.flush,
    status: () => ({
      chain: chain.id,
      rules,
      role: roleNow(),
      fault: roster.fault,
      members: roster.members,
      booth: roster.number,
      epoch: registers.epoch,
      leader: election.leader,
      registers: registers.size,
      deleted: registers.deleted,
      writing: stores.size,
      reading: collector.size + spans.size,
      connected: election.connected,
      unarchived: archive.size
    })
  }
}
