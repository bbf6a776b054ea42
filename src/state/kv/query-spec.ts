/**
 * The codec of questions and answers of the key-value store.
 */
import { decodeWith, readBytes, readNumber } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import { KEY_BYTES_MAX } from '../../core/limits.ts'
import { keyFault } from './faults.ts'
import { ANSWER_BYTES_MAX, SCAN_ENTRIES_MAX } from './limits.ts'
import { KvAnswer as AnswerCodec, KvQuery as QueryCodec, type Scan } from './messages.ts'
import { RESULT_BYTES_MAX, rawEntry, rawGot, readEntry, readGot } from './spec.ts'
import type { KvAnswer, KvQuery, ScanQuery } from './types.ts'

/** Three keys and three numbers. */
const QUERY_BYTES_MAX: number = 3 * KEY_BYTES_MAX + 256

/** A scan of everything, for callers to narrow. */
export const SCAN_DEFAULTS: ScanQuery = {
  type: 'scan',
  from: '',
  to: '',
  limit: 1000,
  bytesMax: ANSWER_BYTES_MAX,
  reverse: false,
  keysOnly: false,
  after: ''
}

export function encodeQuery(query: KvQuery): Uint8Array {
  switch (query.type) {
    case 'get':
      return QueryCodec.encode({ get: { key: fromLatin1(query.key) } })
    case 'scan':
      return QueryCodec.encode({
        scan: {
          from: fromLatin1(query.from),
          to: fromLatin1(query.to),
          limit: query.limit,
          bytesMax: query.bytesMax,
          reverse: query.reverse,
          keysOnly: query.keysOnly,
          after: fromLatin1(query.after)
        }
      })
    case 'count':
      return QueryCodec.encode({
        count: { from: fromLatin1(query.from), to: fromLatin1(query.to) }
      })
    case 'stats':
      return QueryCodec.encode({ stats: {} })
  }
}

/** @throws InvalidMessageError when the bytes are no question, or it is beyond a limit */
export function decodeQuery(bytes: Uint8Array): KvQuery {
  const raw = decodeWith(
    'kv query',
    readBytes('kv query', bytes, QUERY_BYTES_MAX),
    QueryCodec.decode
  )
  if (raw.get !== undefined) {
    const key = toLatin1(raw.get.key)
    const fault = keyFault(key)
    if (fault !== undefined) {
      throw new InvalidMessageError(fault)
    }
    return { type: 'get', key }
  }
  if (raw.scan !== undefined) {
    return readScan(raw.scan)
  }
  if (raw.count !== undefined) {
    const { from, to } = raw.count
    return { type: 'count', from: readBound('count.from', from), to: readBound('count.to', to) }
  }
  if (raw.stats !== undefined) {
    return { type: 'stats' }
  }
  throw new InvalidMessageError('a kv query is of no known type')
}

export function encodeAnswer(answer: KvAnswer): Uint8Array {
  switch (answer.type) {
    case 'get':
      return AnswerCodec.encode({ get: rawGot(answer) })
    case 'scan':
      return AnswerCodec.encode({
        scan: { entries: answer.entries.map(rawEntry), after: fromLatin1(answer.after) }
      })
    case 'count':
      return AnswerCodec.encode({ count: answer })
    case 'stats':
      return AnswerCodec.encode({ stats: answer })
  }
}

/** @throws InvalidMessageError when the bytes are no answer */
export function decodeAnswer(bytes: Uint8Array): KvAnswer {
  const raw = decodeWith(
    'kv answer',
    readBytes('kv answer', bytes, RESULT_BYTES_MAX),
    AnswerCodec.decode
  )
  if (raw.get !== undefined) {
    return readGot(raw.get)
  }
  if (raw.scan !== undefined) {
    const { entries, after } = raw.scan
    return { type: 'scan', entries: entries.map(readEntry), after: toLatin1(after) }
  }
  if (raw.count !== undefined) {
    return { type: 'count', count: raw.count.count }
  }
  if (raw.stats !== undefined) {
    return { type: 'stats', ...raw.stats }
  }
  throw new InvalidMessageError('a kv answer is of no known type')
}

function readScan(raw: Scan): ScanQuery {
  return {
    type: 'scan',
    from: readBound('scan.from', raw.from),
    to: readBound('scan.to', raw.to),
    limit: readNumber('scan.limit', raw.limit, 1, SCAN_ENTRIES_MAX),
    bytesMax: readNumber('scan.bytesMax', raw.bytesMax, 1, ANSWER_BYTES_MAX),
    reverse: raw.reverse,
    keysOnly: raw.keysOnly,
    after: readBound('scan.after', raw.after)
  }
}

function readBound(name: string, bytes: Uint8Array): string {
  return toLatin1(readBytes(name, bytes, KEY_BYTES_MAX))
}
