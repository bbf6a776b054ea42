/**
 * Where a command is to draw, looked at before its work begins, for that may take hours.
 */
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InvalidInputError } from '../core/errors.ts'
import { makeDirectories } from '../node/files.ts'

/** @throws InvalidInputError when no file can be written there */
export async function checkPlace(path: string): Promise<void> {
  const reason = await stat(path).then(
    (found) => (found.isDirectory() ? 'is a folder' : refusalOf(path)),
    (cause) => (codeIn(cause) === 'ENOENT' ? refusalOf(dirname(path)) : codeIn(cause))
  )
  if (reason !== undefined) {
    throw new InvalidInputError(
      `no drawing can be written to ${path} (${reason}); name a file in a folder that takes one`
    )
  }
}

/**
 * Makes the folder if it is not there.
 *
 * @throws InvalidInputError when no files can be written into it
 */
export async function preparePlace(directory: string): Promise<void> {
  const reason = await makeDirectories(directory).then(() => refusalOf(directory), codeIn)
  if (reason !== undefined) {
    throw new InvalidInputError(
      `no drawings can be written to ${directory} (${reason}); name a folder that takes files`
    )
  }
}

/** Why nothing can be written there; undefined where it can. */
async function refusalOf(path: string): Promise<string | undefined> {
  return await access(path, constants.W_OK).then(() => undefined, codeIn)
}

function codeIn(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
}
