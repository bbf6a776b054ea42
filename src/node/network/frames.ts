/**
 * Frames on a stream: the length as an unsigned varint, then that many bytes.
 *
 * Keeps: the length is checked before a byte of the frame is kept, and what is kept of an unfinished
 * frame is never more than has arrived. A finished frame has memory of its own, so that a small
 * field of a message does not hold a whole network buffer.
 * Source: multiformats unsigned-varint, at most 4 bytes here.
 */

/** Lengths of up to 4 bytes reach 2^28 - 1, beyond every limit of a protocol. */
const PREFIX_BYTES_MAX = 4

/** First memory for a frame that comes in parts. */
const PART_BYTES_MIN = 4096

const NOTHING = new Uint8Array()

/** Why a stream of frames cannot be read on. */
export type FrameFault = 'oversize' | 'malformed'

export interface FrameReader {
  /** Takes what arrived, calls `onFrame` for each whole frame. After a fault it takes nothing more. */
  push(data: Uint8Array | Iterable<Uint8Array>): void
  /** Whether a frame has begun and is not whole. */
  readonly isInside: boolean
  /** Whole frames so far. */
  readonly framesCount: number
}

export interface FrameReaderPorts {
  /** Asked at the beginning of each frame. */
  bytesMax(): number
  onFrame(frame: Uint8Array): void
  /** Told once. `length` is what the prefix said, as far as it was read. */
  onFault(fault: FrameFault, length: number): void
}

export function createFrameReader(ports: FrameReaderPorts): FrameReader {
  let isDead = false
  let prefixBytes = 0
  let length = 0
  /** Bytes of the frame still to come; undefined while its prefix is read. */
  let missing: number | undefined
  let buffer = NOTHING
  let filled = 0
  let framesCount = 0

  const fail = (fault: FrameFault): void => {
    isDead = true
    buffer = NOTHING
    ports.onFault(fault, length)
  }

  const finish = (frame: Uint8Array): void => {
    missing = undefined
    prefixBytes = 0
    length = 0
    buffer = NOTHING
    filled = 0
    framesCount += 1
    ports.onFrame(frame)
  }

  /** Reads one byte of the prefix; true when it was the last. */
  const readPrefix = (byte: number): boolean => {
    length += (byte & 0x7f) * 2 ** (7 * prefixBytes)
    prefixBytes += 1
    if (length > ports.bytesMax()) {
      fail('oversize')
    } else if (byte >= 0x80 && prefixBytes === PREFIX_BYTES_MAX) {
      fail('malformed')
    }
    return byte < 0x80
  }

  /** Memory grows with what has arrived, not with what the prefix promises. */
  const keep = (part: Uint8Array): void => {
    const needed = filled + part.length
    if (needed > buffer.length) {
      const room = Math.min(length, Math.max(needed, 2 * buffer.length, PART_BYTES_MIN))
      const larger = new Uint8Array(room)
      larger.set(buffer.subarray(0, filled))
      buffer = larger
    }
    buffer.set(part, filled)
    filled = needed
  }

  /** Takes a part of the frame, and finishes it when nothing is missing any more. */
  const takePart = (part: Uint8Array, left: number): void => {
    missing = left
    if (left === 0 && filled === 0) {
      // A copy, since the part is a view of a network buffer; `slice` of a Buffer would be none.
      finish(new Uint8Array(part))
      return
    }
    keep(part)
    if (left === 0) {
      finish(buffer.length === length ? buffer : buffer.slice(0, length))
    }
  }

  const take = (chunk: Uint8Array): void => {
    let at = 0
    while (!isDead && at < chunk.length) {
      if (missing === undefined) {
        const isLast = readPrefix(chunk[at] ?? 0)
        at += 1
        if (isDead || !isLast) {
          continue
        }
        missing = length
      }
      const part = chunk.subarray(at, at + missing)
      at += part.length
      takePart(part, missing - part.length)
    }
  }

  return {
    push(data) {
      if (data instanceof Uint8Array) {
        take(data)
        return
      }
      for (const chunk of data) {
        take(chunk)
      }
    },
    get isInside() {
      return !isDead && prefixBytes > 0
    },
    get framesCount() {
      return framesCount
    }
  }
}

/** Bytes that the prefix of a frame of `length` bytes takes. */
export function prefixLength(length: number): number {
  let bytes = 1
  for (let rest = length; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
    bytes += 1
  }
  return bytes
}

/** Writes the prefix of a frame of `length` bytes at `at`. Returns where the frame begins. */
export function writePrefix(target: Uint8Array, at: number, length: number): number {
  let next = at
  let rest = length
  while (rest >= 0x80) {
    target[next++] = (rest & 0x7f) | 0x80
    rest = Math.floor(rest / 0x80)
  }
  target[next++] = rest
  return next
}

/** Whole frames, ready to be sent. */
export function encodeFrames(messages: readonly Uint8Array[]): Uint8Array {
  let total = 0
  for (const message of messages) {
    total += prefixLength(message.length) + message.length
  }
  const bytes = new Uint8Array(total)
  let at = 0
  for (const message of messages) {
    at = writePrefix(bytes, at, message.length)
    bytes.set(message, at)
    at += message.length
  }
  return bytes
}
