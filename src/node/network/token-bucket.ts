/**
 * A limit on a rate: tokens come in at `perSecond`, at most `burst` of them are kept.
 */
export interface TokenBucket {
  /** Takes `tokens` when that many are there; otherwise takes none and returns false. */
  take(tokens: number, nowMs: number): boolean
}

export function createTokenBucket(perSecond: number, burst: number): TokenBucket {
  let tokens = burst
  let filledAtMs: number | undefined
  return {
    take(wanted, nowMs) {
      const elapsedMs = Math.max(0, nowMs - (filledAtMs ?? nowMs))
      filledAtMs = nowMs
      tokens = Math.min(burst, tokens + (elapsedMs / 1000) * perSecond)
      if (tokens < wanted) {
        return false
      }
      tokens -= wanted
      return true
    }
  }
}
