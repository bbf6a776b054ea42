/**
 * A backup as one file: JSON lines. The first tells what it is, then come the files of the data
 * directory and the records of the store, and the last has the SHA-256 of all bytes before it.
 *
 * Keeps: whoever reads to the end without an error has read what was written, and all of it.
 */
import { createHash } from 'node:crypto'
import { VGuardError } from '../errors.ts'

/** Grows when a reader of before could not read it. */
export const BACKUP_FORMAT = 1

/** A record of 1 MiB in base64 with its key, and a portion of small ones before it. */
const LINE_BYTES_MAX = 4 * 1024 * 1024

/** Records of one line are at most so many bytes, and one more record. */
const PORTION_BYTES = 256 * 1024

export interface BackupHeader {
  readonly type: 'backup'
  readonly format: number
  /** Version of the program that wrote it. */
  readonly version: string
  readonly peer: string
  /** Alias of the vehicle; empty for none. */
  readonly name: string
  /** When it was begun, by the clock of the vehicle. */
  readonly timeMs: number
}

/** A file of the data directory; `bytes` are base64. */
export interface BackupFile {
  readonly type: 'file'
  readonly name: string
  readonly bytes: string
}

/** Records with their checksums, as they are stored; values are base64. */
export interface BackupRecords {
  readonly type: 'records'
  readonly records: readonly (readonly [key: string, stored: string])[]
}

interface BackupEnd {
  readonly type: 'end'
  readonly files: number
  readonly records: number
  readonly sha256: string
}

export type BackupPart = BackupHeader | BackupFile | BackupRecords

/** The file is no backup, a damaged one, or half of one. */
export class BackupError extends VGuardError {
  override readonly name = 'BackupError'

  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { ...options, code: 'ERR_BACKUP_DAMAGED' })
  }
}

/** Lines of a backup, each with its end. */
export async function* archiveLines(
  parts: AsyncIterable<BackupPart> | Iterable<BackupPart>
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let [files, records] = [0, 0]
  for await (const part of parts) {
    files += part.type === 'file' ? 1 : 0
    records += part.type === 'records' ? part.records.length : 0
    const line = `${JSON.stringify(part)}\n`
    hash.update(line)
    yield line
  }
  const end: BackupEnd = { type: 'end', files, records, sha256: hash.digest('hex') }
  yield `${JSON.stringify(end)}\n`
}

/**
 * The parts of a backup, the header first. What was yielded counts only when the end is reached.
 *
 * @throws BackupError when it is no backup, damaged or cut off
 */
export async function* readArchive(
  chunks: AsyncIterable<Uint8Array | string>,
  place: string
): AsyncGenerator<BackupPart> {
  const hash = createHash('sha256')
  const damaged = (why: string, options?: ErrorOptions): BackupError =>
    new BackupError(`the backup ${place} is damaged: ${why}; take another one`, options)
  let [lines, files, records] = [0, 0, 0]
  let end: BackupEnd | undefined
  for await (const line of linesOf(chunks, damaged)) {
    if (end !== undefined) {
      throw damaged('something follows its end')
    }
    const part = parse(line, lines, place, damaged)
    lines++
    if (part.type === 'end') {
      end = part
      continue
    }
    hash.update(line)
    files += part.type === 'file' ? 1 : 0
    records += part.type === 'records' ? part.records.length : 0
    yield part
  }
  if (lines === 0) {
    throw new BackupError(`${place} is no backup of a vehicle: it is empty`)
  }
  if (end === undefined) {
    throw damaged('its end is missing, so it was cut off')
  }
  if (end.sha256 !== hash.digest('hex') || end.files !== files || end.records !== records) {
    throw damaged('its contents are not those that were written')
  }
}

type Damaged = (why: string, options?: ErrorOptions) => BackupError

/** One line without its end; the first must be a header, and no other may be. */
function parse(
  line: Buffer,
  number: number,
  place: string,
  damaged: Damaged
): BackupPart | BackupEnd {
  let part: unknown
  try {
    part = JSON.parse(line.toString('utf8'))
  } catch (cause) {
    throw number === 0
      ? new BackupError(`${place} is no backup of a vehicle, or its first line is damaged`, {
          cause
        })
      : damaged(`line ${number + 1} cannot be read`, { cause })
  }
  if (number === 0) {
    return checkHeader(part, place)
  }
  if (!isPart(part)) {
    throw damaged(`line ${number + 1} is nothing that belongs there`)
  }
  return part
}

function checkHeader(part: unknown, place: string): BackupHeader {
  const { type, format, version, peer, name, timeMs } = (part ?? {}) as Record<string, unknown>
  if (type !== 'backup' || typeof format !== 'number') {
    throw new BackupError(`${place} is no backup of a vehicle, or its first line is damaged`)
  }
  if (format !== BACKUP_FORMAT) {
    const message =
      `the backup ${place} has format ${format} and this vguard-node reads format ` +
      `${BACKUP_FORMAT}: use version ${String(version)}, which wrote it, or a later one`
    throw new VGuardError(message, { code: 'ERR_STORE_FORMAT' })
  }
  const isWhole =
    typeof version === 'string' &&
    typeof peer === 'string' &&
    typeof name === 'string' &&
    Number.isSafeInteger(timeMs) &&
    Math.abs(Number(timeMs)) <= DATE_MS_MAX
  if (!isWhole) {
    throw new BackupError(`${place} is no backup of a vehicle, or its first line is damaged`)
  }
  return { type, format, version, peer, name, timeMs: Number(timeMs) }
}

/** What a Date can be made of. */
const DATE_MS_MAX = 8.64e15

function isPart(part: unknown): part is BackupFile | BackupRecords | BackupEnd {
  const fields = (part ?? {}) as Record<string, unknown>
  switch (fields['type']) {
    case 'file':
      return typeof fields['name'] === 'string' && typeof fields['bytes'] === 'string'
    case 'records':
      return Array.isArray(fields['records']) && fields['records'].every(isRecord)
    case 'end':
      return typeof fields['sha256'] === 'string'
    default:
      return false
  }
}

function isRecord(record: unknown): boolean {
  return (
    Array.isArray(record) &&
    record.length === 2 &&
    typeof record[0] === 'string' &&
    typeof record[1] === 'string'
  )
}

/** Lines with their ends, as bytes. */
async function* linesOf(
  chunks: AsyncIterable<Uint8Array | string>,
  damaged: Damaged
): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk)
    for (let at = rest.indexOf(0x0a); at >= 0; at = rest.indexOf(0x0a)) {
      yield Buffer.concat([...parts, rest.subarray(0, at + 1)])
      rest = rest.subarray(at + 1)
      parts = []
      length = 0
    }
    parts.push(rest)
    length += rest.length
    if (length > LINE_BYTES_MAX) {
      throw damaged(`a line is longer than ${LINE_BYTES_MAX} bytes`)
    }
  }
  if (length > 0) {
    yield Buffer.concat(parts)
  }
}

/** Records as parts: portions of a size that fits a line. */
export async function* recordParts(
  portions: AsyncIterable<readonly (readonly [key: string, stored: Uint8Array])[]>
): AsyncGenerator<BackupRecords> {
  for await (const portion of portions) {
    let records: [string, string][] = []
    let bytes = 0
    for (const [key, stored] of portion) {
      records.push([key, Buffer.from(stored).toString('base64')])
      bytes += key.length + stored.length
      if (bytes >= PORTION_BYTES) {
        yield { type: 'records', records }
        records = []
        bytes = 0
      }
    }
    if (records.length > 0) {
      yield { type: 'records', records }
    }
  }
}

/** The records of a part as they are stored. */
export function recordsIn(part: BackupRecords): readonly (readonly [string, Uint8Array])[] {
  return part.records.map(([key, stored]) => [key, new Uint8Array(Buffer.from(stored, 'base64'))])
}
