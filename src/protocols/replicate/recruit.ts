/**
 * Finding b backups for a draft: offer, choose, hand out manifests, replace whoever stalls.
 *
 * Keeps: who is chosen is on disk before its manifest is sent; a place is kept a short while for the
 * better drawn; only what failed is drawn again.
 * Source: VGuardDB's choice of backups; differs from it in that one failure never starts all over.
 */
import type { Environment } from '../../core/environment.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import { CHUNK_BYTES } from '../../core/limits.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { type Draft, newTarget, saveDraft, type Target, targetsIn } from './draft.ts'
import { drawCandidates } from './draw.ts'
import { earliest, note, type Out, send } from './effects.ts'
import { SOURCES_MAX } from './limits.ts'
import { signManifest } from './manifest.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import type { OfferAnswer } from './types.ts'

export interface Recruiter {
  /** Draws anew and asks as many as are needed. */
  draw(nowMs: NowMs, draft: Draft, out: Out): void
  answer(nowMs: NowMs, draft: Draft, from: PeerId, answer: OfferAnswer, out: Out): void
  /** A sign that the transfer to `from` goes on; `reached` grows with it. */
  alive(nowMs: NowMs, draft: Draft, from: PeerId, reached: number): void
  /** A verified acknowledgement of exactly this draft. */
  held(nowMs: NowMs, draft: Draft, from: PeerId, ack: Uint8Array, out: Out): void
  connected(nowMs: NowMs, draft: Draft, peer: PeerId, out: Out): void
  /** Chooses and offers; to be called when the proof of the draft is there. */
  advance(nowMs: NowMs, draft: Draft, out: Out): void
  /** Frees the room that is kept for a draft that is given up. */
  cancel(draft: Draft, out: Out): void
  tick(nowMs: NowMs, draft: Draft, out: Out): void
  dueAtMs(draft: Draft): NowMs | undefined
}

const AVOID_MS_MAX = 60_000

/** A backup that was heard of lately is not sent its manifest again for so long. */
const QUIET_MS = 2_500

const STALL_STEPS = 3

/** However slow its steps were, a backup that makes none for this long has stalled. */
const STALL_MS_MAX = 60_000

/** So often one candidate makes an issuer begin anew behind an epoch of which it shows no table. */
const OUTDATED_MAX = 2

/** No candidate makes an issuer skip more epochs than this at once, so that none can use them up. */
const EPOCHS_AHEAD_MAX = 1024

export interface RecruiterPorts {
  /** Tells of vehicles that are not trusted. */
  isAvoided(nowMs: NowMs, peer: PeerId): boolean
  /** Records who holds a copy of an own or stewarded chain, or may soon. */
  holds(chain: ChainId, peer: PeerId, epoch: number, out: Out): void
  /** Whether this vehicle writes the chain, so that it is no backup of it. */
  writes(chain: Chain, peer: PeerId): boolean
  /** A later epoch than the draft's is in use: the draft can never be sealed. */
  outdated(nowMs: NowMs, draft: Draft, epoch: number, out: Out): void
}

export function createRecruiter(
  environment: Environment,
  options: ResolvedReplicateOptions,
  { isAvoided, holds, writes, outdated }: RecruiterPorts
): Recruiter {
  const { self, holdings, tables, peers } = environment

  const placesFree = (draft: Draft): number =>
    draft.backups - targetsIn(draft, 'pulling', 'held').length

  const drawOrder = (nowMs: NowMs, draft: Draft): void => {
    draft.order = drawCandidates(environment, {
      given: draft.given,
      current: [...draft.preferred],
      bytes: draft.bytes,
      excluded: (peer) =>
        writes(draft.chain, peer) ||
        draft.targets.has(peer) ||
        isAvoided(nowMs, peer) ||
        (draft.avoided.get(peer)?.untilMs ?? 0) > nowMs
    })
  }

  const offer = (draft: Draft, peer: PeerId, out: Out): void => {
    const { chain, epoch, head, bytes, backups, mandate } = draft
    send(out, peer, {
      type: 'offer',
      chain: chain.id,
      genesis: chain.bytes,
      epoch,
      head,
      bytes,
      issuer: self,
      backups,
      electors: mandate?.electors ?? [],
      before: mandate?.booth === undefined ? mandate?.before?.bytes : undefined,
      booth: mandate?.booth?.bytes
    })
  }

  /** Takes a candidate out of the draft, and does not ask it again for a while. */
  const drop = (nowMs: NowMs, draft: Draft, peer: PeerId, reason: string, out: Out): void => {
    const { chain, epoch } = draft
    const waitMs = draft.avoided.get(peer)?.waitMs ?? options.retryMs
    draft.targets.delete(peer)
    draft.avoided.set(peer, {
      untilMs: nowMs + waitMs,
      waitMs: Math.min(2 * waitMs, AVOID_MS_MAX)
    })
    send(out, peer, { type: 'offerCancel', chain: chain.id, epoch })
    note(out, 'dropped', { chain: chain.id, epoch, peer, reason })
  }

  const sendManifest = (draft: Draft, target: Target, out: Out): void => {
    const { chain, epoch, head, proof, manifests } = draft
    const held = holdings.get(chain.id)
    if (held === undefined || proof === undefined) {
      return
    }
    const from = target.haveHeight + 1
    const manifest =
      manifests.get(from) ?? signManifest(environment, held, epoch, from, head.height)
    manifests.set(from, manifest)
    const holders = targetsIn(draft, 'held').map(({ peer }) => peer)
    const members = tables.get(chain.id)?.table.members ?? []
    const others = new Set([...holders, ...members])
    others.delete(target.peer)
    others.delete(self)
    const sources = [self, ...others].slice(0, SOURCES_MAX)
    send(out, target.peer, { type: 'manifest', manifest, ...proof, sources })
  }

  const startTransfer = (nowMs: NowMs, target: Target): void => {
    target.state = 'pulling'
    target.chosenAtMs = nowMs
    target.advancedAtMs = nowMs
    target.resendAtMs = nowMs + options.resendMs
    target.resendWaitMs = options.resendMs
  }

  /**
   * Who gets a free place, in the order of the draw. A given candidate that is slow to answer keeps
   * its place against others until its offer times out, and against given ones no longer than any.
   */
  const chooseFrom = (draft: Draft): readonly Target[] => {
    const isGiven = ({ peer }: Target): boolean => draft.given.includes(peer)
    const candidates = targetsIn(draft, 'offered', 'accepted')
    const isLate = ({ state, isAwaited }: Target): boolean => state === 'offered' && !isAwaited
    const kept = candidates.filter((target) => isLate(target) && isGiven(target)).length
    let places = placesFree(draft)
    return candidates.filter((target) => {
      const isChosen = target.state === 'accepted' && places > (isGiven(target) ? 0 : kept)
      const isAwaited = target.state === 'offered' && target.isAwaited
      places -= isChosen || isAwaited ? 1 : 0
      return isChosen
    })
  }

  const choose = (nowMs: NowMs, draft: Draft, out: Out): void => {
    if (draft.proof === undefined) {
      return
    }
    const chosen = chooseFrom(draft)
    for (const target of chosen) {
      startTransfer(nowMs, target)
    }
    if (chosen.length > 0) {
      saveDraft(draft, out)
    }
    for (const target of chosen) {
      // Its acknowledgement may be lost, but not the copy: it is to be released in any case.
      holds(draft.chain.id, target.peer, draft.epoch, out)
      sendManifest(draft, target, out)
    }
    if (placesFree(draft) <= 0) {
      cancelOthers(draft, out)
    }
  }

  const cancel = (draft: Draft, states: readonly Target['state'][], out: Out): void => {
    const { chain, epoch } = draft
    for (const { peer } of targetsIn(draft, ...states)) {
      draft.targets.delete(peer)
      send(out, peer, { type: 'offerCancel', chain: chain.id, epoch })
    }
  }

  const cancelOthers = (draft: Draft, out: Out): void => {
    cancel(draft, ['offered', 'accepted'], out)
    draft.isUnderReplicated = false
    draft.retryAtMs = undefined
  }

  /** Keeps twice as many candidates asked as places are free. */
  const offerMore = (nowMs: NowMs, draft: Draft, out: Out): void => {
    const free = placesFree(draft)
    let missing = 2 * free - targetsIn(draft, 'offered', 'accepted').length
    for (const peer of draft.order) {
      if (missing <= 0) {
        break
      }
      if (draft.graceUntilMs !== undefined && !draft.preferred.has(peer)) {
        continue
      }
      if (peers.connected.has(peer) && !draft.targets.has(peer)) {
        newTarget(draft, peer, nowMs, options.resendMs)
        offer(draft, peer, out)
        missing--
      }
    }
    const isShort = targetsIn(draft, 'offered', 'accepted').length < free
    if (isShort && draft.graceUntilMs === undefined) {
      draft.retryAtMs ??= nowMs + options.retryMs
      if (!draft.isUnderReplicated) {
        draft.isUnderReplicated = true
        const have = targetsIn(draft, 'held').length
        const { chain, epoch, backups } = draft
        note(out, 'underReplicated', { chain: chain.id, epoch, have, backups })
      }
    }
  }

  const advance = (nowMs: NowMs, draft: Draft, out: Out): void => {
    choose(nowMs, draft, out)
    offerMore(nowMs, draft, out)
  }

  const draw = (nowMs: NowMs, draft: Draft, out: Out): void => {
    drawOrder(nowMs, draft)
    advance(nowMs, draft, out)
  }

  const stallLimitMs = ({ stepMs }: Target): number =>
    Math.max(options.stallTimeoutMs, Math.min(STALL_STEPS * stepMs, STALL_MS_MAX))

  /**
   * When a backup has stalled: after too long a time without a step, or in all for as many steps as
   * there are chunks, so that nobody keeps its place by steps that it only tells of.
   */
  const stalledAtMs = ({ bytes }: Draft, target: Target): NowMs => {
    const limitMs = stallLimitMs(target)
    const stepsMax = 1 + Math.ceil(bytes / CHUNK_BYTES)
    return Math.min(target.advancedAtMs + limitMs, target.chosenAtMs + stepsMax * limitMs)
  }

  const tickOffered = (nowMs: NowMs, draft: Draft, target: Target, out: Out): boolean => {
    if (nowMs >= target.offeredAtMs + options.offerTimeoutMs) {
      drop(nowMs, draft, target.peer, 'no answer', out)
      return true
    }
    if (nowMs >= target.offeredAtMs + options.offerWaitMs) {
      target.isAwaited = false
    }
    if (nowMs >= target.resendAtMs) {
      target.resendWaitMs *= 2
      target.resendAtMs = nowMs + target.resendWaitMs
      offer(draft, target.peer, out)
    }
    return false
  }

  const tickPulling = (nowMs: NowMs, draft: Draft, target: Target, out: Out): boolean => {
    if (nowMs >= stalledAtMs(draft, target)) {
      drop(nowMs, draft, target.peer, 'stalled', out)
      return true
    }
    if (nowMs >= target.resendAtMs) {
      target.resendWaitMs = Math.min(2 * target.resendWaitMs, QUIET_MS)
      target.resendAtMs = nowMs + target.resendWaitMs
      sendManifest(draft, target, out)
    }
    return false
  }

  return {
    draw,
    advance,
    answer(nowMs, draft, from, answer, out) {
      const target = draft.targets.get(from)
      if (target === undefined || target.state !== 'offered') {
        return
      }
      const { refusal, have, knownEpoch } = answer
      const times = draft.outdatedBy.get(from) ?? 0
      const isOutdated = knownEpoch >= draft.epoch && knownEpoch <= draft.epoch + EPOCHS_AHEAD_MAX
      if (refusal === 'stale' && isOutdated && times < OUTDATED_MAX) {
        draft.outdatedBy.set(from, times + 1)
        outdated(nowMs, draft, knownEpoch, out)
        return
      }
      const own = holdings.get(draft.chain.id)?.hashAt(have?.height ?? 0)
      const isForked = have !== undefined && own !== undefined && own !== have.hash
      if (isForked) {
        note(out, 'forked', { chain: draft.chain.id, peer: from, height: have.height })
      }
      if (refusal !== undefined || isForked) {
        drop(nowMs, draft, from, refusal ?? 'forked', out)
        draw(nowMs, draft, out)
        return
      }
      target.state = 'accepted'
      target.haveHeight = Math.min(have?.height ?? 0, draft.head.height)
      advance(nowMs, draft, out)
    },
    alive(nowMs, draft, from, reached) {
      const target = draft.targets.get(from)
      if (target === undefined || target.state !== 'pulling') {
        return
      }
      target.resendWaitMs = QUIET_MS
      target.resendAtMs = nowMs + QUIET_MS
      if (reached > target.reached) {
        const step = nowMs - target.advancedAtMs
        // The first pulls come all at once and say nothing.
        target.stepMs = target.stepMs === 0 ? step : (target.stepMs * 3 + step) / 4
        target.reached = reached
        target.advancedAtMs = nowMs
      }
    },
    held(nowMs, draft, from, ack, out) {
      // Who was not asked would choose itself, and with others like it be all backups of a chain.
      const wasAsked = draft.avoided.has(from) || draft.preferred.has(from)
      const isWelcome = wasAsked && placesFree(draft) > 0 && !isAvoided(nowMs, from)
      if (!draft.targets.has(from) && !isWelcome) {
        return
      }
      const target = draft.targets.get(from) ?? newTarget(draft, from, nowMs, options.resendMs)
      if (target.state === 'pulling' || placesFree(draft) > 0) {
        target.state = 'held'
        target.ack = ack
        saveDraft(draft, out)
      }
      advance(nowMs, draft, out)
    },
    connected(nowMs, draft, peer, out) {
      draft.avoided.delete(peer)
      const target = draft.targets.get(peer)
      if (target?.state === 'pulling') {
        sendManifest(draft, target, out)
      } else {
        draw(nowMs, draft, out)
      }
    },
    cancel: (draft, out) => cancel(draft, ['offered', 'accepted', 'pulling'], out),
    tick(nowMs, draft, out) {
      let dropped = false
      for (const target of targetsIn(draft, 'offered', 'pulling')) {
        const isDropped =
          target.state === 'offered'
            ? tickOffered(nowMs, draft, target, out)
            : tickPulling(nowMs, draft, target, out)
        dropped ||= isDropped
      }
      const isRetry = draft.retryAtMs !== undefined && nowMs >= draft.retryAtMs
      if (isRetry) {
        draft.retryAtMs = undefined
      }
      const isGraceOver = draft.graceUntilMs !== undefined && nowMs >= draft.graceUntilMs
      if (isGraceOver) {
        draft.graceUntilMs = undefined
      }
      if (isRetry || isGraceOver || dropped) {
        draw(nowMs, draft, out)
      } else {
        advance(nowMs, draft, out)
      }
    },
    dueAtMs(draft) {
      const times = [...draft.targets.values()].flatMap((target) => {
        const { state, offeredAtMs, resendAtMs, isAwaited } = target
        if (state === 'offered') {
          const waitMs = isAwaited ? options.offerWaitMs : options.offerTimeoutMs
          return [resendAtMs, offeredAtMs + waitMs]
        }
        return state === 'pulling' ? [resendAtMs, stalledAtMs(draft, target)] : []
      })
      return earliest([draft.retryAtMs, draft.graceUntilMs, ...times])
    }
  }
}
