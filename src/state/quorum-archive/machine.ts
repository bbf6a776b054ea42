/**
 * The state that the log of a quorum group makes. Values stay in the blocks, where the archive backs them
 * up; the state only knows up to which write of an epoch nothing is missing.
 *
 * Keeps: horizons only grow, so a batch that comes twice changes nothing but the count.
 */
import { decodeWith, readBytes, readList, readNumber } from '../../core/codec.ts'
import type { Crypto } from '../../core/crypto.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { OPERATION_BYTES_MAX } from '../../core/limits.ts'
import type { StateMachine } from '../../core/state-machine.ts'
import { ArchiveBatch as BatchCodec, ArchiveState as StateCodec } from './messages.ts'

export interface ArchiveBatch {
  /** Encoded registers of the engine. */
  readonly registers: readonly Uint8Array[]
  readonly epoch: number
  readonly upTo: number
}

export interface ArchiveState {
  readonly batches: number
  readonly registers: number
  /** For each epoch the counter up to which nothing is missing. */
  readonly horizons: ReadonlyMap<number, number>
}

/** Epochs that are remembered: of earlier ones somebody has archived everything again. */
const HORIZONS_MAX = 1024

/** Registers of one batch. */
const REGISTERS_MAX = 65_536

const STATE_BYTES_MAX = 64 * 1024

/** About what the state takes. */
const BYTES = 1024

export function encodeArchiveBatch({ registers, epoch, upTo }: ArchiveBatch): Uint8Array {
  return BatchCodec.encode({ registers: [...registers], epoch, upTo })
}

/** @throws InvalidMessageError when the bytes are no such state */
export function decodeArchiveState(bytes: Uint8Array): ArchiveState {
  const raw = decodeWith(
    'archive state',
    readBytes('archive state', bytes, STATE_BYTES_MAX),
    StateCodec.decode
  )
  readNumber('archive.version', raw.version, 1, 1)
  const horizons = readList('archive.horizons', raw.horizons, HORIZONS_MAX).map(
    ({ epoch, upTo }) =>
      [readNumber('horizon.epoch', epoch), readNumber('horizon.upTo', upTo)] as const
  )
  return {
    batches: readNumber('archive.batches', raw.batches),
    registers: readNumber('archive.registers', raw.registers),
    horizons: new Map(horizons)
  }
}

/** @throws InvalidMessageError when the bytes are no batch */
export function decodeArchiveBatch(bytes: Uint8Array): ArchiveBatch {
  const raw = decodeWith(
    'archive batch',
    readBytes('archive batch', bytes, OPERATION_BYTES_MAX),
    BatchCodec.decode
  )
  return {
    registers: readList('batch.registers', raw.registers, REGISTERS_MAX),
    epoch: readNumber('batch.epoch', raw.epoch),
    upTo: readNumber('batch.upTo', raw.upTo)
  }
}

/** The result of every batch. */
const DONE = StateCodec.encode({ version: 1, batches: 0, registers: 0, horizons: [] })

export function createQuorumArchive(crypto: Pick<Crypto, 'sha256'>): StateMachine {
  let state: ArchiveState = { batches: 0, registers: 0, horizons: new Map() }

  const encoded = (): Uint8Array =>
    StateCodec.encode({
      version: 1,
      batches: state.batches,
      registers: state.registers,
      horizons: [...state.horizons].map(([epoch, upTo]) => ({ epoch, upTo }))
    })

  return {
    bytes: BYTES,
    fault(operation) {
      const batch = tryDecode(operation)
      return typeof batch === 'string' ? batch : undefined
    },
    apply(operation) {
      const batch = tryDecode(operation)
      if (typeof batch !== 'string') {
        const { registers, epoch, upTo } = batch
        const horizons = new Map(state.horizons)
        if (upTo > (horizons.get(epoch) ?? 0)) {
          horizons.set(epoch, upTo)
        }
        const newest = [...horizons].sort(([a], [b]) => a - b).slice(-HORIZONS_MAX)
        state = {
          batches: state.batches + 1,
          registers: state.registers + registers.length,
          horizons: new Map(newest)
        }
      }
      return DONE
    },
    query: () => encoded(),
    save() {
      const part = encoded()
      return { parts: () => [part][Symbol.iterator]() }
    },
    load(parts) {
      state = { batches: 0, registers: 0, horizons: new Map() }
      const all = [...parts]
      const [only] = all
      if (only === undefined || all.length !== 1) {
        throw new InvalidMessageError(`the state of an archive has ${all.length} parts, not one`)
      }
      state = decodeArchiveState(only)
    },
    digest: () => crypto.sha256(encoded())
  }
}

/** The batch, or why an operation is none. */
function tryDecode(operation: Uint8Array): ArchiveBatch | string {
  try {
    return decodeArchiveBatch(operation)
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return error.message
    }
    throw error
  }
}
