/**
 * Mutants of limits: what one vehicle may ask of another, or have in one step.
 */
import { type Mutant, tests } from './mutant.ts'

const KV = tests('test/unit/state/kv/machine.test.ts')
const COORDINATOR = tests('test/unit/protocols/twophase/coordinator.test.ts')

export const LIMIT_MUTANTS: readonly Mutant[] = [
  {
    id: 'reconcile-offers-what-cannot-be-told',
    file: 'src/protocols/reconcile/serve.ts',
    find: 'note.parts > PARTS_MAX ?',
    replace: 'note.parts > 2 * PARTS_MAX ?',
    rule: 'A snapshot of more parts than a message may name is not offered.',
    killers: [tests('test/unit/protocols/reconcile/states.test.ts')]
  },
  {
    id: 'reconcile-has-no-room-for-sessions',
    file: 'src/protocols/reconcile/limits.ts',
    find: 'Math.ceil((STATE_BYTES_MAX + SESSIONS_BYTES_MAX) /',
    replace: 'Math.ceil((STATE_BYTES_MAX + 0 * SESSIONS_BYTES_MAX) /',
    rule: 'The snapshot of a full store with full sessions can be told.',
    killers: [tests('test/unit/protocols/reconcile/full-state.test.ts')]
  },
  {
    id: 'paxos-searches-in-one-step',
    file: 'src/protocols/paxos/proposals.ts',
    find: 'making.tryNonces(WORK_TRIES_MAX)',
    replace: 'making.tryNonces(2 ** 10 * WORK_TRIES_MAX)',
    rule: 'The search for the work of a block lets everything else go on in between.',
    killers: [tests('test/unit/protocols/paxos/work.test.ts')]
  },
  {
    id: 'paxos-drops-whom-it-makes-a-block-for',
    file: 'src/protocols/paxos/proposals.ts',
    find: 'const left = making?.batch.waiters ?? NOBODY',
    replace: 'const left = sealing?.batch.waiters ?? NOBODY',
    rule: 'Who waits for a block that is not proposed any more is told so.',
    killers: [tests('test/unit/protocols/paxos/work.test.ts')]
  },
  {
    id: 'run-copies-what-is-left-of-it',
    file: 'src/core/run.ts',
    find: 'if (end === start + count && 2 * first <= end) {',
    replace: 'if (end === start + count && first === 0) {',
    rule: 'Blocks that go from the front of a run do not copy the rest of it each time.',
    killers: [tests('test/unit/core/run.test.ts')]
  },
  {
    id: 'run-grows-twice-in-one-room',
    file: 'src/core/run.ts',
    find: "    assert(!isReplaced, 'what was cut shares its room with what is left of it')\n",
    replace: '',
    rule: 'Nothing is added to a run that was cut.',
    killers: [tests('test/unit/core/run.test.ts')]
  },
  {
    id: 'paxos-answers-all-at-once',
    file: 'src/protocols/paxos/questions.ts',
    find: 'if (answered.count >= ANSWERED_MAX || answered.bytes >= ANSWERED_BYTES_MAX) {',
    replace: 'if (answered.count >= ANSWERED_MAX) {',
    rule: 'Long answers are computed a few in each step.',
    killers: [tests('test/unit/protocols/paxos/questions.test.ts')]
  },
  {
    id: 'paxos-lets-one-ask-for-all',
    file: 'src/protocols/paxos/questions.ts',
    find: 'hasRoom(loads.get(via), question.length, ASKER_SHARE)',
    replace: 'hasRoom(loads.get(via), question.length, 1)',
    rule: 'One vehicle has a part only of what may wait at the leader.',
    killers: [tests('test/unit/protocols/paxos/questions.test.ts')]
  },
  {
    id: 'paxos-answers-in-the-order-of-arrival',
    file: 'src/protocols/paxos/questions.ts',
    find: '    ready.delete(via)\n    const next',
    replace: '    const next',
    rule: 'All who ask have their turn before any has another.',
    killers: [tests('test/unit/protocols/paxos/questions.test.ts')]
  },
  {
    id: 'read-asks-for-heights-beyond-all',
    file: 'src/protocols/read/reply.ts',
    find: 'minHeight < 0 || minHeight > NUMBER_MAX',
    replace: 'minHeight < 0',
    rule: 'What no holder can decode is refused where it is asked.',
    killers: [tests('test/unit/protocols/read/end.test.ts')]
  },
  {
    id: 'replicate-places-heights-beyond-all',
    file: 'src/protocols/replicate/requests.ts',
    find: '!isWhole(height, 1, NUMBER_MAX)',
    replace: '!isWhole(height, 1, 2 * NUMBER_MAX)',
    rule: 'A height that no leader can decode is refused where it is asked.',
    killers: [tests('test/unit/protocols/replicate/placement.test.ts')]
  },
  {
    id: 'replicate-names-too-many-candidates',
    file: 'src/protocols/replicate/groups.ts',
    find: '...(before?.given ?? [])])].slice(0, MEMBERS_MAX)',
    replace: '...(before?.given ?? [])])].slice(0, 2 * MEMBERS_MAX)',
    rule: 'The leader of a group is told of as many candidates as a message may name.',
    killers: [tests('test/unit/protocols/replicate/groups.test.ts')]
  },
  {
    id: 'reach-asks-who-is-away',
    file: 'src/core/reach.ts',
    find: 'peer === self || peers.connected.has(peer)',
    replace: 'peer === self || !peers.connected.has(self)',
    rule: 'Only who is connected is asked, for what is sent to nobody can be refused for certain.',
    killers: [
      tests('test/unit/core/reach.test.ts'),
      tests('test/unit/protocols/paxos/clients.test.ts'),
      tests('test/unit/protocols/quorum/writes.test.ts')
    ]
  },
  {
    id: 'reach-waits-for-the-silent',
    file: 'src/core/reach.ts',
    find: 'silentUntil.set(peer, nowMs + passOverMs)',
    replace: 'silentUntil.set(peer, nowMs)',
    rule: 'Whoever left a question without an answer is passed over for a while.',
    killers: [
      tests('test/unit/core/reach.test.ts'),
      tests('test/unit/protocols/paxos/strangers.test.ts')
    ]
  },
  {
    id: 'reach-gives-up-on-the-silent',
    file: 'src/core/reach.ts',
    find: 'answering.length > 0 ? answering : near',
    replace: 'answering',
    rule: 'Who was silent is asked again when nobody else is there.',
    killers: [tests('test/unit/core/reach.test.ts')]
  },
  {
    id: 'reach-takes-itself-for-silent',
    file: 'src/core/reach.ts',
    find: '      if (peer === self) {\n',
    replace: '      if (peer === self && passOverMs < 0) {\n',
    rule: 'A vehicle is never passed over by itself.',
    killers: [
      tests('test/unit/core/reach.test.ts'),
      tests('test/unit/protocols/quorum/writes.test.ts')
    ]
  },
  {
    id: 'values-of-less-than-a-mebibyte',
    file: 'src/core/limits.ts',
    find: 'export const VALUE_BYTES_MAX = 1024 * 1024',
    replace: 'export const VALUE_BYTES_MAX = 1024 * 1024 - 1',
    rule: 'A value of 1 MiB is kept.',
    killers: [KV, tests('test/unit/state/kv/spec.test.ts')]
  },
  {
    id: 'values-of-more-than-a-mebibyte',
    file: 'src/state/kv/faults.ts',
    find: '  return length > VALUE_BYTES_MAX\n',
    replace: '  return length > 2 * VALUE_BYTES_MAX\n',
    rule: 'A value of more than 1 MiB is refused, whatever the engine.',
    killers: [tests('test/unit/state/kv/spec.test.ts')]
  },
  {
    id: 'kv-answers-too-short-for-a-value',
    file: 'src/state/kv/limits.ts',
    find: 'export const ANSWER_BYTES_MAX: number = OPERATION_BYTES_MAX',
    replace: 'export const ANSWER_BYTES_MAX: number = 1024 * 1024',
    rule: 'A transaction tells a value of 1 MiB with its key.',
    killers: [KV]
  },
  {
    id: 'twophase-answers-too-short-for-a-value',
    file: 'src/protocols/twophase/limits.ts',
    find: 'export const ANSWER_BYTES_MAX: number = OPERATION_BYTES_MAX',
    replace: 'export const ANSWER_BYTES_MAX: number = 1024 * 1024',
    rule: 'On a ring a transaction tells a value of 1 MiB with its key.',
    killers: [tests('test/sim/twophase.test.ts')]
  },
  {
    id: 'waiting-any-bytes',
    file: 'src/core/waiting.ts',
    find: ' || bytes >= bytesMax',
    replace: '',
    rule: 'Requests that wait have an end in bytes, not only in number.',
    killers: [
      tests('test/unit/core/waiting.test.ts'),
      tests('test/unit/protocols/paxos/clients.test.ts'),
      tests('test/unit/protocols/quorum/limits.test.ts'),
      COORDINATOR
    ]
  },
  {
    id: 'waiting-never-ends',
    file: 'src/core/waiting.ts',
    find: '      bytes -= bytesOf(known)\n',
    replace: '',
    rule: 'What is answered waits no more.',
    killers: [tests('test/unit/core/waiting.test.ts')]
  },
  {
    id: 'twophase-takes-operations-of-any-size',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '      if (large !== undefined) {\n',
    replace: '      if (large === id) {\n',
    rule: 'On a ring an operation that is too large as a whole is refused as such.',
    killers: [COORDINATOR]
  },
  {
    id: 'twophase-compares-any-bytes',
    file: 'src/protocols/twophase/prepared.ts',
    find: '      heldBytes.total >= PREPARED_BYTES_MAX ||\n',
    replace: '',
    rule: 'What prepared transactions compare and write has an end in bytes.',
    killers: [tests('test/unit/protocols/twophase/allowance.test.ts')]
  },
  {
    id: 'twophase-one-compares-any-bytes',
    file: 'src/protocols/twophase/prepared.ts',
    find: ' ||\n      heldBytes.of(coordinating) >= PREPARED_BYTES_OF_ONE_MAX',
    replace: '',
    rule: 'What transactions of one vehicle compare and write leaves room for others.',
    killers: [tests('test/unit/protocols/twophase/allowance.test.ts')]
  },
  {
    id: 'twophase-one-prepares-all',
    file: 'src/protocols/twophase/prepared.ts',
    find: '      counts.of(coordinating) >= PREPARED_OF_ONE_MAX ||\n',
    replace: '',
    rule: 'Transactions of one vehicle leave room for others.',
    killers: [tests('test/unit/protocols/twophase/participant.test.ts')]
  }
]
