/**
 * Takes out of an installed product what a running vehicle never reads: maps, declarations and
 * sources of compiled code, documents and tests of packages, binaries for other platforms.
 *
 *   node slim.mjs FOLDER
 *
 * Keeps: licences stay; nothing outside of FOLDER is touched.
 */
import { existsSync, lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

const [root = ''] = process.argv.slice(2)
/** `.js.map`, `.d.ts`, `.ts`, what a compiler of C reads, and documents. */
const UNREAD = /\.(map|[cm]?ts|tsbuildinfo|cc|cpp|h|gyp|gypi|md|markdown)$/i
const LICENCE = /licen[cs]e|notice|copying/i
/** Beside the manifest of a package. */
const UNREAD_FOLDERS = [
  'test',
  'tests',
  'benchmark',
  'benchmarks',
  'example',
  'examples',
  'docs',
  '.github'
]
/** Sources of libraries that were compiled into a prebuilt binary. */
const NATIVE_FOLDERS = ['deps']
const PLATFORM = new RegExp(`^${process.platform}-(.*\\+)?${process.arch}(\\+.*)?$`)

let freedBytes = 0

function remove(path) {
  freedBytes += lstatSync(path).size
  rmSync(path)
}

/** What goes of the folders in a folder, which has these names before anything is taken out. */
function isUnreadFolder(parent, name, siblings) {
  if (basename(parent) === 'prebuilds') {
    return !PLATFORM.test(name)
  }
  const isPackage = siblings.has('package.json') && parent !== root
  const isNative = siblings.has('binding.gyp') && NATIVE_FOLDERS.includes(name)
  return (isPackage && UNREAD_FOLDERS.includes(name)) || isNative
}

/** Goes through a folder; of one that is unread as a whole everything but licences goes. */
function slim(folder, isUnread = false) {
  const entries = readdirSync(folder, { withFileTypes: true })
  const siblings = new Set(entries.map(({ name }) => name))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      slim(path, isUnread || isUnreadFolder(folder, entry.name, siblings))
      if (readdirSync(path).length === 0) {
        rmdirSync(path)
      }
    } else if ((isUnread || UNREAD.test(entry.name)) && !LICENCE.test(entry.name)) {
      remove(path)
    }
  }
}

if (!existsSync(join(root, 'package.json'))) {
  throw new Error(`"${root}" is no folder of an installed product: it has no package.json`)
}
slim(root)
process.stdout.write(`slim: ${(freedBytes / 1e6).toFixed(1)} MB less\n`)
