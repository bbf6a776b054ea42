/**
 * The lines of an exported chain: JSON, with bytes in base64, and everything needed to verify it.
 *
 *   {"type":"chain","format":1,"chain":"…","genesis":"…"}
 *   {"type":"booth","booth":"…","bytes":"…"}             before the first certificate that names it
 *   {"type":"block","height":1,"hash":"…","bytes":"…"}
 *   {"type":"certificate","height":1,"bytes":"…"}        behind its block; covers all blocks before it
 *   {"type":"end","blocks":1}
 */
import { fromString } from 'uint8arrays/from-string'
import { InvalidInputError } from './errors.ts'

export const EXPORT_FORMAT = 1

/** Booths remembered for certificates that name them again. */
const BOOTHS_MAX = 1024

export interface ExportItem {
  readonly type: 'chain' | 'booth' | 'block' | 'certificate' | 'end'
  /** Of a booth: its id. */
  readonly name: string
  /** Of the end: how many blocks there were. */
  readonly blocks: number
  readonly bytes: Uint8Array
}

const FIELD_OF: Readonly<Record<ExportItem['type'], 'genesis' | 'bytes' | undefined>> = {
  chain: 'genesis',
  booth: 'bytes',
  block: 'bytes',
  certificate: 'bytes',
  end: undefined
}

/** @throws InvalidInputError when it is no line of an export; `number` is told, 1 for the first */
export function parseExportLine(text: string, number: number): ExportItem {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new InvalidInputError(`line ${number} is no JSON`, { cause })
  }
  const fields = typeof value === 'object' && value !== null ? { ...value } : {}
  const { type, format, booth, blocks } = fields as Readonly<Record<string, unknown>>
  if (!isType(type)) {
    throw new InvalidInputError(`line ${number} is no line of an exported chain`)
  }
  if (type === 'chain' && format !== EXPORT_FORMAT) {
    throw new InvalidInputError(
      `the export has format ${String(format)}, known is ${EXPORT_FORMAT}`
    )
  }
  const field = FIELD_OF[type]
  return {
    type,
    name: String(booth ?? ''),
    blocks: typeof blocks === 'number' ? blocks : 0,
    bytes: field === undefined ? new Uint8Array(0) : readBase64(fields, field, number)
  }
}

function readBase64(fields: object, field: string, number: number): Uint8Array {
  const text: unknown = Reflect.get(fields, field)
  try {
    if (typeof text === 'string') {
      return fromString(text, 'base64pad')
    }
  } catch (cause) {
    throw new InvalidInputError(`line ${number}: "${field}" is no base64`, { cause })
  }
  throw new InvalidInputError(`line ${number}: "${field}" is missing`)
}

function isType(type: unknown): type is ExportItem['type'] {
  return typeof type === 'string' && Object.hasOwn(FIELD_OF, type)
}

/** Keeps the newest booths of an export by their ids. */
export function rememberBooth<T>(booths: Map<string, T>, id: string, booth: T): void {
  booths.delete(id)
  booths.set(id, booth)
  const [oldest] = booths.keys()
  if (booths.size > BOOTHS_MAX && oldest !== undefined) {
    booths.delete(oldest)
  }
}
