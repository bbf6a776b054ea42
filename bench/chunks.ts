/**
 * Chunks of simulated seeds, and what they are together.
 */
import { median } from './statistics.ts'

/** What `vguard-node sim --json` prints of one run. */
export interface Chunk {
  readonly suite: string
  readonly seeds: number
  readonly from: number
  readonly violations: number
  readonly undecided: number
  readonly seedsPerHour: number
  readonly failing: readonly number[]
}

/** What chunks are together. */
export interface Sum extends Chunk {
  /**
   * How many seeds an hour one chunk ran: the middle one, and the quickest. A run of hours shares its
   * machine with whatever else goes on, and these tell what it does when left alone.
   */
  readonly chunkSeedsPerHour: { readonly median: number; readonly max: number }
}

/** Seeds of one chunk: some minutes of work. */
export const CHUNK_SEEDS = 2_500

export function isChunk(value: unknown): value is Chunk {
  const { seeds, from, violations, undecided, seedsPerHour, failing } = { ...(value as Chunk) }
  return (
    [seeds, from, violations, undecided, seedsPerHour].every(Number.isFinite) &&
    Array.isArray(failing)
  )
}

/** Where the chunks of `seeds` seeds begin, and how long each is. */
export function chunksOf(
  from: number,
  seeds: number,
  chunkSeeds: number
): readonly Pick<Chunk, 'from' | 'seeds'>[] {
  return Array.from({ length: Math.ceil(seeds / chunkSeeds) }, (_, i) => ({
    from: from + i * chunkSeeds,
    seeds: Math.min(chunkSeeds, seeds - i * chunkSeeds)
  }))
}

/** Consecutive chunks as one; the seeds of an hour are those of the hours that they took. */
export function addChunks(chunks: readonly Chunk[]): Sum {
  const sum = (of: (chunk: Chunk) => number): number =>
    chunks.reduce((total, chunk) => total + of(chunk), 0)
  const seeds = sum((chunk) => chunk.seeds)
  const rates = chunks.map(({ seedsPerHour }) => seedsPerHour)
  return {
    suite: chunks[0]?.suite ?? '',
    seeds,
    from: chunks[0]?.from ?? 0,
    violations: sum((chunk) => chunk.violations),
    undecided: sum((chunk) => chunk.undecided),
    seedsPerHour: Math.round(seeds / sum((chunk) => chunk.seeds / Math.max(1, chunk.seedsPerHour))),
    chunkSeedsPerHour: { median: Math.round(median(rates)), max: Math.max(...rates) },
    failing: chunks.flatMap(({ failing }) => failing)
  }
}
