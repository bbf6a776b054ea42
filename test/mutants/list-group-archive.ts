/**
 * Mutants of groups' chains in the archive: who issues their tables, and what becomes of their copies.
 */
import { type Mutant, tests } from './mutant.ts'

const PLACEMENT = tests('test/unit/protocols/replicate/groups.test.ts')
const ENGINES = tests('test/sim/group-archive-engines.test.ts')
const STEWARDS = tests('test/unit/protocols/replicate/steward-offers.test.ts')

export const GROUP_ARCHIVE_MUTANTS: readonly Mutant[] = [
  {
    id: 'group-wants-backups-that-there-are-not',
    file: 'src/protocols/replicate/groups.ts',
    find: 'nowMs - sinceMs >= PATIENCE_MS && known < backups',
    replace: 'nowMs - sinceMs >= PATIENCE_MS && known > backups',
    rule: 'A group is content with the vehicles that there are outside of it.',
    killers: [PLACEMENT]
  },
  {
    id: 'group-forgets-who-is-away',
    file: 'src/protocols/replicate/outside.ts',
    find: '[...new Set([...absence.known(), ...members])]',
    replace: '[...peers.connected].concat(members)',
    rule: 'A vehicle that was met and is away is missing, and no reason to be content with fewer.',
    killers: [PLACEMENT]
  },
  {
    id: 'group-draft-leaves-its-room',
    file: 'src/protocols/replicate/placement.ts',
    find: '        recruiter.cancel(draft, out)\n',
    replace: '',
    rule: 'Who gives up a draft frees the room that is kept for it.',
    killers: [PLACEMENT]
  },
  {
    id: 'group-booth-keeps-the-room-of-the-next',
    file: 'src/protocols/replicate/reservations.ts',
    find: 'isOfOther && before.head.height >= head.height',
    replace: 'isOfOther',
    rule: 'Of two issuers of an epoch the one with more blocks has the room.',
    killers: [STEWARDS]
  },
  {
    id: 'group-booths-take-turns-for-room',
    file: 'src/protocols/replicate/reservations.ts',
    find: 'isOfOther && before.head.height >= head.height',
    replace: 'isOfOther && before.head.height > head.height',
    rule: 'Of two issuers of an epoch with as many blocks the first keeps the room.',
    killers: [STEWARDS]
  },
  {
    id: 'group-transfer-outlives-its-issuer',
    file: 'src/protocols/replicate/backup.ts',
    find: 'after?.epoch !== before?.epoch || after?.issuer !== before?.issuer',
    replace: 'after?.epoch !== before?.epoch',
    rule: 'A transfer ends with the room that was kept for it.',
    killers: [STEWARDS]
  },
  {
    id: 'group-draft-outlives-the-leader',
    file: 'src/protocols/replicate/groups.ts',
    find: 'if (!isVoter || (leader !== undefined && leader !== self)) {',
    replace: 'if (!isVoter) {',
    rule: 'A leader that leads no more forgets what it found too few vehicles for.',
    killers: [PLACEMENT]
  },
  {
    id: 'group-table-by-a-minority',
    file: 'src/core/group-mandate.ts',
    find: '|| !isQuorum(chain, booth, voters)) {',
    replace: '|| voters.size === 0) {',
    rule: 'The table of a group is issued by a member that a majority has elected, every pivot in it.',
    killers: [tests('test/unit/core/group-table.test.ts')]
  },
  {
    id: 'group-votes-twice',
    file: 'src/protocols/replicate/votes.ts',
    find: '(before.epoch > epoch || (before.epoch === epoch && before.steward !== steward))',
    replace: 'before.epoch > epoch && before.steward.length < steward.length',
    rule: 'A member votes once an epoch, over a restart too.',
    killers: [tests('test/unit/protocols/replicate/groups.test.ts')]
  },
  {
    id: 'group-elects-anybody',
    file: 'src/protocols/replicate/steward.ts',
    find: "refusal !== 'stale' && leader !== from",
    replace: "refusal !== 'stale' && leader === undefined",
    rule: 'A member elects nobody but the leader that it follows.',
    killers: [tests('test/unit/protocols/replicate/groups.test.ts')]
  },
  {
    id: 'release-by-another-issuer',
    file: 'src/protocols/release/holder.ts',
    find: '(own.issuer ?? issuer) !== issuer',
    replace: '(own.issuer ?? issuer) === undefined',
    rule: 'At the epoch of its word only the issuer it gave it to releases a holder.',
    killers: [tests('test/unit/protocols/release')]
  },
  {
    id: 'release-deletes-the-log-of-a-member',
    file: 'src/protocols/release/holder.ts',
    find: '      if (!keepsLog(chain)) {',
    replace: '      if (chain.length > 0) {',
    rule: 'The log of a group that a vehicle keeps is never deleted by a release.',
    killers: [tests('test/unit/protocols/release')]
  },
  {
    id: 'paxos-takes-a-copy-for-its-log',
    file: 'src/protocols/paxos/group.ts',
    find: '    isKept: record !== undefined,',
    replace: '    isKept: record !== undefined || id.length > 0,',
    rule: 'A copy that is kept for others is not taken for the own decided log.',
    killers: [{ type: 'sim', suite: 'groups', from: 1, seeds: 60 }]
  },
  {
    id: 'group-chunk-without-a-name',
    file: 'src/protocols/replicate/check-chunk.ts',
    find: '(told ?? anchors.held(height)) === last.hash ? undefined : { reason, isLie: false }',
    replace: '(told ?? anchors.held(height)) !== reason ? undefined : { reason, isLie: false }',
    rule: 'Unsigned blocks are believed only when something that is known leads to them.',
    killers: [tests('test/unit/protocols/replicate/group-chunks.test.ts')]
  },
  {
    id: 'replicate-stewards-duel',
    file: 'src/protocols/replicate/steward.ts',
    find: 'absentFor(nowMs, peer) > memberAbsentMs + laterMs',
    replace: 'absentFor(nowMs, peer) > memberAbsentMs',
    rule: 'Backups stand for steward one after the other, whichever absence was noticed last.',
    killers: [tests('test/unit/protocols/replicate/steward.test.ts')]
  },
  {
    id: 'replicate-candidates-meet-again',
    file: 'src/protocols/replicate/steward.ts',
    find: '          watch.wake(nowMs, 0)\n        } else if (nowMs >= campaign.resendAtMs) {',
    replace: '        } else if (nowMs >= campaign.resendAtMs) {',
    rule: 'A candidate that was not elected stands again after a time drawn at random.',
    killers: [tests('test/unit/protocols/replicate/steward.test.ts')]
  },
  {
    id: 'replicate-stands-without-voters',
    file: 'src/protocols/replicate/steward.ts',
    find: 'if (!electorate.isMajority(new Set(electorate.members.filter(isThere)))) {',
    replace: 'if (electorate.members.filter(isThere).length === 0) {',
    rule: 'A backup whom too few can elect does not stand.',
    killers: [tests('test/unit/protocols/replicate/steward.test.ts')]
  },
  {
    id: 'replicate-stranger-learns-nothing',
    file: 'src/protocols/replicate/steward.ts',
    find: "refusal === 'stale' || (refusal === 'stranger' && booth === undefined)",
    replace: "refusal === 'stale' || (refusal === 'stranger' && booth === chain)",
    rule: 'A candidate that is no member any more is sent the table that says so.',
    killers: [tests('test/unit/protocols/replicate/steward.test.ts')]
  },
  {
    id: 'replicate-voters-wake-nobody',
    file: 'src/protocols/replicate/steward.ts',
    find: 'if (lacksVoters) {',
    replace: 'if (lacksVoters && nowMs < 0) {',
    rule: 'A backup that waited for voters stands soon after enough of them have come back.',
    killers: [tests('test/unit/protocols/replicate/steward.test.ts')]
  },
  {
    id: 'replicate-sleeps-when-somebody-leaves',
    file: 'src/protocols/replicate/upkeep.ts',
    find: 'disconnected: (nowMs) => watch.wake(nowMs, options.memberAbsentMs + 1),',
    replace: 'disconnected: () => undefined,',
    rule: 'A connection that ends wakes the upkeep of tables.',
    killers: [tests('test/unit/protocols/replicate/upkeep.test.ts')]
  },
  {
    id: 'replicate-asks-for-blocks-it-only-passes-on',
    file: 'src/protocols/replicate/requests.ts',
    find: 'return groups.isLedByOther(chain) ? soundHead(held) : headOf(held, tables)',
    replace: 'return headOf(held, tables)',
    rule: 'A member without all blocks has the leader place the chain.',
    killers: [tests('test/unit/protocols/replicate/groups.test.ts')]
  },
  {
    id: 'replicate-places-what-it-lacks',
    file: 'src/protocols/replicate/requests.ts',
    find: 'return groups.isLedByOther(chain) ? soundHead(held) : headOf(held, tables)',
    replace: 'return soundHead(held)',
    rule: 'A leader without all blocks says so.',
    killers: [tests('test/unit/protocols/replicate/groups.test.ts')]
  },
  {
    id: 'group-places-one-engine',
    file: 'src/vehicle/machines.ts',
    find: 'if (held === undefined || !isGroup(held)) {',
    replace: "if (held === undefined || held.genesis.engine !== 'paxos') {",
    rule: 'The chain of a group is placed by its leader and kept by backups, whatever its engine.',
    killers: [ENGINES]
  }
]
