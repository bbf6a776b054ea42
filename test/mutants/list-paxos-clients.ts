/**
 * Mutants of the asking side of a group: what clients hear, and whom they ask.
 */
import { type Mutant, paxosSim, tests } from './mutant.ts'

export const PAXOS_CLIENT_MUTANTS: readonly Mutant[] = [
  {
    id: 'paxos-gathers-nothing',
    file: 'src/protocols/paxos/service.ts',
    find: 'leader.inFlight >= (isReady ? settings.blocksInFlight : 1)',
    replace: 'leader.inFlight >= (isReady ? settings.blocksInFlight : settings.blocksInFlight)',
    rule: 'Small entries gather while a block is under way.',
    killers: [tests('test/unit/protocols/paxos/leader-rules.test.ts')]
  },
  {
    id: 'network-holds-updates-for-ever',
    file: 'src/node/network/quiet-noise.ts',
    find: 'if (bytes >= UPDATE_BYTES_MIN) {',
    replace: 'if (bytes >= 8 * UPDATE_BYTES_MIN) {',
    rule: 'What a sender is not told of is never its whole window.',
    killers: [tests('test/unit/node/network/quiet-noise.test.ts')]
  },
  {
    id: 'paxos-refuses-what-has-left',
    file: 'src/protocols/paxos/submit.ts',
    find: 'const isUndone = isQuestion(one) || one.sent === 0',
    replace: 'const isUndone = one.sent >= 0',
    rule: 'Refused is said only of what will never be done.',
    killers: [paxosSim(60)]
  },
  {
    id: 'paxos-candidate-asks-itself',
    file: 'src/protocols/paxos/route.ts',
    find: '      if (leader === environment.self) {\n',
    replace: '      if (leader === environment.self && !reach.isNear(leader)) {\n',
    rule: 'Who tries to lead keeps what it is asked until it leads or gives up.',
    killers: [tests('test/unit/protocols/paxos/clients.test.ts')]
  },
  {
    id: 'paxos-is-told-to-ask-itself',
    file: 'src/protocols/paxos/route.ts',
    find: 'hint = leader === environment.self ? undefined : leader',
    replace: 'hint = leader',
    rule: 'Who does not lead asks another, whoever says that it leads.',
    killers: [tests('test/unit/protocols/paxos/route.test.ts')]
  },
  {
    id: 'paxos-busy-for-what-has-left',
    file: 'src/protocols/paxos/submit.ts',
    find: 'isQuestion(one) || isOnlyHere(one)',
    replace: 'isQuestion(one) || one.sent === 1',
    rule: 'Busy is said only of what no doubled message can bring back.',
    killers: [tests('test/unit/protocols/paxos/clients.test.ts')]
  },
  {
    id: 'paxos-opens-a-session-of-old',
    file: 'src/protocols/paxos/submit.ts',
    find: 'if (height === 0 && !hasHeard && !log.isKept) {',
    replace: 'if (height === 0 && hasHeard && !log.isKept) {',
    rule: 'Nobody opens a session before knowing how far the group is.',
    killers: [tests('test/unit/protocols/paxos/strangers.test.ts')]
  },
  {
    id: 'paxos-follows-what-it-asks',
    file: 'src/protocols/paxos/machine.ts',
    find: 'group?.isKept() === true ? group.decided : undefined',
    replace: 'group?.decided',
    rule: 'Who only asks a group for something does not keep its log.',
    killers: [tests('test/unit/protocols/paxos/strangers.test.ts')]
  },
  {
    id: 'paxos-lets-a-member-wait',
    file: 'src/protocols/paxos/group.ts',
    find: '      changes.met(peer, out)\n',
    replace: '',
    rule: 'A member that is not heard is told of the group as soon as it is connected.',
    killers: [tests('test/unit/protocols/paxos/opening.test.ts')]
  },
  {
    id: 'paxos-lets-who-comes-wait',
    file: 'src/protocols/paxos/machine.ts',
    find: "        case 'connected':\n          for (const group of groups.all()) {",
    replace:
      "        case 'connected':\n          for (const group of [...groups.all()].slice(1)) {",
    rule: 'What could be sent to nobody goes at once to who is connected.',
    killers: [tests('test/unit/protocols/paxos/clients.test.ts')]
  },
  {
    id: 'paxos-passes-on-to-a-leader-that-hangs',
    file: 'src/protocols/paxos/tenure.ts',
    find: 'election().isAwake(leads)',
    replace: 'election().isConnected(leads)',
    rule: 'Nothing is passed on to a leader that answers no heartbeat.',
    killers: [tests('test/unit/protocols/paxos/strangers.test.ts')]
  },
  {
    id: 'paxos-waits-for-a-lost-connection',
    file: 'src/protocols/paxos/submit.ts',
    find: '.filter((one) => one.asked === peer)',
    replace: ".filter((one) => one.asked === '')",
    rule: 'What was asked over a connection that ended is asked of somebody else at once.',
    killers: [tests('test/unit/protocols/paxos/strangers.test.ts')]
  },
  {
    id: 'paxos-answers-of-a-former-life',
    file: 'src/protocols/paxos/machine.ts',
    find: 'starts === undefined ? firstRun(environment, ports) :',
    replace: 'starts === undefined ? 1 :',
    rule: 'A vehicle that lost its disk takes no answer that was meant for its former life.',
    killers: [tests('test/unit/protocols/paxos/clients.test.ts')]
  },
  {
    id: 'paxos-packs-any-number-of-blocks',
    file: 'src/protocols/paxos/parts.ts',
    find: '({ length }) => length, BLOCKS_MAX, PART_BYTES',
    replace: '({ length }) => length, Number.POSITIVE_INFINITY, PART_BYTES',
    rule: 'No message has more blocks than its receiver takes.',
    killers: [tests('test/unit/protocols/paxos/frames.test.ts')]
  },
  {
    id: 'paxos-counts-no-texts',
    file: 'src/protocols/paxos/portions.ts',
    find: 'return FRAMING_BYTES + CHARACTER_BYTES_MAX * (reason.length + text.length)',
    replace: 'return FRAMING_BYTES',
    rule: 'Answers with long texts go in several messages.',
    killers: [tests('test/unit/protocols/paxos/frames.test.ts')]
  },
  {
    id: 'paxos-counts-no-framing',
    file: 'src/protocols/paxos/portions.ts',
    find: 'const FRAMING_BYTES = 48',
    replace: 'const FRAMING_BYTES = 0',
    rule: 'Many small answers go in several messages.',
    killers: [tests('test/unit/protocols/paxos/frames.test.ts')]
  },
  {
    id: 'paxos-counts-no-members',
    file: 'src/protocols/paxos/portions.ts',
    find: 'return FRAMING_BYTES + names',
    replace: 'return FRAMING_BYTES',
    rule: 'Changes of many members go in several messages.',
    killers: [tests('test/unit/protocols/paxos/frames.test.ts')]
  },
  {
    id: 'paxos-answers-what-no-message-carries',
    file: 'src/protocols/paxos/service.ts',
    find: 'if (length <= RESULT_BYTES_MAX) {',
    replace: 'if (length <= RESULT_BYTES_MAX || height > 0) {',
    rule: 'An answer that no message carries is refused.',
    killers: [tests('test/unit/protocols/paxos/frames.test.ts')]
  },
  {
    id: 'paxos-proposes-any-bytes',
    file: 'src/protocols/paxos/service.ts',
    find: 'bytes.length, 0) < IN_FLIGHT_BYTES_MAX',
    replace: 'bytes.length, 0) < Number.POSITIVE_INFINITY',
    rule: 'Undecided blocks take no more than can wait for one member.',
    killers: [tests('test/unit/protocols/paxos/frames.test.ts')]
  },
  {
    id: 'paxos-hides-who-is-missing',
    file: 'src/protocols/paxos/submit.ts',
    find: 'noLeaderText(environment, ports.members())',
    replace: 'noLeaderText(environment, [])',
    rule: 'Who is not answered by the leader hears which members are out of reach.',
    killers: [tests('test/unit/protocols/paxos/clients.test.ts')]
  }
]
