/**
 * Data directories with a long chain, made quickly: a real vehicle, alone in its booth, whose writes go
 * to the store in large batches instead of one by one.
 *
 * Keeps: what is on disk afterwards is what a vehicle that had really done it would have written.
 */
import { join } from 'node:path'
import { OPEN_FLEET } from '../src/core/fleet.ts'
import type { Reply, WriteOp } from '../src/core/machine.ts'
import { createRandom } from '../src/core/random.ts'
import { loadOrCreateIdentity } from '../src/node/identity.ts'
import { encodeRecord } from '../src/state/records/index.ts'
import { openLevelStore } from '../src/storage/index.ts'
import type { VehicleRequest } from '../src/vehicle/requests.ts'
import type { Vehicle, VehicleEffect, VehicleEvent } from '../src/vehicle/types.ts'
import { createVehicle } from '../src/vehicle/vehicle.ts'
import { createRecords } from './records.ts'

export interface PreparedChain {
  readonly dataDir: string
  readonly chain: string
  readonly blocks: number
  /** Encoded bytes of all blocks. */
  readonly bytes: number
}

const BATCH_BYTES = 4 * 1024 * 1024
/** A vehicle that is never done would never stop asking for timers. */
const STEPS_MAX = 10_000

/** Fills a data directory with a chain of its own vehicle: one record a block. */
export async function prepareChain(
  dataDir: string,
  blocks: number,
  entryBytes: number
): Promise<PreparedChain> {
  const identity = await loadOrCreateIdentity(dataDir)
  const { crypto, peer } = identity
  const store = await openLevelStore({ path: join(dataDir, 'store'), crypto })
  const make = createRecords(entryBytes)
  try {
    const nowMs = Date.now()
    const config = { self: peer, crypto, random: createRandom(1), fleet: OPEN_FLEET }
    const vehicle = createVehicle(config, store.disk, nowMs)
    const driver = createDriver(vehicle, nowMs)
    driver.tell({ type: 'start' })
    driver.tell({ type: 'space', freeBytes: 2 ** 40, totalBytes: 2 ** 40 })
    driver.ask({ type: 'openBooth', members: [] })
    for (let i = 0; i < blocks; i++) {
      driver.ask({ type: 'append', entries: [encodeRecord(make(i))] })
      if (driver.bytes >= BATCH_BYTES) {
        await store.write(driver.take())
      }
    }
    await store.write(driver.take())
    const held = vehicle.holdings.get(vehicle.ownChain)
    if (held?.certified?.height !== blocks) {
      throw new Error(`${held?.certified?.height ?? 0} of ${blocks} blocks were certified`)
    }
    return { dataDir, chain: vehicle.ownChain, blocks, bytes: held.bytes }
  } finally {
    await store.close()
  }
}

/** Steps a vehicle as if the disk took no time and all others were gone. */
function createDriver(vehicle: Vehicle, nowMs: number) {
  let ops: WriteOp[] = []
  let bytes = 0
  let requests = 0

  /** Steps one event; what is due at once because of it comes back, replies go to `replies`. */
  const step = (event: VehicleEvent, replies: Reply[]): readonly VehicleEvent[] => {
    const effects: VehicleEffect[] = []
    const due: VehicleEvent[] = []
    vehicle.step(nowMs, event, effects)
    for (const effect of effects) {
      if (effect.type === 'write') {
        ops.push(...effect.ops)
        bytes += effect.ops.reduce((sum, op) => sum + (op.type === 'put' ? op.value.length : 0), 0)
      } else if (effect.type === 'reply') {
        replies.push(effect.reply)
      } else if (effect.type === 'timer' && (effect.atMs ?? Number.NaN) <= nowMs) {
        due.push({ type: 'timer', id: effect.id })
      }
    }
    return due
  }

  const tell = (event: VehicleEvent): readonly Reply[] => {
    const replies: Reply[] = []
    const waiting = [event]
    let steps = 0
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (++steps > STEPS_MAX) {
        throw new Error(`the vehicle is not done with "${event.type}"`)
      }
      waiting.push(...step(next, replies))
    }
    return replies
  }

  return {
    tell,
    /** @throws Error when the vehicle refuses, or does not answer at once */
    ask(request: VehicleRequest): void {
      requests++
      const [reply] = tell({ type: 'request', id: `prepare-${requests}`, request })
      if (reply?.type !== 'ok') {
        throw new Error(`"${request.type}" was not carried out: ${JSON.stringify(reply)}`)
      }
    },
    get bytes() {
      return bytes
    },
    /** What is to be written since it was taken before. */
    take(): readonly WriteOp[] {
      const taken = ops
      ops = []
      bytes = 0
      return taken
    }
  }
}
