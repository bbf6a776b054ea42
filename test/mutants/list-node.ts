/**
 * Mutants of what stands around the vehicle: its start and its end, its API, its commands.
 */
import { type Mutant, tests } from './mutant.ts'

export const NODE_MUTANTS: readonly Mutant[] = [
  {
    id: 'metrics-believe-a-leader-out-of-reach',
    file: 'src/node/group-readings.ts',
    find: 'isLeader && isConnected)',
    replace: 'isLeader)',
    rule: 'A group whose leader this vehicle does not reach is told as one without.',
    killers: [tests('test/unit/node/group-readings.test.ts')]
  },
  {
    id: 'metrics-of-who-hears-nothing',
    file: 'src/node/group-readings.ts',
    find: "status !== undefined && status.role !== 'learner'",
    replace: 'status !== undefined',
    rule: 'Who may not vote tells of neither leader nor quorum, which it does not hear.',
    killers: [tests('test/unit/node/group-readings.test.ts')]
  },
  {
    id: 'metrics-take-a-majority-for-a-quorum',
    file: 'src/core/engine-rules.ts',
    find: 'Math.max(majority(n), reads, writes)',
    replace: 'Math.min(majority(n), majority(reads + writes + n))',
    rule: 'A quorum is there when reads and writes have as many members as they take.',
    killers: [tests('test/unit/node/group-readings.test.ts')]
  },
  {
    id: 'groups-of-one-name',
    file: 'src/protocols/paxos/opening.ts',
    find: 'opening.chain === chain ? nameFault(opening) : undefined',
    replace: 'opening.chain === chain ? undefined : undefined',
    rule: 'A name means one group where it is given.',
    killers: [tests('test/unit/vehicle/group-requests.test.ts')]
  },
  {
    id: 'group-that-is-asked-for-again-is-another',
    file: 'src/protocols/paxos/opening.ts',
    find: 'opening.chain === chain ? nameFault(opening) : undefined',
    replace: 'nameFault({ ...opening, chain })',
    rule: 'The same operation gets its group, whose name is taken by itself.',
    killers: [tests('test/unit/vehicle/group-requests.test.ts')]
  },
  {
    id: 'members-named-twice-are-one',
    file: 'src/node/groups.ts',
    find: '      if (before !== undefined) {\n',
    replace: "      if (before === '') {\n",
    rule: 'A list that names one vehicle twice is a mistake.',
    killers: [tests('test/integration/cli/kv.test.ts')]
  },
  {
    id: 'metrics-of-what-is-gone',
    file: 'src/node/metrics.ts',
    find: '            this.reset()\n            for',
    replace: '            for',
    rule: 'A group that is gone is no longer told of.',
    killers: [tests('test/unit/node/group-readings.test.ts')]
  },
  {
    id: 'refusal-with-a-code-of-its-own-making',
    file: 'src/node/errors.ts',
    find: "isProblemCode(code) ? code : 'ERR_REFUSED'",
    replace: "isProblemCode(code) || reason !== '' ? code : 'ERR_REFUSED'",
    rule: 'What a refusal is called is of the catalogue, in the library as over HTTP.',
    killers: [tests('test/unit/http/catalogue.test.ts')]
  },
  {
    id: 'refusal-without-its-word',
    file: 'src/http/problems.ts',
    find: "code === 'ERR_REFUSED' ? { ...detail, reason } : detail",
    replace: "code === 'ERR_REFUSED' ? detail : { ...detail }",
    rule: 'A refusal for a reason that is not known here tells the word.',
    killers: [tests('test/unit/http/catalogue.test.ts')]
  },
  {
    id: 'chain-of-quorum-hides-what-it-deleted',
    file: 'src/http/commands.ts',
    find: '    if (content === undefined) {\n',
    replace: '    if (content === undefined && key.length === 0) {\n',
    rule: 'The chain of a quorum group tells values and deletions as they were acknowledged.',
    killers: [tests('test/unit/http/commands.test.ts')]
  },
  {
    id: 'change-of-others-is-told-as-done',
    file: 'src/node/groups.ts',
    find: '  if (!isSame) {\n',
    replace: '  if (!isSame && wanted.size === 0) {\n',
    rule: 'A change of members under the id of another one is not told as done.',
    killers: [tests('test/unit/node/groups.test.ts')]
  },
  {
    id: 'lines-that-come-are-late',
    file: 'src/http/client.ts',
    find: '          eachLine?.end()\n',
    replace: '',
    rule: 'Line by line an answer may take as long as its caller does.',
    killers: [tests('test/unit/http/client.test.ts')]
  },
  {
    id: 'lines-that-stop-are-waited-for',
    file: 'src/http/client.ts',
    find: '          eachLine?.begin()\n',
    replace: '',
    rule: 'Line by line each further line has to come in time.',
    killers: [tests('test/unit/http/client.test.ts')]
  },
  {
    id: 'operation-of-two-words-is-offered-as-two',
    file: 'src/cli/index.ts',
    find: '{shellWord(operation)}',
    replace: '{operation}',
    rule: 'What is offered to be asked again is one word for a shell.',
    killers: [tests('test/unit/cli/told.test.ts')]
  },
  {
    id: 'key-forgets-a-try-of-unknown-outcome',
    file: 'src/http/idempotency.ts',
    find: '      if (entry.operation !== undefined) {\n',
    replace: '      if (entry.operation !== undefined && isUnknown) {\n',
    rule: 'A change of unknown outcome is not done anew under its key because asking again was refused.',
    killers: [tests('test/unit/http/idempotency.test.ts')]
  },
  {
    id: 'answer-before-the-body-is-taken',
    file: 'src/http/server.ts',
    find: '  if (!isReadWhole(request)) {\n    return reply.send',
    replace: '  if (isReadWhole(request)) {\n    return reply.send',
    rule: 'Who still sends a body that is refused gets to see the answer.',
    killers: [tests('test/unit/http/unread-body.test.ts')]
  },
  {
    id: 'client-sends-what-is-refused',
    file: 'src/http/client.ts',
    find: 'if (Buffer.byteLength(json) > REQUEST_BODY_BYTES_MAX) {',
    replace: 'if (Buffer.byteLength(json) > 16 * REQUEST_BODY_BYTES_MAX) {',
    rule: 'A body that a node would refuse is not sent.',
    killers: [tests('test/unit/http/client.test.ts')]
  },
  {
    id: 'name-of-who-was-replaced',
    file: 'src/node/names.ts',
    find: 'const here = isAny ? [] : peersOf(named.filter',
    replace: 'const here = isAny ? [] : peersOf([].filter',
    rule: 'A vehicle that is connected goes before those of its alias that are away.',
    killers: [tests('test/unit/node/names.test.ts')]
  },
  {
    id: 'gone-takes-who-is-there',
    file: 'src/node/ring.ts',
    find: 'isGone ? names.anyVehicle : names.vehicle',
    replace: 'isGone ? names.vehicle : names.vehicle',
    rule: 'Who is gone is never taken for the vehicle that has replaced it.',
    killers: [tests('test/unit/node/ring.test.ts')]
  },
  {
    id: 'ring-knows-only-who-was-met',
    file: 'src/node/ring.ts',
    find: '    return find(\n      name,\n      nodes.map(({ peer }) => peer)\n    )\n',
    replace: '    return find(name, nodes.map(({ peer }) => peer).slice(nodes.length))\n',
    rule: 'Who leaves a ring is found among its vehicles, met or not.',
    killers: [tests('test/unit/node/ring.test.ts')]
  },
  {
    id: 'names-of-those-met-only',
    file: 'src/node/names.ts',
    find: ', ...among.filter((peer) => aliasOf(peer) === name)]',
    replace: ']',
    rule: 'Of two that a name may mean the one that was not met is no less meant.',
    killers: [tests('test/unit/node/names.test.ts')]
  },
  {
    id: 'members-known-only-when-met',
    file: 'src/node/groups.ts',
    find: 'members: vehiclesOf(members, vehicle.groups.membersOf(chain)),',
    replace: 'members: vehiclesOf(members),',
    rule: 'Members of a group are named by their labels, met or not.',
    killers: [tests('test/unit/node/groups.test.ts')]
  },
  {
    id: 'metrics-of-no-groups',
    file: 'src/node/readings.ts',
    find: '  metrics.addSeries(groupSeries(vehicle.self, groups))\n',
    replace: '  groupSeries(vehicle.self, groups)\n',
    rule: 'Metrics tell of the groups of the vehicle.',
    killers: [tests('test/unit/node/readings.test.ts')]
  },
  {
    id: 'listen-takes-any-file',
    file: 'src/http/listen.ts',
    find: '?.isSocket() !== true',
    replace: ' === undefined',
    rule: 'Only a socket that nobody listens on makes room for the control API.',
    killers: [tests('test/unit/http/listen.test.ts')]
  },
  {
    id: 'lifecycle-closes-again',
    file: 'src/node/lifecycle.ts',
    find: '    closing ??= stopAll()\n',
    replace: '    closing = stopAll()\n',
    rule: 'What a node stands on is closed once.',
    killers: [tests('test/unit/node/lifecycle.test.ts')]
  },
  {
    id: 'lifecycle-starts-what-was-stopped',
    file: 'src/node/lifecycle.ts',
    find: '      if (stopping !== undefined) {\n',
    replace: '      if (stopping !== undefined && starting === undefined) {\n',
    rule: 'A node that was stopped does not say that it has started.',
    killers: [tests('test/unit/node/lifecycle.test.ts')]
  },
  {
    id: 'append-ignores-who-stops-waiting',
    file: 'src/node/append.ts',
    find: '      signal?.throwIfAborted()\n      if',
    replace: '      if',
    rule: 'Nothing is appended for a caller who has stopped waiting.',
    killers: [tests('test/unit/node/append.test.ts')]
  },
  {
    id: 'output-half-is-success',
    file: 'src/cli/output.ts',
    find: '    exit(isFull ? EXIT.diskFull : EXIT.failed)\n',
    replace: '    exit(EXIT.ok)\n',
    rule: 'A result that could not be written is no success.',
    killers: [tests('test/unit/cli/output.test.ts')]
  },
  {
    id: 'output-keeps-half-a-file',
    file: 'src/cli/output.ts',
    find: '    await rm(path, { force: true })\n',
    replace: '',
    rule: 'A file that could not be written whole is not left behind.',
    killers: [tests('test/unit/cli/output.test.ts')]
  },
  {
    id: 'client-blames-the-connection',
    file: 'src/http/client.ts',
    find: '    onFailed(cause)\n',
    replace: '',
    rule: 'When the source of an upload fails, that is what is told.',
    killers: [tests('test/unit/http/client.test.ts')]
  },
  {
    id: 'call-without-patience',
    file: 'src/node/calls.ts',
    find: 'signal === undefined && timeoutMs === undefined',
    replace: 'signal === undefined',
    rule: 'A caller waits no longer than it said.',
    killers: [tests('test/unit/node/calls.test.ts')]
  },
  {
    id: 'call-believes-its-caller',
    file: 'src/node/calls.ts',
    find: '  if (fault !== undefined) {\n',
    replace: "  if (fault === '') {\n",
    rule: 'A value of another kind than its field has never reaches a step, where it halts the vehicle.',
    killers: [tests('test/unit/node/request-check.test.ts')]
  },
  {
    id: 'identity-takes-over-a-store',
    file: 'src/node/identity.ts',
    find: '  if (known === undefined && trace !== undefined) {\n',
    replace: "  if (known === undefined && trace === '') {\n",
    rule: 'A new name does not go on with the store of another one.',
    killers: [tests('test/unit/node/identity.test.ts')]
  },
  {
    id: 'import-takes-two-for-one',
    file: 'src/node/transfer.ts',
    find: "      if (isEnded || (item.type === 'chain' && genesis !== undefined)) {\n",
    replace: "      if (isEnded && item.type === 'chain' && genesis === undefined) {\n",
    rule: 'An import is of one chain, or the range that is pinned is none of it.',
    killers: [tests('test/unit/node/archive.test.ts')]
  },
  {
    id: 'question-outlives-its-client',
    file: 'src/http/context.ts',
    find: "method !== 'GET' && ",
    replace: '',
    rule: 'A question ends with its client, whatever headers it sent.',
    killers: [tests('test/unit/http/context.test.ts')]
  },
  {
    id: 'store-writes-where-nothing-lasts',
    file: 'src/storage/witness-file.ts',
    find: '.nlink === 0',
    replace: '.nlink < 0',
    rule: 'A batch in files that have no name any more is not durable, and is told as failed.',
    killers: [tests('test/unit/storage/level-store.test.ts')]
  },
  {
    id: 'lifecycle-ends-half-way',
    file: 'src/node/lifecycle.ts',
    find: '        failures.push(error)\n',
    replace: '        throw error\n',
    rule: 'What fails at its end does not keep the store open.',
    killers: [tests('test/unit/node/lifecycle.test.ts')]
  },
  {
    id: 'clients-take-every-file',
    file: 'src/http/connections.ts',
    find: 'const FILES_PER_CONNECTION = 4\n',
    replace: 'const FILES_PER_CONNECTION = 1\n',
    rule: 'Connections of clients leave files for the store and for other vehicles.',
    killers: [tests('test/unit/http/connections.test.ts')]
  },
  {
    id: 'clock-misses-sleep',
    file: 'src/node/clock.ts',
    find: '      offsetMs += allMs - sleptMs\n',
    replace: '',
    rule: 'The time for which the computer slept is time that went by, for leases too.',
    killers: [tests('test/unit/node/clock.test.ts')]
  },
  {
    id: 'clock-follows-who-sets-it',
    file: 'src/node/clock.ts',
    find: '    const allMs = Math.floor(sleeplessMs - startSleeplessMs - awakeMs) - ROUNDED_MS\n',
    replace: '    const allMs = Math.floor(gapMs - (offsetMs - sleptMs)) - ROUNDED_MS\n',
    rule: 'A step of the system clock reaches no timer, no lease and no time to live.',
    killers: [tests('test/unit/node/clock.test.ts')]
  },
  {
    id: 'clock-rounds-sleep-up',
    file: 'src/node/clock.ts',
    find: 'const ROUNDED_MS = 20\n',
    replace: 'const ROUNDED_MS = -20\n',
    rule: 'Rounding makes no sleep longer than it was: a promise does not end before its time.',
    killers: [tests('test/unit/node/clock.test.ts')]
  },
  {
    id: 'adverts-told-by-the-own-clock',
    file: 'src/node/neighbours.ts',
    find: ', timeMs: wallMs }',
    replace: ' }',
    rule: 'A vehicle whose system clock was set after its start is heard from then on.',
    killers: [tests('test/unit/node/clock.test.ts')]
  },
  {
    id: 'memberships-end-by-the-own-clock',
    file: 'src/node/network/parts.ts',
    find: '    wallMs,\n',
    replace: '    wallMs: nowMs,\n',
    rule: 'Memberships end by the system time, also where it was set after the start.',
    killers: [tests('test/integration/network/admission.test.ts')]
  },
  {
    id: 'settings-take-any-name',
    file: 'src/node/setting-names.ts',
    find: '    if (below === undefined) {\n',
    replace: '    if (below === undefined && place.length > 9) {\n',
    rule: 'A setting that nothing reads is refused.',
    killers: [
      tests('test/unit/node/setting-names.test.ts'),
      tests('test/unit/cli/commands.test.ts')
    ]
  },
  {
    id: 'settings-take-any-kind',
    file: 'src/node/setting-names.ts',
    find: 'below === kindOf(value) ? undefined : KINDS[below]',
    replace: 'below === kindOf(value) ? KINDS.value : undefined',
    rule: 'A setting of another kind, such as a time in quotes, is refused.',
    killers: [tests('test/unit/node/setting-names.test.ts')]
  },
  {
    id: 'settings-take-what-every-object-has',
    file: 'src/node/setting-names.ts',
    find: 'Object.hasOwn(names, name)',
    replace: '(name in names)',
    rule: 'What every object has is no setting.',
    killers: [tests('test/unit/node/setting-names.test.ts')]
  },
  {
    id: 'settings-of-machines-take-any-value',
    file: 'src/node/setting-ranges.ts',
    find: '      resolve(machine as Machine)\n',
    replace: "      resolve('spread')\n",
    rule: 'A value of a setting that is out of its range is refused before anything is opened.',
    killers: [tests('test/unit/node/setting-ranges.test.ts')]
  }
]
