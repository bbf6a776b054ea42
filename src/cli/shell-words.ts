/**
 * A line of the shell as words, and as the command that it stands for.
 */
import { InvalidInputError } from '../core/errors.ts'

/**
 * Words apart by blanks. A word that begins with a quote or a bracket goes on to where that ends, and
 * keeps it; so a literal is one word, whatever stands in it.
 *
 * @throws InvalidInputError when a quote or a bracket does not end
 */
export function splitWords(line: string): readonly string[] {
  const words: string[] = []
  let rest = line.trim()
  while (rest !== '') {
    const length = wordLength(rest)
    words.push(rest.slice(0, length))
    rest = rest.slice(length).trimStart()
  }
  return words
}

/** Blanks within quotes and brackets do not end a word. */
function wordLength(text: string): number {
  let depth = 0
  let at = 0
  while (at < text.length && (depth > 0 || !/\s/.test(text.charAt(at)))) {
    if (isQuote(text, at, depth)) {
      at = quoteEnd(text, at)
    } else if ('[{('.includes(text.charAt(at))) {
      depth++
    } else if (']})'.includes(text.charAt(at))) {
      depth--
    }
    at++
  }
  if (depth > 0) {
    throw new InvalidInputError('a bracket does not end')
  }
  return at
}

/** Where the quote that begins at `start` ends. */
function quoteEnd(text: string, start: number): number {
  const quote = text.charAt(start)
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === quote) {
      return at
    }
    at += text.charAt(at) === '\\' ? 1 : 0
  }
  throw new InvalidInputError('a quote does not end')
}

/** An apostrophe within a bare word is one, and no quote. */
function isQuote(text: string, index: number, depth: number): boolean {
  const isMark = text.charAt(index) === '"' || text.charAt(index) === "'"
  return isMark && (depth > 0 || /^[bBrRuU]{0,2}$|[=,:]$/.test(text.slice(0, index)))
}

/** A word without the quotes around it. */
export function unquote(word: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(word)
  return quoted === null ? word : (quoted[2] ?? '').replace(/\\(.)/gs, '$1')
}

/** What the old clients and servers had, and what it is here; `*` for the words that follow. */
const OLD_WORDS: Readonly<Record<string, readonly string[]>> = {
  'print blockchain': ['chain', 'show', 'GROUP'],
  'print bc': ['chain', 'show', 'GROUP'],
  'print kvstore': ['kv', 'scan', 'GROUP'],
  'print kv': ['kv', 'scan', 'GROUP'],
  printblockchain: ['chain', 'show', 'GROUP'],
  'show blockchain': ['chain', 'show', 'GROUP'],
  'print balance': ['bank', 'balance', 'GROUP'],
  printbalance: ['bank', 'balance', 'GROUP'],
  'show balance': ['bank', 'balance', 'GROUP'],
  'print log': ['bank', 'log', 'GROUP'],
  printlog: ['bank', 'log', 'GROUP'],
  'show log': ['bank', 'log', 'GROUP'],
  transaction: ['bank', 'transfer', 'GROUP'],
  'print depth': ['group', 'show', 'GROUP'],
  'print ballots': ['group', 'show', 'GROUP'],
  'print requestqueue': ['group', 'show', 'GROUP'],
  'print rq': ['group', 'show', 'GROUP'],
  'print operationqueue': ['group', 'show', 'GROUP'],
  'print serverlist': ['peers'],
  'print sl': ['peers'],
  'print brokenlinks': ['faults'],
  'print bl': ['faults'],
  debug: ['status'],
  failprocess: ['offline'],
  fixprocess: ['online'],
  faillink: ['link', 'cut'],
  fixlink: ['link', 'fix'],
  'link cut': ['link', 'cut'],
  'link fix': ['link', 'fix'],
  chain: ['chain', 'show', 'GROUP'],
  verify: ['chain', 'verify', 'GROUP'],
  show: ['group', 'show', 'GROUP'],
  members: ['group', 'members', 'GROUP', '--members'],
  recover: ['group', 'recover', 'GROUP', '--members']
}

const STORE_WORDS = ['get', 'put', 'del', 'touch', 'cas', 'txn', 'scan', 'watch']
/** They take no key. */
const KEYLESS_WORDS = ['txn', 'scan', 'watch']
const BANK_WORDS = [
  ...['open', 'mint', 'transfer', 'balance', 'history', 'log', 'total', 'load', 'move', 'flush']
]
const NODE_WORDS = ['status', 'peers', 'faults', 'offline', 'online', 'events']

/**
 * The command that a line stands for; undefined when it is none.
 *
 * @throws InvalidInputError as splitWords
 */
export function commandOf(line: string, group: string): readonly string[] | undefined {
  const words = splitWords(line)
  const [first = '', second = ''] = words
  const long = OLD_WORDS[`${first} ${second}`.toLowerCase()]
  const known = long ?? OLD_WORDS[first.toLowerCase()]
  if (known !== undefined) {
    const given = words.slice(long === undefined ? 1 : 2).map(unquote)
    const command = known.map((word) => (word === 'GROUP' ? group : word))
    // Without its value the flag would take the next word for it.
    const isBare = given.length === 0 && command.at(-1)?.startsWith('--') === true
    return [...(isBare ? command.slice(0, -1) : command), ...given]
  }
  const name = first.toLowerCase()
  if (STORE_WORDS.includes(name)) {
    // A key loses its quotes; a value keeps them, because they say what it is.
    const [key, ...values] = words.slice(1)
    const isKeyed = key !== undefined && !KEYLESS_WORDS.includes(name)
    const first = isKeyed ? keyWords(unquote(key)) : key === undefined ? [] : [key]
    return ['kv', name, group, ...first, ...values.map(valueWord)]
  }
  if (BANK_WORDS.includes(name)) {
    return ['bank', name, group, ...words.slice(1).map(unquote)]
  }
  return NODE_WORDS.includes(name) ? words.map(unquote) : undefined
}

/** A key that looks like a flag is told another way. */
function keyWords(key: string): readonly string[] {
  return key.startsWith('-') ? ['--key-base64', Buffer.from(key).toString('base64')] : [key]
}

/** A value that looks like a flag is quoted; flags have two dashes and a letter. */
function valueWord(word: string): string {
  return /^-(?![\d-])|^--(?![a-z])/.test(word) ? JSON.stringify(word) : word
}

export const HELP: readonly string[] = [
  'get KEY · put KEY VALUE [--ttl 30s] · del KEY · cas KEY VALUE --if-absent · txn JSON',
  'scan [--prefix TEXT] · watch [--prefix TEXT] · touch KEY --ttl 30s',
  'of a bank: transfer FROM TO AMOUNT · balance [ACCOUNT] · mint · open · history · log · total · load FILE',
  'chain [HEIGHT] · verify · show · members car-1,car-2 · recover car-1 --unsafe · status · peers · events',
  'print bc|kv|balance|log|depth|ballots|rq|sl|bl · failProcess · fixProcess · failLink PEER · fixLink PEER',
  'help · exit; a value is JSON, a Python literal, or a text'
]
