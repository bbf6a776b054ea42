/**
 * Bodies of requests to VGuardDB's API, which may come with a GET and of whatever type.
 */
import type { IncomingMessage } from 'node:http'
import { fromUtf8 } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import { RefusedError } from '../../node/errors.ts'

const BODY_BYTES_MAX = 8 * 1024 * 1024
const LIST_LENGTH_MAX = 4096

const SELECTOR_TYPES: Readonly<Record<string, 'number' | 'string'>> = {
  from: 'number',
  to: 'number',
  fromMs: 'number',
  toMs: 'number',
  latest: 'number',
  limit: 'number',
  box: 'string',
  key: 'string',
  after: 'string'
}

/**
 * The JSON of a body that the framework does not read; undefined for none.
 *
 * @throws InvalidInputError when it is no JSON; RefusedError ERR_TOO_LARGE
 */
export async function bodyOf(raw: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of raw as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > BODY_BYTES_MAX) {
      const message = `the body has more than ${BODY_BYTES_MAX} bytes`
      throw new RefusedError(message, { reason: 'tooLarge', retry: false })
    }
    parts.push(part)
  }
  if (bytes === 0) {
    return undefined
  }
  try {
    return JSON.parse(fromUtf8(Buffer.concat(parts)))
  } catch (cause) {
    throw new InvalidInputError('the body is no JSON', { cause })
  }
}

/** @throws InvalidInputError when the value is no JSON object */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInputError('the body must be a JSON object')
  }
  return { ...value }
}

/**
 * Numbers of vehicles, also as texts.
 *
 * @throws InvalidInputError when it is no list of them
 */
export function numbersOf(value: unknown, what: string): readonly number[] {
  if (!Array.isArray(value) || value.length > LIST_LENGTH_MAX) {
    throw new InvalidInputError(`${what} must be a list of numbers of vehicles, such as [4,5,6]`)
  }
  return value.map((item: unknown) => {
    const text = typeof item === 'number' || typeof item === 'string' ? String(item).trim() : ''
    if (!/^\d{1,9}$/.test(text)) {
      const shown = JSON.stringify(item)?.slice(0, 64)
      throw new InvalidInputError(`${what} has ${shown}, which is no number of a vehicle`)
    }
    return Number(text)
  })
}

/** @throws InvalidInputError when a field is unknown or of another type */
export function selectorFieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  const fields = fieldsOf(value)
  for (const [name, field] of Object.entries(fields)) {
    const type = Object.hasOwn(SELECTOR_TYPES, name) ? SELECTOR_TYPES[name] : undefined
    if (type === undefined || typeof field !== type) {
      const names = Object.keys(SELECTOR_TYPES).join(', ')
      throw new InvalidInputError(
        `"${name.slice(0, 64)}" is not a part of a selector with its type; there are ${names}`
      )
    }
  }
  return fields
}
