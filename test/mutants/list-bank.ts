/**
 * Mutants of the bank: its state, its owners and its keepers.
 */
import { type Killer, type Mutant, tests } from './mutant.ts'

/** Killed by the first seeds of the suite bank. */
function sim(seeds: number): Killer {
  return { type: 'sim', suite: 'bank', from: 1, seeds }
}

const SCENES = tests('test/sim/bank.test.ts')
const STATE = tests('test/unit/state/bank')

export const BANK_MUTANTS: readonly Mutant[] = [
  {
    id: 'bank-spends-what-is-pending',
    file: 'src/protocols/bank/orders.ts',
    find: 'const left = from.balance - pending.spent(account)',
    replace: 'const left = from.balance - pending.spent(to)',
    rule: 'An owner issues no more than what is left after all that is pending.',
    killers: [sim(20)]
  },
  {
    id: 'bank-issues-without-disk',
    file: 'src/protocols/bank/pending.ts',
    find: '      write([putBatch(ownKey(chain, epoch, seq), batch)], out)\n',
    replace: '      write([putBatch(ownKey(chain, epoch, seq), batch)].slice(1), out)\n',
    rule: 'A transfer is on disk before anybody hears of it.',
    killers: [sim(20)]
  },
  {
    id: 'bank-keeps-without-disk',
    file: 'src/protocols/bank/keeper.ts',
    find: '      ops.push(putBatch(keptKey(chain, owner, one.epoch, one.from), one))\n',
    replace: '      putBatch(keptKey(chain, owner, one.epoch, one.from), one)\n',
    rule: 'A copy is on disk before it is acknowledged.',
    killers: [sim(20)]
  },
  {
    id: 'bank-keeps-what-was-fenced',
    file: 'src/protocols/bank/keeper.ts',
    find: '      if (fence >= epoch) {',
    replace: '      if (fence > epoch) {',
    rule: 'Nothing more is kept of an epoch that was fenced.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-hears-the-fences-of-strangers',
    file: 'src/protocols/bank/hearing.ts',
    find: 'epoch <= told.epoch && (isMember(from) || isKeeper)',
    replace: 'epoch <= told.epoch && (isMember(from) || isKeeper || isMember(self))',
    rule: 'Only vehicles of the group fence the epoch of an owner.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-fences-what-has-yet-to-begin',
    file: 'src/protocols/bank/hearing.ts',
    find: 'return told !== undefined && epoch <= told.epoch && (',
    replace: 'return (',
    rule: 'A fence names an epoch that the state here shows.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-is-silent-when-it-has-left',
    file: 'src/protocols/bank/hearing.ts',
    find: 'if (owner === self && !isVoter()) {',
    replace: 'if (owner === self && books() === undefined) {',
    rule: 'An owner that has left tells what it has, also of an epoch that its state does not show.',
    killers: [tests('test/unit/protocols/bank'), sim(340)]
  },
  {
    id: 'bank-issues-in-what-was-fenced',
    file: 'src/protocols/bank/epochs.ts',
    find: '} else if (attempt !== undefined && of >= attempt.epoch) {',
    replace: '} else if (attempt !== undefined && of > attempt.epoch) {',
    rule: 'An epoch that was fenced on its way into the log is not issued in.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-keeps-for-strangers',
    file: 'src/protocols/bank/hearing.ts',
    find: 'return message.batch.owner === from && isMember(from)',
    replace: 'return message.batch.owner === from',
    rule: 'Copies are taken of members only.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-believes-who-keeps-nothing',
    file: 'src/protocols/bank/backing.ts',
    find: '      if (copy === undefined || !isKeeper || message.epoch !== epoch) {',
    replace: '      if (message.fence < epoch && (copy === undefined || !isKeeper)) {',
    rule: 'Only a keeper of the epoch tells its owner that it is fenced.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-asks-to-wait-too-long',
    file: 'src/protocols/bank/asking.ts',
    find: 'return Math.min(WAIT_MS_MAX, Math.max(0, Math.round(deadlineMs - nowMs)))',
    replace: 'return Math.max(0, Math.round(Math.min(deadlineMs, 9 * WAIT_MS_MAX) - nowMs))',
    rule: 'What an owner is asked can be decoded there, however long the client waits.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-backed-by-one',
    file: 'src/protocols/bank/backing.ts',
    find: 'return tops.sort((a, b) => b - a)[majority(keepers.length) - 1] ?? 0',
    replace: 'return tops.sort((a, b) => b - a)[majority(keepers.length) - 2] ?? 0',
    rule: 'A transfer is backed when a majority of the keepers has it.',
    killers: [sim(20)]
  },
  {
    id: 'bank-recovers-without-majority',
    file: 'src/protocols/bank/recovery.ts',
    find: 'const isMajority = heard.size >= majority(keepers.length)',
    replace: 'const isMajority = heard.size >= Math.min(1, keepers.length)',
    rule: 'An epoch ends only after a majority of its keepers has told what it keeps.',
    killers: [SCENES]
  },
  {
    id: 'bank-counts-wiped-keepers',
    file: 'src/protocols/bank/recovery.ts',
    find: 'task.keepers.some((one) => one.peer === peer && one.incarnation === incarnation)',
    replace: 'task.keepers.some((one) => one.peer === peer && incarnation.length > 0)',
    rule: 'A keeper that lost its disk does not count.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-goes-on-in-an-old-epoch',
    file: 'src/protocols/bank/epochs.ts',
    find: '    if (told === undefined || !told.isOpen) {\n      writeBegin(ended, [])',
    replace: '    if (told === undefined || told.lastSeq >= 0) {\n      writeBegin(ended, [])',
    rule: 'Before an owner begins anew it gathers what it may have issued.',
    killers: [SCENES, sim(50)]
  },
  {
    id: 'bank-forgets-what-is-not-settled',
    file: 'src/protocols/bank/epochs.ts',
    find: '  return last !== undefined && item.seq <= last',
    replace: '  return last !== undefined && item.seq <= last + 1',
    rule: 'What is pending goes only when the log has settled it.',
    killers: [sim(50)]
  },
  {
    id: 'bank-issues-from-what-has-moved',
    file: 'src/protocols/bank/moves.ts',
    find: '      giving.movedAt = told.height\n',
    replace: '      givings.delete(account)\n',
    rule: 'An account that moved stays closed until the state here shows it.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-moves-with-pending',
    file: 'src/protocols/bank/moves.ts',
    find: '    if (isBusy || !isReady || pending.spent(account) > 0n) {',
    replace: '    if (isBusy || !isReady || pending.spent(account) < 0n) {',
    rule: 'An account moves with nothing pending.',
    killers: [SCENES, sim(50)]
  },
  {
    id: 'bank-forgets-its-refusals',
    file: 'src/protocols/bank/orders.ts',
    find: "    if (outcome.type !== 'done' && peer !== environment.self) {",
    replace: "    if (outcome.type !== 'done' && peer === environment.self) {",
    rule: 'A copy of an order that was refused is refused as well.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-orders-of-another-epoch',
    file: 'src/protocols/bank/branch.ts',
    find: '    } else if (epochs.epoch !== epoch) {',
    replace: '    } else if (epochs.epoch < epoch) {',
    rule: 'An order names the epoch in which it may be issued.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-waits-to-be-asked',
    file: 'src/protocols/bank/epochs.ts',
    find: '(pending.size > 0 || isLeftOpen())',
    replace: '(pending.size > 0)',
    rule: 'An owner begins anew unasked when the log has an epoch of it open.',
    killers: [SCENES]
  },
  {
    id: 'bank-takes-another-transfer-for-its-own',
    file: 'src/protocols/bank/orders.ts',
    find: '  if (entry !== undefined && !isSameEntry(entry, transfer)) {',
    replace: '  if (entry !== undefined && entry.operation !== transfer.operation) {',
    rule: 'Who waits for a transfer is not told committed when the log has another of its operation.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-loses-in-silence',
    file: 'src/protocols/bank/epochs.ts',
    find: "      lost.note(item, 'operationUsed', out)\n",
    replace: '',
    rule: 'A transfer that came to nothing because of its operation stands among what is lost.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-tells-a-number-of-another-epoch',
    file: 'src/protocols/bank/orders.ts',
    find: "      answer(peer, ticket, epoch, { type: 'done', level, seq, height: 0 }, out)",
    replace:
      "      answer(peer, ticket, epochs.epoch + 0 * epoch, { type: 'done', level, seq, height: 0 }, out)",
    rule: 'A number is told with the epoch that it belongs to.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-flushes-by-old-numbers',
    file: 'src/protocols/bank/branch.ts',
    find: 'one.operations.every((operation) => pending.find(operation) === undefined)',
    replace:
      'one.operations.every((operation) => (pending.find(operation)?.seq ?? 0) <= epochs.settledTo + 1)',
    rule: 'A flush is over when all that was pending is settled, whatever number it has by then.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-spins-while-it-pauses',
    file: 'src/protocols/bank/rounds.ts',
    find: ': Math.max(oldestMs + settings.flushMs, pauseUntilMs)',
    replace: ': Math.max(oldestMs + settings.flushMs, 0 * pauseUntilMs)',
    rule: 'While the log refuses, old transfers wait for the pause.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-loads-more-than-it-remembers',
    file: 'src/cli/commands/bank-load.ts',
    find: 'const TRANSFERS_MAX = LOG_MAX / 2',
    replace: 'const TRANSFERS_MAX = LOG_MAX * 2',
    rule: 'A file of transfers is no longer than the bank remembers, so that loading it again is safe.',
    killers: [tests('test/integration/cli/bank.test.ts')]
  },
  {
    id: 'bank-loads-until-the-id-is-full',
    file: 'src/cli/commands/bank-load.ts',
    find: '  if (name.length < 1 || name.length > room) {',
    replace: '  if (name.length < 1 || name.length > OPERATION_CHARACTERS_MAX) {',
    rule: 'An id that is too long for the last line is refused before the first.',
    killers: [tests('test/integration/cli/bank.test.ts')]
  },
  {
    id: 'bank-loses-what-the-next-owner-did',
    file: 'src/protocols/bank/epochs.ts',
    find: "          if (told.entry !== undefined || outcome === 'duplicate') {",
    replace: "          if (told.entry?.kind === 'mint' || outcome === 'duplicate') {",
    rule: 'Who is no member asks the log before it calls lost what it could not hand in.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-forgets-what-nobody-could-tell',
    file: 'src/protocols/bank/epochs.ts',
    find: "          if (told.type !== 'operation' || !isOpen || bar() === undefined) {\n            return",
    replace:
      "          if (told.type !== 'operation' || !isOpen || bar() === undefined) {\n            return pending.drop([item], to)",
    rule: 'What could not be handed in stays pending until the log tells what became of it.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-waits-for-a-move-it-will-not-see',
    file: 'src/protocols/bank/moves.ts',
    find: ">= movedAt || epochs.phase === 'idle'",
    replace: ">= movedAt || epochs.phase === 'recovering'",
    rule: 'Who was dropped from its group does not wait for ever to see the move of its account.',
    killers: [tests('test/unit/protocols/bank')]
  },
  {
    id: 'bank-state-applies-operations-again',
    file: 'src/state/bank/transfers.ts',
    find: '  if (log.find(operation) !== undefined) {',
    replace: '  if (log.find(operation)?.height === height) {',
    rule: 'An operation moves money once, under whatever name it comes.',
    killers: [STATE]
  },
  {
    id: 'bank-state-settles-late-transfers',
    file: 'src/state/bank/transfers.ts',
    find: '  if (epoch === owner.epoch && owner.isOpen) {',
    replace: '  if (epoch === owner.epoch) {',
    rule: 'Nothing is settled in an epoch that has ended.',
    killers: [STATE]
  },
  {
    id: 'bank-state-moves-in-any-epoch',
    file: 'src/state/bank/operations.ts',
    find: '  if ((known?.epoch ?? 0) !== epoch) {\n    return refuseEpoch(known, epoch)\n  }\n  const { balance }',
    replace: '  const { balance }',
    rule: 'An account moves in the epoch that the move names.',
    killers: [STATE]
  }
]
