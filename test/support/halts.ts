/**
 * Real vehicles that stand still where a test tells them to: they run a copy of the built program in
 * which halting-runtime.mjs stands before the driver. Nothing else of the program is changed.
 */
import { access, cp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Where a vehicle is to stand still: before it hears or sends such a message for the n-th time. */
export interface HaltPoint {
  readonly before: 'hear' | 'send'
  readonly protocol: 'twophase' | 'paxos'
  /** A type of message or content, or a word of halting-runtime.mjs. */
  readonly what: string
  /** Counted from 1, since the vehicle was told. */
  readonly nth: number
}

/** Halt points of the vehicles of a fleet, by their names. */
export interface Halts {
  /** The program that they run. */
  readonly program: string
  /** A run of this vehicle begins, with this in its environment; it has no halt point yet. */
  begin(name: string): Promise<Readonly<Record<string, string>>>
  /** Tells a running vehicle where to stand still, once in its run. */
  order(name: string, point: HaltPoint): Promise<void>
  /** Waits until it stands still there. @throws Error when it does not in time */
  reached(name: string): Promise<void>
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const REACHED_TIMEOUT_MS = 15_000
const REACHED_POLL_MS = 10

/** Everything lies below `folder`, which is the caller's to remove. */
export async function createHalts(folder: string): Promise<Halts> {
  const copy = join(folder, 'program')
  const node = join(copy, 'dist', 'src', 'node')
  await cp(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true })
  await cp(join(ROOT, 'package.json'), join(copy, 'package.json'))
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  await rename(join(node, 'runtime.js'), join(node, 'driver.js'))
  await cp(join(ROOT, 'test/support/halting-runtime.mjs'), join(node, 'runtime.js'))

  const orderPath = (name: string): string => join(folder, `${name}.halt`)
  const reachedPath = (name: string): string => `${orderPath(name)}.reached`

  return {
    program: join(copy, 'dist', 'bin', 'vguard-node.js'),
    async begin(name) {
      await rm(orderPath(name), { force: true })
      await rm(reachedPath(name), { force: true })
      return { HALT_ORDER: orderPath(name) }
    },
    async order(name, point) {
      const path = orderPath(name)
      // It is found whole.
      await writeFile(`${path}.new`, JSON.stringify(point))
      await rename(`${path}.new`, path)
    },
    async reached(name) {
      const endMs = Date.now() + REACHED_TIMEOUT_MS
      while (!(await isThere(reachedPath(name)))) {
        if (Date.now() > endMs) {
          throw new Error(`${name} never came to ${await readFile(orderPath(name), 'utf8')}`)
        }
        await sleep(REACHED_POLL_MS)
      }
    }
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  )
}
