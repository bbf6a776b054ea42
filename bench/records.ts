/**
 * Records for measurements: of an exact encoded size, each different, and not compressible.
 */
import { encodeRecord, type VehicleRecord } from '../src/state/records/index.ts'

const KEY = 'speed'
const TIME_MS = 1_700_000_000_000

/** Bytes of a record around its payload. */
const FRAME_BYTES = encodeRecord(recordOf(new Uint8Array(0), 0)).length

/** Makes records whose entries have `entryBytes` bytes; the same number gives the same record. */
export function createRecords(entryBytes: number): (number: number) => VehicleRecord {
  // The length of a payload takes one byte of its own up to 127, two up to 16,383, then three.
  const payloadBytes = [2, 3, 4]
    .map((lengthBytes) => entryBytes - FRAME_BYTES - lengthBytes)
    .find((bytes) => bytes > 0 && entryBytesOf(bytes) === entryBytes)
  if (payloadBytes === undefined) {
    throw new RangeError(`no record has exactly ${entryBytes} bytes`)
  }
  const noise = noiseOf(payloadBytes)
  return (number) => {
    // From Node's pool: a buffer of its own for each record would be what is measured.
    const payload = Buffer.allocUnsafe(payloadBytes)
    payload.set(noise)
    payload.writeUInt32BE(number)
    return recordOf(payload, number)
  }
}

function entryBytesOf(payloadBytes: number): number {
  return encodeRecord(recordOf(new Uint8Array(payloadBytes), 0)).length
}

function recordOf(payload: Uint8Array, number: number): VehicleRecord {
  return { kind: 'bytes', key: KEY, timeMs: TIME_MS + number, payload }
}

/** Bytes without a pattern, the same every time: a linear congruential generator. */
function noiseOf(count: number): Uint8Array {
  let state = 12_345
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state >>> 24
  })
}
