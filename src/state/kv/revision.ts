/**
 * Revisions: when an entry was changed, as one number that grows with every entry of the chain.
 *
 * Keeps: exact up to height 2^41, which is 70 years of a thousand blocks a second.
 */
import type { Place } from '../../core/state-machine.ts'
import { REVISIONS_PER_HEIGHT } from './limits.ts'
import type { Revision } from './types.ts'

export function revisionOf({ height, index }: Pick<Place, 'height' | 'index'>): Revision {
  return height * REVISIONS_PER_HEIGHT + index
}

/** The block of the change. */
export function heightOf(revision: Revision): number {
  return Math.floor(revision / REVISIONS_PER_HEIGHT)
}

/** Height and index with a dot between, such as `17.3`. */
export function formatRevision(revision: Revision): string {
  return `${heightOf(revision)}.${revision % REVISIONS_PER_HEIGHT}`
}

/** The revision in a text that `formatRevision` made, or undefined. */
export function parseRevision(text: string): Revision | undefined {
  const [, height, index] = /^([0-9]{1,13})\.([0-9]{1,4})$/.exec(text) ?? []
  if (height === undefined || index === undefined || Number(index) >= REVISIONS_PER_HEIGHT) {
    return undefined
  }
  const revision = revisionOf({ height: Number(height), index: Number(index) })
  return Number.isSafeInteger(revision) ? revision : undefined
}
