/**
 * Mutants of the engine quorum: looks through all keys, and for how long deleted ones are kept.
 */
import { type Mutant, tests } from './mutant.ts'

const UNIT = tests('test/unit/protocols/quorum/forgetting.test.ts')
const RECOVERING = tests('test/unit/protocols/quorum/recovering.test.ts')
const SLOW = tests('test/unit/protocols/quorum/slow-links.test.ts')
const KNOWN = tests('test/unit/protocols/quorum/known-operations.test.ts')
const FOLLOWERS = tests('test/unit/protocols/quorum/followers.test.ts')
const SURVEY = tests('test/unit/protocols/quorum/survey.test.ts')
const EPOCHS = tests('test/unit/protocols/quorum/epochs.test.ts')
const ROUTE = tests('test/unit/protocols/quorum/route.test.ts')
const AGAIN = tests('test/unit/protocols/quorum/again.test.ts')

const FORGETTING = 'src/protocols/quorum/forgetting.ts'
const LOOKS = 'src/protocols/quorum/survey.ts'
const KNOWN_OPERATIONS = 'src/protocols/quorum/known-operations.ts'
const RECOVERY = 'src/protocols/quorum/recovery.ts'

const LOOKING: readonly Mutant[] = [
  {
    id: 'quorum-survey-gives-up-what-is-to-be-done',
    file: LOOKS,
    find: 'if (isWanted && look === undefined && nowMs >= restUntilMs) {',
    replace:
      'if (isWanted && (look === undefined || look.upTo !== undefined) && nowMs >= restUntilMs) {',
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
    find: 'if (isWhole && pages.length >= roster.reads',
    replace: 'if (nowMs >= 0 * Number(isWhole) && pages.length >= roster.reads',
    rule: 'A look through all keys waits for each member that is there.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-survey-waits-for-ever',
    file: 'src/protocols/quorum/spans.ts',
    find: 'patience !== undefined && nowMs < patience.untilMs',
    replace: 'patience !== undefined && nowMs >= 0 * patience.untilMs',
    rule: 'A member that shows nothing does not hold the others up for ever.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-survey-crowds-slow-links',
    file: 'src/protocols/quorum/spans.ts',
    find: 'awaited.includes(peer) ? !round.asked.has(peer)',
    replace: 'awaited.includes(peer) ? nowMs >= 0',
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
    find: 'loggedTo >= dueTo && areAllThere()',
    replace: 'loggedTo >= dueTo',
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
    find: 'counter >= writesMax || closesMs !== undefined',
    replace: 'counter >= writesMax',
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

const SLOWLY: readonly Mutant[] = [
  {
    id: 'quorum-survey-does-not-rest',
    file: LOOKS,
    find: 'nowMs + (nowMs - sinceMs)',
    replace: 'nowMs + 0 * (nowMs - sinceMs)',
    rule: 'Looks through all keys take a part of the time, whoever comes back.',
    killers: [SURVEY, SLOW]
  },
  {
    id: 'quorum-survey-waits-for-each-page',
    file: LOOKS,
    find: '        of.missed.add(peer)\n',
    replace: '        of.missed.delete(peer)\n',
    rule: 'A member that shows nothing holds up one page of a look.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-survey-waits-for-what-is-lost',
    file: LOOKS,
    find: '      if (!connected.has(peer)) {\n',
    replace: '      if (missed.size < 0 && !connected.has(peer)) {\n',
    rule: 'What was asked over a link that was closed since is not waited for.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-takes-who-is-slow-for-back',
    file: 'src/protocols/quorum/followers.ts',
    find: 'nowMs >= lastMs + LOST_MS',
    replace: 'nowMs >= lastMs + LOST_MS / 10',
    rule: 'Who was silent over an open link has missed nothing.',
    killers: [FOLLOWERS]
  },
  {
    id: 'quorum-takes-who-was-hung-for-there',
    file: 'src/protocols/quorum/followers.ts',
    find: 'nowMs >= lastMs + LOST_MS',
    replace: 'nowMs >= lastMs + LOST_MS * 10_000',
    rule: 'Who took nothing for so long that what waited for it was given up has come back.',
    killers: [FOLLOWERS]
  },
  {
    id: 'quorum-survey-asks-whom-nobody-waits-for',
    file: 'src/protocols/quorum/spans.ts',
    find: ': !isEnough',
    replace: ': nowMs >= 0',
    rule: 'Who is waited for no more in a look is not asked for its pages.',
    killers: [SLOW]
  },
  {
    id: 'quorum-takes-itself-for-one-who-shows-a-page',
    file: 'src/protocols/quorum/spans.ts',
    find: 'new Set([...shown, ...awaited]).size >=',
    replace: 'awaited.length + 1 >=',
    rule: 'Who does not count yet asks others, though one answer is enough.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-takes-what-others-led-for-its-own',
    file: KNOWN_OPERATIONS,
    find: 'last?.epoch === epoch - 1 ? last : undefined',
    replace: 'epoch > 0 ? last : undefined',
    rule: 'What was not taken here in an epoch may have been done in one that another led since.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-forgets-who-was-away-when-it-was-silent',
    file: 'src/protocols/quorum/followers.ts',
    find: '          heardMs.delete(peer)\n',
    replace: '          heardMs.delete(peer)\n          away.delete(peer)\n',
    rule: 'Who was silent over a closed link has missed something.',
    killers: [FOLLOWERS]
  },
  {
    id: 'quorum-takes-pages-for-silence',
    file: 'src/protocols/quorum/group.ts',
    find: "      case 'pulled':\n        election.answered(nowMs, from, message)\n",
    replace: "      case 'pulled':\n",
    rule: 'A member that shows a page answers its leader.',
    killers: [FOLLOWERS]
  },
  {
    id: 'quorum-recovers-by-the-last-answer-only',
    file: RECOVERY,
    find: '    const span = { ...WHOLE_SPAN, after: source.after }\n',
    replace:
      '    source.id = parts.nextId()\n    const span = { ...WHOLE_SPAN, after: source.after }\n',
    rule: 'Of a page that is asked for again, the first answer is taken.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-recovers-without-learning-how-slow-a-link-is',
    file: RECOVERY,
    find: 'Math.max(0, source.sent - 2)',
    replace: 'Math.max(0, 0 * source.sent)',
    rule: 'On a slow link few copies of a page are asked for.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-renews-what-does-not-count',
    file: 'src/protocols/quorum/election.ts',
    find: '      if (roster.isReady) {\n        claim(nowMs, out)\n      }\n    },\n',
    replace: '      claim(nowMs, out)\n    },\n',
    rule: 'Who does not count begins no epoch.',
    killers: [UNIT]
  },
  {
    id: 'quorum-wears-out-epochs',
    file: FORGETTING,
    find: ' && epoch < RENEWED_MAX',
    replace: '',
    rule: 'The last half of the epochs is for elections.',
    killers: [UNIT]
  },
  {
    id: 'quorum-knows-nothing-of-the-epoch-before',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'known.isUntaken(term, name)',
    replace: 'known.isUntaken(term - epoch, command)',
    rule: 'What came while an epoch ended is done in the next one.',
    killers: [UNIT]
  },
  {
    id: 'quorum-does-again-what-was-confirmed-before',
    file: KNOWN_OPERATIONS,
    find: 'seq > ackedTo && seqs',
    replace: 'seqs',
    rule: 'What was taken and confirmed in the epoch before is not done again.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-does-again-what-was-taken-before',
    file: KNOWN_OPERATIONS,
    find: ' && seqs?.has(seq) !== true',
    replace: ' && seqs !== null',
    rule: 'What was taken in the epoch before is not done again.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-does-again-what-was-under-way-before',
    file: KNOWN_OPERATIONS,
    find: 'new Set(own.keys())',
    replace: 'new Set([...own].flatMap(([seq, one]) => (one.outcome === undefined ? [] : [seq])))',
    rule: 'What was under way when the epoch before ended is not done again.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-does-again-what-was-forgotten-before',
    file: KNOWN_OPERATIONS,
    find: 'isComplete = false',
    replace: 'isComplete = nowMs > 0 || isComplete',
    rule: 'Of an epoch of which some is forgotten nothing is taken for new.',
    killers: [KNOWN]
  }
]

export const QUORUM_SURVEY_MUTANTS: readonly Mutant[] = [...LOOKING, ...SINCE, ...SLOWLY]
