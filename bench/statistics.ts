/**
 * Samples to figures: the median of several runs, with the least and the greatest beside it.
 *
 * Keeps: a figure of nothing is an error and never a zero.
 */
import { loadavg } from 'node:os'

/** One figure, as `npm run bench -- --json` prints it. */
export interface Result {
  readonly name: string
  /** The median of the runs, unless the text of the measurement says otherwise. */
  readonly value: number
  readonly unit: string
  readonly runs: number
  readonly min: number
  readonly max: number
  /** Processes that wanted to run on the whole machine in the minute before, on average. */
  readonly load: number
}

/**
 * The value below which a share of the samples lies, between samples in proportion.
 *
 * @throws RangeError when there are no samples, or the share is not in 0 to 1
 */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) {
    throw new RangeError('there is no quantile of no samples')
  }
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`a share is 0 to 1, not ${share}`)
  }
  const sorted = samples.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

export function sum(samples: readonly number[]): number {
  return samples.reduce((total, sample) => total + sample, 0)
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}

/** The figure of several runs. */
export function summarise(name: string, unit: string, samples: readonly number[]): Result {
  return {
    name,
    value: rounded(median(samples)),
    unit,
    runs: samples.length,
    min: rounded(Math.min(...samples)),
    max: rounded(Math.max(...samples)),
    load: rounded(loadavg()[0] ?? 0)
  }
}

/** The figure that is the greatest of several, such as a peak of memory. */
export function greatest(name: string, unit: string, samples: readonly number[]): Result {
  return { ...summarise(name, unit, samples), value: rounded(Math.max(...samples)) }
}

/** The figure below which a share of the samples lies. */
export function quantileFigure(
  name: string,
  unit: string,
  samples: readonly number[],
  share: number
): Result {
  return { ...summarise(name, unit, samples), value: rounded(quantile(samples, share)) }
}

/** Four digits that count; more are noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
