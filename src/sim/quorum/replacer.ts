/**
 * Members that are replaced: another vehicle takes the place of one that is gone for good, or that goes on
 * and may not have heard of it. Who decides it sees who is there, and what the log tells of them. Before
 * it another member hears nothing the group writes, and afterwards those that heard it are cut off.
 */

import { majority } from '../../core/quorum.ts'
import type { Random } from '../../core/random.ts'
import { quorumHandOverFault } from '../../vehicle/quorum-members.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { incarnationOf } from './booths.ts'
import type { QuorumContext } from './context.ts'
import { cutOff } from './cut-off.ts'
import type { QuorumLosses } from './losses.ts'

const PAUSE_MS_MIN = 100
const PAUSE_MS_MAX = 1_200
const RETRY_MS = 100
const CUT_MS_MIN = 300
const CUT_MS_MAX = 3_000

export function startReplacer(
  context: QuorumContext,
  losses: QuorumLosses,
  random: Random,
  untilMs: number
): void {
  const { world, booths, plan, faults } = context
  // Fewer than a majority may not know of the booth in which another took the place of who answers them.
  const mayGoOn = plan.rules.reads >= majority(plan.members)

  const membersNow = (): readonly string[] => booths.newest?.members ?? []

  const membersThere = (): readonly VirtualVehicle[] =>
    world.vehicles.filter(({ peer }) => membersNow().includes(peer))

  const drawCutMs = (): number => random.integer(CUT_MS_MIN, CUT_MS_MAX)

  const pickFrom = (some: readonly VirtualVehicle[]): VirtualVehicle | undefined =>
    some.length === 0 ? undefined : random.pick(some)

  const later = (): void => {
    world.plan(random.integer(PAUSE_MS_MIN, PAUSE_MS_MAX), begin)
  }

  const begin = (): void => {
    const spare = world.vehicles.find(
      ({ peer, state }) => state !== 'gone' && !membersNow().includes(peer)
    )
    const leaving = pickFrom(membersThere().filter((vehicle) => losses.mayLose(vehicle)))
    if (world.nowMs() >= untilMs) {
      return
    }
    if (leaving === undefined || spare === undefined) {
      later()
      return
    }
    const blind = pickFrom(membersThere().filter((vehicle) => vehicle !== leaving))
    if (blind === undefined || !faults.partitions || random.chance(0.3)) {
      leave(leaving, undefined)
    } else {
      cutOff(context, { peer: blind.peer, who: 'a member', forMs: drawCutMs() }, () =>
        leave(leaving, blind)
      )
    }
  }

  const leave = (leaving: VirtualVehicle, blind: VirtualVehicle | undefined): void => {
    if (!losses.mayLose(leaving) || world.nowMs() >= untilMs) {
      later()
      return
    }
    if (!mayGoOn || random.chance(0.5)) {
      leaving.depart()
      losses.gone(leaving)
    }
    replace(leaving, blind)
  }

  /** Goes on behind the end of the storm: a group that waits for who is gone has one member less. */
  const replace = (leaving: VirtualVehicle, blind: VirtualVehicle | undefined): void => {
    const coming = attempt(leaving)
    if (coming === undefined) {
      world.plan(RETRY_MS, () => replace(leaving, blind))
      return
    }
    // Now those are alone that lack what was written: who was cut off before, and who has just come.
    const others = membersThere().filter((one) => one !== blind && one.peer !== coming)
    const knowing = blind === undefined ? undefined : pickFrom(others)
    if (knowing === undefined || world.nowMs() >= untilMs) {
      later()
    } else {
      cutOff(context, { peer: knowing.peer, who: 'a member', forMs: drawCutMs() }, later)
    }
  }

  /** Who takes its place, or undefined while nobody can. */
  const attempt = (leaving: VirtualVehicle): string | undefined => {
    const { newest } = booths
    // Who answers an invitation: it names its data directory, and is not damaged.
    const there = new Map(
      world.vehicles.flatMap((vehicle) => {
        const incarnation = incarnationOf(vehicle)
        const isThere = vehicle.state === 'up' && !losses.isDamaged(vehicle)
        return isThere && incarnation !== undefined ? [[vehicle.peer, incarnation] as const] : []
      })
    )
    const strangers = [...there.keys()].filter((peer) => !membersNow().includes(peer))
    const coming = pickFrom(world.vehicles.filter(({ peer }) => strangers.includes(peer)))
    if (newest === undefined || coming === undefined) {
      return undefined
    }
    const members = membersNow().map((peer) => (peer === leaving.peer ? coming.peer : peer))
    const fault = quorumHandOverFault(context.genesis(), {
      ...{ booth: newest, members, there, whole: context.whole },
      memberSince: booths.since
    })
    if (fault !== undefined) {
      return undefined
    }
    booths.replace(leaving, coming)
    losses.replaced(leaving)
    context.count('member replaced')
    return coming.peer
  }

  later()
}
