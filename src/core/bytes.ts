/**
 * Bytes as text and back: hashes travel as bytes and are compared as lower-case hex.
 */
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'

/** A SHA-256 digest as 64 lower-case hexadecimal characters. */
export type Hash = string

/** Bytes of a SHA-256 digest. */
export const HASH_BYTES = 32

/** A field of bytes that is not there. */
export const NO_BYTES: Uint8Array = new Uint8Array(0)

/** The link before the first block of a chain. */
export const NO_HASH: Hash = '0'.repeat(2 * HASH_BYTES)

const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))

/** Bytes of a part of a long text; a call takes no more arguments than that at once. */
const HEX_PART_BYTES = 4096

/**
 * In lower case. All characters at once: a text that grows byte by byte is kept as a tree of its parts,
 * twenty times as large, and a hash of millions is both kept and a key.
 */
export function toHex(bytes: Uint8Array): string {
  const { length } = bytes
  let text = ''
  for (let from = 0; from < length; from += HEX_PART_BYTES) {
    const to = Math.min(length, from + HEX_PART_BYTES)
    const codes: number[] = []
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number
      codes.push(DIGITS[byte >> 4] as number, DIGITS[byte & 15] as number)
    }
    const part = String.fromCharCode.apply(undefined, codes)
    text = from === 0 ? part : text + part
  }
  return text
}

/** @throws SyntaxError when the text is not hexadecimal in lower case */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (digitAt(text, 2 * i) << 4) | digitAt(text, 2 * i + 1)
  }
  if (text.length % 2 === 1) {
    throw new SyntaxError(`${text.length} characters are no whole number of hexadecimal bytes`)
  }
  return bytes
}

function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (code >= 0x30 && code <= 0x39) {
    return code - 0x30
  }
  if (code >= 0x61 && code <= 0x66) {
    return code - 0x61 + 10
  }
  throw new SyntaxError(`character ${index} is no hexadecimal digit`)
}

export function toUtf8(text: string): Uint8Array {
  return fromString(text, 'utf8')
}

export function fromUtf8(bytes: Uint8Array): string {
  return toText(bytes, 'utf8')
}

export function toBase58(bytes: Uint8Array): string {
  return toText(bytes, 'base58btc')
}

export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** An amount of bytes for a person: `1.5 MiB`. */
export function bytesText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 2 : 1)} ${BYTE_UNITS[unit]}`
}
