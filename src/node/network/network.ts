/**
 * The network of a vehicle: libp2p, admission, the wire, gossip and the dialler put together.
 *
 * Keeps: a peer exists for the vehicle from its first admitted connection to the end of its last one;
 * `send` and `gossip` never throw and never wait; whatever a peer does is counted.
 */
import type { Connection, IdentifyResult, Stream } from '@libp2p/interface'
import type { PeerId } from '../../core/peer.ts'
import { admissionSpec, type Hello } from '../../protocols/admission/index.ts'
import { StartError } from '../errors.ts'
import { chooseDialled, parseAddress } from './addresses.ts'
import { createConduct } from './conduct.ts'
import { gossipTopic } from './gossip.ts'
import { createHost, type Host, READ_BUFFER_BYTES } from './libp2p.ts'
import { listenToAdmitted } from './listening.ts'
import { resolveNetworkOptions } from './options.ts'
import {
  identifyAdmitted,
  makeAdmission,
  makeDialler,
  makeGate,
  makeGossip,
  makePulse,
  makeWire,
  type Shared
} from './parts.ts'
import { createPeerTable } from './peer-table.ts'
import type { Network, NetworkConfig } from './types.ts'

/** Time between two looks for frames and streams that are overdue. */
const SWEEP_MS = 1_000

/** Time between two looks at memberships and at the streams of gossip. */
const CARE_MS = 5_000

/** Bytes of a stream that wait for admission. */
const EARLY_BYTES_MAX = 64 * 1024

/** Connections of one peer: two when both sides dial at once, and as many that are not known to be gone. */
const PEER_CONNECTIONS_MAX = 4

/**
 * Makes the network, not started.
 *
 * @throws InvalidInputError when an option is wrong
 */
export async function createNetwork(config: NetworkConfig): Promise<Network> {
  const settings = resolveNetworkOptions(config.options ?? {})
  const { identity, handlers, count } = config
  const topic = gossipTopic(config.credentials?.fleet)
  const table = createPeerTable()
  const timers: NodeJS.Timeout[] = []
  let isRunning = false

  const tell = (name: string, detail: Readonly<Record<string, unknown>>): void => {
    if (isRunning) {
      handlers.onFact({ name: `network:${name}`, detail })
    }
  }

  const conduct = createConduct({ config, settings, table, tell })
  const shared: Shared = { config, settings, table, conduct, isRunning: () => isRunning }

  const onAdmitted = (connection: Connection, hello: Hello): void => {
    const peer = connection.remotePeer.toString()
    const { direction } = connection
    if (table.connections(peer).length >= PEER_CONNECTIONS_MAX) {
      // Else one vehicle could take the places of all others.
      count('connectionsRefused', { reason: 'tooMany', by: 'us' })
      connection.abort(new Error('too many connections'))
      return
    }
    count('connectionsAdmitted', { direction })
    const isFirst = table.add(connection, hello, config.nowMs())
    if (isFirst) {
      wire.connected(peer)
    }
    const [dialled] = direction === 'outbound' ? chooseDialled([connection.remoteAddr]) : []
    dialler.connected(peer, dialled)
    gate.join(connection.remotePeer, connection)
    if (isFirst && isRunning) {
      tell('admitted', { peer, direction, address: connection.remoteAddr.toString() })
      handlers.onConnected(peer)
    }
  }

  const onClosed = (connection: Connection): void => {
    const peer = connection.remotePeer.toString()
    admission.closed(connection)
    if (table.remove(connection)) {
      wire.disconnected(peer)
      gossip.disconnected(peer)
      gate.leave(connection.remotePeer)
      dialler.disconnected(peer)
      tell('disconnected', { peer })
      if (isRunning) {
        handlers.onDisconnected(peer)
      }
    } else {
      // The gossip of a connection that has closed moves to one that is left.
      rejoin(peer)
    }
  }

  /** Gives the gate the connection in use, so that it opens a stream of gossip that was lost. */
  const rejoin = (peer: PeerId): void => {
    const [connection] = table.connections(peer)
    if (connection !== undefined) {
      gate.join(connection.remotePeer, connection)
    }
  }

  const recheck = (): void => {
    for (const peer of table.peers()) {
      const refusal = admission.judgeAgain(peer)
      const [connection] = table.connections(peer)
      if (refusal !== undefined && connection !== undefined) {
        conduct.onRefused(connection, refusal)
      }
    }
  }

  const admission = makeAdmission(shared, {
    onAdmitted,
    onRefused: conduct.onRefused,
    onRevocations(revocations) {
      if (isRunning) {
        handlers.onRevocations(revocations)
      }
      // Not within the exchange that brought them.
      queueMicrotask(recheck)
    }
  })

  /** Holds a stream until its connection is admitted, and little of what comes meanwhile. */
  const mayRead = async (stream: Stream, connection: Connection): Promise<boolean> => {
    stream.maxReadBufferLength = EARLY_BYTES_MAX
    const isAdmitted = await admission.whenAdmitted(connection)
    stream.maxReadBufferLength = READ_BUFFER_BYTES
    return isAdmitted
  }

  const gate = makeGate(shared, mayRead, (peer, bytes) => gossip.mayTake(peer, bytes))
  const host = await createHost({
    privateKey: identity.privateKey,
    settings,
    version: config.version,
    gossipTopic: topic,
    isRefused: conduct.isRefused,
    gossipRegistrar: gate.registrar,
    mayRead,
    registry: config.registry,
    onSighting({ id, multiaddrs }) {
      count('sightings', {})
      dialler.sighted(id.toString(), chooseDialled(multiaddrs))
    }
  })
  const pulse = makePulse(shared, host)
  const wire = makeWire(shared)
  const gossip = makeGossip(shared, host, topic)
  const dialler = makeDialler(shared, host, admission)

  const onIdentified = async ({ connection, listenAddrs }: IdentifyResult): Promise<void> => {
    if (await admission.whenAdmitted(connection)) {
      dialler.identified(connection.remotePeer.toString(), chooseDialled(listenAddrs))
    }
  }

  const listen = async (): Promise<void> => {
    host.addEventListener('connection:open', ({ detail }) => {
      count('connectionsOpened', { direction: detail.direction })
      admission.opened(detail)
      void identifyAdmitted(host, admission, detail)
    })
    host.addEventListener('connection:close', ({ detail }) => onClosed(detail))
    host.addEventListener('peer:identify', ({ detail }) => void onIdentified(detail))
    await host.handle(admissionSpec.id, (stream, connection) =>
      admission.accept(stream, connection)
    )
    await listenToAdmitted(shared, { host, wire, mayRead })
  }

  const care = (): void => {
    recheck()
    for (const peer of table.peers()) {
      rejoin(peer)
    }
  }

  return {
    peer: identity.peer,
    async start() {
      await listen()
      isRunning = true
      try {
        await startHost(host, settings.listen)
      } catch (error) {
        isRunning = false
        throw error
      }
      gossip.start()
      pulse.start()
      timers.push(setInterval(wire.sweep, SWEEP_MS), setInterval(care, CARE_MS))
      tell('listening', { addresses: host.getMultiaddrs().map(String) })
      await dialler.start()
    },
    async stop() {
      isRunning = false
      pulse.stop()
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
    subscriptions: gossip.subscriptions,
    connected: table.list,
    known: dialler.known,
    addresses: () => host.getMultiaddrs().map(String),
    dialHint: (peer, addresses) =>
      dialler.sighted(
        peer,
        addresses.map((address) => parseAddress(address).text)
      ),
    block: conduct.block,
    unblock: conduct.unblock,
    recheck
  }
}

/** @throws StartError when an address cannot be listened on */
async function startHost(host: Host, listen: readonly string[]): Promise<void> {
  try {
    await host.start()
  } catch (cause) {
    await host.stop()
    const reason = cause instanceof Error ? cause.message : String(cause)
    const code = reason.includes('EADDRINUSE') ? 'ERR_PORT_TAKEN' : 'ERR_LISTEN_FAILED'
    const message = `Cannot listen on ${listen.join(', ')}: ${listenAdvice(reason)}`
    throw new StartError(message, { code, cause })
  }
}

/** One sentence of what libp2p tells over several lines, with stacks. */
function listenAdvice(reason: string): string {
  switch (/\b(EADDRINUSE|EADDRNOTAVAIL|EACCES)\b/.exec(reason)?.[1]) {
    case 'EADDRINUSE':
      return 'the port is taken by another program'
    case 'EADDRNOTAVAIL':
      return 'this machine has no such address'
    case 'EACCES':
      return 'ports below 1024 are not for this user'
    default:
      return reason.split('\n', 1).join('')
  }
}
