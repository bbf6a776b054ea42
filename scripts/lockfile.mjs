/**
 * Completes package-lock.json with the packages for other platforms that npm has left out.
 *
 *   node scripts/lockfile.mjs           writes what is missing; run it after `npm install`
 *   node scripts/lockfile.mjs --check   writes nothing, fails when something is missing
 *
 * npm leaves a package for another platform out when the registry in use does not offer it, and
 * then `npm ci` refuses the lockfile everywhere. An entry with name, version and platform is enough:
 * npm skips it on other platforms and checks the rest when it is installed.
 * Keeps: the lockfile names no address, and everything that is not optional has a hash.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './tree.mjs'

const PATH = join(ROOT, 'package-lock.json')

const SYSTEMS_COMMON = ['android', 'darwin', 'freebsd', 'linux', 'win32']
const SYSTEMS = [...SYSTEMS_COMMON, 'aix', 'netbsd', 'openbsd', 'openharmony', 'sunos']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']

/** The platform a package is made for, by the parts of its name: `…-linux-x64-musl`. */
function platformOf(name) {
  const parts = name.split(/[-/]/)
  const os = parts.filter((part) => SYSTEMS.includes(part))
  const cpu = parts.filter((part) => PROCESSORS.includes(part))
  const libc = parts.filter((part) => part === 'musl').concat(parts.includes('gnu') ? 'glibc' : [])
  return { cpu, libc, os }
}

/** True when a package at `path` finds `name` in its own folder or in one above it. */
function isLocked(packages, path, name) {
  const candidates = [`node_modules/${name}`]
  for (let folder = path; folder !== ''; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    candidates.push(`${folder}/node_modules/${name}`)
    if (!folder.includes('/')) {
      break
    }
  }
  return candidates.some((candidate) => packages[candidate] !== undefined)
}

/** What npm would write for an optional package, in npm's own order; the parent's facts hold. */
function entryFor(name, version, { dev, license, engines }) {
  const { cpu, libc, os } = platformOf(name)
  const entry = { version, cpu, dev, libc, license, optional: true, os, engines }
  const isSaid = ([, value]) => value !== undefined && value.length !== 0
  return Object.fromEntries(Object.entries(entry).filter(isSaid))
}

/** Entries the lockfile lacks, by path. */
function missingEntries(packages) {
  const missing = {}
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isLocked(packages, path, name)) {
        missing[`node_modules/${name}`] = entryFor(name, version, entry)
      }
    }
  }
  return missing
}

/**
 * What is wrong with the lockfile, after completing it unless `check` is set.
 * @returns the number of packages read and one line for each problem
 */
export function completeLockfile({ check = false } = {}) {
  const lockfile = JSON.parse(readFileSync(PATH, 'utf8'))
  const missing = missingEntries(lockfile.packages)
  const problems = check ? Object.keys(missing).map((path) => `${path} is missing`) : []
  if (!check && Object.keys(missing).length > 0) {
    const all = Object.entries({ ...lockfile.packages, ...missing })
    all.sort(([a], [b]) => a.localeCompare(b, 'en'))
    lockfile.packages = Object.fromEntries(all)
    writeFileSync(PATH, `${JSON.stringify(lockfile, null, 2)}\n`)
  }
  for (const [path, entry] of Object.entries(lockfile.packages)) {
    if (!/^\d+\.\d+\.\d+/.test(entry.version)) {
      problems.push(`${path} has no exact version: ${entry.version}`)
    }
    if (path !== '' && entry.integrity === undefined && entry.optional !== true) {
      problems.push(`${path} has no hash`)
    }
    if (entry.resolved !== undefined) {
      problems.push(`${path} names an address`)
    }
  }
  return { read: Object.keys(lockfile.packages).length, problems }
}

if (import.meta.filename === process.argv[1]) {
  const { problems } = completeLockfile({ check: process.argv.includes('--check') })
  for (const problem of problems) {
    console.log(problem)
  }
  process.exitCode = problems.length === 0 ? 0 : 1
}
