/** V-Guard's gossip: the four checks, the lifetime, the holder registry. */
import { describe, expect, it } from 'vitest'
import { type Chain, createChain } from '../../../../src/core/genesis.ts'
import { createHoldings } from '../../../../src/core/holdings.ts'
import type { Effect } from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import { signPayload } from '../../../../src/core/signed.ts'
import {
  createSpread,
  type SpreadMessage,
  spreadSpec
} from '../../../../src/protocols/spread/index.ts'
import { encodeHolder, encodeHop } from '../../../../src/protocols/spread/spec.ts'
import type { Spread } from '../../../../src/protocols/spread/types.ts'
import { testGenesis } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK, SELECT_ALL } from '../../../support/environment.ts'
import {
  answer,
  chain,
  DAY_MS,
  head,
  type Node,
  network,
  realm,
  sealedBy,
  spread,
  test,
  withoutMiddle
} from './stage.ts'

/** A line p - a - b - c: each sees only its neighbours. */
function line(lifetime: number) {
  const names = ['p', 'a', 'b', 'c']
  const net = network(names, lifetime)
  names.forEach((name, i) => {
    for (const other of [names[i - 1], names[i + 1]]) {
      if (other !== undefined) {
        net.nodeOf(name).environment.peers.connected.add(realm.identity(other).peer)
      }
    }
  })
  const p = net.nodeOf('p')
  p.environment.holdings.adopt(test.chain, [])
  const out: Effect[] = []
  p.machine.step(1, { type: 'signal', signal: sealedBy(p.environment.self) }, out)
  net.run('p', out)
  return net
}

const heldBy = (node: Node): number => node.environment.holdings.get(chain)?.contiguousTo ?? 0

describe('spread', () => {
  it('B30: a result travels as many hops as its lifetime, and no further', () => {
    for (const [lifetime, reached] of [
      [0, []],
      [1, ['a']],
      [2, ['a', 'b']],
      [3, ['a', 'b', 'c']]
    ] as const) {
      const net = line(lifetime)
      const holding = ['a', 'b', 'c'].filter((name) => heldBy(net.nodeOf(name)) === 3)
      expect(holding, `lifetime ${lifetime}`).toEqual(reached)
    }
  })

  it('spread: the proposer registers who says to hold, until they let go', () => {
    const net = line(2)
    const registered = net.nodeOf('p').machine.holdersOf(chain, 10)
    const expected = ['a', 'b'].map((name) => realm.identity(name).peer)
    expect([...registered].sort()).toEqual(expected.sort())
    expect(net.nodeOf('p').machine.holdersOf(chain, 2 * DAY_MS)).toEqual([])
  })

  it('spread: only the proposer and the pivots register, and only blocks that may be', () => {
    const { peer, crypto } = realm.identity('x')
    const pivot = realm.identity('pivot').peer
    const ofPivot = createChain(crypto, testGenesis(realm.identity('q').peer, { pivots: [pivot] }))
    const registeredBy = (name: string, of: Chain, hash: string): readonly PeerId[] => {
      const environment = createTestEnvironment(name, realm)
      const machine = createSpread(environment, {}, EMPTY_DISK)
      const out: Effect[] = []
      for (const known of [test.chain, ofPivot]) {
        environment.holdings.adopt(known, out)
      }
      environment.holdings.put(test.block(1), out)
      const body = encodeHolder({ chain: of.id, from: 1, to: 1, hash, peer, untilMs: 0 })
      const holder = signPayload(crypto, 'vguard/holder/1', body)
      const message = { type: 'spreadAck', holder } as const
      machine.step(1, { type: 'message', from: peer, message }, out)
      return machine.holdersOf(of.id, 2)
    }
    const { hash } = test.block(1)
    expect(registeredBy('p', test.chain, hash)).toEqual([peer])
    expect(registeredBy('p', test.chain, test.block(2).hash), 'another block').toEqual([])
    expect(registeredBy('a', test.chain, hash), 'a chain of another').toEqual([])
    expect(registeredBy('pivot', ofPivot, hash)).toEqual([peer])
    expect(registeredBy('p', ofPivot, hash), 'no pivot of it').toEqual([])
  })

  it('spread: a registered holder survives a restart of the proposer', () => {
    const environment = createTestEnvironment('p', realm)
    const machine = createSpread(environment, { lifetime: 1 }, EMPTY_DISK)
    const out: Effect[] = []
    environment.holdings.adopt(test.chain, out)
    const net = network(['a'], 1)
    const a = net.nodeOf('a')
    const acks: Effect[] = []
    a.machine.step(
      1,
      { type: 'message', from: environment.self, message: spread([['p', 1]]) },
      acks
    )
    const ack = acks.find((effect) => effect.type === 'send')
    if (ack?.type !== 'send') {
      throw new RangeError('no acknowledgement')
    }
    const message = ack.message as SpreadMessage
    machine.step(2, { type: 'message', from: a.environment.self, message }, out)
    const state = new Map(
      out.flatMap((effect) =>
        effect.type === 'write'
          ? effect.ops.flatMap((op) => (op.type === 'put' ? [[op.key, op.value] as const] : []))
          : []
      )
    )
    const again = createSpread(environment, {}, { ...EMPTY_DISK, state })
    expect(again.holdersOf(chain, 10)).toEqual([a.environment.self])
  })

  it('spread: the store may answer with the blocks before the proof', () => {
    for (const order of [
      [':proof', ':blocks'],
      [':blocks', ':proof']
    ]) {
      const { machine, environment } = network(['p'], 1).nodeOf('p')
      const receiver = realm.identity('a').peer
      environment.peers.connected.add(receiver)
      environment.holdings.adopt(test.chain, [])
      machine.step(1, { type: 'signal', signal: sealedBy(environment.self) }, [])
      const out: Effect[] = []
      for (const part of order) {
        const token = `spread:${chain}:3${part}`
        const records = answer(token)
        machine.step(1, { type: 'loaded', token, records, more: false }, out)
      }
      const sent = out.filter((effect) => effect.type === 'send')
      expect(
        sent.map(({ to }) => to),
        order.join()
      ).toEqual([receiver])
    }
  })

  it('B30: a replayed, unsigned, non-falling, exhausted or foreign trace is refused', () => {
    const cases: readonly (readonly [string, Spread, PeerId])[] = [
      [
        'lifetime not falling',
        spread([
          ['p', 2],
          ['x', 2]
        ]),
        realm.identity('x').peer
      ],
      ['lifetime used up', spread([['p', 0]]), realm.identity('p').peer],
      ['not begun by the proposer', spread([['x', 2]]), realm.identity('x').peer],
      ['sent on by another than the last hop', spread([['p', 2]]), realm.identity('x').peer],
      ['no trace', spread([]), realm.identity('p').peer],
      ['hop signed by another', forgedHop(), realm.identity('p').peer],
      ['blocks without link', withoutMiddle(), realm.identity('p').peer],
      ['certificate of another block', otherCertificate(), realm.identity('p').peer],
      ['no blocks', { ...spread([['p', 2]]), blocks: [] }, realm.identity('p').peer]
    ]
    for (const [name, message, from] of cases) {
      const net = network(['a'], 3)
      const out: Effect[] = []
      net.nodeOf('a').machine.step(1, { type: 'message', from, message }, out)
      expect(heldBy(net.nodeOf('a')), name).toBe(0)
      const names = out.flatMap((effect) => (effect.type === 'fact' ? [effect.fact.name] : []))
      expect(names, name).toEqual(['spread:refused'])
    }
  })

  it('B30: the same result is taken once', () => {
    const net = network(['a'], 3)
    const first: Effect[] = []
    const second: Effect[] = []
    const event = {
      type: 'message',
      from: realm.identity('p').peer,
      message: spread([['p', 2]])
    } as const
    net.nodeOf('a').machine.step(1, event, first)
    net.nodeOf('a').machine.step(2, event, second)
    expect(first.some((effect) => effect.type === 'fact')).toBe(true)
    expect(second).toEqual([])
  })

  it('spread: without room, or with a damaged chain, nothing is kept and nothing acknowledged', () => {
    const net = network(['a'], 3)
    const { environment, machine } = net.nodeOf('a')
    environment.setQuota(100, 0, 1 << 30)
    const out: Effect[] = []
    const from = realm.identity('p').peer
    machine.step(1, { type: 'message', from, message: spread([['p', 2]]) }, out)
    expect(heldBy(net.nodeOf('a'))).toBe(0)
    expect(out.some((effect) => effect.type === 'send')).toBe(false)
  })

  it('spread: every message survives its codec', () => {
    const message = spread([['p', 2]])
    expect(spreadSpec.decode(spreadSpec.encode(message))).toEqual(message)
    expect(() => spreadSpec.decode(new Uint8Array([1, 2, 3]))).toThrow('cannot be decoded')
    expect(() => spreadSpec.decode(new Uint8Array(0))).toThrow('no known message')
  })
})

function forgedHop(): Spread {
  const { crypto } = realm.identity('x')
  const hop = encodeHop({ chain, ...head, lifetime: 2, peer: realm.identity('p').peer })
  return { ...spread([]), hops: [signPayload(crypto, 'vguard/hop/1', hop)] }
}

function otherCertificate(): Spread {
  return { ...spread([['p', 2]]), certificate: test.certificateOf(2).bytes }
}

describe('spread and holdings', () => {
  it('spread: what is kept is found again after a restart', () => {
    const net = network(['a'], 3)
    const out: Effect[] = []
    const { environment, machine } = net.nodeOf('a')
    const from = realm.identity('p').peer
    machine.step(1, { type: 'message', from, message: spread([['p', 2]]) }, out)
    environment.holdings.flush(out)
    const state = new Map(
      out.flatMap((effect) =>
        effect.type === 'write'
          ? effect.ops.flatMap((op) => (op.type === 'put' ? [[op.key, op.value] as const] : []))
          : []
      )
    )
    const again = createHoldings(environment.crypto, SELECT_ALL, { ...EMPTY_DISK, state })
    expect(again.get(chain)?.certified).toEqual(head)
  })
})
