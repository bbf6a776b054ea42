/**
 * Operations and questions to the state of a group, with the patience of a caller: what is refused for
 * the moment is asked again until the caller's time is up.
 *
 * Keeps: only what was refused is tried again, so an operation is done at most once; whoever is told
 * `refused` may be sure that nothing was done.
 */
import { InvalidInputError } from '../core/errors.ts'
import type { ChainId } from '../core/genesis.ts'
import { PAXOS_DEFAULTS } from '../protocols/paxos/index.ts'
import type { Queried, Submitted, VehicleRequest } from '../vehicle/requests.ts'
import { type Ask, type CallOptions, call } from './calls.ts'
import { RefusedError } from './errors.ts'
import { PATIENCE_MS_MAX } from './patience.ts'

export interface GroupCallOptions extends CallOptions {
  /** How long to try, in milliseconds. Range 1 to 3,600,000, default 5,000. */
  readonly timeoutMs?: number | undefined
}

export interface SubmitOptions extends GroupCallOptions {
  /** The id of an earlier try of the same operation. */
  readonly operation?: string | undefined
}

export interface GroupCalls {
  /**
   * Puts an encoded operation into the log of a group.
   *
   * @throws RefusedError, OutcomeUnknownError
   */
  submit(chain: ChainId, operation: Uint8Array, options?: SubmitOptions): Promise<Submitted>
  /**
   * Asks the state of a group, linearizably.
   *
   * @throws RefusedError, TimedOutError
   */
  query(chain: ChainId, question: Uint8Array, options?: GroupCallOptions): Promise<Queried>
  /**
   * Makes a request that the vehicle answers by a deadline, again and again while it is refused for the
   * moment only. The same request again must do nothing twice. `graceMs`: how much later than the
   * deadline its answer may come; default 2 s.
   */
  insist<T>(
    requestOf: (deadlineMs: number) => VehicleRequest,
    options: GroupCallOptions,
    graceMs?: number
  ): Promise<T>
}

const TIMEOUT_MS = PAXOS_DEFAULTS.deadlineMs

/** The vehicle answers by the deadline; only one that hangs is given up after it. */
const GRACE_MS = 2_000

/** First and greatest pause before a refused call is tried again; each is drawn from its upper half. */
const PAUSE_MS_MIN = 8
const PAUSE_MS_MAX = 500

export function createGroupCalls(ask: Ask): GroupCalls {
  const insist = async <T>(
    requestOf: (deadlineMs: number) => VehicleRequest,
    { signal, timeoutMs = TIMEOUT_MS }: GroupCallOptions,
    graceMs = GRACE_MS
  ): Promise<T> => {
    checkTimeout(timeoutMs)
    const endsAtMs = performance.now() + timeoutMs
    for (let tries = 0; ; tries++) {
      const leftMs = Math.max(1, Math.ceil(endsAtMs - performance.now()))
      try {
        return await call<T>(ask, requestOf(leftMs), { signal, timeoutMs: leftMs + graceMs })
      } catch (error) {
        const pauseMs = pauseOf(tries)
        if (!mayRetry(error) || performance.now() + pauseMs >= endsAtMs) {
          throw error
        }
        await pause(pauseMs, signal)
      }
    }
  }

  return {
    insist,
    // Written out, for a spread makes an object of a shape of its own, whose every reader is slow.
    submit: (chain, operation, options = {}) => {
      const { operation: id } = options
      return insist((deadlineMs) => ({ type: 'submit', chain, operation, id, deadlineMs }), options)
    },
    query: (chain, question, options = {}) =>
      insist((deadlineMs) => ({ type: 'query', chain, question, deadlineMs }), options)
  }
}

/** Refusals that say what is so, and not that somebody is busy or out of reach. */
const SETTLED_REASONS: ReadonlySet<string> = new Set(['insufficientFunds', 'oldEpoch'])

function mayRetry(error: unknown): boolean {
  return error instanceof RefusedError && error.retry && !SETTLED_REASONS.has(error.reason)
}

function pauseOf(tries: number): number {
  const mostMs = Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * 2 ** tries)
  return mostMs * (0.5 + Math.random() / 2)
}

/** Ends early when the signal does; the call that follows tells why. */
function pause(pauseMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, pauseMs)
    signal?.addEventListener('abort', done)
  })
}

function checkTimeout(timeoutMs: number): void {
  if (!(timeoutMs >= 1 && timeoutMs <= PATIENCE_MS_MAX)) {
    throw new InvalidInputError(
      `timeoutMs is ${timeoutMs}, allowed are 1 to ${PATIENCE_MS_MAX} for a group`
    )
  }
}
