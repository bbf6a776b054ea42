/**
 * The one gate: everything but the tests. Runs every step, says how many files each has read, and
 * fails when one of them fails or has read fewer files than there must be.
 *
 *   npm run check             every step
 *   npm run check -- types    only the steps named
 *
 * Keeps: a step that has read nothing has not passed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { generateAll } from './generate.mjs'
import { completeLockfile } from './lockfile.mjs'
import { generateReference } from './reference.mjs'
import { listFiles, ROOT, runNpm, runTool, withLock } from './tree.mjs'

/** Files the product has at the very least; fewer means that a tool looked in the wrong place. */
const SOURCES_MIN = 30

const quiet = { quiet: true, env: { NO_COLOR: '1', FORCE_COLOR: undefined } }

const isTypeScript = (path) => path.endsWith('.ts')

/** The number a pattern finds in what a tool has said; 0 when it says no such thing. */
const numberIn = (output, pattern) => Number(pattern.exec(output)?.[1] ?? 0)

function lockfile() {
  const { read, problems } = completeLockfile({ check: true })
  const output = problems.map((line) => `${line}; run: node scripts/lockfile.mjs\n`).join('')
  return { code: problems.length === 0 ? 0 : 1, output, read, readMin: 100 }
}

async function generated() {
  const protos = await generateAll({ check: true })
  const reference = generateReference({ check: true })
  const read = protos.read + reference.read
  const stale = [...protos.stale, ...reference.stale]
  const output = stale.map((path) => `not fresh: ${path}; run: npm run generate\n`).join('')
  return { code: stale.length === 0 ? 0 : 1, output, read, readMin: 5 }
}

async function biome() {
  const args = ['ci', '--colors=off', '--error-on-warnings', '--max-diagnostics=100', '.']
  const result = await runTool('@biomejs/biome', args, quiet)
  const read = numberIn(result.output, /Checked (\d+) files/)
  return { ...result, read, readMin: SOURCES_MIN }
}

async function compile() {
  const result = await withLock(build)
  const read = listFiles(['src', 'bin'], isTypeScript).length
  const isMade = (path) => path.endsWith('.js')
  const made = listFiles(['src', 'bin'], isMade, join(ROOT, 'dist')).length
  const output = `${result.output}${read === made ? '' : `${read} sources made ${made} files\n`}`
  return { code: read === made ? result.code : 1, output, read: made, readMin: SOURCES_MIN }
}

/** Checks one TypeScript project; the compiler lists what it has read. */
async function typesOf(project, readMin) {
  const result = await runTool('typescript:tsc', ['-p', project, '--listFiles'], quiet)
  const lines = result.output.split('\n').filter((line) => line !== '')
  const isListed = (line) => /^(\/|[A-Za-z]:)/.test(line)
  const read = lines.filter((line) => isListed(line) && !line.includes('/node_modules/')).length
  const output = lines.filter((line) => !isListed(line)).join('\n')
  return { code: result.code, output, read, readMin }
}

async function tidy() {
  const result = await runTool('tsx', ['test/tidy/run.ts'], quiet)
  const read = numberIn(result.output, /checks read (\d+) files/)
  return { ...result, read, readMin: SOURCES_MIN }
}

async function knip() {
  const reporters = ['--reporter', 'compact', '--reporter', './scripts/knip-count-reporter.mjs']
  const result = await runTool('knip', ['--no-progress', ...reporters], quiet)
  const read = numberIn(result.output, /knip read (\d+) files/)
  return { ...result, read, readMin: SOURCES_MIN }
}

/** What npm would publish holds the program, the library, its types, the page and the documents. */
async function contents() {
  const { output, code } = await runNpm(
    ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=silent'],
    quiet
  )
  if (code !== 0) {
    return { code, output, read: 0, readMin: SOURCES_MIN }
  }
  const packs = JSON.parse(output.slice(output.search(/^[[{]/m)))
  const [pack] = Array.isArray(packs) ? packs : Object.values(packs)
  const paths = new Set(pack.files.map((file) => file.path))
  const { bin, types, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const entries = ['.', './client', './core', './testing'].flatMap((name) => [
    exports[name].import,
    exports[name].types
  ])
  const needed = [bin['vguard-node'], types, ...entries, 'README.md']
    .map((path) => path.replace('./', ''))
    .concat(['LICENSE-APACHE', 'LICENSE-MIT', 'dist/ui/index.html', 'systemd/vguard-node.service'])
    .concat(listFiles(['docs', 'docker', 'examples']))
  const missing = needed.filter((path) => !paths.has(path))
  return {
    code: missing.length === 0 ? 0 : 1,
    output: missing.map((path) => `would not be published: ${path}\n`).join(''),
    read: paths.size,
    readMin: SOURCES_MIN
  }
}

async function publint() {
  const result = await runTool('publint', ['--strict', '--pack', 'npm'], quiet)
  const read = result.output.includes('All good') ? 1 : 0
  return { ...result, read, readMin: 1 }
}

async function attw() {
  const args = ['--pack', '.', '--profile', 'esm-only', '--format', 'ascii', '--no-color']
  const result = await runTool('@arethetypeswrong/cli:attw', args, quiet)
  // Each entry point is a line of its own name; those of package.json are ".", the client, the core, the testing kit and the manifest.
  const read = result.output.match(/^"vguard-node/gm)?.length ?? 0
  return { ...result, read, readMin: 5 }
}

const STEPS = {
  lockfile,
  generated,
  biome,
  compile,
  types: () => typesOf('tsconfig.json', SOURCES_MIN),
  pure: () => typesOf('tsconfig.pure.json', SOURCES_MIN),
  page: () => typesOf('ui/tsconfig.json', SOURCES_MIN),
  tidy,
  knip,
  contents,
  publint,
  attw
}

/** Runs one step and says how it went. */
async function runStep(name) {
  const startedMs = performance.now()
  let result
  try {
    result = await STEPS[name]()
  } catch (error) {
    result = { code: 1, output: `${error.stack}\n`, read: 0, readMin: 1 }
  }
  const { code, output, read, readMin } = result
  const good = code === 0 && read >= readMin
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  console.log(
    `${good ? 'ok  ' : 'FAIL'} ${name.padEnd(10)} ${`${read} read`.padStart(9)} ${seconds} s`
  )
  if (!good) {
    console.log(output.trimEnd())
  }
  if (read < readMin) {
    console.log(`${name}: has read ${read}, which is fewer than ${readMin}`)
  }
  return good
}

const asked = process.argv.slice(2)
const names = Object.keys(STEPS).filter((name) => asked.length === 0 || asked.includes(name))
const failed = []
for (const name of names) {
  if (!(await runStep(name))) {
    failed.push(name)
  }
}
const good = failed.length === 0 && names.length >= Math.max(1, asked.length)
console.log(good ? `check: ${names.length} steps passed` : `check: failed: ${failed.join(', ')}`)
process.exitCode = good ? 0 : 1
