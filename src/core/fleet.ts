/**
 * Who belongs to the fleet: memberships signed by the fleet key, and their revocation.
 *
 * Keeps: without the fleet key nobody can add a vehicle to a booth, a backup table or a connection.
 * An open fleet admits everybody and says so in `status`.
 */
import { toHex } from './bytes.ts'
import { decodeWith, readNumber, readPeer, readText } from './codec.ts'
import type { Crypto } from './crypto.ts'
import { InvalidMessageError } from './errors.ts'
import { MEMBERSHIP_BYTES_MAX, NAME_CHARACTERS_MAX } from './limits.ts'
import { Membership as MembershipCodec, Revocations as RevocationsCodec } from './messages.ts'
import type { PeerId } from './peer.ts'
import { decodeSigned, signPayload, verifySigned } from './signed.ts'

export type Role = 'vehicle' | 'pivot' | 'roadside' | 'observer'

export interface Membership {
  /** Peer-id form of the fleet's public key. */
  readonly fleet: PeerId
  readonly peer: PeerId
  readonly name: string
  readonly role: Role
  readonly issuedAtMs: number
  /** 0 for never. */
  readonly expiresAtMs: number
  /** 16 bytes. */
  readonly serial: Uint8Array
}

export interface Revocations {
  readonly fleet: PeerId
  readonly version: number
  readonly serials: readonly Uint8Array[]
}

/** Why a membership does not count, in one word. */
export type MembershipFault = 'otherFleet' | 'revoked' | 'expired' | 'forged'

/** A membership that does not count: the word for counters, the sentence for people. */
export interface MembershipVerdict {
  readonly fault: MembershipFault
  readonly message: string
}

/** What machines ask about membership. */
export interface Fleet {
  /** True when no fleet key is configured: everybody is admitted. */
  readonly open: boolean
  /** The encoded membership of a vehicle met before, to put into a booth. */
  membershipOf(peer: PeerId): Uint8Array | undefined
  /** Whether `membership` (or one met before) makes `peer` a member of the fleet at `atMs`. */
  admits(peer: PeerId, membership: Uint8Array | undefined, atMs: number): boolean
  /**
   * Whether it did so when it was issued: the same, but for revocations. For what was agreed on in
   * the past; see docs/decisions/007.
   */
  admitted(peer: PeerId, membership: Uint8Array | undefined, atMs: number): boolean
}

/** A fleet with no key: everybody is admitted. */
export const OPEN_FLEET: Fleet = {
  open: true,
  membershipOf: () => undefined,
  admits: () => true,
  admitted: () => true
}

/** Whether a vehicle is of the fleet as far as is known here, without what it shows itself. */
export function isMet(fleet: Fleet, peer: PeerId): boolean {
  return fleet.open || fleet.membershipOf(peer) !== undefined
}

export interface FleetBook extends Fleet {
  /** Remembers a membership. Returns why it does not count, or undefined when it does. */
  learn(membership: Uint8Array, nowMs: number): string | undefined
  /** Learns the membership that `peer` shows. Returns why it does not count, or undefined when it does. */
  judge(peer: PeerId, membership: Uint8Array, nowMs: number): MembershipVerdict | undefined
  /** Takes over newer revocations. Returns false when they are not newer or not signed by the fleet. */
  revoke(revocations: Uint8Array): boolean
  /** The encoded revocations last taken over. */
  readonly revocations: Uint8Array | undefined
  /** Their version; 0 when there are none. */
  readonly revocationsVersion: number
  /** Everyone met, for `status`. */
  members(): readonly Membership[]
}

/** Encoded revocations: room for about 50,000 vehicles. */
export const REVOCATIONS_BYTES_MAX = 1024 * 1024
const MEMBERS_KEPT_MAX = 10_000
const SERIAL_BYTES = 16
const ROLES: readonly string[] = ['vehicle', 'pivot', 'roadside', 'observer']

/** Signs a membership; `crypto` must hold the fleet key. */
export function createMembership(crypto: Crypto, membership: Membership): Uint8Array {
  return signPayload(crypto, 'vguard/membership/1', MembershipCodec.encode({ ...membership }))
}

/** Signs revocations; `crypto` must hold the fleet key. */
export function createRevocations(crypto: Crypto, revocations: Revocations): Uint8Array {
  const payload = RevocationsCodec.encode({ ...revocations, serials: [...revocations.serials] })
  return signPayload(crypto, 'vguard/revocations/1', payload)
}

/** @throws InvalidMessageError when the bytes are no membership */
export function decodeMembership(bytes: Uint8Array): Membership {
  const signed = decodeSigned('membership', bytes, MEMBERSHIP_BYTES_MAX)
  const raw = decodeWith('membership', signed.payload, MembershipCodec.decode)
  if (!ROLES.includes(raw.role) || raw.serial.length !== SERIAL_BYTES) {
    throw new InvalidMessageError('membership has an unknown role or a malformed serial')
  }
  return {
    fleet: readPeer('membership.fleet', raw.fleet),
    peer: readPeer('membership.peer', raw.peer),
    name: readText('membership.name', raw.name, NAME_CHARACTERS_MAX),
    role: raw.role as Role,
    issuedAtMs: readNumber('membership.issuedAtMs', raw.issuedAtMs),
    expiresAtMs: readNumber('membership.expiresAtMs', raw.expiresAtMs),
    serial: raw.serial
  }
}

function decodeIfSound(bytes: Uint8Array): Membership | undefined {
  try {
    return decodeMembership(bytes)
  } catch {
    return undefined
  }
}

/** A fleet with the key `fleet`. Remembers the memberships it has verified. */
export function createFleetBook(crypto: Crypto, fleet: PeerId): FleetBook {
  const known = new Map<PeerId, { readonly membership: Membership; readonly bytes: Uint8Array }>()
  const verified = new Set<string>()
  let revoked = new Set<string>()
  let revocationsVersion = 0
  let revocationsBytes: Uint8Array | undefined

  const fault = (
    membership: Membership,
    bytes: Uint8Array,
    atMs: number
  ): MembershipVerdict | undefined => {
    if (membership.fleet !== fleet) {
      const message = `the membership is of fleet ${membership.fleet}, this is ${fleet}`
      return { fault: 'otherFleet', message }
    }
    return revoked.has(toHex(membership.serial))
      ? { fault: 'revoked', message: `the membership of ${membership.peer} is revoked` }
      : issueFault(membership, bytes, atMs)
  }

  /** Why a membership never counted at `atMs`, whatever was revoked since. */
  const issueFault = (
    membership: Membership,
    bytes: Uint8Array,
    atMs: number
  ): MembershipVerdict | undefined => {
    if (membership.expiresAtMs !== 0 && atMs > membership.expiresAtMs) {
      return { fault: 'expired', message: `the membership of ${membership.peer} has expired` }
    }
    const id = crypto.sha256(bytes)
    if (!verified.has(id)) {
      const signed = decodeSigned('membership', bytes, MEMBERSHIP_BYTES_MAX)
      if (!verifySigned(crypto, 'vguard/membership/1', fleet, signed)) {
        const message = `the fleet key did not sign the membership of ${membership.peer}`
        return { fault: 'forged', message }
      }
      if (verified.size >= MEMBERS_KEPT_MAX) {
        verified.clear()
      }
      verified.add(id)
    }
    return undefined
  }

  const judge = (
    bytes: Uint8Array,
    nowMs: number,
    peer: PeerId | undefined
  ): MembershipVerdict | undefined => {
    let membership: Membership
    try {
      membership = decodeMembership(bytes)
    } catch (error) {
      const message = error instanceof Error ? error.message : 'malformed membership'
      return { fault: 'forged', message }
    }
    if (peer !== undefined && membership.peer !== peer) {
      return { fault: 'forged', message: `${peer} shows the membership of ${membership.peer}` }
    }
    const verdict = fault(membership, bytes, nowMs)
    if (verdict === undefined && (known.has(membership.peer) || known.size < MEMBERS_KEPT_MAX)) {
      const before = known.get(membership.peer)
      if (before === undefined || before.membership.issuedAtMs <= membership.issuedAtMs) {
        known.set(membership.peer, { membership, bytes })
      }
    }
    return verdict
  }
  const learn = (bytes: Uint8Array, nowMs: number): string | undefined =>
    judge(bytes, nowMs, undefined)?.message

  const shownOrKnown = (
    peer: PeerId,
    membership: Uint8Array | undefined
  ): Uint8Array | undefined =>
    membership !== undefined && membership.length > 0 ? membership : known.get(peer)?.bytes

  return {
    open: false,
    membershipOf: (peer) => known.get(peer)?.bytes,
    admits(peer, membership, atMs) {
      const bytes = shownOrKnown(peer, membership)
      if (bytes === undefined || learn(bytes, atMs) !== undefined) {
        return false
      }
      return decodeMembership(bytes).peer === peer
    },
    admitted(peer, membership, atMs) {
      const bytes = shownOrKnown(peer, membership)
      const decoded = bytes === undefined ? undefined : decodeIfSound(bytes)
      return (
        bytes !== undefined &&
        decoded?.peer === peer &&
        decoded.fleet === fleet &&
        issueFault(decoded, bytes, atMs) === undefined
      )
    },
    learn,
    judge: (peer, membership, nowMs) => judge(membership, nowMs, peer),
    revoke(bytes) {
      const list = verifyRevocations(crypto, fleet, bytes)
      if (list === undefined || list.version <= revocationsVersion) {
        return false
      }
      revoked = new Set(list.serials.map(toHex))
      revocationsVersion = list.version
      revocationsBytes = bytes
      for (const [peer, { membership }] of known) {
        if (revoked.has(toHex(membership.serial))) {
          known.delete(peer)
        }
      }
      return true
    },
    get revocations() {
      return revocationsBytes
    },
    get revocationsVersion() {
      return revocationsVersion
    },
    members: () => [...known.values()].map(({ membership }) => membership)
  }
}

/** Revocations that the fleet key signed, or undefined when it did not. */
export function verifyRevocations(
  crypto: Crypto,
  fleet: PeerId,
  bytes: Uint8Array
): Revocations | undefined {
  try {
    const signed = decodeSigned('revocations', bytes, REVOCATIONS_BYTES_MAX)
    const list = decodeWith('revocations', signed.payload, RevocationsCodec.decode)
    const genuine = verifySigned(crypto, 'vguard/revocations/1', fleet, signed)
    return genuine && list.fleet === fleet ? list : undefined
  } catch {
    return undefined
  }
}
