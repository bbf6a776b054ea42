/**
 * A client of the control API: what the commands use to talk to a running node.
 *
 * Keeps: imports nothing of libp2p or the store, so that a command starts quickly; a change whose
 * answer did not come in time is reported as `unknown`, never as failed.
 */
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { OutcomeUnknownError, TimedOutError, VGuardError } from '../node/errors.ts'
import { type ControlAddress, controlUrl } from './address.ts'
import { bodyFault, REQUEST_BODY_BYTES_MAX } from './body-limit.ts'
import type {
  AnswerAt,
  AnswerPath,
  AnySendOptions,
  At,
  EventAt,
  LineAt,
  LinesPath,
  Method,
  QueryAt,
  Sent,
  TextPath
} from './calls.ts'
import { LINES_TYPE, readLines } from './json-lines.ts'
import { KEY_HEADER } from './key-header.ts'
import type { Problem } from './problem.ts'

/** The node answered that it did not do it, and why. */
export class ProblemError extends VGuardError {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(answer: Problem) {
    super(answer.detail, { code: answer.code })
    this.problem = answer
  }
}

/** Nobody answers at the control address. */
export class UnreachableError extends VGuardError {
  override readonly name = 'UnreachableError'

  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { ...options, code: 'ERR_UNREACHABLE' })
  }
}

export interface ControlClientOptions {
  readonly address: ControlAddress
  /** Undefined when there is no token file; the node refuses all but the open routes then. */
  readonly token: string | undefined
  /** Time for a whole answer, in milliseconds; without it, as long as it takes. */
  readonly timeoutMs?: number | undefined
  /** That time is for the first line of an answer and for each further one, while the caller waits for it. */
  readonly isLineByLine?: boolean
  readonly signal?: AbortSignal | undefined
  /** What starts the node, told when nobody answers. Default `vguard-node start`. */
  readonly startCommand?: string | undefined
}

export interface ControlClient {
  readonly url: string
  /** @throws ProblemError, UnreachableError, TimedOutError */
  get<P extends AnswerPath<'GET'>>(
    path: P,
    ...sent: Sent<At<'GET', P>>
  ): Promise<AnswerAt<'GET', P>>
  /** @throws ProblemError, UnreachableError, OutcomeUnknownError */
  post<P extends AnswerPath<'POST'>>(
    path: P,
    ...sent: Sent<At<'POST', P>>
  ): Promise<AnswerAt<'POST', P>>
  /** An answer in JSON lines; ends when the node has said all. */
  lines<M extends Method, P extends LinesPath<M>>(
    method: M,
    path: P,
    ...sent: Sent<At<M, P>>
  ): AsyncGenerator<LineAt<M, P>>
  /** An answer as text. */
  text(path: TextPath): Promise<string>
  /** Events as they happen, until the signal or the node ends. */
  events(query?: QueryAt<'GET', '/v1/events'>): AsyncGenerator<EventAt<'/v1/events'>>
}

/** An answer that has begun, and what a failure of its rest means. */
interface Asked {
  readonly response: IncomingMessage
  readonly explain: (cause: unknown) => unknown
  readonly patience: Patience
}

export function createControlClient(options: ControlClientOptions): ControlClient {
  const url = controlUrl(options.address)

  const ask = async (
    method: Method,
    path: string,
    { params, query, body, file, idempotencyKey }: AnySendOptions,
    accept: string
  ): Promise<Asked> => {
    const json = body === undefined ? undefined : jsonOf(body)
    const headers: Record<string, string> = { accept }
    if (options.token !== undefined) {
      headers['authorization'] = `Bearer ${options.token}`
    }
    if (idempotencyKey !== undefined) {
      headers[KEY_HEADER] = idempotencyKey
    }
    if (json !== undefined) {
      headers['content-type'] = 'application/json'
      headers['content-length'] = String(Buffer.byteLength(json))
    }
    if (file !== undefined) {
      headers['content-type'] = file.type
      if (file.bytesTotal !== undefined) {
        headers['content-length'] = String(file.bytesTotal)
      }
    }
    const sent = request({
      ...targetOf(options.address),
      method,
      path: `${pathText(path, params)}${queryText(query)}`,
      headers,
      agent: new Agent({ keepAlive: false }),
      ...(options.signal === undefined ? {} : { signal: options.signal })
    })
    let begun: IncomingMessage | undefined
    let source: { readonly cause: unknown } | undefined
    /** What failed first is what is told: without its source an upload breaks off. */
    const explain = (cause: unknown): unknown =>
      source === undefined
        ? failure(method, url, options, cause, idempotencyKey ?? operationIn(body))
        : source.cause
    const patience = createPatience(() => begun ?? sent, options.timeoutMs)
    patience.begin()
    try {
      const answer = answered(sent)
      if (file !== undefined) {
        void pour(file.chunks, sent, (cause) => {
          source = { cause }
        })
      } else {
        sent.end(json)
      }
      const response = await answer
      begun = response
      response.once('close', () => patience.end())
      return { response, explain, patience }
    } catch (cause) {
      patience.end()
      throw explain(cause)
    }
  }

  const whole = async (
    method: Method,
    path: string,
    send: AnySendOptions = {}
  ): Promise<string> => {
    const { response, explain } = await ask(method, path, send, 'application/json')
    const text = await readAll(response).catch((cause: unknown) => {
      throw explain(cause)
    })
    if ((response.statusCode ?? 500) >= 400) {
      throw problemError(response, text)
    }
    return text
  }

  return {
    url,
    get: async (path, ...sent) => parse(await whole('GET', path, optionsOf(sent))),
    post: async (path, ...sent) => parse(await whole('POST', path, optionsOf(sent))),
    text: (path) => whole('GET', path),
    async *lines(method, path, ...sent) {
      const { response, explain, patience } = await ask(method, path, optionsOf(sent), LINES_TYPE)
      if ((response.statusCode ?? 500) >= 400) {
        throw problemError(response, await readAll(response))
      }
      const eachLine = options.isLineByLine === true ? patience : undefined
      try {
        for await (const text of readLines(response)) {
          eachLine?.end()
          yield lineOf(text)
          eachLine?.begin()
        }
      } catch (cause) {
        throw explain(cause)
      } finally {
        patience.end()
      }
    },
    async *events(query = {}) {
      const { response, explain } = await ask('GET', '/v1/events', { query }, 'text/event-stream')
      if ((response.statusCode ?? 500) >= 400) {
        throw problemError(response, await readAll(response))
      }
      try {
        for await (const line of readLines(response)) {
          if (line.startsWith('data: ')) {
            yield parse(line.slice('data: '.length))
          }
        }
      } catch (cause) {
        throw explain(cause)
      }
    }
  }
}

/** @throws VGuardError ERR_TOO_LARGE for what the node would refuse, before anything of it is sent */
function jsonOf(body: unknown): string {
  const json = JSON.stringify(body)
  if (Buffer.byteLength(json) > REQUEST_BODY_BYTES_MAX) {
    throw new VGuardError(bodyFault(REQUEST_BODY_BYTES_MAX), { code: 'ERR_TOO_LARGE' })
  }
  return json
}

/** What is sent, apart from what it is sent to: the types of all operations are cases of this one. */
function optionsOf([options = {}]: readonly unknown[]): AnySendOptions {
  return options as AnySendOptions
}

function targetOf(address: ControlAddress): object {
  return address.type === 'unix'
    ? { socketPath: address.path, host: 'localhost' }
    : { host: address.host, port: address.port }
}

/** The path with its parameters in their places. */
function pathText(path: string, params: AnySendOptions['params'] = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

/** A list is sent as the same name again and again. */
function queryText(query: AnySendOptions['query'] = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) {
        parameters.append(name, String(one))
      }
    }
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

class LateError extends Error {
  override readonly name = 'LateError'
}

interface Patience {
  begin(): void
  end(): void
}

/** Ends what is waited for, the request or the answer that has begun, when its time is up. */
function createPatience(
  waitedFor: () => ClientRequest | IncomingMessage,
  timeoutMs: number | undefined
): Patience {
  let timer: ReturnType<typeof setTimeout> | undefined
  const giveUp = (): void => {
    waitedFor().destroy(new LateError(`no answer in ${timeoutMs} ms`))
  }
  return {
    begin() {
      timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs)
    },
    end() {
      clearTimeout(timer)
    }
  }
}

function answered(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve)
    // Also after the response: a broken upload must not end the process.
    sent.on('error', reject)
  })
}

/** Sends chunks as the node takes them; a failure is seen where the answer is awaited. */
async function pour(
  chunks: AsyncIterable<Uint8Array | string>,
  sent: ClientRequest,
  onFailed: (cause: unknown) => void
): Promise<void> {
  try {
    for await (const chunk of chunks) {
      if (sent.destroyed) {
        return
      }
      if (!sent.write(chunk)) {
        await drained(sent)
      }
    }
    sent.end()
  } catch (cause) {
    onFailed(cause)
    sent.destroy(cause instanceof Error ? cause : new Error(String(cause)))
  }
}

/** Resolves when the request takes more, or never will. */
function drained(sent: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      sent.off('drain', done)
      sent.off('close', done)
      resolve()
    }
    sent.on('drain', done)
    sent.on('close', done)
  })
}

async function readAll(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8')
  let text = ''
  for await (const chunk of response) {
    text += String(chunk)
  }
  return text
}

function parse<T>(text: string): T {
  try {
    return JSON.parse(text) as T
  } catch (cause) {
    throw new VGuardError('the node sent what is no JSON', { code: 'ERR_INTERNAL', cause })
  }
}

/** @throws ProblemError when the node could not go on */
function lineOf<T>(text: string): T {
  const line: { readonly type?: unknown; readonly problem?: Problem } = parse(text)
  if (line.type === 'error' && line.problem !== undefined) {
    throw new ProblemError(line.problem)
  }
  return line as T
}

function problemError(response: IncomingMessage, text: string): Error {
  const isProblem = response.headers['content-type']?.startsWith('application/problem+json')
  return isProblem === true
    ? new ProblemError(parse(text))
    : new UnreachableError(
        `what listens there is no vguard-node (HTTP ${response.statusCode ?? ''})`
      )
}

/** A connection that was there and is no more: what was sent on it may have arrived. */
const BROKEN: readonly string[] = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT']

/** What went wrong between the client and the node, told by whether something may have happened. */
function failure(
  method: Method,
  url: string,
  { signal, timeoutMs, startCommand = 'vguard-node start' }: ControlClientOptions,
  cause: unknown,
  operation = ''
): unknown {
  if (cause instanceof VGuardError) {
    return cause
  }
  if (signal?.aborted === true) {
    return signal.reason
  }
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (['ECONNREFUSED', 'ENOENT', 'EACCES', 'ENOTFOUND', 'EHOSTUNREACH'].includes(code)) {
    const message = `no node answers at ${url} (${code}); start one with: ${startCommand}`
    return new UnreachableError(message, { cause })
  }
  const isLate = cause instanceof LateError
  if (method === 'GET' || !(isLate || BROKEN.includes(code))) {
    return isLate
      ? new TimedOutError(`the node did not answer within ${timeoutMs} ms`, { cause })
      : new UnreachableError(`the connection to ${url} broke (${code || String(cause)})`, { cause })
  }
  const why = isLate ? `no answer within ${timeoutMs} ms` : 'the connection broke'
  const next = operation === '' ? 'look before trying again' : 'ask again with the same id'
  const message = `the outcome is unknown: ${why}; it may still be carried out; ${next}`
  return new OutcomeUnknownError(message, { operation, cause })
}

/** The id that the caller has given to what it asks for. */
function operationIn(body: unknown): string {
  const { operation } = (body ?? {}) as { readonly operation?: unknown }
  return typeof operation === 'string' ? operation : ''
}
