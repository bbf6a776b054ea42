/**
 * Mutants of the engine quorum: members that go and come back, and what is looked for again when they do.
 */
import { type Mutant, tests } from './mutant.ts'

const FOLLOWERS = tests('test/unit/protocols/quorum/followers.test.ts')
const SURVEY = tests('test/unit/protocols/quorum/survey.test.ts')
const MENDING = tests('test/unit/protocols/quorum/mending.test.ts')
const READS = tests('test/unit/protocols/quorum/reads.test.ts')
const SCENES = tests('test/sim/quorum.test.ts')

export const QUORUM_LINK_MUTANTS: readonly Mutant[] = [
  {
    id: 'quorum-leader-falls-with-a-link',
    file: 'src/protocols/quorum/followers.ts',
    find: 'heardMs.set(peer, Math.min(atMs, nowMs - patienceMs + 2 * heartbeatMs))',
    replace: 'heardMs.delete(peer)',
    rule: 'A link that is back at once deposes nobody.',
    killers: [FOLLOWERS]
  },
  {
    id: 'quorum-leader-waits-for-closed-links',
    file: 'src/protocols/quorum/followers.ts',
    find: 'heardMs.set(peer, Math.min(atMs, nowMs - patienceMs + 2 * heartbeatMs))',
    replace: 'void heartbeatMs',
    rule: 'A leader does not wait long for members whose links are closed.',
    killers: [FOLLOWERS]
  },
  {
    id: 'quorum-leader-waits-longer-for-closed-links',
    file: 'src/protocols/quorum/followers.ts',
    find: 'Math.min(atMs, nowMs - patienceMs + 2 * heartbeatMs)',
    replace: 'nowMs - patienceMs + 2 * heartbeatMs',
    rule: 'A link that closes makes nobody wait longer.',
    killers: [FOLLOWERS]
  },
  {
    id: 'quorum-counts-closed-links',
    file: 'src/protocols/quorum/followers.ts',
    find: '.filter((peer) => !away.has(peer))',
    replace: '',
    rule: 'A member whose link is closed does not count as connected.',
    killers: [FOLLOWERS]
  },
  {
    id: 'quorum-misses-who-was-away-for-a-moment',
    file: 'src/protocols/quorum/followers.ts',
    find: 'away.delete(peer) || nowMs',
    replace: '(away.delete(peer) && nowMs < 0) || nowMs',
    rule: 'A member that answers over a link that was closed has come back.',
    killers: [FOLLOWERS, MENDING]
  },
  {
    id: 'quorum-looks-again-for-nobody',
    file: 'src/protocols/quorum/assembly.ts',
    find: 'cameBack: () => archive.lookAgain()',
    replace: 'cameBack: () => undefined',
    rule: 'The leader looks through the keys again for a member that has come back.',
    killers: [MENDING]
  },
  {
    id: 'quorum-asks-once-whoever-has-another-seat',
    file: 'src/protocols/quorum/spans.ts',
    find: '!shown.includes(peer) && isAsked(peer)',
    replace: '!round.pages.has(peer) && isAsked(peer)',
    rule: 'A member whose page counts no more is asked for it again.',
    killers: [READS]
  },
  {
    id: 'quorum-survey-looks-once',
    file: 'src/protocols/quorum/survey.ts',
    find: '      isWanted ||= !isUntouched\n',
    replace: '',
    rule: 'For a member that has come back all keys are looked through again.',
    killers: [MENDING]
  },
  {
    id: 'quorum-survey-looks-for-ever',
    file: 'src/protocols/quorum/survey.ts',
    find: '        isWanted = false\n        look = begun',
    replace: '        look = begun',
    rule: 'For a member that has come back all keys are looked through once more.',
    killers: [MENDING]
  },
  {
    id: 'quorum-survey-misses-who-comes-during-a-page',
    file: 'src/protocols/quorum/survey.ts',
    find: "look?.after === '' && look.upTo === undefined && !isAsked",
    replace: "look?.after === '' && look.upTo === undefined",
    rule: 'A page that is asked for lacks what a member holds that comes back now.',
    killers: [MENDING]
  },
  {
    id: 'quorum-survey-misses-who-comes-between-pages',
    file: 'src/protocols/quorum/survey.ts',
    find: "look?.after === '' && look.upTo",
    replace: 'look !== undefined && look.upTo',
    rule: 'Pages that are done lack what a member holds that comes back now.',
    killers: [MENDING]
  },
  {
    id: 'quorum-survey-looks-twice-for-nothing',
    file: 'src/protocols/quorum/survey.ts',
    find: 'isWanted ||= !isUntouched',
    replace: 'isWanted = isUntouched || !isUntouched',
    rule: 'Keys are not looked through twice for a member that was there before the first.',
    killers: [SURVEY]
  },
  {
    id: 'quorum-survey-takes-a-look-that-has-ended-for-one-to-come',
    file: 'src/protocols/quorum/survey.ts',
    find: "=== '' && look.upTo === undefined && !isAsked",
    replace: "=== '' && !isAsked",
    rule: 'When all keys were looked through, they are again for a member that comes back.',
    killers: [MENDING]
  },
  {
    id: 'quorum-archive-mends-from-enough-alone',
    file: 'src/protocols/quorum/archive.ts',
    find: 'if (holders >= roster.writes || counter <= own.acknowledgedTo()) {',
    replace: 'if (holders >= roster.writes) {',
    rule: 'An acknowledged value is taken up whoever of those asked holds it.',
    killers: [MENDING]
  },
  {
    id: 'quorum-archive-mends-the-acknowledged-alone',
    file: 'src/protocols/quorum/archive.ts',
    find: 'if (holders >= roster.writes || counter <= own.acknowledgedTo()) {',
    replace: 'if (counter <= own.acknowledgedTo()) {',
    rule: 'A value that enough members hold is taken up, whatever was acknowledged before it.',
    killers: [MENDING]
  },
  {
    id: 'quorum-archive-tells-of-what-is-doubtful',
    file: 'src/protocols/quorum/archive.ts',
    find: ' && upTo >= doubtfulTo',
    replace: '',
    rule: 'What may stand before a write that is under way is not told to be in the log.',
    killers: [MENDING]
  },
  {
    id: 'quorum-archive-doubts-in-every-epoch',
    file: 'src/protocols/quorum/archive.ts',
    find: '      doubtfulTo = 0\n',
    replace: '',
    rule: 'What was doubtful in one epoch is not in the next.',
    killers: [MENDING]
  },
  {
    id: 'quorum-archive-tells-before-what-it-found',
    file: 'src/protocols/quorum/archive.ts',
    find: '        goal = undefined\n      } else {\n        // What was left out',
    replace: '      } else {\n        // What was left out',
    rule: 'What was found to be left out goes into the log before it is told that nothing is missing.',
    killers: [MENDING]
  },
  {
    id: 'quorum-claims-unasked',
    file: 'src/protocols/quorum/election.ts',
    find: "    if (phase.type === 'asking') {\n      sound(nowMs, out)\n",
    replace: "    if (phase.type === 'asking') {\n      claim(nowMs, out)\n",
    rule: 'A member that alone hears no leader takes no epoch, and so deposes nobody.',
    killers: [SCENES]
  },
  {
    id: 'quorum-waits-for-a-silent-leader',
    file: 'src/protocols/quorum/route.ts',
    find: '      if (roster.includes(peer)) {\n        silent(nowMs, peer)\n',
    replace: '      if (!roster.includes(peer)) {\n        silent(nowMs, peer)\n',
    rule: 'Whoever hears nothing from the leader asks it by way of another member.',
    killers: [SCENES]
  }
]
