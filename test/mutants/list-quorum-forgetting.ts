/**
 * Mutants of the engine quorum: deleted keys that are forgotten.
 */
import { type Mutant, tests } from './mutant.ts'

const UNIT = tests('test/unit/protocols/quorum/forgetting.test.ts')
const RECOVERING = tests('test/unit/protocols/quorum/recovering.test.ts')
const ARCHIVE = tests('test/unit/protocols/quorum/archive.test.ts')
const FULL = tests('test/unit/protocols/quorum/full.test.ts')
const MEMBERS = tests('test/unit/protocols/quorum/members.test.ts')
const SPEC = tests('test/unit/protocols/quorum/spec.test.ts')

const FORGETTING = 'src/protocols/quorum/forgetting.ts'
const LOOKS = 'src/protocols/quorum/survey.ts'
const REGISTERS = 'src/protocols/quorum/registers.ts'
const RECOVERY = 'src/protocols/quorum/recovery.ts'

const WHEN: readonly Mutant[] = [
  {
    id: 'quorum-forgets-what-it-still-writes',
    file: FORGETTING,
    find: 'Math.min(begun, epoch) - 1',
    replace: 'Math.min(begun, epoch)',
    rule: 'Only keys of epochs that have ended are forgotten.',
    killers: [UNIT]
  },
  {
    id: 'quorum-forgets-what-some-lack',
    file: FORGETTING,
    find: 'if (!archive.isSettled) {',
    replace: 'if (nowMs < 0) {',
    rule: 'Nothing is forgotten before all members hold it.',
    killers: [UNIT]
  },
  {
    id: 'quorum-forgets-at-once',
    file: FORGETTING,
    find: 'epochs.begunBy(nowMs - keptMs())',
    replace: 'epochs.begunBy(nowMs - 0 * keptMs())',
    rule: 'What was deleted is kept for its time.',
    killers: [UNIT]
  },
  {
    id: 'quorum-forgets-the-same-time-with-little-room',
    file: FORGETTING,
    find: 'return isPressed ? Math.min(settings.deletedMs, PRESSED_MS) : settings.deletedMs',
    replace: 'return isPressed ? settings.deletedMs : settings.deletedMs',
    rule: 'With little room deleted keys are kept for a shorter time.',
    killers: [FULL]
  },
  {
    id: 'quorum-begins-epochs-for-few-deleted-keys',
    file: FORGETTING,
    find: 'bytes > PRESSED_BYTES && deleted > size * PRESSED_PART',
    replace: 'bytes > PRESSED_BYTES && deleted >= 0 * size * PRESSED_PART',
    rule: 'Little room of live keys is no reason to begin an epoch.',
    killers: [FULL]
  },
  {
    id: 'quorum-looks-only-once',
    file: FORGETTING,
    find: '      archive.lookAgain()\n',
    replace: '',
    rule: 'When a look through all keys missed somebody, there is another.',
    killers: [UNIT]
  },
  {
    id: 'quorum-begins-an-epoch-before-the-log-has-all',
    file: FORGETTING,
    find: 'loggedTo >= dueTo &&',
    replace: 'loggedTo >= 0 * dueTo &&',
    rule: 'What the log lacks would be written again for ever.',
    killers: [UNIT]
  },
  {
    id: 'quorum-waits-for-an-idle-log',
    file: FORGETTING,
    find: 'dueTo ??= archive.newest',
    replace: 'dueTo = archive.newest',
    rule: 'A group that is written to all the time forgets as well.',
    killers: [UNIT]
  },
  {
    id: 'quorum-keeps-what-was-deleted-under-it',
    file: FORGETTING,
    find: '      close(nowMs, out)\n',
    replace: '',
    rule: 'What was deleted in an epoch is forgotten in the next, which has to begin.',
    killers: [UNIT]
  }
]

const WHOLE: readonly Mutant[] = [
  {
    id: 'quorum-settles-with-most-members',
    file: LOOKS,
    find: '(peer) => (epochs.get(peer) ?? -1) >= own.epoch()',
    replace: '(peer) => (epochs.get(peer) ?? own.epoch()) >= own.epoch()',
    rule: 'All members have shown all keys.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-settles-with-who-is-in-an-earlier-epoch',
    file: LOOKS,
    find: '(epochs.get(peer) ?? -1) >= own.epoch()',
    replace: '(epochs.get(peer) ?? -1) >= 0 * own.epoch()',
    rule: 'Who has not begun the epoch may still take up values of earlier ones.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-settles-before-keys-are-written-again',
    file: LOOKS,
    find: 'rewriting === 0 && own.acknowledgedTo()',
    replace: 'rewriting >= 0 && own.acknowledgedTo()',
    rule: 'What some members lacked is with enough of them first.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-settles-before-writes-are-acknowledged',
    file: LOOKS,
    find: 'own.acknowledgedTo() >= upTo',
    replace: 'own.acknowledgedTo() >= 0',
    rule: 'What a write under way follows may be with few.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-settles-for-members-that-came-since',
    file: LOOKS,
    find: 'isWhole && booth === roster.number',
    replace: 'isWhole && booth <= roster.number',
    rule: 'Members of a later booth were not looked at.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-settles-though-a-key-was-not-written-again',
    file: LOOKS,
    find: "of.isWhole &&= type === 'done'",
    replace: "of.isWhole &&= type !== ''",
    rule: 'What could not be written again is lacked by some still.',
    killers: [ARCHIVE]
  }
]

const WHERE: readonly Mutant[] = [
  {
    id: 'quorum-collects-nothing-as-older-than-all',
    file: 'src/protocols/quorum/collect.ts',
    find: '      tags.set(key, gone)\n',
    replace: '      tags.set(key, gone === NO_TAG ? gone : NO_TAG)\n',
    rule: 'Where a key was forgotten nothing is there, whatever others show.',
    killers: [UNIT]
  },
  {
    id: 'quorum-scans-nothing-as-older-than-all',
    file: 'src/protocols/quorum/spans.ts',
    find: 'tag: mine.get(key) ?? gone,',
    replace: 'tag: mine.get(key) ?? (gone === NO_TAG ? gone : NO_TAG),',
    rule: 'The same for pages of keys.',
    killers: [UNIT]
  },
  {
    id: 'quorum-forgets-operations-with-their-keys',
    file: 'src/protocols/quorum/writer.ts',
    find: 'draftOf(key, NO_TAG, base, forgottenTo)',
    replace: 'draftOf(key, NO_TAG, base, 0 * forgottenTo)',
    rule: 'Whether an operation on a forgotten key was done nobody knows.',
    killers: [UNIT]
  },
  {
    id: 'quorum-sweeps-live-keys',
    file: REGISTERS,
    find: 'if (content === undefined && tag.epoch <= meta.forgottenTo) {',
    replace: 'if (content !== key && tag.epoch <= meta.forgottenTo) {',
    rule: 'Only deleted keys are taken off the disk.',
    killers: [UNIT]
  },
  {
    id: 'quorum-sweeps-later-epochs',
    file: REGISTERS,
    find: 'if (content === undefined && tag.epoch <= meta.forgottenTo) {',
    replace: 'if (content === undefined && tag.epoch <= meta.epoch) {',
    rule: 'Only those of the epochs that are forgotten.',
    killers: [UNIT]
  },
  {
    id: 'quorum-sweeps-all-in-one-write',
    file: REGISTERS,
    find: 'looked === SWEEP_MAX || gone.length === FORGET_MAX',
    replace: 'looked === SWEEP_MAX || gone.length === 64 * FORGET_MAX',
    rule: 'A write has a bounded number of records.',
    killers: [UNIT]
  },
  {
    id: 'quorum-sweeps-no-more-after-a-restart',
    file: REGISTERS,
    find: "let swept: RegisterKey | undefined = meta.forgottenTo > 0 ? '' : undefined",
    replace: "let swept: RegisterKey | undefined = meta.forgottenTo < 0 ? '' : undefined",
    rule: 'A sweep goes on where the process ended.',
    killers: [UNIT]
  },
  {
    id: 'quorum-reads-that-a-leader-forgets-its-own',
    file: 'src/protocols/quorum/spec.ts',
    find: "readNumber('beat.forgottenTo', raw.beat.forgottenTo, 0, epoch - 1)",
    replace: "readNumber('beat.forgottenTo', raw.beat.forgottenTo, 0, epoch)",
    rule: 'A leader forgets nothing of the epoch that it leads.',
    killers: [SPEC]
  }
]

const WHO: readonly Mutant[] = [
  {
    id: 'quorum-forgets-in-booths-it-does-not-know',
    file: 'src/protocols/quorum/election.ts',
    find: 'if (booth <= roster.number) {',
    replace: 'if (booth > 0) {',
    rule: 'Who does not know the booth may not count in it, and lack what others hold.',
    killers: [UNIT]
  },
  {
    id: 'quorum-forgets-before-it-counts',
    file: 'src/protocols/quorum/election.ts',
    find: '    if (roster.isReady) {\n      if (booth',
    replace: '    registers.forgetTo(forgottenTo, out)\n    if (roster.isReady) {\n      if (booth',
    rule: 'Who recovers takes what is shown, whatever its leader has forgotten.',
    killers: [UNIT]
  },
  {
    id: 'quorum-recovers-without-what-it-has-forgotten',
    file: RECOVERY,
    find: 'forgottenTo = registers.forgottenTo',
    replace: 'forgottenTo = 0 * registers.forgottenTo',
    rule: 'What was forgotten stays so when a member has recovered.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-recovers-and-knows-of-nothing-forgotten',
    file: RECOVERY,
    find: 'forgottenTo = Math.max(forgottenTo, message.forgottenTo)',
    replace: 'forgottenTo = Math.max(forgottenTo, 0)',
    rule: 'Who has pulled from who forgot knows of it.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-recovers-and-keeps-what-others-have-forgotten',
    file: RECOVERY,
    find: '    registers.drop(gone, out)\n',
    replace: '',
    rule: 'What others have forgotten is shown no more.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-recovers-and-drops-what-is-behind-the-page',
    file: RECOVERY,
    find: 'if (end !== undefined && key > end) {',
    replace: 'if (end !== undefined && key < end) {',
    rule: 'A page tells nothing of the keys behind it.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-recovers-and-drops-what-is-newer',
    file: RECOVERY,
    find: 'if (tag.epoch <= page.forgottenTo && !shown.has(key)) {',
    replace: 'if (!shown.has(key)) {',
    rule: 'What is of a later epoch was not forgotten.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-takes-what-is-given-before-it-counts',
    file: 'src/protocols/quorum/replica.ts',
    find: '      if (!roster.isReady) {\n        // What is pulled',
    replace: '      if (roster.isReady && id < 0) {\n        // What is pulled',
    rule: 'A late copy of what others have forgotten is not taken up while there is nothing to tell it by.',
    killers: [MEMBERS]
  }
]

export const QUORUM_FORGETTING_MUTANTS: readonly Mutant[] = [...WHEN, ...WHOLE, ...WHERE, ...WHO]
