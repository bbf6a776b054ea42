/**
 * What a search knows: whom it has asked, whom it may ask next, and what came of it.
 */
import type { Chain } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import type { Collected, Collector } from './collector.ts'
import type { ReadOptions } from './options.ts'
import { createTries, type Tries, type Try } from './tries.ts'
import type { FailedStep, Read, ReadRequest, ReadStep } from './types.ts'

/** What a search sees and does of the world. */
export interface SearchPorts {
  readonly self: PeerId
  readonly random: Random
  readonly options: Required<ReadOptions>
  isConnected(peer: PeerId): boolean
  /** Everybody who can be asked for a table. */
  connected(): readonly PeerId[]
  /** The genesis, as soon as anybody has told it. */
  chain(): Chain | undefined
  /** Proposer first, or the members of a group, then the backups of the newest table. */
  holders(): readonly PeerId[]
  /** The members of a group, who have its newest blocks; empty for a chain with a proposer. */
  writers(): readonly PeerId[]
  /** Vehicles that gossip says hold results of the chain. */
  registered(): readonly PeerId[]
  /** Height that the newest table, or a certificate known here, promises to exist; 0 for none. */
  promisedHeight(): number
  /** Epoch of the newest table; 0 for none. */
  epoch(): number
  /** Whether this vehicle can answer from its own disk. */
  holdsItself(read: Read): boolean
  /** A number for a request, never used before. */
  nextId(): number
  send(peer: PeerId, read: Read): void
  askTable(peer: PeerId): void
  tell(name: string, detail: Readonly<Record<string, unknown>>): void
}

/** How a search ended. */
export interface Ended {
  /** Undefined when there is nothing that would be an answer. */
  readonly found: Collected | undefined
  /** The holder that answered last, and the head it told. */
  readonly servedBy: PeerId | undefined
  readonly headHeight: number
  readonly epoch: number
  /** Bytes of blocks received. */
  readonly bytes: number
  readonly trace: readonly FailedStep[]
  /** One clause for a person, when nothing was found. */
  readonly reason: string
}

/** The one time that everybody connected is asked for a table. */
export interface Round {
  readonly untilMs: NowMs
  /** Who has not answered yet. */
  readonly waitingFor: Set<PeerId>
}

export interface SearchState {
  readonly ports: SearchPorts
  readonly request: ReadRequest
  readonly collector: Collector
  readonly endsAtMs: NowMs
  readonly tries: Tries
  readonly trace: FailedStep[]
  /** Vehicles asked for records, ever. */
  readonly asked: Set<PeerId>
  /** Heads that holders have proven, for a fresh read. */
  readonly heads: Map<PeerId, number>
  readonly headsAsked: Set<PeerId>
  /** Vehicles that others named as holders by gossip. */
  readonly gossiped: Set<PeerId>
  /** Whom to ask next, best first. */
  queue: PeerId[]
  /** Vehicles that have answered with records, and those whose chain was too short. */
  sources: PeerId[]
  stale: PeerId[]
  /** Height that a fresh read found at a majority of holders; undefined until then. */
  freshHeight: number | undefined
  /** A shorter chain than the newest table tells is taken, since no other was found. */
  isLowered: boolean
  /** Number of the page asked for now. */
  page: number
  /** Newer tables followed. */
  hops: number
  /** From then on the next vehicle may be asked beside those that have not answered. */
  nextTryAtMs: NowMs
  round: Round | undefined
  served: { readonly by: PeerId; readonly headHeight: number } | undefined
  epochSeen: number
  bytes: number
  ended: Ended | undefined
}

export function createSearchState(
  ports: SearchPorts,
  request: ReadRequest,
  collector: Collector,
  endsAtMs: NowMs
): SearchState {
  return {
    ports,
    request,
    collector,
    endsAtMs,
    tries: createTries(ports.self, ports.options),
    trace: [],
    asked: new Set(),
    heads: new Map(),
    headsAsked: new Set(),
    gossiped: new Set(),
    queue: [],
    sources: [],
    stale: [],
    freshHeight: request.fresh === true ? undefined : 0,
    isLowered: false,
    page: 0,
    hops: 0,
    nextTryAtMs: 0,
    round: undefined,
    served: undefined,
    epochSeen: 0,
    bytes: 0,
    ended: undefined
  }
}

/** The least height that an answer must prove. */
export function leastHeight(search: SearchState): number {
  const { ports, request, isLowered } = search
  const asked = askedHeight(search)
  // What is certified or in a sealed table exists, so a holder that has less has not heard of it.
  const promised = Math.min(
    ports.promisedHeight(),
    request.selector.heights?.to ?? Number.MAX_VALUE
  )
  return isLowered ? asked : Math.max(asked, promised)
}

/** The same without what is only known to exist. */
export function askedHeight({ request, freshHeight, collector }: SearchState): number {
  return Math.max(request.minHeight ?? 0, freshHeight ?? 0, collector.reached)
}

/** Whether an answer must prove the head that it tells. */
export function wantsHead({ minHeight, headOnly }: Read): boolean {
  return minHeight > 0 || headOnly
}

/** Notes what came of asking a vehicle; the same answer page after page is noted once. */
export function note(
  search: SearchState,
  nowMs: NowMs,
  peer: PeerId,
  outcome: ReadStep['outcome'],
  reason: string
): void {
  const last = search.trace.at(-1)
  if (outcome === 'data' && last?.outcome === 'data' && last.peer === peer) {
    return
  }
  search.trace.push({ peer, outcome, reason, atMs: nowMs })
  const chain = search.request.chain
  if (outcome !== 'data') {
    search.ports.tell('read:failed', { chain, peer, outcome, reason })
  }
}

/** Notes a try that got no answer in its time. */
export function noteSilence(search: SearchState, nowMs: NowMs, silent: Try): void {
  if (silent.wasConnected) {
    note(search, nowMs, silent.peer, 'timeout', 'it did not answer in time')
  } else {
    note(search, nowMs, silent.peer, 'unreachable', 'it is not connected')
  }
}
