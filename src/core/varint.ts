/**
 * Lengths and numbers as unsigned varints, for those who write bytes without the generated codecs: seven
 * bits a byte, the lowest first; a byte of 0x80 or more is not the last one.
 */

const CONTINUES = 0x80

/** Bytes that a whole number from 0 to Number.MAX_SAFE_INTEGER takes, at least 1. */
export function varintBytes(value: number): number {
  let bytes = 1
  for (let rest = value; rest >= CONTINUES; rest = Math.floor(rest / CONTINUES)) {
    bytes++
  }
  return bytes
}

/** Returns where it ends. There must be room for it. */
export function writeVarint(bytes: Uint8Array, from: number, value: number): number {
  let at = from
  let rest = value
  for (; rest >= CONTINUES; rest = Math.floor(rest / CONTINUES)) {
    bytes[at++] = (rest % CONTINUES) | CONTINUES
  }
  bytes[at] = rest
  return at + 1
}
