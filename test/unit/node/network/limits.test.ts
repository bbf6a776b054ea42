/**
 * Rates, bans and settings of the network.
 */
import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import {
  MDNS_DEFAULTS,
  NETWORK_DEFAULTS,
  type NetworkOptions,
  resolveNetworkOptions
} from '../../../../src/node/network/options.ts'
import { createTokenBucket } from '../../../../src/node/network/token-bucket.ts'
import { createTrust } from '../../../../src/node/network/trust.ts'

describe('token bucket', () => {
  test('a burst is taken at once, then only what time brings', () => {
    const bucket = createTokenBucket(10, 20)
    expect(bucket.take(20, 1000)).toBe(true)
    expect(bucket.take(1, 1000)).toBe(false)
    expect(bucket.take(1, 1099)).toBe(false)
    expect(bucket.take(1, 1100)).toBe(true)
  })

  test('a refused taking takes nothing', () => {
    const bucket = createTokenBucket(10, 20)
    expect(bucket.take(21, 0)).toBe(false)
    expect(bucket.take(20, 0)).toBe(true)
  })

  test('no more than a burst is kept, and a clock that goes back brings nothing', () => {
    const bucket = createTokenBucket(10, 20)
    expect(bucket.take(20, 5000)).toBe(true)
    expect(bucket.take(1, 4000)).toBe(false)
    expect(bucket.take(21, 1_000_000)).toBe(false)
    expect(bucket.take(20, 1_000_000)).toBe(true)
  })
})

describe('trust', () => {
  const create = () => {
    const clock = { now: 0 }
    const trust = createTrust({ banMsMin: 1000, banMsMax: 5000, nowMs: () => clock.now })
    return { clock, trust }
  }

  test('each ban lasts twice as long as the one before, up to the greatest', () => {
    const { trust } = create()
    const lengths = [1, 2, 3, 4, 5].map(() => trust.ban('a'))
    expect(lengths).toEqual([1000, 2000, 4000, 5000, 5000])
    expect(trust.isRefused('b')).toBe(false)
  })

  test('the length of a ban does not depend on how long it takes to tell it', () => {
    let now = 0
    const trust = createTrust({ banMsMin: 1000, banMsMax: 5000, nowMs: () => now++ })
    expect([trust.ban('a'), trust.ban('a')]).toEqual([1000, 2000])
  })

  test('a ban ends by itself', () => {
    const { clock, trust } = create()
    trust.ban('a')
    clock.now = 999
    expect(trust.isRefused('a')).toBe(true)
    expect(trust.isRefused('b')).toBe(false)
    clock.now = 1000
    expect(trust.isRefused('a')).toBe(false)
  })

  test('ten strikes within a minute make a ban, nine do not, nor ten over a longer time', () => {
    const { clock, trust } = create()
    const nine = Array.from({ length: 9 }, () => trust.strike('a'))
    expect(nine).toEqual(nine.map(() => undefined))
    clock.now = 60_001
    expect(trust.strike('a')).toBeUndefined()
    expect(trust.isRefused('a')).toBe(false)
    const more = Array.from({ length: 9 }, () => trust.strike('a'))
    expect(more).toEqual([...Array.from({ length: 8 }, () => undefined), 1000])
    expect(trust.isRefused('a')).toBe(true)
  })

  test('after ten quiet minutes a ban is short again', () => {
    const { clock, trust } = create()
    trust.ban('a')
    trust.ban('a')
    clock.now = 600_001
    expect(trust.ban('a')).toBe(1000)
  })

  test('a blocked peer is refused until it is unblocked', () => {
    const { clock, trust } = create()
    trust.block('a')
    clock.now = 10_000_000
    expect(trust.isRefused('a')).toBe(true)
    trust.unblock('a')
    expect(trust.isRefused('a')).toBe(false)
  })

  test('the list keeps at most 1024 peers, the latest ones', () => {
    const { trust } = create()
    for (let i = 0; i < 1025; i++) {
      trust.ban(`p${i}`)
    }
    expect(trust.isRefused('p0')).toBe(false)
    expect(trust.isRefused('p1')).toBe(true)
    expect(trust.isRefused('p1024')).toBe(true)
  })
})

describe('network options', () => {
  test('without options the defaults are taken', () => {
    expect(resolveNetworkOptions({})).toEqual({ ...NETWORK_DEFAULTS, mdns: MDNS_DEFAULTS })
  })

  test('mDNS can be turned off, and given single settings', () => {
    expect(resolveNetworkOptions({ mdns: false }).mdns).toBeUndefined()
    expect(resolveNetworkOptions({ mdns: { port: 5454 } }).mdns).toEqual({
      ...MDNS_DEFAULTS,
      port: 5454
    })
  })

  test.each<[string, NetworkOptions]>([
    ['peersMax', { peersMax: 0 }],
    ['peersMax', { peersMax: 1001 }],
    ['admissionTimeoutMs', { admissionTimeoutMs: 0 }],
    ['frameTimeoutMs', { frameTimeoutMs: 1.5 }],
    ['redialMsMin', { redialMsMin: 20_000 }],
    ['banMsMin', { banMsMin: 70_000 }],
    ['pingTimeoutMsMin', { pingTimeoutMsMin: 20_000 }],
    ['mdns.port', { mdns: { port: 70_000 } }],
    ['mdns.intervalMs', { mdns: { intervalMs: 10 } }],
    ['10.0.0.1', { announceIn: ['10.0.0.1'] }],
    ['announceIn', { announce: ['/ip4/10.0.0.1/tcp/1'], announceIn: ['10.0.0.0/8'] }],
    ['bootstrapDns', { bootstrapDns: ['host'] }],
    ['bootstrapDns', { bootstrapDns: ['/ip4/1.2.3.4:80'] }]
  ])('a wrong %s is refused by its name', (name, options) => {
    expect(() => resolveNetworkOptions(options)).toThrow(InvalidInputError)
    expect(() => resolveNetworkOptions(options)).toThrow(name)
  })
})
