/**
 * A fast 256-bit hash for simulated worlds: spreads well, resists nobody. It stands in for SHA-256
 * where thousands of worlds an hour count and no attacker computes hashes.
 *
 * Source: the lane step of MurmurHash3_x86_32 by Austin Appleby, eight lanes of it, mixed at the end.
 */

const LANES = 8
const STEP_A = 0xcc9e2d51
const STEP_B = 0x1b873593
const ROUNDS = 3

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k))
}

function avalanche(x: number): number {
  let h = x
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** 32 bytes that follow from `bytes` and `key`. */
export function fastHash(bytes: Uint8Array, key = 0): Uint8Array {
  const lanes = new Int32Array(LANES)
  for (let lane = 0; lane < LANES; lane++) {
    lanes[lane] = avalanche(key + Math.imul(lane + 1, 0x9e3779b9))
  }
  absorb(lanes, bytes)
  return finish(lanes, bytes.length)
}

function absorb(lanes: Int32Array, bytes: Uint8Array): void {
  const whole = bytes.length & ~3
  let lane = 0
  let carry = 0
  for (let i = 0; i < whole; i += 4) {
    const word =
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24)
    carry = absorbWord(lanes, lane, word, carry)
    lane = (lane + 1) & (LANES - 1)
  }
  let tail = 0
  for (let i = whole; i < bytes.length; i++) {
    tail |= (bytes[i] as number) << (8 * (i - whole))
  }
  absorbWord(lanes, lane, tail, carry)
}

function absorbWord(lanes: Int32Array, lane: number, word: number, carry: number): number {
  const mixed = Math.imul(rotateLeft(Math.imul(word, STEP_A), 15), STEP_B)
  const state = (lanes[lane] as number) ^ mixed ^ carry
  const next = (Math.imul(rotateLeft(state, 13), 5) + 0xe6546b64) | 0
  lanes[lane] = next
  return next
}

function finish(lanes: Int32Array, length: number): Uint8Array {
  let carry = length
  for (let round = 0; round < ROUNDS; round++) {
    for (let lane = 0; lane < LANES; lane++) {
      carry = avalanche((lanes[lane] as number) + Math.imul(carry, STEP_A) + round)
      lanes[lane] = carry
    }
  }
  const out = new Uint8Array(LANES * 4)
  const view = new DataView(out.buffer)
  for (let lane = 0; lane < LANES; lane++) {
    view.setInt32(lane * 4, lanes[lane] as number)
  }
  return out
}

/** A running digest of numbers and texts; cheap enough for every event of a world. */
export interface Digest {
  number(value: number): void
  text(value: string): void
  bytes(value: Uint8Array): void
  /** 16 hexadecimal characters. */
  result(): string
}

export function createDigest(): Digest {
  let a = 0x243f6a88
  let b = 0x85a308d3
  const word = (value: number): void => {
    a = (Math.imul(rotateLeft(a ^ Math.imul(value, STEP_A), 13), 5) + 0xe6546b64) | 0
    b = Math.imul(rotateLeft(b + value, 17) ^ a, STEP_B)
  }
  return {
    number(value) {
      word(value | 0)
      word(Math.floor(value / 0x1_0000_0000) ^ Math.floor((value % 1) * 0x4000_0000))
    },
    text(value) {
      for (let i = 0; i < value.length; i++) {
        word(value.charCodeAt(i))
      }
    },
    bytes(value) {
      word(value.length)
      for (let i = 0; i < value.length; i++) {
        a = Math.imul(a ^ (value[i] as number), 0x01000193)
      }
      word(a)
    },
    result: () => hex(avalanche(a ^ b)) + hex(avalanche(b + rotateLeft(a, 7)))
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
