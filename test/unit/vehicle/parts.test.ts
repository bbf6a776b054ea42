/** The vehicle's own parts: faults on purpose, room for backups, news. */
import { describe, expect, it } from 'vitest'
import { createBooth, createCertificate } from '../../../src/core/booth.ts'
import { OPEN_FLEET } from '../../../src/core/fleet.ts'
import type { Effect } from '../../../src/core/machine.ts'
import type { GossipMessage } from '../../../src/protocols/gossip/index.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { createFaults } from '../../../src/vehicle/faults.ts'
import { createNews } from '../../../src/vehicle/news.ts'
import { createRoom } from '../../../src/vehicle/room.ts'
import { createTestChain, testEntries, testSealed } from '../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../support/environment.ts'

describe('faults on purpose', () => {
  it('faults: offline loses every protocol, online none', () => {
    const faults = createFaults()
    expect(faults.isLost('a', 'read')).toBe(false)
    faults.apply({ type: 'setOffline', offline: true })
    expect([faults.isLost('a', 'read'), faults.isLost('b', 'gossip')]).toEqual([true, true])
    expect(faults.apply({ type: 'setOffline', offline: false })).toEqual({ offline: [], cuts: [] })
    expect(faults.isLost('a', 'read')).toBe(false)
  })

  it('faults: one protocol can be refused, and online without names ends all', () => {
    const faults = createFaults()
    faults.apply({ type: 'setOffline', offline: true, protocols: ['read', 'certify'] })
    expect([faults.isLost('a', 'read'), faults.isLost('a', 'release')]).toEqual([true, false])
    faults.apply({ type: 'setOffline', offline: false, protocols: ['read'] })
    expect(faults.status().offline).toEqual(['certify'])
    faults.apply({ type: 'setOffline', offline: false })
    expect(faults.status().offline).toEqual([])
  })

  it('faults: a link is cut for one peer, or one protocol of it', () => {
    const faults = createFaults()
    faults.apply({ type: 'cutLink', peer: 'a' })
    faults.apply({ type: 'cutLink', peer: 'b', protocol: 'read' })
    expect([faults.isLost('a', 'read'), faults.isLost('c', 'read')]).toEqual([true, false])
    expect([faults.isLost('b', 'read'), faults.isLost('b', 'release')]).toEqual([true, false])
    faults.apply({ type: 'fixLink', peer: 'a' })
    expect(faults.isLost('a', 'read')).toBe(false)
    expect(faults.status().cuts).toEqual(['b read'])
  })
})

describe('room', () => {
  const options = { quotaBytes: 1_000, diskFreeShareMin: 0.1, advertIntervalMs: 10_000, group: 'g' }
  const advertIn = (out: readonly Effect[]): GossipMessage | undefined => {
    const gossip = out.find((effect) => effect.type === 'gossip')
    return gossip?.type === 'gossip' ? (gossip.message as GossipMessage) : undefined
  }

  it('room: the advert is what quota and disk leave', () => {
    let used = 300
    const room = createRoom(options, EMPTY_DISK, () => used)
    const out: Effect[] = []
    room.setSpace(5_000, 10_000)
    room.advertise(0, out as never)
    expect(advertIn(out)).toMatchObject({ freeBytes: 700, group: 'g' })
    room.setSpace(1_100, 10_000)
    expect(room.quota().diskFreeBytes).toBe(100)
    const full: Effect[] = []
    room.advertise(1, full as never)
    expect(advertIn(full)).toMatchObject({ freeBytes: 100 })
    used = 2_000
    const over: Effect[] = []
    room.advertise(2, over as never)
    expect(advertIn(over)).toMatchObject({ freeBytes: 0 })
  })

  it('room: what was hosted adds up and survives a restart', () => {
    const room = createRoom(options, EMPTY_DISK, () => 500)
    const out: Effect[] = []
    room.advertise(0, out as never)
    room.advertise(3_600_000, out as never)
    const [write] = out.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    if (write?.type !== 'put') {
      throw new RangeError('nothing was written')
    }
    const disk = { ...EMPTY_DISK, state: new Map([[write.key, write.value]]) }
    const again = createRoom(options, disk, () => 0)
    const later: Effect[] = []
    again.advertise(0, later as never)
    expect(advertIn(later)).toMatchObject({ hostedByteHours: 500 })
  })

  it('room: adverts of others are forgotten when they are old', () => {
    const room = createRoom(options, EMPTY_DISK, () => 0)
    const advert = {
      type: 'advert',
      freeBytes: 9,
      hostedByteHours: 0,
      group: '',
      timeMs: 0,
      addresses: [],
      membership: new Uint8Array(0)
    } as const
    room.hear(0, 'a', advert)
    room.hear(20_000, 'b', advert)
    room.advertise(30_001, [] as never)
    expect([room.advertOf('a'), room.advertOf('b')?.freeBytes]).toEqual([undefined, 9])
  })
})

describe('news', () => {
  const realm = createCryptoRealm(8)
  const proposer = realm.identity('proposer')
  const test = createTestChain(proposer)
  test.add(testEntries(1))
  const { chain, booth } = test
  const genesis = chain.bytes

  function sealed() {
    const keeper = realm.identity('keeper')
    const head = { height: 1, headHash: test.block(1).hash }
    return testSealed(proposer, { chain: chain.id, epoch: 1, ...head, members: [keeper] })
  }

  function hear(message: GossipMessage) {
    const environment = createTestEnvironment('listener', realm)
    const out: Effect[] = []
    createNews(environment).hear('teller', message, out as never)
    const signals = out.flatMap((effect) => (effect.type === 'signal' ? [effect.signal.type] : []))
    const facts = out.flatMap((effect) => (effect.type === 'fact' ? [effect.fact.name] : []))
    return { environment, signals, facts }
  }

  it('news: a genuine result and table are believed, and the chain is known', () => {
    const certificate = test.certificateOf(1).bytes
    const result = hear({ type: 'result', genesis, certificate, booth: booth.bytes })
    expect(result.signals).toEqual(['certified'])
    const table = hear({ type: 'table', genesis, sealed: sealed().bytes })
    expect(table.signals).toEqual(['table'])
    expect(table.environment.tables.get(chain.id)?.table.epoch).toBe(1)
    expect(table.environment.holdings.get(chain.id)).toBeDefined()
  })

  it('news: a forged result or table is refused and changes nothing', () => {
    const forger = realm.identity('forger')
    const draft = { chain: chain.id, number: 1, members: [forger.peer], openedAtMs: 1 }
    const forged = createBooth(forger.crypto, OPEN_FLEET, draft)
    const subject = { chain: chain.id, height: 1, hash: test.block(1).hash, booth: forged.id }
    const certificate = createCertificate(forged, subject, new Map()).bytes
    const result = hear({ type: 'result', genesis, certificate, booth: forged.bytes })
    expect([result.signals, result.facts]).toEqual([[], ['gossip:refused']])
    const bytes = Uint8Array.from(sealed().bytes)
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
    const table = hear({ type: 'table', genesis, sealed: bytes })
    expect(table.signals).toEqual([])
    expect(table.environment.tables.get(chain.id)).toBeUndefined()
    const garbage = hear({ type: 'table', genesis: Uint8Array.of(1), sealed: Uint8Array.of(2) })
    expect(garbage.facts).toEqual(['gossip:refused'])
  })

  it('news: only the issuer of a table tells the others of it', () => {
    for (const [name, tells] of [
      ['proposer', 1],
      ['keeper', 0]
    ] as const) {
      const environment = createTestEnvironment(name, realm)
      const out: Effect[] = []
      environment.holdings.adopt(chain, [])
      const signal = { type: 'table', chain: chain.id, sealed: sealed() } as const
      createNews(environment).tell(signal, out as never)
      expect(out.filter((effect) => effect.type === 'gossip').length, name).toBe(tells)
    }
  })

  it('news: evidence is told once', () => {
    const environment = createTestEnvironment('witness', realm)
    environment.holdings.adopt(chain, [])
    const news = createNews(environment)
    const out: Effect[] = []
    const evidence = Uint8Array.of(1)
    for (let i = 0; i < 3; i++) {
      news.tell({ type: 'evidence', chain: chain.id, evidence }, out as never)
    }
    expect(out.length).toBe(1)
  })
})
