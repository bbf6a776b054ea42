/**
 * What more than one part of the node needs of the file system.
 */
import { chown, mkdir, open, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** Whether it is an error of the system, or of this program, with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** Makes a file durable, or the names in a directory: a new name is durable only when its directory is. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Gives what root has made in a directory to whom that directory belongs: a vehicle that runs as a user
 * of its own could not read it otherwise. Does nothing for anybody but root. Root of a container may give
 * nothing away, or have no name for the owner; then it stays with root.
 */
export async function giveToOwner(path: string, directory: string = dirname(path)): Promise<void> {
  if (process.getuid?.() !== 0) {
    return
  }
  const { uid, gid } = await stat(directory)
  if (uid !== 0) {
    await chown(path, uid, gid).catch((cause) => {
      if (!hasCode(cause, 'EINVAL', 'EPERM')) {
        throw cause
      }
    })
  }
}

/**
 * Makes a directory and those around it, as far as they are not there; returns the outermost that was
 * made. One by one: the recursive mkdir of Node 20 never ends below a directory that takes no entries
 * and calls what cannot be made in it missing, such as /proc.
 *
 * @throws Error of the system when there cannot be a directory
 */
export async function makeDirectories(path: string, mode = 0o777): Promise<string | undefined> {
  const whole = resolve(path)
  const cause = await tryMake(whole, mode)
  if (cause === undefined) {
    return whole
  }
  if (await isDirectory(whole)) {
    return undefined
  }
  const around = dirname(whole)
  if (!hasCode(cause, 'ENOENT') || around === whole) {
    throw cause
  }
  // It may be there already: made by another meanwhile, or taking no entries.
  const outermost = await makeDirectories(around, mode)
  const again = await tryMake(whole, mode)
  if (again !== undefined && !(await isDirectory(whole))) {
    throw again
  }
  return outermost ?? whole
}

/** What the system says against it. */
async function tryMake(path: string, mode: number): Promise<unknown> {
  return await mkdir(path, { mode }).then(
    () => undefined,
    (cause: unknown) => cause
  )
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}

/** Makes a directory for the owner of the one around it, and for nobody else; it may be there. */
export async function makePrivate(path: string): Promise<void> {
  if ((await makeDirectories(path, 0o700)) !== undefined) {
    await giveToOwner(path)
  }
}

/** The same for a directory and everything in it; what goes meanwhile may go. */
export async function giveAllToOwner(path: string, directory: string): Promise<void> {
  for (const each of await everythingIn(path)) {
    await giveToOwner(each, directory).catch((cause) => {
      if (!hasCode(cause, 'ENOENT')) {
        throw cause
      }
    })
  }
}

/** A directory and everything in it. */
export async function everythingIn(directory: string): Promise<readonly string[]> {
  const found = await readdir(directory, { recursive: true })
  return [directory, ...found.map((name) => join(directory, name))]
}

/** Files that the system lets this process have open; undefined where it does not tell. */
export async function openFilesMax(): Promise<number | undefined> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const files = /Max open files\s+(\d+)/.exec(limits)?.[1]
  return files === undefined ? undefined : Number(files)
}
