/**
 * Mutants of the engine quorum that take away what holds when members lose their disks, and what bounds
 * what they send and keep.
 */
import { type Mutant, tests } from './mutant.ts'

const MEMBERS = tests('test/unit/protocols/quorum/members.test.ts')
const READS = tests('test/unit/protocols/quorum/reads.test.ts')

export const QUORUM_DISK_MUTANTS: readonly Mutant[] = [
  {
    id: 'quorum-pulled-counts-as-held',
    file: 'src/protocols/quorum/recovery.ts',
    find: 'registers.becomeReady(booth, registers.epoch, out)',
    replace: 'registers.becomeReady(booth, 0, out)',
    rule: 'What a member has pulled of ended epochs since it lost its disk does not count as held.',
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
    find: 'isSameTag(shown, newest) && (newest.epoch >= heldFrom || isSameTag(newest, NO_TAG))',
    replace: 'isSameTag(shown, newest) && heldFrom >= 0',
    rule: 'A reader does not count who has only pulled a value.',
    killers: [READS]
  },
  {
    id: 'quorum-beaten-while-recovering',
    file: 'src/protocols/quorum/election.ts',
    find: "      if (roster.isReady) {\n        parts.send(from, { type: 'beaten'",
    replace: "      if (roster.isMember) {\n        parts.send(from, { type: 'beaten'",
    rule: 'A member that does not count does not tell the leader that it is there.',
    killers: [MEMBERS]
  }
]
