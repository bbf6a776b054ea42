/** Ids of operations. */
import { expect, test } from 'vitest'
import { OPERATION_CHARACTERS_MAX } from '../../../src/core/limits.ts'
import { operationIdFault } from '../../../src/core/operation-id.ts'

test('operation ids are any text that comes back from a block as it was', () => {
  for (const id of [
    'a',
    'trip 7\n',
    'Fahrt-ü',
    '\u{1f697}',
    'x'.repeat(OPERATION_CHARACTERS_MAX)
  ]) {
    expect(operationIdFault(id), id).toBeUndefined()
  }
  expect(operationIdFault('')).toMatch(/this one 0$/)
  expect(operationIdFault('x'.repeat(OPERATION_CHARACTERS_MAX + 1))).toMatch(/1 to \d+ characters/)
  expect(operationIdFault('\u{1f697}'.slice(0, 1))).toMatch(/half of a character/)
})
