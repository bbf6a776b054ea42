/**
 * Mutants of the engine quorum: members that are replaced.
 */
import { type Mutant, tests } from './mutant.ts'

const REPLACED = tests('test/unit/protocols/quorum/replaced.test.ts')
const NEXT = tests('test/unit/vehicle/quorum-members.test.ts')
const SCENES = tests('test/sim/quorum-members.test.ts')
const ARCHIVE = tests('test/unit/state/quorum-archive/machine.test.ts')

const WHO_COUNTS: readonly Mutant[] = [
  {
    id: 'quorum-members-are-those-of-the-start',
    file: 'src/protocols/quorum/roster.ts',
    find: 'if (table === undefined || madeOf[0] !== booth || madeOf[1] !== given) {',
    replace: 'if (table === undefined) {',
    rule: 'The members are those of the booth in force.',
    killers: [REPLACED]
  },
  {
    id: 'quorum-asks-who-has-gone',
    file: 'src/protocols/quorum/route.ts',
    find: 'roster.includes(peer) && isNear(peer)',
    replace: 'isNear(peer)',
    rule: 'Who has gone is asked no more, though it was the leader.',
    killers: [REPLACED]
  },
  {
    id: 'quorum-accuses-members-of-later-booths',
    file: 'src/protocols/quorum/group.ts',
    find: '} else if (message.booth <= roster.number) {',
    replace: '} else if (message.booth <= roster.number + 1) {',
    rule: 'Of a later booth than is known a stranger may be a member.',
    killers: [REPLACED]
  },
  {
    id: 'quorum-keeps-what-it-held-as-a-member',
    file: 'src/protocols/quorum/group.ts',
    find: 'if (roster.number > 0 && !roster.isMember) {',
    replace: 'if (roster.number < 0 && !roster.isMember) {',
    rule: 'Who is a member no more keeps nothing of what it held.',
    killers: [REPLACED]
  },
  {
    id: 'quorum-forgets-all-in-one-write',
    file: 'src/protocols/quorum/registers.ts',
    find: 'if (some.push(key) === FORGET_MAX) {',
    replace: 'if (some.push(key) === -FORGET_MAX) {',
    rule: 'A write has a bounded number of records.',
    killers: [REPLACED]
  }
]

const HAND_OVER: readonly Mutant[] = [
  {
    id: 'quorum-says-too-early-that-it-has-all',
    file: 'src/protocols/quorum/wholeness.ts',
    find: ' || !roster.isReady) {',
    replace: ') {',
    rule: 'A member tells the log that it has all when it has.',
    killers: [REPLACED]
  },
  {
    id: 'quorum-was-there-in-the-first-booth-unsaid',
    file: 'src/vehicle/quorum-members.ts',
    find: '(whole.get(peer) ?? 0) >= memberSince(peer)',
    replace: '(whole.get(peer) ?? 1) >= memberSince(peer)',
    rule: 'Who missed the first booth may not know that it is a member from the beginning.',
    killers: [NEXT]
  },
  {
    id: 'quorum-pulls-though-it-was-there-from-the-beginning',
    file: 'src/protocols/quorum/recovery.ts',
    find: 'memberSince(parts.chain.id, environment.self) === FIRST_BOOTH',
    replace: 'memberSince(parts.chain.id, environment.self) === 0 * FIRST_BOOTH',
    rule: 'Who is a member from the beginning has nothing to pull.',
    killers: [tests('test/unit/protocols/quorum/members.test.ts')]
  },
  {
    id: 'quorum-says-once-that-it-has-all',
    file: 'src/protocols/quorum/wholeness.ts',
    find: 'isFlying &&= of !== id',
    replace: 'isFlying &&= of !== ``',
    rule: 'What the log did not take is told again.',
    killers: [REPLACED]
  },
  {
    id: 'quorum-hands-over-from-too-few',
    file: 'src/core/engine-rules.ts',
    find: 'return n - majority(n) + 1',
    replace: 'return n - majority(n)',
    rule: 'So many hand over that any majority has one of them.',
    killers: [NEXT]
  },
  {
    id: 'quorum-hands-over-from-who-lacks-some',
    file: 'src/vehicle/quorum-members.ts',
    find: 'return stays && (whole.get(peer) ?? 0) >= memberSince(peer)',
    replace: 'return stays && memberSince(peer) > 0',
    rule: 'Only those hand over that have all since they are members.',
    killers: [NEXT]
  },
  {
    id: 'quorum-hands-over-from-who-is-away',
    file: 'src/vehicle/quorum-members.ts',
    find: 'members.includes(peer) && there.get(peer) === booth.incarnations[i]',
    replace: 'members.includes(peer) && booth.incarnations[i] !== undefined && there.size > 0',
    rule: 'Only those hand over that answer, from the disk that counts.',
    killers: [NEXT]
  },
  {
    id: 'quorum-takes-any-number-of-members',
    file: 'src/vehicle/quorum-members.ts',
    find: 'new Set(members).size === first.length',
    replace: 'new Set(members).size > 0',
    rule: 'There are always as many members as the genesis names.',
    killers: [NEXT]
  },
  {
    id: 'quorum-replaces-who-writes-by-itself',
    file: 'src/vehicle/quorum-members.ts',
    find: 'quorum?.leaderless === true && !areSame(members, first)',
    replace: 'quorum?.leaderless === true && members.length === 0',
    rule: 'Members whose places tell their writes apart stay the same.',
    killers: [NEXT]
  },
  {
    id: 'paxos-changes-members-that-cannot-hand-over',
    file: 'src/protocols/paxos/invitation.ts',
    find: 'return handOverFault === undefined ? known : undefined',
    replace: 'return known',
    rule: 'No change is proposed whose members could not be handed over what they lack.',
    killers: [SCENES]
  },
  {
    id: 'paxos-invites-damaged-vehicles',
    file: 'src/protocols/paxos/machine.ts',
    find: '    if (environment.isDamaged) {\n      // It would',
    replace: '    if (environment.isDamaged && from === self) {\n      // It would',
    rule: 'Who would not vote is not counted on.',
    killers: [tests('test/unit/protocols/paxos/members.test.ts')]
  },
  {
    id: 'archive-forgets-later-booths',
    file: 'src/state/quorum-archive/machine.ts',
    find: 'if (booth <= (whole.get(member) ?? 0)) {',
    replace: 'if (booth === (whole.get(member) ?? 0)) {',
    rule: 'The booth in which a member had all only grows.',
    killers: [ARCHIVE]
  },
  {
    id: 'archive-remembers-all-members',
    file: 'src/state/quorum-archive/machine.ts',
    find: 'all.slice(-WHOLE_MAX).sort(',
    replace: 'all.slice(-4 * WHOLE_MAX).sort(',
    rule: 'A bounded number of members is remembered.',
    killers: [ARCHIVE]
  }
]

const SKIPPED: readonly Mutant[] = [
  {
    id: 'snapshot-tells-not-since-when',
    file: 'src/protocols/paxos/snapshot.ts',
    find: 'since: booth?.members.map(sinceOf) ?? []',
    replace: 'since: []',
    rule: 'Who skips booths by a snapshot is told since when each has been a member.',
    killers: [tests('test/unit/protocols/paxos/snapshot-since.test.ts')]
  },
  {
    id: 'snapshot-since-of-others',
    file: 'src/protocols/paxos/course.ts',
    find: 'const isKept = since.length === members.length',
    replace: 'const isKept = since.length > 0',
    rule: 'It is of each member of the booth, or it is not believed.',
    killers: [tests('test/unit/protocols/paxos/snapshot-since.test.ts')]
  },
  {
    id: 'snapshot-since-a-later-booth',
    file: 'src/protocols/paxos/course.ts',
    find: 'since.map((booth) => Math.min(booth, number))',
    replace: 'since.map((booth) => booth)',
    rule: 'Nobody is a member since a later booth than the one in force.',
    killers: [tests('test/unit/protocols/paxos/snapshot-since.test.ts')]
  }
]

export const QUORUM_MEMBERS_MUTANTS: readonly Mutant[] = [...WHO_COUNTS, ...HAND_OVER, ...SKIPPED]
