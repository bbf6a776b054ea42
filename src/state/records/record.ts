/**
 * Records: what the entries of a records chain mean. A record has a key, a time, perhaps a place,
 * and a payload of bytes, JSON or GPS.
 *
 * Keeps: what is decoded is what was encoded; nothing of a record is ever executed.
 * Source: VGuardDB's `gps_data`; differs from it in that a record is known by height and index, so
 * that equal times never collide, and that records of other kinds lie beside GPS.
 */
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import { decodeWith, readBytes, readNumber } from '../../core/codec.ts'
import { InvalidInputError, InvalidMessageError } from '../../core/errors.ts'
import { ENTRY_BYTES_MAX, KEY_BYTES_MAX } from '../../core/limits.ts'
import { Record as RecordCodec } from '../../core/messages.ts'
import { encodeFields } from './fields.ts'
import {
  decodeGps,
  encodeGps,
  type Gps,
  type GpsColumn,
  type GpsRow,
  gpsFault,
  type Position,
  readGpsRow
} from './gps.ts'
import { TAG_KIND } from './tags.ts'

interface AnyRecord {
  /** Chosen by the application, at most 1024 bytes of UTF-8; may be empty and need not be unique. */
  readonly key: string
  /** Milliseconds since the epoch, fractions allowed. */
  readonly timeMs: number
  readonly position?: Position | undefined
}

export interface BytesRecord extends AnyRecord {
  readonly kind: 'bytes'
  readonly payload: Uint8Array
}

export interface JsonRecord extends AnyRecord {
  readonly kind: 'json'
  /** JSON as it was written. */
  readonly text: string
}

export interface GpsRecord extends AnyRecord {
  readonly kind: 'gps'
  readonly gps: Gps
}

export type VehicleRecord = BytesRecord | JsonRecord | GpsRecord

const KINDS = ['bytes', 'json', 'gps'] as const

/** Field `kind` of messages.proto, which comes first, and its value for GPS. */
const GPS_BEGINNING = [TAG_KIND, KINDS.indexOf('gps')] as const

/** Of one unit of a text. */
const UTF8_BYTES_MAX = 3

/** As far as ECMAScript can tell a date: 8.64e15 ms on either side of 1970. */
const TIME_MS_MAX = 8.64e15

/** @throws InvalidInputError when a value is out of its range; the sentence says which */
export function encodeRecord(record: VehicleRecord): Uint8Array {
  const reason = recordFault(record)
  if (reason !== undefined) {
    throw new InvalidInputError(reason)
  }
  const { key, timeMs, position } = record
  const kind = KINDS.indexOf(record.kind)
  const bytes = encodeFields({ kind, key, timeMs, position, payload: payloadOf(record) })
  if (bytes.length > ENTRY_BYTES_MAX) {
    throw new InvalidInputError(
      `the record has ${bytes.length} bytes, at most ${ENTRY_BYTES_MAX} are allowed`
    )
  }
  return bytes
}

/** @throws InvalidMessageError when the entry is no record, or breaks a limit */
export function decodeRecord(entry: Uint8Array): VehicleRecord {
  const raw = decodeWith('record', readBytes('record', entry, ENTRY_BYTES_MAX), RecordCodec.decode)
  const kind = KINDS[readNumber('record.kind', raw.kind, 0, KINDS.length - 1)]
  const { key, timeMs, latitude, longitude, payload } = raw
  if ((latitude === undefined) !== (longitude === undefined)) {
    throw new InvalidMessageError('record has half a place')
  }
  const position =
    latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
  const common = { key, timeMs, position }
  const record: VehicleRecord =
    kind === 'gps'
      ? { kind, ...common, gps: decodeGps(payload) }
      : kind === 'json'
        ? { kind, ...common, text: readUtf8(payload) }
        : { kind: 'bytes', ...common, payload }
  const reason = recordFault(record)
  if (reason !== undefined) {
    throw new InvalidMessageError(`the record is not valid: ${reason}`)
  }
  return record
}

/** Why a record cannot be stored, as one sentence, or undefined when it can. */
export function recordFault(record: VehicleRecord): string | undefined {
  const { key, timeMs, position } = record
  if (isLongerThan(key, KEY_BYTES_MAX)) {
    return `the key has more than ${KEY_BYTES_MAX} bytes`
  }
  if (!(Math.abs(timeMs) <= TIME_MS_MAX)) {
    return `the time is ${timeMs}, it must be in milliseconds since 1970`
  }
  if (position !== undefined && !(Math.abs(position.latitude) <= 90)) {
    return `the latitude is ${position.latitude}, allowed are -90 to 90 degrees`
  }
  if (position !== undefined && !(Math.abs(position.longitude) <= 180)) {
    return `the longitude is ${position.longitude}, allowed are -180 to 180 degrees`
  }
  if (record.kind === 'gps') {
    return gpsFault(record.gps)
  }
  return record.kind === 'json' ? jsonFault(record.text) : undefined
}

/**
 * Why an entry that begins as every GPS record does is none, or undefined. JSON, bytes and whatever
 * else applications append are free: what they mean is between them and their readers.
 */
export function typedEntryFault(entry: Uint8Array): string | undefined {
  const [tag, kind] = GPS_BEGINNING
  const isTyped = entry[0] === tag && entry[1] === kind
  return isTyped ? recordEntryFault(entry) : undefined
}

/** Why an entry is no record of any kind, or undefined; a stricter `validate` for a vehicle. */
export function recordEntryFault(entry: Uint8Array): string | undefined {
  try {
    decodeRecord(entry)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'the entry is no record'
  }
}

/** A record from one row of VGuardDB's table, or the cell that is wrong. */
export function gpsRecord(
  row: GpsRow,
  key = ''
): GpsRecord | { readonly column: GpsColumn; readonly reason: string } {
  const reading = readGpsRow(row)
  if (reading.type === 'fault') {
    return { column: reading.column, reason: reading.reason }
  }
  const { timeMs, position, gps } = reading
  return { kind: 'gps', key, timeMs, position, gps }
}

/** Whether a text has more bytes of UTF-8; one that cannot have as many is not encoded to see. */
function isLongerThan(text: string, bytes: number): boolean {
  const { length } = text
  return length > bytes || (length * UTF8_BYTES_MAX > bytes && toUtf8(text).length > bytes)
}

function payloadOf(record: VehicleRecord): Uint8Array {
  switch (record.kind) {
    case 'bytes':
      return record.payload
    case 'json':
      return toUtf8(record.text)
    case 'gps':
      return encodeGps(record.gps)
  }
}

function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    return 'the payload is no JSON'
  }
}

function readUtf8(bytes: Uint8Array): string {
  const text = fromUtf8(bytes)
  const again = toUtf8(text)
  if (again.length !== bytes.length || again.some((byte, i) => byte !== bytes[i])) {
    throw new InvalidMessageError('the JSON of the record is no UTF-8')
  }
  return text
}
