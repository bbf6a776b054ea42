/**
 * One running world of the suite `quorum`: its plan, its rules and its history.
 */
import { type ChainId, createChain, type Genesis } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import type { ArchiveBatch, QuorumMessage, QuorumStatus } from '../../protocols/quorum/index.ts'
import type { FaultMix } from '../faults.ts'
import { createHistory, type History } from '../paxos/history.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { createWorld, type World } from '../world.ts'
import { type Booths, createBooths } from './booths.ts'
import type { QuorumPlan } from './plan.ts'
import { quorumProgram } from './program.ts'
import { createRules, type RegisterRules } from './rules.ts'
import { createWorkload, type Workload } from './workload.ts'

export interface QuorumContext {
  readonly world: World
  readonly plan: QuorumPlan
  readonly faults: FaultMix
  readonly booths: Booths
  readonly rules: RegisterRules
  readonly history: History
  /** By operation that was done: the revision that it gave its key, as its client was told. */
  readonly revisions: Map<string, number>
  readonly workload: Workload
  readonly counts: Readonly<Record<string, number>>
  /** Of the group; empty before it began. */
  chain(): ChainId
  /** Of the group; empty before it began. */
  genesis(): Genesis
  /** By member: the last booth of which the log tells that it had all that a member has. */
  readonly whole: ReadonlyMap<PeerId, number>
  begin(members: readonly VirtualVehicle[]): void
  count(name: string): void
  /** Keeps the greatest number noted under this name, for the report. */
  noted(name: string, value: number): void
}

const COUNTED: ReadonlySet<string> = new Set([
  'quorum:elected',
  'quorum:deposed',
  'quorum:recovered',
  'quorum:forgot'
])

const ARCHIVE_MS_MAX = 400
const NONCE_BYTES = 16

export function createContext(
  seed: number,
  plan: QuorumPlan,
  faults: FaultMix,
  print: ((line: string) => void) | undefined
): QuorumContext {
  const counts: Record<string, number> = {}
  const horizons = new Map<number, number>()
  const whole = new Map<PeerId, number>()
  let chain: ChainId = ''
  let genesis = {} as Genesis

  const archive = (peer: PeerId, id: string, batch: ArchiveBatch): void => {
    const isDone = world.random.chance(0.8)
    world.plan(world.random.next() * ARCHIVE_MS_MAX, () => {
      if (isDone) {
        rules.logged(batch.registers)
      }
      if (isDone && batch.upTo > 0) {
        horizons.set(batch.epoch, Math.max(batch.upTo, horizons.get(batch.epoch) ?? 0))
      }
      if (isDone && batch.whole !== undefined) {
        const { member, booth } = batch.whole
        whole.set(member, Math.max(booth, whole.get(member) ?? 0))
      }
      const request = { type: 'archived', id, isDone }
      world.vehicleOf(peer)?.request(request, () => undefined)
    })
  }

  const program = quorumProgram(plan.options, {
    boothOf: (peer) => booths.knownTo(peer),
    memberSince: (peer, of) => booths.sinceTo(peer, of),
    archive,
    membersOf: (peer) => booths.shownTo(peer),
    archiveOf: () => ({ horizons, whole })
  })
  const world: World = createWorld({
    seed,
    program,
    faults,
    ...(print === undefined ? {} : { print })
  })
  const booths = createBooths(world, world.random.fork())
  const breaks = (rule: string, peer: PeerId, message: string): void =>
    world.fail(rule, world.vehicleOf(peer)?.name ?? peer, message)
  const rules: RegisterRules = createRules(
    plan.rules,
    {
      members: () => booths.newest?.members ?? [],
      counts: (peer) => {
        const since = booths.since(peer)
        return since > 0 && (rules.joined.get(peer) ?? 0) >= since
      }
    },
    breaks
  )
  const count = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1
  }

  world.observe({
    durable: ({ peer }, ops) => rules.durable(peer, ops),
    sent: ({ peer }, to, _protocol, message) => rules.sent(peer, to, message as QuorumMessage),
    fact({ peer }, fact) {
      rules.fact(peer, fact)
      if (COUNTED.has(fact.name)) {
        count(fact.name)
      }
    },
    changed: (_vehicle, state) => count(`vehicle ${state}`)
  })

  return {
    world,
    plan,
    faults,
    booths,
    rules,
    history: createHistory(),
    revisions: new Map(),
    workload: createWorkload({
      keys: plan.keys,
      isBlind: plan.rules.leaderless,
      deletesMuch: plan.forgets
    }),
    counts,
    chain: () => chain,
    whole,
    genesis: () => genesis,
    begin(members) {
      genesis = {
        engine: 'quorum',
        state: 'kv',
        proposer: undefined,
        name: 'sim',
        pivots: [],
        createdAtMs: 0,
        nonce: world.random.bytes(NONCE_BYTES),
        members: members.map(({ peer }) => peer).sort(),
        workBits: 0,
        quorum: plan.rules
      }
      const { id, bytes } = createChain(world.realm.identity('observer').crypto, genesis)
      chain = id
      world.call(id, 'group-1')
      booths.begin(members)
      const adopt = (vehicle: VirtualVehicle) => (): void => {
        vehicle.request({ type: 'adopt', genesis: bytes }, () => undefined)
      }
      for (const vehicle of world.vehicles) {
        adopt(vehicle)()
      }
      // Whoever loses its disk is given the genesis again, as others would.
      world.observe({
        changed(vehicle, state) {
          if (state === 'up') {
            world.plan(1, adopt(vehicle))
          }
        }
      })
    },
    count,
    noted(name, value) {
      counts[name] = Math.max(value, counts[name] ?? 0)
    }
  }
}

export type ShownGroup = QuorumStatus['groups'][number]

export function statusOf(vehicle: VirtualVehicle, chain: ChainId): ShownGroup | undefined {
  const status = vehicle.status() as QuorumStatus | undefined
  return status?.groups.find((group) => group.chain === chain)
}
