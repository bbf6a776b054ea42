/**
 * Settings of a vehicle: its own, and those of its machines.
 */
import { InvalidInputError } from '../core/errors.ts'
import { NAME_CHARACTERS_MAX } from '../core/limits.ts'
import type { PeerId } from '../core/peer.ts'
import type { BankProtocolOptions } from '../protocols/bank/index.ts'
import type { CertifyOptions } from '../protocols/certify/index.ts'
import type { PaxosOptions } from '../protocols/paxos/index.ts'
import type { QuorumOptions } from '../protocols/quorum/index.ts'
import type { ReadOptions } from '../protocols/read/index.ts'
import type { ReconcileOptions } from '../protocols/reconcile/index.ts'
import type { ReleaseOptions } from '../protocols/release/index.ts'
import type { ReplicateOptions } from '../protocols/replicate/index.ts'
import type { SpreadOptions } from '../protocols/spread/index.ts'
import type { TwophaseOptions } from '../protocols/twophase/index.ts'
import type { RetentionOptions } from './retention.ts'

export interface VehicleOptions {
  /** Alias for people, at most 64 characters. */
  readonly name?: string
  /** Vehicles that every booth of the own chain must contain; fixed when the chain begins. */
  readonly pivots?: readonly PeerId[]
  /** Bytes of other vehicles' chains that this one keeps at most. */
  readonly quotaBytes?: number
  /** Share of the disk that must stay free for an offer to be taken. Range 0 to 1. */
  readonly diskFreeShareMin?: number
  /** Time between two adverts of free room, in milliseconds. */
  readonly advertIntervalMs?: number
  /** Vehicles of one failure group are likely to leave together; empty for none. */
  readonly group?: string
  /** Whether clients may set vehicles offline and cut links. */
  readonly faultsAllowed?: boolean
  readonly certify?: CertifyOptions
  readonly replicate?: ReplicateOptions
  readonly release?: ReleaseOptions
  readonly read?: ReadOptions
  readonly spread?: SpreadOptions
  readonly paxos?: PaxosOptions
  readonly reconcile?: ReconcileOptions
  readonly bank?: BankProtocolOptions
  readonly quorum?: QuorumOptions
  readonly twophase?: TwophaseOptions
  readonly retention?: RetentionOptions
}

type OwnOptions = Omit<
  VehicleOptions,
  | 'certify'
  | 'replicate'
  | 'release'
  | 'read'
  | 'spread'
  | 'paxos'
  | 'reconcile'
  | 'bank'
  | 'quorum'
  | 'twophase'
  | 'retention'
>

export const VEHICLE_DEFAULTS: Readonly<Required<OwnOptions>> = {
  name: '',
  pivots: [],
  quotaBytes: 1024 * 1024 * 1024, // PROTOCOLS section 6: 1 GiB
  diskFreeShareMin: 0.1, // PROTOCOLS section 6: 10 %
  advertIntervalMs: 10_000, // adverts count for 30 s
  group: '',
  faultsAllowed: false
}

/** @throws InvalidInputError when a setting is out of its range */
export function resolveVehicleOptions(
  options: VehicleOptions = {}
): VehicleOptions & Required<OwnOptions> {
  const resolved = { ...VEHICLE_DEFAULTS, ...options }
  const { name, group, quotaBytes, diskFreeShareMin, advertIntervalMs } = resolved
  for (const [field, text] of Object.entries({ name, group })) {
    if (text.length > NAME_CHARACTERS_MAX) {
      throw new InvalidInputError(
        `${field} has ${text.length} characters, at most ${NAME_CHARACTERS_MAX} are allowed`
      )
    }
  }
  if (!Number.isSafeInteger(quotaBytes) || quotaBytes < 0) {
    throw new InvalidInputError(`quotaBytes is ${quotaBytes}, it must be a whole number of bytes`)
  }
  if (!(diskFreeShareMin >= 0 && diskFreeShareMin <= 1)) {
    throw new InvalidInputError(`diskFreeShareMin is ${diskFreeShareMin}, allowed are 0 to 1`)
  }
  if (!(advertIntervalMs >= 100)) {
    throw new InvalidInputError(`advertIntervalMs is ${advertIntervalMs}, at least 100 are needed`)
  }
  return resolved
}
