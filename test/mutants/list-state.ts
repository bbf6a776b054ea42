/**
 * Mutants of what the log of a group makes: sessions and the key-value store.
 */
import { type Mutant, paxosSim, tests } from './mutant.ts'

const SESSIONS = tests('test/unit/state/sessions')
const KV = tests('test/unit/state/kv')

const SESSION_MUTANTS: readonly Mutant[] = [
  {
    id: 'sessions-apply-twice',
    file: 'src/state/sessions/machine.ts',
    find: '    if (session.results.has(seq)) {\n',
    replace: '    if (session.results.has(-seq)) {\n',
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
    find: '        yield RecordCodec.encode({ result: result === undefined ? { seq } : { seq, result } })\n',
    replace: '        void [seq, result]\n',
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

export const STATE_MUTANTS: readonly Mutant[] = [...SESSION_MUTANTS, ...KV_MUTANTS]
