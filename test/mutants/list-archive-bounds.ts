/**
 * Mutants of what keeps the archive within its bounds, whatever is asked of it.
 */
import { type Mutant, tests } from './mutant.ts'

export const ARCHIVE_BOUNDS_MUTANTS: readonly Mutant[] = [
  {
    id: 'read-asks-beyond-all-heights',
    file: 'src/protocols/read/reply.ts',
    find: ' || minHeight > NUMBER_MAX) {',
    replace: ' || minHeight === NUMBER_MAX) {',
    rule: 'Nobody is asked what it cannot decode, which it would hold against the asker.',
    killers: [tests('test/unit/protocols/read/end.test.ts')]
  }
]
