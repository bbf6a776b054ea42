/**
 * Disks of a whole fleet in one memory: what several vehicles have stored alike is kept once, and
 * nothing is a view into a greater buffer, which it would keep alive.
 *
 * Keeps: each vehicle sees its own disk only; nothing that it stored is changed by another.
 */
import { equals } from 'uint8arrays/equals'
import type { Key, WriteOp } from '../../core/machine.ts'
import { createDisk, type VirtualDisk } from '../disk.ts'

/** Records that are the same bytes wherever they are: blocks, certificates, booths, geneses, tables. */
const SHARED = /^(b|c|o|s\/chain|s\/table)\//

export interface Shelf {
  createDisk(): VirtualDisk
}

export function createShelf(): Shelf {
  const shared = new Map<Key, Uint8Array>()

  const sharedValue = (key: Key, value: Uint8Array): Uint8Array => {
    const known = shared.get(key)
    if (known !== undefined && equals(known, value)) {
      return known
    }
    const own = copyOf(value)
    shared.set(key, own)
    return own
  }
  const shelved = (op: WriteOp): WriteOp => {
    if (op.type === 'del') {
      return op
    }
    const { type, key, value } = op
    return { type, key, value: SHARED.test(key) ? sharedValue(key, value) : copyOf(value) }
  }

  return {
    createDisk() {
      const disk = createDisk()
      return { ...disk, apply: (ops) => disk.apply(ops.map(shelved)) }
    }
  }
}

function copyOf(value: Uint8Array): Uint8Array {
  return value.byteLength === value.buffer.byteLength ? value : value.slice()
}
