/** What people are told when nobody answers for a group. */
import { expect, test } from 'vitest'
import { noLeaderText } from '../../../src/core/out-of-reach.ts'

const WAITED = 'nobody who leads the group has answered in time'
const textOf = (self: string, connected: string, members = 'ABC'): string =>
  noLeaderText({ self, peers: { connected: new Set(connected), advert: () => undefined } }, [
    ...members
  ])

test('who is missing is named, and how many are needed when those in reach are too few', () => {
  expect(textOf('A', 'BC')).toBe(WAITED)
  expect(textOf('A', 'B')).toBe(`${WAITED}; C is a member and out of reach`)
  const both = 'B, C are members and out of reach'
  expect(textOf('A', '')).toBe(`${WAITED}; ${both}; 2 of the 3 members are needed`)
  expect(textOf('D', 'A'), 'who is none').toBe(`${WAITED}; ${both}; 2 of the 3 members are needed`)
  expect(textOf('D', 'A', ''), 'nobody knows the members').toBe(WAITED)
})
