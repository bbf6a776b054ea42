/** Requests to groups: whom a vehicle asks that does not belong to them, and what it keeps of itself. */
import { describe, expect, it } from 'vitest'
import { createGroupBlock } from '../../../src/core/block.ts'
import { createCertificate, createGroupBooth, voteBytes } from '../../../src/core/booth.ts'
import { NO_HASH } from '../../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../../src/core/fleet.ts'
import { createChain } from '../../../src/core/genesis.ts'
import { genesisKey } from '../../../src/core/keyspace.ts'
import type { Disk } from '../../../src/core/machine.ts'
import { createRandom } from '../../../src/core/random.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import type { VehicleEffect, VehicleEvent } from '../../../src/vehicle/types.ts'
import { createVehicle } from '../../../src/vehicle/vehicle.ts'
import { groupGenesis } from '../../support/chain.ts'
import { EMPTY_DISK } from '../../support/environment.ts'

const realm = createCryptoRealm(31)
const [a, b] = ['a', 'b'].map((name) => realm.identity(name).peer) as [string, string]
const { peer: self, crypto } = realm.identity('car')
const chain = createChain(crypto, groupGenesis([a, b]))
const submit = { type: 'submit', chain: chain.id, operation: Uint8Array.of(1) } as const

function setUp(disk: Disk = EMPTY_DISK, seed = 1) {
  const config = { self, crypto, random: createRandom(seed), fleet: OPEN_FLEET }
  const vehicle = createVehicle(config, disk, 1_000)
  const all: VehicleEffect[] = []
  let nowMs = 1_000
  const step = (event: VehicleEvent): void => vehicle.step(nowMs, event, all)
  step({ type: 'start' })
  return {
    vehicle,
    step,
    all,
    wait: (forMs: number) => {
      nowMs += forMs
    },
    sent: (type: string) =>
      all.flatMap((effect) =>
        effect.type === 'send' && (effect.message as { type: string }).type === type ? [effect] : []
      ),
    replies: () => all.flatMap((effect) => (effect.type === 'reply' ? [effect] : []))
  }
}

const stateOf = (effects: readonly VehicleEffect[]): ReadonlyMap<string, Uint8Array> =>
  new Map(
    effects
      .flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
      .flatMap((op) => (op.type === 'put' ? [[op.key, op.value] as const] : []))
  )

const INCARNATION = 's/vehicle/incarnation'
const knowing: Disk = { ...EMPTY_DISK, state: new Map([[genesisKey(chain.id), chain.bytes]]) }

describe('group requests', () => {
  it('vehicle: its data directory has one name for ever, and another directory another name', () => {
    const first = setUp()
    const name = stateOf(first.all).get(INCARNATION)
    expect(name).toHaveLength(32)
    const again = setUp({ ...EMPTY_DISK, state: stateOf(first.all) }, 2)
    expect(stateOf(again.all).has(INCARNATION)).toBe(false)
    expect(stateOf(setUp(EMPTY_DISK, 2).all).get(INCARNATION)).not.toEqual(name)
  })

  it('vehicle: a request to an unknown group waits until its chain is found', () => {
    const { step, sent, replies } = setUp()
    step({ type: 'connected', peer: a })
    step({ type: 'request', id: 'r', request: submit })
    expect(sent('find')).toHaveLength(1)
    expect(sent('forward')).toHaveLength(0)
    const found = {
      type: 'found',
      chain: chain.id,
      genesis: chain.bytes,
      booth: undefined,
      line: []
    } as const
    step({ type: 'message', from: a, protocol: 'reconcile', message: found })
    // What is asked in one turn goes together.
    step({ type: 'timer', id: `paxos:forwarded:${chain.id}` })
    expect(sent('forward')).toHaveLength(1)
    expect(replies()).toEqual([])
  })

  it('vehicle: nobody knows the chain: the request itself is refused, once', () => {
    const { step, replies } = setUp()
    step({ type: 'connected', peer: a })
    step({ type: 'request', id: 'r', request: submit })
    const found = {
      type: 'found',
      chain: chain.id,
      genesis: undefined,
      booth: undefined,
      line: []
    } as const
    step({ type: 'message', from: a, protocol: 'reconcile', message: found })
    expect(replies()).toMatchObject([{ id: 'r', reply: { reason: 'unknownChain' } }])
  })

  it('vehicle: the members of a group that it does not belong to are asked for now and then', () => {
    const { step, sent, wait } = setUp(knowing)
    step({ type: 'connected', peer: a })
    for (const forMs of [0, 4_999, 1]) {
      wait(forMs)
      step({ type: 'request', id: `r${forMs}`, request: submit })
      const unknown = {
        type: 'found',
        chain: chain.id,
        genesis: undefined,
        booth: undefined,
        line: []
      } as const
      step({ type: 'message', from: a, protocol: 'reconcile', message: unknown })
    }
    expect(sent('find')).toHaveLength(2)
  })

  it('vehicle: too many requests that wait for chains are refused as busy', () => {
    const { step, replies } = setUp()
    step({ type: 'connected', peer: a })
    for (let i = 0; i < 1_025; i++) {
      step({ type: 'request', id: `r${i}`, request: submit })
    }
    expect(replies()).toMatchObject([{ id: 'r1024', reply: { reason: 'busy', retry: true } }])
  })

  it('vehicle: an operation of its own named like a search is answered all the same', () => {
    const { step, replies } = setUp()
    const operation = 'vehicle:find:1'
    const end = { type: 'endBooth', operation, participants: [], backups: 0 } as const
    step({ type: 'request', id: 'e', request: end })
    expect(replies().map(({ id }) => id)).toEqual(['e'])
  })

  it('vehicle: records are no state of a group', () => {
    const { step, replies } = setUp(knowing)
    const open = {
      type: 'openGroup',
      state: 'records',
      members: [],
      name: '',
      workBits: 0
    } as const
    step({ type: 'request', id: 'o', request: open })
    expect(replies()).toMatchObject([{ id: 'o', reply: { reason: 'invalid' } }])
  })

  it('vehicle: a group of a name that is known here is opened once, and asked for again it is the same', () => {
    const { step, replies } = setUp(knowing)
    const asked = { type: 'openGroup', state: 'kv', members: [], workBits: 0 } as const
    const open = (id: string, name: string, operation: string): void =>
      step({ type: 'request', id, request: { ...asked, name, operation } })
    open('others', chain.genesis.name, 'op-1')
    open('first', 'pos', 'op-2')
    open('second', 'pos', 'op-3')
    open('again', 'pos', 'op-2')
    open('plain', '', 'op-4')
    open('plainer', '', 'op-5')
    const found = new Map(replies().map(({ id, reply }) => [id, reply]))
    expect(chain.genesis.name).not.toBe('')
    const taken = { type: 'refused', reason: 'exists', retry: false }
    expect(found.get('others')).toMatchObject(taken)
    expect(found.get('second')).toMatchObject(taken)
    const [first, again] = ['first', 'again'].map((id) => found.get(id))
    expect(first).toMatchObject({ type: 'ok' })
    expect(again).toEqual(first)
    expect(['plain', 'plainer'].map((id) => found.get(id)?.type)).toEqual(['ok', 'ok'])
  })

  it('vehicle: blocks of a group are not imported by hand, which would pass for its own decision', () => {
    const { step, replies, vehicle } = setUp(knowing)
    const draft = { chain: chain.id, height: 1, prev: NO_HASH, timeMs: 1, entries: [] }
    const block = createGroupBlock(crypto, draft, 0)
    const identities = ['a', 'b'].map((name) => realm.identity(name))
    const booth = createGroupBooth(realm.identity('a').crypto, OPEN_FLEET, {
      chain: chain.id,
      number: 1,
      members: new Map(identities.map(({ peer }) => [peer, '0'.repeat(32)])),
      openedAtMs: 1,
      opener: a
    })
    const subject = { chain: chain.id, height: 1, hash: block.hash, booth: booth.id }
    const votes = new Map(
      identities.map((one) => [one.peer, one.crypto.sign(voteBytes(subject))] as const)
    )
    const certificate = createCertificate(booth, subject, votes)
    const request = {
      type: 'import',
      genesis: chain.bytes,
      blocks: [block.bytes],
      certificate: certificate.bytes,
      booth: booth.bytes
    } as const
    step({ type: 'request', id: 'i', request })
    expect(replies()).toMatchObject([{ id: 'i', reply: { reason: 'groupChain' } }])
    expect(vehicle.holdings.get(chain.id)?.lastHeight).toBe(0)
  })
})
