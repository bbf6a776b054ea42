/**
 * Files of transfers: what is taken, and what is told of a line that is none.
 */
import { describe, expect, test } from 'vitest'
import { parseTriplets } from '../../../src/ingest/triplets.ts'

const triplet = { account: 'anna', to: 'bert', amount: 5n }

describe('triplets', () => {
  test.each(['anna bert 5', ' anna\tbert  5 ', 'anna,bert,5', '(anna, bert, 5)', 'anna; bert;5'])(
    'triplets: %j is taken',
    (line) => {
      expect(parseTriplets(line)).toEqual([{ line: 1, ...triplet }])
    }
  )

  test('triplets: empty lines and remarks are left out, numbers of lines stay', () => {
    const text = '# money\r\n\r\nanna bert 5\r  \n1 2 9223372036854775807'
    expect(parseTriplets(text)).toEqual([
      { line: 3, ...triplet },
      { line: 5, account: '1', to: '2', amount: 2n ** 63n - 1n }
    ])
    expect(parseTriplets('')).toEqual([])
  })

  test.each([
    ['anna bert', /line 2 is "anna bert"/],
    ['anna bert 5 6', /line 2 is/],
    ['anna bert -5', /line 2 is/],
    ['anna bert 0', /line 2 is/],
    ['anna bert 1.5', /line 2 is/],
    ['anna bert 9223372036854775808', /line 2 is/],
    ['anna anna 5', /line 2: a transfer pays/],
    ['an na,bert,5', /line 2: an account's name has a space/],
    [`${'x'.repeat(65)} bert 5`, /line 2: an account's name has 65/]
  ])('triplets: %j is told by its line', (line, reason) => {
    expect(() => parseTriplets(`anna bert 1\n${line}\nanna bert 1`)).toThrow(reason)
  })
})
