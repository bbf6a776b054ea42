/**
 * The key-value store of one group: calls become operations and questions of its state, results become
 * views.
 */
import { operationSizeFault } from '../../core/command.ts'
import { InvalidInputError } from '../../core/errors.ts'
import type { ChainId } from '../../core/genesis.ts'
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import {
  decodeAnswer,
  decodeResult,
  encodeOperation,
  encodeQuery,
  formatRevision,
  heightOf,
  type KvAnswer,
  type KvKey,
  type KvOperation,
  type KvQuery,
  type KvResult,
  operationFault,
  type Part,
  type PartResult,
  type PutOperation,
  SCAN_DEFAULTS,
  SCAN_ENTRIES_MAX,
  sizeFault,
  type WrittenResult
} from '../../state/kv/index.ts'
import type { Submitted } from '../../vehicle/requests.ts'
import { OutcomeUnknownError, RefusedError } from '../errors.ts'
import type { GroupCalls } from '../group-calls.ts'
import type {
  KvEntryView,
  KvInput,
  KvLogged,
  KvPart,
  KvPartResult,
  KvPutOptions,
  KvReadOptions,
  KvScanOptions,
  KvStore,
  KvTransaction,
  KvWriteOptions,
  KvWritten
} from './api.ts'
import { toEntryView, toExpected, toKey, toRange, toValue } from './values.ts'

type ResultOf<T extends KvResult['type']> = Extract<KvResult, { readonly type: T }>
type AnswerOf<T extends KvAnswer['type']> = Extract<KvAnswer, { readonly type: T }>

/** Everything but the watch, which reads blocks. */
export type KvCalls = Omit<KvStore, 'watch'>

export function createKvCalls({ submit, query }: GroupCalls, chain: ChainId): KvCalls {
  const write = async <T extends KvOperation['type']>(
    operation: Extract<KvOperation, { readonly type: T }>,
    options: KvWriteOptions | undefined
  ): Promise<KvLogged & { readonly result: ResultOf<T> }> => {
    const submitted = await submit(chain, encodedOf(operation), options)
    return loggedOf(submitted, operation.type as T)
  }

  const ask = async <T extends KvAnswer['type']>(
    question: Extract<KvQuery, { readonly type: T }>,
    options: KvReadOptions | undefined
  ): Promise<AnswerOf<T> & { readonly height: number }> => {
    const { result, height } = await query(chain, encodeQuery(question), options)
    // A question is answered in its own kind.
    return { ...(decodeAnswer(result) as AnswerOf<T>), height }
  }

  const scan = async (options: KvScanOptions = {}) => {
    const { limit = SCAN_DEFAULTS.limit, reverse = false, keysOnly = false, cursor } = options
    if (!Number.isInteger(limit) || limit < 1 || limit > SCAN_ENTRIES_MAX) {
      throw new InvalidInputError(`limit is ${limit}, allowed are 1 to ${SCAN_ENTRIES_MAX}`)
    }
    const after = cursor === undefined ? '' : readCursor(cursor)
    const range = toRange(options)
    const question = { ...SCAN_DEFAULTS, ...range, limit, reverse, keysOnly, after }
    const answer = await ask<'scan'>(question, options)
    return {
      chain,
      entries: answer.entries.map(toEntryView),
      cursor: answer.after === '' ? undefined : toCursor(answer.after),
      height: answer.height
    }
  }

  return {
    chain,
    scan,
    async get(key, options) {
      const { entry } = await ask<'get'>({ type: 'get', key: toKey(key) }, options)
      return viewOf(entry)
    },
    put: async (key, value, options = {}) =>
      writtenOf(await write<'put'>(putOf(toKey(key), value, options), options)),
    async delete(key, options = {}) {
      const { previous = false } = options
      const operation = { type: 'delete', key: toKey(key), wantsPrevious: previous } as const
      return writtenOf(await write<'delete'>(operation, options))
    },
    touch: async (key, ttlMs, options) =>
      writtenOf(await write<'touch'>({ type: 'touch', key: toKey(key), ttlMs }, options)),
    async compareAndSet(key, expected, value, options = {}) {
      const put = putOf(toKey(key), value, options)
      const operation = { type: 'compareAndSet', expected: toExpected(expected), put } as const
      const { result, ...logged } = await write<'compareAndSet'>(operation, options)
      const { succeeded, modified, previous } = result
      return {
        ...logged,
        succeeded,
        modified: modified === 0 ? undefined : formatRevision(modified),
        previous: viewOf(previous)
      }
    },
    async transact(transaction, options) {
      const { result, ...logged } = await write<'transaction'>(transactionOf(transaction), options)
      return { ...logged, succeeded: result.succeeded, parts: result.parts.map(partView) }
    },
    async *scanAll(options = {}) {
      let { cursor } = options
      do {
        const page = await scan({ ...options, cursor })
        yield* page.entries
        cursor = page.cursor
      } while (cursor !== undefined)
    },
    count: async (range = {}, options) =>
      (await ask<'count'>({ type: 'count', ...toRange(range) }, options)).count,
    async stats(options) {
      const { keys, bytes, expiring, height } = await ask<'stats'>({ type: 'stats' }, options)
      return { keys, bytes, expiring, height }
    }
  }
}

/** @throws InvalidInputError; RefusedError ERR_TOO_LARGE for what no engine takes */
function encodedOf(operation: KvOperation): Uint8Array {
  const fault = operationFault(operation)
  if (fault !== undefined) {
    refuseTooLarge(sizeFault(operation))
    throw new InvalidInputError(fault)
  }
  const encoded = encodeOperation(operation)
  refuseTooLarge(operationSizeFault(encoded))
  return encoded
}

function refuseTooLarge(fault: string | undefined): void {
  if (fault !== undefined) {
    throw new RefusedError(fault, { reason: 'tooLarge', retry: false })
  }
}

/** @throws RefusedError when the state has refused the operation; OutcomeUnknownError */
function loggedOf<T extends KvOperation['type']>(
  { chain, operation, result, height }: Submitted,
  type: T
): KvLogged & { readonly result: ResultOf<T> } {
  const decoded = decodeResult(result)
  if (decoded.type === 'refused') {
    const reason = decoded.reason === 'malformed' ? 'invalid' : decoded.reason
    throw new RefusedError(decoded.text, { reason, retry: false, detail: { operation, height } })
  }
  if (decoded.type !== type) {
    // The engine tells operations apart, so only a member that lies tells what another one came to.
    throw new OutcomeUnknownError(`a ${type} was answered as a ${decoded.type}`, { operation })
  }
  const revision = formatRevision(decoded.revision)
  // Where it was done; `height` is where it was asked again.
  return {
    chain,
    operation,
    height: heightOf(decoded.revision),
    revision,
    result: decoded as ResultOf<T>
  }
}

function writtenOf({
  chain,
  operation,
  height,
  revision,
  result
}: KvLogged & { readonly result: WrittenResult }): KvWritten {
  const { found, previous } = result
  return { chain, operation, height, revision, found, previous: viewOf(previous) }
}

function viewOf(entry: Parameters<typeof toEntryView>[0] | undefined): KvEntryView | undefined {
  return entry === undefined ? undefined : toEntryView(entry)
}

function putOf(
  key: KvKey,
  value: KvInput,
  { ttlMs = 0, previous = false }: KvPutOptions
): PutOperation {
  return { type: 'put', key, value: toValue(value), ttlMs, wantsPrevious: previous }
}

function transactionOf({
  compares = [],
  whenTrue = [],
  whenFalse = []
}: KvTransaction): Extract<KvOperation, { readonly type: 'transaction' }> {
  return {
    type: 'transaction',
    compares: compares.map(({ key, expected }) => ({
      key: toKey(key),
      expected: toExpected(expected)
    })),
    whenTrue: whenTrue.map(partOf),
    whenFalse: whenFalse.map(partOf)
  }
}

function partOf(part: KvPart): Part {
  const key = toKey(part.key)
  switch (part.type) {
    case 'put':
      return putOf(key, part.value, part)
    case 'delete':
      return { type: 'delete', key, wantsPrevious: part.previous ?? false }
    case 'touch':
      return { type: 'touch', key, ttlMs: part.ttlMs ?? 0 }
    case 'get':
      return { type: 'get', key }
  }
}

function partView(part: PartResult): KvPartResult {
  return part.type === 'get'
    ? { type: 'get', entry: viewOf(part.entry) }
    : { type: part.type, found: part.found, previous: viewOf(part.previous) }
}

/** A key as a text that is safe everywhere. */
function toCursor(key: string): string {
  return Buffer.from(fromLatin1(key)).toString('base64url')
}

/** @throws InvalidInputError when it is no cursor */
function readCursor(cursor: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) {
    throw new InvalidInputError(`"${cursor.slice(0, 64)}" is no cursor; take the one of a page`)
  }
  return toLatin1(Buffer.from(cursor, 'base64url'))
}
