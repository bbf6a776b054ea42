/**
 * Faults aimed at whoever leads: what a random mix hits seldom. The leader is stopped for a while, cut
 * off from the other members but not from its clients, killed, or left with one way only.
 *
 * Keeps: strikes only with faults that the mix of the world has.
 */
import type { Random } from '../../core/random.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { type QuorumContext, statusOf } from './context.ts'
import { cutOff } from './cut-off.ts'

const PAUSE_MS_MIN = 200
const PAUSE_MS_MAX = 2_500
const CUT_MS_MIN = 300
const CUT_MS_MAX = 2_500
const HUNT_MS_MIN = 200
const HUNT_MS_MAX = 1_800

export function startHunter(context: QuorumContext, random: Random, untilMs: number): void {
  const { world, faults } = context

  const cut = (leader: VirtualVehicle, isOut: boolean, isBoth: boolean): void => {
    cutOff(context, {
      peer: leader.peer,
      who: 'who leads',
      forMs: random.integer(CUT_MS_MIN, CUT_MS_MAX),
      isMute: isOut || isBoth,
      isDeaf: !isOut || isBoth
    })
  }

  const strikes: readonly (readonly [boolean, (leader: VirtualVehicle) => void])[] = [
    [faults.pauses, (leader) => leader.pause(random.integer(PAUSE_MS_MIN, PAUSE_MS_MAX))],
    [faults.crashes, (leader) => leader.crash('kill -9')],
    [faults.partitions, (leader) => cut(leader, true, random.chance(0.5))],
    [faults.partitions, (leader) => cut(leader, random.chance(0.5), false)]
  ]
  const known = strikes.filter(([isOn]) => isOn)

  const next = (): void => {
    world.plan(random.integer(HUNT_MS_MIN, HUNT_MS_MAX), () => {
      if (world.nowMs() >= untilMs) {
        return
      }
      const leaders = believedLeaders(context).filter(({ state }) => state === 'up')
      if (leaders.length > 0) {
        const [, strike] = random.pick(known)
        context.count('leader hunted')
        strike(random.pick(leaders))
      }
      next()
    })
  }

  if (known.length > 0) {
    next()
  }
}

/** Vehicles that run, or seem to, and believe to lead. */
function believedLeaders(context: QuorumContext): readonly VirtualVehicle[] {
  return context.world.vehicles.filter(
    (vehicle) => statusOf(vehicle, context.chain())?.role === 'leader'
  )
}
