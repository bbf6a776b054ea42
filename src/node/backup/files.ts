/**
 * The files of a data directory that a backup holds besides the records of the store.
 *
 * Keeps: no other name is written by a restore, wherever the backup comes from. The token of the
 * control API, its address and the history of the shell are of the machine, not of the vehicle.
 */
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { privateKeyFromProtobuf } from '@libp2p/crypto/keys'
import { InvalidInputError } from '../../core/errors.ts'
import { hasCode } from '../files.ts'
import {
  FLEET_KEY_FILE,
  ISSUED_DIRECTORY,
  MEMBERSHIP_FILE,
  REVOCATIONS_FILE
} from '../fleet-files.ts'
import { identityOf, KEY_FILE, loadKey, type NodeIdentity } from '../identity.ts'
import { PEERS_FILE } from '../peer-file.ts'
import { createSecret, readSecret } from '../secret-files.ts'
import { BackupError, type BackupFile } from './archive.ts'

/** Of the commands, with the settings. */
const CONFIG_FILE = 'config.json'

/** Files that others could not have read; the rest tells nobody anything. */
const SECRETS = [MEMBERSHIP_FILE, FLEET_KEY_FILE, REVOCATIONS_FILE, KEY_FILE] as const
const PLAIN = [CONFIG_FILE, PEERS_FILE] as const

/** A membership issued here, which only who has it can revoke. */
const ISSUED = new RegExp(`^${ISSUED_DIRECTORY}/[0-9a-f]{32}$`)

/**
 * What a restore moves into its place, in this order. The key is the last: without it a directory
 * that is half restored is nobody's.
 */
export const RESTORED = [
  ...PLAIN,
  ISSUED_DIRECTORY,
  ...SECRETS.filter((name) => name !== KEY_FILE),
  KEY_FILE
] as const

/**
 * Who the vehicle of a data directory is.
 *
 * @throws InvalidInputError when it holds none
 * @throws IdentityError when others could read the key, or it is none
 */
export async function vehicleIn(dataDir: string): Promise<NodeIdentity> {
  const identity = await loadKey(join(dataDir, KEY_FILE))
  if (identity === undefined) {
    throw new InvalidInputError(
      `${dataDir} holds no vehicle; name its data directory with --data-dir`
    )
  }
  return identity
}

/** The files as they are now. */
export async function* filesIn(dataDir: string): AsyncGenerator<BackupFile> {
  for (const name of [...SECRETS, ...(await issuedIn(dataDir))]) {
    const bytes = await readSecret(join(dataDir, name))
    yield* bytes === undefined ? [] : [fileOf(name, bytes)]
  }
  for (const name of PLAIN) {
    const bytes = await orNothing(readFile(join(dataDir, name)))
    yield* bytes === undefined ? [] : [fileOf(name, bytes)]
  }
}

async function issuedIn(dataDir: string): Promise<readonly string[]> {
  const found = (await orNothing(readdir(join(dataDir, ISSUED_DIRECTORY)))) ?? []
  return found.map((name) => `${ISSUED_DIRECTORY}/${name}`).filter((name) => ISSUED.test(name))
}

function fileOf(name: string, bytes: Uint8Array): BackupFile {
  return { type: 'file', name, bytes: Buffer.from(bytes).toString('base64') }
}

/** What is not there is nothing. */
async function orNothing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) {
      return undefined
    }
    throw cause
  }
}

/** Writes a file of a backup into a directory that is made for it. */
export async function writeBackupFile(
  directory: string,
  { name, bytes }: BackupFile
): Promise<void> {
  const isOurs = ISSUED.test(name) || [...SECRETS, ...PLAIN].some((known) => known === name)
  if (!isOurs) {
    throw new BackupError(`a backup with a file ${JSON.stringify(name)} is none of vguard-node's`)
  }
  await mkdir(dirname(join(directory, name)), { recursive: true, mode: 0o700 })
  await createSecret(join(directory, name), new Uint8Array(Buffer.from(bytes, 'base64')))
}

/**
 * The vehicle whose key a backup holds.
 *
 * @throws BackupError when it is no key, or that of another vehicle
 */
export function identityIn({ bytes }: BackupFile, peer: string): NodeIdentity {
  const identity = decode(bytes)
  if (identity?.peer !== peer) {
    throw new BackupError(`the backup holds no key of the vehicle ${peer}; take another one`)
  }
  return identity
}

function decode(bytes: string): NodeIdentity | undefined {
  try {
    const key = privateKeyFromProtobuf(new Uint8Array(Buffer.from(bytes, 'base64')))
    return key.type === 'Ed25519' ? identityOf(key) : undefined
  } catch {
    return undefined
  }
}
