/**
 * Placing the chain of a group. Whoever leads the group issues the table, as a steward that the group
 * has elected for that epoch; other members that are asked tell it, until there is a table that will
 * do. The leader also places by itself: behind the end of a booth, when much is certified that no
 * table covers, and when a backup stays away or has become a member.
 *
 * Keeps: every request is answered by its deadline; what was asked for is placed all the same later,
 * as long as this vehicle belongs to the group; at most one placement by itself an interval. What finds
 * too few vehicles is asked for less only when no more are known, and given up by who leads no more.
 */
import type { Booth } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import { type ChainId, isGroup } from '../../core/genesis.ts'
import type { Held } from '../../core/holdings.ts'
import { MEMBERS_MAX } from '../../core/limits.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { refused } from '../../core/reply.ts'
import type { PlacementReport } from '../../core/signal.ts'
import type { Mandate, SealedTable, Table } from '../../core/table.ts'
import type { Absence } from './absence.ts'
import type { Draft, Waiter, Wish } from './draft.ts'
import { earliest, earliestOf, note, type Out, send } from './effects.ts'
import { headOf } from './heads.ts'
import { WAITERS_MAX } from './limits.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import { createOutside, type Outside } from './outside.ts'
import type { Placement } from './placement.ts'
import { emptyReport } from './reports.ts'
import type { GroupView, PlaceAsk } from './types.ts'
import { createWatch } from './watch.ts'

export interface GroupPlacements {
  start(nowMs: NowMs): void
  /** A chain of a group is known here from now on. */
  adopted(nowMs: NowMs): void
  /** A checked request of a client, for a table that is not there yet. */
  place(
    nowMs: NowMs,
    id: string,
    asked: { readonly held: Held; readonly wish: Wish; readonly given: readonly PeerId[] },
    endsAtMs: NowMs,
    out: Out
  ): void
  /** Another member asks this one, which it takes for the leader. */
  asked(nowMs: NowMs, from: PeerId, ask: PlaceAsk, out: Out): void
  /** This vehicle may issue the table of this epoch. */
  elected(nowMs: NowMs, held: Held, epoch: number, mandate: Mandate, out: Out): void
  isMember(chain: ChainId): boolean
  readonly isScarce: Outside['isScarce']
  /** Another member leads its group, and places it. */
  isLedByOther(chain: ChainId): boolean
  /** A draft has given way to another epoch: who waited for it waits on. */
  superseded(nowMs: NowMs, draft: Draft): void
  /** More of a chain is certified. */
  certified(nowMs: NowMs, chain: ChainId, out: Out): void
  tableLearned(sealed: SealedTable, out: Out): void
  /** The chain is forked: tells who waits for it. */
  freeze(chain: ChainId): readonly Waiter[]
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
}

export interface GroupPlacementPorts {
  groupOf(chain: ChainId): GroupView | undefined
  isFrozen(chain: ChainId): boolean
  /** Has this vehicle elected. */
  stand(nowMs: NowMs, chain: ChainId, booth: Booth, out: Out): void
  /** What is known of a table, for somebody whom it is answer enough. */
  reportOf(sealed: SealedTable): PlacementReport
}

/** What is asked for of one chain, all requests together. */
interface Wanted {
  wish: Wish
  given: readonly PeerId[]
  waiters: readonly (Waiter & { readonly wish: Wish })[]
  /** When to see again what can be done for it. */
  atMs: NowMs
  /** Until then another member is taken to want it still; for ever when this vehicle was asked. */
  untilMs: NowMs
}

/** Least time between two looks at what is to be placed of itself. */
const LOOK_MS = 1_000

/**
 * So long a draft looks for vehicles before it is content with those that are known: whoever was met
 * since the start is known also while it is away, and behind a start others may still come.
 */
const PATIENCE_MS = 30_000

/** A member that is still waiting asks again within this time. */
const ASKED_MS = 5_000

export function createGroupPlacements(
  environment: Environment,
  options: ResolvedReplicateOptions,
  absence: Absence,
  placement: Placement,
  ports: GroupPlacementPorts
): GroupPlacements {
  const { self, holdings, tables } = environment
  const outside = createOutside(environment, absence, ports.groupOf)
  const intervalMs = Math.max(1, Math.floor(options.memberAbsentMs / 4))
  const wanted = new Map<ChainId, Wanted>()
  const placedAtMs = new Map<ChainId, NowMs>()
  let lookedMs = Number.NEGATIVE_INFINITY
  const watch = createWatch(intervalMs)
  /** Since when a draft has found too few vehicles. */
  const shortSince = new WeakMap<Draft, NowMs>()

  const want = (
    nowMs: NowMs,
    chain: ChainId,
    wish: Wish,
    given: readonly PeerId[],
    untilMs: NowMs
  ): Wanted => {
    const before = wanted.get(chain)
    const next: Wanted = {
      wish: {
        epoch: Math.max(wish.epoch, before?.wish.epoch ?? 0),
        height: Math.max(wish.height, before?.wish.height ?? 0),
        backups: wish.backups
      },
      // As many as the leader can be told of; what was wished last counts first.
      given: [...new Set([...given, ...(before?.given ?? [])])].slice(0, MEMBERS_MAX),
      waiters: before?.waiters ?? [],
      atMs: nowMs,
      untilMs: Math.max(untilMs, before?.untilMs ?? 0)
    }
    wanted.set(chain, next)
    return next
  }

  const isGone = (nowMs: NowMs, peer: PeerId): boolean => {
    const sinceMs = absence.since(peer)
    return sinceMs !== undefined && nowMs - sinceMs > options.memberAbsentMs
  }

  /** What the leader places by itself. */
  const dueOf = (nowMs: NowMs, held: Held, group: GroupView, out: Out): Wish | undefined => {
    const { chain, certified } = held
    const table = tables.get(chain.id)?.table
    const { members = [], height = 0, epoch = 0 } = table ?? {}
    const lastMs = placedAtMs.get(chain.id) ?? Number.NEGATIVE_INFINITY
    const wanting = Math.min(options.backups, outside.known(chain.id))
    const isUnwanted = (table !== undefined && members.length === 0) || outside.isAlone(chain.id)
    const least = table === undefined ? options.backups : Math.max(members.length, wanting)
    const backups = isUnwanted ? 0 : least
    if (certified === undefined || backups === 0 || nowMs - lastMs < options.repairIntervalMs) {
      return undefined
    }
    const gone = members.filter((peer) => isGone(nowMs, peer))
    const isJoined = members.some((peer) => group.booth?.members.includes(peer))
    const isEnded = group.sealHeight > height && certified.height >= group.sealHeight
    const isMuch = held.bytesBetween(height + 1, certified.height) >= options.groupPlaceBytes
    if (gone.length > 0 && absence.isCutOff(nowMs)) {
      note(out, 'upkeepDeferred', { chain: chain.id, epoch, gone })
      return undefined
    }
    const isDue = isEnded || isMuch || isJoined || gone.length > 0
    return isDue ? { epoch, height: certified.height, backups } : undefined
  }

  /** Has the leader issue, here or there. */
  const pursue = (nowMs: NowMs, chain: ChainId, group: GroupView, of: Wanted, out: Out): void => {
    const { wish, given } = of
    const { leader, booth } = group
    if (leader === self && booth !== undefined) {
      const isHere = (holdings.get(chain)?.certified?.height ?? 0) >= wish.height
      if (isHere && !ports.isFrozen(chain)) {
        ports.stand(nowMs, chain, booth, out)
      }
    } else if (leader !== undefined) {
      send(out, leader, { type: 'placeAsk', chain, ...wish, candidates: given })
    }
  }

  const takeBack = (chain: ChainId, waiters: readonly Waiter[]): void => {
    const of = wanted.get(chain)
    const known = waiters.flatMap((waiter) =>
      waiter.wish === undefined ? [] : [{ ...waiter, wish: waiter.wish }]
    )
    if (of !== undefined) {
      of.waiters = [...of.waiters, ...known]
    }
  }

  const keepWaiters = (nowMs: NowMs, { chain, waiters, given, backups, head }: Draft): void => {
    if (waiters.length > 0 && !wanted.has(chain.id)) {
      const wish = { epoch: 0, height: head.height, backups }
      want(nowMs, chain.id, wish, given, Number.POSITIVE_INFINITY)
    }
    takeBack(chain.id, waiters)
  }

  /** A draft of a leader that has found too few vehicles for a while. */
  const review = (nowMs: NowMs, draft: Draft, out: Out): void => {
    const { chain, mandate, isUnderReplicated, backups, head, given } = draft
    if (mandate?.booth === undefined || !isUnderReplicated) {
      shortSince.delete(draft)
      return
    }
    const { leader, isVoter = false } = ports.groupOf(chain.id) ?? {}
    if (!isVoter || (leader !== undefined && leader !== self)) {
      // Who leads now places the chain, and who waits is answered from there.
      placement.withdraw(chain.id, out)
      keepWaiters(nowMs, draft)
      return
    }
    const sinceMs = shortSince.get(draft) ?? nowMs
    shortSince.set(draft, sinceMs)
    const known = outside.known(chain.id)
    if (nowMs - sinceMs >= PATIENCE_MS && known < backups && !outside.isAlone(chain.id)) {
      shortSince.set(draft, nowMs)
      const wish = { epoch: 0, height: head.height, backups: known }
      want(nowMs, chain.id, wish, given, nowMs + options.repairIntervalMs)
    }
  }

  const advance = (nowMs: NowMs, chain: ChainId, of: Wanted, out: Out): void => {
    const group = ports.groupOf(chain)
    if (group?.isVoter !== true || (of.waiters.length === 0 && nowMs >= of.untilMs)) {
      drop(chain, of, out)
      return
    }
    of.atMs = nowMs + options.resendMs
    const draft = placement.draftOf(chain)
    if (draft === undefined) {
      pursue(nowMs, chain, group, of, out)
    } else if (draft.isUnderReplicated && of.wish.backups < draft.backups) {
      // A draft that finds too few vehicles gives way to a wish for fewer.
      takeBack(chain, placement.withdraw(chain, out))
      pursue(nowMs, chain, group, of, out)
    }
  }

  const drop = (chain: ChainId, { waiters }: Wanted, out: Out): void => {
    wanted.delete(chain)
    for (const { id } of waiters) {
      const message = `this vehicle no longer belongs to the group of chain ${chain}`
      out.push({ type: 'reply', id, reply: refused('notMember', message, false) })
    }
  }

  /** Answers those whose time is up; what they asked for goes on. */
  const expire = (nowMs: NowMs, chain: ChainId, of: Wanted, out: Out): void => {
    const late = of.waiters.filter(({ endsAtMs }) => nowMs >= endsAtMs)
    of.waiters = of.waiters.filter(({ endsAtMs }) => nowMs < endsAtMs)
    for (const { id } of late) {
      const { epoch = 0, head } = placement.draftOf(chain) ?? {}
      const value = emptyReport(chain, 'underReplicated', epoch, head?.height ?? 0)
      out.push({ type: 'reply', id, reply: { type: 'ok', value } })
    }
  }

  const look = (nowMs: NowMs, held: Held, out: Out): void => {
    const { id } = held.chain
    const group = ports.groupOf(id)
    const isFree = placement.draftOf(id) === undefined && !wanted.has(id) && !ports.isFrozen(id)
    if (group?.isVoter !== true || group.leader !== self || !isFree || environment.isDamaged) {
      return
    }
    const wish = dueOf(nowMs, held, group, out)
    if (wish !== undefined) {
      placedAtMs.set(id, nowMs)
      want(nowMs, id, wish, [], nowMs + options.repairIntervalMs)
    }
  }

  return {
    start: watch.start,
    adopted: (nowMs) => watch.wake(nowMs, intervalMs),
    place(nowMs, id, { held, wish, given }, endsAtMs, out) {
      const { id: chain } = held.chain
      const of = want(nowMs, chain, wish, given, Number.POSITIVE_INFINITY)
      if (of.waiters.length >= WAITERS_MAX) {
        const message = `${WAITERS_MAX} requests wait for chain ${chain} already`
        out.push({ type: 'reply', id, reply: refused('busy', message, true) })
        return
      }
      of.waiters = [...of.waiters, { id, endsAtMs, wish }]
      advance(nowMs, chain, of, out)
    },
    asked(nowMs, from, { chain, epoch, height, backups, candidates }, out) {
      const wish: Wish = { epoch, height, backups }
      const sealed = tables.get(chain)
      const held = holdings.get(chain)
      const draft = placement.draftOf(chain)
      if (sealed !== undefined && held !== undefined && suffices(sealed.table, wish)) {
        send(out, from, { type: 'seal', genesis: held.chain.bytes, sealed: sealed.bytes })
        return
      }
      const isMember = ports.groupOf(chain)?.booth?.members.includes(from) === true
      const isUnderWay = draft !== undefined && willSuffice(draft, wish)
      if (isMember && !isUnderWay) {
        const of = want(nowMs, chain, wish, candidates, nowMs + ASKED_MS)
        advance(nowMs, chain, of, out)
      }
    },
    elected(nowMs, held, epoch, mandate, out) {
      const { id: chain } = held.chain
      const of = wanted.get(chain)
      const head = headOf(held, tables)
      if (of === undefined || 'type' in head || placement.draftOf(chain) !== undefined) {
        return
      }
      const { given, waiters, wish } = of
      const preferred = options.preferCurrent ? (tables.get(chain)?.table.members ?? []) : []
      of.waiters = []
      const terms = { head, backups: wish.backups, given, preferred, waiters }
      placement.beginAsSteward(nowMs, held, epoch, terms, mandate, out)
    },
    superseded: keepWaiters,
    isScarce: outside.isScarce,
    isMember: (chain) => ports.groupOf(chain)?.isVoter === true,
    isLedByOther: (chain) => ![undefined, self].includes(ports.groupOf(chain)?.leader),
    certified(nowMs, chain, out) {
      const held = holdings.get(chain)
      if (held === undefined || !isGroup(held.chain)) {
        return
      }
      watch.wake(nowMs, intervalMs)
      if (nowMs - lookedMs >= LOOK_MS) {
        lookedMs = nowMs
        look(nowMs, held, out)
      }
    },
    tableLearned(sealed, out) {
      const { table } = sealed
      const of = wanted.get(table.chain)
      if (of === undefined) {
        return
      }
      const value = ports.reportOf(sealed)
      for (const { id } of of.waiters.filter(({ wish }) => suffices(table, wish))) {
        out.push({ type: 'reply', id, reply: { type: 'ok', value } })
      }
      of.waiters = of.waiters.filter(({ wish }) => !suffices(table, wish))
      if (of.waiters.length === 0 && suffices(table, of.wish)) {
        wanted.delete(table.chain)
      }
    },
    freeze(chain) {
      const waiters = wanted.get(chain)?.waiters ?? []
      wanted.delete(chain)
      return waiters
    },
    tick(nowMs, out) {
      if (watch.take(nowMs)) {
        const ofGroups = holdings.all().filter(({ chain }) => isGroup(chain))
        for (const held of ofGroups) {
          look(nowMs, held, out)
        }
        if (ofGroups.length === 0) {
          watch.rest(nowMs)
        }
      }
      for (const draft of [...placement.drafts().values()]) {
        review(nowMs, draft, out)
      }
      for (const [chain, of] of [...wanted]) {
        expire(nowMs, chain, of, out)
        if (nowMs >= of.atMs) {
          advance(nowMs, chain, of, out)
        }
      }
    },
    dueAtMs() {
      const wish = earliestOf(wanted.values(), ({ atMs, waiters }) =>
        earliest([atMs, earliestOf(waiters, ({ endsAtMs }) => endsAtMs)])
      )
      return earliest([watch.dueAtMs(), wish])
    }
  }
}

/** Whether a table is what somebody has asked for. */
export function suffices({ epoch, height, members }: Table, wish: Wish): boolean {
  return epoch > wish.epoch && height >= wish.height && members.length >= wish.backups
}

function willSuffice({ epoch, head, backups }: Draft, wish: Wish): boolean {
  return epoch > wish.epoch && head.height >= wish.height && backups >= wish.backups
}
