/**
 * The parts of the network, each made from what all of them share.
 *
 * Keeps: the handlers of the node are called only while the network runs.
 */
import { randomInt } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import type { Connection, Stream } from '@libp2p/interface'
import { chooseDialled } from './addresses.ts'
import { type Admission, type AdmissionPorts, createAdmission } from './admission.ts'
import type { Conduct } from './conduct.ts'
import { createDialler, type Dialler } from './dialler.ts'
import { createGossip, type Gossip } from './gossip.ts'
import { createGossipGate, type GossipGate, type GossipGatePorts } from './gossip-gate.ts'
import type { Host } from './libp2p.ts'
import type { NetworkSettings } from './options.ts'
import type { PeerTable } from './peer-table.ts'
import { createPulse, type Pulse } from './pulse.ts'
import type { NetworkConfig } from './types.ts'
import { createWire, type Wire } from './wire.ts'

/** What libp2p tells of a dial when somebody has taken the connection. */
const ENCRYPTING = 'upgrader:encrypt-outbound-connection'

/** What the parts share. */
export interface Shared {
  readonly config: NetworkConfig
  readonly settings: NetworkSettings
  readonly table: PeerTable
  readonly conduct: Conduct
  isRunning(): boolean
}

export function makeAdmission(
  { config, settings }: Shared,
  events: Pick<AdmissionPorts, 'onAdmitted' | 'onRefused' | 'onRevocations'>
): Admission {
  const { credentials, name, version, nowMs, wallMs } = config
  return createAdmission({
    credentials,
    name,
    version,
    timeoutMs: settings.admissionTimeoutMs,
    nowMs,
    wallMs,
    ...events
  })
}

export function makeWire({ config, settings, table, conduct, isRunning }: Shared): Wire {
  const { identity, specs, count, log, nowMs, handlers } = config
  return createWire({
    self: identity.peer,
    specs,
    settings,
    count,
    log,
    nowMs,
    async openStream(peer, id, signal): Promise<Stream> {
      const isOpen = ({ status }: Connection): boolean => status === 'open'
      const connection = table.connections(peer).find(isOpen)
      if (connection === undefined) {
        throw new Error('not connected')
      }
      const timeout = AbortSignal.timeout(settings.streamTimeoutMs)
      return await connection.newStream(id, { signal: AbortSignal.any([signal, timeout]) })
    },
    onMessage: (from, protocol, message, bytes) =>
      isRunning() && handlers.onMessage(from, protocol, message, bytes),
    onMisbehaved: conduct.onMisbehaved
  })
}

export function makeGate(
  { settings }: Shared,
  mayRead: GossipGatePorts['mayRead'],
  mayTake: GossipGatePorts['mayTake']
): GossipGate {
  return createGossipGate({ mayRead, timeoutMs: settings.streamTimeoutMs, mayTake })
}

export function makeGossip(
  { config, settings, conduct, isRunning }: Shared,
  { services }: Host,
  topic: string
): Gossip {
  const { gossipSpec, count, log, nowMs, handlers } = config
  return createGossip({
    pubsub: services.pubsub,
    topic,
    spec: gossipSpec,
    perSecond: settings.gossipPerSecond,
    bytesPerSecond: settings.gossipBytesPerSecond,
    count,
    log,
    nowMs,
    check: (author, message) =>
      conduct.isRefused(author) || !isRunning() ? 'ignore' : handlers.checkGossip(author, message),
    onGossip(author, message, bytes) {
      if (isRunning()) {
        handlers.onGossip(author, message, bytes)
      }
    },
    onFlood: (peer) => conduct.onMisbehaved(peer, gossipSpec.name, 'flood')
  })
}

/** Asks an admitted peer where it listens; what a stranger says of itself would be kept. */
export async function identifyAdmitted(
  { services }: Host,
  admission: Admission,
  connection: Connection
): Promise<void> {
  try {
    if (await admission.whenAdmitted(connection)) {
      await services.identify.identify(connection)
    }
  } catch {
    // It may close the connection, or not know how to answer; nothing waits for it.
  }
}

export function makePulse({ config, settings }: Shared, host: Host): Pulse {
  return createPulse({
    intervalMs: settings.pingIntervalMs,
    timeoutMsMin: settings.pingTimeoutMsMin,
    timeoutMsMax: settings.pingTimeoutMsMax,
    nowMs: config.nowMs,
    connections: () => host.getConnections()
  })
}

export function makeDialler(
  { config, settings, table, conduct }: Shared,
  host: Host,
  admission: Admission
): Dialler {
  const { identity, memory, count, log, nowMs } = config
  return createDialler({
    self: identity.peer,
    settings,
    memory,
    count,
    log,
    nowMs,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    async dial(address, signal, onAnswer) {
      const onProgress = ({ type }: { readonly type: string }): void => {
        if (type === ENCRYPTING) {
          onAnswer()
        }
      }
      const connection = await host.dial(address, { signal, onProgress })
      if (await admission.whenAdmitted(connection)) {
        return connection.remotePeer.toString()
      }
      throw new Error('not admitted')
    },
    lookup: async (name) =>
      (await lookup(name, { all: true, family: 4 })).map(({ address }) => address),
    ownAddresses: () => chooseDialled(host.getMultiaddrs()),
    isConnected: table.has,
    connectedCount: () => table.size,
    isRefused: conduct.isRefused
  })
}
