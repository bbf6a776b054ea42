/**
 * Mutants of booths, certificates and of what a vehicle keeps of its chains.
 */
import { type Mutant, sim, tests } from './mutant.ts'

export const CERTIFY_MUTANTS: readonly Mutant[] = [
  {
    id: 'certify-one-vote-less',
    file: 'src/protocols/certify/certification.ts',
    find: 'votes.size >= roster.quorum',
    replace: 'votes.size >= roster.quorum - 1',
    rule: 'A block is certified by n - f members.',
    killers: [sim(20)]
  },
  {
    id: 'certify-ignores-pivot',
    file: 'src/protocols/certify/certification.ts',
    find: ' && pivotVotes === roster.pivots.size',
    replace: '',
    rule: 'Every certificate carries the signature of each pivot.',
    killers: [sim(100)]
  },
  {
    id: 'quorum-of-v-guard',
    file: 'src/core/quorum.ts',
    find: 'return n - faultsTolerated(n)',
    replace: 'return Math.floor(n / 3) * 2 + 1',
    rule: 'Two quorums share a correct member, also for n = 2 mod 3.',
    killers: [sim(20)]
  },
  {
    id: 'certify-counts-votes-of-another-booth',
    file: 'src/protocols/certify/flight.ts',
    find: '  flight.votes.clear()\n',
    replace: '',
    rule: 'A vote counts for the booth that it names.',
    killers: [sim(200)]
  },
  {
    id: 'certify-vote-not-on-disk',
    file: 'src/protocols/certify/votes.ts',
    find: "        out.push({ type: 'write',",
    replace: "        void ({ type: 'write',",
    rule: 'What was voted for is on disk before the vote leaves.',
    killers: [sim(200)]
  },
  {
    id: 'certify-vote-unverified',
    file: 'src/protocols/certify/answers.ts',
    find: 'parts.environment.crypto.verify(seat.peer, flight.voteBytes, signature)',
    replace: 'signature.length > 0',
    rule: 'A vote counts only with the signature of its member.',
    killers: [tests('test/unit/protocols/certify')]
  },
  {
    id: 'certify-believes-any-certificate',
    file: 'src/protocols/certify/judgement.ts',
    find: 'if (!verifyCertificate(crypto, fleet, chain, booth, certificate)) {',
    replace: 'if (!verifyCertificate(crypto, fleet, chain, booth, certificate) && height < 0) {',
    rule: 'A member believes a certificate only with a quorum of valid signatures.',
    killers: [tests('test/unit/protocols/certify')]
  },
  {
    id: 'certify-takes-wrong-prefix',
    file: 'src/protocols/certify/judgement.ts',
    find: '  if (prev !== header.prev) {',
    replace: '  if (prev !== header.prev && height < 0) {',
    rule: 'A member votes only for what links to its own history.',
    killers: [tests('test/unit/protocols/certify')]
  },
  {
    id: 'certify-does-not-accuse',
    file: 'src/protocols/certify/judgement.ts',
    find: "    return { type: 'accuse' }",
    replace: "    return { type: 'done' }",
    rule: 'Two signed blocks of one height freeze the chain.',
    killers: [tests('test/unit/protocols/certify')]
  },
  {
    id: 'certify-duplicate-signers',
    file: 'src/core/booth.ts',
    find: '  if (signers.length !== signatures.length || !ascending) {',
    replace: '  if (signers.length !== signatures.length && !ascending) {',
    rule: 'A signer counts once.',
    killers: [tests('test/unit/core/booth.test.ts')]
  },
  {
    id: 'holdings-block-not-on-disk',
    file: 'src/core/holdings.ts',
    find: 'write(out, blockKey(chain, height), encodeStoredBlock({ block, summary }))',
    replace: 'encodeStoredBlock({ block, summary })',
    rule: 'A vote says that the block is on disk.',
    killers: [sim(10)]
  },
  {
    id: 'holdings-certificate-not-on-disk',
    file: 'src/core/holdings.ts',
    find: '      write(out, certificateKey(certificate.chain, certificate.height), certificate.bytes)\n',
    replace: '',
    rule: 'An append is answered when its certificate is on disk.',
    killers: [sim(10)]
  },
  {
    id: 'holdings-links-anything',
    file: 'src/core/holdings.ts',
    find: '(before === undefined || before.hashAt(height - 1) === prev) &&',
    replace: '(before === undefined || prev.length > 0) &&',
    rule: 'A block is taken only where it links to its neighbours.',
    killers: [tests('test/unit/core/holdings.test.ts')]
  },
  {
    id: 'end-booth-twice',
    file: 'src/vehicle/end-booth.ts',
    find: "      if (known !== undefined && known.stage !== 'unknown') {\n        known.waiters = [...known.waiters, waiter]\n        arm(known, out)\n        return\n      }\n",
    replace: '',
    rule: 'The same operation never does anything twice.',
    killers: [sim(100), tests('test/unit/vehicle')]
  },
  {
    id: 'end-booth-fails-in-one-step',
    file: 'src/vehicle/end-booth.ts',
    find: '{op.chain}`, atMs: nowMs })\n',
    replace: '{op.chain}`, atMs: nowMs })\n    beginNext(op.chain)\n',
    rule: 'However many ends of booth wait, a refusal of all of them stops nobody.',
    killers: [tests('test/unit/vehicle/vehicle.test.ts')]
  }
]
