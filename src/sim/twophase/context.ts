/**
 * One running world of the suite `twophase`: its plan, its truth, and what clients saw.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { GroupStatus, PaxosStatus } from '../../protocols/paxos/index.ts'
import type { SiteStatus, TwophaseMessage, TwophaseStatus } from '../../protocols/twophase/index.ts'
import type { VehicleStatus } from '../../vehicle/types.ts'
import type { FaultMix } from '../faults.ts'
import { createHistory, type History } from '../paxos/history.ts'
import { createWorkload, type Workload } from '../paxos/workload.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import type { TwophasePlan } from './plan.ts'
import { createTruth, type Truth } from './truth.ts'
import { type Withdrawn, watchWithdrawn } from './withdrawn.ts'

export interface TwophaseContext {
  readonly world: World
  readonly plan: TwophasePlan
  readonly faults: FaultMix
  readonly truth: Truth
  readonly history: History
  readonly withdrawn: Withdrawn
  readonly workload: Workload
  /** Of the group; empty before it began. */
  chain: ChainId
  /** Vehicles whose disks are not what they were, or that are gone for good. */
  readonly lost: Set<string>
  /** Changes of the ring that clients wait for. */
  changing: number
  groupOf(vehicle: VirtualVehicle): GroupStatus | undefined
  siteOf(vehicle: VirtualVehicle): SiteStatus | undefined
  /** Operations that were answered `ok`. */
  readonly done: Set<string>
  count(name: string): void
  readonly counts: Readonly<Record<string, number>>
}

export function createContext(world: World, plan: TwophasePlan, faults: FaultMix): TwophaseContext {
  const { crypto } = world.realm.identity('observer')
  const counts: Record<string, number> = {}
  const breaks = (rule: string, who: string, message: string): void =>
    world.fail(rule, who, message)
  const vehicleOf = (who: string): VirtualVehicle | undefined =>
    world.vehicles.find(({ name }) => name === who)
  const truth = createTruth(crypto, breaks, vehicleOf)
  const count = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1
  }
  world.observe({
    durable: (vehicle, ops) => truth.durable(vehicle.name, ops),
    sent(vehicle, _to, protocol, message) {
      if (protocol === 'twophase') {
        const said = message as TwophaseMessage
        truth.sent(vehicle.name, said, vehicle.disk.has)
        if (said.contents.some((one) => one.type === 'range' && one.next !== '')) {
          count('range with more behind it')
        }
      }
    },
    changed(vehicle, state) {
      count(`vehicle ${state}`)
      if (state === 'gone') {
        context.lost.add(vehicle.peer)
      }
    },
    fact(_vehicle, { name }) {
      if (name.startsWith('twophase:')) {
        count(name)
      }
    }
  })
  const statusOf = (vehicle: VirtualVehicle): VehicleStatus | undefined =>
    vehicle.status() as VehicleStatus | undefined
  const withdrawn = watchWithdrawn(createHistory())
  const context: TwophaseContext = {
    ...{ world, plan, faults, truth, chain: '', lost: new Set(), done: new Set(), count, counts },
    changing: 0,
    ...{ withdrawn, history: withdrawn.history },
    workload: createWorkload(plan.keys, { isWide: false, largeShare: plan.largeShare }),
    groupOf(vehicle) {
      const paxos = statusOf(vehicle)?.machines['paxos'] as PaxosStatus | undefined
      return paxos?.groups.find((group) => group.chain === context.chain)
    },
    siteOf(vehicle) {
      const twophase = statusOf(vehicle)?.machines['twophase'] as TwophaseStatus | undefined
      return twophase?.sites.find((site) => site.chain === context.chain)
    }
  }
  return context
}
