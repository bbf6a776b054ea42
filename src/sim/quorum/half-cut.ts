/**
 * A fault after the storm: the leader reaches fewer members than a write takes, and perhaps a majority,
 * while the others, who are enough for everything, all reach each other.
 */
import { membersNeeded } from '../../core/engine-rules.ts'
import type { Random } from '../../core/random.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { incarnationOf } from './booths.ts'
import { type QuorumContext, statusOf } from './context.ts'

/** Returns the others, which are to get their work done; undefined where they are too few for that. */
export function cutLeaderOff(
  { world, plan, faults, booths, chain, count }: QuorumContext,
  random: Random
): readonly VirtualVehicle[] | undefined {
  const roleOf = (vehicle: VirtualVehicle): string | undefined =>
    vehicle.state === 'up' ? statusOf(vehicle, chain())?.role : undefined
  const { newest } = booths
  const members = world.vehicles.filter(({ peer }) => newest?.members.includes(peer))
  const leader = members.find((vehicle) => roleOf(vehicle) === 'leader')
  const others = members.filter((vehicle) =>
    ['follower', 'candidate'].includes(roleOf(vehicle) ?? '')
  )
  const { rules } = plan
  const isEnough = others.length >= membersNeeded(plan.members, rules)
  // Who is to be a member anew, or hears only now that it was left out, could get nothing from the leader.
  const isLastBooth = members.every((vehicle) => {
    const incarnation = newest?.incarnations[newest.members.indexOf(vehicle.peer)]
    return (
      incarnation === incarnationOf(vehicle) &&
      booths.knownTo(vehicle.peer)?.number === newest?.number
    )
  })
  if (!faults.partitions || leader === undefined || !isEnough || !isLastBooth) {
    return undefined
  }
  // One too few is where a majority may be left.
  const most = membersNeeded(plan.members, { reads: 0, writes: rules.writes }) - 2
  const reached = random.chance(0.7) ? most : random.integer(0, most)
  count(`leader reaches ${reached}`)
  world.log('network', `${leader.name} reaches only ${reached} members`)
  for (const { peer } of random.shuffle(others).slice(reached)) {
    world.network.block(leader.peer, peer)
    world.network.block(peer, leader.peer)
  }
  return others
}
