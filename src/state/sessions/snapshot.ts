/**
 * Sessions and the state within as one stream of records.
 */
import { fromHex, toHex } from '../../core/bytes.ts'
import { decodeWith, readHexBytes, readNumber } from '../../core/codec.ts'
import { DIGEST_BYTES } from '../../core/command.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { ENTRIES_MAX } from '../../core/limits.ts'
import { cutParts, joinParts, PART_BYTES } from '../../core/snapshot-parts.ts'
import type { Snapshot, StateMachine } from '../../core/state-machine.ts'
import type { SessionsOptions } from './limits.ts'
import {
  SessionsRecord as RecordCodec,
  type Result as ResultMessage,
  type Session as SessionMessage
} from './messages.ts'
import type { Session, SessionTable } from './table.ts'

const VERSION = 1
const CLIENT_BYTES = 16

/** The greatest record is a part of the state within. */
const RECORD_BYTES_MAX: number = PART_BYTES + 64

type Limits = Readonly<Required<SessionsOptions>>

export function saveSessions(table: SessionTable, inner: StateMachine): Snapshot {
  const head = { version: VERSION, digest: table.digest(), horizon: table.horizon }
  const sessions = table.freeze()
  const within = inner.save()
  function* records(): Generator<Uint8Array, void> {
    yield RecordCodec.encode({ head })
    for (const session of sessions) {
      yield RecordCodec.encode({ session: { ...session, client: fromHex(session.client) } })
      for (const [seq, { digest, result }] of session.results) {
        const named = { seq, digest: fromHex(digest) }
        yield RecordCodec.encode({ result: result === undefined ? named : { ...named, result } })
      }
    }
    for (const part of within.parts()) {
      yield RecordCodec.encode({ inner: part })
    }
  }
  return { parts: () => cutParts(records()) }
}

/** @throws InvalidMessageError when the parts are no whole snapshot; then both are empty */
export function loadSessions(
  table: SessionTable,
  inner: StateMachine,
  limits: Limits,
  parts: Iterable<Uint8Array>
): void {
  table.clear()
  try {
    // The sessions are read on the way to the first part of the state within, so that whatever is
    // wrong with them empties that state too.
    inner.load(readRecords(table, limits, joinParts(parts, RECORD_BYTES_MAX)))
  } catch (error) {
    table.clear()
    throw error
  }
}

function* readRecords(
  table: SessionTable,
  limits: Limits,
  records: Iterable<Uint8Array>
): Generator<Uint8Array, void> {
  const reader = createReader(table, limits)
  for (const bytes of records) {
    const record = decodeWith('sessions record', bytes, RecordCodec.decode)
    const part = reader.read(record)
    if (part !== undefined) {
      yield part
    }
  }
  reader.finish()
}

interface Reader {
  /** The part of the state within, if the record is one. */
  read(record: RecordCodec): Uint8Array | undefined
  /** Nothing but parts of the state within follows. */
  finish(): void
}

function createReader(table: SessionTable, limits: Limits): Reader {
  let head: RecordCodec['head']
  let session: Session | undefined
  let isFinished = false

  const finish = (): void => {
    if (isFinished) {
      return
    }
    putSession()
    isFinished = true
    if (head === undefined || table.digest() !== head.digest) {
      throw new InvalidMessageError('a snapshot has other sessions than its head says')
    }
  }
  const putSession = (): void => {
    if (session !== undefined) {
      table.restore(session)
      session = undefined
    }
  }
  const readOwn = (record: RecordCodec): void => {
    if (isFinished || (head === undefined) === (record.head === undefined)) {
      throw new InvalidMessageError('the records of a snapshot of sessions are out of order')
    }
    if (record.head !== undefined) {
      head = record.head
      readNumber('sessions.version', head.version, VERSION, VERSION)
      table.setHorizon(readNumber('sessions.horizon', head.horizon))
    } else if (record.session !== undefined) {
      putSession()
      session = readSession(table, limits, record.session)
    } else if (session !== undefined && record.result !== undefined) {
      readResult(session, limits, record.result)
    } else {
      throw new InvalidMessageError('a record of a snapshot of sessions is of no known type')
    }
  }

  return {
    read(record) {
      if (record.inner !== undefined) {
        finish()
        return record.inner
      }
      readOwn(record)
      return undefined
    },
    finish
  }
}

function readSession(table: SessionTable, limits: Limits, raw: SessionMessage): Session {
  const client = toHex(raw.client)
  if (raw.client.length !== CLIENT_BYTES || table.find(client) !== undefined) {
    throw new InvalidMessageError('a snapshot has a session of no client, or twice')
  }
  if (table.size >= limits.sessionsMax) {
    throw new InvalidMessageError(`a snapshot has more than ${limits.sessionsMax} sessions`)
  }
  return {
    client,
    firstHeight: readNumber('session.firstHeight', raw.firstHeight),
    floor: readNumber('session.floor', raw.floor),
    usedHeight: readNumber('session.usedHeight', raw.usedHeight),
    usedIndex: readNumber('session.usedIndex', raw.usedIndex, 0, ENTRIES_MAX - 1),
    results: new Map(),
    saves: 0
  }
}

function readResult({ results, floor }: Session, limits: Limits, raw: ResultMessage): void {
  const seq = readNumber('result.seq', raw.seq, floor + 1)
  if (results.has(seq) || results.size >= limits.resultsMax) {
    throw new InvalidMessageError('a snapshot has a result twice, or too many')
  }
  const { result } = raw
  if (result !== undefined && result.length > limits.resultBytesMax) {
    throw new InvalidMessageError(`a snapshot has a result of ${result.length} bytes`)
  }
  results.set(seq, {
    digest: readHexBytes('result.digest', raw.digest, DIGEST_BYTES),
    result: result === undefined ? undefined : new Uint8Array(result)
  })
}
