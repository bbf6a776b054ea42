/**
 * Disks that are taken out and put back: a member goes on with an empty disk until it counts again; while
 * another member hears nothing the group writes; then somebody puts the earlier disk back, on which
 * nothing of that is, and everybody hears everybody again.
 */
import type { Random } from '../../core/random.ts'
import type { QuorumContext } from './context.ts'
import { cutOff } from './cut-off.ts'
import type { QuorumLosses } from './losses.ts'

const PAUSE_MS_MIN = 200
const PAUSE_MS_MAX = 1_000
const CUT_MS_MIN = 300
const CUT_MS_MAX = 1_200

export function startDiskSwapper(
  context: QuorumContext,
  losses: QuorumLosses,
  random: Random,
  untilMs: number
): void {
  const { world, booths } = context
  const later = (then: () => void): void => {
    const afterMs = random.integer(PAUSE_MS_MIN, PAUSE_MS_MAX)
    if (world.nowMs() + afterMs < untilMs) {
      world.plan(afterMs, then)
    }
  }
  const membersNow = (): readonly string[] => booths.newest?.members ?? []

  const putBack = (peer: string, giveBack: () => void): void => {
    const vehicle = world.vehicleOf(peer)
    if (vehicle === undefined || !losses.mayLose(vehicle)) {
      later(() => putBack(peer, giveBack))
      return
    }
    const others = membersNow().filter((other) => other !== peer)
    const other = random.pick(others)
    const forMs = random.integer(CUT_MS_MIN, CUT_MS_MAX)
    cutOff(context, { peer: other, who: 'a member', forMs }, () => {
      if (losses.mayLose(vehicle)) {
        giveBack()
      }
      later(takeOut)
    })
  }

  const takeOut = (): void => {
    const candidates = world.vehicles.filter(
      (vehicle) =>
        vehicle.state === 'up' && membersNow().includes(vehicle.peer) && losses.mayLose(vehicle)
    )
    if (candidates.length === 0) {
      later(takeOut)
      return
    }
    const vehicle = random.pick(candidates)
    const giveBack = losses.takeOut(vehicle)
    later(() => putBack(vehicle.peer, giveBack))
  }

  later(takeOut)
}
