/**
 * The booth in force as it lies on the disk, and what messages say of booths.
 */
import { entriesOf, type FullBlock } from '../../core/block.ts'
import { type Booth, boothFault, decodeBooth } from '../../core/booth.ts'
import { NO_HASH } from '../../core/bytes.ts'
import { decodeWith } from '../../core/codec.ts'
import { decodeCommand } from '../../core/command.ts'
import type { Environment } from '../../core/environment.ts'
import { assert, InvalidMessageError } from '../../core/errors.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { GroupRecord } from './messages.ts'
import { createRoster, type KeptBooth, NO_ROSTER, type Roster } from './roster.ts'
import type { GroupOpened, Out, PaxosMessage } from './types.ts'
import { encodeHead, readHead } from './wire.ts'

const PREFIX = 's/paxos/'
const SUFFIX = '/group'

/** Chains whose groups this vehicle belongs to, or has belonged to. */
export function groupsOnDisk(environment: Environment, disk: Disk): readonly Chain[] {
  return [...disk.state.keys()]
    .filter((key) => key.startsWith(PREFIX) && key.endsWith(SUFFIX))
    .flatMap((key) => environment.holdings.get(key.slice(PREFIX.length, -SUFFIX.length)) ?? [])
    .map(({ chain }) => chain)
    .filter((chain) => readGroupRecord(environment, chain, disk) !== undefined)
}

export function readGroupRecord(
  { crypto }: Environment,
  chain: Chain,
  disk: Disk
): KeptBooth | undefined {
  const value = disk.state.get(recordKey(chain.id))
  const raw = value === undefined ? undefined : decodeWith('group', value, GroupRecord.decode)
  return raw === undefined || raw.booth.length === 0
    ? undefined
    : {
        booth: decodeBooth(crypto, raw.booth),
        seal: readHead('group.seal', raw.seal),
        operations: raw.operations,
        since: raw.since,
        line: raw.line.map((bytes) => decodeBooth(crypto, bytes))
      }
}

/** Without a booth: a learner that does not know one yet. */
export function writeGroupRecord(chain: Chain, inForce: KeptBooth | undefined, out: Out): void {
  const value = GroupRecord.encode({
    booth: inForce?.booth.bytes ?? new Uint8Array(0),
    seal: encodeHead(inForce?.seal ?? { height: 0, hash: NO_HASH }),
    operations: [...(inForce?.operations ?? [])],
    since: [...(inForce?.since ?? [])],
    line: (inForce?.line ?? []).map(({ bytes }) => bytes)
  })
  out.push({ type: 'write', ops: [{ type: 'put', key: recordKey(chain.id), value }] })
}

/** The booth that the last block of another names; that block is decided. */
export function boothIn(environment: Environment, seal: FullBlock): Booth {
  const booth = decodeSeal(environment, seal)
  assert(booth !== undefined, `block ${seal.header.height} seals without a booth`)
  return booth
}

/**
 * The booth that a block from elsewhere begins, or why none may begin with it: the hashes that members
 * name tell which block it is, not that it can be read, and a vehicle that took it would stop there.
 */
export function readSeal(
  environment: Environment,
  chain: Chain,
  block: FullBlock,
  before: Booth | undefined
): Booth | string {
  const { crypto, fleet } = environment
  try {
    const booth = decodeSeal(environment, block)
    if (booth === undefined) {
      return 'the last block of a booth names no other'
    }
    if (before !== undefined && block.header.seal?.booth !== before.id) {
      return 'the block ends another booth than the one in force'
    }
    return boothFault(crypto, fleet, chain, booth, before) ?? booth
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return error.message
    }
    throw error
  }
}

function decodeSeal({ crypto }: Environment, { body }: FullBlock): Booth | undefined {
  const [entry] = entriesOf(body)
  const command = entry === undefined ? undefined : decodeCommand(entry)
  return command?.type === 'reconfigure' ? decodeBooth(crypto, command.booth) : undefined
}

function recordKey(chain: ChainId): string {
  return machineKey('paxos', `${chain}${SUFFIX}`)
}

export function rosterOf(self: PeerId, incarnation: string, record: KeptBooth | undefined): Roster {
  return record === undefined ? NO_ROSTER : createRoster(self, incarnation, record)
}

export function openedReply({ chain, id, number, members }: Booth): Reply {
  const value: GroupOpened = { chain, booth: id, number, members }
  return { type: 'ok', value }
}

/** The answer to a change that is done; undefined when what came with it is no booth. */
export function changedReply({ crypto }: Environment, result: Uint8Array): Reply | undefined {
  try {
    return openedReply(decodeBooth(crypto, result))
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return undefined
    }
    throw error
  }
}

/** The booth whose agreement a message belongs to; undefined for messages outside of it. */
export function cfgOf(message: PaxosMessage): number | undefined {
  switch (message.type) {
    case 'nack':
      return message.promised.cfg
    case 'heartbeat':
    case 'prepare':
    case 'promise':
    case 'sync':
    case 'accept':
    case 'accepted':
    case 'ask':
      return message.ballot.cfg
    default:
      return undefined
  }
}

/** The newest decided block that a message tells of. */
export function headOf(message: PaxosMessage): Head | undefined {
  return 'decided' in message ? message.decided : undefined
}
