/**
 * What more than one part of the node needs of the file system.
 */
import { open } from 'node:fs/promises'

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
