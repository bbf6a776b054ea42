/**
 * Mutants of the engine twophase: reads, and what vehicles fetch and give away as the ring changes.
 */
import { type Mutant, tests, twophaseSim } from './mutant.ts'

const READING = tests(
  'test/unit/protocols/twophase/reading.test.ts',
  'test/unit/protocols/twophase/moving.test.ts',
  'test/unit/protocols/twophase/serving.test.ts'
)
const PLACES = tests('test/unit/protocols/twophase/machine.test.ts')
const RINGS = tests('test/sim/rings.test.ts')
const KEYS = tests('test/sim/twophase.test.ts')
const CLASSIC = tests('test/sim/twophase-classic.test.ts')
const PAGES = tests('test/sim/ring-pages.test.ts')

export const TWOPHASE_READING_MUTANTS: readonly Mutant[] = [
  {
    id: 'twophase-read-sees-no-locks',
    file: 'src/protocols/twophase/serving.ts',
    find: '      if (holders.length === 0) {',
    replace: '      if (holders.length >= 0) {',
    rule: 'A read waits for transactions that may be decided already.',
    killers: [READING]
  },
  {
    id: 'twophase-reads-what-is-forgotten',
    file: 'src/protocols/twophase/doubts.ts',
    find: '    abort(aborted)\n',
    replace:
      '    for (const one of aborted.flatMap((id) => book.find(id) ?? [])) {\n      learn(one, undefined, out)\n    }\n',
    rule: 'What the log has forgotten is not read as aborted before the ring is known.',
    killers: [READING]
  },
  {
    id: 'twophase-read-in-any-ring',
    file: 'src/protocols/twophase/serving.ts',
    find: "ring !== knowledge.version ? 'otherRing'",
    replace: "ring > knowledge.version ? 'otherRing'",
    rule: 'An owner answers in its own ring only.',
    killers: [READING]
  },
  {
    id: 'twophase-read-not-confirmed',
    file: 'src/protocols/twophase/reader.ts',
    find: '      confirm(asked)\n      ask(nowMs, asked)\n    },',
    replace: '      ask(nowMs, asked)\n      asked.confirmed = asked.ring\n    },',
    rule: 'Answers count in the ring that the log says is in force.',
    killers: [READING]
  },
  {
    id: 'twophase-wiped-owner-answers',
    file: 'src/protocols/twophase/serving.ts',
    find: "mayAnswer(question) ? 'here'",
    replace: "question.type !== 'get' || mayAnswer(question) ? 'here'",
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
    find: 'isTimely && !book.hasOlder(ring)',
    replace: 'isTimely',
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
    id: 'twophase-keeps-a-part-of-what-it-fetches',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '      for (const entry of entries) {',
    replace: '      for (const entry of entries.slice(1)) {',
    rule: 'All that is fetched is kept.',
    killers: [twophaseSim(20)]
  },
  {
    id: 'twophase-keeps-old-keys',
    file: 'src/protocols/twophase/clearing.ts',
    find: '      const keys = drop()\n      // Who',
    replace: '      const keys = 0\n      // Who',
    rule: 'What is here from before is not taken for what is fetched.',
    killers: [READING]
  },
  {
    id: 'twophase-removes-what-was-committed',
    file: 'src/protocols/twophase/clearing.ts',
    find: '      if (standing.record.clearedFor === version) {',
    replace: '      if (standing.record.readyFor === version) {',
    rule: 'What is committed here while keys are fetched stays, also over a restart.',
    killers: [READING]
  },
  {
    id: 'twophase-votes-before-it-removes-old-keys',
    file: 'src/protocols/twophase/participant.ts',
    find: "if (duties.includes('joining') && ",
    replace: 'if (duties.includes(undefined) && ',
    rule: 'What is here from before goes before the first vote for a key that is fetched.',
    killers: [READING]
  },
  {
    id: 'twophase-acts-by-an-older-ring',
    file: 'src/protocols/twophase/records.ts',
    find: 'return Math.max(readyFor, servedFor, clearedFor, votedFor)',
    replace: 'return Math.max(readyFor, servedFor, votedFor)',
    rule: 'Whoever has fetched keys removes none of them by an older ring.',
    killers: [READING]
  },
  {
    id: 'twophase-votes-in-an-older-ring',
    file: 'src/protocols/twophase/records.ts',
    find: 'return Math.max(readyFor, servedFor, clearedFor, votedFor)',
    replace: 'return Math.max(readyFor, servedFor, clearedFor)',
    rule: 'Whoever has voted in a ring votes in no older one, also after a restart.',
    killers: [READING]
  },
  {
    id: 'twophase-notes-no-ring-it-votes-in',
    file: 'src/protocols/twophase/participant.ts',
    find: '      standing.note({ votedFor: ring })\n',
    replace: '      void ring\n',
    rule: 'The ring that a vehicle votes in is on its disk with the vote.',
    killers: [READING]
  },
  {
    id: 'twophase-clears-while-older-is-prepared',
    file: 'src/protocols/twophase/clearing.ts',
    find: '      if (book.hasOlder(version)) {',
    replace: '      if (book.hasOlder(0)) {',
    rule: 'What is here from before goes when nothing older is prepared, which could put a key back.',
    killers: [READING]
  },
  {
    id: 'twophase-fetches-while-older-is-prepared',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '} else if (clearing.prepareFor(ring.version)) {',
    replace: '} else if ([clearing.prepareFor(ring.version)].length > 0) {',
    rule: 'No key is fetched before all that is older is finished.',
    killers: [READING]
  },
  {
    id: 'twophase-votes-while-older-is-prepared',
    file: 'src/protocols/twophase/participant.ts',
    find: "      return { number, verdict: 'notOwner', found: [] }\n",
    replace: '      void 0\n',
    rule: 'Nobody votes for keys that it is to fetch before all that is older is finished.',
    killers: [READING]
  },
  {
    id: 'twophase-answers-by-an-older-ring',
    file: 'src/protocols/twophase/serving.ts',
    find: 'const isBehind = ring > knowledge.version || !mayAct(parts)\n',
    replace: 'const isBehind = ring > knowledge.version\n',
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
  },
  {
    id: 'twophase-doubts-only-the-first',
    file: 'src/protocols/twophase/doubts.ts',
    find: 'portionsOf(numbers, () => 0, ITEMS_MAX, 0))',
    replace: 'portionsOf(numbers, () => 0, ITEMS_MAX, 0).slice(0, 1))',
    rule: 'In classic mode the coordinator is asked about all that nobody has told of.',
    killers: [tests('test/unit/protocols/twophase/participant.test.ts')]
  },
  {
    id: 'twophase-classic-has-the-log-decide',
    file: 'src/protocols/twophase/doubts.ts',
    find: '        askCoordinators(due)\n        return\n',
    replace: '        askCoordinators(due)\n',
    rule: 'In classic mode nobody but its coordinator ends what is prepared.',
    killers: [CLASSIC]
  },
  {
    id: 'twophase-classic-tells-no-abort-after-a-restart',
    file: 'src/protocols/twophase/coordinator.ts',
    find: 'return isOpen ? [] : [{ number, isCommitted: false, ...nothing }]',
    replace:
      'return isOpen || transaction.coordinator !== run ? [] : [{ number, isCommitted: false, ...nothing }]',
    rule: 'In classic mode a coordinator that is back ends what it had not decided.',
    killers: [CLASSIC]
  },
  {
    id: 'twophase-gives-up-in-silence',
    file: 'src/protocols/twophase/transactions.ts',
    find: '    teller.tell(nowMs, { coordinator, number }, outcome, told(transaction), () => undefined)\n',
    replace: '    void [nowMs, coordinator, outcome, told]\n',
    rule: 'What is given up is told to all owners that were asked to prepare it.',
    killers: [KEYS]
  },
  {
    id: 'twophase-forgets-who-waits',
    file: 'src/protocols/twophase/sites.ts',
    find: 'if (!kept.has(chain) && site.isIdle) {',
    replace: 'if (!kept.has(chain)) {',
    rule: 'A ring of which something waits keeps its place.',
    killers: [PLACES]
  },
  {
    id: 'twophase-forgets-what-was-used-last',
    file: 'src/protocols/twophase/sites.ts',
    find: '        sites.delete(chain)\n        sites.set(',
    replace: '        sites.set(',
    rule: 'Of the rings of others the one longest idle gives way.',
    killers: [PLACES]
  },
  {
    id: 'twophase-names-anew-what-gave-way',
    file: 'src/protocols/twophase/machine.ts',
    find: 'create(chain, rules, count) {',
    replace: 'create(chain, rules) {\n      const count = 0',
    rule: 'A coordinator that gave way and comes back in the same start names nothing twice.',
    killers: [PLACES]
  },
  {
    id: 'twophase-hears-of-no-late-change',
    file: 'src/protocols/twophase/site.ts',
    find: 'standing.record.wasPart || parts.isConcerned()',
    replace: 'parts.isConcerned()',
    rule: 'Who was on the ring looks when somebody goes by a newer one.',
    killers: [PLACES]
  },
  {
    id: 'twophase-notes-no-part',
    file: 'src/protocols/twophase/upkeep.ts',
    find: 'if (!standing.record.wasPart && [',
    replace: 'if (standing.record.wasPart && [',
    rule: 'Whom a ring has named knows it after a start, whoever has asked for it.',
    killers: [PLACES]
  },
  {
    id: 'twophase-takes-no-ring-for-no-answer',
    file: 'src/protocols/twophase/knowledge.ts',
    find: '(ring?.version ?? 0)',
    replace: 'ring?.version',
    rule: 'That nobody has registered yet is an answer.',
    killers: [tests('test/unit/protocols/twophase/ring-requests.test.ts')]
  },
  {
    id: 'twophase-shows-what-nobody-confirmed',
    file: 'src/protocols/twophase/ring-requests.ts',
    find: 'if (version === undefined) {',
    replace: 'if (knowledge.ring === undefined) {',
    rule: 'A ring is shown when the log has confirmed it.',
    killers: [tests('test/unit/protocols/twophase/ring-requests.test.ts')]
  },
  {
    id: 'twophase-first-page-is-the-last',
    file: 'src/protocols/twophase/serving.ts',
    find: '        return { entries, next, floor: store.floor }\n',
    replace: "        return { entries, next: '', floor: store.floor }\n",
    rule: 'A page of keys tells where the next one begins.',
    killers: [PAGES]
  },
  {
    id: 'twophase-ready-after-one-page',
    file: 'src/protocols/twophase/upkeep.ts',
    find: "      source.isDone = next === ''\n",
    replace: '      source.isDone = true\n',
    rule: 'A source has given all when it says that nothing is behind its page.',
    killers: [PAGES]
  },
  {
    id: 'twophase-pages-of-any-bytes',
    file: 'src/protocols/twophase/serving.ts',
    find: 'if (looked === RANGE_KEYS_MAX || bytes > PORTION_BYTES) {',
    replace: 'if (looked === RANGE_KEYS_MAX) {',
    rule: 'A page of keys has a bounded number of bytes.',
    killers: [PAGES]
  },
  {
    id: 'twophase-pages-of-any-number',
    file: 'src/protocols/twophase/serving.ts',
    find: 'if (looked === RANGE_KEYS_MAX || bytes > PORTION_BYTES) {',
    replace: 'if (bytes > PORTION_BYTES) {',
    rule: 'For a page a bounded number of keys is looked at.',
    killers: [PAGES]
  },
  {
    id: 'twophase-shows-when-it-is-too-late',
    file: 'src/protocols/twophase/ring-requests.ts',
    find: '        if (nowMs >= deadlineMs) {',
    replace: '        if (nowMs >= deadlineMs + 60_000) {',
    rule: 'Who wants to see a ring is answered in its time.',
    killers: [tests('test/unit/protocols/twophase/ring-requests.test.ts')]
  },
  {
    id: 'twophase-hides-who-is-missing',
    file: 'src/protocols/twophase/log-calls.ts',
    find: 'noLeaderText(environment, ports.membersOf(chain))',
    replace: 'noLeaderText(environment, [])',
    rule: 'When the log of a ring does not answer, those out of reach are named.',
    killers: [tests('test/unit/protocols/twophase/ring-requests.test.ts')]
  },
  {
    id: 'twophase-tells-of-an-older-move',
    file: 'src/protocols/twophase/upkeep.ts',
    find: 'if (move === undefined || move.version !== knowledge.version) {',
    replace: 'if (move === undefined) {',
    rule: 'What was fetched for a ring that came to nothing is not told as progress.',
    killers: [READING]
  },
  {
    id: 'twophase-reaches-whom-it-is-connected-to',
    file: 'src/protocols/twophase/site.ts',
    find: '(peer) => peer !== self && !connected.has(peer)',
    replace: '(peer) => peer !== self && (connected.has(peer) || connected.size === 0)',
    rule: 'A vehicle tells whom of the ring it does not reach.',
    killers: [tests('test/unit/protocols/twophase/machine.test.ts')]
  },
  {
    id: 'node-hides-owners-that-are-away',
    file: 'src/node/group-views.ts',
    find: '  if (ring === undefined || !(isMember || ring.isOwner)) {\n',
    replace: '  if (ring === undefined || !isMember) {\n',
    rule: 'Who keeps keys is told which other owner is away.',
    killers: [tests('test/unit/node/group-views.test.ts')]
  }
]
