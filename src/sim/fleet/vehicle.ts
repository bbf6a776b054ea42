/**
 * A vehicle of a simulated fleet: the real backup machines (replicate, release, read) behind one step,
 * with the real books of blocks, tables and room, and nothing else of a vehicle.
 *
 * Keeps: no rule of a protocol stands here. The engines of groups, certifying, gossip and retention are
 * left out; blocks come with a certificate that was made outside (harvest.ts).
 */
import type { FullBlock } from '../../core/block.ts'
import type { Booth, Certificate } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import { OPEN_FLEET } from '../../core/fleet.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import { createHoldings, type Holdings } from '../../core/holdings.ts'
import type { Effect, Envelope, NowMs, Sink } from '../../core/machine.ts'
import type { Signal } from '../../core/signal.ts'
import { createTables, type Tables } from '../../core/tables.ts'
import type { AdvertMessage } from '../../protocols/gossip/index.ts'
import { createRead } from '../../protocols/read/index.ts'
import type { ReadRequest } from '../../protocols/read/types.ts'
import { createRelease } from '../../protocols/release/index.ts'
import { createReplicate, type ReplicateStatus } from '../../protocols/replicate/index.ts'
import { createRecordsSelection } from '../../state/records/index.ts'
import { createRoom } from '../../vehicle/room.ts'
import type { SimEvent, SimVehicle, VehicleParts } from '../program.ts'
import type { FleetVehicleOptions } from './options.ts'

/** The end of a booth of the own chain: its block, and the proof that the booth agreed. */
export interface EndedBooth {
  readonly type: 'ended'
  readonly chain: Chain
  readonly block: FullBlock
  readonly certificate: Certificate
  readonly booth: Booth
}

export type FleetRequest = EndedBooth | ReadRequest

export interface FleetVehicle extends SimVehicle {
  readonly holdings: Holdings
  readonly tables: Tables
  /** Bytes of other vehicles' chains that are held here, reservations included. */
  hostedBytes(): number
  replicateStatus(): ReplicateStatus
  /** Chains of which this vehicle has given its word that it holds a copy, in force or obsolete. */
  holds(chain: ChainId, height: number): boolean
}

type AnyEffect = Effect<Envelope, unknown>
type AnyMachine = { step(nowMs: NowMs, event: never, out: Sink<AnyEffect>): void }
type MachineName = 'replicate' | 'release' | 'read'

const NAMES: readonly MachineName[] = ['replicate', 'release', 'read']
const ADVERT_TIMER = 'vehicle:advert'

/** Rounds of signals within one step; more would be machines answering each other for ever. */
const SIGNAL_ROUNDS_MAX = 16

export function createFleetVehicle(
  { self, crypto, random, disk, nowMs: startMs }: VehicleParts,
  options: FleetVehicleOptions
): FleetVehicle {
  const connected = new Set<string>()
  const selection = createRecordsSelection()
  const holdings = createHoldings(crypto, selection, disk)
  const tables = createTables(crypto, OPEN_FLEET, disk)
  const hostedBytes = (): number => {
    let sum = 0
    for (const { chain, bytes } of holdings.all()) {
      sum += chain.genesis.proposer === self ? 0 : bytes
    }
    return sum + replicate.reservedBytes()
  }
  const room = createRoom(options.room, disk, hostedBytes)
  const environment: Environment = {
    self,
    crypto,
    random,
    fleet: OPEN_FLEET,
    holdings,
    tables,
    selection,
    peers: { connected, advert: room.advertOf },
    isDamaged: disk.integrity.stateDamage !== undefined,
    quota: room.quota
  }
  const replicate = createReplicate(environment, options.replicate, disk)
  const release = createRelease(environment, {}, disk, {
    isPinned: () => false,
    keepsLog: () => false
  })
  const read = createRead(environment, options.read, disk, {
    registeredHolders: () => [],
    membersOf: () => [],
    forwardOf: release.forwardOf
  })
  const machines: Readonly<Record<MachineName, AnyMachine>> = { replicate, release, read }
  const signals: { readonly from: MachineName | undefined; readonly signal: Signal }[] = []
  let clockMs = startMs
  let out: Sink<AnyEffect> = []

  const sinkOf = (from: MachineName): Sink<AnyEffect> => ({
    push(effect) {
      if (effect.type === 'signal') {
        signals.push({ from, signal: effect.signal })
      } else {
        out.push(effect)
      }
    }
  })
  const sinks = { replicate: sinkOf('replicate'), release: sinkOf('release'), read: sinkOf('read') }
  const step = (name: MachineName, event: unknown): void =>
    machines[name].step(clockMs, event as never, sinks[name])
  const stepAll = (event: unknown): void => {
    for (const name of NAMES) {
      step(name, event)
    }
  }
  const settle = (): void => {
    for (let round = 0; signals.length > 0; round++) {
      if (round === SIGNAL_ROUNDS_MAX) {
        throw new RangeError('the machines of this vehicle signal each other without end')
      }
      for (const { from, signal } of signals.splice(0)) {
        for (const name of NAMES) {
          if (name !== from) {
            step(name, { type: 'signal', signal })
          }
        }
      }
    }
    holdings.flush(out)
  }

  const end = (id: string, { chain, block, certificate, booth }: EndedBooth): void => {
    holdings.adopt(chain, out)
    holdings.put(block, out)
    holdings.certify(certificate, booth, out)
    const { height } = certificate
    const head = { height, hash: certificate.hash }
    signals.push({ from: undefined, signal: { type: 'certified', chain: chain.id, head } })
    step('replicate', { type: 'request', id, request: { type: 'place', chain: chain.id, height } })
  }

  const handle = (event: SimEvent): void => {
    switch (event.type) {
      case 'start':
        stepAll(event)
        advertise()
        break
      case 'message':
        step(event.protocol as MachineName, event)
        break
      case 'gossip':
        room.hear(clockMs, event.from, event.message as AdvertMessage)
        break
      case 'timer':
        if (event.id === ADVERT_TIMER) {
          advertise()
        } else {
          step(ownerOf(event.id), event)
        }
        break
      case 'loaded':
        step(ownerOf(event.token), event)
        break
      case 'request': {
        const request = event.request as FleetRequest
        if (request.type === 'ended') {
          end(event.id, request)
        } else {
          step('read', event)
        }
        break
      }
      case 'connected':
        connected.add(event.peer)
        stepAll(event)
        break
      case 'disconnected':
        connected.delete(event.peer)
        stepAll(event)
        break
      case 'space':
        room.setSpace(event.freeBytes, event.totalBytes)
    }
  }
  const advertise = (): void => {
    room.advertise(clockMs, out)
    out.push({ type: 'timer', id: ADVERT_TIMER, atMs: clockMs + options.room.advertIntervalMs })
  }

  return {
    holdings,
    tables,
    hostedBytes,
    replicateStatus: () => replicate.status(clockMs),
    holds: (chain, height) => holdings.get(chain)?.covers(1, height) === true,
    step(nowMs, event, sink) {
      clockMs = nowMs
      out = sink
      handle(event)
      settle()
    },
    status: (nowMs) => ({ replicate: replicate.status(nowMs), release: release.status(nowMs) })
  }
}

function ownerOf(id: string): MachineName {
  return id.slice(0, id.indexOf(':')) as MachineName
}
