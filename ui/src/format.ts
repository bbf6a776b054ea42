/**
 * Numbers, times, sizes and ids as people read them, always in the same width where they stand in columns.
 */
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

export function bytesText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`
}

/** `1 234 567`, with narrow spaces that do not break. */
export function numberText(value: number | bigint | string): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f')
}

export function durationText(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  const [d, h, m] = [Math.floor(s / 86_400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60]
  return d > 0
    ? `${d} d ${h} h`
    : h > 0
      ? `${h} h ${m} min`
      : m > 0
        ? `${m} min ${s % 60} s`
        : `${s} s`
}

/** Local time of day with milliseconds. */
export function timeText(timeMs: number): string {
  const date = new Date(timeMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const ms = String(date.getMilliseconds()).padStart(3, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`
}

/** Local date and time of day to the second. */
export function dateText(timeMs: number): string {
  const date = new Date(timeMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${timeText(timeMs).slice(0, 8)}`
}

export function rangesText(
  ranges: readonly { readonly from: number; readonly to: number }[]
): string {
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
