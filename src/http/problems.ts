/**
 * What went wrong, as `application/problem+json`.
 *
 * Keeps: every code that is answered stands in the catalogue, whatever word another vehicle refused with;
 * nothing of an unexpected error but that it happened is told.
 * Source: RFC 9457.
 */
import { InvalidInputError, InvalidMessageError } from '../core/errors.ts'
import { IngestError } from '../ingest/index.ts'
import { CATALOGUE, isProblemCode, type ProblemCode } from '../node/catalogue.ts'
import { OutcomeUnknownError, RefusedError, VGuardError } from '../node/errors.ts'
import { ERRORS_PATH } from './errors-page.ts'
import type { Problem } from './problem.ts'

/** Codes of Fastify and their equals here. */
const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_VALIDATION: 'ERR_INVALID_INPUT',
  FST_ERR_CTP_INVALID_JSON_BODY: 'ERR_INVALID_INPUT',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'ERR_INVALID_INPUT',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'ERR_INVALID_INPUT',
  FST_ERR_CTP_BODY_TOO_LARGE: 'ERR_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'ERR_WRONG_TYPE'
}

export function problem(
  code: ProblemCode,
  detail: string,
  more: Partial<Pick<Problem, 'retry' | 'operation' | 'facts'>> = {}
): Problem {
  const { status, title } = CATALOGUE[code]
  return { type: `${ERRORS_PATH}#${code}`, title, status, code, detail, retry: false, ...more }
}

/** The problem that an error means; undefined facts are left out. */
export function problemOf(error: unknown): Problem {
  if (error instanceof VGuardError && isProblemCode(error.code)) {
    return problem(error.code, error.message, moreOf(error))
  }
  if (error instanceof InvalidInputError || error instanceof InvalidMessageError) {
    return problem('ERR_INVALID_INPUT', error.message)
  }
  if (error instanceof IngestError) {
    const { file, line, column, rows } = error
    return problem('ERR_MALFORMED_DATA', error.message, { facts: { file, line, column, rows } })
  }
  const code =
    error instanceof Error && 'code' in error ? FASTIFY_CODES[String(error.code)] : undefined
  if (code !== undefined && error instanceof Error) {
    return problem(code, error.message)
  }
  return problem('ERR_INTERNAL', 'the node could not answer; its log says why')
}

/** What a program may want to know besides the code. */
function moreOf(error: VGuardError): Partial<Pick<Problem, 'retry' | 'operation' | 'facts'>> {
  if (error instanceof OutcomeUnknownError) {
    return error.operation === '' ? {} : { operation: error.operation }
  }
  if (error instanceof RefusedError) {
    const { code, reason, retry, detail } = error
    const facts = code === 'ERR_REFUSED' ? { ...detail, reason } : detail
    return { retry, ...(isEmpty(facts) ? {} : { facts }) }
  }
  return { retry: error.code === 'ERR_TIMEOUT' }
}

function isEmpty(detail: object): boolean {
  return Object.keys(detail).length === 0
}
