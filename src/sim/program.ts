/**
 * What a simulated world runs: vehicles and the codecs of what they tell each other. The real vehicle
 * fits, and so does any toy that tests the simulator itself.
 */
import type { Crypto } from '../core/crypto.ts'
import type { Disk, Effect, NowMs, Sink, StoredRecord } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { Random } from '../core/random.ts'

/** What may happen to a simulated vehicle; the same union as the real one's, with open messages. */
export type SimEvent =
  | { readonly type: 'start' }
  | {
      readonly type: 'message'
      readonly from: PeerId
      readonly protocol: string
      readonly message: unknown
    }
  | { readonly type: 'gossip'; readonly from: PeerId; readonly message: unknown }
  | { readonly type: 'timer'; readonly id: string }
  | {
      readonly type: 'loaded'
      readonly token: string
      readonly records: readonly StoredRecord[]
      readonly more: boolean
    }
  | { readonly type: 'request'; readonly id: string; readonly request: unknown }
  | { readonly type: 'connected'; readonly peer: PeerId }
  | { readonly type: 'disconnected'; readonly peer: PeerId }
  | { readonly type: 'space'; readonly freeBytes: number; readonly totalBytes: number }

export interface SimVehicle {
  step(nowMs: NowMs, event: SimEvent, out: Sink<Effect>): void
  status(nowMs: NowMs): unknown
}

/** Bytes of one kind of message. The production codecs fit (core/spec.ts). */
export interface SimCodec {
  readonly bytesMax: number
  /** Messages of one peer that may wait for the vehicle; more are lost. */
  readonly inboundMessagesMax: number
  encode(message: unknown): Uint8Array
  decode(bytes: Uint8Array): unknown
}

export interface VehicleParts {
  readonly name: string
  readonly self: PeerId
  readonly crypto: Crypto
  readonly random: Random
  readonly disk: Disk
  /** Local time of the start. */
  readonly nowMs: NowMs
}

export interface SimProgram {
  readonly protocols: ReadonlyMap<string, SimCodec>
  readonly gossip: SimCodec
  /** Called at every start of a vehicle, with what its disk holds then. */
  createVehicle(parts: VehicleParts): SimVehicle
}

/** The `type` of a message or event, for targets, traces and counts. */
export function typeOf(message: unknown): string {
  if (typeof message === 'object' && message !== null && 'type' in message) {
    return String(message.type)
  }
  return typeof message
}
