/**
 * The fleet of this vehicle as files: the fleet key where it was made, the own membership, what was
 * issued, what is revoked. Invites carry a membership to another machine as text.
 *
 * Keeps: the fleet key leaves the machine that made it only when a person takes it elsewhere. An invite is worth nothing to anybody
 * but the vehicle it names, because a membership counts only together with that vehicle's key.
 */
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'
import { toHex } from '../core/bytes.ts'
import { InvalidInputError } from '../core/errors.ts'
import {
  createFleetBook,
  createMembership,
  createRevocations,
  decodeMembership,
  type FleetBook,
  type Membership,
  type Role,
  verifyRevocations
} from '../core/fleet.ts'
import { NAME_CHARACTERS_MAX } from '../core/limits.ts'
import { isPeer, type PeerId } from '../core/peer.ts'
import { makePrivate } from './files.ts'
import { createKey, loadKey, type NodeIdentity } from './identity.ts'
import { createSecret, IdentityError, readSecret, replaceSecret } from './secret-files.ts'

export const FLEET_KEY_FILE = 'fleet-key'
export const MEMBERSHIP_FILE = 'membership'
export const REVOCATIONS_FILE = 'revocations'
/** One file a membership issued here, named by its serial. */
export const ISSUED_DIRECTORY = 'issued'

const INVITE_PREFIX = 'vguard-invite-1.'
const SERIAL_BYTES = 16

/** What a vehicle needs to be admitted, and to admit. */
export interface FleetCredentials {
  /** Peer-id form of the fleet's public key. */
  readonly fleet: PeerId
  /** Signed Membership of this vehicle. */
  readonly membership: Uint8Array
  readonly book: FleetBook
}

export interface InviteOptions {
  readonly peer: PeerId
  /** Alias of the vehicle, 1 to 64 characters. */
  readonly name: string
  readonly role?: Role
  /** Milliseconds since the epoch; 0, the default, for never. */
  readonly expiresAtMs?: number
}

/**
 * Makes a fleet: its key, and a membership for this vehicle.
 *
 * @throws IdentityError when this vehicle belongs to a fleet or holds a fleet key already
 */
export async function createFleet(
  dataDirectory: string,
  identity: NodeIdentity,
  name: string,
  nowMs: number
): Promise<PeerId> {
  const membershipPath = join(dataDirectory, MEMBERSHIP_FILE)
  const keyPath = join(dataDirectory, FLEET_KEY_FILE)
  checkName(name)
  if ((await readSecret(membershipPath)) !== undefined) {
    const message = `This vehicle belongs to a fleet already; remove ${membershipPath} to leave it`
    throw new IdentityError(message, { path: membershipPath, code: 'ERR_OTHER_FLEET' })
  }
  // A key without a membership is what a crash between the two leaves behind: go on with it.
  const key = (await createKey(keyPath)) ?? (await loadFleetKey(keyPath))
  const invite = { peer: identity.peer, name }
  await replaceSecret(membershipPath, await issue(dataDirectory, key, invite, nowMs))
  return key.peer
}

/**
 * Signs a membership for another vehicle. The text can be shown to anybody.
 *
 * @throws IdentityError when the fleet key is not here
 * @throws InvalidInputError when the peer id or the name is malformed
 */
export async function inviteVehicle(
  dataDirectory: string,
  options: InviteOptions,
  nowMs: number
): Promise<string> {
  checkName(options.name)
  if (!isPeer(options.peer)) {
    throw new InvalidInputError(`"${options.peer.slice(0, 64)}" is no peer id (12D3KooW…)`)
  }
  const key = await loadFleetKey(join(dataDirectory, FLEET_KEY_FILE))
  return INVITE_PREFIX + toText(await issue(dataDirectory, key, options, nowMs), 'base64url')
}

/**
 * Stores the membership of an invite. The same fleet again renews it.
 *
 * @throws InvalidInputError when the text is no invite, or one for another vehicle
 * @throws IdentityError when this vehicle belongs to another fleet
 */
export async function joinFleet(
  dataDirectory: string,
  identity: NodeIdentity,
  text: string,
  nowMs: number
): Promise<Membership> {
  const bytes = decodeInvite(text)
  const membership = decodeMembership(bytes)
  const verdict = createFleetBook(identity.crypto, membership.fleet).judge(
    identity.peer,
    bytes,
    nowMs
  )
  if (verdict !== undefined) {
    throw new InvalidInputError(
      `the invite cannot be used: ${verdict.message}; ask for one made for ${identity.peer}`
    )
  }
  const path = join(dataDirectory, MEMBERSHIP_FILE)
  const before = await readSecret(path)
  if (before !== undefined && readMembership(before, path).fleet !== membership.fleet) {
    const message = `This vehicle belongs to another fleet; remove ${path} to leave it`
    throw new IdentityError(message, { path, code: 'ERR_OTHER_FLEET' })
  }
  await replaceSecret(path, bytes)
  return membership
}

/**
 * Joins the fleet of a key that lies elsewhere, such as a secret of a container: signs a membership for
 * this vehicle. Does nothing when it belongs to that fleet already.
 *
 * @throws IdentityError when there is no such key, or this vehicle belongs to another fleet
 * @throws InvalidInputError when the name is malformed
 */
export async function joinFleetOfKey(
  dataDirectory: string,
  identity: NodeIdentity,
  { keyPath, name }: { readonly keyPath: string; readonly name: string },
  nowMs: number
): Promise<void> {
  checkName(name)
  const key = await loadFleetKey(keyPath)
  const path = join(dataDirectory, MEMBERSHIP_FILE)
  const before = await readSecret(path)
  if (before === undefined) {
    const invite = { peer: identity.peer, name }
    await replaceSecret(path, await issue(dataDirectory, key, invite, nowMs))
  } else if (readMembership(before, path).fleet !== key.peer) {
    const message = `This vehicle belongs to another fleet than that of ${keyPath}; remove ${path} to leave it`
    throw new IdentityError(message, { path, code: 'ERR_OTHER_FLEET' })
  }
}

/**
 * Revokes every membership issued here to a vehicle. Returns the new revocations, which other
 * vehicles take over when they connect or hear of them.
 *
 * @throws IdentityError when the fleet key is not here
 * @throws InvalidInputError when no membership was issued here to that vehicle
 */
export async function revokeVehicle(dataDirectory: string, peer: PeerId): Promise<Uint8Array> {
  const key = await loadFleetKey(join(dataDirectory, FLEET_KEY_FILE))
  const serials = await serialsIssuedTo(dataDirectory, peer)
  if (serials.length === 0) {
    throw new InvalidInputError(`No membership was issued here to ${peer.slice(0, 64)}`)
  }
  const before = await loadRevocations(dataDirectory, key, key.peer)
  const listed = new Map(before?.serials.map((serial) => [toHex(serial), serial]))
  for (const serial of serials) {
    listed.set(toHex(serial), serial)
  }
  const bytes = createRevocations(key.crypto, {
    fleet: key.peer,
    version: (before?.version ?? 0) + 1,
    serials: [...listed.values()]
  })
  await storeRevocations(dataDirectory, bytes)
  return bytes
}

/** The revocations kept here, not verified; undefined when there are none. */
export function readRevocations(dataDirectory: string): Promise<Uint8Array | undefined> {
  return readSecret(join(dataDirectory, REVOCATIONS_FILE))
}

/** Keeps revocations over a restart; `bytes` were verified by a FleetBook. */
export async function storeRevocations(dataDirectory: string, bytes: Uint8Array): Promise<void> {
  await replaceSecret(join(dataDirectory, REVOCATIONS_FILE), bytes)
}

/**
 * The fleet of this vehicle, or undefined when it belongs to none.
 *
 * @throws IdentityError when the own membership does not count, or a file is damaged
 */
export async function loadFleet(
  dataDirectory: string,
  identity: NodeIdentity,
  nowMs: number
): Promise<FleetCredentials | undefined> {
  const path = join(dataDirectory, MEMBERSHIP_FILE)
  const membership = await readSecret(path)
  if (membership === undefined) {
    return undefined
  }
  const { fleet } = readMembership(membership, path)
  const book = createFleetBook(identity.crypto, fleet)
  const revocationsPath = join(dataDirectory, REVOCATIONS_FILE)
  const revocations = await readSecret(revocationsPath)
  if (revocations !== undefined && !book.revoke(revocations)) {
    const message = `the fleet key did not sign ${revocationsPath}; remove it, peers have the newest`
    throw new IdentityError(message, { path: revocationsPath })
  }
  const verdict = book.judge(identity.peer, membership, nowMs)
  if (verdict !== undefined) {
    const message = `This vehicle cannot join its fleet: ${verdict.message}; ask for a new invite`
    throw new IdentityError(message, { path })
  }
  return { fleet, membership, book }
}

async function loadFleetKey(path: string): Promise<NodeIdentity> {
  const key = await loadKey(path)
  if (key === undefined) {
    const message = `There is no fleet key at ${path}; run this where the fleet was made by init`
    throw new IdentityError(message, { path })
  }
  return key
}

async function issue(
  dataDirectory: string,
  key: NodeIdentity,
  { peer, name, role, expiresAtMs }: InviteOptions,
  nowMs: number
): Promise<Uint8Array> {
  const serial = new Uint8Array(randomBytes(SERIAL_BYTES))
  const bytes = createMembership(key.crypto, {
    fleet: key.peer,
    peer,
    name,
    role: role ?? 'vehicle',
    issuedAtMs: nowMs,
    expiresAtMs: expiresAtMs ?? 0,
    serial
  })
  // Written before the membership is given away: what was not written could never be revoked.
  const directory = join(dataDirectory, ISSUED_DIRECTORY)
  await makePrivate(directory)
  await createSecret(join(directory, toHex(serial)), bytes)
  return bytes
}

async function serialsIssuedTo(
  dataDirectory: string,
  peer: PeerId
): Promise<readonly Uint8Array[]> {
  const directory = join(dataDirectory, ISSUED_DIRECTORY)
  await makePrivate(directory)
  const serials: Uint8Array[] = []
  for (const name of await readdir(directory)) {
    // Other names are drafts of a crash.
    const path = join(directory, name)
    const bytes = /^[0-9a-f]{32}$/.test(name) ? await readSecret(path) : undefined
    const membership = bytes === undefined ? undefined : readMembership(bytes, path)
    if (membership?.peer === peer) {
      serials.push(membership.serial)
    }
  }
  return serials
}

async function loadRevocations(dataDirectory: string, key: NodeIdentity, fleet: PeerId) {
  const path = join(dataDirectory, REVOCATIONS_FILE)
  const bytes = await readSecret(path)
  if (bytes === undefined) {
    return undefined
  }
  const list = verifyRevocations(key.crypto, fleet, bytes)
  if (list === undefined) {
    throw new IdentityError(`the fleet key did not sign ${path}; restore it from a copy`, { path })
  }
  return list
}

function readMembership(bytes: Uint8Array, path: string): Membership {
  try {
    return decodeMembership(bytes)
  } catch (cause) {
    const message = `the file ${path} holds no membership; remove it and join with a new invite`
    throw new IdentityError(message, { path, cause })
  }
}

function decodeInvite(text: string): Uint8Array {
  // Terminals and mail programs wrap long lines.
  const compact = text.replaceAll(/\s/g, '')
  try {
    if (compact.startsWith(INVITE_PREFIX)) {
      const bytes = fromString(compact.slice(INVITE_PREFIX.length), 'base64url')
      decodeMembership(bytes)
      return bytes
    }
  } catch (cause) {
    throw new InvalidInputError('the text is no invite, or a part of it is missing', { cause })
  }
  throw new InvalidInputError(`the text is no invite; an invite begins with ${INVITE_PREFIX}`)
}

/** @throws InvalidInputError when no vehicle can have this alias */
export function checkName(name: string): void {
  if (name.length === 0 || name.length > NAME_CHARACTERS_MAX) {
    throw new InvalidInputError(
      `the name has ${name.length} characters, allowed are 1 to ${NAME_CHARACTERS_MAX}`
    )
  }
}
