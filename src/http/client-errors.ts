/**
 * What a client is told whose bytes are no request: a problem, as for everything else that is refused.
 */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Problem } from './problem.ts'
import { problem } from './problems.ts'

/** Tells the client, where it still listens, and ends the connection. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const told = problemOfBytes(error.code)
    const body = JSON.stringify(told)
    socket.write(
      `HTTP/1.1 ${told.status} ${STATUS_CODES[told.status]}\r\n` +
        'Content-Type: application/problem+json\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\n` +
        `Connection: close\r\n\r\n${body}`
    )
  }
  socket.destroy()
}

function problemOfBytes(code = ''): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problem('ERR_HEADERS_TOO_LARGE', 'the headers have more bytes than may be')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('ERR_TOO_SLOW', 'the request did not come in time')
    default:
      return problem('ERR_INVALID_INPUT', 'these bytes are no HTTP request')
  }
}
