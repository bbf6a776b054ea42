/**
 * Requests of every operation of an OpenAPI document, as fast-check makes them: sound ones, and ones of
 * which something is broken.
 *
 * Keeps: a sound request names what the node of the test has, often enough that it is carried out; whoever
 * may wait waits for a moment only.
 */
import fc from 'fast-check'
import { HOSTILE_TEXTS } from './hostile.ts'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly maxItems?: number
  readonly minItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
}

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export interface Request {
  readonly id: string
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | undefined
}

/** What a node has, by the name of the parameter or field that it stands in. */
export type Names = Readonly<Record<string, readonly unknown[]>>

/** Longest that a request waits for, in milliseconds. */
const WAIT_MS_MAX = 100
const WAITS = ['timeoutMs', 'deadlineMs']
/** Fields without which, or with others besides, little is carried out. */
const ESSENTIAL = ['key', 'value', 'is', 'account', 'amount', 'from', 'to', 'members']
const LENGTH_MAX = 40
const ITEMS_MAX = 4

/** Requests of the operations, each as often as the others. */
export function requests(
  document: Document,
  namesOf: (path: string) => Names
): fc.Arbitrary<Request> {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      requestOf(document, namesOf(path), { path, method, operation })
    )
  )
  return fc.oneof(...all)
}

function requestOf(
  document: Document,
  names: Names,
  { path, method, operation }: { path: string; method: string; operation: Operation }
): fc.Arbitrary<Request> {
  const parameters = (operation.parameters ?? []).filter((one): one is Parameter => 'in' in one)
  const valuesIn = (where: Parameter['in']) => {
    const of = parameters.filter((one) => one.in === where)
    const required = of.filter((one) => one.required === true).map(({ name }) => name)
    const properties = Object.fromEntries(of.map(({ name, schema }) => [name, schema]))
    return broken(fitting(document, names, { type: 'object', properties, required }))
  }
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const body =
    media === undefined
      ? fc.constant(undefined)
      : type === 'application/json'
        ? bodyText(document, names, media.schema)
        : fileText()
  return fc
    .record({
      params: valuesIn('path'),
      query: valuesIn('query'),
      body,
      isLines: fc.boolean(),
      key
    })
    .map(({ params, query, body: payload, isLines, key: given }) => ({
      id: operation.operationId,
      method: method === 'get' ? 'GET' : 'POST',
      url: `${pathText(path, params)}${queryText(query)}`,
      headers: {
        ...(isLines ? { accept: 'application/x-ndjson' } : {}),
        ...(payload === undefined ? {} : { 'content-type': type ?? '' }),
        ...(given === undefined || method === 'get' ? {} : { 'idempotency-key': given })
      },
      payload
    }))
}

const key = fc.option(fc.oneof(fc.constantFrom('k-1', 'k-2', 'two words'), fc.uuid()), {
  nil: undefined,
  freq: 3
})

/** Mostly JSON that fits the schema, or nearly; sometimes text that is no JSON. */
function bodyText(document: Document, names: Names, schema: Schema): fc.Arbitrary<string> {
  const json = broken(fitting(document, names, schema)).map((value) => JSON.stringify(value) ?? '')
  const cut = json.map((text) => text.slice(0, text.length / 2))
  return fc.oneof({ weight: 12, arbitrary: json }, cut, fc.constantFrom('', 'null', '[]', '1e999'))
}

function fileText(): fc.Arbitrary<string> {
  const line = fc.oneof(
    fc.json(),
    fc.constantFrom('a,b', '1,2', 'timestamp,latitude,longitude', '{"type":"chain"}', '"', ''),
    fc.constantFrom(...HOSTILE_TEXTS)
  )
  return fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'))
}

/** The value, or now and then one of which something was changed. */
function broken(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({
    value,
    name: fc.oneof(fc.constantFrom('x', '__proto__', 'operation', 'constructor'), fc.string()),
    part: fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(...HOSTILE_TEXTS, -1, 0, 1e21, 0.5, 2 ** 53, '', null, [], {})
    ),
    at: fc.nat()
  })
  const changed = change.map(({ value: whole, name, part, at }) => {
    if (typeof whole !== 'object' || whole === null) {
      return part
    }
    const fields = Object.keys(whole)
    const field = at % 3 === 0 ? name : (fields[at % Math.max(1, fields.length)] ?? name)
    // As JSON brings it: such a field is one of its own, whatever its name.
    return Object.fromEntries([...Object.entries(whole), [field, part]])
  })
  return fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: changed })
}

/** A value that fits the schema. */
function fitting(document: Document, names: Names, schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return fitting(document, names, document.components.schemas[name] ?? {})
  }
  if (schema.enum !== undefined) {
    return fc.constantFrom(...schema.enum)
  }
  switch (schema.type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'string':
      return textOf(schema)
    case 'array': {
      const { items = {}, minItems = 0, maxItems = ITEMS_MAX } = schema
      const maxLength = Math.max(minItems, Math.min(maxItems, ITEMS_MAX))
      return fc.array(fitting(document, names, items), { minLength: minItems, maxLength })
    }
    case 'object':
      return objectOf(document, names, schema)
    default:
      return fc.jsonValue()
  }
}

function objectOf(document: Document, names: Names, schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema
  const fields = Object.entries(properties).map(([name, one]) => {
    const any = fitting(document, names, one)
    const known = names[name]?.filter((item) => isOfType(item, one.type))
    const wait = fc.integer({ min: 1, max: WAIT_MS_MAX })
    const value = WAITS.includes(name)
      ? wait
      : known === undefined || known.length === 0
        ? any
        : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, any)
    return [name, value] as const
  })
  const always = [...required, ...WAITS].filter((name) => name in properties)
  const any = fc.record(Object.fromEntries(fields), { requiredKeys: always })
  // What is expected of a key is one thing.
  const isEssential = (name: string): boolean =>
    ESSENTIAL.includes(name) && !(name === 'value' && 'is' in properties)
  const least = fields.filter(([name]) => always.includes(name) || isEssential(name))
  return fc.oneof(any, fc.record(Object.fromEntries(least)))
}

/** The same name may stand for a height here and for an account there. */
function isOfType(value: unknown, type: string | undefined): boolean {
  const actual = Array.isArray(value)
    ? 'array'
    : typeof value === 'number'
      ? 'integer'
      : typeof value
  return type === undefined || type === actual || (type === 'number' && actual === 'integer')
}

function numberOf({ type, minimum = -1000, maximum = 1000 }: Schema): fc.Arbitrary<number> {
  const most = Math.min(maximum, Number.MAX_SAFE_INTEGER)
  const near = fc.integer({ min: minimum, max: Math.min(most, minimum + 20) })
  const far = fc.integer({ min: minimum, max: most })
  return fc.oneof(
    { weight: 4, arbitrary: near },
    type === 'integer' ? far : fc.double({ min: minimum, max: most, noNaN: true })
  )
}

function textOf({ minLength = 0, maxLength = LENGTH_MAX, pattern }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) {
    return fc.stringMatching(new RegExp(pattern))
  }
  const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, LENGTH_MAX)) }
  const hostile = HOSTILE_TEXTS.filter(
    (text) => text.length >= minLength && text.length <= maxLength
  )
  return fc.oneof({ weight: 3, arbitrary: fc.string(length) }, fc.constantFrom(...hostile))
}

function pathText(path: string, params: unknown): string {
  const values = new Map(Object.entries((params ?? {}) as object))
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(values.get(name) ?? ''))
}

function queryText(query: unknown): string {
  const entries = Object.entries((query ?? {}) as object)
  const parts = entries.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${encoded(name)}=${encoded(one)}`)
  )
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** Halves of characters have no place in an address. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}
