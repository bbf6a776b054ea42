/**
 * A put, decoded without the generated codec: it is what most entries of a store's chain are, and the
 * generated one makes an object and three views of bytes besides those that are wanted.
 *
 * Keeps: the answer is that of the generated codec. Bytes that it would read in another way than
 * this quick one (unknown fields, other types, numbers of more bytes) are left to it.
 */
import { NO_BYTES } from '../../core/bytes.ts'
import { toLatin1 } from '../../core/latin1.ts'
import type { PutOperation } from './types.ts'

/** Tags of messages.proto: the field's number and its wire type. */
const TAG_PUT = 0x0a
const TAG_KEY = 0x0a
const TAG_VALUE = 0x12
const TAG_JSON = 0x18
const TAG_TTL = 0x20
const TAG_PREVIOUS = 0x28

/** A number of five bytes or more is left to the generated codec. */
const VARINT_BYTES_MAX = 4

/** Where the reader is. */
interface Place {
  at: number
}

/** The fields of a put as they are read. */
interface Fields {
  key: string
  value: Uint8Array
  json: number
  ttlMs: number
  wantsPrevious: number
}

/** The put, or undefined when the bytes are anything that is not as simple. */
export function readQuickPut(bytes: Uint8Array): PutOperation | undefined {
  const place: Place = { at: 1 }
  const length = bytes[0] === TAG_PUT ? takeVarint(bytes, place) : -1
  if (length < 0 || length !== bytes.length - place.at) {
    return undefined
  }
  const fields: Fields = { key: '', value: NO_BYTES, json: 0, ttlMs: 0, wantsPrevious: 0 }
  while (place.at < bytes.length) {
    const tag = bytes[place.at++] ?? 0
    const number = takeVarint(bytes, place)
    const isBytes = tag === TAG_KEY || tag === TAG_VALUE
    const isRead = isBytes
      ? takeBytes(fields, tag, bytes, place, number)
      : takeNumber(fields, tag, number)
    if (!isRead) {
      return undefined
    }
  }
  const { key, value, ttlMs } = fields
  return {
    type: 'put',
    key,
    value: { kind: fields.json === 0 ? 'bytes' : 'json', bytes: value },
    ttlMs,
    wantsPrevious: fields.wantsPrevious !== 0
  }
}

function takeBytes(
  fields: Fields,
  tag: number,
  bytes: Uint8Array,
  place: Place,
  length: number
): boolean {
  const from = place.at
  if (length < 0 || from + length > bytes.length) {
    return false
  }
  place.at += length
  const taken = bytes.subarray(from, place.at)
  if (tag === TAG_KEY) {
    fields.key = toLatin1(taken)
  } else {
    fields.value = taken
  }
  return true
}

function takeNumber(fields: Fields, tag: number, number: number): boolean {
  switch (tag) {
    case TAG_JSON:
      fields.json = number
      break
    case TAG_TTL:
      fields.ttlMs = number
      break
    case TAG_PREVIOUS:
      fields.wantsPrevious = number
      break
    default:
      return false
  }
  return number >= 0
}

/** A whole number below 2^28 in as few bytes as it needs, or -1. */
function takeVarint(bytes: Uint8Array, place: Place): number {
  let value = 0
  for (let i = 0; i < VARINT_BYTES_MAX; i++) {
    const byte = bytes[place.at++]
    if (byte === undefined) {
      return -1
    }
    value |= (byte & 0x7f) << (7 * i)
    if (byte < 0x80) {
      return byte === 0 && i > 0 ? -1 : value
    }
  }
  return -1
}
