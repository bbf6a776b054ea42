/**
 * Keys, values and entries between what a host program writes and what the log carries.
 */
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import {
  bytesOfKey,
  type Expected,
  formatRevision,
  jsonFault,
  jsonValue,
  type KeyRange,
  type KvEntry,
  type KvKey,
  type KvValue,
  keyFault,
  keyOfBytes,
  keyOfText,
  parseRevision,
  prefixRange,
  textOfKey
} from '../../state/kv/index.ts'
import type { KvEntryView, KvExpected, KvInput, KvKeyInput, KvRange } from './api.ts'

const JSON_TEXT: unique symbol = Symbol('jsonText')

/** A JSON text that is kept to the letter: 1.0 stays 1.0. */
export interface JsonText {
  readonly [JSON_TEXT]: string
}

/** @throws InvalidInputError when the text is no JSON */
export function jsonText(text: string): JsonText {
  const fault = jsonFault(toUtf8(text))
  if (fault !== undefined) {
    throw new InvalidInputError(fault)
  }
  return Object.freeze({ [JSON_TEXT]: text })
}

/** @throws InvalidInputError when the key is empty or too long */
export function toKey(input: KvKeyInput): KvKey {
  const key = toBound(input)
  const fault = keyFault(key)
  if (fault !== undefined) {
    throw new InvalidInputError(fault)
  }
  return key
}

/** @throws InvalidInputError when the value has no JSON, such as undefined or a function */
export function toValue(input: KvInput): KvValue {
  if (input instanceof Uint8Array) {
    return { kind: 'bytes', bytes: input }
  }
  if (typeof input === 'object' && input !== null && JSON_TEXT in input) {
    return jsonValue(input[JSON_TEXT] as string)
  }
  const text: string | undefined = JSON.stringify(input)
  if (text === undefined) {
    throw new InvalidInputError(`a value of type ${typeof input} has no JSON`)
  }
  return jsonValue(text)
}

/** @throws InvalidInputError when a revision is malformed */
export function toExpected(expected: KvExpected): Expected {
  if (expected === 'absent' || expected === 'present') {
    return { type: expected }
  }
  if ('value' in expected) {
    return { type: 'value', value: toValue(expected.value) }
  }
  const revision = parseRevision(expected.revision)
  if (revision === undefined) {
    throw new InvalidInputError(`"${expected.revision}" is no revision; write HEIGHT.INDEX`)
  }
  return { type: 'revision', revision }
}

/** @throws InvalidInputError when a bound is too long, or a prefix stands beside bounds */
export function toRange({ prefix, from, to }: KvRange): KeyRange {
  if (prefix === undefined) {
    return { from: toBound(from ?? ''), to: toBound(to ?? '') }
  }
  if (from !== undefined || to !== undefined) {
    throw new InvalidInputError('give a prefix, or the bounds from and to')
  }
  return prefixRange(toBound(prefix))
}

export function toEntryView(entry: KvEntry): KvEntryView {
  const { key, value, created, modified, changes, expiresAtMs } = entry
  return {
    key: textOfKey(key),
    keyBytes: bytesOfKey(key),
    ...toValueView(value),
    revision: formatRevision(modified),
    created: formatRevision(created),
    changes,
    expiresAtMs: expiresAtMs === 0 ? undefined : expiresAtMs
  }
}

export function toValueView({
  kind,
  bytes
}: KvValue): Pick<KvEntryView, 'kind' | 'value' | 'bytes'> {
  return { kind, value: kind === 'json' ? parse(bytes) : bytes, bytes }
}

/** Undefined for the empty values of a scan of keys, and for what a faulty leader let in. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch {
    return undefined
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u

function toBound(input: KvKeyInput): KvKey {
  if (typeof input !== 'string') {
    return keyOfBytes(input)
  }
  if (LONE_SURROGATE.test(input)) {
    throw new InvalidInputError('a key has half of a surrogate pair, which has no UTF-8')
  }
  return keyOfText(input)
}
