/**
 * Batches that reach disks before it is known which group is judged: members decide blocks before the
 * one that opened the group hears of it.
 */
import type { WriteOp } from '../core/machine.ts'

type Judge = (who: string, ops: readonly WriteOp[]) => void

export interface HeldBatches {
  /** Judged at once when the group is known, else when it is. */
  readonly durable: Judge
  /** The group is known: what was held is judged, in its order. */
  release(): void
}

export function holdBatches(judge: Judge): HeldBatches {
  let held: (readonly [who: string, ops: readonly WriteOp[]])[] | undefined = []
  return {
    durable(who, ops) {
      if (held === undefined) {
        judge(who, ops)
      } else {
        held.push([who, ops])
      }
    },
    release() {
      const batches = held ?? []
      held = undefined
      for (const [who, ops] of batches) {
        judge(who, ops)
      }
    }
  }
}
