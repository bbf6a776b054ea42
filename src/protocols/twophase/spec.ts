/**
 * The codec and limits of the protocol twophase.
 */
import { fromHex } from '../../core/bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHexBytes,
  readList,
  readNumber,
  readPeers
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { fromLatin1, toLatin1 } from '../../core/latin1.ts'
import { BODY_BYTES_MAX, KEY_BYTES_MAX } from '../../core/limits.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import {
  ANSWER_BYTES_MAX,
  ANSWER_ENTRIES_MAX,
  ITEMS_MAX,
  KEYS_MAX,
  MESSAGE_BYTES_MAX,
  NODES_MAX
} from './limits.ts'
import {
  type Answer as AnswerMessageRaw,
  TwophaseMessage as Codec,
  type Entry as EntryRaw,
  type Expected as ExpectedRaw,
  type Found as FoundRaw,
  type Key as KeyRaw,
  type Outcome as OutcomeRaw,
  type Portion as PortionRaw,
  type Read as ReadRaw,
  type Vote as VoteRaw,
  type Write as WriteRaw
} from './messages.ts'
import {
  ANSWERS,
  type AnswerMessage,
  type Entry,
  EXPECTED_TYPES,
  type Expected,
  type Found,
  type Outcome,
  type Portion,
  type PortionKey,
  type Question,
  type ReadMessage,
  type TwophaseMessage,
  VERDICTS,
  type Vote,
  type Write
} from './types.ts'

export const twophaseSpec: ProtocolSpec<'twophase', TwophaseMessage> = {
  name: 'twophase',
  id: '/vguard/twophase/1.0.0',
  bytesMax: MESSAGE_BYTES_MAX,
  inboundMessagesMax: 8192,
  outboundBytesMax: 16 * 1024 * 1024,
  encode,
  decode
}

const NO_BYTES: Uint8Array = new Uint8Array(0)
const NAME_BYTES = 16

function encode(message: TwophaseMessage): Uint8Array {
  const { chain, ring } = message
  const named = { chain, ring }
  switch (message.type) {
    case 'prepare': {
      const portions = message.portions.map(rawPortion)
      return Codec.encode({ ...named, prepare: { coordinator: nameOf(message), portions } })
    }
    case 'votes': {
      const votes = message.votes.map(rawVote)
      return Codec.encode({ ...named, votes: { coordinator: nameOf(message), votes } })
    }
    case 'outcomes': {
      const outcomes = message.outcomes.map(rawOutcome)
      return Codec.encode({ ...named, outcomes: { coordinator: nameOf(message), outcomes } })
    }
    case 'acks':
    case 'doubts': {
      const numbers = { coordinator: nameOf(message), numbers: [...message.numbers] }
      return Codec.encode({ ...named, [message.type]: numbers })
    }
    case 'read':
      return Codec.encode({ ...named, read: rawRead(message) })
    case 'answer':
      return Codec.encode({ ...named, answer: rawAnswer(message) })
    case 'pull': {
      const { without, after } = message
      return Codec.encode({ ...named, pull: { without: [...without], after: fromLatin1(after) } })
    }
    case 'range': {
      const { without, after, entries, next, floor } = message
      const range = {
        without: [...without],
        after: fromLatin1(after),
        next: fromLatin1(next),
        floor
      }
      return Codec.encode({ ...named, range: { ...range, entries: entries.map(rawEntry) } })
    }
  }
}

function decode(bytes: Uint8Array): TwophaseMessage {
  const raw = decodeWith('twophase', readBytes('twophase', bytes, MESSAGE_BYTES_MAX), Codec.decode)
  const named = {
    chain: readChain('twophase.chain', raw.chain),
    ring: readNumber('twophase.ring', raw.ring)
  }
  const content = readCommitting(raw) ?? readReading(raw)
  if (content === undefined) {
    throw new InvalidMessageError('twophase has no known message')
  }
  return { ...named, ...content } as TwophaseMessage
}

function readCommitting(raw: Codec): object | undefined {
  const { prepare, votes, outcomes, acks, doubts } = raw
  if (prepare !== undefined) {
    const portions = readItems('prepare.portions', prepare.portions).map(readPortion)
    return { type: 'prepare', coordinator: readName(prepare), portions }
  }
  if (votes !== undefined) {
    const list = readItems('votes.votes', votes.votes).map(readVote)
    return { type: 'votes', coordinator: readName(votes), votes: list }
  }
  if (outcomes !== undefined) {
    const list = readItems('outcomes.outcomes', outcomes.outcomes).map(readOutcome)
    return { type: 'outcomes', coordinator: readName(outcomes), outcomes: list }
  }
  const numbered = acks ?? doubts
  if (numbered === undefined) {
    return undefined
  }
  const numbers = readItems('numbers', numbered.numbers).map((one) => readNumber('number', one, 1))
  const type = acks === undefined ? 'doubts' : 'acks'
  return { type, coordinator: readName(numbered), numbers }
}

function readReading({ read, answer, pull, range }: Codec): object | undefined {
  if (read !== undefined) {
    return {
      type: 'read',
      ticket: readNumber('read.ticket', read.ticket),
      without: readPeers('read.without', read.without, NODES_MAX),
      question: readQuestion(read)
    }
  }
  if (answer !== undefined) {
    return readAnswer(answer)
  }
  if (pull !== undefined) {
    const without = readPeers('pull.without', pull.without, NODES_MAX)
    return { type: 'pull', without, after: readBound('pull.after', pull.after) }
  }
  return range === undefined
    ? undefined
    : {
        type: 'range',
        without: readPeers('range.without', range.without, NODES_MAX),
        after: readBound('range.after', range.after),
        entries: readEntries(range.entries),
        next: readBound('range.next', range.next),
        floor: readNumber('range.floor', range.floor)
      }
}

function nameOf({ coordinator }: { readonly coordinator: string }): Uint8Array {
  return fromHex(coordinator)
}

function readName({ coordinator }: { readonly coordinator: Uint8Array }): string {
  return readHexBytes('coordinator', coordinator, NAME_BYTES)
}

function readItems<T>(name: string, items: readonly T[]): readonly T[] {
  return readList(name, items, ITEMS_MAX)
}

export function rawPortion({ number, keys }: Portion): PortionRaw {
  return {
    number,
    keys: keys.map(({ key, index, expects, whenTrue, whenFalse, isWanted }) => ({
      key: fromLatin1(key),
      index,
      expects: expects.map(rawExpected),
      wanted: isWanted,
      ...(whenTrue === undefined ? {} : { whenTrue: rawWrite(whenTrue) }),
      ...(whenFalse === undefined ? {} : { whenFalse: rawWrite(whenFalse) })
    }))
  }
}

export function readPortion({ number, keys }: PortionRaw): Portion {
  const list = readList('portion.keys', keys, KEYS_MAX).map(readKey)
  if (list.length === 0 || new Set(list.map(({ key }) => key)).size < list.length) {
    throw new InvalidMessageError('a portion names no key, or one twice')
  }
  return { number: readNumber('portion.number', number, 1), keys: list }
}

function readKey({ key, index, expects, whenTrue, whenFalse, wanted }: KeyRaw): PortionKey {
  return {
    key: readKeyText(key),
    index: readNumber('key.index', index, 0, KEYS_MAX - 1),
    expects: readList('key.expects', expects, KEYS_MAX).map(readExpected),
    whenTrue: whenTrue === undefined ? undefined : readWrite(whenTrue),
    whenFalse: whenFalse === undefined ? undefined : readWrite(whenFalse),
    isWanted: wanted
  }
}

function rawExpected(expected: Expected): ExpectedRaw {
  const value = expected.type === 'value' ? expected.value : undefined
  return {
    kind: EXPECTED_TYPES.indexOf(expected.type) + 1,
    version: expected.type === 'revision' ? expected.revision : 0,
    value: value?.bytes ?? NO_BYTES,
    json: value?.kind === 'json'
  }
}

function readExpected({ kind, version, value, json }: ExpectedRaw): Expected {
  const type = EXPECTED_TYPES[kind - 1]
  switch (type) {
    case 'absent':
    case 'present':
      return { type }
    case 'revision':
      return { type, revision: readNumber('expected.version', version) }
    case 'value':
      return { type, value: { kind: json ? 'json' : 'bytes', bytes: readValue(value) } }
    default:
      throw new InvalidMessageError('a key is expected to be nothing that is known')
  }
}

function rawWrite(write: Write): WriteRaw {
  return write.type === 'delete'
    ? { remove: true, value: NO_BYTES, json: false }
    : { remove: false, value: write.value.bytes, json: write.value.kind === 'json' }
}

function readWrite({ remove, value, json }: WriteRaw): Write {
  return remove
    ? { type: 'delete' }
    : { type: 'put', value: { kind: json ? 'json' : 'bytes', bytes: readValue(value) } }
}

function rawVote({ number, verdict, found }: Vote): VoteRaw {
  return {
    number,
    verdict: VERDICTS.indexOf(verdict) + 1,
    found: found.map(({ version, changes, kind, value, holds, isJoining }) => ({
      ...{ version, changes, value, holds },
      json: kind === 'json',
      joining: isJoining
    }))
  }
}

function readVote({ number, verdict: code, found }: VoteRaw): Vote {
  const verdict = VERDICTS[code - 1]
  if (verdict === undefined) {
    throw new InvalidMessageError(`a vote is ${code}`)
  }
  return {
    number: readNumber('vote.number', number, 1),
    verdict,
    found: readList('vote.found', found, KEYS_MAX).map(readFound)
  }
}

function readFound({ version, changes, json, value, holds, joining }: FoundRaw): Found {
  return {
    version: readNumber('found.version', version),
    changes: readNumber('found.changes', changes),
    kind: json ? 'json' : 'bytes',
    value: readValue(value),
    holds,
    isJoining: joining
  }
}

export function rawOutcome({
  number,
  isCommitted,
  branch,
  versions,
  changes
}: Outcome): OutcomeRaw {
  const numbers = { versions: [...versions], changes: [...changes] }
  return { number, committed: isCommitted, branch, ...numbers }
}

export function readOutcome({ number, committed, branch, versions, changes }: OutcomeRaw): Outcome {
  if (versions.length !== changes.length) {
    throw new InvalidMessageError('an outcome has versions and changes of different keys')
  }
  return {
    number: readNumber('outcome.number', number, 1),
    isCommitted: committed,
    branch,
    versions: readNumbers('outcome.versions', versions),
    changes: readNumbers('outcome.changes', changes)
  }
}

function readNumbers(name: string, numbers: readonly number[]): readonly number[] {
  return readList(name, numbers, KEYS_MAX).map((one) => readNumber(name, one))
}

function rawRead({ ticket, without, question }: ReadMessage): ReadRaw {
  const named = { ticket, without: [...without] }
  switch (question.type) {
    case 'get':
      return { ...named, key: fromLatin1(question.key) }
    case 'scan': {
      const { from, to, after, limit, bytesMax, reverse, keysOnly } = question
      const keys = { from: fromLatin1(from), to: fromLatin1(to), after: fromLatin1(after) }
      return { ...named, scan: { ...keys, limit, bytesMax, reverse, keysOnly } }
    }
    case 'count': {
      const { from, to } = question
      return { ...named, count: { from: fromLatin1(from), to: fromLatin1(to) } }
    }
    case 'stats':
      return { ...named, stats: {} }
  }
}

function readQuestion({ key, scan, count, stats }: ReadRaw): Question {
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

function rawAnswer(message: AnswerMessage): AnswerMessageRaw {
  const { ticket, verdict, entries, hasMore, keys, bytes } = message
  const known = { ticket, verdict: ANSWERS.indexOf(verdict) + 1, more: hasMore, keys, bytes }
  return { ...known, entries: entries.map(rawEntry) }
}

function readAnswer(raw: AnswerMessageRaw): object {
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

function readEntries(entries: readonly EntryRaw[]): readonly Entry[] {
  return readList('entries', entries, ANSWER_ENTRIES_MAX).map(readEntry)
}

function readKeyText(bytes: Uint8Array): string {
  if (bytes.length === 0) {
    throw new InvalidMessageError('a key is empty')
  }
  return toLatin1(readBytes('key', bytes, KEY_BYTES_MAX))
}

function readBound(name: string, bytes: Uint8Array): string {
  return toLatin1(readBytes(name, bytes, KEY_BYTES_MAX))
}

function readValue(bytes: Uint8Array): Uint8Array {
  return readBytes('value', bytes, BODY_BYTES_MAX)
}
