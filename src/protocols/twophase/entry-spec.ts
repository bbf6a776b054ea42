/**
 * The codec of keys with their values, and of reads and their answers.
 */
import { readBytes, readList, readNumber } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import { KEY_BYTES_MAX, VALUE_BYTES_MAX } from '../../core/limits.ts'
import { ANSWER_BYTES_MAX, ANSWER_ENTRIES_MAX } from './limits.ts'
import type { Answer as AnswerRaw, Entry as EntryRaw, Read as ReadRaw } from './messages.ts'
import { ANSWERS, type Answer, type Entry, type Question, type Read } from './types.ts'

export function rawRead({ ticket, without, question }: Read): ReadRaw {
  const peers = [...without]
  switch (question.type) {
    case 'get':
      return { ticket, without: peers, key: fromLatin1(question.key) }
    case 'scan': {
      const { limit, bytesMax, reverse, keysOnly } = question
      const [from, to] = [fromLatin1(question.from), fromLatin1(question.to)]
      const after = fromLatin1(question.after)
      const scan = { from, to, limit, bytesMax, reverse, keysOnly, after }
      return { ticket, without: peers, scan }
    }
    case 'count': {
      const { from, to } = question
      return { ticket, without: peers, count: { from: fromLatin1(from), to: fromLatin1(to) } }
    }
    case 'stats':
      return { ticket, without: peers, stats: {} }
  }
}

export function readQuestion({ key, scan, count, stats }: ReadRaw): Question {
  if (key !== undefined) {
    return { type: 'get', key: readKeyText(key) }
  }
  if (scan !== undefined) {
    return {
      type: 'scan',
      from: readBound('scan.from', scan.from),
      to: readBound('scan.to', scan.to),
      limit: readNumber('scan.limit', scan.limit, 1, ANSWER_ENTRIES_MAX),
      bytesMax: readNumber('scan.bytesMax', scan.bytesMax, 1, ANSWER_BYTES_MAX),
      reverse: scan.reverse,
      keysOnly: scan.keysOnly,
      after: readBound('scan.after', scan.after)
    }
  }
  if (count !== undefined) {
    const [from, to] = [readBound('count.from', count.from), readBound('count.to', count.to)]
    return { type: 'count', from, to }
  }
  if (stats === undefined) {
    throw new InvalidMessageError('a read asks nothing that is known')
  }
  return { type: 'stats' }
}

export function rawAnswer(answer: Answer): AnswerRaw {
  const { ticket, verdict, entries, hasMore, keys, bytes } = answer
  return {
    ticket,
    verdict: ANSWERS.indexOf(verdict) + 1,
    entries: entries.map(rawEntry),
    more: hasMore,
    keys,
    bytes
  }
}

export function readAnswer(raw: AnswerRaw): Answer {
  const verdict = ANSWERS[raw.verdict - 1]
  if (verdict === undefined) {
    throw new InvalidMessageError(`an answer is ${raw.verdict}`)
  }
  return {
    type: 'answer',
    ticket: readNumber('answer.ticket', raw.ticket),
    verdict,
    entries: readEntries(raw.entries),
    hasMore: raw.more,
    keys: readNumber('answer.keys', raw.keys),
    bytes: readNumber('answer.bytes', raw.bytes)
  }
}

export function rawEntry({ key, version, changes, kind, value }: Entry): EntryRaw {
  return { key: fromLatin1(key), version, changes, json: kind === 'json', value }
}

export function readEntry({ key, version, changes, json, value }: EntryRaw): Entry {
  return {
    key: readKeyText(key),
    version: readNumber('entry.version', version),
    changes: readNumber('entry.changes', changes),
    kind: json ? 'json' : 'bytes',
    value: readValue(value)
  }
}

export function readEntries(entries: readonly EntryRaw[]): readonly Entry[] {
  return readList('entries', entries, ANSWER_ENTRIES_MAX).map(readEntry)
}

export function readKeyText(bytes: Uint8Array): string {
  if (bytes.length === 0) {
    throw new InvalidMessageError('a key is empty')
  }
  return toLatin1(readBytes('key', bytes, KEY_BYTES_MAX))
}

export function readBound(name: string, bytes: Uint8Array): string {
  return toLatin1(readBytes(name, bytes, KEY_BYTES_MAX))
}

export function readValue(bytes: Uint8Array): Uint8Array {
  return readBytes('value', bytes, VALUE_BYTES_MAX)
}
