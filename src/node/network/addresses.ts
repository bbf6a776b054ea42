/**
 * Addresses of vehicles: which to tell others, which to dial, in which order.
 *
 * Keeps: an address that only means something on one machine (loopback, the bridge of a container
 * engine) is told and dialled only when there is no other.
 */
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

/** Of the own addresses those that mean something to others; all when none does. */
export function chooseAnnounced(addresses: Multiaddr[]): Multiaddr[] {
  const bridges = bridgeHosts()
  const useful = addresses.filter((address) => {
    const host = hostOf(address)
    return host !== undefined && !isLocal(host) && !bridges.has(host)
  })
  return useful.length > 0 ? useful : addresses
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

const P2P_CODE = 421
const HOST_NAMES: readonly string[] = ['ip4', 'ip6', 'dns', 'dns4', 'dns6']

function isTcp(address: Multiaddr): boolean {
  const [host, port, ...rest] = address.getComponents().filter(({ code }) => code !== P2P_CODE)
  return HOST_NAMES.includes(host?.name ?? '') && port?.name === 'tcp' && rest.length === 0
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
