/**
 * Takes the power from the vehicles when the ring has just changed: when they start again they read the
 * log from before that change, and for a while know an older ring than they have acted by.
 */
import type { Random } from '../../core/random.ts'
import { cutPower } from '../fault-schedule.ts'
import type { TwophaseContext } from './context.ts'

const LOOK_MS = 25
const CHANCE = 0.4
/** So long after the change at most: what is begun in the new ring may be done by then, or not. */
const AFTER_MS_MAX = 400

export function huntRings(context: TwophaseContext, random: Random, untilMs: number): void {
  const { world, truth, count } = context
  let seen = truth.ringChanges
  const look = (): void => {
    world.plan(LOOK_MS, () => {
      if (world.nowMs() >= untilMs) {
        return
      }
      if (truth.ringChanges > seen && random.chance(CHANCE)) {
        world.plan(random.integer(0, AFTER_MS_MAX), () => {
          count('changed ring hunted')
          cutPower(world, random)
        })
      }
      seen = truth.ringChanges
      look()
    })
  }
  look()
}
