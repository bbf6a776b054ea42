/**
 * A quick look into the body of a block: how many entries it has, and the time, place and key of
 * each, without copying and without touching a payload. It runs for every block that is stored or
 * searched, so it makes no object an entry.
 *
 * Keeps: the answer is that of the generated decoders. Bytes that those would read in another way
 * than this quick one (unknown fields, other wire types) are handed to them.
 */
import { entriesOf } from '../../core/block.ts'
import { NO_BYTES, toUtf8 } from '../../core/bytes.ts'
import { Record as RecordCodec } from '../../core/messages.ts'
import {
  DOUBLE_BYTES,
  TAG_KEY,
  TAG_KIND,
  TAG_LATITUDE,
  TAG_LONGITUDE,
  TAG_PAYLOAD,
  TAG_TIME
} from './tags.ts'

/** What a selection needs of an entry; NaN where it has no such value. */
export interface Glance {
  readonly timeMs: number
  readonly latitude: number
  readonly longitude: number
  /** Whether the entry is a record with exactly this key. */
  hasKey(key: Uint8Array): boolean
}

export interface OpenBody {
  /** Entries; 0 when the body cannot be decoded. */
  readonly count: number
  /** Looks at one entry. The same object is returned each time. */
  glance(index: number): Glance
}

/** Of `Body` in messages.proto. */
const TAG_ENTRY = 0x0a

/** A length of five bytes or more is beyond any body. */
const VARINT_BYTES_MAX = 4

/** What was seen last. The key lies in `bytes` from..to; from is -1 when there is no record. */
interface Seen {
  timeMs: number
  latitude: number
  longitude: number
  bytes: Uint8Array
  keyFrom: number
  keyTo: number
}

/** Where a reader is in its bytes. */
interface Place {
  at: number
}

export function openBody(body: Uint8Array): OpenBody {
  const frames = framesOf(body)
  const entries = frames === undefined ? decodedEntries(body) : undefined
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const seen: Seen & Glance = {
    timeMs: 0,
    latitude: Number.NaN,
    longitude: Number.NaN,
    bytes: NO_BYTES,
    keyFrom: 0,
    keyTo: 0,
    hasKey: (key) => isKey(seen, key)
  }
  return {
    count: entries?.length ?? (frames?.length ?? 0) / 2,
    glance(index) {
      const from = frames?.[2 * index] ?? 0
      const to = frames?.[2 * index + 1] ?? 0
      if (frames === undefined || !look(seen, body, view, from, to)) {
        decode(seen, entries?.[index] ?? body.subarray(from, to))
      }
      return seen
    }
  }
}

/** First and last offset of each entry, or undefined when there is more in the body than entries. */
function framesOf(body: Uint8Array): readonly number[] | undefined {
  const frames: number[] = []
  const place: Place = { at: 0 }
  while (place.at < body.length) {
    const isEntry = body[place.at++] === TAG_ENTRY
    const length = isEntry ? takeVarint(body, place, body.length) : -1
    const from = place.at
    place.at += length
    if (length < 0 || place.at > body.length) {
      return undefined
    }
    frames.push(from, place.at)
  }
  return frames
}

/** Looks at the entry in from..to; false when its fields are not as messages.proto says. */
function look(seen: Seen, body: Uint8Array, view: DataView, from: number, to: number): boolean {
  reset(seen, body)
  const place: Place = { at: from }
  while (place.at < to) {
    const tag = body[place.at++] ?? 0
    const isKnown =
      tag === TAG_TIME || tag === TAG_LATITUDE || tag === TAG_LONGITUDE
        ? takeDouble(seen, tag, view, place, to)
        : takeOther(seen, tag, body, place, to)
    if (!isKnown) {
      return false
    }
  }
  return true
}

function reset(seen: Seen, bytes: Uint8Array): void {
  seen.timeMs = 0
  seen.latitude = Number.NaN
  seen.longitude = Number.NaN
  seen.bytes = bytes
  seen.keyFrom = 0
  seen.keyTo = 0
}

function takeDouble(seen: Seen, tag: number, view: DataView, place: Place, to: number): boolean {
  if (place.at + DOUBLE_BYTES > to) {
    return false
  }
  const value = view.getFloat64(place.at, true)
  place.at += DOUBLE_BYTES
  if (tag === TAG_TIME) {
    seen.timeMs = value
  } else if (tag === TAG_LATITUDE) {
    seen.latitude = value
  } else {
    seen.longitude = value
  }
  return true
}

/** Steps over a field that is no double, and notes the key. */
function takeOther(seen: Seen, tag: number, body: Uint8Array, place: Place, to: number): boolean {
  const isBytes = tag === TAG_KEY || tag === TAG_PAYLOAD
  const value = isBytes || tag === TAG_KIND ? takeVarint(body, place, to) : -1
  if (value < 0 || !isBytes) {
    return value >= 0
  }
  const from = place.at
  place.at += value
  if (tag === TAG_KEY) {
    seen.keyFrom = from
    seen.keyTo = place.at
  }
  return place.at <= to
}

/** A whole number below 2^28, or -1. */
function takeVarint(bytes: Uint8Array, place: Place, to: number): number {
  let value = 0
  for (let i = 0; i < VARINT_BYTES_MAX && place.at < to; i++) {
    const byte = bytes[place.at++] ?? 0
    value |= (byte & 0x7f) << (7 * i)
    if (byte < 0x80) {
      return value
    }
  }
  return -1
}

function isKey({ bytes, keyFrom, keyTo }: Seen, key: Uint8Array): boolean {
  return (
    keyFrom >= 0 && keyTo - keyFrom === key.length && key.every((b, i) => b === bytes[keyFrom + i])
  )
}

function decodedEntries(body: Uint8Array): readonly Uint8Array[] {
  try {
    return entriesOf(body)
  } catch {
    return []
  }
}

/** What the generated decoder says of an entry; nothing when it is no record. */
function decode(seen: Seen, entry: Uint8Array): void {
  try {
    const { key, timeMs, latitude, longitude } = RecordCodec.decode(entry)
    reset(seen, toUtf8(key))
    seen.timeMs = timeMs
    seen.latitude = latitude ?? Number.NaN
    seen.longitude = longitude ?? Number.NaN
    seen.keyTo = seen.bytes.length
  } catch {
    reset(seen, NO_BYTES)
    seen.timeMs = Number.NaN
    seen.keyFrom = -1
  }
}
