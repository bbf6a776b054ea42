/**
 * Mutants of limits: what one vehicle may ask of another, or have in one step.
 */
import { type Mutant, tests } from './mutant.ts'

export const LIMIT_MUTANTS: readonly Mutant[] = [
  {
    id: 'reconcile-offers-what-cannot-be-told',
    file: 'src/protocols/reconcile/serve.ts',
    find: 'note.parts > PARTS_MAX ?',
    replace: 'note.parts > 2 * PARTS_MAX ?',
    rule: 'A snapshot of more parts than a message may name is not offered.',
    killers: [tests('test/unit/protocols/reconcile/states.test.ts')]
  },
  {
    id: 'reconcile-has-no-room-for-sessions',
    file: 'src/protocols/reconcile/limits.ts',
    find: 'Math.ceil((STATE_BYTES_MAX + SESSIONS_BYTES_MAX) /',
    replace: 'Math.ceil((STATE_BYTES_MAX + 0 * SESSIONS_BYTES_MAX) /',
    rule: 'The snapshot of a full store with full sessions can be told.',
    killers: [tests('test/unit/protocols/reconcile/full-state.test.ts')]
  }
]
