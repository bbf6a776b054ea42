/**
 * Makes a fresh clone ready: installs the locked packages and builds, each only when needed.
 *
 *   node scripts/ensure.mjs             packages and build
 *   node scripts/ensure.mjs --packages  packages only
 *
 * Keeps: says nothing and takes a fraction of a second when all is up to date. Imports nothing from
 * node_modules, which may not be there yet.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build.mjs'
import { ROOT, runNpm, withLock } from './tree.mjs'

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages

/** True when node_modules holds exactly the versions of the lockfile, as npm itself recorded. */
function packagesAreInstalled() {
  const recordPath = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(recordPath)) {
    return false
  }
  const locked = packagesOf(join(ROOT, 'package-lock.json'))
  const installed = packagesOf(recordPath)
  for (const [path, entry] of Object.entries(locked)) {
    // Optional packages are there only on the platforms they are made for.
    if (path === '' || (entry.optional && installed[path] === undefined)) {
      continue
    }
    if (installed[path]?.version !== entry.version) {
      return false
    }
  }
  return Object.keys(installed).every((path) => locked[path] !== undefined)
}

async function installPackages() {
  console.log('ensure: installing the locked packages (npm ci)')
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await runNpm(args, { quiet: true })
  if (code !== 0) {
    throw new Error(`npm ci failed:\n${output}`)
  }
}

async function main() {
  if (!packagesAreInstalled()) {
    await withLock(async () => {
      if (!packagesAreInstalled()) {
        await installPackages()
      }
    })
  }
  if (process.argv.includes('--packages')) {
    return
  }
  const { code, output } = await buildIfStale()
  if (code !== 0) {
    throw new Error(`the build failed:\n${output}`)
  }
}

try {
  await main()
} catch (error) {
  console.error(`ensure: ${error.message}`)
  process.exitCode = 1
}
