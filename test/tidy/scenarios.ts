/**
 * Rules about the failure scenarios and invariants of test/support/scenarios.ts: each has a test that
 * names it, each invariant a rule of the simulator, and docs/scenarios.md tells where.
 */
import { INVARIANTS, SCENARIOS } from '../support/scenarios.ts'
import { type Check, type Finding, lineAt, type SourceFile } from './source.ts'

export const SCENARIOS_PAGE = 'docs/scenarios.md'

/** `test('B7: …` and its kin, also with the name on a line of its own. */
const NAMED = /\(\s*['"`]([BCV]\d{1,2}): /g
const RULES = 'src/sim/archive/'
const TRIALS = 'test/unit/sim/archive/'

/** Contracts are tests of everybody who runs them. */
const isTest = (path: string): boolean => /^test\/(.*\.test|contract\/.*)\.ts$/.test(path)

/** Paths of the test files that name each id. */
function namedIn(files: readonly SourceFile[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { path, text } of files.filter((file) => isTest(file.path))) {
    for (const id of new Set(Array.from(text.matchAll(NAMED), ([, name = '']) => name))) {
      found.set(id, [...(found.get(id) ?? []), path].sort())
    }
  }
  return found
}

/** Paths of the simulator's files that break a world for this invariant. */
function rulesOf(files: readonly SourceFile[], id: string): readonly string[] {
  const isRule = ({ path, text }: SourceFile): boolean =>
    path.startsWith(RULES) && text.includes(`'${id}'`)
  return files.filter(isRule).map(({ path }) => path)
}

const list = (paths: readonly string[]): string => paths.map((path) => `\`${path}\``).join('<br>')

/** The page as it must be for these files. */
export function scenariosPage(files: readonly SourceFile[]): string {
  const named = namedIn(files)
  const scenarios = Object.entries(SCENARIOS).map(
    ([id, what]) => `| ${id} | ${what} | ${list(named.get(id) ?? [])} |`
  )
  const invariants = Object.entries(INVARIANTS).map(([id, what]) => {
    const trials = (named.get(id) ?? []).filter((path) => path.startsWith(TRIALS))
    return `| ${id} | ${what} | ${list(rulesOf(files, id))} | ${list(trials)} |`
  })
  return `# Failure scenarios and invariants
This page is written by \`npx tsx test/tidy/run.ts --write\` from \`test/support/scenarios.ts\` and the names of the tests; \`npm run check\` fails when it is not true.

## Scenarios
Each of these at least one of the systems before did not survive. A test about one begins its name with the number; \`npm test -- -t B7\` runs those of one.

| | what happens | tests |
|---|---|---|
${scenarios.join('\n')}

## Invariants
Checked in every simulated world (\`vguard-node sim --suite archive\`): C1 to V3 whenever something is sent or has reached a disk, V4 and V5 for every read, V6
and V7 after every step that changes what a vehicle keeps. The trials show each rule histories that break it.

| | what is kept | checked in | on trial in |
|---|---|---|---|
${invariants.join('\n')}
`
}

function* missing(files: readonly SourceFile[]): Generator<string> {
  const named = namedIn(files)
  for (const id of Object.keys(SCENARIOS)) {
    if (!named.has(id)) {
      yield `no test names ${id}`
    }
  }
  for (const id of Object.keys(INVARIANTS)) {
    if (rulesOf(files, id).length === 0) {
      yield `no rule of the simulator is called ${id}`
    }
    if (named.get(id)?.some((path) => path.startsWith(TRIALS)) !== true) {
      yield `no trial names ${id}`
    }
  }
}

function* unknown({ path, text }: SourceFile): Generator<Finding> {
  for (const match of text.matchAll(NAMED)) {
    const [, id = ''] = match
    if (!(id in SCENARIOS || id in INVARIANTS)) {
      yield { path, line: lineAt(text, match.index), reason: `${id} is no scenario or invariant` }
    }
  }
}

const FILES_MIN = 60

export const scenarios: Check = {
  name: 'each failure scenario and invariant is named by a test',
  wants: (path) => isTest(path) || path === SCENARIOS_PAGE || path.startsWith(RULES),
  filesMin: FILES_MIN,
  run(files) {
    const findings = files.filter(({ path }) => isTest(path)).flatMap((file) => [...unknown(file)])
    const page = files.find(({ path }) => path === SCENARIOS_PAGE)
    // A few made-up files cannot name all of them; the project must.
    if (page === undefined && files.length < FILES_MIN) {
      return findings
    }
    const reasons = [...missing(files)]
    if (page?.text !== scenariosPage(files)) {
      reasons.push('it is not true any more; run: npx tsx test/tidy/run.ts --write')
    }
    return [...findings, ...reasons.map((reason) => ({ path: SCENARIOS_PAGE, line: 1, reason }))]
  },
  bad: [
    { path: SCENARIOS_PAGE, text: '# A page that no test stands behind' },
    { path: 'test/unit/a.test.ts', text: "test(\n  'B99: something unheard of', () => {})" }
  ],
  good: [{ path: 'test/unit/a.test.ts', text: "test.each([1])('B7: a backup restarted %i', f)" }]
}
