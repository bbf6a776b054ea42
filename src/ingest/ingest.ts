/**
 * Files and streams become records, a batch at a time: nothing is read before it is asked for.
 *
 * Keeps: every row before a faulty one is handed on before the error is thrown, and the error says
 * how many those were, so a caller knows exactly what was taken.
 */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { VehicleRecord } from '../state/records/index.ts'
import { csvRows, type Row } from './csv.ts'
import { IngestError } from './ingest-error.ts'
import { jsonRows } from './json-lines.ts'
import type { RowOptions } from './rows.ts'

/** `auto` tells GPS, other CSV and JSON lines apart by name, first byte and header. */
export type IngestFormat = 'auto' | 'gps' | 'csv' | 'jsonl'

export interface IngestOptions extends Partial<RowOptions> {
  readonly format?: IngestFormat
  /** Records handed on at once, at least 1. */
  readonly batchRecords?: number
  /** Told after every batch, and once more at the end. */
  readonly onProgress?: (progress: IngestProgress) => void
}

export interface IngestProgress {
  /** Records handed on. */
  readonly rows: number
  /** Bytes read. */
  readonly bytes: number
  /** Bytes of the file; undefined for a stream. */
  readonly bytesTotal: number | undefined
}

/** Where records come from. */
export interface IngestSource {
  /** Path of the file, or a name such as `standard input`. */
  readonly name: string
  readonly bytesTotal: number | undefined
  readonly chunks: AsyncIterable<Uint8Array>
}

/** Enough for a block, little enough to show progress. */
const BATCH_RECORDS = 512
const BRACES = [0x7b, 0x5b]
const BLANKS = [0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]

/**
 * Opens a file.
 *
 * @throws IngestError when there is no such file or it cannot be read
 */
export async function openFile(path: string): Promise<IngestSource> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new IngestError({ file: path, rows: 0, reason: openReason(cause) }, { cause })
  })
  if (found.isDirectory()) {
    throw new IngestError({ file: path, rows: 0, reason: 'this is a folder, a file is needed' })
  }
  const bytesTotal = found.isFile() ? found.size : undefined
  return { name: path, bytesTotal, chunks: createReadStream(path) }
}

/**
 * The records of a source in batches. Leaving the loop early closes the source.
 *
 * @throws IngestError at the first row that is no record, after all rows before it were handed on
 */
export async function* ingest(
  source: IngestSource,
  options: IngestOptions = {}
): AsyncGenerator<readonly VehicleRecord[]> {
  const { name, bytesTotal } = source
  const batchRecords = options.batchRecords ?? BATCH_RECORDS
  const counted = { bytes: 0 }
  let rows = 0
  let batch: VehicleRecord[] = []
  let fault: IngestError | undefined
  const progress = (): void => {
    options.onProgress?.({ rows, bytes: counted.bytes, bytesTotal })
  }
  for await (const row of rowsOf(source, counted, options)) {
    if (row.type === 'fault') {
      const { line, column, reason, cause } = row
      fault = new IngestError(
        { file: name, line, column, reason, rows: rows + batch.length },
        { cause }
      )
      break
    }
    batch.push(row.record)
    if (batch.length >= batchRecords) {
      rows += batch.length
      yield batch
      progress()
      batch = []
    }
  }
  if (batch.length > 0) {
    rows += batch.length
    yield batch
  }
  progress()
  if (fault !== undefined) {
    throw fault
  }
}

/** The rows of a source; what goes wrong with the source itself is a fault without a line. */
async function* rowsOf(
  source: IngestSource,
  counted: { bytes: number },
  options: IngestOptions
): AsyncGenerator<Row> {
  const { key, time, nowMs = Date.now } = options
  const chunks = countChunks(source, counted)
  try {
    const first = await chunks.next()
    const head = first.done === true ? new Uint8Array(0) : first.value
    const rest = withHead(head, chunks)
    const format = formatOf(options.format ?? 'auto', source.name, head)
    yield* format === 'jsonl'
      ? jsonRows(rest, { key, time, nowMs })
      : csvRows(rest, format, { key, time, nowMs })
  } catch (cause) {
    yield { type: 'fault', line: undefined, reason: openReason(cause), cause }
  } finally {
    await chunks.return(undefined)
  }
}

async function* countChunks(
  source: IngestSource,
  counted: { bytes: number }
): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of source.chunks) {
    counted.bytes += chunk.length
    yield chunk
  }
  return undefined
}

async function* withHead(
  head: Uint8Array,
  rest: AsyncGenerator<Uint8Array, undefined>
): AsyncGenerator<Uint8Array> {
  if (head.length > 0) {
    yield head
  }
  yield* rest
}

function formatOf(
  format: IngestFormat,
  name: string,
  head: Uint8Array
): 'auto' | 'gps' | 'csv' | 'jsonl' {
  if (format !== 'auto' || /\.csv$/i.test(name)) {
    return format
  }
  const first = head.find((byte) => !BLANKS.includes(byte)) ?? 0
  return /\.(jsonl|ndjson)$/i.test(name) || BRACES.includes(first) ? 'jsonl' : 'auto'
}

function openReason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  switch (code) {
    case 'ENOENT':
      return 'there is no such file'
    case 'EACCES':
    case 'EPERM':
      return 'this user may not read the file'
    default:
      return `it cannot be read (${code === '' ? String(cause) : code})`
  }
}
