/**
 * Makes a data directory of a backup, or only looks whether one could be made.
 *
 * Keeps: nothing of a backup is left in the data directory before all of it was verified and is on
 * disk; the store that comes of it never votes again under its old name (see level-restore.ts), since
 * nobody knows what the vehicle has voted for since the backup was taken.
 */
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '../../core/errors.ts'
import { type CopyFindings, createCopyCheck, restoreLevelStore } from '../../storage/index.ts'
import { VGuardError } from '../errors.ts'
import { everythingIn, giveToOwner, hasCode, makeDirectories, syncPath } from '../files.ts'
import { rememberStore, storeError } from '../foundation.ts'
import { KEY_FILE, MEMORY_FILE, type NodeIdentity, STORE_DIRECTORY } from '../identity.ts'
import {
  BackupError,
  type BackupFile,
  type BackupHeader,
  type BackupPart,
  readArchive,
  recordsIn
} from './archive.ts'
import { identityIn, RESTORED, writeBackupFile } from './files.ts'

export interface BackupReport extends Omit<BackupHeader, 'type'>, CopyFindings {
  /** Names of the files that it holds. */
  readonly files: readonly string[]
}

type Chunks = AsyncIterable<Uint8Array | string>

/** What lies in a new file system, and is nobody's. */
const NOTHING = new Set(['lost+found'])

const STAGING_PREFIX = '.restore-'

/**
 * Reads a backup to its end and checks all of it; `lost` tells what the store had lost.
 *
 * @throws BackupError, VGuardError ERR_STORE_FORMAT
 */
export async function verifyBackup(chunks: Chunks, place: string): Promise<BackupReport> {
  return await walk(chunks, place, async ({ identity, records }) => {
    const check = createCopyCheck(identity.crypto)
    for await (const portion of records) {
      check.add(portion)
    }
    return check.conclude()
  })
}

/**
 * Makes the data directory, which is absent or empty.
 *
 * @throws VGuardError ERR_NOT_EMPTY; what `verifyBackup` throws; StartError when the disk takes no more
 */
export async function restoreBackup(
  chunks: Chunks,
  place: string,
  dataDir: string
): Promise<BackupReport> {
  const isNew = await claim(dataDir)
  const staging = await mkdtemp(join(dataDir, STAGING_PREFIX))
  try {
    const report = await walk(chunks, place, async ({ header, identity, files, records }) => {
      for (const file of files) {
        await writeBackupFile(staging, file)
      }
      const since = new Date(header.timeMs).toISOString()
      const distrust = `restored from a backup of ${since}, what it voted for since is forgotten`
      const { crypto } = identity
      const path = join(staging, STORE_DIRECTORY)
      return await restoreLevelStore({ path, crypto, entries: records, distrust })
    })
    await rememberStore(staging)
    await handOver(staging, dataDir)
    return report
  } catch (cause) {
    await rm(staging, { recursive: true, force: true })
    if (isNew) {
      await rm(dataDir, { recursive: true, force: true })
    }
    throw explained(storeError(cause), dataDir)
  }
}

/** Where the restore was made and removed again is no place for a person. */
function explained(cause: unknown, dataDir: string): unknown {
  if (!hasCode(cause, 'ERR_DISK_FULL', 'ENOSPC', 'EDQUOT')) {
    return cause
  }
  const message = `the disk of ${dataDir} is full: nothing was restored; make room and try again`
  return new VGuardError(message, { code: 'ERR_DISK_FULL', cause })
}

interface Content {
  readonly header: BackupHeader
  readonly identity: NodeIdentity
  readonly files: readonly BackupFile[]
  readonly records: AsyncIterable<readonly (readonly [string, Uint8Array])[]>
}

/** Header and files first; then whoever takes the records reads the backup to its end. */
async function walk(
  chunks: Chunks,
  place: string,
  take: (content: Content) => Promise<CopyFindings>
): Promise<BackupReport> {
  const parts = readArchive(chunks, place)
  const header = await nextOf(parts)
  if (header?.type !== 'backup') {
    throw new BackupError(`${place} is no backup of a vehicle`)
  }
  const { files, first } = await filesOf(parts)
  const key = files.find(({ name }) => name === KEY_FILE)
  if (key === undefined) {
    throw new BackupError(`the backup ${place} holds no key, so it is nobody's; take another one`)
  }
  const identity = identityIn(key, header.peer)
  const records = async function* () {
    for (let next = first; next !== undefined; next = await nextOf(parts)) {
      if (next.type !== 'records') {
        throw new BackupError(`the backup ${place} is not in order; take another one`)
      }
      yield recordsIn(next)
    }
  }
  const findings = await take({ header, identity, files, records: records() })
  const { type: _, ...about } = header
  return { ...about, ...findings, files: files.map(({ name }) => name) }
}

/** The files, and the part behind them. */
async function filesOf(
  parts: AsyncGenerator<BackupPart>
): Promise<{ readonly files: readonly BackupFile[]; readonly first: BackupPart | undefined }> {
  const files: BackupFile[] = []
  for (;;) {
    const part = await nextOf(parts)
    if (part?.type !== 'file') {
      return { files, first: part }
    }
    files.push(part)
  }
}

async function nextOf(parts: AsyncGenerator<BackupPart>): Promise<BackupPart | undefined> {
  const { value, done } = await parts.next()
  return done === true ? undefined : value
}

/** Makes the directory, or takes over an empty one; returns whether it was made. */
async function claim(dataDir: string): Promise<boolean> {
  const made = await makeDirectory(dataDir)
  const found = (await readdir(dataDir)).filter((name) => !NOTHING.has(name))
  const [first = ''] = found
  if (first.startsWith(STAGING_PREFIX) && found.length === 1) {
    const message = `${join(dataDir, first)} is left of a restore that was cut off: remove it first`
    throw new VGuardError(message, { code: 'ERR_NOT_EMPTY' })
  }
  if (found.length > 0) {
    const message =
      `${dataDir} is not empty (${first}): a backup is restored into an empty or a new directory ` +
      'only; move that one away, or name another with --data-dir'
    throw new VGuardError(message, { code: 'ERR_NOT_EMPTY' })
  }
  await chmod(dataDir, 0o700)
  return made !== undefined
}

/** @throws InvalidInputError when there cannot be a directory */
async function makeDirectory(path: string): Promise<string | undefined> {
  try {
    return await makeDirectories(path, 0o700)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new InvalidInputError(`${path} cannot be made a directory (${code})`, { cause })
  }
}

/** Gives everything its place, the key last, and to whom the directory belongs. */
async function handOver(staging: string, dataDir: string): Promise<void> {
  for (const path of await everythingIn(staging)) {
    await giveToOwner(path, dataDir)
    await syncPath(path)
  }
  for (const name of [STORE_DIRECTORY, MEMORY_FILE, ...RESTORED]) {
    await rename(join(staging, name), join(dataDir, name)).catch(unlessMissing)
  }
  await rm(staging, { recursive: true })
  await syncPath(dataDir)
}

function unlessMissing(cause: unknown): void {
  if (!hasCode(cause, 'ENOENT')) {
    throw cause
  }
}
