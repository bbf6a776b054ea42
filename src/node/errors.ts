/**
 * The errors of the embedding API. Each class has a stable `code`; the message is one sentence that
 * says what happened and what to do.
 */
import { isProblemCode } from './catalogue.ts'

export interface VGuardErrorOptions extends ErrorOptions {
  /** `ERR_…`, stable across versions. */
  readonly code: string
}

/** Every error that the API makes itself. */
export class VGuardError extends Error {
  override readonly name: string = 'VGuardError'
  /** `ERR_…`, stable across versions. */
  readonly code: string

  constructor(message: string, options: VGuardErrorOptions) {
    super(message, options)
    this.code = options.code
  }
}

export interface Refusal {
  /** One word, such as `noBooth`; the code says the same as `ERR_NO_BOOTH`, or `ERR_REFUSED` of an unknown word. */
  readonly reason: string
  /** True when the same request may succeed later. */
  readonly retry: boolean
  /** Facts of the refusal, such as the vehicles asked. */
  readonly detail?: Readonly<Record<string, unknown>> | undefined
}

/** The vehicle, or a booth, refused a request: nothing has come of it, whatever came of an earlier try. */
export class RefusedError extends VGuardError implements Refusal {
  override readonly name = 'RefusedError'
  readonly reason: string
  readonly retry: boolean
  readonly detail: Readonly<Record<string, unknown>>

  constructor(message: string, { reason, retry, detail = {} }: Refusal) {
    super(message, { code: codeOf(reason) })
    this.reason = reason
    this.retry = retry
    this.detail = detail
  }
}

/** Nobody can say whether the request was carried out: ask again with the same operation. */
export class OutcomeUnknownError extends VGuardError {
  override readonly name = 'OutcomeUnknownError'
  /** The id to ask again by; empty for what has none, or none yet. */
  readonly operation: string

  constructor(message: string, options: ErrorOptions & { readonly operation: string }) {
    super(message, { ...options, code: 'ERR_OUTCOME_UNKNOWN' })
    this.operation = options.operation
  }
}

/** A question was not answered in time; nothing was changed by it. */
export class TimedOutError extends VGuardError {
  override readonly name = 'TimedOutError'

  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { ...options, code: 'ERR_TIMEOUT' })
  }
}

/** No chain or vehicle of this name is known here, or several are. */
export class NotFoundError extends VGuardError {
  override readonly name = 'NotFoundError'
}

/** The node could not start; the code says why. */
export class StartError extends VGuardError {
  override readonly name = 'StartError'
}

/** `noBooth` as `ERR_NO_BOOTH`; another vehicle may refuse with a word that is not known here. */
function codeOf(reason: string): string {
  const code = `ERR_${reason.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
  return isProblemCode(code) ? code : 'ERR_REFUSED'
}
