/**
 * Requests to place: checked, answered from the table in force, joined with the draft under way, or
 * kept for the epoch behind it.
 */
import type { Environment } from '../../core/environment.ts'
import { type Chain, type ChainId, isGroup } from '../../core/genesis.ts'
import type { Head, Held } from '../../core/holdings.ts'
import { BACKUPS_MAX, NUMBER_MAX } from '../../core/limits.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { refused } from '../../core/reply.ts'
import type { PlacementReport } from '../../core/signal.ts'
import type { Draft, Waiter } from './draft.ts'
import { earliestOf, type Out } from './effects.ts'
import type { GroupPlacements } from './groups.ts'
import { headOf, soundHead } from './heads.ts'
import { WAITERS_MAX } from './limits.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import type { Placement } from './placement.ts'
import { emptyReport } from './reports.ts'
import type { PlaceChainRequest } from './types.ts'

export interface Requests {
  place(nowMs: NowMs, id: string, request: PlaceChainRequest, out: Out): void
  /** The draft of this chain is gone: begins what was kept for the next epoch. */
  next(nowMs: NowMs, chain: ChainId, out: Out): void
  /** The chain is forked: refuses everybody who waits for it. */
  freeze(chain: ChainId, out: Out): void
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
}

/** What has been asked for while a draft is under way. */
interface Kept {
  given: readonly PeerId[]
  backups: number
  waiters: Waiter[]
}

export function createRequests(
  environment: Environment,
  options: ResolvedReplicateOptions,
  placement: Placement,
  groups: Pick<GroupPlacements, 'freeze' | 'isLedByOther' | 'isMember' | 'place'>,
  isFrozen: (chain: ChainId) => boolean,
  /** The report of the table in force, if there is one. */
  reportOf: (chain: ChainId) => PlacementReport | undefined
): Requests {
  const { self, holdings, tables } = environment
  const kept = new Map<ChainId, Kept>()

  /** Checked: the head to place, or why none can be. */
  const headFor = (request: PlaceChainRequest): Head | Reply => {
    const { chain, backups, deadlineMs, height } = request
    const held = holdings.get(chain)
    if (held === undefined) {
      return refused('unknownChain', `this vehicle does not know chain ${chain}`, false)
    }
    const fault = writerFault(held.chain)
    if (fault !== undefined) {
      return fault
    }
    if (backups !== undefined && !isWhole(backups, 0, BACKUPS_MAX)) {
      return refused('invalid', `backups is ${backups}, allowed are 0 to ${BACKUPS_MAX}`, false)
    }
    if (deadlineMs !== undefined && !(deadlineMs > 0)) {
      return refused('invalid', `a deadline is a time above 0 ms, not ${deadlineMs}`, false)
    }
    if (height !== undefined && !isWhole(height, 1, NUMBER_MAX)) {
      return refused('invalid', `height is ${height}, it must be a height above 0`, false)
    }
    if (environment.isDamaged) {
      return refused('damaged', 'state records of this vehicle are damaged; run doctor', false)
    }
    if (isFrozen(chain)) {
      return frozenReply(chain)
    }
    // Who only passes the wish on to the leader of a group need not have the blocks.
    return groups.isLedByOther(chain) ? soundHead(held) : headOf(held, tables)
  }

  /** Only who writes a chain places it: its proposer, or a member of its group. */
  const writerFault = (chain: Chain): Reply | undefined => {
    if (isGroup(chain)) {
      const message = `chain ${chain.id} is written by a group; ask one of its members to place it`
      return groups.isMember(chain.id) ? undefined : refused('notMember', message, false)
    }
    const message = `only its proposer can place chain ${chain.id}`
    return chain.genesis.proposer === self ? undefined : refused('notProposer', message, false)
  }

  const begin = (nowMs: NowMs, held: Held, head: Head, of: Kept, out: Out): void => {
    const members = tables.get(held.chain.id)?.table.members ?? []
    const preferred = options.preferCurrent ? members : []
    placement.begin(nowMs, held, { ...of, head, preferred }, out)
  }

  /** Waits for the draft if it is high enough, else for the one behind it. */
  const wait = (draft: Draft, request: PlaceChainRequest, of: Kept, out: Out): void => {
    const { chain, height } = request
    const isEnough =
      height !== undefined && draft.head.height >= height && draft.backups >= of.backups
    const before = kept.get(chain)
    const waiters = isEnough ? draft.waiters : (before?.waiters ?? [])
    if (waiters.length >= WAITERS_MAX) {
      const message = `${WAITERS_MAX} requests wait for chain ${chain} already`
      for (const { id } of of.waiters) {
        out.push({ type: 'reply', id, reply: refused('busy', message, true) })
      }
      return
    }
    waiters.push(...of.waiters)
    if (!isEnough) {
      const given = [...new Set([...of.given, ...(before?.given ?? [])])]
      kept.set(chain, { given, backups: of.backups, waiters })
    }
  }

  /** A draft that finds too few vehicles gives way to a request for fewer; nothing else ends it. */
  const giveWay = (nowMs: NowMs, chain: ChainId, out: Out): void => {
    const draft = placement.draftOf(chain)
    const of = kept.get(chain)
    const isStuck = draft?.isUnderReplicated === true && draft.mandate === undefined
    if (isStuck && of !== undefined && of.backups < draft.backups) {
      kept.delete(chain)
      const given = [...new Set([...of.given, ...draft.given])]
      const waiters = [...draft.waiters, ...of.waiters]
      placement.lower(nowMs, draft, { backups: of.backups, given, waiters }, out)
    }
  }

  return {
    place(nowMs, id, request, out) {
      const { chain, candidates = [], height, backups = options.backups } = request
      const held = holdings.get(chain)
      const head = headFor(request)
      if (held === undefined || 'type' in head) {
        out.push({ type: 'reply', id, reply: head as Reply })
        return
      }
      const report = reportOf(chain)
      const isPlaced =
        height !== undefined &&
        report !== undefined &&
        report.height >= height &&
        report.chosen.length >= backups
      if (isPlaced || backups === 0) {
        const value = report ?? emptyReport(chain, 'sealed', 0, head.height)
        out.push({ type: 'reply', id, reply: { type: 'ok', value } })
        return
      }
      const endsAtMs = nowMs + (request.deadlineMs ?? options.deadlineMs)
      if (isGroup(held.chain)) {
        const wish = { epoch: report?.epoch ?? 0, height: height ?? head.height, backups }
        groups.place(nowMs, id, { held, wish, given: candidates }, endsAtMs, out)
        return
      }
      const of: Kept = { given: candidates, backups, waiters: [{ id, endsAtMs }] }
      const draft = placement.draftOf(chain)
      if (draft === undefined) {
        begin(nowMs, held, head, of, out)
      } else {
        wait(draft, request, of, out)
        giveWay(nowMs, chain, out)
      }
    },
    next(nowMs, chain, out) {
      const of = kept.get(chain)
      const held = holdings.get(chain)
      const head = held === undefined ? undefined : headOf(held, tables)
      const isFree = of !== undefined && placement.draftOf(chain) === undefined
      if (isFree && held !== undefined && head !== undefined && !('type' in head)) {
        kept.delete(chain)
        begin(nowMs, held, head, of, out)
      }
    },
    freeze(chain, out) {
      const waiters = [
        ...placement.withdraw(chain, out),
        ...(kept.get(chain)?.waiters ?? []),
        ...groups.freeze(chain)
      ]
      kept.delete(chain)
      for (const { id } of waiters) {
        out.push({ type: 'reply', id, reply: frozenReply(chain) })
      }
    },
    tick(nowMs, out) {
      for (const [chain, { waiters }] of kept) {
        const { epoch = 0, head } = placement.draftOf(chain) ?? {}
        for (const { id } of waiters.filter(({ endsAtMs }) => nowMs >= endsAtMs)) {
          const value = emptyReport(chain, 'underReplicated', epoch, head?.height ?? 0)
          out.push({ type: 'reply', id, reply: { type: 'ok', value } })
        }
        const left = waiters.filter(({ endsAtMs }) => nowMs < endsAtMs)
        waiters.splice(0, waiters.length, ...left)
        giveWay(nowMs, chain, out)
      }
    },
    dueAtMs: () =>
      earliestOf(kept.values(), ({ waiters }) => earliestOf(waiters, (of) => of.endsAtMs))
  }
}

function frozenReply(chain: ChainId): Reply {
  return refused('frozen', `chain ${chain} has two blocks of one height`, false)
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}
