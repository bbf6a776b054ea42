/**
 * The form of bench/results/peers.json.
 */
import type { SystemName, SystemWords } from './peer-systems.ts'
import type { Figure, ReportHead } from './report-file.ts'

export interface PeersSettings {
  /** Clients at once, each waiting for its answer. */
  readonly clients: number
  readonly valueBytes: number
  readonly rounds: number
  /** Of one load of all clients, of one client that is alone, and before the first round. */
  readonly loadMs: number
  readonly singleMs: number
  readonly warmUpMs: number
}

export interface SystemReport extends SystemWords {
  readonly name: SystemName
  readonly version: string | undefined
  readonly state: 'measured' | 'notInstalled' | 'failed'
  /** Why there are no figures. */
  readonly why?: string | undefined
  /** `putsPerSecond`, `putMs`, `putP99Ms`, `putBusyP99Ms`, `putCpuUs`; the same of gets. */
  readonly figures: Readonly<Record<string, Figure>>
  /** Of one core, all its processes together, while nothing is asked of anybody. */
  readonly idleCpuPercent?: number | undefined
}

export interface PeersReport extends ReportHead {
  readonly settings: PeersSettings
  readonly systems: readonly SystemReport[]
  /** By the names of RAW_LIMITS. */
  readonly raw: Readonly<Record<string, Figure>>
}
