/**
 * The contract of every machine: what may happen to it and what it may ask of the world.
 *
 * A machine is pure: `step(nowMs, event, out)` is synchronous and deterministic, reads no clock,
 * draws no chance of its own, and does no input or output. Everything it wants done it pushes to
 * `out`, and the driver carries it out by the driver law:
 *
 * 1. take all waiting events and step each;
 * 2. write the writes of all of them in one durable batch;
 * 3. only then release loads, sends, gossip, replies, timers and facts, in the order pushed.
 *
 * A send or reply that is marked `isEarly` is released right after its step instead. By the mark its
 * machine vouches that it would say the same if every write not yet on disk were lost.
 *
 * Keeps: nothing a machine says is ever heard before what it rests on is on disk.
 * Source: the Ready contract of etcd-io/raft, doc.go; differs from it in that the driver owns the order.
 */
import type { PeerId } from './peer.ts'
import type { ScannedChain } from './scan.ts'
import type { Signal } from './signal.ts'

/** Milliseconds since the Unix epoch; the driver guarantees that it never goes backwards. */
export type NowMs = number

/** A key of the store, made only by core/keyspace.ts. */
export type Key = string

/** One change to the store. A batch is applied whole or not at all. */
export type WriteOp =
  | { readonly type: 'put'; readonly key: Key; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: Key }

/** What a load asks for: exact keys, or the first records of a key range. */
export type LoadQuery =
  | { readonly type: 'get'; readonly keys: readonly Key[] }
  | {
      readonly type: 'range'
      /** First key, included. */
      readonly gte: Key
      /** Last key, included. */
      readonly lte: Key
      /** From the greatest key downwards. */
      readonly reverse?: boolean
      /** At most this many records. */
      readonly recordsMax: number
      /** Stop after the record that reaches this many bytes of values. */
      readonly bytesMax: number
    }

/** One record as read back. `value` is undefined when the record fails its checksum. */
export interface StoredRecord {
  readonly key: Key
  readonly value: Uint8Array | undefined
}

/** The answer to a client's request. A time-out is `unknown`, never `refused`. */
export type Reply =
  | { readonly type: 'ok'; readonly value: unknown }
  | {
      readonly type: 'refused'
      /** One word of core/reason.ts, stable across versions. */
      readonly reason: string
      /** One sentence for a person: what, which value, what would be right. */
      readonly message: string
      /** True when the same request may succeed later. */
      readonly retry: boolean
      /** Facts of the refusal, such as the vehicles asked. */
      readonly detail?: Readonly<Record<string, unknown>>
    }
  | { readonly type: 'unknown'; readonly operation: string; readonly message: string }

/** Something that happened, for logs, metrics and typed events. Never raw remote bytes. */
export interface Fact {
  /** `<subject>:<what happened>`, such as `read:redirected`. */
  readonly name: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** What a machine asks of the world. `M` is the union of `{ protocol, message }` it may send. */
export type Effect<M = Envelope, G = unknown> =
  | { readonly type: 'write'; readonly ops: readonly WriteOp[] }
  | { readonly type: 'load'; readonly token: string; readonly query: LoadQuery }
  | ({ readonly type: 'send'; readonly to: PeerId; readonly isEarly?: true } & M)
  | { readonly type: 'gossip'; readonly message: G }
  | {
      readonly type: 'reply'
      readonly id: string
      readonly reply: Reply
      readonly isEarly?: true
    }
  /**
   * From now on the operation that the request `id` asks for has this name: who gets no reply can ask again by
   * it. Told before anything leaves under the name, for it rests on nothing on disk.
   */
  | {
      readonly type: 'named'
      readonly id: string
      readonly operation: string
      readonly isEarly: true
    }
  /** Fires once at or after `atMs`; the same id set again replaces it; undefined cancels it. */
  | { readonly type: 'timer'; readonly id: string; readonly atMs: NowMs | undefined }
  | { readonly type: 'fact'; readonly fact: Fact }
  /** Told to the other machines of this vehicle within the same step; never reaches the driver. */
  | { readonly type: 'signal'; readonly signal: Signal }

/** Whether an effect leaves without waiting for the disk. */
export function isEarly(effect: { readonly type: string; readonly isEarly?: true }): boolean {
  return effect.isEarly === true
}

/** A message with the name of the protocol that carries it. */
export interface Envelope {
  readonly protocol: string
  readonly message: unknown
}

/** Where a machine pushes effects. Declared as a method so that a wider sink fits a narrower machine. */
export interface Sink<E = Effect> {
  push(effect: E): unknown
}

/** What the store found when it was opened; see core/scan.ts. */
export interface Integrity {
  /** Why state records cannot be trusted, or undefined. Then the vehicle neither votes nor acknowledges. */
  readonly stateDamage: string | undefined
  /** Chains whose blocks, certificates or booths are not all that were written, with what differs. */
  readonly chainDamage?: ReadonlyMap<string, string>
}

/** Everything that a vehicle finds on its disk when it starts. */
export interface Disk {
  /** All state records (`s/…`), which the machines keep in memory. */
  readonly state: ReadonlyMap<Key, Uint8Array>
  /** Every block record in key order, already scanned by core/scan.ts. */
  readonly chains: ReadonlyMap<string, ScannedChain>
  readonly integrity: Integrity
}

/** Restrictions and room of the disk below the store. */
export interface DiskSpace {
  readonly freeBytes: number
  readonly totalBytes: number
}

/** What may happen to one machine of a vehicle. `M` are its messages, `R` its requests. */
export type MachineEvent<M, R> =
  /** Once, before everything else: set timers, send again what a crash may have lost. */
  | { readonly type: 'start' }
  | { readonly type: 'message'; readonly from: PeerId; readonly message: M }
  /** A timer set by this machine. Ids begin with `<machine>:`. */
  | { readonly type: 'timer'; readonly id: string }
  /** The answer to a load of this machine. Tokens begin with `<machine>:`. */
  | {
      readonly type: 'loaded'
      readonly token: string
      readonly records: readonly StoredRecord[]
      /** The range has more records than the query took. */
      readonly more: boolean
    }
  | { readonly type: 'request'; readonly id: string; readonly request: R }
  | { readonly type: 'signal'; readonly signal: Signal }
  | { readonly type: 'connected'; readonly peer: PeerId }
  | { readonly type: 'disconnected'; readonly peer: PeerId }

/** One protocol's machine: closures over its state, changed only inside `step`. */
export interface Machine<N extends string, M, R, S> {
  step(
    nowMs: NowMs,
    event: MachineEvent<M, R>,
    out: Sink<Effect<{ readonly protocol: N; readonly message: M }>>
  ): void
  /** A plain, JSON-friendly picture of the machine for `status`, tests and invariants. */
  status(nowMs: NowMs): S
}
