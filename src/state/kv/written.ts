/**
 * The result of a plain write, encoded without the generated codec: every put of a group's chain
 * makes one on every vehicle.
 *
 * Keeps: the bytes are those that the generated codec makes of the same result.
 */
import { varintBytes, writeVarint } from '../../core/varint.ts'
import type { WrittenResult } from './types.ts'

/** Tags of messages.proto: the field's number and its wire type. */
const TAGS = { put: 0x0a, delete: 0x12, touch: 0x1a } as const
const TAG_REVISION = 0x08
const TAG_FOUND = 0x10

/** Encodes a result that has no previous entry. */
export function encodeWritten({ type, revision, found }: WrittenResult): Uint8Array {
  const revisionBytes = revision === 0 ? 0 : 1 + varintBytes(revision)
  const bytes = new Uint8Array(2 + revisionBytes + (found ? 2 : 0))
  bytes[0] = TAGS[type]
  bytes[1] = bytes.length - 2
  if (revisionBytes > 0) {
    bytes[2] = TAG_REVISION
    writeVarint(bytes, 3, revision)
  }
  if (found) {
    bytes[2 + revisionBytes] = TAG_FOUND
    bytes[3 + revisionBytes] = 1
  }
  return bytes
}
