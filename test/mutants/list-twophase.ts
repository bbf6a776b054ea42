/**
 * Mutants of the engine twophase: its owners and its coordinators.
 */
import { type Mutant, tests } from './mutant.ts'

const PARTICIPANT = tests('test/unit/protocols/twophase/participant.test.ts')
const COORDINATOR = tests('test/unit/protocols/twophase/coordinator.test.ts')
const OUTBOX = tests('test/unit/protocols/twophase/outbox.test.ts')
const RING_REQUESTS = tests('test/unit/protocols/twophase/ring-requests.test.ts')
const CARETAKER = tests('test/unit/protocols/twophase/caretaker.test.ts')
const READING = tests('test/unit/protocols/twophase/reading.test.ts')
const RINGS = tests('test/sim/rings.test.ts')

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
    file: 'src/protocols/twophase/participant.ts',
    find: "    if (word === 'committed' || word === 'aborted') {",
    replace: "    if (word !== 'busy') {",
    rule: 'A participant in doubt never decides alone.',
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
    find: 'if (write === undefined || version === 0 || isGivenAway) {',
    replace: 'if (write === undefined || version === 0 || (isGivenAway && version < 0)) {',
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
    find: '    if (operation.resultBytes(effects, found) > ANSWER_BYTES_MAX) {',
    replace: '    if (operation.resultBytes(effects, found) < 0) {',
    rule: 'What asks for more than a result may tell is refused before it is decided.',
    killers: [COORDINATOR]
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
    find: '    if (asked.isAgain || isPutAgain) {\n',
    replace: '    if (asked.isAgain) {\n',
    rule: 'What may have been done before it was forgotten is not done under a new name.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-aborts-what-may-be-done',
    file: 'src/protocols/twophase/transactions.ts',
    find: '      if (mayBeDone) {\n',
    replace: "      if (mayBeDone && word === 'repeated') {\n",
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
    id: 'twophase-two-portions-for-one',
    file: 'src/protocols/twophase/transactions.ts',
    find: '        const known = participants.get(node.peer) ?? {',
    replace: '        const known = (index > 0 ? undefined : participants.get(node.peer)) ?? {',
    rule: 'A vehicle has one portion of a transaction with all keys that it owns or will own.',
    killers: [COORDINATOR]
  }
]

const READING_MUTANTS: readonly Mutant[] = [
  {
    id: 'twophase-read-sees-no-locks',
    file: 'src/protocols/twophase/serving.ts',
    find: '      book.whenFinished(holders, () => {',
    replace: '      book.whenFinished(holders.slice(0, 0), () => {',
    rule: 'A read waits for transactions that may be decided already.',
    killers: [READING]
  },
  {
    id: 'twophase-reads-what-is-forgotten',
    file: 'src/protocols/twophase/participant.ts',
    find: "      learnAll('committed', sink)\n",
    replace: "      learnAll('committed', sink)\n      learnAll('aborted', sink)\n",
    rule: 'What the log has forgotten is not read as aborted before the ring is known.',
    killers: [READING]
  },
  {
    id: 'twophase-read-in-any-ring',
    file: 'src/protocols/twophase/serving.ts',
    find: '    if (ring !== knowledge.version) {\n      send(',
    replace: '    if (ring > knowledge.version) {\n      send(',
    rule: 'An owner answers in its own ring only.',
    killers: [READING]
  },
  {
    id: 'twophase-read-not-confirmed',
    file: 'src/protocols/twophase/reader.ts',
    find: '      confirm(asked)\n      ask(nowMs, asked, out)\n    },',
    replace: '      ask(nowMs, asked, out)\n      asked.confirmed = asked.ring\n    },',
    rule: 'Answers count in the ring that the log says is in force.',
    killers: [READING]
  },
  {
    id: 'twophase-wiped-owner-answers',
    file: 'src/protocols/twophase/serving.ts',
    find: '    } else if (!mayAnswer(question)) {',
    replace: "    } else if (question.type === 'get' && !mayAnswer(question)) {",
    rule: 'Who lost its disk does not answer as if there were nothing.',
    killers: [READING]
  },
  {
    id: 'twophase-wiped-owner-gives-nothing-for-all',
    file: 'src/protocols/twophase/serving.ts',
    find: '    const isOwner = knowledge.isOwner(knowledge.current.nodes)\n',
    replace: '    const isOwner = knowledge.current.nodes.length > 0\n',
    rule: 'Who lost its disk does not give keys as if there were none.',
    killers: [READING]
  },
  {
    id: 'twophase-gives-keys-with-old-transactions',
    file: 'src/protocols/twophase/serving.ts',
    find: 'const isOld = [...book.all()].some((prepared) => prepared.ring < ring)',
    replace: 'const isOld = [...book.all()].some((prepared) => prepared.ring > ring)',
    rule: 'Keys are given when nothing older is prepared.',
    killers: [READING]
  },
  {
    id: 'twophase-forgets-that-it-gave-keys',
    file: 'src/protocols/twophase/serving.ts',
    find: '        standing.note({ servedFor: ring })\n',
    replace: '        standing.note({ servedFor: 0 })\n',
    rule: 'That keys were given in a ring is on disk before it is heard.',
    killers: [READING]
  },
  {
    id: 'twophase-ready-after-one-source',
    file: 'src/protocols/twophase/upkeep.ts',
    find: 'if ([...move.sources.values()].every(({ isDone }) => isDone) && isCovered(move)) {',
    replace: 'if ([...move.sources.values()].some(({ isDone }) => isDone) && isCovered(move)) {',
    rule: 'A vehicle is ready when every source has given all.',
    killers: [READING]
  },
  {
    id: 'twophase-ready-not-on-disk',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '      standing.note({ readyFor: version, floor: store.floor })\n',
    replace: '      standing.note({ floor: store.floor })\n',
    rule: 'What ready stands for is on disk, and given up no more.',
    killers: [READING]
  },
  {
    id: 'twophase-keeps-old-keys',
    file: 'src/protocols/twophase/clearing.ts',
    find: '        drop()\n        standing.note({ clearedFor: version })\n      }\n    },',
    replace: '        standing.note({ clearedFor: version })\n      }\n    },',
    rule: 'What is here from before is not taken for what is fetched.',
    killers: [READING]
  },
  {
    id: 'twophase-removes-what-was-committed',
    file: 'src/protocols/twophase/clearing.ts',
    find: '      if (standing.record.clearedFor !== version) {',
    replace: '      if (standing.record.readyFor !== version) {',
    rule: 'What is committed here while keys are fetched stays, also over a restart.',
    killers: [READING]
  },
  {
    id: 'twophase-votes-before-it-removes-old-keys',
    file: 'src/protocols/twophase/participant.ts',
    find: "    if (keys.some(({ key }) => dutyFor(key) === 'joining')) {",
    replace: '    if (keys.every(({ key }) => dutyFor(key) === undefined)) {',
    rule: 'What is here from before goes before the first vote for a key that is fetched.',
    killers: [READING]
  },
  {
    id: 'twophase-acts-by-an-older-ring',
    file: 'src/protocols/twophase/records.ts',
    find: 'return Math.max(record.readyFor, record.servedFor, record.clearedFor)',
    replace: 'return Math.max(record.readyFor, record.servedFor)',
    rule: 'Whoever has removed keys acts by no older ring.',
    killers: [READING]
  },
  {
    id: 'twophase-answers-by-an-older-ring',
    file: 'src/protocols/twophase/serving.ts',
    find: 'message.ring > knowledge.version || knowledge.version < standing.leastVersion\n',
    replace: 'message.ring > knowledge.version || knowledge.version < 0\n',
    rule: 'Whoever has removed keys answers no read by an older ring.',
    killers: [READING]
  },
  {
    id: 'twophase-sweeps-before-settled',
    file: 'src/protocols/twophase/upkeep.ts',
    find: "    if (ring.phase === 'stable' && sweptFor !== ring.version) {",
    replace: "    if (ring.phase !== 'moving' && sweptFor !== ring.version) {",
    rule: 'What was given away goes when the new ring is settled.',
    killers: [READING]
  },
  {
    id: 'twophase-asks-lost-owners',
    file: 'src/protocols/twophase/knowledge.ts',
    find: '    const readers = now.filter(({ isLost }) => !isLost)\n',
    replace: '    const readers = now\n',
    rule: 'Nobody asks a vehicle whose data is lost, or waits for it.',
    killers: [RINGS]
  },
  {
    id: 'twophase-scan-beyond-what-all-tell',
    file: 'src/protocols/twophase/reader.ts',
    find: '    .filter(({ key }) => end === undefined || !isBefore(end, key))\n',
    replace: '    .filter(({ key }) => end === undefined || end !== key)\n',
    rule: 'A scan tells keys only as far as all owners have told theirs.',
    killers: [READING]
  }
]

const OUTBOX_MUTANTS: readonly Mutant[] = [
  {
    id: 'twophase-sent-under-another-ring',
    file: 'src/protocols/twophase/outbox.ts',
    find: '{ to, ring, contents: [] }',
    replace: '{ to, ring: 0, contents: [] }',
    rule: 'What waits is sent with the version of the ring that it was said under.',
    killers: [OUTBOX]
  }
]

export const TWOPHASE_MUTANTS: readonly Mutant[] = [
  ...PARTICIPANT_MUTANTS,
  ...COORDINATOR_MUTANTS,
  ...READING_MUTANTS,
  ...OUTBOX_MUTANTS
]
