/**
 * Mutants of what keeps vehicles that are no members of a group from harming it, or its members.
 */
import { type Mutant, tests } from './mutant.ts'

const BLOCKS = tests('test/unit/protocols/paxos/hostile-blocks.test.ts')

export const PAXOS_HOSTILE_MUTANTS: readonly Mutant[] = [
  {
    id: 'paxos-takes-any-end-of-a-booth',
    file: 'src/protocols/paxos/course.ts',
    find: "      if (typeof begun === 'string') {\n",
    replace: "      if (typeof begun === 'string' && begun === '') {\n",
    rule: 'The end of a booth from elsewhere is taken only when the next booth can be read, and may follow.',
    killers: [BLOCKS]
  },
  {
    id: 'paxos-takes-blocks-of-other-chains',
    file: 'src/protocols/paxos/course.ts',
    find: 'if (header.chain !== chain.id || header.height !== height + 1',
    replace: 'if (header.height !== height + 1',
    rule: 'Blocks from elsewhere are put into no other chain.',
    killers: [BLOCKS]
  },
  {
    id: 'reconcile-takes-blocks-of-other-chains',
    file: 'src/protocols/reconcile/received.ts',
    find: 'if (block.header.chain !== chain || !hasWork(',
    replace: 'if (!hasWork(',
    rule: 'A block that members have named is taken only when it is of the chain.',
    killers: [tests('test/unit/protocols/reconcile/catch-up.test.ts')]
  },
  {
    id: 'reconcile-takes-blocks-without-work',
    file: 'src/protocols/reconcile/received.ts',
    find: '|| !hasWork(block.hash, workOf(environment, chain))) {',
    replace: ') {',
    rule: 'A block from elsewhere has the work that the genesis asks for.',
    killers: [tests('test/unit/protocols/reconcile/catch-up.test.ts')]
  }
]
