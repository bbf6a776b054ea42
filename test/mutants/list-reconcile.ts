/**
 * Mutants of catching up: whom to believe, and what is taken from whom.
 */
import { type Mutant, paxosSim, tests } from './mutant.ts'

const UNITS = tests('test/unit/protocols/reconcile')

export const RECONCILE_MUTANTS: readonly Mutant[] = [
  {
    id: 'reconcile-takes-any-block',
    file: 'src/protocols/reconcile/received.ts',
    find: 'if (block === undefined || block.hash !== expected || !isFull(block)) {',
    replace: 'if (block === undefined || expected === "" || !isFull(block)) {',
    rule: 'A block is taken only with the hash that members have named.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-hands-on-with-gaps',
    file: 'src/protocols/reconcile/waiting.ts',
    find: 'for (let next = blocks.get(at); next !== undefined; next = blocks.get(at)) {',
    replace: 'for (const next of [...blocks.values()]) {',
    rule: 'Blocks are handed on in order, without gaps.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-goes-on-in-a-fork',
    file: 'src/protocols/reconcile/pursuit.ts',
    find: 'if (isForked || verdict.agreed === undefined) {',
    replace: 'if (verdict.agreed === undefined) {',
    rule: 'A chain whose own head is contradicted by most is frozen.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-keeps-asking-liars',
    file: 'src/protocols/reconcile/pursuit.ts',
    find: '    liars.add(peer)\n',
    replace: '',
    rule: 'Who has sent a false block is asked no more.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-hears-strangers',
    file: 'src/protocols/reconcile/pursuit.ts',
    find: '      if (!members().includes(from)) {\n',
    replace: "      if (from === '') {\n",
    rule: 'Only members say what is decided.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-takes-forged-ranges',
    file: 'src/protocols/reconcile/pulls.ts',
    find: 'if (pull === undefined || pull.peer !== from || pull.range.to !== range.to) {',
    replace: 'if (pull === undefined) {',
    rule: 'Blocks count only from whom they were asked, for the range that was asked.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-asks-the-silent-first',
    file: 'src/protocols/reconcile/pulls.ts',
    find: '          missed.set(peer, (missed.get(peer) ?? 0) + 1)\n',
    replace: '',
    rule: 'Who does not answer is asked last.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-believes-a-minority',
    file: 'src/protocols/reconcile/witnesses.ts',
    find: 'if (2 * dissenters.length < spoken.length) {',
    replace: 'if (dissenters.length < spoken.length) {',
    rule: 'A list counts when most of those that have spoken do not contradict it.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-counts-answers-of-another-round',
    file: 'src/protocols/reconcile/witnesses.ts',
    find: 'if (witness === undefined || ack.height !== base.height) {',
    replace: 'if (witness === undefined) {',
    rule: 'An answer counts in the round it was asked in.',
    killers: [UNITS, paxosSim(400)]
  },
  {
    id: 'reconcile-believes-contradicted-members',
    file: 'src/protocols/reconcile/witnesses.ts',
    find: '.filter(({ hash }) => hash === base.hash)',
    replace: '.filter(({ hash }) => hash !== "")',
    rule: 'A list counts only behind the own newest block.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-tells-of-another-block',
    file: 'src/protocols/reconcile/serve.ts',
    find: 'const isHere = block?.header.height === height && held?.hashAt(height) === block.hash',
    replace: 'const isHere = block !== undefined',
    rule: 'Only blocks that are held are sent, in order.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-forgets-what-it-links-to',
    file: 'src/protocols/reconcile/serve.ts',
    find: 'return kept ?? held.runs.find(({ from }) => from === height + 1)?.prev',
    replace: 'return kept ?? held.runs.find(({ from }) => from === -height)?.prev',
    rule: 'Who has come exactly as far as blocks are gone gets the blocks behind.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-takes-any-genesis',
    file: 'src/protocols/reconcile/finder.ts',
    find: 'if (chain === undefined || chain.id !== id || !isGroup(chain)) {',
    replace: 'if (chain === undefined || id === "" || !isGroup(chain)) {',
    rule: 'A genesis is taken only when the chain is its hash.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-believes-any-booth',
    file: 'src/core/lineage.ts',
    find: '    return descends(crypto, fleet, chain, { booth, line }) ? { booth, line } : undefined\n',
    replace: '    return crypto && fleet && chain ? { booth, line } : undefined\n',
    rule: 'A booth is believed only when it is genuine.',
    killers: [UNITS]
  },
  {
    id: 'reconcile-thaws-when-nobody-speaks',
    file: 'src/protocols/reconcile/pursuit.ts',
    find: 'if (peers.length > 0 || verdict.isShared) {',
    replace: 'if (witnesses.answered > 0) {',
    rule: 'Who has decided another block votes no more until others are heard to agree.',
    killers: [tests('test/unit/protocols/reconcile/forks.test.ts')]
  },
  {
    id: 'reconcile-asks-for-any-old-state',
    file: 'src/protocols/reconcile/state-fetch.ts',
    find: 'note.head.height >= from &&',
    replace: 'from >= 0 &&',
    rule: 'Nobody is distrusted for a state that is too old for what the asker has left.',
    killers: [tests('test/unit/protocols/reconcile/states.test.ts')]
  },
  {
    id: 'reconcile-wants-no-newer-state',
    file: 'src/protocols/reconcile/serve.ts',
    find: 'if (state && (snapshotOf(chain)?.head.height ?? 0) < height) {',
    replace: 'if (state && (snapshotOf(chain)?.head.height ?? 0) < 0) {',
    rule: 'A member that lost its state gets one in a group that rests.',
    killers: [tests('test/unit/protocols/reconcile/states.test.ts')]
  }
]
