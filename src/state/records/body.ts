/**
 * A quick look into the body of a block: where its entries lie, and the time, place and key of each,
 * without copying and without touching a payload. It runs for every block that is stored or searched.
 *
 * Keeps: the answer is that of the generated decoders. Bytes that those would read in another way
 * than this quick one (unknown fields, other wire types) are handed to them.
 */
import { entriesOf } from '../../core/block.ts'
import { toUtf8 } from '../../core/bytes.ts'
import { Record as RecordCodec } from '../../core/messages.ts'

/** What a selection needs of an entry; NaN where it has no such value. */
export interface Glance {
  readonly timeMs: number
  readonly latitude: number
  readonly longitude: number
  /** UTF-8 of the key; undefined when the entry is no record. */
  readonly key: Uint8Array | undefined
}

/** Tags of messages.proto: the field's number and its wire type. */
const TAG_ENTRY = 0x0a
const TAG_KIND = 0x08
const TAG_KEY = 0x12
const TAG_TIME = 0x19
const TAG_LATITUDE = 0x21
const TAG_LONGITUDE = 0x29
const TAG_PAYLOAD = 0x32

const DOUBLE_BYTES = 8
/** A length of five bytes or more is beyond any body. */
const VARINT_BYTES_MAX = 4
const NO_BYTES: Uint8Array = new Uint8Array(0)
const NO_RECORD: Glance = {
  timeMs: Number.NaN,
  latitude: Number.NaN,
  longitude: Number.NaN,
  key: undefined
}

/** Where a reader is in its bytes; a number that cannot be read is -1. */
interface Place {
  at: number
}

/** The entries of a body in order, as views; none when the body cannot be decoded. */
export function entriesAt(body: Uint8Array): readonly Uint8Array[] {
  const entries: Uint8Array[] = []
  const place: Place = { at: 0 }
  while (place.at < body.length) {
    const isEntry = body[place.at++] === TAG_ENTRY
    const length = isEntry ? takeLength(body, place) : -1
    if (length < 0) {
      return decodedEntries(body)
    }
    entries.push(body.subarray(place.at - length, place.at))
  }
  return entries
}

/** Looks at one entry. */
export function glance(entry: Uint8Array): Glance {
  const view = new DataView(entry.buffer, entry.byteOffset, entry.byteLength)
  const place: Place = { at: 0 }
  const seen = { timeMs: 0, latitude: Number.NaN, longitude: Number.NaN, key: NO_BYTES }
  while (place.at < entry.length) {
    const tag = entry[place.at++] ?? 0
    const isDouble = tag === TAG_TIME || tag === TAG_LATITUDE || tag === TAG_LONGITUDE
    const length = isDouble ? takeDouble(entry, place) : takeOther(tag, entry, place)
    if (length < 0) {
      return decodedGlance(entry)
    }
    const start = place.at - length
    if (tag === TAG_TIME) {
      seen.timeMs = view.getFloat64(start, true)
    } else if (tag === TAG_LATITUDE) {
      seen.latitude = view.getFloat64(start, true)
    } else if (tag === TAG_LONGITUDE) {
      seen.longitude = view.getFloat64(start, true)
    } else if (tag === TAG_KEY) {
      seen.key = entry.subarray(start, place.at)
    }
  }
  return seen
}

/** Steps over a length and that many bytes; their number, or -1. */
function takeLength(bytes: Uint8Array, place: Place): number {
  const length = takeVarint(bytes, place)
  place.at += Math.max(length, 0)
  return place.at > bytes.length ? -1 : length
}

function takeDouble(bytes: Uint8Array, place: Place): number {
  place.at += DOUBLE_BYTES
  return place.at > bytes.length ? -1 : DOUBLE_BYTES
}

/** Steps over a field that is no double; the bytes of its value (0 for a number), or -1. */
function takeOther(tag: number, bytes: Uint8Array, place: Place): number {
  if (tag === TAG_KEY || tag === TAG_PAYLOAD) {
    return takeLength(bytes, place)
  }
  return tag === TAG_KIND && takeVarint(bytes, place) >= 0 ? 0 : -1
}

/** A whole number below 2^28, or -1. */
function takeVarint(bytes: Uint8Array, place: Place): number {
  let value = 0
  for (let i = 0; i < VARINT_BYTES_MAX && place.at < bytes.length; i++) {
    const byte = bytes[place.at++] ?? 0
    value |= (byte & 0x7f) << (7 * i)
    if (byte < 0x80) {
      return value
    }
  }
  return -1
}

function decodedEntries(body: Uint8Array): readonly Uint8Array[] {
  try {
    return entriesOf(body)
  } catch {
    return []
  }
}

function decodedGlance(entry: Uint8Array): Glance {
  try {
    const { key, timeMs, latitude, longitude } = RecordCodec.decode(entry)
    return {
      timeMs,
      latitude: latitude ?? Number.NaN,
      longitude: longitude ?? Number.NaN,
      key: toUtf8(key)
    }
  } catch {
    return NO_RECORD
  }
}
