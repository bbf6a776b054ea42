/**
 * Keys, values and entries of a key-value store as plain JSON.
 *
 * A key is `key`, or `keyBase64` where it is no UTF-8. A value is one of `value` (any JSON), `json` (a
 * JSON text that is kept to the letter) and `base64` (bytes).
 */
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'
import { InvalidInputError } from '../core/errors.ts'
import type {
  Json,
  KvChangeView,
  KvEntryView,
  KvExpected,
  KvInput,
  KvKeyInput,
  KvPart,
  KvPartResult,
  KvRange,
  KvTransaction
} from '../node/kv/api.ts'
import { jsonText } from '../node/kv/values.ts'

export interface KeyJson {
  readonly key?: string | undefined
  readonly keyBase64?: string | undefined
}

export interface ValueJson {
  readonly value?: unknown
  readonly json?: string | undefined
  readonly base64?: string | undefined
}

export interface ExpectedJson extends ValueJson {
  readonly is?: 'absent' | 'present' | undefined
  readonly revision?: string | undefined
}

export interface PartJson extends KeyJson, ValueJson {
  readonly type: 'put' | 'delete' | 'touch' | 'get'
  readonly ttlMs?: number | undefined
  readonly previous?: boolean | undefined
}

export interface TransactionJson {
  readonly compares?: readonly (KeyJson & { readonly expected: ExpectedJson })[] | undefined
  readonly whenTrue?: readonly PartJson[] | undefined
  readonly whenFalse?: readonly PartJson[] | undefined
}

/** An entry as it travels; `json` or `base64` by its kind, neither in a scan of keys. */
export interface EntryJson {
  readonly key: string
  readonly keyBase64?: string
  readonly kind: 'json' | 'bytes'
  readonly json?: string
  readonly base64?: string
  readonly revision: string
  readonly created: string
  readonly changes: number
  readonly expiresAtMs?: number
}

/** A change as it travels; `json` or `base64` of a put. */
export interface ChangeJson extends Pick<KvChangeView, 'type' | 'revision' | 'height' | 'isNew'> {
  readonly key: string
  readonly keyBase64?: string
  readonly kind?: 'json' | 'bytes'
  readonly json?: string
  readonly base64?: string
}

/** What became of a part of a transaction. */
export type PartResultJson =
  | {
      readonly type: 'put' | 'delete' | 'touch'
      readonly found: boolean
      readonly previous?: EntryJson
    }
  | { readonly type: 'get'; readonly entry?: EntryJson }

/** @throws InvalidInputError when there is not one key */
export function keyOf({ key, keyBase64 }: KeyJson): KvKeyInput {
  if ((key === undefined) === (keyBase64 === undefined)) {
    throw new InvalidInputError('give one of "key" and "keyBase64"')
  }
  return keyBase64 === undefined ? (key ?? '') : bytesOf('keyBase64', keyBase64)
}

/** @throws InvalidInputError when there is not one value, or it is malformed */
export function inputOf({ value, json, base64 }: ValueJson): KvInput {
  const given = [value, json, base64].filter((one) => one !== undefined)
  if (given.length !== 1) {
    throw new InvalidInputError('give one of "value", "json" and "base64"')
  }
  if (base64 !== undefined) {
    return bytesOf('base64', base64)
  }
  return json === undefined ? (value as Json) : jsonText(json)
}

/** @throws InvalidInputError when nothing, or more than one thing, is expected */
export function expectedOf({ is, revision, ...value }: ExpectedJson): KvExpected {
  const hasValue = Object.values(value).some((one) => one !== undefined)
  const given = [is, revision, hasValue || undefined].filter((one) => one !== undefined)
  if (given.length !== 1) {
    throw new InvalidInputError('expect one of "is", "revision" and a value')
  }
  return is ?? (revision === undefined ? { value: inputOf(value) } : { revision })
}

/** @throws InvalidInputError as keyOf, inputOf and expectedOf do */
export function transactionOf({ compares, whenTrue, whenFalse }: TransactionJson): KvTransaction {
  return {
    compares: compares?.map((compare) => ({
      key: keyOf(compare),
      expected: expectedOf(compare.expected)
    })),
    whenTrue: whenTrue?.map(partOf),
    whenFalse: whenFalse?.map(partOf)
  }
}

function partOf(part: PartJson): KvPart {
  const { type, ttlMs, previous } = part
  const key = keyOf(part)
  return type === 'put'
    ? { type, key, value: inputOf(part), ttlMs, previous }
    : { type, key, ttlMs, previous }
}

export interface RangeJson {
  readonly prefix?: string | undefined
  readonly prefixBase64?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export function rangeOf({ prefix, prefixBase64, from, to }: RangeJson): KvRange {
  const bytes = prefixBase64 === undefined ? undefined : bytesOf('prefixBase64', prefixBase64)
  return { prefix: bytes ?? prefix, from, to }
}

export function entryJson(entry: KvEntryView): EntryJson {
  const { kind, bytes, revision, created, changes, expiresAtMs } = entry
  return {
    ...keyJson(entry),
    kind,
    ...valueJson(kind, bytes),
    revision,
    created,
    changes,
    ...(expiresAtMs === undefined ? {} : { expiresAtMs })
  }
}

export function changeJson(change: KvChangeView): ChangeJson {
  const { type, kind, bytes, revision, height, isNew } = change
  const isPut = kind !== undefined && bytes !== undefined
  const value = isPut ? { kind, ...valueJson(kind, bytes) } : {}
  return { type, ...keyJson(change), ...value, revision, height, isNew }
}

/** A result with the entries that it carries. */
export function withEntries<T extends { readonly previous: KvEntryView | undefined }>({
  previous,
  ...result
}: T): Omit<T, 'previous'> & { readonly previous?: EntryJson } {
  return { ...result, ...(previous === undefined ? {} : { previous: entryJson(previous) }) }
}

export function partJson(part: KvPartResult): PartResultJson {
  return part.type === 'get'
    ? { type: 'get', ...(part.entry === undefined ? {} : { entry: entryJson(part.entry) }) }
    : withEntries(part)
}

function keyJson({ key, keyBytes }: Pick<KvEntryView, 'key' | 'keyBytes'>): {
  readonly key: string
  readonly keyBase64?: string
} {
  return key.includes('\ufffd') ? { key, keyBase64: toText(keyBytes, 'base64pad') } : { key }
}

function valueJson(
  kind: 'json' | 'bytes',
  bytes: Uint8Array
): { readonly json?: string; readonly base64?: string } {
  if (kind === 'bytes') {
    return { base64: toText(bytes, 'base64pad') }
  }
  // No JSON text is empty: it is a scan of keys.
  return bytes.length === 0 ? {} : { json: toText(bytes, 'utf8') }
}

function bytesOf(name: string, text: string): Uint8Array {
  try {
    return fromString(text.replace(/=+$/, ''), 'base64')
  } catch (cause) {
    throw new InvalidInputError(`"${name}" is no base64`, { cause })
  }
}
