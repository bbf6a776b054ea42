/**
 * Who this vehicle is: its key file, and keys of the same form for fleets.
 *
 * Keeps: a key is made once, is never overwritten, and is refused when others could have read it.
 * Source: libp2p specs, peer-ids: the protobuf form of a private key.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import type { Ed25519PrivateKey } from '@libp2p/interface'
import type { Crypto } from '../core/crypto.ts'
import type { PeerId } from '../core/peer.ts'
import { createNodeCrypto, peerOfPrivateKey } from './crypto.ts'
import { createSecret, ensurePrivateDirectory, IdentityError, readSecret } from './secret-files.ts'

export { IdentityError } from './secret-files.ts'

/** Name of the key file in the data directory. */
export const KEY_FILE = 'key'

/** The store of the vehicle that owns the key, in the data directory. */
export const STORE_DIRECTORY = 'store'

/** Tells that the key beside it has a store. */
export const MEMORY_FILE = 'store-begun'

/** An owner of a key: a vehicle, or a fleet. */
export interface NodeIdentity {
  readonly peer: PeerId
  readonly privateKey: Ed25519PrivateKey
  readonly crypto: Crypto
}

/**
 * The identity in `<dataDirectory>/key`; made when there is none.
 *
 * @throws IdentityError when the directory or the file is open to others, or the file is no key; or when
 * it is gone and the store of its vehicle is there
 */
export async function loadOrCreateIdentity(dataDirectory: string): Promise<NodeIdentity> {
  await ensurePrivateDirectory(dataDirectory)
  const known = await loadIdentity(dataDirectory)
  if (known !== undefined) {
    return known
  }
  const path = join(dataDirectory, KEY_FILE)
  const created = await createKey(path)
  // Another process was faster: its key counts, ours was never used.
  const identity = created ?? (await loadKey(path))
  if (identity === undefined) {
    throw new IdentityError(`the key file ${path} vanished while it was read`, { path })
  }
  return identity
}

/**
 * The identity in `<dataDirectory>/key`, or undefined where no vehicle has begun yet.
 *
 * @throws IdentityError when the file is open to others or is no key, or when it is gone and the store
 * of its vehicle is there
 */
export async function loadIdentity(dataDirectory: string): Promise<NodeIdentity | undefined> {
  const path = join(dataDirectory, KEY_FILE)
  // Looked for before the key: whoever makes one at the same time makes its store behind it.
  const trace = await traceOfVehicle(dataDirectory)
  const known = await loadKey(path)
  if (known === undefined && trace !== undefined) {
    // What its owner voted for is not for another name to go on with.
    const message =
      `the key file ${path} is gone, and the ${trace} of its vehicle is there; put the key back, run ` +
      'vguard-node new-identity, or restore again where a restore was cut off'
    throw new IdentityError(message, { path })
  }
  return known
}

/** Name of what tells that a vehicle has begun here, or undefined. */
async function traceOfVehicle(dataDirectory: string): Promise<string | undefined> {
  for (const name of [STORE_DIRECTORY, MEMORY_FILE]) {
    if ((await stat(join(dataDirectory, name)).catch(() => undefined)) !== undefined) {
      return name
    }
  }
  return undefined
}

/**
 * The identity in a key file, or undefined when there is no such file.
 *
 * @throws IdentityError when the file is open to others or is no key
 */
export async function loadKey(path: string): Promise<NodeIdentity | undefined> {
  const bytes = await readSecret(path)
  if (bytes === undefined) {
    return undefined
  }
  try {
    const key = privateKeyFromProtobuf(bytes)
    if (key.type === 'Ed25519') {
      return identityOf(key)
    }
  } catch (cause) {
    throw new IdentityError(damaged(path), { path, cause })
  }
  throw new IdentityError(damaged(path), { path })
}

/**
 * Makes a key and its file. Returns undefined when the file exists.
 *
 * @throws IdentityError when the file cannot be written
 */
export async function createKey(path: string): Promise<NodeIdentity | undefined> {
  const key = await generateKeyPair('Ed25519')
  return (await createSecret(path, privateKeyToProtobuf(key))) ? identityOf(key) : undefined
}

/** The identity of the owner of a private key. */
export function identityOf(privateKey: Ed25519PrivateKey): NodeIdentity {
  return {
    peer: peerOfPrivateKey(privateKey),
    privateKey,
    crypto: createNodeCrypto(privateKey)
  }
}

function damaged(path: string): string {
  return (
    `the key file ${path} holds no Ed25519 key; restore it from a copy, ` +
    'or move the data directory away to start as a new vehicle'
  )
}
