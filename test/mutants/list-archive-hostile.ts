/**
 * Mutants of what keeps hostile members and issuers from harming the archive.
 */
import { type Mutant, tests } from './mutant.ts'

export const ARCHIVE_HOSTILE_MUTANTS: readonly Mutant[] = [
  {
    id: 'group-table-of-any-booth',
    file: 'src/core/group-mandate.ts',
    find: 'return known === undefined ? undefined : successionFault(known, booth, voters)',
    replace: 'return (known?.number ?? 0) >= 0 ? undefined : successionFault(booth, booth, voters)',
    rule: 'Who knows a booth of a group believes none that a stranger makes up.',
    killers: [tests('test/unit/core/group-table.test.ts')]
  },
  {
    id: 'group-table-leads-back',
    file: 'src/core/table.ts',
    find: '    known.number < between.number &&\n',
    replace: '',
    rule: 'Who has left a group leads nobody back to the booth that it belonged to.',
    killers: [tests('test/unit/core/group-table.test.ts')]
  },
  {
    id: 'group-table-leads-nowhere',
    file: 'src/core/table.ts',
    find: '    ? faultBehind(between)\n',
    replace: '    ? fault\n',
    rule: 'Who was away while all members of a group changed believes its tables again.',
    killers: [tests('test/unit/core/group-table.test.ts')]
  },
  {
    id: 'group-table-stood-for-by-anybody',
    file: 'src/core/tables.ts',
    find: 'booth?.members.includes(from) === true ?',
    replace: "from !== '' ?",
    rule: 'Only a member of the booth that is known stands for a later one by passing on its table.',
    killers: [tests('test/unit/core/group-table.test.ts')]
  },
  {
    id: 'group-table-outweighs-the-log',
    file: 'src/core/tables.ts',
    find: 'const isFalse = sealed !== undefined && log !== undefined && isContradicted(sealed, log)',
    replace: 'const isFalse = sealed === undefined && log !== undefined',
    rule: 'No table outweighs what a member knows from its own log.',
    killers: [tests('test/unit/core/group-table.test.ts')]
  },
  {
    id: 'news-freezes-by-any-evidence',
    file: 'src/vehicle/news.ts',
    find: '    if (fault !== undefined) {\n',
    replace: '    if (fault !== undefined && evidence.length > 4096) {\n',
    rule: 'A chain is frozen only for what its proposer itself has signed.',
    killers: [tests('test/unit/vehicle/news.test.ts')]
  },
  {
    id: 'frozen-forgets-over-a-restart',
    file: 'src/protocols/certify/frozen.ts',
    find: "        } else if (evidence !== '') {\n",
    replace: "        } else if (evidence === 'none') {\n",
    rule: 'A frozen chain stays frozen for every role over a restart.',
    killers: [tests('test/unit/vehicle/news.test.ts')]
  },
  {
    id: 'gossip-passes-on-false-evidence',
    file: 'src/node/gossip-check.ts',
    find: "  return evidenceFault(crypto, chain, evidence) === undefined ? 'accept' : 'reject'",
    replace: "  return evidenceFault(crypto, chain, evidence) === undefined ? 'accept' : 'accept'",
    rule: 'Nothing with a false signature spreads further than one hop.',
    killers: [tests('test/unit/node/gossip-check.test.ts')]
  },
  {
    id: 'holdings-know-all-of-one-author',
    file: 'src/core/holdings.ts',
    find: 'own < AUTHOR_CHAINS_MAX && (isMet',
    replace: 'own < CHAINS_MAX && (isMet',
    rule: 'Nobody fills the list of known chains of others with its own.',
    killers: [tests('test/unit/core/holdings.test.ts')]
  },
  {
    id: 'release-believes-strangers',
    file: 'src/protocols/release/holder.ts',
    find: "    return isOfFleet ? insufficiency(sealed, issuer, own, backupsMin) : 'strangers'\n",
    replace:
      "    return isOfFleet || nowMs >= 0 ? insufficiency(sealed, issuer, own, backupsMin) : 'strangers'\n",
    rule: 'A copy goes only on the word of vehicles of the fleet: anybody can make up keys.',
    killers: [tests('test/unit/protocols/release/strangers.test.ts')]
  },
  {
    id: 'table-without-memberships',
    file: 'src/core/table.ts',
    find: 'memberships: [...membershipsOf(fleet, table.members)]',
    replace: 'memberships: [...membershipsOf(fleet, [])]',
    rule: 'Who never met the backups of a table sees from it that they are of the fleet.',
    killers: [tests('test/unit/protocols/release/strangers.test.ts')]
  },
  {
    id: 'retention-believes-strangers',
    file: 'src/vehicle/retention.ts',
    find: 'isElsewhere && strangersIn(fleet, sealed, nowMs).length === 0 ? sealed.table.height : 0',
    replace:
      'isElsewhere && strangersIn(fleet, sealed, nowMs).length >= 0 ? sealed.table.height : 0',
    rule: 'A temporary copy goes only on the word of vehicles of the fleet.',
    killers: [tests('test/unit/vehicle/retention.test.ts')]
  },
  {
    id: 'replicate-one-issuer-keeps-all-busy',
    file: 'src/protocols/replicate/limits.ts',
    find: 'RESERVATIONS_PER_ISSUER_MAX = RESERVATIONS_MAX / 4',
    replace: 'RESERVATIONS_PER_ISSUER_MAX = RESERVATIONS_MAX',
    rule: 'No issuer takes all reservations.',
    killers: [tests('test/unit/protocols/replicate/offers.test.ts')]
  },
  {
    id: 'replicate-one-author-fills-the-quota',
    file: 'src/protocols/replicate/reservations.ts',
    find: '[genesis.proposer ?? from, from].some((peer) => offer.bytes > shareFor(peer, id))',
    replace: 'offer.bytes > shareFor(id, id)',
    rule: 'The chains of one author take no more than their share of the quota.',
    killers: [tests('test/unit/protocols/replicate/offers.test.ts')]
  },
  {
    id: 'replicate-stores-more-than-offered',
    file: 'src/protocols/replicate/pulls.ts',
    find: 'isOver ||= storedBytes + newBytes(blocks) > plan.bytesMax',
    replace: 'isOver ||= storedBytes > plan.bytesMax',
    rule: 'Copies and reservations never exceed the quota, whatever a source sends.',
    killers: [tests('test/unit/protocols/replicate/offers.test.ts')]
  },
  {
    id: 'issuer-takes-word-of-the-unasked',
    file: 'src/protocols/replicate/recruit.ts',
    find: 'if (!draft.targets.has(from) && !isWelcome) {',
    replace: 'if (!draft.targets.has(from) && !isWelcome && placesFree(draft) <= 0) {',
    rule: 'Backups are drawn; nobody chooses itself.',
    killers: [tests('test/unit/protocols/replicate/issuer-liars.test.ts')]
  },
  {
    id: 'issuer-begins-anew-for-ever',
    file: 'src/protocols/replicate/recruit.ts',
    find: "if (refusal === 'stale' && isOutdated && times < OUTDATED_MAX) {",
    replace: "if (refusal === 'stale' && isOutdated && times >= 0) {",
    rule: 'One lying candidate does not keep a chain from being placed.',
    killers: [tests('test/unit/protocols/replicate/issuer-liars.test.ts')]
  },
  {
    id: 'issuer-waits-for-told-steps',
    file: 'src/protocols/replicate/recruit.ts',
    find: 'target.chosenAtMs + stepsMax * limitMs)',
    replace: 'target.advancedAtMs + stepsMax * limitMs)',
    rule: 'A backup that only says that it goes on loses its place.',
    killers: [tests('test/unit/protocols/replicate/issuer-liars.test.ts')]
  },
  {
    id: 'spread-registers-for-any-chain',
    file: 'src/protocols/spread/holder-registry.ts',
    find: '(proposer === self || pivots.includes(self)) &&',
    replace: "(proposer === self || pivots.includes(self) || self !== '') &&",
    rule: 'Nobody fills the registry of holders with chains that are no concern of it.',
    killers: [tests('test/unit/protocols/spread')]
  },
  {
    id: 'release-leaves-booths',
    file: 'src/protocols/release/forwards.ts',
    find: '          clear(chain, out)\n        }',
    replace: '          finish(chain, out)\n        }',
    rule: 'Booths of a chain that was let go do not stay for ever.',
    killers: [tests('test/unit/protocols/release/booths.test.ts')]
  },
  {
    id: 'release-deletes-booths-in-use',
    file: 'src/protocols/release/forwards.ts',
    find: 'const isGone = held?.runs.length === 0 && held.certified === certified',
    replace: 'const isGone = held !== undefined && certified !== null',
    rule: 'A booth goes only while nothing of its chain is here.',
    killers: [tests('test/unit/protocols/release/booths.test.ts')]
  },
  {
    id: 'read-answers-twice',
    file: 'src/protocols/read/reader.ts',
    find: 'if (!reader.reads.has(open.timer)) {',
    replace: 'if (reader.lastId < 0) {',
    rule: 'A read is answered once, also when the table that ends it is news to all reads.',
    killers: [tests('test/unit/protocols/read/tables.test.ts')]
  }
]
