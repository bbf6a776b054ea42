/**
 * Mutants of the engine quorum: what vehicles that lie, large values and long reigns must not do.
 */
import { type Mutant, tests } from './mutant.ts'

const HOSTILE = tests('test/unit/protocols/quorum/hostile.test.ts')
const LIMITS = tests('test/unit/protocols/quorum/limits.test.ts')
const FULL = tests('test/unit/protocols/quorum/full.test.ts')
const ARCHIVE = tests('test/unit/protocols/quorum/archive.test.ts')
const GROUPS = tests('test/unit/protocols/quorum/groups.test.ts')
const AGAIN = tests('test/unit/protocols/quorum/again.test.ts')
const WRITES = tests('test/unit/protocols/quorum/writes.test.ts')
const UNREACHABLE = tests('test/unit/protocols/quorum/unreachable.test.ts')
const ELECTION = tests('test/unit/protocols/quorum/election.test.ts')

export const QUORUM_LIMIT_MUTANTS: readonly Mutant[] = [
  {
    id: 'quorum-names-the-missing-without-being-one-of-them',
    file: 'src/protocols/quorum/hindrance.ts',
    find: '  if (roster.isReady && need !== undefined) {\n',
    replace: '  if (need !== undefined) {\n',
    rule: 'Only a member that counts tells why nothing comes of it.',
    killers: [UNREACHABLE]
  },
  {
    id: 'quorum-strangers-keep-to-themselves-whom-they-miss',
    file: 'src/protocols/quorum/hindrance.ts',
    find: '  return !roster.isMember && missing.length > 0\n',
    replace: '  return missing.length < 0\n',
    rule: 'Who is no member tells whom it does not reach.',
    killers: [UNREACHABLE]
  },
  {
    id: 'quorum-takes-a-majority-for-a-read',
    file: 'src/protocols/quorum/hindrance.ts',
    find: '  if (inReach < reads) {\n',
    replace: '  if (inReach < writes) {\n',
    rule: 'A read that cannot be had says how many members it needs.',
    killers: [UNREACHABLE]
  },
  {
    id: 'quorum-settles-a-key-of-no-bytes',
    file: 'src/protocols/quorum/client-spec.ts',
    find: "readKey('item.settle', settle, 1)",
    replace: "readKey('item.settle', settle, 0)",
    rule: 'Nobody has a leader ask its members for a key that their codec refuses.',
    killers: [HOSTILE]
  },
  {
    id: 'quorum-believes-answers-of-strangers',
    file: 'src/protocols/quorum/group.ts',
    find: "} else if (message.type === 'answers' && roster.includes(from)) {",
    replace: "} else if (message.type === 'answers') {",
    rule: 'An answer counts only when it comes from a member.',
    killers: [HOSTILE]
  },
  {
    id: 'quorum-lets-who-comes-wait',
    file: 'src/protocols/quorum/client.ts',
    find: 'if (one.asked === undefined) {',
    replace: 'if (one.asked !== undefined) {',
    rule: 'What could be sent to nobody goes at once to who is connected.',
    killers: [WRITES]
  },
  {
    id: 'quorum-learns-any-term',
    file: 'src/protocols/quorum/route.ts',
    find: 'Math.max(learnt, Math.min(term, TERM_MAX))',
    replace: 'Math.max(learnt, term)',
    rule: 'A term that no epoch reaches is not believed.',
    killers: [HOSTILE]
  },
  {
    id: 'quorum-stumbles-over-a-list-of-rubbish',
    file: 'src/protocols/quorum/register.ts',
    find: '    if (error instanceof InvalidMessageError) {\n      return []\n',
    replace: '    if (error instanceof TypeError) {\n      return []\n',
    rule: 'A list of operations that cannot be read is none.',
    killers: [HOSTILE]
  },
  {
    id: 'quorum-stumbles-over-a-value-of-rubbish',
    file: 'src/state/kv/single-key.ts',
    find: "  return typeof entry === 'string' ? undefined : entry\n",
    replace:
      "  if (typeof entry === 'string') {\n    throw new InvalidMessageError(entry)\n  }\n  return entry\n",
    rule: 'A content that cannot be read is none.',
    killers: [HOSTILE]
  },
  {
    id: 'quorum-counts-beyond-exact-numbers',
    file: 'src/protocols/quorum/register.ts',
    find: "readNumber('register.counter', raw.counter, 0, counterMax(epoch))",
    replace: "readNumber('register.counter', raw.counter)",
    rule: 'A register of a counter beyond all is none.',
    killers: [HOSTILE]
  },
  {
    id: 'quorum-sends-large-values-again-at-once',
    file: 'src/protocols/quorum/parts.ts',
    find: '  return pause + Math.floor(bytes / BYTES_PER_MS)\n',
    replace: '  return pause + Math.floor(bytes / BYTES_PER_MS / 1e9)\n',
    rule: 'A large value is not sent again while it is on its way.',
    killers: [LIMITS]
  },
  {
    id: 'quorum-asks-for-more-than-a-link-holds',
    file: 'src/protocols/quorum/parts.ts',
    find: '  return (key) => key.length + (registers.get(key)?.bytes.length ?? 0)\n',
    replace: '  return (key) => key.length + (registers.get(key)?.bytes.length ?? 0) / 1e9\n',
    rule: 'Keys are asked for in questions whose answers fit a message each.',
    killers: [LIMITS]
  },
  {
    id: 'quorum-stores-what-it-refused',
    file: 'src/protocols/quorum/writer.ts',
    find: "      if (outcome.type === 'done') {\n",
    replace: "      if (outcome.type !== 'busy') {\n        draft.tag = nextTag()\n",
    rule: 'What is refused is stored nowhere.',
    killers: [FULL]
  },
  {
    id: 'quorum-free-stores-what-it-refused',
    file: 'src/protocols/quorum/free-writer.ts',
    find: '    return answers.length === 0 ? undefined : [encodeRegister(draft), answers]\n',
    replace: '    return tasks.length === 0 ? undefined : [encodeRegister(draft), answers]\n',
    rule: 'Without a leader, what is refused is stored nowhere.',
    killers: [FULL]
  },
  {
    id: 'quorum-lets-any-bytes-wait',
    file: 'src/protocols/quorum/writer.ts',
    find: ' || openBytes + bytes > WAITING_BYTES_MAX',
    replace: ' || openBytes + bytes < 0 * WAITING_BYTES_MAX',
    rule: 'Bytes that wait at a leader have an end.',
    killers: [LIMITS]
  },
  {
    id: 'quorum-lets-any-settling-wait',
    file: 'src/protocols/quorum/writer.ts',
    find: '      if (isFull(key.length)) {\n',
    replace: '      if (isFull(key.length) && key.length < 0) {\n',
    rule: 'Keys that others want taken over wait like operations.',
    killers: [LIMITS]
  },
  {
    id: 'quorum-works-on-each-copy-of-a-question',
    file: 'src/protocols/quorum/reads.ts',
    find: '      if (open.has(name)) {\n        return\n',
    replace: '      if (open.has(name)) {\n        open.delete(name)\n',
    rule: 'A question that is sent again is worked on once.',
    killers: [LIMITS]
  },
  {
    id: 'quorum-counts-all-at-once',
    file: 'src/state/kv/single-key.ts',
    find: 'limit: all, bytesMax: all, isSum: true }',
    replace: 'limit: all, bytesMax: all, isSum: false }',
    rule: 'Counts and sizes are added up page by page.',
    killers: [LIMITS]
  },
  {
    id: 'quorum-writes-on-in-a-spent-epoch',
    file: 'src/protocols/quorum/writer.ts',
    find: 'counter >= writesMax || closesMs',
    replace: 'counter >= 1e9 * writesMax || closesMs',
    rule: 'An epoch ends before its counter does.',
    killers: [LIMITS]
  },
  {
    id: 'quorum-hears-leaders-by-beats-alone',
    file: 'src/protocols/quorum/election.ts',
    find: '      if (from === heard.leader && epoch === heard.epoch) {\n',
    replace: '      if (from === heard.leader && epoch > heard.epoch) {\n',
    rule: 'What a leader writes is a heartbeat.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-hears-members-by-beats-alone',
    file: 'src/protocols/quorum/group.ts',
    find: '        election.answered(nowMs, from, message)\n        stores.stored(',
    replace: '        stores.stored(',
    rule: 'What a member answers its leader is the answer to a heartbeat.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-takes-readers-for-leaders',
    file: 'src/protocols/quorum/write-back.ts',
    find: '    const round = {\n      epoch: 0,\n',
    replace: '    const round = {\n      epoch: registers.epoch,\n',
    rule: 'What a reader writes back is no heartbeat.',
    killers: [tests('test/unit/protocols/quorum/reads.test.ts')]
  },
  {
    id: 'quorum-archive-puts-hot-keys-last',
    file: 'src/protocols/quorum/archive.ts',
    find: '      waiting.set(register.key, register)\n',
    replace: '      waiting.delete(register.key)\n      waiting.set(register.key, register)\n',
    rule: 'A key that is written all the time has its turn.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-archive-waits-until-nothing-does',
    file: 'src/protocols/quorum/archive.ts',
    find: '    const isReached = goal.left <= 0\n',
    replace: '    const isReached = waiting.size === 0\n',
    rule: 'A leader that is always written to tells up to where nothing is missing.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-archive-never-mends',
    file: 'src/protocols/quorum/archive.ts',
    find: 'if (lacksSome && !isMending && waiting.size === 0 && !survey.isBusy) {',
    replace: 'if (lacksSome && !isMending && waiting.size < 0 && !survey.isBusy) {',
    rule: 'What was left out comes into the log.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-archive-forgets-that-it-lacks',
    file: 'src/protocols/quorum/archive.ts',
    find: '!lacksSome && !rules',
    replace: '!rules',
    rule: 'A leader that left values out does not tell that nothing is missing.',
    killers: [ARCHIVE]
  },
  {
    id: 'quorum-has-no-place-for-own-groups',
    file: 'src/protocols/quorum/groups.ts',
    find: 'known === undefined && belongsTo(id) ? quorumChain(id) : undefined',
    replace:
      'known === undefined && belongsTo(id) && makeRoom() && asked.size < 1 ? quorumChain(id) : undefined',
    rule: 'A group that this vehicle belongs to always finds a place.',
    killers: [GROUPS]
  },
  {
    id: 'quorum-counts-own-groups-among-those-asked',
    file: 'src/protocols/quorum/groups.ts',
    find: '[...groups.keys()].filter(isForeign).length',
    replace: '[...groups.keys()].length',
    rule: 'Own groups take no place of those that are asked.',
    killers: [GROUPS]
  },
  {
    id: 'quorum-takes-up-groups-that-others-tell-of',
    file: 'src/protocols/quorum/groups.ts',
    find: 'known === undefined && belongsTo(id) ? quorumChain(id) : undefined',
    replace: 'known === undefined ? quorumChain(id) : undefined',
    rule: 'What others say of their groups takes no place.',
    killers: [GROUPS]
  },
  {
    id: 'quorum-drops-groups-that-are-waited-for',
    file: 'src/protocols/quorum/groups.ts',
    find: 'if (isForeign(id) && groups.get(id)?.pending === 0) {',
    replace: 'if (isForeign(id)) {',
    rule: 'A group at which a request waits gives no way.',
    killers: [GROUPS]
  },
  {
    id: 'quorum-drops-groups-whatever-they-were-asked',
    file: 'src/protocols/quorum/groups.ts',
    find: '      asked.delete(chain.id)\n',
    replace: '',
    rule: 'The group that was asked last gives way last.',
    killers: [GROUPS]
  },
  {
    id: 'quorum-drops-groups-that-it-belongs-to-since',
    file: 'src/protocols/quorum/groups.ts',
    find: '=> !belongsTo(id) && groups.get(id)?.isBlank === true',
    replace: '=> groups.get(id)?.isBlank === true',
    rule: 'A group that was asked, and that this vehicle belongs to since, gives no way.',
    killers: [GROUPS]
  },
  {
    id: 'quorum-drops-groups-that-are-on-disk',
    file: 'src/protocols/quorum/groups.ts',
    find: '=> !belongsTo(id) && groups.get(id)?.isBlank === true',
    replace: '=> !belongsTo(id)',
    rule: 'A group that may have written something is not begun anew from the disk of the start.',
    killers: [GROUPS]
  },
  {
    id: 'quorum-counts-tickets-by-group',
    file: 'src/protocols/quorum/group.ts',
    find: '    nextId: world.nextId,\n',
    replace: '    nextId: ((ids) => () => ++ids)(0),\n',
    rule: 'A late answer is none to what a group is asked that was begun anew.',
    killers: [GROUPS]
  },
  {
    id: 'quorum-waits-for-terms-that-never-are',
    file: 'src/protocols/quorum/term.ts',
    find: '(isLeaderless || term <= TERM_MAX)',
    replace: '(isLeaderless || term <= TERM_COUNT)',
    rule: 'An operation id with a term that no epoch reaches is refused at once.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-refuses-terms-of-runs',
    file: 'src/protocols/quorum/term.ts',
    find: '(isLeaderless || term <= TERM_MAX)',
    replace: 'term <= TERM_MAX',
    rule: 'Without a leader every term may be the run of a member.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-forgets-what-it-has-answered',
    file: 'src/protocols/quorum/writer.ts',
    find: 'const isConfirmed = known.isConfirmed(command)\n',
    replace: 'const isConfirmed = known.isConfirmed(command) && registers.bytes < 0\n',
    rule: 'What was answered is told again as long as the register remembers it.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-does-again-what-it-has-answered',
    file: 'src/protocols/quorum/writer.ts',
    find: '(recall(draft, tag, command) ?? STALE)',
    replace: 'operate(draft, tag, base, command, false)',
    rule: 'What was answered is never done again, also when the register has forgotten it.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-tells-again-what-too-few-have',
    file: 'src/protocols/quorum/writer.ts',
    find: "      if (outcome.type === 'done') {\n",
    replace: "      if (outcome.type === 'done' && task.bytes === 0) {\n",
    rule: 'What is told again is held by enough members, like any answer.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-lets-any-asking-again-wait',
    file: 'src/protocols/quorum/writer.ts',
    find: '      isFull(bytes) ? respond(nowMs, BUSY, out) : add(',
    replace: '      bytes < 0 ? respond(nowMs, BUSY, out) : add(',
    rule: 'What is asked again waits like any other operation.',
    killers: [AGAIN]
  },
  {
    id: 'kv-takes-transactions-of-nothing',
    file: 'src/state/kv/faults.ts',
    find: '    emptyFault(operation) ??\n',
    replace: '',
    rule: 'A transaction of nothing is refused before the log, whatever the engine.',
    killers: [tests('test/unit/state/kv/spec.test.ts')]
  },
  {
    id: 'kv-decodes-no-transaction-of-nothing',
    file: 'src/state/kv/faults.ts',
    find: '      return transactionFault(operation)\n',
    replace: '      return emptyFault(operation) ?? transactionFault(operation)\n',
    rule: 'What a log has stays what it was.',
    killers: [tests('test/unit/state/kv/spec.test.ts')]
  },
  {
    id: 'quorum-vehicle-hears-its-former-run',
    file: 'src/protocols/quorum/group.ts',
    find: ' && message.run === world.run',
    replace: '',
    rule: 'An answer to an earlier run of a vehicle answers nothing.',
    killers: [HOSTILE]
  },
  {
    id: 'quorum-keeps-drafts-of-ended-epochs',
    file: 'src/protocols/quorum/writer.ts',
    find: '      untaken.clear()\n      written.clear()\n',
    replace: '      untaken.clear()\n',
    rule: 'What waited to be written when an epoch ended is done again on what is there.',
    killers: [AGAIN]
  },
  {
    id: 'quorum-goes-on-taking-over-when-deposed',
    file: 'src/protocols/quorum/writer.ts',
    find: '      collector.drop(epoch)\n',
    replace: '',
    rule: 'A leader that leads no more takes no key over.',
    killers: [AGAIN]
  }
]
