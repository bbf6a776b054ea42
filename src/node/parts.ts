/**
 * The parts of a composed node, as its other files see them.
 */
import type { Fact } from '../core/machine.ts'
import type { Vehicle } from '../vehicle/types.ts'
import type { Clock } from './clock.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { Foundation } from './foundation.ts'
import type { Names } from './names.ts'
import type { Network } from './network/index.ts'
import type { NetworkCounts } from './network-counts.ts'
import type { Runtime } from './runtime.ts'

export interface Parts {
  readonly foundation: Foundation
  readonly vehicle: Vehicle
  readonly network: Network
  readonly runtime: Runtime
  readonly counts: NetworkCounts
  readonly clock: Clock
  readonly tell: (fact: Fact) => void
  readonly names: Names
  readonly elsewhere: Elsewhere
  readonly name: string
  readonly startedAtMs: number
}
