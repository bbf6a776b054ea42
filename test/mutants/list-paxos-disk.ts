/**
 * Mutants of the log that votes rest on: what is on disk, and what a damaged disk shows of it.
 */
import { type Mutant, paxosSim, tests } from './mutant.ts'

export const PAXOS_DISK_MUTANTS: readonly Mutant[] = [
  {
    id: 'paxos-promise-not-on-disk',
    file: 'src/protocols/paxos/log.ts',
    find: '        promised = ballot\n        writeRecord(out)\n',
    replace: '        promised = ballot\n',
    rule: 'A promise is on disk before it is heard.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-tail-not-on-disk',
    file: 'src/protocols/paxos/log.ts',
    find: '      writeTail([...clearStale(top().height), ...blocks.map(put)], out)\n',
    replace: '',
    rule: 'A block is on disk before it is accepted.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-old-tail-comes-back',
    file: 'src/protocols/paxos/log.ts',
    find: '      writeTail([...clearStale(), ...gone, ...come], out)\n',
    replace: '      writeTail([...clearStale(), ...come], out)\n',
    rule: 'What a tail no longer contains is gone from the disk in the same batch.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-keeps-a-damaged-tail',
    file: 'src/protocols/paxos/log.ts',
    find: '      writeTail([...clearStale(), ...gone, ...come], out)\n',
    replace: '      writeTail([...gone, ...come], out)\n',
    rule: 'What a damaged disk kept of a tail is not accepted in a later ballot.',
    killers: [tests('test/unit/protocols/paxos/rules-of-mutants.test.ts')]
  },
  {
    id: 'paxos-finds-no-end-of-a-booth',
    file: 'src/protocols/paxos/course.ts',
    find: '        for (const seal of apply.loaded(nowMs, records, out)) {\n          enter(nowMs, seal, out)\n        }\n',
    replace: '        apply.loaded(nowMs, records, out)\n',
    rule: 'The end of a booth that is found on the disk puts the next one into force.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-forgets-a-change-it-finds',
    file: 'src/protocols/paxos/course.ts',
    find: '      const kept = tenure.recall(operations)\n      writeGroupRecord(chain, kept, out)\n',
    replace: '',
    rule: 'A change whose booth ended among found blocks is known though a later booth was entered first.',
    killers: [tests('test/unit/protocols/paxos/found-operations.test.ts')]
  },
  {
    id: 'paxos-puts-a-change-in-the-wrong-place',
    file: 'src/protocols/paxos/roster.ts',
    find: '    kept[CHANGES_KEPT - 1 - (last - begun)] = operation\n',
    replace: '    kept[CHANGES_KEPT - 1] = operation\n',
    rule: 'A change that is found late takes the place of its booth, and no other goes for it.',
    killers: [tests('test/unit/protocols/paxos/found-operations.test.ts')]
  },
  {
    id: 'paxos-votes-with-losses',
    file: 'src/protocols/paxos/fault.ts',
    find: 'return isForked || hasLosses || isStateLost()',
    replace: 'return isForked || isStateLost()',
    rule: 'Who lost state of the chain does not vote, though it has read all blocks that are left.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-votes-before-it-has-read',
    file: 'src/protocols/paxos/group.ts',
    find: ' && apply.hasReadDisk,',
    replace: ',',
    rule: 'Nobody votes before it has read what lies on its disk: a booth may end there.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-stays-silent-once-it-has-read',
    file: 'src/protocols/paxos/course.ts',
    find: '      if (!couldVote && parts.mayVote() && tenure.roster.number === number) {\n        changes.configured(nowMs, out)\n        tenure.begin(nowMs, out)\n      }\n',
    replace: '',
    rule: 'A member that has read its disk is heard again.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-forgets-a-gap',
    file: 'src/protocols/paxos/roster.ts',
    find: "before.counts(peer, incarnations[i] ?? '')",
    replace: 'before.sinceOf(peer) > 0',
    rule: 'A member that lost its disk is one since the booth that has it with the new one.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-forgets-since-when',
    file: 'src/protocols/paxos/record.ts',
    find: '    since: [...(inForce?.since ?? [])],\n',
    replace: '    since: (inForce?.since ?? []).map(() => 1),\n',
    rule: 'Since when each is a member is on the disk.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-writes-a-state-over-its-own-parts',
    file: 'src/protocols/paxos/snapshot.ts',
    find: ' || kept?.head.height === apply.applied) {',
    replace: ') {',
    rule: 'A state that is on the disk whole is not written anew over its own parts.',
    killers: [tests('test/unit/protocols/paxos/remains.test.ts')]
  },
  {
    id: 'paxos-misses-what-went-for-room',
    file: 'src/protocols/paxos/fault.ts',
    find: '.filter(({ to }) => to > base.height)',
    replace: '',
    rule: 'A lost block that no vote rests on any more keeps nobody from voting.',
    killers: [tests('test/unit/protocols/paxos/remains.test.ts')]
  },
  {
    id: 'paxos-remembers-lost-blocks-for-ever',
    file: 'src/protocols/paxos/log.ts',
    find: 'of [...held.runs, ...held.damage]) {',
    replace: 'of held.runs) {',
    rule: 'Lost blocks go for room like others.',
    killers: [tests('test/unit/protocols/paxos/remains.test.ts')]
  },
  {
    id: 'paxos-loses-a-state-with-a-block',
    file: 'src/protocols/paxos/snapshot.ts',
    find: 'known === undefined ? height > log.decided.height : known === hash',
    replace: 'known === hash',
    rule: 'A state on the disk outlives the loss of a block in front of it.',
    killers: [tests('test/unit/protocols/paxos/remains.test.ts')]
  },
  {
    id: 'paxos-skips-blocks-it-begins-to-keep',
    file: 'src/protocols/paxos/log.ts',
    find: '      // The blocks between are on disk only, and those in memory follow each other.\n      recent = createRecent()\n',
    replace: '',
    rule: 'Every decided block is applied, also one that was here before this vehicle kept the log.',
    killers: [tests('test/unit/protocols/paxos/strangers.test.ts')]
  },
  {
    id: 'paxos-forgets-what-it-accepted-behind-damage',
    file: 'src/protocols/paxos/log.ts',
    find: '    const gone = [...stale].filter(([, height]) => height <= through)\n',
    replace: '    const gone = [...stale].filter(([, height]) => height <= through || true)\n',
    rule: 'What was accepted behind damaged blocks is still accepted when these are there again.',
    killers: [tests('test/unit/protocols/paxos/forks.test.ts')]
  },
  {
    id: 'paxos-forgets-what-a-disk-hides',
    file: 'src/protocols/paxos/log.ts',
    find: 'isDamaged ? decided.height : undefined',
    replace: 'isDamaged && cfg < 0 ? decided.height : undefined',
    rule: 'What a damaged disk does not show of a tail is gone with the rest of it.',
    killers: [tests('test/unit/protocols/paxos/forks.test.ts')]
  },
  {
    id: 'paxos-enters-a-booth-without-its-log',
    file: 'src/protocols/paxos/log.ts',
    find: '      if (accepted.cfg >= next) {',
    replace: '      if (accepted.cfg > next) {',
    rule: 'Who has lost the record of its booth goes on with the log that it accepted in it.',
    killers: [tests('test/unit/protocols/paxos/forks.test.ts')]
  },
  {
    id: 'paxos-takes-a-state-for-anybody',
    file: 'src/protocols/paxos/snapshot.ts',
    find: 'if (isMember && isRare && (kept',
    replace: 'if (isRare && (kept',
    rule: 'No stranger has a state written.',
    killers: [tests('test/unit/protocols/paxos/remains.test.ts')]
  },
  {
    id: 'paxos-takes-a-state-whenever-asked',
    file: 'src/protocols/paxos/snapshot.ts',
    find: 'if (isMember && isRare && (kept',
    replace: 'if (isMember && (kept',
    rule: 'Nobody has states written again and again.',
    killers: [tests('test/unit/protocols/paxos/remains.test.ts')]
  },
  {
    id: 'paxos-tells-of-a-found-booth-twice',
    file: 'src/protocols/paxos/course.ts',
    find: 'parts.mayVote() && tenure.roster.number === number',
    replace: 'parts.mayVote()',
    rule: 'A booth whose begin is found on the disk is told once.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-reads-a-block-once',
    file: 'src/protocols/paxos/apply.ts',
    find: 'const atMs = nowMs + reloadMs\n',
    replace: 'const atMs = undefined\n',
    rule: 'A block that could not be read is asked for again.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-reads-all-blocks-at-once',
    file: 'src/protocols/paxos/apply.ts',
    find: 'recordsMax: settings.loadBlocks',
    replace: 'recordsMax: 256',
    rule: 'A start reads no more blocks at once than its setting says.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-reads-a-lost-block-without-rest',
    file: 'src/protocols/paxos/apply.ts',
    find: 'const RELOAD_MS_MIN = 1_000\n',
    replace: 'const RELOAD_MS_MIN = 10\n',
    rule: 'A block that is lost is asked for again less and less often.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  },
  {
    id: 'paxos-hides-an-unreadable-block',
    file: 'src/protocols/paxos/status.ts',
    find: "apply.isUnreadable ? 'damaged' : undefined",
    replace: 'undefined',
    rule: 'A member that does not vote for want of a block says why.',
    killers: [tests('test/unit/protocols/paxos/found.test.ts')]
  }
]
