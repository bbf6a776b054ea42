/**
 * Backup tables: which vehicles hold a chain, and their signed word that they do.
 *
 * Keeps: a sealed table carries one acknowledgement of each of its members, and an acknowledgement
 * is given only for what is on disk. So nobody can make a holder delete without b other holders.
 * The issuer is the chain's proposer, or a steward with the votes of a majority: of the group that
 * writes the chain, or of the backups before (docs/decisions/009).
 */
import { type Booth, decodeBooth, membershipsOf } from './booth.ts'
import type { Hash } from './bytes.ts'
import { fromHex, NO_BYTES } from './bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHash,
  readList,
  readNumber,
  readPeer,
  readPeers
} from './codec.ts'
import type { Crypto } from './crypto.ts'
import { InvalidMessageError } from './errors.ts'
import { type Fleet, OPEN_FLEET } from './fleet.ts'
import type { Chain, ChainId } from './genesis.ts'
import { groupMandateFault } from './group-mandate.ts'
import { BACKUPS_MAX, MEMBERS_MAX, MEMBERSHIP_BYTES_MAX, SEALED_TABLE_BYTES_MAX } from './limits.ts'
import {
  HoldAck as HoldAckCodec,
  SealedTable as SealedTableCodec,
  Table as TableCodec
} from './messages.ts'
import type { PeerId } from './peer.ts'
import { majority } from './quorum.ts'
import { decodeSigned, signPayload, verifySigned } from './signed.ts'
import { type Candidacy, EPOCHS_AHEAD_MAX, votersOf } from './steward-vote.ts'

export interface Table {
  readonly chain: ChainId
  readonly epoch: number
  /** Hash of the table before; undefined at epoch 1. */
  readonly previous: Hash | undefined
  readonly height: number
  readonly headHash: Hash
  /** The b backups, ascending. */
  readonly members: readonly PeerId[]
  readonly chainBytes: number
  readonly issuedAtMs: number
  /** Who issued it when the proposer is gone, or when a group writes the chain. */
  readonly steward: PeerId | undefined
}

export interface HoldAck {
  readonly chain: ChainId
  readonly epoch: number
  readonly height: number
  readonly headHash: Hash
  readonly peer: PeerId
}

/** Why a steward may issue a table: the votes, and whose they are. */
export interface Mandate {
  /** Signed StewardVotes. */
  readonly electors: readonly Uint8Array[]
  /**
   * The table that the electors are members of; when a group elected, the newest one that another booth
   * of it stands for.
   */
  readonly before: SealedTable | undefined
  /** The booth that the electors are members of; undefined when backups elected. */
  readonly booth: Booth | undefined
}

export interface SealedTable {
  readonly table: Table
  /** sha256 of the encoded Table. */
  readonly hash: Hash
  readonly acks: readonly HoldAck[]
  /**
   * The table that a steward's table replaces, so that whoever missed it can check the electors; when a
   * group elected, the newest one before it that another booth stands for.
   */
  readonly before: SealedTable | undefined
  /** The group's booth that the electors are members of; undefined when backups elected the steward. */
  readonly booth: Booth | undefined
  /** The fleet's membership of each backup, in the members' order; empty where none was known. */
  readonly memberships: readonly Uint8Array[]
  /** Encoded SealedTable, as it travels and is stored. */
  readonly bytes: Uint8Array
}

const TABLE_BYTES_MAX = 4096
const ACK_BYTES_MAX = 512

/** Tables of stewards one after the other, each carrying the one before. */
const STEWARDS_IN_A_ROW_MAX = 8

/** A table that the next one carries, with those that it carries itself. */
const CARRIED_BYTES_MAX = SEALED_TABLE_BYTES_MAX / 2

/** Signs a table as its proposer or steward; returns the encoded Signed Table. */
export function signTable(crypto: Crypto, table: Table): Uint8Array {
  const payload = TableCodec.encode({
    ...table,
    previous: table.previous === undefined ? new Uint8Array(0) : fromHex(table.previous),
    headHash: fromHex(table.headHash),
    members: [...table.members].sort(),
    steward: table.steward ?? ''
  })
  return signPayload(crypto, 'vguard/table/1', payload)
}

/** Signs this vehicle's word that it holds the blocks; the caller has them on disk. */
export function signHoldAck(crypto: Crypto, ack: HoldAck): Uint8Array {
  const payload = HoldAckCodec.encode({ ...ack, headHash: fromHex(ack.headHash) })
  return signPayload(crypto, 'vguard/hold/1', payload)
}

/** @throws InvalidMessageError when the bytes are no acknowledgement */
export function decodeHoldAck(bytes: Uint8Array): HoldAck {
  const signed = decodeSigned('ack', bytes, ACK_BYTES_MAX)
  const raw = decodeWith('ack', signed.payload, HoldAckCodec.decode)
  return {
    chain: readChain('ack.chain', raw.chain),
    epoch: readNumber('ack.epoch', raw.epoch, 1),
    height: readNumber('ack.height', raw.height, 1),
    headHash: readHash('ack.headHash', raw.headHash),
    peer: readPeer('ack.peer', raw.peer)
  }
}

/** Whether the peer that a decoded acknowledgement names signed its bytes. */
export function verifyHoldAck(crypto: Crypto, { peer }: HoldAck, bytes: Uint8Array): boolean {
  return verifySigned(crypto, 'vguard/hold/1', peer, decodeSigned('ack', bytes, ACK_BYTES_MAX))
}

/**
 * Joins a signed table with the acknowledgements of its members, in the members' order, and with their
 * memberships; a steward adds its mandate.
 */
export function sealTable(
  crypto: Crypto,
  signedTable: Uint8Array,
  acks: ReadonlyMap<PeerId, Uint8Array>,
  mandate: Partial<Mandate> = {},
  fleet: Fleet = OPEN_FLEET
): SealedTable {
  const { electors = [], before, booth } = mandate
  const table = decodeTable(signedTable)
  const parts = {
    table: signedTable,
    acks: table.members.flatMap((peer) => acks.get(peer) ?? []),
    electors: [...electors],
    before: before !== undefined && isCarried(before) ? before.bytes : NO_BYTES,
    booth: booth?.bytes ?? NO_BYTES,
    memberships: [...membershipsOf(fleet, table.members)]
  }
  const bytes = SealedTableCodec.encode(parts)
  const fits = bytes.length <= SEALED_TABLE_BYTES_MAX
  return decodeSealedTable(
    crypto,
    fits ? bytes : SealedTableCodec.encode({ ...parts, before: NO_BYTES })
  )
}

/** Whether a table may still travel inside the next one; else only who knows it can check that one. */
function isCarried(before: SealedTable): boolean {
  let depth = 1
  for (let table = before.before; table !== undefined; table = table.before) {
    depth++
  }
  return depth < STEWARDS_IN_A_ROW_MAX && before.bytes.length <= CARRIED_BYTES_MAX
}

/** @throws InvalidMessageError when the bytes are no sealed table */
export function decodeSealedTable(crypto: Crypto, bytes: Uint8Array): SealedTable {
  return decodeNested(crypto, bytes, STEWARDS_IN_A_ROW_MAX)
}

function decodeNested(crypto: Crypto, bytes: Uint8Array, depth: number): SealedTable {
  readBytes('sealedTable', bytes, depth === 0 ? 0 : SEALED_TABLE_BYTES_MAX)
  const raw = decodeWith('sealedTable', bytes, SealedTableCodec.decode)
  readList('sealedTable.electors', raw.electors, MEMBERS_MAX)
  return {
    table: decodeTable(raw.table),
    hash: crypto.sha256(decodeSigned('table', raw.table, TABLE_BYTES_MAX).payload),
    acks: readList('sealedTable.acks', raw.acks, BACKUPS_MAX).map(decodeHoldAck),
    before: raw.before.length === 0 ? undefined : decodeNested(crypto, raw.before, depth - 1),
    booth: raw.booth.length === 0 ? undefined : decodeBooth(crypto, raw.booth),
    memberships: readList('sealedTable.memberships', raw.memberships, BACKUPS_MAX).map((one) =>
      readBytes('sealedTable.memberships', one, MEMBERSHIP_BYTES_MAX)
    ),
    bytes
  }
}

/** The newest table that a booth of a group stands for: this one, or one that it carries. */
export function groupTableBehind(sealed: SealedTable | undefined): SealedTable | undefined {
  return sealed === undefined || sealed.booth !== undefined
    ? sealed
    : groupTableBehind(sealed.before)
}

/** The newest booth of a group that stands for a table, or for one that it carries. */
export function boothBehind(sealed: SealedTable | undefined): Booth | undefined {
  return groupTableBehind(sealed)?.booth
}

/**
 * The table that one with this mandate replaces. A steward of backups replaces theirs; a group's mandate
 * carries another one only as what leads to its booth.
 */
export function replacedBy(
  mandate: Mandate | undefined,
  newest: SealedTable | undefined
): SealedTable | undefined {
  return mandate?.booth === undefined ? (mandate?.before ?? newest) : newest
}

/** The newest of these tables that another booth stands for: what leads from that one to this. */
export function tableOfOtherBooth(
  sealed: SealedTable | undefined,
  booth: Booth
): SealedTable | undefined {
  const isOther = sealed?.booth !== undefined && sealed.booth.id !== booth.id
  return isOther || sealed === undefined ? sealed : tableOfOtherBooth(sealed.before, booth)
}

/**
 * Why a sealed table must not be believed, or undefined when it may: authority, and one valid
 * acknowledgement of each member for at least the table's height.
 *
 * `before` is the table believed so far, `known` the newest booth of the group that is known. A steward
 * is believed when it was elected by a booth that follows that one, by the members of the table before,
 * or by those of the one that its own table carries if that one is believed in turn.
 */
export function sealedTableFault(
  crypto: Crypto,
  fleet: Fleet,
  chain: Chain,
  sealed: SealedTable,
  before: SealedTable | undefined,
  known?: Booth | undefined
): string | undefined {
  const raw = SealedTableCodec.decode(sealed.bytes)
  const { table } = sealed
  if (table.chain !== chain.id) {
    return 'the table is of another chain'
  }
  const issuer = table.steward ?? chain.genesis.proposer
  const signedTable = decodeSigned('table', raw.table, TABLE_BYTES_MAX)
  if (issuer === undefined || !verifySigned(crypto, 'vguard/table/1', issuer, signedTable)) {
    return 'its authority did not sign the table'
  }
  if (table.steward === undefined && raw.electors.length > 0) {
    return 'nobody elects a proposer'
  }
  if (table.steward !== undefined) {
    const fault = mandateFault(crypto, fleet, chain, sealed, raw.electors, { before, known })
    if (fault !== undefined) {
      return fault
    }
  }
  if (sealed.acks.length !== table.members.length || table.members.length === 0) {
    return `the table has ${sealed.acks.length} acknowledgements for ${table.members.length} members`
  }
  for (const [i, ack] of sealed.acks.entries()) {
    const reason = ackFault(table, table.members[i], ack)
    if (reason !== undefined) {
      return reason
    }
    if (!verifyHoldAck(crypto, ack, raw.acks[i] ?? new Uint8Array(0))) {
      return `${ack.peer} did not sign its acknowledgement`
    }
  }
  return undefined
}

/** What a vehicle believes of a chain. */
interface Believed {
  readonly before: SealedTable | undefined
  readonly known: Booth | undefined
}

/** Why the steward of a table was not elected, or undefined. */
function mandateFault(
  crypto: Crypto,
  fleet: Fleet,
  chain: Chain,
  sealed: SealedTable,
  electors: readonly Uint8Array[],
  believed: Believed
): string | undefined {
  const { epoch, steward = '' } = sealed.table
  const candidacy = { chain: chain.id, epoch, steward }
  if (sealed.booth !== undefined) {
    const { booth, before } = sealed
    const mandate = { electors, booth, before }
    return electionFault(crypto, fleet, chain, candidacy, mandate, believed)
  }
  const base = baseOf(crypto, fleet, chain, sealed, believed)
  if (!isElected(crypto, candidacy, electors, base)) {
    return 'the steward was not elected by the members before'
  }
  // One backup of several would else go on alone, and its next tables need no other vote.
  const isShort = sealed.table.members.length < (base?.table.members.length ?? 0)
  return isShort ? 'the steward has fewer backups than the table before' : undefined
}

/**
 * Why a group has not elected this steward, or undefined when a booth has that follows the one that is
 * known, by itself or by the booths of the tables that the mandate carries.
 */
function electionFault(
  crypto: Crypto,
  fleet: Fleet,
  chain: Chain,
  candidacy: Candidacy,
  { electors, booth, before: carried }: Mandate & { readonly booth: Booth },
  { before, known }: Believed
): string | undefined {
  const faultBehind = (behind: Booth | undefined): string | undefined =>
    groupMandateFault(crypto, fleet, chain, candidacy, electors, booth, behind)
  const fault = faultBehind(known)
  const between = boothBehind(carried)
  // Upwards only: who belonged to an earlier booth could lead back to it, and from there anywhere.
  const isPath =
    known !== undefined &&
    between !== undefined &&
    known.number < between.number &&
    between.number < booth.number
  return fault !== undefined &&
    isPath &&
    carried !== undefined &&
    sealedTableFault(crypto, fleet, chain, carried, before, known) === undefined
    ? faultBehind(between)
    : fault
}

function ackFault(table: Table, member: PeerId | undefined, ack: HoldAck): string | undefined {
  const agrees =
    ack.chain === table.chain &&
    ack.epoch === table.epoch &&
    ack.peer === member &&
    ack.height === table.height &&
    ack.headHash === table.headHash
  return agrees ? undefined : `the acknowledgement of ${ack.peer} is not of this table`
}

/** The believed table whose members may have elected the steward of this one, or undefined. */
function baseOf(
  crypto: Crypto,
  fleet: Fleet,
  chain: Chain,
  { table, before: carried }: SealedTable,
  { before, known }: Believed
): SealedTable | undefined {
  if (before !== undefined && before.hash === table.previous) {
    return before
  }
  const isBase = carried !== undefined && carried.hash === table.previous
  return isBase && sealedTableFault(crypto, fleet, chain, carried, before, known) === undefined
    ? carried
    : undefined
}

/** Whether a majority of the members of a believed table voted for this steward of a near epoch. */
export function isElected(
  crypto: Crypto,
  candidacy: Candidacy,
  electors: readonly Uint8Array[],
  before: SealedTable | undefined
): boolean {
  if (before === undefined) {
    return false
  }
  const { epoch, members } = before.table
  const isNear = candidacy.epoch > epoch && candidacy.epoch <= epoch + EPOCHS_AHEAD_MAX
  return isNear && votersOf(crypto, candidacy, electors, members).size >= majority(members.length)
}

function decodeTable(signedTable: Uint8Array): Table {
  const signed = decodeSigned('table', signedTable, TABLE_BYTES_MAX)
  const raw = decodeWith('table', signed.payload, TableCodec.decode)
  const members = readPeers('table.members', raw.members, BACKUPS_MAX)
  if (raw.previous.length !== 0 && raw.epoch <= 1) {
    throw new InvalidMessageError('table of epoch 1 names a table before it')
  }
  return {
    chain: readChain('table.chain', raw.chain),
    epoch: readNumber('table.epoch', raw.epoch, 1),
    previous: raw.previous.length === 0 ? undefined : readHash('table.previous', raw.previous),
    height: readNumber('table.height', raw.height, 1),
    headHash: readHash('table.headHash', raw.headHash),
    members,
    chainBytes: readNumber('table.chainBytes', raw.chainBytes),
    issuedAtMs: readNumber('table.issuedAtMs', raw.issuedAtMs),
    steward: raw.steward === '' ? undefined : readPeer('table.steward', raw.steward)
  }
}
