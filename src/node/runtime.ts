/**
 * The driver of a real vehicle: events in, one durable batch, then effects out.
 *
 * Keeps the driver law of core/machine.ts: nothing that a step asked for leaves before everything
 * written in that step and in all before is on disk, and it leaves in the order asked; only what is
 * marked early leaves right after its step. While a batch is being synced the next gathers. A failed
 * write, or a throw inside a step, halts the vehicle for good: whatever was not released by then is
 * lost, as in a crash, and every caller is answered.
 * Source: ARCHITECTURE.md, the driver law; sim/driver.ts keeps the same law on virtual time.
 */
import {
  type Fact,
  isEarly,
  type Reply,
  type Sink,
  type StoredRecord,
  type WriteOp
} from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { LoadResult, Store } from '../core/store.ts'
import type { GossipMessage } from '../protocols/gossip/index.ts'
import type { ProtocolMessage } from '../protocols/registry.ts'
import type { VehicleRequest } from '../vehicle/requests.ts'
import type { Vehicle, VehicleEffect, VehicleEvent } from '../vehicle/types.ts'
import { isQuestion, type OnNamed, operationOf } from './calls.ts'
import type { Clock } from './clock.ts'
import { createEventQueue } from './event-queue.ts'
import { createTimers } from './timers.ts'

export interface RuntimeOptions {
  /** Events stepped before the event loop gets its turn. Range 1 and up. */
  readonly turnEventsMax?: number
  /** Time spent stepping before the event loop gets its turn, in milliseconds. */
  readonly turnMsMax?: number
  /** Waiting events above which remote messages are dropped and requests refused. */
  readonly queueEventsMax?: number
  /** Bytes of remote messages that wait, above which more are dropped. */
  readonly queueBytesMax?: number
  /** Bytes written in one batch above which stepping waits for the disk. */
  readonly batchBytesMax?: number
}

export const RUNTIME_DEFAULTS: Readonly<Required<RuntimeOptions>> = {
  turnEventsMax: 1024, // a full pipeline of a 128-member booth
  turnMsMax: 10, // keeps timers and streams of the same process alive
  queueEventsMax: 16_384,
  queueBytesMax: 64 * 1024 * 1024, // three batches of blocks of one peer, beside those of others
  batchBytesMax: 16 * 1024 * 1024 // a batch of 16 full blocks
}

/** The world around the vehicle. None of these may throw or call back into the runtime at once. */
export interface RuntimePorts {
  readonly vehicle: Vehicle
  readonly store: Pick<Store, 'write' | 'load'>
  readonly clock: Pick<Clock, 'nowMs'>
  send(to: PeerId, message: ProtocolMessage): void
  gossip(message: GossipMessage): void
  /** Messages of one peer and protocol (or `gossip`) that may wait; more are dropped. */
  inboundMax(protocol: string): number
  onFact(fact: Fact): void
  /** Told once; from then on nothing is stepped, sent or written. */
  onHalted(reason: string, cause: unknown): void
}

export interface RuntimeCounters {
  readonly queued: number
  readonly timers: number
  readonly pending: number
  /** Effects that wait for the disk. */
  readonly unreleased: number
  readonly steps: number
  readonly batches: number
  readonly batchedOps: number
  /** Time spent waiting for the disk, in milliseconds. */
  readonly syncMs: number
  /** Remote messages dropped because too many waited. */
  readonly dropped: number
}

export interface Runtime {
  /** Returns false when the event was dropped: the queue is full, or the vehicle has ended. `bytes`: of the message. */
  deliver(event: VehicleEvent, bytes?: number): boolean
  /** Asks the vehicle; always answered, by the vehicle or when it ends. Never rejects. */
  request(request: VehicleRequest, onNamed?: OnNamed): Promise<Reply>
  /** Why the vehicle has halted, or undefined while it has not. */
  readonly halted: string | undefined
  counters(): RuntimeCounters
  /** Settles when everything that was stepped before is on disk, or never will be. */
  written(): Promise<void>
  /** Lets the batch on its way reach the disk, releases its effects, and answers whoever still waits. */
  stop(): Promise<void>
}

interface Pending {
  readonly request: VehicleRequest
  readonly answer: (reply: Reply) => void
  readonly onNamed: OnNamed | undefined
  isStepped: boolean
  /** The name of its operation, when it has one. */
  operation: string | undefined
}

interface Batch {
  readonly ops: WriteOp[]
  /** What waits for the disk. */
  readonly effects: Exclude<VehicleEffect, { readonly type: 'write' }>[]
  bytes: number
}

export function createRuntime(ports: RuntimePorts, options: RuntimeOptions = {}): Runtime {
  const { vehicle, store, clock } = ports
  const settings = { ...RUNTIME_DEFAULTS, ...options }
  const queue = createEventQueue({
    eventsMax: settings.queueEventsMax,
    bytesMax: settings.queueBytesMax,
    lineMax: ports.inboundMax
  })
  const timers = createTimers(clock, (id) => deliver({ type: 'timer', id }))
  const pending = new Map<string, Pending>()
  let state: 'running' | 'stopping' | 'ended' = 'running'
  let haltReason: string | undefined
  let batch = emptyBatch()
  /** What leaves at the end of its step. */
  let early: Batch['effects'] = []
  let syncing: Promise<void> | undefined
  let turnPlanned: NodeJS.Immediate | undefined
  let requestsCount = 0
  const counts = { steps: 0, batches: 0, batchedOps: 0, syncMs: 0 }

  const sink: Sink<VehicleEffect> = {
    push(effect) {
      if (effect.type !== 'write') {
        const line = isEarly(effect) ? early : batch.effects
        line.push(effect)
        return
      }
      for (const op of effect.ops) {
        batch.ops.push(op)
        batch.bytes += op.type === 'put' ? op.value.length : 0
      }
    }
  }

  const halt = (reason: string, cause: unknown): void => {
    if (haltReason !== undefined || state === 'ended') {
      return
    }
    haltReason = reason
    end(`the vehicle has halted: ${reason}`)
    ports.onHalted(reason, cause)
  }

  const end = (why: string): void => {
    state = 'ended'
    clearImmediate(turnPlanned)
    turnPlanned = undefined
    timers.clear()
    queue.clear()
    batch = emptyBatch()
    early = []
    for (const waiting of pending.values()) {
      waiting.answer(unanswered(waiting, why))
    }
    pending.clear()
  }

  const mayStep = (): boolean =>
    state === 'running' && (syncing === undefined || batch.bytes < settings.batchBytesMax)

  const planTurn = (): void => {
    if (turnPlanned === undefined && queue.length > 0 && mayStep()) {
      turnPlanned = setImmediate(turn)
    }
  }

  const turn = (): void => {
    turnPlanned = undefined
    const startedMs = performance.now()
    for (let steps = 1; steps <= settings.turnEventsMax && mayStep(); steps++) {
      const event = queue.shift()
      if (event === undefined) {
        break
      }
      step(event)
      if (performance.now() - startedMs >= settings.turnMsMax) {
        break
      }
    }
    commit()
    planTurn()
  }

  const step = (event: VehicleEvent): void => {
    const waiting = event.type === 'request' ? pending.get(event.id) : undefined
    if (waiting !== undefined) {
      waiting.isStepped = true
    }
    counts.steps++
    try {
      vehicle.step(clock.nowMs(), event, sink)
    } catch (cause) {
      halt(`a ${event.type} event broke a rule of the program (${textOf(cause)})`, cause)
      return
    }
    if (early.length > 0) {
      const effects = early
      early = []
      release(effects)
    }
  }

  /** Sends the gathered batch to the disk, or releases it at once when nothing is to be written. */
  const commit = (): void => {
    if (state === 'ended' || syncing !== undefined) {
      return
    }
    if (batch.ops.length === 0) {
      const { effects } = batch
      batch = emptyBatch()
      release(effects)
      return
    }
    const current = batch
    batch = emptyBatch()
    syncing = sync(current)
  }

  const sync = async ({ ops, effects }: Batch): Promise<void> => {
    const startedMs = performance.now()
    try {
      await store.write(ops)
    } catch (cause) {
      syncing = undefined
      halt(`the disk did not take a write (${textOf(cause)})`, cause)
      return
    }
    counts.batches++
    counts.batchedOps += ops.length
    counts.syncMs += performance.now() - startedMs
    syncing = undefined
    release(effects)
    commit()
    planTurn()
  }

  const release = (effects: Batch['effects']): void => {
    for (const effect of effects) {
      if (state === 'ended') {
        return
      }
      releaseOne(effect)
    }
  }

  const releaseOne = (effect: Batch['effects'][number]): void => {
    switch (effect.type) {
      case 'send':
        ports.send(effect.to, effect)
        break
      case 'gossip':
        ports.gossip(effect.message)
        break
      case 'fact':
        ports.onFact(effect.fact)
        break
      case 'timer':
        timers.set(effect.id, effect.atMs)
        break
      case 'load':
        load(effect)
        break
      case 'named':
        name(effect.id, effect.operation)
        break
      case 'reply':
        pending.get(effect.id)?.answer(effect.reply)
        pending.delete(effect.id)
        break
      case 'signal':
        halt('a signal left the vehicle', undefined)
    }
  }

  const name = (id: string, operation: string): void => {
    const waiting = pending.get(id)
    if (waiting !== undefined) {
      waiting.operation = operation
      waiting.onNamed?.(operation)
    }
  }

  const load = ({ token, query }: Extract<VehicleEffect, { readonly type: 'load' }>): void => {
    store.load(query).then(
      ({ records, more }: LoadResult) => deliver({ type: 'loaded', token, records, more }),
      (cause: unknown) => {
        const detail = { reason: textOf(cause) }
        ports.onFact({ name: 'node:loadFailed', detail })
        // Unreadable is not the same as absent: the machine sees records without value.
        const keys = query.type === 'get' ? query.keys : [query.gte]
        const records = keys.map((key): StoredRecord => ({ key, value: undefined }))
        deliver({ type: 'loaded', token, records, more: false })
      }
    )
  }

  const deliver = (event: VehicleEvent, bytes?: number): boolean => {
    const isTaken = state === 'running' && queue.push(event, bytes)
    planTurn()
    return isTaken
  }

  return {
    deliver,
    request: (request, onNamed) =>
      new Promise((resolve) => {
        requestsCount++
        const id = `request-${requestsCount}`
        const operation = operationOf(request)
        const waiting: Pending = { request, answer: resolve, onNamed, isStepped: false, operation }
        if (state !== 'running') {
          resolve(unanswered(waiting, `the vehicle has ended: ${haltReason ?? 'stopped'}`))
          return
        }
        if (queue.length >= settings.queueEventsMax) {
          resolve(busy(queue.length))
          return
        }
        pending.set(id, waiting)
        deliver({ type: 'request', id, request })
      }),
    get halted() {
      return haltReason
    },
    counters: () => ({
      ...counts,
      queued: queue.length,
      timers: timers.size,
      pending: pending.size,
      unreleased: batch.effects.length,
      dropped: queue.dropped
    }),
    async written() {
      // The batch that is on its way, and the one that has gathered behind it.
      for (let batches = 0; batches < 2; batches++) {
        await syncing
      }
    },
    async stop() {
      if (state === 'running') {
        state = 'stopping'
        queue.clear()
        timers.clear()
      }
      while (syncing !== undefined) {
        await syncing
      }
      if (state !== 'ended') {
        end('the node was stopped')
      }
    }
  }
}

function emptyBatch(): Batch {
  return { ops: [], effects: [], bytes: 0 }
}

/** What a caller is told who got no answer: `unknown` where the vehicle may have done something. */
function unanswered({ request, isStepped, operation = '' }: Pending, why: string): Reply {
  // Nothing is done that has no name, where operations have one.
  const isNameless = request.type === 'submit' && operation === ''
  if (!isStepped || isNameless || isQuestion(request)) {
    return { type: 'refused', reason: 'halted', message: why, retry: false }
  }
  const what = operation === '' ? request.type : operation
  const message = `${why}; whether "${what}" was carried out is unknown: look at the chain`
  return { type: 'unknown', operation, message }
}

function busy(queued: number): Reply {
  const message = `${queued} events wait for the vehicle; try again in a moment`
  return { type: 'refused', reason: 'busy', message, retry: true }
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
