/**
 * The changes of a block for those who watch, told again from the block and a few bytes a change.
 *
 * Whether a command changed something depends on the state before it, and what was removed because
 * its time was up stands in no command. So the vehicle keeps the trail of each block that it
 * applies; the values are those in the block. A trail that is lost comes back by applying the
 * blocks again from a snapshot.
 */
import { NO_BYTES } from '../../core/bytes.ts'
import { decodeWith, readBytes } from '../../core/codec.ts'
import { decodeCommand } from '../../core/command.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import { BODY_BYTES_MAX } from '../../core/limits.ts'
import { type Trace as TraceMessage, KvTrail as TrailCodec } from './messages.ts'
import { revisionOf } from './revision.ts'
import { decodeOperation } from './spec.ts'
import type { KvChange, KvKey, KvOperation, Part } from './types.ts'

/** That something changed, as it is applied. */
export type Trace =
  | {
      readonly type: 'put' | 'delete'
      /** Of the entry in its block. */
      readonly index: number
      /** Of a transaction: place in whenTrue, then whenFalse; 0 for all others. */
      readonly part: number
      readonly isNew: boolean
    }
  | { readonly type: 'expire'; readonly index: number; readonly key: KvKey }

export interface Trail {
  add(trace: Trace): void
  /** What was added since the last time, encoded; empty when there was nothing. */
  take(): Uint8Array
}

/** One end of an entry takes at most 1 KiB, and a block of 4,096 entries may cause 256 each. */
const TRAIL_BYTES_MAX: number = 1024 * BODY_BYTES_MAX

export function createTrail(): Trail {
  let traces: TraceMessage[] = []
  return {
    add(trace) {
      const { index } = trace
      traces.push(
        trace.type === 'expire'
          ? { index, part: 0, expired: fromLatin1(trace.key), isNew: false }
          : { index, part: trace.part, expired: NO_BYTES, isNew: trace.isNew }
      )
    },
    take() {
      const taken = TrailCodec.encode({ traces })
      traces = []
      return taken
    }
  }
}

/**
 * The changes of the block at `height`, in their order, from its entries and its trail.
 *
 * @throws InvalidMessageError when the trail is not of this block
 */
export function changesOf(
  height: number,
  entries: readonly Uint8Array[],
  trail: Uint8Array
): readonly KvChange[] {
  const { traces } = decodeWith(
    'kv trail',
    readBytes('kv trail', trail, TRAIL_BYTES_MAX),
    TrailCodec.decode
  )
  let decoded: { readonly index: number; readonly operation: KvOperation } | undefined
  return traces.map((trace) => {
    const { index } = trace
    const revision = revisionOf({ height, index })
    if (trace.expired.length > 0) {
      const key = toLatin1(trace.expired)
      return { type: 'expire', key, revision, value: undefined, isNew: false }
    }
    if (decoded?.index !== index) {
      decoded = { index, operation: operationAt(entries, index) }
    }
    const part = partAt(decoded.operation, trace.part)
    if (part?.type !== 'put' && part?.type !== 'delete') {
      throw new InvalidMessageError(`entry ${index} of block ${height} has no write that changed`)
    }
    const value = part.type === 'put' ? part.value : undefined
    return { type: part.type, key: part.key, revision, value, isNew: trace.isNew }
  })
}

function operationAt(entries: readonly Uint8Array[], index: number): KvOperation {
  const entry = entries[index]
  const command = entry === undefined ? undefined : decodeCommand(entry)
  if (command?.type !== 'operation') {
    throw new InvalidMessageError(`a trail names entry ${index}, which is no operation`)
  }
  return decodeOperation(command.operation)
}

function partAt(operation: KvOperation, part: number): Part | undefined {
  switch (operation.type) {
    case 'compareAndSet':
      return operation.put
    case 'transaction':
      return [...operation.whenTrue, ...operation.whenFalse][part]
    default:
      return operation
  }
}
