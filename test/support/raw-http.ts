/**
 * Requests as old clients wrote them, byte for byte, over a socket of their own.
 */
import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Sends the bytes, in the parts given, and reads one answer to its end. Rejects when the connection ends
 * before that.
 */
export function exchange(port: number, ...parts: readonly (string | Buffer)[]): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let got = Buffer.alloc(0)
    let isDone = false
    socket.on('data', (data) => {
      got = Buffer.concat([got, data])
      const answer = answerOf(got)
      if (answer !== undefined) {
        isDone = true
        socket.destroy()
        resolve(answer)
      }
    })
    socket.on('error', (error) => {
      if (!isDone) {
        reject(error)
      }
    })
    socket.on('close', () => {
      if (!isDone) {
        reject(new Error(`the connection ended: ${got.toString('latin1').slice(0, 200)}`))
      }
    })
    void (async () => {
      for (const part of parts) {
        socket.write(part)
        await new Promise((done) => setTimeout(done, 5))
      }
    })()
  })
}

/** Undefined while it is not whole. */
function answerOf(bytes: Buffer): RawAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) {
    return undefined
  }
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    })
  )
  const status = Number(first.split(' ')[1])
  const rest = bytes.subarray(end + 4)
  const body =
    headers['transfer-encoding'] === 'chunked'
      ? unchunked(rest)
      : rest.length >= Number(headers['content-length'] ?? 0)
        ? rest
        : undefined
  return body === undefined ? undefined : { status, headers, body: body.toString() }
}

function unchunked(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const end = bytes.indexOf('\r\n', at)
    const length = Number.parseInt(bytes.subarray(at, Math.max(at, end)).toString(), 16)
    if (end < 0 || Number.isNaN(length)) {
      return undefined
    }
    if (length === 0) {
      return Buffer.concat(parts)
    }
    parts.push(bytes.subarray(end + 2, end + 2 + length))
    at = end + 2 + length + 2
  }
}
