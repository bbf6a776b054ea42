/**
 * Upkeep of tables: a member that stays away is replaced by a new epoch of the same blocks.
 *
 * Keeps: at most one repair a chain and interval, few at a time, and none while so many vehicles are
 * away that this one is more likely cut off itself. While all members are there nobody looks.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { Absence } from './absence.ts'
import { note, type Out } from './effects.ts'
import { REPAIRS_MAX } from './limits.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import type { Placement } from './placement.ts'
import { createWatch } from './watch.ts'

export interface Upkeep {
  start(nowMs: NowMs): void
  disconnected(nowMs: NowMs): void
  tableLearned(nowMs: NowMs): void
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
}

export function createUpkeep(
  { self, holdings, tables, isDamaged }: Environment,
  options: ResolvedReplicateOptions,
  absence: Absence,
  placement: Placement,
  isFrozen: (chain: ChainId) => boolean
): Upkeep {
  const repairedAtMs = new Map<ChainId, NowMs>()
  const intervalMs = Math.max(1, Math.floor(options.memberAbsentMs / 4))
  const watch = createWatch(intervalMs)

  /** Whether a member of an own table is away, be it only for a moment. */
  const look = (nowMs: NowMs, out: Out): boolean => {
    let isAnyAway = false
    for (const { table } of tables.all()) {
      const { chain, members, height, headHash } = table
      const held = holdings.get(chain)
      if (held?.chain.genesis.proposer !== self) {
        continue
      }
      const away = members.filter((peer) => absence.since(peer) !== undefined)
      isAnyAway ||= away.length > 0
      const gone = away.filter(
        (peer) => nowMs - (absence.since(peer) ?? nowMs) > options.memberAbsentMs
      )
      const isDue =
        gone.length > 0 &&
        !isFrozen(chain) &&
        placement.draftOf(chain) === undefined &&
        placement.drafts().size < REPAIRS_MAX &&
        nowMs - (repairedAtMs.get(chain) ?? Number.NEGATIVE_INFINITY) >= options.repairIntervalMs &&
        held.hashAt(height) === headHash &&
        held.covers(1, height)
      if (!isDue) {
        continue
      }
      if (absence.isCutOff(nowMs)) {
        note(out, 'upkeepDeferred', { chain, epoch: table.epoch, gone })
        continue
      }
      repairedAtMs.set(chain, nowMs)
      note(out, 'replacing', { chain, epoch: table.epoch, gone })
      const head = { height, hash: headHash }
      const backups = members.length
      const terms = { head, backups, given: [], preferred: members, waiters: [] }
      placement.begin(nowMs, held, terms, out)
    }
    return isAnyAway
  }

  return {
    start: watch.start,
    // Behind the moment at which who is gone has been so for long enough.
    disconnected: (nowMs) => watch.wake(nowMs, options.memberAbsentMs + 1),
    tableLearned: (nowMs) => watch.wake(nowMs, intervalMs),
    tick(nowMs, out) {
      if (watch.take(nowMs) && (isDamaged || !look(nowMs, out))) {
        watch.rest(nowMs)
      }
    },
    dueAtMs: watch.dueAtMs
  }
}
