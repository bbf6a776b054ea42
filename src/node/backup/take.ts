/**
 * Takes a backup: who the vehicle is, its files, and the records of its store at one moment, which a
 * running vehicle hands over (store-copies.ts) and a stopped one has on its disk.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeMembership } from '../../core/fleet.ts'
import { openLevelStore } from '../../storage/index.ts'
import { giveAllToOwner } from '../files.ts'
import { MEMBERSHIP_FILE } from '../fleet-files.ts'
import { storeError } from '../foundation.ts'
import { type NodeIdentity, STORE_DIRECTORY } from '../identity.ts'
import { readSecret } from '../secret-files.ts'
import { VERSION } from '../version.ts'
import { BACKUP_FORMAT, type BackupPart, type BackupRecords, recordParts } from './archive.ts'
import { filesIn } from './files.ts'

export interface BackupSource {
  readonly dataDir: string
  readonly identity: NodeIdentity
  /** The records of the store of this vehicle. */
  readonly records: AsyncIterable<BackupRecords>
}

/** Everything that a backup holds, in its order. */
export async function* backupParts(
  { dataDir, identity, records }: BackupSource,
  nowMs: number
): AsyncGenerator<BackupPart> {
  const name = await nameIn(dataDir)
  const format = BACKUP_FORMAT
  yield { type: 'backup', format, version: VERSION, peer: identity.peer, name, timeMs: nowMs }
  yield* filesIn(dataDir)
  yield* records
}

/**
 * The records of a store that nobody has open; none when there is no store yet.
 *
 * @throws StartError ERR_DATA_DIR_IN_USE when a vehicle runs on it, or what is wrong with the store
 */
export async function* recordsOnDisk(
  dataDir: string,
  { crypto }: NodeIdentity
): AsyncGenerator<BackupRecords> {
  const path = join(dataDir, STORE_DIRECTORY)
  if ((await stat(path).catch(() => undefined)) === undefined) {
    return
  }
  try {
    const store = await openLevelStore({ path, crypto })
    try {
      yield* recordParts(store.copy())
    } finally {
      await store.close()
    }
  } catch (cause) {
    throw storeError(cause)
  } finally {
    // Opening a store writes into it, and the vehicle may run as another user than who takes the backup.
    await giveAllToOwner(path, dataDir)
  }
}

async function nameIn(dataDir: string): Promise<string> {
  try {
    const membership = await readSecret(join(dataDir, MEMBERSHIP_FILE))
    return membership === undefined ? '' : decodeMembership(membership).name
  } catch {
    return ''
  }
}
