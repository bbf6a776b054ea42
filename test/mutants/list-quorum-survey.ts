/**
 * Mutants of the engine quorum: looks through all keys, and for how long deleted ones are kept.
 */
import { type Mutant, tests } from './mutant.ts'

const UNIT = tests('test/unit/protocols/quorum/forgetting.test.ts')
const RECOVERING = tests('test/unit/protocols/quorum/recovering.test.ts')
const SURVEY = tests('test/unit/protocols/quorum/survey.test.ts')
const EPOCHS = tests('test/unit/protocols/quorum/epochs.test.ts')
const ROUTE = tests('test/unit/protocols/quorum/route.test.ts')
const AGAIN = tests('test/unit/protocols/quorum/again.test.ts')

const FORGETTING = 'src/protocols/quorum/forgetting.ts'
const LOOKS = 'src/protocols/quorum/survey.ts'
const RECOVERY = 'src/protocols/quorum/recovery.ts'

const LOOKING: readonly Mutant[] = [
  {
    id: 'quorum-survey-gives-up-what-is-to-be-done',
    file: LOOKS,
    find: 'if (isWanted && look === undefined) {',
    replace: 'if (isWanted && (look === undefined || look.upTo !== undefined)) {',
    rule: 'A look of which not all is done is not given up for the next one.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-survey-waits-until-nobody-asks',
    file: LOOKS,
    find: 'ticks % LOADED_TICKS !== 0',
    replace: 'ticks >= 0',
    rule: 'A leader that much waits at looks through keys all the same.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-survey-takes-no-account-of-load',
    file: LOOKS,
    find: 'ticks % LOADED_TICKS !== 0',
    replace: 'ticks < 0',
    rule: 'A leader that much waits at looks through keys slowly.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-survey-takes-who-is-first',
    file: 'src/protocols/quorum/spans.ts',
    find: ': Math.max(roster.reads, patience.answers())',
    replace: ': roster.reads',
    rule: 'A look through all keys waits for each member that is there.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-survey-waits-for-ever',
    file: 'src/protocols/quorum/spans.ts',
    find: 'sent > patience.sendings',
    replace: 'sent < 0 * patience.sendings',
    rule: 'A member that shows nothing does not hold the others up for ever.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-survey-crowds-slow-links',
    file: 'src/protocols/quorum/spans.ts',
    find: 'round.patience === undefined ? round.sent : Number.POSITIVE_INFINITY',
    replace: 'round.sent',
    rule: 'Who is slow is not asked many times for one page.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-archive-tells-only-with-values',
    file: 'src/protocols/quorum/archive.ts',
    find: '(waiting.size > 0 || isUntold())',
    replace: 'waiting.size > 0',
    rule: 'What went into the log while keys were looked through is told when they are.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-archive-tells-for-ever',
    file: 'src/protocols/quorum/archive.ts',
    find: 'toldTo = Math.max(toldTo, upTo)',
    replace: 'toldTo = 0 * upTo',
    rule: 'What the log has been told it is not told again.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-archive-tells-of-what-is-not-written',
    file: 'src/protocols/quorum/archive.ts',
    find: 'toldTo < newest && newest <= upTo',
    replace: 'toldTo < upTo && newest <= upTo',
    rule: 'Counters without a write are no reason for an entry of the log.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-archive-tells-less-than-it-could',
    file: 'src/protocols/quorum/archive.ts',
    find: 'toldTo < newest && newest <= upTo',
    replace: 'toldTo < newest',
    rule: 'While a write before the newest one is under way, the log is told nothing in vain.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-archive-tells-when-deposed',
    file: 'src/protocols/quorum/archive.ts',
    find: '      flying = undefined\n      newest = 0\n',
    replace: '      flying = undefined\n',
    rule: 'Whoever leads no more tells nothing: what waited is not in the log.',
    killers: [SURVEY]
  }
]

const SINCE: readonly Mutant[] = [
  {
    id: 'quorum-epochs-begin-before-they-are-known',
    file: 'src/protocols/quorum/epochs.ts',
    find: 'one.atMs <= atMs',
    replace: 'one.atMs <= atMs + longestMs',
    rule: 'An epoch is taken for no older than it is.',
    killers: [EPOCHS]
  },
  {
    id: 'quorum-remembers-all-epochs',
    file: 'src/protocols/quorum/epochs.ts',
    find: 'begun.length < TIMES ? 0',
    replace: 'begun.length >= 0 ? 0',
    rule: 'The times that are remembered are bounded.',
    killers: [EPOCHS]
  },
  {
    id: 'quorum-remembers-too-few-epochs',
    file: 'src/protocols/quorum/epochs.ts',
    find: 'one.epoch >= least',
    replace: 'one.epoch > least',
    rule: 'The last epoch that began before the time is remembered.',
    killers: [EPOCHS]
  },
  {
    id: 'quorum-counts-from-each-election',
    file: 'src/protocols/quorum/epochs.ts',
    find: '[...begun.filter((one) => one.epoch >= least), { epoch, atMs: nowMs }]',
    replace: '[{ epoch: Math.max(epoch, least), atMs: nowMs }]',
    rule: 'Whoever leads next counts on from when the epoch ended.',
    killers: [UNIT]
  },
  {
    id: 'quorum-begins-epochs-for-nothing',
    file: FORGETTING,
    find: 'areAllThere() && !archive.isLooking) {',
    replace: '!archive.isLooking) {',
    rule: 'While a member is away another epoch would not help.',
    killers: [UNIT]
  },
  {
    id: 'quorum-closes-at-once',
    file: 'src/protocols/quorum/writer.ts',
    find: '(open === 0 || nowMs >= closesMs)',
    replace: '(open >= 0 || nowMs >= closesMs)',
    rule: 'An epoch ends when what is under way is done.',
    killers: [UNIT]
  },
  {
    id: 'quorum-closes-when-nothing-is-asked',
    file: 'src/protocols/quorum/writer.ts',
    find: '(open === 0 || nowMs >= closesMs)',
    replace: 'open === 0',
    rule: 'An epoch does not wait for long for what is under way.',
    killers: [tests('test/unit/protocols/quorum/limits.test.ts')]
  },
  {
    id: 'quorum-takes-on-while-it-closes',
    file: 'src/protocols/quorum/writer.ts',
    find: 'hasRoom && counter < writesMax && closesMs === undefined',
    replace: 'hasRoom && counter < writesMax',
    rule: 'An epoch that ends takes nothing more.',
    killers: [UNIT]
  },
  {
    id: 'quorum-names-in-terms-of-long-ago',
    file: 'src/protocols/quorum/client.ts',
    find: 'route.termToName(nowMs)',
    replace: 'route.term()',
    rule: 'Who has not heard of the leader for long asks for the term first.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-believes-leaders-of-earlier-terms',
    file: 'src/protocols/quorum/client.ts',
    find: '!route.confirmed(nowMs, outcome.term) ||',
    replace: '(!route.confirmed(nowMs, outcome.term) && outcome.term < 0) ||',
    rule: 'Whoever leads in an earlier term than is known names no term.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-takes-hearsay-for-fresh',
    file: 'src/protocols/quorum/route.ts',
    find: 'term === learnt && nowMs < learntMs + freshMs',
    replace: 'term === learnt && nowMs >= 0 * freshMs',
    rule: 'What others tell of a term may be as old as what is known here.',
    killers: [ROUTE]
  },
  {
    id: 'quorum-takes-the-leader-it-heard-once-for-fresh',
    file: 'src/protocols/quorum/route.ts',
    find: 'ports.wasHeard(nowMs, freshMs)',
    replace: 'ports.wasHeard(0 * nowMs, freshMs)',
    rule: 'A leader that was not heard for long may lead no more.',
    killers: [ROUTE]
  },
  {
    id: 'quorum-recovers-what-others-have-forgotten',
    file: RECOVERY,
    find: '.filter((one) => !isGone(one))',
    replace: '',
    rule: 'What one has forgotten is not taken from another, whichever is heard first.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-recovers-nothing-that-one-lacks',
    file: RECOVERY,
    find: 'forgotten > 0 && ',
    replace: '',
    rule: 'Where nothing is forgotten, what one of the others has is taken.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-recovers-nothing-of-forgotten-epochs',
    file: RECOVERY,
    find: ' && registers.get(key) === undefined',
    replace: '',
    rule: 'What one that has forgotten shows is live.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-recovers-and-drops-what-is-behind-its-pages',
    file: RECOVERY,
    find: 'isWhole || key <= after',
    replace: 'isWhole || key >= after',
    rule: 'Of keys behind its page nothing is known yet.',
    killers: [RECOVERING]
  }
]

export const QUORUM_SURVEY_MUTANTS: readonly Mutant[] = [...LOOKING, ...SINCE]
