/**
 * CSV as a stream of records: a header, then one record a row, read no faster than it is taken.
 *
 * Source: RFC 4180, by csv-parse.
 */
import { type CsvError, parse } from 'csv-parse'
import { ENTRY_BYTES_MAX } from '../core/limits.ts'
import type { VehicleRecord } from '../state/records/index.ts'
import type { RowFault } from './ingest-error.ts'
import { type RowOptions, type RowReader, readHeader } from './rows.ts'

/** A record with the line it ends on, or what is wrong there; no line when the source broke off. */
export type Row =
  | { readonly type: 'record'; readonly line: number; readonly record: VehicleRecord }
  | (RowFault & { readonly line: number | undefined; readonly cause?: unknown })

/** Cells of one row with the line it ends on. */
interface Cells {
  readonly cells: readonly string[]
  readonly line: number
}

/** What a decoder leaves in place of bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd'

/** The rows of a source; ends with the first fault. Throws what the source throws. */
export async function* csvRows(
  source: AsyncIterable<Uint8Array>,
  format: 'auto' | 'gps' | 'csv',
  options: RowOptions
): AsyncGenerator<Row> {
  let read: RowReader | undefined
  let header: readonly string[] = []
  for await (const next of parsedRows(source)) {
    if (!('cells' in next)) {
      yield next
      return
    }
    const { cells, line } = next
    if (read !== undefined) {
      const result = rowFault(header, cells) ?? read(cells)
      yield { ...result, line }
      if (result.type === 'fault') {
        return
      }
      continue
    }
    const found = readHeader(cells, format, options)
    if (typeof found !== 'function') {
      yield { ...found, line }
      return
    }
    read = found
    header = cells
  }
  if (read === undefined) {
    yield { type: 'fault', line: 1, reason: 'it is empty: a line that names the columns is needed' }
  }
}

/** Parses chunk by chunk, so that all rows before a fault, or before the source breaks off, are had. */
async function* parsedRows(
  source: AsyncIterable<Uint8Array>
): AsyncGenerator<Cells | (RowFault & { readonly line: number; readonly cause: unknown })> {
  let rows: Cells[] = []
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: ENTRY_BYTES_MAX,
    on_record(cells: readonly string[], { lines }) {
      rows.push({ cells, line: lines })
      return null
    }
  })
  let fault: CsvError | undefined
  parser.on('error', (error: CsvError) => {
    fault = error
  })
  for await (const chunk of source) {
    await new Promise<void>((resolve) => parser.write(chunk, () => resolve()))
    yield* rows
    rows = []
    if (fault !== undefined) {
      break
    }
  }
  if (fault === undefined) {
    await new Promise<void>((resolve) => parser.once('close', resolve).resume().end())
    yield* rows
  }
  if (fault !== undefined) {
    const { lines } = fault as { readonly lines?: number }
    yield { type: 'fault', line: lines ?? 1, reason: csvReason(fault), cause: fault }
  }
}

function rowFault(header: readonly string[], cells: readonly string[]): RowFault | undefined {
  if (cells.length !== header.length) {
    const reason = `the row has ${cells.length} columns, the header has ${header.length}`
    return { type: 'fault', reason }
  }
  const garbled = cells.findIndex((cell) => cell.includes(REPLACEMENT))
  return garbled === -1
    ? undefined
    : { type: 'fault', column: header[garbled], reason: 'the text is no UTF-8' }
}

function csvReason(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed'
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands inside a cell: quote the whole cell and double the quotes in it'
    case 'CSV_MAX_RECORD_SIZE':
      return `a row has more than ${ENTRY_BYTES_MAX} bytes`
    default:
      return 'the row is no CSV'
  }
}
