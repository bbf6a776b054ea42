/**
 * Addresses of vehicles: which to tell others, which to dial, in which order.
 *
 * Keeps: an address that only means something on one machine (loopback, the bridge of a container
 * engine) is told and dialled only when there is no other; where subnets are named, nothing outside of
 * them is told, even when that leaves nothing.
 */
import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { InvalidInputError } from '../../core/errors.ts'
import { isPeer, type PeerId } from '../../core/peer.ts'

/** Addresses kept and dialled of one peer. */
export const ADDRESSES_MAX = 8

/** Interfaces that container engines make on their host. */
const BRIDGE_NAMES = /^(docker|br-|veth|virbr|cni|podman)/

/** A TCP address, with the peer it must belong to when that is known. */
export interface Address {
  /** Multiaddr without `/p2p/…`. */
  readonly text: string
  readonly peer: PeerId | undefined
}

/**
 * Of the own addresses those that mean something to others; all when none does. With subnets those
 * within one of them, and only those: a vehicle with none is not found, but finds others.
 */
export function chooseAnnounced(
  addresses: Multiaddr[],
  subnets: readonly string[] = []
): Multiaddr[] {
  if (subnets.length > 0) {
    const isWithin = createSubnetCheck(subnets)
    return addresses.filter((address) => isWithin(hostOf(address) ?? ''))
  }
  const bridges = bridgeHosts()
  const useful = addresses.filter((address) => {
    const host = hostOf(address)
    return host !== undefined && !isLocal(host) && !bridges.has(host)
  })
  return useful.length > 0 ? useful : addresses
}

/**
 * Whether an IP address lies within one of these subnets.
 *
 * @throws InvalidInputError when a text is no subnet such as 192.168.1.0/24 or fd00::/8
 */
export function createSubnetCheck(subnets: readonly string[]): (host: string) => boolean {
  const list = new BlockList()
  for (const text of subnets) {
    const [, network = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
    const family = FAMILIES[isIP(network)]
    if (family === undefined || Number(bits) > family.bitsMax) {
      throw new InvalidInputError(
        `"${text}" is no subnet such as 192.168.1.0/24 or fd00::/8: the bits that its addresses share`
      )
    }
    list.addSubnet(network, Number(bits), family.name)
  }
  return (host) => {
    const family = FAMILIES[isIP(host)]
    return family !== undefined && list.check(host, family.name)
  }
}

/** Of the addresses that a peer tells those worth dialling, as text, the likeliest first. */
export function chooseDialled(addresses: readonly Multiaddr[]): string[] {
  const usable = addresses
    .map((address) => address.decapsulateCode(P2P_CODE))
    .filter((address) => isTcp(address) && hostOf(address) !== undefined)
  const remote = usable.filter((address) => !isLocal(hostOf(address) ?? ''))
  const chosen = remote.length > 0 ? remote : usable
  return [...new Set(chosen.map(String))].slice(0, ADDRESSES_MAX)
}

/** @throws InvalidInputError when the text is no TCP multiaddr, or names no Ed25519 peer */
export function parseAddress(text: string): Address {
  let address: Multiaddr
  try {
    address = multiaddr(text)
  } catch (cause) {
    throw new InvalidInputError(`"${text}" is no multiaddr such as /ip4/192.168.1.7/tcp/9861`, {
      cause
    })
  }
  const peer = address.getComponents().findLast(({ code }) => code === P2P_CODE)?.value
  if (!isTcp(address) || (peer !== undefined && !isPeer(peer))) {
    throw new InvalidInputError(`"${text}" is no TCP address of a vehicle`)
  }
  return { text: address.decapsulateCode(P2P_CODE).toString(), peer }
}

/** The address to dial so that nobody but `peer` is accepted there. */
export function addressOf(text: string, peer: PeerId | undefined): Multiaddr {
  return multiaddr(peer === undefined ? text : `${text}/p2p/${peer}`)
}

/** By the answer of `isIP`, which is 0 for what is no address. */
const FAMILIES: Readonly<
  Partial<Record<number, { readonly name: 'ipv4' | 'ipv6'; readonly bitsMax: number }>>
> = { 4: { name: 'ipv4', bitsMax: 32 }, 6: { name: 'ipv6', bitsMax: 128 } }

const P2P_CODE = 421
const HOST_NAMES: readonly string[] = ['ip4', 'ip6', 'dns', 'dns4', 'dns6']

/** What peers tell comes as bytes, whose host may be any text, also one that no address can be read from. */
function isTcp(address: Multiaddr): boolean {
  const [host, port, ...rest] = address.getComponents().filter(({ code }) => code !== P2P_CODE)
  const isHost = HOST_NAMES.includes(host?.name ?? '') && /^[\w.:-]{1,253}$/.test(host?.value ?? '')
  return isHost && port?.name === 'tcp' && rest.length === 0
}

function hostOf(address: Multiaddr): string | undefined {
  const first = address.getComponents()[0]
  return first !== undefined && HOST_NAMES.includes(first.name) ? first.value : undefined
}

/** Loopback, unspecified, and IPv6 link-local, which needs a zone that only its machine knows. */
function isLocal(host: string): boolean {
  return /^127\./.test(host) || /^(0\.0\.0\.0|::1?|localhost)$/.test(host) || /^fe80:/i.test(host)
}

function bridgeHosts(): ReadonlySet<string> {
  const hosts = new Set<string>()
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    if (BRIDGE_NAMES.test(name)) {
      for (const { address } of addresses ?? []) {
        hosts.add(address)
      }
    }
  }
  return hosts
}
