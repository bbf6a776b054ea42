/**
 * A running node: one vehicle, driven, on a store and a network, with everything that tells of it.
 *
 * Keeps: what is started last is stopped first; after a halt the network is closed, so that others
 * look elsewhere, while what is on disk can still be read and verified here.
 */
import { randomBytes } from 'node:crypto'
import type { Chain } from '../core/genesis.ts'
import type { Held } from '../core/holdings.ts'
import type { Fact, Reply } from '../core/machine.ts'
import { createRandom } from '../core/random.ts'
import { GOSSIP, PROTOCOLS } from '../protocols/registry.ts'
import type { AcceptedLoss } from '../vehicle/requests.ts'
import type { Vehicle } from '../vehicle/types.ts'
import { createVehicle } from '../vehicle/vehicle.ts'
import type { VGuardNode } from './api.ts'
import { verifyHeld } from './archive.ts'
import { type Ask, call } from './calls.ts'
import { type Clock, createClock } from './clock.ts'
import { createElsewhere } from './elsewhere.ts'
import { NotFoundError } from './errors.ts'
import { createEventBook, type NodeEvents } from './events.ts'
import { type Foundation, openFoundation } from './foundation.ts'
import { createGroups } from './groups.ts'
import { createHandlers } from './handlers.ts'
import { createLifecycle, type Lifecycle } from './lifecycle.ts'
import { listedBlocks } from './listing.ts'
import { createFactLog, type Logger, SILENT } from './logger.ts'
import { meet } from './meet.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createNames, type NamedChain, type NamedVehicle } from './names.ts'
import { completeAdvert } from './neighbours.ts'
import { type AnySpec, createNetwork } from './network/index.ts'
import { createNetworkCounts } from './network-counts.ts'
import { createOperations } from './operations.ts'
import { checkNodeOptions, type NodeOptions, networkOptions } from './options.ts'
import type { Parts } from './parts.ts'
import { addReadings } from './readings.ts'
import { createRuntime } from './runtime.ts'
import { createStoreCopies } from './store-copies.ts'
import { exportLines, type ImportedPart, importLines } from './transfer.ts'
import { VERSION } from './version.ts'
import { createViews } from './views.ts'

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
    await foundation.close().catch(() => undefined)
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
  const { credentials } = foundation
  const { peer: self } = foundation.identity
  const vehicle = openVehicle(options, foundation, name, startedAtMs)
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
    registry: metrics.registry,
    nowMs: clock.nowMs,
    wallMs: clock.wallMs,
    handlers: createHandlers({
      vehicle,
      foundation,
      clock,
      tell,
      deliver: (event, bytes) => runtime.deliver(event, bytes),
      recheck: () => network.recheck(),
      sighted: (peer, addresses) => network.dialHint(peer, addresses)
    })
  })
  const runtime = createRuntime(
    {
      vehicle,
      store: foundation.store,
      clock,
      send: (to, { protocol, message }) => network.send(to, protocol, message),
      gossip: (message) =>
        network.gossip(
          completeAdvert(message, {
            addresses: network.addresses(),
            membership: credentials?.membership ?? new Uint8Array(0),
            wallMs: clock.wallMs()
          })
        ),
      inboundMax: (protocol) => inboundMax(protocol),
      onFact: tell,
      onHalted(reason, cause) {
        log.error({ err: cause }, `halted: ${reason}`)
        tell({ name: 'node:halted', detail: { reason } })
        network.stop().catch((error: unknown) => log.error({ err: error }, 'network: not closed'))
        end(reason)
      }
    },
    options.runtime
  )
  const naming = createNaming(vehicle, () => [
    ...[{ peer: self, name }, ...network.connected()].map(here),
    ...(credentials?.book.members() ?? []).map(away)
  ])
  addReadings(metrics, runtime, network, vehicle, naming.names, clock.nowMs)
  const parts = {
    ...{ foundation, vehicle, network, runtime, counts, clock, tell, name, startedAtMs, ...naming }
  }
  return {
    peer: self,
    name,
    ownChain: vehicle.ownChain,
    events,
    ended,
    ...createLifecycle(parts, events.close, () => end(undefined)),
    ...createApi(parts, metrics, events, ended)
  }
}

type Named = Pick<NamedVehicle, 'peer' | 'name'>

const here = ({ peer, name }: Named): NamedVehicle => ({ peer, name, isConnected: true })

/** Also of one that is connected: then it is listed twice. */
const away = ({ peer, name }: Named): NamedVehicle => ({ peer, name, isConnected: false })

/** Names of vehicles and of chains: those known here, and those that others have told of. */
function createNaming(
  { holdings }: Pick<Vehicle, 'holdings'>,
  vehicles: () => readonly NamedVehicle[]
): Pick<Parts, 'names' | 'elsewhere'> {
  const elsewhere = createElsewhere(holdings)
  const chainsHere = (): readonly NamedChain[] =>
    holdings.all().map(({ chain: { id, genesis } }) => {
      const { name, proposer } = genesis
      return { chain: id, name, proposer }
    })
  return { names: createNames(vehicles, chainsHere, elsewhere.all), elsewhere }
}

function createApi(
  parts: Parts,
  metrics: Metrics,
  events: NodeEvents,
  ended: Promise<unknown>
): Omit<VGuardNode, keyof Lifecycle | 'peer' | 'name' | 'ownChain' | 'events' | 'ended'> {
  const { foundation, vehicle, network, runtime, names } = parts
  const { crypto } = foundation.identity
  const source = { store: foundation.store, crypto, fleet: foundation.fleet }
  const views = createViews(parts)
  const named = (reply: Reply): Reply =>
    reply.type === 'ok' ? reply : { ...reply, message: names.named(reply.message) }
  const ask: Ask = (request, onNamed) => runtime.request(request, onNamed).then(named)

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
    ...createGroups(parts, events, ended),
    status: views.status,
    peers: views.peers,
    meet: (vehicles, options) => meet(views.peers, events, vehicles, options),
    chains: views.chains,
    booths: async ({ chain } = {}) => await views.booths(chainOf(chain)),
    async discoverChains(options) {
      parts.elsewhere.learn(await call(ask, { type: 'discoverChains' }, options))
      return views.chains()
    },
    resolveVehicle: names.vehicle,
    resolveChain: names.chain,
    async *blocks(chain, range) {
      yield* listedBlocks(source, heldOf(chain), runtime.written, range)
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
    async acceptLoss(name, options) {
      const chain = names.chain(name)
      const accepted = await call<AcceptedLoss>(ask, { type: 'acceptLoss', chain }, options)
      await foundation.store.acceptLoss(chain)
      return accepted
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
    copyStore: createStoreCopies(foundation.store),
    metrics: metrics.text
  }
}

function openVehicle(
  { vehicle, faults = false, validate }: NodeOptions,
  { identity, fleet, store }: Foundation,
  name: string,
  nowMs: number
): Vehicle {
  const config = {
    self: identity.peer,
    crypto: identity.crypto,
    random: createRandom(randomBytes(4).readUInt32BE()),
    fleet,
    options: { ...vehicle, name, faultsAllowed: faults }
  }
  return createVehicle(validate === undefined ? config : { ...config, validate }, store.disk, nowMs)
}

function nameOf({ name }: NodeOptions, { credentials, identity }: Foundation): string {
  const membership = credentials?.book.members().find(({ peer }) => peer === identity.peer)
  return name ?? membership?.name ?? ''
}

function inboundMax(protocol: string): number {
  const spec = [...Object.values(PROTOCOLS), GOSSIP].find((other) => other.name === protocol)
  return spec?.inboundMessagesMax ?? 0
}
