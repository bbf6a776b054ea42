/**
 * Mutants of the engine quorum: what one vehicle asks for lets no other one wait.
 */
import { type Mutant, tests } from './mutant.ts'

const ASKERS = tests('test/unit/protocols/quorum/askers.test.ts')
const READS = tests('test/unit/protocols/quorum/reads.test.ts')

export const QUORUM_ASKERS_MUTANTS: readonly Mutant[] = [
  {
    id: 'quorum-questions-without-bound',
    file: 'src/protocols/quorum/askers.ts',
    find: '(others < PENDING_MAX && rounds',
    replace: '(others < 2 * PENDING_MAX && rounds',
    rule: 'A member has room for so many questions.',
    killers: [READS]
  },
  {
    id: 'quorum-rounds-without-bound',
    file: 'src/protocols/quorum/askers.ts',
    find: 'rounds < ROUNDS_MAX)',
    replace: 'rounds < 2 * ROUNDS_MAX)',
    rule: 'For other vehicles a member has so many rounds under way.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-others-ask-away-the-room-of-clients',
    file: 'src/protocols/quorum/askers.ts',
    find: 'isOwn || (others',
    replace: '(others',
    rule: 'Rounds of other vehicles take no room from clients of this one.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-spans-of-one-without-bound',
    file: 'src/protocols/quorum/askers.ts',
    find: 'spans.of(vehicle) < SPANS_OF_ONE_MAX &&',
    replace: 'spans.of(vehicle) < SPANS_MAX &&',
    rule: 'One vehicle has a few questions for spans under way.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-spans-of-all-without-bound',
    file: 'src/protocols/quorum/askers.ts',
    find: ' && spans.total - spans.of(self) < SPANS_MAX',
    replace: ' && spans.total < ROUNDS_MAX',
    rule: 'Spans leave rounds for single keys, however many vehicles ask for them.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-spans-of-clients-take-those-of-others',
    file: 'src/protocols/quorum/askers.ts',
    find: 'spans.total - spans.of(self) < SPANS_MAX',
    replace: 'spans.total < SPANS_MAX',
    rule: 'Spans of this vehicle take no room from those of others.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-spans-of-clients-without-bound',
    file: 'src/protocols/quorum/askers.ts',
    find: 'return spans.of(self) < SPANS_MAX',
    replace: 'return spans.of(self) < ROUNDS_MAX',
    rule: 'Spans of this vehicle leave rounds for single keys too.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-takes-keys-for-spans',
    file: 'src/protocols/quorum/askers.ts',
    find: "isRoom && (type === 'key' || hasRoomForSpan(vehicle))",
    replace: 'isRoom && hasRoomForSpan(vehicle)',
    rule: 'Whoever has its share of spans may ask for single keys.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-keeps-the-share-of-what-is-answered',
    file: 'src/protocols/quorum/reads.ts',
    find: '    close(asked)\n    if (allowance',
    replace: '    open.delete(asked.name)\n    if (allowance',
    rule: 'What is answered makes room for the next question of its vehicle.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-keeps-the-share-of-what-is-too-late',
    file: 'src/protocols/quorum/reads.ts',
    find: '          close(asked)\n',
    replace: '          open.delete(asked.name)\n',
    rule: 'What is too late makes room for the next question of its vehicle.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-answers-by-name-alone',
    file: 'src/protocols/quorum/reads.ts',
    find: 'open.get(asked.name) === asked',
    replace: 'open.has(asked.name)',
    rule: 'Under a name that is asked anew the earlier question is not answered, nor its share given back.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-believes-any-origin',
    file: 'src/protocols/quorum/service.ts',
    find: 'roster.includes(from) ? (origin ?? from) : from',
    replace: 'origin ?? from',
    rule: 'A stranger that says that it asks for others asks for itself.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-takes-who-passes-on-for-who-asks',
    file: 'src/protocols/quorum/service.ts',
    find: 'roster.includes(from) ? (origin ?? from) : from',
    replace: 'from',
    rule: 'What a member passes on takes the share of the vehicle that asks.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-counts-all-pages-at-once',
    file: 'src/protocols/quorum/reads.ts',
    find: '        pages.push(next)\n        parts.turn(now, sink)\n',
    replace: '        next(now, sink)\n',
    rule: 'Between two pages of a span other things happen, also where one member is enough.',
    killers: [READS]
  }
]
