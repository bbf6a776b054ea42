/**
 * Frames: whatever the cuts, what was sent arrives; what breaks a limit is refused before it is kept.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createFrameReader,
  encodeFrames,
  prefixLength,
  writePrefix
} from '../../../../src/node/network/frames.ts'

const BYTES_MAX = 100_000

interface Collected {
  readonly frames: Uint8Array[]
  readonly faults: string[]
  readonly reader: ReturnType<typeof createFrameReader>
}

function collect(bytesMax = BYTES_MAX): Collected {
  const frames: Uint8Array[] = []
  const faults: string[] = []
  const reader = createFrameReader({
    bytesMax: () => bytesMax,
    onFrame: (frame) => frames.push(frame),
    onFault: (fault, length) => faults.push(`${fault} ${length}`)
  })
  return { frames, faults, reader }
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = []
  let at = 0
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    parts.push(bytes.subarray(at, at + size))
    at += size
  }
  return parts
}

const messages = fc.array(fc.uint8Array({ maxLength: 500 }), { minLength: 1, maxLength: 20 })
const cuts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 10 })

describe('frames', () => {
  test('B29: frames arrive whole and in order, however they are cut', () => {
    fc.assert(
      fc.property(messages, cuts, fc.boolean(), (sent, sizes, asList) => {
        const { frames, faults, reader } = collect()
        const parts = cut(encodeFrames(sent), sizes)
        if (asList) {
          reader.push(parts)
        } else {
          for (const part of parts) {
            reader.push(part)
          }
        }
        expect(frames).toEqual(sent)
        expect(faults).toEqual([])
        expect(reader.isInside).toBe(false)
        expect(reader.framesCount).toBe(sent.length)
      })
    )
  })

  test('B29: frames split at any two places, or not at all, arrive whole and in order', () => {
    // Prefixes of one and two bytes, an empty frame, and frames that end where a piece ends.
    const sent = [0, 1, 5, 127, 128, 0, 3].map((length, i) => new Uint8Array(length).fill(i))
    const bytes = encodeFrames(sent)
    for (let i = 0; i <= bytes.length; i++) {
      for (let j = i; j <= bytes.length; j++) {
        const { frames, faults, reader } = collect()
        for (const [from, to] of [
          [0, i],
          [i, j],
          [j, bytes.length]
        ]) {
          reader.push(bytes.subarray(from, to))
        }
        expect([frames.length, faults.length], `cut at ${i} and ${j}`).toEqual([sent.length, 0])
        if (j === i) {
          expect(frames, `cut at ${i}`).toEqual(sent)
        }
      }
    }
  })

  test.each([0, 1, 127, 128, 16_383, 16_384, 65_536])('a frame of %i bytes arrives', (length) => {
    const message = new Uint8Array(length).fill(7)
    const { frames, reader } = collect()
    const bytes = encodeFrames([message])
    expect(bytes.length - length).toBe(prefixLength(length))
    reader.push(bytes.subarray(0, 1))
    reader.push(bytes.subarray(1))
    expect(frames).toEqual([message])
  })

  test('a frame of exactly the limit arrives, one byte more is refused by its prefix alone', () => {
    const fits = collect(300)
    fits.reader.push(encodeFrames([new Uint8Array(300)]))
    expect(fits.frames).toHaveLength(1)
    const tooLong = collect(300)
    const prefix = new Uint8Array(2)
    writePrefix(prefix, 0, 301)
    tooLong.reader.push(prefix)
    expect(tooLong.faults).toEqual(['oversize 301'])
  })

  test('a prefix of more than four bytes is refused, however small its number', () => {
    const { faults, reader } = collect()
    reader.push(Uint8Array.of(0x80, 0x80, 0x80, 0x80))
    expect(faults).toEqual(['malformed 0'])
  })

  test('a prefix that passes the limit is refused before it ends', () => {
    const { faults, reader } = collect()
    reader.push(Uint8Array.of(0xff, 0xff, 0xff))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^oversize/)
  })

  test('after a fault nothing more is taken and nothing more is told', () => {
    const { frames, faults, reader } = collect(10)
    reader.push(Uint8Array.of(11))
    reader.push(encodeFrames([Uint8Array.of(1)]))
    reader.push(Uint8Array.of(11))
    expect(frames).toEqual([])
    expect(faults).toHaveLength(1)
  })

  test('frames before a fault in the same buffer are delivered', () => {
    const { frames, faults, reader } = collect(10)
    reader.push(Uint8Array.of(1, 42, 11, 1, 42))
    expect(frames).toEqual([Uint8Array.of(42)])
    expect(faults).toHaveLength(1)
  })

  test.each([
    ['an array', (bytes: Uint8Array) => bytes],
    ['a Buffer', (bytes: Uint8Array) => Buffer.from(bytes)]
  ])('a frame out of %s has memory of its own', (_, wrap) => {
    const { frames, reader } = collect()
    const network = wrap(encodeFrames([Uint8Array.of(1, 2, 3)]))
    reader.push(network)
    network.fill(9)
    expect(frames[0]).toEqual(Uint8Array.of(1, 2, 3))
    expect(frames[0]?.buffer.byteLength).toBe(3)
    expect(Object.getPrototypeOf(frames[0])).toBe(Uint8Array.prototype)
  })

  test('a reader inside a frame says so, from the first byte of its prefix', () => {
    const { reader } = collect()
    expect(reader.isInside).toBe(false)
    const bytes = encodeFrames([new Uint8Array(200)])
    for (let i = 0; i < bytes.length - 1; i++) {
      reader.push(bytes.subarray(i, i + 1))
      expect(reader.isInside, `after byte ${i}`).toBe(true)
    }
    reader.push(bytes.subarray(-1))
    expect(reader.isInside).toBe(false)
  })

  test('B14: any bytes give frames or one fault, never a throw', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (chunks) => {
        const { frames, faults, reader } = collect(1000)
        for (const chunk of chunks) {
          reader.push(chunk)
        }
        expect(faults.length).toBeLessThanOrEqual(1)
        expect(frames.every((frame) => frame.length <= 1000)).toBe(true)
      })
    )
  })

  test('B29: a long frame in single bytes arrives', () => {
    const { frames, reader } = collect()
    const message = Uint8Array.from({ length: 70_000 }, (_, i) => i)
    for (const byte of encodeFrames([message])) {
      reader.push(Uint8Array.of(byte))
    }
    expect(frames).toEqual([message])
  })
})
