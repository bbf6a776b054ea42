/**
 * Names of operations: each begins with the term in which it was made. With a leader that is its epoch,
 * without one it is the run of the member that does it.
 *
 * Keeps: an operation is done in its term or a later one, never before; without a leader in its term
 * only. So whoever does it can tell whether it may have been done where nobody remembers it.
 */
import type { ClientId } from '../../core/command.ts'

/** Hexadecimal digits of a term in a client's id. */
const TERM_DIGITS = 8

/** Terms that the digits tell apart, 0 with them. */
export const TERM_COUNT: number = 16 ** TERM_DIGITS

/** The greatest epoch; beyond it none is granted. */
export const TERM_MAX: number = 2 ** 21 - 1

export function clientOf(term: number, name: string): ClientId {
  return term.toString(16).padStart(TERM_DIGITS, '0') + name.slice(TERM_DIGITS)
}

/** Whether operations are named in it by anybody: as an epoch, or as the run of a member. */
export function isTerm(term: number, isLeaderless: boolean): boolean {
  return term > 0 && (isLeaderless || term <= TERM_MAX)
}

/** 0 for an operation that no member may do. */
export function termOf(client: ClientId): number {
  return Number.parseInt(client.slice(0, TERM_DIGITS), 16)
}
