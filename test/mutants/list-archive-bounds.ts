/**
 * Mutants of what keeps the archive within its bounds, whatever is asked of it.
 */
import { type Mutant, tests } from './mutant.ts'

export const ARCHIVE_BOUNDS_MUTANTS: readonly Mutant[] = [
  {
    id: 'read-asks-beyond-all-heights',
    file: 'src/protocols/read/reply.ts',
    find: ' || minHeight > NUMBER_MAX) {',
    replace: ' || minHeight === NUMBER_MAX) {',
    rule: 'Nobody is asked what it cannot decode, which it would hold against the asker.',
    killers: [tests('test/unit/protocols/read/end.test.ts')]
  },
  {
    id: 'spread-off-takes-all-the-same',
    file: 'src/protocols/spread/machine.ts',
    find: '        if (lifetime > 0) {\n          receive(',
    replace: '        if (lifetime >= 0) {\n          receive(',
    rule: 'Who has not asked for copies beyond the backups gets none.',
    killers: [tests('test/unit/protocols/spread')]
  },
  {
    id: 'spread-proof-takes-no-room',
    file: 'src/protocols/spread/machine.ts',
    find: 'sum + block.bytes.length, proofBytes)',
    replace: 'sum + block.bytes.length, Math.min(0, proofBytes))',
    rule: 'Certificates and booths take room as blocks do.',
    killers: [tests('test/unit/protocols/spread')]
  },
  {
    id: 'spread-takes-proofs-alone',
    file: 'src/protocols/spread/check.ts',
    find: '  if (encoded.length === 0) {\n',
    replace: '  if (encoded.length < 0) {\n',
    rule: 'No certificate is kept without a block that it is for.',
    killers: [tests('test/unit/protocols/spread')]
  },
  {
    id: 'discovery-lists-outgrow-their-frame',
    file: 'src/protocols/read/discovery.ts',
    find: 'LIST_CHAINS_MAX, LIST_BYTES_MAX)',
    replace: 'LIST_CHAINS_MAX, 16 * LIST_BYTES_MAX)',
    rule: 'Who knows many chains answers all the same.',
    killers: [tests('test/unit/protocols/read/discovery.test.ts')]
  },
  {
    id: 'spread-outgrows-its-frame',
    file: 'src/protocols/spread/origin.ts',
    find: '        SPREAD_BLOCKS_BYTES_MAX\n      )',
    replace: '        2 * SPREAD_BLOCKS_BYTES_MAX\n      )',
    rule: 'A result is sent, if need be without its oldest blocks.',
    killers: [tests('test/unit/protocols/spread')]
  },
  {
    id: 'run-copies-the-longer-one',
    file: 'src/core/run.ts',
    find: 'if (nextCount <= count) {',
    replace: 'if (nextCount >= 0) {',
    rule: 'Blocks that come in front of a run do not copy all of it each time.',
    killers: [tests('test/unit/core/run.test.ts')]
  },
  {
    id: 'run-writes-over-what-was-cut',
    file: 'src/core/run.ts',
    find: 'return { hashes, sizes, start: first, roomBefore: 0 }',
    replace: 'return { hashes, sizes, start: first, roomBefore: first }',
    rule: 'A run that was cut shows what it had.',
    killers: [tests('test/unit/core/run.test.ts')]
  },
  {
    id: 'end-booth-unplaced-stay',
    file: 'src/vehicle/operations.ts',
    find: "return stage === 'done' || stage === 'place' || stage === 'unknown'",
    replace: "return stage === 'done' || stage === 'unknown'",
    rule: 'Ends of booth that are never fully placed have an end.',
    killers: [tests('test/unit/vehicle/end-booth.test.ts')]
  },
  {
    id: 'end-booth-forgets-what-is-to-be-placed',
    file: 'src/vehicle/operations.ts',
    find: ' && unplaced.get(op.chain) !== op) {',
    replace: ') {',
    rule: 'What is sealed is placed, over a restart too.',
    killers: [tests('test/unit/vehicle/end-booth.test.ts')]
  },
  {
    id: 'end-booth-forgets-who-waits',
    file: 'src/vehicle/operations.ts',
    find: 'excess > 0 && op.waiters.length === 0 &&',
    replace: 'excess > 0 && op.waiters.length >= 0 &&',
    rule: 'Who waits for an end of booth is answered.',
    killers: [tests('test/unit/vehicle/end-booth.test.ts')]
  },
  {
    id: 'backup-keeps-what-only-the-proposer-believes',
    file: 'src/protocols/replicate/check-chunk.ts',
    find: '      verifyCertificate(crypto, fleet, chain, booth, certificate)\n',
    replace: '      certificate.booth === booth.id\n',
    rule: 'A backup keeps no certificate that readers would take for its lie.',
    killers: [tests('test/unit/protocols/replicate/proofs.test.ts')]
  },
  {
    id: 'news-leave-their-booths',
    file: 'src/core/newest-certificate.ts',
    find: 'return before?.isLoose === true && !stays ? [',
    replace: 'return before?.isLoose === true && stays ? [',
    rule: 'News of one booth after the other do not fill the disk.',
    killers: [tests('test/unit/core/holdings.test.ts')]
  },
  {
    id: 'news-take-booths-of-others-along',
    file: 'src/core/newest-certificate.ts',
    find: 'held.booth = { id, isLoose: before.isLoose && !stays }',
    replace: 'held.booth = { id, isLoose: before.isLoose }',
    rule: 'A booth stays while a certificate names it.',
    killers: [tests('test/unit/core/holdings.test.ts')]
  },
  {
    id: 'news-take-the-booth-of-a-lower-certificate',
    file: 'src/core/newest-certificate.ts',
    find: '    if (before?.id === id) {\n      held.booth = { id, isLoose: false }\n    }\n',
    replace: '',
    rule: 'A booth stays while a certificate names it.',
    killers: [tests('test/unit/core/holdings.test.ts')]
  },
  {
    id: 'news-take-an-unknown-booth',
    file: 'src/core/newest-certificate.ts',
    find: 'isLoose: before !== undefined || known === undefined }',
    replace: 'isLoose: true }',
    rule: 'What an earlier build has left may be named by more than is known.',
    killers: [tests('test/unit/core/holdings.test.ts')]
  },
  {
    id: 'pull-keeps-more-proof-than-blocks',
    file: 'src/protocols/replicate/pulls.ts',
    find: 'if (proofBytes + bytes > storedBytes) {',
    replace: 'if (proofBytes + bytes < 0) {',
    rule: 'Certificates and booths that come with blocks take no more room than the blocks.',
    killers: [tests('test/unit/protocols/replicate/proofs.test.ts')]
  },
  {
    id: 'pull-counts-no-booths',
    file: 'src/protocols/replicate/pulls.ts',
    find: 'certificate.bytes.length + boothBytes',
    replace: 'certificate.bytes.length + Math.min(0, boothBytes)',
    rule: 'Certificates and booths that come with blocks take no more room than the blocks.',
    killers: [tests('test/unit/protocols/replicate/proofs.test.ts')]
  },
  {
    id: 'spread-scatters-a-chain',
    file: 'src/protocols/spread/machine.ts',
    find: 'held.runs.length < RUNS_MAX',
    replace: 'held.runs.length < 16 * RUNS_MAX',
    rule: 'The record of a chain, written with each change, stays small.',
    killers: [tests('test/unit/protocols/spread/bounds.test.ts')]
  },
  {
    id: 'spread-fills-no-gaps',
    file: 'src/protocols/spread/machine.ts',
    find: 'const around = [Math.min(...heights) - 1, ...heights, Math.max(...heights) + 1]',
    replace: 'const around = heights',
    rule: 'What is held in pieces still grows together.',
    killers: [tests('test/unit/protocols/spread/bounds.test.ts')]
  },
  {
    id: 'spread-stores-another-booth',
    file: 'src/protocols/spread/machine.ts',
    find: "if (results.has('stored') || ",
    replace: 'if (results.size > 0 || ',
    rule: 'What says nothing new is not stored.',
    killers: [tests('test/unit/protocols/spread/bounds.test.ts')]
  }
]
