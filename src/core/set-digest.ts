/**
 * A digest of a set that follows every change at once: the sum of the hashes of its members, so that
 * two vehicles compare states of any size without reading them.
 *
 * Keeps: the same members give the same digest in whatever order they came and whatever came between.
 * It finds accidents, not attacks: groups that share a state do not defend against lying members.
 * Source: incremental hashing by addition (Bellare and Micciancio, 1997), with the word step of
 * MurmurHash3 by Austin Appleby over four chained words.
 */

export interface SetDigest {
  /** Begins the next member. All members of a kind have the same fields in the same order. */
  begin(kind: number): void
  /** A whole number of at most 53 bits. */
  number(value: number): void
  text(value: string): void
  bytes(value: Uint8Array): void
  /** The member that was begun is now in the set. */
  add(): void
  /** The member that was begun is no longer in the set. */
  remove(): void
  clear(): void
  /** 32 hexadecimal characters. */
  hex(): string
}

const STEP_A = 0xcc9e2d51
const STEP_B = 0x1b873593
const FINAL_ROUNDS = 8
const WORD = 0x1_0000_0000

export function createSetDigest(): SetDigest {
  const sums = new Uint32Array(4)
  let a = 0
  let b = 0
  let c = 0
  let d = 0

  const absorb = (word: number): void => {
    const mixed = Math.imul(rotateLeft(Math.imul(word, STEP_A), 15), STEP_B)
    const next = (Math.imul(rotateLeft(a ^ mixed, 13), 5) + 0xe6546b64) | 0
    a = b
    b = c
    c = d
    d = (next + a) | 0
  }
  const finish = (): void => {
    for (let round = 0; round < FINAL_ROUNDS; round++) {
      absorb(avalanche(a ^ round) ^ d)
    }
  }

  return {
    begin(kind) {
      a = kind
      b = 0x2545f491
      c = 0x4f6cdd1d
      d = 0x7ed55d16
    },
    number(value) {
      absorb(value >>> 0)
      absorb(Math.floor(value / WORD))
    },
    text(value) {
      const { length } = value
      absorb(length)
      const even = length & ~1
      for (let i = 0; i < even; i += 2) {
        absorb(value.charCodeAt(i) | (value.charCodeAt(i + 1) << 16))
      }
      if (even < length) {
        absorb(value.charCodeAt(even))
      }
    },
    bytes(value) {
      const { length } = value
      absorb(length)
      for (let i = 0; i < length; i += 4) {
        absorb(
          (value[i] ?? 0) |
            ((value[i + 1] ?? 0) << 8) |
            ((value[i + 2] ?? 0) << 16) |
            ((value[i + 3] ?? 0) << 24)
        )
      }
    },
    add() {
      finish()
      sums[0] = (sums[0] ?? 0) + a
      sums[1] = (sums[1] ?? 0) + b
      sums[2] = (sums[2] ?? 0) + c
      sums[3] = (sums[3] ?? 0) + d
    },
    remove() {
      finish()
      sums[0] = (sums[0] ?? 0) - a
      sums[1] = (sums[1] ?? 0) - b
      sums[2] = (sums[2] ?? 0) - c
      sums[3] = (sums[3] ?? 0) - d
    },
    clear: () => sums.fill(0),
    hex: () => wordHex(sums[0]) + wordHex(sums[1]) + wordHex(sums[2]) + wordHex(sums[3])
  }
}

function wordHex(word = 0): string {
  return word.toString(16).padStart(8, '0')
}

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k))
}

function avalanche(x: number): number {
  let h = x
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
