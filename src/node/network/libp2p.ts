/**
 * libp2p as this project uses it: TCP, Noise, Yamux, identify, gossipsub, and mDNS by choice.
 *
 * Keeps: every limit is set here and none is left to a default, because the defaults fit the public
 * internet and not a fleet behind one address (docs/network.md). mDNS does not feed libp2p's peer
 * store, which has no bound: each sighting goes to the dialler instead.
 */
import type { GossipSub, GossipSubComponents } from '@libp2p/gossipsub'
import { gossipsub } from '@libp2p/gossipsub'
import {
  type Identify,
  type IdentifyPushComponents,
  identify,
  identifyPush
} from '@libp2p/identify'
import { type Ed25519PrivateKey, type Libp2p, type PeerInfo, start, stop } from '@libp2p/interface'
import { type MulticastDNSComponents, mdns } from '@libp2p/mdns'
import { tcp } from '@libp2p/tcp'
import type { Multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import type { Registry } from 'prom-client'
import type { PeerId } from '../../core/peer.ts'
import { chooseAnnounced } from './addresses.ts'
import { admittedRegistrar, type MayRead, type Registrar } from './admitted-registrar.ts'
import { boundedYamux } from './bounded-yamux.ts'
import { createForgetting, type ForgettingComponents } from './forgetting.ts'
import { gossipsubOptions } from './gossip-limits.ts'
import { createLibp2pMetrics } from './libp2p-metrics.ts'
import type { NetworkSettings } from './options.ts'
import { quietNoise } from './quiet-noise.ts'

/** Two connections to a peer are normal, when both dial at once. */
const CONNECTIONS_PER_PEER = 2
const SPARE_CONNECTIONS = 16

/** Inbound connections a second from one address: a fleet behind one NAT starts at once. */
const INBOUND_PER_SECOND = 25

/**
 * Connections whose handshake is not done, and how long it may take. Silent sockets from one address
 * cannot fill it: 25 a second for 10 s are 250.
 */
const PENDING_INBOUND_MAX = 256
const UPGRADE_TIMEOUT_MS = 10_000

/** Above every time-out that the dialler sets itself. */
const DIAL_TIMEOUT_MS = 60_000

/** Streams of one connection; ours need about twenty. */
const STREAMS_MAX = 256

/** Bytes of one stream on their way: one message of the greatest kind, and no more. */
const STREAM_WINDOW_BYTES = 1024 * 1024

/** What waits in libp2p between the opening of a stream and its first reader. */
export const READ_BUFFER_BYTES = 2 * STREAM_WINDOW_BYTES

/** Of one message of identify; one exchange has at most ten. */
const IDENTIFY_BYTES_MAX = 8 * 1024

export type Host = Libp2p<{ pubsub: GossipSub; identify: Identify }>

export interface HostPorts {
  readonly privateKey: Ed25519PrivateKey
  readonly settings: NetworkSettings
  readonly version: string
  readonly gossipTopic: string
  /** Asked as soon as a peer has proved its name. */
  isRefused(peer: PeerId): boolean
  /** gossipsub is given this in place of libp2p's registrar, so that it meets admitted peers only. */
  gossipRegistrar(real: Registrar): Registrar
  readonly mayRead: MayRead
  onSighting(found: PeerInfo): void
  /** Where libp2p counts; it does not without. */
  readonly registry: Registry | undefined
}

/** A host that is not started, so that listeners can be attached before anything happens. */
export async function createHost(ports: HostPorts): Promise<Host> {
  const { settings, registry } = ports
  const denyPeer = (peer: { toString(): string }): boolean => ports.isRefused(peer.toString())
  const host: Host = await createLibp2p({
    start: false,
    privateKey: ports.privateKey,
    ...(registry === undefined ? {} : { metrics: () => createLibp2pMetrics(registry) }),
    nodeInfo: { name: 'vguard-node', version: ports.version },
    addresses: {
      listen: [...settings.listen],
      announce: [...settings.announce],
      announceFilter: (addresses: Multiaddr[]) =>
        settings.announce.length > 0 ? addresses : chooseAnnounced(addresses, settings.announceIn)
    },
    transports: [tcp({ maxConnections: connectionsMax(settings) + PENDING_INBOUND_MAX })],
    connectionEncrypters: [quietNoise()],
    streamMuxers: [
      boundedYamux(
        {
          // The pulse finds dead peers; Yamux's own pings only write to its log.
          enableKeepAlive: false,
          maxInboundStreams: STREAMS_MAX,
          maxOutboundStreams: STREAMS_MAX,
          streamOptions: {
            maxStreamWindowSize: STREAM_WINDOW_BYTES,
            maxReadBufferLength: READ_BUFFER_BYTES
          }
        },
        STREAM_WINDOW_BYTES
      )
    ],
    connectionGater: {
      denyDialPeer: denyPeer,
      denyInboundEncryptedConnection: denyPeer,
      denyOutboundEncryptedConnection: denyPeer
    },
    connectionManager: {
      maxConnections: connectionsMax(settings),
      maxParallelDials: 32,
      dialTimeout: DIAL_TIMEOUT_MS,
      addressDialTimeout: DIAL_TIMEOUT_MS,
      inboundConnectionThreshold: INBOUND_PER_SECOND,
      maxIncomingPendingConnections: PENDING_INBOUND_MAX,
      inboundUpgradeTimeout: UPGRADE_TIMEOUT_MS,
      inboundStreamProtocolNegotiationTimeout: settings.streamTimeoutMs,
      outboundStreamProtocolNegotiationTimeout: settings.streamTimeoutMs
    },
    // It opens a stream for each ping; pulse.ts does not.
    connectionMonitor: { enabled: false },
    services: {
      // What a peer says of itself is kept; it is asked, and heard, when it is admitted.
      identify: identify({ maxMessageSize: IDENTIFY_BYTES_MAX, runOnConnectionOpen: false }),
      identifyPush: (components: IdentifyPushComponents) =>
        identifyPush({ maxMessageSize: IDENTIFY_BYTES_MAX })({
          ...plainPushComponents(components),
          registrar: admittedRegistrar(components.registrar, ports.mayRead)
        }),
      forgetting: (components: ForgettingComponents) => createForgetting(components),
      pubsub: (components: GossipSubComponents) =>
        gossipsub(gossipsubOptions(ports.gossipTopic))({
          ...plainComponents(components),
          registrar: ports.gossipRegistrar(components.registrar)
        }),
      mdns: (components: MulticastDNSComponents) => createMdns(components, ports)
    }
  })
  keepAddresses(host)
  return host
}

/**
 * Has a host tell its addresses of before when the system does not name its interfaces, as when this
 * process has no file left: whoever asks for them cannot do anything about it, and must not end by it.
 */
export function keepAddresses(host: Pick<Host, 'getMultiaddrs'>): void {
  const ask = host.getMultiaddrs.bind(host)
  let last: Multiaddr[] = []
  host.getMultiaddrs = () => {
    try {
      last = ask()
    } catch {
      // Asked again the next time.
    }
    return last
  }
}

function connectionsMax({ peersMax }: NetworkSettings): number {
  return CONNECTIONS_PER_PEER * peersMax + SPARE_CONNECTIONS
}

/** libp2p's components are a proxy, which cannot be spread. */
function plainComponents(components: GossipSubComponents): GossipSubComponents {
  const { privateKey, peerId, peerStore, registrar, connectionManager, logger } = components
  return { privateKey, peerId, peerStore, registrar, connectionManager, logger }
}

function plainPushComponents(components: IdentifyPushComponents): IdentifyPushComponents {
  const { peerId, privateKey, peerStore, registrar, addressManager } = components
  const { events, logger, nodeInfo, connectionManager } = components
  const own = { peerId, privateKey, nodeInfo, addressManager }
  return { ...own, peerStore, registrar, events, logger, connectionManager }
}

/** mDNS as a plain service: libp2p starts and stops it, and its sightings go nowhere else. */
function createMdns(components: MulticastDNSComponents, { settings, onSighting }: HostPorts) {
  if (settings.mdns === undefined) {
    return {}
  }
  const { serviceTag, port, intervalMs } = settings.mdns
  const discovery = mdns({ serviceTag, port, interval: intervalMs })(components)
  discovery.addEventListener('peer', ({ detail }) => onSighting(detail))
  return { start: () => start(discovery), stop: () => stop(discovery) }
}
