/**
 * Vehicles of the suite `paxos`: the machine of the protocol with its real codec, books and state, and
 * nothing else of a vehicle.
 */
import { fromUtf8, toHex, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { OPEN_FLEET } from '../../core/fleet.ts'
import { decodeChain } from '../../core/genesis.ts'
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
import type { SimCodec, SimEvent, SimProgram, SimVehicle, VehicleParts } from '../program.ts'
import {
  COURIER,
  COURIER_CODEC,
  COURIER_TOKEN,
  type CourierMessage,
  createCourier
} from './courier.ts'

/** Tells a vehicle of a chain, as it would learn of it from others in the whole vehicle. */
export interface KnowRequest {
  readonly type: 'know'
  /** Encoded Genesis. */
  readonly genesis: Uint8Array
}

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
      [COURIER, COURIER_CODEC]
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
    tables: createTables(crypto, disk),
    selection: NO_SELECTION,
    peers: { connected, advert: () => undefined },
    isDamaged: disk.integrity.stateDamage !== undefined,
    quota: () => ({ quotaBytes: 0, usedBytes: 0, diskFreeBytes: 0 })
  }
  const ports = { incarnation, createState: () => createState(self) }
  const paxos = createPaxos(environment, options, disk, ports)

  const courier = createCourier(crypto)
  const signals: Signal[] = []

  const take = (nowMs: number, from: PeerId, message: CourierMessage, out: Sink<Effect>): void => {
    const blocks = courier.message(from, message, out)
    if (blocks !== undefined) {
      const signal = { type: 'decidedBlocks', chain: message.chain, blocks } as const
      paxos.step(nowMs, { type: 'signal', signal }, out)
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
        break
      case 'message': {
        const { from, message } = event
        if (event.protocol === COURIER) {
          take(nowMs, from, message as CourierMessage, out)
          break
        }
        paxos.step(nowMs, { type: 'message', from, message: message as PaxosMessage }, out)
        break
      }
      case 'request': {
        const { id, request } = event
        const known = request as PaxosRequest | KnowRequest
        if (known.type === 'know') {
          environment.holdings.adopt(decodeChain(crypto, known.genesis), out)
          out.push({ type: 'reply', id, reply: { type: 'ok', value: undefined } })
          break
        }
        paxos.step(nowMs, { type: 'request', id, request: known }, out)
        break
      }
      case 'connected':
        connected.add(event.peer)
        paxos.step(nowMs, event, out)
        break
      case 'disconnected':
        connected.delete(event.peer)
        paxos.step(nowMs, event, out)
        break
      case 'loaded':
        if (event.token.startsWith(COURIER_TOKEN)) {
          courier.loaded(event.token, event.records, out)
          break
        }
        paxos.step(nowMs, event, out)
        break
      case 'timer':
        paxos.step(nowMs, event, out)
        break
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
      for (const signal of signals.splice(0)) {
        if (signal.type === 'decidedMissing') {
          courier.missing(signal, sink)
        }
      }
      environment.holdings.flush(sink)
    },
    status: (nowMs) => paxos.status(nowMs)
  }
}
