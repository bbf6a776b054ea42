/**
 * Rows of VGuardDB's table: 21 texts, `boothid` first, and records of kind gps.
 *
 * A record's key is its row's `boothid`. Records of other kinds are no rows.
 */
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { InvalidInputError } from '../../core/errors.ts'
import type { ReadRecord } from '../../node/api.ts'
import {
  GPS_COLUMNS,
  type GpsRecord,
  gpsRecord,
  recordFault,
  toGpsRow
} from '../../state/records/index.ts'

/** The cells in the order of the table. */
export type OldRow = readonly string[]

/** The columns of the table, in its order. */
export const OLD_COLUMNS: readonly string[] = ['boothid', ...GPS_COLUMNS]

/** Rows written at once. */
const ROWS_PER_PART = 256

/** A row with the record that it shows. */
export interface ShownRow {
  readonly row: OldRow
  readonly record: GpsRecord
}

/** Undefined for a record of another kind. */
export function rowOf({ record }: Pick<ReadRecord, 'record'>): ShownRow | undefined {
  if (record?.kind !== 'gps') {
    return undefined
  }
  const cells = toGpsRow(record.gps, record.position)
  return { row: [record.key, ...GPS_COLUMNS.map((column) => cells[column])], record }
}

/**
 * Rows as a request brings them; null and numbers stand for their texts.
 *
 * @throws InvalidInputError when one has not 21 cells, or a cell is no value of its column
 */
export function readRows(value: unknown): readonly ShownRow[] {
  if (!Array.isArray(value)) {
    throw new InvalidInputError('the body must be an array of rows')
  }
  return value.map((row: unknown, index) => readRow(row, index))
}

function readRow(value: unknown, index: number): ShownRow {
  if (!Array.isArray(value) || value.length !== OLD_COLUMNS.length) {
    throw new InvalidInputError(`row ${index} has not the ${OLD_COLUMNS.length} cells of the table`)
  }
  const row = value.map((cell: unknown, place) => cellText(cell, index, place))
  const [boothid = '', ...cells] = row
  const named = Object.fromEntries(GPS_COLUMNS.map((column, place) => [column, cells[place] ?? '']))
  const record = gpsRecord(named, boothid)
  if (!('kind' in record)) {
    throw new InvalidInputError(`row ${index}, ${record.column}: ${record.reason}`)
  }
  const reason = recordFault(record)
  if (reason !== undefined) {
    throw new InvalidInputError(`row ${index}: ${reason}`)
  }
  return { row, record }
}

function cellText(cell: unknown, index: number, place: number): string {
  if (cell === null) {
    return ''
  }
  if (typeof cell === 'string') {
    return cell
  }
  if (typeof cell === 'number') {
    return String(cell)
  }
  throw new InvalidInputError(`row ${index}, ${OLD_COLUMNS[place]}: the cell must be a text`)
}

/**
 * Answers with `<head>[row, …]<tail>` as JSON, however many rows there are. What fails before the first
 * row is answered with its status; what fails later cuts the answer off.
 *
 * @throws what the generator throws before its first row
 */
export async function sendRows(
  reply: FastifyReply,
  rows: AsyncGenerator<OldRow>,
  { head = '{"data":', tail = '}\n' }: { readonly head?: string; readonly tail?: string } = {}
): Promise<FastifyReply> {
  const first = await rows.next()
  const text = async function* (): AsyncGenerator<string> {
    let batch = first.done === true ? [] : [JSON.stringify(first.value)]
    let isBegun = false
    const written = (): string => {
      const part = `${isBegun ? '' : `${head}[`}${isBegun && batch.length > 0 ? ',' : ''}${batch.join(',')}`
      isBegun = true
      batch = []
      return part
    }
    for await (const row of first.done === true ? [] : rows) {
      batch.push(JSON.stringify(row))
      if (batch.length >= ROWS_PER_PART) {
        yield written()
      }
    }
    yield `${written()}]${tail}`
  }
  return reply.type('application/json').send(Readable.from(text()))
}
