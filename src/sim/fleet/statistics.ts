/**
 * The figures of a report: shares with their uncertainty, spread, and how even something is.
 */

/** An estimate with its interval of 95 %. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Standard deviations of an interval of 95 %. */
const Z = 1.96

/** A count of rare things: its interval, by the approximation of Wilson and Hilferty to chi-square. */
export function poissonInterval(count: number): Estimate {
  const low = count === 0 ? 0 : count * (1 - 1 / (9 * count) - Z / (3 * Math.sqrt(count))) ** 3
  const next = count + 1
  const high = next * (1 - 1 / (9 * next) + Z / (3 * Math.sqrt(next))) ** 3
  return { value: count, low: Math.max(0, low), high }
}

/** A share of so many trials, after Wilson. */
export function shareInterval(hits: number, trials: number): Estimate {
  if (trials === 0) {
    return { value: 0, low: 0, high: 1 }
  }
  const share = hits / trials
  const scale = 1 + Z ** 2 / trials
  const middle = (share + Z ** 2 / (2 * trials)) / scale
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2))
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** 0 when all have the same, near 1 when one has all. */
export function gini(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const sum = sorted.reduce((total, value) => total + value, 0)
  if (sum === 0) {
    return 0
  }
  const ranked = sorted.reduce((total, value, i) => total + (i + 1) * value, 0)
  const n = sorted.length
  return (2 * ranked) / (n * sum) - (n + 1) / n
}

/** How likely a fair draw gives a chi-square of at least this; by Wilson and Hilferty. */
export function chiSquareTail(chiSquare: number, degrees: number): number {
  if (degrees <= 0) {
    return 1
  }
  const spread = 2 / (9 * degrees)
  const z = (Math.cbrt(chiSquare / degrees) - (1 - spread)) / Math.sqrt(spread)
  return normalTail(z)
}

/** Upper tail of the normal distribution; Abramowitz and Stegun 26.2.17. */
export function normalTail(z: number): number {
  if (z < 0) {
    return 1 - normalTail(-z)
  }
  const t = 1 / (1 + 0.2316419 * z)
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}

export interface Spread {
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { mean: meanOf(values), p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 }
}

export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
