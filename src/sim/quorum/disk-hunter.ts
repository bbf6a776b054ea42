/**
 * Disks taken at the worst moment: from a member that has just shown a leader less than another member
 * holds, while that leader is cut off with what it made of it. When the member comes back it pulls the
 * value that it did not show.
 */

import type { Random } from '../../core/random.ts'
import type { Losses } from '../fault-schedule.ts'
import type { QuorumContext } from './context.ts'

const CUT_MS_MIN = 800
const CUT_MS_MAX = 3_000
const STRIKES_MAX = 4

export function startDiskHunter(
  context: QuorumContext,
  losses: Losses,
  random: Random,
  untilMs: number
): void {
  const { world, rules, booths, count } = context
  let strikes = 0

  const strike = (peer: string, leader: string): void => {
    const vehicle = world.vehicleOf(peer)
    if (vehicle?.state !== 'up' || !losses.mayLose(vehicle)) {
      return
    }
    strikes++
    count('disk hunted')
    world.log('network', 'cuts off who has taken a key over')
    for (const other of booths.newest?.members ?? []) {
      if (other !== leader) {
        world.network.block(leader, other)
        world.network.block(other, leader)
      }
    }
    losses.wipe(vehicle)
    world.plan(random.integer(CUT_MS_MIN, CUT_MS_MAX), () => {
      world.log('network', 'heals')
      world.network.heal()
    })
  }

  rules.onShown((peer, leader, key, shown) => {
    const isWorth = strikes < STRIKES_MAX && world.nowMs() < untilMs
    if (isWorth && rules.isMoreHeld(key, shown)) {
      // After the answer has left, and before the leader's next message can.
      world.plan(random.integer(1, 10), () => strike(peer, leader))
    }
  })
}
