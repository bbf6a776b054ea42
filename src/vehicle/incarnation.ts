/**
 * The name of this vehicle's data directory: random, made at the first start and kept for ever. Who
 * lost its disk has another one, so that groups can tell it from the member that it was.
 */

import type { Incarnation } from '../core/booth.ts'
import { fromUtf8, toHex, toUtf8 } from '../core/bytes.ts'
import { machineKey } from '../core/keyspace.ts'
import { INCARNATION_BYTES } from '../core/limits.ts'
import type { Disk, Sink } from '../core/machine.ts'
import type { Random } from '../core/random.ts'
import type { VehicleEffect } from './types.ts'

const KEY = machineKey('vehicle', 'incarnation')

export function findOrBeginIncarnation(
  disk: Disk,
  random: Random,
  out: Sink<VehicleEffect>
): Incarnation {
  const stored = disk.state.get(KEY)
  if (stored !== undefined) {
    return fromUtf8(stored)
  }
  const incarnation = toHex(random.bytes(INCARNATION_BYTES))
  out.push({ type: 'write', ops: [{ type: 'put', key: KEY, value: toUtf8(incarnation) }] })
  return incarnation
}
