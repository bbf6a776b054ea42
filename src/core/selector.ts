/**
 * Which records a reader wants. Selectors are data, never code.
 */

/** A place in a chain: the record with this index in the block of this height. */
export interface Cursor {
  readonly height: number
  readonly index: number
}

/** Degrees WGS84; west may be greater than east when the box crosses the 180th meridian. */
export interface Box {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
}

/** All conditions given must hold; an empty selector selects every record. */
export interface Selector {
  /** Blocks from..to, both included. */
  readonly heights?: { readonly from: number; readonly to: number }
  /** Records with fromMs <= timeMs <= toMs. */
  readonly times?: { readonly fromMs: number; readonly toMs: number }
  readonly box?: Box
  /** Exact key. */
  readonly key?: string
  /** The newest n by record time, newest first; excludes `after`. */
  readonly latest?: number
  /** At most this many records; 1 to 100,000. */
  readonly limit?: number
  /** Only records behind this one. */
  readonly after?: Cursor
}

/** What a run of blocks contains; NaN where no record has the value. */
export interface Summary {
  readonly timeMinMs: number
  readonly timeMaxMs: number
  readonly south: number
  readonly north: number
  readonly west: number
  readonly east: number
}

/** The meaning of entries, provided by the state of the chain. All functions are pure and total. */
export interface Selection {
  /** Summary of the entries of a block body. */
  summarise(body: Uint8Array): Summary
  /** Whether blocks with this summary may contain a match. */
  mayMatch(selector: Selector, summary: Summary): boolean
  /**
   * Indexes of the entries of a body that match, ascending; `height` serves `heights` and `after`.
   * `latest` and `limit` speak of many blocks and are the caller's to keep.
   */
  matches(selector: Selector, height: number, body: Uint8Array): readonly number[]
  /** Record times of these entries of a body in ms since the epoch; NaN where one has none. */
  times(body: Uint8Array, indexes: readonly number[]): readonly number[]
}

export const NO_SUMMARY: Summary = {
  timeMinMs: Number.NaN,
  timeMaxMs: Number.NaN,
  south: Number.NaN,
  north: Number.NaN,
  west: Number.NaN,
  east: Number.NaN
}

/** The summary of two runs of blocks together. */
export function joinSummaries(a: Summary, b: Summary): Summary {
  return {
    timeMinMs: least(a.timeMinMs, b.timeMinMs),
    timeMaxMs: greatest(a.timeMaxMs, b.timeMaxMs),
    south: least(a.south, b.south),
    north: greatest(a.north, b.north),
    west: least(a.west, b.west),
    east: greatest(a.east, b.east)
  }
}

function least(a: number, b: number): number {
  return Number.isNaN(a) || b < a ? b : a
}

function greatest(a: number, b: number): number {
  return Number.isNaN(a) || b > a ? b : a
}
