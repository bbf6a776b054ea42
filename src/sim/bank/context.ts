/**
 * One running world of the suite `bank`: its plan, its truth, and what clients were promised.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { GroupStatus, PaxosStatus } from '../../protocols/paxos/index.ts'
import type { VehicleStatus } from '../../vehicle/types.ts'
import type { FaultMix } from '../faults.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import type { BankPlan } from './plan.ts'
import { createPromises, type Promises } from './promises.ts'
import { createTruth, type Truth } from './truth.ts'

export interface BankContext {
  readonly world: World
  readonly plan: BankPlan
  readonly faults: FaultMix
  readonly truth: Truth
  readonly promises: Promises
  /** Of the bank; empty before it began. */
  chain: ChainId
  readonly accounts: readonly string[]
  /** Vehicles whose disks are not what they were, or that are gone for good. */
  readonly lost: Set<string>
  statusOf(vehicle: VirtualVehicle): VehicleStatus | undefined
  groupOf(vehicle: VirtualVehicle): GroupStatus | undefined
  /** Requests of clients that have no answer yet. */
  waiting: number
  count(name: string): void
  readonly counts: Readonly<Record<string, number>>
}

export function createContext(world: World, plan: BankPlan, faults: FaultMix): BankContext {
  const { crypto } = world.realm.identity('observer')
  const counts: Record<string, number> = {}
  const breaks = (rule: string, who: string, message: string): void =>
    world.fail(rule, who, message)
  const truth = createTruth(crypto, breaks)
  const count = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1
  }
  world.observe({
    durable: (vehicle, ops) => truth.durable(vehicle.name, ops),
    changed(vehicle, state) {
      count(`vehicle ${state}`)
      if (state === 'gone') {
        context.lost.add(vehicle.peer)
        context.promises.excuse(vehicle.peer, 'local')
      }
    },
    fact(_vehicle, { name }) {
      if (name.startsWith('bank:')) {
        count(name)
      }
    }
  })
  const context: BankContext = {
    world,
    plan,
    faults,
    truth,
    promises: createPromises(world, truth, breaks),
    chain: '',
    accounts: Array.from({ length: plan.accounts }, (_, i) => `a${i}`),
    lost: new Set(),
    waiting: 0,
    statusOf: (vehicle) => vehicle.status() as VehicleStatus | undefined,
    groupOf(vehicle) {
      const paxos = context.statusOf(vehicle)?.machines['paxos'] as PaxosStatus | undefined
      return paxos?.groups.find((group) => group.chain === context.chain)
    },
    count,
    counts
  }
  return context
}
