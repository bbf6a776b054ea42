/**
 * The machines of a vehicle, each behind its name: who gets which event, and what they know of each other.
 */
import type { Incarnation } from '../core/booth.ts'
import type { Crypto } from '../core/crypto.ts'
import type { Environment } from '../core/environment.ts'
import { assert } from '../core/errors.ts'
import { type ChainId, type Genesis, isGroup } from '../core/genesis.ts'
import type { Disk, Effect, Envelope, MachineEvent, NowMs, Reply, Sink } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { HeightRange } from '../core/scan.ts'
import type { Signal } from '../core/signal.ts'
import type { StateMachine } from '../core/state-machine.ts'
import type { LogBooth } from '../core/tables.ts'
import { createCertify } from '../protocols/certify/index.ts'
import { createPaxos, type QueryRequest, type SubmitRequest } from '../protocols/paxos/index.ts'
import { createRead } from '../protocols/read/index.ts'
import { createReconcile } from '../protocols/reconcile/index.ts'
import { createRelease } from '../protocols/release/index.ts'
import { createReplicate, type GroupView } from '../protocols/replicate/index.ts'
import { createSpread } from '../protocols/spread/index.ts'
import { typedEntryFault } from '../state/records/index.ts'
import { createDuties } from './duties.ts'
import { engineOf, notSupported } from './engines.ts'
import { createGroupLookups, type GroupLookups } from './group-lookups.ts'
import { createLogUsers } from './log-users.ts'
import { archiveOf } from './quorum-ports.ts'
import { createRetention } from './retention.ts'
import { type MachineName, type MachineRequest, machineFor } from './routing.ts'
import type { Duty, VehicleConfig, VehicleEvent } from './types.ts'

type SinkOf = (machine: string) => Sink<Effect<Envelope, unknown>>
type EventOf<T extends VehicleEvent['type']> = Extract<VehicleEvent, { readonly type: T }>

export interface Machines {
  start(nowMs: NowMs, sinkOf: SinkOf): void
  message(nowMs: NowMs, event: EventOf<'message'>, sinkOf: SinkOf): void
  timer(nowMs: NowMs, id: string, sinkOf: SinkOf): void
  loaded(nowMs: NowMs, event: EventOf<'loaded'>, sinkOf: SinkOf): void
  request(nowMs: NowMs, id: string, request: MachineRequest, sinkOf: SinkOf): void
  /** A reply of the log to what a machine put into it, or asked of it. */
  logAnswered(nowMs: NowMs, id: string, reply: Reply, sinkOf: SinkOf): void
  peer(nowMs: NowMs, event: EventOf<'connected' | 'disconnected'>, sinkOf: SinkOf): void
  /** Told to every machine but `from`. */
  signal(nowMs: NowMs, from: string, signal: Signal, sinkOf: SinkOf): void
  status(nowMs: NowMs): Readonly<Record<string, unknown>>
  dutyOf(chain: ChainId): Duty
  isFrozen(chain: ChainId): boolean
  /** Votes in the group of this chain. */
  isVoter(chain: ChainId): boolean
  pinned(chain: ChainId): readonly HeightRange[]
  readonly groups: GroupLookups
  /** The booth in force of a group by the log that is kept here. */
  logBoothOf(chain: ChainId): LogBooth | undefined
  /** Bytes of other vehicles' chains held here, reservations included. */
  hostedBytes(): number
}

type AnyEvent = MachineEvent<unknown, unknown>

/** A machine whose messages and requests are not known here. */
interface AnyMachine {
  step(nowMs: NowMs, event: never, out: Sink<Effect<Envelope, unknown>>): void
}

function unknownChain(chain: ChainId | undefined): Reply {
  const message = `chain ${chain ?? ''} is not known here`
  return { type: 'refused', reason: 'unknownChain', message, retry: false }
}

/** An empty state that is given the commands of a group's chain. */
function createState(
  genesis: Genesis,
  crypto: Crypto,
  { ringLimits = {} }: Pick<VehicleConfig, 'ringLimits'>
): StateMachine {
  const parts = engineOf(genesis)
  assert(parts !== undefined, `no group of the engine ${genesis.engine} is kept here`)
  return parts.createState(genesis, crypto, ringLimits)
}

/** Creates every machine of a vehicle. `askGroup` puts a request to a group, wherever it is. */
export function createMachines(
  environment: Environment,
  { options = {}, ...config }: VehicleConfig,
  disk: Disk,
  incarnation: Incarnation,
  askGroup: (id: string, request: QueryRequest | SubmitRequest) => void
): Machines {
  const { self, holdings } = environment
  let clockMs = 0
  const spread = createSpread(environment, options.spread, disk)
  // Only records chains are certified; other states have engines of their own.
  const validate = config.validate ?? options.certify?.validate ?? typedEntryFault
  const certify = createCertify(environment, { ...options.certify, validate }, disk)
  const replicate = createReplicate(environment, options.replicate, disk, { groupOf })
  const release = createRelease(environment, options.release, disk, {
    isPinned: (chain, height) => retention.isPinned(chain, height) || duties.isOfGroup(chain),
    keepsLog: (chain) => duties.isOfGroup(chain)
  })
  const read = createRead(environment, options.read, disk, {
    registeredHolders: (chain) => spread.holdersOf(chain, clockMs),
    membersOf: (chain) => groupOf(chain)?.booth?.members ?? reconcile.membersOf(chain),
    forwardOf: (chain) => (duties.isOfGroup(chain) ? undefined : release.forwardOf(chain))
  })
  const paxos = createPaxos(environment, options.paxos, disk, {
    incarnation,
    createState: (genesis) => createState(genesis, environment.crypto, config),
    membersOf: (chain) => reconcile.membersOf(chain),
    entryFault: (genesis, asker, entry) =>
      engineOf(genesis)?.entryFault?.(environment.crypto, asker, entry),
    membersFault: (genesis, members) => engineOf(genesis)?.membersFault?.(genesis, members),
    handOverFault(chain, next) {
      const genesis = holdings.get(chain)?.chain.genesis
      const booth = paxos.boothOf(chain)
      const handOverFault = genesis && engineOf(genesis)?.handOverFault
      if (genesis === undefined || booth === undefined || handOverFault === undefined) {
        return undefined
      }
      const memberSince = (peer: PeerId): number => paxos.memberSince(chain, peer)
      const whole = archiveOf(paxos, chain)?.whole ?? new Map()
      return handOverFault(genesis, { ...next, booth, whole, memberSince })
    },
    isPinned: (chain, height) => retention.isPinned(chain, height)
  })
  const reconcile = createReconcile(environment, options.reconcile, disk, paxos)
  function groupOf(chain: ChainId): GroupView | undefined {
    const held = holdings.get(chain)?.chain
    if (held === undefined || !isGroup(held)) {
      return undefined
    }
    const [shown, issuers] = [reconcile.boothOf(chain), environment.tables.boothOf(held)]
    const newest = (issuers?.number ?? 0) > (shown?.number ?? 0) ? issuers : shown
    return {
      // Who votes knows the booth from its log, whatever others show.
      booth: paxos.isMember(chain) ? paxos.boothOf(chain) : newest,
      sealHeight: paxos.sealOf(chain)?.height ?? 0,
      isVoter: paxos.isMember(chain),
      leader: paxos.leaderOf(chain)
    }
  }

  const groups = createGroupLookups(paxos, reconcile)
  const users = createLogUsers(environment, options, disk, incarnation, paxos, groups, askGroup)
  const duties = createDuties(environment, { replicate, release, paxos })
  const retention = createRetention(environment, options.retention, disk, duties)

  const shown = { certify, replicate, release, read, spread, paxos, reconcile, ...users.machines }
  const all: Readonly<Record<MachineName, AnyMachine>> = { ...shown, retention }
  const names = Object.keys(all) as MachineName[]

  /** The routing below gives each machine only events of its own kind. */
  const step = (name: MachineName, nowMs: NowMs, event: AnyEvent, sinkOf: SinkOf): void => {
    clockMs = nowMs
    all[name].step(nowMs, event as never, sinkOf(name))
  }
  const isMachine = (name: string): name is MachineName => name in all
  const ownerOf = (id: string): MachineName => {
    const name = id.slice(0, id.indexOf(':'))
    assert(isMachine(name), `"${id}" names no machine`)
    return name
  }

  return {
    dutyOf: duties.dutyOf,
    isVoter: paxos.isMember,
    isFrozen: (chain) => certify.isFrozen(chain) || reconcile.isForked(chain),
    pinned: retention.pinned,
    groups,
    logBoothOf(id) {
      const [chain, booth] = [holdings.get(id)?.chain, paxos.boothOf(id)]
      return chain === undefined || booth === undefined ? undefined : { chain, booth }
    },
    hostedBytes: () =>
      holdings
        .all()
        .filter(({ chain }) => chain.genesis.proposer !== self)
        .filter(({ chain: { id } }) => !duties.isOfGroup(id) || paxos.isInvited(id))
        .reduce((sum, held) => sum + held.bytes, holdings.orphanBytes) + replicate.reservedBytes(),
    start(nowMs, sinkOf) {
      for (const name of names) {
        step(name, nowMs, { type: 'start' }, sinkOf)
      }
    },
    message(nowMs, { protocol, from, message }, sinkOf) {
      step(protocol, nowMs, { type: 'message', from, message }, sinkOf)
    },
    timer(nowMs, id, sinkOf) {
      step(ownerOf(id), nowMs, { type: 'timer', id }, sinkOf)
    },
    loaded(nowMs, event, sinkOf) {
      step(ownerOf(event.token), nowMs, event, sinkOf)
    },
    logAnswered: users.answered,
    request(nowMs, id, request, sinkOf) {
      // What a ring asks of its log is no matter of the ring itself.
      const found = machineFor(holdings, id, request)
      if ('fault' in found) {
        sinkOf('vehicle').push({ type: 'reply', id, reply: notSupported(found.fault) })
        return
      }
      const { name } = found
      if (request.type !== 'openBooth') {
        step(name, nowMs, { type: 'request', id, request }, sinkOf)
        return
      }
      const chain = holdings.get(request.chain ?? '')?.chain
      if (chain === undefined) {
        sinkOf('vehicle').push({ type: 'reply', id, reply: unknownChain(request.chain) })
        return
      }
      const asked = { ...request, chain }
      step(name, nowMs, { type: 'request', id, request: asked }, sinkOf)
    },
    peer(nowMs, event, sinkOf) {
      for (const name of names) {
        step(name, nowMs, event, sinkOf)
      }
    },
    signal(nowMs, from, signal, sinkOf) {
      for (const name of names.filter((other) => other !== from)) {
        step(name, nowMs, { type: 'signal', signal }, sinkOf)
      }
    },
    status: (nowMs) =>
      Object.fromEntries(
        Object.entries(shown).map(([name, machine]) => [name, machine.status(nowMs)])
      )
  }
}
