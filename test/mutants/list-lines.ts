/**
 * Mutants of rings after a recovery of their group without a majority.
 */
import { type Mutant, tests } from './mutant.ts'

const LINES = tests('test/unit/core/lines.test.ts')
const NODES = tests('test/unit/state/ring/nodes.test.ts')
const LOST = tests('test/unit/protocols/twophase/lost-rings.test.ts')
const SCENE = tests('test/sim/lost-rings.test.ts')

export const LINE_MUTANTS: readonly Mutant[] = [
  {
    id: 'lines-go-on-with-the-numbers-of-the-lost',
    file: 'src/core/lines.ts',
    find: '  return (lineOf(number) + 1) * LINE\n',
    replace: '  return number + 1\n',
    rule: 'Numbers that the lost members may have given are not given again.',
    killers: [LINES, NODES]
  },
  {
    id: 'lines-keep-what-came-after-their-end',
    file: 'src/core/lines.ts',
    find: '  return end !== undefined && number <= end\n',
    replace: '  return end !== undefined && number <= now\n',
    rule: 'What a line had given beyond its end is lost.',
    killers: [LINES, LOST]
  },
  {
    id: 'lines-state-does-not-hear-of-a-recovery',
    file: 'src/protocols/paxos/apply.ts',
    find: '      state.recovered?.()\n',
    replace: '',
    rule: 'A state hears that its group went on without a majority.',
    killers: [SCENE]
  },
  {
    id: 'lines-sessions-keep-a-recovery-to-themselves',
    file: 'src/state/sessions/machine.ts',
    find: '    recovered: () => inner.recovered?.(),\n',
    replace: '',
    rule: 'A state within sessions hears that its group went on without a majority.',
    killers: [SCENE]
  },
  {
    id: 'lines-ready-stays-over-a-recovery',
    file: 'src/state/ring/nodes.ts',
    find: "    if (phase === 'moving') {\n      // Who was ready",
    replace: "    if (phase === 'forming') {\n      // Who was ready",
    rule: 'After a recovery whoever gains keys fetches them anew.',
    killers: [NODES]
  },
  {
    id: 'lines-ends-are-not-in-the-ring',
    file: 'src/state/ring/nodes.ts',
    find: 'ready: [], lines: ended })',
    replace: 'ready: [] })',
    rule: 'A ring tells where the log was cut.',
    killers: [NODES]
  },
  {
    id: 'lines-are-remembered-without-end',
    file: 'src/state/ring/nodes.ts',
    find: 'const ended = [...lines, version].slice(-LINES_MAX)',
    replace: 'const ended = [...lines, version]',
    rule: 'The number of recoveries that are remembered is bounded.',
    killers: [NODES]
  },
  {
    id: 'lines-a-ring-that-forms-begins-with-one',
    file: 'src/state/ring/nodes.ts',
    find: '{ version: shape.version + 1, phase:',
    replace: '{ version: 1, phase:',
    rule: 'A ring that begins after a recovery has numbers of its own.',
    killers: [NODES]
  },
  {
    id: 'lines-answers-with-what-it-has-removed',
    file: 'src/protocols/twophase/parts.ts',
    find: ' &&\n    knowledge.isOwner(ring.nodes)\n',
    replace: ' &&\n    knowledge.isOwner([])\n',
    rule: 'Who has removed keys by a lost ring, and is counted on, says nothing of keys.',
    killers: [LOST]
  },
  {
    id: 'lines-silent-although-nobody-counts-on-it',
    file: 'src/protocols/twophase/parts.ts',
    find: ' &&\n    knowledge.isOwner(ring.nodes)\n',
    replace: '\n',
    rule: 'Who is said to be gone may fetch its keys anew.',
    killers: [LOST]
  },
  {
    id: 'lines-silent-for-any-part-in-a-lost-ring',
    file: 'src/protocols/twophase/clearing.ts',
    find: '...(keys > 0 || isNew ? { removedFor: version } : {})',
    replace: 'removedFor: version',
    rule: 'Who has only gained by a lost ring goes on.',
    killers: [LOST]
  },
  {
    id: 'lines-silent-after-it-fetched-anew',
    file: 'src/protocols/twophase/clearing.ts',
    find: '(keys > 0 || isNew ?',
    replace: '(keys > 0 ?',
    rule: 'Who has fetched all its keys anew is silent no more.',
    killers: [LOST]
  },
  {
    id: 'lines-sweeps-unnoticed',
    file: 'src/protocols/twophase/clearing.ts',
    find: 'standing.note({ clearedFor: version, removedFor: version })',
    replace: 'standing.note({ clearedFor: version })',
    rule: 'It is on disk by which ring keys went.',
    killers: [LOST]
  },
  {
    id: 'lines-leaves-out-a-commit-unnoticed',
    file: 'src/protocols/twophase/participant.ts',
    find: '      standing.note({ removedFor: knowledge.version })\n',
    replace: '',
    rule: 'A commit that is left out because its key was given away counts as removed.',
    killers: [LOST]
  },
  {
    id: 'lines-silent-without-a-word',
    file: 'src/node/group-views.ts',
    find: '...(isSilent ? [silent] : [])',
    replace: '',
    rule: 'A vehicle that is silent says in its status why, and what to do.',
    killers: [tests('test/unit/node/group-views.test.ts')]
  },
  {
    id: 'lines-nobody-ends-the-silence',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '        standing.note({ removedFor: knowledge.version })\n',
    replace: '',
    rule: 'A person may have a vehicle answer with what it has.',
    killers: [LOST]
  },
  {
    id: 'lines-a-refusal-ends-the-silence',
    file: 'src/protocols/twophase/upkeep.ts',
    find: 'if (mayBeDone && isSilent(parts)',
    replace: 'if (isSilent(parts)',
    rule: 'A joining that was refused changes nothing.',
    killers: [LOST]
  },
  {
    id: 'lines-silent-vehicle-goes-on-with-the-ring',
    file: 'src/protocols/twophase/upkeep.ts',
    find: '      if (isSilent(parts)) {\n        stayOut(ring, out)\n        return\n      }\n',
    replace: '',
    rule: 'Who is silent says to the log neither that it is ready nor that it knows the ring.',
    killers: [LOST]
  }
]
