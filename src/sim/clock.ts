/**
 * The clock of one vehicle: it drifts against the world's and may stand elsewhere after a restart,
 * but never goes backwards while the vehicle runs.
 */
import type { NowMs } from '../core/machine.ts'

/** What the clocks of all vehicles show, about, when a world begins. */
export const WORLD_EPOCH_MS = 1_760_000_000_000

export interface VirtualClock {
  /** Whole milliseconds since the Unix epoch, as the vehicle sees it. */
  read(worldMs: number): NowMs
  /** The first world time at which `read` shows at least `localMs`. */
  worldTimeOf(localMs: NowMs): number
}

/** `rate` is local milliseconds per world millisecond, such as 1.05 for a clock 5 % fast. */
export function createClock(skewMs: number, rate: number): VirtualClock {
  const startMs = WORLD_EPOCH_MS + skewMs
  return {
    read: (worldMs) => Math.floor(startMs + worldMs * rate),
    worldTimeOf: (localMs) => (localMs - startMs) / rate
  }
}
