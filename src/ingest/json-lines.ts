/**
 * JSON lines as a stream of records: one JSON value a line, kept as it was written.
 */
import { TextDecoder } from 'node:util'
import { ENTRY_BYTES_MAX } from '../core/limits.ts'
import type { Row } from './csv.ts'
import { jsonRecord, type RowOptions, type RowResult } from './rows.ts'

const NEW_LINE = 0x0a

/** The rows of a source; ends with the first fault. */
export async function* jsonRows(
  source: AsyncIterable<Uint8Array>,
  options: RowOptions
): AsyncGenerator<Row> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 0
  for await (const bytes of lines(source)) {
    line++
    const result = readLine(decoder, bytes, options)
    if (result === undefined) {
      continue
    }
    yield { ...result, line }
    if (result.type === 'fault') {
      return
    }
  }
}

/** The lines of a source without their ends; one that is too long comes as it is so far, and is the last. */
async function* lines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const chunk of source) {
    let from = 0
    for (let end = chunk.indexOf(NEW_LINE); end !== -1; end = chunk.indexOf(NEW_LINE, from)) {
      yield joined(rest, chunk.subarray(from, end))
      rest = new Uint8Array(0)
      from = end + 1
    }
    rest = joined(rest, chunk.subarray(from))
    if (rest.length > ENTRY_BYTES_MAX) {
      break
    }
  }
  if (rest.length > 0) {
    yield rest
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.length === 0 ? b : Buffer.concat([a, b])
}

function readLine(
  decoder: TextDecoder,
  bytes: Uint8Array,
  options: RowOptions
): RowResult | undefined {
  if (bytes.length > ENTRY_BYTES_MAX) {
    return { type: 'fault', reason: `the line has more than ${ENTRY_BYTES_MAX} bytes` }
  }
  let text: string
  try {
    text = decoder.decode(bytes).trim()
  } catch {
    return { type: 'fault', reason: 'the text is no UTF-8' }
  }
  if (text === '') {
    return undefined
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const detail = error instanceof SyntaxError ? error.message : ''
    return { type: 'fault', reason: `the line is no JSON: ${detail.slice(0, 120)}` }
  }
  return jsonRecord(value, text, options)
}
