/**
 * The operations that led to the newest value of a key, as its registers tell them: each names the last
 * few. What was lost with the epoch of its leader is in no lineage, and nothing is where nobody leads.
 */
import { DONE_MAX } from '../../protocols/quorum/limits.ts'
import { type Done, doneIn, type Register } from '../../protocols/quorum/register.ts'
import { compareTags } from '../../protocols/quorum/tag.ts'

/** The oldest first, as far back as these registers of one key tell. */
export function lineageOf(registers: readonly Register[]): readonly Done[] {
  const newestFirst: Done[] = []
  let left = registers.toSorted((a, b) => compareTags(b.tag, a.tag)).map(doneIn)
  let isWhole = false
  while (left.length > 0 && !isWhole) {
    const oldest = newestFirst.at(-1)
    // The newest that names the oldest so far is of its lineage: what was done twice was lost before. If
    // none does, as many were done at once as a register names, and the next one is the best guess.
    const found = Math.max(
      0,
      left.findIndex((named) => placeIn(named, oldest) >= 0)
    )
    const named = left[found] ?? []
    const at = placeIn(named, oldest)
    newestFirst.push(...named.slice(0, at < 0 ? named.length : at).toReversed())
    left = left.slice(found + 1)
    isWhole = named.length < DONE_MAX
  }
  return newestFirst.toReversed()
}

function placeIn(named: readonly Done[], wanted: Done | undefined): number {
  return named.findIndex(
    ({ client, seq, digest }) =>
      client === wanted?.client && seq === wanted.seq && digest === wanted.digest
  )
}
