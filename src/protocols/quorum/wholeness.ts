/**
 * A member tells the log of the group when it has all that a member has, in each booth. Where nobody leads
 * there is nobody to hand anything over to.
 *
 * Keeps: nobody tells it too early, so it is known to whom others can hand over what they hold.
 */
import type { NowMs } from '../../core/machine.ts'
import { ARCHIVE_ID } from './archive.ts'
import type { GroupParts } from './parts.ts'

export interface Wholeness {
  tick(nowMs: NowMs): void
  /** What became of a batch for the log. */
  archived(id: string): void
}

export function createWholeness({
  environment: { self },
  settings,
  ports,
  chain,
  rules: { leaderless },
  roster
}: GroupParts): Wholeness {
  const id = `${ARCHIVE_ID}whole:${chain.id}`
  let isFlying = false
  let dueMs: NowMs = 0
  return {
    tick(nowMs) {
      const booth = roster.number
      if (leaderless || isFlying || nowMs < dueMs || !roster.isReady) {
        return
      }
      const shown = ports.archiveOf(chain.id)
      if (shown !== undefined && (shown.whole.get(self) ?? 0) < booth) {
        isFlying = true
        dueMs = nowMs + settings.archiveMs
        const whole = { member: self, booth }
        ports.archive(id, chain.id, { registers: [], epoch: 0, upTo: 0, whole })
      }
    },
    archived(of) {
      isFlying &&= of !== id
    }
  }
}
