/**
 * Everything that can go wrong over HTTP, in one catalogue: code, status and title; answered as
 * `application/problem+json`.
 *
 * Keeps: a code means the same for ever; nothing of an unexpected error but that it happened is told.
 * Source: RFC 9457.
 */
import { InvalidInputError, InvalidMessageError } from '../core/errors.ts'
import { IngestError } from '../ingest/index.ts'
import { OutcomeUnknownError, RefusedError, VGuardError } from '../node/errors.ts'
import type { Problem } from './problem.ts'

interface Entry {
  readonly status: number
  readonly title: string
}

const CATALOGUE: Readonly<Record<string, Entry>> = {
  ERR_INVALID_INPUT: { status: 400, title: 'The request is malformed' },
  ERR_INVALID: { status: 400, title: 'The request breaks a rule' },
  ERR_MALFORMED_DATA: { status: 422, title: 'The data cannot be read as records' },
  ERR_NO_TOKEN: { status: 401, title: 'The token is missing or wrong' },
  ERR_NOT_ADMITTED: { status: 403, title: 'The vehicle is not of this fleet' },
  ERR_NOT_ALLOWED: { status: 403, title: 'The node does not allow this' },
  ERR_NOT_FOUND: { status: 404, title: 'There is nothing here' },
  ERR_UNKNOWN_CHAIN: { status: 404, title: 'The chain is unknown' },
  ERR_UNKNOWN_VEHICLE: { status: 404, title: 'The vehicle is unknown' },
  ERR_NOT_HERE: { status: 404, title: 'The blocks are not here' },
  ERR_NO_KEY: { status: 404, title: 'The key is not there' },
  ERR_NO_ACCOUNT: { status: 404, title: 'The account is not there' },
  ERR_AMBIGUOUS_NAME: { status: 400, title: 'The name means more than one thing' },
  ERR_EMPTY: { status: 409, title: 'The chain has no block yet' },
  ERR_OWN_CHAIN: { status: 409, title: 'The vehicle proposes this chain itself' },
  ERR_CONFLICT: { status: 409, title: 'Another block stands there' },
  ERR_NO_BOOTH: { status: 409, title: 'No booth is open' },
  ERR_NOT_PROPOSER: { status: 409, title: 'Another vehicle proposes this chain' },
  ERR_PROMISED: { status: 409, title: 'The vehicle has promised to hold it' },
  ERR_NOT_MEMBER: { status: 409, title: 'The vehicle is no member of the group' },
  ERR_NOT_SUPPORTED: { status: 409, title: 'The engine of the group does not do this' },
  ERR_MAJORITY_REACHABLE: { status: 409, title: 'A majority of the members can be reached' },
  ERR_OTHER_OPERATION: { status: 409, title: 'The operation id belongs to another call' },
  ERR_STALE_SESSION: { status: 409, title: 'The session is no longer known' },
  ERR_EXISTS: { status: 409, title: 'There is another one of this name' },
  ERR_INSUFFICIENT_FUNDS: { status: 409, title: 'The account has less' },
  ERR_NOT_OWNER: { status: 409, title: 'Another vehicle owns the account' },
  ERR_OLD_EPOCH: { status: 409, title: 'The owner has begun anew' },
  ERR_OPERATION_USED: { status: 409, title: 'Another transfer has this operation id' },
  ERR_OVERFLOW: { status: 409, title: 'There would be more money than can be counted' },
  ERR_COMPACTED: { status: 410, title: 'The blocks are gone' },
  ERR_FROZEN: { status: 409, title: 'The chain is frozen' },
  ERR_TOO_LARGE: { status: 413, title: 'The request is too large' },
  ERR_WRONG_TYPE: { status: 415, title: 'The type of the content is not known' },
  ERR_WRONG_HOST: { status: 421, title: 'The request was meant for another host' },
  ERR_BUSY: { status: 429, title: 'The vehicle is busy' },
  ERR_DAMAGED: { status: 500, title: 'Data on disk is damaged' },
  ERR_INTERNAL: { status: 500, title: 'The node made a mistake' },
  ERR_HALTED: { status: 503, title: 'The vehicle has halted' },
  ERR_BOOTH_REFUSES: { status: 503, title: 'Too many members of the booth refuse' },
  ERR_BOOTH_REFUSED: { status: 503, title: 'Too many members refused to join' },
  ERR_MEMBERS_MISSING: { status: 503, title: 'Too few members joined' },
  ERR_TOO_FEW_VEHICLES: { status: 503, title: 'Too few vehicles are connected' },
  ERR_UNAVAILABLE: { status: 503, title: 'No holder could be reached' },
  ERR_NO_LEADER: { status: 503, title: 'Nobody leads the group' },
  ERR_UNREACHABLE: { status: 503, title: 'Too few members can be reached' },
  ERR_FULL: { status: 507, title: 'There is no room' },
  ERR_OUTCOME_UNKNOWN: { status: 504, title: 'The outcome is unknown' },
  ERR_TIMEOUT: { status: 504, title: 'No answer in time' }
}

/** Codes of refusals that have no entry of their own. */
const REFUSED: Entry = { status: 409, title: 'The vehicle refused' }

/** Codes of Fastify and their equals here. */
const FASTIFY_CODES: Readonly<Record<string, string>> = {
  FST_ERR_VALIDATION: 'ERR_INVALID_INPUT',
  FST_ERR_CTP_INVALID_JSON_BODY: 'ERR_INVALID_INPUT',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'ERR_INVALID_INPUT',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'ERR_INVALID_INPUT',
  FST_ERR_CTP_BODY_TOO_LARGE: 'ERR_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'ERR_WRONG_TYPE'
}

export function problem(code: string, detail: string, more: Partial<Problem> = {}): Problem {
  const { status, title } = CATALOGUE[code] ?? REFUSED
  return { type: `urn:vguard:problem:${code}`, title, status, code, detail, retry: false, ...more }
}

/** The problem that an error means; undefined facts are left out. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RefusedError) {
    const { code, message, retry, detail } = error
    return problem(code, message, { retry, ...(isEmpty(detail) ? {} : { facts: detail }) })
  }
  if (error instanceof OutcomeUnknownError) {
    const { operation } = error
    return problem(error.code, error.message, { operation })
  }
  if (error instanceof VGuardError) {
    return problem(error.code, error.message, { retry: error.code === 'ERR_TIMEOUT' })
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

/** Every code with its status, for the documentation and its test. */
export function catalogue(): readonly (Entry & { readonly code: string })[] {
  return Object.entries(CATALOGUE).map(([code, entry]) => ({ code, ...entry }))
}

function isEmpty(detail: object): boolean {
  return Object.keys(detail).length === 0
}
