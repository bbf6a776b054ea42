/**
 * Python literals as JSON texts, for people who come from a client that evaluated what they typed:
 * nothing is evaluated here. Strings, bytes, numbers, True, False, None, lists, tuples, sets and
 * dictionaries are read; what JSON does not have (complex numbers, bytes within something) is refused.
 *
 * Source: the grammar of ast.literal_eval; keys of dictionaries become texts as json.dumps makes them.
 */
import { InvalidInputError } from '../core/errors.ts'

export type Literal =
  | { readonly type: 'json'; readonly text: string }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }

/** @throws InvalidInputError when the text is no literal, or has no JSON */
export function parsePythonLiteral(text: string): Literal {
  const reader = createReader(text)
  const literal = readValue(reader)
  reader.space()
  if (!reader.isAtEnd()) {
    throw reader.fault('something stands behind the literal')
  }
  return literal
}

interface Reader {
  /** What the expression matches here, which is then behind. */
  take(expression: RegExp): RegExpExecArray | undefined
  space(): void
  isAtEnd(): boolean
  fault(what: string): InvalidInputError
}

function createReader(text: string): Reader {
  let at = 0
  const take: Reader['take'] = (expression) => {
    const sticky = new RegExp(expression.source, 'sy')
    sticky.lastIndex = at
    const found = sticky.exec(text) ?? undefined
    at += found?.[0].length ?? 0
    return found
  }
  return {
    take,
    space: () => void take(/\s*/),
    isAtEnd: () => at === text.length,
    fault: (what) =>
      new InvalidInputError(`this is no Python literal: ${what} (character ${at + 1})`)
  }
}

const WORDS: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' }

function readValue(reader: Reader): Literal {
  reader.space()
  const word = reader.take(/True|False|None|set\(\s*\)/)?.[0]
  if (word !== undefined) {
    return { type: 'json', text: WORDS[word] ?? '[]' }
  }
  const open = reader.take(/[[({]/)?.[0]
  if (open === '{') {
    return { type: 'json', text: readBraces(reader) }
  }
  if (open !== undefined) {
    return readItems(reader, open)
  }
  return readNumber(reader) ?? readStrings(reader)
}

/** A list or a tuple; one item in parentheses without a comma is that item. */
function readItems(reader: Reader, open: string): Literal {
  const close = open === '[' ? /\]/ : /\)/
  const items: Literal[] = []
  let hasComma = open === '['
  for (reader.space(); reader.take(close) === undefined; reader.space()) {
    if (items.length > 0 && !hasComma) {
      throw reader.fault('a comma is missing')
    }
    items.push(readValue(reader))
    reader.space()
    const comma = reader.take(/,/) !== undefined
    if (!comma) {
      if (reader.take(close) === undefined) {
        throw reader.fault('a comma or the end of a list is missing')
      }
      const [only] = items
      return items.length === 1 && open === '(' && only !== undefined
        ? only
        : arrayOf(reader, items)
    }
    hasComma = true
  }
  return arrayOf(reader, items)
}

function arrayOf(reader: Reader, items: readonly Literal[]): Literal {
  return { type: 'json', text: `[${items.map((item) => jsonOf(reader, item)).join(',')}]` }
}

/** A dictionary or a set. */
function readBraces(reader: Reader): string {
  const fields: string[] = []
  let isSet = false
  for (reader.space(); reader.take(/\}/) === undefined; reader.space()) {
    const key = jsonOf(reader, readValue(reader))
    reader.space()
    const isField = reader.take(/:/) !== undefined
    if (fields.length > 0 && isField === isSet) {
      throw reader.fault('a dictionary and a set are mixed')
    }
    isSet = !isField
    fields.push(isField ? `${keyOf(reader, key)}:${jsonOf(reader, readValue(reader))}` : key)
    reader.space()
    if (reader.take(/,/) === undefined) {
      if (reader.take(/\}/) === undefined) {
        throw reader.fault('a comma or a brace is missing')
      }
      break
    }
  }
  return isSet ? `[${fields.join(',')}]` : `{${fields.join(',')}}`
}

function keyOf(reader: Reader, json: string): string {
  if (json.startsWith('[') || json.startsWith('{')) {
    throw reader.fault('a list cannot be a key')
  }
  return json.startsWith('"') ? json : `"${json}"`
}

function jsonOf(reader: Reader, literal: Literal): string {
  if (literal.type === 'bytes') {
    throw reader.fault('bytes within something else have no JSON')
  }
  return literal.text
}

function readNumber(reader: Reader): Literal | undefined {
  const found = reader.take(
    /([+-]?)\s*(0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)(?![\w.])/
  )
  if (found === undefined) {
    return undefined
  }
  const [, sign = '', digits = ''] = found
  const isApart = /__|_$/.test(digits) || (!/^0[xX]/.test(digits) && /_[eE.]|\._/.test(digits))
  if (isApart) {
    throw reader.fault('an underscore stands between two digits, or nowhere')
  }
  const bare = digits.replaceAll('_', '')
  const isWhole = /^(0[xXoObB][\da-fA-F]+|\d+)$/.test(bare)
  if (/^0\d*[1-9]/.test(bare) && isWhole && !/[xXoObB]/.test(bare)) {
    throw reader.fault('a number begins with 0')
  }
  const text = isWhole ? BigInt(bare).toString() : JSON.stringify(Number(bare))
  if (text === 'null') {
    throw reader.fault('the number is too large')
  }
  return { type: 'json', text: `${sign === '-' && text !== '0' ? '-' : ''}${text}` }
}

const QUOTED =
  /([bBrRuU]{0,2})("""(?:[^\\]|\\.)*?"""|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/

const NOT_ASCII = /[\u0080-\uffff]/

/** Strings that stand next to each other are one. */
function readStrings(reader: Reader): Literal {
  const texts: string[] = []
  let isBytes: boolean | undefined
  for (;;) {
    const [, prefix = '', quoted] = reader.take(QUOTED) ?? []
    if (quoted === undefined) {
      break
    }
    const hasBytes = /b/i.test(prefix)
    if (!/^(|b|r|u|br|rb)$/i.test(prefix) || (isBytes ?? hasBytes) !== hasBytes) {
      throw reader.fault(`a string cannot begin with ${prefix}`)
    }
    isBytes = hasBytes
    const edge = /^("""|''')/.test(quoted) ? 3 : 1
    const inner = quoted.slice(edge, -edge)
    if (isBytes && NOT_ASCII.test(inner)) {
      throw reader.fault('bytes are written in ASCII')
    }
    texts.push(/r/i.test(prefix) ? inner : unescaped(reader, inner, isBytes))
    reader.space()
  }
  if (isBytes === undefined) {
    throw reader.fault('no value begins so')
  }
  const text = texts.join('')
  if (!isBytes) {
    return { type: 'json', text: JSON.stringify(text) }
  }
  return { type: 'bytes', bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)) }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': ''
}

function unescaped(reader: Reader, text: string, isBytes: boolean): string {
  return text.replace(
    /\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|.)/gs,
    (whole, code: string) => {
      const isWide = /^[uU]./.test(code)
      if (/^x./.test(code) || (isWide && !isBytes)) {
        return characterOf(reader, Number.parseInt(code.slice(1), 16))
      }
      if (/^[0-7]/.test(code)) {
        return characterOf(reader, Number.parseInt(code, 8) & (isBytes ? 0xff : 0x1ff))
      }
      if (/^[xN]$/.test(code) || (!isBytes && /^[uU]$/.test(code))) {
        throw reader.fault(`the escape ${whole} is not whole, or not known`)
      }
      return ESCAPES[code] ?? whole
    }
  )
}

function characterOf(reader: Reader, code: number): string {
  if (code > 0x10ffff) {
    throw reader.fault('there is no such character')
  }
  return String.fromCodePoint(code)
}
