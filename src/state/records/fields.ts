/**
 * The fields of a record as bytes, in one go. The generated encoder notes each field as an object and
 * joins them afterwards; for whoever appends record by record that was a seventh of all that was
 * allocated.
 *
 * Keeps: the bytes are those of the generated encoder.
 */
import { allocUnsafe } from 'uint8arrays/alloc'
import { toUtf8 } from '../../core/bytes.ts'
import { varintBytes, writeVarint } from '../../core/varint.ts'
import type { Position } from './gps.ts'
import {
  DOUBLE_BYTES,
  TAG_KEY,
  TAG_KIND,
  TAG_LATITUDE,
  TAG_LONGITUDE,
  TAG_PAYLOAD,
  TAG_TIME
} from './tags.ts'

export interface RecordFields {
  /** 0 to 127, so that it is one byte. */
  readonly kind: number
  readonly key: string
  readonly timeMs: number
  readonly position: Position | undefined
  readonly payload: Uint8Array
}

/** The last character that is one byte of UTF-8. */
const ASCII_MAX = 0x7f
const TAG_BYTES = 1
const DOUBLE_FIELD_BYTES = TAG_BYTES + DOUBLE_BYTES

const scratch = new DataView(new ArrayBuffer(DOUBLE_BYTES))
const scratchBytes = new Uint8Array(scratch.buffer)

/** Fields that have the value of an absent one are left out. */
export function encodeFields(record: RecordFields): Uint8Array {
  const { kind, key, timeMs, position, payload } = record
  const text = isAscii(key) ? key : toUtf8(key)
  const size =
    (kind === 0 ? 0 : TAG_BYTES + 1) +
    bytesFieldSize(text.length) +
    (timeMs === 0 ? 0 : DOUBLE_FIELD_BYTES) +
    (position === undefined ? 0 : 2 * DOUBLE_FIELD_BYTES) +
    bytesFieldSize(payload.length)
  const out = allocUnsafe(size)
  let at = 0
  if (kind !== 0) {
    out[at++] = TAG_KIND
    out[at++] = kind
  }
  if (text.length > 0) {
    at = putLength(out, at, TAG_KEY, text.length)
    if (typeof text === 'string') {
      putAscii(out, at, text)
    } else {
      out.set(text, at)
    }
    at += text.length
  }
  if (timeMs !== 0) {
    at = putDouble(out, at, TAG_TIME, timeMs)
  }
  if (position !== undefined) {
    at = putDouble(out, at, TAG_LATITUDE, position.latitude)
    at = putDouble(out, at, TAG_LONGITUDE, position.longitude)
  }
  if (payload.length > 0) {
    out.set(payload, putLength(out, at, TAG_PAYLOAD, payload.length))
  }
  return out
}

/** An absent field has none. */
function bytesFieldSize(length: number): number {
  return length === 0 ? 0 : TAG_BYTES + varintBytes(length) + length
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > ASCII_MAX) {
      return false
    }
  }
  return true
}

/** The beginning of a field of bytes; the bytes stand where it ends. */
function putLength(out: Uint8Array, at: number, tag: number, length: number): number {
  out[at] = tag
  return writeVarint(out, at + TAG_BYTES, length)
}

/** A key is short: a loop takes less than making bytes of it and copying them. */
function putAscii(out: Uint8Array, from: number, text: string): void {
  for (let i = 0; i < text.length; i++) {
    out[from + i] = text.charCodeAt(i)
  }
}

function putDouble(out: Uint8Array, at: number, tag: number, value: number): number {
  out[at] = tag
  scratch.setFloat64(0, value, true)
  out.set(scratchBytes, at + TAG_BYTES)
  return at + DOUBLE_FIELD_BYTES
}
