/**
 * The virtual network: connections, loss, doubling, delay, blocks and what it refuses.
 */
import { describe, expect, test } from 'vitest'
import { fromUtf8, toUtf8 } from '../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../src/core/errors.ts'
import { createRandom } from '../../../src/core/random.ts'
import { createNetwork, type Network, type NetworkMix } from '../../../src/sim/network.ts'
import type { SimCodec } from '../../../src/sim/program.ts'
import { createPlanQueue } from '../../../src/sim/queue.ts'

const CODEC: SimCodec = {
  bytesMax: 20,
  inboundMessagesMax: 10,
  encode: (message) => toUtf8(String(message)),
  decode(bytes) {
    const text = fromUtf8(bytes)
    if (text.startsWith('bad')) {
      throw new InvalidMessageError('bad')
    }
    return text
  }
}

const FINE: NetworkMix = {
  loss: 0,
  duplication: 0,
  delayMsMin: 1,
  delayMsMax: 10,
  slow: 0,
  gossipLoss: 0
}

interface Bench {
  readonly network: Network
  /** What each peer heard. */
  readonly log: string[]
  readonly failures: string[]
  readonly down: Set<string>
  run(forMs: number): void
}

function createBench(mix: Partial<NetworkMix> = {}, peers = ['a', 'b', 'c'], seed = 3): Bench {
  const queue = createPlanQueue()
  const log: string[] = []
  const failures: string[] = []
  const down = new Set<string>()
  let nowMs = 0
  const network = createNetwork(
    { ...FINE, ...mix },
    {
      random: createRandom(seed),
      program: {
        protocols: new Map([['p', CODEC]]),
        gossip: CODEC,
        createVehicle: () => ({ step: () => undefined, status: () => undefined })
      },
      plan: (afterMs, run) => queue.plan(nowMs + afterMs, run),
      fail: (rule, peer, message) => failures.push(`${rule} ${peer} ${message}`),
      told: () => undefined
    }
  )
  for (const peer of peers) {
    network.add({
      peer,
      isUp: () => !down.has(peer),
      message: (from, _protocol, message) => log.push(`${peer} <- ${from} ${String(message)}`),
      gossip: (from, message) => log.push(`${peer} <~ ${from} ${String(message)}`),
      connected: (other) => log.push(`${peer} + ${other}`),
      disconnected: (other) => log.push(`${peer} - ${other}`)
    })
  }
  const run = (forMs: number): void => {
    const endMs = nowMs + forMs
    for (let next = queue.peek(); next !== undefined && next.atMs <= endMs; next = queue.peek()) {
      queue.take()
      nowMs = next.atMs
      next.run()
    }
    nowMs = endMs
  }
  run(2_000)
  return { network, log, failures, down, run }
}

/** After a break, one of two ends believes in a connection again. */
function isHalf(log: readonly string[]): boolean {
  const last = new Map(log.map((line) => [line[0], line[2]]))
  return log.includes('a - b') && log.includes('b - a') && last.get('a') !== last.get('b')
}

describe('sim network', () => {
  test('connects everybody, tells both ends, and carries messages through the codec', () => {
    const { network, log, run } = createBench()
    expect([...log].sort()).toEqual(['a + b', 'a + c', 'b + a', 'b + c', 'c + a', 'c + b'])
    log.length = 0
    network.send('a', 'b', 'p', 17)
    run(20)
    expect(log).toEqual(['b <- a 17'])
  })

  test('loses and doubles messages as often as told', () => {
    const { network, log, run } = createBench({ loss: 0.2, duplication: 0.1 })
    log.length = 0
    for (let i = 0; i < 2000; i++) {
      network.send('a', 'b', 'p', i)
    }
    run(100)
    const kinds = new Set(log).size
    expect(kinds).toBeGreaterThan(1500)
    expect(kinds).toBeLessThan(1700)
    expect(log.length - kinds).toBeGreaterThan(100)
    expect(log.length - kinds).toBeLessThan(220)
  })

  test('lets messages overtake each other, and a few take seconds', () => {
    const { network, log, run } = createBench({ slow: 0.01 })
    log.length = 0
    for (let i = 0; i < 1000; i++) {
      network.send('a', 'b', 'p', i)
    }
    run(500)
    const early = log.length
    expect(early).toBeLessThan(1000)
    expect(early).toBeGreaterThan(950)
    expect(log).not.toEqual(
      [...log].sort((x, y) => Number(x.split(' ')[3]) - Number(y.split(' ')[3]))
    )
    run(6_000)
    expect(log).toHaveLength(1000)
  })

  test('a blocked direction carries nothing, breaks the connection, and heals', () => {
    const { network, log, run } = createBench()
    log.length = 0
    network.block('a', 'b')
    network.send('a', 'b', 'p', 1)
    network.send('b', 'a', 'p', 2)
    run(10_000)
    expect([...log].sort()).toEqual(['a - b', 'a <- b 2', 'b - a'])
    expect(network.isConnected('a', 'b')).toBe(false)
    network.heal()
    run(2_000)
    expect(network.isConnected('a', 'b')).toBe(true)
  })

  test('a cut protocol leaves the connection alone', () => {
    const { network, log, run } = createBench()
    log.length = 0
    network.block('a', 'b', 'p')
    network.send('a', 'b', 'p', 1)
    run(10_000)
    expect(log).toEqual([])
    expect(network.isConnected('a', 'b')).toBe(true)
  })

  test('a block healed in time breaks nothing, a reset always does', () => {
    const { network, log, run } = createBench()
    log.length = 0
    network.block('a', 'b')
    run(100)
    network.heal()
    run(10_000)
    expect(log).toEqual([])
    network.reset('a', 'b')
    run(5_000)
    expect([...log].sort()).toEqual(['a + b', 'a - b', 'b + a', 'b - a'])
  })

  test('a vehicle that went down is noticed, and connected again when it is back', () => {
    const { network, log, run, down } = createBench()
    log.length = 0
    down.add('a')
    network.changed('a')
    network.send('b', 'a', 'p', 1)
    run(1_000)
    expect([...log].sort()).toEqual(['b - a', 'c - a'])
    log.length = 0
    down.delete('a')
    network.changed('a')
    run(2_000)
    expect([...log].sort()).toEqual(['a + b', 'a + c', 'b + a', 'c + a'])
  })

  test('who goes down while a connection is being told to it is connected again later', () => {
    for (let round = 0; round < 20; round++) {
      const { network, log, down, run } = createBench({}, ['a', 'b'], round)
      const restart = (peer: string, forMs: number): void => {
        down.add(peer)
        network.changed(peer)
        run(forMs)
        down.delete(peer)
        network.changed(peer)
      }
      restart('a', 1_000)
      log.length = 0
      while (!log.some((line) => line.includes('+'))) {
        run(1)
      }
      restart(log[0]?.startsWith('a') === true ? 'b' : 'a', 20_000)
      run(20_000)
      expect(network.isConnected('a', 'b'), `round ${round}: ${log.join(', ')}`).toBe(true)
    }
  })

  test('a connection that breaks before both ends were told of it is made again', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { network, log, run } = createBench({}, ['a', 'b'], seed)
      network.reset('a', 'b')
      // Until one end has been told that it is connected again, and the other perhaps not yet.
      for (let i = 0; i < 6_000 && !isHalf(log); i++) {
        run(1)
      }
      network.reset('a', 'b')
      run(10_000)
      expect(network.isConnected('a', 'b'), `seed ${seed}`).toBe(true)
    }
  })

  test('a quick restart is told to the others as a broken connection', () => {
    const { network, log, run, down } = createBench()
    log.length = 0
    down.add('a')
    network.changed('a')
    down.delete('a')
    network.changed('a')
    run(2_000)
    expect(log.filter((line) => line === 'b - a')).toHaveLength(1)
    expect(log.indexOf('b + a')).toBeGreaterThan(log.indexOf('b - a'))
    expect(network.isConnected('a', 'b')).toBe(true)
  })

  test('gossip reaches the connected, less what is lost', () => {
    const { network, log, run } = createBench({ gossipLoss: 0.5 })
    log.length = 0
    for (let i = 0; i < 200; i++) {
      network.gossip('a', i)
    }
    run(1_000)
    expect(log.length).toBeGreaterThan(150)
    expect(log.length).toBeLessThan(250)
    expect(log.every((line) => line.includes('<~ a'))).toBe(true)
  })

  test('what a correct vehicle may not send is a broken rule', () => {
    const { network, failures, run } = createBench()
    network.send('a', 'b', 'p', 'x'.repeat(21))
    network.send('a', 'b', 'unknown', 1)
    network.send('a', 'a', 'p', 1)
    network.gossip('a', 'x'.repeat(21))
    network.send('a', 'b', 'p', 'bad')
    run(100)
    expect(failures.map((line) => line.split(' ')[0])).toEqual([
      'codec',
      'codec',
      'network',
      'codec',
      'codec'
    ])
  })

  test('a lying vehicle sends what its tamper says, and may be undecodable', () => {
    const { network, log, failures, run } = createBench()
    log.length = 0
    network.tamper('a', (to, _protocol, message) => (to === 'b' ? ['bad', message, 7] : []))
    network.send('a', 'b', 'p', 1)
    network.send('a', 'c', 'p', 2)
    run(100)
    expect([...log].sort()).toEqual(['b <- a 1', 'b <- a 7'])
    expect(failures).toEqual([])
  })
})
