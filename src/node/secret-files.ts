/**
 * Files that only their owner may read: keys and memberships in the data directory.
 *
 * Keeps: a file appears whole or not at all, is never overwritten by accident, and is not used when
 * others could have read or replaced it.
 */
import { constants } from 'node:fs'
import { chmod, link, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InvalidInputError } from '../core/errors.ts'
import { VGuardError } from './errors.ts'
import { giveToOwner, hasCode, makeDirectories, syncPath } from './files.ts'

const DIRECTORY_MODE = 0o700
const FILE_MODE = 0o600

/** What the system says of a place where there is no directory, and none can be made. */
const NO_DIRECTORY = [
  'EACCES',
  'EEXIST',
  'EINVAL',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS'
] as const

/** Permission bits of everybody but the owner. */
const OTHERS = 0o077

export interface IdentityFault extends ErrorOptions {
  readonly path: string
  /** `ERR_EXPOSED`: others could read it. `ERR_OTHER_FLEET`: the vehicle belongs to another fleet. */
  readonly code?: 'ERR_EXPOSED' | 'ERR_OTHER_FLEET' | 'ERR_DISK_FULL'
}

/** A file of the data directory is missing, damaged or open to others; the message says what to do. */
export class IdentityError extends VGuardError {
  override readonly name = 'IdentityError'
  readonly path: string

  constructor(message: string, options: IdentityFault) {
    super(message, { ...options, code: options.code ?? 'ERR_IDENTITY' })
    this.path = options.path
  }
}

/**
 * Makes the data directory, or takes over an empty one, so that only its owner can enter it.
 *
 * @throws InvalidInputError when there cannot be a directory
 * @throws IdentityError when it has content and others may enter it, or the disk fails
 */
export async function ensurePrivateDirectory(path: string): Promise<void> {
  try {
    await makeDirectories(path, DIRECTORY_MODE)
    const { mode } = await stat(path)
    if ((mode & OTHERS) === 0) {
      return
    }
    // An empty one was made for us, by mkdir or as a volume: nothing in it can have been read.
    if ((await readdir(path)).length === 0) {
      await chmod(path, DIRECTORY_MODE)
      return
    }
    throw new IdentityError(
      `the data directory ${path} is open to other users (mode ${octal(mode)}); run: chmod 700 ${path}`,
      { path, code: 'ERR_EXPOSED' }
    )
  } catch (cause) {
    if (hasCode(cause, ...NO_DIRECTORY)) {
      const message =
        `${path} cannot be the directory of a vehicle or a cluster (${(cause as NodeJS.ErrnoException).code}): ` +
        'name one that is there or can be made'
      throw new InvalidInputError(message, { cause })
    }
    throw wrap(cause, path, 'the data directory cannot be used')
  }
}

/**
 * The content of a secret file, or undefined when there is none.
 *
 * @throws IdentityError when others may read or write it, or when it cannot be read
 */
export async function readSecret(path: string): Promise<Uint8Array | undefined> {
  try {
    const { mode } = await stat(path)
    if ((mode & OTHERS) !== 0) {
      throw new IdentityError(
        `the file ${path} is open to other users (mode ${octal(mode)}); run: chmod 600 ${path}`,
        { path, code: 'ERR_EXPOSED' }
      )
    }
    return new Uint8Array(await readFile(path))
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) {
      return undefined
    }
    throw wrap(cause, path, 'the file cannot be read')
  }
}

/**
 * Writes a secret file that must not exist yet. Returns false when it does.
 *
 * The content is complete and on disk before the file has its name, so that a crash leaves no half key.
 *
 * @throws IdentityError when it cannot be written
 */
export async function createSecret(path: string, bytes: Uint8Array): Promise<boolean> {
  const draft = await writeDraft(path, bytes)
  try {
    await link(draft, path)
    return true
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) {
      return false
    }
    throw wrap(cause, path, 'the file cannot be written')
  } finally {
    await rm(draft, { force: true })
    await syncPath(dirname(path))
  }
}

/**
 * Writes a secret file, in place of the one before if there is one; never a mixture of both.
 *
 * @throws IdentityError when it cannot be written
 */
export async function replaceSecret(path: string, bytes: Uint8Array): Promise<void> {
  const draft = await writeDraft(path, bytes)
  try {
    await rename(draft, path)
    await syncPath(dirname(path))
  } catch (cause) {
    await rm(draft, { force: true })
    throw wrap(cause, path, 'the file cannot be written')
  }
}

async function writeDraft(path: string, bytes: Uint8Array): Promise<string> {
  const name = `.draft-${globalThis.crypto.randomUUID()}`
  const draft = join(dirname(path), name)
  try {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
    const file = await open(draft, flags, FILE_MODE)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await giveToOwner(draft)
    return draft
  } catch (cause) {
    await rm(draft, { force: true })
    throw wrap(cause, path, 'the file cannot be written')
  }
}

function wrap(cause: unknown, path: string, what: string): IdentityError {
  if (cause instanceof IdentityError) {
    return cause
  }
  if (hasCode(cause, 'ENOSPC')) {
    const message = `the disk is full, ${path} cannot be written; make room and try again`
    return new IdentityError(message, { path, cause, code: 'ERR_DISK_FULL' })
  }
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new IdentityError(`${what}: ${path}: ${reason}`, { path, cause })
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, '0')
}
