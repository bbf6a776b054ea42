/**
 * What the page remembers of events: the last ones in full, and counts and latencies by the second.
 */
import { signal } from '@preact/signals'
import type { NodeEvent } from '../../../src/node/events.ts'
import { onEvents } from './feed.ts'
import { createSeconds } from './seconds.ts'

/** Seconds on the plots. */
export const SECONDS_KEPT = 300
const EVENTS_MAX = 2_000

export const seconds = createSeconds(SECONDS_KEPT)
/** Oldest first; replaced once a frame at most. */
export const recent = signal<readonly NodeEvent[]>([])

/** Clock of the vehicle less the clock of this browser, as the last event tells; 0 before. */
export let clockAheadMs = 0

const COUNTED: Readonly<Record<string, string>> = {
  'certify:certified': 'certified',
  'certify:followed': 'followed',
  'paxos:decided': 'decided'
}

onEvents((events) => {
  for (const { name, timeMs, detail } of events) {
    const series = COUNTED[name]
    if (series !== undefined) {
      seconds.count(series, timeMs, Number(detail['blocks'] ?? 1))
    }
    if (typeof detail['latencyMs'] === 'number') {
      seconds.sample(timeMs, detail['latencyMs'])
    }
    // Only ever forward: events of the past come late, none comes early.
    clockAheadMs = Math.max(clockAheadMs, timeMs - Date.now())
  }
  // A vehicle that was started again counts from 1: its past is not the past of this one.
  const isNew = (events[0]?.id ?? 0) <= (recent.value.at(-1)?.id ?? 0)
  recent.value = [...(isNew ? [] : recent.value), ...events].slice(-EVENTS_MAX)
})
