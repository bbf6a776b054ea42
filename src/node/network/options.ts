/**
 * The settings of the network, with their units and ranges; docs/network.md gives the reasons.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { createSubnetCheck } from './addresses.ts'

/** How vehicles of one LAN find each other by multicast. */
export interface MdnsOptions {
  /** Name of the service; vehicles with different names do not see each other. */
  readonly serviceTag?: string
  /** UDP port. Range 1 to 65535. */
  readonly port?: number
  /** Time between questions, in milliseconds. Range 100 and up. */
  readonly intervalMs?: number
}

export const MDNS_DEFAULTS: Readonly<Required<MdnsOptions>> = {
  serviceTag: '_vguard._udp.local', // own tag: other libp2p programs of the LAN are of no use
  port: 5353,
  intervalMs: 10_000
}

export interface NetworkOptions {
  /** Multiaddrs to listen on; port 0 picks a free one. */
  readonly listen?: readonly string[]
  /** Multiaddrs to tell others instead of the own ones; empty for the own ones. */
  readonly announce?: readonly string[]
  /**
   * Subnets such as 192.168.1.0/24 or fd00::/8: of the own addresses only those within one of them are
   * told; empty for all that mean something to others. Excludes `announce`.
   */
  readonly announceIn?: readonly string[]
  /** False turns multicast off; true takes the defaults. */
  readonly mdns?: boolean | MdnsOptions
  /** Multiaddrs of vehicles to start from, with or without `/p2p/<peer id>`. */
  readonly bootstrap?: readonly string[]
  /** `host:port` whose A records are vehicles to start from, such as `tasks.vguard:4001`. */
  readonly bootstrapDns?: readonly string[]
  /** Peers at most; beyond, nobody is dialled. Range 1 to 1000. */
  readonly peersMax?: number
  /** Time a new connection may take until both sides are admitted, in milliseconds. */
  readonly admissionTimeoutMs?: number
  /** Time a message may take from its first byte to its last, in milliseconds. */
  readonly frameTimeoutMs?: number
  /** Time a stream may take no bytes of ours while we have some, in milliseconds. */
  readonly drainTimeoutMs?: number
  /** Time to open a stream on a connection that is there, in milliseconds. */
  readonly streamTimeoutMs?: number
  /** Time to reach one address, in milliseconds. */
  readonly addressTimeoutMs?: number
  /** First and greatest pause between two attempts to reach a peer, in milliseconds. */
  readonly redialMsMin?: number
  readonly redialMsMax?: number
  /** Time the greater of two peer ids waits for the smaller to dial, in milliseconds. */
  readonly politenessMs?: number
  /** First and greatest time for which an offending peer is refused, in milliseconds. */
  readonly banMsMin?: number
  readonly banMsMax?: number
  /** Messages of one peer per second. */
  readonly messagesPerSecond?: number
  /** Bytes of one peer per second. */
  readonly bytesPerSecond?: number
  /** Gossip messages passed on by one peer per second. */
  readonly gossipPerSecond?: number
  /** Bytes of gossip of one peer per second, of whatever kind. */
  readonly gossipBytesPerSecond?: number
  /** Time between two pings on a connection, in milliseconds. */
  readonly pingIntervalMs?: number
  /** Least and greatest time to wait for a ping, in milliseconds; it adapts between the two. */
  readonly pingTimeoutMsMin?: number
  readonly pingTimeoutMsMax?: number
}

export type NetworkSettings = Readonly<Required<Omit<NetworkOptions, 'mdns'>>> & {
  readonly mdns: Readonly<Required<MdnsOptions>> | undefined
}

export const NETWORK_DEFAULTS: Readonly<Required<NetworkOptions>> = {
  listen: ['/ip4/0.0.0.0/tcp/0'],
  announce: [],
  announceIn: [],
  mdns: true,
  bootstrap: [],
  bootstrapDns: [],
  peersMax: 128, // the greatest booth
  admissionTimeoutMs: 2_000,
  frameTimeoutMs: 10_000, // 1 MiB at 1 Mbit/s
  drainTimeoutMs: 10_000,
  streamTimeoutMs: 5_000,
  addressTimeoutMs: 1_500, // a LAN answers in milliseconds; an address that is gone never does
  redialMsMin: 250,
  redialMsMax: 10_000,
  politenessMs: 1_000,
  banMsMin: 1_000,
  banMsMax: 60_000,
  messagesPerSecond: 100_000, // one connection was measured to carry about 150,000 of 1 KiB
  bytesPerSecond: 512 * 1024 * 1024, // one connection was measured to carry about 350 MiB
  gossipPerSecond: 500,
  gossipBytesPerSecond: 4 * 1024 * 1024, // what is known already is told again by everybody
  pingIntervalMs: 5_000, // at 1 s connections flapped on two busy cores
  pingTimeoutMsMin: 3_000,
  pingTimeoutMsMax: 10_000
}

/** @throws InvalidInputError when a setting is out of its range, or two do not fit each other */
export function resolveNetworkOptions(options: NetworkOptions): NetworkSettings {
  const merged = { ...NETWORK_DEFAULTS, ...options }
  const settings: NetworkSettings = { ...merged, mdns: resolveMdns(merged.mdns) }
  checkInteger('peersMax', settings.peersMax, 1, 1000)
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === 'number' && name !== 'peersMax') {
      checkInteger(name, value, 1, Number.MAX_SAFE_INTEGER)
    }
  }
  checkOrder('redialMs', settings.redialMsMin, settings.redialMsMax)
  checkOrder('banMs', settings.banMsMin, settings.banMsMax)
  checkOrder('pingTimeoutMs', settings.pingTimeoutMsMin, settings.pingTimeoutMsMax)
  createSubnetCheck(settings.announceIn)
  if (settings.announce.length > 0 && settings.announceIn.length > 0) {
    throw new InvalidInputError(
      'announce and announceIn exclude each other: the first names every address to tell'
    )
  }
  for (const text of settings.bootstrapDns) {
    if (!/^[^\s:/]+:\d{1,5}$/.test(text)) {
      throw new InvalidInputError(`bootstrapDns "${text}" is no host:port`)
    }
  }
  return settings
}

function resolveMdns(option: boolean | MdnsOptions): NetworkSettings['mdns'] {
  if (option === false) {
    return undefined
  }
  const mdns = { ...MDNS_DEFAULTS, ...(option === true ? {} : option) }
  checkInteger('mdns.port', mdns.port, 1, 65_535)
  checkInteger('mdns.intervalMs', mdns.intervalMs, 100, Number.MAX_SAFE_INTEGER)
  return mdns
}

function checkInteger(name: string, value: number, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw new InvalidInputError(`${name} is ${value}, allowed are ${min} to ${max}`)
  }
}

function checkOrder(name: string, min: number, max: number): void {
  if (min > max) {
    throw new InvalidInputError(`${name}Min is ${min}, above ${name}Max, which is ${max}`)
  }
}
