/**
 * Mutants of what is asked for more than once, or asks for more than it says: operations that may be
 * done already, decisions that are put twice, and large answers to short questions.
 */
import { type Mutant, tests } from './mutant.ts'

const AGAIN = tests('test/unit/protocols/twophase/asked-again.test.ts')
const DECIDER = tests('test/unit/protocols/twophase/decider.test.ts')
const TOLD = tests('test/unit/protocols/twophase/allowance.test.ts')
const LARGE = tests('test/unit/protocols/quorum/large-values.test.ts')
const RESULTS = tests('test/unit/protocols/paxos/results.test.ts')

const DECIDING: readonly Mutant[] = [
  {
    id: 'twophase-refuses-what-may-be-done',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '    if (asked.mayBeDone) {\n      unknown(',
    replace: '    if (asked.mayBeDone && !asked.isClear) {\n      unknown(',
    rule: 'What is asked for again is never refused for certain.',
    killers: [AGAIN]
  },
  {
    id: 'twophase-believes-a-second-abort',
    file: 'src/protocols/twophase/coordinator.ts',
    find: 'asked.mayBeDone ||= fate.isPutAgain',
    replace: 'asked.mayBeDone ||= fate.isPutAgain && asked.isAgain',
    rule: 'What was put twice and is aborted may be done: the log is asked first.',
    killers: [AGAIN]
  },
  {
    id: 'twophase-clear-once-is-clear',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '        asked.isClear &&= !fate.isPutAgain\n',
    replace: '        asked.isClear ||= fate.isPutAgain\n',
    rule: 'What was put twice and is aborted may be done: the log is asked first.',
    killers: [AGAIN]
  },
  {
    id: 'twophase-classic-answers-before-the-disk',
    file: 'src/protocols/twophase/coordinator.ts',
    find: 'const isEarly = classic === undefined || !asked.isAgain',
    replace: 'const isEarly = classic === undefined || asked.operation !== undefined',
    rule: 'In classic mode who asks again hears of a decision when it is on disk.',
    killers: [AGAIN]
  },
  {
    id: 'twophase-blames-owners-for-its-own-wait',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '      asked.hindrance = BEHIND\n',
    replace: '      asked.hindrance = SILENT\n',
    rule: 'Who waited for another operation of its own vehicle is told of no silent owner.',
    killers: [AGAIN]
  },
  {
    id: 'twophase-puts-nothing-again',
    file: 'src/protocols/twophase/decider.ts',
    find: '    if (batch.length > 0) {\n      again.push',
    replace: '    if (batch.length >= 0) {\n      again.push',
    rule: 'A log that takes nothing is not asked more and more.',
    killers: [DECIDER]
  },
  {
    id: 'twophase-puts-again-without-end',
    file: 'src/protocols/twophase/decider.ts',
    find: 'nowMs >= dueMs).slice(0, DECIDES_IN_FLIGHT - inFlight)',
    replace: 'nowMs >= dueMs)',
    rule: 'Entries that are put again are no more than may be on their way.',
    killers: [DECIDER]
  },
  {
    id: 'twophase-busy-aborts-the-first-entry',
    file: 'src/protocols/twophase/decider.ts',
    find: "outcome?.word === 'busy' && isPutAgain",
    replace: "outcome?.word === 'busy' && tries < 1",
    rule: 'While nobody knows what became of the first entry, busy decides nothing.',
    killers: [DECIDER]
  },
  {
    id: 'twophase-waits-for-whom-nobody-needs',
    file: 'src/protocols/twophase/upkeep.ts',
    find: 'left.some(({ peer }) => !without.has(peer))',
    replace: 'left.some(({ peer }) => peer !== self && !without.has(peer))',
    rule: 'Only a vehicle that has the last copy of something is waited for.',
    killers: [tests('test/sim/rings.test.ts')]
  },
  {
    id: 'twophase-damaged-sweeps',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '      if (!environment.isDamaged) {\n        sweep(ring, out)\n',
    replace: '      if (ring !== undefined) {\n        sweep(ring, out)\n',
    rule: 'With a damaged disk nothing is deleted.',
    killers: [tests('test/unit/protocols/twophase/moving.test.ts')]
  },
  {
    id: 'twophase-own-groups-take-places',
    file: 'src/protocols/twophase/sites.ts',
    find: 'filter((chain) => !isMember(chain))',
    replace: "filter((chain) => chain !== '')",
    rule: 'Rings of its own groups take no place of the others.',
    killers: [tests('test/unit/protocols/twophase/machine.test.ts')]
  },
  {
    id: 'twophase-does-again-what-was-aborted-second',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '    if (asked.mayBeDone || isPutAgain) {\n',
    replace: '    if (asked.isAgain || isPutAgain) {\n',
    rule: 'What was aborted only when it was put again is not done under a new name.',
    killers: [AGAIN]
  },
  {
    id: 'twophase-tells-an-abort-of-the-second-word',
    file: 'src/protocols/twophase/transactions.ts',
    find: '      if (fate.isPutAgain) {\n',
    replace: "      if (fate.isPutAgain && word !== 'aborted') {\n",
    rule: 'What was aborted only when it was put again is told to nobody as aborted.',
    killers: [AGAIN]
  }
]

const TELLING: readonly Mutant[] = [
  {
    id: 'allowance-never-spent',
    file: 'src/core/allowance.ts',
    find: 'return left <= 0',
    replace: 'return left <= Number.NEGATIVE_INFINITY',
    rule: 'No message has a vehicle make more answers than it could send.',
    killers: [tests('test/unit/core/allowance.test.ts'), TOLD, LARGE]
  },
  {
    id: 'allowance-grows-with-time',
    file: 'src/core/allowance.ts',
    find: 'left = Math.min(BYTES_MAX, left',
    replace: 'left = Math.max(0, left',
    rule: 'However long nothing was told, no more is told at once than may be.',
    killers: [tests('test/unit/core/allowance.test.ts')]
  },
  {
    id: 'twophase-answers-without-end',
    file: 'src/protocols/twophase/serving.ts',
    find: '    if (allowance.isSpent()) {\n',
    replace: '    if (allowance.isSpent() && ring === 0) {\n',
    rule: 'Reads are answered as far as answers can be sent.',
    killers: [TOLD]
  },
  {
    id: 'twophase-tells-for-nothing',
    file: 'src/protocols/twophase/serving.ts',
    find: '    allowance.spend(weightOf(content))\n',
    replace: '    allowance.spend(0 * weightOf(content))\n',
    rule: 'Answers to reads are counted by what they take.',
    killers: [TOLD]
  },
  {
    id: 'twophase-votes-again-and-again',
    file: 'src/protocols/twophase/participant.ts',
    find: 'before !== undefined && allowance.isSpent()',
    replace: 'before !== undefined && from === coordinator',
    rule: 'A vote is told again as often as it can be sent.',
    killers: [TOLD]
  },
  {
    id: 'twophase-votes-beyond-all',
    file: 'src/protocols/twophase/participant.ts',
    find: 'if (book.isFull(from) || allowance.isSpent()) {',
    replace: 'if (book.isFull(from)) {',
    rule: 'Whoever wants more values than can be sent hears that it is busy.',
    killers: [TOLD]
  },
  {
    id: 'twophase-votes-for-nothing',
    file: 'src/protocols/twophase/participant.ts',
    find: '    allowance.spend(voteBytes(vote))\n',
    replace: '    allowance.spend(0 * voteBytes(vote))\n',
    rule: 'Values in votes are counted by what they take.',
    killers: [TOLD]
  },
  {
    id: 'twophase-prepared-takes-no-room',
    file: 'src/protocols/twophase/participant.ts',
    find: 'store.bytes + book.bytes + growthOf(keys)',
    replace: 'store.bytes + growthOf(keys)',
    rule: 'Values that are prepared take room like those that are kept.',
    killers: [TOLD]
  },
  {
    id: 'twophase-room-not-given-back',
    file: 'src/protocols/twophase/prepared.ts',
    find: '      bytes -= growthOf(prepared.portion.keys)\n',
    replace: '',
    rule: 'What is decided takes no room as prepared any more.',
    killers: [TOLD]
  },
  {
    id: 'quorum-answers-without-end',
    file: 'src/protocols/quorum/reads.ts',
    find: '    if (allowance.isSpent(nowMs)) {\n',
    replace: '    if (nowMs < 0) {\n',
    rule: 'Questions are answered as far as answers can be sent.',
    killers: [LARGE]
  },
  {
    id: 'quorum-results-take-no-room',
    file: 'src/protocols/quorum/writer.ts',
    find: '    if (openBytes > WAITING_BYTES_MAX) {\n',
    replace: '    if (open > settings.queueMax) {\n',
    rule: 'Results that wait for their write take room like operations.',
    killers: [LARGE]
  },
  {
    id: 'quorum-results-keep-their-room',
    file: 'src/protocols/quorum/writer.ts',
    find: "openBytes -= bytes + (outcome.type === 'done' ? outcome.result.length : 0)",
    replace: 'openBytes -= bytes',
    rule: 'Results that were told give their room back.',
    killers: [LARGE]
  },
  {
    id: 'paxos-keeps-all-results',
    file: 'src/protocols/paxos/apply.ts',
    find: 'results.push(left >= 0 ? result : undefined)',
    replace: 'results.push(result)',
    rule: 'Of the results of one block only so many bytes are kept.',
    killers: [RESULTS]
  },
  {
    id: 'paxos-leaves-lost-results-unanswered',
    file: 'src/protocols/paxos/service.ts',
    find: '} else if (i < results.length) {',
    replace: '} else if (i < 0) {',
    rule: 'Whose result was not kept asks again, and hears what the session remembers.',
    killers: [RESULTS]
  },
  {
    id: 'paxos-entry-keeps-its-message',
    file: 'src/protocols/paxos/client-spec.ts',
    find: "entry: readOwnBytes('item.entry', entry, COMMAND_BYTES_MAX)",
    replace: 'entry',
    rule: 'What waits keeps its own bytes, and not those of its message.',
    killers: [RESULTS]
  },
  {
    id: 'paxos-question-keeps-its-message',
    file: 'src/protocols/paxos/client-spec.ts',
    find: "readOwnBytes('item.question', question, OPERATION_BYTES_MAX)",
    replace: 'question',
    rule: 'What waits keeps its own bytes, and not those of its message.',
    killers: [RESULTS]
  }
]

export const AGAIN_MUTANTS: readonly Mutant[] = [...DECIDING, ...TELLING]
