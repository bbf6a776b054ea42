/**
 * Upkeep of tables: a member that stays away is replaced by a new epoch of the same blocks.
 *
 * Keeps: at most one repair a chain and interval, few at a time, and none while so many vehicles are
 * away that this one is more likely cut off itself.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { Absence } from './absence.ts'
import { note, type Out } from './effects.ts'
import { REPAIRS_MAX } from './limits.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import type { Placement } from './placement.ts'

export interface Upkeep {
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
  start(nowMs: NowMs): void
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
  let nextLookMs = 0

  const look = (nowMs: NowMs, out: Out): void => {
    for (const { table } of tables.all()) {
      const { chain, members, height, headHash } = table
      const held = holdings.get(chain)
      const gone = members.filter((peer) => {
        const sinceMs = absence.since(peer)
        return sinceMs !== undefined && nowMs - sinceMs > options.memberAbsentMs
      })
      const isDue =
        held?.chain.genesis.proposer === self &&
        held.hashAt(height) === headHash &&
        held.covers(1, height) &&
        gone.length > 0 &&
        !isFrozen(chain) &&
        placement.draftOf(chain) === undefined &&
        placement.drafts().size < REPAIRS_MAX &&
        nowMs - (repairedAtMs.get(chain) ?? Number.NEGATIVE_INFINITY) >= options.repairIntervalMs
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
  }

  return {
    start(nowMs) {
      nextLookMs = nowMs + intervalMs
    },
    tick(nowMs, out) {
      if (nowMs >= nextLookMs) {
        nextLookMs = nowMs + intervalMs
        if (!isDamaged) {
          look(nowMs, out)
        }
      }
    },
    dueAtMs: () => nextLookMs
  }
}
