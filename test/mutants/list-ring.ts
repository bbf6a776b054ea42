/**
 * Mutants of the state of a ring: who is on it and who asks to be, what is decided, and who keeps keys
 * while it moves.
 */
import { type Mutant, tests } from './mutant.ts'

const NODES = tests('test/unit/state/ring/nodes.test.ts')
const DECISIONS = tests('test/unit/state/ring/decisions.test.ts')
const RING_REQUESTS = tests('test/unit/protocols/twophase/ring-requests.test.ts')
const RINGS = tests('test/sim/rings.test.ts')

export const RING_MUTANTS: readonly Mutant[] = [
  {
    id: 'twophase-second-decision-stands',
    file: 'src/state/ring/decisions.ts',
    find: "outcomeOf({ coordinator, number })\n      if (before.word !== 'open') {",
    replace: "outcomeOf({ coordinator, number })\n      if (before.word === 'committed') {",
    rule: 'The first decision of a transaction stands: what was aborted is never committed.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-aborts-what-is-committed',
    file: 'src/state/ring/decisions.ts',
    find: "      if (before.word !== 'open') {\n        return before\n      }\n      const { coordinator, number }",
    replace:
      "      if (before.word === 'aborted') {\n        return before\n      }\n      const { coordinator, number }",
    rule: 'Somebody in doubt aborts only what is not decided.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-does-an-operation-twice',
    file: 'src/state/ring/decisions.ts',
    find: "      if (asked.word !== 'open') {\n        return asked\n      }",
    replace: "      if (asked.word === 'stale') {\n        return asked\n      }",
    rule: 'An operation is done by one transaction at most.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-does-what-it-may-have-forgotten',
    file: 'src/state/ring/sessions.ts',
    find: 'const isOld = session === undefined ? openedAt < horizon : seq <= session.floor',
    replace: 'const isOld = session === undefined ? openedAt < 0 : seq <= session.floor',
    rule: 'A client that may be a forgotten one does nothing.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-forgets-the-oldest-result',
    file: 'src/state/ring/sessions.ts',
    find: 'raiseFloor(session, Math.min(...answered.keys()))',
    replace: 'raiseFloor(session, [...answered.keys()][0] ?? 0)',
    rule: 'Of a client that acknowledges nothing the results of the least numbers go.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-commits-a-forgotten-abort',
    file: 'src/state/ring/decisions.ts',
    find: '      if (begunAt < abortHorizon) {',
    replace: '      if (begunAt < 0) {',
    rule: 'A transaction that may have been aborted and forgotten is not committed.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-anybody-acknowledges',
    file: 'src/state/ring/sessions.ts',
    find: 'if (known.coordinator !== undefined && known.coordinator !== coordinator) {',
    replace: 'if (known.coordinator !== undefined && coordinator.length === 0) {',
    rule: 'Only who has used a client first says that its operations were answered.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-snapshot-tells-no-coordinator',
    file: 'src/state/ring/snapshot.ts',
    find: "coordinator: fromHex(coordinator ?? '') }",
    replace: "coordinator: fromHex(coordinator?.slice(0, 0) ?? '') }",
    rule: 'Whose a client is stands in snapshots too.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-gives-up-last-copies',
    file: 'src/state/ring/nodes.ts',
    find: "    if (shape.phase !== 'forming' && !isCovered(nodes)) {",
    replace: "    if (shape.phase === 'forming' && !isCovered(nodes)) {",
    rule: 'The last copy of a key is not given up.',
    killers: [NODES]
  },
  {
    id: 'twophase-new-ring-before-ready',
    file: 'src/state/ring/nodes.ts',
    find: "if (phase === 'moving' && next.every(({ peer }) => ready.includes(peer))) {",
    replace: "if (phase === 'moving' && next.some(({ peer }) => ready.includes(peer))) {",
    rule: 'A ring comes into force when all that gain from it are ready.',
    killers: [NODES, RINGS]
  },
  {
    id: 'twophase-lost-disk-is-ready',
    file: 'src/state/ring/nodes.ts',
    find: 'if (!had.some((one) => isSame(one, node) && !one.isLost)) {',
    replace: 'if (!had.some((one) => one.peer === node.peer)) {',
    rule: 'Who lost its disk fetches everything again.',
    killers: [NODES, RINGS]
  },
  {
    id: 'twophase-old-ready-counts',
    file: 'src/state/ring/nodes.ts',
    find: 'const isTimely = shape.phase === phase && shape.version === version && node !== undefined',
    replace:
      'const isTimely = shape.phase === phase && shape.version >= version && node !== undefined',
    rule: 'Ready counts for its version of the ring only.',
    killers: [NODES]
  },
  {
    id: 'twophase-numbers-without-end',
    file: 'src/state/ring/nodes.ts',
    find: 'if (roster.length >= ROSTER_MAX && !roster',
    replace: 'if (roster.length >= 10 * ROSTER_MAX && !roster',
    rule: 'A bounded number of vehicles is ever numbered.',
    killers: [NODES]
  },
  {
    id: 'twophase-full-roster-forgets-who-is-in-it',
    file: 'src/state/ring/nodes.ts',
    find: 'if (roster.length >= ROSTER_MAX && !roster.some((one) => one.peer === peer)) {',
    replace: 'if (roster.length >= ROSTER_MAX) {',
    rule: 'Who has a number comes back however many have one.',
    killers: [NODES]
  },
  {
    id: 'twophase-keeps-results-of-any-bytes',
    file: 'src/state/ring/sessions.ts',
    find: ' || bytes > sessionsBytesMax',
    replace: '',
    rule: 'What is remembered of clients has a bounded number of bytes.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-results-weigh-nothing',
    file: 'src/state/ring/sessions.ts',
    find: 'bytes += ANSWERED_BYTES + one.result.length',
    replace: 'bytes += ANSWERED_BYTES',
    rule: 'A result counts with its bytes.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-last-client-is-forgotten',
    file: 'src/state/ring/sessions.ts',
    find: '      if (!isOver || session === used) {\n',
    replace: '      if (!isOver) {\n',
    rule: 'The client that was used last is remembered, however large its results.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-unended-of-any-bytes',
    file: 'src/state/ring/decisions.ts',
    find: ' || committedBytes >= unendedBytesMax',
    replace: '',
    rule: 'Transactions that are not done have a bounded number of bytes.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-keys-weigh-nothing',
    file: 'src/state/ring/decisions.ts',
    find: 'return DECISION_BYTES + NUMBER_BYTES * numbers',
    replace: 'return DECISION_BYTES + numbers',
    rule: 'A transaction counts with its keys and vehicles.',
    killers: [DECISIONS]
  },
  {
    id: 'twophase-joins-although-refused',
    file: 'src/protocols/twophase/upkeep.ts',
    find: 'if (asking === 0 && !wasAsked && standing.record.isAsked) {',
    replace: 'if (asking > 0 && !wasAsked && standing.record.isAsked) {',
    rule: 'A vehicle whose joining was refused does not join later.',
    killers: [RING_REQUESTS]
  },
  {
    id: 'twophase-joins-while-it-is-asked',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '(asking > 0 ? wasAsked : standing.record.isAsked)',
    replace: 'standing.record.isAsked',
    rule: 'While the log is asked to let a vehicle join it does not register beside that.',
    killers: [RING_REQUESTS]
  },
  {
    id: 'twophase-refusal-takes-back-what-was-asked-before',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '      wasAsked = asking > 0 ? wasAsked : standing.record.isAsked\n',
    replace: '      wasAsked = false\n',
    rule: 'A refusal takes nothing back that was asked before.',
    killers: [RING_REQUESTS]
  },
  {
    id: 'twophase-may-have-joined-and-forgets',
    file: 'src/protocols/twophase/ring-requests.ts',
    find: " || (answer.type === 'failed' && answer.operation !== undefined)",
    replace: '',
    rule: 'A vehicle of which nobody knows whether it joined goes on.',
    killers: [RING_REQUESTS]
  },
  {
    id: 'twophase-puts-past-who-comes',
    file: 'src/protocols/twophase/knowledge.ts',
    find: 'writers: [...readers, ...joining]',
    replace: 'writers: [...readers, ...joining.slice(joining.length)]',
    rule: 'What is put while keys move goes to the owners to come too.',
    killers: [RINGS]
  },
  {
    id: 'twophase-reads-from-who-comes',
    file: 'src/protocols/twophase/reader.ts',
    find: 'const owners = knowledge.readers(store.positionOf(question.key)).filter(can)',
    replace:
      'const position = store.positionOf(question.key)\n      const owners = [...knowledge.nextOwners(position), ...knowledge.readers(position)].filter(can)',
    rule: 'While keys move those are asked for them that keep them by the ring in force.',
    killers: [RINGS]
  }
]
