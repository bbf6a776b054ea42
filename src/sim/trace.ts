/**
 * The trace of a world: a digest that is equal for two runs of one seed, and one readable line an
 * event when somebody reads along.
 */
import { createDigest } from './hash.ts'

export interface Trace {
  /** `detail` is called only when somebody reads along. */
  add(worldMs: number, who: string, what: string, detail: () => string): void
  /** Counts for the digest too: sizes of messages and the like. */
  number(value: number): void
  digest(): string
}

export function createTrace(print?: (line: string) => void): Trace {
  const digest = createDigest()
  return {
    add(worldMs, who, what, detail) {
      digest.number(worldMs)
      digest.text(who)
      digest.text(what)
      print?.(`${worldMs.toFixed(1).padStart(9)}  ${who.padEnd(8)} ${what} ${detail()}`.trimEnd())
    },
    number: (value) => digest.number(value),
    digest: () => digest.result()
  }
}

const TEXT_CHARACTERS_MAX = 24
const ITEMS_MAX = 6
const DEPTH_MAX = 3

/** A message, request or reply in a few words; `nameOf` shortens peers and chains. */
export function describe(value: unknown, nameOf: (text: string) => string, depth = 0): string {
  if (typeof value === 'string') {
    return shorten(nameOf(value))
  }
  if (typeof value !== 'object' || value === null) {
    return String(value)
  }
  if (value instanceof Uint8Array) {
    return `<${value.length} B>`
  }
  if (depth >= DEPTH_MAX) {
    return '…'
  }
  if (Array.isArray(value)) {
    const items = value.slice(0, ITEMS_MAX).map((item) => describe(item, nameOf, depth + 1))
    return `[${items.join(' ')}${value.length > ITEMS_MAX ? ` … ${value.length}` : ''}]`
  }
  if (value instanceof Set || value instanceof Map) {
    return describe([...value.keys()], nameOf, depth)
  }
  const parts: string[] = []
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined && typeof item !== 'function' && key !== 'type') {
      parts.push(`${key}=${describe(item, nameOf, depth + 1)}`)
    }
  }
  return depth === 0 ? parts.join(' ') : `{${parts.join(' ')}}`
}

const WORD_CHARACTERS_MAX = 200

/** A message that a person can read although some of its words are large values. */
export function shortenWords(message: string): string {
  return message.replace(/\S+/g, (word) =>
    word.length > WORD_CHARACTERS_MAX
      ? `${word.slice(0, WORD_CHARACTERS_MAX)}… (${word.length} characters)`
      : word
  )
}

function shorten(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) {
    return `#${text.slice(0, 6)}`
  }
  return text.length > TEXT_CHARACTERS_MAX ? `${text.slice(0, TEXT_CHARACTERS_MAX)}…` : text
}
