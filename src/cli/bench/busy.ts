/**
 * What ends a load: mostly a machine that has too much to do, told with the engine and the load.
 *
 * Keeps: what was measured before is not lost; a store that forgets is never taken for a slow one.
 */
import { EXIT, ExitError } from '../exit-codes.ts'

/** How vehicles say that something was not done in time. */
const LATE: readonly string[] = [
  'ERR_BUSY',
  'ERR_NO_LEADER',
  'ERR_OUTCOME_UNKNOWN',
  'ERR_TIMEOUT',
  'ERR_UNREACHABLE'
]

/** Why a load has ended before its time; `what` names its engine and its kind. */
export function loadError(what: string, cause: unknown): ExitError {
  const isLate = cause instanceof Error && 'code' in cause && LATE.includes(String(cause.code))
  const message = isLate
    ? 'an answer is late, so this machine is too busy for what is asked of it; give fewer --clients'
    : cause instanceof Error
      ? cause.message
      : String(cause)
  return new ExitError(`${what}: ${message}`, { exitCode: EXIT.failed, cause })
}

/** The same, unless it has been told already. */
export function failureOf(what: string, cause: unknown): ExitError {
  return cause instanceof ExitError ? cause : loadError(what, cause)
}

/** What was measured of one engine; with a failure, what there was before it. */
export interface Measured<F> {
  readonly figures: F
  readonly failure?: ExitError
}

/** Measures one after the other; a failure ends it, and comes with what was measured before. */
export async function measureEach<E extends string, F>(
  engines: readonly E[],
  measure: (engine: E) => Promise<Measured<F>>,
  signal: AbortSignal
): Promise<{ readonly measured: readonly F[]; readonly failure: ExitError | undefined }> {
  const measured: F[] = []
  for (const engine of engines) {
    try {
      const { figures, failure } = await measure(engine)
      measured.push(figures)
      if (failure !== undefined) {
        return { measured, failure }
      }
    } catch (cause) {
      signal.throwIfAborted()
      if (measured.length === 0) {
        throw cause
      }
      return { measured, failure: failureOf(engine, cause) }
    }
  }
  return { measured, failure: undefined }
}
