/**
 * Chance that repeats: a seeded generator handed to every machine.
 *
 * Source: xoshiro128** 1.1 by Blackman and Vigna, seeded by splitmix32. Not for secrets.
 */
import { assert } from './errors.ts'

export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer in [min, max], both included. */
  integer(min: number, max: number): number
  /** True with probability p. */
  chance(p: number): boolean
  /** One element. @throws InvariantError when there is none */
  pick<T>(items: readonly T[]): T
  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[]
  /** Bytes for names and nonces that need no secrecy. */
  bytes(count: number): Uint8Array
  /** A generator of its own, so that one machine's draws do not disturb another's. */
  fork(): Random
}

/** A generator whose whole sequence follows from a 32-bit seed. */
export function createRandom(seed: number): Random {
  let splitmix = seed >>> 0
  const word = (): number => {
    splitmix = (splitmix + 0x9e3779b9) >>> 0
    let z = splitmix
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  let a = word()
  let b = word()
  let c = word()
  let d = word()

  const nextWord = (): number => {
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const t = (b << 9) >>> 0
    c = (c ^ a) >>> 0
    d = (d ^ b) >>> 0
    b = (b ^ c) >>> 0
    a = (a ^ d) >>> 0
    c = (c ^ t) >>> 0
    d = rotateLeft(d, 11)
    return scrambled
  }
  const next = (): number => nextWord() / 0x1_0000_0000
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))

  return {
    next,
    integer,
    chance: (p) => next() < p,
    pick(items) {
      assert(items.length > 0, 'a pick needs at least one item')
      return items[integer(0, items.length - 1)] as (typeof items)[number]
    },
    shuffle(items) {
      const out = [...items]
      for (let i = out.length - 1; i > 0; i--) {
        const j = integer(0, i)
        const held = out[i] as (typeof out)[number]
        out[i] = out[j] as (typeof out)[number]
        out[j] = held
      }
      return out
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => nextWord() & 0xff),
    fork: () => createRandom(nextWord())
  }
}

function rotateLeft(x: number, k: number): number {
  return ((x << k) | (x >>> (32 - k))) >>> 0
}
