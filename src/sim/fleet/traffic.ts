/**
 * Messages of a simulated fleet by kind, and what went on minute by minute.
 */
import type { RepairMinute } from './repairs.ts'
import { type Minute, minuteOf } from './timeline.ts'

export interface KindFigures {
  readonly kind: string
  readonly messages: number
  readonly bytes: number
}

export interface MinuteFigures {
  /** Minutes since the warm-up. */
  readonly minute: number
  readonly there: number
  /** The most placements and repairs under way at once in the minute before. */
  readonly repairs: number
  /** Placements and repairs begun in the minute before. */
  readonly begun: number
  /** Sent in the minute before, by all. */
  readonly bytes: number
}

export interface TrafficFigures {
  readonly messages: number
  readonly bytes: number
  /** The kind with the most bytes first. */
  readonly kinds: readonly KindFigures[]
  readonly minutes: readonly MinuteFigures[]
  /** What the machines said of themselves, by name. */
  readonly facts: Readonly<Record<string, number>>
}

export interface Traffic {
  sent(nowMs: number, kind: string, bytes: number): void
  fact(name: string): void
  /** With what else there was, minute by minute from the time that is counted from. */
  figures(there: readonly Minute[], repairs: readonly RepairMinute[]): TrafficFigures
}

/** Counts from this time on. */
export function createTraffic(fromMs: number): Traffic {
  const kinds = new Map<string, { messages: number; bytes: number }>()
  const facts = new Map<string, number>()
  const bytesByMinute: number[] = []
  let messages = 0
  let bytes = 0

  return {
    sent(nowMs, kind, size) {
      if (nowMs < fromMs) {
        return
      }
      messages++
      bytes += size
      const minute = minuteOf(fromMs, nowMs)
      bytesByMinute[minute] = (bytesByMinute[minute] ?? 0) + size
      const known = kinds.get(kind)
      if (known === undefined) {
        kinds.set(kind, { messages: 1, bytes: size })
      } else {
        known.messages++
        known.bytes += size
      }
    },
    fact(name) {
      facts.set(name, (facts.get(name) ?? 0) + 1)
    },
    figures: (there, repairs) => ({
      messages,
      bytes,
      kinds: [...kinds]
        .map(([kind, of]) => ({ kind, ...of }))
        .sort((a, b) => b.bytes - a.bytes || (a.kind < b.kind ? -1 : 1)),
      minutes: there.map(({ last }, minute) => ({
        minute,
        there: last,
        repairs: repairs[minute]?.peak ?? 0,
        begun: repairs[minute]?.begun ?? 0,
        bytes: bytesByMinute[minute] ?? 0
      })),
      facts: Object.fromEntries([...facts].sort(([a], [b]) => (a < b ? -1 : 1)))
    })
  }
}
