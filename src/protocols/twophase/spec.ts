/**
 * The codec and limits of the protocol twophase.
 */
import { fromHex, NO_BYTES } from '../../core/bytes.ts'
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
import { fromLatin1 } from '../../core/latin1.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import { isWalk, messageOf } from './contents.ts'
import {
  rawAnswer,
  rawEntry,
  rawRead,
  readAnswer,
  readBound,
  readEntries,
  readKeyText,
  readQuestion,
  readValue
} from './entry-spec.ts'
import {
  CONTENTS_MAX,
  ITEMS_MAX,
  KEYS_MAX,
  MESSAGE_BYTES_MAX,
  NODES_MAX,
  WALKS_MAX
} from './limits.ts'
import {
  TwophaseMessage as Codec,
  type Content as ContentRaw,
  type Expected as ExpectedRaw,
  type Found as FoundRaw,
  type Key as KeyRaw,
  type Outcome as OutcomeRaw,
  type Portion as PortionRaw,
  type Vote as VoteRaw,
  type Write as WriteRaw
} from './messages.ts'
import {
  type Content,
  EXPECTED_TYPES,
  type Expected,
  type Found,
  type Outcome,
  type Portion,
  type PortionKey,
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

const COORDINATOR_BYTES = 24

function encode({ chain, ring, contents }: TwophaseMessage): Uint8Array {
  return Codec.encode({ chain, ring, contents: contents.map(rawContent) })
}

function rawContent(content: Content): ContentRaw {
  switch (content.type) {
    case 'prepare': {
      const portions = content.portions.map(rawPortion)
      return { prepare: { coordinator: nameOf(content), portions } }
    }
    case 'votes': {
      const votes = content.votes.map(rawVote)
      return { votes: { coordinator: nameOf(content), votes } }
    }
    case 'outcomes': {
      const outcomes = content.outcomes.map(rawOutcome)
      return { outcomes: { coordinator: nameOf(content), outcomes } }
    }
    case 'acks':
      return { acks: { coordinator: nameOf(content), numbers: [...content.numbers] } }
    case 'doubts':
      return { doubts: { coordinator: nameOf(content), numbers: [...content.numbers] } }
    case 'read':
      return { read: rawRead(content) }
    case 'answer':
      return { answer: rawAnswer(content) }
    case 'pull': {
      const { without, after } = content
      return { pull: { without: [...without], after: fromLatin1(after) } }
    }
    case 'range': {
      const { without, after, entries, next, floor } = content
      const bounds = { after: fromLatin1(after), next: fromLatin1(next) }
      return {
        range: { ...bounds, without: [...without], entries: entries.map(rawEntry), floor }
      }
    }
  }
}

function decode(bytes: Uint8Array): TwophaseMessage {
  const raw = decodeWith('twophase', readBytes('twophase', bytes, MESSAGE_BYTES_MAX), Codec.decode)
  const contents = readList('twophase.contents', raw.contents, CONTENTS_MAX).map(readContent)
  const walks = contents.filter(isWalk).length
  if (contents.length === 0 || walks > WALKS_MAX) {
    throw new InvalidMessageError(`twophase says ${contents.length} things with ${walks} walks`)
  }
  return messageOf(
    readChain('twophase.chain', raw.chain),
    readNumber('twophase.ring', raw.ring),
    contents
  )
}

function readContent(raw: ContentRaw): Content {
  const content = readCommitting(raw) ?? readReading(raw)
  if (content === undefined) {
    throw new InvalidMessageError('twophase has no known content')
  }
  return content
}

function readCommitting(raw: ContentRaw): Content | undefined {
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

function readReading({ read, answer, pull, range }: ContentRaw): Content | undefined {
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
  return readHexBytes('coordinator', coordinator, COORDINATOR_BYTES)
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
      // What a client expects may be more than any version; then no key has it.
      return {
        type,
        revision: readNumber('expected.version', version, 0, Number.MAX_SAFE_INTEGER)
      }
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
      version,
      changes,
      json: kind === 'json',
      value,
      holds,
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
  const [all, puts] = [[...versions], [...changes]]
  return { number, committed: isCommitted, branch, versions: all, changes: puts }
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
