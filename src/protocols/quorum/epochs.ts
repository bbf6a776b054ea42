/**
 * How long ago epochs ended, as far as this process remembers: whoever leads next counts on from there.
 */
import type { NowMs } from '../../core/machine.ts'

export interface Epochs {
  /** Times that are remembered. */
  readonly size: number
  /** This one is known to have begun. */
  note(nowMs: NowMs, epoch: number): void
  /** The greatest that is known to have begun by then; undefined for none. */
  begunBy(atMs: NowMs): number | undefined
}

/** With more of them that may be asked for, some are left out: a link that flaps begins many epochs. */
const TIMES = 64

/** Nothing older than `longestMs` is asked for. */
export function createEpochs(longestMs: number): Epochs {
  let begun: { readonly epoch: number; readonly atMs: NowMs }[] = []

  const begunBy = (atMs: NowMs): number | undefined =>
    begun.findLast((one) => one.atMs <= atMs)?.epoch

  return {
    get size() {
      return begun.length
    },
    begunBy,
    note(nowMs, epoch) {
      const last = begun.at(-1)
      const pauseMs = begun.length < TIMES ? 0 : longestMs / TIMES
      if (last !== undefined && (epoch <= last.epoch || nowMs < last.atMs + pauseMs)) {
        return
      }
      const least = begunBy(nowMs - longestMs) ?? 0
      begun = [...begun.filter((one) => one.epoch >= least), { epoch, atMs: nowMs }]
    }
  }
}
