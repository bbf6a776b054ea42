/**
 * The paxos machine: all groups of a vehicle that agree on one log of blocks each, and the state that
 * the log makes.
 *
 * Keeps: I1 no two vehicles hold different decided blocks of one height; I2 to I10 of
 * docs/protocols/paxos.md.
 * Source: Sequence Paxos and its leader election (Omni-Paxos; Ng, Haridi, Carbone, EuroSys 2023);
 * differs from it: see docs/decisions/008.
 */
import { fromUtf8, NO_BYTES, NO_HASH, toHex, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { type Chain, type ChainId, decodeChain, isGroup } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import { machineKey } from '../../core/keyspace.ts'
import { INCARNATION_BYTES } from '../../core/limits.ts'
import { readDescended } from '../../core/lineage.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { refused } from '../../core/reply.ts'
import type { Signal } from '../../core/signal.ts'
import { createGroup, type Group, type GroupWorld } from './group.ts'
import { createGroups } from './groups.ts'
import { ASKED_MAX, GROUPS_MAX } from './limits.ts'
import { createOpenings, OPENING_TIMER } from './opening.ts'
import { type PaxosOptions, resolvePaxosOptions } from './options.ts'
import type { GroupRequest } from './pending.ts'
import { groupsOnDisk } from './record.ts'
import { withOperation } from './roster.ts'
import type {
  CertifyHeadRequest,
  InviteMessage,
  OpenMessage,
  Out,
  PaxosMachine,
  PaxosMessage,
  PaxosPorts,
  RecoverGroupRequest
} from './types.ts'

/** Hexadecimal digits of the data directory in the number of a start, and room for the starts. */
const RUN_DIGITS = 8
const STARTS_MAX = 2 ** 16

const NO_ROOM = `this vehicle has no room, or belongs to ${GROUPS_MAX} groups already`
const NO_SEAL: Head = { height: 0, hash: NO_HASH }

const STARTS_KEY = machineKey('paxos', 'starts')

/** @throws InvalidInputError when an option is out of its range */
export function createPaxos(
  environment: Environment,
  options: PaxosOptions | undefined,
  disk: Disk,
  ports: PaxosPorts
): PaxosMachine {
  const { self, crypto, fleet, holdings } = environment
  const settings = resolvePaxosOptions(options)
  const starts = disk.state.get(STARTS_KEY)
  const run = starts === undefined ? firstRun(environment, ports) : Number(fromUtf8(starts)) + 1
  let clients = 0
  const world: GroupWorld = {
    environment,
    settings,
    ports,
    run,
    newClient() {
      clients++
      const name = `session ${self} ${ports.incarnation} ${run} ${clients}`
      return crypto.sha256(toUtf8(name)).slice(0, 2 * INCARNATION_BYTES)
    }
  }
  const kept = groupsOnDisk(environment, disk).map((chain) => createGroup(world, chain, disk))
  const groups = createGroups(environment, kept, (chain) => createGroup(world, chain, disk))
  const groupOf = (chain: ChainId): Group | undefined => groups.get(chain)
  const openings = createOpenings(world, disk, groupOf, (nowMs, chain, booth, out) => {
    const group = groups.join(chain, out)
    group?.keep(out)
    group?.configure(nowMs, { booth, seal: NO_SEAL, operations: [] }, out)
    return group
  })

  const refuse = (from: PeerId, message: PaxosMessage, reason: string, out: Out): void => {
    const detail = { chain: message.chain, from, type: message.type, reason }
    out.push({ type: 'fact', fact: { name: 'paxos:refused', detail } })
  }

  const invite = (nowMs: NowMs, from: PeerId, message: InviteMessage, out: Out): void => {
    if (environment.isDamaged) {
      // It would not vote, nor have what is to be handed over.
      return
    }
    const chain = readChain(message)
    if (chain === undefined || !fleet.admits(from, undefined, nowMs)) {
      refuse(from, message, 'the genesis is of another chain, or a stranger invites', out)
      return
    }
    const isFirst = message.decided.height === 0
    const { booth = NO_BYTES, line } = message
    const shown = isFirst ? undefined : readDescended(crypto, fleet, chain, { booth, line })
    if (!isFirst && shown?.booth.members.includes(from) !== true) {
      refuse(from, message, 'nothing shows that who invites is a member', out)
      return
    }
    const group = isFirst ? groups.get(chain.id) : groups.invite(chain, from, out)
    if (group === undefined && !isFirst) {
      refuse(from, message, NO_ROOM, out)
      return
    }
    group?.keep(out)
    if (shown !== undefined) {
      group?.shown.show(shown)
    }
    group?.learn(nowMs, from, message.decided, out)
    const decided = group?.decided ?? { height: 0, hash: message.decided.hash }
    const { incarnation } = ports
    const answer = { type: 'invited', chain: chain.id, incarnation, decided } as const
    out.push({ type: 'send', to: from, protocol: 'paxos', message: answer })
  }

  const open = (nowMs: NowMs, from: PeerId, message: OpenMessage, out: Out): void => {
    const chain = readChain(message)
    const shown = chain === undefined ? undefined : readDescended(crypto, fleet, chain, message)
    const known = groups.get(message.chain)
    if (chain === undefined || shown === undefined || !fleet.admits(from, undefined, nowMs)) {
      refuse(from, message, 'the booth is not genuine, or a stranger tells of it', out)
      return
    }
    const { booth } = shown
    if (known !== undefined && known.roster.number >= booth.number) {
      known.changes.acknowledge(from, out)
      return
    }
    if (!booth.members.includes(self)) {
      refuse(from, message, 'the booth does not name this vehicle', out)
      return
    }
    const group = groups.join(chain, out)
    group?.keep(out)
    group?.shown.show(shown)
    if (group === undefined) {
      refuse(from, message, NO_ROOM, out)
    } else if (booth.number === 1) {
      group.configure(nowMs, { booth, seal: NO_SEAL, operations: [] }, out)
    } else if (isLost(group, from, message.seal)) {
      const operations = withOperation(group.roster, booth.number, '')
      group.configure(nowMs, { booth, seal: message.seal, operations }, out)
    } else {
      group.learn(nowMs, from, message.seal, out)
    }
  }

  const readChain = (message: OpenMessage | InviteMessage): Chain | undefined => {
    try {
      const chain = decodeChain(crypto, message.genesis)
      return chain.id === message.chain && isGroup(chain) ? chain : undefined
    } catch (error) {
      return undefinedFor(error)
    }
  }

  const message = (nowMs: NowMs, from: PeerId, received: PaxosMessage, out: Out): void => {
    const group = groups.get(received.chain)
    if (received.type === 'invite') {
      invite(nowMs, from, received, out)
    } else if (received.type === 'open') {
      open(nowMs, from, received, out)
    } else if (received.type === 'invited' && group === undefined) {
      openings.invited(nowMs, from, received.chain, received.incarnation, out)
    } else if (group !== undefined) {
      group.message(nowMs, from, received, out)
      if (received.type === 'ready') {
        openings.ready(received.chain, out)
      }
    } else if (received.type === 'forward') {
      const answers = received.items.map(({ ticket }) => ({
        ticket,
        outcome: { type: 'notLeader' } as const
      }))
      const { chain, run: of } = received
      const name = { chain, incarnation: ports.incarnation, leader: undefined, origin: undefined }
      const answer = { ...name, type: 'answers', run: of, answers } as const
      out.push({ type: 'send', to: from, protocol: 'paxos', message: answer })
    }
  }

  const request = (
    nowMs: NowMs,
    id: string,
    asked: GroupRequest | CertifyHeadRequest | RecoverGroupRequest,
    out: Out
  ): void => {
    const held = holdings.get(asked.chain)
    if (held === undefined || !isGroup(held.chain)) {
      const text = `${asked.chain} is no group that is known here`
      out.push({ type: 'reply', id, reply: refused('unknownChain', text, false) })
      return
    }
    const group = groups.ask(held.chain, out)
    if (group === undefined) {
      const text = `${ASKED_MAX} groups are asked already`
      out.push({ type: 'reply', id, reply: refused('busy', text, true) })
      return
    }
    group.request(nowMs, id, asked, out)
  }

  const start = (nowMs: NowMs, out: Out): void => {
    const value = toUtf8(String(run))
    out.push({ type: 'write', ops: [{ type: 'put', key: STARTS_KEY, value }] })
    for (const group of groups.all()) {
      group.start(nowMs, out)
    }
  }

  const signal = (nowMs: NowMs, told: Signal, out: Out): void => {
    switch (told.type) {
      case 'decidedBlocks':
        if (!groups.isInvited(told.chain) || !groups.isFull()) {
          groups.get(told.chain)?.install(nowMs, told.blocks, out)
        }
        break
      case 'snapshot':
        groups.get(told.chain)?.restore(nowMs, told.snapshot, told.parts, out)
        break
      case 'forked':
        groups.get(told.chain)?.judged(nowMs, told.own, out)
        break
      case 'snapshotRead':
        groups.get(told.chain)?.snapshotRead(nowMs)
        break
      case 'snapshotWanted':
        groups.get(told.chain)?.snapshotWanted(nowMs, told.peer, told.height, out)
        break
      case 'holding':
      case 'reserved':
      case 'released':
        groups.get(told.chain)?.signal(told)
        break
      default:
    }
  }

  /** The group that a timer or a load belongs to: `paxos:<what>:<chain>`. */
  const groupNamed = (id: string): Group | undefined =>
    groups.get(id.slice(id.lastIndexOf(':') + 1))

  return {
    isMember: (chain) => groups.get(chain)?.roster.isVoter === true,
    peek: (chain, question) => groups.get(chain)?.peek(question),
    decidedOf(chain) {
      const group = groups.get(chain)
      return group?.isKept() === true ? group.decided : undefined
    },
    snapshotOf: (chain) => groups.get(chain)?.snapshot(),
    lacksState: (chain) => groups.get(chain)?.lacksState() === true,
    boothOf: (chain) => groups.get(chain)?.roster.booth,
    memberSince: (chain, peer) => groups.get(chain)?.roster.sinceOf(peer) ?? 0,
    lineOf: (chain) => groups.get(chain)?.roster.line ?? [],
    witnessesOf: (chain) => groups.get(chain)?.shown.witnesses() ?? [],
    sealOf: (chain) => groups.get(chain)?.roster.seal,
    leaderOf: (chain) => groups.get(chain)?.leader(),
    isInvited: groups.isInvited,
    keepsLog: (chain) => groups.get(chain)?.isKept() === true,
    step(nowMs, event, out) {
      switch (event.type) {
        case 'start':
          start(nowMs, out)
          break
        case 'message':
          message(nowMs, event.from, event.message, out)
          break
        case 'timer':
          if (event.id.startsWith(OPENING_TIMER)) {
            openings.timer(nowMs, event.id, out)
          } else {
            groupNamed(event.id)?.timer(nowMs, event.id, out)
          }
          break
        case 'loaded':
          groupNamed(event.token)?.loaded(nowMs, event.token, event.records, out)
          break
        case 'request':
          if (event.request.type === 'openGroup') {
            openings.request(nowMs, event.id, event.request, out)
          } else {
            request(nowMs, event.id, event.request, out)
          }
          break
        case 'signal':
          signal(nowMs, event.signal, out)
          break
        case 'disconnected':
          for (const group of groups.all()) {
            group.disconnected(nowMs, event.peer, out)
          }
          break
        case 'connected':
          for (const group of groups.all()) {
            group.connected(nowMs, event.peer, out)
          }
          break
      }
      for (const group of groups.all()) {
        group.flush(nowMs, out)
      }
    },
    status: () => ({
      groups: [...groups.all()].map((group) => group.status()),
      pending: openings.pending + [...groups.all()].reduce((sum, group) => sum + group.pending(), 0)
    })
  }
}

/**
 * A vehicle that lost its disk counts its starts anew, and answers to what it asked before may still
 * be on their way: so the first number comes from the data directory. One whose record is damaged has
 * used that number before, and names of operations with it.
 */
function firstRun({ isDamaged, random }: Environment, { incarnation }: PaxosPorts): number {
  const from = isDamaged ? toHex(random.bytes(RUN_DIGITS)) : incarnation
  return Number.parseInt(from.slice(0, RUN_DIGITS), 16) * STARTS_MAX
}

/**
 * Only its last block ends a booth, or the state behind it does. Who has lost the record of its booth and
 * not its log will not see that block again, so there a member is believed.
 */
function isLost({ roster, shown, holds }: Group, from: PeerId, seal: Head): boolean {
  return roster.number === 0 && seal.height > 0 && shown.witnesses().includes(from) && holds(seal)
}

/** What cannot be decoded is the sender's mistake; anything else is ours. */
function undefinedFor(error: unknown): undefined {
  if (!(error instanceof InvalidMessageError)) {
    throw error
  }
  return undefined
}
