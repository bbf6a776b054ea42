/**
 * Mutants of what keeps vehicles that are no members of a group from harming it, or its members.
 */
import { type Mutant, tests } from './mutant.ts'

const STRANGERS = tests('test/unit/protocols/reconcile/strangers.test.ts')
const ANSWERS = tests('test/unit/protocols/paxos/hostile-answers.test.ts')
const CHANGES = tests('test/unit/protocols/paxos/hostile-changes.test.ts')
const PLACES = tests('test/unit/protocols/paxos/places.test.ts')
const TALES = tests('test/unit/protocols/paxos/hostile-tales.test.ts')
const BLOCKS = tests('test/unit/protocols/paxos/hostile-blocks.test.ts')
const ASKERS = tests('test/sim/log-askers.test.ts')

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
    id: 'paxos-lost-blocks-are-no-more-taken',
    file: 'src/protocols/paxos/course.ts',
    find: 'apply.hasReadDisk && height >= seal.height ? booth',
    replace: 'apply.hasReadDisk ? booth',
    rule: 'Who has lost blocks from before the booth in force takes them again.',
    killers: [tests('test/unit/protocols/paxos/remains.test.ts')]
  },
  {
    id: 'reconcile-takes-blocks-of-other-chains',
    file: 'src/protocols/reconcile/received.ts',
    find: 'if (block.header.chain !== chain || !hasWork(',
    replace: 'if (!hasWork(',
    rule: 'A block that members have named is taken only when it is of the chain.',
    killers: [STRANGERS]
  },
  {
    id: 'reconcile-takes-blocks-without-work',
    file: 'src/protocols/reconcile/received.ts',
    find: '|| !hasWork(block.hash, workOf(environment, chain))) {',
    replace: ') {',
    rule: 'A block from elsewhere has the work that the genesis asks for.',
    killers: [STRANGERS]
  },
  {
    id: 'paxos-asks-whoever-tells',
    file: 'src/protocols/paxos/voice.ts',
    find: 'isNews && isDue && shown.witnesses().includes(peer)',
    replace: 'isNews && isDue && shown.witnesses() !== undefined',
    rule: 'What is missing is told by members only.',
    killers: [TALES]
  },
  {
    id: 'paxos-believes-any-line',
    file: 'src/core/lineage.ts',
    find: 'boothFault(crypto, fleet, chain, one, before) !== undefined',
    replace: 'boothFault(crypto, fleet, chain, one) !== undefined',
    rule: 'A booth is believed only when each that leads to it was opened by a member of one before.',
    killers: [TALES]
  },
  {
    id: 'paxos-shows-no-line',
    file: 'src/protocols/paxos/change.ts',
    find: 'const line = descent.map(({ bytes }) => bytes)',
    replace: 'const line = descent.slice(0, 0).map(({ bytes }) => bytes)',
    rule: 'Who has missed several changes can believe the members that it has never met.',
    killers: [TALES]
  },
  {
    id: 'paxos-joins-by-anybody',
    file: 'src/protocols/paxos/machine.ts',
    find: 'if (!isFirst && shown?.booth.members.includes(from) !== true) {',
    replace: 'if (!isFirst && shown?.booth.members.length === 0) {',
    rule: 'Only members invite into a group that has decided anything.',
    killers: [TALES]
  },
  {
    id: 'reconcile-asks-whoever-tells',
    file: 'src/protocols/reconcile/machine.ts',
    find: '      if (!witnessesOf(told.chain).includes(told.peer)) {\n',
    replace: '      if (witnessesOf(told.chain).length === 0) {\n',
    rule: 'A chain is pursued only when a member tells of blocks.',
    killers: [STRANGERS]
  },
  {
    id: 'paxos-is-answered-by-anybody',
    file: 'src/protocols/paxos/submit.ts',
    find: 'const heard = answers.filter((answer) => isMember || wasAsked(answer))',
    replace: 'const heard = answers.filter((answer) => isMember || !wasAsked(answer))',
    rule: 'Only members answer, or whom it was asked of.',
    killers: [ANSWERS]
  },
  {
    id: 'paxos-halts-by-a-false-answer',
    file: 'src/protocols/paxos/record.ts',
    find: '    return openedReply(decodeBooth(crypto, result))\n  } catch (error) {\n    if (error instanceof InvalidMessageError) {\n',
    replace:
      '    return openedReply(decodeBooth(crypto, result))\n  } catch (error) {\n    if (error === undefined) {\n',
    rule: 'An answer that cannot be read halts nobody.',
    killers: [ANSWERS]
  },
  {
    id: 'bank-halts-by-a-false-answer',
    file: 'src/vehicle/bank-ports.ts',
    find: '    if (error instanceof InvalidMessageError) {\n',
    replace: '    if (error === undefined) {\n',
    rule: 'An answer of a bank that cannot be read halts nobody.',
    killers: [tests('test/unit/vehicle/bank-ports.test.ts')]
  },
  {
    id: 'paxos-takes-any-origin',
    file: 'src/protocols/paxos/relay.ts',
    find: '      if (origin !== undefined && !tenure.roster.others.includes(from)) {\n',
    replace: '      if (origin === from && !tenure.roster.others.includes(from)) {\n',
    rule: 'Only a member asks in the name of another vehicle.',
    killers: [ANSWERS]
  },
  {
    id: 'paxos-passes-on-any-answer',
    file: 'src/protocols/paxos/relay.ts',
    find: 'origin !== self && relayed.get(origin) === from',
    replace: 'origin !== self && relayed !== undefined',
    rule: 'An answer is passed on only from whom the question was passed on to.',
    killers: [ANSWERS]
  },
  {
    id: 'paxos-opens-whatever-it-is-told',
    file: 'src/protocols/paxos/machine.ts',
    find: 'return roster.number === 0 && seal.height > 0 && shown',
    replace: 'return roster.number >= 0 && shown',
    rule: 'A booth is put into force by its first block or a state, and not by what somebody tells.',
    killers: [TALES]
  },
  {
    id: 'paxos-opens-for-anybody',
    file: 'src/protocols/paxos/machine.ts',
    find: 'shown.witnesses().includes(from) && holds(seal)',
    replace: 'shown.witnesses().length > 0 && holds(seal)',
    rule: 'Who has lost the record of its booth takes it from a member only.',
    killers: [TALES]
  },
  {
    id: 'reconcile-takes-states-of-any-booth',
    file: 'src/protocols/reconcile/state-fetch.ts',
    find: 'known?.number === offered.number - 1 ? known : undefined',
    replace: 'known?.number === offered.number ? known : undefined',
    rule: 'A state comes with a booth that a member of the one before has opened.',
    killers: [STRANGERS]
  },
  {
    id: 'paxos-changes-for-anybody',
    file: 'src/protocols/paxos/change.ts',
    find: 'if (asker !== self && !parts.roster().others.includes(asker)) {',
    replace: "if (asker === '' && !parts.roster().others.includes(asker)) {",
    rule: 'Only a member changes the members of a group.',
    killers: [CHANGES]
  },
  {
    id: 'paxos-changes-what-the-engine-keeps',
    file: 'src/protocols/paxos/change.ts',
    find: "return text === undefined ? undefined : { reason: 'notSupported', text }",
    replace: "return text !== '' ? undefined : { reason: 'notSupported', text }",
    rule: 'The leader as well keeps the members of a group whose engine does not change them.',
    killers: [CHANGES]
  },
  {
    id: 'paxos-takes-more-members-than-fit',
    file: 'src/protocols/paxos/replies.ts',
    find: '  return members.length > MEMBERS_MAX\n',
    replace: '  return members.length > 2 * MEMBERS_MAX\n',
    rule: 'No booth is asked for that nobody could read.',
    killers: [CHANGES]
  },
  {
    id: 'booth-of-more-members-than-fit',
    file: 'src/core/booth.ts',
    find: 'assert(length > 0 && length <= MEMBERS_MAX,',
    replace: 'assert(length >= 0,',
    rule: 'Nobody signs a booth that nobody could read.',
    killers: [CHANGES]
  },
  {
    id: 'paxos-joins-without-being-named',
    file: 'src/protocols/paxos/machine.ts',
    find: '    if (!booth.members.includes(self)) {\n',
    replace: '    if (booth.members.length === 0) {\n',
    rule: 'A vehicle keeps a group only when a booth names it.',
    killers: [PLACES]
  },
  {
    id: 'paxos-invites-drive-out-others',
    file: 'src/protocols/paxos/groups.ts',
    find: "giveWay('invited', from)\n",
    replace: "giveWay('invited')\n",
    rule: 'Of one inviter the oldest invitation gives way, and none of another.',
    killers: [PLACES]
  },
  {
    id: 'paxos-keeps-what-it-asks',
    file: 'src/protocols/paxos/groups.ts',
    find: "count('asker') < ASKED_MAX || giveWay('asker')",
    replace: "count('asker') < ASKED_MAX",
    rule: 'A group that is only asked gives way once nothing waits for it.',
    killers: [PLACES]
  },
  {
    id: 'paxos-stores-for-whoever-invites',
    file: 'src/protocols/paxos/machine.ts',
    find: 'if (!groups.isInvited(told.chain) || !groups.isFull()) {',
    replace: "if (!groups.isInvited(told.chain) || told.chain !== '') {",
    rule: 'What comes of an invitation takes no more room than there is for others.',
    killers: [PLACES]
  },
  {
    id: 'paxos-asks-no-engine-what-strangers-may',
    file: 'src/protocols/paxos/service.ts',
    find: '(isMember ? undefined : parts.entryFault(asker, entry))',
    replace: "(isMember || asker !== '' ? undefined : parts.entryFault(asker, entry))",
    rule: 'What a vehicle that is no member may put into the log is for the engine to say.',
    killers: [ASKERS]
  },
  {
    id: 'paxos-takes-members-for-strangers',
    file: 'src/protocols/paxos/service.ts',
    find: '(isMember ? undefined : parts.entryFault(asker, entry))',
    replace: 'parts.entryFault(asker, entry)',
    rule: 'A member may put into the log whatever its state takes.',
    killers: [ASKERS]
  },
  {
    id: 'quorum-log-takes-what-strangers-say',
    file: 'src/vehicle/engines.ts',
    find: '    entryFault: quorumEntryFault,\n',
    replace: '    entryFault: () => (quorumEntryFault === undefined ? undefined : undefined),\n',
    rule: 'The log of a quorum group takes nothing from a vehicle that is no member.',
    killers: [ASKERS]
  },
  {
    id: 'twophase-log-takes-words-of-others',
    file: 'src/vehicle/log-askers.ts',
    find: 'return operation.peer === asker ?',
    replace: 'return operation.peer !== undefined ?',
    rule: 'That a vehicle takes part, or has its keys, it says itself.',
    killers: [ASKERS]
  },
  {
    id: 'twophase-log-takes-decisions-of-others',
    file: 'src/vehicle/log-askers.ts',
    find: 'isOwn(operation.coordinator) ? undefined',
    replace: 'operation.commits.length === 0 || isOwn(operation.coordinator) ? undefined',
    rule: 'Only its coordinator decides a transaction.',
    killers: [ASKERS]
  },
  {
    id: 'twophase-log-takes-ends-of-others',
    file: 'src/vehicle/log-askers.ts',
    find: 'operation.transactions.every(({ coordinator }) => isOwn(coordinator))',
    replace: 'operation.transactions.length > 0',
    rule: 'That all have done a transaction its coordinator says, or a member.',
    killers: [ASKERS]
  }
]
