/**
 * Mutants of what entries mean: records, and what the log of a group makes: sessions, the key-value
 * store and the bank.
 */
import { type Mutant, paxosSim, tests } from './mutant.ts'

const SESSIONS = tests('test/unit/state/sessions')
const KV = tests('test/unit/state/kv')
const BANK = tests('test/unit/state/bank')

const SESSION_MUTANTS: readonly Mutant[] = [
  {
    id: 'sessions-apply-twice',
    file: 'src/state/sessions/machine.ts',
    find: 'session.results.get(seq)\n',
    replace: 'session.results.get(-seq)\n',
    rule: 'An operation of a session is applied once.',
    killers: [paxosSim(100), SESSIONS]
  },
  {
    id: 'sessions-apply-below-the-window',
    file: 'src/state/sessions/machine.ts',
    find: "return seq > session.floor ? applyFirst(command, place) : refuse('staleSession')",
    replace: 'return applyFirst(command, place)',
    rule: 'A number whose result is forgotten is refused.',
    killers: [SESSIONS]
  },
  {
    id: 'sessions-forget-the-horizon',
    file: 'src/state/sessions/table.ts',
    find: '    raiseHorizon(Math.max(horizon, session.firstHeight))\n',
    replace: '',
    rule: 'A session that was forgotten does not begin anew.',
    killers: [SESSIONS]
  },
  {
    id: 'sessions-without-bound',
    file: 'src/state/sessions/table.ts',
    find: 'const isOver = sessions.size > limits.sessionsMax || bytes > limits.bytesMax',
    replace: 'const isOver = sessions.size < 0',
    rule: 'Sessions are bounded in number and bytes.',
    killers: [SESSIONS]
  },
  {
    id: 'sessions-snapshot-without-results',
    file: 'src/state/sessions/snapshot.ts',
    find: '        yield RecordCodec.encode({ result: result === undefined ? named : { ...named, result } })\n',
    replace: '        void [named, result]\n',
    rule: 'A snapshot carries the sessions with their results.',
    killers: [SESSIONS, paxosSim(400)]
  },
  {
    id: 'sessions-snapshot-sees-later-results',
    file: 'src/state/sessions/table.ts',
    find: 'return known.saves === saves ? known : { ...known, results: new Map(known.results), saves }',
    replace: 'return known',
    rule: 'A snapshot stays as it was when it was taken.',
    killers: [SESSIONS]
  }
]

const KV_MUTANTS: readonly Mutant[] = [
  {
    id: 'kv-keeps-what-has-ended',
    file: 'src/state/kv/entries.ts',
    find: 'return expiresAtMs > 0 && expiresAtMs <= timeMs',
    replace: 'return expiresAtMs > 0 && expiresAtMs < timeMs',
    rule: 'An entry is gone for every block whose time has reached its end.',
    killers: [KV]
  },
  {
    id: 'kv-sweeps-too-early',
    file: 'src/state/kv/entries.ts',
    find: '        if (timeOf(end) > timeMs) {\n',
    replace: '        if (timeOf(end) > timeMs + 1) {\n',
    rule: 'Nothing is removed before its end.',
    killers: [KV]
  },
  {
    id: 'kv-compares-nothing',
    file: 'src/state/kv/operations.ts',
    find: 'return entry?.modified === expected.revision',
    replace: 'return entry !== undefined',
    rule: 'Compare-and-set writes only over the revision that it names.',
    killers: [KV, paxosSim(400)]
  },
  {
    id: 'kv-takes-json-for-bytes',
    file: 'src/state/kv/operations.ts',
    find: "        entry.isJson === (kind === 'json') &&\n",
    replace: '',
    rule: 'A value is compared with its kind.',
    killers: [KV]
  },
  {
    id: 'kv-any-compare-suffices',
    file: 'src/state/kv/operations.ts',
    find: 'const succeeded = compares.every((',
    replace: 'const succeeded = compares.some((',
    rule: 'A transaction is done when all its comparisons hold.',
    killers: [KV]
  },
  {
    id: 'kv-writes-the-failing-side',
    file: 'src/state/kv/operations.ts',
    find: 'for (const [index, part] of (succeeded ? whenTrue : whenFalse).entries()) {',
    replace: 'for (const [index, part] of whenTrue.entries()) {',
    rule: 'A transaction whose comparisons fail does its other side.',
    killers: [KV, paxosSim(400)]
  },
  {
    id: 'kv-scans-beyond-its-end',
    file: 'src/state/kv/scan.ts',
    find: "if (to !== '' && key >= to) {",
    replace: "if (to !== '' && key > to) {",
    rule: 'The end of a range is not in it.',
    killers: [KV]
  },
  {
    id: 'kv-scans-before-its-beginning',
    file: 'src/state/kv/scan.ts',
    find: '    if (key < from) {\n      return\n    }\n',
    replace: '',
    rule: 'A reversed scan ends at the beginning of its range.',
    killers: [KV]
  },
  {
    id: 'kv-repeats-the-last-key',
    file: 'src/state/kv/scan.ts',
    find: "    if (after === '' || key > after) {\n",
    replace: "    if (after === '' || key >= after) {\n",
    rule: 'The next page begins behind the last one.',
    killers: [KV]
  },
  {
    id: 'kv-without-bound',
    file: 'src/state/kv/operations.ts',
    find: 'return growth > 0 && entries.bytes + growth > bytesMax',
    replace: 'return growth > 0 && entries.bytes > 2 * bytesMax',
    rule: 'The store has a bound.',
    killers: [KV]
  },
  {
    id: 'kv-digest-forgets-removals',
    file: 'src/state/kv/entries.ts',
    find: '    hash(key, entry)\n    digest.remove()\n',
    replace: '',
    rule: 'The digest is that of what is in the store.',
    killers: [KV]
  }
]

const BANK_MUTANTS: readonly Mutant[] = [
  {
    id: 'bank-loses-what-was-paid',
    file: 'src/state/bank/transfers.ts',
    find: 'const received = to.balance + amount',
    replace: 'const received = to.balance + 0n * amount',
    rule: 'The sum of all balances is what was minted.',
    killers: [paxosSim(60)]
  },
  {
    id: 'bank-makes-debts',
    file: 'src/state/bank/transfers.ts',
    find: "return from.balance < amount ? 'insufficientFunds' : undefined",
    replace: "return from.balance < 0n * amount ? 'insufficientFunds' : undefined",
    rule: 'No balance is negative.',
    killers: [paxosSim(60)]
  },
  {
    id: 'bank-pays-twice',
    file: 'src/state/bank/transfers.ts',
    find: "return seq <= lastSeq ? 'duplicate' : seq > lastSeq + 1 ? 'gap' : undefined",
    replace: "return seq < lastSeq ? 'duplicate' : seq > lastSeq + 1 ? 'gap' : undefined",
    rule: 'A transfer is settled once.',
    killers: [paxosSim(100), BANK]
  },
  {
    id: 'bank-settles-over-a-gap',
    file: 'src/state/bank/transfers.ts',
    find: "return seq <= lastSeq ? 'duplicate' : seq > lastSeq + 1 ? 'gap' : undefined",
    replace: "return seq <= lastSeq ? 'duplicate' : undefined",
    rule: 'Transfers of one epoch are settled in their order.',
    killers: [paxosSim(100), BANK]
  },
  {
    id: 'bank-pays-an-operation-twice',
    file: 'src/state/bank/transfers.ts',
    find: '  if (log.find(operation) !== undefined) {\n',
    replace: '  if (log.find(operation)?.number === 0) {\n',
    rule: 'An operation moves money once, under whatever names it comes.',
    killers: [paxosSim(100), BANK]
  },
  {
    id: 'bank-pays-for-strangers',
    file: 'src/state/bank/transfers.ts',
    find: '  if (from.owner !== owner) {\n',
    replace: "  if (from.owner === '' || owner === '') {\n",
    rule: 'Only the owner of an account pays from it.',
    killers: [paxosSim(200), BANK]
  },
  {
    id: 'bank-pays-for-an-epoch-that-ended',
    file: 'src/state/bank/transfers.ts',
    find: '  if (epoch === owner.epoch && owner.isOpen) {\n',
    replace: '  if (epoch === owner.epoch) {\n',
    rule: 'An epoch that has ended pays no more.',
    killers: [BANK]
  },
  {
    id: 'bank-mints-uncounted',
    file: 'src/state/bank/operations.ts',
    find: '  accounts.mint(amount)\n',
    replace: '',
    rule: 'What is minted is counted.',
    killers: [paxosSim(60)]
  },
  {
    id: 'bank-mints-beyond-what-counts',
    file: 'src/state/bank/operations.ts',
    find: 'if (accounts.minted + amount > AMOUNT_MAX) {',
    replace: 'if (amount > AMOUNT_MAX) {',
    rule: 'All money together can be counted.',
    killers: [BANK]
  },
  {
    id: 'bank-begins-an-epoch-twice',
    file: 'src/state/bank/operations.ts',
    find: '  if ((before?.epoch ?? 0) !== epoch) {\n',
    replace: '  if ((before?.epoch ?? 0) < epoch) {\n',
    rule: 'An epoch follows the one that is named, once.',
    killers: [paxosSim(200), BANK]
  },
  {
    id: 'bank-moves-what-is-not-owned',
    file: 'src/state/bank/operations.ts',
    find: '  if (before.owner !== owner) {\n',
    replace: "  if (before.owner === '') {\n",
    rule: 'Only the owner of an account gives it away.',
    killers: [BANK]
  },
  {
    id: 'bank-opens-over-an-account',
    file: 'src/state/bank/operations.ts',
    find: '    return known.owner === owner\n',
    replace: "    return known.owner !== ''\n",
    rule: 'An account that is there is not opened for another vehicle.',
    killers: [BANK]
  }
]

const RECORDS = tests('test/unit/state/records')

const RECORD_MUTANTS: readonly Mutant[] = [
  {
    id: 'records-length-in-too-few-bytes',
    file: 'src/core/varint.ts',
    find: '  for (; rest >= CONTINUES;',
    replace: '  for (; rest > CONTINUES;',
    rule: 'The bytes of a record are those of the generated encoder.',
    killers: [RECORDS]
  },
  {
    id: 'records-key-cut-to-bytes',
    file: 'src/state/records/fields.ts',
    find: 'charCodeAt(i) > ASCII_MAX',
    replace: 'charCodeAt(i) > 2 * ASCII_MAX',
    rule: 'A key of a record is UTF-8.',
    killers: [RECORDS]
  },
  {
    id: 'records-key-without-bound',
    file: 'src/state/records/record.ts',
    find: 'length * UTF8_BYTES_MAX > bytes && ',
    replace: 'length > bytes && ',
    rule: 'A key of a record is bounded in bytes.',
    killers: [RECORDS]
  }
]

export const STATE_MUTANTS: readonly Mutant[] = [
  ...SESSION_MUTANTS,
  ...KV_MUTANTS,
  ...BANK_MUTANTS,
  ...RECORD_MUTANTS,
  {
    id: 'kv-scans-without-framing',
    file: 'src/state/kv/scan.ts',
    find: 'const isFull = bytes > bytesMax || framed > ANSWER_BYTES_MAX',
    replace: 'const isFull = bytes > bytesMax || framed < 0',
    rule: 'An answer to a scan of many small entries fits a message.',
    killers: [tests('test/unit/state/kv/machine.test.ts')]
  }
]
