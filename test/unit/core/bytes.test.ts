/**
 * Bytes as hexadecimal text: what every hash and link is written and read with.
 */
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../../src/core/bytes.ts'

test('bytes: every byte survives the way to hexadecimal text and back', () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i)
  expect(toHex(all)).toBe(Buffer.from(all).toString('hex'))
  expect(fromHex(toHex(all))).toEqual(all)
  const long = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251)
  expect(toHex(long)).toBe(Buffer.from(long).toString('hex'))
  expect(toHex(new Uint8Array())).toBe('')
})

test('bytes: text that is not lower-case hexadecimal is refused', () => {
  for (const text of ['0', 'abc', '0g', '/0', ':0', '`0', 'AB', '0x', ' 0', 'ä0']) {
    expect(() => fromHex(text), text).toThrow(SyntaxError)
  }
})
