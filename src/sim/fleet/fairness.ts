/**
 * Who is drawn as a backup, against a draw in which everybody who is there has the same chance.
 */
import { chiSquareTail, gini } from './statistics.ts'

export interface Fairness {
  /** Backups that were drawn. */
  readonly draws: number
  /** Vehicles that could have been drawn. */
  readonly vehicles: number
  /** Sum over vehicles of (drawn - expected)^2 / variance; about as many as vehicles for a fair draw. */
  readonly chiSquare: number
  readonly degrees: number
  /** How likely a fair draw is at least so uneven. */
  readonly pValue: number
  /** Of times drawn per times expected. */
  readonly gini: number
  /** The Gini that a fair draw of so many would have by chance alone, about. */
  readonly giniByChance: number
  /** For each vehicle (drawn - expected) / standard deviation, counted in steps of a half from -4. */
  readonly deviations: readonly number[]
}

export interface DrawTally {
  /** `fresh` were drawn out of `candidates`, themselves among them. */
  add(fresh: readonly number[], candidates: readonly number[]): void
  result(): Fairness
}

const STEP = 0.5
const DEVIATION_MAX = 4

/** Fewer expected draws than this say nothing about a vehicle. */
const EXPECTED_MIN = 1

export function createDrawTally(vehicles: number): DrawTally {
  const drawn = new Float64Array(vehicles)
  const expected = new Float64Array(vehicles)
  const variance = new Float64Array(vehicles)
  let draws = 0

  return {
    add(fresh, candidates) {
      const share = fresh.length / candidates.length
      if (fresh.length === 0 || share > 1) {
        return
      }
      draws += fresh.length
      for (const vehicle of fresh) {
        drawn[vehicle] = (drawn[vehicle] ?? 0) + 1
      }
      for (const vehicle of candidates) {
        expected[vehicle] = (expected[vehicle] ?? 0) + share
        variance[vehicle] = (variance[vehicle] ?? 0) + share * (1 - share)
      }
    },
    result() {
      const deviations = Array.from({ length: (2 * DEVIATION_MAX) / STEP + 1 }, () => 0)
      const ratios: number[] = []
      let chiSquare = 0
      let chance = 0
      for (let i = 0; i < vehicles; i++) {
        const [mean, spread] = [expected[i] ?? 0, variance[i] ?? 0]
        if (mean < EXPECTED_MIN || spread === 0) {
          continue
        }
        const deviation = ((drawn[i] ?? 0) - mean) / Math.sqrt(spread)
        chiSquare += deviation ** 2
        ratios.push((drawn[i] ?? 0) / mean)
        chance += Math.sqrt(spread) / mean
        const step = Math.round((deviation + DEVIATION_MAX) / STEP)
        const bin = Math.max(0, Math.min(deviations.length - 1, step))
        deviations[bin] = (deviations[bin] ?? 0) + 1
      }
      // Within a neighbourhood what one gets another does not: one degree less for each, at most.
      const degrees = Math.max(0, ratios.length - 1)
      return {
        draws,
        vehicles: ratios.length,
        chiSquare,
        degrees,
        pValue: chiSquareTail(chiSquare, degrees),
        gini: gini(ratios),
        // The mean difference of two normal variables is 2 sigma / sqrt(pi), the Gini half of it.
        giniByChance: ratios.length === 0 ? 0 : chance / ratios.length / Math.sqrt(Math.PI),
        deviations
      }
    }
  }
}
