/**
 * Mutants of copies, release, reading and retention.
 */
import { type Mutant, sim, tests } from './mutant.ts'

export const ARCHIVE_MUTANTS: readonly Mutant[] = [
  {
    id: 'replicate-holds-without-blocks',
    file: 'src/protocols/replicate/backup.ts',
    find: 'const isAll = held.covers(1, height) && held.hashAt(height) === hash',
    replace: 'const isAll = held.chain.id === chain && height > 0 && hash.length > 0',
    rule: 'A backup gives its word only for what is on its disk.',
    killers: [sim(20)]
  },
  {
    id: 'replicate-leaves-what-it-gave-up',
    file: 'src/protocols/replicate/backup.ts',
    find: '    holdings.certify(checked.certificate, checked.booth, out)\n    transfers.set(id, transfer)\n',
    replace: '    transfers.set(id, transfer)\n',
    rule: 'What is left of a transfer that was given up does not count in the quota for ever.',
    killers: [tests('test/unit/protocols/replicate/given-up.test.ts')]
  },
  {
    id: 'replicate-seals-early',
    file: 'src/protocols/replicate/placement.ts',
    find: 'if (held.length < draft.backups || draft.proof === undefined) {',
    replace: 'if (held.length < Math.min(1, draft.backups) || draft.proof === undefined) {',
    rule: 'A table is sealed when all its backups have acknowledged.',
    killers: [sim(20)]
  },
  {
    id: 'replicate-believes-any-word',
    file: 'src/protocols/replicate/placement.ts',
    find: 'if (ack.peer !== from || !verifyHoldAck(crypto, ack, bytes)) {',
    replace: 'if (ack.peer !== from) {',
    rule: 'An acknowledgement counts only with the signature of its backup.',
    killers: [tests('test/unit/protocols/replicate')]
  },
  {
    id: 'replicate-takes-word-for-another-head',
    file: 'src/protocols/replicate/placement.ts',
    find: 'ack.height === height && ack.headHash === hash',
    replace: 'ack.height === height',
    rule: 'An acknowledgement counts only for the head that was offered.',
    killers: [tests('test/unit/protocols/replicate')]
  },
  {
    id: 'replicate-reservation-not-on-disk',
    file: 'src/protocols/replicate/reservations.ts',
    find: '    save(out, PREFIXES.reserve + chain, reservation)\n',
    replace: '',
    rule: 'Room is reserved on disk before it is promised.',
    killers: [tests('test/unit/protocols/replicate')]
  },
  {
    id: 'replicate-ignores-quota',
    file: 'src/protocols/replicate/reservations.ts',
    find: 'quotaBytes - usedBytes + own',
    replace: 'quotaBytes + own',
    rule: 'Copies and reservations together never exceed the quota.',
    killers: [tests('test/unit/protocols/replicate/offers.test.ts')]
  },
  {
    id: 'chunk-not-anchored',
    file: 'src/protocols/replicate/check-chunk.ts',
    find: 'if (told !== undefined && told !== last.hash) {',
    replace: 'if (told !== undefined && told !== last.hash && height < 0) {',
    rule: 'Pulled blocks are stored only when they end where the manifest says.',
    killers: [tests('test/unit/protocols/replicate')]
  },
  {
    id: 'chunk-blames-the-source-for-a-fork',
    file: 'src/protocols/replicate/check-chunk.ts',
    find: 'let prev = chunk.from === 1 ? NO_HASH : anchors.told(chunk.from - 1)',
    replace: 'let prev = chunk.from === 1 ? NO_HASH : anchors.held(chunk.from - 1)',
    rule: 'Who sends blocks that link to another block than is held here is not blamed for the fork.',
    killers: [tests('test/unit/protocols/replicate/check-chunk.test.ts')]
  },
  {
    id: 'table-unsigned',
    file: 'src/core/table.ts',
    find: "if (issuer === undefined || !verifySigned(crypto, 'vguard/table/1', issuer, signedTable)) {",
    replace: 'if (issuer === undefined || signedTable.payload.length === 0) {',
    rule: 'A table is believed only from the proposer or an elected steward.',
    killers: [tests('test/unit/core/table.test.ts')]
  },
  {
    id: 'table-without-acknowledgements',
    file: 'src/core/table.ts',
    find: '    if (!verifyHoldAck(crypto, ack, raw.acks[i] ?? new Uint8Array(0))) {',
    replace: '    if (!verifyHoldAck(crypto, ack, raw.acks[i] ?? new Uint8Array(0)) && i < 0) {',
    rule: 'Nobody makes a holder delete without the signed word of each successor.',
    killers: [sim(400), tests('test/unit/core/table.test.ts')]
  },
  {
    id: 'release-by-an-older-table',
    file: 'src/protocols/release/holder.ts',
    find: '  if (table.epoch < own.epoch) {',
    replace: '  if (table.epoch < 0) {',
    rule: 'A holder is released only by a table newer than its own word.',
    killers: [tests('test/unit/protocols/release')]
  },
  {
    id: 'release-by-a-shorter-table',
    file: 'src/protocols/release/holder.ts',
    find: "return table.height < own.head.height ? 'behind' : undefined",
    replace: "return table.height < 0 ? 'behind' : undefined",
    rule: 'A holder is released only by a table that covers all it acknowledged.',
    killers: [tests('test/unit/protocols/release')]
  },
  {
    id: 'release-while-chosen',
    file: 'src/protocols/release/holder.ts',
    find: '    if (reserved.has(chain)) {',
    replace: '    if (reserved.has(chain) && holdingOf.size < 0) {',
    rule: 'A vehicle that was chosen for the next table keeps its copy.',
    killers: [sim(300), tests('test/unit/protocols/release')]
  },
  {
    id: 'release-deletes-pinned',
    file: 'src/protocols/release/forwards.ts',
    find: 'while (from <= last && isPinned(chain, from)) {',
    replace: 'while (from < 0 && isPinned(chain, from)) {',
    rule: 'Nothing pinned is ever deleted.',
    killers: [sim(300), tests('test/unit/protocols/release')]
  },
  {
    id: 'release-forgets-forward',
    file: 'src/protocols/release/forwards.ts',
    find: '      save(out, FORWARD_PREFIX + chain, forward)\n',
    replace: '',
    rule: 'The forward pointer is on disk with the release.',
    killers: [tests('test/unit/protocols/release')]
  },
  {
    id: 'retention-strips-uncovered',
    file: 'src/vehicle/retention.ts',
    find: 'isElsewhere && strangersIn(fleet, sealed, nowMs).length === 0 ? sealed.table.height : 0',
    replace: 'sealed?.table.members.includes(self) === true ? 0 : held.lastHeight',
    rule: 'A temporary copy goes only when a sealed table covers it, or by age or room.',
    killers: [sim(20)]
  },
  {
    id: 'retention-strips-pinned',
    file: 'src/vehicle/retention.ts',
    find: 'return isHere && !isPinned(chain, block.header.height) ? [withoutBody(block)] : []',
    replace: 'return isHere ? [withoutBody(block)] : []',
    rule: 'Nothing pinned is ever stripped.',
    killers: [sim(200)]
  },
  {
    id: 'read-believes-uncovered-blocks',
    file: 'src/protocols/read/proof.ts',
    find: '  return bare === undefined\n',
    replace: '  return bare === undefined || height >= 0\n',
    rule: 'A reader takes only blocks that a certificate covers.',
    killers: [sim(300)]
  },
  {
    id: 'read-believes-any-certificate',
    file: 'src/protocols/read/proof.ts',
    find: 'if (!verifyCertificate(crypto, fleet, chain, booth, certificate)) {',
    replace: 'if (certificate.chain !== chain.id || !fleet) {',
    rule: 'A reader checks the signatures of a certificate.',
    killers: [tests('test/unit/protocols/read')]
  },
  {
    id: 'read-believes-raised-heads',
    file: 'src/protocols/read/search.ts',
    find: 'if (wantsHead(read) && proven.height !== data.headHeight) {',
    replace: 'if (wantsHead(read) && proven.height > data.headHeight) {',
    rule: 'A head that was asked for is proven.',
    killers: [tests('test/unit/protocols/read')]
  },
  {
    id: 'read-misses-its-deadline',
    file: 'src/protocols/read/search-plan.ts',
    find: '  if (nowMs >= search.endsAtMs) {',
    replace: '  if (nowMs >= search.endsAtMs + 60_000) {',
    rule: 'Every read ends by its deadline.',
    killers: [sim(50)]
  },
  {
    id: 'read-sticks-to-the-dead',
    file: 'src/protocols/read/search-plan.ts',
    find: 'const isOpen = (peer: PeerId): boolean => !asked.has(peer) && peer !== ports.self',
    replace: 'const isOpen = (peer: PeerId): boolean => peer !== ports.self',
    rule: 'A vehicle is asked once in a read.',
    killers: [tests('test/unit/protocols/read'), sim(100)]
  },
  {
    id: 'read-serves-a-short-chain',
    file: 'src/protocols/read/holder.ts',
    find: '  if (head < read.minHeight) {',
    replace: '  if (head < 0) {',
    rule: 'A holder whose chain is too short says so.',
    killers: [tests('test/unit/protocols/read')]
  },
  {
    id: 'read-goes-on-with-a-shorter-chain',
    file: 'src/protocols/read/search-state.ts',
    find: 'freshHeight ?? 0, collector.reached)',
    replace: 'freshHeight ?? 0, Math.min(0, collector.reached))',
    rule: 'A read goes on only with a chain that has come as far as what was read already.',
    killers: [tests('test/unit/protocols/read/pages.test.ts')]
  },
  {
    id: 'holdings-forgets-its-proof',
    file: 'src/core/holdings.ts',
    find: 'if (h !== held.certified?.height) {',
    replace: 'if (h > 0) {',
    rule: 'What is known to be certified can be proven as long as it is.',
    killers: [tests('test/unit/core/holdings.test.ts')]
  }
]
