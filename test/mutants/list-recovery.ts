/**
 * Mutants of the last resort: survivors of a lost majority decide how the booth ends, and nothing else.
 */
import { type Mutant, tests } from './mutant.ts'

const RECOVERY = tests('test/unit/protocols/paxos/recovery.test.ts')
const REFUSED = tests('test/unit/protocols/paxos/recovery-refused.test.ts')

export const RECOVERY_MUTANTS: readonly Mutant[] = [
  {
    id: 'recovery-counts-survivors-at-once',
    file: 'src/protocols/paxos/recovery.ts',
    find: '!current.isForced && current.invitation.isReady(nowMs)',
    replace: '!current.isForced',
    rule: 'A minority counts only when the next booth could begin at once.',
    killers: [REFUSED]
  },
  {
    id: 'recovery-takes-any-members',
    file: 'src/protocols/paxos/recovery.ts',
    find: 'if (stranger !== undefined) {',
    replace: "if (stranger === '') {",
    rule: 'Members that the group may not have are refused before a minority counts.',
    killers: [REFUSED]
  },
  {
    id: 'recovery-ignores-the-engine',
    file: 'src/protocols/paxos/recovery.ts',
    find: 'return fault === undefined ? undefined : refused(',
    replace: "return fault !== '' ? undefined : refused(",
    rule: 'Members that the engine does not allow are refused before a minority counts.',
    killers: [REFUSED]
  },
  {
    id: 'recovery-decides-entries',
    file: 'src/protocols/paxos/service.ts',
    find: ' || parts.roster().isForced',
    replace: '',
    rule: 'Survivors decide nothing but the end of the booth, and answer no question.',
    killers: [REFUSED]
  },
  {
    id: 'recovery-beside-a-majority',
    file: 'src/protocols/paxos/recovery.ts',
    find: "if (fault?.type === 'refused' && !fault.retry) {",
    replace: "if (fault?.type === 'refused' && !fault.retry && isProposed) {",
    rule: 'A majority that is back ends the recovery.',
    killers: [REFUSED]
  },
  {
    id: 'recovery-without-a-survivor',
    file: 'src/protocols/paxos/recovery.ts',
    find: '    if (fault !== undefined) {\n      return //',
    replace: '    if (fault !== undefined && number < 0) {\n      return //',
    rule: 'Every survivor that is named takes part.',
    killers: [REFUSED]
  },
  {
    id: 'recovery-never-ends',
    file: 'src/protocols/paxos/recovery.ts',
    find: '      tenure.force(nowMs, undefined, out)\n',
    replace: '',
    rule: 'When a recovery has come to nothing a majority counts again.',
    killers: [RECOVERY]
  },
  {
    id: 'recovery-is-refused-half-done',
    file: 'src/protocols/paxos/recovery.ts',
    find: "end(nowMs, current, { type: 'unknown', operation, message }, out)",
    replace: "end(nowMs, current, refused('unreachable', message, true), out)",
    rule: 'What survivors may have decided is unknown, not refused.',
    killers: [RECOVERY]
  },
  {
    id: 'recovery-is-not-told',
    file: 'src/protocols/paxos/recovery.ts',
    find: 'const operation = markOf(request.operation)',
    replace: 'const { operation } = request',
    rule: 'The last block of the booth tells that it ended by a minority.',
    killers: [RECOVERY]
  },
  {
    id: 'recovery-by-some-survivors',
    file: 'src/protocols/paxos/tenure.ts',
    find: 'quorum: deciders.length, isForced: true',
    replace: 'quorum: 1, isForced: true',
    rule: 'What any survivor has accepted is taken over.',
    killers: [RECOVERY]
  },
  {
    id: 'recovery-by-whoever-answers',
    file: 'src/protocols/paxos/tenure.ts',
    find: 'roster.others.filter((peer) => deciders.includes(peer))',
    replace: 'roster.others.filter((peer) => peer.length >= deciders.length)',
    rule: 'Only the survivors that are named are counted.',
    killers: [RECOVERY]
  }
]
