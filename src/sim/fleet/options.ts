/**
 * Settings of a simulated fleet, and what they make of the settings of its vehicles.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { BACKUPS_MAX } from '../../core/limits.ts'
import type { ReadOptions } from '../../protocols/read/index.ts'
import type { ReplicateOptions } from '../../protocols/replicate/index.ts'
import type { RoomOptions } from '../../vehicle/room.ts'

export interface FleetOptions {
  /** Vehicles, on the road or away. Range 4 to 100,000. */
  readonly vehicles?: number
  /** Backups that may vanish together with the proposer; a chain has k + 1 of them. Range 0 to 15. */
  readonly k?: number
  /** How often an hour a vehicle that is away comes back, on average. Above 0, at most 3,600. */
  readonly arrivals?: number
  /** How often an hour a vehicle that is there leaves, on average. Range 0 to 60. */
  readonly departures?: number
  /** Simulated hours that are measured, after the warm-up. Above 0, at most 720. */
  readonly hours?: number
  /** Simulated hours before anything is measured. Range 0 to 720. */
  readonly warmUpHours?: number
  /** Vehicles that are connected with each other, those that are away among them. Range 4 to 256. */
  readonly neighbours?: number
  /** Booths that a vehicle ends an hour while it is there, on average. Range 0 to 60. */
  readonly booths?: number
  /** Records that a vehicle reads an hour while it is there, on average. Range 0 to 3,600. */
  readonly reads?: number
  /** Bytes of the record that each booth agrees on. Range 1 to 65,536. */
  readonly blockBytes?: number
  /** Part of the vehicles there that leave within a minute, half-way. Range 0 to 1; 0 for none. */
  readonly storm?: number
  readonly seed?: number
}

export type ResolvedFleetOptions = Required<FleetOptions>

export const FLEET_DEFAULTS: Readonly<ResolvedFleetOptions> = {
  vehicles: 1_000,
  k: 2, // the workflow figure of VGuardDB
  arrivals: 0.2, // five hours away
  departures: 0.05, // twenty hours there: four of five vehicles are
  hours: 24,
  warmUpHours: 1,
  neighbours: 16, // a stretch of road; time and memory of a run grow with it
  booths: 0.05, // one for each stay
  reads: 0.1,
  blockBytes: 1024,
  storm: 0.2,
  seed: 1
}

const SEED_MAX = 2 ** 32 - 1

/** Smallest and greatest value of each setting, and whether it is a whole number. */
const RANGES: Readonly<Record<keyof FleetOptions, readonly [number, number, 'whole' | 'any']>> = {
  vehicles: [4, 100_000, 'whole'],
  k: [0, BACKUPS_MAX - 1, 'whole'],
  arrivals: [0.001, 3_600, 'any'],
  departures: [0, 60, 'any'],
  hours: [0.01, 720, 'any'],
  warmUpHours: [0, 720, 'any'],
  neighbours: [4, 256, 'whole'],
  booths: [0, 60, 'any'],
  reads: [0, 3_600, 'any'],
  blockBytes: [1, 65_536, 'whole'],
  storm: [0, 1, 'any'],
  seed: [0, SEED_MAX, 'whole']
}

/** Besides the backups there have to be the proposer and one that can take a place. */
const NEIGHBOURS_BESIDES_BACKUPS = 2

/** @throws InvalidInputError when a setting is out of its range or does not fit another */
export function resolveFleetOptions(options: FleetOptions = {}): ResolvedFleetOptions {
  const resolved = { ...FLEET_DEFAULTS, ...options }
  for (const [name, [min, max, kind]] of Object.entries(RANGES)) {
    const value = resolved[name as keyof FleetOptions]
    const isWrongKind = kind === 'whole' && !Number.isInteger(value)
    if (!(value >= min && value <= max) || isWrongKind) {
      const what = kind === 'whole' ? 'whole numbers from ' : ''
      throw new InvalidInputError(`${name} is ${value}, allowed are ${what}${min} to ${max}`)
    }
  }
  const { vehicles, neighbours, k } = resolved
  const least = k + 1 + NEIGHBOURS_BESIDES_BACKUPS
  const size = Math.floor(vehicles / Math.ceil(vehicles / neighbours))
  if (size < least) {
    throw new InvalidInputError(
      `${vehicles} vehicles with ${neighbours} neighbours make neighbourhoods of ${size}; ` +
        `k = ${k} needs at least ${least}`
    )
  }
  return resolved
}

/** Bytes that a vehicle keeps for others at most. */
const QUOTA_BYTES = 1024 * 1024 * 1024

/** What the machines of a vehicle are made with; all of it could stand in the options of a real one. */
export interface FleetVehicleOptions {
  readonly replicate: ReplicateOptions
  readonly read: ReadOptions
  readonly room: RoomOptions
}

export function vehicleOptions({ k }: ResolvedFleetOptions): FleetVehicleOptions {
  return {
    replicate: { backups: k + 1 },
    // Half an hour in the place of 5 seconds, and of 10 for adverts: ten thousand vehicles that tell each other that
    // nothing has changed would take nearly all the time of a run.
    read: { digestIntervalMs: 1_800_000 },
    room: {
      quotaBytes: QUOTA_BYTES,
      diskFreeShareMin: 0.1,
      advertIntervalMs: 1_800_000,
      group: ''
    }
  }
}
