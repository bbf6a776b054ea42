/**
 * Booths and certificates: who agrees on blocks, and the proof that they did.
 *
 * Keeps: a certificate counts distinct members of one booth, n - f of them (a majority in a group's
 * chain, which promises nothing against lies), every pivot among them; who was revoked since counts
 * as what it was then, but nothing rests on its word alone (docs/decisions/007).
 * Source: V-Guard; differs from it in that a signature covers chain, height, hash and booth.
 */
import type { Hash } from './bytes.ts'
import { fromHex, toUtf8 } from './bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHash,
  readHexBytes,
  readHexHash,
  readList,
  readNumber,
  readPeer,
  readPeers,
  readSignature
} from './codec.ts'
import type { Crypto } from './crypto.ts'
import { assert, InvalidMessageError } from './errors.ts'
import type { Fleet } from './fleet.ts'
import { type Chain, type ChainId, isGroup } from './genesis.ts'
import {
  BOOTH_BYTES_MAX,
  CERTIFICATE_BYTES_MAX,
  INCARNATION_BYTES,
  MEMBERS_MAX,
  MEMBERSHIP_BYTES_MAX
} from './limits.ts'
import { Booth as BoothCodec, Certificate as CertificateCodec } from './messages.ts'
import type { PeerId } from './peer.ts'
import { certificateQuorum, faultsTolerated, majority } from './quorum.ts'
import { decodeSigned, signingBytes, signPayload, verifySigned } from './signed.ts'

/** Hex of the 16 random bytes of a vehicle's data directory. */
export type Incarnation = string

/** hex SHA-256 of the encoded Booth. */
export type BoothId = Hash

export interface Booth {
  readonly id: BoothId
  readonly chain: ChainId
  readonly number: number
  /** Ascending, the proposer of a certified chain among them. */
  readonly members: readonly PeerId[]
  readonly openedAtMs: number
  readonly memberships: readonly Uint8Array[]
  /** In a group's chain the data directory that each member votes from; empty in a certified one. */
  readonly incarnations: readonly Incarnation[]
  /** In a group's chain who signed; undefined in a certified one, where the proposer did. */
  readonly opener: PeerId | undefined
  /** Signed Booth, as it travels and is stored. */
  readonly bytes: Uint8Array
}

export interface BoothDraft {
  readonly chain: ChainId
  readonly number: number
  readonly members: readonly PeerId[]
  readonly openedAtMs: number
}

export interface GroupBoothDraft {
  readonly chain: ChainId
  readonly number: number
  /** Members with the data directory that each votes from. */
  readonly members: ReadonlyMap<PeerId, Incarnation>
  readonly openedAtMs: number
  /** This vehicle. */
  readonly opener: PeerId
}

export interface Certificate {
  readonly chain: ChainId
  readonly height: number
  readonly hash: Hash
  readonly booth: BoothId
  /** Indexes into the booth's members, ascending. */
  readonly signers: readonly number[]
  readonly signatures: readonly Uint8Array[]
  readonly bytes: Uint8Array
}

/** What a vote says; also what each signature of a certificate covers. */
export interface VoteSubject {
  readonly chain: ChainId
  readonly height: number
  readonly hash: Hash
  readonly booth: BoothId
}

/** Makes and signs a booth as its proposer. Members are sorted here. */
export function createBooth(crypto: Crypto, fleet: Fleet, draft: BoothDraft): Booth {
  const { chain, number, openedAtMs } = draft
  const members = [...new Set(draft.members)].sort()
  return signBooth(crypto, {
    chain,
    number,
    members,
    openedAtMs,
    memberships: membershipsOf(fleet, members),
    incarnations: [],
    opener: undefined
  })
}

/** Makes and signs a booth of a group's chain as its opener. */
export function createGroupBooth(crypto: Crypto, fleet: Fleet, draft: GroupBoothDraft): Booth {
  const { chain, number, openedAtMs, opener } = draft
  const members = [...draft.members.keys()].sort()
  return signBooth(crypto, {
    chain,
    number,
    members,
    openedAtMs,
    memberships: membershipsOf(fleet, members),
    incarnations: members.map((peer) => draft.members.get(peer) ?? ''),
    opener
  })
}

/** What these vehicles have shown of their membership; nothing in an open fleet. */
export function membershipsOf(fleet: Fleet, members: readonly PeerId[]): readonly Uint8Array[] {
  return fleet.open ? [] : members.map((peer) => fleet.membershipOf(peer) ?? new Uint8Array(0))
}

function signBooth(crypto: Crypto, booth: Omit<Booth, 'id' | 'bytes'>): Booth {
  const { length } = booth.members
  assert(length > 0 && length <= MEMBERS_MAX, `nobody reads a booth of ${length} members`)
  const payload = BoothCodec.encode({
    ...booth,
    members: [...booth.members],
    memberships: [...booth.memberships],
    incarnations: booth.incarnations.map(fromHex),
    opener: booth.opener ?? ''
  })
  const bytes = signPayload(crypto, 'vguard/booth/1', payload)
  return { ...booth, id: crypto.sha256(payload), bytes }
}

/** @throws InvalidMessageError when the bytes are no booth */
export function decodeBooth(crypto: Crypto, bytes: Uint8Array): Booth {
  const signed = decodeSigned('booth', bytes, BOOTH_BYTES_MAX)
  const raw = decodeWith('booth', signed.payload, BoothCodec.decode)
  const members = readPeers('booth.members', raw.members)
  const memberships = readList('booth.memberships', raw.memberships, MEMBERS_MAX)
  if (members.length === 0 || (memberships.length !== 0 && memberships.length !== members.length)) {
    throw new InvalidMessageError('booth has no members, or not one membership a member')
  }
  for (const membership of memberships) {
    readBytes('booth.memberships', membership, MEMBERSHIP_BYTES_MAX)
  }
  const incarnations = readList('booth.incarnations', raw.incarnations, MEMBERS_MAX)
  const isOfGroup = raw.opener !== ''
  if (incarnations.length !== (isOfGroup ? members.length : 0)) {
    throw new InvalidMessageError('booth has not one incarnation a member of a group, or no opener')
  }
  return {
    id: crypto.sha256(signed.payload),
    chain: readChain('booth.chain', raw.chain),
    number: readNumber('booth.number', raw.number, 1),
    members,
    openedAtMs: readNumber('booth.openedAtMs', raw.openedAtMs),
    memberships,
    incarnations: incarnations.map((bytes) =>
      readHexBytes('booth.incarnations', bytes, INCARNATION_BYTES)
    ),
    opener: isOfGroup ? readPeer('booth.opener', raw.opener) : undefined,
    bytes
  }
}

/**
 * Why a booth must never have been opened, or undefined when it may be believed. A group's booth is
 * signed by a member of the one before, which for the second is a member of the genesis; whoever does
 * not know the one before believes any vehicle of the fleet (core/lineage.ts asks for more).
 */
export function boothFault(
  crypto: Crypto,
  fleet: Fleet,
  chain: Chain,
  booth: Booth,
  before?: Pick<Booth, 'number' | 'members'>
): string | undefined {
  const { pivots } = chain.genesis
  const signer = isGroup(chain) ? booth.opener : chain.genesis.proposer
  if (booth.chain !== chain.id || signer === undefined) {
    return 'the booth is of another chain'
  }
  const fault = isGroup(chain)
    ? openerFault(fleet, chain, booth, signer, before)
    : proposerFault(booth, signer)
  if (fault !== undefined) {
    return fault
  }
  if (pivots.some((pivot) => !booth.members.includes(pivot))) {
    return 'a pivot is missing in the booth'
  }
  const signed = decodeSigned('booth', booth.bytes, BOOTH_BYTES_MAX)
  if (!verifySigned(crypto, 'vguard/booth/1', signer, signed)) {
    return `the ${isGroup(chain) ? 'opener' : 'proposer'} did not sign the booth`
  }
  const stranger = booth.members.find(
    (peer, i) => !fleet.admitted(peer, booth.memberships[i], booth.openedAtMs)
  )
  return stranger === undefined ? undefined : `${stranger} is not of this fleet`
}

function proposerFault({ members, opener }: Booth, proposer: PeerId): string | undefined {
  if (!members.includes(proposer)) {
    return 'the proposer is not in the booth'
  }
  return opener === undefined ? undefined : 'a booth of a certified chain has no opener'
}

function openerFault(
  fleet: Fleet,
  { genesis }: Chain,
  booth: Booth,
  opener: PeerId,
  before: Pick<Booth, 'number' | 'members'> | undefined
): string | undefined {
  if (booth.number === 1) {
    const isFirst = booth.members.join() === genesis.members.join()
    return isFirst && genesis.members.includes(opener)
      ? undefined
      : 'the first booth has other members than the genesis, or a stranger opened it'
  }
  if (before !== undefined) {
    const follows = before.number === booth.number - 1 && before.members.includes(opener)
    return follows ? undefined : 'the booth does not follow the one before, or a stranger opened it'
  }
  if (booth.number === 2) {
    // The first booth has the members of the genesis.
    return genesis.members.includes(opener) ? undefined : 'a stranger opened the booth'
  }
  const membership = booth.memberships[booth.members.indexOf(opener)]
  return fleet.admitted(opener, membership, booth.openedAtMs)
    ? undefined
    : `the opener ${opener} is not of this fleet`
}

/** Why a booth must not be opened or joined now, though it may be believed; undefined when it may. */
export function standingFault(fleet: Fleet, booth: Booth): string | undefined {
  const left = booth.members.find((_, i) => !isInStanding(fleet, booth, i))
  return left === undefined ? undefined : `${left} is no longer of this fleet`
}

/** The bytes that a vote signs. */
export function voteBytes(subject: VoteSubject): Uint8Array {
  const { chain, height, hash, booth } = subject
  return signingBytes('vguard/vote/1', toUtf8(`${chain}\n${height}\n${hash}\n${booth}`))
}

/** Votes that certify a block: n - f in a certified chain, a majority in a group's. */
export function quorumOf(chain: Chain, booth: Booth): number {
  const n = booth.members.length
  return isGroup(chain) ? majority(n) : certificateQuorum(n)
}

/** Whether the votes of these members certify a block of this booth. */
export function isQuorum(chain: Chain, booth: Booth, voters: ReadonlySet<PeerId>): boolean {
  const count = booth.members.filter((peer) => voters.has(peer)).length
  const pivotsVoted = chain.genesis.pivots.every((pivot) => voters.has(pivot))
  return pivotsVoted && count >= quorumOf(chain, booth)
}

/** Puts votes into a certificate. The caller has checked each signature and the quorum. */
export function createCertificate(
  booth: Booth,
  subject: VoteSubject,
  votes: ReadonlyMap<PeerId, Uint8Array>
): Certificate {
  const signers: number[] = []
  const signatures: Uint8Array[] = []
  booth.members.forEach((peer, i) => {
    const signature = votes.get(peer)
    if (signature !== undefined) {
      signers.push(i)
      signatures.push(signature)
    }
  })
  const { chain, height, hash } = subject
  const bytes = CertificateCodec.encode({
    chain,
    height,
    hash: fromHex(hash),
    booth: booth.id,
    signers,
    signatures
  })
  return { ...subject, signers, signatures, bytes }
}

/** @throws InvalidMessageError when the bytes are no certificate */
export function decodeCertificate(bytes: Uint8Array): Certificate {
  readBytes('certificate', bytes, CERTIFICATE_BYTES_MAX)
  const raw = decodeWith('certificate', bytes, CertificateCodec.decode)
  const signers = readList('certificate.signers', raw.signers, MEMBERS_MAX)
  const signatures = readList('certificate.signatures', raw.signatures, MEMBERS_MAX)
  const ascending = signers.every((s, i) => i === 0 || s > (signers[i - 1] ?? 0))
  if (signers.length !== signatures.length || !ascending) {
    throw new InvalidMessageError('certificate has signers out of order or without signature')
  }
  for (const signature of signatures) {
    readSignature('certificate.signatures', signature)
  }
  return {
    chain: readChain('certificate.chain', raw.chain),
    height: readNumber('certificate.height', raw.height, 1),
    hash: readHash('certificate.hash', raw.hash),
    booth: readHexHash('certificate.booth', raw.booth),
    signers,
    signatures,
    bytes
  }
}

/**
 * Whether a certificate of this (already checked) booth carries a quorum of valid signatures, and
 * somebody in good standing stands for it.
 */
export function verifyCertificate(
  crypto: Crypto,
  fleet: Fleet,
  chain: Chain,
  booth: Booth,
  certificate: Certificate
): boolean {
  const voters = new Set(certificate.signers.map((i) => booth.members[i] ?? ''))
  if (certificate.booth !== booth.id || certificate.chain !== chain.id) {
    return false
  }
  if (voters.has('') || !isQuorum(chain, booth, voters)) {
    return false
  }
  if (!isVouchedFor(fleet, chain, booth, certificate.signers)) {
    return false
  }
  const bytes = voteBytes(certificate)
  return certificate.signers.every((signer, i) =>
    crypto.verify(
      booth.members[signer] ?? '',
      bytes,
      certificate.signatures[i] ?? new Uint8Array(0)
    )
  )
}

/**
 * A proposer in good standing could as well certify alone, so no more is asked of its chain. One that
 * was revoked may have put any time and members into a booth since: there, more members in good
 * standing have to have voted than may lie, and a correct one does not vote once it is revoked.
 */
function isVouchedFor(
  fleet: Fleet,
  chain: Chain,
  booth: Booth,
  signers: readonly number[]
): boolean {
  if (isInStanding(fleet, booth, booth.members.indexOf(chain.genesis.proposer ?? ''))) {
    return true
  }
  const standing = signers.filter((signer) => isInStanding(fleet, booth, signer))
  return standing.length > faultsTolerated(booth.members.length)
}

/** Whether a member counts today, by the membership that the booth shows or by a later one. */
function isInStanding(fleet: Fleet, booth: Booth, member: number): boolean {
  const peer = booth.members[member]
  return (
    peer !== undefined &&
    (fleet.admits(peer, booth.memberships[member], booth.openedAtMs) ||
      fleet.admits(peer, undefined, booth.openedAtMs))
  )
}
