/**
 * Mutants of the engine quorum: of docs/protocols/quorum.md each rule that a MUST states.
 */
import { type Mutant, quorumSim, tests } from './mutant.ts'

const MEMBERS = tests('test/unit/protocols/quorum/members.test.ts')
const ELECTION = tests('test/unit/protocols/quorum/election.test.ts')
const WRITES = tests('test/unit/protocols/quorum/writes.test.ts')
const FREE_WRITES = tests('test/unit/protocols/quorum/free-writes.test.ts')
const FULL = tests('test/unit/protocols/quorum/full.test.ts')
const ROUTE = tests('test/unit/protocols/quorum/route.test.ts')
const READS = tests('test/unit/protocols/quorum/reads.test.ts')

export const QUORUM_MUTANTS: readonly Mutant[] = [
  {
    id: 'quorum-epoch-not-on-disk',
    file: 'src/protocols/quorum/registers.ts',
    find: '        write({ ...meta, epoch, grantee }, out)\n',
    replace: '        meta = { ...meta, epoch, grantee }\n',
    rule: 'An epoch is on disk before anybody hears that it is granted.',
    killers: [ELECTION, quorumSim(100)]
  },
  {
    id: 'quorum-epoch-granted-twice',
    file: 'src/protocols/quorum/election.ts',
    find: 'if (isMine || (epoch > registers.epoch && !alive && epoch <= TERM_MAX)) {',
    replace: 'if (isMine || (epoch >= registers.epoch && !alive && epoch <= TERM_MAX)) {',
    rule: 'An epoch is granted to one member.',
    killers: [ELECTION, quorumSim(100)]
  },
  {
    id: 'quorum-leads-without-majority',
    file: 'src/protocols/quorum/election.ts',
    find: '} else if (granted.length >= roster.electing && roster.isReady) {',
    replace: '} else if (granted.length >= 1 && roster.isReady) {',
    rule: 'A member leads when a majority has granted its epoch.',
    killers: [ELECTION, quorumSim(100)]
  },
  {
    id: 'quorum-word-counts-as-grant',
    file: 'src/protocols/quorum/election.ts',
    find: "message.probe === (phase.type === 'sounding') && message.epoch",
    replace: 'message.epoch',
    rule: 'Who says that it would grant has granted nothing.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-replaces-a-living-leader',
    file: 'src/protocols/quorum/election.ts',
    find: 'const alive = hearsLeader(nowMs) && heard.leader !== from',
    replace: 'const alive = false && hearsLeader(nowMs) && heard.leader !== from',
    rule: 'A leader that is heard is not replaced.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-leads-on-after-a-later-epoch',
    file: 'src/protocols/quorum/election.ts',
    find: "    const isOver = 'epoch' in phase && epoch > phase.epoch\n",
    replace: "    const isOver = 'epoch' in phase && epoch > phase.epoch + 1_000\n",
    rule: 'A leader that hears of a later epoch leads no more.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-leads-alone',
    file: 'src/protocols/quorum/election.ts',
    find: 'areTooFew(nowMs, roster.following - 1)',
    replace: 'areTooFew(nowMs, roster.following - 100)',
    rule: 'A leader that too few answer leads no more.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-never-yields',
    file: 'src/protocols/quorum/election.ts',
    find: 'const isPatient = higher.length > 0 && pace.yields < YIELDS_MAX',
    replace: 'const isPatient = higher.length > 1_000 && pace.yields < YIELDS_MAX',
    rule: 'A member asks those with higher ids before it tries itself.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-always-yields',
    file: 'src/protocols/quorum/election.ts',
    find: 'const isPatient = higher.length > 0 && pace.yields < YIELDS_MAX',
    replace: 'const isPatient = higher.length > 0',
    rule: 'A member does not wait for ever for others that only say that they are there.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-preempts-unasked',
    file: 'src/protocols/quorum/election.ts',
    find: "const isAsked = rules.preempt && phase.type === 'leading'",
    replace: "const isAsked = phase.type === 'leading'",
    rule: 'A leader gives way to a higher id only where the genesis says so.',
    killers: [ELECTION]
  },
  {
    id: 'quorum-register-not-on-disk',
    file: 'src/protocols/quorum/registers.ts',
    find: "          ops.push({ type: 'put', key, value: register.bytes })\n",
    replace: '          void key\n',
    rule: 'A value is on disk before it is acknowledged.',
    killers: [MEMBERS, quorumSim(100)]
  },
  {
    id: 'quorum-older-value-over-newer',
    file: 'src/protocols/quorum/registers.ts',
    find: 'if (compareTags(register.tag, tagOf(register.key)) > 0) {',
    replace: 'if (compareTags(register.tag, tagOf(register.key)) !== 0) {',
    rule: 'A newer value is never replaced by an older one.',
    killers: [MEMBERS, quorumSim(100)]
  },
  {
    id: 'quorum-takes-values-of-ended-epochs',
    file: 'src/protocols/quorum/parts.ts',
    find: 'return tag.epoch >= registers.epoch || (isHeld',
    replace: 'return tag.epoch >= 0 || (isHeld',
    rule: 'A value of an ended epoch is not taken up, whoever sends it.',
    killers: [MEMBERS, quorumSim(300)]
  },
  {
    id: 'quorum-later-epochs-as-successors',
    file: 'src/protocols/quorum/parts.ts',
    find: 'const isHeld = own.epoch === tag.epoch && tag.epoch >= registers.heldFrom',
    replace: 'const isHeld = tag.epoch >= registers.heldFrom',
    rule: 'A newer value of a later epoch is no successor of a value of an ended one.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-fence-without-epoch',
    file: 'src/protocols/quorum/replica.ts',
    find: '      registers.raise(epoch, epoch === 0 ? undefined : from, out)\n',
    replace: '',
    rule: 'Who shows a key to a new leader has ended all earlier epochs.',
    killers: [MEMBERS, quorumSim(100)]
  },
  {
    id: 'quorum-wiped-member-answers',
    file: 'src/protocols/quorum/roster.ts',
    find: 'return registers.joined >= ports.memberSince(id, self) ? undefined : ',
    replace: 'return registers.joined >= 0 && ports.memberSince(id, self) >= 0 ? undefined : ',
    rule: 'A member that lost its disk answers nothing until it has pulled what it may have promised.',
    killers: [MEMBERS, quorumSim(300)]
  },
  {
    id: 'quorum-recovers-from-too-few',
    file: 'src/protocols/quorum/recovery.ts',
    find: 'whole.length >= roster.handOver',
    replace: 'whole.length >= Math.min(1, roster.handOver)',
    rule: 'It pulls from as many others as must share a member with every write and every grant.',
    killers: [MEMBERS, quorumSim(300)]
  },
  {
    id: 'quorum-recovers-from-the-uninformed',
    file: 'src/protocols/quorum/recovery.ts',
    find: 'const isInformed = message.booth >= booth && ',
    replace: 'const isInformed = ',
    rule: 'It pulls from members that know of its booth.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-counts-lost-disks',
    file: 'src/protocols/quorum/stores.ts',
    find: 'acks.has(peer) && acks.get(peer) === roster.seatOf(peer)',
    replace: "acks.has(peer) && roster.seatOf(peer) !== ''",
    rule: 'An acknowledgement of a data directory that is lost counts no more.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-counts-later-booths',
    file: 'src/protocols/quorum/roster.ts',
    find: 'booth <= (ports.boothOf(id)?.number ?? 0) &&',
    replace: 'booth >= 0 &&',
    rule: 'An answer from a later booth counts when that booth is known.',
    killers: [MEMBERS]
  },
  {
    id: 'quorum-acknowledged-too-early',
    file: 'src/protocols/quorum/stores.ts',
    find: 'if (count >= roster.writes && rounds.delete(round.id)) {',
    replace: 'if (count >= 1 && rounds.delete(round.id)) {',
    rule: 'A write is answered when as many members have it as the genesis asks.',
    killers: [WRITES, quorumSim(100)]
  },
  {
    id: 'quorum-key-not-taken-over',
    file: 'src/protocols/quorum/writer.ts',
    find: 'if (written.has(key) || base?.tag.epoch === epoch) {',
    replace: 'if (written.has(key) || base?.tag.epoch !== -1) {',
    rule: 'A leader asks what there is under a key before it writes it for the first time.',
    killers: [WRITES, quorumSim(200)]
  },
  {
    id: 'quorum-takes-over-from-earlier-epochs',
    file: 'src/protocols/quorum/collect.ts',
    find: 'if (round.epoch > 0 && message.epoch !== round.epoch) {',
    replace: 'if (round.epoch > 0 && message.epoch > round.epoch) {',
    rule: 'What a member shows counts when it has begun the epoch.',
    killers: [WRITES]
  },
  {
    id: 'quorum-takes-over-from-too-few',
    file: 'src/protocols/quorum/collect.ts',
    find: 'return held.length >= wantedOf(round) ?',
    replace: 'return held.length >= 1 ?',
    rule: 'A key is seen when as many members have shown it as a read asks.',
    killers: [WRITES, quorumSim(100)]
  },
  {
    id: 'quorum-same-counter-twice',
    file: 'src/protocols/quorum/writer.ts',
    find: '    counter++\n    return { epoch, counter,',
    replace: '    counter = Math.max(counter, 1)\n    return { epoch, counter,',
    rule: 'A tag is written once.',
    killers: [WRITES, quorumSim(100)]
  },
  {
    id: 'quorum-forgets-operations-of-the-epoch',
    file: 'src/protocols/quorum/known-operations.ts',
    find: '        known.outcome = isLarge ? STALE : outcome\n',
    replace: '        session.taken.delete(isLarge ? -seq : seq)\n',
    rule: 'A leader does an operation of its epoch once.',
    killers: [WRITES, quorumSim(200)]
  },
  {
    id: 'quorum-forgets-operations-of-the-register',
    file: 'src/protocols/quorum/writer.ts',
    find: 'remember(draft, { client, seq, digest, epoch, result })',
    replace: 'remember(draft, { client, seq: seq + 1_000_000, digest, epoch, result })',
    rule: 'What was done travels with the register, so that the next leader does it no more.',
    killers: [WRITES, quorumSim(300)]
  },
  {
    id: 'quorum-does-what-may-be-forgotten',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'return term <= forgotten && term !== epoch && !known.isUntaken(term, name)',
    replace: 'return term <= forgotten && term < 0',
    rule: 'What the register may have forgotten is not done.',
    killers: [WRITES]
  },
  {
    id: 'quorum-does-later-terms',
    file: 'src/protocols/quorum/writer.ts',
    find: 'if (term > epoch) {',
    replace: 'if (term > epoch + 1_000) {',
    rule: 'An operation is never done in an epoch before its name.',
    killers: [WRITES]
  },
  {
    id: 'quorum-does-late-copies',
    file: 'src/protocols/quorum/service.ts',
    find: "item.type === 'entry' && !rules.leaderless && term !== ports.writer.epoch",
    replace: "item.type === 'entry' && !rules.leaderless && term === -1",
    rule: 'What was sent for the leader of another epoch is not done.',
    killers: [WRITES]
  },
  {
    id: 'quorum-does-what-it-had-no-room-for',
    file: 'src/protocols/quorum/writer.ts',
    find: '      answer?.(nowMs, BUSY, out)\n',
    replace: '      respond(nowMs, BUSY, out)\n        known.clear()\n',
    rule: 'Copies of what a leader had no room for hear the same.',
    killers: [WRITES, quorumSim(300)]
  },
  {
    id: 'quorum-forgets-some-sessions',
    file: 'src/protocols/quorum/known-operations.ts',
    find: 'isNew && sessions.size >= SESSIONS_KNOWN_MAX',
    replace: 'isNew && sessions.size < 0',
    rule: 'Sessions are forgotten all at once, or not at all.',
    killers: [tests('test/unit/protocols/quorum/known-operations.test.ts')]
  },
  {
    id: 'quorum-no-write-back',
    file: 'src/protocols/quorum/write-back.ts',
    find: 'newest !== undefined && holders.length < roster.writes\n',
    replace: 'newest !== undefined && holders.length < 0\n',
    rule: 'A value that too few members hold is written back before it is told.',
    killers: [READS, quorumSim(200)]
  },
  {
    id: 'quorum-readers-that-agree-are-enough',
    file: 'src/protocols/quorum/write-back.ts',
    find: 'newest !== undefined && holders.length < roster.writes\n',
    replace: 'newest !== undefined && holders.length < roster.reads\n',
    rule: 'With fewer readers than writers it is not enough that readers agree.',
    killers: [READS]
  },
  {
    id: 'quorum-tells-what-could-not-be-written-back',
    file: 'src/protocols/quorum/reads.ts',
    find: '        if (late.has(key)) {\n',
    replace: '        if (late.has(key) && waiters.length < 0) {\n',
    rule: 'A value of an ended epoch is told when the leader has taken the key over.',
    killers: [READS, quorumSim(300)]
  },
  {
    id: 'quorum-hears-its-former-run',
    file: 'src/protocols/quorum/collect.ts',
    find: 'const round = message.run === run ? rounds.get(message.id) : undefined',
    replace: 'const round = run > 0 ? rounds.get(message.id) : undefined',
    rule: 'An answer to an earlier run of a member is no answer.',
    killers: [READS]
  },
  {
    id: 'quorum-free-counter-from-memory',
    file: 'src/protocols/quorum/free-writer.ts',
    find: '      const way = { epoch: 0, isEarly: false,',
    replace: '      const way = { epoch: 0, isEarly: true,',
    rule: 'Without a leader what is written is on the own disk before anybody hears of it.',
    killers: [FREE_WRITES, quorumSim(300)]
  },
  {
    id: 'quorum-free-ignores-the-newest',
    file: 'src/protocols/quorum/free-writer.ts',
    find: '    const draft = draftOf(key, base?.tag ?? NO_TAG, base, 0)\n',
    replace: '    const draft = draftOf(key, own?.tag ?? NO_TAG, base, 0)\n',
    rule: 'Without a leader a value is written above the newest that enough members show.',
    killers: [FREE_WRITES, quorumSim(200)]
  },
  {
    id: 'quorum-free-builds-below-its-own',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'compareTags(own?.tag ?? NO_TAG, newest?.tag ?? NO_TAG) > 0 ? own : newest',
    replace: 'newest',
    rule: 'Without a leader a member writes above what it holds itself.',
    killers: [FREE_WRITES]
  },
  {
    id: 'quorum-free-does-other-runs',
    file: 'src/protocols/quorum/free-writer.ts',
    find: '      if (named !== term) {',
    replace: '      if (named === -1) {',
    rule: 'Without a leader an operation is done only by the run that its name belongs to.',
    killers: [FREE_WRITES, quorumSim(200)]
  },
  {
    id: 'quorum-free-term-of-another-done-here',
    file: 'src/protocols/quorum/route.ts',
    find: '    if (named !== undefined) {\n',
    replace: '    if (named !== undefined && !roster.isReady) {\n',
    rule: 'Without a leader what is named in the term of a member goes to that member only.',
    killers: [ROUTE]
  },
  {
    id: 'quorum-free-has-its-own-patience',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'const task = { operation, respond: answer, deadlineMs }',
    replace: 'const task = { operation, respond: answer, deadlineMs: nowMs + 5_000 }',
    rule: 'Without a leader an operation is tried as long as the vehicle that asks waits.',
    killers: [FREE_WRITES]
  },
  {
    id: 'quorum-free-writes-by-an-earlier-look',
    file: 'src/protocols/quorum/free-writer.ts',
    find: 'const left = (tasks.get(key) ?? []).filter((task) => open.has(task))',
    replace:
      'const left = [...(tasks.get(key) ?? []), ...(waiting.get(key) ?? [])]\n      waiting.delete(key)',
    rule: 'Without a leader, what comes after the members were asked waits until they are asked again.',
    killers: [FREE_WRITES]
  },
  {
    id: 'quorum-free-writes-what-is-too-late',
    file: 'src/protocols/quorum/free-writer.ts',
    find: '(tasks.get(key) ?? []).filter((task) => open.has(task))',
    replace: 'tasks.get(key) ?? []',
    rule: 'Without a leader, what is too late when members answer is not written.',
    killers: [FREE_WRITES]
  },
  {
    id: 'quorum-free-holds-up-what-came-meanwhile',
    file: 'src/protocols/quorum/free-writer.ts',
    find: '        busy.delete(key)\n        parts.turn(nowMs, out)\n',
    replace: '        busy.delete(key)\n',
    rule: 'Without a leader, what waits for a round of which nothing is written goes at once.',
    killers: [FULL]
  },
  {
    id: 'quorum-sizes-that-miss-each-other',
    file: 'src/core/engine-rules.ts',
    find: '  if (reads + writes <= n) {',
    replace: '  if (reads + writes < n) {',
    rule: 'Every read shares a member with every write.',
    killers: [tests('test/unit/core/engine-rules.test.ts')]
  },
  {
    id: 'quorum-writes-without-majority',
    file: 'src/core/engine-rules.ts',
    find: '  if (writes < majority(n)) {',
    replace: '  if (writes < majority(n) - 1) {',
    rule: 'Two writes share a member.',
    killers: [tests('test/unit/core/engine-rules.test.ts')]
  }
]
