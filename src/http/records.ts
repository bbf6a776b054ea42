/**
 * Records and selectors as plain JSON and query strings.
 *
 * A record: `{"kind":"json","value":…}`, `{"kind":"gps","columns":{…}}` or `{"kind":"bytes",
 * "base64":"…"}`, each with `key`, and but for GPS with `timeMs`, `latitude` and `longitude`.
 * `{"kind":"entry","base64":"…"}` is an entry encoded elsewhere.
 */
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'
import { InvalidInputError } from '../core/errors.ts'
import { NUMBER_MAX } from '../core/limits.ts'
import type { Box, Cursor, Selector } from '../core/selector.ts'
import type { ReadRecord, RecordInput } from '../node/api.ts'
import {
  GPS_COLUMNS,
  type GpsRow,
  gpsRecord,
  type PlainRecord,
  type Position,
  recordFault,
  toPlainRecord,
  type VehicleRecord
} from '../state/records/index.ts'

type Fields = Readonly<Record<string, unknown>>

/** One record read, with its place; `kind` is `entry` when it is no record. */
export type RecordJson = { readonly height: number; readonly index: number } & (
  | PlainRecord
  | { readonly kind: 'entry'; readonly base64: string }
)

export function recordJson({ height, index, record, entry }: ReadRecord): RecordJson {
  return record === undefined
    ? { height, index, kind: 'entry', base64: toText(entry, 'base64pad') }
    : { height, index, ...toPlainRecord(record) }
}

/**
 * @param nowMs time of records that carry none
 * @throws InvalidInputError when it is no record; the sentence says which field is wrong
 */
export function recordOf(fields: Fields, nowMs: number): RecordInput {
  const { kind } = fields
  if (kind === 'entry') {
    return base64Of(fields)
  }
  const record = kind === 'gps' ? gpsOf(fields) : otherOf(fields, nowMs)
  const reason = recordFault(record)
  if (reason !== undefined) {
    throw new InvalidInputError(reason)
  }
  return record
}

function gpsOf(fields: Fields): VehicleRecord {
  const { columns } = fields
  if (typeof columns !== 'object' || columns === null) {
    throw new InvalidInputError('a gps record needs "columns"')
  }
  const row: Record<string, string> = {}
  for (const [column, cell] of Object.entries(columns)) {
    if (!(GPS_COLUMNS as readonly string[]).includes(column) || typeof cell !== 'string') {
      throw new InvalidInputError(`"${column.slice(0, 64)}" is no GPS column with a text`)
    }
    row[column] = cell
  }
  const record = gpsRecord(row as GpsRow, textOf(fields, 'key'))
  if (!('kind' in record)) {
    throw new InvalidInputError(`column ${record.column}: ${record.reason}`)
  }
  return record
}

function otherOf(fields: Fields, nowMs: number): VehicleRecord {
  const { kind, value, timeMs = nowMs } = fields
  if (typeof timeMs !== 'number') {
    throw new InvalidInputError('"timeMs" must be a number')
  }
  const common = { key: textOf(fields, 'key'), timeMs, position: positionOf(fields) }
  if (kind === 'bytes') {
    return { kind, ...common, payload: base64Of(fields) }
  }
  if (kind === 'json' && value !== undefined) {
    return { kind, ...common, text: JSON.stringify(value) }
  }
  throw new InvalidInputError(
    'a record is {"kind":"json","value":…}, {"kind":"gps","columns":{…}} or {"kind":"bytes","base64":…}'
  )
}

function positionOf({ latitude, longitude }: Fields): Position | undefined {
  if (latitude === undefined && longitude === undefined) {
    return undefined
  }
  if (typeof latitude !== 'number' || typeof longitude !== 'number') {
    throw new InvalidInputError('"latitude" and "longitude" must both be numbers')
  }
  return { latitude, longitude }
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name] ?? ''
  if (typeof value !== 'string') {
    throw new InvalidInputError(`"${name}" must be a text`)
  }
  return value
}

function base64Of(fields: Fields): Uint8Array {
  try {
    return fromString(textOf(fields, 'base64'), 'base64pad')
  } catch (cause) {
    throw new InvalidInputError('"base64" must be base64 with its padding', { cause })
  }
}

/** The fields of a query that select records. */
export interface SelectorQuery {
  readonly from?: number
  readonly to?: number
  readonly fromMs?: number
  readonly toMs?: number
  readonly box?: string
  readonly key?: string
  readonly latest?: number
  readonly limit?: number
  readonly after?: string
}

/** @throws InvalidInputError when the box is no box */
export function selectorOf(query: SelectorQuery): Selector {
  const { from, to, fromMs, toMs, box, key, latest, limit, after } = query
  return {
    ...(from === undefined && to === undefined
      ? {}
      : { heights: { from: from ?? 1, to: to ?? NUMBER_MAX } }),
    ...(fromMs === undefined && toMs === undefined
      ? {}
      : {
          times: {
            fromMs: fromMs ?? -Number.MAX_SAFE_INTEGER,
            toMs: toMs ?? Number.MAX_SAFE_INTEGER
          }
        }),
    ...(box === undefined ? {} : { box: parseBox(box) }),
    ...(key === undefined ? {} : { key }),
    ...(latest === undefined ? {} : { latest }),
    ...(limit === undefined ? {} : { limit }),
    ...(after === undefined ? {} : { after: parseCursor(after) })
  }
}

/** @throws InvalidInputError when the text is not `south,west,north,east` */
export function parseBox(text: string): Box {
  const [south, west, north, east, ...rest] = text.split(',').map((part) => Number(part.trim()))
  const sides = [south, west, north, east]
  const isBox =
    rest.length === 0 &&
    sides.every((side) => side !== undefined && Number.isFinite(side) && Math.abs(side) <= 180) &&
    (south ?? 0) <= (north ?? 0)
  if (!isBox) {
    throw new InvalidInputError(`"${text}" is no box; give south,west,north,east in degrees`)
  }
  return { south: south ?? 0, west: west ?? 0, north: north ?? 0, east: east ?? 0 }
}

export function cursorText({ height, index }: Cursor): string {
  return `${height}:${index}`
}

function parseCursor(text: string): Cursor {
  const [height, index] = text.split(':').map(Number)
  return { height: height ?? 0, index: index ?? 0 }
}
