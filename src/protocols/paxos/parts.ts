/**
 * What the parts of one group share: its chain, its log, who votes, who leads, and how to send.
 */
import { decodeBlock, type FullBlock, hasWork, isFull } from '../../core/block.ts'
import type { Incarnation } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Chain } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { portionsOf } from '../../core/portions.ts'
import type { StateMachine } from '../../core/state-machine.ts'
import type { Election } from './election.ts'
import type { Lease } from './lease.ts'
import { BLOCKS_MAX, PART_BYTES } from './limits.ts'
import type { Log } from './log.ts'
import type { PaxosSettings } from './options.ts'
import type { Roster } from './roster.ts'
import type { NextMembers, Out, PaxosMessage } from './types.ts'

type WithoutName<M> = M extends PaxosMessage ? Omit<M, 'chain' | 'incarnation'> : never

/** A message of a group without the names that every message of it carries. */
export type Content = WithoutName<PaxosMessage>

/** What every part of a group may use and tell. */
export interface GroupParts {
  readonly environment: Environment
  readonly settings: PaxosSettings
  readonly incarnation: Incarnation
  readonly chain: Chain
  readonly log: Log
  readonly lease: Lease
  /** Both change with the booth. */
  roster(): Roster
  election(): Election
  /** Why a vehicle that is no member may not put this into the log; undefined when it may. */
  entryFault(asker: PeerId, entry: Uint8Array): string | undefined
  /** Why these may not become the members, by the rules of the engine; undefined when they may. */
  membersFault(members: readonly PeerId[]): string | undefined
  /** Why what members keep beside the log could not be handed over to the next ones now, or undefined. */
  handOverFault(next: NextMembers): string | undefined
  /** A new, empty state of the group. */
  createState(): StateMachine
  /** This vehicle votes: it is a member, and its disk has kept what it promised. */
  mayVote(): boolean
  /** Height of the newest certificate; 0 for none. */
  certified(): number
  send(to: PeerId, content: Content, out: Out): void
  /** Sends what rests on nothing that may still be lost, without waiting for the disk. */
  sendEarly(to: PeerId, content: Content, out: Out): void
  /** Blocks of the log have become decided. */
  decided(nowMs: NowMs, blocks: readonly FullBlock[], out: Out): void
  /** Blocks up to `head` are decided elsewhere, and not here. */
  missing(nowMs: NowMs, from: PeerId, head: Head, out: Out): void
  /** A message that no correct vehicle sends. */
  refused(from: PeerId, type: string, reason: string, out: Out): void
}

/** The blocks of a message, or undefined when one of them is none of this group. */
export function readGroupBlocks(
  { environment, chain, refused }: GroupParts,
  from: PeerId,
  message: { readonly type: string; readonly blocks: readonly Uint8Array[] },
  out: Out
): readonly FullBlock[] | undefined {
  const blocks: FullBlock[] = []
  for (const bytes of message.blocks) {
    const block = readBlock(environment, chain, bytes)
    if (typeof block === 'string') {
      refused(from, message.type, block, out)
      return undefined
    }
    blocks.push(block)
  }
  return blocks
}

function readBlock({ crypto }: Environment, chain: Chain, bytes: Uint8Array): FullBlock | string {
  try {
    const block = decodeBlock(crypto, bytes)
    if (block.header.chain !== chain.id || !isFull(block)) {
      return 'the block is of another chain, or has no body'
    }
    return hasWork(block.hash, chain.genesis.workBits) ? block : 'the block lacks its work'
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return error.message
    }
    throw error
  }
}

/** Packs blocks into messages of about 1 MiB, of no more than a member takes; without blocks one empty part. */
export function partsOf(blocks: readonly FullBlock[]): readonly (readonly Uint8Array[])[] {
  const bytes = blocks.map((block) => block.bytes)
  const parts = portionsOf(bytes, ({ length }) => length, BLOCKS_MAX, PART_BYTES)
  return parts.length === 0 ? [[]] : parts
}
