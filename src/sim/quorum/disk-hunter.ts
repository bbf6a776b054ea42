/**
 * Disks taken at the worst moment: from a member that has just shown a leader less than another member
 * holds, while that leader is cut off with what it made of it. When the member comes back it pulls the
 * value that it did not show.
 */

import type { Random } from '../../core/random.ts'
import type { Losses } from '../fault-schedule.ts'
import type { QuorumContext } from './context.ts'
import { cutOff } from './cut-off.ts'

const CUT_MS_MIN = 800
const CUT_MS_MAX = 3_000
const STRIKES_MAX = 4

export function startDiskHunter(
  context: QuorumContext,
  losses: Losses,
  random: Random,
  untilMs: number
): void {
  const { world, rules, count } = context
  let strikes = 0

  const strike = (peer: string, leader: string): void => {
    const vehicle = world.vehicleOf(peer)
    if (vehicle?.state !== 'up' || !losses.mayLose(vehicle)) {
      return
    }
    strikes++
    count('disk hunted')
    const forMs = random.integer(CUT_MS_MIN, CUT_MS_MAX)
    cutOff(context, { peer: leader, who: 'who has taken a key over', forMs })
    losses.wipe(vehicle)
  }

  rules.onShown((peer, leader, key, shown) => {
    const isWorth = strikes < STRIKES_MAX && world.nowMs() < untilMs
    if (isWorth && rules.isMoreHeld(key, shown)) {
      // After the answer has left, and before the leader's next message can.
      world.plan(random.integer(1, 10), () => strike(peer, leader))
    }
  })
}
