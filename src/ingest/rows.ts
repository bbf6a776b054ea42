/**
 * Rows become records: those of VGuardDB's table as GPS, all others as JSON.
 *
 * Keeps: nothing of a cell is lost. A number stays a number only where it prints as it was written.
 */
import { InvalidInputError } from '../core/errors.ts'
import {
  encodeRecord,
  GPS_COLUMNS,
  type GpsColumn,
  gpsRecord,
  type Position,
  parseTime,
  type VehicleRecord
} from '../state/records/index.ts'
import type { RowFault } from './ingest-error.ts'

export interface RowOptions {
  /** Column or field that becomes the key of the record. */
  readonly key?: string | undefined
  /** Column or field that tells the time of the record. */
  readonly time?: string | undefined
  /** Time of records that tell none, in ms since the epoch. */
  readonly nowMs: () => number
}

/** One record, or what is wrong with the row. */
export type RowResult = { readonly type: 'record'; readonly record: VehicleRecord } | RowFault

/** Makes records of the cells of one row. */
export type RowReader = (cells: readonly string[]) => RowResult

/** V-Guard's database puts the booth before VGuardDB's columns. */
const BOOTH_COLUMN = 'boothid'

/** Names that tell a time without being asked for, best first. */
const TIME_NAMES = ['timeMs', 'timestamp', 'time']

const COLUMNS_MAX = 1000

/** Reads a header: how its rows become records, or what is wrong with it. */
export function readHeader(
  header: readonly string[],
  format: 'auto' | 'gps' | 'csv',
  options: RowOptions
): RowReader | RowFault {
  const reason = headerFault(header, options)
  if (reason !== undefined) {
    return { type: 'fault', reason }
  }
  const stranger = header.find((name) => name !== BOOTH_COLUMN && !isGpsColumn(name))
  const missing = ['timestamp', 'latitude', 'longitude'].find((name) => !header.includes(name))
  const isGps = stranger === undefined && missing === undefined
  if (format === 'csv' || (format === 'auto' && !isGps)) {
    return (cells) =>
      jsonRow(Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])), options)
  }
  if (missing !== undefined) {
    return { type: 'fault', column: missing, reason: "VGuardDB's table needs this column" }
  }
  if (stranger !== undefined) {
    return { type: 'fault', column: stranger, reason: "VGuardDB's table has no such column" }
  }
  const keyIndex = header.indexOf(options.key ?? BOOTH_COLUMN)
  return (cells) => gpsRow(header, cells, keyIndex)
}

/** A JSON record from a value, told its key, time and place by the fields of an object. */
export function jsonRecord(value: unknown, text: string, options: RowOptions): RowResult {
  const fields =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : {}
  const key = options.key === undefined ? fields['key'] : fields[options.key]
  if (options.key !== undefined && key === undefined) {
    return { type: 'fault', column: options.key, reason: 'the field for the key is missing' }
  }
  const time = timeOf(fields, options)
  if (typeof time !== 'number') {
    return time
  }
  const isName = typeof key === 'string' || typeof key === 'number'
  return checked({
    kind: 'json',
    key: isName ? String(key) : '',
    timeMs: time,
    position: positionOf(fields),
    text
  })
}

function headerFault(header: readonly string[], { key, time }: RowOptions): string | undefined {
  if (header.length > COLUMNS_MAX) {
    return `the header has ${header.length} columns, at most ${COLUMNS_MAX} are allowed`
  }
  if (header.every((name) => name === '' || Number.isFinite(Number(name)))) {
    return 'the first line must name the columns, and it holds only numbers'
  }
  if (header.includes('')) {
    return `the header leaves column ${header.indexOf('') + 1} without a name`
  }
  const twice = header.find((name, i) => header.indexOf(name) !== i)
  if (twice !== undefined) {
    return `the header names column "${twice}" twice`
  }
  const absent = [key, time].find((name) => name !== undefined && !header.includes(name))
  return absent === undefined ? undefined : `the header has no column "${absent}"`
}

function isGpsColumn(name: string): name is GpsColumn {
  return (GPS_COLUMNS as readonly string[]).includes(name)
}

function gpsRow(header: readonly string[], cells: readonly string[], keyIndex: number): RowResult {
  const row = Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']))
  const record = gpsRecord(row, cells[keyIndex] ?? '')
  return 'kind' in record ? checked(record) : { type: 'fault', ...record }
}

function jsonRow(cells: Readonly<Record<string, string>>, options: RowOptions): RowResult {
  const values = Object.entries(cells).map(([name, cell]) => [name, cellValue(cell)] as const)
  const object = Object.fromEntries(values)
  return jsonRecord(object, JSON.stringify(object), options)
}

/** A number where it prints as it was written, else the text. */
function cellValue(cell: string): string | number {
  const number = Number(cell)
  return String(number) === cell && Number.isFinite(number) ? number : cell
}

function timeOf(fields: Readonly<Record<string, unknown>>, options: RowOptions): number | RowFault {
  const name = options.time ?? TIME_NAMES.find((candidate) => fields[candidate] !== undefined)
  if (name === undefined) {
    return options.nowMs()
  }
  const value = fields[name]
  if (name === 'timeMs' && typeof value === 'number') {
    return value
  }
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  const time = parseTime(text) ?? Date.parse(text)
  return Number.isFinite(time)
    ? time
    : {
        type: 'fault',
        column: name,
        reason: `"${text.slice(0, 40)}" is no time: use seconds since 1970 or ISO 8601`
      }
}

/** The place that an object tells, if it tells one. */
function positionOf(fields: Readonly<Record<string, unknown>>): Position | undefined {
  const { latitude, longitude } = fields
  return typeof latitude === 'number' && typeof longitude === 'number'
    ? { latitude, longitude }
    : undefined
}

/** The record if it can be stored. */
function checked(record: VehicleRecord): RowResult {
  try {
    encodeRecord(record)
    return { type: 'record', record }
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return { type: 'fault', reason: error.message }
    }
    throw error
  }
}
