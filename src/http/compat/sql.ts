/**
 * The few SQL statements that clients of VGuardDB send, read as data.
 *
 *   select * from gps_data [where <column> <comparison> <value> [and …]]
 *     [order by timestamp [asc|desc]] [limit n] [;]
 *
 * Keeps: nothing is ever executed; every other text is refused with one sentence.
 * Source: VGuardDB ran whatever text it was sent, as root of its database.
 */
import { InvalidInputError } from '../../core/errors.ts'

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

export interface Condition {
  readonly column: 'timestamp' | 'boothid'
  readonly comparison: Comparison
  readonly value: string
}

/** All conditions hold. */
export interface Statement {
  readonly conditions: readonly Condition[]
  /** By timestamp; undefined for the order of the chain. */
  readonly order: 'ascending' | 'descending' | undefined
  readonly limit: number | undefined
}

const STATEMENT_CHARACTERS_MAX = 4096
const CONDITIONS_MAX = 16

/** Blanks, then a word, a number, a quoted text (doubled quotes stand for one), or a sign. */
const TOKEN =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|`([A-Za-z_][A-Za-z0-9_]*)`|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|'((?:[^'\\]|'')*)'|"((?:[^"\\]|"")*)"|(<>|!=|<=|>=|[*=<>;]))/y

type Token =
  | { readonly type: 'word' | 'number' | 'text' | 'sign'; readonly text: string }
  | { readonly type: 'end'; readonly text: '' }

const END: Token = { type: 'end', text: '' }

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>='
}

const EXPECTED =
  'only "select * from gps_data" is read, with WHERE on timestamp or boothid, ORDER BY timestamp and LIMIT'

/** @throws InvalidInputError when it is none of these statements */
export function parseStatement(text: string): Statement {
  if (text.length > STATEMENT_CHARACTERS_MAX) {
    throw new InvalidInputError(
      `the query has ${text.length} characters, at most ${STATEMENT_CHARACTERS_MAX} are read`
    )
  }
  const tokens = tokensOf(text)
  let place = 0
  const peek = (): Token => tokens[place] ?? END
  const take = (): Token => tokens[place++] ?? END
  const isNext = (...words: readonly string[]): boolean => words.includes(peek().text.toLowerCase())
  const expect = (...words: readonly string[]): void => {
    for (const word of words) {
      const token = take()
      if (token.type === 'text' || token.text.toLowerCase() !== word) {
        throw refused(token, word)
      }
    }
  }
  /** Takes the word when it comes next, and the others, which must follow it. */
  const takeIf = (word: string, ...others: readonly string[]): boolean => {
    if (peek().type === 'text' || !isNext(word)) {
      return false
    }
    place++
    expect(...others)
    return true
  }

  expect('select', '*', 'from', 'gps_data')
  const conditions: Condition[] = []
  for (let goesOn = takeIf('where'); goesOn; goesOn = takeIf('and')) {
    conditions.push(conditionOf(take(), take(), take()))
  }
  if (conditions.length > CONDITIONS_MAX) {
    throw new InvalidInputError(`at most ${CONDITIONS_MAX} comparisons are read`)
  }
  const order = takeIf('order', 'by', 'timestamp') ? directionOf(takeIf) : undefined
  const limit = takeIf('limit') ? countOf(take()) : undefined
  takeIf(';')
  if (peek().type !== 'end') {
    throw refused(peek(), 'its end')
  }
  return { conditions, order, limit }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  const pattern = new RegExp(TOKEN)
  const whole = text.trimEnd()
  while (pattern.lastIndex < whole.length) {
    const from = pattern.lastIndex
    const match = pattern.exec(whole)
    if (match === null) {
      throw refused({ type: 'sign', text: whole.slice(from).trimStart().slice(0, 16) }, undefined)
    }
    tokens.push(tokenOf(match))
  }
  return tokens
}

function tokenOf([, word, quotedWord, number, single, double, sign]: RegExpExecArray): Token {
  if (word !== undefined || quotedWord !== undefined) {
    return { type: 'word', text: word ?? quotedWord ?? '' }
  }
  if (number !== undefined) {
    return { type: 'number', text: number }
  }
  if (sign !== undefined) {
    return { type: 'sign', text: sign }
  }
  return {
    type: 'text',
    text: single?.replaceAll("''", "'") ?? double?.replaceAll('""', '"') ?? ''
  }
}

function conditionOf(column: Token, sign: Token, value: Token): Condition {
  const name = column.type === 'word' ? column.text.toLowerCase() : ''
  if (name !== 'timestamp' && name !== 'boothid') {
    throw refused(column, 'timestamp or boothid')
  }
  const comparison = sign.type === 'sign' ? COMPARISONS[sign.text] : undefined
  if (comparison === undefined) {
    throw refused(sign, 'a comparison')
  }
  if (value.type !== 'number' && value.type !== 'text') {
    throw refused(value, 'a number or a quoted text')
  }
  return { column: name, comparison, value: value.text }
}

function directionOf(takeIf: (word: string) => boolean): 'ascending' | 'descending' {
  if (takeIf('desc')) {
    return 'descending'
  }
  takeIf('asc')
  return 'ascending'
}

function countOf(token: Token): number {
  const count = /^\d{1,15}$/.test(token.text) && token.type === 'number' ? Number(token.text) : -1
  if (count < 0) {
    throw refused(token, 'a whole number')
  }
  return count
}

function refused(found: Token, wanted: string | undefined): InvalidInputError {
  const what = found.type === 'end' ? 'its end' : JSON.stringify(found.text.slice(0, 64))
  const instead = wanted === undefined ? '' : ` where ${wanted} would stand`
  return new InvalidInputError(`the query has ${what}${instead}; ${EXPECTED}`)
}
