/**
 * Mutants of the engine quorum that take away what holds when members lose their disks, and what bounds
 * what they send and keep.
 */
import { type Mutant, tests } from './mutant.ts'

const MEMBERS = tests('test/unit/protocols/quorum/members.test.ts')
const ARCHIVE = tests('test/unit/protocols/quorum/archive.test.ts')
const PARTS = tests('test/unit/protocols/quorum/parts.test.ts')
const WRITES = tests('test/unit/protocols/quorum/writes.test.ts')
const READS = tests('test/unit/protocols/quorum/reads.test.ts')
const RECOVERING = tests('test/unit/protocols/quorum/recovering.test.ts')
const FREE_WRITES = tests('test/unit/protocols/quorum/free-writes.test.ts')

export const QUORUM_DISK_MUTANTS: readonly Mutant[] = [
  {
    id: 'quorum-pulled-counts-as-held',
    file: 'src/protocols/quorum/recovery.ts',
    find: 'joined: booth, heldFrom: registers.epoch, forgottenTo',
    replace: 'joined: booth, heldFrom: 0, forgottenTo',
    rule: 'What a member has pulled of ended epochs since it lost its disk does not count as held.',
    killers: [MEMBERS, { type: 'sim', suite: 'quorum', from: 1, seeds: 10 }]
  },
  {
    id: 'quorum-old-disk-counts',
    file: 'src/protocols/quorum/roster.ts',
    find: 'registers.joined >= ports.memberSince(id, self) ?',
    replace: 'registers.joined > 0 ?',
    rule: 'A disk that is put back after another counted in its place recovers like an empty one.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-old-answers-count',
    file: 'src/protocols/quorum/roster.ts',
    find: '      booth >= ports.memberSince(id, from) &&\n',
    replace: '',
    rule: 'An answer counts when its sender knows since when it is a member.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-seat-without-since',
    file: 'src/protocols/quorum/roster.ts',
    find: 'ports.memberSince(id, peer)}`',
    replace: 'ports.memberSince(id, peer) > 0}`',
    rule: 'What a disk has answered counts no more when another counted in its place since.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-pulled-is-acknowledged',
    file: 'src/protocols/quorum/parts.ts',
    find: ' && tag.epoch >= registers.heldFrom',
    replace: '',
    rule: 'What was only pulled is not acknowledged as held.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-counts-who-has-pulled',
    file: 'src/protocols/quorum/collect.ts',
    find: 'isSameTag(tag, newest) && (newest.epoch >= heldFrom || isSameTag(newest, NO_TAG))',
    replace: 'isSameTag(tag, newest) && heldFrom >= 0',
    rule: 'A reader does not count who has only pulled a value.',
    killers: [READS]
  },
  {
    id: 'quorum-beaten-while-recovering',
    file: 'src/protocols/quorum/election.ts',
    find: '    if (roster.isReady) {\n      if (booth',
    replace: '    if (roster.isMember) {\n      if (booth',
    rule: 'A member that does not count does not tell the leader that it is there.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-asks-for-all-keys-at-once',
    file: 'src/protocols/quorum/reads.ts',
    find: 'of inPortions(all, ([key]) => bytesOf(key))) {',
    replace: 'of [all, []].slice(0, inPortions([all], () => 0).length)) {',
    rule: 'A question fits one message.',
    killers: [READS]
  },
  {
    id: 'quorum-values-that-the-log-cannot-take',
    file: 'src/core/limits.ts',
    find: 'VALUE_BYTES_MAX + 4 * 1024',
    replace: 'VALUE_BYTES_MAX + 2 * 1024',
    rule: 'Every register that is made, with the greatest value and key, fits an entry of the log.',
    killers: [PARTS]
  },
  {
    id: 'quorum-holds-what-the-log-cannot-take',
    file: 'src/protocols/quorum/limits.ts',
    find: 'export const REGISTER_BYTES_MAX: number = OPERATION_BYTES_MAX - 64',
    replace: 'export const REGISTER_BYTES_MAX: number = OPERATION_BYTES_MAX',
    rule: 'Every register that a member takes from another fits an entry of the log.',
    killers: [PARTS]
  },
  {
    id: 'quorum-full-is-refused-twice',
    file: 'src/protocols/quorum/client.ts',
    find: "if (outcome.reason === 'full' && !isSafe(one)) {",
    replace: "if (outcome.reason === 'none' && !isSafe(one)) {",
    rule: 'A client hears refused only when nothing was done, nor will be.',
    killers: [WRITES]
  },
  {
    id: 'quorum-archive-forgets-what-failed',
    file: 'src/protocols/quorum/archive.ts',
    find: '          keep(register)\n        }\n        goal = undefined',
    replace: '          waiting.has(register.key)\n        }\n        goal = undefined',
    rule: 'What did not come into the log goes again.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-looks-on-when-deposed',
    file: 'src/protocols/quorum/survey.ts',
    find: '      spans.drop(round)\n',
    replace: '',
    rule: 'A leader that leads no more looks for nothing any more.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-horizon-over-what-is-missing',
    file: 'src/protocols/quorum/archive.ts',
    find: '        lacksSome = true\n',
    replace: '        lacksSome = false\n',
    rule: 'A leader that left values out does not tell that nothing is missing.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-archives-what-came-last',
    file: 'src/protocols/quorum/archive.ts',
    find: 'if (known === undefined || compareTags(register.tag, known.tag) > 0) {',
    replace: 'if (known === undefined || compareTags(register.tag, known.tag) !== 0) {',
    rule: 'The newest acknowledged value of a key comes into the log.',
    killers: [ARCHIVE, { type: 'sim', suite: 'quorum', from: 1, seeds: 60 }]
  },
  {
    id: 'quorum-free-clings-to-its-writer',
    file: 'src/protocols/quorum/route.ts',
    find: '} else if (term === 0 && writer?.peer === from) {',
    replace: '} else if (term === -1 && writer?.peer === from) {',
    rule: 'Without a leader a member that does nothing now is asked for nothing new.',
    killers: [tests('test/unit/protocols/quorum/route.test.ts')]
  },
  {
    id: 'quorum-free-term-before-it-counts',
    file: 'src/protocols/quorum/assembly.ts',
    find: 'parts.roster.isReady ? freeWriter.term : 0',
    replace: 'parts.roster.isMember ? freeWriter.term : 0',
    rule: 'Without a leader a member that does not count names no term.',
    killers: [FREE_WRITES]
  },
  {
    id: 'quorum-writes-over-damage',
    file: 'src/protocols/quorum/registers.ts',
    find: 'if (ops.length > 0 && !isDamaged) {',
    replace: 'if (ops.length > 0 || isDamaged) {',
    rule: 'A damaged disk is left as it is.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-counts-pages-of-other-disks',
    file: 'src/protocols/quorum/spans.ts',
    find: 'round !== undefined && roster.counts(from, message)',
    replace: 'round !== undefined',
    rule: 'A page counts from the data directory in force.',
    killers: [READS]
  },
  {
    id: 'quorum-counts-keys-of-other-disks',
    file: 'src/protocols/quorum/collect.ts',
    find: 'round === undefined || !roster.counts(from, message)',
    replace: 'round === undefined',
    rule: 'What is shown of a key counts from the data directory in force.',
    killers: [READS]
  },
  {
    id: 'quorum-counts-keys-of-lost-disks',
    file: 'src/protocols/quorum/collect.ts',
    find: 'roster.seatOf(peer) === seat ? tags.get(key)',
    replace: "seat !== '' ? tags.get(key)",
    rule: 'What a data directory has shown counts no more when it is lost.',
    killers: [READS]
  },
  {
    id: 'quorum-adds-up-what-two-disks-show',
    file: 'src/protocols/quorum/collect.ts',
    find: 'known?.seat === seat ? known.tags : new',
    replace: 'known?.tags ?? new',
    rule: 'What a lost data directory has shown is not taken for what the new one shows.',
    killers: [READS]
  },
  {
    id: 'quorum-recovers-by-what-an-earlier-booth-showed',
    file: 'src/protocols/quorum/recovery.ts',
    find: '        sources.clear()\n        forgottenTo',
    replace: '        forgottenTo',
    rule: 'Who recovers asks everybody anew in each booth.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-recovers-from-lost-disks',
    file: 'src/protocols/quorum/recovery.ts',
    find: ' && roster.isNamed(from, message.incarnation)',
    replace: '',
    rule: 'Who recovers pulls from the data directories in force.',
    killers: [RECOVERING]
  },
  {
    id: 'quorum-free-new-disk-writes-as-the-old',
    file: 'src/protocols/quorum/tag.ts',
    find: 'index * BOOTHS_MAX + joined',
    replace: 'index * BOOTHS_MAX + 0 * joined',
    rule: 'Without a leader a member that lost its disk writes under another node.',
    killers: [FREE_WRITES]
  },
  {
    id: 'quorum-stores-hear-a-former-run',
    file: 'src/protocols/quorum/stores.ts',
    find: 'message.run === run ? rounds',
    replace: 'run > 0 ? rounds',
    rule: 'An acknowledgement for an earlier run of a member is none.',
    killers: [READS]
  },
  {
    id: 'quorum-pages-hear-a-former-run',
    file: 'src/protocols/quorum/spans.ts',
    find: 'message.run === run ? rounds',
    replace: 'run > 0 ? rounds',
    rule: 'A page for an earlier run of a member is none.',
    killers: [READS]
  },
  {
    id: 'quorum-recovery-hears-a-former-run',
    file: 'src/protocols/quorum/recovery.ts',
    find: 'message.run === run && message.id',
    replace: 'message.id',
    rule: 'A page for an earlier run of a member that recovers is none.',
    killers: [RECOVERING]
  }
]
