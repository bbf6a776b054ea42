/**
 * Builds dist/ from src/, bin/ and ui/: generates the protobuf code, compiles, removes what has no
 * source any more, makes the program executable, and bundles the page into dist/ui.
 *
 * Keeps: a fingerprint of everything the build depends on lies in dist/.stamp, so that `buildIfStale`
 * answers "up to date" without starting a compiler.
 */

import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateAll } from './generate.mjs'
import { listFiles, ROOT, readIfThere, runTool, withLock } from './tree.mjs'

const STAMP = join(ROOT, 'dist', '.stamp')
const PROGRAM = join(ROOT, 'dist', 'bin', 'vguard-node.js')
const PAGE = join(ROOT, 'dist', 'ui', 'index.html')
const PAGE_STAMP = join(ROOT, 'dist', '.stamp-ui')
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']

/** Names, sizes and times of everything the build reads. */
function stampNow(folders = ['src', 'bin', 'ui']) {
  const hash = createHash('sha256')
  for (const path of [...SETTINGS, ...listFiles(folders)]) {
    const { size, mtimeMs } = statSync(join(ROOT, path))
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

const upToDate = () =>
  readIfThere(STAMP) === stampNow() &&
  existsSync(join(ROOT, 'dist', 'src', 'polyfill.js')) &&
  existsSync(PAGE)

/** Deletes compiled files whose TypeScript source is gone. */
function removeOrphans() {
  for (const path of listFiles(['src', 'bin'], () => true, join(ROOT, 'dist'))) {
    const source = path.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts')
    if (source !== path && !existsSync(join(ROOT, source))) {
      rmSync(join(ROOT, 'dist', path))
    }
  }
}

/** Bundles the page, unless it is as the sources are. */
async function buildPage() {
  // Step mode runs the machines of src in the browser.
  const stamp = stampNow(['ui', 'src'])
  if (readIfThere(PAGE_STAMP) === stamp && existsSync(PAGE)) {
    return { code: 0, output: '' }
  }
  const args = ['build', '--config', 'ui/vite.config.ts', '--logLevel', 'warn']
  const result = await runTool('vite', args, { quiet: true })
  if (result.code === 0) {
    writeFileSync(PAGE_STAMP, stamp)
  }
  return result
}

/** Builds without asking whether it is needed. Answers the exit code and what the tools said. */
export async function build() {
  await generateAll()
  const stamp = stampNow()
  // The compiler trusts its own record of what it has written: without the output, without record.
  if (!existsSync(join(ROOT, 'dist', 'src'))) {
    rmSync(join(ROOT, 'dist', 'build.tsbuildinfo'), { force: true })
  }
  const result = await runTool('typescript:tsc', ['-b', 'tsconfig.build.json'], { quiet: true })
  if (result.code !== 0) {
    return result
  }
  removeOrphans()
  if (existsSync(PROGRAM)) {
    chmodSync(PROGRAM, 0o755)
  }
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  const page = await buildPage()
  if (page.code === 0) {
    writeFileSync(STAMP, stamp)
  }
  return page
}

/** Builds when a source or setting has changed since the last good build. */
export async function buildIfStale() {
  if (upToDate()) {
    return { code: 0, output: '' }
  }
  return await withLock(async () => (upToDate() ? { code: 0, output: '' } : await build()))
}

if (import.meta.filename === process.argv[1]) {
  const { code, output } = await withLock(build)
  process.stdout.write(output)
  process.exitCode = code
}
