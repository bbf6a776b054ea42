/**
 * Placements under way at the same time in a whole fleet: of new blocks, and of chains that have lost a
 * backup.
 */
import { createTimeline, minuteOf } from './timeline.ts'
import type { FleetMember } from './world.ts'

export interface RepairFigures {
  /** Drafts of tables begun. */
  readonly begun: number
  /** The most under way at once. */
  readonly peak: number
}

export interface RepairMinute {
  readonly begun: number
  readonly peak: number
}

export interface Repairs {
  begin(member: FleetMember, chain: string): void
  end(member: FleetMember, chain: string): void
  /** A draft lies on the disk of its issuer and goes on when that comes back. */
  left(member: FleetMember): void
  arrived(member: FleetMember): void
  /** Minute 0 is the moment `fromMs`, in which none is begun. */
  minutes(fromMs: number, count: number): readonly RepairMinute[]
}

export function createRepairs(nowMs: () => number): Repairs {
  const drafts = new Map<FleetMember, Set<string>>()
  const active = createTimeline()
  const begunAtMs: number[] = []

  return {
    begin(member, chain) {
      const own = drafts.get(member) ?? new Set()
      drafts.set(member, own)
      begunAtMs.push(nowMs())
      if (!own.has(chain)) {
        own.add(chain)
        active.change(nowMs(), 1)
      }
    },
    end(member, chain) {
      if (drafts.get(member)?.delete(chain)) {
        active.change(nowMs(), -1)
      }
    },
    left(member) {
      active.change(nowMs(), -(drafts.get(member)?.size ?? 0))
    },
    arrived(member) {
      active.change(nowMs(), drafts.get(member)?.size ?? 0)
    },
    minutes(fromMs, count) {
      const begun = Array.from({ length: count }, () => 0)
      for (const atMs of begunAtMs) {
        const minute = minuteOf(fromMs, atMs)
        begun[minute] = (begun[minute] ?? 0) + 1
      }
      return active
        .minutes(fromMs, count)
        .map(({ peak }, minute) => ({ begun: minute === 0 ? 0 : (begun[minute] ?? 0), peak }))
    }
  }
}

export function repairFigures(minutes: readonly RepairMinute[]): RepairFigures {
  return {
    begun: minutes.reduce((sum, { begun }) => sum + begun, 0),
    peak: minutes.reduce((most, { peak }) => Math.max(most, peak), 0)
  }
}
