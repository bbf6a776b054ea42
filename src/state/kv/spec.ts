/**
 * The codec of operations and results of the key-value store.
 *
 * Keeps: what is decoded is within all limits of limits.ts; the bytes of a decoded value lie in the
 * bytes that were given.
 */
import { NO_BYTES } from '../../core/bytes.ts'
import { decodeWith, readBytes, readText } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import { OPERATION_BYTES_MAX } from '../../core/limits.ts'
import { limitFault } from './faults.ts'
import { ANSWER_BYTES_MAX, REFUSED_CHARACTERS_MAX } from './limits.ts'
import {
  type Entry as EntryMessage,
  type Expected as ExpectedMessage,
  type Got as GotMessage,
  KvOperation as OperationCodec,
  type Part as PartMessage,
  type PartResult as PartResultMessage,
  type Put as PutMessage,
  KvResult as ResultCodec,
  type Written as WrittenMessage
} from './messages.ts'
import { readQuickPut } from './quick-put.ts'
import {
  type Expected,
  type GotResult,
  type KvEntry,
  type KvOperation,
  type KvResult,
  type Part,
  type PartResult,
  type PutOperation,
  REFUSED_REASONS,
  type RefusedResult,
  type TransactionOperation,
  type WrittenResult
} from './types.ts'
import { encodeWritten } from './written.ts'

/** Entries of an answer, and what frames them at most. */
export const RESULT_BYTES_MAX: number = 2 * ANSWER_BYTES_MAX

/** In the order of their numbers on the wire, from 1. */
const EXPECTED_KINDS = ['absent', 'present', 'revision', 'value'] as const

/** Encodes without checks; `operationFault` says before whether it may be asked for. */
export function encodeOperation(operation: KvOperation): Uint8Array {
  switch (operation.type) {
    case 'compareAndSet': {
      const { expected, put } = operation
      return OperationCodec.encode({
        compareAndSet: { expected: rawExpected(expected), put: rawPut(put) }
      })
    }
    case 'transaction':
      return OperationCodec.encode({
        transaction: {
          compares: operation.compares.map(({ key, expected }) => ({
            key: fromLatin1(key),
            expected: rawExpected(expected)
          })),
          whenTrue: operation.whenTrue.map(rawPart),
          whenFalse: operation.whenFalse.map(rawPart)
        }
      })
    default:
      return OperationCodec.encode(rawPart(operation))
  }
}

/** @throws InvalidMessageError when the bytes are no operation, or it is beyond a limit */
export function decodeOperation(bytes: Uint8Array): KvOperation {
  readBytes('kv operation', bytes, OPERATION_BYTES_MAX)
  const operation = readQuickPut(bytes) ?? readAny(bytes)
  const fault = limitFault(operation)
  if (fault !== undefined) {
    throw new InvalidMessageError(fault)
  }
  return operation
}

function readAny(bytes: Uint8Array): KvOperation {
  const raw = decodeWith('kv operation', bytes, OperationCodec.decode)
  const operation = readWrite(raw) ?? readCompareAndSet(raw) ?? readTransaction(raw)
  if (operation === undefined) {
    throw new InvalidMessageError('a kv operation is of no known type')
  }
  return operation
}

export function encodeResult(result: KvResult): Uint8Array {
  switch (result.type) {
    case 'compareAndSet':
      return ResultCodec.encode({
        compareAndSet: {
          succeeded: result.succeeded,
          revision: result.revision,
          modified: result.modified,
          ...rawPrevious(result)
        }
      })
    case 'transaction':
      return ResultCodec.encode({
        transaction: { ...result, parts: result.parts.map(rawPartResult) }
      })
    case 'refused':
      return ResultCodec.encode({ refused: result })
    default:
      return result.previous === undefined
        ? encodeWritten(result)
        : ResultCodec.encode({ [result.type]: rawWritten(result) })
  }
}

/** @throws InvalidMessageError when the bytes are no result */
export function decodeResult(bytes: Uint8Array): KvResult {
  const raw = decodeWith(
    'kv result',
    readBytes('kv result', bytes, RESULT_BYTES_MAX),
    ResultCodec.decode
  )
  const { compareAndSet, transaction, refused } = raw
  if (compareAndSet !== undefined) {
    const { succeeded, revision, modified } = compareAndSet
    const previous = readPrevious(compareAndSet)
    return { type: 'compareAndSet', succeeded, revision, modified, previous }
  }
  if (transaction !== undefined) {
    const { succeeded, revision, parts } = transaction
    return { type: 'transaction', succeeded, revision, parts: parts.map(readPartResult) }
  }
  if (refused !== undefined) {
    return readRefused(refused.reason, refused.text)
  }
  return readWritten(raw)
}

export function rawEntry(entry: KvEntry): EntryMessage {
  return {
    key: fromLatin1(entry.key),
    value: entry.value.bytes,
    json: entry.value.kind === 'json',
    created: entry.created,
    modified: entry.modified,
    changes: entry.changes,
    expiresAtMs: entry.expiresAtMs
  }
}

export function rawGot({ entry }: GotResult): GotMessage {
  return entry === undefined ? {} : { entry: rawEntry(entry) }
}

export function readEntry(raw: EntryMessage): KvEntry {
  return {
    key: toLatin1(raw.key),
    value: { kind: raw.json ? 'json' : 'bytes', bytes: raw.value },
    created: raw.created,
    modified: raw.modified,
    changes: raw.changes,
    expiresAtMs: raw.expiresAtMs
  }
}

export function readGot({ entry }: GotMessage): GotResult {
  return { type: 'get', entry: entry === undefined ? undefined : readEntry(entry) }
}

function readPrevious({ previous }: Pick<WrittenMessage, 'previous'>): KvEntry | undefined {
  return previous === undefined ? undefined : readEntry(previous)
}

function rawPut({ key, value, ttlMs, wantsPrevious }: PutOperation): PutMessage {
  const json = value.kind === 'json'
  return { key: fromLatin1(key), value: value.bytes, json, ttlMs, wantsPrevious }
}

function rawPart(part: Part): PartMessage {
  const key = fromLatin1(part.key)
  switch (part.type) {
    case 'put':
      return { put: rawPut(part) }
    case 'delete':
      return { delete: { key, wantsPrevious: part.wantsPrevious } }
    case 'touch':
      return { touch: { key, ttlMs: part.ttlMs } }
    case 'get':
      return { get: { key } }
  }
}

function rawExpected(expected: Expected): ExpectedMessage {
  const value = expected.type === 'value' ? expected.value : undefined
  return {
    kind: EXPECTED_KINDS.indexOf(expected.type) + 1,
    revision: expected.type === 'revision' ? expected.revision : 0,
    value: value?.bytes ?? NO_BYTES,
    json: value?.kind === 'json'
  }
}

function rawWritten(result: WrittenResult): WrittenMessage {
  return { revision: result.revision, found: result.found, ...rawPrevious(result) }
}

interface Previous {
  readonly previous: KvEntry | undefined
}

function rawPrevious({ previous }: Previous): Pick<WrittenMessage, 'previous'> {
  return previous === undefined ? {} : { previous: rawEntry(previous) }
}

function rawPartResult(part: PartResult): PartResultMessage {
  return part.type === 'get' ? { get: rawGot(part) } : { [part.type]: rawWritten(part) }
}

/** The operations that stand in a transaction as well, and the get that stands only there. */
function readPart(raw: PartMessage): Part | undefined {
  return raw.get === undefined ? readWrite(raw) : { type: 'get', key: toLatin1(raw.get.key) }
}

function readWrite(raw: Omit<PartMessage, 'get'>): Exclude<Part, { type: 'get' }> | undefined {
  if (raw.put !== undefined) {
    return readPut(raw.put)
  }
  if (raw.delete !== undefined) {
    const { key, wantsPrevious } = raw.delete
    return { type: 'delete', key: toLatin1(key), wantsPrevious }
  }
  return raw.touch === undefined
    ? undefined
    : { type: 'touch', key: toLatin1(raw.touch.key), ttlMs: raw.touch.ttlMs }
}

function readPut({ key, value, json, ttlMs, wantsPrevious }: PutMessage): PutOperation {
  return {
    type: 'put',
    key: toLatin1(key),
    value: { kind: json ? 'json' : 'bytes', bytes: value },
    ttlMs,
    wantsPrevious
  }
}

function readCompareAndSet(raw: OperationCodec): KvOperation | undefined {
  if (raw.compareAndSet === undefined) {
    return undefined
  }
  const { expected, put } = raw.compareAndSet
  if (put === undefined) {
    throw new InvalidMessageError('a compare-and-set has no put')
  }
  return { type: 'compareAndSet', expected: readExpected(expected), put: readPut(put) }
}

function readTransaction(raw: OperationCodec): TransactionOperation | undefined {
  if (raw.transaction === undefined) {
    return undefined
  }
  const { compares, whenTrue, whenFalse } = raw.transaction
  return {
    type: 'transaction',
    compares: compares.map(({ key, expected }) => ({
      key: toLatin1(key),
      expected: readExpected(expected)
    })),
    whenTrue: readParts(whenTrue),
    whenFalse: readParts(whenFalse)
  }
}

function readParts(parts: readonly PartMessage[]): readonly Part[] {
  return parts.map((raw) => {
    const part = readPart(raw)
    if (part === undefined) {
      throw new InvalidMessageError('a part of a transaction is of no known type')
    }
    return part
  })
}

function readExpected(raw: ExpectedMessage | undefined): Expected {
  const type = EXPECTED_KINDS[(raw?.kind ?? 0) - 1]
  if (raw === undefined || type === undefined) {
    throw new InvalidMessageError('a compare expects nothing that is known')
  }
  switch (type) {
    case 'revision':
      return { type, revision: raw.revision }
    case 'value':
      return { type, value: { kind: raw.json ? 'json' : 'bytes', bytes: raw.value } }
    default:
      return { type }
  }
}

type RawWrites = Pick<PartResultMessage, 'put' | 'delete' | 'touch'>

function readWritten(raw: RawWrites): WrittenResult {
  for (const type of ['put', 'delete', 'touch'] as const) {
    const written = raw[type]
    if (written !== undefined) {
      const { revision, found } = written
      return { type, revision, found, previous: readPrevious(written) }
    }
  }
  throw new InvalidMessageError('a kv result is of no known type')
}

function readPartResult(raw: PartResultMessage): PartResult {
  return raw.get === undefined ? readWritten(raw) : readGot(raw.get)
}

function readRefused(reason: string, text: string): RefusedResult {
  const known = REFUSED_REASONS.find((one) => one === reason)
  if (known === undefined) {
    throw new InvalidMessageError('a kv result is refused for no known reason')
  }
  return {
    type: 'refused',
    reason: known,
    text: readText('refused.text', text, REFUSED_CHARACTERS_MAX)
  }
}
