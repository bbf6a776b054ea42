/** A group as commands show it. */
import { expect, test } from 'vitest'
import { leaderOf } from '../../../src/cli/commands/groups.ts'
import type { GroupView } from '../../../src/node/api.ts'

test('a leader that a member does not reach leads no more', () => {
  const leader = { name: 'car-2\u0007', isLeader: true, isConnected: true }
  const of = (change: object, isMember = true): string | undefined =>
    leaderOf({ isMember, members: [{ ...leader, ...change }] } as unknown as GroupView)
  expect(of({})).toBe('car-2?')
  expect(of({ isConnected: false })).toBeUndefined()
  expect(of({ isConnected: false }, false), 'who is no member reaches nobody').toBe('car-2?')
  expect(of({ isLeader: false })).toBeUndefined()
})
