/** Whom a vehicle asks: the leader that is heard, or the member whose term an operation is named in. */
import { expect, test } from 'vitest'
import type { GroupParts } from '../../../../src/protocols/quorum/parts.ts'
import { createRoute } from '../../../../src/protocols/quorum/route.ts'
import type { Item } from '../../../../src/protocols/quorum/types.ts'

const ENTRY: Item = { type: 'entry', ticket: 1, entry: new Uint8Array(0) }
const QUESTION: Item = { type: 'question', ticket: 2, question: new Uint8Array(0) }

/** When the leader was heard last. */
const HEARD_MS = 100

function strangerRoute(
  leader?: { readonly peer: string; readonly epoch: number },
  roster = { isReady: false },
  connected: ReadonlySet<string> = new Set(['A', 'B', 'C'])
) {
  const members = ['A', 'B', 'C']
  const parts = {
    environment: {
      self: 'stranger',
      random: { pick: (peers: readonly string[]) => peers[0] },
      peers: { connected }
    },
    settings: { resendMsMax: 1_000, deletedMs: 1_000 },
    rules: { leaderless: leader === undefined },
    roster: Object.assign(roster, {
      others: members,
      includes: (peer: string) => members.includes(peer)
    })
  }
  const ports = {
    leader: () => leader?.peer,
    leaderEpoch: () => leader?.epoch ?? 0,
    wasHeard: (nowMs: number, withinMs: number) => nowMs < HEARD_MS + withinMs,
    ownTerm: () => 5
  }
  return createRoute(parts as unknown as GroupParts, ports)
}

test('route: what is named in the term of a member goes to it, also when it has been silent', () => {
  const route = strangerRoute()
  route.answered(0, 'B', undefined, 7)
  expect([route.term(), route.target(0, ENTRY, 7)]).toEqual([7, 'B'])
  route.silent(0, 'B')
  expect(route.term(), 'nothing new is named in it').toBe(0)
  expect(route.target(0, ENTRY, 7), 'no other member may do it').toBe('B')
  expect(route.target(0, ENTRY, 0)).toBe('A')
  route.answered(0, 'A', undefined, 9)
  expect([route.target(0, ENTRY, 9), route.target(0, ENTRY, 7)]).toEqual(['A', 'B'])
})

test('route: a member that says it does nothing now is asked for nothing new', () => {
  const route = strangerRoute()
  route.answered(0, 'B', undefined, 7)
  route.answered(0, 'A', undefined, 0)
  expect(route.term(), 'another one says so of itself').toBe(7)
  route.answered(0, 'B', undefined, 0)
  expect([route.term(), route.target(0, ENTRY, 0)]).toEqual([0, 'A'])
  expect(route.target(0, ENTRY, 7), 'no other member may do it').toBe('B')
})

test('route: what was named in the term of a member goes to it, also when this vehicle has become one', () => {
  const roster = { isReady: false }
  const route = strangerRoute(undefined, roster)
  route.answered(0, 'B', undefined, 7)
  roster.isReady = true
  expect(route.term(), 'what is new is done here').toBe(5)
  expect(['stranger', 'B', 'stranger']).toEqual(
    [5, 7, 8].map((term) => route.target(0, ENTRY, term))
  )
})

test('route: terms that are long over are forgotten', () => {
  const route = strangerRoute()
  for (let term = 1; term <= 1_000; term++) {
    route.answered(0, 'C', undefined, term)
  }
  expect(route.target(0, ENTRY, 1_000)).toBe('C')
  expect(route.target(0, ENTRY, 1)).toBe('A')
})

test('route: the leader that is heard is asked, unless others told of a later one', () => {
  const route = strangerRoute({ peer: 'B', epoch: 3 })
  expect([route.term(), route.target(0, ENTRY, 3)]).toEqual([3, 'B'])
  route.answered(0, 'A', 'C', 4)
  expect([route.term(), route.target(0, ENTRY, 3)]).toEqual([4, 'C'])
})

test('route: one member answers all questions as long as it answers', () => {
  const route = strangerRoute({ peer: 'B', epoch: 3 })
  const question: Item = { type: 'question', ticket: 1, question: new Uint8Array(0) }
  const first = route.target(0, question, 0)
  expect(route.target(10, question, 0)).toBe(first)
  route.silent(10, first ?? '')
  expect(route.target(20, question, 0)).not.toBe(first)
})

test('route: only who is connected is asked', () => {
  const connected = new Set(['A', 'C'])
  const led = strangerRoute({ peer: 'B', epoch: 3 }, { isReady: false }, connected)
  expect(led.target(0, ENTRY, 3), 'another one may reach the leader').toBe('A')
  led.answered(0, 'A', 'C', 3)
  expect(led.target(0, ENTRY, 3)).toBe('C')
  const free = strangerRoute(undefined, { isReady: false }, connected)
  free.answered(0, 'B', undefined, 7)
  expect(free.target(0, ENTRY, 7), 'only that one can answer for it').toBeUndefined()
  expect(free.target(0, ENTRY, 0)).toBe('A')
  connected.clear()
  for (const route of [led, free]) {
    expect(route.target(0, ENTRY, 0)).toBeUndefined()
    expect(route.target(0, QUESTION, 0)).toBeUndefined()
  }
  connected.add('B')
  expect([led.target(0, ENTRY, 3), free.target(0, ENTRY, 7)]).toEqual(['B', 'B'])
})

test('route: a term that nobody has confirmed for long is asked for before anything is named in it', () => {
  const heard = strangerRoute({ peer: 'B', epoch: 3 })
  // Half of the time for which deleted keys are kept.
  expect([heard.termToName(HEARD_MS + 499), heard.termToName(HEARD_MS + 500)]).toEqual([3, 0])
  expect(heard.term(), 'it is still the newest that is known').toBe(3)
  const lateMs = 10_000
  heard.answered(lateMs, 'A', undefined, 3)
  expect(heard.termToName(lateMs), 'others may know as little').toBe(0)
  expect(heard.confirmed(lateMs, 3)).toBe(true)
  expect([heard.termToName(lateMs + 499), heard.termToName(lateMs + 500)]).toEqual([3, 0])
  heard.answered(lateMs, 'A', undefined, 4)
  expect(heard.confirmed(lateMs, 3), 'a later one is known').toBe(false)
  expect([heard.term(), heard.termToName(lateMs)], 'it began since').toEqual([4, 4])
  heard.confirmed(lateMs, 2 ** 30)
  expect(heard.term(), 'no epoch is as great').toBeLessThan(2 ** 30)
})

test('route: without a leader what is named is for the run of a member, however old', () => {
  const route = strangerRoute()
  route.answered(0, 'B', undefined, 7)
  expect(route.confirmed(10_000, 7)).toBe(true)
  expect(route.termToName(1_000_000)).toBe(7)
})
