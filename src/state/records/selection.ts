/**
 * Selectors over records: which blocks may hold a match, and which of their entries do.
 *
 * Keeps: every function is total; an entry that is no record matches only where neither its time,
 * its place nor its key is asked for. `mayMatch` never says no to a block with a match.
 */
import { toUtf8 } from '../../core/bytes.ts'
import {
  type Box,
  NO_SUMMARY,
  type Selection,
  type Selector,
  type Summary
} from '../../core/selector.ts'
import { type Glance, openBody } from './body.ts'

export function createRecordsSelection(): Selection {
  return {
    summarise,
    mayMatch,
    matches,
    times(body, indexes) {
      const opened = openBody(body)
      return indexes.map((i) => (i < opened.count ? opened.glance(i).timeMs : Number.NaN))
    }
  }
}

function summarise(body: Uint8Array): Summary {
  let [timeMinMs, timeMaxMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [south, north] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [west, east] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const opened = openBody(body)
  for (let i = 0; i < opened.count; i++) {
    const { timeMs, latitude, longitude } = opened.glance(i)
    if (!Number.isNaN(timeMs)) {
      timeMinMs = Math.min(timeMinMs, timeMs)
      timeMaxMs = Math.max(timeMaxMs, timeMs)
    }
    if (!Number.isNaN(latitude) && !Number.isNaN(longitude)) {
      south = Math.min(south, latitude)
      north = Math.max(north, latitude)
      west = Math.min(west, longitude)
      east = Math.max(east, longitude)
    }
  }
  return {
    ...NO_SUMMARY,
    ...(timeMinMs <= timeMaxMs ? { timeMinMs, timeMaxMs } : {}),
    ...(south <= north ? { south, north, west, east } : {})
  }
}

function mayMatch({ times, box, latest }: Selector, summary: Summary): boolean {
  const { timeMinMs, timeMaxMs } = summary
  if (times !== undefined && !(timeMinMs <= times.toMs && timeMaxMs >= times.fromMs)) {
    return false
  }
  if (latest !== undefined && Number.isNaN(timeMaxMs)) {
    return false
  }
  return box === undefined || overlaps(box, summary)
}

function overlaps(box: Box, { south, north, west, east }: Summary): boolean {
  if (!(south <= box.north && north >= box.south)) {
    return false
  }
  return crosses(box) ? east >= box.west || west <= box.east : west <= box.east && east >= box.west
}

function matches(selector: Selector, height: number, body: Uint8Array): readonly number[] {
  const { heights, after } = selector
  const isOutside = heights !== undefined && (height < heights.from || height > heights.to)
  if (isOutside || (after !== undefined && height < after.height)) {
    return []
  }
  const first = after !== undefined && height === after.height ? after.index + 1 : 0
  const fits = conditionsOf(selector)
  const indexes: number[] = []
  const opened = openBody(body)
  for (let index = first; index < opened.count; index++) {
    if (fits === undefined || fits(opened.glance(index))) {
      indexes.push(index)
    }
  }
  return indexes
}

/** The conditions that need a look at the entry, or undefined when there are none. */
function conditionsOf(selector: Selector): ((seen: Glance) => boolean) | undefined {
  const { times, box, key, latest } = selector
  if (times === undefined && box === undefined && key === undefined && latest === undefined) {
    return undefined
  }
  const keyBytes = key === undefined ? undefined : toUtf8(key)
  return (seen) =>
    (latest === undefined || !Number.isNaN(seen.timeMs)) &&
    (times === undefined || (seen.timeMs >= times.fromMs && seen.timeMs <= times.toMs)) &&
    (box === undefined || contains(box, seen.latitude, seen.longitude)) &&
    (keyBytes === undefined || seen.hasKey(keyBytes))
}

function contains(box: Box, latitude: number, longitude: number): boolean {
  if (!(latitude >= box.south && latitude <= box.north)) {
    return false
  }
  return crosses(box)
    ? longitude >= box.west || longitude <= box.east
    : longitude >= box.west && longitude <= box.east
}

/** Whether a box crosses the 180th meridian. */
function crosses(box: Box): boolean {
  return box.west > box.east
}
