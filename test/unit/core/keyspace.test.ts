/** Parts of keys that callers name. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyText, textOfKeyText } from '../../../src/core/keyspace.ts'

test('keyspace: any text is a part of a key, and reads back', () => {
  const text = fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) })
  fc.assert(
    fc.property(fc.oneof(text, fc.constantFrom('%', '%0041', '%%0025', '\u202e', '\n')), (any) => {
      const part = keyText(any)
      expect(part).toMatch(/^[\x20-\x7e]*$/)
      expect(textOfKeyText(part)).toBe(any)
    })
  )
  expect(keyText('trip 7/ä')).toBe('trip 7/%00e4')
})
