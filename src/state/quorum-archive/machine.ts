/**
 * The state that the log of a quorum group makes. Values stay in the blocks, where the archive backs them
 * up; the state only knows up to which write of an epoch nothing is missing, and which members
 * have all that a member has.
 *
 * Keeps: horizons and booths only grow, so a batch that comes twice changes nothing but the count.
 */
import { decodeWith, readBytes, readList, readNumber, readPeer } from '../../core/codec.ts'
import type { Crypto } from '../../core/crypto.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { OPERATION_BYTES_MAX } from '../../core/limits.ts'
import type { PeerId } from '../../core/peer.ts'
import type { StateMachine } from '../../core/state-machine.ts'
import { ArchiveBatch as BatchCodec, ArchiveState as StateCodec } from './messages.ts'

export interface ArchiveBatch {
  /** Encoded registers of the engine. */
  readonly registers: readonly Uint8Array[]
  readonly epoch: number
  readonly upTo: number
  readonly whole?: Whole | undefined
}

/** A member had all that one has, in this booth. */
export interface Whole {
  readonly member: PeerId
  readonly booth: number
}

export interface ArchiveState {
  readonly batches: number
  readonly registers: number
  /** For each epoch the counter up to which nothing is missing. */
  readonly horizons: ReadonlyMap<number, number>
  /** By member: the last booth in which it had all that one has. */
  readonly whole: ReadonlyMap<PeerId, number>
}

/** Epochs that are remembered. */
const HORIZONS_MAX = 1024

/** Members that are remembered: twice as many as a group has. */
const WHOLE_MAX = 256

/** Registers of one batch. */
const REGISTERS_MAX = 65_536

const STATE_BYTES_MAX = 64 * 1024

/** About what the state takes. */
const BYTES = 1024

export function encodeArchiveBatch(batch: ArchiveBatch): Uint8Array {
  const { registers, epoch, upTo, whole } = batch
  const told = whole === undefined ? {} : { whole }
  return BatchCodec.encode({ registers: [...registers], epoch, upTo, ...told })
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
  const whole = readList('archive.whole', raw.whole, WHOLE_MAX).map((one) => {
    const { member, booth } = readWhole(one)
    return [member, booth] as const
  })
  return {
    batches: readNumber('archive.batches', raw.batches),
    registers: readNumber('archive.registers', raw.registers),
    horizons: new Map(horizons),
    whole: new Map(whole)
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
    upTo: readNumber('batch.upTo', raw.upTo),
    whole: raw.whole === undefined ? undefined : readWhole(raw.whole)
  }
}

function readWhole({ member, booth }: Whole): Whole {
  return { member: readPeer('whole.member', member), booth: readNumber('whole.booth', booth, 1) }
}

const EMPTY: ArchiveState = { batches: 0, registers: 0, horizons: new Map(), whole: new Map() }

function encodeState({ batches, registers, horizons, whole }: ArchiveState): Uint8Array {
  return StateCodec.encode({
    version: 1,
    batches,
    registers,
    horizons: [...horizons].map(([epoch, upTo]) => ({ epoch, upTo })),
    whole: [...whole].map(([member, booth]) => ({ member, booth }))
  })
}

/** Of earlier epochs somebody has archived everything again. */
function withHorizon(
  horizons: ReadonlyMap<number, number>,
  { epoch, upTo }: ArchiveBatch
): ReadonlyMap<number, number> {
  if (upTo <= (horizons.get(epoch) ?? 0)) {
    return horizons
  }
  const all = [...new Map(horizons).set(epoch, upTo)].sort(([a], [b]) => a - b)
  return new Map(all.slice(-HORIZONS_MAX))
}

/** Those of the earliest booths have long had another in their place. */
function withWhole(
  whole: ReadonlyMap<PeerId, number>,
  { member, booth }: Whole
): ReadonlyMap<PeerId, number> {
  if (booth <= (whole.get(member) ?? 0)) {
    return whole
  }
  const all = [...new Map(whole).set(member, booth)].sort(([, a], [, b]) => a - b)
  return new Map(all.slice(-WHOLE_MAX).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The result of every batch. */
const DONE = encodeState(EMPTY)

export function createQuorumArchive(crypto: Pick<Crypto, 'sha256'>): StateMachine {
  let state = EMPTY

  return {
    bytes: BYTES,
    fault(operation) {
      const batch = tryDecode(operation)
      return typeof batch === 'string' ? batch : undefined
    },
    apply(operation) {
      const batch = tryDecode(operation)
      if (typeof batch !== 'string') {
        state = {
          batches: state.batches + 1,
          registers: state.registers + batch.registers.length,
          horizons: withHorizon(state.horizons, batch),
          whole: batch.whole === undefined ? state.whole : withWhole(state.whole, batch.whole)
        }
      }
      return DONE
    },
    query: () => encodeState(state),
    save() {
      const part = encodeState(state)
      return { parts: () => [part][Symbol.iterator]() }
    },
    load(parts) {
      state = EMPTY
      const all = [...parts]
      const [only] = all
      if (only === undefined || all.length !== 1) {
        throw new InvalidMessageError(`the state of an archive has ${all.length} parts, not one`)
      }
      state = decodeArchiveState(only)
    },
    digest: () => crypto.sha256(encodeState(state))
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
