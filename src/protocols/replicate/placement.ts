/**
 * The issuer's role: one draft of a chain at a time, from the request to the sealed table.
 *
 * Keeps: a draft is on disk before its first offer and ends only by being sealed or superseded, also
 * over a restart; booths that end meanwhile raise the height of the next epoch only.
 * Source: VGuardDB's end of booth; differs from it in that a caller always gets an answer in time.
 */
import { decodeBooth, decodeCertificate } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Head, Held } from '../../core/holdings.ts'
import { boothKey, certificateKey } from '../../core/keyspace.ts'
import { NUMBER_MAX } from '../../core/limits.ts'
import type { Disk, NowMs, StoredRecord } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import {
  decodeHoldAck,
  type Mandate,
  replacedBy,
  type SealedTable,
  sealTable,
  signTable,
  verifyHoldAck
} from '../../core/table.ts'
import {
  createDraft,
  type Draft,
  newTarget,
  restoreDrafts,
  saveDraft,
  targetsIn,
  type Waiter
} from './draft.ts'
import { earliest, earliestOf, erase, note, type Out, PREFIXES, tell } from './effects.ts'
import { bytesTo, isPlaceable } from './heads.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import { createRecruiter, type RecruiterPorts } from './recruit.ts'
import { emptyReport, unsealedReport } from './reports.ts'
import type { Hold, OfferAnswer, Progress, Pull } from './types.ts'

/** What a draft is made of. */
export interface Terms {
  readonly head: Head
  readonly backups: number
  readonly given: readonly PeerId[]
  readonly preferred: readonly PeerId[]
  readonly waiters: readonly Waiter[]
  readonly outdatedBy?: Draft['outdatedBy']
}

export interface Placement {
  start(nowMs: NowMs, out: Out): void
  /** Begins a draft of the next epoch; the caller has checked that none is under way. */
  begin(nowMs: NowMs, held: Held, terms: Terms, out: Out): void
  /** Begins the draft of an elected steward; one that backups elected is a backup itself. */
  beginAsSteward(
    nowMs: NowMs,
    held: Held,
    epoch: number,
    terms: Terms,
    mandate: Mandate,
    out: Out
  ): void
  /** Begins a draft anew, for fewer backups than it can find; who waited for it waits on. */
  lower(
    nowMs: NowMs,
    draft: Draft,
    terms: Pick<Terms, 'backups' | 'given' | 'waiters'>,
    out: Out
  ): void
  draftOf(chain: ChainId): Draft | undefined
  drafts(): ReadonlyMap<ChainId, Draft>
  answer(nowMs: NowMs, from: PeerId, answer: OfferAnswer, out: Out): void
  pulled(nowMs: NowMs, from: PeerId, pull: Pull): void
  progress(nowMs: NowMs, from: PeerId, progress: Progress): void
  served(chain: ChainId, bytes: number): void
  /** @throws InvalidMessageError when the acknowledgement is malformed */
  hold(nowMs: NowMs, from: PeerId, hold: Hold, out: Out): void
  loaded(nowMs: NowMs, token: string, records: readonly StoredRecord[], out: Out): void
  connected(nowMs: NowMs, peer: PeerId, out: Out): void
  /** A table is known now: a draft of its epoch or an older one begins anew behind it. */
  tableLearned(nowMs: NowMs, sealed: SealedTable, out: Out): void
  /** Gives up the draft of a chain; tells who waited for it. */
  withdraw(chain: ChainId, out: Out): readonly Waiter[]
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
}

/** What the rest of the machine does for a placement. */
export interface PlacementPorts extends Omit<RecruiterPorts, 'outdated'> {
  /** A steward's own word. */
  holdOwn(chain: ChainId, epoch: number, head: Head, backups: number, out: Out): Uint8Array
  /** The draft of a steward gave way to another epoch, which needs other votes. */
  superseded(nowMs: NowMs, draft: Draft, out: Out): void
  /** The draft is sealed and believed, after the table before; who is `concerned` is to be told. */
  sealed(
    nowMs: NowMs,
    sealed: SealedTable,
    draft: Draft,
    before: SealedTable | undefined,
    concerned: readonly PeerId[],
    out: Out
  ): void
}

export const PROOF_TOKEN = 'replicate:proof:'

export function createPlacement(
  environment: Environment,
  options: ResolvedReplicateOptions,
  disk: Disk,
  ports: PlacementPorts
): Placement {
  const { self, crypto, holdings, tables } = environment
  const recruiter = createRecruiter(environment, options, {
    ...ports,
    outdated: (nowMs, draft, epoch, out) => restart(nowMs, draft, epoch, out)
  })
  const drafts = restoreDrafts(crypto, disk, (chain, { height, hash }) => {
    const held = holdings.get(chain)
    const isHere = isPlaceable(held, height, tables) && held?.hashAt(height) === hash
    return held !== undefined && isHere && !environment.isDamaged
      ? { chain: held.chain, bytes: bytesTo(held, height, tables) }
      : undefined
  })

  const draftOf = (chain: ChainId, epoch: number): Draft | undefined => {
    const draft = drafts.get(chain)
    return draft?.epoch === epoch ? draft : undefined
  }

  const loadProof = ({ chain, head }: Draft, out: Out): void => {
    const keys = [certificateKey(chain.id, head.height)]
    const token = `${PROOF_TOKEN}${chain.id}:${head.height}:certificate`
    out.push({ type: 'load', token, query: { type: 'get', keys } })
  }

  const open = (nowMs: NowMs, draft: Draft, terms: Terms, out: Out): void => {
    for (const peer of terms.preferred) {
      draft.preferred.add(peer)
    }
    draft.waiters.push(...terms.waiters)
    drafts.set(draft.chain.id, draft)
    saveDraft(draft, out)
    const { chain, epoch, head, backups, bytes } = draft
    note(out, 'offering', { chain: chain.id, epoch, height: head.height, backups, bytes })
    loadProof(draft, out)
    recruiter.draw(nowMs, draft, out)
  }

  const termsFor = (held: Held, { head, backups, given, outdatedBy }: Terms, epoch: number) => ({
    chain: held.chain,
    epoch,
    head,
    bytes: bytesTo(held, head.height, tables),
    backups,
    given,
    outdatedBy: new Map(outdatedBy)
  })

  const beginAbove = (
    nowMs: NowMs,
    held: Held,
    terms: Terms,
    knownEpoch: number,
    out: Out
  ): void => {
    const epoch = Math.max(tables.get(held.chain.id)?.table.epoch ?? 0, knownEpoch) + 1
    if (epoch > NUMBER_MAX) {
      const { id } = held.chain
      note(out, 'epochsUsedUp', { chain: id })
      const value = emptyReport(id, 'underReplicated', NUMBER_MAX, terms.head.height)
      for (const waiter of terms.waiters) {
        out.push({ type: 'reply', id: waiter.id, reply: { type: 'ok', value } })
      }
      return
    }
    const draft = createDraft({ ...termsFor(held, terms, epoch), mandate: undefined })
    open(nowMs, draft, terms, out)
  }

  const abandon = (draft: Draft, out: Out): void => {
    drafts.delete(draft.chain.id)
    erase(out, PREFIXES.placement + draft.chain.id)
  }

  /** Begins anew behind an epoch that is in use already. */
  const restart = (
    nowMs: NowMs,
    draft: Draft,
    knownEpoch: number,
    out: Out,
    terms: Pick<Terms, 'backups' | 'given' | 'waiters'> = draft
  ): void => {
    abandon(draft, out)
    const { chain, epoch, head, mandate, outdatedBy } = draft
    const held = holdings.get(chain.id)
    note(out, 'superseded', { chain: chain.id, epoch })
    // Votes are for one epoch.
    if (mandate !== undefined) {
      ports.superseded(nowMs, draft, out)
    } else if (held !== undefined) {
      const { backups, given, waiters } = terms
      const preferred = [...draft.preferred, ...draft.targets.keys()]
      const next = { head, backups, given, preferred, waiters, outdatedBy }
      beginAbove(nowMs, held, next, knownEpoch, out)
    }
  }

  const sealIfAll = (nowMs: NowMs, draft: Draft, out: Out): void => {
    const held = targetsIn(draft, 'held')
    if (held.length < draft.backups || draft.proof === undefined) {
      return
    }
    const { chain, epoch, head, bytes, mandate } = draft
    const before = tables.get(chain.id)
    const previous = replacedBy(mandate, before)?.hash
    const members = held.slice(0, draft.backups).map(({ peer }) => peer)
    const signed = signTable(crypto, {
      chain: chain.id,
      epoch,
      previous: epoch === 1 ? undefined : previous,
      height: head.height,
      headHash: head.hash,
      members,
      chainBytes: bytes,
      issuedAtMs: Math.floor(nowMs),
      steward: mandate === undefined ? undefined : self
    })
    const acks = new Map(held.flatMap(({ peer, ack }) => (ack === undefined ? [] : [[peer, ack]])))
    const sealed = sealTable(crypto, signed, acks, mandate, environment.fleet)
    const learnt = tables.learn(chain, sealed, out)
    if (learnt.type !== 'newer') {
      note(out, 'unsealed', { chain: chain.id, epoch, ...learnt })
      restart(nowMs, draft, epoch, out)
      return
    }
    abandon(draft, out)
    note(out, 'sealed', { chain: chain.id, epoch, height: head.height, members })
    tell(out, { type: 'table', chain: chain.id, sealed })
    const booth = decodeBooth(crypto, draft.proof.booth)
    const concerned = [...members, ...booth.members, ...draft.given]
    ports.sealed(nowMs, sealed, draft, before, concerned, out)
  }

  const expireWaiters = (nowMs: NowMs, draft: Draft, out: Out): void => {
    const late = draft.waiters.filter(({ endsAtMs }) => nowMs >= endsAtMs)
    if (late.length === 0) {
      return
    }
    const report = unsealedReport(draft)
    for (const { id } of late) {
      draft.waiters.splice(
        draft.waiters.findIndex((waiter) => waiter.id === id),
        1
      )
      out.push({ type: 'reply', id, reply: { type: 'ok', value: report } })
    }
    note(out, 'late', { ...report })
  }

  /** Whether this vehicle is to remember who holds the chain. */
  const isAuthority = (held: Held): boolean =>
    held.chain.genesis.proposer === self ||
    drafts.has(held.chain.id) ||
    tables.get(held.chain.id)?.table.steward === self

  const proofLoaded = (
    nowMs: NowMs,
    draft: Draft,
    what: string,
    value: Uint8Array | undefined,
    out: Out
  ): void => {
    const { chain, head, certificate } = draft
    if (value === undefined) {
      note(out, 'unprovable', { chain: chain.id, height: head.height, missing: what })
      draft.retryAtMs ??= nowMs + options.retryMs
    } else if (what === 'certificate') {
      draft.certificate = value
      const keys = [boothKey(chain.id, decodeCertificate(value).booth)]
      const token = `${PROOF_TOKEN}${chain.id}:${head.height}:booth`
      out.push({ type: 'load', token, query: { type: 'get', keys } })
    } else if (certificate !== undefined) {
      draft.proof = { certificate, booth: value }
    }
  }

  return {
    start(nowMs, out) {
      for (const draft of drafts.values()) {
        draft.graceUntilMs = nowMs + options.offerTimeoutMs
        loadProof(draft, out)
      }
    },
    begin: (nowMs, held, terms, out) => beginAbove(nowMs, held, terms, 0, out),
    beginAsSteward(nowMs, held, epoch, terms, mandate, out) {
      const draft = createDraft({ ...termsFor(held, terms, epoch), mandate })
      if (mandate.booth === undefined) {
        const own = newTarget(draft, self, nowMs, options.resendMs)
        own.state = 'held'
        own.ack = ports.holdOwn(held.chain.id, epoch, draft.head, draft.backups, out)
      }
      open(nowMs, draft, terms, out)
    },
    lower(nowMs, draft, terms, out) {
      restart(nowMs, draft, draft.epoch, out, terms)
    },
    draftOf: (chain) => drafts.get(chain),
    drafts: () => drafts,
    answer(nowMs, from, answer, out) {
      const draft = draftOf(answer.chain, answer.epoch)
      if (draft !== undefined) {
        recruiter.answer(nowMs, draft, from, answer, out)
      }
    },
    pulled(nowMs, from, { chain, to }) {
      const draft = drafts.get(chain)
      if (draft !== undefined) {
        recruiter.alive(nowMs, draft, from, to)
      }
    },
    progress(nowMs, from, { chain, epoch, blocks }) {
      const draft = draftOf(chain, epoch)
      const haveHeight = draft?.targets.get(from)?.haveHeight ?? 0
      if (draft !== undefined) {
        recruiter.alive(nowMs, draft, from, haveHeight + blocks)
      }
    },
    served(chain, bytes) {
      const draft = drafts.get(chain)
      if (draft !== undefined) {
        draft.bytesSent += bytes
      }
    },
    hold(nowMs, from, { ack: bytes }, out) {
      const ack = decodeHoldAck(bytes)
      const held = holdings.get(ack.chain)
      if (held === undefined || !isAuthority(held)) {
        return
      }
      if (ack.peer !== from || !verifyHoldAck(crypto, ack, bytes)) {
        const reason = 'the acknowledgement is not signed by its sender'
        note(out, 'refused', { from, chain: ack.chain, message: 'hold', reason })
        tell(out, { type: 'distrust', peer: from, reason })
        return
      }
      ports.holds(ack.chain, from, ack.epoch, out)
      const draft = draftOf(ack.chain, ack.epoch)
      const { height, hash } = draft?.head ?? {}
      if (draft !== undefined && ack.height === height && ack.headHash === hash) {
        recruiter.held(nowMs, draft, from, bytes, out)
        sealIfAll(nowMs, draft, out)
      }
    },
    loaded(nowMs, token, records, out) {
      const [chain = '', height = '', what = ''] = token.slice(PROOF_TOKEN.length).split(':')
      const draft = drafts.get(chain)
      if (draft !== undefined && draft.head.height === Number(height)) {
        proofLoaded(nowMs, draft, what, records[0]?.value, out)
        recruiter.advance(nowMs, draft, out)
        sealIfAll(nowMs, draft, out)
      }
    },
    connected(nowMs, peer, out) {
      for (const draft of drafts.values()) {
        recruiter.connected(nowMs, draft, peer, out)
      }
    },
    tableLearned(nowMs, { table }, out) {
      const draft = drafts.get(table.chain)
      if (draft !== undefined && draft.epoch <= table.epoch) {
        restart(nowMs, draft, table.epoch, out)
      }
    },
    withdraw(chain, out) {
      const draft = drafts.get(chain)
      if (draft !== undefined) {
        recruiter.cancel(draft, out)
        abandon(draft, out)
      }
      return draft?.waiters ?? []
    },
    tick(nowMs, out) {
      for (const draft of [...drafts.values()]) {
        expireWaiters(nowMs, draft, out)
        if (draft.proof === undefined && nowMs >= (draft.retryAtMs ?? Number.POSITIVE_INFINITY)) {
          loadProof(draft, out)
        }
        recruiter.tick(nowMs, draft, out)
      }
    },
    dueAtMs: () =>
      earliestOf(drafts.values(), (draft) =>
        earliest([recruiter.dueAtMs(draft), earliestOf(draft.waiters, ({ endsAtMs }) => endsAtMs)])
      )
  }
}
