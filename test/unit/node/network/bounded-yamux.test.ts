/** Frames of Yamux are measured by their headers, wherever they are cut. */
import { Uint8ArrayList } from 'uint8arraylist'
import { describe, expect, it } from 'vitest'
import { createFrameGuard } from '../../../../src/node/network/bounded-yamux.ts'
import { yamuxHeader } from '../../../support/yamux.ts'

const FRAME_BYTES_MAX = 100

function frame(type: number, length: number, body = 0): Uint8Array {
  // What would be a header of a frame too long, were it read as one.
  const filled = new Uint8Array(body).fill(0xff)
  return Uint8Array.of(...yamuxHeader({ type, flag: 0, stream: 0, length }), ...filled)
}

const DATA = frame(0, FRAME_BYTES_MAX, FRAME_BYTES_MAX)
const OTHERS = [frame(1, 0xffffffff), frame(2, 0xffffffff), frame(3, 0), frame(0, 0)]
const ALLOWED = [DATA, ...OTHERS, DATA]
const OVERLONG = frame(0, FRAME_BYTES_MAX + 1)

const concat = (parts: readonly Uint8Array[]): Uint8Array => new Uint8ArrayList(...parts).slice()

function guard(): { readonly push: (bytes: Uint8Array | Uint8ArrayList) => void; told: number } {
  const bench = {
    told: 0,
    push: createFrameGuard(FRAME_BYTES_MAX, () => {
      bench.told += 1
    })
  }
  return bench
}

describe('frames of Yamux', () => {
  it('network: one that is too long is told by its header, cut at any byte', () => {
    const bytes = concat([...ALLOWED, OVERLONG])
    for (let at = 0; at < bytes.length; at++) {
      const bench = guard()
      bench.push(bytes.slice(0, at))
      expect(bench.told, `before the cut at ${at}`).toBe(0)
      bench.push(bytes.slice(at))
      expect(bench.told, `cut at ${at}`).toBe(1)
    }
  })

  it('network: all in one list, or byte by byte, is the same, and it is told once', () => {
    const list = guard()
    list.push(new Uint8ArrayList(...ALLOWED, ...ALLOWED))
    expect(list.told).toBe(0)
    list.push(new Uint8ArrayList(OVERLONG, OVERLONG))
    list.push(OVERLONG)
    expect(list.told).toBe(1)
    const single = guard()
    for (const byte of concat([...ALLOWED, OVERLONG])) {
      single.push(Uint8Array.of(byte))
    }
    expect(single.told).toBe(1)
  })
})
