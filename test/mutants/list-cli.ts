/**
 * Mutants of what commands tell people: findings, advice, and what an answer is worth.
 */
import { type Mutant, tests } from './mutant.ts'

const TOLD = tests('test/unit/cli/told.test.ts')
const COMMANDS = tests('test/unit/cli/commands.test.ts')
const DOCTOR = tests('test/unit/cli/doctor.test.ts')

export const CLI_MUTANTS: readonly Mutant[] = [
  {
    id: 'cli-overlooks-misspelt-variables',
    file: 'src/cli/environment.ts',
    find: '.filter((fault) => fault !== undefined)',
    replace: '.filter((fault) => fault === "")',
    rule: 'A variable that looks like a setting and that nothing reads is told.',
    killers: [COMMANDS]
  },
  {
    id: 'doctor-ends-where-no-node-runs',
    file: 'src/cli/commands/doctor.ts',
    find: '  try {\n    const client = clientOf(context)\n',
    replace: '  const client = clientOf(context)\n  try {\n',
    rule: 'That no node runs is one finding of many.',
    killers: [DOCTOR]
  },
  {
    id: 'doctor-takes-a-wrong-flag-for-a-finding',
    file: 'src/cli/commands/doctor.ts',
    find: '    if (error instanceof InvalidInputError) {\n',
    replace: '    if (error instanceof InvalidInputError && error.message === "") {\n',
    rule: 'A wrong flag is bad input, and nothing about the vehicle.',
    killers: [DOCTOR]
  },
  {
    id: 'address-that-was-cut-off-is-a-wrong-flag',
    file: 'src/cli/client.ts',
    find: '  } catch {\n    return undefined\n  }',
    replace:
      '  } catch (error) {\n    if (error instanceof InvalidInputError) {\n      throw error\n    }\n    return undefined\n  }',
    rule: 'A cut off address in the data directory is that of no node, and nothing that was typed.',
    killers: [DOCTOR]
  },
  {
    id: 'doctor-believes-a-stopped-disk',
    file: 'src/cli/commands/doctor.ts',
    find: 'return [notRunning, ...(await storeFindings(context))]',
    replace: 'return [notRunning]',
    rule: 'The disk of a vehicle that does not run is looked at too.',
    killers: [DOCTOR]
  },
  {
    id: 'doctor-misses-a-store-that-is-gone',
    file: 'src/node/disk-check.ts',
    find: '  await checkMemory(dataDir, path)\n',
    replace: '',
    rule: 'A key whose store is gone is damage before anybody starts it.',
    killers: [DOCTOR]
  },
  {
    id: 'every-command-takes-an-operation',
    file: 'src/cli/index.ts',
    find: "takesFlag(words, '--operation')",
    replace: "takesFlag(['put'], '--operation')",
    rule: 'A flag is offered only to commands that have it.',
    killers: [TOLD]
  },
  {
    id: 'ring-asks-for-an-id-that-it-takes-not',
    file: 'src/node/ring.ts',
    find: 'error instanceof OutcomeUnknownError ? unknownChange(error) : error',
    replace: 'error',
    rule: 'A change of a ring is asked for again as it was.',
    killers: [tests('test/unit/node/ring.test.ts')]
  },
  {
    id: 'wiped-is-sent-to-any-vehicle',
    file: 'src/node/group-views.ts',
    find: '`another member: vguard-node',
    replace: '`any vehicle: vguard-node',
    rule: 'The advice names who may change the members.',
    killers: [tests('test/unit/node/group-views.test.ts')]
  },
  {
    id: 'quorum-is-advised-to-recover',
    file: 'src/node/group-views.ts',
    find: "    engine === 'quorum'\n      ? `if they",
    replace: "    engine === 'records'\n      ? `if they",
    rule: 'What the engine refuses is not advised.',
    killers: [tests('test/unit/node/group-views.test.ts')]
  },
  {
    id: 'reads-are-served-by-a-majority',
    file: 'src/node/group-views.ts',
    find: 'membersNeeded(total, quorum)',
    replace: 'majority(total)',
    rule: 'A group that cannot serve its reads or writes is told.',
    killers: [tests('test/unit/node/group-views.test.ts')]
  },
  {
    id: 'owners-outside-are-strangers',
    file: 'src/cli/commands/group-parts.ts',
    find: '(ring.isOwner || ring.keys > 0)',
    replace: '(ring.isOwner && ring.keys > 99)',
    rule: 'Who keeps keys of a ring is no stranger to its group.',
    killers: [TOLD]
  },
  {
    id: 'status-hides-keys-of-a-ring',
    file: 'src/cli/commands/status.ts',
    find: '...(keepsKeys(ring) ? [',
    replace: '...(keepsKeys(undefined) ? [',
    rule: 'Status tells of keys that are kept for a group of others.',
    killers: [tests('test/unit/cli/groups.test.ts')]
  },
  {
    id: 'ring-is-shown-without-a-time',
    file: 'src/node/ring.ts',
    find: "type: 'ringShow', chain, keys, deadlineMs }",
    replace: "type: 'ringShow', chain, keys }",
    rule: 'The vehicle is told how long the caller waits to see a ring.',
    killers: [tests('test/unit/node/ring.test.ts')]
  },
  {
    id: 'ring-tells-all-sources-as-done',
    file: 'src/cli/commands/group-parts.ts',
    find: '{ keys, sources, done }: RingJson',
    replace: '{ keys, sources, sources: done }: RingJson',
    rule: 'How many vehicles have given all is told beside how many there are.',
    killers: [TOLD]
  },
  {
    id: 'who-stays-fetches-nothing',
    file: 'src/cli/commands/ring.ts',
    find: 'if (isMoving && !isReady) {',
    replace: 'if (isJoining && !isReady) {',
    rule: 'Who gets keys that another leaves is told to fetch them.',
    killers: [TOLD]
  },
  {
    id: 'flags-hide-their-names',
    file: 'src/cli/command.ts',
    find: '    command.addOption(buildFlag(option))\n',
    replace: '    command.addOption(buildOption(option))\n',
    rule: 'What is wrong with a value is told with its flag.',
    killers: [TOLD, tests('test/unit/cli/commands.test.ts')]
  },
  {
    id: 'rules-of-any-engine',
    file: 'src/cli/commands/groups.ts',
    find: "  checkRules(context, engine ?? 'paxos')\n",
    replace: '',
    rule: 'A rule that the engine of a group does not have is refused by its option.',
    killers: [TOLD]
  },
  {
    id: 'ring-asks-for-any-keys',
    file: 'src/cli/commands/ring.ts',
    find: 'keys.length > RING_KEYS_MAX) {',
    replace: 'keys.length > 2 * RING_KEYS_MAX) {',
    rule: 'More keys than are told at once are refused with their option.',
    killers: [TOLD]
  },
  {
    id: 'ring-commands-keep-their-time',
    file: 'src/cli/commands/ring.ts',
    find: "const body = { vehicle, gone, timeoutMs: context.number('timeout') }",
    replace: 'const body = { vehicle, gone }',
    rule: 'The node is told how long the caller waits.',
    killers: [TOLD]
  },
  {
    id: 'nobody-waits-for-the-reason',
    file: 'src/cli/client.ts',
    find: 'timeoutMs + ANSWER_MS',
    replace: 'timeoutMs',
    rule: 'A command waits for the node that gives up to say why.',
    killers: [TOLD]
  },
  {
    id: 'bench-measures-before-it-looks',
    file: 'src/cli/commands/bench.ts',
    find: '      await checkPlace(svg)\n',
    replace: "      await checkPlace('.svg')\n",
    rule: 'Where no drawing can be written is told before anything is measured.',
    killers: [tests('test/unit/cli/bench/place.test.ts')]
  },
  {
    id: 'former-members-are-learners-only',
    file: 'src/cli/commands/group-parts.ts',
    find: '  const role = isOwner ? owner : status.role\n',
    replace: '  const role = status.role\n',
    rule: 'Who keeps keys of a ring is told as its owner, also when it was a member.',
    killers: [TOLD]
  },
  {
    id: 'cluster-lists-who-was-made',
    file: 'src/cli/cluster/folder.ts',
    find: 'peer: identity?.peer ?? peer }',
    replace: "peer: peer || (identity?.peer ?? '') }",
    rule: 'A vehicle of a cluster is who its key says.',
    killers: [tests('test/unit/cli/cluster')]
  },
  {
    id: 'advice-forgets-the-vehicle',
    file: 'src/cli/command.ts',
    find: "  const isGiven = context.originOf('vehicle') === 'flag'\n",
    replace: "  const isGiven = context.text('vehicle') === ''\n",
    rule: 'What is advised is about the vehicle that the command was about.',
    killers: [tests('test/unit/cli/commands.test.ts')]
  },
  {
    id: 'sim-fleet-simulates-before-it-looks',
    file: 'src/cli/drawing-place.ts',
    find: 'makeDirectories(directory).then(() => refusalOf(directory), codeIn)',
    replace: 'makeDirectories(directory).then(() => undefined, () => undefined)',
    rule: 'Where no drawings can be written is told before anything is simulated.',
    killers: [tests('test/unit/cli/bench/place.test.ts')]
  },
  {
    id: 'sim-switches-off-what-there-is-not',
    file: 'src/cli/commands/sim.ts',
    find: '  if (unknown !== undefined) {\n',
    replace: "  if (unknown === '') {\n",
    rule: 'A fault that there is not cannot be switched off.',
    killers: [tests('test/unit/cli/commands.test.ts')]
  },
  {
    id: 'directories-that-cannot-be-are-a-matter-of-fleets',
    file: 'src/node/secret-files.ts',
    find: '    if (hasCode(cause, ...NO_DIRECTORY)) {\n',
    replace: "    if (hasCode(cause, '')) {\n",
    rule: 'A path where there cannot be a directory is a wrong value.',
    killers: [tests('test/unit/cli/commands.test.ts')]
  },
  {
    id: 'cluster-vehicles-are-started-as-others',
    file: 'src/cli/cluster/place.ts',
    find: '  if (isVehicleName(name) && existsSync(',
    replace: "  if (dir === '' && existsSync(",
    rule: 'A vehicle of a cluster is started as one.',
    killers: [tests('test/unit/cli/commands.test.ts')]
  },
  {
    id: 'offered-folder-of-two-words-is-two',
    file: 'src/cli/quoting.ts',
    find: ' ? text : `',
    replace: " || text.startsWith('/') ? text : `",
    rule: 'A folder in a command that is offered is one word for a shell.',
    killers: [tests('test/unit/cli/quoting.test.ts')]
  },
  {
    id: 'cluster-commands-forget-the-folder',
    file: 'src/cli/cluster/place.ts',
    find: 'const isUsual = dir === clusterDirectory(DATA_DIR_DEFAULT)',
    replace: "const isUsual = dir !== ''",
    rule: 'Advice names the cluster that it is about.',
    killers: [tests('test/unit/cli/commands.test.ts')]
  },
  {
    id: 'body-too-large-for-a-limit-that-nobody-names',
    file: 'src/http/server.ts',
    find: "  return isTooLarge ? new VGuardError(bodyFault(bodyLimit), { code: 'ERR_TOO_LARGE' }) : error",
    replace: '  return isTooLarge && bodyLimit === 0 ? bodyFault(bodyLimit) : error',
    rule: 'Who is refused for a limit is told the limit.',
    killers: [tests('test/unit/http/server.test.ts')]
  },
  {
    id: 'token-file-that-is-not-there-is-no-token',
    file: 'src/http/token.ts',
    find: "    return readFileSync(path, 'utf8').trim()\n  } catch (cause) {\n",
    replace: "    return readFileSync(path, 'utf8').trim()\n  } catch (cause) {\n    return ''\n",
    rule: 'A token file that was named and cannot be read is told, not left out.',
    killers: [tests('test/unit/cli/given.test.ts')]
  },
  {
    id: 'settings-are-refused-without-their-place',
    file: 'src/cli/command.ts',
    find: "return option === undefined || origin === 'default'\n",
    replace: "return option === undefined || origin !== 'default'\n",
    rule: 'What is wrong with a value is told with where it was given.',
    killers: [tests('test/unit/cli/given.test.ts')]
  },
  {
    id: 'query-with-a-wrong-escape-is-read-as-its-letters',
    file: 'src/http/query.ts',
    find: 'url.slice(start + 1)',
    replace: "url.slice(start + 1).replaceAll('%', '')",
    rule: 'Nobody is answered for a key that was not meant.',
    killers: [tests('test/unit/http/server.test.ts')]
  },
  {
    id: 'groups-are-called-as-their-vehicle',
    file: 'src/cli/command.ts',
    find: "return context.originOf('name') === 'flag' ? context.text('name') : undefined",
    replace: "return context.text('name')",
    rule: 'The name in the settings is that of the vehicle alone.',
    killers: [tests('test/unit/cli/given.test.ts')]
  },
  {
    id: 'names-may-be-empty',
    file: 'src/cli/parse.ts',
    find: '  if (text.length === 0 || text.length > NAME_CHARACTERS_MAX) {\n',
    replace: '  if (text.length > NAME_CHARACTERS_MAX) {\n',
    rule: 'A name that is given is one.',
    killers: [tests('test/unit/cli/given.test.ts')]
  },
  {
    id: 'addresses-of-the-file-are-not-looked-at',
    file: 'src/cli/parse.ts',
    find: '    checkAddressText(address)\n',
    replace: '',
    rule: 'An address that is none is refused with the setting that it stands in.',
    killers: [tests('test/unit/cli/given.test.ts')]
  },
  {
    id: 'hosts-of-addresses-may-be-any-words',
    file: 'src/node/address-text.ts',
    find: 'isIP(host) === family',
    replace: 'isIP(host) !== 7',
    rule: 'An address by number has one.',
    killers: [tests('test/unit/cli/given.test.ts')]
  },
  {
    id: 'durations-may-be-longer-than-anybody-takes',
    file: 'src/cli/parse.ts',
    find: '    if (ms > msMax) {\n',
    replace: '    if (ms > msMax * 1e6) {\n',
    rule: 'A duration that the vehicle refuses is refused with its flag.',
    killers: [tests('test/unit/cli/given.test.ts')]
  },
  {
    id: 'own-failures-have-any-code',
    file: 'src/cli/exit-codes.ts',
    find: 'known !== NO_CODE && exitCodeOf(cause) === exitCode',
    replace: 'known !== NO_CODE',
    rule: 'The code of a failure is one that ends with its exit code.',
    killers: [tests('test/unit/cli/given.test.ts')]
  }
]
