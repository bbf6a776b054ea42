/**
 * Keys and values of the key-value store from and to what people write.
 */
import { equals } from 'uint8arrays/equals'
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import type { KeyRange, KvKey, KvValue } from './types.ts'

const REPLACEMENT = '\ufffd'

export function keyOfBytes(bytes: Uint8Array): KvKey {
  return toLatin1(bytes)
}

export function bytesOfKey(key: KvKey): Uint8Array {
  return fromLatin1(key)
}

/** The key that is the UTF-8 of a text. */
export function keyOfText(text: string): KvKey {
  return toLatin1(toUtf8(text))
}

/** The text of a key; what is no UTF-8 becomes U+FFFD. */
export function textOfKey(key: KvKey): string {
  return fromUtf8(fromLatin1(key))
}

/** All keys that begin with `prefix`; an empty one is all keys. */
export function prefixRange(prefix: KvKey): KeyRange {
  // A byte 255 has no successor: the one before it is raised instead.
  const stem = prefix.replace(/\xff+$/, '')
  const last = stem.charCodeAt(stem.length - 1)
  const to = stem === '' ? '' : stem.slice(0, -1) + String.fromCharCode(last + 1)
  return { from: prefix, to }
}

/** A JSON text as a value; kept to the letter. */
export function jsonValue(text: string): KvValue {
  return { kind: 'json', bytes: toUtf8(text) }
}

/** Why bytes are no JSON text, or undefined. */
export function jsonFault(bytes: Uint8Array): string | undefined {
  const text = fromUtf8(bytes)
  // Bytes that are no UTF-8 become U+FFFD, whose own bytes are others.
  if (text.includes(REPLACEMENT) && !equals(toUtf8(text), bytes)) {
    return 'the text is not UTF-8'
  }
  try {
    JSON.parse(text)
  } catch (error) {
    return `the text is no JSON: ${error instanceof Error ? error.message : String(error)}`
  }
  return undefined
}
