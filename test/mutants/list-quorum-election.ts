/**
 * Mutants of the election of a quorum group: how long members wait for each other, who may resign, and
 * who may take over.
 */
import { type Mutant, tests } from './mutant.ts'

const ELECTION = tests('test/unit/protocols/quorum/election.test.ts')
const PACE = tests('test/unit/protocols/quorum/pace.test.ts')
const PARTIAL = tests('test/unit/protocols/quorum/partial-links.test.ts')
const TAKE_OVER = tests('test/unit/protocols/quorum/take-over.test.ts')

export const QUORUM_ELECTION_MUTANTS: readonly Mutant[] = [
  {
    id: 'quorum-leads-with-too-few-to-write',
    file: 'src/protocols/quorum/roster.ts',
    find: 'following: membersNeeded(n, { reads: 0, writes }),',
    replace: 'following: membersNeeded(n),',
    rule: 'A leader that reaches too few to write leads no more.',
    killers: [PARTIAL]
  },
  {
    id: 'quorum-leads-only-with-enough-to-read',
    file: 'src/protocols/quorum/roster.ts',
    find: 'following: membersNeeded(n, { reads: 0, writes }),',
    replace: 'following: membersNeeded(n, { reads, writes }),',
    rule: 'A leader that reaches enough to write leads on.',
    killers: [PARTIAL]
  },
  {
    id: 'quorum-elects-with-too-few-to-read',
    file: 'src/protocols/quorum/roster.ts',
    find: 'electing: membersNeeded(n, { reads, writes }),',
    replace: 'electing: membersNeeded(n, { reads: 0, writes }),',
    rule: 'Whoever comes to lead reaches enough to read.',
    killers: [PARTIAL]
  },
  {
    id: 'quorum-follows-from-another-booth',
    file: 'src/protocols/quorum/election.ts',
    find: 'led !== undefined && roster.counts(from, message) && led.followers',
    replace: 'led !== undefined && led.followers',
    rule: 'A member follows a leader when what it holds counts for it.',
    killers: [PARTIAL]
  },
  {
    id: 'quorum-anybody-resigns',
    file: 'src/protocols/quorum/election.ts',
    find: 'if (heard.leader === from && heard.epoch === epoch) {',
    replace: 'if (heard.epoch === epoch) {',
    rule: 'A Resign counts only from the leader that is heard.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-resigns-in-any-epoch',
    file: 'src/protocols/quorum/election.ts',
    find: 'if (heard.leader === from && heard.epoch === epoch) {',
    replace: 'if (heard.leader === from) {',
    rule: 'A Resign counts only in the epoch that is heard.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-hastens-after-a-resign',
    file: 'src/protocols/quorum/election.ts',
    find: '      heard.end()\n      pace.wait(nowMs + settings.coordinatorTimeoutMs)\n',
    replace: '      heard.end()\n',
    rule: 'After a Resign members leave it to the one that follows for 600 ms.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-hastens-after-a-grant',
    file: 'src/protocols/quorum/election.ts',
    find: '        registers.raise(epoch, from, out)\n        pace.wait(nowMs + settings.coordinatorTimeoutMs)\n',
    replace: '        registers.raise(epoch, from, out)\n',
    rule: 'Whoever has granted makes no attempt of its own for 600 ms.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-pauses-do-not-grow',
    file: 'src/protocols/quorum/pace.ts',
    find: '      failures++\n',
    replace: '',
    rule: 'A member pauses longer after every attempt that failed.',
    killers: [PACE]
  },
  {
    id: 'quorum-pauses-without-end',
    file: 'src/protocols/quorum/pace.ts',
    find: 'Math.min(backOffMsMax, longest) * share',
    replace: 'longest * share',
    rule: 'No pause is longer than a limit.',
    killers: [PACE]
  },
  {
    id: 'quorum-pauses-by-the-clock',
    file: 'src/protocols/quorum/pace.ts',
    find: 'LEAST_SHARE + (1 - LEAST_SHARE) * random.next()',
    replace: '1 + 0 * (LEAST_SHARE + random.next())',
    rule: 'Members pause by chance, so that two do not go on at once for ever.',
    killers: [PACE]
  },
  {
    id: 'quorum-pauses-grow-over-leaders',
    file: 'src/protocols/quorum/pace.ts',
    find: '    reset() {\n      failures = 0\n',
    replace: '    reset() {\n',
    rule: 'When somebody leads the next failure is the first again.',
    killers: [PACE]
  },
  {
    id: 'quorum-shortens-a-wait',
    file: 'src/protocols/quorum/pace.ts',
    find: 'quietUntilMs = Math.max(quietUntilMs, untilMs)',
    replace: 'quietUntilMs = untilMs',
    rule: 'A wait that is under way is not made shorter by another.',
    killers: [PACE]
  },
  {
    id: 'quorum-hastens-after-silence',
    file: 'src/protocols/quorum/election.ts',
    find: '    phase = RESTING\n    pace.failed(nowMs)\n',
    replace: '    phase = RESTING\n',
    rule: 'An attempt that nobody answers in time has failed.',
    killers: [PACE]
  },
  {
    id: 'quorum-hastens-after-a-deny',
    file: 'src/protocols/quorum/election.ts',
    find: '      if (alive || epoch >= phase.epoch) {\n        rest(nowMs, out)\n        pace.failed(nowMs)\n',
    replace: '      if (alive || epoch >= phase.epoch) {\n        rest(nowMs, out)\n',
    rule: 'An attempt that is denied has failed.',
    killers: [PACE]
  },
  {
    id: 'quorum-yields-are-not-counted',
    file: 'src/protocols/quorum/election.ts',
    find: '      pace.yielded()\n',
    replace: '      void pace\n',
    rule: 'The lowest member leads when higher ones only say that they would.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-takes-over-alone',
    file: 'src/protocols/quorum/take-over.ts',
    find: 'asking.peers.size + 1 >= roster.electing',
    replace: 'asking.peers.size > 0',
    rule: 'Whoever reaches no majority asks no leader to give way.',
    killers: [TAKE_OVER]
  },
  {
    id: 'quorum-reaches-lost-disks',
    file: 'src/protocols/quorum/take-over.ts',
    find: '      if (roster.counts(from, message)) {\n',
    replace: '      if (roster.includes(from) || message.epoch === 0) {\n',
    rule: 'An answer from a data directory that does not count puts nobody in reach.',
    killers: [TAKE_OVER]
  },
  {
    id: 'quorum-reaches-of-another-epoch',
    file: 'src/protocols/quorum/take-over.ts',
    find: '(asking.epoch !== epoch || nowMs >= asking.untilMs)',
    replace: 'nowMs >= asking.untilMs',
    rule: 'Who was in reach under an earlier leader is asked again under the next.',
    killers: [TAKE_OVER]
  },
  {
    id: 'quorum-probes-use-up-epochs',
    file: 'src/protocols/quorum/election.ts',
    find: '    if (!probe) {\n      greatest',
    replace: '    if (epoch > 0) {\n      greatest',
    rule: 'Attempts without a majority use up no epochs.',
    killers: [TAKE_OVER]
  },
  {
    id: 'quorum-sounds-beyond-the-last-epoch',
    file: 'src/protocols/quorum/election.ts',
    find: '    if (epoch > TERM_MAX) {\n      phase = RESTING\n',
    replace: '    if (epoch > 2 * TERM_MAX) {\n      phase = RESTING\n',
    rule: 'Beyond the last epoch nobody is asked for one.',
    killers: [TAKE_OVER]
  },
  {
    id: 'quorum-counts-grants-of-other-disks',
    file: 'src/protocols/quorum/election.ts',
    find: 'isAsked && roster.counts(from, message)',
    replace: 'isAsked',
    rule: 'A grant counts from the data directory in force.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-counts-grants-of-lost-disks',
    file: 'src/protocols/quorum/election.ts',
    find: '.filter(([peer, seat]) => roster.seatOf(peer) === seat)',
    replace: ".filter(([, seat]) => seat !== '')",
    rule: 'What a data directory has granted counts no more when it is lost.',
    killers: [ELECTION]
  }
]
