/**
 * What is wrong with a file that should become records: where, and what would be right.
 */

/** A source cannot be read, or a row of it is no record. Rows before it were handed on. */
export class IngestError extends Error {
  override readonly name = 'IngestError'
  /** Path of the file, or the name of the stream. */
  readonly file: string
  /** Line from 1, or undefined when the source could not be opened or broke off. */
  readonly line: number | undefined
  /** Name of the column or field, where one is wrong. */
  readonly column: string | undefined
  /** Records that were taken before the error. */
  readonly rows: number
  /** One sentence: what is wrong. */
  readonly reason: string

  constructor(fault: IngestFault, options?: ErrorOptions) {
    const { file, line, column, rows, reason } = fault
    const place = line === undefined ? file : `${file}, line ${line}`
    const where = column === undefined ? place : `${place}, column ${column}`
    const taken = `${rows} ${rows === 1 ? 'record was' : 'records were'} taken before it`
    const isUntouched = line === undefined && rows === 0
    super(isUntouched ? `${where}: ${reason}` : `${where}: ${reason} (${taken})`, options)
    this.file = file
    this.line = line
    this.column = column
    this.rows = rows
    this.reason = reason
  }
}

export interface IngestFault {
  readonly file: string
  readonly line?: number | undefined
  readonly column?: string | undefined
  readonly rows: number
  readonly reason: string
}

/** What is wrong with one row; the reader of the source adds where. */
export interface RowFault {
  readonly type: 'fault'
  readonly column?: string | undefined
  readonly reason: string
}
