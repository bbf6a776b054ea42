/**
 * Mutants of the engine twophase: its owners and its coordinators.
 */
import { type Mutant, tests } from './mutant.ts'

const PARTICIPANT = tests('test/unit/protocols/twophase/participant.test.ts')
const COORDINATOR = tests('test/unit/protocols/twophase/coordinator.test.ts')
const DECIDER = tests('test/unit/protocols/twophase/decider.test.ts')
const SERVING = tests('test/unit/protocols/twophase/serving.test.ts')
const OUTBOX = tests('test/unit/protocols/twophase/outbox.test.ts')
const SPEC = tests('test/unit/protocols/twophase/spec.test.ts')
const RING_REQUESTS = tests('test/unit/protocols/twophase/ring-requests.test.ts')
const CARETAKER = tests('test/unit/protocols/twophase/caretaker.test.ts')

const PARTICIPANT_MUTANTS: readonly Mutant[] = [
  {
    id: 'twophase-vote-not-on-disk',
    file: 'src/protocols/twophase/prepared.ts',
    find: '      ops.push(putPrepared(chain, prepared))\n',
    replace: '      ops.push(...[putPrepared(chain, prepared)].slice(1))\n',
    rule: 'A vote is on disk before it is heard.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-forgets-locks',
    file: 'src/protocols/twophase/prepared.ts',
    find: '    put({ ...record, sinceMs: 0, dueMs: 0, asks: 0 })\n',
    replace: '    book.set(nameOf(record), { ...record, sinceMs: 0, dueMs: 0, asks: 0 })\n',
    rule: 'Locks are there again after a restart.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-locks-nothing',
    file: 'src/protocols/twophase/participant.ts',
    find: 'if (keys.some(({ key }) => book.holder(key) !== undefined)) {',
    replace: 'if (keys.every(({ key }) => book.holder(key) !== undefined)) {',
    rule: 'A key that is locked gets no vote.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-wrong-ring-accepted',
    file: 'src/protocols/twophase/participant.ts',
    find: '        ring < knowledge.version\n',
    replace: '        ring < 0\n',
    rule: 'Who goes by another ring gets no vote.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-votes-for-what-is-done',
    file: 'src/protocols/twophase/participant.ts',
    find: '    if (book.isDone(transaction)) {',
    replace: '    if (book.isDone(transaction) && book.size > PREPARED_MAX) {',
    rule: 'A late copy of a transaction that is finished is not prepared again.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-finished-not-on-disk',
    file: 'src/protocols/twophase/prepared.ts',
    find: '    ops.push(putDone(chain, slot, transactions))\n',
    replace: '    ops.push(...[putDone(chain, slot, transactions)].slice(1))\n',
    rule: 'What is finished is remembered over restarts.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-decides-alone',
    file: 'src/protocols/twophase/doubts.ts',
    find: "        } else if (outcome?.word === 'aborted') {",
    replace: "        } else if (outcome?.word !== 'busy') {",
    rule: 'A participant in doubt never decides alone.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-believes-anybody',
    file: 'src/protocols/twophase/participant.ts',
    find: 'if (prepared !== undefined && !isCoordinator) {',
    replace: 'if (prepared !== undefined && !isCoordinator && book.size < 0) {',
    rule: 'What somebody else than the coordinator tells is asked of the log first.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-prepares-under-any-name',
    file: 'src/protocols/twophase/participant.ts',
    find: '      if (!isOfVehicle(crypto, from, coordinator)) {\n',
    replace: '      if (!isOfVehicle(crypto, from, coordinator) && book.size < 0) {\n',
    rule: 'Nobody prepares anything under the name of another.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-silenced-by-anybody',
    file: 'src/protocols/twophase/participant.ts',
    find: '          if (isCoordinator) {\n',
    replace: '          if (isCoordinator || prepared === undefined) {\n',
    rule: 'Only the coordinator has a late prepare of its own ignored.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-remembers-all-aborts',
    file: 'src/protocols/twophase/prepared.ts',
    find: '      if (refused.size > REFUSED_MAX && oldest !== undefined) {\n',
    replace: '      if (refused.size > 2 * REFUSED_MAX && oldest !== undefined) {\n',
    rule: 'Of transactions that were aborted before they were prepared a bounded number is remembered.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-version-goes-back',
    file: 'src/protocols/twophase/store.ts',
    find: '      if (known === undefined || known.version < entry.version) {',
    replace: '      if (known === undefined || known.version !== entry.version) {',
    rule: 'The version of a key never goes back.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-keeps-what-is-given-away',
    file: 'src/protocols/twophase/participant.ts',
    find: '    if (isGivenAway) {\n',
    replace: '    if (isGivenAway && version < 0) {\n',
    rule: 'What was given away since is not kept.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-damaged-disk-acknowledges',
    file: 'src/protocols/twophase/participant.ts',
    find: '      if (environment.isDamaged) {\n        return // what',
    replace: '      if (environment.isDamaged && ops.length > 0) {\n        return // what',
    rule: 'A damaged disk acknowledges nothing.',
    killers: [PARTICIPANT]
  },
  {
    id: 'twophase-other-disk-votes',
    file: 'src/protocols/twophase/knowledge.ts',
    find: 'nodes.some((node) => node.peer === self && node.incarnation === incarnation && !node.isLost)',
    replace: 'nodes.some((node) => node.peer === self && incarnation !== "" && !node.isLost)',
    rule: 'A vehicle is on the ring with its data directory.',
    killers: [PARTICIPANT]
  }
]

const COORDINATOR_MUTANTS: readonly Mutant[] = [
  {
    id: 'twophase-decides-before-all-votes',
    file: 'src/protocols/twophase/transactions.ts',
    find: 'if ([...transaction.participants.values()].every((one) => one.found !== undefined)) {',
    replace: 'if ([...transaction.participants.values()].some((one) => one.found !== undefined)) {',
    rule: 'It is decided when every owner has voted for it.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-counts-votes-of-another-ring',
    file: 'src/protocols/twophase/transactions.ts',
    find: '} else if (ring === transaction.ring && found.length === participant.portion.keys.length) {',
    replace: '} else if (ring > 0 && found.length === participant.portion.keys.length) {',
    rule: 'Only votes of the ring that it was prepared in count.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-decides-what-it-gave-up',
    file: 'src/protocols/twophase/transactions.ts',
    find: '    const { number } = transaction\n    forget(transaction)\n',
    replace: '    const { number } = transaction\n    running.delete(transaction.asked)\n',
    rule: 'What is given up is never put to the decision.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-tells-more-than-a-result-may',
    file: 'src/protocols/twophase/transactions.ts',
    find: 'operation.resultBytes(effects, found) > ANSWER_BYTES_MAX ?',
    replace: 'operation.resultBytes(effects, found) < 0 ?',
    rule: 'What asks for more than a result may tell is refused before it is decided.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-counts-beyond-what-can-be-told',
    file: 'src/protocols/twophase/transactions.ts',
    find: '? TOO_LARGE : spentOf(effects)',
    replace: '? TOO_LARGE : undefined',
    rule: 'A key whose version or count of puts nobody could be told is not written.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-puts-again-what-the-log-refuses',
    file: 'src/protocols/twophase/decider.ts',
    find: "answer.type === 'failed' && answer.reason === 'invalid'",
    replace: "answer.type === 'failed' && answer.reason === ''",
    rule: 'A decision that the log does not take keeps no other one waiting.',
    killers: [DECIDER]
  },
  {
    id: 'twophase-version-of-one-owner',
    file: 'src/protocols/twophase/assess.ts',
    find: 'versions[key.index] = Math.max(versions[key.index] ?? 0, one.version)',
    replace: 'versions[key.index] ||= one.version',
    rule: 'A key gets a version above all that any owner has of it.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-counts-what-joiners-have',
    file: 'src/protocols/twophase/assess.ts',
    find: '      if (one === undefined || one.isJoining) {',
    replace: '      if (one === undefined) {',
    rule: 'What who fetches a key has of it does not count.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-ends-before-all-have-done-it',
    file: 'src/protocols/twophase/teller.ts',
    find: 'if (telling?.waiting.delete(from) === true && telling.waiting.size === 0) {',
    replace: 'if (telling?.waiting.delete(from) === true && telling.waiting.size >= 0) {',
    rule: 'A transaction is ended when all have done it.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-gives-up-telling',
    file: 'src/protocols/twophase/teller.ts',
    find: 'const isVain = !telling.outcome.isCommitted && telling.sent >= ABORTS_SENT_MAX',
    replace: 'const isVain = telling.sent >= ABORTS_SENT_MAX',
    rule: 'What is committed is told without end.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-classic-decision-not-on-disk',
    file: 'src/protocols/twophase/decider.ts',
    find: '      ops.push(putDecision(chain, decision))\n',
    replace: '      ops.push(...[putDecision(chain, decision)].slice(1))\n',
    rule: 'In classic mode the decision is on the disk of the coordinator before it is told.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-decisions-wait-for-ever',
    file: 'src/protocols/twophase/decider.ts',
    find: 'inFlight < DECIDES_IN_FLIGHT && nowMs >= putMs + DECIDE_MS)',
    replace: 'inFlight < DECIDES_IN_FLIGHT && nowMs < putMs)',
    rule: 'Decisions wait a bounded time for the entry before theirs.',
    killers: [DECIDER]
  },
  {
    id: 'twophase-decisions-one-by-one',
    file: 'src/protocols/twophase/decider.ts',
    find: '    inFlight === 0 || (',
    replace: '    inFlight >= 0 || (',
    rule: 'Decisions that come while an entry is on its way go together.',
    killers: [DECIDER]
  },
  {
    id: 'twophase-damaged-disk-aborts',
    file: 'src/protocols/twophase/coordinator.ts',
    find: 'const isKnown = !isDamaged && isOfDirectory',
    replace: 'const isKnown = isOfDirectory',
    rule: 'In classic mode a damaged disk tells nobody that something was aborted.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-empty-disk-aborts',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '!isDamaged && isOfDirectory(crypto, ports.incarnation, coordinator)',
    replace: '!isDamaged && isOfDirectory(crypto, ports.incarnation, coordinator) !== undefined',
    rule: 'In classic mode a coordinator says nothing of what another data directory decided.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-takes-who-comes-for-gone',
    file: 'src/protocols/twophase/coordinator.ts',
    find: 'knowledge.version > ring && !knowledge.has(peer)',
    replace: '!knowledge.has(peer)',
    rule: 'After a restart nobody counts as gone by a ring that is older than the decision.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-believes-who-has-forgotten',
    file: 'src/protocols/twophase/doubts.ts',
    find: 'rules.classic && asks > 0',
    replace: 'rules.classic && asks < 0',
    rule: 'In classic mode what a coordinator has forgotten is not read as aborted before the ring is known.',
    killers: [SERVING]
  },
  {
    id: 'twophase-classic-remembers-all',
    file: 'src/protocols/twophase/decider.ts',
    find: 'if (finished.size > FINISHED_MAX && oldest !== undefined) {',
    replace: 'if (finished.size > FINISHED_MAX && oldest === [...operations.keys()][0]) {',
    rule: 'In classic mode what all have done is forgotten, though something older is not done.',
    killers: [DECIDER]
  },
  {
    id: 'twophase-unknown-change-is-refused',
    file: 'src/protocols/twophase/ring-requests.ts',
    find: '        return operation === undefined\n',
    replace: "        return operation !== ''\n",
    rule: 'A change of the ring that nobody knows the fate of is told as unknown.',
    killers: [RING_REQUESTS]
  },
  {
    id: 'twophase-change-has-its-own-time',
    file: 'src/protocols/twophase/ring-requests.ts',
    find: '    log.write(what, then, request.deadlineMs)\n',
    replace: '    log.write(what, then)\n',
    rule: 'A change of the ring has the time that its caller gives it.',
    killers: [RING_REQUESTS]
  },
  {
    id: 'twophase-does-again-what-may-be-done',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '    if (asked.mayBeDone || isPutAgain) {\n',
    replace: '    if (asked.mayBeDone) {\n',
    rule: 'What may have been done before it was forgotten is not done under a new name.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-aborts-what-may-be-done',
    file: 'src/protocols/twophase/transactions.ts',
    find: '      if (fate.isPutAgain) {\n',
    replace: "      if (fate.isPutAgain && word === 'aborted') {\n",
    rule: 'Nobody is told that something was aborted which may have been done.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-cares-for-the-oldest-only',
    file: 'src/protocols/twophase/caretaker.ts',
    find: 'if (found.length > 0 || some.length < ITEMS_MAX) {',
    replace: 'if (found.length >= 0 || some.length < ITEMS_MAX) {',
    rule: 'What waits for a dead vehicle does not keep the leader from what others have left undone.',
    killers: [CARETAKER]
  },
  {
    id: 'twophase-gate-keeps-who-has-left',
    file: 'src/protocols/twophase/gate.ts',
    find: '      for (const key of keys) {\n        remove(one, key)\n',
    replace: '      for (const key of keys.slice(1)) {\n        remove(one, key)\n',
    rule: 'An operation whose time is up does not wait for its keys any more.',
    killers: [SPEC]
  },
  {
    id: 'twophase-two-portions-for-one',
    file: 'src/protocols/twophase/transactions.ts',
    find: '        let known = participants.get(node.peer)\n',
    replace: '        let known = index > 0 ? undefined : participants.get(node.peer)\n',
    rule: 'A vehicle has one portion of a transaction with all keys that it owns or will own.',
    killers: [COORDINATOR]
  }
]

const OUTBOX_MUTANTS: readonly Mutant[] = [
  {
    id: 'twophase-sent-under-another-ring',
    file: 'src/protocols/twophase/outbox.ts',
    find: '{ to, ring, contents: [content], dueMs }',
    replace: '{ to, ring: 0, contents: [content], dueMs }',
    rule: 'What waits is sent with the version of the ring that it was said under.',
    killers: [OUTBOX]
  },
  {
    id: 'twophase-many-walks-in-one-step',
    file: 'src/protocols/twophase/spec.ts',
    find: 'walks > WALKS_MAX',
    replace: 'walks > CONTENTS_MAX',
    rule: 'A message has few contents that walk over keys: nothing else happens meanwhile.',
    killers: [SPEC]
  },
  {
    id: 'twophase-sends-many-walks',
    file: 'src/protocols/twophase/contents.ts',
    find: 'isWalk(content) ? Math.max(bytes, PORTION_BYTES / WALKS_MAX) : bytes',
    replace: 'isWalk(content) ? Math.max(bytes, PORTION_BYTES / CONTENTS_MAX) : bytes',
    rule: 'Nobody sends a message that is refused for the walks in it.',
    killers: [OUTBOX]
  },
  {
    id: 'twophase-outcomes-wait-on',
    file: 'src/protocols/twophase/outbox.ts',
    find: '        box.dueMs = Math.min(box.dueMs, dueMs)\n',
    replace: '        box.dueMs = Math.max(box.dueMs, dueMs)\n',
    rule: 'What waits to go with something goes with the next word, and no later than it was to.',
    killers: [OUTBOX]
  },
  {
    id: 'twophase-locks-asked-for-before-given-back',
    file: 'src/protocols/twophase/outbox.ts',
    find: "({ type }: Content): boolean => type === 'outcomes'",
    replace: "({ type }: Content): boolean => type === 'range'",
    rule: 'Outcomes are heard before what is prepared with them.',
    killers: [OUTBOX]
  }
]

export const TWOPHASE_MUTANTS: readonly Mutant[] = [
  ...PARTICIPANT_MUTANTS,
  ...COORDINATOR_MUTANTS,
  ...OUTBOX_MUTANTS
]
