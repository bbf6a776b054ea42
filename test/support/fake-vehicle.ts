/**
 * A vehicle, a store and a world for tests of the driver: the vehicle does what the test says, the
 * store is as slow or as broken as the test wants, and everything that happens is written down in order.
 */
import type { Fact, StoredRecord, WriteOp } from '../../src/core/machine.ts'
import type { LoadResult } from '../../src/core/store.ts'
import { createRuntime, type Runtime, type RuntimeOptions } from '../../src/node/runtime.ts'
import type { ReadMessage } from '../../src/protocols/read/index.ts'
import type { Vehicle, VehicleEffect, VehicleEvent } from '../../src/vehicle/types.ts'

export type Step = (event: VehicleEvent, push: (effect: VehicleEffect) => void) => void

export interface World {
  readonly runtime: Runtime
  /** What happened, in order: `step:…`, `write:…`, `synced`, `send:…`, `reply:…`, `fact:…`, `halted:…`. */
  readonly log: string[]
  /** Ends the oldest write under way, or with an error. */
  sync(error?: Error): Promise<void>
  readonly writesUnderWay: number
  /** Answers of loads; by default every key is absent. */
  load: (keys: readonly string[]) => Promise<LoadResult>
  nowMs: number
}

export const put = (key: string): VehicleEffect => ({
  type: 'write',
  ops: [{ type: 'put', key, value: Uint8Array.of(1) }]
})

export const fact = (name: string): VehicleEffect => ({ type: 'fact', fact: { name, detail: {} } })

/** A send that is told apart by its receiver. */
export const send = (to: string): VehicleEffect => ({
  type: 'send',
  to,
  protocol: 'read',
  message: { type: 'askStatus' } as unknown as ReadMessage
})

export const message = (from: string): VehicleEvent => ({
  type: 'message',
  from,
  protocol: 'read',
  message: { type: 'askStatus' } as unknown as ReadMessage
})

export function createWorld(step: Step, options: RuntimeOptions = {}): World {
  const log: string[] = []
  const writes: { resolve: () => void; reject: (error: Error) => void }[] = []
  const vehicle = {
    self: 'self',
    step(_nowMs: number, event: VehicleEvent, out: { push(effect: VehicleEffect): unknown }) {
      log.push(`step:${nameOf(event)}`)
      step(event, (effect) => out.push(effect))
    }
  } as unknown as Vehicle
  const world: Omit<World, 'runtime'> = {
    log,
    nowMs: 1_000,
    load: (): Promise<LoadResult> =>
      Promise.resolve({ records: [] as StoredRecord[], more: false }),
    get writesUnderWay() {
      return writes.length
    },
    async sync(error?: Error) {
      const write = writes.shift()
      if (error === undefined) {
        log.push('synced')
        write?.resolve()
      } else {
        write?.reject(error)
      }
      await turn()
    }
  }
  const runtime = createRuntime(
    {
      vehicle,
      clock: { nowMs: () => world.nowMs },
      store: {
        write(ops: readonly WriteOp[]) {
          log.push(`write:${ops.map(({ key }) => key).join('+')}`)
          return new Promise((resolve, reject) => writes.push({ resolve, reject }))
        },
        load: (query) => world.load(query.type === 'get' ? query.keys : [query.gte])
      },
      send: (to) => log.push(`send:${to}`),
      gossip: () => log.push('gossip'),
      inboundMax: () => 100,
      onFact: ({ name }: Fact) => log.push(`fact:${name}`),
      onHalted: (reason) => log.push(`halted:${reason}`)
    },
    options
  )
  return Object.assign(world, { runtime })
}

/** Lets everything planned so far run. */
export async function turn(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function nameOf(event: VehicleEvent): string {
  switch (event.type) {
    case 'message':
    case 'gossip':
      return `${event.type}:${event.from}`
    case 'timer':
      return `timer:${event.id}`
    case 'loaded':
      return `loaded:${event.token}`
    case 'connected':
    case 'disconnected':
      return `${event.type}:${event.peer}`
    default:
      return event.type
  }
}
