/**
 * The witness: a small file beside the database that knows the last durable batch.
 *
 * Two slots, written in turn, so that a torn or damaged one leaves the other. It is written behind
 * the batch and without fsync, so after a power failure it may be older than the database, never newer.
 * A database that is older than its witness has lost batches that it had made durable.
 */
import { type Checksum, type Fingerprint, openRecord, sealRecord } from './checksum.ts'

export interface Witness {
  /** Number of the last durable batch; 0 before the first. */
  readonly sequence: number
  /** Fingerprint of the meta record of that batch. */
  readonly meta: Fingerprint
  /** The store was closed properly behind that batch, so the database must be exactly there. */
  readonly isClean: boolean
}

/** What a witness file was found to be. */
export type WitnessFound =
  | { readonly type: 'missing' }
  | { readonly type: 'unreadable' }
  | { readonly type: 'read'; readonly witness: Witness; readonly isOneSlotLost: boolean }

/** Slots lie in different sectors and pages. */
export const SLOT_OFFSETS = [0, 4096] as const
export const SLOT_BYTES = 32

export const NO_WITNESS: Witness = { sequence: 0, meta: 0, isClean: false }

/** Covered by the checksum, so that no other file is taken for a witness. */
const NAME = 'vguard-node witness 1'

/** `order` grows with every slot written; the greater of two is the newer. */
export function encodeSlot(checksum: Checksum, witness: Witness, order: number): Uint8Array {
  const payload = new Uint8Array(SLOT_BYTES - 4)
  const view = new DataView(payload.buffer)
  view.setFloat64(0, witness.sequence)
  view.setUint32(8, witness.meta)
  view.setUint8(12, witness.isClean ? 1 : 0)
  view.setFloat64(16, order)
  return sealRecord(checksum, NAME, payload)
}

/** Reads a witness file; `order` is where writing goes on. */
export function decodeWitness(
  checksum: Checksum,
  file: Uint8Array
): { readonly found: WitnessFound; readonly order: number } {
  const slots = SLOT_OFFSETS.flatMap((offset) => {
    const payload = openRecord(checksum, NAME, file.subarray(offset, offset + SLOT_BYTES))
    return payload === undefined || payload.length !== SLOT_BYTES - 4 ? [] : [decodeSlot(payload)]
  })
  slots.sort((one, other) => other.order - one.order)
  const [newest] = slots
  if (newest === undefined) {
    return { found: { type: 'unreadable' }, order: 0 }
  }
  const isOneSlotLost = slots.length < SLOT_OFFSETS.length
  return { found: { type: 'read', witness: newest.witness, isOneSlotLost }, order: newest.order }
}

function decodeSlot(payload: Uint8Array): { readonly witness: Witness; readonly order: number } {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length)
  const witness: Witness = {
    sequence: view.getFloat64(0),
    meta: view.getUint32(8),
    isClean: view.getUint8(12) === 1
  }
  return { witness, order: view.getFloat64(16) }
}
