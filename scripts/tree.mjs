/**
 * What the scripts share: the root of the project, its files, fingerprints, and running a tool.
 *
 * Keeps: a tool is started by the path of its file under node_modules, never by a name on PATH.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Absolute path of the project. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Where the scripts remember what they did last; deleting it is always safe. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'vguard-node')

/** Time one script waits for another that installs or builds, in milliseconds. */
const LOCK_WAIT_MS = 300_000

const SKIPPED = new Set(['node_modules', 'dist', '.git', 'coverage'])

/**
 * Every file below `folders` for which `wanted(path)` holds, as sorted paths with `/`, relative to
 * the root. A folder that does not exist has no files.
 */
export function listFiles(folders, wanted = () => true, root = ROOT) {
  const found = []
  const visit = (folder) => {
    if (!existsSync(folder)) {
      return
    }
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) {
          visit(path)
        }
      } else if (entry.isFile()) {
        const name = relative(root, path).split(sep).join('/')
        if (wanted(name)) {
          found.push(name)
        }
      }
    }
  }
  for (const folder of folders) {
    visit(join(root, folder))
  }
  return found.sort()
}

/** One hash over the names and contents of files; a missing file counts as such. */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const full = join(ROOT, path)
    hash.update(`${path}\0`)
    hash.update(existsSync(full) ? readFileSync(full) : 'missing')
    hash.update('\0')
  }
  return hash.digest('hex')
}

/** The text of a file, or undefined when there is none. */
export function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/**
 * Runs a command in the root and waits for its end.
 * With `quiet` the output is collected and returned instead of shown.
 */
export function run(command, args, { quiet = false, env = {}, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit']
    })
    let output = ''
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout?.setEncoding('utf8').on('data', collect)
    child.stderr?.setEncoding('utf8').on('data', collect)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs the command-line tool of an installed package: `runTool('knip', ['--version'])`. */
export function runTool(name, args, options) {
  const [packageName, binName = packageName.split('/').at(-1)] = name.split(':')
  const folder = join(ROOT, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = typeof bin === 'string' ? bin : bin[binName]
  return run(process.execPath, [join(folder, file), ...args], options)
}

/** npm itself, by the path npm gives to its scripts, or by name when started without npm. */
export function runNpm(args, options) {
  const npm = process.env['npm_execpath']
  return npm?.endsWith('npm-cli.js')
    ? run(process.execPath, [npm, ...args], options)
    : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options)
}

/**
 * Calls `work` while no other script of this project installs or builds. A lock whose owner is no
 * longer alive is taken over.
 *
 * @throws when the lock is not free within five minutes
 */
export async function withLock(work) {
  // Not inside node_modules: `npm ci` deletes that folder while the lock is held.
  const lock = join(ROOT, 'dist', '.lock')
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  const deadline = Date.now() + LOCK_WAIT_MS
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error
      }
    }
    if (ownerIsGone(lock)) {
      rmSync(lock, { recursive: true, force: true })
    } else if (Date.now() > deadline) {
      throw new Error(`another build holds ${lock}; delete that folder if none is running`)
    } else {
      await sleep(100)
    }
  }
  try {
    mkdirSync(join(lock, String(process.pid)))
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function ownerIsGone(lock) {
  try {
    const [pid] = readdirSync(lock)
    if (pid === undefined) {
      // The owner is between its two steps, or died there.
      return Date.now() - statSync(lock).mtimeMs > 5_000
    }
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
