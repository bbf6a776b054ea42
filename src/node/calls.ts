/**
 * One call of the API: a request to the vehicle, with the caller's patience, as a value or an error.
 *
 * Keeps: a caller who stops waiting for something that may still happen is told `unknown` and the
 * operation, never `failed`; a question that is given up just ends.
 */
import { InvalidInputError } from '../core/errors.ts'
import type { Reply } from '../core/machine.ts'
import type { VehicleRequest } from '../vehicle/requests.ts'
import { OutcomeUnknownError, RefusedError, TimedOutError } from './errors.ts'
import { requestFault } from './request-check.ts'

/** How long a caller waits. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds after which the caller no longer waits, above 0; without it, as long as it takes. */
  readonly timeoutMs?: number | undefined
}

/** A timer takes no more: 24 days, which nobody waits for. */
const TIMER_MS_MAX = 2 ** 31 - 1

/**
 * How long a timer has to wait for a caller's patience; undefined for as long as it takes.
 *
 * @throws InvalidInputError when it is no time above 0
 */
export function patienceMs(timeoutMs: number | undefined): number | undefined {
  if (timeoutMs !== undefined && !(timeoutMs > 0)) {
    throw new InvalidInputError(`timeoutMs is ${timeoutMs}, it must be above 0`)
  }
  return timeoutMs === undefined || timeoutMs > TIMER_MS_MAX ? undefined : timeoutMs
}

/** The vehicle has given the operation of a request its name. */
export type OnNamed = (operation: string) => void

export type Ask = (request: VehicleRequest, onNamed?: OnNamed) => Promise<Reply>

/**
 * `made` is the request, or makes it: what cannot be made rejects the promise.
 *
 * @throws RefusedError, OutcomeUnknownError, TimedOutError, InvalidInputError, or the reason of the signal
 */
export async function call<T>(
  ask: Ask,
  made: VehicleRequest | (() => VehicleRequest),
  options: CallOptions = {}
): Promise<T> {
  const { signal } = options
  const timeoutMs = patienceMs(options.timeoutMs)
  signal?.throwIfAborted()
  const request = typeof made === 'function' ? made() : made
  const fault = requestFault(request)
  if (fault !== undefined) {
    throw new InvalidInputError(fault)
  }
  const isPatient = signal === undefined && timeoutMs === undefined
  let operation = operationOf(request)
  const onNamed: OnNamed = (name) => {
    operation = name
  }
  const reply = await (isPatient
    ? ask(request)
    : patiently(ask(request, onNamed), signal, timeoutMs))
  if (reply === 'aborted' || reply === 'late') {
    throw givenUp(request, operation, reply, options)
  }
  switch (reply.type) {
    case 'ok':
      return reply.value as T
    case 'refused':
      throw new RefusedError(reply.message, reply)
    case 'unknown':
      throw new OutcomeUnknownError(reply.message, reply)
  }
}

function patiently(
  reply: Promise<Reply>,
  signal: AbortSignal | undefined,
  timeoutMs: number | undefined
): Promise<Reply | 'aborted' | 'late'> {
  return new Promise((resolve) => {
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => settle('late'), timeoutMs)
    const onAbort = (): void => settle('aborted')
    const settle = (outcome: Reply | 'aborted' | 'late'): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      resolve(outcome)
    }
    signal?.addEventListener('abort', onAbort)
    void reply.then(settle)
  })
}

function givenUp(
  request: VehicleRequest,
  operation: string | undefined,
  how: 'aborted' | 'late',
  { signal, timeoutMs }: CallOptions
): unknown {
  const cause = how === 'aborted' ? signal?.reason : undefined
  if (isQuestion(request)) {
    return cause ?? new TimedOutError(`no answer to "${request.type}" within ${timeoutMs} ms`)
  }
  const why = how === 'aborted' ? 'the caller stopped waiting' : `no answer within ${timeoutMs} ms`
  const what = operation ?? request.type
  const message = `the outcome of "${what}" is unknown: ${why}; it may still be carried out`
  return new OutcomeUnknownError(message, { operation: operation ?? '', cause })
}

const QUESTIONS: ReadonlySet<VehicleRequest['type']> = new Set([
  'read',
  'discoverChains',
  'query',
  'bankAsk',
  'ringShow'
])

/** Requests that change nothing. */
export function isQuestion({ type }: VehicleRequest): boolean {
  return QUESTIONS.has(type)
}

/** The caller's id of a request, if it has given one. */
export function operationOf(request: VehicleRequest): string | undefined {
  switch (request.type) {
    case 'endBooth':
    case 'openGroup':
    case 'changeMembers':
    case 'recoverGroup':
      return request.operation
    case 'submit':
      return request.id
    case 'bankTransfer':
    case 'bankMint':
      return request.operation
    default:
      return undefined
  }
}
