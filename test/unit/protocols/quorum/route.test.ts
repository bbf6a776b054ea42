/** Whom a vehicle asks in a group that nobody leads. */
import { expect, test } from 'vitest'
import type { GroupParts } from '../../../../src/protocols/quorum/parts.ts'
import { createRoute } from '../../../../src/protocols/quorum/route.ts'
import type { Item } from '../../../../src/protocols/quorum/types.ts'

const ENTRY: Item = { type: 'entry', ticket: 1, entry: new Uint8Array(0) }

function strangerRoute() {
  const members = ['A', 'B', 'C']
  const parts = {
    environment: {
      self: 'stranger',
      random: { pick: (peers: readonly string[]) => peers[0] },
      peers: { connected: new Set(members) }
    },
    settings: { resendMsMax: 1_000 },
    rules: { leaderless: true },
    roster: { isReady: false, others: members, includes: (peer: string) => members.includes(peer) }
  }
  const ports = { leader: () => undefined, leaderEpoch: () => 0, ownTerm: () => 0 }
  return createRoute(parts as unknown as GroupParts, ports)
}

test('route: what is named in the term of a member goes to it, also when it has been silent', () => {
  const route = strangerRoute()
  route.learn('B', 7)
  expect([route.term(), route.target(0, ENTRY, 7)]).toEqual([7, 'B'])
  route.silent(0, 'B')
  expect(route.term(), 'nothing new is named in it').toBe(0)
  expect(route.target(0, ENTRY, 7), 'no other member may do it').toBe('B')
  expect(route.target(0, ENTRY, 0)).toBe('A')
  route.learn('A', 9)
  expect([route.target(0, ENTRY, 9), route.target(0, ENTRY, 7)]).toEqual(['A', 'B'])
})

test('route: terms that are long over are forgotten', () => {
  const route = strangerRoute()
  for (let term = 1; term <= 1_000; term++) {
    route.learn('C', term)
  }
  expect(route.target(0, ENTRY, 1_000)).toBe('C')
  expect(route.target(0, ENTRY, 1)).toBe('A')
})
