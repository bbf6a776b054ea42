/**
 * Placements under way at the same time in a whole fleet: of new blocks, and of chains that have lost a
 * backup.
 */
import type { FleetMember } from './world.ts'

export interface RepairFigures {
  /** Drafts of tables begun. */
  readonly begun: number
  /** The most under way at once. */
  readonly peak: number
}

export interface Repairs {
  begin(member: FleetMember, chain: string): void
  end(member: FleetMember, chain: string): void
  /** A draft lies on the disk of its issuer and goes on when that comes back. */
  left(member: FleetMember): void
  arrived(member: FleetMember): void
  /** The most under way at once, and those begun, since the last call. */
  take(): { readonly peak: number; readonly begun: number }
  startCounting(): void
  figures(): RepairFigures
}

export function createRepairs(): Repairs {
  const drafts = new Map<FleetMember, Set<string>>()
  let active = 0
  let recent = 0
  let peak = 0
  let begun = 0
  let begunLately = 0

  const grow = (by: number): void => {
    active += by
    recent = Math.max(recent, active)
    peak = Math.max(peak, active)
  }

  return {
    begin(member, chain) {
      const own = drafts.get(member) ?? new Set()
      drafts.set(member, own)
      begun++
      begunLately++
      if (!own.has(chain)) {
        own.add(chain)
        grow(1)
      }
    },
    end(member, chain) {
      if (drafts.get(member)?.delete(chain)) {
        active--
      }
    },
    left(member) {
      active -= drafts.get(member)?.size ?? 0
    },
    arrived(member) {
      grow(drafts.get(member)?.size ?? 0)
    },
    take() {
      const of = { peak: recent, begun: begunLately }
      recent = active
      begunLately = 0
      return of
    },
    startCounting() {
      peak = active
      begun = 0
      begunLately = 0
    },
    figures: () => ({ begun, peak })
  }
}
