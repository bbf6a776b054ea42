/**
 * The GPS table of VGuardDB: 20 columns as text rows on one side, typed readings on the other.
 *
 * Keeps: a row that becomes a reading and a row again is equal to the letter. A cell is kept as a
 * number, and its text besides only where the number would not print the same, such as `24.0`.
 * Source: VGuardDB, `gps_data`; differs from it in that columns have types and places are checked.
 */
import { decodeWith } from '../../core/codec.ts'
import { Gps as GpsCodec } from '../../core/messages.ts'

/** The columns in the order of VGuardDB's file, each with the field that keeps it. */
const COLUMNS = [
  ['timestamp', 'timestamp', 'text'],
  ['latitude', 'latitude', 'number'],
  ['longitude', 'longitude', 'number'],
  ['elevation', 'elevation', 'number'],
  ['accuracy', 'accuracy', 'number'],
  ['bearing', 'bearing', 'number'],
  ['speed_meters_per_second', 'speed', 'number'],
  ['satellites', 'satellites', 'number'],
  ['provider', 'provider', 'text'],
  ['hdop', 'hdop', 'number'],
  ['vdop', 'vdop', 'number'],
  ['pdop', 'pdop', 'number'],
  ['geoidheight', 'geoidHeight', 'number'],
  ['ageofdgpsdata', 'ageOfDgpsData', 'text'],
  ['dgpsid', 'dgpsId', 'text'],
  ['activity', 'activity', 'text'],
  ['battery', 'battery', 'number'],
  ['annotation', 'annotation', 'text'],
  ['distance_meters', 'distance', 'number'],
  ['elapsed_time_seconds', 'elapsed', 'number']
] as const

export type GpsColumn = (typeof COLUMNS)[number][0]

/** The 20 columns in the order of VGuardDB's file. */
export const GPS_COLUMNS: readonly GpsColumn[] = COLUMNS.map(([column]) => column)

/** One row as text; an empty or missing cell has no value. */
export type GpsRow = Readonly<Partial<Record<GpsColumn, string>>>

/** What a receiver reported at one moment; the time and the place stand in the record itself. */
export interface Gps {
  /** The time as the source wrote it. */
  readonly timestamp: string
  /** Metres. */
  readonly elevation?: number
  /** Metres. */
  readonly accuracy?: number
  /** Degrees from north; absent when standing still. */
  readonly bearing?: number
  /** Metres per second. */
  readonly speed?: number
  readonly satellites?: number
  /** Such as `gps`. */
  readonly provider?: string
  readonly hdop?: number
  readonly vdop?: number
  readonly pdop?: number
  /** Metres. */
  readonly geoidHeight?: number
  readonly ageOfDgpsData?: string
  readonly dgpsId?: string
  readonly activity?: string
  /** Per cent of the recording device. */
  readonly battery?: number
  readonly annotation?: string
  /** Metres since the record before. */
  readonly distance?: number
  /** Seconds since the record before. */
  readonly elapsed?: number
  /** Numbers that the source wrote differently from how they print here. */
  readonly texts: readonly GpsText[]
}

export interface GpsText {
  /** Index of the column, from 0. */
  readonly column: number
  readonly text: string
}

/** A place on earth, in degrees WGS84. */
export interface Position {
  readonly latitude: number
  readonly longitude: number
}

/** A row as read, or the cell that is wrong. */
export type GpsReading =
  | {
      readonly type: 'reading'
      readonly timeMs: number
      readonly position: Position | undefined
      readonly gps: Gps
    }
  | { readonly type: 'fault'; readonly column: GpsColumn; readonly reason: string }

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const NUMBER_CHARACTERS_MAX = 64
const TEXT_CHARACTERS_MAX = 4096

/** From here on a number is a time in microseconds, and in milliseconds: 5138 and 1973 AD. */
const MICROSECONDS_FROM = 1e14
const MILLISECONDS_FROM = 1e11

/** Reads one row. Never throws: the fault names the column and says what would be right. */
export function readGpsRow(row: GpsRow): GpsReading {
  const numbers = new Map<string, number>()
  const values: Record<string, number | string> = {}
  const texts: GpsText[] = []
  for (const [index, [column, field, type]] of COLUMNS.entries()) {
    const text = row[column] ?? ''
    if (text === '') {
      continue
    }
    const reason = cellFault(text, type)
    if (reason !== undefined) {
      return { type: 'fault', column, reason }
    }
    if (type === 'text') {
      values[field] = text
      continue
    }
    const number = Number(text)
    numbers.set(field, number)
    if (String(number) !== text) {
      texts.push({ column: index, text })
    }
    if (field !== 'latitude' && field !== 'longitude') {
      values[field] = number
    }
  }
  return assemble(row, numbers, { ...values, timestamp: row.timestamp ?? '', texts })
}

/** The row of a reading, every cell as the source wrote it. */
export function toGpsRow(gps: Gps, position: Position | undefined): Record<GpsColumn, string> {
  const values: Readonly<Record<string, unknown>> = { ...gps, ...position }
  const row = {} as Record<GpsColumn, string>
  for (const [column, field] of COLUMNS) {
    const value = values[field]
    row[column] = value === undefined ? '' : String(value)
  }
  for (const { column, text } of gps.texts) {
    const name = GPS_COLUMNS[column]
    if (name !== undefined) {
      row[name] = text
    }
  }
  return row
}

/** One line of CSV without its end, columns in VGuardDB's order; quoted only where needed. */
export function toGpsLine(gps: Gps, position: Position | undefined): string {
  const row = toGpsRow(gps, position)
  return GPS_COLUMNS.map((column) => quoted(row[column])).join(',')
}

export function encodeGps(gps: Gps): Uint8Array {
  return GpsCodec.encode({ ...gps, texts: gps.texts.map((text) => ({ ...text })) })
}

/** @throws InvalidMessageError when the bytes are no reading; its values are not checked */
export function decodeGps(bytes: Uint8Array): Gps {
  return decodeWith('gps', bytes, GpsCodec.decode)
}

/** Why a reading cannot be stored, as one sentence, or undefined when it can. */
export function gpsFault(gps: Gps): string | undefined {
  const values: Readonly<Record<string, unknown>> = { ...gps }
  for (const [column, field] of COLUMNS) {
    const value = values[field]
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return `${column} is ${value}, which is no number`
    }
    if (typeof value === 'string' && value.length > TEXT_CHARACTERS_MAX) {
      return `${column} has ${value.length} characters, at most ${TEXT_CHARACTERS_MAX} are allowed`
    }
  }
  let before = -1
  for (const { column, text } of gps.texts) {
    if (column <= before || column >= COLUMNS.length || text.length > NUMBER_CHARACTERS_MAX) {
      return 'the texts of its numbers are not one a column, ascending, and short'
    }
    before = column
  }
  return undefined
}

/** The time that a text such as `1577218696.999` names, in ms since the epoch, or undefined. */
export function parseTime(text: string): number | undefined {
  const number = isNumber(text) ? Number(text) : Number.NaN
  const size = Math.abs(number)
  if (!Number.isFinite(number)) {
    return undefined
  }
  if (size >= MICROSECONDS_FROM) {
    return number / 1000
  }
  // Rounded to microseconds, so that 1577218696.999 s is 1577218696999 ms and no nearby number.
  return size >= MILLISECONDS_FROM ? number : Math.round(number * 1e6) / 1e3
}

function assemble(row: GpsRow, numbers: ReadonlyMap<string, number>, gps: Gps): GpsReading {
  const timeMs = parseTime(gps.timestamp)
  if (timeMs === undefined) {
    const reason =
      gps.timestamp === ''
        ? 'the time is missing'
        : `"${gps.timestamp}" is no time in seconds, milliseconds or microseconds since 1970`
    return { type: 'fault', column: 'timestamp', reason }
  }
  const latitude = numbers.get('latitude')
  const longitude = numbers.get('longitude')
  if (latitude === undefined && longitude === undefined) {
    return { type: 'reading', timeMs, position: undefined, gps }
  }
  if (latitude === undefined || !(latitude >= -90 && latitude <= 90)) {
    const reason = placeFault(row.latitude, -90, 90)
    return { type: 'fault', column: 'latitude', reason }
  }
  if (longitude === undefined || !(longitude >= -180 && longitude <= 180)) {
    const reason = placeFault(row.longitude, -180, 180)
    return { type: 'fault', column: 'longitude', reason }
  }
  return { type: 'reading', timeMs, position: { latitude, longitude }, gps }
}

function placeFault(text: string | undefined, min: number, max: number): string {
  return text === undefined || text === ''
    ? 'the other half of the place is missing'
    : `${text} is out of range, allowed are ${min} to ${max} degrees`
}

function cellFault(text: string, type: 'number' | 'text'): string | undefined {
  const max = type === 'number' ? NUMBER_CHARACTERS_MAX : TEXT_CHARACTERS_MAX
  if (text.length > max) {
    return `the cell has ${text.length} characters, at most ${max} are allowed`
  }
  return type === 'text' || isNumber(text) ? undefined : `"${text}" is no number`
}

function isNumber(text: string): boolean {
  const trimmed = text.trim()
  return NUMBER.test(trimmed) && Number.isFinite(Number(trimmed))
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
