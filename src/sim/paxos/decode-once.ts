/**
 * Decodes what was seen before only once: all members keep and send the same blocks.
 */

/** Something decoded, and its bytes. */
interface Seen<T> {
  readonly bytes: Uint8Array
  readonly decoded: T
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** The same bytes give the same object; whoever asks must not change it. */
export function decodeOnce<T>(decode: (bytes: Uint8Array) => T): (bytes: Uint8Array) => T {
  const byObject = new WeakMap<Uint8Array, T>()
  const byContent = new Map<number, Seen<T>[]>()

  return (bytes) => {
    const known = byObject.get(bytes)
    if (known !== undefined) {
      return known
    }
    const sum = sumOf(bytes)
    const alike = byContent.get(sum) ?? []
    const same = alike.find((one) => areSame(one.bytes, bytes))
    const decoded = same === undefined ? decode(bytes) : same.decoded
    byObject.set(bytes, decoded)
    if (same === undefined) {
      byContent.set(sum, [...alike, { bytes, decoded }])
    }
    return decoded
  }
}

export function areSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) {
    return false
  }
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) {
      return false
    }
  }
  return true
}

function sumOf(bytes: Uint8Array): number {
  let sum = FNV_OFFSET
  for (let i = 0; i < bytes.length; i++) {
    sum = Math.imul(sum ^ (bytes[i] as number), FNV_PRIME)
  }
  return sum
}
