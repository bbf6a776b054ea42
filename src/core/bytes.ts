/**
 * Bytes as text and back: hashes travel as bytes and are compared as lower-case hex.
 */
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'

/** A SHA-256 digest as 64 lower-case hexadecimal characters. */
export type Hash = string

/** Bytes of a SHA-256 digest. */
export const HASH_BYTES = 32

/** The link before the first block of a chain. */
export const NO_HASH: Hash = '0'.repeat(2 * HASH_BYTES)

export function toHex(bytes: Uint8Array): string {
  return toText(bytes, 'base16')
}

/** @throws SyntaxError when the text is not hexadecimal */
export function fromHex(text: string): Uint8Array {
  return fromString(text, 'base16')
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

export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
