/**
 * Mutants of the engine quorum: what waits, or is remembered, has an end.
 */
import { type Mutant, tests } from './mutant.ts'

const AGAIN = tests('test/unit/protocols/quorum/again.test.ts')
const KNOWN = tests('test/unit/protocols/quorum/known-operations.test.ts')
const ROOM = tests('test/unit/protocols/quorum/room.test.ts')
const SHARES = tests('test/unit/protocols/quorum/shares.test.ts')
const SPEC = tests('test/unit/protocols/quorum/spec.test.ts')
const UNTAKEN = tests('test/unit/protocols/quorum/untaken.test.ts')

export const QUORUM_ROOM_MUTANTS: readonly Mutant[] = [
  {
    id: 'quorum-free-lets-any-bytes-wait',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'openBytes + operation.length > WAITING_BYTES_MAX',
    replace: 'openBytes + operation.length < 0 * WAITING_BYTES_MAX',
    rule: 'Bytes that wait at a member without a leader have an end.',
    killers: [ROOM]
  },
  {
    id: 'quorum-free-keeps-the-room-of-what-is-over',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'openBytes -= open.delete(task) ? task.operation.length : 0',
    replace: 'openBytes -= open.delete(task) ? 0 : 0',
    rule: 'What is answered or too late makes room.',
    killers: [ROOM]
  },
  {
    id: 'quorum-free-makes-room-twice',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'openBytes -= open.delete(task) ? task.operation.length : 0',
    replace: 'open.delete(task)\n    openBytes -= task.operation.length',
    rule: 'What was too late and is done all the same makes room once.',
    killers: [ROOM]
  },
  {
    id: 'quorum-free-takes-few-keys-in-a-turn',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'all.reduce((latest, task) => Math.max(latest, task.deadlineMs), nowMs)',
    replace: 'Math.max(nowMs, ...all.map((task) => task.deadlineMs))',
    rule: 'A member without a leader takes as many keys in one turn as may wait.',
    killers: [ROOM]
  },
  {
    id: 'quorum-entry-keeps-its-message',
    file: 'src/protocols/quorum/client-spec.ts',
    find: "readOwnBytes('item.entry', entry, COMMAND_BYTES_MAX)",
    replace: 'entry',
    rule: 'An operation that waits keeps its own bytes only.',
    killers: [SPEC]
  },
  {
    id: 'quorum-question-keeps-its-message',
    file: 'src/protocols/quorum/client-spec.ts',
    find: "readOwnBytes('item.question', question, OPERATION_BYTES_MAX)",
    replace: 'question',
    rule: 'A question that waits keeps its own bytes only.',
    killers: [SPEC]
  },
  {
    id: 'quorum-answers-every-sending',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'if (before.waiting.length > COPIES_ANSWERED_MAX) {',
    replace: 'if (before.waiting.length > 1e9 * COPIES_ANSWERED_MAX) {',
    rule: 'Of all sendings of an operation a few are answered.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-answers-the-first-sendings',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'before.waiting.shift()',
    replace: 'before.waiting.pop()',
    rule: 'Of all sendings of an operation the last are answered.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-remembers-any-results',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'results.total >= resultsMax',
    replace: 'results.total >= 1e9 * resultsMax',
    rule: 'Results of all sessions have an end.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-counts-confirmed-results',
    file: 'src/protocols/quorum/known-operations.ts',
    find: '        results.add(session.vehicle, -1)\n',
    replace: '',
    rule: 'A result that is confirmed makes room.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-counts-a-result-twice',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'results.add(session.vehicle, known.outcome === undefined ? 1 : 0)',
    replace: 'results.add(session.vehicle, 1)',
    rule: 'An operation that ends twice has one result.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-counts-results-of-before',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'if (seq > session.ackedTo && sessions.get(client) === session) {',
    replace: 'if (seq > session.ackedTo) {',
    rule: 'What ends when its session is forgotten takes no room.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-counts-forgotten-results',
    file: 'src/protocols/quorum/known-operations.ts',
    find: '    results.clear()\n',
    replace: '',
    rule: 'What is forgotten makes room.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-forgets-nothing-for-room',
    file: 'src/protocols/quorum/known-operations.ts',
    find: '      clear()\n      return true\n',
    replace: '      return true\n',
    rule: 'For lack of room all is forgotten at once.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-forgets-as-often-as-asked',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'forgottenMs + FORGET_PAUSE_MS',
    replace: 'forgottenMs',
    rule: 'Whoever asks for much does not wear out epochs and terms.',
    killers: [KNOWN, ROOM]
  },
  {
    id: 'quorum-ends-epochs-as-often-as-asked',
    file: 'src/protocols/quorum/writer.ts',
    find: 'lack !== undefined && known.forget(nowMs, lack)',
    replace: "(lack !== undefined && known.forget(nowMs, lack)) || lack === 'room'",
    rule: 'Within the pause a leader answers nothing that it has no room for, and goes on leading.',
    killers: [ROOM]
  },
  {
    id: 'quorum-knows-any-sessions-in-an-epoch',
    file: 'src/protocols/quorum/writer.ts',
    find: 'isOver(nowMs, known.lackOf(command.client, vehicle), respond, out)',
    replace: 'isOver(nowMs, undefined, respond, out)',
    rule: 'For lack of room for a session the next epoch begins.',
    killers: [ROOM]
  },
  {
    id: 'quorum-free-ends-terms-as-often-as-asked',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'if (known.forget(nowMs, lack)) {',
    replace: 'if (known.forget(nowMs, lack) || nowMs > 0) {',
    rule: 'Within the pause a member without a leader answers nothing that it has no room for.',
    killers: [ROOM]
  },
  {
    id: 'quorum-free-keeps-its-term',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'term = 1 + (term % TERMS)',
    replace: 'void TERMS',
    rule: 'Without a leader, what was named before the sessions were forgotten is done no more.',
    killers: [ROOM]
  },
  {
    id: 'quorum-sessions-of-one-without-bound',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'opened.of(asker) >= SESSIONS_OF_ONE_MAX',
    replace: 'opened.of(asker) >= SESSIONS_KNOWN_MAX',
    rule: 'One vehicle has its share of the sessions of an epoch.',
    killers: [SHARES]
  },
  {
    id: 'quorum-results-of-one-without-bound',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'results.of(asker) >= RESULTS_OF_ONE_MAX',
    replace: 'results.of(asker) >= RESULTS_KNOWN_MAX',
    rule: 'One vehicle has its share of the results that are not confirmed.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-shares-are-of-who-asks-last',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'known?.vehicle ?? vehicle',
    replace: 'vehicle',
    rule: 'A session takes the share of the vehicle that opened it.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-keeps-shares-of-what-is-forgotten',
    file: 'src/protocols/quorum/known-operations.ts',
    find: '    opened.clear()\n',
    replace: '',
    rule: 'In another epoch every vehicle has all of its share again.',
    killers: [ROOM]
  },
  {
    id: 'quorum-ends-epochs-for-one-vehicle',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'sinceMs + SHARE_PAUSE_MS',
    replace: 'sinceMs',
    rule: 'One vehicle ends epochs and terms seldom, however many sessions it opens.',
    killers: [KNOWN, ROOM]
  },
  {
    id: 'quorum-refuses-one-vehicle-for-ever',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'sinceMs + SHARE_PAUSE_MS',
    replace: 'sinceMs + 1e9 * SHARE_PAUSE_MS',
    rule: 'A vehicle that has lost many sessions in a long epoch is served in the next one.',
    killers: [KNOWN, ROOM]
  },
  {
    id: 'quorum-counts-the-time-from-the-last-session',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'sessions.size === 0 ? nowMs : sinceMs',
    replace: 'nowMs',
    rule: 'What is known began with the first session.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-does-not-answer-who-has-its-share',
    file: 'src/protocols/quorum/writer.ts',
    find: "if (lack === 'share') {",
    replace: 'if (lack === null) {',
    rule: 'A vehicle that has its share is told that there is no room.',
    killers: [SHARES]
  },
  {
    id: 'quorum-free-does-not-answer-who-has-its-share',
    file: 'src/protocols/quorum/free-writer.ts',
    find: "if (lack === 'share') {",
    replace: 'if (lack === null) {',
    rule: 'Without a leader, too, a vehicle that has its share is told that there is no room.',
    killers: [ROOM]
  },
  {
    id: 'quorum-takes-over-what-nobody-wants',
    file: 'src/protocols/quorum/writer.ts',
    find: '      untaken.clear()\n',
    replace: '',
    rule: 'What waits for a key to be taken over waits for one epoch.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-waits-for-what-an-ended-epoch-asked',
    file: 'src/protocols/quorum/untaken.ts',
    find: '      waiting.clear()\n      asked.clear()\n',
    replace: '      waiting.clear()\n',
    rule: 'What an ended epoch had asked for is asked for again.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-keeps-what-nobody-waits-for',
    file: 'src/protocols/quorum/group.ts',
    find: '    writer.expire(nowMs)\n',
    replace: '',
    rule: 'What waits for a key to be taken over waits no longer than its caller.',
    killers: [UNTAKEN]
  },
  {
    id: 'quorum-counts-what-it-gave-up',
    file: 'src/protocols/quorum/writer.ts',
    find: '        open--\n        openBytes -= bytes\n        drop',
    replace: '        openBytes -= bytes\n        drop',
    rule: 'What was given up makes room for other operations.',
    killers: [UNTAKEN]
  },
  {
    id: 'quorum-counts-bytes-of-what-it-gave-up',
    file: 'src/protocols/quorum/writer.ts',
    find: '        open--\n        openBytes -= bytes\n        drop',
    replace: '        open -= bytes < 0 ? 0 : 1\n        drop',
    rule: 'What was given up makes room for other bytes.',
    killers: [UNTAKEN]
  },
  {
    id: 'quorum-remembers-what-it-gave-up',
    file: 'src/protocols/quorum/writer.ts',
    find: '        drop?.()\n',
    replace: '        drop?.call\n',
    rule: 'What was given up is done when it is asked for again.',
    killers: [UNTAKEN]
  },
  {
    id: 'quorum-drops-what-is-done',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'if (taken?.get(seq)?.outcome === undefined) {',
    replace: 'if (taken !== undefined) {',
    rule: 'What is done is never given up.',
    killers: [KNOWN]
  },
  {
    id: 'quorum-gives-up-what-it-found-itself',
    file: 'src/protocols/quorum/writer.ts',
    find: 'settling(key, respond, Number.POSITIVE_INFINITY)',
    replace: 'settling(key, respond, nowMs + settings.deadlineMs)',
    rule: 'A key that the leader has found itself is taken over however long it takes.',
    killers: [UNTAKEN]
  },
  {
    id: 'quorum-asks-for-keys-without-end',
    file: 'src/protocols/quorum/untaken.ts',
    find: '        const deadlineMs = lastOf(some)\n',
    replace: '        const deadlineMs = Math.max(lastOf(some), Number.POSITIVE_INFINITY)\n',
    rule: 'Members are asked for a key as long as somebody waits for it.',
    killers: [UNTAKEN]
  },
  {
    id: 'quorum-forgets-who-waits-longer',
    file: 'src/protocols/quorum/untaken.ts',
    find: '        if (nowMs >= untilMs) {\n          asked.delete(key)',
    replace: '        if (nowMs < untilMs && !waiting.has(key)) {\n          asked.delete(key)',
    rule: 'Who waits longer than those for whom a key was asked for has it asked for again.',
    killers: [UNTAKEN]
  },
  {
    id: 'quorum-gives-up-all-that-wait-for-a-key',
    file: 'src/protocols/quorum/untaken.ts',
    find: '        if (left.length === 0) {\n',
    replace: '        if (left.length >= 0) {\n',
    rule: 'Of those that wait for a key only those are given up whose time is up.',
    killers: [UNTAKEN]
  }
]
