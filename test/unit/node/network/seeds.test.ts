/**
 * Addresses to start from without a name: host names, and what leads to nobody new.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { address, createBench, GREATER, portsOf, run } from '../../../support/dialler-bench.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('seeds', () => {
  test('addresses of host names are tried until whoever is there is connected', async () => {
    const bench = createBench({ bootstrapDns: ['fleet:9'], redialMsMax: 2000 })
    const { dialler, attempts, connected, hosts, listening } = bench
    hosts.set('fleet', ['10.0.0.1'])
    await dialler.start()
    await run(3000)
    expect(attempts.length).toBeGreaterThan(1)
    expect(attempts[0]).toMatchObject({ port: 9, peer: undefined })
    listening.set(9, GREATER)
    await run(3000)
    connected.add(GREATER)
    dialler.connected(GREATER, address(9))
    const before = attempts.length
    await run(10_000)
    expect(attempts.length).toBe(before)
    await dialler.stop()
  })

  test('the newest answer for a host name counts, and a failed question changes nothing', async () => {
    const asked: string[] = []
    const { dialler, hosts } = createBench(
      { bootstrapDns: ['fleet:9'], redialMsMax: 1000 },
      {
        dial(one) {
          asked.push(String(one))
          return Promise.reject(new Error('nobody there'))
        }
      }
    )
    hosts.set('fleet', ['10.0.0.1'])
    await dialler.start()
    await run(3000)
    hosts.delete('fleet')
    asked.length = 0
    await run(3000)
    expect(asked.length).toBeGreaterThan(0)
    hosts.set('fleet', ['10.0.0.2'])
    await run(2000)
    asked.length = 0
    await run(3000)
    expect(new Set(asked)).toEqual(new Set(['/ip4/10.0.0.2/tcp/9']))
    await dialler.stop()
  })

  test('own addresses and those of connected peers are not tried as seeds', async () => {
    const bootstrap = [address(1), address(2), address(3)]
    const { dialler, attempts, connected } = createBench({ bootstrap })
    connected.add(GREATER)
    dialler.connected(GREATER, address(2))
    await dialler.start()
    await run(10_000)
    expect(new Set(portsOf(attempts))).toEqual(new Set([3]))
    await dialler.stop()
  })
})
