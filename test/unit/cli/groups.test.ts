/** A group as commands show it. */
import { expect, test } from 'vitest'
import { engineLabel, leaderOf } from '../../../src/cli/commands/group-parts.ts'
import { groupRow } from '../../../src/cli/commands/status.ts'
import type { GroupJson } from '../../../src/http/answers.ts'

test('a leader that a member does not reach leads no more', () => {
  const leader = { name: 'car-2\u0007', isLeader: true, isConnected: true }
  const of = (change: object, isMember = true): string | undefined =>
    leaderOf({ isMember, members: [{ ...leader, ...change }] } as unknown as GroupJson)
  expect(of({})).toBe('car-2?')
  expect(of({ isConnected: false })).toBeUndefined()
  expect(of({ isConnected: false }, false), 'who is no member reaches nobody').toBe('car-2?')
  expect(of({ isLeader: false })).toBeUndefined()
})

test('an engine is shown with its rules', () => {
  const of = (change: object): string => engineLabel({ engine: 'paxos', ...change } as GroupJson)
  const quorum = { reads: 2, writes: 3, leaderless: false, preempt: false }
  const twophase = { copies: 2, classic: false }
  expect(of({})).toBe('paxos')
  expect(of({ engine: 'quorum', quorum })).toBe('quorum, 2 read, 3 write')
  expect(of({ engine: 'quorum', quorum: { ...quorum, leaderless: true } })).toMatch(/, no leader$/)
  expect(of({ engine: 'quorum', quorum: { ...quorum, preempt: true } })).toMatch(
    /highest id leads$/
  )
  expect(of({ engine: 'twophase', twophase })).toBe('twophase, 2 copies')
  expect(of({ engine: 'twophase', twophase: { copies: 1, classic: true } })).toBe(
    'twophase, 1 copy, classic'
  )
})

test('status says what a vehicle keeps of a group that it is no member of', () => {
  const of = (ring?: object): string => {
    const [, text] = groupRow({
      name: 't',
      isMember: false,
      members: [{}],
      ring
    } as unknown as GroupJson)
    return text
  }
  expect(of()).toBe('t: 1 member, this vehicle is none')
  expect(of({ isOwner: false, keys: 0 })).toBe('t: 1 member, this vehicle is none')
  expect(of({ isOwner: true, keys: 12 })).toMatch(/is none, 12 keys of its ring kept$/)
  expect(of({ isOwner: false, keys: 1 }), 'joining').toMatch(/is none, 1 key of its ring kept$/)
})

test('of registers the leader, and the ballot of their log, are told apart', () => {
  const leader = { name: 'car-3', peer: 'P3', isLeader: true, isConnected: true }
  const opener = { name: 'car-1', peer: 'P1', isLeader: false, isConnected: true }
  const status = { role: 'follower', ballot: '1.1.P1', booth: 1, decided: 2, tail: 0, queue: 0 }
  const rowOf = (change: object): string => {
    const group = { name: 'pos', isMember: true, members: [opener, leader], status, ...change }
    return groupRow(group as unknown as GroupJson)[1]
  }
  expect(rowOf({ engine: 'paxos' })).toContain('car-3 leads, ballot 1.1 of car-1, booth 1')
  const quorum = { reads: 2, writes: 2, leaderless: false, preempt: false }
  const registers = { role: 'leader' }
  expect(rowOf({ engine: 'quorum', quorum, registers })).toContain(
    'leader, car-3 leads, its log has ballot 1.1 of car-1, booth 1'
  )
  const free = { engine: 'quorum', quorum: { ...quorum, leaderless: true } }
  expect(rowOf({ ...free, registers: { role: 'peer' } })).toMatch(/no leader: member, car-3/)
})
