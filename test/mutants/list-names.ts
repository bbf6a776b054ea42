/**
 * Mutants of names: an operation is known by its digest, and whoever uses the name of another's is told so.
 */
import { type Mutant, paxosSim, quorumSim, tests, twophaseSim } from './mutant.ts'

const SESSIONS = tests('test/unit/state/sessions/machine.test.ts')
const DECISIONS = tests('test/unit/state/ring/decisions.test.ts')
const PAXOS = tests('test/unit/protocols/paxos/names.test.ts')
const TWOPHASE = tests('test/unit/protocols/twophase/asked-again.test.ts')
const QUORUM = tests('test/unit/protocols/quorum/again.test.ts')
const KNOWN = tests('test/unit/protocols/quorum/known-operations.test.ts')
const FREE = tests('test/unit/protocols/quorum/free-writes.test.ts')
const RUNTIME = tests('test/unit/node/runtime-callers.test.ts')

const LOG: readonly Mutant[] = [
  {
    id: 'sessions-know-names-alone',
    file: 'src/state/sessions/machine.ts',
    find: 'if (kept.digest !== digestOf(crypto, operation)) {',
    replace: "if (kept.digest === '' && operation.length === 0) {",
    rule: 'Another operation under a name is never answered with what was done under it.',
    killers: [SESSIONS, paxosSim(100)]
  },
  {
    id: 'sessions-believe-an-impostor',
    file: 'src/state/sessions/machine.ts',
    find: "      return refuse('otherOperation')\n",
    replace: "      table.touch(client, ackedTo, place)\n      return refuse('otherOperation')\n",
    rule: 'Another operation under a name confirms nothing for its client.',
    killers: [SESSIONS]
  },
  {
    id: 'sessions-vouch-for-no-digest',
    file: 'src/state/sessions/table.ts',
    find: '    digest.text(kept.digest)\n',
    replace: '',
    rule: 'A snapshot with another operation under a name is refused.',
    killers: [SESSIONS]
  },
  {
    id: 'paxos-gives-up-a-name',
    file: 'src/protocols/paxos/submit.ts',
    find: "=== 'otherOperation' && one.numbered !== undefined",
    replace: "=== 'otherOperation' && one.numbered !== undefined && one.sent < 1",
    rule: 'An operation whose name was used up is done under another.',
    killers: [PAXOS]
  },
  {
    id: 'paxos-keeps-a-session-that-others-use',
    file: 'src/protocols/paxos/submit.ts',
    find: '    sessions.lost(numbered)\n',
    replace: '',
    rule: 'The next names of whose name was used up are not used.',
    killers: [PAXOS]
  },
  {
    id: 'ring-knows-names-alone',
    file: 'src/state/ring/sessions.ts',
    find: 'known.digest === of ?',
    replace: "of !== '' ?",
    rule: 'Another operation under a name is never answered with what was done under it.',
    killers: [DECISIONS, twophaseSim(100)]
  },
  {
    id: 'twophase-refuses-for-an-impostor',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '    if (asked.isAgain) {\n      refuse(nowMs, asked, OTHER',
    replace: '    if (asked.tries > 0 || asked.isAgain) {\n      refuse(nowMs, asked, OTHER',
    rule: 'An operation whose name was used up is done under another.',
    killers: [TWOPHASE]
  },
  {
    id: 'twophase-asks-for-what-was-never-done',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '    asked.mayBeDone = false\n',
    replace: '',
    rule: 'What another operation has the name of was never done.',
    killers: [TWOPHASE]
  },
  {
    id: 'twophase-keeps-a-client-that-others-use',
    file: 'src/protocols/twophase/coordinator.ts',
    find: '      clients.lost(asked.name)\n      asked.name = undefined\n',
    replace: '      asked.name = undefined\n',
    rule: 'The next names of whose name was used up are not used.',
    killers: [TWOPHASE]
  },
  {
    id: 'twophase-classic-knows-names-alone',
    file: 'src/protocols/twophase/coordinator.ts',
    find: 'decision !== undefined && decision.digest !== name.digest',
    replace: "decision !== undefined && decision.digest === ''",
    rule: 'In classic mode too another operation under a name is told apart.',
    killers: [TWOPHASE]
  }
]

const REGISTERS: readonly Mutant[] = [
  {
    id: 'quorum-leader-knows-names-alone',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'known !== undefined && known.digest !== digest',
    replace: "known !== undefined && digest === ''",
    rule: 'A leader tells another operation under a name that it has taken apart.',
    killers: [KNOWN, QUORUM, quorumSim(200)]
  },
  {
    id: 'quorum-register-knows-names-alone',
    file: 'src/protocols/quorum/task.ts',
    find: 'isNamed(one, name) && one.digest === name.digest',
    replace: 'isNamed(one, name)',
    rule: 'A register tells another operation under a name that it remembers apart.',
    killers: [QUORUM]
  },
  {
    id: 'quorum-does-both-under-one-name',
    file: 'src/protocols/quorum/task.ts',
    find: 'isNamed(one, name) && one.digest !== name.digest',
    replace: "isNamed(one, name) && one.digest === ''",
    rule: 'What a register remembers under a name keeps another operation from being done under it.',
    killers: [QUORUM]
  },
  {
    id: 'quorum-leader-refuses-what-was-forgotten',
    file: 'src/protocols/quorum/writer.ts',
    find: 'if (isForgotten(known, epoch, draft.forgotten, command)) {',
    replace: 'if (!isOther && isForgotten(known, epoch, draft.forgotten, command)) {',
    rule: 'What a register may have forgotten is not refused because a leader has taken another operation under its name.',
    killers: [QUORUM]
  },
  {
    id: 'quorum-register-refuses-what-was-forgotten',
    file: 'src/protocols/quorum/writer.ts',
    find: 'if (isForgotten(known, epoch, draft.forgotten, command)) {',
    replace:
      'if (!hasOther(draft, command) && isForgotten(known, epoch, draft.forgotten, command)) {',
    rule: 'What a register may have forgotten is not refused because it remembers another operation under its name.',
    killers: [QUORUM]
  },
  {
    id: 'quorum-forgets-what-it-refused',
    file: 'src/protocols/quorum/task.ts',
    find: '    remember(draft, { client, seq, digest, epoch: tag.epoch, result })\n',
    replace: '    void [client, seq, digest, result]\n',
    rule: 'What was refused for its name is never done, by a later leader either.',
    killers: [QUORUM]
  },
  {
    id: 'quorum-free-writer-knows-names-alone',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'if (known.isOther(command)) {',
    replace: 'if (known.isOther(command) && deadlineMs < 0) {',
    rule: 'Without a leader too another operation under a name is told apart.',
    killers: [FREE]
  },
  {
    id: 'quorum-gives-up-a-name',
    file: 'src/protocols/quorum/client.ts',
    find: 'if (isOther && id !== undefined && numbered !== undefined) {',
    replace: 'if (isOther && id !== undefined && numbered !== undefined && one.sent < 1) {',
    rule: 'An operation whose name was used up is done under another.',
    killers: [QUORUM]
  },
  {
    id: 'quorum-keeps-a-session-that-others-use',
    file: 'src/protocols/quorum/client.ts',
    find: '    sessions.lost(numbered)\n',
    replace: '',
    rule: 'The next names of whose name was used up are not used.',
    killers: [QUORUM]
  },
  {
    id: 'quorum-tells-a-refusal-as-done',
    file: 'src/protocols/quorum/replies.ts',
    find: "if (readEntryRefusal(result) === 'otherOperation') {",
    replace: "if (readEntryRefusal(result) === 'noOperation') {",
    rule: 'An id that belongs to another operation is refused.',
    killers: [QUORUM]
  }
]

const TOLD: readonly Mutant[] = [
  {
    id: 'paxos-tells-no-name',
    file: 'src/protocols/paxos/submit.ts',
    find: "    out.push({ type: 'named', id, operation: name, isEarly: true })\n",
    replace: '',
    rule: 'An operation that may have left its vehicle has a name that its caller can be told.',
    killers: [PAXOS, paxosSim(200)]
  },
  {
    id: 'quorum-tells-no-name',
    file: 'src/protocols/quorum/client.ts',
    find: "    out.push({ type: 'named', id, operation: name, isEarly: true })\n",
    replace: '',
    rule: 'An operation that may have left its vehicle has a name that its caller can be told.',
    killers: [QUORUM, quorumSim(200)]
  },
  {
    id: 'twophase-tells-no-name',
    file: 'src/protocols/twophase/coordinator.ts',
    find: "  out.push({ type: 'named', id, operation, isEarly: true })\n",
    replace: '',
    rule: 'An operation that may have left its vehicle has a name that its caller can be told.',
    killers: [TWOPHASE, twophaseSim(200)]
  },
  {
    id: 'runtime-keeps-names-to-itself',
    file: 'src/node/runtime.ts',
    find: '      waiting.onNamed?.(operation)\n',
    replace: '',
    rule: 'Who stops waiting knows the name to ask again by.',
    killers: [RUNTIME]
  },
  {
    id: 'runtime-forgets-names',
    file: 'src/node/runtime.ts',
    find: '      waiting.operation = operation\n',
    replace: '',
    rule: 'Who is told that the vehicle has ended is told the name to ask again by.',
    killers: [RUNTIME]
  },
  {
    id: 'runtime-does-not-know-what-has-no-name',
    file: 'src/node/runtime.ts',
    find: "request.type === 'submit' && operation === ''",
    replace: "request.type === 'submit' && operation === 'none'",
    rule: 'What has no name yet is refused for certain when the vehicle ends.',
    killers: [RUNTIME]
  }
]

export const NAME_MUTANTS: readonly Mutant[] = [...LOG, ...REGISTERS, ...TOLD]
