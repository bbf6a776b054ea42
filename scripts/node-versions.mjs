/**
 * Other versions of Node, from packages that hold nothing but its binary, installed when asked for.
 *
 *   node scripts/node-versions.mjs 22               prints the path of Node 22
 *   node scripts/node-versions.mjs 24 program args  runs a program with Node 24
 *
 * Keeps: they lie in a folder of their own under node_modules/.cache, so that `node` on the PATH of
 * npm scripts stays the one the user started; what npm has fetched once it takes from its own cache.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CACHE, ROOT, run, runNpm, withLock } from './tree.mjs'

/** Exact versions by major. */
const VERSIONS = { 22: '22.23.3', 24: '24.21.0' }

/**
 * The path of the Node of a major version, installed first when it is not there yet.
 * @throws when there is no such version for this machine or it cannot be installed
 */
export async function nodeVersion(major) {
  const version = VERSIONS[major]
  if (version === undefined) {
    throw new Error(`Node ${major} is none of ${Object.keys(VERSIONS).join(', ')}`)
  }
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const folder = join(CACHE, `node-${version}`)
  const bin = join(folder, 'node_modules', name, 'bin', name.includes('win-') ? 'node.exe' : 'node')
  if (!existsSync(bin)) {
    await withLock(() => install(folder, `${name}@${version}`))
  }
  if (!existsSync(bin)) {
    throw new Error(`${name}@${version} holds no ${bin}`)
  }
  return bin
}

async function install(folder, packageAndVersion) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const quick = ['--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1']
  const plain = ['--no-save', '--ignore-scripts', '--loglevel=error']
  const args = ['install', '--prefix', folder, ...plain, ...quick]
  const { code, output } = await runNpm([...args, packageAndVersion], { quiet: true, cwd: folder })
  if (code !== 0) {
    throw new Error(`${packageAndVersion} could not be installed:\n${output}`)
  }
}

if (import.meta.filename === process.argv[1]) {
  const [major, ...args] = process.argv.slice(2)
  const bin = await nodeVersion(major)
  if (args.length === 0) {
    console.log(bin)
  } else {
    process.exitCode = (await run(bin, args, { cwd: ROOT })).code
  }
}
