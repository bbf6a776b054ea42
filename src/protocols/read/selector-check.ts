/**
 * Whether a selector makes sense: asked of clients and of remote readers alike.
 */
import { toUtf8 } from '../../core/bytes.ts'
import { ENTRIES_MAX, KEY_BYTES_MAX, NUMBER_MAX } from '../../core/limits.ts'
import type { Box, Selector } from '../../core/selector.ts'

/** Records that one read may ask for. */
export const RECORDS_MAX = 100_000

/** Why a selector cannot be answered, as one sentence, or undefined when it can. */
export function selectorFault(selector: Selector): string | undefined {
  const { heights, after } = selector
  const isBehind = heights !== undefined && after !== undefined && after.height > heights.to
  return (
    rangeFault(selector) ??
    countFault(selector) ??
    (isBehind ? `the cursor at height ${after.height} lies behind height ${heights.to}` : undefined)
  )
}

/** Whether a selector wants all records of the blocks it names, so that no block may be missing. */
export function wantsAll({ times, box, key, latest }: Selector): boolean {
  return times === undefined && box === undefined && key === undefined && latest === undefined
}

function rangeFault({ heights, times, box, key }: Selector): string | undefined {
  if (heights !== undefined && !(isWhole(heights.from, 1) && isWhole(heights.to, heights.from))) {
    return `heights are ${heights.from} to ${heights.to}, allowed are whole numbers from 1, ascending`
  }
  if (times !== undefined && !(Number.isFinite(times.fromMs) && Number.isFinite(times.toMs))) {
    return `times are ${times.fromMs} to ${times.toMs}, allowed are milliseconds since 1970`
  }
  if (times !== undefined && times.fromMs > times.toMs) {
    return `times are ${times.fromMs} to ${times.toMs}, they must ascend`
  }
  if (box !== undefined && !isBox(box)) {
    return 'the box must have south <= north within -90 to 90 and west, east within -180 to 180'
  }
  const isLong = key !== undefined && toUtf8(key).length > KEY_BYTES_MAX
  return isLong ? `the key has more than ${KEY_BYTES_MAX} bytes` : undefined
}

function countFault({ latest, limit, after }: Selector): string | undefined {
  if (latest !== undefined && !isWhole(latest, 1, RECORDS_MAX)) {
    return `latest is ${latest}, allowed are 1 to ${RECORDS_MAX}`
  }
  if (limit !== undefined && !isWhole(limit, 1, RECORDS_MAX)) {
    return `limit is ${limit}, allowed are 1 to ${RECORDS_MAX}`
  }
  if (after !== undefined && !(isWhole(after.height, 0) && isWhole(after.index, 0, ENTRIES_MAX))) {
    return `the cursor is height ${after.height}, index ${after.index}, which is no place in a chain`
  }
  return latest !== undefined && after !== undefined
    ? 'latest and after exclude each other: bound the times instead'
    : undefined
}

function isBox({ south, west, north, east }: Box): boolean {
  const isTall = south >= -90 && south <= north && north <= 90
  return isTall && Math.abs(west) <= 180 && Math.abs(east) <= 180
}

function isWhole(value: number, min: number, max = NUMBER_MAX): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max
}
