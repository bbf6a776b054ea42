/**
 * What a node stands on: its key, its fleet and its store, opened in this order and closed together.
 *
 * Keeps: whatever cannot be opened is one error with a code and a sentence that says what to do, and
 * what was opened before it is closed again.
 */
import { stat, statfs } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { join } from 'node:path'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { toUtf8 } from '../core/bytes.ts'
import { type Fleet, OPEN_FLEET } from '../core/fleet.ts'
import type { DiskSpace } from '../core/machine.ts'
import {
  type OpenedStore,
  openLevelStore,
  openMemoryStore,
  StoreFailedError,
  StoreFormatError,
  StoreLockedError
} from '../storage/index.ts'
import { StartError, VGuardError } from './errors.ts'
import {
  type FleetCredentials,
  loadFleet,
  readRevocations,
  storeRevocations
} from './fleet-files.ts'
import {
  identityOf,
  loadOrCreateIdentity,
  MEMORY_FILE,
  type NodeIdentity,
  STORE_DIRECTORY
} from './identity.ts'
import type { PeerMemory } from './network/index.ts'
import type { NodeOptions } from './options.ts'
import { createPeerFile } from './peer-file.ts'
import { createSecret, readSecret } from './secret-files.ts'

export interface Foundation {
  readonly identity: NodeIdentity
  /** Undefined for an open fleet. */
  readonly credentials: FleetCredentials | undefined
  readonly fleet: Fleet
  readonly store: OpenedStore
  readonly peerMemory: PeerMemory | undefined
  /** Room below the store. */
  space(): Promise<DiskSpace>
  /** Revocations as they lie in the data directory now. */
  readRevocations(): Promise<Uint8Array | undefined>
  /** Keeps revocations over a restart. */
  keepRevocations(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

/**
 * @throws StartError, IdentityError
 */
export async function openFoundation(options: NodeOptions, nowMs: number): Promise<Foundation> {
  const { dataDir } = options
  const identity =
    dataDir === undefined
      ? identityOf(await generateKeyPair('Ed25519'))
      : await loadOrCreateIdentity(dataDir)
  const credentials = dataDir === undefined ? undefined : await loadFleet(dataDir, identity, nowMs)
  checkFleet(options, credentials)
  const store = await openStore(options, identity)
  return {
    identity,
    credentials,
    fleet: credentials?.book ?? OPEN_FLEET,
    store,
    peerMemory: dataDir === undefined ? undefined : createPeerFile(dataDir),
    space: () => spaceBelow(options),
    readRevocations: async () =>
      dataDir === undefined ? undefined : await readRevocations(dataDir),
    async keepRevocations(bytes) {
      if (dataDir !== undefined) {
        await storeRevocations(dataDir, bytes)
      }
    },
    close: () => store.close()
  }
}

function checkFleet(
  { open = false, dataDir }: NodeOptions,
  credentials: FleetCredentials | undefined
): void {
  if (!open && credentials === undefined) {
    const message =
      `${dataDir} belongs to no fleet: make one with "init", join one with "join", ` +
      'or admit everybody with --open'
    throw new StartError(message, { code: 'ERR_NO_FLEET' })
  }
  if (open && credentials !== undefined) {
    const message = `${dataDir} belongs to a fleet, so it cannot be open; leave out --open`
    throw new StartError(message, { code: 'ERR_OTHER_FLEET' })
  }
}

async function openStore(
  { dataDir, store }: NodeOptions,
  { crypto }: NodeIdentity
): Promise<OpenedStore> {
  if (dataDir === undefined || store === 'memory') {
    return await openMemoryStore({ crypto })
  }
  const path = join(dataDir, STORE_DIRECTORY)
  await checkMemory(dataDir, path)
  try {
    const opened = await openLevelStore({ path, crypto })
    await rememberStore(dataDir)
    return opened
  } catch (cause) {
    throw storeError(cause)
  }
}

/** Notes that the key of a data directory has a store: from now on it does not start without. */
export async function rememberStore(dataDir: string): Promise<void> {
  await createSecret(join(dataDir, MEMORY_FILE), toUtf8('the store of this key has begun\n'))
}

/**
 * A vehicle whose store is gone has forgotten its votes, and must not vote again under its name.
 *
 * @throws StartError ERR_STORE_DAMAGED
 */
export async function checkMemory(dataDir: string, path: string): Promise<void> {
  const hasBegun = (await readSecret(join(dataDir, MEMORY_FILE))) !== undefined
  if (hasBegun && (await stat(path).catch(() => undefined)) === undefined) {
    const message =
      `the store ${path} is gone, and with it what this vehicle has voted for: put it back, ` +
      'or run: vguard-node new-identity'
    throw new StartError(message, { code: 'ERR_STORE_DAMAGED' })
  }
}

/** The error that a failing store means for whoever starts a node. */
export function storeError(cause: unknown): unknown {
  if (cause instanceof VGuardError) {
    return cause
  }
  if (cause instanceof StoreLockedError) {
    return new StartError(cause.message, { code: 'ERR_DATA_DIR_IN_USE', cause })
  }
  if (cause instanceof StoreFormatError) {
    return new StartError(cause.message, { code: 'ERR_STORE_FORMAT', cause })
  }
  if (cause instanceof StoreFailedError) {
    return new StartError(cause.message, { code: STORE_CODES[cause.reason], cause })
  }
  return cause
}

const STORE_CODES = {
  full: 'ERR_DISK_FULL',
  corrupt: 'ERR_STORE_DAMAGED',
  io: 'ERR_STORE_FAILED',
  misuse: 'ERR_STORE_FAILED',
  closed: 'ERR_STORE_FAILED'
} as const

async function spaceBelow({ dataDir, store }: NodeOptions): Promise<DiskSpace> {
  if (dataDir === undefined || store === 'memory') {
    return { freeBytes: freemem(), totalBytes: totalmem() }
  }
  const { bavail, blocks, bsize } = await statfs(dataDir)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}
