/**
 * JSON lines as they are read on both sides of the control API.
 *
 * Keeps: a line has a greatest length, whatever the length of the stream.
 */
import { VGuardError } from '../node/errors.ts'

export const LINES_TYPE = 'application/x-ndjson'

/** A JSON text of 1 MiB of which every character is escaped, with its fields. */
const LINE_BYTES_MAX = 3 * 1024 * 1024

/**
 * The lines of a stream of UTF-8.
 *
 * @throws VGuardError ERR_TOO_LARGE when a line is longer than 3 MiB
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array | string>
): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let parts: string[] = []
  let length = 0
  for await (const chunk of chunks) {
    let text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      yield parts.join('') + text.slice(0, end)
      parts = []
      length = 0
      text = text.slice(end + 1)
    }
    parts.push(text)
    length += text.length
    if (length > LINE_BYTES_MAX) {
      throw new VGuardError(`a line is longer than ${LINE_BYTES_MAX} bytes`, {
        code: 'ERR_TOO_LARGE'
      })
    }
  }
  const rest = parts.join('')
  if (rest !== '') {
    yield rest
  }
}
