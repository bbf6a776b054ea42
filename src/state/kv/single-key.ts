/**
 * Operations on one key and questions about contents, for engines that keep each key by itself: the same
 * operations, results, questions and answers as of the whole store, on an encoded entry.
 *
 * Keeps: what such an engine does not promise is refused with a sentence, never done more weakly.
 */
import { decodeWith } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { createEntries, type Stored, toEntry, toStored } from './entries.ts'
import { operationFault } from './faults.ts'
import { REFUSED_CHARACTERS_MAX, REVISIONS_PER_HEIGHT } from './limits.ts'
import { Entry as EntryCodec } from './messages.ts'
import { planOperation } from './operations.ts'
import { decodeAnswer, decodeQuery, encodeAnswer } from './query-spec.ts'
import { answerQuery } from './scan.ts'
import { decodeOperation, encodeResult, rawEntry, readEntry } from './spec.ts'
import type { KvAnswer, KvEntry, KvKey, KvOperation, KvQuery, Revision } from './types.ts'

export interface KeyRefused {
  readonly type: 'refused'
  readonly reason: 'invalid' | 'notSupported'
  /** A sentence for people. */
  readonly text: string
}

export interface OneKey {
  readonly type: 'key'
  readonly key: KvKey
}

export interface KeySpanPlan {
  readonly type: 'span'
  readonly from: KvKey
  readonly to: KvKey
  readonly after: KvKey
  readonly reverse: boolean
  /** Entries and bytes that are enough. */
  readonly limit: number
  readonly bytesMax: number
  /** Answers from parts of it add up to that from all. */
  readonly isSum: boolean
}

/** An entry is never gone by itself: these engines have no time that all agree on. */
const NO_TIME = 0

const SPAN_ALL = { from: '', to: '', after: '', reverse: false } as const

/** The key of an operation; `isBlind`: nothing may depend on what is there. */
export function keyOfOperation(bytes: Uint8Array, isBlind: boolean): OneKey | KeyRefused {
  const operation = tryDecode(bytes)
  if (typeof operation === 'string') {
    return refuse('invalid', operation)
  }
  const fault = operationFault(operation)
  if (fault !== undefined) {
    return refuse('invalid', fault)
  }
  const text = unsupported(operation, isBlind)
  // None is without keys: that is a fault.
  const [key = ''] = keysOf(operation)
  return text === undefined ? { type: 'key', key } : refuse('notSupported', text)
}

/** What an operation on one key makes of its encoded entry; undefined for none. */
export function applyToEntry(
  key: KvKey,
  content: Uint8Array | undefined,
  operation: Uint8Array,
  revision: Revision
): { readonly content: Uint8Array | undefined; readonly result: Uint8Array } {
  const asked = tryDecode(operation)
  if (typeof asked === 'string') {
    const text = asked.slice(0, REFUSED_CHARACTERS_MAX)
    return { content, result: encodeResult({ type: 'refused', reason: 'malformed', text }) }
  }
  const kept = storedOf(content)
  const height = Math.floor(revision / REVISIONS_PER_HEIGHT)
  const place = { height, index: revision % REVISIONS_PER_HEIGHT, timeMs: NO_TIME }
  const { result, writes } = planOperation(
    { kept: () => kept, bytes: 0 },
    asked,
    place,
    Number.MAX_SAFE_INTEGER
  )
  const [write] = writes
  const after = write === undefined ? content : write.after && contentOf(key, write.after)
  return { content: after, result: encodeResult(result) }
}

/** What a question wants to see. */
export function planOfQuestion(bytes: Uint8Array): OneKey | KeySpanPlan | KeyRefused {
  const query = tryQuery(bytes)
  if (typeof query === 'string') {
    return refuse('invalid', query)
  }
  switch (query.type) {
    case 'get':
      return { type: 'key', key: query.key }
    case 'scan':
      return { ...query, type: 'span', limit: query.limit, isSum: false }
    case 'count':
    case 'stats': {
      const { from, to } = query.type === 'count' ? query : SPAN_ALL
      const all = Number.MAX_SAFE_INTEGER
      return { ...SPAN_ALL, from, to, type: 'span', limit: all, bytesMax: all, isSum: true }
    }
  }
}

/** The answer to a question from encoded entries; `isWhole`: there are no more behind them. */
export function answerFromEntries(
  question: Uint8Array,
  contents: readonly (readonly [KvKey, Uint8Array])[],
  isWhole: boolean
): Uint8Array {
  const query = decodeQuery(question)
  if (query.type === 'get') {
    const [only] = contents
    const entry = only === undefined ? undefined : entryOf(only[1])
    return encodeAnswer({ type: 'get', entry })
  }
  const entries = createEntries()
  for (const [key, content] of contents) {
    const stored = storedOf(content)
    if (stored !== undefined) {
      entries.replace(key, undefined, stored)
    }
  }
  const answer = answerQuery(entries, query, NO_TIME)
  return encodeAnswer(isWhole ? answer : goingOn(answer))
}

/** Of two counts or stats of different keys that of both. @throws InvalidMessageError when they are none */
export function addAnswers(a: Uint8Array, b: Uint8Array): Uint8Array {
  const [one, other] = [decodeAnswer(a), decodeAnswer(b)]
  if (one.type === 'count' && other.type === 'count') {
    return encodeAnswer({ type: 'count', count: one.count + other.count })
  }
  if (one.type === 'stats' && other.type === 'stats') {
    return encodeAnswer({
      type: 'stats',
      keys: one.keys + other.keys,
      bytes: one.bytes + other.bytes,
      expiring: one.expiring + other.expiring
    })
  }
  throw new InvalidMessageError(`answers of type ${one.type} and ${other.type} do not add up`)
}

/** A scan whose last entries are not known yet goes on behind the last one that is. */
function goingOn(answer: KvAnswer): KvAnswer {
  return answer.type === 'scan' && answer.after === ''
    ? { ...answer, after: answer.entries.at(-1)?.key ?? '' }
    : answer
}

function unsupported(operation: KvOperation, isBlind: boolean): string | undefined {
  if (new Set(keysOf(operation)).size > 1) {
    return 'this engine does operations on one key only, no transactions over several'
  }
  if (hasTtl(operation)) {
    return 'this engine has no time to live, because its members share no time'
  }
  if (isBlind && operation.type !== 'put' && operation.type !== 'delete') {
    return 'a group without a leader does puts, deletes and reads only'
  }
  return undefined
}

function hasTtl(operation: KvOperation): boolean {
  switch (operation.type) {
    case 'touch':
      return true
    case 'put':
      return operation.ttlMs > 0
    case 'compareAndSet':
      return operation.put.ttlMs > 0
    case 'transaction':
      return [...operation.whenTrue, ...operation.whenFalse].some(
        (part) => part.type === 'touch' || (part.type === 'put' && part.ttlMs > 0)
      )
    case 'delete':
      return false
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

/** Bytes of an encoded entry. */
function contentOf(key: KvKey, stored: Stored): Uint8Array {
  return EntryCodec.encode(rawEntry(toEntry(key, stored)))
}

/** Undefined for what is no entry: whoever made it lies, and nobody must fail because of it. */
export function entryOf(content: Uint8Array): KvEntry | undefined {
  const entry = textOfFault(() => readEntry(decodeWith('kv entry', content, EntryCodec.decode)))
  return typeof entry === 'string' ? undefined : entry
}

function storedOf(content: Uint8Array | undefined): Stored | undefined {
  const entry = content === undefined ? undefined : entryOf(content)
  return entry === undefined ? undefined : toStored(entry)
}

/** An operation is looked at when it is taken and when it is done; it is decoded once. */
const decoded = new WeakMap<Uint8Array, KvOperation | string>()

function tryDecode(bytes: Uint8Array): KvOperation | string {
  const known = decoded.get(bytes) ?? textOfFault(() => decodeOperation(bytes))
  decoded.set(bytes, known)
  return known
}

function tryQuery(bytes: Uint8Array): KvQuery | string {
  return textOfFault(() => decodeQuery(bytes))
}

function textOfFault<T>(decode: () => T): T | string {
  try {
    return decode()
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return error.message
    }
    throw error
  }
}

function refuse(reason: KeyRefused['reason'], text: string): KeyRefused {
  return { type: 'refused', reason, text: text.slice(0, REFUSED_CHARACTERS_MAX) }
}
