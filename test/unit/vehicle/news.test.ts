/** What a vehicle makes of gossip: nothing that is not proven is known, frozen or told on. */
import { describe, expect, it } from 'vitest'
import { createBlock, type FullBlock } from '../../../src/core/block.ts'
import { type Fleet, OPEN_FLEET } from '../../../src/core/fleet.ts'
import type { Disk, Reply } from '../../../src/core/machine.ts'
import { createRandom } from '../../../src/core/random.ts'
import { sealTable, signHoldAck, signTable } from '../../../src/core/table.ts'
import { encodeEvidence } from '../../../src/protocols/certify/evidence.ts'
import type { GossipMessage } from '../../../src/protocols/gossip/index.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'
import type { VehicleEffect } from '../../../src/vehicle/types.ts'
import { createVehicle } from '../../../src/vehicle/vehicle.ts'
import { createTestChain, testEntries } from '../../support/chain.ts'
import { EMPTY_DISK } from '../../support/environment.ts'

const realm = createCryptoRealm(31)
const stranger = realm.identity('stranger')

function setUp(disk: Disk = EMPTY_DISK, fleet: Fleet = OPEN_FLEET) {
  const { peer: self, crypto } = realm.identity('car')
  const config = { self, crypto, random: createRandom(1), fleet, options: {} }
  const vehicle = createVehicle(config, disk, 1_000)
  const effects: VehicleEffect[] = []
  const hear = (message: GossipMessage): void =>
    vehicle.step(1_000, { type: 'gossip', from: stranger.peer, message }, effects)
  const ask = (request: VehicleRequest): Reply | undefined => {
    const from = effects.length
    vehicle.step(1_000, { type: 'request', id: 'r', request }, effects)
    const reply = effects.slice(from).find((effect) => effect.type === 'reply')
    return reply?.type === 'reply' ? reply.reply : undefined
  }
  const stored = (): Disk => {
    const state = new Map(disk.state)
    for (const effect of effects) {
      for (const op of effect.type === 'write' ? effect.ops : []) {
        if (op.type === 'put' && op.key.startsWith('s/')) {
          state.set(op.key, op.value)
        } else if (op.type === 'del') {
          state.delete(op.key)
        }
      }
    }
    return { ...EMPTY_DISK, state }
  }
  /** What the vehicle answers to an offer of one block: the reason why not, if there is one. */
  const offered = (genesis: Uint8Array, { header, hash, bytes }: FullBlock): string | undefined => {
    const offer = {
      type: 'offer',
      chain: header.chain,
      genesis,
      epoch: 1,
      head: { height: 1, hash },
      bytes: bytes.length,
      issuer: stranger.peer,
      backups: 1,
      electors: [],
      before: undefined,
      booth: undefined
    } as const
    const from = effects.length
    const event = { type: 'message', from: stranger.peer, protocol: 'replicate' } as const
    vehicle.step(1_000, { ...event, message: offer }, effects)
    const answers = effects.slice(from).flatMap((effect) => {
      const isAnswer = effect.type === 'send' && effect.protocol === 'replicate'
      return isAnswer && effect.message.type === 'offerAnswer' ? [effect.message] : []
    })
    expect(answers.length, 'one answer').toBe(1)
    return answers[0]?.refusal
  }
  vehicle.step(1_000, { type: 'start' }, effects)
  return { vehicle, effects, hear, ask, offered, stored }
}

/** A vehicle with one certified block of its own. */
function withOwnBlock() {
  const car = setUp()
  car.ask({ type: 'openBooth', members: [] })
  car.ask({ type: 'append', entries: [Uint8Array.of(1)] })
  const chain = car.vehicle.ownChain
  const genesis = car.vehicle.holdings.get(chain)?.chain.bytes ?? new Uint8Array(0)
  return { ...car, genesis, place: { type: 'place', chain, backups: 1 } as const }
}

function newsOf(test: ReturnType<typeof createTestChain>, isGenuine: boolean) {
  const holder = realm.identity('holder')
  const ack = { chain: test.chain.id, epoch: 1, height: 1, headHash: test.block(1).hash }
  const signed = signTable(stranger.crypto, {
    ...ack,
    previous: undefined,
    members: [holder.peer],
    chainBytes: 1,
    issuedAtMs: 1,
    steward: undefined
  })
  const word = signHoldAck(isGenuine ? holder.crypto : stranger.crypto, {
    ...ack,
    peer: holder.peer
  })
  const { bytes } = sealTable(stranger.crypto, signed, new Map([[holder.peer, word]]))
  const certificate = test.certificateOf(1).bytes.slice()
  certificate[certificate.length - 1] = (certificate.at(-1) ?? 0) ^ (isGenuine ? 0 : 1)
  const genesis = test.chain.bytes
  const table: GossipMessage = { type: 'table', genesis, sealed: bytes }
  const result: GossipMessage = { type: 'result', genesis, certificate, booth: test.booth.bytes }
  return [table, result]
}

function chainOfStranger(nonce: number) {
  const test = createTestChain(stranger, nonce)
  test.add(testEntries(1))
  return test
}

describe('news', () => {
  it('news: evidence that convicts nobody freezes nothing', () => {
    const { hear, ask, genesis, place } = withOwnBlock()
    hear({ type: 'evidence', genesis, evidence: Uint8Array.of(1, 2, 3) })
    expect(ask(place), 'the placement waits for backups').toBeUndefined()
  })

  it('news: evidence that convicts freezes the chain, also after a restart', () => {
    const { chain, block } = chainOfStranger(1)
    const { height, prev } = block(1).header
    const draft = { chain: chain.id, height, prev, timeMs: 9, entries: [] }
    const evidence = encodeEvidence(block(1), createBlock(stranger.crypto, draft))
    const car = setUp()
    expect(car.offered(chain.bytes, block(1))).toBe(undefined)
    car.hear({ type: 'evidence', genesis: chain.bytes, evidence })
    expect(car.offered(chain.bytes, block(1))).toBe('frozen')
    expect(setUp(car.stored()).offered(chain.bytes, block(1))).toBe('frozen')
  })

  it('news: a chain is known only by what is proven of it', () => {
    for (const [i, message] of newsOf(chainOfStranger(1), false).entries()) {
      const { vehicle, hear } = setUp()
      hear(message)
      expect(vehicle.holdings.all().length, `false message ${i}`).toBe(1)
    }
    for (const [i, message] of newsOf(chainOfStranger(1), true).entries()) {
      const { vehicle, hear } = setUp()
      hear(message)
      expect(vehicle.holdings.all().length, `genuine message ${i}`).toBe(2)
    }
    const { vehicle, hear } = setUp()
    const genesis = chainOfStranger(1).chain.bytes
    hear({ type: 'evidence', genesis, evidence: Uint8Array.of(1) })
    expect(vehicle.holdings.all().length, 'false evidence').toBe(1)
  })

  it('news: chains of keys that anybody can make up stay unknown', () => {
    const holder = realm.identity('holder')
    const knowing = (...met: readonly string[]): Fleet => ({
      ...OPEN_FLEET,
      open: false,
      membershipOf: (peer) => (met.includes(peer) ? new Uint8Array(1) : undefined),
      admitted: (peer) => met.includes(peer)
    })
    const test = chainOfStranger(1)
    const { height, prev } = test.block(1).header
    const draft = { chain: test.chain.id, height, prev, timeMs: 9, entries: [] }
    const evidence = encodeEvidence(test.block(1), createBlock(stranger.crypto, draft))
    const [table] = newsOf(test, true) as [GossipMessage]
    const convicting: GossipMessage = { type: 'evidence', genesis: test.chain.bytes, evidence }
    for (const [met, isByTable, isByEvidence] of [
      [[], false, false],
      [[holder.peer], true, false],
      [[stranger.peer], true, true]
    ] as const) {
      for (const [message, isKnown] of [
        [table, isByTable],
        [convicting, isByEvidence]
      ] as const) {
        const { vehicle, hear } = setUp(EMPTY_DISK, knowing(...met))
        hear(message)
        const { id } = test.chain
        expect(vehicle.holdings.get(id) !== undefined, `${message.type} ${met}`).toBe(isKnown)
      }
    }
  })

  it('news: one vehicle makes no more chains known than it may propose on', () => {
    const { vehicle, hear, offered } = setUp()
    for (let nonce = 0; nonce < 70; nonce++) {
      const [, result] = newsOf(chainOfStranger(nonce), true)
      hear(result as GossipMessage)
    }
    expect(vehicle.holdings.all().length, 'the own chain, and 64 of the stranger').toBe(65)
    const [known, unknown] = [chainOfStranger(1), chainOfStranger(69)]
    expect(offered(known.chain.bytes, known.block(1))).toBe(undefined)
    expect(offered(unknown.chain.bytes, unknown.block(1))).toBe('full')
    const other = createTestChain(realm.identity('other'), 1)
    other.add(testEntries(1))
    hear({
      type: 'result',
      genesis: other.chain.bytes,
      certificate: other.certificateOf(1).bytes,
      booth: other.booth.bytes
    })
    expect(vehicle.holdings.get(other.chain.id), 'a chain of somebody else').toBeDefined()
  })
})
