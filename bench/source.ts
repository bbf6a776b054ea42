/**
 * What is checked out while a proof runs.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The program as it is built. */
export const PROGRAM = join(ROOT, 'dist', 'bin', 'vguard-node.js')

/** Where the journals of seeds lie: a proof writes there, so they are none of its source. */
export const JOURNALS = join(ROOT, 'docs', 'evidence', 'seeds')

export interface Source {
  /** Empty outside a repository. */
  readonly commit: string
  /** False when files differ from the commit. */
  readonly isClean: boolean
}

function git(...args: readonly string[]): string {
  const { stdout, status } = spawnSync('git', [...args], { cwd: ROOT, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}

export function sourceNow(): Source {
  const changed = git('status', '--porcelain', '--', '.', `:(exclude)${JOURNALS}`)
  return { commit: git('rev-parse', 'HEAD'), isClean: changed === '' }
}
