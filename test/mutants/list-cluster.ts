/**
 * Mutants of what starts and ends vehicles on this machine, and of the load that compares engines.
 */
import { type Mutant, tests } from './mutant.ts'

const CLUSTER = tests('test/unit/cli/cluster')
const COMMANDS = tests('test/unit/cli/commands.test.ts')

export const CLUSTER_MUTANTS: readonly Mutant[] = [
  {
    id: 'cluster-leaves-this-machine',
    file: 'src/cli/cluster/folder.ts',
    find: '        Object.hasOwn(said, key) ? [] : words\n',
    replace: '        Object.hasOwn(said, key) || text !== undefined ? [] : words\n',
    rule: 'What the settings of a vehicle do not say keeps it on this machine.',
    killers: [CLUSTER]
  },
  {
    id: 'cluster-overrules-settings',
    file: 'src/cli/cluster/folder.ts',
    find: '        Object.hasOwn(said, key) ? [] : words\n',
    replace: '        text !== undefined ? words : words\n',
    rule: 'What a person has set for a vehicle of a cluster stays.',
    killers: [CLUSTER]
  },
  {
    id: 'cli-looks-for-vehicles-it-needs-not',
    file: 'src/cli/command.ts',
    find: 'const isNamed = !isAlone && origins',
    replace: 'const isNamed = origins',
    rule: 'A command that speaks to no vehicle looks for none that the environment names.',
    killers: [COMMANDS]
  },
  {
    id: 'cluster-knows-processes-by-number',
    file: 'src/cli/cluster/marks.ts',
    find: '  return now?.started === mark.started\n',
    replace: '  return now?.pid === mark.pid\n',
    rule: 'A process is the one that was started only if it was started then.',
    killers: [CLUSTER]
  },
  {
    id: 'cluster-kills-without-looking',
    file: 'src/cli/cluster/marks.ts',
    find: '  if (!(await isRunning(mark))) {\n',
    replace: '  if (mark.pid === 0) {\n',
    rule: 'Nothing is done to a process that is another one.',
    killers: [CLUSTER]
  },
  {
    id: 'cluster-goes-on-beside-another',
    file: 'src/cli/cluster/folder.ts',
    find: '    if (holder !== undefined && (await isRunning(holder))) {\n',
    replace: '    if (holder !== undefined && holder.pid === 0) {\n',
    rule: 'One command at a time changes a cluster.',
    killers: [CLUSTER]
  },
  {
    id: 'cluster-believes-what-others-wrote',
    file: 'src/cli/cluster/folder.ts',
    find: '  await ensurePrivateDirectory(dir)\n  const bytes',
    replace: '  const bytes',
    rule: 'Who may write in the directory says which processes end, so only its owner may.',
    killers: [CLUSTER]
  },
  {
    id: 'cluster-leaves-its-directory',
    file: 'src/cli/cluster/place.ts',
    find: '  return NAME.test(text)\n',
    replace: "  return text !== '' && NAME.flags === ''\n",
    rule: 'A vehicle of a cluster is a folder in its directory and nothing else.',
    killers: [tests('test/unit/cli')]
  },
  {
    id: 'bench-believes-what-it-reads',
    file: 'src/cli/bench/load.ts',
    find: '    if (wanted !== undefined && found !== wanted) {\n',
    replace: '    if (wanted !== undefined && found === undefined) {\n',
    rule: 'A store that gives back something else than was acknowledged is not measured.',
    killers: [tests('test/unit/cli/bench')]
  },
  {
    id: 'cluster-is-lost-with-its-list',
    file: 'src/cli/cluster/folder.ts',
    find: 'decodeList(bytes) ?? (await vehiclesFound(dir))',
    replace: 'decodeList(bytes) ?? []',
    rule: 'A damaged list leaves no vehicle running that no command finds.',
    killers: [CLUSTER]
  },
  {
    id: 'cluster-gives-a-name-twice',
    file: 'src/cli/cluster/folder.ts',
    find: '  while (taken.has(vehicleName(number))) {\n',
    replace: '  while (number === 0) {\n',
    rule: 'No two vehicles of a cluster have one name.',
    killers: [CLUSTER]
  },
  {
    id: 'bench-loses-what-it-has-measured',
    file: 'src/cli/bench/busy.ts',
    find: 'measured.length === 0) {\n',
    replace: 'measured.length >= 0) {\n',
    rule: 'What was measured before a load that failed is told.',
    killers: [tests('test/unit/cli/bench/busy.test.ts')]
  },
  {
    id: 'bench-loses-the-figures-of-a-ring-that-nobody-joins',
    file: 'src/cli/bench/measure.ts',
    find: '    signal.throwIfAborted()\n    return { figures: known, failure',
    replace: '    throw cause\n    return { figures: known, failure',
    rule: 'What was measured of an engine before its last step is told.',
    killers: [tests('test/unit/cli/bench/busy.test.ts')]
  },
  {
    id: 'bench-blames-the-machine-for-a-store-that-forgets',
    file: 'src/cli/bench/busy.ts',
    find: '&& LATE.includes(String(cause.code))',
    replace: '|| cause instanceof Error',
    rule: 'A store that gives back what it was not given is no slow one.',
    killers: [tests('test/unit/cli/bench/busy.test.ts')]
  }
]
