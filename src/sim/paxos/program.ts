/**
 * Vehicles of the suite `paxos`: the machines that a group needs, with their real codecs, books and
 * state, and nothing else of a vehicle.
 */
import { fromUtf8, toHex, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { OPEN_FLEET } from '../../core/fleet.ts'
import { createHoldings } from '../../core/holdings.ts'
import { machineKey } from '../../core/keyspace.ts'
import { INCARNATION_BYTES } from '../../core/limits.ts'
import type { Effect, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { NO_SUMMARY, type Selection } from '../../core/selector.ts'
import type { Signal } from '../../core/signal.ts'
import type { StateMachine } from '../../core/state-machine.ts'
import { createTables } from '../../core/tables.ts'
import {
  createPaxos,
  type PaxosMessage,
  type PaxosOptions,
  type PaxosRequest,
  paxosSpec
} from '../../protocols/paxos/index.ts'
import {
  createReconcile,
  type FindChainRequest,
  type ReconcileMessage,
  reconcileSpec
} from '../../protocols/reconcile/index.ts'
import type { SimCodec, SimEvent, SimProgram, SimVehicle, VehicleParts } from '../program.ts'

type GroupRequest = PaxosRequest | FindChainRequest
type MessageEvent = Extract<SimEvent, { readonly type: 'message' }>

/** Of timers and loads. */
const PAXOS_PREFIX = 'paxos:'

export const INCARNATION_KEY = machineKey('vehicle', 'incarnation')

/** Nobody selects records here. */
const NO_SELECTION: Selection = {
  summarise: () => NO_SUMMARY,
  mayMatch: () => true,
  matches: () => [],
  times: () => []
}

const SILENT_CODEC: SimCodec = {
  bytesMax: 0,
  inboundMessagesMax: 0,
  encode: () => new Uint8Array(0),
  decode: () => undefined
}

/** `createState` is called for every start of every vehicle. */
export function paxosProgram(
  options: PaxosOptions,
  createState: (peer: PeerId) => StateMachine
): SimProgram {
  return {
    protocols: new Map([
      ['paxos', paxosSpec as unknown as SimCodec],
      ['reconcile', reconcileSpec as unknown as SimCodec]
    ]),
    gossip: SILENT_CODEC,
    createVehicle: (parts) => createMember(parts, options, createState)
  }
}

function createMember(
  { self, crypto, random, disk }: VehicleParts,
  options: PaxosOptions,
  createState: (peer: PeerId) => StateMachine
): SimVehicle {
  const connected = new Set<PeerId>()
  const stored = disk.state.get(INCARNATION_KEY)
  const incarnation =
    stored === undefined ? toHex(random.bytes(INCARNATION_BYTES)) : fromUtf8(stored)
  const environment: Environment = {
    self,
    crypto,
    random,
    fleet: OPEN_FLEET,
    holdings: createHoldings(crypto, NO_SELECTION, disk),
    tables: createTables(crypto, OPEN_FLEET, disk),
    selection: NO_SELECTION,
    peers: { connected, advert: () => undefined },
    isDamaged: disk.integrity.stateDamage !== undefined,
    quota: () => ({ quotaBytes: 0, usedBytes: 0, diskFreeBytes: 0 })
  }
  const ports = { incarnation, createState: () => createState(self) }
  const paxos = createPaxos(environment, options, disk, ports)
  const reconcile = createReconcile(environment, undefined, disk, paxos)
  const signals: Signal[] = []

  const request = (nowMs: number, id: string, asked: GroupRequest, out: Sink<Effect>): void => {
    if (asked.type === 'findChain') {
      reconcile.step(nowMs, { type: 'request', id, request: asked }, out)
    } else {
      paxos.step(nowMs, { type: 'request', id, request: asked }, out)
    }
  }

  const message = (nowMs: number, event: MessageEvent, out: Sink<Effect>): void => {
    const { from, protocol, message: received } = event
    if (protocol === 'paxos') {
      paxos.step(nowMs, { type: 'message', from, message: received as PaxosMessage }, out)
    } else {
      reconcile.step(nowMs, { type: 'message', from, message: received as ReconcileMessage }, out)
    }
  }

  const handle = (nowMs: number, event: SimEvent, out: Sink<Effect>): void => {
    switch (event.type) {
      case 'start':
        if (stored === undefined) {
          const value = toUtf8(incarnation)
          out.push({ type: 'write', ops: [{ type: 'put', key: INCARNATION_KEY, value }] })
        }
        paxos.step(nowMs, event, out)
        reconcile.step(nowMs, event, out)
        break
      case 'message':
        message(nowMs, event, out)
        break
      case 'request':
        request(nowMs, event.id, event.request as GroupRequest, out)
        break
      case 'connected':
      case 'disconnected':
        connected[event.type === 'connected' ? 'add' : 'delete'](event.peer)
        paxos.step(nowMs, event, out)
        reconcile.step(nowMs, event, out)
        break
      case 'timer': {
        const machine = event.id.startsWith(PAXOS_PREFIX) ? paxos : reconcile
        machine.step(nowMs, event, out)
        break
      }
      case 'loaded': {
        const machine = event.token.startsWith(PAXOS_PREFIX) ? paxos : reconcile
        machine.step(nowMs, event, out)
        break
      }
      default:
    }
  }

  return {
    step(nowMs, event, out) {
      const sink: Sink<Effect> = {
        push: (effect) =>
          effect.type === 'signal' ? signals.push(effect.signal) : out.push(effect)
      }
      handle(nowMs, event, sink)
      for (let signal = signals.shift(); signal !== undefined; signal = signals.shift()) {
        paxos.step(nowMs, { type: 'signal', signal }, sink)
        reconcile.step(nowMs, { type: 'signal', signal }, sink)
      }
      environment.holdings.flush(sink)
    },
    status: (nowMs) => paxos.status(nowMs)
  }
}
