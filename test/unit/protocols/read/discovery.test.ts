/**
 * Discovery: which chains there are, as far as the connected vehicles know.
 */
import { describe, expect, test } from 'vitest'
import { createChain } from '../../../../src/core/genesis.ts'
import {
  type DiscoverResult,
  type ReadMessage,
  readSpec
} from '../../../../src/protocols/read/index.ts'
import { groupGenesis } from '../../../support/chain.ts'
import { hold, makeChain, teach } from '../../../support/read-chain.ts'
import {
  createReadFleet,
  REALM,
  type ReadFleet,
  type ReadVehicle
} from '../../../support/read-fleet.ts'
import { made } from '../../../support/read-setting.ts'

const other = makeChain(REALM.identity('other'), [])

function scene(): { fleet: ReadFleet; a: ReadVehicle; b: ReadVehicle; c: ReadVehicle } {
  const fleet = createReadFleet()
  const [a, b, c] = [fleet.vehicle('a'), fleet.vehicle('b'), fleet.vehicle('c')]
  hold(b, made)
  teach(c, made)
  teach(a, other)
  fleet.connectAll()
  return { fleet, a, b, c }
}

const resultOf = (reply: unknown): DiscoverResult => (reply as { value: DiscoverResult }).value

describe('discovery', () => {
  test('discovery: chains are told with their greatest height and who knows them', () => {
    const { fleet, a, b, c } = scene()
    const result = resultOf(fleet.ask(a, { type: 'discoverChains' }))
    expect(fleet.nowMs() - 1_000_000, 'as soon as all have answered').toBe(2)
    expect(result.answered).toEqual([b.peer, c.peer].sort())
    expect(result.chains).toEqual([
      {
        chain: other.chain.id,
        name: 'test',
        proposer: other.proposer.peer,
        engine: 'certified',
        state: 'records',
        height: 0,
        knownBy: [a.peer]
      },
      {
        chain: made.chain.id,
        name: 'test',
        proposer: made.proposer.peer,
        engine: 'certified',
        state: 'records',
        height: 5,
        knownBy: [b.peer, c.peer].sort()
      }
    ])
  })

  test('discovery: it ends at its deadline without those that are silent', () => {
    const { fleet, a, b, c } = scene()
    fleet.setTamper((from, _to, message) => (from === 'c' ? undefined : message))
    const result = resultOf(fleet.ask(a, { type: 'discoverChains', deadlineMs: 300 }))
    expect(fleet.nowMs() - 1_000_000).toBe(300)
    expect(result.answered).toEqual([b.peer])
    fleet.ask(a, { type: 'discoverChains' })
    expect(fleet.nowMs() - 1_000_300, 'two seconds where none is given').toBe(2000)
    expect(c.peer).not.toBe(b.peer)
  })

  test('discovery: who disconnects is not waited for', () => {
    const { fleet, a, c } = scene()
    fleet.setTamper((from, _to, message) => (from === 'c' ? undefined : message))
    const id = fleet.request(a, { type: 'discoverChains' })
    fleet.run(50)
    expect(a.replies.has(id)).toBe(false)
    fleet.kill(c)
    expect(a.replies.get(id)).toMatchObject({ type: 'ok' })
    expect(a.machine.status(0).discovering).toBe(0)
  })

  test('discovery: alone a vehicle tells its own chains', () => {
    const fleet = createReadFleet()
    const a = fleet.vehicle('a')
    teach(a, other)
    expect(resultOf(fleet.ask(a, { type: 'discoverChains' })).chains).toHaveLength(1)
  })

  test('discovery: a malformed genesis is told of and the rest goes on', () => {
    const { fleet, a, b, c } = scene()
    fleet.setTamper((from, _to, message) =>
      from === 'b' && message.type === 'list'
        ? { ...message, chains: [[Uint8Array.of(1), 5], ...message.chains] }
        : message
    )
    const result = resultOf(fleet.ask(a, { type: 'discoverChains' }))
    expect(result.answered).toEqual([b.peer, c.peer].sort())
    expect(result.chains.map(({ knownBy }) => knownBy)).toEqual([[a.peer], [c.peer]])
    expect(a.facts).toContainEqual(expect.objectContaining({ name: 'read:refused' }))
  })

  test('discovery: who knows more than a message has room for tells a part', () => {
    const { fleet, a, b } = scene()
    const members = Array.from({ length: 120 }, (_, i) => REALM.identity(`member-${i}`).peer)
    const { crypto } = REALM.identity('b')
    for (let i = 0; i < 700; i++) {
      const chain = createChain(crypto, { ...groupGenesis(members), createdAtMs: i })
      b.environment.holdings.adopt(chain, [])
    }
    const lists: ReadMessage[] = []
    fleet.setTamper((from, _to, message) => {
      lists.push(...(from === 'b' && message.type === 'list' ? [message] : []))
      return message
    })
    fleet.ask(a, { type: 'discoverChains' })
    expect(lists).toHaveLength(1)
    for (const list of lists) {
      expect(readSpec.encode(list).length).toBeLessThanOrEqual(readSpec.bytesMax)
      expect(list.type === 'list' && list.chains.length > 100).toBe(true)
    }
  })

  test('discovery: a list that nobody asked for, or twice, is dropped', () => {
    const { fleet, a, b } = scene()
    const chains = [[made.chain.bytes, 77]] as const
    fleet.setTamper((from, to, message) => {
      if (from === 'b' && to === 'a' && message.type === 'list') {
        fleet.step(a, { type: 'message', from: b.peer, message })
        return { ...message, chains }
      }
      return message
    })
    const result = resultOf(fleet.ask(a, { type: 'discoverChains' }))
    expect(result.chains.map(({ height }) => height).sort()).toEqual([0, 5])
    fleet.step(a, { type: 'message', from: b.peer, message: { type: 'list', id: 5, chains } })
  })

  test('discovery: a vehicle that knows more than 1024 chains tells 1024 of them', () => {
    const { fleet, a, b } = scene()
    for (let i = 0; i < 1100; i++) {
      teach(b, makeChain(REALM.identity(`owner ${i}`), []))
    }
    const result = resultOf(fleet.ask(a, { type: 'discoverChains' }))
    expect(result.chains.length).toBeGreaterThanOrEqual(1024)
    expect(result.chains.length).toBeLessThanOrEqual(1026)
  })

  test('discovery: a deadline out of range, or too many at once, is refused', () => {
    const { fleet, a } = scene()
    const wrong = fleet.ask(a, { type: 'discoverChains', deadlineMs: 0 })
    expect(wrong).toMatchObject({ type: 'refused', reason: 'invalid', retry: false })
    fleet.setTamper(() => undefined)
    for (let i = 0; i < 16; i++) {
      fleet.request(a, { type: 'discoverChains' })
    }
    const id = fleet.request(a, { type: 'discoverChains' })
    expect(a.replies.get(id)).toMatchObject({ type: 'refused', reason: 'busy', retry: true })
  })
})
