/**
 * A file of transfers: one triplet a line, who pays, who receives and how much.
 *
 * Source: the input file of PAXOS-Banking; differs from it in that a line that is none is told by its
 * number instead of being skipped.
 */
import { InvalidInputError } from '../core/errors.ts'
import { type Amount, parseAmount, transferFault } from '../core/transfer.ts'

export interface Triplet {
  /** In the file, from 1. */
  readonly line: number
  readonly account: string
  readonly to: string
  readonly amount: Amount
}

/** Far more than anybody types; a file is held whole. */
const LINES_MAX = 1_000_000

/**
 * Reads `anna bert 5`, `anna, bert, 5`, `anna;bert;5` and each of them in parentheses. Lines that are
 * empty or begin with # are left out.
 *
 * @throws InvalidInputError with the line that is no triplet
 */
export function parseTriplets(text: string): readonly Triplet[] {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.length > LINES_MAX) {
    throw new InvalidInputError(`the file has ${lines.length} lines, allowed are ${LINES_MAX}`)
  }
  return lines.flatMap((full, index) => {
    const content = full.trim()
    return content === '' || content.startsWith('#') ? [] : [parseLine(content, index + 1)]
  })
}

function parseLine(content: string, line: number): Triplet {
  const bare = /^\((.*)\)$/.exec(content)?.[1] ?? content
  const separator = bare.includes(',') ? ',' : bare.includes(';') ? ';' : /\s+/
  const parts = bare.trim().split(separator)
  const [account = '', to = '', digits = ''] = parts.map((part) => part.trim())
  const amount = parseAmount(digits)
  if (parts.length !== 3 || amount === undefined) {
    const right = 'it must be "payer receiver amount" with a whole amount above 0'
    throw new InvalidInputError(`line ${line} is "${content.slice(0, 80)}"; ${right}`)
  }
  const fault = transferFault({ account, to, amount, operation: 'line' })
  if (fault !== undefined) {
    throw new InvalidInputError(`line ${line}: ${fault}`)
  }
  return { line, account, to, amount }
}
