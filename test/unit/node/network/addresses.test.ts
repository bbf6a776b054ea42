/**
 * Which addresses are told, which are dialled, and what is no address at all.
 */
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import { peerOfKey } from '../../../../src/core/peer.ts'
import {
  addressOf,
  chooseAnnounced,
  chooseDialled,
  createSubnetCheck,
  parseAddress
} from '../../../../src/node/network/addresses.ts'
import { keepAddresses } from '../../../../src/node/network/libp2p.ts'

const PEER = peerOfKey(new Uint8Array(32).fill(3))
const dialled = (...texts: readonly string[]): readonly string[] =>
  chooseDialled(texts.map((text) => multiaddr(text)))

describe('addresses', () => {
  test('a host of which no address can be read is not dialled', () => {
    const told = Uint8Array.of(54, 3, ...new TextEncoder().encode('a/b'), 6, 0, 1)
    expect(String(multiaddr(told)), 'as a peer may tell it').toBe('/dns4/a/b/tcp/1')
    expect(chooseDialled([multiaddr(told)])).toEqual([])
    expect(dialled('/dns4/car-1.fleet_7.example/tcp/1')).toEqual([
      '/dns4/car-1.fleet_7.example/tcp/1'
    ])
    expect(dialled('/ip6/fd00::1/tcp/1')).toEqual(['/ip6/fd00::1/tcp/1'])
  })

  test('those of before are told while the system does not name its interfaces', () => {
    const lan = multiaddr('/ip4/192.168.1.5/tcp/1')
    let isFull = true
    const host = {
      getMultiaddrs(): Multiaddr[] {
        if (isFull) {
          throw new Error('uv_interface_addresses returned Unknown system error 24')
        }
        return [lan]
      }
    }
    keepAddresses(host)
    expect(host.getMultiaddrs()).toEqual([])
    isFull = false
    expect(host.getMultiaddrs()).toEqual([lan])
    isFull = true
    expect(host.getMultiaddrs()).toEqual([lan])
  })

  test('loopback is told only when there is nothing else', () => {
    const loopback = multiaddr('/ip4/127.0.0.1/tcp/1')
    const lan = multiaddr('/ip4/192.168.1.5/tcp/1')
    expect(chooseAnnounced([loopback, lan])).toEqual([lan])
    expect(chooseAnnounced([loopback])).toEqual([loopback])
  })

  test('with subnets, only addresses within one of them are told, and none when none is', () => {
    const [lan, overlay, gateway, six] = [
      '/ip4/192.168.1.5/tcp/1',
      '/ip4/10.0.9.5/tcp/1',
      '/ip4/172.18.0.3/tcp/1',
      '/ip6/fd00:1::5/tcp/1'
    ].map((text) => multiaddr(text)) as [Multiaddr, Multiaddr, Multiaddr, Multiaddr]
    const all = [lan, overlay, gateway, six]
    expect(chooseAnnounced(all, ['10.0.9.0/24'])).toEqual([overlay])
    expect(chooseAnnounced(all, ['192.168.1.5/32', 'fd00::/8'])).toEqual([lan, six])
    expect(chooseAnnounced(all, ['10.0.8.0/24'])).toEqual([])
    const loopback = multiaddr('/ip4/127.0.0.1/tcp/1')
    expect(chooseAnnounced([loopback, lan], ['127.0.0.0/8'])).toEqual([loopback])
  })

  test('a name is in no subnet', () => {
    const isWithin = createSubnetCheck(['0.0.0.0/0', '::/0'])
    expect([isWithin('1.2.3.4'), isWithin('fd00::1'), isWithin('car'), isWithin('')]).toEqual([
      ...[true, true, false, false]
    ])
  })

  test.each([
    '',
    '10.0.0.1',
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0/8',
    'car/8',
    '10.0.0.0/-1',
    '/8'
  ])('%j is no subnet', (text) => {
    expect(() => createSubnetCheck([text])).toThrow(InvalidInputError)
  })

  test('loopback and link-local are dialled only when there is nothing else', () => {
    const lan = '/ip4/10.1.2.3/tcp/4001'
    expect(dialled('/ip4/127.0.0.1/tcp/4001', lan, '/ip6/fe80::1/tcp/4001')).toEqual([lan])
    expect(dialled('/ip4/127.0.0.1/tcp/4001')).toEqual(['/ip4/127.0.0.1/tcp/4001'])
  })

  test('peer ids and repetitions are left out, and at most eight are taken', () => {
    const text = '/ip4/10.1.2.3/tcp/4001'
    expect(dialled(`${text}/p2p/${PEER}`, text)).toEqual([text])
    const many = Array.from({ length: 20 }, (_, i) => `/ip4/10.0.0.${i}/tcp/1`)
    expect(dialled(...many)).toEqual(many.slice(0, 8))
  })

  test('only plain TCP is dialled', () => {
    expect(
      dialled('/ip4/10.0.0.1/udp/1', '/ip4/10.0.0.1/tcp/1/ws', '/ip4/10.0.0.1/udp/1/quic-v1')
    ).toEqual([])
  })

  test('an address is parsed with and without a peer', () => {
    expect(parseAddress('/ip4/10.0.0.1/tcp/1')).toEqual({
      text: '/ip4/10.0.0.1/tcp/1',
      peer: undefined
    })
    expect(parseAddress(`/dns4/car/tcp/1/p2p/${PEER}`)).toEqual({
      text: '/dns4/car/tcp/1',
      peer: PEER
    })
  })

  test.each([
    '',
    'nowhere',
    '10.0.0.1:9861',
    '/ip4/10.0.0.1',
    '/ip4/10.0.0.1/udp/1',
    '/ip4/300.1.1.1/tcp/1'
  ])('%j is no address of a vehicle', (text) => {
    expect(() => parseAddress(text)).toThrow(InvalidInputError)
  })

  test('a peer that is no Ed25519 key is refused', () => {
    const other = '16Uiu2HAm5q8qLYeHG5Y7M8cWZzfYzY1CkpyKuJmqGJiGJXkzGQwS'
    expect(() => parseAddress(`/ip4/10.0.0.1/tcp/1/p2p/${other}`)).toThrow(InvalidInputError)
  })

  test('the address to dial names the peer', () => {
    expect(addressOf('/ip4/10.0.0.1/tcp/1', PEER).toString()).toBe(
      `/ip4/10.0.0.1/tcp/1/p2p/${PEER}`
    )
    expect(addressOf('/ip4/10.0.0.1/tcp/1', undefined).toString()).toBe('/ip4/10.0.0.1/tcp/1')
  })
})
