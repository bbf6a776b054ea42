/** V-Guard's gossip: the four checks, the lifetime, the holder registry. */
import { describe, expect, it } from 'vitest'
import type { Crypto } from '../../../../src/core/crypto.ts'
import { type Chain, createChain } from '../../../../src/core/genesis.ts'
import { createHoldings } from '../../../../src/core/holdings.ts'
import { boothKey, certificateKey } from '../../../../src/core/keyspace.ts'
import type { Effect } from '../../../../src/core/machine.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import { NO_SUMMARY } from '../../../../src/core/selector.ts'
import { signPayload } from '../../../../src/core/signed.ts'
import { encodeStoredBlock } from '../../../../src/core/stored-block.ts'
import {
  createSpread,
  type SpreadMachine,
  type SpreadMessage,
  spreadSpec
} from '../../../../src/protocols/spread/index.ts'
import { encodeHolder, encodeHop } from '../../../../src/protocols/spread/spec.ts'
import type { Spread } from '../../../../src/protocols/spread/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestChain, testEntries, testGenesis } from '../../../support/chain.ts'
import {
  createTestEnvironment,
  EMPTY_DISK,
  SELECT_ALL,
  type TestEnvironment
} from '../../../support/environment.ts'

interface Node {
  readonly environment: TestEnvironment
  readonly machine: SpreadMachine
}

const realm = createCryptoRealm(5)
const test = createTestChain(realm.identity('p'))
for (let i = 0; i < 3; i++) {
  test.add(testEntries(2, 8, i))
}
const head = { height: 3, hash: test.block(3).hash }
const chain = test.chain.id
const DAY_MS = 86_400_000

function network(names: readonly string[], lifetime: number) {
  const nodes = new Map<PeerId, Node>()
  const facts: { readonly at: string; readonly name: string }[] = []
  const lost = new Set<string>()
  for (const name of names) {
    const environment = createTestEnvironment(name, realm)
    const machine = createSpread(environment, { lifetime }, EMPTY_DISK)
    nodes.set(environment.self, { environment, machine })
  }
  const nodeOf = (name: string): Node => {
    const node = nodes.get(realm.identity(name).peer)
    if (node === undefined) {
      throw new RangeError(`no ${name}`)
    }
    return node
  }
  /** Delivers sends until none is left; loads are answered from the proposer's chain. */
  const run = (name: string, effects: Effect[]): void => {
    const { environment, machine } = nodeOf(name)
    for (const effect of effects) {
      if (effect.type === 'fact') {
        facts.push({ at: name, name: effect.fact.name })
      } else if (effect.type === 'load') {
        const records = answer(effect.token)
        const out: Effect[] = []
        machine.step(1, { type: 'loaded', token: effect.token, records, more: false }, out)
        run(name, out)
      } else if (effect.type === 'send') {
        const to = names.find((n) => realm.identity(n).peer === effect.to)
        const message = spreadSpec.decode(spreadSpec.encode(effect.message as SpreadMessage))
        if (to !== undefined && !lost.has(`${name}>${to}`)) {
          const out: Effect[] = []
          const from = environment.self
          nodeOf(to).machine.step(2, { type: 'message', from, message }, out)
          run(to, out)
        }
      }
    }
  }
  return { nodeOf, run, facts, lost }
}

function answer(token: string) {
  if (token.endsWith(':proof')) {
    return [
      { key: certificateKey(chain, 3), value: test.certificateOf(3).bytes },
      { key: boothKey(chain, test.booth.id), value: test.booth.bytes }
    ]
  }
  return [...test.blocks].reverse().map((block) => ({
    key: `${block.header.height}`,
    value: encodeStoredBlock({ block, summary: NO_SUMMARY })
  }))
}

/** What certify tells when the booth of a proposer has ended. */
function sealedBy(proposer: PeerId) {
  return {
    type: 'sealed',
    chain,
    booth: test.booth.id,
    boothNumber: 1,
    head,
    from: 1,
    members: [proposer],
    operation: 'op'
  } as const
}

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

  it('spread: blocks that fit no message together are told without the oldest', () => {
    const { machine, environment } = network(['p'], 1).nodeOf('p')
    environment.peers.connected.add(realm.identity('a').peer)
    const great = createTestChain(realm.identity('p'))
    for (const bytes of [1_048_000, 70_000, 70_000, 70_000]) {
      great.add(testEntries(1, bytes, bytes))
    }
    environment.holdings.adopt(great.chain, [])
    const last = { height: 4, hash: great.block(4).hash }
    const signal = { ...sealedBy(environment.self), chain: great.chain.id, head: last }
    machine.step(1, { type: 'signal', signal }, [])
    const proof = [great.certificateOf(4), great.booth].map(({ bytes: value }) => ({
      key: '',
      value
    }))
    const blocks = great.blocks.toReversed().map((block) => ({
      key: '',
      value: encodeStoredBlock({ block, summary: NO_SUMMARY })
    }))
    const out: Effect[] = []
    for (const [part, records] of [
      ['proof', proof],
      ['blocks', blocks]
    ] as const) {
      const token = `spread:${great.chain.id}:4:${part}`
      machine.step(1, { type: 'loaded', token, records, more: false }, out)
    }
    const sent = out.find((effect) => effect.type === 'send')?.message as Spread
    expect(sent.blocks).toEqual(great.blocks.slice(1).map(({ bytes }) => bytes))
    expect(spreadSpec.encode(sent).length).toBeLessThan(spreadSpec.bytesMax)
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

  it('spread: a vehicle that has it switched off takes nothing', () => {
    const net = network(['a'], 0)
    const { environment, machine } = net.nodeOf('a')
    const out: Effect[] = []
    const from = realm.identity('p').peer
    machine.step(1, { type: 'message', from, message: spread([['p', 2]]) }, out)
    expect(environment.holdings.get(chain)).toBeUndefined()
    expect(out).toEqual([])
  })

  it('spread: a known result is verified no more, and a false one does not make it known', () => {
    let verified = 0
    const { crypto } = realm.identity('a')
    const counting: Crypto = {
      ...crypto,
      verify: (...args) => {
        verified++
        return crypto.verify(...args)
      }
    }
    const environment = createTestEnvironment('a', realm, { crypto: counting })
    const machine = createSpread(environment, { lifetime: 3 }, EMPTY_DISK)
    const tell = (message: Spread, from = 'p'): void =>
      machine.step(1, { type: 'message', from: realm.identity(from).peer, message }, [])
    tell(withoutMiddle())
    tell(spread([['p', 2]]))
    expect(environment.holdings.get(chain)?.contiguousTo).toBe(3)
    const before = verified
    tell(spread([['p', 2]]))
    expect(verified).toBe(before)
  })

  it('spread: certificate and booth need room as well, on the disk too', () => {
    const blocks = test.blocks.reduce((sum, block) => sum + block.bytes.length, 0)
    const proof = test.certificateOf(3).bytes.length + test.booth.bytes.length
    for (const [quotaBytes, diskFreeBytes, isKept] of [
      [blocks + proof - 1, 1 << 30, false],
      [1 << 30, blocks + proof - 1, false],
      [blocks + proof, blocks + proof, true]
    ] as const) {
      const { environment, machine } = network(['a'], 3).nodeOf('a')
      environment.setQuota(quotaBytes, 0, diskFreeBytes)
      const from = realm.identity('p').peer
      machine.step(1, { type: 'message', from, message: spread([['p', 2]]) }, [])
      const name = `${quotaBytes} of quota, ${diskFreeBytes} on disk`
      expect(environment.holdings.get(chain) !== undefined, name).toBe(isKept)
    }
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

/** A result of blocks 1 to 3 with this trace of names and lifetimes. */
function spread(trace: readonly (readonly [name: string, lifetime: number])[]): Spread {
  return {
    type: 'spread',
    genesis: test.chain.bytes,
    certificate: test.certificateOf(3).bytes,
    booth: test.booth.bytes,
    blocks: test.blocks.map((block) => block.bytes),
    hops: trace.map(([name, lifetime]) => {
      const { peer, crypto } = realm.identity(name)
      return signPayload(crypto, 'vguard/hop/1', encodeHop({ chain, ...head, lifetime, peer }))
    })
  }
}

function forgedHop(): Spread {
  const { crypto } = realm.identity('x')
  const hop = encodeHop({ chain, ...head, lifetime: 2, peer: realm.identity('p').peer })
  return { ...spread([]), hops: [signPayload(crypto, 'vguard/hop/1', hop)] }
}

function withoutMiddle(): Spread {
  const whole = spread([['p', 2]])
  return { ...whole, blocks: whole.blocks.filter((_, i) => i !== 1) }
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
