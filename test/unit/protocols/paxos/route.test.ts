/** Whom a vehicle asks that wants something of a group. */
import { expect, test } from 'vitest'
import type { Environment } from '../../../../src/core/environment.ts'
import { createRandom } from '../../../../src/core/random.ts'
import { createRoute, type Route } from '../../../../src/protocols/paxos/route.ts'

const PASS_OVER_MS = 1_000

interface View {
  isLeading: boolean
  leader: string | undefined
}

function routeOf(view: View, connected: readonly string[]): Route {
  const peers = { connected: new Set(connected) }
  const environment = { self: 'me', random: createRandom(1), peers }
  return createRoute(environment as unknown as Environment, PASS_OVER_MS, {
    isLeading: () => view.isLeading,
    leader: () => view.leader,
    members: () => ['me', 'A', 'B']
  })
}

test('paxos: who leads asks itself, and who tries to asks nobody until it leads or gives up', () => {
  const view: View = { isLeading: false, leader: 'me' }
  const route = routeOf(view, ['A', 'B'])
  expect(route.target(0)).toBe(undefined)
  view.isLeading = true
  expect(route.target(0)).toBe('me')
  Object.assign(view, { isLeading: false, leader: undefined })
  expect(['A', 'B']).toContain(route.target(0))
})

test('paxos: the leader is asked, else who is said to lead, if it is in reach', () => {
  const view: View = { isLeading: false, leader: 'A' }
  const route = routeOf(view, ['A', 'B'])
  expect(route.answered(0, 'A', 'B'), 'another one leads').toBe(true)
  expect(route.target(0)).toBe('A')
  view.leader = 'C'
  expect(route.target(0)).toBe('B')
  route.silent(0, 'B')
  expect(route.target(0)).toBe('A')
  expect(route.answered(0, 'A', 'B'), 'it was silent').toBe(false)
})

test('paxos: who is said to lead and does not asks another, and never itself', () => {
  const view: View = { isLeading: false, leader: undefined }
  expect(routeOf(view, ['B']).answered(0, 'B', 'me')).toBe(false)
  const route = routeOf(view, ['B'])
  route.answered(0, 'B', 'me')
  expect(route.target(0)).toBe('B')
  const alone = routeOf(view, [])
  alone.answered(0, 'B', 'me')
  expect(alone.target(0)).toBe(undefined)
})
