/**
 * The holder's side of release: when may a copy go?
 *
 * Keeps: only if a newer table with the signed acknowledgement of each of its backups, all of this
 * fleet and enough of them, covers all that this vehicle acknowledged, and the head of that table descends
 * from it: seen here, or proven header by header.
 * Source: PROTOCOLS section 6.5.
 */
import { readHeader } from '../../core/block.ts'
import type { Hash } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { type Chain, type ChainId, decodeChain, isGroup } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeSealedTable, type SealedTable } from '../../core/table.ts'
import { strangersIn } from '../../core/tables.ts'
import { note, type Out, send } from './effects.ts'
import type { Forwards } from './forwards.ts'
import type { ReleaseOptions } from './options.ts'
import { PROOF_HEADERS_MAX } from './spec.ts'
import type { Proof, Release, ReleasePorts, ReleaseRefusal } from './types.ts'

/** What this vehicle has given its signed word for. */
export interface Holding {
  readonly epoch: number
  readonly head: Head
  /** Backups of the table that it answered. */
  readonly backups: number
  /** Who made that table, where it is known. */
  readonly issuer?: PeerId | undefined
}

export interface Holder {
  /** @throws InvalidMessageError when a part of the message is malformed */
  release(nowMs: NowMs, from: PeerId, release: Release, out: Out): void
  /** @throws InvalidMessageError when a header is malformed */
  proof(nowMs: NowMs, from: PeerId, proof: Proof, out: Out): void
  holding(nowMs: NowMs, chain: ChainId, holding: Holding, out: Out): void
  reserved(nowMs: NowMs, chain: ChainId, isReserved: boolean, out: Out): void
  /** Looks whether the newest table known, from whatever source, lets a copy go. */
  review(nowMs: NowMs, chain: ChainId, out: Out): void
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
}

/** A table whose head is being traced back to this vehicle's own. */
interface Tracing {
  readonly from: PeerId
  /** Who is asked for the headers. */
  readonly prover: PeerId
  readonly sealed: SealedTable
  /** The last block that is known to be in the table's history. */
  reached: Head
  readonly untilMs: NowMs
}

/** Proofs collected at a time. */
const TRACINGS_MAX = 64

/** Time between two looks at copies that a table leaves out and that are still here. */
const REVIEW_MS = 5_000

export function createHolder(
  environment: Environment,
  forwards: Forwards,
  { proofTimeoutMs, backupsMin }: Required<ReleaseOptions>,
  { keepsLog }: Pick<ReleasePorts, 'keepsLog'>
): Holder {
  const { crypto, holdings } = environment
  const holdingOf = new Map<ChainId, Holding>()
  const reserved = new Set<ChainId>()
  const tracings = new Map<ChainId, Tracing>()
  let nextReviewMs: NowMs = 0

  const refuse = (from: PeerId, sealed: SealedTable, reason: ReleaseRefusal, out: Out): void => {
    const { chain, epoch } = sealed.table
    const height = holdingOf.get(chain)?.head.height ?? 0
    send(out, from, { type: 'releaseRefused', chain, epoch, reason, height })
    note(out, 'refused', { from, chain, epoch, reason })
    if (reason === 'forged' || reason === 'fork') {
      const detail = `a table to release chain ${chain} is false: ${reason}`
      out.push({ type: 'signal', signal: { type: 'distrust', peer: from, reason: detail } })
    }
  }

  const giveUp = (nowMs: NowMs, from: PeerId, sealed: SealedTable, out: Out): void => {
    const { chain, epoch, height, members } = sealed.table
    const peer = environment.self
    tracings.delete(chain)
    if (holdingOf.delete(chain)) {
      // The state of a group is made of its log, whoever else holds that.
      if (!keepsLog(chain)) {
        forwards.giveUp(nowMs, chain, epoch, height, out)
      }
      out.push({ type: 'signal', signal: { type: 'released', chain, peer, epoch } })
      note(out, 'released', { chain, epoch, height, members })
    }
    send(out, from, { type: 'released', chain, epoch })
  }

  const askProof = ({ prover, sealed, reached }: Tracing, out: Out): void => {
    const { chain, height } = sealed.table
    const first = reached.height + 1
    const to = Math.min(height, reached.height + PROOF_HEADERS_MAX)
    send(out, prover, { type: 'proofAsk', chain, from: first, to })
  }

  /** The members of a group may have let old blocks go; the backups of the table have all of them. */
  const proverOf = (from: PeerId, { table }: SealedTable): PeerId => {
    const chain = holdings.get(table.chain)?.chain
    const isThere = (peer: PeerId): boolean => environment.peers.connected.has(peer)
    return chain !== undefined && isGroup(chain) ? (table.members.find(isThere) ?? from) : from
  }

  const trace = (nowMs: NowMs, from: PeerId, sealed: SealedTable, own: Head, out: Out): void => {
    const { chain } = sealed.table
    if (!tracings.has(chain) && tracings.size >= TRACINGS_MAX) {
      refuse(from, sealed, 'busy', out)
      return
    }
    const untilMs = nowMs + proofTimeoutMs
    const tracing = { from, prover: proverOf(from, sealed), sealed, reached: own, untilMs }
    tracings.set(chain, tracing)
    askProof(tracing, out)
  }

  /** Why the copy must stay, before anything about its history is known. */
  const reasonToKeep = (nowMs: NowMs, sealed: SealedTable): ReleaseRefusal | undefined => {
    const { chain } = sealed.table
    const own = holdingOf.get(chain)
    const isDamaged = environment.isDamaged || (holdings.get(chain)?.damage.length ?? 0) > 0
    if (reserved.has(chain)) {
      return 'chosen'
    }
    if (isDamaged && own !== undefined) {
      return 'busy'
    }
    const issuer = sealed.table.steward ?? holdings.get(chain)?.chain.genesis.proposer
    if (own === undefined) {
      return undefined
    }
    const isOfFleet = strangersIn(environment.fleet, sealed, nowMs).length === 0
    return isOfFleet ? insufficiency(sealed, issuer, own, backupsMin) : 'strangers'
  }

  /** Whom to ask for headers, and to tell: the table's issuer, or a backup when it is away. */
  const counterpart = (chain: Chain, { table }: SealedTable): PeerId | undefined => {
    const issuer = table.steward ?? chain.genesis.proposer
    const candidates = issuer === undefined ? table.members : [issuer, ...table.members]
    return candidates.find((peer) => environment.peers.connected.has(peer)) ?? issuer
  }

  /** Acts on a believed table that leaves this vehicle out, as far as is known now. */
  const decide = (nowMs: NowMs, from: PeerId, sealed: SealedTable, out: Out): void => {
    const reason = reasonToKeep(nowMs, sealed)
    const own = holdingOf.get(sealed.table.chain)?.head
    const relation = own === undefined ? 'same' : descends(environment, sealed, own)
    if (reason !== undefined || relation === 'fork') {
      refuse(from, sealed, reason ?? 'fork', out)
    } else if (relation === 'same' || own === undefined) {
      giveUp(nowMs, from, sealed, out)
    } else {
      trace(nowMs, from, sealed, own, out)
    }
  }

  /** A copy may be orphaned: its word never reached the proposer, or the proposer is gone. */
  const review = (nowMs: NowMs, chain: ChainId, out: Out): void => {
    const held = holdings.get(chain)
    const sealed = environment.tables.get(chain)
    if (held === undefined || sealed === undefined || !holdingOf.has(chain)) {
      return
    }
    const isOut = !sealed.table.members.includes(environment.self)
    const from = counterpart(held.chain, sealed)
    const isOpen = isOut && !tracings.has(chain) && reasonToKeep(nowMs, sealed) === undefined
    if (isOpen && from !== undefined) {
      decide(nowMs, from, sealed, out)
    }
  }

  /** Whether a copy is held that the newest table leaves out. */
  const hasOrphan = (): boolean => {
    for (const chain of holdingOf.keys()) {
      const sealed = environment.tables.get(chain)
      if (sealed !== undefined && !sealed.table.members.includes(environment.self)) {
        return true
      }
    }
    return false
  }

  return {
    review,
    release(nowMs, from, release, out) {
      const chain = decodeChain(crypto, release.genesis)
      const sealed = decodeSealedTable(crypto, release.sealed)
      if (holdings.get(chain.id) === undefined) {
        // Nothing of this chain was ever here, so there is nothing to give up.
        send(out, from, { type: 'released', chain: chain.id, epoch: sealed.table.epoch })
        return
      }
      const fault = tableFault(environment, from, chain, sealed, out)
      if (fault === undefined) {
        decide(nowMs, from, sealed, out)
      } else {
        refuse(from, sealed, fault, out)
      }
    },
    proof(nowMs, from, { chain, from: first, headers }, out) {
      const tracing = tracings.get(chain)
      if (tracing?.prover !== from || first !== tracing.reached.height + 1) {
        return
      }
      const reached = follow(environment, chain, tracing.reached, headers)
      const { table } = tracing.sealed
      const isFork =
        reached === undefined ||
        reached.height > table.height ||
        (reached.height === table.height && reached.hash !== table.headHash)
      if (isFork) {
        tracings.delete(chain)
        refuse(from, tracing.sealed, 'fork', out)
        return
      }
      tracing.reached = reached
      if (reached.height < table.height) {
        askProof(tracing, out)
        return
      }
      const reason = reasonToKeep(nowMs, tracing.sealed)
      if (reason === undefined) {
        giveUp(nowMs, tracing.from, tracing.sealed, out)
      } else {
        tracings.delete(chain)
        refuse(tracing.from, tracing.sealed, reason, out)
      }
    },
    holding(nowMs, chain, holding, out) {
      holdingOf.set(chain, holding)
      if ((forwards.epochOf(chain) ?? holding.epoch) <= holding.epoch) {
        forwards.keep(chain, out)
      }
      tracings.delete(chain)
      review(nowMs, chain, out)
    },
    reserved(nowMs, chain, isReserved, out) {
      if (isReserved) {
        reserved.add(chain)
        forwards.keep(chain, out)
      } else if (reserved.delete(chain)) {
        nextReviewMs = Math.min(nextReviewMs, nowMs + REVIEW_MS)
      }
    },
    tick(nowMs, out) {
      for (const [chain, { untilMs }] of tracings) {
        if (nowMs >= untilMs) {
          tracings.delete(chain)
        }
      }
      if (nowMs >= nextReviewMs) {
        nextReviewMs = nowMs + REVIEW_MS
        for (const chain of [...holdingOf.keys()]) {
          review(nowMs, chain, out)
        }
      }
    },
    dueAtMs() {
      const times = [...tracings.values()].map(({ untilMs }) => untilMs)
      if (hasOrphan()) {
        times.push(nextReviewMs)
      }
      return times.length === 0 ? undefined : Math.min(...times)
    }
  }
}

/** Why a table says nothing to this vehicle; a believed one is told to the other machines. */
function tableFault(
  { self, tables }: Environment,
  from: PeerId,
  chain: Chain,
  sealed: SealedTable,
  out: Out
): ReleaseRefusal | undefined {
  const known = tables.get(chain.id)
  if (sealed.table.members.includes(self)) {
    return 'member'
  }
  if (known?.hash === sealed.hash) {
    return undefined
  }
  if (known !== undefined && known.table.epoch >= sealed.table.epoch) {
    return 'stale'
  }
  if (tables.learn(chain, sealed, out, from).type !== 'newer') {
    return 'forged'
  }
  out.push({ type: 'signal', signal: { type: 'table', chain: chain.id, sealed } })
  return undefined
}

/** Why a genuine table does not replace what this vehicle has given its word for. */
function insufficiency(
  { table }: SealedTable,
  issuer: PeerId | undefined,
  own: Holding,
  backupsMin: number
): ReleaseRefusal | undefined {
  if (table.epoch < own.epoch) {
    return 'stale'
  }
  // At the same epoch this vehicle was replaced before the table was sealed. Two issuers of one epoch
  // know nothing of each other: released by both, the backups of both tables might all be gone.
  if (table.epoch === own.epoch && (own.issuer ?? issuer) !== issuer) {
    return 'stale'
  }
  if (table.members.length < Math.min(own.backups, backupsMin)) {
    return 'short'
  }
  return table.height < own.head.height ? 'behind' : undefined
}

/** Whether the table's head descends from the own head, as far as this vehicle can see. */
function descends(
  { holdings }: Environment,
  { table }: SealedTable,
  own: Head
): 'same' | 'fork' | 'unknown' {
  if (own.height === table.height) {
    return own.hash === table.headHash ? 'same' : 'fork'
  }
  const held = holdings.get(table.chain)
  if (!held?.covers(own.height, table.height) || held.hashAt(own.height) !== own.hash) {
    return 'unknown'
  }
  return held.hashAt(table.height) === table.headHash ? 'same' : 'fork'
}

/** The head reached by these headers, or undefined when one does not link. */
function follow(
  { crypto }: Environment,
  chain: ChainId,
  start: Head,
  headers: readonly Uint8Array[]
): Head | undefined {
  let reached: { readonly height: number; readonly hash: Hash } = start
  for (const bytes of headers) {
    const { header, hash } = readHeader(crypto, bytes)
    const isNext =
      header.chain === chain && header.height === reached.height + 1 && header.prev === reached.hash
    if (!isNext) {
      return undefined
    }
    reached = { height: header.height, hash }
  }
  return reached
}
