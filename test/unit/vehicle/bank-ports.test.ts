/** What a bank branch hears of the log of its group. */
import { expect, it } from 'vitest'
import { readLogReply } from '../../../src/vehicle/bank-ports.ts'

it('vehicle: an answer of a bank that cannot be read is a failure of that question, and halts nobody', () => {
  const result = Uint8Array.of(255, 1, 2)
  for (const value of [
    { result, height: 1 },
    { result, height: 1, operation: 'ab:1' }
  ]) {
    expect(readLogReply({ type: 'ok', value })).toMatchObject({
      type: 'failed',
      reason: 'malformed'
    })
  }
})
