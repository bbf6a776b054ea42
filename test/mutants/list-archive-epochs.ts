/**
 * Mutants of what keeps stewards, and made-up authors, from using up what a chain or a vehicle has.
 */
import { type Mutant, tests } from './mutant.ts'

const EPOCHS = [tests('test/unit/protocols/replicate/epochs.test.ts')]
const STEWARD_OFFERS = [tests('test/unit/protocols/replicate/steward-offers.test.ts')]
const TABLES = [tests('test/unit/core/steward-tables.test.ts')]

export const ARCHIVE_EPOCH_MUTANTS: readonly Mutant[] = [
  {
    id: 'steward-vote-for-any-epoch',
    file: 'src/protocols/replicate/votes.ts',
    find: '      if (epoch > reach) {',
    replace: '      if (epoch > reach + NUMBER_MAX) {',
    rule: 'Nobody votes for an epoch far beyond all that it knows.',
    killers: EPOCHS
  },
  {
    id: 'steward-votes-without-pause',
    file: 'src/protocols/replicate/steward.ts',
    find: 'nowMs < sinceMs + stepMs && !isSame',
    replace: 'nowMs < sinceMs && !isSame',
    rule: 'A backup raises the epoch that it votes for once in a while at most.',
    killers: EPOCHS
  },
  {
    id: 'steward-candidate-runs-away',
    file: 'src/protocols/replicate/votes.ts',
    find: 'isOpen ? own.epoch - 1 :',
    replace: 'isOpen && own.epoch < 0 ? own.epoch - 1 :',
    rule: 'A candidate that nobody outbids stands for the same epoch again.',
    killers: EPOCHS
  },
  {
    id: 'steward-elected-twice',
    file: 'src/protocols/replicate/votes.ts',
    find: 'own.isWon !== true',
    replace: 'own.epoch > 0',
    rule: 'A vehicle issues for one epoch of a chain once.',
    killers: EPOCHS
  },
  {
    id: 'steward-skips-what-one-voter-says',
    file: 'src/protocols/replicate/votes.ts',
    find: 'Math.min(knownEpoch, epoch + EPOCHS_PER_REFUSAL_MAX)',
    replace: 'Math.max(knownEpoch, epoch)',
    rule: 'The word of one voter does not use up the epochs of a chain.',
    killers: EPOCHS
  },
  {
    id: 'steward-teaches-nobody',
    file: 'src/protocols/replicate/steward.ts',
    find: "if (refusal === 'ahead' && !taught.has(from)) {",
    replace: "if (refusal === 'ahead' && taught.has(from)) {",
    rule: 'A voter that has missed tables is told the newest, so that it votes again.',
    killers: EPOCHS
  },
  {
    id: 'placement-beyond-the-last-epoch',
    file: 'src/protocols/replicate/placement.ts',
    find: '    if (epoch > NUMBER_MAX) {',
    replace: '    if (epoch > 2 * NUMBER_MAX) {',
    rule: 'No honest vehicle sends an epoch that its receivers cannot read.',
    killers: EPOCHS
  },
  {
    id: 'steward-table-of-any-epoch',
    file: 'src/core/table.ts',
    find: 'candidacy.epoch > epoch && candidacy.epoch <= epoch + EPOCHS_AHEAD_MAX',
    replace: 'candidacy.epoch > epoch && EPOCHS_AHEAD_MAX > 0',
    rule: 'No table of a steward uses up the epochs of a chain.',
    killers: TABLES
  },
  {
    id: 'steward-table-of-fewer-backups',
    file: 'src/core/table.ts',
    find: 'sealed.table.members.length < (base?.table.members.length ?? 0)',
    replace: 'sealed.table.members.length > (base?.table.members.length ?? 0) + electors.length',
    rule: 'A steward keeps the number of backups, so that none of them goes on alone.',
    killers: TABLES
  },
  {
    id: 'holdings-know-all-of-strangers',
    file: 'src/core/holdings.ts',
    find: 'ofStrangers() < STRANGER_CHAINS_MAX',
    replace: 'ofStrangers() < STRANGER_CHAINS_MAX + CHAINS_MAX',
    rule: 'Keys that anybody can make up leave room for the chains of the fleet.',
    killers: [tests('test/unit/core/holdings.test.ts')]
  },
  {
    id: 'table-of-strangers-is-welcome',
    file: 'src/core/tables.ts',
    find: '(isVouched && holdings.admits(chain))',
    replace: '((isVouched || table.epoch > 0) && holdings.admits(chain))',
    rule: 'A chain is known by a table only if somebody of the fleet stands for it.',
    killers: [
      tests('test/unit/vehicle/news.test.ts', 'test/unit/protocols/replicate/offers.test.ts')
    ]
  },
  {
    id: 'news-evidence-of-strangers',
    file: 'src/vehicle/news.ts',
    find: "} else if (isKnown || isMet(fleet, chain.genesis.proposer ?? '')) {",
    replace: "} else if (isKnown || !isMet(fleet, '-')) {",
    rule: 'A chain is known by evidence only if its author is of the fleet.',
    killers: [tests('test/unit/vehicle/news.test.ts')]
  },
  {
    id: 'table-of-a-proposer-with-votes',
    file: 'src/core/table.ts',
    find: 'table.steward === undefined && raw.electors.length > 0',
    replace: 'table.steward === undefined && raw.electors.length > 1024',
    rule: 'A table carries nothing that nobody reads.',
    killers: [tests('test/unit/core/table.test.ts')]
  },
  {
    id: 'read-keeps-chains-without-room',
    file: 'src/protocols/read/table-exchange.ts',
    find: '|| !holdings.admits(chain)) {',
    replace: '|| (!holdings.admits(chain) && told.sealed.length === 0)) {',
    rule: 'No chain is known beyond the room there is for chains, also not by reading.',
    killers: [tests('test/unit/protocols/read/exchange.test.ts')]
  },
  {
    id: 'replicate-stewards-without-share',
    file: 'src/protocols/replicate/reservations.ts',
    find: '[genesis.proposer ?? from, from].some(',
    replace: '[genesis.proposer ?? from].some(',
    rule: 'Who places chains for others takes no more than its share of the quota either.',
    killers: STEWARD_OFFERS
  },
  {
    id: 'replicate-believes-made-up-electors',
    file: 'src/protocols/replicate/reservations.ts',
    find: 'strangersIn(fleet, sealed, nowMs).length < majority(length)',
    replace: 'strangersIn(fleet, sealed, nowMs).length < 0',
    rule: 'Only vehicles of the fleet elect a steward.',
    killers: STEWARD_OFFERS
  },
  {
    id: 'replicate-keeps-room-for-words',
    file: 'src/protocols/replicate/reservations.ts',
    find: 'isRepeated ? before.untilMs :',
    replace: 'isRepeated && nowMs < 0 ? before.untilMs :',
    rule: 'A reservation without progress ends, however often it is offered.',
    killers: STEWARD_OFFERS
  }
]
