/**
 * The beginning of a group: every member is asked from which data directory it votes, then the first
 * booth is signed, and the opener answers when a majority has it on disk.
 *
 * Keeps: one first booth a chain, because its opener alone made the genesis and signs once; one group
 * an operation, because its id is on disk together with the booth.
 */
import { type Booth, createGroupBooth, decodeBooth, type Incarnation } from '../../core/booth.ts'
import { NO_HASH, toUtf8 } from '../../core/bytes.ts'
import { decodeWith } from '../../core/codec.ts'
import { quorumRules, twophaseRules } from '../../core/engine-rules.ts'
import type { Environment } from '../../core/environment.ts'
import {
  type Chain,
  type ChainId,
  createChain,
  decodeChain,
  engineFault,
  type Genesis,
  isGroup,
  PIVOTS_MAX
} from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import {
  MEMBERS_MAX,
  NAME_CHARACTERS_MAX,
  OPERATION_CHARACTERS_MAX,
  WORK_BITS_MAX
} from '../../core/limits.ts'
import type { Disk, NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { refused } from '../../core/reply.ts'
import type { Group, GroupWorld } from './group.ts'
import { GROUPS_MAX } from './limits.ts'
import { OpenedRecord } from './messages.ts'
import { openedReply } from './record.ts'
import type { OpenGroupRequest, Out } from './types.ts'

export const OPENING_TIMER = 'paxos:opening:'

export interface Openings {
  readonly pending: number
  request(nowMs: NowMs, id: string, request: OpenGroupRequest, out: Out): void
  invited(nowMs: NowMs, from: PeerId, chain: string, incarnation: Incarnation, out: Out): void
  /** A member has the first booth on disk. */
  ready(chain: string, out: Out): void
  timer(nowMs: NowMs, id: string, out: Out): void
}

interface Opening {
  /** Requests that wait. */
  readonly ids: string[]
  /** The caller's id; empty for none. */
  readonly operation: string
  readonly chain: Chain
  readonly deadlineMs: NowMs
  readonly invited: Map<PeerId, Incarnation>
  booth: Booth | undefined
  group: Group | undefined
}

/** A group that was opened for a caller. */
interface Opened {
  readonly chain: Chain
  readonly booth: Booth
}

const OPENED_PREFIX = machineKey('paxos', 'opened/')

const NONCE_BYTES = 16
const OPENINGS_MAX = 16

export function createOpenings(
  { environment, settings, ports }: GroupWorld,
  disk: Disk,
  groupOf: (chain: ChainId) => Group | undefined,
  begin: (nowMs: NowMs, chain: Chain, booth: Booth, out: Out) => Group | undefined
): Openings {
  const { self, crypto, fleet, random } = environment
  const openings = new Map<ChainId, Opening>()
  /** By the caller's id; no more than there are groups. */
  const opened = readOpened(environment, disk)

  const faultOf = (
    nowMs: NowMs,
    request: OpenGroupRequest,
    members: readonly PeerId[]
  ): Reply | undefined => {
    const { workBits, name, operation, pivots = [] } = request
    const stranger = members.find((peer) => peer !== self && !fleet.admits(peer, undefined, nowMs))
    if (members.length > MEMBERS_MAX || name.length > NAME_CHARACTERS_MAX) {
      const message = `a group has at most ${MEMBERS_MAX} members and a name of ${NAME_CHARACTERS_MAX} characters`
      return refused('tooLarge', message, false)
    }
    if (request.state === 'records') {
      return refused('invalid', 'a group keeps a state that commands change, no records', false)
    }
    const { engine = 'paxos', state } = request
    const rules = engineFault({ engine, state, members, ...rulesOf(request, members.length) })
    if (rules !== undefined) {
      return refused('invalid', rules, false)
    }
    if (pivots.length > PIVOTS_MAX) {
      return refused('tooLarge', `a group has at most ${PIVOTS_MAX} pivots`, false)
    }
    if (operation === '' || (operation?.length ?? 0) > OPERATION_CHARACTERS_MAX) {
      const message = `an operation id has 1 to ${OPERATION_CHARACTERS_MAX} characters`
      return refused('invalid', message, false)
    }
    if (!Number.isInteger(workBits) || workBits < 0 || workBits > WORK_BITS_MAX) {
      return refused('invalid', `workBits is ${workBits}, allowed are 0 to ${WORK_BITS_MAX}`, false)
    }
    if (stranger !== undefined) {
      return refused('notAdmitted', `${stranger} is not of this fleet`, false)
    }
    return openings.size < OPENINGS_MAX
      ? undefined
      : refused('busy', `${OPENINGS_MAX} groups are being opened already`, true)
  }

  /** A second group of a name that is known here could not be called by it. */
  const nameFault = ({ chain }: Opening): Reply | undefined => {
    const { name } = chain.genesis
    const known = [...environment.holdings.all(), ...openings.values()].map((one) => one.chain)
    const other = known.find((one) => isGroup(one) && one.genesis.name === name)
    return other === undefined || other.id === chain.id || name === ''
      ? undefined
      : refused(
          'exists',
          `there is a group "${name}" already (${other.id}); open it by another name`,
          false
        )
  }

  const step = (nowMs: NowMs, opening: Opening, out: Out): void => {
    const { chain, invited } = opening
    const { members } = chain.genesis
    if (opening.booth === undefined && invited.size === members.length) {
      opening.booth = createGroupBooth(crypto, fleet, {
        chain: chain.id,
        number: 1,
        members: invited,
        openedAtMs: Math.floor(nowMs),
        opener: self
      })
      opening.group = begin(nowMs, chain, opening.booth, out)
      if (opening.group !== undefined && opening.operation !== '') {
        remember(opening.operation, chain, opening.booth, out)
      }
    }
    const { booth, group } = opening
    if (booth !== undefined && group === undefined) {
      const message = `this vehicle belongs to ${GROUPS_MAX} groups, or knows as many chains as it may`
      finish(opening, refused('busy', message, false), out)
    } else if (booth !== undefined && isBegun(group, members.length)) {
      finish(opening, openedReply(booth), out)
    }
  }

  /** A majority knows of the group. */
  const isBegun = (group: Group | undefined, members: number): boolean =>
    group !== undefined &&
    (group.changes.ready.size >= majority(members) ||
      group.decided.height > 0 ||
      group.roster.number > 1)

  const remember = (operation: string, chain: Chain, booth: Booth, out: Out): void => {
    opened.set(operation, { chain, booth })
    const value = OpenedRecord.encode({ operation, genesis: chain.bytes, booth: booth.bytes })
    const key = `${OPENED_PREFIX}${crypto.sha256(toUtf8(operation))}`
    out.push({ type: 'write', ops: [{ type: 'put', key, value }] })
  }

  const finish = ({ ids, chain }: Opening, reply: Reply, out: Out): void => {
    openings.delete(chain.id)
    for (const id of ids) {
      out.push({ type: 'reply', id, reply })
    }
    out.push({ type: 'timer', id: `${OPENING_TIMER}${chain.id}`, atMs: undefined })
  }

  const again = (nowMs: NowMs, { chain, invited, group }: Opening, out: Out): void => {
    for (const peer of chain.genesis.members) {
      if (peer === self) {
        continue
      }
      if (group === undefined && !invited.has(peer)) {
        const decided = { height: 0, hash: NO_HASH }
        const name = { chain: chain.id, incarnation: ports.incarnation }
        const shown = { genesis: chain.bytes, decided, booth: undefined, line: [] }
        const message = { ...name, ...shown, type: 'invite' } as const
        out.push({ type: 'send', to: peer, protocol: 'paxos', message })
      } else if (group !== undefined && !group.changes.ready.has(peer)) {
        group.changes.tell(peer, out)
      }
    }
    const atMs = nowMs + settings.resendMsMin
    out.push({ type: 'timer', id: `${OPENING_TIMER}${chain.id}`, atMs })
  }

  const giveUp = (opening: Opening, out: Out): void => {
    const { chain, invited, group, operation } = opening
    if (group !== undefined) {
      const message = 'the group is open, but no majority has said so in time'
      finish(opening, { type: 'unknown', operation: operation || chain.id, message }, out)
      return
    }
    const silent = chain.genesis.members.filter((peer) => !invited.has(peer))
    finish(opening, refused('unreachable', `no answer from ${silent.join(', ')}`, true), out)
  }

  /** What is known of the operation, or the opening of a new group. */
  const openingOf = (nowMs: NowMs, chain: Chain, operation: string): Opening => {
    const isKnown = operation !== ''
    const current = [...openings.values()].find((one) => isKnown && one.operation === operation)
    const before = isKnown ? opened.get(operation) : undefined
    return (
      current ?? {
        ids: [],
        operation,
        chain: before?.chain ?? chain,
        deadlineMs: nowMs + settings.openTimeoutMs,
        invited: new Map([[self, ports.incarnation]]),
        booth: before?.booth,
        group: before === undefined ? undefined : groupOf(before.chain.id)
      }
    )
  }

  return {
    get pending() {
      return openings.size
    },
    request(nowMs, id, request, out) {
      const pivots = [...new Set(request.pivots ?? [])].sort()
      const members = [...new Set([...request.members, ...pivots, self])].sort()
      const fault = faultOf(nowMs, request, members)
      if (fault !== undefined) {
        out.push({ type: 'reply', id, reply: fault })
        return
      }
      const chain = createChain(crypto, {
        engine: request.engine ?? 'paxos',
        state: request.state,
        proposer: undefined,
        name: request.name,
        pivots,
        createdAtMs: Math.floor(nowMs),
        nonce: random.bytes(NONCE_BYTES),
        members,
        workBits: request.workBits,
        ...rulesOf(request, members.length)
      })
      const opening = openingOf(nowMs, chain, request.operation ?? '')
      if (!isSameGroup(opening.chain, chain)) {
        const message = `the operation ${opening.operation} has opened another group`
        out.push({ type: 'reply', id, reply: refused('invalid', message, false) })
        return
      }
      const taken = opening.chain === chain ? nameFault(opening) : undefined
      if (taken !== undefined) {
        out.push({ type: 'reply', id, reply: taken })
        return
      }
      opening.ids.push(id)
      openings.set(opening.chain.id, opening)
      again(nowMs, opening, out)
      step(nowMs, opening, out)
    },
    invited(nowMs, from, chain, incarnation, out) {
      const opening = openings.get(chain)
      if (opening?.group === undefined && opening?.chain.genesis.members.includes(from) === true) {
        opening.invited.set(from, incarnation)
        step(nowMs, opening, out)
      }
    },
    ready(chain, out) {
      const opening = openings.get(chain)
      if (opening !== undefined) {
        step(0, opening, out)
      }
    },
    timer(nowMs, id, out) {
      const opening = openings.get(id.slice(OPENING_TIMER.length))
      if (opening === undefined) {
        return
      }
      if (nowMs >= opening.deadlineMs) {
        giveUp(opening, out)
      } else {
        again(nowMs, opening, out)
      }
    }
  }
}

/** The rules of the engine that is asked for, and those of others that were given by mistake. */
function rulesOf(
  { engine, quorum, twophase }: OpenGroupRequest,
  n: number
): Pick<Genesis, 'quorum' | 'twophase'> {
  return {
    ...(engine === 'quorum' || quorum !== undefined ? { quorum: quorumRules(n, quorum) } : {}),
    ...(engine === 'twophase' || twophase !== undefined
      ? { twophase: twophaseRules(n, twophase) }
      : {})
  }
}

/** Whether two requests ask for one and the same. */
function isSameGroup({ genesis: a }: Chain, { genesis: b }: Chain): boolean {
  return (
    a.engine === b.engine &&
    JSON.stringify([a.quorum, a.twophase]) === JSON.stringify([b.quorum, b.twophase]) &&
    a.state === b.state &&
    a.name === b.name &&
    a.workBits === b.workBits &&
    a.members.join() === b.members.join() &&
    a.pivots.join() === b.pivots.join()
  )
}

function readOpened({ crypto }: Environment, disk: Disk): Map<string, Opened> {
  const opened = new Map<string, Opened>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(OPENED_PREFIX)) {
      const raw = decodeWith('opened', value, OpenedRecord.decode)
      const chain = decodeChain(crypto, raw.genesis)
      opened.set(raw.operation, { chain, booth: decodeBooth(crypto, raw.booth) })
    }
  }
  return opened
}
