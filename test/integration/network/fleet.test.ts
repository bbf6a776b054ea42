/**
 * Many vehicles: everybody reaches everybody, gossip goes to all, and whoever was away comes back.
 */
import { describe, expect, test } from 'vitest'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { encodeFrames } from '../../../src/node/network/frames.ts'
import type { KnownPeer, PeerMemory } from '../../../src/node/network/index.ts'
import {
  OPEN_HELLO,
  openStream,
  sendAnyway,
  startAttacker,
  talk,
  welcome
} from '../../support/attacker.ts'
import {
  connect,
  hint,
  isConnected,
  startNetwork,
  type TestNetwork,
  testFleet,
  testIdentity,
  until
} from '../../support/network.ts'

/** A memory that outlives a network. */
function createMemory(): PeerMemory & { saved: readonly KnownPeer[] } {
  const memory: PeerMemory & { saved: readonly KnownPeer[] } = {
    saved: [],
    load: () => Promise.resolve(memory.saved),
    save(peers) {
      memory.saved = peers
      return Promise.resolve()
    }
  }
  return memory
}

const portOf = (network: TestNetwork): string => network.address().split('/')[4] ?? ''

/** Vehicles of one process that all connect: 66 pairs; VGUARD_MESH sets another number. */
const MESH = Number(process.env['VGUARD_MESH'] ?? 12)

describe('fleet', () => {
  test(`${MESH} vehicles that hear of each other become a full mesh, and gossip reaches all`, async () => {
    const fleet = await testFleet()
    // All handshakes in one process take a while on a busy machine.
    const options = {
      admissionTimeoutMs: 30_000,
      addressTimeoutMs: 15_000,
      streamTimeoutMs: 30_000,
      politenessMs: 30_000,
      pingTimeoutMsMin: 30_000,
      pingTimeoutMsMax: 60_000
    }
    const start = async (): Promise<TestNetwork> => {
      const identity = await testIdentity()
      return await startNetwork({ identity, credentials: fleet.credentials(identity), options })
    }
    const all = await Promise.all(Array.from({ length: MESH }, () => start()))
    for (const [i, a] of all.entries()) {
      for (const b of all.slice(i + 1)) {
        hint(a, b)
        hint(b, a)
      }
    }
    await until(
      'everybody is connected with everybody',
      () => all.every(({ comings }) => comings.length >= MESH - 1),
      180_000
    )
    expect(all.map(({ network }) => network.connected().length)).toEqual(all.map(() => MESH - 1))
    const [first] = all
    // Subscriptions travel first; gossip is a hint and may be told again.
    await until(
      'gossip has reached all',
      () => {
        first?.network.gossip('news')
        return all.slice(1).every(({ gossip }) => gossip.length > 0)
      },
      60_000
    )
    for (const { gossip, peer } of all.slice(1)) {
      expect(gossip[0], peer).toEqual({ author: first?.peer, message: 'news' })
    }
    expect(first?.gossip).toEqual([])
    expect(all.every(({ comings }) => comings.every((coming) => coming.startsWith('+')))).toBe(true)
  }, 300_000)

  test('a bootstrap address without a peer id leads to whoever is there', async () => {
    const a = await startNetwork()
    const b = await startNetwork({ options: { bootstrap: [`/ip4/127.0.0.1/tcp/${portOf(a)}`] } })
    await until('both are connected', () => isConnected(a, b) && isConnected(b, a))
  })

  test('a bootstrap address with a peer id admits nobody else', async () => {
    const a = await startNetwork()
    const stranger = await testIdentity()
    const b = await startNetwork({
      options: { bootstrap: [`/ip4/127.0.0.1/tcp/${portOf(a)}/p2p/${stranger.peer}`] }
    })
    await until('it has tried', () => b.counted('dials', { result: 'failed' }) > 1)
    expect(b.comings).toEqual([])
  })

  test('a host name is asked for its addresses, and the own one among them does no harm', async () => {
    const a = await startNetwork()
    const b = await startNetwork({ options: { bootstrapDns: [`localhost:${portOf(a)}`] } })
    await until('both are connected', () => isConnected(a, b) && isConnected(b, a))
    const own = await startNetwork({ options: { bootstrapDns: [`localhost:${portOf(b)}`] } })
    await until('it is connected', () => isConnected(own, b))
    expect(own.comings).toEqual([`+${b.peer}`])
  })

  test('a vehicle that is given its own address gives it up', async () => {
    const identity = await testIdentity()
    const probe = await startNetwork()
    const port = portOf(probe)
    await probe.network.stop()
    const a = await startNetwork({
      identity,
      options: {
        listen: [`/ip4/127.0.0.1/tcp/${port}`],
        bootstrap: [`/ip4/127.0.0.1/tcp/${port}`, `/ip4/127.0.0.1/tcp/${port}/p2p/${identity.peer}`]
      }
    })
    const b = await startNetwork()
    await connect(b, a)
    expect(a.comings).toEqual([`+${b.peer}`])
    expect(a.counted('dials')).toBeLessThanOrEqual(1)
  })

  test('a wrong bootstrap address is refused at the start, by its text', async () => {
    await expect(startNetwork({ options: { bootstrap: ['nowhere'] } })).rejects.toThrow('"nowhere"')
  })

  test('a vehicle is dialled again after a long absence, however often that failed', async () => {
    const a = await startNetwork()
    const b = await startNetwork()
    await connect(a, b)
    const port = portOf(b)
    await b.network.stop()
    await until('it was tried ten times', () => a.counted('dials', { result: 'failed' }) >= 10)
    const again = await startNetwork({
      identity: b.identity,
      options: { listen: [`/ip4/127.0.0.1/tcp/${port}`] }
    })
    await until('it is back', () => isConnected(a, again) && isConnected(again, a))
  })

  test('peers met before a restart are dialled after it', async () => {
    const memory = createMemory()
    const identity = await testIdentity()
    const b = await startNetwork()
    const a = await startNetwork({ identity, overrides: { memory } })
    await connect(a, b)
    await a.network.stop()
    expect(memory.saved).toEqual([{ peer: b.peer, addresses: [`/ip4/127.0.0.1/tcp/${portOf(b)}`] }])
    const again = await startNetwork({ identity, overrides: { memory } })
    await until('it is connected', () => isConnected(again, b))
  })

  test('a memory that fails is told and nothing else', async () => {
    const memory: PeerMemory = {
      load: () => Promise.reject(new Error('unreadable')),
      save: () => Promise.reject(new Error('full'))
    }
    const [a, b] = await Promise.all([startNetwork({ overrides: { memory } }), startNetwork()])
    await connect(a, b)
    await a.network.stop()
  })

  test('an announcement replaces the addresses announced before', async () => {
    const [a, b] = await Promise.all([startNetwork(), startNetwork()])
    a.network.dialHint(b.peer, ['/ip4/127.0.0.1/tcp/1'])
    await until('it was tried', () => a.counted('dials', { result: 'failed' }) > 0)
    hint(a, b)
    await until('it is connected', () => isConnected(a, b))
    expect(a.network.known()).toEqual([
      { peer: b.peer, addresses: [`/ip4/127.0.0.1/tcp/${portOf(b)}`] }
    ])
  })

  test('gossip that cannot be decoded or fails the check goes no further', async () => {
    const [a, b] = await Promise.all([startNetwork(), startNetwork()])
    await connect(a, b)
    await until('gossip works', () => {
      a.network.gossip('hello')
      return b.gossip.length > 0
    })
    a.network.gossip('! cannot be decoded')
    a.network.gossip('bad news')
    await until('both are refused', () => b.counted('gossipRefused') >= 2)
    expect(b.counted('gossipRefused', { reason: 'undecodable' })).toBe(1)
    expect(b.counted('gossipRefused', { reason: 'check' })).toBe(1)
    expect(b.gossip.every(({ message }) => message === 'hello')).toBe(true)
  })

  test('gossip longer than allowed is not published', async () => {
    const a = await startNetwork()
    a.network.gossip('x'.repeat(64 * 1024 + 1))
    a.network.gossip(Symbol('cannot be encoded'))
    expect(a.counted('gossipDropped', { reason: 'oversize' })).toBe(1)
    expect(a.counted('gossipDropped', { reason: 'unencodable' })).toBe(1)
    a.network.gossip('x'.repeat(64 * 1024))
    await until('a fitting one is published, to nobody', () => a.counted('gossipPublished') === 1)
  })

  test('gossip faster than the rate is not passed on', async () => {
    const [a, b] = await Promise.all([
      startNetwork(),
      startNetwork({ options: { gossipPerSecond: 5 } })
    ])
    await connect(a, b)
    await until('gossip works', () => {
      a.network.gossip('hello')
      return b.gossip.length > 0
    })
    for (let i = 0; i < 100; i++) {
      a.network.gossip(`spam ${i}`)
    }
    await until('some is refused', () => b.counted('gossipRefused', { reason: 'rate' }) > 50)
    expect(b.gossip.length).toBeLessThan(50)
  })

  test('of two connections to a peer either may close: messages move to the other', async () => {
    const [a, other] = await Promise.all([startNetwork(), startAttacker()])
    const heard: string[] = []
    await other.node.handle('/vguard-test/chat/1.0.0', (stream, connection) => {
      stream.addEventListener('message', () => heard.push(connection.id))
    })
    const first = await other.join(a)
    const second = await other.node.dial(first.remoteAddr, { force: true })
    await talk(second, [OPEN_HELLO, welcome()])
    await until('both count', () => a.network.connected()[0]?.connections === 2)
    a.network.send(other.peer, 'chat', 'over the first')
    await until('it is heard', () => heard.length === 1)
    first.abort(new Error('gone'))
    await until('one is left', () => a.network.connected()[0]?.connections === 1)
    a.network.send(other.peer, 'chat', 'over the second')
    await until('it is heard', () => heard.length === 2)
    expect(heard).toEqual([first.id, second.id])
    expect(a.comings).toEqual([`+${other.peer}`])
    second.abort(new Error('gone'))
    await until('it is gone', () => a.comings.length === 2)
  })
})

describe('interoperability', () => {
  test('large messages cross between @chainsafe and @libp2p packages in both directions', async () => {
    const [a, other] = await Promise.all([startNetwork(), startAttacker()])
    const heard: Uint8Array[] = []
    await other.node.handle('/vguard-test/chat/1.0.0', (stream) => {
      stream.addEventListener('message', ({ data }) => heard.push(data.subarray()))
    })
    const connection = await other.join(a)
    expect(connection.encryption).toBe('/noise')
    expect(connection.multiplexer).toBe('/yamux/1.0.0')
    const large = 'x'.repeat(900_000)
    a.network.send(other.peer, 'chat', large)
    const bytes = (): number => heard.reduce((sum, { length }) => sum + length, 0)
    await until('it is heard over there', () => bytes() === 900_003)
    const stream = await openStream(connection, '/vguard-test/chat/1.0.0')
    sendAnyway(stream, encodeFrames([toUtf8(large), toUtf8('small')]))
    await until('both are heard here', () => a.messages.length === 2)
    expect(a.messages.map(({ message }) => message.length)).toEqual([900_000, 5])
  })
})
