/**
 * One running world of the suite `paxos`: its plan, the truth about its groups, its rules and its history.
 */
import { fromUtf8 } from '../../core/bytes.ts'
import type { ChainId } from '../../core/genesis.ts'
import { BLOCKS_RANGE, machineKey } from '../../core/keyspace.ts'
import type { WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { PaxosMessage, Submitted } from '../../protocols/paxos/index.ts'
import type { FaultMix } from '../faults.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import { createDamageRule } from './damage-rule.ts'
import { createHistory, type History } from './history.ts'
import { createMessageRules, type MessageRules } from './message-rules.ts'
import type { PaxosPlan } from './plan.ts'
import { INCARNATION_KEY } from './program.ts'
import { createScenario, type Scenario } from './scenario.ts'
import { createStateRules, type StateRules } from './state-rules.ts'
import { createTruth, type Truth } from './truth.ts'

export interface PaxosContext {
  readonly world: World
  readonly plan: PaxosPlan
  readonly faults: FaultMix
  readonly stateRules: StateRules
  readonly scenario: Scenario
  readonly history: History
  /** What is true of the group that the clients use; undefined before it began. */
  truth(): Truth | undefined
  /** The clients use this group from now on. */
  began(chain: ChainId): void
  /** An operation was answered `ok`. */
  submitted(vehicle: VirtualVehicle, answer: Submitted): void
  /** A vehicle has lost its disk. */
  wiped(peer: PeerId): void
  /** A record of its disk may be damaged from now on; a mendable one others have too. */
  damaged(peer: PeerId, isMendable: boolean): void
  isDamaged(peer: PeerId): boolean
  /** Nothing but mendable records of its disk were damaged. */
  isMendable(peer: PeerId): boolean
  /** Answers and events of the world, counted for the report. */
  count(name: string): void
  /** Keeps the greatest number noted under this name, for the report. */
  noted(name: string, value: number): void
  readonly counts: Readonly<Record<string, number>>
}

/** Facts for the report. */
const COUNTED: ReadonlySet<string> = new Set([
  'paxos:compacted',
  'paxos:snapshotInstalled',
  'paxos:snapshotLost'
])

/** Facts that tell of a disk that has lost something, or of a fork. */
const FAULTS: ReadonlySet<string> = new Set([
  'paxos:snapshotLost',
  'paxos:unreadable',
  'paxos:forked'
])

interface Group {
  readonly truth: Truth
  readonly messages: MessageRules
}

/** Lays all rules over a world; from now on they hear everything. */
export function createContext(world: World, plan: PaxosPlan, faults: FaultMix): PaxosContext {
  const { crypto } = world.realm.identity('observer')
  const counts: Record<string, number> = {}
  const groups = new Map<ChainId, Group>()
  /** Whether all of it is mendable. */
  const damaged = new Map<PeerId, boolean>()
  const breaks = (rule: string, peer: PeerId, message: string): void =>
    world.fail(rule, world.vehicleOf(peer)?.name ?? peer, message)
  const stateRules = createStateRules(() => [...groups.values()].map(({ truth }) => truth), breaks)
  let chain: ChainId | undefined

  const groupOf = (id: ChainId): Group => {
    const known = groups.get(id)
    if (known !== undefined) {
      return known
    }
    const truth = createTruth(crypto, id, breaks)
    const group = { truth, messages: createMessageRules(truth, breaks) }
    groups.set(id, group)
    world.call(id, `group-${groups.size}`)
    return group
  }
  const count = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1
  }

  const silence = createDamageRule(breaks)

  world.observe({
    sent(vehicle, _to, _protocol, message) {
      const paxos = message as PaxosMessage
      groupOf(paxos.chain).messages.sent(vehicle, paxos)
      silence.sent(vehicle, paxos)
    },
    durable(vehicle, ops) {
      for (const id of chainsOf(ops)) {
        groupOf(id).truth.durable(vehicle.peer, incarnationOf(vehicle), ops)
      }
    },
    fact({ peer }, { name }) {
      if (COUNTED.has(name)) {
        count(name)
      }
      if (FAULTS.has(name) && !damaged.has(peer)) {
        breaks('remains', peer, `tells ${name}, and its disk was never damaged`)
      }
    },
    changed(vehicle, state) {
      count(`vehicle ${state}`)
      silence.changed(vehicle)
    }
  })

  return {
    world,
    plan,
    faults,
    stateRules,
    scenario: createScenario(plan, world.realm, breaks),
    history: createHistory(),
    truth: () => groups.get(chain ?? '')?.truth,
    began(id) {
      chain = id
    },
    submitted(vehicle, { operation, height }) {
      const place = groups.get(chain ?? '')?.truth.placeOf.get(operation)
      if (place === undefined || place > height) {
        breaks(
          'I7',
          vehicle.peer,
          `answers ${operation}, which is in no chosen block up to ${height}`
        )
      }
    },
    wiped(peer) {
      damaged.delete(peer)
      for (const { truth, messages } of groups.values()) {
        truth.wiped(peer)
        messages.wiped(peer)
      }
    },
    damaged(peer, isMendable) {
      damaged.set(peer, isMendable && damaged.get(peer) !== false)
    },
    isDamaged: (peer) => damaged.has(peer),
    isMendable: (peer) => damaged.get(peer) !== false,
    count,
    noted(name, value) {
      counts[name] = Math.max(value, counts[name] ?? 0)
    },
    counts
  }
}

const PREFIXES: readonly string[] = [BLOCKS_RANGE.gte, machineKey('paxos', '')]

const incarnations = new WeakMap<Uint8Array, string>()

/** Of its data directory; empty while it has none. */
function incarnationOf({ disk }: VirtualVehicle): string {
  const stored = disk.get(INCARNATION_KEY)
  if (stored === undefined) {
    return ''
  }
  const known = incarnations.get(stored) ?? fromUtf8(stored)
  incarnations.set(stored, known)
  return known
}

/** Chains whose blocks or votes a batch changes. */
function chainsOf(ops: readonly WriteOp[]): ReadonlySet<ChainId> {
  const chains = new Set<ChainId>()
  for (const { key } of ops) {
    const prefix = PREFIXES.find((known) => key.startsWith(known))
    const end = prefix === undefined ? -1 : key.indexOf('/', prefix.length)
    if (prefix !== undefined && end !== -1) {
      chains.add(key.slice(prefix.length, end))
    }
  }
  return chains
}
