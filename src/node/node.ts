/**
 * A running node: one vehicle, driven, on a store and a network, with everything that tells of it.
 *
 * Keeps: what is started last is stopped first; after a halt the network is closed, so that others
 * look elsewhere, while what is on disk can still be read and verified here.
 */
import { randomBytes } from 'node:crypto'
import type { Chain } from '../core/genesis.ts'
import type { Held } from '../core/holdings.ts'
import type { Fact } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import { createRandom } from '../core/random.ts'
import type { GossipMessage } from '../protocols/gossip/index.ts'
import { GOSSIP, PROTOCOLS, type ProtocolMessage } from '../protocols/registry.ts'
import type { VehicleRequest } from '../vehicle/requests.ts'
import type { Vehicle, VehicleEvent } from '../vehicle/types.ts'
import { createVehicle } from '../vehicle/vehicle.ts'
import type { VGuardNode } from './api.ts'
import { verifiedBlocks, verifyHeld } from './archive.ts'
import { call } from './calls.ts'
import { type Clock, createClock } from './clock.ts'
import { NotFoundError, VGuardError } from './errors.ts'
import { createEventBook } from './events.ts'
import { type Foundation, openFoundation } from './foundation.ts'
import { createGossipCheck } from './gossip-check.ts'
import { createFactLog, type Logger, SILENT } from './logger.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createNames, type Names } from './names.ts'
import { hintFrom, withAddresses } from './neighbours.ts'
import { type AnySpec, createNetwork, type Network } from './network/index.ts'
import { createNetworkCounts, type NetworkCounts } from './network-counts.ts'
import { createOperations } from './operations.ts'
import { checkNodeOptions, type NodeOptions, networkOptions } from './options.ts'
import { createRuntime, type Runtime } from './runtime.ts'
import { exportLines, type ImportedPart, importLines } from './transfer.ts'
import { VERSION } from './version.ts'
import { createViews } from './views.ts'

/** Room on the disk is told to the vehicle so often. */
const SPACE_INTERVAL_MS = 10_000

/**
 * Makes a node and, unless told otherwise, starts it.
 *
 * @throws InvalidInputError when an option is wrong
 * @throws StartError, IdentityError when it cannot start; nothing stays open then
 */
export async function createVGuardNode(options: NodeOptions = {}): Promise<VGuardNode> {
  checkNodeOptions(options)
  const clock = createClock()
  const log = options.logger ?? SILENT
  const foundation = await openFoundation(options, clock.nowMs())
  try {
    const node = await compose(options, foundation, clock, log)
    if (options.start !== false) {
      await node.start()
    }
    return node
  } catch (error) {
    await foundation.close()
    throw error
  }
}

async function compose(
  options: NodeOptions,
  foundation: Foundation,
  clock: Clock,
  log: Logger
): Promise<VGuardNode> {
  const startedAtMs = clock.nowMs()
  const name = nameOf(options, foundation)
  const { fleet, store, credentials } = foundation
  const { crypto, peer: self } = foundation.identity
  const vehicle = createVehicle(
    {
      self,
      crypto,
      random: createRandom(randomBytes(4).readUInt32BE()),
      fleet,
      options: { ...options.vehicle, name, faultsAllowed: options.faults ?? false },
      ...(options.validate === undefined ? {} : { validate: options.validate })
    },
    store.disk,
    startedAtMs
  )
  const metrics = createMetrics()
  const counts = createNetworkCounts(metrics.registry)
  const logFact = createFactLog(log)
  const events = createEventBook((error) => log.error({ err: error }, 'events:listenerFailed'))
  let end: (reason: string | undefined) => void = () => undefined
  const ended = new Promise<string | undefined>((resolve) => {
    end = resolve
  })
  const tell = (fact: Fact): void => {
    const nowMs = clock.nowMs()
    metrics.count(fact)
    logFact(fact, nowMs)
    events.tell(fact, nowMs)
  }
  const network = await createNetwork({
    identity: foundation.identity,
    credentials,
    name,
    version: VERSION,
    specs: Object.values(PROTOCOLS) as readonly unknown[] as readonly AnySpec[],
    gossipSpec: GOSSIP as unknown as AnySpec,
    options: networkOptions(options),
    ...(foundation.peerMemory === undefined ? {} : { memory: foundation.peerMemory }),
    log,
    count: counts.count,
    nowMs: clock.nowMs,
    handlers: createHandlers({
      vehicle,
      foundation,
      clock,
      tell,
      deliver: (event) => runtime.deliver(event),
      recheck: () => network.recheck(),
      sighted: (peer, addresses) => network.dialHint(peer, addresses)
    })
  })
  const runtime = createRuntime(
    {
      vehicle,
      store,
      clock,
      send: (to, { protocol, message }) => network.send(to, protocol, message),
      gossip: (message) => network.gossip(withAddresses(message, network.addresses())),
      inboundMax: (protocol) => inboundMax(protocol),
      onFact: tell,
      onHalted(reason, cause) {
        log.error({ err: cause }, `halted: ${reason}`)
        tell({ name: 'node:halted', detail: { reason } })
        void network.stop()
        end(reason)
      }
    },
    options.runtime
  )
  addReadings(metrics, runtime, network, vehicle)
  const names = createNames(
    () => [{ peer: self, name }, ...network.connected(), ...(credentials?.book.members() ?? [])],
    () =>
      vehicle.holdings.all().map(({ chain }) => ({
        chain: chain.id,
        name: chain.genesis.name,
        proposer: chain.genesis.proposer
      }))
  )
  const parts = { foundation, vehicle, network, runtime, counts, clock, names, name, startedAtMs }
  return {
    peer: self,
    name,
    ownChain: vehicle.ownChain,
    events,
    ended,
    ...createLifecycle(parts, events.close, () => end(undefined)),
    ...createApi(parts, metrics)
  }
}

interface Parts {
  readonly foundation: Foundation
  readonly vehicle: Vehicle
  readonly network: Network
  readonly runtime: Runtime
  readonly counts: NetworkCounts
  readonly clock: Clock
  readonly names: Names
  readonly name: string
  readonly startedAtMs: number
}

function createLifecycle(
  { foundation, network, runtime }: Parts,
  closeEvents: () => void,
  ended: () => void
): Pick<VGuardNode, 'start' | 'stop' | typeof Symbol.asyncDispose | 'addresses'> {
  let starting: Promise<void> | undefined
  let stopping: Promise<void> | undefined
  let spaceTimer: NodeJS.Timeout | undefined

  const tellSpace = async (): Promise<void> => {
    const space = await foundation.space()
    runtime.deliver({ type: 'space', ...space })
  }
  const startAll = async (): Promise<void> => {
    if (stopping !== undefined) {
      throw new VGuardError('the node was stopped; make a new one', { code: 'ERR_STOPPED' })
    }
    runtime.deliver({ type: 'start' })
    await tellSpace()
    spaceTimer = setInterval(() => void tellSpace().catch(() => undefined), SPACE_INTERVAL_MS)
    await network.start()
  }
  const stopAll = async (): Promise<void> => {
    clearInterval(spaceTimer)
    await network.stop()
    await runtime.stop()
    await foundation.close()
    closeEvents()
    ended()
  }
  const stop = (): Promise<void> => {
    stopping ??= (starting ?? Promise.resolve()).catch(() => undefined).then(stopAll)
    return stopping
  }
  return {
    start() {
      starting ??= startAll().catch(async (error: unknown) => {
        await stopAll()
        throw error
      })
      return starting
    },
    stop,
    [Symbol.asyncDispose]: stop,
    addresses: network.addresses
  }
}

function createApi(
  parts: Parts,
  metrics: Metrics
): Omit<
  VGuardNode,
  keyof ReturnType<typeof createLifecycle> | 'peer' | 'name' | 'ownChain' | 'events' | 'ended'
> {
  const { foundation, vehicle, network, runtime, names } = parts
  const { crypto } = foundation.identity
  const source = { store: foundation.store, crypto, fleet: foundation.fleet }
  const views = createViews(parts)
  const ask = (request: VehicleRequest) => runtime.request(request)

  const heldOf = (name: string): Held => {
    const held = vehicle.holdings.get(names.chain(name))
    if (held === undefined) {
      const message = `nothing is held of chain ${name} here; read it, or ask one of its holders`
      throw new NotFoundError(message, { code: 'ERR_UNKNOWN_CHAIN' })
    }
    return held
  }
  const chainOf = (name: string | undefined): Chain => heldOf(name ?? vehicle.ownChain).chain

  return {
    ...createOperations({ ask, names, ownChain: vehicle.ownChain }),
    status: views.status,
    peers: views.peers,
    chains: views.chains,
    booths: async ({ chain } = {}) => await views.booths(chainOf(chain)),
    async discoverChains(options) {
      await call(ask, { type: 'discoverChains' }, options)
      return views.chains()
    },
    resolveVehicle: names.vehicle,
    resolveChain: names.chain,
    async *blocks(chain, range) {
      yield* verifiedBlocks(source, heldOf(chain), range)
    },
    verifyChain: async (chain, { signal } = {}) => await verifyHeld(source, heldOf(chain), signal),
    async *exportChain(chain, range) {
      yield* exportLines(source, heldOf(chain), range)
    },
    async importChain(lines, options) {
      const take = (part: Parameters<Parameters<typeof importLines>[1]>[0]) =>
        call<ImportedPart>(ask, { type: 'import', ...part }, options)
      const report = await importLines(lines, take)
      const { chain, from, to } = report
      await call(ask, { type: 'pin', chain, from, to }, options)
      return report
    },
    async reloadRevocations() {
      const revocations = await foundation.readRevocations()
      const isNewer =
        revocations !== undefined && foundation.credentials?.book.revoke(revocations) === true
      if (revocations !== undefined && isNewer) {
        network.recheck()
        network.gossip({ type: 'revocation', revocations })
      }
      return isNewer
    },
    metrics: metrics.text
  }
}

interface HandlerPorts {
  readonly vehicle: Vehicle
  readonly foundation: Foundation
  readonly clock: Clock
  deliver(event: VehicleEvent): boolean
  tell(fact: Fact): void
  recheck(): void
  sighted(peer: PeerId, addresses: readonly string[]): void
}

type Handlers = Parameters<typeof createNetwork>[0]['handlers']

function createHandlers(ports: HandlerPorts): Handlers {
  const { vehicle, foundation, clock, deliver, tell } = ports
  const { book } = foundation.credentials ?? {}
  const keep = (revocations: Uint8Array): void => {
    foundation.keepRevocations(revocations).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      tell({ name: 'node:revocationsNotKept', detail: { reason } })
    })
  }
  const check = createGossipCheck({
    crypto: foundation.identity.crypto,
    fleet: foundation.fleet,
    holdings: vehicle.holdings,
    tables: vehicle.tables,
    nowMs: clock.nowMs,
    revoke(revocations) {
      const isNewer = book?.revoke(revocations) === true
      if (isNewer) {
        keep(revocations)
        ports.recheck()
      }
      return isNewer
    }
  })
  return {
    onMessage: (from, protocol, message) =>
      deliver({ type: 'message', from, protocol, message } as VehicleEvent & ProtocolMessage),
    onGossip(author, message) {
      hintFrom(author, message as GossipMessage, ports.sighted)
      deliver({ type: 'gossip', from: author, message: message as GossipMessage })
    },
    checkGossip: (_author, message) => check(message as GossipMessage),
    onConnected: (peer) => deliver({ type: 'connected', peer }),
    onDisconnected: (peer) => deliver({ type: 'disconnected', peer }),
    onRevocations: keep,
    onFact: tell
  }
}

function nameOf({ name }: NodeOptions, { credentials, identity }: Foundation): string {
  const membership = credentials?.book.members().find(({ peer }) => peer === identity.peer)
  return name ?? membership?.name ?? ''
}

function inboundMax(protocol: string): number {
  const spec = [...Object.values(PROTOCOLS), GOSSIP].find((other) => other.name === protocol)
  return spec?.inboundMessagesMax ?? 0
}

function addReadings(metrics: Metrics, runtime: Runtime, network: Network, vehicle: Vehicle): void {
  const of = (name: keyof ReturnType<Runtime['counters']>) => () => runtime.counters()[name]
  metrics.addReadings([
    { name: 'events_waiting', kind: 'gauge', help: 'Events not yet stepped', read: of('queued') },
    { name: 'effects_waiting', kind: 'gauge', help: 'Effects kept', read: of('unreleased') },
    { name: 'timers_waiting', kind: 'gauge', help: 'Timers set', read: of('timers') },
    { name: 'requests_waiting', kind: 'gauge', help: 'Requests open', read: of('pending') },
    { name: 'steps_total', kind: 'counter', help: 'Events stepped', read: of('steps') },
    { name: 'batches_total', kind: 'counter', help: 'Durable batches', read: of('batches') },
    { name: 'writes_total', kind: 'counter', help: 'Writes in batches', read: of('batchedOps') },
    {
      name: 'sync_seconds_total',
      kind: 'counter',
      help: 'Time spent writing batches',
      read: () => runtime.counters().syncMs / 1000
    },
    {
      name: 'messages_dropped_total',
      kind: 'counter',
      help: 'Remote messages dropped because too many waited',
      read: of('dropped')
    },
    {
      name: 'peers_connected',
      kind: 'gauge',
      help: 'Vehicles admitted and connected',
      read: () => network.connected().length
    },
    {
      name: 'chains_known',
      kind: 'gauge',
      help: 'Chains known',
      read: () => vehicle.holdings.all().length
    },
    {
      name: 'held_bytes',
      kind: 'gauge',
      help: 'Bytes of blocks held with their bodies',
      read: () => vehicle.holdings.all().reduce((sum, { bytes }) => sum + bytes, 0)
    }
  ])
}
