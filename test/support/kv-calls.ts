/**
 * What clients outside ask of a group's key-value store over HTTP, and how an answer is understood.
 *
 * Keeps: an answer counts as `refused` only where the node vouches that nothing was done; whatever
 * may still be done is `unknown`.
 */
import { type Agent, request } from 'node:http'

/** One operation of a client. `null` stands for no value. */
export type KvCall =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'delete'; readonly key: string }
  | { readonly type: 'get'; readonly key: string }
  | {
      readonly type: 'cas'
      readonly key: string
      readonly expected: string | null
      readonly value: string
    }
  /** Reads all keys and gives each the value, at once. */
  | { readonly type: 'swap'; readonly keys: readonly string[]; readonly value: string }

export type KvAnswer =
  | {
      readonly type: 'done'
      /** False for a compare-and-set that did not find what it expected. */
      readonly isDone: boolean
      /** What was read. */
      readonly values: readonly (string | null)[]
    }
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'unknown'; readonly code: string; readonly operation?: string }

/** A vehicle as its clients see it. */
export interface Point {
  readonly vehicle: number
  readonly host: string
  readonly port: number
  readonly token: string
}

export interface HttpAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Nobody took the connection, so nothing has reached the vehicle. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError'
}

const CONNECT_MS = 300

export interface HttpCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object | undefined
  /** Without an answer by then the call fails, in milliseconds. */
  readonly timeoutMs: number
}

/** @throws NotSentError, or whatever ended the connection */
export function callHttp(agent: Agent, point: Point, call: HttpCall): Promise<HttpAnswer> {
  const { method, path, body, timeoutMs } = call
  const { host, port, token } = point
  const text = body === undefined ? '' : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    let isConnected = false
    const headers = {
      authorization: `Bearer ${token}`,
      ...(text === ''
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    }
    const sent = request({ host, port, agent, method, path, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        clearTimeout(timer)
        const said = Buffer.concat(parts).toString()
        resolve({ status: response.statusCode ?? 0, body: said === '' ? {} : JSON.parse(said) })
      })
      response.on('error', fail)
    })
    const fail = (error: Error): void => {
      clearTimeout(timer)
      reject(isConnected ? error : new NotSentError(error.message))
    }
    const late = (what: string) => () => sent.destroy(new Error(what))
    let timer = setTimeout(late('no connection'), CONNECT_MS)
    const connected = (): void => {
      isConnected = true
      clearTimeout(timer)
      timer = setTimeout(late('no answer'), timeoutMs)
    }
    sent.on('socket', (socket) => {
      if (socket.connecting) {
        socket.once('connect', connected)
      } else {
        connected()
      }
    })
    sent.on('error', fail)
    sent.end(text)
  })
}

/** The request that a call is; `operation` asks again what became of an earlier try. */
export function requestOf(
  group: string,
  call: KvCall,
  timeoutMs: number,
  operation: string | undefined
): Pick<HttpCall, 'method' | 'path' | 'body'> {
  const path = (name: string): string => `/v1/kv/${group}/${name}`
  const common = { timeoutMs, operation }
  switch (call.type) {
    case 'get': {
      const query = new URLSearchParams({ key: call.key, timeoutMs: String(timeoutMs) })
      return { method: 'GET', path: `${path('entry')}?${query}` }
    }
    case 'put': {
      const { key, value } = call
      return { method: 'POST', path: path('put'), body: { key, value, ...common } }
    }
    case 'delete':
      return { method: 'POST', path: path('delete'), body: { key: call.key, ...common } }
    case 'cas': {
      const { key, value } = call
      const expected = call.expected === null ? { is: 'absent' } : { value: call.expected }
      return { method: 'POST', path: path('cas'), body: { key, value, expected, ...common } }
    }
    case 'swap': {
      const { keys, value } = call
      const whenTrue = [
        ...keys.map((key) => ({ type: 'get', key })),
        ...keys.map((key) => ({ type: 'put', key, value }))
      ]
      return { method: 'POST', path: path('txn'), body: { whenTrue, ...common } }
    }
  }
}

interface Entry {
  readonly json?: string
}

/** The text that an entry holds, or null for no entry. */
export function textOfEntry(entry: Entry | undefined): string | null {
  return entry?.json === undefined ? null : String(JSON.parse(entry.json))
}

export function answerOf(call: KvCall, { status, body }: HttpAnswer): KvAnswer {
  const done = (isDone: boolean, values: readonly (string | null)[]): KvAnswer => ({
    type: 'done',
    isDone,
    values
  })
  if (status >= 400) {
    return problemAnswer(call, body)
  }
  switch (call.type) {
    case 'get':
      return done(true, [textOfEntry(body as Entry)])
    case 'cas':
      return done(body['succeeded'] === true, [])
    case 'swap': {
      const parts = body['parts'] as readonly { readonly entry?: Entry }[]
      return done(
        true,
        call.keys.map((_, i) => textOfEntry(parts[i]?.entry))
      )
    }
    case 'put':
    case 'delete':
      return done(true, [])
  }
}

/** Refusals that say that nothing was done and nothing will be. */
const REFUSALS = new Set([
  'ERR_NO_LEADER',
  'ERR_UNREACHABLE',
  'ERR_LOCKED',
  'ERR_NOT_READY',
  'ERR_BUSY',
  'ERR_STALE_SESSION',
  'ERR_UNKNOWN_CHAIN'
])

function problemAnswer(call: KvCall, body: HttpAnswer['body']): KvAnswer {
  const code = String(body['code'])
  if (code === 'ERR_NO_KEY' && call.type === 'get') {
    return { type: 'done', isDone: true, values: [null] }
  }
  if (REFUSALS.has(code)) {
    return { type: 'refused', code }
  }
  const { operation } = body
  return typeof operation === 'string' && operation.includes(':')
    ? { type: 'unknown', code, operation }
    : { type: 'unknown', code }
}
