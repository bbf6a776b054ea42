/**
 * The npm packages of the stores that the bench compares with: each store has a folder with a manifest
 * and a lockfile of its own, so that whoever does not compare does not install them.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A store cannot be measured here; the message says what is missing, and how to get it. */
export class NotInstalledError extends Error {
  override readonly name = 'NotInstalledError'
}

const INSTALL_TIMEOUT_MS = 300_000

/** The folder of a store in the repository. */
export function peerFolder(root: string, name: string): string {
  return join(root, 'bench', 'peers', name)
}

/**
 * Installs what the lockfile of a store names, unless that has been done. No script of a package runs.
 *
 * @throws NotInstalledError when that fails, such as without a registry
 */
export function ensurePackages(root: string, name: string, say: (text: string) => void): void {
  const folder = peerFolder(root, name)
  if (isInstalled(folder)) {
    return
  }
  say(`${name}: installing its npm packages in bench/peers/${name}`)
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, stderr, error } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT_MS
  })
  if (status !== 0) {
    const why = error?.message ?? stderr.trim().split('\n')[0] ?? ''
    throw new NotInstalledError(`its npm packages cannot be installed (${why})`)
  }
}

/** npm leaves a lockfile in what it has installed. */
function isInstalled(folder: string): boolean {
  const done = join(folder, 'node_modules', '.package-lock.json')
  const wanted = join(folder, 'package-lock.json')
  return existsSync(done) && statSync(done).mtimeMs >= statSync(wanted).mtimeMs
}

/** The version of an installed package of a store. */
export function versionOfPackage(folder: string, packageName: string): string {
  const manifest = join(folder, 'node_modules', packageName, 'package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version
}
