/**
 * A bound for loops that run machines until nothing is left to do: a machine that never comes to rest
 * would hold its thread for ever, where no time-out of a test reaches it.
 */

/** Many times what any test takes. */
const STEPS_MAX = 100_000

/** A function to call once for each step of a loop. It throws when there are too many. */
export function createStepLimit(): () => void {
  let steps = 0
  return () => {
    steps++
    if (steps > STEPS_MAX) {
      throw new Error(`it does not come to rest in ${STEPS_MAX} steps`)
    }
  }
}
