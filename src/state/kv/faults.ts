/**
 * What an operation must keep, with a sentence for what it does not.
 */
import { isLatin1 } from '../../core/latin1.ts'
import { KEY_BYTES_MAX, VALUE_BYTES_MAX } from '../../core/limits.ts'
import { jsonFault } from './key.ts'
import { PARTS_MAX, TTL_MS_MAX } from './limits.ts'
import type {
  Compare,
  Expected,
  KvKey,
  KvOperation,
  Part,
  PutOperation,
  TransactionOperation
} from './types.ts'

/** Why an operation must not be asked for, or undefined. */
export function operationFault(operation: KvOperation): string | undefined {
  return (
    keysOf(operation).map(characterFault).find(isFault) ??
    limitFault(operation) ??
    emptyFault(operation) ??
    putsOf(operation).map(textFault).find(isFault)
  )
}

/**
 * Why an operation is beyond a limit, or undefined. What a JSON text means is looked at only before
 * an operation enters the log, so that a state never depends on a parser.
 */
export function limitFault(operation: KvOperation): string | undefined {
  return fieldFault(operation) ?? sizeFault(operation)
}

/** Why a value of an operation is too large, or undefined. */
export function sizeFault(operation: KvOperation): string | undefined {
  const expected = expectedIn(operation).flatMap((one) => (one.type === 'value' ? [one.value] : []))
  const values = [...expected, ...putsOf(operation).map(({ value }) => value)]
  return values.map(({ bytes }) => valueFault(bytes)).find(isFault)
}

/** Why no key may have this value, or undefined. */
export function valueFault({ length }: Uint8Array): string | undefined {
  return length > VALUE_BYTES_MAX
    ? `a value has ${length} bytes, at most ${VALUE_BYTES_MAX} are allowed`
    : undefined
}

export function keyFault(key: KvKey): string | undefined {
  return key.length >= 1 && key.length <= KEY_BYTES_MAX
    ? undefined
    : `a key has ${key.length} bytes, allowed are 1 to ${KEY_BYTES_MAX}`
}

function fieldFault(operation: KvOperation): string | undefined {
  switch (operation.type) {
    case 'compareAndSet':
      return expectedFault(operation.expected) ?? partFault(operation.put)
    case 'transaction':
      return transactionFault(operation)
    default:
      return partFault(operation)
  }
}

function transactionFault(operation: TransactionOperation): string | undefined {
  const { compares, whenTrue, whenFalse } = operation
  for (const list of [compares, whenTrue, whenFalse]) {
    if (list.length > PARTS_MAX) {
      return `a transaction has ${list.length} compares or parts, at most ${PARTS_MAX} are allowed`
    }
  }
  return (
    compares.map(compareFault).find(isFault) ??
    branchFault(whenTrue, 'whenTrue') ??
    branchFault(whenFalse, 'whenFalse')
  )
}

function branchFault(parts: readonly Part[], name: string): string | undefined {
  const written = parts.flatMap((part) => (part.type === 'get' ? [] : [part.key]))
  return new Set(written).size < written.length
    ? `${name} writes a key twice`
    : parts.map(partFault).find(isFault)
}

function compareFault({ key, expected }: Compare): string | undefined {
  return keyFault(key) ?? expectedFault(expected)
}

function expectedFault(expected: Expected): string | undefined {
  return expected.type === 'revision' && !isWhole(expected.revision, Number.MAX_SAFE_INTEGER)
    ? `a revision is ${expected.revision}`
    : undefined
}

function partFault(part: Part): string | undefined {
  const fault = keyFault(part.key)
  if (fault !== undefined || part.type === 'get' || part.type === 'delete') {
    return fault
  }
  if (!isWhole(part.ttlMs, TTL_MS_MAX)) {
    // A caller without types may have put it into an object, as for `put`.
    const given =
      typeof part.ttlMs === 'number' ? `${part.ttlMs} ms` : `of type ${typeof part.ttlMs}`
    return `a time to live is ${given}, allowed are numbers of ms from 0 to ${TTL_MS_MAX}`
  }
  return undefined
}

/** No limit of the decoder: a log may have one of earlier days, which did nothing. */
function emptyFault(operation: KvOperation): string | undefined {
  return operation.type === 'transaction' && keysOf(operation).length === 0
    ? 'a transaction needs a compare or a part: this one asks for nothing'
    : undefined
}

function textFault({ value }: PutOperation): string | undefined {
  return value.kind === 'json' ? jsonFault(value.bytes) : undefined
}

function characterFault(key: KvKey): string | undefined {
  return isLatin1(key) ? undefined : 'a key has a character that is no byte'
}

function putsOf(operation: KvOperation): readonly PutOperation[] {
  switch (operation.type) {
    case 'put':
      return [operation]
    case 'compareAndSet':
      return [operation.put]
    case 'transaction':
      return [...operation.whenTrue, ...operation.whenFalse].filter((part) => part.type === 'put')
    default:
      return []
  }
}

function expectedIn(operation: KvOperation): readonly Expected[] {
  switch (operation.type) {
    case 'compareAndSet':
      return [operation.expected]
    case 'transaction':
      return operation.compares.map(({ expected }) => expected)
    default:
      return []
  }
}

function keysOf(operation: KvOperation): readonly KvKey[] {
  switch (operation.type) {
    case 'compareAndSet':
      return [operation.put.key]
    case 'transaction': {
      const { compares, whenTrue, whenFalse } = operation
      return [...compares, ...whenTrue, ...whenFalse].map(({ key }) => key)
    }
    default:
      return [operation.key]
  }
}

function isWhole(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max
}

function isFault(fault: string | undefined): fault is string {
  return fault !== undefined
}
