/**
 * The form of bench/results/evaluation.json.
 */
import type { Figure, ReportHead } from './report-file.ts'

export interface EvaluationSettings {
  /** Greatest number of backups. */
  readonly backupsMax: number
  /** Bytes of data of one booth, ascending. */
  readonly sizes: readonly number[]
  /** Bytes of one block at most. */
  readonly blockBytes: number
  readonly rounds: number
}

/** Who has the data when the booth ends: its proposer alone, or its members, who certified it. */
export const BOOTH_KINDS = ['alone', 'together'] as const
export type BoothKind = (typeof BOOTH_KINDS)[number]

/** Ends of booths of one kind, with one number of backups, and one size. */
export interface EndFigures {
  readonly kind: BoothKind
  readonly backups: number
  readonly bytes: number
  /** From the request to the answer: sealed, and on the disks of all backups. */
  readonly ms: Figure
  /** Bytes that all vehicles sent meanwhile, of everything. */
  readonly sentBytes: Figure
}

export const READ_PATHS = ['own', 'proposer', 'hedged', 'backup', 'redirect', 'member'] as const
export type ReadPath = (typeof READ_PATHS)[number]

export interface ReadFigures {
  readonly path: ReadPath
  readonly reads: number
  /** Of each round. */
  readonly p50Ms: Figure
  readonly p99Ms: Figure
}

export const VISIBILITIES = ['stranger', 'member'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** How long until somebody else reads a record. */
export interface VisibilityFigures {
  readonly to: Visibility
  /** From the call that appends, and from its answer; negative when it was read before the answer. */
  readonly fromCallMs: Figure
  readonly fromAnswerMs: Figure
}

export const ROLES = ['proposer', 'backup', 'member', 'released', 'stranger'] as const
export type Role = (typeof ROLES)[number]

export interface StorageFigures {
  readonly role: Role
  /** Blocks held of the chain, and all files of the vehicle. */
  readonly heldBytes: Figure
  readonly diskBytes: Figure
}

/** Reads when `killed` of those that hold the data are gone, the proposer first. */
export interface AvailabilityFigures {
  readonly backups: number
  readonly killed: number
  readonly reads: number
  readonly answered: number
  /** From the death of the last to the first answered read; undefined when none was. */
  readonly firstMs: Figure | undefined
  /** Of reads that were answered, or else until they were refused. */
  readonly ms: Figure
}

export interface EvaluationReport extends ReportHead {
  readonly settings: EvaluationSettings
  readonly ends: readonly EndFigures[]
  readonly reads: readonly ReadFigures[]
  readonly visibility: readonly VisibilityFigures[]
  /** Of a chain of so many bytes, with two backups. */
  readonly storedBytes: number
  readonly storage: readonly StorageFigures[]
  readonly availability: readonly AvailabilityFigures[]
}
