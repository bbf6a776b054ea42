/**
 * A data directory that a vehicle can be started with, made where there is none.
 *
 * Keeps: what is there stays as it is; a directory that belongs to another fleet is refused.
 */
import { join } from 'node:path'
import { checkName, createFleet, joinFleetOfKey, MEMBERSHIP_FILE } from './fleet-files.ts'
import { loadOrCreateIdentity } from './identity.ts'
import { readSecret } from './secret-files.ts'

export interface NewDataDirectory {
  /** Alias of the vehicle, 1 to 64 characters. */
  readonly name: string
  /** Of its own, none that is closed, or that of a key in a file. */
  readonly fleet: 'own' | 'open' | { readonly keyPath: string }
}

/** @throws IdentityError when a file is open to others, damaged, or of another fleet */
export async function prepareDataDirectory(
  dataDirectory: string,
  { name, fleet }: NewDataDirectory,
  nowMs: number
): Promise<void> {
  checkName(name)
  const identity = await loadOrCreateIdentity(dataDirectory)
  if (typeof fleet === 'object') {
    await joinFleetOfKey(dataDirectory, identity, { keyPath: fleet.keyPath, name }, nowMs)
  } else if (
    fleet === 'own' &&
    (await readSecret(join(dataDirectory, MEMBERSHIP_FILE))) === undefined
  ) {
    await createFleet(dataDirectory, identity, name, nowMs)
  }
}
