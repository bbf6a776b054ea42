/**
 * Texts of flags, environment variables and the configuration file as values.
 *
 * @throws InvalidInputError in every function, when the text is not what is asked for
 */
import { InvalidInputError } from '../core/errors.ts'
import { NAME_CHARACTERS_MAX } from '../core/limits.ts'
import { parseControlAddress } from '../http/address.ts'
import { checkAddressText } from '../node/address-text.ts'
import { clean } from './terminal.ts'

export const DAY_MS = 86_400_000

const TIME_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: DAY_MS
}

const SIZE_UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40
}

/** `500ms`, `30s`, `5m`, `2h`, `1d`; a bare number is seconds. In milliseconds. */
export function parseDuration(text: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = TIME_UNITS[unit.toLowerCase() || 's']
  const ms = Math.round(Number(number) * (factor ?? Number.NaN))
  if (!Number.isSafeInteger(ms) || ms < 1) {
    throw new InvalidInputError(`"${text}" is no duration; write 500ms, 30s, 5m, 2h or 1d`)
  }
  return ms
}

/** The same, but no longer than so many milliseconds. */
export function parseDurationTo(msMax: number): (text: string) => number {
  return (text) => {
    const ms = parseDuration(text)
    if (ms > msMax) {
      throw new InvalidInputError(`"${text}" is too long, allowed are at most ${msMax / DAY_MS}d`)
    }
    return ms
  }
}

/** `1GiB`, `500 MB`, `4096`. In bytes. */
export function parseSize(text: string): number {
  const [, number, unit = 'b'] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = SIZE_UNITS[unit.toLowerCase() || 'b']
  const bytes = Math.round(Number(number) * (factor ?? Number.NaN))
  if (!Number.isSafeInteger(bytes)) {
    throw new InvalidInputError(`"${text}" is no size; write 4096, 500MB or 1GiB`)
  }
  return bytes
}

/** A whole number in a range. */
export function parseInteger(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^-?\d+$/.test(text.trim()) ? Number(text) : Number.NaN
    if (!Number.isSafeInteger(value) || value < min || value > max) {
      throw new InvalidInputError(`"${text}" is no whole number from ${min} to ${max}`)
    }
    return value
  }
}

/** `12` or `12-40`, from 1. */
export function parseHeights(text: string): { readonly from: number; readonly to: number } {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(text.trim()) ?? []
  const from = Number(first)
  const to = last === undefined ? from : Number(last)
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 1 || to < from) {
    throw new InvalidInputError(`"${text}" are no blocks; write 12 or 12-40`)
  }
  return { from, to }
}

/** A day, or a minute of it with what is known beyond; Date.parse alone finds a date in any words. */
const DATE = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/

/** Milliseconds since the epoch, or a date such as 2026-11-21T10:00:00Z. */
export function parseMoment(text: string): number {
  const trimmed = text.trim()
  const isNumber = /^-?\d+(\.\d+)?$/.test(trimmed)
  const value = isNumber ? Number(trimmed) : DATE.test(trimmed) ? Date.parse(trimmed) : Number.NaN
  if (!Number.isFinite(value)) {
    throw new InvalidInputError(
      `"${text}" is no time; write milliseconds since 1970, or a date such as 2026-11-21T10:00:00Z`
    )
  }
  return value
}

/** Values of a flag given several times, each of which may be a list with commas. */
export function collectList(text: string, before: readonly string[] | undefined): string[] {
  const items = itemsOf(text)
  if (items.length === 0) {
    throw new InvalidInputError(`"${text}" names nothing; write items with commas between them`)
  }
  return [...(before ?? []), ...items]
}

/** As `collectList`, for a flag whose empty list says something. */
export function collectAny(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), ...itemsOf(text)]
}

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** Addresses of vehicles, given as lists are. */
export function collectAddresses(text: string, before: readonly string[] | undefined): string[] {
  const all = collectList(text, before)
  for (const address of all.slice(before?.length ?? 0)) {
    checkAddressText(address)
  }
  return all
}

/** Where a control API listens, left as it is written. */
export function parseControl(text: string): string {
  parseControlAddress(text)
  return text
}

/** An alias of a vehicle, or the name of a group. */
export function parseName(text: string): string {
  if (text.length === 0 || text.length > NAME_CHARACTERS_MAX) {
    throw new InvalidInputError(
      `the name has ${text.length} characters, allowed are 1 to ${NAME_CHARACTERS_MAX}`
    )
  }
  if (clean(text) !== text) {
    throw new InvalidInputError('the name has characters that a terminal would not show')
  }
  return text
}

/** True for 1, true, yes, on; false for 0, false, no, off. */
export function parseSwitch(text: string): boolean {
  const value = text.trim().toLowerCase()
  if (['1', 'true', 'yes', 'on'].includes(value)) {
    return true
  }
  if (['0', 'false', 'no', 'off', ''].includes(value)) {
    return false
  }
  throw new InvalidInputError(`"${text}" is neither true nor false`)
}
