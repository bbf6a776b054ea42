/** A vehicle: every machine of one node behind one step. */
export { resolveVehicleOptions, VEHICLE_DEFAULTS, type VehicleOptions } from './options.ts'
export type * from './requests.ts'
export {
  RETENTION_DEFAULTS,
  type RetentionOptions,
  resolveRetentionOptions
} from './retention.ts'
export type {
  ChainStatus,
  Duty,
  FaultStatus,
  Vehicle,
  VehicleConfig,
  VehicleEffect,
  VehicleEvent,
  VehicleStatus
} from './types.ts'
export { createVehicle } from './vehicle.ts'
