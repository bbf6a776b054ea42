/**
 * Requests to the node that served this page.
 *
 * Keeps: a failure is always a ProblemError with a code and a sentence; a write whose answer did not come
 * is `ERR_OUTCOME_UNKNOWN`, never a failure.
 */
import type { Problem } from '../../src/http/problem.ts'
import { forgetToken, isRefused, token } from './session.ts'

export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: string
  readonly operation: string | undefined

  constructor({ code, detail, operation }: Pick<Problem, 'code' | 'detail' | 'operation'>) {
    super(detail)
    this.code = code
    this.operation = operation
  }
}

/** An id for one change; the same again is never done twice. */
export function newOperation(): string {
  // Unlike randomUUID it is there on a page that came over plain HTTP from another machine.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

type Scalar = string | number | boolean

/** A list is its name again and again. */
export type Query = Readonly<Record<string, Scalar | readonly Scalar[] | undefined>>

export interface AskOptions {
  readonly query?: Query
  readonly body?: object
  readonly signal?: AbortSignal
}

const UNREACHABLE = 'the vehicle does not answer'

export function get<T>(path: string, options: Omit<AskOptions, 'body'> = {}): Promise<T> {
  return ask<T>('GET', path, options)
}

export function post<T>(path: string, options: AskOptions = {}): Promise<T> {
  return ask<T>('POST', path, options)
}

/** An answer as it comes; the caller reads the body. */
export async function open(
  path: string,
  headers: Readonly<Record<string, string>>,
  { query, signal }: Omit<AskOptions, 'body'> = {}
): Promise<Response> {
  const response = await send(`${path}${queryText(query)}`, {
    headers: { ...headers, ...authorization() },
    cache: 'no-store',
    ...(signal === undefined ? {} : { signal })
  })
  if (!response.ok) {
    throw await problemOf(response)
  }
  return response
}

async function ask<T>(method: 'GET' | 'POST', path: string, options: AskOptions): Promise<T> {
  const { query, body, signal } = options
  const hasBody = method === 'POST' && body !== undefined
  const response = await send(`${path}${queryText(query)}`, {
    method,
    cache: 'no-store',
    headers: {
      accept: 'application/json',
      ...authorization(),
      ...(hasBody ? { 'content-type': 'application/json' } : {})
    },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
    ...(signal === undefined ? {} : { signal })
  }).catch((error: unknown) => {
    throw hasBody && isUnreachable(error) ? unknownOutcome(body, error) : error
  })
  if (!response.ok) {
    throw await problemOf(response)
  }
  return (await response.json()) as T
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (init.signal?.aborted === true) {
      throw cause
    }
    const problem = new ProblemError({ code: 'ERR_UNREACHABLE', detail: UNREACHABLE })
    problem.cause = cause
    throw problem
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'ERR_UNREACHABLE'
}

function unknownOutcome(body: object, cause: unknown): ProblemError {
  const { operation } = body as { readonly operation?: string }
  const problem = new ProblemError({
    code: 'ERR_OUTCOME_UNKNOWN',
    detail: `${UNREACHABLE}: it may have happened`,
    ...(operation === undefined ? {} : { operation })
  })
  problem.cause = cause
  return problem
}

async function problemOf(response: Response): Promise<ProblemError> {
  if (response.status === 401) {
    isRefused.value = true
    forgetToken()
  }
  const detail = `the vehicle answered with HTTP ${response.status}`
  const plain = { code: `HTTP_${response.status}`, detail }
  const problem = (await response.json().catch(() => plain)) as Problem
  return new ProblemError({ ...plain, ...problem })
}

function authorization(): Record<string, string> {
  return token.value === undefined ? {} : { authorization: `Bearer ${token.value}` }
}

function queryText(query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => {
    const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
    return values.map((one) => [name, String(one)])
  })
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
