/**
 * Values of key-value stores as people type them.
 */
import { InvalidInputError } from '../core/errors.ts'
import type { OptionDefinition } from './command.ts'
import { parsePythonLiteral } from './python-literal.ts'

/** As the control API takes it. */
export type ValueBody = { readonly json: string } | { readonly base64: string }

const KINDS = ['any', 'json', 'python', 'string'] as const

export const LITERAL_OPTION: OptionDefinition = {
  flags: '--literal <kind>',
  text: 'how to read the value; any: JSON, else a Python literal, else the text itself',
  choices: KINDS,
  default: 'any'
}

/** @throws InvalidInputError when the text is not of that kind */
export function parseLiteral(text: string, kind: string): ValueBody {
  switch (kind) {
    case 'json':
      return jsonOf(text)
    case 'python':
      return pythonOf(text)
    case 'string':
      return { json: JSON.stringify(text) }
    default:
      return (
        attempt(() => jsonOf(text)) ??
        attempt(() => pythonOf(text)) ?? { json: JSON.stringify(text) }
      )
  }
}

export function bytesBody(bytes: Uint8Array): ValueBody {
  return { base64: Buffer.from(bytes).toString('base64') }
}

function jsonOf(text: string): ValueBody {
  try {
    JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError(`the value is no JSON: ${reason}`, { cause })
  }
  return { json: text }
}

function pythonOf(text: string): ValueBody {
  const literal = parsePythonLiteral(text)
  return literal.type === 'json' ? { json: literal.text } : bytesBody(literal.bytes)
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return undefined
    }
    throw error
  }
}
