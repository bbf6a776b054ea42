/**
 * An own chain as its proposer keeps it: the open booth, the blocks in flight, what waits, and when
 * something is due next. What must survive a restart is one record below `s/certify/own/`.
 */
import { type Booth, type Certificate, decodeBooth } from '../../core/booth.ts'
import { fromHex, fromUtf8, NO_HASH, toHex, toUtf8 } from '../../core/bytes.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk, NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Flight } from './flight.ts'
import { SEALS_KEPT_MAX } from './limits.ts'
import type { Parts } from './parts.ts'
import { type Append, type AppendQueue, createAppendQueue, createFifo, type Fifo } from './queue.ts'
import { createRoster, hasQuorum, type Roster } from './roster.ts'
import type { CertifyRequest, CertifySealed, Out, ProposerStatus } from './types.ts'
import type { Voted } from './votes.ts'

/** A booth that is being opened. */
export interface Opening {
  readonly roster: Roster
  readonly auto: number | undefined
  readonly startedAtMs: NowMs
  /** Requests that are answered when the booth is open, or cannot be. */
  readonly waiters: string[]
}

/** The end of the booth that is under way. */
export interface Sealing {
  readonly operation: string
  readonly waiters: { readonly id: string; readonly deadlineMs: NowMs }[]
  /** The last block is in flight. */
  isProposed: boolean
}

/** An end of booth as it was answered. */
export interface SealRecord extends CertifySealed {
  readonly operation: string
}

export interface OwnChain {
  readonly chain: Chain
  /** False while the tail is read after a restart; requests wait in `deferred`. */
  isReady: boolean
  /** The blocks in flight belong to the open booth; not yet so while a damaged disk is mended. */
  isBound: boolean
  readonly deferred: { readonly id: string; readonly request: CertifyRequest }[]
  /** The greatest booth number ever used. */
  boothNumber: number
  roster: Roster | undefined
  /** Size of a booth whose members are picked, and so may be replaced. */
  auto: number | undefined
  /** First height since the booth was opened by a client. */
  from: number
  opening: Opening | undefined
  /** Newest block proposed. */
  head: Voted
  /** Blocks above the newest certificate, ascending. */
  flights: Flight[]
  flightBytes: number
  readonly queue: AppendQueue
  /** Appends not yet answered, in the order of their deadlines. */
  readonly unanswered: Fifo<Append>
  sealing: Sealing | undefined
  readonly seals: SealRecord[]
  certificate: Certificate | undefined
  certificateBooth: Booth | undefined
  /** Height of the newest certificate that the members were told, and when. */
  announcedTo: number
  announcedAtMs: NowMs
  isStuck: boolean
  /** Part of the tail could not be read: nothing may be proposed. */
  isBroken: boolean
  /** A booth of one waits until its last block is on disk, so that what comes meanwhile is one block. */
  isWriting: boolean
  /** Vehicles that were replaced, and until when they are not picked again. */
  readonly avoided: Map<PeerId, NowMs>
  /** When to announce and to send again; undefined for never. */
  announceAtMs: NowMs | undefined
  resendAtMs: NowMs | undefined
  timerAtMs: NowMs | undefined
}

/** Stored as JSON; the booth in hexadecimal. */
interface OwnRecord {
  readonly boothNumber: number
  readonly booth: string | null
  readonly auto: number | null
  readonly from: number
  readonly seals: readonly SealRecord[]
}

const PREFIX = machineKey('certify', 'own/')
export const OWN_TIMER = 'certify:own:'

const NOTHING_PROPOSED: Voted = { height: 0, hash: NO_HASH, timeMs: 0 }

export function createOwnChain(chain: Chain): OwnChain {
  return {
    chain,
    isReady: true,
    isBound: true,
    deferred: [],
    boothNumber: 0,
    roster: undefined,
    auto: undefined,
    from: 1,
    opening: undefined,
    head: NOTHING_PROPOSED,
    flights: [],
    flightBytes: 0,
    queue: createAppendQueue(),
    unanswered: createFifo(),
    sealing: undefined,
    seals: [],
    certificate: undefined,
    certificateBooth: undefined,
    announcedTo: 0,
    announcedAtMs: Number.NEGATIVE_INFINITY,
    isStuck: false,
    isBroken: false,
    isWriting: false,
    avoided: new Map(),
    announceAtMs: undefined,
    resendAtMs: undefined,
    timerAtMs: undefined
  }
}

/** The own chains on which this vehicle has ever opened a booth. */
export function restoreOwnChains(parts: Parts, disk: Disk): Map<ChainId, OwnChain> {
  const { environment, votes, settings } = parts
  const chains = new Map<ChainId, OwnChain>()
  for (const [key, value] of disk.state) {
    const held = key.startsWith(PREFIX)
      ? environment.holdings.get(key.slice(PREFIX.length))
      : undefined
    if (held === undefined) {
      continue
    }
    const { chain } = held
    const record = JSON.parse(fromUtf8(value)) as OwnRecord
    const own = createOwnChain(chain)
    own.isReady = false
    own.isBound = false
    own.boothNumber = record.boothNumber
    own.auto = record.auto ?? undefined
    own.from = record.from
    own.seals.push(...record.seals)
    own.head = votes.get(chain.id) ?? NOTHING_PROPOSED
    own.isBroken = own.head.height < Math.max(held.lastHeight, held.certified?.height ?? 0)
    if (record.booth !== null) {
      const booth = decodeBooth(environment.crypto, fromHex(record.booth))
      own.roster = createRoster(chain, booth, true, 0, settings)
    }
    chains.set(chain.id, own)
  }
  return chains
}

/** Writes what must survive a restart. */
export function saveOwnChain(own: OwnChain, out: Out): void {
  const { boothNumber, roster, auto, from, seals } = own
  while (seals.length > SEALS_KEPT_MAX) {
    seals.shift()
  }
  const record: OwnRecord = {
    boothNumber,
    booth: roster === undefined ? null : toHex(roster.booth.bytes),
    auto: auto ?? null,
    from,
    seals
  }
  const value = toUtf8(JSON.stringify(record))
  out.push({ type: 'write', ops: [{ type: 'put', key: `${PREFIX}${own.chain.id}`, value }] })
}

export function certifiedHeight(own: OwnChain): number {
  return own.certificate?.height ?? 0
}

/** Why this vehicle may not propose on this chain now, or undefined when it may. */
export function chainFault(
  { environment, frozen }: Parts,
  { chain, isBroken }: OwnChain
): Reply | undefined {
  const { id } = chain
  if (frozen.has(id)) {
    return refused('frozen', `chain ${id} is frozen: two blocks of one height were signed`)
  }
  const held = environment.holdings.get(id)
  if (isBroken || environment.isDamaged || (held !== undefined && held.damage.length > 0)) {
    return refused('damaged', `chain ${id} is damaged on this disk; \`doctor\` shows what is lost`)
  }
  return undefined
}

/** Makes sure that members are looked at, and reminded, by this time. */
export function remindAt(own: OwnChain, atMs: NowMs): void {
  own.resendAtMs = Math.min(own.resendAtMs ?? atMs, atMs)
}

export function refused(
  reason: string,
  message: string,
  retry = false,
  detail?: Readonly<Record<string, unknown>>
): Reply {
  const reply = { type: 'refused', reason, message, retry } as const
  return detail === undefined ? reply : { ...reply, detail }
}

export function reply(id: string, answer: Reply, out: Out): void {
  out.push({ type: 'reply', id, reply: answer })
}

/** Sets the timer of this chain to what is due first, if that is earlier than what is set. */
export function schedule(own: OwnChain, { settings }: Parts, out: Out): void {
  const { opening, sealing } = own
  const { openGraceMs, openTimeoutMs } = settings
  const dueAtMs = Math.min(
    own.announceAtMs ?? Number.POSITIVE_INFINITY,
    own.resendAtMs ?? Number.POSITIVE_INFINITY,
    own.unanswered.first()?.deadlineMs ?? Number.POSITIVE_INFINITY,
    sealing?.waiters[0]?.deadlineMs ?? Number.POSITIVE_INFINITY,
    opening === undefined
      ? Number.POSITIVE_INFINITY
      : opening.startedAtMs + (hasQuorum(opening.roster) ? openGraceMs : openTimeoutMs)
  )
  if (dueAtMs < (own.timerAtMs ?? Number.POSITIVE_INFINITY)) {
    own.timerAtMs = dueAtMs
    out.push({ type: 'timer', id: `${OWN_TIMER}${own.chain.id}`, atMs: dueAtMs })
  }
}

export function ownStatus(own: OwnChain): Omit<ProposerStatus, 'booth' | 'opening'> {
  return {
    chain: own.chain.id,
    head: { height: own.head.height, hash: own.head.hash },
    inFlight: own.flights.length,
    waitingEntries: own.queue.entries,
    waitingBytes: own.queue.bytes,
    isSealing: own.sealing !== undefined,
    isStuck: own.isStuck,
    isBroken: own.isBroken
  }
}
