/**
 * The network of a vehicle: libp2p, admission, the wire, gossip and the dialler put together.
 *
 * Keeps: a peer exists for the vehicle from its first admitted connection to the end of its last one;
 * `send` and `gossip` never throw and never wait; whatever a peer does is counted.
 */
import { randomInt } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import type { Connection, IdentifyResult, Stream } from '@libp2p/interface'
import type { PeerId } from '../../core/peer.ts'
import { admissionSpec, type Hello } from '../../protocols/admission/index.ts'
import { StartError } from '../errors.ts'
import { chooseDialled, parseAddress } from './addresses.ts'
import { createAdmission, type Refusal } from './admission.ts'
import { createDialler } from './dialler.ts'
import { createGossip, gossipTopic } from './gossip.ts'
import { createGossipGate } from './gossip-gate.ts'
import { createHost, READ_BUFFER_BYTES } from './libp2p.ts'
import { resolveNetworkOptions } from './options.ts'
import { createPeerTable } from './peer-table.ts'
import { createTokenBucket } from './token-bucket.ts'
import { createTrust } from './trust.ts'
import type { Network, NetworkConfig } from './types.ts'
import { createWire, type Misbehaviour } from './wire.ts'

/** Time between two looks for frames and streams that are overdue. */
const SWEEP_MS = 1_000

/** Time between two looks at memberships and at the streams of gossip. */
const CARE_MS = 5_000

/** Bytes of a stream that wait for admission. */
const EARLY_BYTES_MAX = 64 * 1024

/** Streams of one protocol that libp2p lets in; the wire closes all but a few, and counts. */
const PROTOCOL_STREAMS_MAX = 32

/** Facts of hostile peers a second; more are only counted. */
const HOSTILE_FACTS_PER_SECOND = 20

/** What makes a ban at once; the rest may happen to an honest peer too. */
const BANNED_FOR: readonly string[] = [
  'otherFleet',
  'revoked',
  'expired',
  'forged',
  'open',
  'silent',
  'malformed',
  'unsupported'
]

/**
 * Makes the network, not started.
 *
 * @throws InvalidInputError when an option is wrong
 */
export async function createNetwork(config: NetworkConfig): Promise<Network> {
  const settings = resolveNetworkOptions(config.options ?? {})
  const { identity, handlers, count, log, nowMs } = config
  const self = identity.peer
  const topic = gossipTopic(config.credentials?.fleet)
  const table = createPeerTable()
  const trust = createTrust({ ...settings, nowMs })
  const hostileFacts = createTokenBucket(HOSTILE_FACTS_PER_SECOND, HOSTILE_FACTS_PER_SECOND)
  const timers: NodeJS.Timeout[] = []
  let isRunning = false

  const tell = (name: string, detail: Readonly<Record<string, unknown>>): void => {
    if (isRunning) {
      handlers.onFact({ name: `network:${name}`, detail })
    }
  }

  /** A fact that a stranger can cause as often as it likes. */
  const tellHostile = (name: string, detail: Readonly<Record<string, unknown>>): void => {
    if (hostileFacts.take(1, nowMs())) {
      tell(name, detail)
    } else {
      count('factsDropped', {})
    }
  }

  const closeAll = (peer: PeerId): void => {
    for (const connection of [...table.connections(peer)]) {
      connection.abort(new Error('refused'))
    }
  }

  const ban = (peer: PeerId, reason: string): void => {
    const forMs = trust.ban(peer)
    count('peersBanned', { reason })
    tellHostile('banned', { peer, reason, forMs })
    closeAll(peer)
  }

  const onMisbehaved = (peer: PeerId, protocol: string, what: Misbehaviour): void => {
    tellHostile('distrusted', { peer, protocol, reason: what })
    if (what === 'flood') {
      ban(peer, what)
    } else if (trust.strike(peer)) {
      count('peersBanned', { reason: 'strikes' })
      tellHostile('banned', { peer, reason: 'strikes' })
      closeAll(peer)
    }
  }

  const onRefused = (connection: Connection, { reason, by, text }: Refusal): void => {
    const peer = connection.remotePeer.toString()
    count('connectionsRefused', { reason, by })
    if (reason === 'broken') {
      // Connections break for many reasons, most of them harmless.
      log.debug({ peer, by }, text)
      return
    }
    tellHostile('refused', { peer, reason, by, text })
    if (by === 'us' && BANNED_FOR.includes(reason)) {
      ban(peer, reason)
    }
  }

  const onAdmitted = (connection: Connection, hello: Hello): void => {
    const peer = connection.remotePeer.toString()
    const { direction } = connection
    count('connectionsAdmitted', { direction })
    const isFirst = table.add(connection, hello, nowMs())
    if (isFirst) {
      wire.connected(peer)
    }
    const dialled = chooseDialled([connection.remoteAddr])
    dialler.connected(peer, direction === 'outbound' ? dialled[0] : undefined)
    gate.join(connection.remotePeer, connection)
    if (isFirst && isRunning) {
      tell('admitted', { peer, direction, address: connection.remoteAddr.toString() })
      handlers.onConnected(peer)
    }
  }

  const onClosed = (connection: Connection): void => {
    const peer = connection.remotePeer.toString()
    admission.closed(connection)
    if (!table.remove(connection)) {
      const [other] = table.connections(peer)
      if (other !== undefined) {
        // The streams of the closed connection move to the other one.
        gate.join(other.remotePeer, other)
      }
      return
    }
    wire.disconnected(peer)
    gossip.disconnected(peer)
    gate.leave(connection.remotePeer)
    dialler.disconnected(peer)
    tell('disconnected', { peer })
    if (isRunning) {
      handlers.onDisconnected(peer)
    }
  }

  const admission = createAdmission({
    credentials: config.credentials,
    name: config.name,
    version: config.version,
    timeoutMs: settings.admissionTimeoutMs,
    nowMs,
    onAdmitted,
    onRefused,
    onRevocations(revocations) {
      if (isRunning) {
        handlers.onRevocations(revocations)
      }
      // Not within the exchange that brought them.
      queueMicrotask(recheck)
    }
  })

  const recheck = (): void => {
    for (const peer of table.peers()) {
      const refusal = admission.judgeAgain(peer)
      const [connection] = table.connections(peer)
      if (refusal !== undefined && connection !== undefined) {
        onRefused(connection, refusal)
      }
    }
  }

  /** Holds a stream until its connection is admitted, and little of what comes meanwhile. */
  const mayRead = async (stream: Stream, connection: Connection): Promise<boolean> => {
    stream.maxReadBufferLength = EARLY_BYTES_MAX
    const isAdmitted = await admission.whenAdmitted(connection)
    stream.maxReadBufferLength = READ_BUFFER_BYTES
    return isAdmitted
  }

  const gate = createGossipGate({ mayRead })

  const host = await createHost({
    privateKey: identity.privateKey,
    settings,
    version: config.version,
    gossipTopic: topic,
    isRefused: trust.isRefused,
    gossipRegistrar: gate.registrar,
    onSighting({ id, multiaddrs }) {
      count('sightings', {})
      dialler.sighted(id.toString(), chooseDialled(multiaddrs))
    }
  })

  const openStream = async (peer: PeerId, id: string, signal: AbortSignal): Promise<Stream> => {
    const connection = table.connections(peer).find(({ status }) => status === 'open')
    if (connection === undefined) {
      throw new Error('not connected')
    }
    const timeout = AbortSignal.timeout(settings.streamTimeoutMs)
    return await connection.newStream(id, { signal: AbortSignal.any([signal, timeout]) })
  }

  const wire = createWire({
    self,
    specs: config.specs,
    settings,
    count,
    log,
    nowMs,
    openStream,
    onMessage: (from, protocol, message) =>
      isRunning && handlers.onMessage(from, protocol, message),
    onMisbehaved
  })

  const gossip = createGossip({
    pubsub: host.services.pubsub,
    topic,
    spec: config.gossipSpec,
    perSecond: settings.gossipPerSecond,
    count,
    log,
    nowMs,
    check: (author, message) =>
      trust.isRefused(author) ? 'ignore' : handlers.checkGossip(author, message),
    onGossip(author, message) {
      if (isRunning) {
        handlers.onGossip(author, message)
      }
    }
  })

  const dialler = createDialler({
    self,
    settings,
    memory: config.memory,
    count,
    log,
    nowMs,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    dial: async (addresses, signal) =>
      (await host.dial([...addresses], { signal })).remotePeer.toString(),
    lookup: async (name) =>
      (await lookup(name, { all: true, family: 4 })).map(({ address }) => address),
    ownAddresses: () => chooseDialled(host.getMultiaddrs()),
    isConnected: table.has,
    connectedCount: () => table.size,
    isRefused: trust.isRefused
  })

  const onIdentified = async ({ connection, listenAddrs }: IdentifyResult): Promise<void> => {
    if (await admission.whenAdmitted(connection)) {
      dialler.identified(connection.remotePeer.toString(), chooseDialled(listenAddrs))
    }
  }

  const listen = async (): Promise<void> => {
    host.addEventListener('connection:open', ({ detail }) => {
      count('connectionsOpened', { direction: detail.direction })
      admission.opened(detail)
    })
    host.addEventListener('connection:close', ({ detail }) => onClosed(detail))
    host.addEventListener('peer:identify', ({ detail }) => void onIdentified(detail))
    await host.handle(admissionSpec.id, (stream, connection) =>
      admission.accept(stream, connection)
    )
    for (const { id, name } of config.specs) {
      const handler = async (stream: Stream, connection: Connection): Promise<void> => {
        if (await mayRead(stream, connection)) {
          wire.accept(connection.remotePeer.toString(), name, stream)
        } else {
          stream.abort(new Error('not admitted'))
        }
      }
      await host.handle(id, handler, {
        maxInboundStreams: PROTOCOL_STREAMS_MAX,
        maxOutboundStreams: PROTOCOL_STREAMS_MAX
      })
    }
  }

  const care = (): void => {
    recheck()
    for (const peer of table.peers()) {
      const [connection] = table.connections(peer)
      if (connection !== undefined) {
        gate.join(connection.remotePeer, connection)
      }
    }
  }

  return {
    peer: self,
    async start() {
      await listen()
      isRunning = true
      try {
        await host.start()
      } catch (cause) {
        isRunning = false
        await host.stop()
        throw startError(settings.listen, cause)
      }
      gossip.start()
      timers.push(setInterval(wire.sweep, SWEEP_MS), setInterval(care, CARE_MS))
      tell('listening', { addresses: host.getMultiaddrs().map(String) })
      await dialler.start()
    },
    async stop() {
      isRunning = false
      for (const timer of timers) {
        clearInterval(timer)
      }
      await dialler.stop()
      for (const peer of table.peers()) {
        wire.disconnected(peer)
      }
      await host.stop()
      admission.stop()
    },
    send: wire.send,
    gossip: gossip.publish,
    connected: table.list,
    known: dialler.known,
    addresses: () => host.getMultiaddrs().map(String),
    dialHint: (peer, addresses) =>
      dialler.sighted(
        peer,
        addresses.map((address) => parseAddress(address).text)
      ),
    block(peer) {
      trust.block(peer)
      closeAll(peer)
    },
    unblock: trust.unblock,
    recheck
  }
}

function startError(listen: readonly string[], cause: unknown): StartError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const isTaken = reason.includes('EADDRINUSE')
  const advice = isTaken ? 'the port is taken by another program' : reason
  const code = isTaken ? 'ERR_PORT_TAKEN' : 'ERR_LISTEN_FAILED'
  return new StartError(`Cannot listen on ${listen.join(', ')}: ${advice}`, { code, cause })
}
