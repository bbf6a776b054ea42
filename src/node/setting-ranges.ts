/**
 * Whether the values of settings are in their ranges and fit each other, before anything is opened.
 *
 * Keeps: each part of the node tells its own ranges; here they are only asked one after the other.
 */
import { InvalidInputError } from '../core/errors.ts'
import { resolveBankOptions } from '../protocols/bank/options.ts'
import { resolveCertifyOptions } from '../protocols/certify/options.ts'
import { resolvePaxosOptions } from '../protocols/paxos/options.ts'
import { resolveQuorumOptions } from '../protocols/quorum/options.ts'
import { resolveReadOptions } from '../protocols/read/options.ts'
import { resolveReconcileOptions } from '../protocols/reconcile/options.ts'
import { resolveReleaseOptions } from '../protocols/release/options.ts'
import { resolveReplicateOptions } from '../protocols/replicate/options.ts'
import { resolveSpreadOptions } from '../protocols/spread/options.ts'
import { resolveTwophaseOptions } from '../protocols/twophase/options.ts'
import {
  resolveVehicleOptions,
  type VEHICLE_DEFAULTS,
  type VehicleOptions
} from '../vehicle/options.ts'
import { resolveRetentionOptions } from '../vehicle/retention.ts'
import { type NetworkOptions, resolveNetworkOptions } from './network/options.ts'

export type Machine = Exclude<keyof VehicleOptions, keyof typeof VEHICLE_DEFAULTS>

/** All settings of each machine, of what is given and the defaults. Typed by what there is, so that none is forgotten. */
export const MACHINES: { readonly [M in Machine]: (options?: VehicleOptions[M]) => object } = {
  certify: resolveCertifyOptions,
  replicate: resolveReplicateOptions,
  release: resolveReleaseOptions,
  read: resolveReadOptions,
  spread: resolveSpreadOptions,
  paxos: resolvePaxosOptions,
  reconcile: resolveReconcileOptions,
  bank: resolveBankOptions,
  quorum: resolveQuorumOptions,
  twophase: resolveTwophaseOptions,
  retention: resolveRetentionOptions
}

/** What is wrong with the values of these settings, as a sentence; undefined when nothing is. */
export function rangeFault(
  vehicle: VehicleOptions = {},
  network: NetworkOptions = {}
): string | undefined {
  const resolve = <M extends Machine>(machine: M): unknown => MACHINES[machine](vehicle[machine])
  try {
    resolveVehicleOptions(vehicle)
    for (const machine of Object.keys(MACHINES)) {
      resolve(machine as Machine)
    }
    resolveNetworkOptions(network)
    return undefined
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return error.message
    }
    throw error
  }
}
