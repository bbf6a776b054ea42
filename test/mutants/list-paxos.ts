/**
 * Mutants of the agreement of a group: of docs/protocols/paxos.md each rule that a MUST states.
 */
import { type Mutant, paxosSim, tests } from './mutant.ts'

export const PAXOS_MUTANTS: readonly Mutant[] = [
  {
    id: 'paxos-repeats-its-names',
    file: 'src/protocols/paxos/machine.ts',
    find: 'const from = isDamaged ? toHex(random.bytes(RUN_DIGITS)) : incarnation',
    replace: 'const from = isDamaged && random.chance(0) ? "" : incarnation',
    rule: 'An operation is named as no other before it.',
    killers: [tests('test/unit/protocols/paxos/rules-of-mutants.test.ts')]
  },
  {
    id: 'paxos-names-lost-disks-again',
    file: 'src/protocols/paxos/invitation.ts',
    find: 'const isEarly = nowMs < startedMs + settings.openTimeoutMs / 2',
    replace: 'const isEarly = nowMs < startedMs + 2 * settings.resendMsMin',
    rule: 'A change of members waits for the answer of one that may be back without its disk.',
    killers: [tests('test/unit/protocols/paxos/members.test.ts')]
  },
  {
    id: 'paxos-promises-below-its-promise',
    file: 'src/protocols/paxos/follower.ts',
    find: '    if (compareBallots(ballot, log.promised) < 0) {\n',
    replace: '    if (compareBallots(ballot, log.promised) < 0 && ballot.num < 0) {\n',
    rule: 'Nothing is promised, taken over or accepted below a promise.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-hears-foreign-ballots',
    file: 'src/protocols/paxos/follower.ts',
    find: 'if (ballot.node !== from || ballot.num === 0) {',
    replace: 'if (from === "" || ballot.num === 0) {',
    rule: 'A ballot is heard only from its own vehicle.',
    killers: [tests('test/unit/protocols/paxos/rules.test.ts')]
  },
  {
    id: 'paxos-takes-over-half-a-tail',
    file: 'src/protocols/paxos/follower.ts',
    find: 'if (log.decided.height + next.length < message.to) {',
    replace: 'if (log.decided.height + next.length < 0) {',
    rule: 'A tail is taken over whole.',
    killers: [tests('test/unit/protocols/paxos/rules.test.ts')]
  },
  {
    id: 'paxos-accepts-without-taking-over',
    file: 'src/protocols/paxos/follower.ts',
    find: '      if (!isSameBallot(log.accepted, message.ballot)) {\n        ask(',
    replace: '      if (log.accepted.cfg === 0) {\n        ask(',
    rule: 'Nothing is accepted in a ballot whose tail was not taken over.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-accepts-without-link',
    file: 'src/protocols/paxos/follower.ts',
    find: 'if (next === undefined || next.header.prev !== hash) {',
    replace: 'if (next === undefined || next.header.prev === "") {',
    rule: 'Blocks of a tail link by hash.',
    killers: [tests('test/unit/protocols/paxos/rules-of-mutants.test.ts')]
  },
  {
    id: 'paxos-accepts-behind-the-seal',
    file: 'src/protocols/paxos/follower.ts',
    find: 'const next = log.isSealed ? [] : linkedAfter(log.top, Number.POSITIVE_INFINITY)',
    replace: 'const next = linkedAfter(log.top, Number.POSITIVE_INFINITY)',
    rule: 'Nothing is accepted behind the last block of a booth.',
    killers: [tests('test/unit/protocols/paxos/rules.test.ts')]
  },
  {
    id: 'paxos-decides-what-it-did-not-accept',
    file: 'src/protocols/paxos/follower.ts',
    find: '      if (!isSameBallot(log.accepted, message.ballot)) {\n        ask(',
    replace:
      '      if (!isSameBallot(log.accepted, message.ballot)) {\n        learn(nowMs, from, message.decided, out)\n        ask(',
    rule: 'Decided is only what the own log has accepted in the ballot of the leader who says so.',
    killers: [paxosSim(400), tests('test/unit/protocols/paxos/rules.test.ts')]
  },
  {
    id: 'paxos-wiped-member-votes',
    file: 'src/protocols/paxos/roster.ts',
    find: 'isVoter: own === incarnation,',
    replace: 'isVoter: own !== undefined,',
    rule: 'Who lost its data directory does not vote under its old name.',
    killers: [tests('test/unit/protocols/paxos/members.test.ts')]
  },
  {
    id: 'paxos-counts-wiped-members',
    file: 'src/protocols/paxos/roster.ts',
    find: 'counts: (peer, from) => incarnations.get(peer) === from',
    replace: 'counts: (peer, from) => incarnations.has(peer) && from.length > 0',
    rule: 'A member is a vehicle with its data directory.',
    killers: [
      tests(
        'test/unit/protocols/paxos/rules.test.ts',
        'test/unit/protocols/paxos/leader-rules.test.ts'
      )
    ]
  },
  {
    id: 'paxos-small-majority',
    file: 'src/protocols/paxos/roster.ts',
    find: 'quorum: majority(booth.members.length),',
    replace: 'quorum: majority(booth.members.length) - 1,',
    rule: 'Decided is what a majority has.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-damaged-member-votes',
    file: 'src/protocols/paxos/group.ts',
    find: 'tenure.roster.isVoter && !faults.isFaulty && ',
    replace: 'tenure.roster.isVoter && ',
    rule: 'Who lost state or blocks of the chain does not vote.',
    killers: [
      tests(
        'test/unit/protocols/paxos/forks.test.ts',
        'test/unit/protocols/paxos/compaction.test.ts',
        'test/unit/protocols/paxos/basic.test.ts'
      )
    ]
  },
  {
    id: 'paxos-leads-a-ballot-twice',
    file: 'src/protocols/paxos/election.ts',
    find: 'let leader: Ballot = promised\n',
    replace: 'let leader: Ballot = promised.num < 0 ? promised : nobody\n',
    rule: 'A leader begins with a ballot above everything it has promised.',
    killers: [paxosSim(200)]
  },
  {
    id: 'paxos-own-promise-not-on-disk',
    file: 'src/protocols/paxos/leader.ts',
    find: '      log.promise(next, out)\n',
    replace: '',
    rule: 'A ballot that is led is promised on the own disk first.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-takes-over-the-longest-tail',
    file: 'src/protocols/paxos/promises.ts',
    find: '(compareBallots(a.accepted, accepted) || a.height - height) > 0',
    replace: '(a.height - height || compareBallots(a.accepted, accepted)) > 0',
    rule: 'The tail with the highest accepted ballot is taken over, not the longest.',
    killers: [tests('test/unit/protocols/paxos/leader-rules.test.ts')]
  },
  {
    id: 'paxos-takes-over-the-lowest-tail',
    file: 'src/protocols/paxos/promises.ts',
    find: '(compareBallots(a.accepted, accepted) || a.height - height) > 0',
    replace: '(compareBallots(a.accepted, accepted) || a.height - height) < 0',
    rule: 'Nothing that may be decided is left behind by the next leader.',
    killers: [paxosSim(200)]
  },
  {
    id: 'paxos-takes-over-without-its-promises',
    file: 'src/protocols/paxos/promises.ts',
    find: 'return isAbove(promised, log.accepted, log.top.height) && tailOf(promised) === undefined',
    replace: 'return promised.height < 0',
    rule: 'A promise that tells of a log the own one cannot take over is asked for anew.',
    killers: [tests('test/unit/protocols/paxos/rules-of-mutants.test.ts')]
  },
  {
    id: 'paxos-counts-half-promises',
    file: 'src/protocols/paxos/promises.ts',
    find: 'if (blocks.size !== height - from || decided.height > log.decided.height) {',
    replace: 'if (blocks.size < height - height || decided.height > log.decided.height) {',
    rule: 'A promise counts when all its parts are there.',
    killers: [tests('test/unit/protocols/paxos/leader-rules.test.ts')]
  },
  {
    id: 'paxos-counts-older-ballots',
    file: 'src/protocols/paxos/leader.ts',
    find: 'ballot !== undefined && isSameBallot(to.ballot, ballot) ? standings.get(from) : undefined',
    replace: 'ballot !== undefined && to.ballot.num > 0 ? standings.get(from) : undefined',
    rule: 'Only what was accepted in the own ballot counts.',
    killers: [tests('test/unit/protocols/paxos/leader-rules.test.ts')]
  },
  {
    id: 'paxos-counts-itself-unwritten',
    file: 'src/protocols/paxos/leader.ts',
    find: '    heights.push(writtenTo)\n',
    replace: '    heights.push(log.top.height)\n',
    rule: 'A leader counts itself when its own disk has the block.',
    killers: [paxosSim(300)]
  },
  {
    id: 'paxos-accepted-early',
    file: 'src/protocols/paxos/follower.ts',
    find: "      send(to, { type: 'accepted', ballot,",
    replace: "      parts.sendEarly(to, { type: 'accepted', ballot,",
    rule: 'Accepted leaves when the block is on disk.',
    killers: [paxosSim(300)]
  },
  {
    id: 'paxos-counts-other-blocks',
    file: 'src/protocols/paxos/leader.ts',
    find: 'if (log.hashAt(message.top.height) !== message.top.hash) {',
    replace: 'if (log.hashAt(message.top.height) === message.top.hash.slice(1)) {',
    rule: 'Who accepted counts by the hash of what it accepted.',
    killers: [tests('test/unit/protocols/paxos/leader-rules.test.ts')]
  },
  {
    id: 'paxos-decides-alone',
    file: 'src/protocols/paxos/leader.ts',
    find: 'return heights[parts.roster().quorum - 1] ?? 0',
    replace: 'return heights[0] ?? 0',
    rule: 'A block is decided when a majority has it on disk.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-takes-over-behind-the-seal',
    file: 'src/protocols/paxos/promises.ts',
    find: 'return seal < 0 ? tail : tail.slice(0, seal + 1)',
    replace: 'return seal < -1 ? [] : tail',
    rule: 'What lies behind the last block of a booth is dropped.',
    killers: [tests('test/unit/protocols/paxos/leader-rules.test.ts')]
  },
  {
    id: 'paxos-proposes-behind-the-seal',
    file: 'src/protocols/paxos/service.ts',
    find: '!leader.isWriting && !proposals.isMaking && !log.isSealed',
    replace: '!leader.isWriting && !proposals.isMaking',
    rule: 'Nothing is proposed behind the last block of a booth.',
    killers: [paxosSim(400)]
  },
  {
    id: 'paxos-proposes-without-bound',
    file: 'src/protocols/paxos/service.ts',
    find: 'queue.length > 0 && isRoom(nowMs)) {',
    replace: 'queue.length > 0) {',
    rule: 'No more than so many blocks are undecided.',
    killers: [tests('test/unit/protocols/paxos/leader-rules.test.ts')]
  },
  {
    id: 'paxos-reads-without-a-beat',
    file: 'src/protocols/paxos/questions.ts',
    find: 'if (leader.beatHeard < asked.beat || apply.applied < asked.index) {',
    replace: 'if (apply.applied < asked.index) {',
    rule: 'A question is answered when a majority has answered a beat sent since it came.',
    killers: [paxosSim(200)]
  },
  {
    id: 'paxos-reads-before-the-floor',
    file: 'src/protocols/paxos/questions.ts',
    find: 'const index = Math.max(log.decided.height, leader.floor)',
    replace: 'const index = log.decided.height',
    rule: 'A new leader answers when what may be decided before its ballot is applied.',
    killers: [tests('test/unit/protocols/paxos/leader-rules.test.ts')]
  },
  {
    id: 'paxos-reads-what-is-not-applied',
    file: 'src/protocols/paxos/questions.ts',
    find: 'if (leader.beatHeard < asked.beat || apply.applied < asked.index) {',
    replace: 'if (leader.beatHeard < asked.beat) {',
    rule: 'A question is answered after everything that was decided when it came.',
    killers: [
      tests(
        'test/unit/protocols/paxos/leader-rules.test.ts',
        'test/unit/protocols/paxos/basic.test.ts'
      )
    ]
  },
  {
    id: 'paxos-leads-in-a-minority',
    file: 'src/protocols/paxos/tenure.ts',
    find: 'if (election().roundsAlone > Math.ceil(1.5 * settings.electionRounds)) {',
    replace: 'if (election().roundsAlone > 1e9) {',
    rule: 'A leader that no majority answers stops.',
    killers: [tests('test/unit/protocols/paxos/partitions.test.ts')]
  },
  {
    id: 'paxos-leads-on-below-a-promise',
    file: 'src/protocols/paxos/tenure.ts',
    find: '(compareBallots(promised, ballot) > 0 || compareBallots(election().leader, ballot) > 0)',
    replace:
      '(compareBallots(promised, ballot) > 9 || compareBallots(election().leader, ballot) > 9)',
    rule: 'A leader that hears of a higher ballot stops.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-enters-a-booth-without-its-past',
    file: 'src/protocols/paxos/machine.ts',
    find: '    } else if (isLost(group, from, message.seal)) {\n',
    replace: '    } else if (message.seal.height >= 0) {\n',
    rule: 'A member takes part after it holds the chain up to the seal.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-changes-to-an-unreachable-majority',
    file: 'src/protocols/paxos/invitation.ts',
    find: 'return reachable >= majority(members.length) ? known : undefined',
    replace: 'return reachable >= 0 ? known : undefined',
    rule: 'No change is proposed whose members could not form a majority at once.',
    killers: [tests('test/unit/protocols/paxos/rules-of-mutants.test.ts')]
  },
  {
    id: 'paxos-signs-what-is-not-decided',
    file: 'src/protocols/paxos/certificates.ts',
    find: '    if (isDecided(message.head)) {\n',
    replace: '    if (message.head.height >= 0) {\n',
    rule: 'A member signs only what is decided on its own disk.',
    killers: [tests('test/unit/protocols/paxos/certificates.test.ts')]
  },
  {
    id: 'paxos-compacts-before-the-archive',
    file: 'src/protocols/paxos/compaction.ts',
    find: 'settings.keepUnarchived ? (table?.height ?? 0) : Number.POSITIVE_INFINITY',
    replace: 'Number.POSITIVE_INFINITY',
    rule: 'Blocks stay until the archive covers them.',
    killers: [tests('test/unit/protocols/paxos/compaction.test.ts')]
  },
  {
    id: 'paxos-compacts-without-a-snapshot',
    file: 'src/protocols/paxos/compaction.ts',
    find: 'const inState = (snapshots.newest?.head.height ?? 0) - settings.blocksKeptMin',
    replace: 'const inState = log.decided.height - settings.blocksKeptMin',
    rule: 'Only blocks whose effect is in a durable snapshot go.',
    killers: [tests('test/unit/protocols/paxos/rules-of-mutants.test.ts')]
  },
  {
    id: 'paxos-believes-any-snapshot',
    file: 'src/protocols/paxos/snapshot.ts',
    find: '      if (apply.state.digest() === from.digest) {\n',
    replace: '      if (from.digest.length > 0) {\n',
    rule: 'A snapshot is believed when the state made of it has its digest.',
    killers: [tests('test/unit/protocols/paxos/snapshot.test.ts')]
  },
  {
    id: 'paxos-counts-unfinished-snapshots',
    file: 'src/protocols/paxos/snapshot.ts',
    find: '      const record = encodeRecord({ ...note, parts: written + 1 })\n',
    replace:
      '      const record = encodeRecord({ ...note, parts: written + 1 })\n      out.push({ type: "write", ops: [{ type: "put", key, value: record }] })\n',
    rule: 'A snapshot counts when all its parts are on disk.',
    killers: [tests('test/unit/protocols/paxos/rules-of-mutants.test.ts')]
  }
]
