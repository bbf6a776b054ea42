/**
 * The dialler on a clock of the test: who is tried, when, and how often.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type PeerId, peerOfKey } from '../../../../src/core/peer.ts'
import type { PeerMemory } from '../../../../src/node/network/dialler.ts'
import {
  address,
  createBench,
  GREATER,
  peer,
  portsOf,
  run,
  SELF,
  SMALLER
} from '../../../support/dialler-bench.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('dialler', () => {
  test('a greater peer is dialled at once, a smaller one gets time to dial first', async () => {
    const { dialler, attempts } = createBench()
    await dialler.start()
    dialler.sighted(GREATER, [address(2)])
    dialler.sighted(SMALLER, [address(3)])
    await run(999)
    expect(attempts.map(({ peer: who }) => who)).toContain(GREATER)
    expect(attempts.map(({ peer: who }) => who)).not.toContain(SMALLER)
    await run(300)
    expect(attempts.map(({ peer: who }) => who)).toContain(SMALLER)
    await dialler.stop()
  })

  test('pauses double up to the limit, and attempts never end', async () => {
    const { dialler, attempts } = createBench({ redialMsMin: 1000, redialMsMax: 8000 })
    await dialler.start()
    dialler.sighted(GREATER, [address(2)])
    await run(3_600_000)
    const times = attempts.map(({ atMs }) => atMs)
    const pauses = times.slice(1).map((at, i) => Math.round((at - (times[i] ?? 0)) / 1000))
    expect(pauses.slice(0, 5)).toEqual([2, 4, 8, 8, 8])
    expect(times.length).toBeGreaterThan(400)
    await dialler.stop()
  })

  test('pauses differ between vehicles by up to a quarter', async () => {
    const times: number[] = []
    for (const value of [0, 0.999]) {
      const bench = createBench({ redialMsMin: 4000, redialMsMax: 4000 }, { random: () => value })
      await bench.dialler.start()
      bench.dialler.sighted(GREATER, [address(2)])
      await run(20_000)
      const [first, second] = bench.attempts
      times.push((second?.atMs ?? 0) - (first?.atMs ?? 0))
      await bench.dialler.stop()
    }
    expect(times[0]).toBeLessThan(3300)
    expect(times[1]).toBeGreaterThan(4800)
  })

  test('an announcement of a peer that was away cuts the pause short, but not again and again', async () => {
    const { dialler, attempts } = createBench({ redialMsMax: 60_000 })
    await dialler.start()
    dialler.sighted(GREATER, [address(2)])
    await run(200_000)
    const before = attempts.length
    dialler.sighted(GREATER, [address(2)])
    await run(500)
    expect(attempts.length).toBe(before + 1)
    for (let i = 0; i < 20; i++) {
      dialler.sighted(GREATER, [address(2)])
      await run(1000)
    }
    expect(attempts.length).toBeLessThan(before + 8)
    await dialler.stop()
  })

  test('a new announcement replaces the addresses before; what worked last stays first', async () => {
    const { dialler, attempts, connected } = createBench()
    await dialler.start()
    dialler.sighted(GREATER, [address(2), address(3)])
    await run(300)
    expect(portsOf(attempts).slice(0, 2)).toEqual([2, 3])
    dialler.sighted(GREATER, [address(5)])
    await run(2000)
    expect(portsOf(attempts).at(-1)).toBe(5)
    connected.add(GREATER)
    dialler.connected(GREATER, address(5))
    dialler.sighted(GREATER, [address(6)])
    connected.delete(GREATER)
    dialler.disconnected(GREATER)
    attempts.length = 0
    await run(200)
    expect(portsOf(attempts).slice(0, 2)).toEqual([5, 6])
    await dialler.stop()
  })

  test('nobody connected, refused, without address, or itself is dialled', async () => {
    const { dialler, attempts, connected, refused } = createBench()
    await dialler.start()
    connected.add(GREATER)
    refused.add(peer(8))
    dialler.sighted(GREATER, [address(2)])
    dialler.sighted(peer(8), [address(3)])
    dialler.sighted(peer(7), [])
    dialler.sighted(SELF, [address(4)])
    await run(60_000)
    expect(attempts).toEqual([])
    refused.delete(peer(8))
    await run(1000)
    expect(attempts.length).toBeGreaterThan(0)
    await dialler.stop()
  })

  test('while handshakes are slow, fewer run at once and each gets more time', async () => {
    const timeouts: number[] = []
    let running = 0
    let most = 0
    const { dialler } = createBench(
      { addressTimeoutMs: 1000 },
      {
        async dial(_one, signal, onAnswer) {
          running += 1
          most = Math.max(most, running)
          expect(signal.aborted).toBe(false)
          const begin = Date.now()
          onAnswer()
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          timeouts.push(Date.now() - begin)
          running -= 1
          throw new Error('aborted')
        }
      }
    )
    await dialler.start()
    for (let i = 5; i < 10; i++) {
      dialler.sighted(peer(i), [address(i)])
    }
    await run(1000)
    expect(most).toBe(2)
    most = 0
    await run(120_000)
    expect(most).toBe(1)
    expect(Math.max(...timeouts)).toBeGreaterThanOrEqual(10_000)
    expect(Math.max(...timeouts)).toBeLessThan(11_000)
    await dialler.stop()
  })

  test('nobody counts as slow who is away, or has another key', async () => {
    for (const isAway of [true, false]) {
      let running = 0
      let most = 0
      const { dialler } = createBench(
        { addressTimeoutMs: 1000 },
        {
          async dial(_one, signal, onAnswer) {
            running += 1
            most = Math.max(most, running)
            const begin = Date.now()
            const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve))
            if (isAway) {
              await aborted
            } else {
              onAnswer()
              await new Promise((resolve) => setTimeout(resolve, 500))
            }
            running -= 1
            expect(Date.now() - begin).toBeLessThanOrEqual(1000)
            const error = new Error('not the one')
            error.name = isAway ? 'AbortError' : 'EncryptionFailedError'
            throw error
          }
        }
      )
      await dialler.start()
      for (let i = 5; i < 10; i++) {
        dialler.sighted(peer(i), [address(i)])
      }
      await run(60_000)
      most = 0
      await run(60_000)
      expect(most, `away: ${isAway}`).toBe(2)
      await dialler.stop()
    }
  })

  test('many that are away keep neither new ones nor seeds nor each other waiting', async () => {
    const away = Array.from({ length: 60 }, (_, i) => peerOfKey(new Uint8Array(32).fill(60 + i)))
    const memory: PeerMemory = {
      load: () =>
        Promise.resolve(away.map((one, i) => ({ peer: one, addresses: [address(1000 + i)] }))),
      save: () => Promise.resolve()
    }
    const seen = new Map<string, number>()
    const { dialler, since } = createBench(
      { addressTimeoutMs: 1000, bootstrap: [address(7)] },
      {
        memory,
        async dial(one, signal) {
          const port = String(one).split('/')[4] ?? ''
          seen.set(port, seen.get(port) ?? since())
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          throw new Error('aborted')
        }
      }
    )
    await dialler.start()
    await run(10_000)
    seen.clear()
    dialler.sighted(GREATER, [address(8)])
    dialler.sighted(away[59] ?? '', [address(1059)])
    const from = since()
    await run(90_000)
    const waits = ['7', '8', '1059'].map((port) =>
      Math.ceil(((seen.get(port) ?? 1e9) - from) / 1000)
    )
    expect(Math.max(...waits), 'seconds until each is tried').toBeLessThanOrEqual(12)
    expect(seen.size, 'all of them').toBe(62)
    await dialler.stop()
  })

  test('names without end that refuse at once get a rate; who is vouched for gets all it wants', async () => {
    const invented = (i: number): PeerId =>
      peerOfKey(
        new Uint8Array(32)
          .fill(99)
          .with(0, i & 255)
          .with(1, i >> 8)
      )
    const memory: PeerMemory = {
      load: () => Promise.resolve([{ peer: GREATER, addresses: [address(2)] }]),
      save: () => Promise.resolve()
    }
    const { dialler, attempts } = createBench(
      { bootstrap: [`${address(3)}/p2p/${peer(8)}`, address(4)] },
      { memory }
    )
    await dialler.start()
    // As many as it could try, and more, every second for a minute.
    for (let second = 0; second < 60; second++) {
      for (let i = 0; i < 200; i++) {
        dialler.sighted(invented(200 * second + i), [address(10_000 + i)])
      }
      await run(1000)
    }
    const ports = portsOf(attempts)
    expect(ports.filter((port) => port >= 10_000).length).toBeLessThanOrEqual(128 + 25 * 61)
    expect(ports.filter((port) => port >= 10_000).length).toBeGreaterThan(128 + 25 * 50)
    for (const known of [2, 3, 4]) {
      // 0.5 s, 1, 2, 4, 8, and then 10 s each.
      expect(ports.filter((port) => port === known).length, `port ${known}`).toBeGreaterThan(7)
    }
    await dialler.stop()
  })

  test('an address that no text can say ends an attempt, not the process', async () => {
    const { dialler, attempts } = createBench()
    await dialler.start()
    dialler.sighted(GREATER, ['/dns4/a/b/tcp/1', address(2)])
    await run(1000)
    expect(portsOf(attempts)).toContain(2)
    await dialler.stop()
  })

  test('each success lets one more attempt run at once, up to sixteen', async () => {
    let running = 0
    let most = 0
    const { dialler } = createBench(
      {},
      {
        async dial() {
          running += 1
          most = Math.max(most, running)
          await new Promise((resolve) => setTimeout(resolve, 50))
          running -= 1
          return GREATER
        }
      }
    )
    await dialler.start()
    for (let i = 0; i < 200; i++) {
      dialler.sighted(peerOfKey(new Uint8Array(32).fill(7).with(0, i)), [address(i + 2)])
    }
    await run(5_000)
    expect(most).toBe(16)
    await dialler.stop()
  })

  test('a lost peer is dialled anew without the pauses from before', async () => {
    const { dialler, attempts, connected } = createBench()
    await dialler.start()
    dialler.sighted(GREATER, [address(2)])
    await run(60_000)
    connected.add(GREATER)
    dialler.connected(GREATER, address(2))
    await run(60_000)
    const before = attempts.length
    connected.delete(GREATER)
    dialler.disconnected(GREATER)
    await run(1000)
    expect(attempts.length).toBeGreaterThan(before)
    await dialler.stop()
  })

  test('beyond the greatest number of peers nobody is dialled', async () => {
    const { dialler, attempts, connected } = createBench({ peersMax: 2 })
    await dialler.start()
    connected.add(peer(1)).add(peer(2))
    dialler.sighted(GREATER, [address(2)])
    await run(10_000)
    expect(attempts).toEqual([])
    connected.delete(peer(2))
    await run(1000)
    expect(attempts.length).toBeGreaterThan(0)
    await dialler.stop()
  })

  test('invented peers take no more than the book, and do not keep a known one waiting', async () => {
    const never = (): Promise<PeerId> => new Promise(() => undefined)
    const seen: string[] = []
    const { dialler, connected } = createBench(
      {},
      {
        dial(one) {
          seen.push(String(one))
          return never()
        }
      }
    )
    await dialler.start()
    connected.add(GREATER)
    dialler.connected(GREATER, address(2))
    for (let i = 0; i < 3000; i++) {
      const bytes = new Uint8Array(32).fill(99)
      bytes.set([i & 255, i >> 8])
      dialler.sighted(peerOfKey(bytes), [address(10_000 + i)])
    }
    connected.delete(GREATER)
    dialler.disconnected(GREATER)
    await run(300)
    expect(seen).toHaveLength(2)
    expect(seen[0]).toBe(`${address(2)}/p2p/${GREATER}`)
    await dialler.stop()
  })

  test('peers of before are dialled at the start, and those reached are kept', async () => {
    const saved: unknown[] = []
    const memory: PeerMemory = {
      load: () =>
        Promise.resolve([
          { peer: GREATER, addresses: [address(2), address(3)] },
          { peer: SELF, addresses: [address(4)] }
        ]),
      save: (peers) => {
        saved.push(peers)
        return Promise.resolve()
      }
    }
    const { dialler, attempts, connected } = createBench({}, { memory })
    await dialler.start()
    await run(300)
    expect(portsOf(attempts)).toEqual([2, 3])
    connected.add(peer(8))
    dialler.connected(peer(8), undefined)
    dialler.identified(peer(8), [address(7)])
    await run(2000)
    const expected = [
      { peer: GREATER, addresses: [address(2), address(3)] },
      { peer: peer(8), addresses: [address(7)] }
    ]
    expect(saved).toEqual([expected])
    await dialler.stop()
    expect(saved).toEqual([expected, expected])
  })

  test('after stop nothing is tried any more', async () => {
    const { dialler, attempts } = createBench()
    await dialler.start()
    await dialler.stop()
    dialler.sighted(GREATER, [address(2)])
    await run(10_000)
    expect(attempts).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})
