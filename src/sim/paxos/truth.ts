/**
 * The truth about one group, kept from outside: what each member's disk has promised and accepted,
 * and so which blocks are chosen, whoever may know it. The rules read it; no vehicle does.
 *
 * Keeps: I1 one block is chosen for a height; I2 no promise on a disk falls; I6 one block stands at a
 * height in a ballot; what a disk keeps as decided was chosen before.
 */
import { type Ballot, ballotText, compareBallots, noBallot } from '../../core/ballot.ts'
import { type Block, decodeBlock, entriesOf, type FullBlock, isFull } from '../../core/block.ts'
import { type Booth, decodeBooth, type Incarnation } from '../../core/booth.ts'
import { type Hash, toHex } from '../../core/bytes.ts'
import { decodeCommand, operationId } from '../../core/command.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { BaseRecord, LogRecord } from '../../protocols/paxos/messages.ts'
import { decodeOnce } from './decode-once.ts'

/** What one disk holds of the group. */
export interface DiskLog {
  readonly incarnation: Incarnation
  promised: Ballot
  /** In which the tail was taken over. */
  accepted: Ballot
  /** Undecided blocks: hash by height. */
  readonly tail: Map<number, Hash>
  /** Blocks up to there may be gone, since the state after them is on the disk. */
  base: number
  /** Blocks kept as decided: hash by height. */
  readonly decided: Map<number, Hash>
}

/** Reports a broken rule of PROTOCOLS.md, section 3. */
export type Breaks = (rule: string, peer: PeerId, message: string) => void

export interface Truth {
  readonly chain: ChainId
  /** By number, from 1; those whose seal is chosen. */
  readonly booths: readonly Booth[]
  /** Chosen blocks by height; the first stands for the height before the first block. */
  readonly chosen: readonly (FullBlock | undefined)[]
  /** The last height up to which every block is chosen. */
  readonly height: number
  /** Height of the block that first carries an operation. */
  readonly placeOf: ReadonlyMap<string, number>
  diskOf(peer: PeerId): DiskLog | undefined
  /** Learns the first booth. */
  opened(booth: Uint8Array): void
  /** A batch of a vehicle with this data directory is on its disk. */
  durable(peer: PeerId, incarnation: Incarnation, ops: readonly WriteOp[]): void
  /** A member has said that its log up to there is on disk in this ballot. */
  accepted(peer: PeerId, ballot: Ballot, height: number): void
  /** Blocks of a ballot were seen on the way. */
  seen(peer: PeerId, ballot: Ballot, blocks: readonly Uint8Array[]): void
  /** The vehicle has lost its disk. */
  wiped(peer: PeerId): void
}

/** What is known of one ballot. */
interface Round {
  readonly ballot: Ballot
  /** Hash by height. */
  readonly hashes: Map<number, Hash>
  /** Members that have accepted it on disk, by height. */
  readonly votes: Map<number, Set<PeerId>>
  /** How far each vote has been counted. */
  readonly counted: Map<PeerId, number>
}

export function createTruth(crypto: Crypto, chain: ChainId, breaks: Breaks): Truth {
  const tailPrefix = machineKey('paxos', `${chain}/t/`)
  const recordKey = machineKey('paxos', `${chain}/log`)
  const baseKey = machineKey('paxos', `${chain}/base`)
  const blockPrefix = `b/${chain}/`
  const disks = new Map<PeerId, DiskLog>()
  const rounds = new Map<string, Round>()
  const blocks = new Map<Hash, FullBlock>()
  const decode = decodeOnce((bytes) => decodeBlock(crypto, bytes))
  const decodeStored = decodeOnce((bytes) => decodeStoredBlock(crypto, bytes).block)
  const chosen: (FullBlock | undefined)[] = [undefined]
  const booths: Booth[] = []
  const placeOf = new Map<string, number>()
  let height = 0

  const diskOf = (peer: PeerId, incarnation: Incarnation): DiskLog => {
    const known = disks.get(peer)
    if (known?.incarnation === incarnation) {
      return known
    }
    const [promised, accepted] = [noBallot(1), noBallot(1)]
    const kept = { tail: new Map(), base: 0, decided: new Map() }
    const fresh = { incarnation, promised, accepted, ...kept }
    disks.set(peer, fresh)
    return fresh
  }

  const roundOf = (ballot: Ballot): Round => {
    const text = ballotText(ballot)
    const known = rounds.get(text)
    if (known !== undefined) {
      return known
    }
    const fresh: Round = { ballot, hashes: new Map(), votes: new Map(), counted: new Map() }
    rounds.set(text, fresh)
    return fresh
  }

  const remember = (block: FullBlock): FullBlock => {
    if (!blocks.has(block.hash)) {
      blocks.set(block.hash, block)
    }
    return block
  }

  const read = (bytes: Uint8Array): FullBlock | undefined => {
    const block = decode(bytes)
    return isFull(block) ? remember(block) : undefined
  }

  /** I6: what stands at a height in a ballot. */
  const stands = (peer: PeerId, round: Round, at: number, hash: Hash): void => {
    const known = round.hashes.get(at)
    if (known === undefined) {
      round.hashes.set(at, hash)
    } else if (known !== hash) {
      breaks('I6', peer, `two blocks of height ${at} in ballot ${ballotText(round.ballot)}`)
    }
  }

  const learnEntries = (block: FullBlock): void => {
    for (const entry of entriesOf(block.body)) {
      const command = decodeCommand(entry)
      if (command.type === 'reconfigure') {
        booths.push(decodeBooth(crypto, command.booth))
        continue
      }
      const id = operationId(command.client, command.seq)
      if (!placeOf.has(id)) {
        placeOf.set(id, block.header.height)
      }
    }
  }

  const choose = (peer: PeerId, at: number, hash: Hash, ballot: Ballot): void => {
    const known = chosen[at]
    const block = blocks.get(hash)
    if (known !== undefined || block === undefined) {
      if (known !== undefined && known.hash !== hash) {
        breaks('I1', peer, `two blocks of height ${at} are chosen, one in ${ballotText(ballot)}`)
      }
      return
    }
    chosen[at] = block
    for (let next = chosen[height + 1]; next !== undefined; next = chosen[height + 1]) {
      if (next.header.prev !== (chosen[height]?.hash ?? next.header.prev)) {
        breaks('I9', peer, `block ${height + 1} does not link to the chosen one before`)
      }
      height++
      learnEntries(next)
    }
  }

  const vote = (peer: PeerId, round: Round, at: number): void => {
    const voters = round.votes.get(at) ?? new Set<PeerId>()
    const booth = booths[round.ballot.cfg - 1]
    const hash = round.hashes.get(at)
    const index = booth?.members.indexOf(peer) ?? -1
    if (booth === undefined || hash === undefined) {
      return
    }
    if (booth.incarnations[index] !== disks.get(peer)?.incarnation) {
      breaks('member', peer, `accepts in booth ${booth.number} without being a member of it`)
      return
    }
    voters.add(peer)
    round.votes.set(at, voters)
    if (voters.size === majority(booth.members.length)) {
      choose(peer, at, hash, round.ballot)
    }
  }

  /** Everything in the tail of this disk stands in its ballot, and is accepted. */
  const countTail = (peer: PeerId, disk: DiskLog): void => {
    const round = roundOf(disk.accepted)
    for (const [at, hash] of disk.tail) {
      stands(peer, round, at, hash)
      vote(peer, round, at)
    }
  }

  const putRecord = (peer: PeerId, disk: DiskLog, value: Uint8Array): void => {
    const record = LogRecord.decode(value)
    const next = { cfg: 0, num: 0, node: '', ...record.promised }
    if (compareBallots(next, disk.promised) < 0) {
      const [from, to] = [ballotText(disk.promised), ballotText(next)]
      breaks('I2', peer, `its promise falls on disk from ${from} to ${to}`)
    }
    disk.promised = next
    disk.accepted = { cfg: 0, num: 0, node: '', ...record.accepted }
  }

  const putBase = (peer: PeerId, disk: DiskLog, value: Uint8Array): void => {
    const { head } = BaseRecord.decode(value)
    const at = head?.height ?? 0
    if (chosen[at]?.hash !== toHex(head?.hash ?? new Uint8Array(0))) {
      breaks('I1', peer, `keeps a state after block ${at} that is not the chosen one`)
    }
    disk.base = Math.max(disk.base, at)
  }

  const putTail = (disk: DiskLog, op: WriteOp): void => {
    const block = op.type === 'put' ? read(op.value) : undefined
    if (block === undefined) {
      disk.tail.delete(heightOf(op.key))
    } else {
      disk.tail.set(block.header.height, block.hash)
    }
  }

  /** What is no part of a tail. */
  const put = (
    peer: PeerId,
    disk: DiskLog,
    { key, value }: Extract<WriteOp, { readonly type: 'put' }>,
    decided: Block[]
  ): void => {
    if (key === recordKey) {
      putRecord(peer, disk, value)
    } else if (key === baseKey) {
      putBase(peer, disk, value)
    } else if (key.startsWith(blockPrefix)) {
      decided.push(decodeStored(value))
    }
  }

  const keepDecided = (peer: PeerId, disk: DiskLog, block: Block): void => {
    const { hash, header } = block
    const at = header.height
    disk.decided.set(at, hash)
    if (isFull(block)) {
      remember(block)
    }
    const known = chosen[at]
    if (known?.hash !== hash) {
      const what =
        known === undefined ? 'that no majority has accepted' : 'that is not the chosen one'
      breaks('I1', peer, `keeps a block of height ${at} as decided ${what}`)
    }
  }

  return {
    chain,
    booths,
    chosen,
    placeOf,
    get height() {
      return height
    },
    diskOf: (peer) => disks.get(peer),
    opened(bytes) {
      if (booths.length === 0) {
        const booth = decodeBooth(crypto, bytes)
        if (booth.number === 1) {
          booths.push(booth)
        }
      }
    },
    durable(peer, incarnation, ops) {
      const disk = diskOf(peer, incarnation)
      const decided: Block[] = []
      let isChanged = false
      for (const op of ops) {
        if (op.key.startsWith(tailPrefix)) {
          isChanged = true
          putTail(disk, op)
        } else if (op.type === 'put') {
          isChanged ||= op.key === recordKey
          put(peer, disk, op, decided)
        }
      }
      if (isChanged) {
        countTail(peer, disk)
      }
      for (const block of decided) {
        keepDecided(peer, disk, block)
      }
    },
    accepted(peer, ballot, to) {
      const disk = disks.get(peer)
      const round = roundOf(ballot)
      const order = disk === undefined ? -1 : compareBallots(disk.accepted, ballot)
      if (disk === undefined || order < 0) {
        breaks('durable', peer, `accepts in ${ballotText(ballot)}, which is not on its disk`)
        return
      }
      for (let at = (round.counted.get(peer) ?? 0) + 1; at <= to; at++) {
        const isHere = at <= disk.base || disk.tail.has(at) || disk.decided.has(at)
        if (order === 0 && !isHere) {
          breaks('durable', peer, `accepts block ${at}, which is not on its disk`)
        }
        vote(peer, round, at)
      }
      round.counted.set(peer, Math.max(to, round.counted.get(peer) ?? 0))
    },
    seen(peer, ballot, bytes) {
      const round = roundOf(ballot)
      for (const each of bytes) {
        const block = read(each)
        if (block !== undefined) {
          stands(peer, round, block.header.height, block.hash)
        }
      }
    },
    wiped: (peer) => disks.delete(peer)
  }
}

function heightOf(key: string): number {
  return Number.parseInt(key.slice(key.lastIndexOf('/') + 1), 16)
}
