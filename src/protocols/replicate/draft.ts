/**
 * A placement under way: a draft of the next table of a chain, and its record on disk.
 *
 * Keeps: epoch, height and head of a draft never change, so that a restarted issuer makes the same
 * table; who was asked to pull, and who has acknowledged, is on disk before anything is built on it.
 */
import { decodeBooth } from '../../core/booth.ts'
import { fromHex, toHex } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeSealedTable, type Mandate } from '../../core/table.ts'
import { type Out, PREFIXES, restore, save } from './effects.ts'
import type { PlacementStatus } from './types.ts'

/** A client that waits for the placement. */
export interface Waiter {
  readonly id: string
  readonly endsAtMs: NowMs
  /** For a group's chain: what table is answer enough, whoever issues it. */
  readonly wish?: Wish
}

/** A table behind this epoch that covers this height on so many backups. */
export interface Wish {
  readonly epoch: number
  readonly height: number
  readonly backups: number
}

export interface Target {
  readonly peer: PeerId
  /** Place in the draw; the lesser is preferred. */
  readonly rank: number
  state: 'offered' | 'accepted' | 'pulling' | 'held'
  readonly offeredAtMs: NowMs
  /** Its place is kept for it although it has not answered yet. */
  isAwaited: boolean
  /** When the offer, or the manifest, is sent again. */
  resendAtMs: NowMs
  resendWaitMs: number
  /** Blocks 1..haveHeight were there when it accepted. */
  haveHeight: number
  /** When it was chosen. */
  chosenAtMs: NowMs
  /** The last sign that the transfer goes on, and how long one step of it takes, about. */
  advancedAtMs: NowMs
  stepMs: number
  /** The highest block asked for, or blocks stored, so that only news counts as progress. */
  reached: number
  /** Signed HoldAck. */
  ack: Uint8Array | undefined
}

export interface Draft {
  readonly chain: Chain
  readonly epoch: number
  readonly head: Head
  /** Encoded bytes of blocks 1..head.height. */
  readonly bytes: number
  readonly backups: number
  readonly given: readonly PeerId[]
  /** Who elected this vehicle to issue the table; undefined for the proposer. */
  readonly mandate: Mandate | undefined
  readonly targets: Map<PeerId, Target>
  /** Drawn before others of their kind: they hold most of it, or were chosen before. */
  readonly preferred: Set<PeerId>
  /** The last draw, best first. */
  order: readonly PeerId[]
  /** Vehicles that refused or failed, until when they are not asked again. */
  readonly avoided: Map<PeerId, { readonly untilMs: NowMs; readonly waitMs: number }>
  /** Who has made this draft and those before it begin anew behind another epoch, and how often. */
  readonly outdatedBy: Map<PeerId, number>
  /** The certificate of the head, once loaded, and then with its booth. */
  certificate: Uint8Array | undefined
  proof: { readonly certificate: Uint8Array; readonly booth: Uint8Array } | undefined
  /** Signed manifests by their first block. */
  readonly manifests: Map<number, Uint8Array>
  isUnderReplicated: boolean
  retryAtMs: NowMs | undefined
  /** Until then a restarted issuer asks only those that it had chosen before: they hold a part. */
  graceUntilMs: NowMs | undefined
  nextRank: number
  bytesSent: number
  readonly waiters: Waiter[]
}

type DraftTerms = Pick<
  Draft,
  'chain' | 'epoch' | 'head' | 'bytes' | 'backups' | 'given' | 'mandate'
> &
  Partial<Pick<Draft, 'outdatedBy'>>

/** Bytes as hexadecimal text; each is empty when there is none. */
interface MandateRecord {
  readonly electors: readonly string[]
  readonly before: string
  readonly booth?: string
}

/** Stored as JSON; bytes as hexadecimal text. */
interface DraftRecord {
  readonly epoch: number
  readonly height: number
  readonly headHash: string
  readonly backups: number
  readonly given: readonly PeerId[]
  /** Backups chosen so far, with the acknowledgement of those that gave it. */
  readonly chosen: readonly (readonly [peer: PeerId, ack: string | null])[]
  readonly stewardship: MandateRecord | null
}

export function createDraft(terms: DraftTerms): Draft {
  return {
    outdatedBy: new Map(),
    ...terms,
    targets: new Map(),
    preferred: new Set(),
    order: [],
    avoided: new Map(),
    certificate: undefined,
    proof: undefined,
    manifests: new Map(),
    isUnderReplicated: false,
    retryAtMs: undefined,
    graceUntilMs: undefined,
    nextRank: 0,
    bytesSent: 0,
    waiters: []
  }
}

export function targetsIn(draft: Draft, ...states: readonly Target['state'][]): readonly Target[] {
  return [...draft.targets.values()]
    .filter(({ state }) => states.includes(state))
    .sort((a, b) => a.rank - b.rank)
}

export function newTarget(draft: Draft, peer: PeerId, nowMs: NowMs, resendMs: number): Target {
  const target: Target = {
    peer,
    rank: draft.nextRank++,
    state: 'offered',
    offeredAtMs: nowMs,
    isAwaited: true,
    resendAtMs: nowMs + resendMs,
    resendWaitMs: resendMs,
    haveHeight: 0,
    chosenAtMs: nowMs,
    advancedAtMs: nowMs,
    stepMs: 0,
    reached: 0,
    ack: undefined
  }
  draft.targets.set(peer, target)
  return target
}

export function saveDraft(draft: Draft, out: Out): void {
  const { epoch, head, backups, given, mandate } = draft
  const chosen = targetsIn(draft, 'pulling', 'held')
  const record: DraftRecord = {
    epoch,
    height: head.height,
    headHash: head.hash,
    backups,
    given,
    chosen: chosen.map(({ peer, ack }) => [peer, ack === undefined ? null : toHex(ack)]),
    stewardship: mandate === undefined ? null : recordOf(mandate)
  }
  save(out, PREFIXES.placement + draft.chain.id, record)
}

/** Drafts as they were, with the backups that have acknowledged; the others are asked again first. */
export function restoreDrafts(
  crypto: Crypto,
  disk: Disk,
  termsOf: (chain: ChainId, head: Head) => Pick<Draft, 'chain' | 'bytes'> | undefined
): Map<ChainId, Draft> {
  const drafts = new Map<ChainId, Draft>()
  for (const [chain, record] of restore<DraftRecord>(disk, PREFIXES.placement)) {
    const { epoch, backups, given, stewardship } = record
    const head = { height: record.height, hash: record.headHash }
    const terms = termsOf(chain, head)
    if (terms === undefined) {
      continue
    }
    const draft = createDraft({
      ...terms,
      epoch,
      head,
      backups,
      given,
      mandate: stewardship === null ? undefined : mandateIn(crypto, stewardship)
    })
    for (const [peer, ack] of record.chosen) {
      draft.preferred.add(peer)
      if (ack !== null) {
        const target = newTarget(draft, peer, 0, 0)
        target.state = 'held'
        target.ack = fromHex(ack)
      }
    }
    drafts.set(chain, draft)
  }
  return drafts
}

function recordOf({ electors, before, booth }: Mandate): MandateRecord {
  return {
    electors: electors.map(toHex),
    before: before === undefined ? '' : toHex(before.bytes),
    booth: booth === undefined ? '' : toHex(booth.bytes)
  }
}

function mandateIn(crypto: Crypto, record: MandateRecord): Mandate {
  const { electors, before, booth = '' } = record
  return {
    electors: electors.map(fromHex),
    before: before === '' ? undefined : decodeSealedTable(crypto, fromHex(before)),
    booth: booth === '' ? undefined : decodeBooth(crypto, fromHex(booth))
  }
}

/** `isScarce`: of a group, there are too few vehicles outside of it. */
export function draftStatus(draft: Draft, isScarce: boolean): PlacementStatus {
  const { epoch, head, backups, isUnderReplicated } = draft
  const chosen = targetsIn(draft, 'pulling', 'held')
  return {
    stage: chosen.length > 0 ? 'transfer' : 'offering',
    epoch,
    height: head.height,
    backups,
    have: targetsIn(draft, 'held').length,
    isUnderReplicated: isUnderReplicated && !isScarce,
    isScarce: isUnderReplicated && isScarce,
    targets: targetsIn(draft, 'offered', 'accepted', 'pulling', 'held').map(({ peer, state }) => ({
      peer,
      state
    }))
  }
}
