/**
 * A new identity for a vehicle whose store was damaged or lost: a vehicle that may have forgotten what
 * it voted for must never vote under its old name again.
 *
 * Keeps: the old key, membership and store are deleted by nobody; they move to a directory of their
 * own, the key first, so that a crash in between leaves no old name with an empty memory.
 */
import { mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '../core/errors.ts'
import { decodeMembership } from '../core/fleet.ts'
import type { PeerId } from '../core/peer.ts'
import { openLevelStore, StoreLockedError } from '../storage/index.ts'
import { StartError } from './errors.ts'
import { giveAllToOwner } from './files.ts'
import { createFleet, FLEET_KEY_FILE, MEMBERSHIP_FILE } from './fleet-files.ts'
import {
  KEY_FILE,
  loadKey,
  loadOrCreateIdentity,
  MEMORY_FILE,
  type NodeIdentity,
  STORE_DIRECTORY
} from './identity.ts'
import { readSecret } from './secret-files.ts'

export interface NewIdentity {
  readonly peer: PeerId
  /** Undefined when the old key could not be read. */
  readonly formerPeer: PeerId | undefined
  /** Where the old key, membership and store are now: a data directory of its own. */
  readonly formerDir: string
  /** The fleet it is a member of again, because the fleet key lies here. */
  readonly fleet: PeerId | undefined
  /** It was a member of a fleet and needs an invite to be one again. */
  readonly needsInvite: boolean
  readonly name: string
}

/** In this order: without its key nothing else here is of any use to the old name. */
const MOVED = [KEY_FILE, MEMBERSHIP_FILE, STORE_DIRECTORY, MEMORY_FILE] as const

/**
 * Moves the old identity away and makes a new one, with the alias of the old membership if none is
 * given, or else `nameDefault`.
 *
 * @throws StartError when a node uses the data directory
 * @throws InvalidInputError when there is nothing to move
 */
export async function giveNewIdentity(
  dataDir: string,
  { name: given, nameDefault }: { readonly name: string | undefined; readonly nameDefault: string },
  nowMs: number
): Promise<NewIdentity> {
  const former = await loadKey(join(dataDir, KEY_FILE)).catch(() => undefined)
  const name = given ?? (await nameOf(dataDir)) ?? nameDefault
  const wasMember = await isThere(join(dataDir, MEMBERSHIP_FILE))
  const found: string[] = []
  for (const file of MOVED) {
    if (await isThere(join(dataDir, file))) {
      found.push(file)
    }
  }
  if (found.length === 0) {
    throw new InvalidInputError(`${dataDir} has no identity to replace; run: vguard-node init`)
  }
  await checkUnused(join(dataDir, STORE_DIRECTORY), former)
  const formerDir = await makeFormerDir(dataDir)
  for (const file of found) {
    await rename(join(dataDir, file), join(formerDir, file))
  }
  // The look into the store has left files of whoever looked.
  await giveAllToOwner(formerDir, dataDir)
  const identity = await loadOrCreateIdentity(dataDir)
  const hasFleetKey = await isThere(join(dataDir, FLEET_KEY_FILE))
  const fleet = hasFleetKey ? await createFleet(dataDir, identity, name, nowMs) : undefined
  return {
    peer: identity.peer,
    formerPeer: former?.peer,
    formerDir,
    fleet,
    needsInvite: wasMember && !hasFleetKey,
    name
  }
}

/** A running node would go on writing into the store under its old name. */
async function checkUnused(path: string, identity: NodeIdentity | undefined): Promise<void> {
  if (identity === undefined || !(await isThere(path))) {
    return
  }
  try {
    const store = await openLevelStore({ path, crypto: identity.crypto })
    await store.close()
  } catch (cause) {
    if (cause instanceof StoreLockedError) {
      const message = `${path} is in use by another process: stop that one first`
      throw new StartError(message, { code: 'ERR_DATA_DIR_IN_USE', cause })
    }
    // A store that does not open is why somebody asks for a new identity.
  }
}

async function makeFormerDir(dataDir: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(dataDir, `former-${number}`)
    if (!(await isThere(path))) {
      await mkdir(path, { mode: 0o700 })
      return path
    }
  }
}

async function nameOf(dataDir: string): Promise<string | undefined> {
  try {
    const membership = await readSecret(join(dataDir, MEMBERSHIP_FILE))
    return membership === undefined ? undefined : decodeMembership(membership).name
  } catch {
    return undefined
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}
