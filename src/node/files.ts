/**
 * What more than one part of the node needs of the file system.
 */
import { chown, mkdir, open, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

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

/** Makes a directory for the owner of the one around it, and for nobody else; it may be there. */
export async function makePrivate(path: string): Promise<void> {
  if ((await mkdir(path, { recursive: true, mode: 0o700 })) !== undefined) {
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
